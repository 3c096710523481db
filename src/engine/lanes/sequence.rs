//! The segments of all lanes: sequences of one or two InMails that cost a credit whoever they go to.
//!
//! Such a sequence goes out in the order of the prospects' numbers, and waits in that order. So the state of a segment is
//! how many prospects each step has come to, with a history by day that tells who is due; only the few who reply need be
//! looked at one by one.

use crate::domain::quantity::Day;
use crate::domain::segment::Pace;

use super::inbox::Inbox;
use super::repliers::{Repliers, Reply};
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
    /// Where it is among those who reply to the first step.
    firsts: Firsts,
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
        self.repliers.begin(lucks, &drawn, lift);
        if let Some(follow_up) = &mut self.follow_up {
            follow_up.repliers.begin(lucks, &drawn, lift);
            follow_up.passed = Row::ZERO;
            follow_up.firsts.clear();
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
    pub(crate) fn start_prospects(&mut self, send_day: i32, of: i32, turn: &mut Turn<'_>) -> Row {
        let left = self.prospects() - self.started;
        let wanted = match self.plan.pace {
            Pace::Max => left,
            Pace::PerWeek(_) | Pace::Refunds => {
                // A week starts a million at most, on seven days at most.
                let target = match self.plan.pace {
                    Pace::PerWeek(_) => Row::all(self.wanted[0] * send_day / of),
                    _ => Row::of(|lane| self.wanted[lane] * send_day / of),
                };
                target.above(self.started - self.started_before).min(left)
            }
        };
        let sent = wanted.min(turn.free);
        if *self.plan.pace != Pace::Max {
            turn.short = turn.short.max(Row::of(|lane| i32::from(sent[lane] < wanted[lane])));
        }
        turn.free -= sent;
        self.started += sent;
        loop {
            let replying = Chosen::of(|lane| self.repliers.next()[lane] < self.started[lane]);
            if replying.is_empty() {
                return sent;
            }
            for lane in replying {
                let Some(prospect) = self.repliers.pass(lane, 0) else { continue };
                let delay = self.repliers.delay(lane, prospect);
                let lands = turn.day + delay;
                turn.inbox.post(lane, lands, delay <= self.window);
                self.replies[lane] += 1;
                if let Some(follow_up) = &mut self.follow_up {
                    follow_up.firsts.add(lane, Reply { prospect, delay, lands });
                }
            }
        }
    }

    /// Sends the second touches that are due, and tells how many.
    #[inline(always)]
    pub(crate) fn send_follow_ups(&mut self, turn: &mut Turn<'_>) -> Row {
        let Some(follow_up) = &mut self.follow_up else { return Row::ZERO };
        let by = |day: Day| usize::try_from(day).map_or(&Row::ZERO, |day| &self.started_by[day]);
        let due_since = turn.day - follow_up.step.wait;
        if due_since < 0 {
            return Row::ZERO;
        }
        let due = by(due_since);
        // Those whose last day has gone by are missed.
        let from = follow_up.passed.max(*by(due_since - follow_up.step.patience - 1));
        let (to, sent) = follow_up.firsts.go_through(from, *due, self.window, turn);
        turn.free -= sent;
        turn.short = turn.short.max(Row::of(|lane| i32::from(to[lane] < due[lane])));
        follow_up.passed = to;
        follow_up.sent += sent;
        loop {
            let replying = Chosen::of(|lane| follow_up.repliers.next()[lane] < to[lane]);
            if replying.is_empty() {
                return sent;
            }
            for lane in replying {
                let Some(prospect) = follow_up.repliers.pass(lane, from[lane]) else { continue };
                if prospect < from[lane] {
                    continue;
                }
                let delay = follow_up.repliers.delay(lane, prospect);
                let lands = turn.day + delay;
                let first = follow_up.firsts.reply(lane, prospect);
                // The reply that lands first is the prospect's; of two on one day the earlier touch's.
                if first.is_some_and(|first| first.lands <= lands) {
                    continue;
                }
                if let Some(first) = first {
                    turn.inbox.take_back(lane, first.lands, first.lands <= turn.day.saturating_add(self.window));
                    self.replies[lane] -= 1;
                }
                turn.inbox.post(lane, lands, delay <= self.window);
                follow_up.replies[lane] += 1;
            }
        }
    }
}

