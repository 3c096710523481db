//! The segments of all lanes, each with a sequence that goes out in the order of the prospects' numbers.
//!
//! Such a sequence waits in that order, too. So the state of a segment is how many prospects each step has come to; only
//! the few to whom anything but silence may happen need be looked at one by one.

use crate::domain::quantity::Day;
use crate::domain::segment::Pace;

use super::marked::NEVER;
use super::prospects::Prospects;
use super::room::{HeldUp, Room};
use super::step_lanes::StepLanes;
use crate::engine::lanes::bounds::ENOUGH;
use crate::engine::lanes::pacer::Pacer;
use crate::engine::lanes::row::{LANES, Row};
use crate::engine::lanes::told::{Landing, NOT_YET, StepRows};
use crate::engine::lanes::turn::Turn;
use crate::engine::luck::Luck;
use crate::engine::segment_plan::{SegmentPlan, Step, StepKind};
use crate::engine::vectors::Vectors;

/// The most steps that a prospect's marks have room for.
const STEPS: usize = 16;

/// A segment of all lanes.
#[derive(Debug, Clone)]
pub(crate) struct OrderedSequence<'a> {
    plan: &'a SegmentPlan,
    /// The most credits that it may spend, where there is a bound.
    credits_at_most: Option<i32>,
    steps: Vec<StepLanes<'a>>,
    prospects: Prospects<'a>,
    pacer: Pacer<'a>,
    /// The day on which all prospects had been started and none had a touch to come; below 0 as long as there is none.
    through: [Day; LANES],
}

impl<'a> OrderedSequence<'a> {
    /// The segment in all lanes, in a campaign of so many days; nothing if its sequence does not keep the order.
    pub(crate) fn new(plan: &'a SegmentPlan, days: usize) -> Option<OrderedSequence<'a>> {
        if !keeps_order(plan) {
            return None;
        }
        let steps = plan.steps.iter().enumerate();
        Some(OrderedSequence {
            plan,
            credits_at_most: i32::try_from(plan.credits_at_most).ok(),
            steps: steps.map(|(place, step)| StepLanes::new(step, place, plan.steps.get(place + 1), days)).collect(),
            prospects: Prospects::new(plan),
            pacer: Pacer::new(plan),
            through: [NOT_YET; LANES],
        })
    }

    pub(crate) fn plan(&self) -> &'a SegmentPlan {
        self.plan
    }

    /// How many prospects have been started.
    #[inline(always)]
    pub(crate) fn started(&self) -> &Row {
        &self.steps[0].passed
    }

    /// How many touches of a step went out.
    #[inline]
    pub(crate) fn sent(&self, place: usize) -> &Row {
        &self.steps[place].sent
    }

    /// What a step did.
    pub(crate) fn step(&self, place: usize) -> StepRows {
        let step = &self.steps[place];
        let replies = step.replies(&self.steps[place + 1..]);
        StepRows { sent: step.sent, credits: step.credits, accepted: step.accepted, replies }
    }

    /// How many prospects replied.
    pub(crate) fn replied(&self, lane: usize) -> i32 {
        self.steps.iter().map(|step| step.replied(lane)).sum()
    }

    /// Begins the trials, in which the schedule's unknowns are `drawn`.
    #[inline(always)]
    pub(crate) fn begin(&mut self, vectors: Vectors, lucks: &[Luck; LANES], drawn: impl Fn(usize, usize) -> f64) {
        self.prospects.luck.begin(lucks, drawn);
        let least = self.started().least();
        self.steps.iter_mut().for_each(StepLanes::begin);
        self.prospects.clear();
        // As many as each of the trials before started are drawn at once, which is quicker than one word at a time.
        self.draw(vectors, &Row::all(least));
        self.through = [NOT_YET; LANES];
    }

    /// Draws prospects until so many of each lane are drawn.
    #[inline(always)]
    fn draw(&mut self, vectors: Vectors, number: &Row) {
        let OrderedSequence { prospects, steps, .. } = self;
        prospects.draw(vectors, number, |lane, marked| {
            steps.iter_mut().for_each(|step| step.look_again(lane, marked));
        });
    }

    /// Begins a campaign week, before which `refunded` credits came back in a week.
    #[inline(always)]
    pub(crate) fn begin_week(&mut self, week: usize, refunded: Row) {
        self.pacer.begin_week(week, refunded, &self.steps[0].passed);
    }

    /// See [`Pacer::shortfall`].
    #[inline(always)]
    pub(crate) fn shortfall(&self, sends_of: (u32, u32)) -> Row {
        self.pacer.shortfall(sends_of, self.started())
    }

    /// Ends a day.
    #[inline(always)]
    pub(crate) fn end_day(&mut self, day: Day) {
        let mut missed = Row::ZERO;
        for place in 0..self.steps.len() {
            let (before, rest) = self.steps.split_at_mut(place);
            if let Some(before) = before.last() {
                missed = rest[0].missed(before, day);
            }
            // What comes after the last step is only whether the list is through.
            if rest.len() > 1 || self.plan.is_list {
                rest[0].end_day(day, &missed);
            }
        }
        if self.plan.is_list {
            self.look_whether_through(day);
        }
    }

    fn look_whether_through(&mut self, day: Day) {
        let prospects = self.pacer.prospects;
        let last = &self.steps[self.steps.len() - 1];
        for lane in 0..LANES {
            let started = self.started()[lane];
            if self.through[lane] == NOT_YET && started == prospects[lane] {
                let waiting = (last.by(day)[lane], started);
                if !last.anyone_waits(lane, waiting, self.prospects.each(lane), day) {
                    self.through[lane] = day;
                }
            }
        }
    }

