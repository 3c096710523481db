//! What is under way to the accounts of all lanes: only how much lands on which day.

use crate::domain::quantity::Day;

use super::row::Row;

/// How many replies land on a day, and how many of them bring a credit back.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Landing {
    pub(crate) replies: Row,
    pub(crate) refunds: Row,
}

impl Landing {
    const NOTHING: Landing = Landing { replies: Row::ZERO, refunds: Row::ZERO };
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
        self.days.fill(Landing::NOTHING);
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

    /// Adds `number` replies that land on `day`, negative to take them back, and as many refunds if they bring one.
    #[inline(always)]
    pub(crate) fn post(&mut self, lane: usize, day: Day, number: i32, refunds: bool) {
        let landing = self.landing(day);
        landing.replies[lane] += number;
        landing.refunds[lane] += if refunds { number } else { 0 };
    }

    /// A reply that is under way to land on `day` will bring a credit back after all.
    #[inline(always)]
    pub(crate) fn refund(&mut self, lane: usize, day: Day) {
        self.landing(day).refunds[lane] += 1;
    }

    #[inline(always)]
    fn landing(&mut self, day: Day) -> &mut Landing {
        let last = self.days.len() - 1;
        &mut self.days[(day as usize).min(last)]
    }
}
