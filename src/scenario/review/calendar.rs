//! Dates and weeks outside the campaign, and months that are paid for a few days.

use jiff::civil::Date;

use super::{Review, items};
use crate::domain::case::Case;
use crate::domain::segment::Pace;
use crate::domain::subscription::{ShortLastPeriod, short_last_period};
use crate::scenario::document::source::Mark;
use crate::scenario::document::tree::{Node, Value};
use crate::scenario::warning::WarningKind;

pub(super) fn review(review: &mut Review<'_>) {
    short_last_periods(review);
    if !review.is_cut() {
        plan_changes(review);
        lists(review);
        days_off(review);
    }
}

/// Months paid for nothing are reported in any case; cases of which the same is true share a warning.
fn short_last_periods(review: &mut Review<'_>) {
    let mut found: Vec<(ShortLastPeriod, Mark, Vec<String>)> = Vec::new();
    let mut known: Vec<(&Case, Option<ShortLastPeriod>)> = Vec::new();
    let mut all = 0;
    for reviewed in review.wanted() {
        let mark = review.length_mark(reviewed);
        for &case in &reviewed.wanted {
            all += 1;
            let before = known.iter().find(|(other, _)| is_billed_alike(other, case)).map(|(_, period)| *period);
            let period = before.unwrap_or_else(|| {
                let period = short_last_period(case);
                known.push((case, period));
                period
            });
            let Some(period) = period else { continue };
            match found.iter_mut().find(|(other, at, _)| (*other, *at) == (period, mark)) {
                Some((.., cases)) => cases.push(case.name.id()),
                None => found.push((period, mark, vec![case.name.id()])),
            }
        }
    }
    for (period, mark, cases) in found {
        let ShortLastPeriod { months_paid: paid, months_used, days_used: days, weeks_without } = period;
        let (every, used) = (cases.len() == all && all > 1, format!("{months_used:.1}"));
        review.tell(WarningKind::ShortLastPeriod { cases, every, paid, used, days, weeks_without }, mark);
    }
}

/// Do two cases have the same billing days, as far as that is known without looking at each day?
fn is_billed_alike(one: &Case, other: &Case) -> bool {
    let is_free = |case: &Case| case.plan.price(case.billing).unwrap_or_default().cents() == 0;
    (one.calendar.start, one.calendar.weeks(), one.billing_day)
        == (other.calendar.start, other.calendar.weeks(), other.billing_day)
        && (is_free(one), one.billing) == (is_free(other), other.billing)
        && (&one.plan_changes, &one.seats) == (&other.plan_changes, &other.seats)
}

fn plan_changes(review: &mut Review<'_>) {
    let mut checked = Vec::new();
    for reviewed in &review.variants {
        let weeks = reviewed.case().calendar.weeks();
        for table in items(reviewed.table(), &["plan_change"]) {
            let Some(Node { mark, value: Value::Whole(week) }) = table.get("week").map(|entry| &entry.node) else {
                continue;
            };
            let week = u32::try_from(*week).unwrap_or(u32::MAX);
            checked.push((*mark, (week > weeks).then_some(WarningKind::LatePlanChange { week, weeks })));
        }
    }
    review.tell_if_in_all(checked);
}

fn lists(review: &mut Review<'_>) {
    let mut checked = Vec::new();
    for reviewed in &review.variants {
        let weeks = reviewed.case().calendar.weeks();
        for segment in &reviewed.case().segments {
            let Pace::PerWeek(list) = &segment.pace else { continue };
            if list.len() < 2 {
                continue;
            }
            let numbers = list.len() as u32;
            let kind = || WarningKind::LongList { segment: segment.id.clone(), numbers, weeks };
            let mark = review.mark(reviewed, &["segment", &segment.id, "per_week"]);
            checked.push((mark, (numbers > weeks).then(kind)));
        }
    }
    review.tell_if_in_all(checked);
}

fn days_off(review: &mut Review<'_>) {
    let mut checked = Vec::new();
    for reviewed in &review.variants {
        let calendar = &reviewed.case().calendar;
        let is_outside = |date: &&Date| !(0..calendar.days).contains(&calendar.day(**date));
        let dates: Vec<Date> = calendar.days_off.iter().filter(is_outside).copied().collect();
        let kind = || WarningKind::DaysOff {
            first: calendar.start,
            last: calendar.date(calendar.days - 1),
            dates: dates.clone(),
        };
        let mark = review.mark(reviewed, &["pacing", "days_off"]);
        checked.push((mark, (!dates.is_empty()).then(kind)));
    }
    review.tell_if_in_all(checked);
}
