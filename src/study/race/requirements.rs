//! Whether a candidate keeps what is required: surely, surely not, or still open.

use crate::domain::judgement::{self, Standing};
use crate::domain::mean::{Level, Mean};
use crate::domain::requirement::Requirement;

/// Whether a requirement is kept, judged by the mean of what it measures. Nearer to its bound than what does not matter, it
/// is kept if it is on the right side.
pub(super) fn judge(asked: &Requirement, mean: &Mean, level: Level, indifference: f64) -> Standing {
    let standing = judgement::judge(asked, mean, level);
    let (comparison, bound) = asked.bound();
    let room = indifference * bound.abs();
    let is_near = |(low, high): (f64, f64)| low >= bound - room && high <= bound + room;
    match standing {
        Standing::Open if mean.interval(level).is_some_and(is_near) => {
            if comparison.holds(mean.value, bound) {
                Standing::Kept
            } else {
                Standing::Failed
            }
        }
        standing => standing,
    }
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
    let missed = if comparison.is_above() { bound - measured } else { measured - bound };
    if bound == 0.0 { missed.max(0.0) } else { (missed / bound.abs()).max(0.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figure::Figure;
    use crate::domain::quantity::Share;
    use crate::domain::ratio::Extent;
    use crate::domain::ratio_sums::Portion;
    use crate::domain::replicates::{REPLICATES, Replicates};
    use crate::domain::requirement::Comparison;

    const LEVEL: Level = Level { errors: 4.0, odds: 10.0 };

    fn asked(figure: Figure, comparison: Comparison, value: f64, with: Option<f64>) -> Requirement {
        Requirement { figure, comparison, value, with: with.and_then(Share::new), by: None }
    }

    /// Judged by so many trials, which come to this and to no more than `most`.
    fn among(asked: &Requirement, trials: u64, most: (i128, i128), of: impl Fn(u64) -> u64) -> Standing {
        let mut sums = vec![0; REPLICATES];
        (0..trials).for_each(|trial| sums[trial as usize % REPLICATES] += i128::from(of(trial)));
        let portion = |(trials, &amount): (u64, &i128)| Portion { trials, amount, number: trials.into() };
        let portions: Vec<Portion> = Replicates::dealt(0..trials).zip(&sums).map(portion).collect();
        let extent = Extent { amount: most, number: (1, 1), parts: 1 };
        judge(asked, &Mean::new(portions.iter().copied(), &extent), LEVEL, 0.01)
    }

    fn judged(asked: &Requirement, trials: u64, of: impl Fn(u64) -> u64) -> Standing {
        let is_share = asked.with.is_some() || asked.figure.is_share();
        among(asked, trials, (0, if is_share { 1 } else { 20 }), of)
    }

    #[test]
    fn what_is_fixed_is_judged_at_once_and_exactly() {
        let cost = asked(Figure::Cost, Comparison::AtMost, 480.0, None);
        let of = |value: u64| among(&cost, 3, (value.into(), value.into()), |_| value);
        assert_eq!([of(480), of(481)], [Standing::Kept, Standing::Failed]);
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
    fn a_mean_of_what_was_never_seen_may_still_be_as_large_as_that() {
        let short = asked(Figure::WeeksShort, Comparison::AtMost, 0.02, None);
        let of_weeks = |weeks: i128, trials: u64| among(&short, trials, (0, weeks), |_| 0);
        // Of one week at most as often as a share; of 26 it takes as many times the campaigns.
        assert_eq!([of_weeks(1, 490), of_weeks(1, 510)], [Standing::Open, Standing::Kept]);
        assert_eq!([of_weeks(26, 12_990), of_weeks(26, 13_020)], [Standing::Open, Standing::Kept]);
    }

    #[test]
    fn what_a_single_trial_fails_is_never_known_to_be_kept_however_it_is_written() {
        let ways = [
            asked(Figure::StockoutProbability, Comparison::AtMost, 0.0, None),
            asked(Figure::WeeksShort, Comparison::AtMost, 0.0, None),
            asked(Figure::WeeksShort, Comparison::AtMost, 0.0, Some(1.0)),
        ];
        for way in ways {
            let all = u64::from(way.with.is_some());
            assert_eq!(judged(&way, 200_000, |_| all), Standing::NeverFailed, "{way}");
            assert_eq!(judged(&way, 2_000, |trial| u64::from(trial == 3) ^ all), Standing::Failed, "{way}");
        }
        // What nothing can keep is failed from the start, and what everything keeps is kept.
        let all = asked(Figure::WeeksShort, Comparison::AtLeast, 0.0, None);
        let none = asked(Figure::WeeksShort, Comparison::Below, 0.0, None);
        assert_eq!([judged(&all, 256, |_| 0), judged(&none, 256, |_| 0)], [Standing::Kept, Standing::Failed]);
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
