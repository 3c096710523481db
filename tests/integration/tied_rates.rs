//! Rates that are tied to each other: in every trial, in the figures, and before anything is played.

use inmail_sim::domain::case::{Case, Pending};
use inmail_sim::domain::count::Count;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::histogram::Histogram;
use inmail_sim::domain::tally::Tally;
use inmail_sim::engine::luck::Stream;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::{Sampling, Settings, play};

use crate::builder::{Campaign, campaign, fixed};
use crate::statistics::{assert_distributed, assert_near, beta_binomial, binomial};

const TRIALS: u64 = 20_000;

fn unsure() -> Distribution {
    Distribution::beta(3.0, 17.0).expect("parameters above 0")
}

/// Letters at a rate that is not known, and a follow-up whose rate is that times the lift.
fn letters(lift: Distribution) -> Campaign {
    let case = campaign().opening(40).every_day().per_week(20).prospects(20);
    case.inmail("letter", 0.0, 1.0).unsure(unsure()).inmail("follow-up", 0.0, 1.0).after(3).follows("letter", lift)
}

/// The reply rates of these touches in each trial.
fn rates<const N: usize>(case: &Case, touches: [&str; N]) -> Vec<[f64; N]> {
    let schedule = Schedule::new(case);
    let value = |trial, touch| {
        let luck = Sampling::Plain.luck(4, trial);
        schedule.unknown(Stream::ReplyRate(touch).key(), luck).expect("it is drawn")
    };
    (0..TRIALS).map(|trial| touches.map(|touch| value(trial, touch))).collect()
}

fn replies(tally: &Tally) -> &Histogram {
    tally.cases[0].count(Count::RepliesSettled).expect("it is counted")
}

#[test]
fn with_lift_1_it_is_the_other_rate_in_every_trial() {
    for [first, second] in rates(&letters(fixed(1.0)).build(), ["letter", "follow-up"]) {
        assert_eq!(first, second);
    }
    // So letters to half of the people and tied ones to the others are as letters to all.
    let case =
        campaign().opening(40).every_day().per_week(20).prospects(20).inmail("letter", 0.0, 1.0).unsure(unsure());
    let case =
        case.segment("others").per_week(20).prospects(20).inmail("other", 0.0, 1.0).follows("letter", fixed(1.0));
    let settings = Settings { trials: 50_000, seed: 30, sampling: Sampling::Plain, precision: None };
    let tally = play(&[case.build()], &settings, |_| {});
    assert_distributed("replies at one rate", replies(&tally), &beta_binomial(40, 3.0, 17.0));
}

#[test]
fn with_a_lift_that_is_known_the_correlation_is_1() {
    let rates = rates(&letters(fixed(0.45)).build(), ["letter", "follow-up"]);
    let n = rates.len() as f64;
    let mean = |of: &dyn Fn(&[f64; 2]) -> f64| rates.iter().map(of).sum::<f64>() / n;
    let (first, second) = (mean(&|pair| pair[0]), mean(&|pair| pair[1]));
    let product = mean(&|pair| (pair[0] - first) * (pair[1] - second));
    let [one, other] =
        [mean(&|pair| (pair[0] - first).powi(2)), mean(&|pair| (pair[1] - second).powi(2))].map(f64::sqrt);
    assert!((product / (one * other) - 1.0).abs() < 1e-12, "{}", product / (one * other));
}

#[test]
fn a_lift_that_is_not_known_is_drawn_once_a_trial_and_by_itself() {
    let lift = Distribution::uniform(0.2, 0.8).expect("it has a width");
    let rates = rates(&letters(lift).build(), ["letter", "follow-up"]);
    let lifts: Vec<f64> = rates.iter().map(|[first, second]| second / first).collect();
    let n = lifts.len() as f64;
    let root = (0.6 * 0.6 / 12.0_f64).sqrt();
    assert_near("the mean lift", lifts.iter().sum::<f64>() / n, 0.5, root / n.sqrt());
    // The rate has variance 3 × 17 / (20² × 21), and nothing to do with its lift.
    let spread = (3.0 * 17.0 / (400.0 * 21.0_f64)).sqrt();
    let together = rates.iter().zip(&lifts).map(|([rate, _], lift)| (rate - 0.15) * (lift - 0.5)).sum::<f64>() / n;
    assert_near("what they do together", together, 0.0, spread * root / n.sqrt());
}

#[test]
fn a_chain_is_held_to_1_at_each_step() {
    let case = letters(fixed(20.0)).inmail("last", 0.0, 1.0).after(3).follows("follow-up", fixed(0.5)).build();
    for [first, second, third] in rates(&case, ["letter", "follow-up", "last"]) {
        assert_eq!((second, third), ((first * 20.0).min(1.0), (first * 20.0).min(1.0) * 0.5));
    }
}

#[test]
fn pending_touches_use_the_tied_rate() {
    let case = campaign().weeks(4).per_week(0).message("message", 0.5, 10.0).message("tied", 0.0, 10.0);
    let case = case.after(1).follows("message", fixed(0.6));
    let case = case.with(|case| case.opening.pending.push(Pending { touch: 1, sent_days_ago: 3, count: 30 })).build();
    let settings = Settings { trials: 50_000, seed: 3, sampling: Sampling::Plain, precision: None };
    let tally = play(&[case], &settings, |_| {});
    assert_distributed("pending replies", replies(&tally), &binomial(30, 0.3));
}

#[test]
fn a_touch_that_nobody_sends_may_be_followed() {
    let unsent = letters(fixed(1.0)).with(|case| case.segments[0].sequence = vec![1]);
    let case = unsent.with(|case| case.touches[1].wait = None).build();
    let settings = Settings { trials: 50_000, seed: 9, sampling: Sampling::Plain, precision: None };
    let tally = play(std::slice::from_ref(&case), &settings, |_| {});
    assert_distributed("replies", replies(&tally), &beta_binomial(20, 3.0, 17.0));
    let inputs: Vec<String> = Schedule::new(&case).uncertain().into_iter().map(|input| input.path).collect();
    assert_eq!(inputs, ["touch.letter.reply_rate"]);
}
