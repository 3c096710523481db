//! Rates and lifts: numbers that a planner knows, or knows only as a distribution.

use super::distribution::Distribution;

/// A share of attempts that succeed, perhaps not known exactly: a distribution over 0 to 1, drawn once a trial.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate(Distribution);

/// A factor on rates, perhaps not known exactly: a distribution over 0 and above, drawn once a trial.
#[derive(Debug, Clone, PartialEq)]
pub struct Lift(Distribution);

impl Rate {
    /// A rate distributed so, or nothing if the distribution reaches outside 0 to 1.
    pub fn new(distribution: Distribution) -> Option<Rate> {
        let (low, high) = distribution.support();
        (low >= 0.0 && high <= 1.0).then_some(Rate(distribution))
    }

    /// The distribution of what the rate may be.
    pub fn distribution(&self) -> &Distribution {
        &self.0
    }
}

impl Lift {
    /// A lift distributed so, or nothing if the distribution reaches below 0.
    pub fn new(distribution: Distribution) -> Option<Lift> {
        (distribution.support().0 >= 0.0).then_some(Lift(distribution))
    }

    /// The factor 1: no lift at all.
    pub fn one() -> Lift {
        Lift(Distribution::fixed(1.0).expect("1 is finite"))
    }

    /// The distribution of what the lift may be.
    pub fn distribution(&self) -> &Distribution {
        &self.0
    }
}
