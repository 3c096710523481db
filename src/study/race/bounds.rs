//! How far a mean may be off, at levels that are shared out over many comparisons.

use statrs::function::beta::beta_reg;

use crate::domain::replicates::REPLICATES;

/// The levels of one race.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Levels {
    /// The most standard errors that a difference may be off.
    pub difference: f64,
    /// The same for what is required.
    pub requirement: f64,
    /// The logarithm of 1 over the chance of a mistake in one look at one requirement.
    pub odds: f64,
}

impl Levels {
    /// Those of a race of so many candidates with so many requirements, looked at so many times.
    pub(super) fn new(confidence: f64, candidates: usize, requirements: usize, looks: u32, trials: u64) -> Levels {
        let mistakes = 1.0 - confidence;
        let share = if requirements > 0 { 0.5 * mistakes } else { mistakes };
        let looks = f64::from(looks);
        let of_difference = share / ((candidates.max(2) - 1) as f64 * looks);
        let of_requirement = share / ((candidates * requirements).max(1) as f64 * looks);
        let freedom = (trials.min(REPLICATES as u64).max(2) - 1) as f64;
        Levels {
            difference: critical(of_difference, freedom),
            requirement: critical(of_requirement, freedom),
            odds: -of_requirement.ln(),
        }
    }
}

/// The value that Student's t with these degrees of freedom exceeds with this chance, which is below a half.
fn critical(chance: f64, freedom: f64) -> f64 {
    let above = |t: f64| 0.5 * beta_reg(0.5 * freedom, 0.5, freedom / (freedom + t * t));
    let (mut low, mut high) = (0.0, 1.0);
    while above(high) > chance && high < 1e9 {
        high *= 2.0;
    }
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if above(middle) > chance { low = middle } else { high = middle }
    }
    high
}

/// The information (Kullback and Leibler) that tells a share that was found from another, for each trial: the chance of
/// finding one so far off is at most exp(−trials × information) (Hoeffding, Probability inequalities for sums of bounded
/// random variables, JASA 58, 1963, theorem 1).
pub(super) fn information(found: f64, other: f64) -> f64 {
    let part = |share: f64, other: f64| if share == 0.0 { 0.0 } else { share * (share / other).ln() };
    part(found, other) + part(1.0 - found, 1.0 - other)
}

/// After so many trials that were all the same, may it be taken that others are, but for a share that does not matter?
pub(super) fn all_the_same(trials: u64, odds: f64, indifference: f64) -> bool {
    odds / trials as f64 <= indifference.max(1e-3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn critical_values_are_those_of_the_tables() {
        // Abramowitz & Stegun, Handbook of mathematical functions, table 26.10.
        for (chance, freedom, t) in
            [(0.05, 1.0, 6.314), (0.025, 10.0, 2.228), (0.005, 60.0, 2.660), (0.0005, 120.0, 3.373)]
        {
            assert!((critical(chance, freedom) - t).abs() < 6e-4, "{chance} {freedom}: {}", critical(chance, freedom));
        }
        // Far out, against R: qt(1e-8, 127, lower = FALSE).
        assert!((critical(1e-8, 127.0) - 5.977).abs() < 0.05, "{}", critical(1e-8, 127.0));
    }

    #[test]
    fn more_rivals_looks_and_requirements_ask_for_more() {
        let of = |candidates, requirements, looks| Levels::new(0.95, candidates, requirements, looks, 1_000);
        assert!((of(2, 0, 1).difference - 1.657).abs() < 1e-3);
        assert!(of(3, 0, 1).difference > of(2, 0, 1).difference && of(2, 0, 2).difference > of(2, 0, 1).difference);
        assert!(of(2, 1, 1).difference > of(2, 0, 1).difference && of(2, 2, 1).requirement > of(2, 1, 1).requirement);
    }

    #[test]
    fn information_is_nothing_for_the_same_share_and_without_end_for_the_impossible() {
        assert_eq!((information(0.3, 0.3), information(0.0, 0.0)), (0.0, 0.0));
        assert_eq!(information(0.1, 0.0), f64::INFINITY);
        assert!((information(0.0, 0.1) + 0.9f64.ln()).abs() < 1e-15);
    }
}
