//! Reads when a campaign takes place and what holds for all its sending.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};

use super::document::problem::{FIRST, TextProblem};
use super::document::reader::{Field, Section};
use super::plans::same_text;
use crate::domain::calendar::{Calendar, SendDays};
use crate::domain::case::{Order, Pacing, Restriction};

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
    let start = file.field("start").and_then(|field| field.date());
    let weeks = file.field("weeks").and_then(|field| field.small());
    let days_off = pacing.field("days_off").and_then(|field| days_off(&field));
    Some(Calendar { start: start?, weeks: weeks?, send_days: send_days?, days_off: days_off? })
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

/// Reads the order of sending and what bursts may lead to.
pub(super) fn pacing(section: &Section<'_>) -> Option<Pacing> {
    let order = section.field("order").and_then(|field| field.choice(&[Order::FollowUpsFirst, Order::NewFirst]));
    let restriction = if section.has("restriction") {
        section.section("restriction").and_then(|inner| restriction(&inner)).map(Some)
    } else {
        Some(None)
    };
    Some(Pacing { order: order?, restriction: restriction? })
}

fn restriction(section: &Section<'_>) -> Option<Restriction> {
    let above_per_day = section.field("above_per_day").and_then(|field| field.small());
    let chance = section.field("chance").and_then(|field| field.rate());
    let days = section.field("days").and_then(|field| field.small());
    Some(Restriction { above_per_day: above_per_day?, chance: chance?, days: days? })
}
