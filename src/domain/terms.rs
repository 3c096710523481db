//! What is the same in every trial of a case, and the values of a trial that follow from it.

use super::outcome::{Count, Outcome};
use super::quantity::Money;

/// What the calendar and the plans fix before anything is left to luck.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
    pub effort_unit: u64,
    /// The price of an hour of work.
    pub hourly_cost: Money,
}

impl Terms {
    /// Working time at its price [units of the currency].
    pub fn labour(&self, outcome: &Outcome) -> f64 {
        outcome[Count::Effort] as f64 * self.labour_per_effort()
    }

    /// The price of one unit of [`Count::Effort`] [units of the currency].
    pub fn labour_per_effort(&self) -> f64 {
        self.effort_unit as f64 / 60_000.0 * self.hourly_cost.units()
    }

    /// Subscription cost for each reply [units of the currency]; infinite without a reply.
    pub fn cost_per_reply(&self, outcome: &Outcome) -> f64 {
        per(self.cost.units(), outcome[Count::RepliesSettled])
    }

    /// Subscription and labour for each reply [units of the currency]; infinite without a reply.
    pub fn loaded_cost_per_reply(&self, outcome: &Outcome) -> f64 {
        per(self.cost.units() + self.labour(outcome), outcome[Count::RepliesSettled])
    }

    /// Credits granted and refunded.
    pub fn effective_credits(&self, refunded: u64) -> u64 {
        self.granted + refunded
    }

    /// Subscription cost for each effective credit [units of the currency]; infinite without any.
    pub fn cost_per_effective_credit(&self, refunded: u64) -> f64 {
        per(self.cost.units(), self.effective_credits(refunded))
    }

    /// Effective credits for each day on which credits were granted; nothing if there was none.
    pub fn effective_credits_per_month(&self, refunded: u64) -> Option<f64> {
        (self.grant_days > 0).then(|| self.effective_credits(refunded) as f64 / f64::from(self.grant_days))
    }

    /// Effective credits for each credit granted; nothing if none was granted.
    pub fn multiplier(&self, refunded: u64) -> Option<f64> {
        (self.granted > 0).then(|| self.effective_credits(refunded) as f64 / self.granted as f64)
    }
}

/// `amount` for each of `number`; infinite if there is none.
fn per(amount: f64, number: u64) -> f64 {
    if number == 0 { f64::INFINITY } else { amount / number as f64 }
}
