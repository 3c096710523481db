//! The segments of all lanes: sequences of one or two InMails that cost a credit whoever they go to.
//!
//! Such a sequence goes out in the order of the prospects' numbers, and waits in that order. So the state of a segment is
//! how many prospects each step has come to, with a history by day that tells who is due; only the few who reply need be
//! looked at one by one.

use crate::domain::calendar::due;
use crate::domain::quantity::Day;
use crate::domain::segment::Pace;

use super::inbox::Inbox;
use super::late::{LateReplies, LateReply, Turn};
use super::repliers::{Repliers, Replies};
use super::row::{Chosen, LANES, Row};
use crate::engine::luck::Luck;
use crate::engine::segment_plan::{SegmentPlan, Step, StepKind};
use crate::engine::vectors::Vectors;

/// A day that has not come.
const NOT_YET: Day = -1;

/// A segment of all lanes.
#[derive(Debug, Clone)]
pub(crate) struct Sequence<'a> {
    plan: &'a SegmentPlan,
    window: Day,
    /// How many prospects have been started.
    pub(crate) started: Row,
    /// How many this campaign week is to start, and how many had been started when it began.
    wanted: Row,
    started_before: Row,
    replies: Replies<'a>,
    follow_up: Option<FollowUp<'a>>,
    /// The day on which all prospects had been started and none had a touch to come; below 0 as long as there is none.
    through: [Day; LANES],
}

/// The second step, and the queue of those who may need it: all who have been started, in the order of their numbers,
/// but for those who reply before it is due.
#[derive(Debug, Clone)]
struct FollowUp<'a> {
    step: &'a Step,
    /// How many of those started have no place in the queue, and the day on which the last of them replies.
    gone: Row,
    gone_by: [Day; LANES],
    /// How many had a place at the end of each day, in a circle, as far back as anyone can be due.
    queued_by: Vec<Row>,
    /// How many places the second step has come to: they got it, had replied, or were missed.
    passed: Row,
    late: LateReplies,
    sent: Row,
    /// How many prospects reply to it, and how many of them would have replied to the first step later.
    replies: Row,
    came_first: Row,
}

impl<'a> Sequence<'a> {
    /// The segment in all lanes; nothing if its sequence is of another kind.
    pub(crate) fn new(plan: &'a SegmentPlan, window: Day, days: usize) -> Option<Sequence<'a>> {
        let reply = |step: &'a Step| match &step.kind {
            StepKind::InMail(reply) if step.is_plain() => Some(reply),
            _ => None,
        };
        let (replies, follow_up) = match &*plan.steps {
            [first] => (Replies::new(reply(first)?, None), None),
            [first, second] => {
                let replies = Replies::new(reply(first)?, Some((reply(second)?, second.wait)));
                (replies, Some(FollowUp::new(second, days)))
            }
            _ => return None,
        };
        Some(Sequence {
            plan,
            window,
            started: Row::ZERO,
            wanted: Row::ZERO,
            started_before: Row::ZERO,
            replies,
            follow_up,
            through: [NOT_YET; LANES],
        })
    }

