//! The most that any campaign of a case comes to, whatever its luck: what bounds a mean where hardly anything was seen.

use super::case::Case;
use super::count::{Count, TrialCounts};
use super::demand::{pending, starts, wanted};
use super::quantity::Money;
use super::rate::AnyRate;
use super::segment::Segment;
use super::terms::Terms;
use super::touch::Channel;

/// The most of each count that a campaign of the case, with these terms, comes to. It is no tight bound: nobody is
/// reckoned to reply before the last touch is sent, and yet everybody replies.
pub fn most(case: &Case, terms: &Terms) -> TrialCounts {
    let credits = terms.opening.saturating_add(terms.granted);
    let pending = pending(case);
    // A credit that comes back can be spent again on another day.
    let spendable = credits.saturating_add(pending).saturating_mul(case.calendar.days as u64);
    let (mut started, mut sent, mut inmails, mut effort, mut shortfall) = (0u64, 0u64, 0u64, 0u64, 0u64);
    let mut expenses = 0u64;
    for segment in &case.segments {
        let starts = started_by(case, segment, spendable);
        let touches = segment.sequence.iter().map(|&touch| &case.touches[touch]);
        let of_channel = touches.clone().filter(|touch| touch.channel() == Channel::InMail).count() as u64;
        let costs = touches.clone().map(|touch| touch.cost).chain([segment.cost_per_prospect]);
        let cents = costs.map(Money::cents).fold(0, u64::saturating_add);
        let minutes =
            touches.map(|touch| touch.minutes.thousandths() / terms.effort_unit.max(1)).fold(0, u64::saturating_add);
        started = started.saturating_add(starts);
        sent = sent.saturating_add(starts.saturating_mul(segment.sequence.len() as u64));
        inmails = inmails.saturating_add(starts.saturating_mul(of_channel));
        effort = effort.saturating_add(starts.saturating_mul(minutes));
        expenses = expenses.saturating_add(starts.saturating_mul(cents));
        shortfall = shortfall.saturating_add(missing(case, segment, spendable));
    }
    let replies = started.saturating_add(pending);
    let held = credits.saturating_add(replies);
    let outcomes = outcomes_at_most(case, replies);
    for (outcome, &(reached, _)) in case.outcomes.iter().zip(&outcomes) {
        let minutes = outcome.minutes.thousandths() / terms.effort_unit.max(1);
        effort = effort.saturating_add(reached.saturating_mul(minutes));
    }
    let weeks = u64::from(case.calendar.weeks());
    let mut most = TrialCounts::new(terms.further);
    for (place, &(reached, worth)) in (0..).zip(outcomes.iter().take(terms.further.unwrap_or_default().into())) {
        most[Count::Reached(place)] = reached;
        most[Count::InTime(place)] = reached;
        most[Count::Worth(place)] = worth;
        most[Count::Value] = most[Count::Value].saturating_add(worth);
    }
    let further = [
        (Count::HeldByRestriction, weeks),
        (Count::HeldByLimit, weeks),
        (Count::HeldByHours, weeks),
        (Count::HeldByCreditsAtMost, weeks),
        (Count::Through, 1),
        (Count::Expenses, expenses),
        (Count::RefundedMonthly, terms.monthly.map_or(0, |monthly| replies.saturating_mul(monthly.unit))),
    ];
    let basic = [
        (Count::Refunded, replies),
        (Count::Spent, inmails),
        (Count::Lapsed, held),
        (Count::Capped, held),
        (Count::Forfeited, held),
        (Count::Balance, held),
        (Count::Started, started),
        (Count::Replies, replies),
        (Count::RepliesSettled, replies),
        (Count::Short, weeks),
        (Count::Shortfall, shortfall),
        (Count::Effort, effort),
    ];
    for (count, number) in basic.into_iter().chain(further.into_iter().filter(|_| terms.further.is_some())) {
        most[count] = number;
    }
    most
}

/// How often each outcome may be reached if there are so many replies, and what all times together are worth at most
/// \[cents\].
fn outcomes_at_most(case: &Case, replies: u64) -> Vec<(u64, u64)> {
    let lift = case.segments.iter().map(|segment| segment.value_lift).fold(1.0, f64::max);
    let of_each = case.outcomes.iter().map(|outcome| {
        let never = |rate: &AnyRate| matches!(rate, AnyRate::Own(rate) if rate.distribution().as_fixed() == Some(0.0));
        let reached = if never(&outcome.rate) { 0 } else { replies };
        (reached, reached.saturating_mul(outcome.value.at(1.0, lift).cents()))
    });
    of_each.collect()
}

/// How many prospects a segment starts at most. Where credits set its pace, each of them costs one, unless some are free.
fn started_by(case: &Case, segment: &Segment, spendable: u64) -> u64 {
    starts(case, segment).unwrap_or_else(|| {
        let any = u64::from(segment.prospects.unwrap_or(u32::MAX));
        let none_is_free = segment.open_profile.distribution().as_fixed() == Some(0.0);
        if none_is_free { any.min(spendable) } else { any }
    })
}

/// How many starts may be missing over all weeks: in each of them those that it wants, or those that are left.
fn missing(case: &Case, segment: &Segment, spendable: u64) -> u64 {
    let Some(wanted) = wanted(case, segment) else { return spendable };
    let missing = wanted
        .iter()
        .flat_map(|person| person.by_week.iter().map(|&number| u64::from(number.min(person.part.unwrap_or(u32::MAX)))));
    missing.sum()
}
