//! People who share one account: it is charged and granted for each of them, and cut once.

use std::collections::BTreeMap;

use inmail_sim::domain::case::{Case, PlanChange, Restriction};
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::opening::OpeningLot;
use inmail_sim::domain::plan::{Overflow, Plan};
use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::rate::Rate;
use inmail_sim::domain::reason::Reason;
use proptest::prelude::*;

use super::seats::{PLAYERS, seat};
use crate::builder::{Campaign, campaign};
use crate::reference::{Event, Kind, Played};

/// What happened of a kind, day by day: how often, and the credits that it moved.
fn by_day(played: &Played) -> BTreeMap<(Day, String), (u64, i64)> {
    let mut days: BTreeMap<_, (u64, i64)> = BTreeMap::new();
    for event in &played.events {
        // In which lots credits go is one thing, who of two is charged or held up another.
        let times = u64::from(matches!(event.kind, Kind::Send | Kind::Reply | Kind::Refund));
        let sum = days.entry((event.day, format!("{:?}", event.kind))).or_default();
        (sum.0, sum.1) = (sum.0 + times, sum.1 + event.credits);
    }
    days
}

/// A pooled plan of so many credits a month, a cap and a price.
fn pooled(credits: u32, cap: u32, price: f64) -> Campaign {
    campaign().plan(credits, cap, price).with(|case| case.plan.pooled = true)
}

