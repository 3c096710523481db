//! Does a record tell the truth? Records are played from known rates and delays, cut off at a date, and fitted.

mod held;
mod humps;
mod linked;
mod records;
mod undated;

use std::collections::HashMap;
use std::ops::RangeInclusive;

use inmail_sim::domain::case::Case;
use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::event::EventKind;
use inmail_sim::domain::rate::Rate;
use inmail_sim::domain::touch::Action;
use inmail_sim::engine::{Sampling, trace};
use inmail_sim::record::beta::BetaRate;
use inmail_sim::record::family::Family;
use inmail_sim::record::fate::{Fate, Fates};
use inmail_sim::record::fit::Fit;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use statrs::distribution::{ContinuousCDF, Normal};

use crate::builder::campaign;
use crate::statistics::{assert_even, assert_near};

const RECORDS: u64 = 350;
const RATE: f64 = 0.18;

/// The share of intervals that hold the usual delay, and the rate beside it. It is the one that is expected before a record is
/// seen, so they hold it more often than nine times in ten; over all delays that are thought possible they hold the truth
/// as often as they say (`the_truth_is_anywhere_in_the_posterior`).
const AS_EXPECTED: RangeInclusive<f64> = 0.86..=0.97;

/// Five weeks of 120 InMails: 240 of 600, or 40 %, go out in the last 14 days.
fn sender(delay: Delay) -> Case {
    let people = campaign().plan(100_000, 1_000_000, 60.0).weeks(5).every_day().per_week(120);
    people
        .inmail("inmail", 0.0, 1.0)
        .with(|case| {
            let Action::InMail(reply) = &mut case.touches[0].action else { unreachable!() };
            reply.rate = Rate::new(Distribution::fixed(RATE).expect("finite")).expect("a share").into();
            reply.delay = delay.into();
        })
        .build()
}

/// 65 % within a day, 90 % within a week, which is what is expected before a record is seen.
fn usual() -> Delay {
    Delay::weibull(0.4036, 0.8865).expect("a delay")
}

/// What is known at the end of day `cut` of what was sent, and how many of it went out in the 14 days before.
fn record(case: &Case, trial: u64, cut: i32) -> (Fates, u64) {
    let (_, events) = trace(case, Sampling::Plain.luck(11, trial));
    let (mut sent, mut fates) = (HashMap::new(), HashMap::new());
    for event in events.iter().filter(|event| event.day <= cut) {
        let who = event.subject.prospect;
        match event.kind {
            EventKind::Send => {
                sent.insert(who, event.day);
                fates.insert(who, Fate::silent_for(f64::from(cut - event.day)));
            }
            EventKind::Reply => {
                fates.insert(who, Fate::replied_on_day((event.day - sent[&who]) as u32));
            }
            _ => {}
        }
    }
    let late = sent.values().filter(|&&day| day > cut - 14).count() as u64;
    (fates.into_values().collect(), late)
}

/// What one record says: is the truth inside of the 90 % intervals, and what is the rate, and the naive one?
struct Said {
    covers: [bool; 3],
    /// Is the rate inside of the interval of the bare counts?
    naive_covers: bool,
    rate: f64,
    naive: f64,
    late: f64,
}

fn said(delay: &Delay, cut: i32) -> Vec<Said> {
    let case = sender(delay.clone());
    let z = Normal::standard().inverse_cdf(0.95);
    let said = |trial| {
        let (fates, late) = record(&case, trial, cut);
        let fit = Fit::best(&fates, BetaRate::JEFFREYS).expect("numbers hold");
        let law = Distribution::beta(fit.rate.alpha, fit.rate.beta).expect("a distribution");
        let inside = |low: f64, high: f64, truth: f64| low <= truth && truth <= high;
        let of_delay = |u| inside(fit.delay_quantile(u, -z), fit.delay_quantile(u, z), delay.quantile(u));
        let (replies, sent) = (fates.replies() as f64, fates.sent() as f64);
        let bare = Distribution::beta(replies + 0.5, sent - replies + 0.5).expect("a distribution");
        Said {
            covers: [inside(law.quantile(0.05), law.quantile(0.95), RATE), of_delay(0.5), of_delay(0.9)],
            naive_covers: inside(bare.quantile(0.05), bare.quantile(0.95), RATE),
            rate: fit.rate.mean(),
            naive: replies / sent,
            late: late as f64 / sent,
        }
    };
    (0..RECORDS).into_par_iter().map(said).collect()
}

fn mean(said: &[Said], of: impl Fn(&Said) -> f64) -> f64 {
    said.iter().map(of).sum::<f64>() / said.len() as f64
}

/// Of 500 intervals of 90 %, so many hold the truth: 86 to 94 % are three standard errors either way.
fn assert_covers(what: &str, said: &[Said], allowed: RangeInclusive<f64>) {
    let names = ["the rate", "the median of the delay", "the 90 % quantile of the delay"];
    let (rate, naive) = (mean(said, |said| said.rate), mean(said, |said| said.naive));
    println!("{what}: rate {rate:.4}, naive {naive:.4} for {RATE}");
    for (place, name) in names.into_iter().enumerate() {
        let covered = mean(said, |said| f64::from(said.covers[place]));
        println!("{what}: {name} is covered in {:.1} % of records", 100.0 * covered);
        assert!(allowed.contains(&covered), "{what}: {name} is covered in {:.1} %", 100.0 * covered);
    }
}

