//! Whether it is settled which case of a circumstance is best by the figure that ranks.
//!
//! Whoever looks again and again until a difference shows will find one that is not there. Every look there can be, and
//! every pair of cases, has its share of the chance to be wrong (Bonferroni): with the rest, all intervals of all looks
//! hold what they are of, and so does whatever is concluded from them.

use super::count::TrialCounts;
use super::figure::{Better, Figure};
use super::mean::{Level, Mean};
use super::normal;
use super::ranking::Circumstance;
use super::replicates::REPLICATES;
use super::tally::{CaseTally, Tally};

/// The chance that a ranking that is called settled is wrong, at most.
pub const WRONG: f64 = 0.05;

/// Cases that differ by no more than this share of the better one's figure are as good as equal.
pub const TIE: f64 = 0.01;

/// Where the figure was 0 in all trials of both, 1 % of it is of one: a point of a share, a hundredth of a week or a reply.
const ONE: f64 = 1.0;

/// A settled ranking of the cases of a circumstance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The place of the case that is best.
    pub best: usize,
    /// The places of those that differ from it by no more than [`TIE`] of its figure, in order.
    pub ties: Vec<usize>,
}

impl Decision {
    /// The ranking of at least two cases of a circumstance, in one currency, if these trials settle it at this level; `most` is
    /// the most that the trials of each case count. A case in which nobody ever replied is dear, but not for certain dearer
    /// than any other: a reply may come in as small a share of campaigns as none showed.
    pub fn of(tally: &Tally, circumstance: &Circumstance, most: &[TrialCounts], level: Level) -> Option<Decision> {
        let Circumstance { cases, by } = circumstance;
        // Fewer than all replicates tell too little of the error.
        if cases.len() < 2 || tally.trials < REPLICATES as u64 {
            return None;
        }
        let (side, first) = (by.better()?, cases.start);
        let all: Option<Vec<Mean>> = cases.clone().map(|place| mean(&tally.cases[place], *by, &most[place])).collect();
        let all = all?;
        // As if less were better.
        let value = |place: usize| if side == Better::Lower { all[place].value } else { -all[place].value };
        let is_known = |place: &usize| all[*place].value.is_finite();
        let best = (0..all.len()).filter(is_known).min_by(|&a, &b| value(a).total_cmp(&value(b)))?;
        let (_, dearest) = all[best].interval(level)?;
        let mut ties = Vec::new();
        for (place, other) in all.iter().enumerate().filter(|(place, _)| *place != best) {
            if other.value.is_infinite() {
                let (least, _) = other.interval(level)?;
                if side == Better::Lower && least <= dearest {
                    return None;
                }
                continue;
            }
            let worse = if side == Better::Lower { other.minus(&all[best]) } else { all[best].minus(other) };
            let (least, most) = worse.interval(level)?;
            let size = if all[best].value == 0.0 && other.value == 0.0 { ONE } else { all[best].value.abs() };
            if most <= TIE * size {
                ties.push(first + place);
            } else if least <= 0.0 {
                return None;
            }
        }
        Some(Decision { best: first + best, ties })
    }
}

/// The figure of a case, as far as trials tell.
fn mean(case: &CaseTally, figure: Figure, most: &TrialCounts) -> Option<Mean> {
    let measure = figure.under(&case.terms)?;
    let portions = case.replicates.each().iter().map(|replicate| measure.over(replicate));
    Some(Mean::new(portions, &measure.extent(most)))
}

/// How far an interval reaches to either side, so that those of all pairs within these circumstances hold at all of so many
/// looks but for a chance of [`WRONG`]: the errors are a quantile of Student's law.
pub fn level(looks: u32, circumstances: &[Circumstance]) -> Level {
    let pairs_of = |circumstance: &Circumstance| {
        let cases = circumstance.cases.len();
        cases * cases.saturating_sub(1) / 2
    };
    let pairs = circumstances.iter().map(pairs_of).sum::<usize>().max(1) as f64;
    let chance = WRONG / (2.0 * pairs * f64::from(looks.max(1)));
    let z = -normal::quantile(chance);
    // Abramowitz & Stegun, 26.7.5; with this many degrees of freedom the next term is below 10⁻³ up to 8 deviations.
    let freedom = (REPLICATES - 1) as f64;
    let (cubed, fifth) = (z.powi(3), z.powi(5));
    let errors =
        z + (cubed + z) / (4.0 * freedom) + (5.0 * fifth + 16.0 * cubed + 3.0 * z) / (96.0 * freedom * freedom);
    Level { errors, odds: -chance.ln() }
}

