//! The terms of a case, the same in every trial, and the prices that follow from them.

use serde::{Deserialize, Serialize};

use super::quantity::Money;

/// The part of a case that the calendar and the plans fix before anything is left to luck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Terms {
    /// The cost of the subscription over the campaign.
    pub cost: Money,
    /// Credits brought along.
    pub opening: u64,
    /// Credits granted over the campaign, before the cap.
    pub granted: u64,
    /// The number of days on which credits were granted.
    pub grant_days: u32,
    /// The working time that one unit of [`Count::Effort`] stands for [thousandths of a minute].
    ///
    /// [`Count::Effort`]: super::count::Count::Effort
    pub effort_unit: u64,
    /// The price of an hour of work.
    pub hourly_cost: Money,
}

impl Terms {
    /// The parts of a unit of the currency in which labour is whole: a thousandth of a minute at a cent an hour.
    pub const PARTS: u32 = 100 * 60_000;

    /// Does working time cost anything? If not, loaded cost is cost.
    pub fn prices_labour(&self) -> bool {
        self.labour_parts(1) > 0
    }

    /// The price of `effort` units of [`Count::Effort`] [[`Terms::PARTS`] of the currency].
    ///
    /// [`Count::Effort`]: super::count::Count::Effort
    pub fn labour_parts(&self, effort: u128) -> u128 {
        effort * u128::from(self.effort_unit) * u128::from(self.hourly_cost.cents())
    }

    /// The price of `effort` units of [`Count::Effort`] [units of the currency].
    ///
    /// [`Count::Effort`]: super::count::Count::Effort
    pub fn labour(&self, effort: u64) -> f64 {
        self.labour_parts(effort.into()) as f64 / f64::from(Terms::PARTS)
    }

    /// The cost of the subscription [[`Terms::PARTS`] of the currency].
    pub fn cost_parts(&self) -> u128 {
        u128::from(self.cost.cents()) * u128::from(Terms::PARTS / 100)
    }
}