#[test]
fn a_settled_record_tells_the_truth_as_often_as_it_says() {
    let said = said(&usual(), 34 + 150);
    assert_covers("settled", &said, AS_EXPECTED);
    assert_eq!(mean(&said, |said| said.late), 0.0);
    // Nothing is left to wait for but the thousandth part of the replies, so that counting is as good.
    let naive = mean(&said, |said| said.naive);
    assert_near("the naive rate", naive, RATE * usual().cdf(150.0), (RATE * (1.0 - RATE) / 600.0 / 500.0).sqrt());
}

#[test]
fn a_record_that_is_still_open_tells_the_truth_as_often_as_it_says() {
    let said = said(&usual(), 34);
    assert!((mean(&said, |said| said.late) - 0.4).abs() < 1e-9, "40 % went out in the last 14 days");
    assert_covers("open", &said, AS_EXPECTED);
    let (rate, naive) = (mean(&said, |said| said.rate), mean(&said, |said| said.naive));
    let covered = mean(&said, |said| f64::from(said.naive_covers));
    println!("open: the interval of the bare counts covers the rate in {:.1} % of records", 100.0 * covered);
    // Counting what is open as failures misses a standard error of the rate, so that three intervals in four hold it.
    assert!(RATE - naive > 0.015 && covered < 0.8, "naive rate {naive}, covered in {covered}");
    // The mean lies above the truth, since the posterior has a long tail: more replies may be to come than are.
    assert!((rate - RATE).abs() < RATE - naive, "{rate} is nearer to the truth than {naive}");
}

/// Replies that take far longer than is expected: half within two days, nine tenths within eight and a half.
#[test]
fn replies_that_are_slower_than_expected_are_no_less_known() {
    let slow = Delay::weibull(0.8, 3.0).expect("a delay");
    assert_covers("slow, settled", &said(&slow, 34 + 150), 0.86..=0.94);
    assert_covers("slow, open", &said(&slow, 34), 0.86..=0.94);
}

/// The places of truths among the tenths of their posteriors, where rates and delays are drawn from what is thought of
/// them before a record is seen (Talts and others, Validating Bayesian inference algorithms with simulation-based
/// calibration, arXiv 1804.06788, 2018).
#[test]
fn the_truth_is_anywhere_in_the_posterior() {
    const RECORDS: u64 = 1_000;
    let prior = BetaRate { alpha: 6.0, beta: 14.0 };
    let rates = Distribution::beta(prior.alpha, prior.beta).expect("a distribution");
    for family in [Family::Weibull, Family::Lognormal, Family::Piecewise] {
        let places = |seed: u64| {
            let mut rng = StdRng::seed_from_u64(seed);
            let delay = family.drawn(|| rng.random_range(1e-12..1.0)).expect("a delay");
            let rate = rates.quantile(rng.random());
            let fate = |message: u32| {
                let silent = f64::from(message % 25 * 4 + 2);
                let after = delay.quantile(rng.random());
                if rng.random::<f64>() < rate && after <= silent {
                    Fate::replied_on_day(after.ceil() as u32)
                } else {
                    Fate::silent_for(silent)
                }
            };
            let fates: Fates = (0..400).map(fate).collect();
            let fit = Fit::new(&fates, family, prior).expect("numbers hold");
            let law = Distribution::beta(fit.rate.alpha, fit.rate.beta).expect("a distribution");
            let tenths = || (1..10).map(|tenth| f64::from(tenth) / 10.0);
            let of_rate = tenths().filter(|&u| law.quantile(u) < rate).count();
            let median = delay.quantile(0.5);
            let of_median = tenths().filter(|&u| fit.delay_quantile(0.5, Normal::standard().inverse_cdf(u)) < median);
            (of_rate, of_median.count())
        };
        let places: Vec<(usize, usize)> = (0..RECORDS).into_par_iter().map(places).collect();
        let counts = |of: fn(&(usize, usize)) -> usize| {
            let mut counts = [0; 10];
            places.iter().for_each(|place| counts[of(place)] += 1);
            counts
        };
        let (of_rate, of_median) = (counts(|place| place.0), counts(|place| place.1));
        println!("{family:?}: rate {of_rate:?}, median {of_median:?}");
        assert_even(&format!("{family:?}: the rate"), &of_rate);
        assert_even(&format!("{family:?}: the median"), &of_median);
    }
}

#[test]
fn the_family_that_made_a_long_record_is_found() {
    let (fates, _) = record(&sender(usual()), 0, 34 + 150);
    let mut long = fates.clone();
    (1..10).for_each(|trial| long.merge(&record(&sender(usual()), trial, 34 + 150).0));
    assert_eq!(Fit::best(&long, BetaRate::JEFFREYS).map(|fit| fit.family), Some(Family::Weibull));
}
