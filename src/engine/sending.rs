//! A segment's turn on a send day: who is sent what, and what follows from it.

use std::ops::Range;

use crate::domain::quantity::{Day, Share};
use crate::domain::segment::Pace;
use crate::domain::tally::TouchTally;

use super::account::Account;
use super::inbox::{Arrival, ArrivalKind, Inbox};
use super::luck::{Luck, Threshold};
use super::recorder::Recorder;
use super::schedule::{ReplyPlan, SegmentPlan, Step, StepKind, UnknownId};
use super::segment_state::{Prospect, SegmentState, StepLuck};

/// What all segments share in a trial.
#[derive(Debug, Clone)]
pub(crate) struct Desk<'a> {
    pub(crate) luck: Luck,
    /// What is drawn once a trial, in the order of the schedule's unknowns.
    pub(crate) drawn: Vec<f64>,
    pub(crate) account: Account<'a>,
    pub(crate) inbox: Inbox,
    /// How often each touch may go out in a campaign week, and how often it did in this one; kept where there is a
    /// limit.
    pub(crate) limits: &'a [u32],
    pub(crate) sent_in_week: Vec<u32>,
}

/// A segment's turn on a send day.
pub(crate) struct Sending<'t, 'a> {
    pub(crate) plan: &'a SegmentPlan<'a>,
    pub(crate) state: &'t mut SegmentState,
    pub(crate) desk: &'t mut Desk<'a>,
    pub(crate) day: Day,
}

/// Why a run of touches came to a halt.
enum Halt {
    /// The touch has reached its limit for the week.
    Limit,
    /// It costs a credit, and the balance is not above the reserve.
    OutOfCredits,
}

impl Sending<'_, '_> {
    /// Sends the later touches that are due, and tells whether one did not go out for want of credits.
    #[inline]
    pub(crate) fn send_later_touches(&mut self, recorder: &mut impl Recorder) -> bool {
        self.state.skip_missed(&self.plan.steps, self.day);
        let mut short = false;
        while let Some((run, place)) = self.state.next_due(self.day) {
            let (done, halt) = self.send_run(place, run.first..run.end, recorder);
            if done > 0 {
                self.state.waiting[place].take(done);
            }
            match halt {
                None => {}
                Some(Halt::Limit) => self.state.hold_up(place),
                Some(Halt::OutOfCredits) => {
                    short = true;
                    if self.plan.steps[place].may_be_free {
                        self.state.waiting[place].leave();
                    } else {
                        self.state.hold_up(place);
                    }
                }
            }
        }
        self.state.end_pass();
        short
    }

    /// Starts the prospects that the pace asks for, and tells whether one did not start for want of credits.
    #[inline]
    pub(crate) fn start_prospects(&mut self, send_day: u32, sends_in_week: u32, recorder: &mut impl Recorder) -> bool {
        let left = self.plan.prospects - self.state.started();
        if *self.plan.pace == Pace::Max {
            let mut left = left;
            // One at a time, since even a prospect who costs nothing waits for a balance above the reserve.
            while left > 0 && self.desk.account.balance() > self.plan.reserve {
                let next = self.state.started();
                if self.send_run(0, next..next + 1, recorder).1.is_some() {
                    break;
                }
                left -= 1;
            }
            return false;
        }
        let next = self.state.started();
        let wanted = self.state.wanted_today(send_day, sends_in_week).min(left);
        matches!(self.send_run(0, next..next + wanted, recorder).1, Some(Halt::OutOfCredits))
    }

