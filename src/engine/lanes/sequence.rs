//! The segments of all lanes: sequences of one or two InMails that cost a credit whoever they go to.
//!
//! Such a sequence goes out in the order of the prospects' numbers, and waits in that order. So the state of a segment is
//! how many prospects each step has come to, with a history by day that tells who is due; only the few who reply need be
//! looked at one by one.

use crate::domain::quantity::Day;
use crate::domain::segment::Pace;

use super::inbox::Inbox;
use super::repliers::{Replier, Repliers};
use super::row::{Chosen, LANES, Row};
use crate::engine::luck::Luck;
use crate::engine::schedule::{SegmentPlan, Step, StepKind};

/// A segment of all lanes.
#[derive(Debug, Clone)]
pub(crate) struct Sequence<'a> {
    plan: &'a SegmentPlan<'a>,
    window: Day,
    /// How many prospects have been started.
    pub(crate) started: Row,
    /// By day, how many had been at its end.
    started_by: Vec<Row>,
    /// How many this campaign week is to start, and how many had been started when it began.
    wanted: Row,
    started_before: Row,
    repliers: Repliers<'a>,
    /// How many of them reply to the first step in the end.
    replies: Row,
    follow_up: Option<FollowUp<'a>>,
}

/// The second step.
#[derive(Debug, Clone)]
pub(crate) struct FollowUp<'a> {
    step: &'a Step,
    repliers: Repliers<'a>,
    /// How many prospects it has come to: they got it, had replied, or were missed.
    passed: Row,
    /// In each lane how many of those who reply to the first step it has come to, and the first of them to whom it has
    /// not, or the first prospect who was not drawn then.
    firsts_passed: [usize; LANES],
    next_first: Row,
    sent: Row,
    replies: Row,
}

/// What a segment may do on a send day, and what it did.
pub(crate) struct Turn<'t> {
    pub(crate) day: Day,
    /// The credits above the segment's reserve.
    pub(crate) free: Row,
    /// 1 where a touch was held up for want of credits.
    pub(crate) short: Row,
    pub(crate) inbox: &'t mut Inbox,
}

