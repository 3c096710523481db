//! Weeks and touches of a case.

use super::super::parts::{first_short_week, loses};
use super::*;
use crate::domain::case::Pending;
use crate::domain::count::WeekCounts;
use crate::domain::delay::Delay;
use crate::domain::distribution::Distribution;
use crate::domain::quantity::Minutes;
use crate::domain::ranking::Circumstance;
use crate::domain::rate::Rate;
use crate::domain::tally::{Shape, TouchTally};
use crate::domain::touch::{Action, Channel, Reply, Touch};

#[test]
fn half_of_the_trials_that_are_ever_short_have_been_by_the_week_that_is_told() {
    let short_in = |weeks: &[usize]| {
        let week = |place| {
            let mut week = WeekCounts::default();
            week[Count::Short] = u32::from(weeks.contains(&place));
            week
        };
        (0..4).map(week).collect::<Vec<_>>()
    };
    let week = |trials: &[&[usize]]| {
        let mut tally =
            Tally::new([Shape { terms: terms(60.0, 10, 0.0), weeks: 4, ..Shape::default() }], &Circumstance::of_all(1));
        trials.iter().for_each(|weeks| tally.cases[0].add_weeks(&short_in(weeks)));
        first_short_week(&tally.cases[0])
    };
    assert_eq!(week(&[&[], &[]]), None);
    // Those that never are short do not count, nor do later weeks.
    assert_eq!(week(&[&[], &[], &[], &[1, 2, 3], &[2, 3], &[3]]), Some(3));
    assert_eq!(week(&[&[0, 3], &[3]]), Some(1));
}

#[test]
fn money_is_lost_where_everything_costs_more_than_outcomes_are_worth() {
    // The plan costs 60, and nothing is paid beside it, so that the value alone decides.
    let loss = |has_value: bool, cents: &[u64]| {
        let terms = Terms { further: Some(1), has_value, ..terms(60.0, 10, 0.0) };
        let alone = Circumstance::of_all(1);
        let mut tally = Tally::new([Shape { terms, weeks: 4, ..Shape::default() }], &alone);
        for (trial, &worth) in (0..).zip(cents) {
            let mut counted = TrialCounts::new(terms.further);
            counted[Count::Value] = worth;
            // What the case has no use for is not looked at.
            counted[Count::Expenses] = 1_000_000;
            tally.add(trial, &[counted], &alone);
        }
        loses(&tally.cases[0])
    };
    assert_eq!(loss(true, &[0, 5_999, 6_000, 90_000]), Some(0.5));
    assert_eq!(loss(true, &[]), None);
    assert_eq!(loss(false, &[0]), None);
}

#[test]
fn weeks_and_touches_are_averaged() {
    let mut case = case("plan");
    let rate = Distribution::fixed(0.5).and_then(Rate::new).unwrap();
    case.touches.push(Touch {
        id: "note".into(),
        action: Action::Free(Channel::Message, Reply { rate: rate.into(), delay: Delay::fixed(1.0).unwrap().into() }),
        wait: None,
        limit_per_week: None,
        limit_per_day: None,
        outcome_lift: crate::domain::rate::Lift::one(),
        minutes: Minutes::new(2.5).unwrap(),
        cost: Money::from_cents(50),
    });
    case.opening.pending.push(Pending { touch: 0, sent_days_ago: 1, count: 1 });
    let alone = Circumstance::of_all(1);
    let shape = Shape { terms: terms(60.0, 10, 0.0), weeks: 2, touches: 1, segments: 1, ..Shape::default() };
    let mut tally = Tally::new([shape], &alone);
    for (trial, balance) in [(0, 4), (1, 8)] {
        tally.add(trial, &[TrialCounts::default()], &alone);
        let mut week = WeekCounts::default();
        week[Count::Balance] = balance;
        week[Count::Short] = u32::from(balance < 5);
        tally.cases[0].add_week(0, &week);
        tally.cases[0].add_week(1, &WeekCounts::default());
    }
    tally.cases[0].touches[0] = TouchTally { sent: 6, credits: 0, accepted: 0, replies: 3 };
    let figures = &Figures::new(&[case], &tally).cases[0];
    let balance = figures.week(0, Count::Balance);
    assert_eq!((balance.mean, balance.quantiles.p50, balance.quantiles.p75), (Some(6.0), Some(4.0), Some(8.0)));
    let short = figures.week(0, Count::Short);
    assert_eq!((short.mean, short.quantiles), (Some(0.5), Quantiles::default()));
    assert_eq!(figures.week(1, Count::Balance).mean, Some(0.0));
    let note = &figures.by_touch[0];
    assert_eq!((note.segment.as_str(), note.touch.as_str(), note.accepted), ("", "note", 0.0));
    assert_eq!((note.sent, note.replies, note.minutes, note.expenses), (3.0, 1.5, 7.5, 1.5));
}
