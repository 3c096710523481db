//! Where two cases break even: do the intervals cover, where the truth is known in closed form?
//!
//! The difference at the root has an error from 128 replicates, so that as many intervals cover as of Student's law with
//! 127 degrees of freedom: 94.8 %, with a standard error of 0.7 % over 1,000 seeds. Two checks.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::figure::Figure;
use inmail_sim::domain::figure_sums::FigureSums;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::{Sampling, Settings};
use inmail_sim::study::break_even::{BreakEven, Duel, settle};
use inmail_sim::study::measure::measure;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::builder::{Campaign, campaign};
use crate::statistics::assert_near;

const SEEDS: u64 = 1_000;
const TRIALS: u64 = 260;

/// So many people are written to in the first of two weeks, and reply a day later if at all.
fn everyone(people: u32, price: f64) -> Campaign {
    let campaign = campaign().plan(people, 60, price).weeks(2).every_day();
    campaign.per_week(people).prospects(people)
}

/// The break-even of a case that is made for each value, and of one that is the same at all of them, under a seed.
fn broken_even(
    seed: u64,
    figure: Figure,
    (from, to): (f64, f64),
    step: Option<f64>,
    case: impl Fn(f64) -> Case,
    against: &Schedule<'_>,
) -> Option<BreakEven> {
    let settings = Settings { trials: TRIALS, seed, sampling: Sampling::Even, precision: None };
    let sums = |schedule: &Schedule<'_>| -> FigureSums {
        let measured = measure(schedule, &settings, &[figure], &|| true, &|_| ());
        measured.expect("nothing stops it").remove(0).sums
    };
    let against = sums(against);
    let duel = |at: f64| {
        let at = step.map_or(at, |step| (at / step).round() * step);
        Some(Duel { at, case: sums(&Schedule::new(&case(at))), against: against.clone() })
    };
    let end = |at: f64| duel(at).expect("it is always played").gap();
    settle((end(from), end(to)), step, (from, to), duel)
}

/// Of the intervals of all seeds as many cover the truth as theory says.
fn assert_covered(what: &str, truth: f64, of_seed: impl Fn(u64) -> Option<BreakEven> + Sync) {
    let covers = |seed| {
        let found = of_seed(seed).expect("the cases break even");
        assert!(found.low < found.value && found.value < found.high, "{found:?}");
        (found.low..=found.high).contains(&truth)
    };
    let covered = (0..SEEDS).into_par_iter().filter(|&seed| covers(seed)).count();
    let share = covered as f64 / SEEDS as f64;
    let expected = 1.0 - 2.0 * StudentsT::new(0.0, 1.0, 127.0).expect("degrees of freedom").sf(1.96);
    println!("{what}: {:.1} % of {SEEDS} intervals, {:.1} % expected", 100.0 * share, 100.0 * expected);
    assert_near(what, share, expected, (expected * (1.0 - expected) / SEEDS as f64).sqrt());
    assert!((0.93..=0.97).contains(&share), "{what}: {share}");
}

/// Ten people at 80 against twelve at a price: a reply costs the same at 80 · 12/10, whatever the rate, which is not
/// known. The price is in cents.
#[test]
fn intervals_of_a_price_cover() {
    let unsure = || Distribution::beta(2.0, 6.0).expect("parameters above 0");
    let known = everyone(10, 80.0).inmail("inmail", 0.0, 1.0).unsure(unsure()).build();
    let known = Schedule::new(&known);
    assert_covered("price", 96.0, |seed| {
        let case = |price| everyone(12, price).inmail("other", 0.0, 1.0).unsure(unsure()).build();
        broken_even(seed, Figure::CostPerReply, (40.0, 160.0), Some(0.01), case, &known)
    });
}

/// Ten people at a rate bring as many replies as twenty at 12 % do at 24 %.
#[test]
fn intervals_of_a_rate_cover() {
    let known = everyone(20, 80.0).inmail("other", 0.12, 1.0).build();
    let known = Schedule::new(&known);
    assert_covered("rate", 0.24, |seed| {
        let case = |rate| everyone(10, 80.0).inmail("inmail", rate, 1.0).build();
        broken_even(seed, Figure::RepliesSettled, (0.1, 0.5), None, case, &known)
    });
}