/// Events as day, kind, person and credits, but for what is sent.
fn story(events: &[Event]) -> Vec<(Day, Kind, Option<usize>, i64)> {
    events.iter().map(|event| (event.day, event.kind, event.seat, event.credits)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_at_half_the_pace_are_one_account_of_twice_the_plan(
        credits in 0..30u32, cap in 0..60u32, a_day in 1..4u32, answers: bool,
        delay in 1..30u32, opening in 0..20u32, lapses_in_days in prop::option::of(1..40u32), drop_newest: bool,
        cap_on_refund: bool, short_week: bool,
    ) {
        let people = |pace: u32, opening: u32| {
            let rate = if answers { 1.0 } else { 0.0 };
            campaign().weeks(20).per_week(5 * pace).inmail("inmail", rate, f64::from(delay)).with(|case| {
                case.rules.overflow = if drop_newest { Overflow::DropNewest } else { Overflow::DropOldest };
                case.rules.cap_on_refund = cap_on_refund;
                case.opening.lots = vec![OpeningLot { credits: opening, lapses_in_days }];
                case.calendar.days -= if short_week { 3 } else { 0 };
            })
        };
        let one = people(2 * a_day, 2 * opening).plan(2 * credits, 2 * cap, 80.0).build();
        let two = people(a_day, opening).plan(credits, cap, 40.0);
        let two = seat(two.with(|case| case.plan.pooled = true), "twins", |seat| seat.count = 2).build();
        for player in PLAYERS {
            let (one, two) = (player(&one, 1, 0), player(&two, 1, 0));
            prop_assert_eq!(by_day(&two), by_day(&one));
            prop_assert_eq!(two.seats[0].unused, one.seats[0].unused);
            prop_assert_eq!(two.grant_days, 2 * one.grant_days);
            let rest = |played: Played| Played { grant_days: 0, events: Vec::new(), ..played };
            prop_assert_eq!(rest(two), rest(one));
        }
    }
}

#[test]
fn the_cap_is_once_for_each_who_has_begun_and_cuts_after_all_grants_of_the_day() {
    let case = pooled(50, 45, 10.0).weeks(5).inmail("inmail", 0.0, 1.0);
    let case = seat(case, "first", |_| ());
    let case = seat(seat(case, "second", |_| ()), "late", |seat| seat.from_week = 3).build();
    let (charge, grant, cap) = (Kind::Charge, Kind::Grant, Kind::Cap);
    for player in PLAYERS {
        let played = player(&case, 1, 0);
        // New Year's Day; 15 January, on which the third begins; 1 February.
        let expected = [
            (0, charge, Some(0), 0),
            (0, grant, Some(0), 50),
            (0, charge, Some(1), 0),
            (0, grant, Some(1), 50),
            (0, cap, None, -10),
            (14, charge, Some(2), 0),
            (14, grant, Some(2), 50),
            (14, cap, None, -5),
            (31, charge, Some(0), 0),
            (31, grant, Some(0), 50),
            (31, charge, Some(1), 0),
            (31, grant, Some(1), 50),
            (31, cap, None, -35),
            (31, cap, None, -50),
            (31, cap, None, -15),
        ];
        assert_eq!(story(&played.events), expected);
        assert_eq!((played.capped, played.closing, played.cost_cents), (115, 135, 5 * 1_000));
        assert!(played.seats.iter().all(|seat| seat.unused.is_none()));
    }
}

#[test]
fn all_that_is_granted_on_a_day_is_newer_to_the_cap_than_the_rest() {
    // A credit of each that lives longer, and twenty that both are granted; twenty may be kept.
    let case = pooled(20, 10, 10.0).weeks(1).inmail("inmail", 0.0, 1.0).with(|case| {
        case.rules.overflow = Overflow::DropNewest;
        case.opening.lots = vec![OpeningLot { credits: 1, lapses_in_days: Some(200) }];
    });
    let case = seat(case, "twins", |seat| seat.count = 2).build();
    for player in PLAYERS {
        let played = player(&case, 1, 0);
        let cuts = played.events.iter().filter(|event| event.kind == Kind::Cap);
        let cuts: Vec<_> = cuts.map(|event| (event.credits, event.lapses_on, event.seat)).collect();
        assert_eq!(cuts, [(-20, Some(90), None), (-2, Some(90), None)]);
        assert_eq!(played.seats[0].unused, Some(22));
    }
}

#[test]
fn segments_of_all_take_turns_by_priority_then_in_the_order_of_people() {
    let case = pooled(0, 100, 0.0).weeks(1).every_day().per_week(7).priority(2).inmail("inmail", 0.0, 1.0);
    let case = case.segment("first").per_week(7).priority(1).again("inmail");
    let of = |segments: Vec<usize>, credits: u32| {
        move |seat: &mut inmail_sim::domain::seat::Seat| {
            seat.segments = segments;
            seat.opening.lots = vec![OpeningLot { credits, lapses_in_days: None }];
        }
    };
    let case = seat(case, "both", of(vec![0, 1], 5));
    let case = seat(seat(case, "second", of(vec![0], 0)), "first", of(vec![1], 0)).build();
    for player in PLAYERS {
        let played = player(&case, 1, 0);
        let sends: Vec<_> = played.events.iter().filter(|event| event.kind == Kind::Send).collect();
        let order: Vec<_> = sends.iter().map(|event| (event.day, event.segment, event.seat)).collect();
        let (first, second) = (Some(1), Some(0));
        let expected =
            [(0, first, Some(0)), (0, first, Some(2)), (0, second, Some(0)), (0, second, Some(1)), (1, first, Some(0))];
        assert_eq!(order, expected);
        // A credit of the first serves all; whose want is not met is short.
        assert_eq!(
            played.seats.iter().map(|seat| (seat.spent, seat.is_short)).collect::<Vec<_>>(),
            [(3, true), (1, true), (1, true)]
        );
        assert_eq!(played.weeks[0].balance, 0);
    }
}

#[test]
fn a_burst_of_one_restricts_that_one_alone() {
    let case = pooled(0, 100, 0.0).weeks(1).every_day().per_week(14).inmail("inmail", 0.0, 1.0);
    let case = case.segment("few").per_week(7).again("inmail").with(|case| {
        let chance = Distribution::fixed(1.0).and_then(Rate::new).expect("it is a share");
        case.pacing.restriction = Some(Restriction { above_per_day: 1, chance, days: 3 });
        case.opening.lots = vec![OpeningLot { credits: 50, lapses_in_days: None }];
    });
    let case = seat(case, "hasty", |seat| seat.segments = vec![0]);
    let case = seat(case, "calm", |seat| seat.segments = vec![1]).build();
    for player in PLAYERS {
        let played = player(&case, 1, 0);
        let of = |kind, person| {
            let theirs = played.events.iter().filter(|event| event.kind == kind && event.seat == Some(person));
            theirs.map(|event| event.day).collect::<Vec<Day>>()
        };
        // Two on the first day, then eight of the four days on the fifth, after three that are lost.
        assert_eq!(of(Kind::Send, 0), [vec![0; 2], vec![4; 8]].concat());
        assert_eq!(of(Kind::Send, 1), (0..7).collect::<Vec<Day>>());
        assert_eq!(of(Kind::Restricted, 0), [1, 2, 3, 5, 6]);
        assert_eq!(of(Kind::Held(Reason::Restriction), 0), [1, 2, 3, 5, 6]);
        assert!(of(Kind::Restricted, 1).is_empty() && of(Kind::Held(Reason::Restriction), 1).is_empty());
    }
}

#[test]
fn a_pool_changes_as_a_whole_and_keeps_the_caps_of_those_who_have_begun() {
    let changes = |case: &Case| {
        let cancelled = PlanChange { week: 3, plan: Plan::none() };
        vec![cancelled, PlanChange { week: 4, plan: case.plan.clone() }]
    };
    let case = pooled(10, 100, 10.0).weeks(6).inmail("inmail", 0.0, 1.0);
    let changes = changes(&case.clone().build());
    let case = seat(case, "twins", |seat| (seat.count, seat.plan_changes) = (2, changes.clone()));
    let case = seat(case, "late", |seat| (seat.from_week, seat.plan_changes) = (5, changes.clone())).build();
    let (charge, grant, forfeit) = (Kind::Charge, Kind::Grant, Kind::Forfeit);
    for player in PLAYERS {
        let played = player(&case, 1, 0);
        let story: Vec<_> = story(&played.events).into_iter().filter(|(_, kind, ..)| *kind != charge).collect();
        // Cancelled on day 14, taken up again on day 21; the third begins on day 28.
        let expected = [
            (0, grant, Some(0), 10),
            (0, grant, Some(1), 10),
            (14, forfeit, None, -10),
            (14, forfeit, None, -10),
            (21, grant, Some(0), 10),
            (21, grant, Some(1), 10),
            (28, grant, Some(2), 10),
        ];
        assert_eq!(story, expected);
        assert_eq!((played.cost_cents, played.closing), (5 * 1_000, 30));
    }
}