    /// The day on which all prospects had been started and none had a touch to come.
    pub(crate) fn through(&self, lane: usize) -> Option<Day> {
        (self.through[lane] != NOT_YET).then_some(self.through[lane])
    }

    /// How many touches of a step there is room for.
    #[inline(always)]
    fn room(&self, place: usize, turn: &Turn<'_, '_>) -> Room {
        let by_balance = place == 0 && self.plan.pace == Pace::Max;
        let Some(bounds) = &turn.bounds else {
            return Room { touches: ENOUGH, share: ENOUGH, free: turn.free, by_balance };
        };
        let share = self.credits_at_most.map_or(ENOUGH, |most| Row::all(most).above(self.credits()));
        Room { touches: bounds.room(&self.plan.steps[place]), share, free: turn.free, by_balance }
    }

    /// How many credits it has spent.
    #[inline(always)]
    fn credits(&self) -> Row {
        self.steps.iter().fold(Row::ZERO, |credits, step| credits + step.credits)
    }

    /// Lets a step come to prospects.
    #[inline(always)]
    fn come_to(&mut self, place: usize, (from, due): (Row, Row), turn: &mut Turn<'_, '_>) {
        let room = self.room(place, turn);
        let before = self.steps[place].sent;
        let step = &mut self.steps[place];
        let held_up = step.come_to((from, due), &room, &mut self.prospects, turn);
        if let Some(bounds) = &mut turn.bounds {
            bounds.take(&self.plan.steps[place], self.steps[place].sent - before);
        }
        if !held_up.is_empty() {
            self.hold_up(place, held_up, turn);
        }
    }

    /// Notes what held a step up.
    #[inline(always)]
    fn hold_up(&self, place: usize, held_up: HeldUp, turn: &mut Turn<'_, '_>) {
        match &mut turn.bounds {
            None => held_up.by_credits.for_each(|lane| turn.short[lane] = 1),
            Some(bounds) => {
                bounds.hold_up(held_up.by_limits, &self.plan.steps[place]);
                bounds.hold_up_for_credits(held_up.by_credits, self.credits_at_most, &self.credits());
            }
        }
    }

    /// Starts the prospects that the pace asks for on the `send_day`-th send day of the week's `of`.
    #[inline(always)]
    pub(crate) fn start_prospects(&mut self, send_day: (i32, i32), turn: &mut Turn<'_, '_>) {
        let started = *self.started();
        let wanted = started + self.pacer.wanted(send_day, &started);
        // Where the balance sets the pace, no more can go than there are credits.
        let drawn = if self.plan.pace == Pace::Max { wanted.min(started + turn.free) } else { wanted };
        self.draw(turn.vectors, &drawn);
        self.come_to(0, (started, wanted), turn);
    }

    /// Sends the later touches that are due.
    #[inline(always)]
    pub(crate) fn send_later_touches(&mut self, turn: &mut Turn<'_, '_>) {
        for place in 1..self.steps.len() {
            let (before, step) = (&self.steps[place - 1], &self.steps[place]);
            if turn.day >= step.step.wait {
                self.come_to(place, step.due(before, turn.day), turn);
            }
        }
    }

    /// Is there a touch that is wanted today in a lane: a later one that is due, or that of the next prospect?
    pub(crate) fn wants_any(&self, lane: usize, send_day: (i32, i32), day: Day, free: &Row) -> bool {
        let starts = self.pacer.wanted(send_day, self.started())[lane] > 0;
        let is_due = |pair: &[StepLanes<'_>]| {
            let (from, due) = pair[1].due(&pair[0], day);
            pair[1].anyone_waits(lane, (from[lane], due[lane]), self.prospects.each(lane), day)
        };
        starts && (self.plan.pace != Pace::Max || free[lane] > 0) || self.steps.windows(2).any(is_due)
    }

    /// Tells of each reply of a lane which step drew it from whom, and when it lands.
    pub(crate) fn each_reply(&self, lane: usize, mut on_reply: impl FnMut(Landing)) {
        for marked in self.prospects.each(lane).iter().filter(|marked| marked.lands != NEVER) {
            on_reply(Landing { step: marked.reply_step.into(), number: marked.number, day: marked.lands });
        }
    }
}

/// Does a segment go out in the order of its prospects, step by step, whatever else happens?
fn keeps_order(plan: &SegmentPlan) -> bool {
    let (steps, later) = (&plan.steps, &plan.steps[1..]);
    let pays = |step: &Step| matches!(step.kind, StepKind::InMail(_));
    // Whoever goes before others must not be in the order of a further step, and where steps share what is scarce, those of one
    // step may go before those of another.
    let goes_before = later.iter().rev().skip(1).any(|step| pays(step) && step.may_be_free);
    let share_credits = later.iter().filter(|step| pays(step)).count() > 1;
    let share_time = later.iter().filter(|step| step.time > 0).count() > 1;
    let limited = || later.iter().filter(|step| step.is_limited);
    let share_limit = limited().any(|step| limited().filter(|other| other.touch == step.touch).count() > 1);
    // As many as one likes of what is free, as long as there is a credit that it does not cost, is a pace of its own.
    let is_free = plan.pace == Pace::Max && (!pays(&steps[0]) || steps[0].may_be_free);
    steps.len() <= STEPS && !goes_before && !share_credits && !share_time && !share_limit && !is_free
}
