//! Whether a candidate keeps what is required: surely, surely not, or still open.

use crate::domain::replicates::Excess;
use crate::domain::requirement::{Comparison, Requirement};

use super::bounds::{Levels, all_the_same, information};
use super::sums::Sums;

/// Whether a bound is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Kept,
    Failed,
    Open,
}

/// The fewest trials of both kinds of which the standard error of a share is trusted.
const FEWEST: f64 = 20.0;

/// Whether a requirement is kept, judged by the first so many trials. Nearer to its bound than what does not matter, it
/// is kept if it is on the right side.
pub(super) fn judge(asked: &Requirement, sums: &Sums, trials: u64, levels: &Levels, indifference: f64) -> Standing {
    let Some(mean) = sums.mean(trials) else { return Standing::Failed };
    let (comparison, bound) = asked.bound();
    let by_now = if comparison.holds(mean, bound) { Standing::Kept } else { Standing::Failed };
    if asked.figure.is_certain() {
        return by_now;
    }
    let Some(error) = sums.excess(trials).as_ref().and_then(Excess::standard_error) else { return Standing::Open };
    let (margin, off) = ((mean - bound).abs(), levels.requirement * error);
    let number = trials as f64;
    let trusted = if is_share(asked) {
        if number * information(mean, bound) > levels.odds {
            return by_now;
        }
        number * mean >= FEWEST && number * (1.0 - mean) >= FEWEST
    } else {
        error > 0.0 || all_the_same(trials, levels.odds, indifference)
    };
    let near = margin + off <= indifference * bound.abs();
    if trusted && (margin > off || near) { by_now } else { Standing::Open }
}

/// Whether a requirement is kept as far as can be seen.
pub(super) fn seems_kept(asked: &Requirement, measured: Option<f64>) -> bool {
    let (comparison, bound) = asked.bound();
    measured.is_some_and(|measured| comparison.holds(measured, bound))
}

/// By how much a measured value misses the bound, as a share of the bound; nothing where it keeps it.
pub(super) fn shortfall(asked: &Requirement, measured: Option<f64>) -> f64 {
    let (comparison, bound) = asked.bound();
    let Some(measured) = measured else { return f64::INFINITY };
    let missed = match comparison {
        Comparison::AtLeast | Comparison::Above => bound - measured,
        Comparison::AtMost | Comparison::Below => measured - bound,
    };
    if bound == 0.0 { missed.max(0.0) } else { (missed / bound.abs()).max(0.0) }
}

/// Is what is measured 0 or 1 in every trial?
fn is_share(asked: &Requirement) -> bool {
    asked.with.is_some() || asked.figure.is_share()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figure::Figure;
    use crate::domain::quantity::Share;
    use crate::domain::ratio::Ratio;

    const LEVELS: Levels = Levels { difference: 4.0, requirement: 4.0, odds: 10.0 };

    fn asked(figure: Figure, comparison: Comparison, value: f64, with: Option<f64>) -> Requirement {
        Requirement { figure, comparison, value, with: with.and_then(Share::new), by: None }
    }

    fn sums(trials: u64, of: impl Fn(u64) -> u64) -> Sums {
        let mut sums = Sums::default();
        (0..trials).for_each(|trial| sums.add(trial, Ratio::new(of(trial).into(), 1, 1), true));
        sums
    }

    fn judged(asked: &Requirement, trials: u64, of: impl Fn(u64) -> u64) -> Standing {
        judge(asked, &sums(trials, of), trials, &LEVELS, 0.01)
    }

    #[test]
    fn what_is_fixed_is_judged_at_once_and_exactly() {
        let cost = asked(Figure::Cost, Comparison::AtMost, 480.0, None);
        assert_eq!([judged(&cost, 3, |_| 480), judged(&cost, 3, |_| 481)], [Standing::Kept, Standing::Failed]);
    }

    #[test]
    fn a_share_that_was_never_seen_may_still_be_small() {
        let stockout = asked(Figure::StockoutProbability, Comparison::AtMost, 0.02, None);
        // 0.98^n is below e^-10 from 495 trials on.
        assert_eq!([judged(&stockout, 490, |_| 0), judged(&stockout, 500, |_| 0)], [Standing::Open, Standing::Kept]);
        let none = asked(Figure::StockoutProbability, Comparison::AtMost, 0.0, None);
        assert_eq!(judged(&none, 500, |trial| u64::from(trial == 7)), Standing::Failed);
    }

    #[test]
    fn a_mean_is_open_until_its_error_is_small_or_the_difference_does_not_matter() {
        let replies = asked(Figure::Replies, Comparison::AtLeast, 10.0, None);
        let about = |middle: u64| move |trial: u64| middle - 5 + trial * 7919 % 11;
        assert_eq!(judged(&replies, 300, about(12)), Standing::Kept);
        assert_eq!(judged(&replies, 300, about(8)), Standing::Failed);
        assert_eq!(judged(&replies, 130, about(10)), Standing::Open);
        assert_eq!(judged(&replies, 100_001, about(10)), Standing::Kept);
    }

    #[test]
    fn a_requirement_with_a_probability_is_about_the_share_of_trials() {
        let often = asked(Figure::Replies, Comparison::AtLeast, 25.0, Some(0.8));
        assert_eq!(judged(&often, 1_000, |trial| u64::from(trial % 10 != 0)), Standing::Kept);
        assert_eq!((shortfall(&often, Some(0.4)), shortfall(&often, Some(0.9))), (0.5, 0.0));
    }
}
