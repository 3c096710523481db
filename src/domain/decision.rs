//! Whether it is settled which case has the lowest cost per reply.
//!
//! Whoever looks again and again until a difference shows will find one that is not there. Every look there can be, and
//! every pair of cases, has its share of the chance to be wrong (Bonferroni): with the rest, all intervals of all looks
//! hold what they are of, and so does whatever is concluded from them.

use super::normal;
use super::outcome::Count;
use super::replicates::{Excess, REPLICATES};
use super::tally::{CaseTally, Tally};

/// The chance that a ranking that is called settled is wrong, at most.
pub const WRONG: f64 = 0.05;

/// Cases whose costs per reply differ by no more than this share of the lower are a tie.
pub const TIE: f64 = 0.01;

/// A settled ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The place of the case with the lowest cost per reply.
    pub best: usize,
    /// The places of those that differ from it by no more than [`TIE`] of its cost, in order.
    pub ties: Vec<usize>,
}

/// The cost per reply of a case, as far as trials tell.
struct Cost {
    place: usize,
    mean: f64,
    excess: Excess,
}

impl Decision {
    /// The ranking of at least two cases in one currency, if these trials, the last of so many looks, settle it. A case
    /// in which nobody ever replied has no cost per reply, and is left out of it.
    pub fn of(tally: &Tally, looks: u32) -> Option<Decision> {
        // Fewer than all replicates tell too little of the error.
        if tally.cases.len() < 2 || tally.trials < REPLICATES as u64 {
            return None;
        }
        let costs: Vec<Cost> =
            tally.cases.iter().enumerate().filter_map(|(place, case)| Cost::of(place, case)).collect();
        let best = costs.iter().min_by(|one, other| one.mean.total_cmp(&other.mean))?;
        let errors = errors(looks, costs.len());
        let mut ties = Vec::new();
        for other in costs.iter().filter(|other| other.place != best.place) {
            let difference = other.mean - best.mean;
            let error = errors * other.excess.clone().minus(&best.excess).standard_error()?;
            if difference + error <= TIE * best.mean {
                ties.push(other.place);
            } else if difference <= error {
                return None;
            }
        }
        Some(Decision { best: best.place, ties })
    }
}

impl Cost {
    fn of(place: usize, case: &CaseTally) -> Option<Cost> {
        let replies = case.replicates.sum(|replicate| replicate.count(Count::RepliesSettled)) as f64;
        if replies == 0.0 {
            return None;
        }
        let mean_replies = replies / case.replicates.trials() as f64;
        let mean = case.terms.cost.units() / mean_replies;
        let excess = case.replicates.excess(|replicate| replicate.count(Count::RepliesSettled));
        Some(Cost { place, mean, excess: excess.times(-mean / mean_replies) })
    }
}

/// How many standard errors an interval reaches to either side, so that those of all pairs of so many cases hold at all
/// of so many looks but for a chance of [`WRONG`]: a quantile of Student's law.
fn errors(looks: u32, cases: usize) -> f64 {
    let pairs = (cases * cases.saturating_sub(1) / 2).max(1) as f64;
    let z = -normal::quantile(WRONG / (2.0 * pairs * f64::from(looks.max(1))));
    // Abramowitz & Stegun, 26.7.5; with this many degrees of freedom the next term is below 10⁻³ up to 8 deviations.
    let freedom = (REPLICATES - 1) as f64;
    let (cubed, fifth) = (z.powi(3), z.powi(5));
    z + (cubed + z) / (4.0 * freedom) + (5.0 * fifth + 16.0 * cubed + 3.0 * z) / (96.0 * freedom * freedom)
}

#[cfg(test)]
mod tests {
    use super::super::outcome::Outcome;
    use super::super::quantity::Money;
    use super::super::terms::Terms;
    use super::*;

    /// Cases that cost 100 each, whose replies in a trial are these.
    fn tally(trials: u64, replies: &[&dyn Fn(u64) -> u64]) -> Tally {
        let terms = Terms { cost: Money::from_cents(10_000), ..Terms::default() };
        let mut tally = Tally::new(replies.iter().map(|_| (terms, 1, 0)));
        for trial in 0..trials {
            let outcomes: Vec<Outcome> = replies
                .iter()
                .map(|replies| {
                    let mut outcome = Outcome::default();
                    outcome[Count::RepliesSettled] = replies(trial);
                    outcome
                })
                .collect();
            tally.add(trial, &outcomes);
        }
        tally
    }

    #[test]
    fn a_quantile_of_students_law_is_that_of_the_tables() {
        // One pair, one look: 2.5 % above, at 127 degrees of freedom (1.9788); 0.005 % above for 500 looks (4.0161).
        assert!((errors(1, 2) - 1.97882).abs() < 1e-4, "{}", errors(1, 2));
        assert!((errors(500, 2) - 4.0161).abs() < 5e-3, "{}", errors(500, 2));
    }

    #[test]
    fn what_always_differs_is_told_and_what_never_does_is_a_tie() {
        let found = Decision::of(&tally(256, &[&|_| 4, &|_| 5, &|_| 5]), 10);
        assert_eq!(found, Some(Decision { best: 1, ties: vec![2] }));
    }

    #[test]
    fn neither_too_few_trials_nor_one_case_nor_a_difference_within_error_settles_anything() {
        assert_eq!(Decision::of(&tally(127, &[&|_| 4, &|_| 5]), 1), None);
        assert_eq!(Decision::of(&tally(256, &[&|_| 4]), 1), None);
        // 5 replies on average, give or take 1.4 from replicate to replicate: good to 5 % of the cost.
        let noisy = |trial: u64| 3 + (trial % 128) * 2_654_435_761 % 5;
        assert_eq!(Decision::of(&tally(256, &[&noisy, &|_| 5]), 1), None);
    }

    #[test]
    fn a_case_without_a_reply_is_left_out() {
        let found = Decision::of(&tally(256, &[&|_| 0, &|_| 5]), 10);
        assert_eq!(found, Some(Decision { best: 1, ties: vec![] }));
    }
}
