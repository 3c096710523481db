//! How far a mean may be off, at levels that are shared out over many comparisons.

use statrs::function::beta::beta_reg;

use crate::domain::mean::Level;
use crate::domain::replicates::REPLICATES;

/// The levels of one race.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Levels {
    /// That of one look at the difference of two candidates.
    pub difference: Level,
    /// The same of one requirement.
    pub requirement: Level,
}

impl Levels {
    /// Those of a race of so many candidates with so many requirements, looked at so many times.
    pub(super) fn new(confidence: f64, candidates: usize, requirements: usize, looks: u32, trials: u64) -> Levels {
        let mistakes = 1.0 - confidence;
        let share = if requirements > 0 { 0.5 * mistakes } else { mistakes };
        let looks = f64::from(looks);
        let freedom = (trials.min(REPLICATES as u64).max(2) - 1) as f64;
        let level = |chance: f64| Level { errors: critical(chance, freedom), odds: -chance.ln() };
        Levels {
            difference: level(share / ((candidates.max(2) - 1) as f64 * looks)),
            requirement: level(share / ((candidates * requirements).max(1) as f64 * looks)),
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
        let difference = |candidates, requirements, looks| of(candidates, requirements, looks).difference;
        assert!((difference(2, 0, 1).errors - 1.657).abs() < 1e-3 && difference(2, 0, 1).odds == -(1.0 - 0.95f64).ln());
        for [less, more] in [
            [difference(2, 0, 1), difference(3, 0, 1)],
            [difference(2, 0, 1), difference(2, 0, 2)],
            [difference(2, 0, 1), difference(2, 1, 1)],
            [of(2, 1, 1).requirement, of(2, 2, 1).requirement],
        ] {
            assert!(more.errors > less.errors && more.odds > less.odds);
        }
    }
}
