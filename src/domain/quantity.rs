//! Quantities with a range or a unit: whoever holds one need not check it again.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A day of the campaign, counted from 0 [civil days since `start`]. Days before the campaign are negative.
///
/// A plain integer, since the calendar adds and compares days everywhere.
pub type Day = i32;

/// A number of credits, each the right to send one InMail.
pub type Credits = u32;

/// A share of a whole, from 0 to 1, both included.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Share(f64);

impl Share {
    /// None of the whole.
    pub const ZERO: Share = Share(0.0);
    /// All of the whole.
    pub const ONE: Share = Share(1.0);

    /// The share `value`, or nothing if it lies outside 0 to 1 or is not a number.
    pub fn new(value: f64) -> Option<Share> {
        (0.0..=1.0).contains(&value).then_some(Share(value))
    }

    /// `value` held to 0 to 1: what a lifted rate becomes.
    pub fn held(value: f64) -> Share {
        Share(value.clamp(0.0, 1.0))
    }

    /// The share as a number.
    pub fn get(self) -> f64 {
        self.0
    }
}

/// An amount of money in whole cents of the scenario's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Money(u64);

impl Money {
    /// The largest amount that a scenario may state: a thousand million units of the currency.
    pub const MAX: Money = Money(100_000_000_000);

    /// An amount of `cents` hundredths of the currency.
    pub const fn from_cents(cents: u64) -> Money {
        Money(cents)
    }

    /// The amount `value` in units of the currency, or nothing if it is negative, above [`Money::MAX`] or has more
    /// than two decimals.
    pub fn new(value: f64) -> Option<Money> {
        let cents = (value * 100.0).round();
        let whole = (cents - value * 100.0).abs() <= 1e-6 * cents.max(1.0);
        ((0.0..=Money::MAX.0 as f64).contains(&cents) && whole).then_some(Money(cents as u64))
    }

    /// The amount in hundredths of the currency.
    pub const fn cents(self) -> u64 {
        self.0
    }

    /// The amount in units of the currency.
    pub fn units(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// Working time in thousandths of a minute, so that the time of a trial is a sum of whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Minutes(u64);

impl Minutes {
    /// The most that one touch may take: a week of minutes.
    pub const MAX: Minutes = Minutes(10_080_000);

    /// `value` minutes, or nothing if it is negative, above [`Minutes::MAX`] or has more than three decimals.
    pub fn new(value: f64) -> Option<Minutes> {
        let milli = (value * 1000.0).round();
        let whole = (milli - value * 1000.0).abs() <= 1e-6 * milli.max(1.0);
        ((0.0..=Minutes::MAX.0 as f64).contains(&milli) && whole).then_some(Minutes(milli as u64))
    }

    /// The time in thousandths of a minute.
    pub fn thousandths(self) -> u64 {
        self.0
    }

    /// The time in minutes.
    pub fn minutes(self) -> f64 {
        self.0 as f64 / 1000.0
    }
}

/// Working time that may be spent in a week, in thousandths of a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours(u64);

impl Hours {
    /// There are fewer, so that they can be counted.
    pub const BELOW: u32 = 1_000_000;

    /// `value` hours, or nothing if they are not above 0 and below [`Hours::BELOW`]. What is less than a thousandth of a
    /// minute is left out, but for rounding by a millionth of a minute.
    pub fn new(value: f64) -> Option<Hours> {
        (value > 0.0 && value < f64::from(Hours::BELOW)).then(|| Hours((60_000.0 * value + 0.001).floor() as u64))
    }

    /// The time in thousandths of a minute.
    pub fn thousandths(self) -> u64 {
        self.0
    }

    /// The time in hours.
    pub fn hours(self) -> f64 {
        self.0 as f64 / 60_000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_lies_between_0_and_1() {
        assert_eq!(Share::new(0.25).map(Share::get), Some(0.25));
        assert!(Share::new(0.0).is_some() && Share::new(1.0).is_some());
        assert!(Share::new(-0.01).is_none() && Share::new(1.01).is_none() && Share::new(f64::NAN).is_none());
        assert_eq!((Share::held(1.7), Share::held(-0.2)), (Share::ONE, Share::ZERO));
    }

    #[test]
    fn money_is_whole_cents() {
        assert_eq!(Money::new(79.99).map(Money::cents), Some(7999));
        assert_eq!(Money::new(140.0).map(|m| m.to_string()), Some("140.00".into()));
        assert!(Money::new(0.005).is_none() && Money::new(-1.0).is_none() && Money::new(f64::NAN).is_none());
    }

    #[test]
    fn minutes_have_three_decimals() {
        assert_eq!(Minutes::new(2.5).map(Minutes::thousandths), Some(2500));
        assert!(Minutes::new(0.0001).is_none() && Minutes::new(f64::INFINITY).is_none());
    }
}