impl<'a> FollowUp<'a> {
    fn new(step: &'a Step, repliers: Repliers<'a>) -> FollowUp<'a> {
        FollowUp {
            step,
            repliers,
            passed: Row::ZERO,
            firsts: Firsts::default(),
            sent: Row::ZERO,
            replies: Row::ZERO,
        }
    }
}

/// A prospect beyond all that there are.
const NOBODY: i32 = i32::MAX / 2;

/// The replies to the first step, and where the second one is among them, lane by lane: who has replied by then needs
/// no credit.
#[derive(Debug, Clone)]
struct Firsts {
    replies: Box<[Vec<Reply>; LANES]>,
    /// A bit for each prospect, set for these.
    bits: Box<[Vec<u64>; LANES]>,
    /// To how many of these prospects the second step has come.
    passed: [u32; LANES],
    /// The prospect after those and the day on which the reply lands; [`NOBODY`] if there is none yet.
    prospect: Row,
    lands: Row,
}

impl Default for Firsts {
    fn default() -> Firsts {
        Firsts {
            replies: Box::new(std::array::from_fn(|_| Vec::new())),
            bits: Box::new(std::array::from_fn(|_| Vec::new())),
            passed: [0; LANES],
            prospect: Row::all(NOBODY),
            lands: Row::ZERO,
        }
    }
}

impl Firsts {
    #[inline(always)]
    fn clear(&mut self) {
        self.replies.iter_mut().for_each(Vec::clear);
        self.bits.iter_mut().for_each(Vec::clear);
        (self.passed, self.prospect) = ([0; LANES], Row::all(NOBODY));
    }

    #[inline(always)]
    fn add(&mut self, lane: usize, reply: Reply) {
        if self.prospect[lane] == NOBODY {
            (self.prospect[lane], self.lands[lane]) = (reply.prospect, reply.lands);
        }
        self.replies[lane].push(reply);
        let (word, bit) = Firsts::bit(reply.prospect);
        if word >= self.bits[lane].len() {
            self.bits[lane].resize(word + 1, 0);
        }
        self.bits[lane][word] |= bit;
    }

    /// The reply of a prospect.
    #[inline(always)]
    fn reply(&self, lane: usize, prospect: i32) -> Option<&Reply> {
        // Most do not reply, and then one bit tells.
        let (word, bit) = Firsts::bit(prospect);
        self.bits[lane].get(word).filter(|&&bits| bits & bit != 0)?;
        let place = self.replies[lane].binary_search_by_key(&prospect, |reply| reply.prospect).ok()?;
        self.replies[lane].get(place)
    }

    /// The word and the bit in it that stand for a prospect.
    #[inline(always)]
    fn bit(prospect: i32) -> (usize, u64) {
        (prospect as usize / 64, 1 << (prospect % 64))
    }

    /// Goes through the prospects `from … due` as far as the credits go. Tells how far that is, and how many touches
    /// went out.
    #[inline(always)]
    fn go_through(&mut self, from: Row, due: Row, window: Day, turn: &mut Turn<'_>) -> (Row, Row) {
        let (mut at, mut left) = (from, turn.free);
        let (day, latest_refund) = (turn.day, turn.day.saturating_add(window));
        let (prospects, lands) = (self.prospect, self.lands);
        // In most lanes nobody who replies has his turn.
        let lanes = Chosen::of(|lane| prospects[lane] < due[lane] && prospects[lane] - from[lane] <= turn.free[lane]);
        for lane in lanes {
            let replies = &self.replies[lane];
            let mut number = self.passed[lane] as usize;
            let (mut prospect, mut lands) = (prospects[lane], lands[lane]);
            while prospect < due[lane] {
                // The credits that it takes to get past him; negative where he was missed.
                let price = prospect - at[lane] + i32::from(lands > day);
                if price > left[lane] {
                    break;
                }
                if prospect >= at[lane] {
                    left[lane] -= price;
                    at[lane] = prospect + 1;
                    if lands > day && lands <= latest_refund && replies[number].delay > window {
                        // The window counts from the latest InMail, which is this one.
                        turn.inbox.refund(lane, lands);
                    }
                }
                number += 1;
                (prospect, lands) = replies.get(number).map_or((NOBODY, 0), |next| (next.prospect, next.lands));
            }
            (self.passed[lane], self.prospect[lane], self.lands[lane]) = (number as u32, prospect, lands);
        }
        let more = left.min(due - at);
        (at + more, turn.free - left + more)
    }
}
