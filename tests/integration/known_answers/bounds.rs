//! Limits of days and weeks, hours of a week and shares of the credits: how much goes out under them.

use std::collections::BTreeMap;

use inmail_sim::domain::case::{Case, LimitWeek, PlanChange};
use inmail_sim::domain::count::{Count, WeekCounts};
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::event::EventKind;
use inmail_sim::domain::quantity::{Day, Hours};
use inmail_sim::domain::rate::Lift;
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use inmail_sim::engine::{Sampling, trace};
use jiff::ToSpan;
use proptest::prelude::*;

use crate::builder::campaign;
use crate::{engine, random_case};

/// How many touches go out on each day on which any does.
fn sent_by_day(case: &Case) -> BTreeMap<Day, u32> {
    let mut days = BTreeMap::new();
    for event in trace(case, Sampling::Even.luck(1, 0)).1.iter().filter(|event| event.kind == EventKind::Send) {
        *days.entry(event.day).or_default() += 1;
    }
    days
}

fn weeks(case: &Case) -> Vec<WeekCounts> {
    let schedule = Schedule::new(case);
    let mut player = Player::new(&schedule);
    player.play(Sampling::Even.luck(1, 0), &mut Silent);
    player.weeks().to_vec()
}

#[test]
fn the_hours_of_a_week_hold_so_many_touches_of_one_length() {
    // Hours, minutes of the touch, how many fit: 60 × hours ÷ minutes, rounded down.
    for (hours, minutes, fit) in
        [(2.0, 7.0, 17), (1.0, 60.0, 1), (0.1, 0.06, 100), (0.7, 0.6, 70), (0.5, 30.001, 0), (1.1, 0.011, 6000)]
    {
        let case = campaign().weeks(3).per_week(7000).message("message", 0.0, 1.0).minutes(minutes);
        let weeks = weeks(&case.hours_per_week(hours).build());
        for week in weeks {
            assert_eq!(week[Count::Sent], fit, "{hours} hours, {minutes} minutes");
            assert_eq!((week[Count::HeldByHours], week[Count::Shortfall]), (1, 7000 - fit));
        }
    }
}

#[test]
fn touches_of_no_time_go_out_when_there_is_none_left() {
    let case = campaign().weeks(1).per_week(5).message("long", 0.0, 1.0).minutes(60.0).hours_per_week(1.0);
    let case = case.segment("others").per_week(5).message("none", 0.0, 1.0).build();
    let (counted, events) = trace(&case, Sampling::Even.luck(1, 0));
    let sent = |touch| {
        let sends = events.iter().filter(|event| event.kind == EventKind::Send);
        sends.filter(|event| event.subject.touch == Some(touch)).count()
    };
    assert_eq!((sent(0), sent(1), counted[Count::Shortfall]), (1, 5, 4));
}

#[test]
fn a_limit_of_a_day_is_shared_by_all_segments() {
    // Two a day are wanted, then three, by the first; one a day by the second.
    let case = campaign().weeks(1).every_day().per_week(18).message("message", 0.0, 1.0).limit_per_day(3);
    let case = case.segment("second").per_week(7).again("message").build();
    assert_eq!(sent_by_day(&case), (0..7).map(|day| (day, 3)).collect());
    let week = weeks(&case)[0];
    // Eighteen go to the first, 2, 3, 2, 3, 2, 3 and 3, which leaves three to the second.
    assert_eq!((week[Count::Sent], week[Count::Shortfall], week[Count::HeldByLimit]), (21, 4, 1));
}

#[test]
fn a_limit_of_a_week_counts_campaign_weeks_or_any_seven_days() {
    // Nothing goes out before the sixth day.
    let days_off = |case: &mut Case| {
        case.calendar.days_off = (0..5).map(|day| case.calendar.start.saturating_add(day.days())).collect();
    };
    let case = campaign().every_day().per_week(14).message("message", 0.0, 1.0).limit_per_week(3).with(days_off);
    let campaign_weeks = case.clone().build();
    assert_eq!(
        sent_by_day(&campaign_weeks),
        BTreeMap::from([(5, 3), (7, 2), (8, 1), (14, 2), (15, 1), (21, 2), (22, 1)])
    );
    let rolling = case.with(|case| case.pacing.limit_week = LimitWeek::Rolling).build();
    assert_eq!(sent_by_day(&rolling), BTreeMap::from([(5, 3), (12, 3), (19, 3), (26, 3)]));
}

#[test]
fn a_segment_spends_its_share_of_the_credits_and_refunds_give_none_back() {
    let case = campaign().opening(50).every_day().per_week(14).credits_at_most(5).inmail("inmail", 1.0, 1.0);
    let (counted, _) = trace(&case.build(), Sampling::Even.luck(1, 0));
    assert_eq!((counted[Count::Spent], counted[Count::Refunded], counted[Count::Balance]), (5, 5, 50));
    // Nor does a change of plan.
    let case = campaign().plan(20, 50, 0.0).every_day().per_week(14).credits_at_most(5).inmail("inmail", 0.0, 1.0);
    let again = |case: &mut Case| case.plan_changes.push(PlanChange { week: 2, plan: case.plan.clone() });
    let (counted, _) = trace(&case.with(again).build(), Sampling::Even.luck(1, 0));
    assert_eq!((counted[Count::Spent], counted[Count::Balance]), (5, 35));
    // Those who cost nothing go on.
    let case = campaign().opening(50).every_day().per_week(14).credits_at_most(0).open_profile(1.0);
    let (counted, _) = trace(&case.inmail("inmail", 0.0, 1.0).build(), Sampling::Even.luck(1, 0));
    assert_eq!((counted[Count::Spent], counted[Count::Started]), (0, 4 * 14));
}

/// Takes every bound away.
fn unbounded(mut case: Case) -> Case {
    for touch in &mut case.touches {
        (touch.limit_per_week, touch.limit_per_day) = (None, None);
    }
    for segment in &mut case.segments {
        (segment.credits_at_most, segment.wear) = (None, Lift::one());
    }
    (case.pacing.hours_per_week, case.pacing.limit_week) = (None, LimitWeek::Campaign);
    case
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bounds_beyond_what_is_used_change_nothing(
        case in random_case::case(), seed: u64, which in 1..64u8, rolling: bool
    ) {
        let case = unbounded(case);
        let expected = engine::play(&case, seed, 0);
        let mut bounded = case;
        let is_set = |bit: u8| which & (1 << bit) != 0;
        for touch in &mut bounded.touches {
            touch.limit_per_week = is_set(0).then_some(1_000_000);
            touch.limit_per_day = is_set(1).then_some(1_000_000);
        }
        for segment in &mut bounded.segments {
            segment.credits_at_most = is_set(2).then_some(1_000_000);
            if is_set(3) {
                // Not known, but 1 in every trial.
                segment.wear = Distribution::samples(vec![1.0; 2]).ok().and_then(Lift::new).expect("it is a lift");
            }
        }
        bounded.pacing.hours_per_week = is_set(4).then(|| Hours::new(100_000.0)).flatten();
        bounded.pacing.limit_week = if rolling { LimitWeek::Rolling } else { LimitWeek::Campaign };
        prop_assert_eq!(engine::play(&bounded, seed, 0), expected);
    }
}
