//! Defaults that decide something, and were not stated.

use super::{Review, Reviewed, value_mark};
use crate::domain::case::Opening;
use crate::domain::plan::{Plan, Refill};
use crate::domain::seat::Seat;
use crate::scenario::assumption::record_until;
use crate::scenario::document::source::{Mark, Role};
use crate::scenario::foreign;
use crate::scenario::warning::{WarningKind, counted};

pub(super) fn review(review: &mut Review<'_>) {
    let mut found: Vec<(WarningKind, Mark)> = Vec::new();
    for reviewed in review.wanted() {
        found.extend(start(review, reviewed));
        found.extend(renewal(review, reviewed));
        found.extend(foreign_price(review, reviewed));
        found.extend(free_hours(reviewed));
        found.extend(apart_from_record(review, reviewed));
    }
    found.extend(unknown_balance(review));
    // All of them name the same remedy: once is enough.
    let mut start_told = false;
    for (kind, mark) in found {
        let is_start = matches!(kind, WarningKind::StartAssumed { .. });
        if !(is_start && start_told) {
            review.tell(kind, mark);
        }
        start_told |= is_start;
    }
}

/// The first day is nobody's choice, although something in the file hangs on it.
fn start(review: &Review<'_>, reviewed: &Reviewed<'_>) -> Option<(WarningKind, Mark)> {
    if reviewed.states(&["start"]) {
        return None;
    }
    let case = reviewed.case();
    let first_of_month = |plan: &Plan| plan.refill == Refill::FirstOfMonth && plan.credits_per_month > 0;
    let team = reviewed.team();
    let teams: Vec<_> = reviewed.wanted_teams().collect();
    let refilled = teams.iter().flat_map(|team| team.iter().map(|seat| &seat.plan)).find(|plan| first_of_month(plan));
    let refill = refilled.map(|plan| ["plan", plan.id.as_str(), "refill"]).filter(|path| reviewed.states(path));
    let opening = team.iter().find(|seat| seat.opening != Opening::default());
    let opens = opening.map_or(vec!["opening"], |seat| reviewed.opening_path(seat, ""));
    let hanging: [(bool, &[&str], &str); 5] = [
        (case.billing_day.is_some(), &["billing_day"], "when the plan renews"),
        (!case.calendar.days_off.is_empty(), &["pacing", "days_off"], "which days off fall into the campaign"),
        (team.iter().any(|seat| !seat.plan_changes.is_empty()), &["plan_change"], "on which date the plan changes"),
        (opening.is_some(), opens.strip_suffix(&[""]).unwrap_or(&opens), "what the account holds"),
        (
            refilled.is_some(),
            refill.as_ref().map_or(&["rulebook"], |path| path),
            "how soon the first of a month brings credits",
        ),
    ];
    let found = hanging.into_iter().filter(|(is_so, ..)| *is_so);
    let found = found.map(|(_, path, what)| (what, review.mark(reviewed, path)));
    let (what, mark) = found.min_by_key(|(_, mark)| *mark)?;
    Some((WarningKind::StartAssumed { start: case.calendar.start, what }, mark))
}

/// An account that was running has a renewal ahead, on some day.
fn renewal(review: &Review<'_>, reviewed: &Reviewed<'_>) -> Option<(WarningKind, Mark)> {
    if reviewed.case().billing_day.is_some() {
        return None;
    }
    let teams: Vec<_> = reviewed.wanted_teams().collect();
    // Who begins later begins with a subscription of their own.
    let has_plan = |seat: &&Seat| seat.from_week == 1 && !seat.plan.is_none();
    let running = || teams.iter().flat_map(|team| team.iter()).filter(has_plan);
    let aged = |seat: &&Seat| seat.opening.lots.iter().any(|lot| lot.lapses_in_days.is_some());
    let (seat, what, key) = if let Some(seat) = running().find(|seat| seat.pending() > 0) {
        (seat, "messages are pending".into(), "pending")
    } else if let Some(seat) = running().find(aged) {
        (seat, "its credits have an age".into(), "lots")
    } else {
        let seat = running().find(|seat| seat.held() > 0)?;
        let key = if reviewed.states(&reviewed.opening_path(seat, "lots")) { "lots" } else { "credits" };
        (seat, format!("it holds {}", counted(seat.held() / u64::from(seat.count), "credit")), key)
    };
    let kind = WarningKind::RenewalAssumed { what, plan: seat.plan.id.clone(), granted: seat.plan.credits_per_month };
    Some((kind, review.mark(reviewed, &reviewed.opening_path(seat, key))))
}

