//! Do the reported standard errors cover? Of intervals of 1.96 of them to either side, as many hold the truth as theory
//! says, where the truth is known in closed form.
//!
//! An error from 128 replicates makes the mean follow Student's law with 127 degrees of freedom: 94.8 % are covered.
//! Over 1,000 seeds the share covered is normal with a standard error of 0.7 %, so a bound with the false-alarm rate of
//! [`FALSE_ALARM`](crate::statistics::FALSE_ALARM) is 91.0 % to 98.5 %. The textbook's s/√n, which takes the trials for
//! independent, would cover nearly always.
//!
//! How far the means are off says more than whether that is too far: squared, in standard errors, they have the mean
//! 127/125 and the variance of Student's law squared. A standard error that is wrong by an eighth is found by that.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::ranking::Circumstance;
use inmail_sim::domain::rate::Rate;
use inmail_sim::domain::tally::Tally;
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use inmail_sim::engine::{Sampling, Settings, play};
use inmail_sim::figures::{Estimate, Figure, Figures};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use statrs::distribution::{ChiSquared, ContinuousCDF, StudentsT};

use crate::builder::{Campaign, campaign};
use crate::statistics::{FALSE_ALARM, assert_near};

const SEEDS: u64 = 1_000;

/// Standard errors to either side.
const WIDTH: f64 = 1.959_963_984_540_054;

/// The degrees of freedom that 128 replicates leave.
const FREEDOM: f64 = 127.0;

const ALPHA: f64 = 2.0;
const BETA: f64 = 6.0;

/// The cost of the campaign, the credits that it grants, and whom it writes to.
const COST: f64 = 80.0;
const GRANTED: u32 = 15;
const PROSPECTS: u32 = 10;

fn rate() -> Distribution {
    Distribution::beta(ALPHA, BETA).expect("parameters above 0")
}

/// Everybody is written to in the first of two weeks and replies, if at all, a day later: inside the campaign, and in time for a
/// refund.
fn everyone(prospects: u32) -> Campaign {
    let people = campaign().plan(GRANTED, 60, COST).weeks(2).every_day();
    people.per_week(prospects).prospects(prospects).inmail("inmail", 0.0, 1.0).unsure(rate())
}

/// A case with one unknown, and one with two, whose InMails to Open Profiles cost nothing and bring nothing back.
fn cases() -> [Case; 2] {
    let open = Distribution::beta(1.0, 1.0).expect("parameters above 0");
    let open = |case: &mut Case| {
        case.segments[0].open_profile = Rate::new(open).expect("it stays within 0 to 1");
    };
    [everyone(PROSPECTS).build(), everyone(PROSPECTS / 2).with(open).build()]
}

/// Where an estimate is found.
type Read = fn(&Figures) -> Estimate;

