//! A segment of all lanes, played in the way that suits its sequence.

use crate::domain::quantity::Day;

use super::ordered::OrderedSequence;
use super::plain::PlainSequence;
use super::row::{LANES, Row};
use super::told::{Landing, StepRows};
use super::turn::Turn;
use crate::engine::luck::Luck;
use crate::engine::segment_plan::SegmentPlan;
use crate::engine::vectors::Vectors;

/// A segment of all lanes.
#[derive(Debug, Clone)]
pub(super) enum SegmentLanes<'a> {
    Plain(Box<PlainSequence<'a>>),
    Ordered(Box<OrderedSequence<'a>>),
}

/// The same call of either.
macro_rules! either {
    ($of:expr, $sequence:ident => $call:expr) => {
        match $of {
            SegmentLanes::Plain($sequence) => $call,
            SegmentLanes::Ordered($sequence) => $call,
        }
    };
}

impl<'a> SegmentLanes<'a> {
    /// The segment in a campaign of so many days, after `window` of which a reply brings no credit back; nothing if its sequence
    /// does not keep the order of its prospects. Where something follows from replies, it is kept when they land.
    pub(super) fn new(
        plan: &'a SegmentPlan,
        window: Day,
        days: usize,
        keeps_landings: bool,
    ) -> Option<SegmentLanes<'a>> {
        let plain = PlainSequence::new(plan, window, days, keeps_landings);
        plain
            .map(|plain| SegmentLanes::Plain(Box::new(plain)))
            .or_else(|| Some(SegmentLanes::Ordered(Box::new(OrderedSequence::new(plan, days)?))))
    }

    pub(super) fn plan(&self) -> &'a SegmentPlan {
        either!(self, sequence => sequence.plan())
    }

    /// How many prospects have been started.
    #[inline(always)]
    pub(super) fn started(&self) -> &Row {
        either!(self, sequence => sequence.started())
    }

    /// How many touches of a step went out.
    #[inline]
    pub(super) fn sent(&self, place: usize) -> &Row {
        either!(self, sequence => sequence.sent(place))
    }

    /// What a step did.
    pub(super) fn step(&self, place: usize) -> StepRows {
        either!(self, sequence => sequence.step(place))
    }

    /// How many prospects replied to a step of it.
    pub(super) fn replied(&self, lane: usize) -> i32 {
        either!(self, sequence => sequence.replied(lane))
    }

    /// Begins the trials, in which the schedule's unknowns are `drawn`.
    #[inline(always)]
    pub(super) fn begin(&mut self, vectors: Vectors, lucks: &[Luck; LANES], drawn: impl Fn(usize, usize) -> f64) {
        either!(self, sequence => sequence.begin(vectors, lucks, drawn));
    }

    /// Begins a campaign week, before which `refunded` credits came back in a week.
    #[inline(always)]
    pub(super) fn begin_week(&mut self, week: usize, refunded: Row) {
        either!(self, sequence => sequence.begin_week(week, refunded));
    }

    /// How many prospects the week wanted by its last day, the last of `sends` of its `of` send days, were left when it
    /// began, and were not started.
    #[inline(always)]
    pub(super) fn shortfall(&self, sends_of: (u32, u32)) -> Row {
        either!(self, sequence => sequence.shortfall(sends_of))
    }

    /// Ends a day.
    #[inline(always)]
    pub(super) fn end_day(&mut self, day: Day) {
        either!(self, sequence => sequence.end_day(day));
    }

    /// The day on which all prospects had been started and none had a touch to come.
    pub(super) fn through(&self, lane: usize) -> Option<Day> {
        either!(self, sequence => sequence.through(lane))
    }

    /// Is the segment through, or is the number of its prospects not known?
    pub(super) fn is_through(&self, lane: usize) -> bool {
        !self.plan().is_list || self.through(lane).is_some()
    }

    /// Starts the prospects that the pace asks for on a send day: the how many-th of so many of its week.
    #[inline(always)]
    pub(super) fn start_prospects(&mut self, send_day: (i32, i32), turn: &mut Turn<'_, '_>) {
        either!(self, sequence => sequence.start_prospects(send_day, turn));
    }

    /// Sends the later touches that are due.
    #[inline(always)]
    pub(super) fn send_later_touches(&mut self, turn: &mut Turn<'_, '_>) {
        either!(self, sequence => sequence.send_later_touches(turn));
    }

    /// Is there a touch that is wanted today in a lane: a later one that is due, or that of the next prospect?
    pub(super) fn wants_any(&self, lane: usize, send_day: (i32, i32), day: Day, free: &Row) -> bool {
        either!(self, sequence => sequence.wants_any(lane, send_day, day, free))
    }

    /// Tells of each reply of a lane which step drew it from whom, and when it lands, where that is kept.
    pub(super) fn each_reply(&self, lane: usize, on_reply: impl FnMut(Landing)) {
        either!(self, sequence => sequence.each_reply(lane, on_reply));
    }
}