#[cfg(test)]
mod tests {
    use super::super::count::Count;
    use super::super::quantity::Money;
    use super::super::tally::Shape;
    use super::super::terms::Terms;
    use super::*;

    /// Cases that cost 100 each, whose replies in a trial are these.
    fn tally(trials: u64, replies: &[&dyn Fn(u64) -> u64]) -> Tally {
        let terms = Terms { cost: Money::from_cents(10_000), ..Terms::default() };
        let circumstances = Circumstance::of_all(replies.len());
        let shapes = replies.iter().map(|_| Shape { terms, weeks: 1, ..Shape::default() });
        let mut tally = Tally::new(shapes, &circumstances);
        for trial in 0..trials {
            let counts: Vec<TrialCounts> = replies
                .iter()
                .map(|replies| {
                    let mut counted = TrialCounts::default();
                    counted[Count::RepliesSettled] = replies(trial);
                    counted
                })
                .collect();
            tally.add(trial, &counts, &circumstances);
        }
        tally
    }

    /// What is decided where no trial has more than ten replies.
    fn decided(tally: &Tally, looks: u32) -> Option<Decision> {
        let mut most = TrialCounts::default();
        most[Count::RepliesSettled] = 10;
        let circumstances = Circumstance::of_all(tally.cases.len());
        let level = level(looks, &circumstances);
        Decision::of(tally, &circumstances[0], &vec![most; tally.cases.len()], level)
    }

    #[test]
    fn a_quantile_of_students_law_is_that_of_the_tables() {
        // One pair, one look: 2.5 % above, at 127 degrees of freedom (1.9788); 0.005 % above for 500 looks (4.0161).
        assert!(
            (level(1, &Circumstance::of_all(2)).errors - 1.97882).abs() < 1e-4,
            "{}",
            level(1, &Circumstance::of_all(2)).errors
        );
        assert!(
            (level(500, &Circumstance::of_all(2)).errors - 4.0161).abs() < 5e-3,
            "{}",
            level(500, &Circumstance::of_all(2)).errors
        );
    }

    #[test]
    fn what_always_differs_is_told_and_what_never_does_is_a_tie() {
        // After a few trials alike they may still differ by more than matters.
        assert_eq!(decided(&tally(256, &[&|_| 4, &|_| 5, &|_| 5]), 10), None);
        let found = decided(&tally(10_000, &[&|_| 4, &|_| 5, &|_| 5]), 10);
        assert_eq!(found, Some(Decision { best: 1, ties: vec![2] }));
    }

    /// A week short may still come in as many as 3 of 1 000 campaigns of which none had one, and in 1 of 100 it matters.
    #[test]
    fn cases_in_which_nothing_ever_happened_are_alike_once_it_can_hardly_happen() {
        let circumstances = [Circumstance { by: Figure::StockoutProbability, ..Circumstance::of_all(2).remove(0) }];
        let decided = |trials: u64| {
            let tally = tally(trials, &[&|_| 4, &|_| 5]);
            let most = [(), ()].map(|()| TrialCounts::default());
            Decision::of(&tally, &circumstances[0], &most, level(10, &circumstances))
        };
        assert_eq!(decided(256), None);
        assert_eq!(decided(10_000).map(|found| found.ties.len()), Some(1));
    }

    #[test]
    fn neither_too_few_trials_nor_one_case_nor_a_difference_within_error_settles_anything() {
        assert_eq!(decided(&tally(127, &[&|_| 4, &|_| 5]), 1), None);
        assert_eq!(decided(&tally(256, &[&|_| 4]), 1), None);
        // 5 replies on average, give or take 1.4 from replicate to replicate: good to 5 % of the cost.
        let noisy = |trial: u64| 3 + (trial % 128) * 2_654_435_761 % 5;
        assert_eq!(decided(&tally(256, &[&noisy, &|_| 5]), 1), None);
    }

    #[test]
    fn a_case_without_a_reply_is_dear_for_all_that_is_known() {
        // A reply may come in 2.3 % of campaigns, and then ten: 430 each, at least. Against 20 it is dear, against 1000 not.
        assert_eq!(decided(&tally(256, &[&|_| 0, &|trial| u64::from(trial % 10 == 0)]), 10), None);
        let found = decided(&tally(256, &[&|_| 0, &|_| 5]), 10);
        assert_eq!(found, Some(Decision { best: 1, ties: vec![] }));
    }
}
