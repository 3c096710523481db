//! What is the same in every trial of a case, and the values of a trial that follow from it.

use serde::{Deserialize, Serialize};

use super::quantity::Money;
use super::ratio::Ratio;

/// What the calendar and the plans fix before anything is left to luck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Terms {
    /// What the subscription costs over the campaign.
    pub cost: Money,
    /// Credits brought along.
    pub opening: u64,
    /// Credits granted over the campaign, before the cap.
    pub granted: u64,
    /// The number of days on which credits were granted.
    pub grant_days: u32,
    /// The working time that one unit of [`Count::Effort`] stands for [thousandths of a minute].
    ///
    /// [`Count::Effort`]: super::outcome::Count::Effort
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
    /// [`Count::Effort`]: super::outcome::Count::Effort
    pub fn labour_parts(&self, effort: u128) -> u128 {
        effort * u128::from(self.effort_unit) * u128::from(self.hourly_cost.cents())
    }

    /// The price of `effort` units of [`Count::Effort`] [units of the currency].
    ///
    /// [`Count::Effort`]: super::outcome::Count::Effort
    pub fn labour(&self, effort: u64) -> f64 {
        self.labour_parts(effort.into()) as f64 / f64::from(Terms::PARTS)
    }

    /// Subscription cost for each reply.
    pub fn cost_per_reply(&self, replies: u64) -> Ratio {
        Ratio::new(self.cost.cents().into(), replies.into(), 100)
    }

    /// Subscription and labour for each reply.
    pub fn loaded_cost_per_reply(&self, effort: u64, replies: u64) -> Ratio {
        let cost = u128::from(self.cost.cents()) * 60_000;
        Ratio::new(cost + self.labour_parts(effort.into()), replies.into(), Terms::PARTS)
    }

    /// Credits granted and refunded.
    pub fn effective_credits(&self, refunded: u64) -> u64 {
        self.granted + refunded
    }

    /// Subscription cost for each effective credit.
    pub fn cost_per_effective_credit(&self, refunded: u64) -> Ratio {
        Ratio::new(self.cost.cents().into(), self.effective_credits(refunded).into(), 100)
    }

    /// Effective credits for each day on which credits were granted.
    pub fn effective_credits_per_month(&self, refunded: u64) -> Ratio {
        Ratio::new(self.effective_credits(refunded).into(), self.grant_days.into(), 1)
    }

    /// Effective credits for each credit granted.
    pub fn multiplier(&self, refunded: u64) -> Ratio {
        Ratio::new(self.effective_credits(refunded).into(), self.granted.into(), 1)
    }
}