    /// Sends a step to each of the prospects with these numbers who has not replied, with all that follows from it,
    /// until one cannot go out. Tells how many are done with it, and why the next one is not.
    fn send_run(&mut self, place: usize, numbers: Range<u32>, recorder: &mut impl Recorder) -> (u32, Option<Halt>) {
        let Sending { plan, ref mut state, ref mut desk, day } = *self;
        let (step, luck) = (&plan.steps[place], state.luck[place]);
        let is_inmail = matches!(step.kind, StepKind::InMail(_));
        // What happens to most touches is counted for the whole run.
        let (mut sent, mut credits, mut accepted) = (0, 0, 0);
        let mut moves_on = numbers.start..numbers.start;
        let mut halt = None;
        let mut done = numbers.end;
        for number in numbers.clone() {
            if place == 0 {
                state.meet(number);
            }
            let prospect = &mut state.prospects[number as usize];
            if prospect.has_replied(day) {
                continue;
            }
            let pays = is_inmail && !(step.may_be_free && prospect.is_free_to(day));
            if step.is_limited && desk.is_used_up(step) {
                halt = Some(Halt::Limit);
            } else if pays && desk.account.balance() <= plan.reserve {
                halt = Some(Halt::OutOfCredits);
            }
            if halt.is_some() {
                done = number;
                break;
            }
            if step.is_limited {
                desk.sent_in_week[step.touch as usize] += 1;
            }
            sent += 1;
            let mut credit = None;
            if pays {
                credits += 1;
                prospect.paid_on = day;
                credit = desk.account.spend();
            }
            desk.account.note_sent(credit, || plan.subject(step, number), recorder);
            let to = Recipient { plan, place, number, prospect };
            match &step.kind {
                StepKind::InMail(reply) | StepKind::Free(reply) => desk.draw_reply(to, step, luck, reply, day, credit),
                StepKind::Connect { rate, key, delay_key, delay, reply } => {
                    let lifts = plan.accept_lifts(to.prospect.warmed_by, step);
                    let chance = desk.lifted(*rate, plan.accept_lift, lifts);
                    if desk.luck.stream(*key).at(u64::from(number)).is_below(chance) {
                        let days = delay.days(desk.luck.stream(*delay_key).at(u64::from(number)));
                        accepted += 1;
                        to.prospect.accepted_on = to.prospect.accepted_on.min(day + days);
                        desk.inbox.post(day + days, to.arrival(ArrivalKind::Acceptance));
                        desk.draw_reply(to, step, luck, reply, day + days, None);
                    }
                }
                StepKind::Engage { .. } => prospect.warmed_by |= 1 << place,
            }
            if moves_on.end != number {
                state.move_on(plan, place, moves_on, day);
                moves_on = number..number;
            }
            moves_on.end = number + 1;
        }
        state.move_on(plan, place, moves_on, day);
        state.counts[place].merge(&TouchTally { sent, credits, accepted, replies: 0 });
        if place == 0 {
            // Whoever could not be started is not known yet.
            state.prospects.truncate(done as usize);
        }
        (done - numbers.start, halt)
    }
}

/// Whom a touch reaches.
struct Recipient<'t> {
    plan: &'t SegmentPlan<'t>,
    /// The step of the sequence.
    place: usize,
    number: u32,
    prospect: &'t mut Prospect,
}

impl Recipient<'_> {
    fn arrival(&self, kind: ArrivalKind) -> Arrival {
        Arrival { kind, source: self.plan.turn, prospect: self.number, step: self.place as u32 }
    }
}

impl Desk<'_> {
    /// Has a touch reached its limit for the week?
    fn is_used_up(&self, step: &Step) -> bool {
        self.sent_in_week[step.touch as usize] >= self.limits[step.touch as usize]
    }

    /// Draws whether a touch that reaches a prospect on `day` draws a reply.
    #[inline(always)]
    fn draw_reply(
        &mut self,
        to: Recipient<'_>,
        step: &Step,
        luck: StepLuck,
        plan: &ReplyPlan,
        day: Day,
        credit: Option<Day>,
    ) {
        let chance = if step.lifted_by.is_empty() {
            luck.reply_chance
        } else {
            self.lifted(plan.rate, to.plan.reply_lift, to.plan.reply_lifts(to.prospect.warmed_by, step))
        };
        if luck.replies.at(u64::from(to.number)).is_below(chance) {
            self.await_reply(to, plan, day, credit);
        }
    }

    /// Draws when a reply lands; the prospect's reply is the one that lands first.
    #[inline(never)]
    fn await_reply(&mut self, to: Recipient<'_>, plan: &ReplyPlan, day: Day, credit: Option<Day>) {
        let lands = day + plan.delay.days(self.luck.stream(plan.delay_key).at(u64::from(to.number)));
        if to.prospect.would_reply_first(lands) {
            to.prospect.will_reply(lands, to.place, credit);
            self.inbox.post(lands, to.arrival(ArrivalKind::Reply));
        }
    }

    /// A rate as the lift of the segment and those of earlier touches leave it.
    fn lifted(&self, rate: UnknownId, of_segment: UnknownId, of_touches: impl Iterator<Item = UnknownId>) -> Threshold {
        let drawn = &self.drawn;
        Threshold::new(Share::held(of_touches.fold(drawn[rate] * drawn[of_segment], |rate, lift| rate * drawn[lift])))
    }
}
