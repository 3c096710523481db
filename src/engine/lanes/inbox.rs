//! Replies under way to the accounts of all lanes: only how many land on which day.

use crate::domain::quantity::Day;

use super::row::Row;

/// The days of a campaign, and one more for all that lands later.
#[derive(Debug, Clone)]
pub(crate) struct Inbox {
    /// How many replies land on each day.
    replies: Vec<Row>,
    /// How many of them bring no credit back, and whether there are such: hardly ever.
    unrefunded: Vec<Row>,
    has_unrefunded: Vec<bool>,
}

impl Inbox {
    /// An inbox for a campaign of `days` days.
    pub(crate) fn new(days: usize) -> Inbox {
        let none = vec![Row::ZERO; days + 1];
        Inbox { replies: none.clone(), unrefunded: none, has_unrefunded: vec![false; days + 1] }
    }

    /// Takes out the replies that land on a day of the campaign, and of these the ones that bring a credit back. When
    /// every day has been taken out, what lands later is all that is left.
    #[inline(always)]
    pub(crate) fn take(&mut self, day: Day) -> (Row, Row) {
        let day = day as usize;
        let replies = std::mem::replace(&mut self.replies[day], Row::ZERO);
        if !std::mem::take(&mut self.has_unrefunded[day]) {
            return (replies, replies);
        }
        (replies, replies - std::mem::replace(&mut self.unrefunded[day], Row::ZERO))
    }

    /// The replies that land after the last day.
    pub(crate) fn late(&self) -> &Row {
        &self.replies[self.replies.len() - 1]
    }

    /// Forgets what lands after the last day.
    pub(crate) fn clear_late(&mut self) {
        self.take(self.replies.len() as Day - 1);
    }

    /// Adds a reply that lands on `day`.
    #[inline(always)]
    pub(crate) fn post(&mut self, lane: usize, day: Day, refunds: bool) {
        let place = self.place(day);
        self.replies[place][lane] += 1;
        if !refunds {
            self.change_unrefunded(lane, place, 1);
        }
    }

    /// Takes back a reply that was to land on `day`.
    #[inline(always)]
    pub(crate) fn take_back(&mut self, lane: usize, day: Day, refunds: bool) {
        let place = self.place(day);
        self.replies[place][lane] -= 1;
        if !refunds {
            self.change_unrefunded(lane, place, -1);
        }
    }

    /// A reply that is under way to land on `day` will bring a credit back after all.
    #[inline(always)]
    pub(crate) fn refund(&mut self, lane: usize, day: Day) {
        self.change_unrefunded(lane, self.place(day), -1);
    }

    #[cold]
    fn change_unrefunded(&mut self, lane: usize, place: usize, by: i32) {
        self.unrefunded[place][lane] += by;
        self.has_unrefunded[place] = true;
    }

    #[inline(always)]
    fn place(&self, day: Day) -> usize {
        (day as usize).min(self.replies.len() - 1)
    }
}
