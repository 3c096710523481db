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
    /// What is paid beside plan and work whatever happens.
    pub expenses: Money,
    /// Is there a segment with a known number of prospects?
    pub has_lists: bool,
    /// Whether trials have the further counts, and those of how many outcomes.
    pub further: Option<u16>,
}

impl Terms {
    /// The parts of a unit of the currency in which labour is whole: a thousandth of a minute at a cent an hour.
    pub const PARTS: u32 = 100 * 60_000;

    /// As many of them make a cent.
    pub const OF_A_CENT: i128 = 60_000;

    /// Does working time cost anything?
    pub fn prices_labour(&self) -> bool {
        self.labour_parts(1) > 0
    }

    /// May anything beside the plan cost money? If not, loaded cost is cost.
    pub fn is_loaded(&self) -> bool {
        self.prices_labour() || self.further.is_some()
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

    /// The cost of the subscription and of what is paid beside it whatever happens [[`Terms::PARTS`] of the currency].
    pub fn fixed_parts(&self) -> i128 {
        (i128::from(self.cost.cents()) + i128::from(self.expenses.cents())) * Terms::OF_A_CENT
    }
}