impl<'a> Sequence<'a> {
    /// The segment in all lanes; nothing if its sequence is of another kind.
    pub(crate) fn new(plan: &'a SegmentPlan<'a>, window: Day, days: usize) -> Option<Sequence<'a>> {
        let repliers = |step: &'a Step| match &step.kind {
            StepKind::InMail(reply) if step.is_plain() => Some(Repliers::new(reply)),
            _ => None,
        };
        let (first, follow_up) = match plan.steps.as_slice() {
            [first] => (first, None),
            [first, second] => (first, Some(FollowUp::new(second, repliers(second)?))),
            _ => return None,
        };
        Some(Sequence {
            plan,
            window,
            started: Row::ZERO,
            started_by: vec![Row::ZERO; days],
            wanted: Row::ZERO,
            started_before: Row::ZERO,
            repliers: repliers(first)?,
            replies: Row::ZERO,
            follow_up,
        })
    }

    pub(crate) fn plan(&self) -> &'a SegmentPlan<'a> {
        self.plan
    }

    /// How many touches of each step went out.
    #[inline(always)]
    pub(crate) fn sent(&self) -> impl Iterator<Item = Row> {
        std::iter::once(self.started).chain(self.follow_up.as_ref().map(|follow_up| follow_up.sent))
    }

    /// How many prospects replied to each step.
    #[inline(always)]
    pub(crate) fn replies(&self) -> impl Iterator<Item = Row> {
        std::iter::once(self.replies).chain(self.follow_up.as_ref().map(|follow_up| follow_up.replies))
    }

    /// Begins the trials, in which the schedule's unknowns are `drawn`.
    #[inline(always)]
    pub(crate) fn begin(&mut self, lucks: &[Luck; LANES], drawn: impl Fn(usize, usize) -> f64) {
        let lift = self.plan.reply_lift;
        (self.started, self.replies) = (Row::ZERO, Row::ZERO);
        self.repliers.begin(lucks, |lane, reply| drawn(lane, reply.rate) * drawn(lane, lift));
        if let Some(follow_up) = &mut self.follow_up {
            follow_up.repliers.begin(lucks, |lane, reply| drawn(lane, reply.rate) * drawn(lane, lift));
            (follow_up.passed, follow_up.firsts_passed, follow_up.next_first) = (Row::ZERO, [0; LANES], Row::ZERO);
            (follow_up.sent, follow_up.replies) = (Row::ZERO, Row::ZERO);
        }
    }

    /// Begins a campaign week, before which `refunded` credits came back in a week.
    #[inline(always)]
    pub(crate) fn begin_week(&mut self, week: usize, refunded: Row) {
        self.started_before = self.started;
        self.wanted = match self.plan.pace {
            Pace::PerWeek(numbers) => Row::all(numbers[week.min(numbers.len() - 1)] as i32),
            Pace::Refunds => refunded,
            Pace::Max => Row::ZERO,
        };
    }

    /// How many prospects the week wanted, were left when it began, and were not started.
    #[inline(always)]
    pub(crate) fn shortfall(&self) -> Row {
        match self.plan.pace {
            Pace::Max => Row::ZERO,
            Pace::PerWeek(_) | Pace::Refunds => {
                self.wanted.min(self.prospects() - self.started_before) - (self.started - self.started_before)
            }
        }
    }

    /// Ends a day.
    #[inline(always)]
    pub(crate) fn end_day(&mut self, day: Day) {
        if self.follow_up.is_some() {
            self.started_by[day as usize] = self.started;
        }
    }

    /// How many prospects there are, so far as lanes can count.
    #[inline(always)]
    fn prospects(&self) -> Row {
        Row::all(i32::try_from(self.plan.prospects).unwrap_or(i32::MAX))
    }

    /// Starts the prospects that the pace asks for on the `send_day`-th send day of the week's `of`, and tells how many.
    #[inline(always)]
    pub(crate) fn start_prospects(&mut self, send_day: u32, of: u32, turn: &mut Turn<'_>) -> Row {
        let left = self.prospects() - self.started;
        let wanted = match self.plan.pace {
            Pace::Max => left,
            Pace::PerWeek(_) | Pace::Refunds => {
                let (send_day, of) = (send_day as i32, of as i32);
                let target = Row::of(|lane| self.wanted[lane] * send_day / of);
                target.above(self.started - self.started_before).min(left)
            }
        };
        let sent = wanted.min(turn.free);
        if *self.plan.pace != Pace::Max {
            turn.short = turn.short.max(Row::of(|lane| i32::from(sent[lane] < wanted[lane])));
        }
        turn.free -= sent;
        self.started += sent;
        let started = self.started;
        for lane in Chosen::of(|lane| self.repliers.next()[lane] < started[lane]) {
            while let Some(replier) = self.repliers.pass(lane, started[lane]) {
                replier.lands = turn.day + replier.delay;
                turn.inbox.post(lane, replier.lands, 1, replier.delay <= self.window);
                self.replies[lane] += 1;
            }
        }
        sent
    }

    /// Sends the second touches that are due, and tells how many.
    #[inline(always)]
    pub(crate) fn send_follow_ups(&mut self, turn: &mut Turn<'_>) -> Row {
        let Some(follow_up) = &mut self.follow_up else { return Row::ZERO };
        let by = |day: Day| usize::try_from(day).map_or(Row::ZERO, |day| self.started_by[day]);
        let due_since = turn.day - follow_up.step.wait;
        if due_since < 0 {
            return Row::ZERO;
        }
        let due = by(due_since);
        // Those whose last day has gone by are missed.
        let from = follow_up.passed.max(by(due_since - follow_up.step.patience - 1));
        let mut to = from + due.above(from).min(turn.free);
        let mut sent = to - from;
        // Where one who may have replied has his turn, those who are due are gone through.
        let free = turn.free;
        for lane in Chosen::of(|lane| {
            follow_up.next_first[lane] < due[lane] && follow_up.next_first[lane] - from[lane] <= free[lane]
        }) {
            (to[lane], sent[lane]) =
                follow_up.go_through(lane, from[lane]..due[lane], &self.repliers, self.window, turn);
        }
        turn.free -= sent;
        turn.short = turn.short.max(Row::of(|lane| i32::from(to[lane] < due[lane])));
        follow_up.passed = to;
        follow_up.sent += sent;
        for lane in Chosen::of(|lane| follow_up.repliers.next()[lane] < to[lane]) {
            while let Some(replier) = follow_up.repliers.pass(lane, to[lane]) {
                let Replier { prospect, delay, .. } = *replier;
                let lands = turn.day + delay;
                let first = self.repliers.replier(lane, prospect);
                let was_missed = prospect < from[lane];
                // The reply that lands first is the prospect's; of two on one day the earlier touch's.
                if was_missed || first.is_some_and(|first| first.lands <= lands) {
                    continue;
                }
                if let Some(first) = first {
                    turn.inbox.post(lane, first.lands, -1, first.lands <= turn.day.saturating_add(self.window));
                    self.replies[lane] -= 1;
                }
                turn.inbox.post(lane, lands, 1, delay <= self.window);
                follow_up.replies[lane] += 1;
            }
        }
        sent
    }
}

impl<'a> FollowUp<'a> {
    fn new(step: &'a Step, repliers: Repliers<'a>) -> FollowUp<'a> {
        FollowUp {
            step,
            repliers,
            passed: Row::ZERO,
            firsts_passed: [0; LANES],
            next_first: Row::ZERO,
            sent: Row::ZERO,
            replies: Row::ZERO,
        }
    }

    /// Goes through the prospects of a lane who are `due`, as far as its credits go: who has replied to the first touch
    /// needs none. Tells how far it came and how many touches went out.
    #[inline(always)]
    fn go_through(
        &mut self,
        lane: usize,
        due: std::ops::Range<i32>,
        firsts: &Repliers<'_>,
        window: Day,
        turn: &mut Turn<'_>,
    ) -> (i32, i32) {
        let found = firsts.found(lane);
        let passed = &mut self.firsts_passed[lane];
        let credits = turn.free[lane];
        let (mut at, mut left) = (due.start, credits);
        while let Some(first) = found.get(*passed).filter(|first| first.prospect < due.end) {
            if first.prospect >= at {
                let before = first.prospect - at;
                let has_replied = first.lands <= turn.day;
                if before + i32::from(!has_replied) > left {
                    break;
                }
                left -= before + i32::from(!has_replied);
                at = first.prospect + 1;
                let last_refund = turn.day.saturating_add(window);
                if !has_replied && first.delay > window && first.lands <= last_refund {
                    // The window counts from the latest InMail, which is this one.
                    turn.inbox.refund(lane, first.lands);
                }
            }
            *passed += 1;
        }
        let more = left.min((due.end - at).max(0));
        self.next_first[lane] = found.get(*passed).map_or_else(|| firsts.drawn(lane), |first| first.prospect);
        (at + more, credits - (left - more))
    }
}
