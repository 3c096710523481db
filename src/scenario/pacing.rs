//! Reads when a campaign takes place and what holds for all its sending.

use std::collections::BTreeSet;

use jiff::civil::Weekday;

use super::plans::same_text;
use super::problem::ProblemKind;
use super::reader::{Field, Section};
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

/// Reads the start, the length and the send days of a campaign.
pub(super) fn calendar(file: &Section<'_>, pacing: Option<&Section<'_>>) -> Option<Calendar> {
    let start = file.field("start").and_then(|field| field.date());
    let weeks = file.field("weeks").and_then(|field| field.small());
    let (send_days, days_off) = match pacing {
        Some(pacing) => (
            pacing.field("send_days").and_then(|field| send_days(&field)),
            pacing.field("days_off").and_then(|field| field.items()?.iter().map(Field::date).collect()),
        ),
        None => (Some(SendDays::default()), Some(BTreeSet::new())),
    };
    Some(Calendar { start: start?, weeks: weeks?, send_days: send_days?, days_off: days_off? })
}

fn send_days(field: &Field<'_>) -> Option<SendDays> {
    let items = field.some_items()?;
    let days: Vec<Option<Weekday>> = items
        .iter()
        .enumerate()
        .map(|(place, item)| match items[..place].iter().find(|other| same_text(other, item)) {
            Some(first) => {
                let kind = ProblemKind::Twice { what: "weekday", name: item.text()? };
                item.ctx.report_with(kind, item.mark(), first.mark())
            }
            None => item.choice(&WEEKDAYS),
        })
        .collect();
    days.into_iter().collect::<Option<Vec<_>>>().map(SendDays::new)
}

/// Reads the order of sending and what bursts may lead to.
pub(super) fn pacing(section: Option<&Section<'_>>) -> Option<Pacing> {
    let Some(section) = section else { return Some(Pacing::default()) };
    let order = section.field("order").and_then(|field| field.choice(&[Order::FollowUpsFirst, Order::NewFirst]));
    let restriction = match section.section("restriction") {
        Some(inner) => restriction(&inner).map(Some),
        None => Some(None),
    };
    Some(Pacing { order: order?, restriction: restriction? })
}

fn restriction(section: &Section<'_>) -> Option<Restriction> {
    let above_per_day = section.field("above_per_day").and_then(|field| field.small());
    let chance = section.field("chance").and_then(|field| field.rate());
    let days = section.field("days").and_then(|field| field.small());
    Some(Restriction { above_per_day: above_per_day?, chance: chance?, days: days? })
}
