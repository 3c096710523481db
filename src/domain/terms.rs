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
    /// The number of days on which credits were granted to each person.
    pub grant_days: u32,
    /// What each person is granted by its own days of a grant; nothing where these are as many for all.
    pub monthly: Option<Monthly>,
    /// The working time that one unit of [`Count::Effort`] stands for [thousandths of a minute].
    ///
    /// [`Count::Effort`]: super::count::Count::Effort
    pub effort_unit: u64,
    /// The price of an hour of work.
    pub hourly_cost: Money,
    /// What is paid beside plan and work whatever happens.
    pub expenses: Money,
    /// Is more paid beside them for what is sent and who is started?
    pub expenses_vary: bool,
    /// Is an outcome worth anything?
    pub has_value: bool,
    /// Is there a segment with a known number of prospects?
    pub has_lists: bool,
    /// Whether trials have the further counts, and those of how many outcomes.
    pub further: Option<u16>,
}

/// Credits by each person's own days of a grant, summed over people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Monthly {
    /// The parts of a credit in which they are counted.
    pub unit: u64,
    /// What is granted, before the cap \[parts of a credit\].
    pub granted: u64,
}

impl Monthly {
    /// The most parts of a credit, where the days of all have no smaller common multiple.
    const FINEST: u64 = 1 << 24;

    /// What people are granted who have so many credits granted on so many days.
    pub fn new(granted: impl Iterator<Item = (u64, u32)> + Clone) -> Monthly {
        let common = |unit: u64, days: u32| unit / gcd(unit, days.into()) * u64::from(days.max(1));
        let days = granted.clone().map(|(_, days)| days).filter(|&days| days > 0);
        let unit = days.fold(1, |unit, days| common(unit, days).min(Monthly::FINEST));
        let none = Monthly { unit, granted: 0 };
        Monthly { granted: granted.map(|(credits, days)| none.of(credits, days)).sum(), ..none }
    }

    /// So many credits, divided by so many days of a grant \[parts of a credit\]; without any nothing.
    pub fn of(&self, credits: u64, days: u32) -> u64 {
        let parts = |days: u64| (u128::from(credits) * u128::from(self.unit) / u128::from(days)) as u64;
        if days == 0 { 0 } else { parts(days.into()) }
    }
}

/// The greatest common divisor; of 0 and a number, that number.
pub fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
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
        self.prices_labour() || self.expenses_vary || self.expenses > Money::default()
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
