//! Outcomes: what a reply may lead to, such as a meeting or a deal.

use super::delay::Delay;
use super::delays::Delays;
use super::distribution::Distribution;
use super::quantity::{Minutes, Money};
use super::rate::AnyRate;

/// Something that a reply, or another outcome, may lead to.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Its name in scenario files, such as `meeting`: not [`REPLY`], and without a dot.
    pub id: String,
    /// What it follows: a place in [`Case::outcomes`] before its own; `None`: a reply.
    ///
    /// [`Case::outcomes`]: super::case::Case::outcomes
    pub of: Option<usize>,
    /// The share of replies, or of the outcomes that it follows, that reach it.
    pub rate: AnyRate,
    /// From what it follows to it; less than a day is the same day.
    pub delay: Delays,
    /// What it is worth each time.
    pub value: Worth,
    /// The working time that it takes, in none of the hours of a week.
    pub minutes: Minutes,
}

/// What outcomes of replies follow, as files call it.
pub const REPLY: &str = "reply";

/// What an outcome is worth, drawn for each one reached \[units of the currency\].
#[derive(Debug, Clone, PartialEq)]
pub enum Worth {
    /// A value of a distribution over 0 and above.
    Spread(Distribution),
    /// A value of a distribution of delays, its days taken for units of the currency and not rounded.
    Law(Delay),
}

impl Worth {
    /// The largest amount that one outcome may be worth; what a distribution has beyond it counts as this.
    pub const MOST: Money = Money::from_cents(100 * Money::MAX.cents());

    /// Nothing.
    pub fn nothing() -> Worth {
        Worth::Spread(Distribution::fixed(0.0).expect("0 is finite"))
    }

    /// Can it be worth anything?
    pub fn is_nothing(&self) -> bool {
        match self {
            Worth::Spread(distribution) => distribution.as_fixed() == Some(0.0),
            Worth::Law(law) => law.quantile(1.0) == 0.0,
        }
    }

    /// Is it worth the same each time?
    pub fn is_known(&self) -> bool {
        matches!(self, Worth::Spread(distribution) if distribution.as_fixed().is_some())
    }

    /// What it is worth where its latent is `unit`, between 0 and 1, times a lift: to the nearest cent, half a cent up.
    pub fn at(&self, unit: f64, lift: f64) -> Money {
        let value = match self {
            Worth::Spread(distribution) => distribution.quantile(unit),
            Worth::Law(law) => law.quantile(unit),
        };
        // A cast takes what is beyond all numbers for the largest.
        Money::from_cents(((value * lift * 100.0 + 0.5).floor() as u64).min(Worth::MOST.cents()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_rounded_to_the_nearest_cent_half_a_cent_up() {
        let value = |amount: f64| Worth::Spread(Distribution::fixed(amount).expect("it is finite"));
        for (amount, lift, cents) in
            [(0.125, 1.0, 13), (0.124, 1.0, 12), (10.0, 0.5, 500), (0.01, 0.5, 1), (3.0, 0.0, 0)]
        {
            assert_eq!(value(amount).at(0.3, lift).cents(), cents, "{amount} × {lift}");
        }
        assert!(Worth::nothing().is_nothing() && !value(0.01).is_nothing());
    }

    #[test]
    fn a_value_may_be_distributed_as_a_lift_or_as_a_delay() {
        let spread = Worth::Spread(Distribution::uniform(100.0, 300.0).expect("it has a width"));
        assert_eq!(spread.at(0.25, 2.0).cents(), 30_000);
        let law = Worth::Law(Delay::lognormal(50.0, 400.0).expect("it rises"));
        assert_eq!((law.at(0.5, 1.0).cents(), law.at(0.9, 1.0).cents()), (5_000, 40_000));
        assert!(!law.is_nothing() && law.at(1.0, 1.0) <= Worth::MOST);
    }
}