    pub(crate) fn plan(&self) -> &'a SegmentPlan {
        self.plan
    }

    /// How many touches of a step went out.
    #[inline]
    pub(crate) fn sent(&self, step: usize) -> &Row {
        match &self.follow_up {
            Some(follow_up) if step > 0 => &follow_up.sent,
            _ => &self.started,
        }
    }

    /// How many prospects replied to a step.
    pub(crate) fn replies(&self, step: usize) -> Row {
        match &self.follow_up {
            Some(follow_up) if step > 0 => follow_up.replies,
            Some(follow_up) => self.replies.first.passed() - follow_up.came_first,
            None => self.replies.first.passed(),
        }
    }

    /// Begins the trials, in which the schedule's unknowns are `drawn`.
    #[inline(always)]
    pub(crate) fn begin(&mut self, vectors: Vectors, lucks: &[Luck; LANES], drawn: impl Fn(usize, usize) -> f64) {
        self.replies.begin(lucks, drawn, self.plan.reply_lift);
        // As many as each of the trials before started are drawn at once, which is quicker than one word at a time.
        self.replies.draw(vectors, &Row::all(self.started.least()));
        (self.started, self.through) = (Row::ZERO, [NOT_YET; LANES]);
        if let Some(follow_up) = &mut self.follow_up {
            (follow_up.gone, follow_up.passed) = (Row::ZERO, Row::ZERO);
            follow_up.gone_by = [NOT_YET; LANES];
            follow_up.late.clear();
            (follow_up.sent, follow_up.replies, follow_up.came_first) = (Row::ZERO, Row::ZERO, Row::ZERO);
        }
    }

    /// Begins a campaign week, before which `refunded` credits came back in a week.
    #[inline(always)]
    pub(crate) fn begin_week(&mut self, week: usize, refunded: Row) {
        self.started_before = self.started;
        self.wanted = match &self.plan.pace {
            Pace::PerWeek(numbers) => Row::all(numbers[week.min(numbers.len() - 1)] as i32),
            Pace::Refunds => refunded,
            Pace::Max => Row::ZERO,
        };
    }

    /// How many prospects the week wanted by its last day, the last of `sends` of its `of` send days, were left when it
    /// began, and were not started.
    #[inline(always)]
    pub(crate) fn shortfall(&self, sends: u32, of: u32) -> Row {
        match &self.plan.pace {
            Pace::Max => Row::ZERO,
            Pace::PerWeek(_) | Pace::Refunds => {
                // Most weeks are whole, and a division in each lane takes its time.
                let due = match sends == of {
                    true => self.wanted,
                    false => Row::of(|lane| due(self.wanted[lane] as u32, sends, of) as i32),
                };
                due.min(self.prospects() - self.started_before) - (self.started - self.started_before)
            }
        }
    }

    /// Ends a day.
    #[inline(always)]
    pub(crate) fn end_day(&mut self, day: Day) {
        if let Some(follow_up) = &mut self.follow_up {
            let place = day as usize % follow_up.queued_by.len();
            follow_up.queued_by[place] = self.started - follow_up.gone;
        }
        if self.plan.is_list {
            let prospects = self.prospects();
            for lane in 0..LANES {
                if self.through[lane] == NOT_YET && self.started[lane] == prospects[lane] {
                    let is_done = self.follow_up.as_ref().is_none_or(|follow_up| follow_up.is_done(lane, day));
                    self.through[lane] = if is_done { day } else { NOT_YET };
                }
            }
        }
    }

    /// The day on which all prospects had been started and none had a touch to come.
    pub(crate) fn through(&self, lane: usize) -> Option<Day> {
        (self.through[lane] != NOT_YET).then_some(self.through[lane])
    }

    /// Is the segment through, or is the number of its prospects not known?
    pub(crate) fn is_through(&self, lane: usize) -> bool {
        !self.plan.is_list || self.through[lane] != NOT_YET
    }

    /// How many prospects replied.
    pub(crate) fn replied(&self, lane: usize) -> i32 {
        let to_second =
            self.follow_up.as_ref().map_or(0, |follow_up| follow_up.replies[lane] - follow_up.came_first[lane]);
        self.replies.first.passed()[lane] + to_second
    }

    /// How many prospects there are, so far as lanes can count.
    #[inline(always)]
    fn prospects(&self) -> Row {
        Row::all(i32::try_from(self.plan.prospects).unwrap_or(i32::MAX))
    }

    /// Starts the prospects that the pace asks for on the `send_day`-th send day of the week's `of`, and tells how many.
    #[inline(always)]
    pub(crate) fn start_prospects(&mut self, send_day: i32, of: i32, turn: &mut Turn<'_>) -> Row {
        let left = self.prospects() - self.started;
        let wanted = match &self.plan.pace {
            Pace::Max => left,
            Pace::PerWeek(_) | Pace::Refunds => {
                // A week starts a million at most, on seven days at most.
                let target = match &self.plan.pace {
                    Pace::PerWeek(_) => Row::all(self.wanted[0] * send_day / of),
                    _ => Row::of(|lane| self.wanted[lane] * send_day / of),
                };
                target.above(self.started - self.started_before).min(left)
            }
        };
        let sent = wanted.min(turn.free);
        if self.plan.pace != Pace::Max {
            turn.short = turn.short.max(Row::of(|lane| i32::from(sent[lane] < wanted[lane])));
        }
        turn.free -= sent;
        self.started += sent;
        self.replies.draw(turn.vectors, &self.started);
        let mut replying = Chosen::below(turn.vectors, self.replies.first.next(), &self.started);
        while !replying.is_empty() {
            replying = self.pass_first(replying, turn.day, turn.inbox);
        }
        sent
    }

    /// Lets the next replier of each of these lanes reply to the first touch. Tells in which lanes there are more.
    #[inline(never)]
    fn pass_first(&mut self, lanes: Chosen, day: Day, inbox: &mut Inbox) -> Chosen {
        let mut more = Chosen::NONE;
        for lane in lanes {
            let replier = self.replies.first.pass(lane);
            let (delay, lands) = (replier.delay(), day + replier.delay());
            inbox.post(lane, lands, delay <= self.window);
            if let Some(follow_up) = &mut self.follow_up {
                if delay > follow_up.step.wait {
                    // Everyone before him who has no place has been counted.
                    let place = replier.number - follow_up.gone[lane];
                    follow_up.late.add(lane, LateReply { place, delay, lands });
                } else {
                    follow_up.gone[lane] += 1;
                    follow_up.gone_by[lane] = follow_up.gone_by[lane].max(lands);
                }
            }
            more.add_if(lane, self.replies.first.next()[lane] < self.started[lane]);
        }
        more
    }

    /// Sends the second touches that are due, and tells how many.
    #[inline(always)]
    pub(crate) fn send_follow_ups(&mut self, turn: &mut Turn<'_>) -> Row {
        let Some(follow_up) = &mut self.follow_up else { return Row::ZERO };
        let days = follow_up.queued_by.len();
        let by = |day: Day| usize::try_from(day).map_or(&Row::ZERO, |day| &follow_up.queued_by[day % days]);
        let due_since = turn.day - follow_up.step.wait;
        if due_since < 0 {
            return Row::ZERO;
        }
        let due = *by(due_since);
        // Those whose last day has gone by are missed.
        let from = follow_up.passed.max(*by(due_since - follow_up.step.patience - 1));
        let (to, sent) = follow_up.late.go_through(from, due, self.window, turn);
        turn.free -= sent;
        turn.short = turn.short.max(Row::of(|lane| i32::from(to[lane] < due[lane])));
        follow_up.passed = to;
        follow_up.sent += sent;
        let repliers = &mut self.replies.second;
        let mut replying = Chosen::below(turn.vectors, repliers.next(), &to);
        while !replying.is_empty() {
            replying = follow_up.pass(replying, repliers, &from, self.window, turn.day, turn.inbox);
        }
        sent
    }
}

