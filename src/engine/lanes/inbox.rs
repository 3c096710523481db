//! What is under way to the accounts of all lanes: only how much lands on which day.

use crate::domain::quantity::Day;

use super::row::Row;

/// What lands on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Landing {
    pub(crate) replies: Row,
    /// How many of them bring no credit back.
    pub(crate) unrefunded: Row,
}

impl Landing {
    const NOTHING: Landing = Landing { replies: Row::ZERO, unrefunded: Row::ZERO };
}

/// The days of a campaign, and one more for all that lands later.
#[derive(Debug, Clone)]
pub(crate) struct Inbox {
    days: Vec<Landing>,
}

impl Inbox {
    /// An inbox for a campaign of `days` days.
    pub(crate) fn new(days: usize) -> Inbox {
        Inbox { days: vec![Landing::NOTHING; days + 1] }
    }

    /// Empties the inbox.
    #[inline(always)]
    pub(crate) fn clear(&mut self) {
        for landing in &mut self.days {
            *landing = Landing::NOTHING;
        }
    }

    /// What lands on a day of the campaign.
    #[inline(always)]
    pub(crate) fn on(&self, day: Day) -> &Landing {
        &self.days[day as usize]
    }

    /// What lands after the last day.
    #[inline(always)]
    pub(crate) fn late(&self) -> &Landing {
        &self.days[self.days.len() - 1]
    }

    /// Adds a reply that lands on `day`.
    #[inline(always)]
    pub(crate) fn post(&mut self, lane: usize, day: Day, refunds: bool) {
        let landing = self.landing(day);
        landing.replies[lane] += 1;
        if !refunds {
            landing.unrefunded[lane] += 1;
        }
    }

    /// Takes back a reply that was to land on `day`.
    #[inline(always)]
    pub(crate) fn take_back(&mut self, lane: usize, day: Day, refunds: bool) {
        let landing = self.landing(day);
        landing.replies[lane] -= 1;
        if !refunds {
            landing.unrefunded[lane] -= 1;
        }
    }

    /// A reply that is under way to land on `day` will bring a credit back after all.
    #[inline(always)]
    pub(crate) fn refund(&mut self, lane: usize, day: Day) {
        self.landing(day).unrefunded[lane] -= 1;
    }

    #[inline(always)]
    fn landing(&mut self, day: Day) -> &mut Landing {
        let last = self.days.len() - 1;
        &mut self.days[(day as usize).min(last)]
    }
}
