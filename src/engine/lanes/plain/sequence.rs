//! The segments of all lanes: sequences of one or two touches, InMails that cost a credit whoever they go to or what is free
//! to all.
//!
//! Such a sequence goes out in the order of the prospects' numbers, and waits in that order. So the state of a segment is
//! how many prospects each step has come to, with a history by day that tells who is due; only the few who reply need be
//! looked at one by one.

use crate::domain::quantity::Day;
use crate::domain::segment::Pace;

use super::follow_up::FollowUp;
use super::landings::Landings;
use super::late::{LateReply, Prices};
use super::repliers::Replies;
use crate::engine::lanes::bounds::ENOUGH;
use crate::engine::lanes::inbox::Inbox;
use crate::engine::lanes::pacer::Pacer;
use crate::engine::lanes::row::{Chosen, LANES, Row};
use crate::engine::lanes::told::{Landing, NOT_YET, StepRows};
use crate::engine::lanes::turn::Turn;
use crate::engine::luck::Luck;
use crate::engine::segment_plan::{SegmentPlan, Step, StepKind};
use crate::engine::vectors::Vectors;

/// A segment of all lanes.
#[derive(Debug, Clone)]
pub(crate) struct PlainSequence<'a> {
    plan: &'a SegmentPlan,
    prices: Prices,
    /// The most credits that it may spend, where there is a bound.
    credits_at_most: Option<i32>,
    /// When replies land, where something follows from them.
    landings: Option<Landings>,
    /// How many prospects have been started.
    pub(crate) started: Row,
    pacer: Pacer<'a>,
    replies: Replies<'a>,
    follow_up: Option<FollowUp<'a>>,
    /// The day on which all prospects had been started and none had a touch to come; below 0 as long as there is none.
    through: [Day; LANES],
}

