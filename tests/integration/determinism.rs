//! The same file, seed and version give the same tally: on however many threads, and whatever runs beside.

use std::sync::atomic::{AtomicU64, Ordering};

use inmail_sim::domain::case::Case;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::figure::Figure;
use inmail_sim::domain::most::most;
use inmail_sim::domain::precision::Precision;
use inmail_sim::domain::quantity::Money;
use inmail_sim::domain::ranking::Circumstance;
use inmail_sim::domain::tally::{CaseTally, Tally};
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use inmail_sim::engine::{Sampling, Settings, play};
use proptest::prelude::*;
use rayon::ThreadPoolBuilder;

use crate::builder::{Campaign, campaign};
use crate::random_case;

/// No multiple of anything that trials are handed out by.
const TRIALS: u64 = 2_777;

/// Three cases that share touches: one to the full, one with a follow-up and working time at a price, one with a rate
/// that is not known.
fn three_cases() -> Vec<Case> {
    let base = || campaign().plan(50, 150, 99.99).weeks(12);
    let follow_up = |case: Campaign| case.inmail("follow-up", 0.2, 6.0).after(5).minutes(1.5);
    let priced = base().per_week(9).inmail("inmail", 0.25, 3.0).minutes(2.25);
    let unsure = base().per_week(20).inmail("inmail", 0.0, 3.0).unsure(Distribution::beta(2.0, 6.0).expect("above 0"));
    vec![
        base().per_week_max().inmail("inmail", 0.25, 3.0).build(),
        follow_up(priced).with(|case| case.hourly_cost = Money::from_cents(3333)).build(),
        follow_up(unsure).segment("others").per_week(3).again("inmail").build(),
    ]
}

fn on_threads(threads: usize, play: impl FnOnce() -> Tally + Send) -> Tally {
    ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be had").install(play)
}

/// A case's tally without what compares it with the others.
fn alone(case: &CaseTally) -> CaseTally {
    let mut alone = CaseTally { best: Vec::new(), against_first: None, ..case.clone() };
    alone.replicates.each_mut().iter_mut().for_each(|replicate| replicate.won = 0);
    alone
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let cases = three_cases();
    let runs = [
        (Sampling::Even, None),
        (Sampling::Even, Some(Precision::Error(0.01))),
        (Sampling::Plain, None),
        (Sampling::Plain, Some(Precision::Error(0.01))),
    ];
    for (sampling, precision) in runs {
        let settings = Settings { trials: TRIALS, seed: 60, sampling, precision };
        let tally = on_threads(1, || play(&cases, &settings, |_| {}));
        for threads in [2, 3, 8] {
            assert_eq!(
                tally,
                on_threads(threads, || play(&cases, &settings, |_| {})),
                "{threads} threads, {sampling:?}, {precision:?}"
            );
        }
    }
}

#[test]
fn the_other_cases_change_nothing_but_the_comparison() {
    let cases = three_cases();
    let settings = Settings { trials: TRIALS, seed: 60, sampling: Sampling::Even, precision: None };
    let together = play(&cases, &settings, |_| {});
    let backwards: Vec<Case> = cases.iter().rev().cloned().collect();
    let backwards = play(&backwards, &settings, |_| {});
    for (place, case) in cases.iter().enumerate() {
        let by_itself = play(std::slice::from_ref(case), &settings, |_| {});
        assert_eq!(alone(&together.cases[place]), alone(&by_itself.cases[0]), "case {place}");
        assert_eq!(alone(&backwards.cases[cases.len() - 1 - place]), alone(&by_itself.cases[0]), "case {place}");
    }
}

#[test]
fn stopping_at_a_precision_is_playing_fewer_trials() {
    let cases = three_cases();
    let told = AtomicU64::new(0);
    let count = |more| _ = told.fetch_add(more, Ordering::Relaxed);
    let stopped = play(
        &cases,
        &Settings { trials: 1_000_000, seed: 60, sampling: Sampling::Even, precision: Some(Precision::Error(0.01)) },
        count,
    );
    assert!(stopped.trials < 1_000_000);
    assert_eq!(told.into_inner(), stopped.trials, "progress tells of every trial");
    let reached = |tally: &Tally| {
        let each = cases.iter().zip(&tally.cases);
        let errors =
            each.map(|(case, counted)| counted.relative_error(Figure::CostPerReply, &most(case, &counted.terms)));
        errors.into_iter().all(|error| error.is_some_and(|error| error < 0.01))
    };
    assert!(reached(&stopped));
    let fewer =
        play(&cases, &Settings { trials: stopped.trials, seed: 60, sampling: Sampling::Even, precision: None }, |_| {});
    assert_eq!(stopped, fewer);
}

