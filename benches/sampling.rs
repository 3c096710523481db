//! How many trials it saves to spread unknown rates evenly, and how many nothing could save beyond.
//!
//! `cargo bench --bench sampling` prints, for each plan of the main example, how many times the trials plain sampling
//! needs for the same standard error of the cost per reply, averaged over seeds, and the bound: the variance of replies
//! over what luck leaves of it when the rate is known, which no way of drawing the rate can take away.

use std::path::Path;

use inmail_sim::domain::count::Count;
use inmail_sim::domain::distribution::QuantileTable;
use inmail_sim::domain::moments::Moments;
use inmail_sim::domain::tally::{CaseTally, Tally};
use inmail_sim::engine::{self, Sampling, Settings};
use inmail_sim::figures::{Figure, Figures};
use inmail_sim::scenario::{self, Overrides, Scenario};

/// Trials of each run: those of the example.
const TRIALS: u64 = 100_000;

/// Runs under either sampling, each with a seed of its own.
const SEEDS: u64 = 64;

/// Rates at which the variance that luck alone makes is looked at, and trials at each.
const RATES: u32 = 128;
const TRIALS_AT_RATE: u64 = 2_000;

fn load(set: Vec<String>) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/which-plan.toml");
    scenario::load(&path, &Overrides { set, ..Overrides::default() }).expect("the example is sound")
}

fn play(scenario: &Scenario, sampling: Sampling, seed: u64, trials: u64) -> Tally {
    engine::play(&scenario.cases, &Settings { trials, seed, sampling, precision: None }, |_| {})
}

/// The squared standard errors of the cases' costs per reply, averaged over seeds.
fn squared_errors(scenario: &Scenario, sampling: Sampling) -> Vec<f64> {
    let mut squares = vec![0.0; scenario.cases.len()];
    for seed in 1..=SEEDS {
        let figures = Figures::new(&scenario.cases, &play(scenario, sampling, seed, TRIALS));
        for (square, case) in squares.iter_mut().zip(&figures.cases) {
            *square += case.estimate(Figure::CostPerReply).se.expect("there are replies").powi(2) / SEEDS as f64;
        }
    }
    squares
}

/// The variances of the cases' replies.
fn variances(tally: &Tally) -> Vec<f64> {
    let of = |case: &CaseTally| Moments::of(case.count(Count::RepliesSettled).expect("it is counted")).variance();
    tally.cases.iter().map(|case| of(case).expect("many trials")).collect()
}

/// The variances that luck alone makes, averaged over rates in the middle of equal parts of their distribution.
fn variances_of_luck(scenario: &Scenario) -> Vec<f64> {
    let rate = scenario.cases[0].reply_rate(0).expect("it draws replies");
    let rates = QuantileTable::new(rate.rate.distribution());
    let mut sums = vec![0.0; scenario.cases.len()];
    for part in 0..RATES {
        let rate = rates.quantile((f64::from(part) + 0.5) / f64::from(RATES));
        let known = load(vec![format!("touch.inmail.reply_rate={rate}")]);
        let tally = play(&known, Sampling::Plain, u64::from(part), TRIALS_AT_RATE);
        sums.iter_mut().zip(variances(&tally)).for_each(|(sum, variance)| *sum += variance / f64::from(RATES));
    }
    sums
}

fn main() {
    let scenario = load(Vec::new());
    let (plain, even) = (squared_errors(&scenario, Sampling::Plain), squared_errors(&scenario, Sampling::Even));
    let all = variances(&play(&scenario, Sampling::Plain, 1, 4 * TRIALS));
    let luck = variances_of_luck(&scenario);
    println!("{TRIALS} trials, {SEEDS} seeds\n{:18}  se plain   se even  factor  bound", "case");
    for (place, case) in scenario.cases.iter().enumerate() {
        let (factor, bound) = (plain[place] / even[place], all[place] / luck[place]);
        let name = case.name.to_string();
        println!("{name:18}  {:8.5}  {:8.5}  {factor:6.1}  {bound:5.1}", plain[place].sqrt(), even[place].sqrt());
    }
}