/// What is looked at, and the truth: in expectation α/(α + β) of the InMails draw a reply, and in the second case half of
/// the replies bring a credit back.
fn truths() -> [(&'static str, f64, Read); 6] {
    let replies = |prospects: u32| f64::from(prospects) * ALPHA / (ALPHA + BETA);
    let (of_first, of_second) = (replies(PROSPECTS), replies(PROSPECTS / 2));
    let granted = f64::from(GRANTED);
    [
        ("cost per reply", COST / of_first, |it| it.cases[0].estimate(Figure::CostPerReply)),
        ("replies", of_first, |it| it.cases[0].estimate(Figure::RepliesSettled)),
        ("effective credits", granted + of_first, |it| it.cases[0].estimate(Figure::EffectiveCredits)),
        ("of two unknowns", granted + of_second / 2.0, |it| it.cases[1].estimate(Figure::EffectiveCredits)),
        ("difference in cost per reply", COST / of_second - COST / of_first, |it| {
            it.cases[1].against_first(Figure::CostPerReply).expect("there is a first case")
        }),
        ("difference in effective credits", of_second / 2.0 - of_first, |it| {
            it.cases[1].against_first(Figure::EffectiveCredits).expect("there is a first case")
        }),
    ]
}

/// The figures of the cases under a seed.
fn figures(cases: &[Case], schedules: &[Schedule<'_>], sampling: Sampling, seed: u64, trials: u64) -> Figures {
    let circumstances = Circumstance::all(cases, &schedules.iter().map(Schedule::terms).collect::<Vec<_>>());
    let mut tally = Tally::new(schedules.iter().map(Schedule::shape), &circumstances);
    let mut players: Vec<Player<'_>> = schedules.iter().map(Player::new).collect();
    for trial in 0..trials {
        let luck = sampling.luck(seed, trial);
        let outcomes: Vec<_> = players.iter_mut().map(|player| player.play(luck, &mut Silent).clone()).collect();
        tally.add(trial, &outcomes, &circumstances);
    }
    Figures::new(cases, &tally)
}

/// How many of the intervals of each figure hold its truth. `trials` is no multiple of the replicates, as after an early
/// stop or where somebody likes round numbers.
fn assert_covered(sampling: Sampling, trials: u64) {
    let cases = cases();
    let schedules: Vec<Schedule<'_>> = cases.iter().map(Schedule::new).collect();
    let off = |seed| -> Vec<f64> {
        let figures = figures(&cases, &schedules, sampling, seed, trials);
        let in_errors = |(_, truth, estimate): (_, f64, Read)| {
            let Estimate { mean: Some(mean), se: Some(se), .. } = estimate(&figures) else { return f64::INFINITY };
            (mean - truth) / se
        };
        truths().into_iter().map(in_errors).collect()
    };
    let off: Vec<Vec<f64>> = (0..SEEDS).into_par_iter().map(off).collect();
    let expected = 1.0 - 2.0 * StudentsT::new(0.0, 1.0, FREEDOM).expect("degrees of freedom").sf(WIDTH);
    let error = (expected * (1.0 - expected) / SEEDS as f64).sqrt();
    // The second and fourth moment of Student's law; the chi-square law with the same relative variance as the mean of
    // all squares is next to its law, skewness included.
    let squared = FREEDOM / (FREEDOM - 2.0);
    let fourth = 3.0 * squared * squared * (FREEDOM - 2.0) / (FREEDOM - 4.0);
    let freedom = 2.0 * SEEDS as f64 / (fourth / (squared * squared) - 1.0);
    for (place, (name, ..)) in truths().into_iter().enumerate() {
        let mean = |of: fn(f64) -> f64| off.iter().map(|of_seed| of(of_seed[place])).sum::<f64>() / SEEDS as f64;
        let share = mean(|off| f64::from(off.abs() <= WIDTH));
        let spread = mean(|off| off * off);
        println!(
            "{sampling:?}, {name}: {:.2} % of {SEEDS} intervals, {:.2} % expected, mean square {spread:.3}",
            100.0 * share,
            100.0 * expected
        );
        assert_near(&format!("{name}, {sampling:?}"), share, expected, error);
        let law = ChiSquared::new(freedom).expect("above 0");
        let tail = law.cdf(freedom * spread / squared).min(law.sf(freedom * spread / squared));
        assert!(tail > FALSE_ALARM / 2.0, "{name}, {sampling:?}: mean square {spread} for {squared}");
    }
}

/// 12 checks.
#[test]
fn intervals_cover_where_unknowns_are_spread_evenly() {
    assert_covered(Sampling::Even, 262);
}

/// 12 checks.
#[test]
fn intervals_cover_where_trials_are_independent() {
    assert_covered(Sampling::Plain, 150);
}

/// Spread evenly, the rate no longer adds to the error: with n prospects and a rate r from Beta(α, β) the variance of
/// replies is E[n·r(1−r)] + n²·Var r, and only the first part is left. That of trials which are not a whole number of
/// blocks is below 1 % of it. A squared error from 128 replicates is off by √(2/127), and three of them are looked at.
#[test]
fn only_luck_is_left_in_the_error_of_a_mean() {
    let case = [everyone(PROSPECTS).build()];
    let n = f64::from(PROSPECTS);
    let spread = ALPHA * BETA / ((ALPHA + BETA).powi(2) * (ALPHA + BETA + 1.0));
    let luck = n * ALPHA * BETA / ((ALPHA + BETA) * (ALPHA + BETA + 1.0));
    let trials = 1 << 16;
    for (sampling, variance) in [(Sampling::Even, luck), (Sampling::Plain, luck + n * n * spread)] {
        let of_seed = |seed| {
            let tally = play(&case, &Settings { trials, seed, sampling, precision: None }, |_| {});
            Figures::new(&case, &tally).cases[0].estimate(Figure::RepliesSettled).se.expect("many trials").powi(2)
        };
        let squared = (1..=3).map(of_seed).sum::<f64>() / 3.0 * trials as f64;
        assert_near(&format!("{sampling:?}"), squared / variance, 1.0, (2.0 / 127.0 / 3.0f64).sqrt());
    }
}