/// Who goes on from a record has had an account.
fn unknown_balance(review: &Review<'_>) -> Option<(WarningKind, Mark)> {
    let source = review.ctx.sources().iter().position(|source| source.role == Role::Record)?;
    let states = |reviewed: &Reviewed<'_>, seat: &Seat| {
        ["credits", "lots"].iter().any(|key| reviewed.states(&reviewed.opening_path(seat, key)))
    };
    let is_unknown = |reviewed: &Reviewed<'_>| {
        let mut seats = reviewed.wanted_teams().flat_map(|team| team.into_owned());
        seats.any(|seat| seat.from_week == 1 && !seat.plan.is_none() && !states(reviewed, &seat))
    };
    review.wanted().any(is_unknown).then_some((WarningKind::UnknownBalance, Mark { source, start: 0, end: 0 }))
}

/// So many days, as of a weekend, change little.
const FEW_DAYS: i32 = 3;

/// What an account holds is known for the day after the record's last.
fn apart_from_record(review: &Review<'_>, reviewed: &Reviewed<'_>) -> Option<(WarningKind, Mark)> {
    let start = reviewed.case().calendar.start;
    [("credits", "credits"), ("lots", "credits"), ("pending", "open InMails")].into_iter().find_map(|(key, what)| {
        let mark = value_mark(reviewed.entry(&["opening", key])?);
        let last = record_until(review.ctx.sources().get(mark.source)?.text())?;
        let first = last.tomorrow().ok()?;
        let is_apart = first.until(start).is_ok_and(|apart| apart.get_days().abs() > FEW_DAYS);
        is_apart.then(|| {
            let start_mark = if reviewed.states(&["start"]) { review.mark(reviewed, &["start"]) } else { mark };
            (WarningKind::ApartFromRecord { what, last, start, first }, start_mark)
        })
    })
}

/// A currency is a label, and the prices of the built-in rulebooks are in US dollars.
fn foreign_price(review: &Review<'_>, reviewed: &Reviewed<'_>) -> Option<(WarningKind, Mark)> {
    let case = reviewed.case();
    let mut plans: Vec<String> = Vec::new();
    for case in &reviewed.wanted {
        let more = foreign::plans(case, reviewed.table(), &reviewed.rulebook.id);
        plans.extend(more.into_iter().filter(|plan| !plans.contains(plan)).collect::<Vec<_>>());
    }
    if plans.is_empty() {
        return None;
    }
    let (currency, rulebook) = (case.currency.clone(), reviewed.rulebook.id.clone());
    let mark = review.mark(reviewed, &["currency"]);
    Some((WarningKind::ForeignPrice { currency, plans, rulebook, key: case.billing.price_key() }, mark))
}

/// Whoever states how long a touch takes wants it counted, in money or in hours of the week.
fn free_hours(reviewed: &Reviewed<'_>) -> Option<(WarningKind, Mark)> {
    let case = reviewed.case();
    let touch = case.touches.iter().find(|touch| touch.minutes.thousandths() > 0)?;
    if reviewed.states(&["effort", "hourly_cost"]) || case.pacing.hours_per_week.is_some() {
        return None;
    }
    let minutes = reviewed.entry(&["touch", &touch.id, "minutes"])?;
    Some((WarningKind::FreeHours, value_mark(minutes)))
}