#[test]
fn a_precision_is_reached_sooner_where_unknowns_are_spread_evenly() {
    let case = &three_cases()[2..];
    let trials = |sampling| {
        let settings = Settings { trials: 1_000_000, seed: 60, sampling, precision: Some(Precision::Error(0.002)) };
        play(case, &settings, |_| {}).trials
    };
    // Most of the variance of replies is that of the rate, Beta(2, 6).
    let (even, plain) = (trials(Sampling::Even), trials(Sampling::Plain));
    assert!(even < plain / 5, "{even} for {plain}");
}

/// What the engine does in blocks and on threads, one trial after the other.
fn one_by_one(cases: &[Case], seed: u64, trials: u64) -> Tally {
    let schedules: Vec<Schedule<'_>> = Schedule::all(cases);
    let mut players: Vec<Player<'_>> = schedules.iter().map(Player::new).collect();
    let circumstances = Circumstance::all(cases, &schedules.iter().map(Schedule::terms).collect::<Vec<_>>());
    let mut tally = Tally::new(schedules.iter().map(Schedule::shape), &circumstances);
    for trial in 0..trials {
        let mut outcomes = Vec::new();
        for (player, case) in players.iter_mut().zip(&mut tally.cases) {
            outcomes.push(player.play(Sampling::Even.luck(seed, trial), &mut Silent).clone());
            case.add_weeks(player.weeks());
            case.touches.iter_mut().zip(player.touches()).for_each(|(sum, touch)| sum.merge(touch));
            case.segments.iter_mut().zip(player.segments()).for_each(|(sum, counts)| sum.add(*counts));
            case.seats.iter_mut().zip(player.seats()).for_each(|(sum, counts)| sum.add(counts));
        }
        tally.add(trial, &outcomes, &circumstances);
    }
    tally
}

#[test]
fn a_tally_is_the_sum_of_its_trials() {
    let cases = three_cases();
    let settings = Settings { trials: TRIALS, seed: 60, sampling: Sampling::Even, precision: None };
    assert_eq!(play(&cases, &settings, |_| {}), one_by_one(&cases, 60, TRIALS));
}

#[test]
fn another_seed_is_another_luck() {
    let cases = three_cases();
    let with = |seed| play(&cases, &Settings { trials: 100, seed, sampling: Sampling::Even, precision: None }, |_| {});
    assert_eq!(with(60), with(60));
    assert_ne!(with(60), with(61));
}

/// Makes cases those of one file, which all count the same: they have the same outcomes, and something beside the plan to
/// pay where any of them has use for more counts.
fn of_one_file(mut cases: Vec<Case>) -> Vec<Case> {
    let counts_more = cases.iter().any(|case| case.further().is_some());
    let outcomes = cases[0].outcomes.clone();
    for case in &mut cases {
        case.outcomes = outcomes.clone();
        if counts_more {
            case.costs.once = Money::from_cents(1);
        }
    }
    cases
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_cases_are_tallied_the_same_in_every_way(
        cases in prop::collection::vec(random_case::case(), 1..=3),
        seed in any::<u64>(),
        trials in 1..700u64,
    ) {
        let settings = Settings { trials, seed, sampling: Sampling::Even, precision: None };
        let cases = of_one_file(cases);
        let tally = one_by_one(&cases, seed, trials);
        for threads in [1, 3] {
            prop_assert_eq!(&tally, &on_threads(threads, || play(&cases, &settings, |_| {})));
        }
        let last = cases.len() - 1;
        let by_itself = play(&cases[last..], &settings, |_| {});
        prop_assert_eq!(alone(&tally.cases[last]), alone(&by_itself.cases[0]));
    }
}