impl<'a> PlainSequence<'a> {
    /// The segment in all lanes; nothing if its sequence is of another kind.
    pub(crate) fn new(
        plan: &'a SegmentPlan,
        window: Day,
        days: usize,
        keeps_landings: bool,
    ) -> Option<PlainSequence<'a>> {
        let reply = |step: &'a Step| step.reply().filter(|_| step.is_uniform);
        let pays = |step: &Step| matches!(step.kind, StepKind::InMail(_));
        let wear = plan.wear.map(|wear| (wear, plan.share));
        let (replies, follow_up, second) = match &*plan.steps {
            [first] => (Replies::new(reply(first)?, None, wear), None, false),
            [first, second] => {
                let replies = Replies::new(reply(first)?, Some((reply(second)?, second.wait)), wear);
                (replies, Some(FollowUp::new(second, days)), pays(second))
            }
            _ => return None,
        };
        let first = pays(&plan.steps[0]);
        // As many as one likes of what is free, as long as there is a credit that it does not cost, is a pace of its own.
        if plan.pace == Pace::Max && !first {
            return None;
        }
        Some(PlainSequence {
            plan,
            prices: Prices { first, second, window },
            credits_at_most: i32::try_from(plan.credits_at_most).ok(),
            landings: keeps_landings.then(Landings::default),
            started: Row::ZERO,
            pacer: Pacer::new(plan),
            replies,
            follow_up,
            through: [NOT_YET; LANES],
        })
    }

    pub(crate) fn plan(&self) -> &'a SegmentPlan {
        self.plan
    }

    /// How many prospects have been started.
    #[inline(always)]
    pub(crate) fn started(&self) -> &Row {
        &self.started
    }

    /// How many touches of a step went out.
    #[inline]
    pub(crate) fn sent(&self, place: usize) -> &Row {
        match &self.follow_up {
            Some(follow_up) if place > 0 => &follow_up.sent,
            _ => &self.started,
        }
    }

    /// What a step did.
    pub(crate) fn step(&self, place: usize) -> StepRows {
        let (sent, first) = (*self.sent(place), self.replies.first.passed());
        let replies = match &self.follow_up {
            Some(follow_up) if place > 0 => follow_up.replies,
            Some(follow_up) => first - follow_up.came_first,
            None => first,
        };
        let credits = if self.prices.pays(place) { sent } else { Row::ZERO };
        StepRows { sent, credits, accepted: Row::ZERO, replies }
    }

    /// Begins the trials, in which the schedule's unknowns are `drawn`.
    #[inline(always)]
    pub(crate) fn begin(&mut self, vectors: Vectors, lucks: &[Luck; LANES], drawn: impl Fn(usize, usize) -> f64) {
        self.replies.begin(lucks, drawn, self.plan.reply_lift);
        // As many as each of the trials before started are drawn at once, which is quicker than one word at a time.
        self.replies.draw(vectors, &Row::all(self.started.least()));
        (self.started, self.through) = (Row::ZERO, [NOT_YET; LANES]);
        if let Some(landings) = &mut self.landings {
            landings.clear();
        }
        if let Some(follow_up) = &mut self.follow_up {
            follow_up.begin();
        }
    }

    /// Begins a campaign week, before which `refunded` credits came back in a week.
    #[inline(always)]
    pub(crate) fn begin_week(&mut self, week: usize, refunded: Row) {
        self.pacer.begin_week(week, refunded, &self.started);
    }

    /// See [`Pacer::shortfall`].
    #[inline(always)]
    pub(crate) fn shortfall(&self, sends_of: (u32, u32)) -> Row {
        self.pacer.shortfall(sends_of, &self.started)
    }

    /// Ends a day.
    #[inline(always)]
    pub(crate) fn end_day(&mut self, day: Day) {
        if let Some(follow_up) = &mut self.follow_up {
            let place = day as usize % follow_up.queued_by.len();
            follow_up.queued_by[place] = self.started - follow_up.gone;
        }
        if self.plan.is_list {
            let prospects = self.pacer.prospects;
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

    /// How many prospects replied.
    pub(crate) fn replied(&self, lane: usize) -> i32 {
        let to_second =
            self.follow_up.as_ref().map_or(0, |follow_up| follow_up.replies[lane] - follow_up.came_first[lane]);
        self.replies.first.passed_in(lane) as i32 + to_second
    }

    /// How many credits it has spent.
    #[inline(always)]
    fn credits(&self) -> Row {
        let of_first = if self.prices.first { self.started } else { Row::ZERO };
        match &self.follow_up {
            Some(follow_up) if self.prices.second => of_first + follow_up.sent,
            _ => of_first,
        }
    }

    /// How many touches of a step may go out.
    #[inline(always)]
    fn room(&self, step: usize, turn: &Turn<'_, '_>) -> Row {
        let pays = self.prices.pays(step);
        let mut room = if pays { turn.free } else { ENOUGH };
        if let Some(bounds) = &turn.bounds {
            room = room.min(bounds.room(&self.plan.steps[step]));
            if let Some(most) = self.credits_at_most.filter(|_| pays) {
                room = room.min(Row::all(most).above(self.credits()));
            }
        }
        room
    }

    /// So many touches of a step went out.
    #[inline(always)]
    fn send(&self, step: usize, sent: Row, turn: &mut Turn<'_, '_>) {
        if self.prices.pays(step) {
            turn.free -= sent;
        } else {
            turn.unpaid += sent;
        }
        if let Some(bounds) = &mut turn.bounds {
            bounds.take(&self.plan.steps[step], sent);
        }
    }

    /// Notes what held a step up where it came to `sent` of those to whom it was to come.
    #[inline(always)]
    fn hold_up(&self, step: usize, (sent, wanted): (&Row, &Row), turn: &mut Turn<'_, '_>) {
        match &mut turn.bounds {
            None => turn.short = turn.short.max(Row::of(|lane| i32::from(sent[lane] < wanted[lane]))),
            Some(bounds) => {
                let step = &self.plan.steps[step];
                let lanes = Chosen::below(turn.vectors, sent, wanted);
                let by_limits = Chosen::below(turn.vectors, &bounds.room(step), &Row::all(1)).and(lanes);
                bounds.hold_up(by_limits, step);
                bounds.hold_up_for_credits(lanes.without(by_limits), self.credits_at_most, &self.credits());
            }
        }
    }

    /// Is there a touch that is wanted today in a lane: a later one that is due, or that of the next prospect?
    pub(crate) fn wants_any(&self, lane: usize, send_day: (i32, i32), day: Day, free: &Row) -> bool {
        let starts =
            self.pacer.wanted(send_day, &self.started)[lane] > 0 && (self.plan.pace != Pace::Max || free[lane] > 0);
        starts || self.follow_up.as_ref().is_some_and(|follow_up| follow_up.anyone_is_due(lane, day))
    }

    /// Tells of each reply of a lane which step drew it from whom, and when it lands; only where that is kept.
    pub(crate) fn each_reply(&self, lane: usize, on_reply: impl FnMut(Landing)) {
        if let Some(landings) = &self.landings {
            let wait = self.follow_up.as_ref().map_or(Day::MAX, |follow_up| follow_up.step.wait);
            landings.each(&self.replies, lane, wait, on_reply);
        }
    }

    /// Starts the prospects that the pace asks for on the `send_day`-th send day of the week's `of`.
    #[inline(always)]
    pub(crate) fn start_prospects(&mut self, send_day: (i32, i32), turn: &mut Turn<'_, '_>) {
        let wanted = self.pacer.wanted(send_day, &self.started);
        let sent = wanted.min(self.room(0, turn));
        self.started += sent;
        self.send(0, sent, turn);
        if self.plan.pace != Pace::Max {
            self.hold_up(0, (&sent, &wanted), turn);
        } else if turn.bounds.is_some() {
            // A pace that the balance sets is never held up by it.
            let free = turn.free;
            let wanted = Row::of(|lane| if free[lane] > 0 { wanted[lane] } else { sent[lane] });
            self.hold_up(0, (&sent, &wanted), turn);
        }
        self.replies.draw(turn.vectors, &self.started);
        let mut replying = Chosen::below(turn.vectors, self.replies.first.next(), &self.started);
        while !replying.is_empty() {
            replying = self.pass_first(replying, turn.day, turn.inbox);
        }
    }

    /// Lets the next replier of each of these lanes reply to the first touch. Tells in which lanes there are more.
    #[inline(never)]
    fn pass_first(&mut self, lanes: Chosen, day: Day, inbox: &mut Inbox) -> Chosen {
        let mut more = Chosen::NONE;
        for lane in lanes {
            let replier = self.replies.first.pass(lane);
            let (delay, lands) = (replier.delay(), day + replier.delay());
            inbox.post(lane, lands, self.prices.first && delay <= self.prices.window);
            if let Some(landings) = &mut self.landings {
                landings.add_first(lane, lands);
            }
            if let Some(follow_up) = &mut self.follow_up {
                if delay > follow_up.step.wait {
                    // Everyone before him who has no place has been counted.
                    let place = replier.number - follow_up.gone[lane];
                    follow_up
                        .late
                        .add(lane, LateReply { place, order: self.replies.first.passed_in(lane) - 1, delay, lands });
                } else {
                    follow_up.gone[lane] += 1;
                    follow_up.gone_by[lane] = follow_up.gone_by[lane].max(lands);
                }
            }
            more.add_if(lane, self.replies.first.next()[lane] < self.started[lane]);
        }
        more
    }

    /// Sends the second touches that are due.
    #[inline(always)]
    pub(crate) fn send_later_touches(&mut self, turn: &mut Turn<'_, '_>) {
        let room = self.room(1.min(self.plan.steps.len() - 1), turn);
        let Some(follow_up) = &mut self.follow_up else { return };
        let days = follow_up.queued_by.len();
        let by = |day: Day| usize::try_from(day).map_or(&Row::ZERO, |day| &follow_up.queued_by[day % days]);
        let due_since = turn.day - follow_up.step.wait;
        if due_since < 0 {
            return;
        }
        let due = *by(due_since);
        // Those whose last day has gone by are missed.
        let from = follow_up.passed.max(*by(due_since - follow_up.step.patience - 1));
        let (to, sent) = follow_up.late.go_through(from, due, room, self.prices, turn);
        follow_up.passed = to;
        follow_up.sent += sent;
        let repliers = &mut self.replies.second;
        let mut replying = Chosen::below(turn.vectors, repliers.next(), &to);
        while !replying.is_empty() {
            let landings = self.landings.as_mut();
            replying = follow_up.pass(replying, repliers, landings, &from, self.prices, turn);
        }
        self.send(1, sent, turn);
        self.hold_up(1, (&to, &due), turn);
    }
}
