//! Reads when a campaign takes place and what holds for all its sending.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::document::problem::{FIRST, TextProblem};
use super::document::reader::{Field, Section};
use super::plans::same_text;
use super::problem::CampaignProblem;
use crate::domain::calendar::{Calendar, MAX_DAYS, SendDays};
use crate::domain::case::{LimitWeek, Order, Pacing, Restriction};
use crate::domain::quantity::{Day, Hours};

/// The keys that state how long a campaign is.
pub const LENGTHS: [&str; 3] = ["weeks", "months", "until"];

/// The words that stand for a start: the day on which a scenario is read, and the first Monday after it.
pub(super) const STARTS: [&str; 2] = ["today", NEXT_MONDAY];
const NEXT_MONDAY: &str = "next-monday";

/// In the order of the words in the list of keys.
const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Reads when a campaign takes place, whose touches go out on these days.
pub(super) fn calendar(file: &Section<'_>, pacing: &Section<'_>, send_days: Option<SendDays>) -> Option<Calendar> {
    let start = start(file);
    let days = length(file, start);
    let days_off = pacing.field("days_off").and_then(|field| days_off(&field));
    Some(Calendar { start: start?, days: days?, send_days: send_days?, days_off: days_off? })
}

/// The number of weeks of a campaign.
pub(super) fn weeks(file: &Section<'_>) -> Option<u32> {
    length(file, start(file)).map(|days| days.unsigned_abs().div_ceil(7))
}

fn start(file: &Section<'_>) -> Option<Date> {
    file.field("start").and_then(|field| field.date_or(from_today))
}

/// The date that a word for a start stands for.
fn from_today(word: &str, today: Date) -> Date {
    match word {
        NEXT_MONDAY => today.nth_weekday(1, Weekday::Monday).unwrap_or(today),
        _ => today,
    }
}

/// The length of a campaign \[days\], stated in one of three ways.
fn length(file: &Section<'_>, start: Option<Date>) -> Option<Day> {
    file.at_most_one(&LENGTHS);
    if file.has("months") {
        let months: u32 = file.field("months")?.small()?;
        Some(days_between(start?, start?.saturating_add(i64::from(months).months())))
    } else if file.has("until") {
        let field = file.field("until")?;
        let (start, until) = (start, field.date()?);
        let start = start?;
        let days = days_between(start, until) + 1;
        let last = start.saturating_add((MAX_DAYS - 1).days());
        let problem = CampaignProblem::Until { until, start, last };
        if (1..=MAX_DAYS).contains(&days) { Some(days) } else { file.ctx.report(problem, field.mark()) }
    } else {
        file.field("weeks")?.small().map(|weeks: u32| 7 * weeks as Day)
    }
}

fn days_between(start: Date, end: Date) -> Day {
    (end - start).get_days()
}

fn days_off(field: &Field<'_>) -> Option<BTreeSet<Date>> {
    let days: Vec<Option<Date>> = field.items()?.iter().map(Field::date).collect();
    days.into_iter().collect()
}

/// Reads the weekdays on which touches go out.
pub(super) fn send_days(pacing: &Section<'_>) -> Option<SendDays> {
    let field = pacing.field("send_days")?;
    let items = field.some_items()?;
    let days: Vec<Option<Weekday>> = items
        .iter()
        .enumerate()
        .take_while(|(_, item)| !item.ctx.is_full())
        .map(|(place, item)| match items[..place].iter().find(|other| same_text(other, item)) {
            Some(first) => {
                let kind = TextProblem::Twice { what: "weekday", name: item.text()? };
                item.ctx.report_with(kind, item.mark(), first.mark(), FIRST)
            }
            None => item.choice(&WEEKDAYS),
        })
        .collect();
    days.into_iter().collect::<Option<Vec<_>>>().map(SendDays::new)
}

/// Reads the order of sending, what bursts may lead to, and the bounds of a week.
pub(super) fn pacing(section: &Section<'_>) -> Option<Pacing> {
    let order = section.field("order").and_then(|field| field.choice(&[Order::FollowUpsFirst, Order::NewFirst]));
    let restriction = if section.has("restriction") {
        section.section("restriction").and_then(|inner| restriction(&inner)).map(Some)
    } else {
        Some(None)
    };
    let hours_per_week = if section.has("hours_per_week") {
        let hours = |field: Field<'_>| Hours::new(field.number()?).or_else(|| field.wrong());
        section.field("hours_per_week").and_then(hours).map(Some)
    } else {
        Some(None)
    };
    let limit_week =
        section.field("limit_week").and_then(|field| field.choice(&[LimitWeek::Campaign, LimitWeek::Rolling]));
    Some(Pacing { order: order?, restriction: restriction?, hours_per_week: hours_per_week?, limit_week: limit_week? })
}

fn restriction(section: &Section<'_>) -> Option<Restriction> {
    let above_per_day = section.field("above_per_day").and_then(|field| field.small());
    let chance = section.field("chance").and_then(|field| field.rate());
    let days = section.field("days").and_then(|field| field.small());
    Some(Restriction { above_per_day: above_per_day?, chance: chance?, days: days? })
}
