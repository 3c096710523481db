//! How many prospects the pace of a segment asks for, in all lanes.

use crate::domain::calendar::due;
use crate::domain::segment::Pace;

use super::row::Row;
use crate::engine::segment_plan::SegmentPlan;

/// How many prospects the pace of a segment asks for.
#[derive(Debug, Clone)]
pub(super) struct Pacer<'a> {
    pace: &'a Pace,
    /// How many prospects there are, so far as lanes can count.
    pub(super) prospects: Row,
    /// How many this campaign week is to start, and how many had been started when it began.
    wanted: Row,
    started_before: Row,
}

impl<'a> Pacer<'a> {
    pub(super) fn new(plan: &'a SegmentPlan) -> Pacer<'a> {
        let prospects = Row::all(i32::try_from(plan.prospects).unwrap_or(i32::MAX));
        Pacer { pace: &plan.pace, prospects, wanted: Row::ZERO, started_before: Row::ZERO }
    }

    /// Begins a campaign week, before which `refunded` credits came back in a week, when so many have been started.
    #[inline(always)]
    pub(super) fn begin_week(&mut self, week: usize, refunded: Row, started: &Row) {
        self.started_before = *started;
        self.wanted = match self.pace {
            Pace::PerWeek(numbers) => Row::all(numbers[week.min(numbers.len() - 1)] as i32),
            Pace::Refunds => refunded,
            Pace::Max => Row::ZERO,
        };
    }

    /// How many more are to be started on the `send_day`-th send day of the week's `of`.
    #[inline(always)]
    pub(super) fn wanted(&self, (send_day, of): (i32, i32), started: &Row) -> Row {
        let left = self.prospects - *started;
        let target = match self.pace {
            Pace::Max => return left,
            // A week starts a million at most, on seven days at most.
            Pace::PerWeek(_) => Row::all(self.wanted[0] * send_day / of),
            Pace::Refunds => Row::of(|lane| self.wanted[lane] * send_day / of),
        };
        target.above(*started - self.started_before).min(left)
    }

    /// How many prospects the week wanted by its last day, the last of `sends` of its `of` send days, were left when it
    /// began, and were not started.
    #[inline(always)]
    pub(super) fn shortfall(&self, (sends, of): (u32, u32), started: &Row) -> Row {
        if self.pace == &Pace::Max {
            return Row::ZERO;
        }
        // Most weeks are whole, and a division in each lane takes its time.
        let due = match sends == of {
            true => self.wanted,
            false => Row::of(|lane| due(self.wanted[lane] as u32, sends, of) as i32),
        };
        due.min(self.prospects - self.started_before) - (*started - self.started_before)
    }
}
