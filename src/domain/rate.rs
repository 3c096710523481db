//! Rates and lifts: numbers that a planner knows, or knows only as a distribution.

use super::distribution::Distribution;

/// A share of attempts that succeed, perhaps not known exactly: a distribution over 0 to 1, drawn once a trial.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate(Distribution);

/// A factor on rates, perhaps not known exactly: a distribution over 0 and above, drawn once a trial.
#[derive(Debug, Clone, PartialEq)]
pub struct Lift(Distribution);

/// A rate that is stated by itself, or tied to the same rate of another touch or outcome.
#[derive(Debug, Clone, PartialEq)]
pub enum AnyRate {
    /// By itself.
    Own(Rate),
    /// Tied to another.
    Tied(Tie),
}

/// What ties a rate to another: it is the other, as it is in the trial, times a lift of the trial, held to 0 to 1. Rates
/// follow each other in no circle.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// The touch or outcome whose rate it follows: a place in the list of the case.
    pub of: usize,
    /// Multiplies the rate that it follows.
    pub lift: Lift,
}

impl From<Rate> for AnyRate {
    fn from(rate: Rate) -> AnyRate {
        AnyRate::Own(rate)
    }
}

impl AnyRate {
    /// What ties it to another, if anything does.
    pub fn tie(&self) -> Option<&Tie> {
        match self {
            AnyRate::Own(_) => None,
            AnyRate::Tied(tie) => Some(tie),
        }
    }
}

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