impl<'a> FollowUp<'a> {
    fn new(step: &'a Step, days: usize) -> FollowUp<'a> {
        FollowUp {
            step,
            gone: Row::ZERO,
            gone_by: [NOT_YET; LANES],
            queued_by: vec![Row::ZERO; days.min((step.wait as usize).saturating_add(step.patience as usize + 2))],
            passed: Row::ZERO,
            late: LateReplies::default(),
            sent: Row::ZERO,
            replies: Row::ZERO,
            came_first: Row::ZERO,
        }
    }

    /// Has nobody who was started a second touch to come when a day ends? Everybody has got it, was missed or has replied.
    fn is_done(&self, lane: usize, day: Day) -> bool {
        let queued_by = |day: Day| {
            let at = |day: usize| self.queued_by[day % self.queued_by.len()][lane];
            usize::try_from(day).map_or(0, at)
        };
        let missed = queued_by(day.saturating_sub(self.step.wait).saturating_sub(self.step.patience));
        let (from, all) = (self.passed[lane].max(missed), queued_by(day));
        self.gone_by[lane] <= day && (from..all).all(|place| self.late.has_replied(lane, place, day))
    }

    /// Lets the next replier of each of these lanes reply to the second touch, unless his place is before `from`: he was
    /// missed. Tells in which lanes there are more.
    #[inline(never)]
    fn pass(
        &mut self,
        lanes: Chosen,
        repliers: &mut Repliers,
        from: &Row,
        window: Day,
        day: Day,
        inbox: &mut Inbox,
    ) -> Chosen {
        let mut more = Chosen::NONE;
        for lane in lanes {
            let replier = repliers.pass(lane);
            more.add_if(lane, repliers.next()[lane] < self.passed[lane]);
            if replier.number < from[lane] {
                continue;
            }
            let (delay, lands) = (replier.delay(), day + replier.delay());
            if let Some(first) = self.late.reply(lane, replier) {
                // The reply that lands first is the prospect's; of two on one day the earlier touch's.
                if first.lands <= lands {
                    continue;
                }
                inbox.take_back(lane, first.lands, first.lands <= day.saturating_add(window));
                self.came_first[lane] += 1;
            }
            inbox.post(lane, lands, delay <= window);
            self.replies[lane] += 1;
        }
        more
    }
}
