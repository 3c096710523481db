//! A segment's turn on a send day: who is sent what, and what follows from it.

use std::ops::Range;

use crate::domain::quantity::{Day, Share};
use crate::domain::reason::{Reason, Reasons};
use crate::domain::segment::Pace;
use crate::domain::tally::TouchTally;

use super::account::Account;
use super::inbox::{Arrival, ArrivalKind, Inbox};
use super::luck::{Luck, Threshold};
use super::outcomes::Odds;
use super::quota::Quota;
use super::recorder::Recorder;
use super::reply_plan::ReplyPlan;
use super::segment_plan::{ConnectPlan, SegmentPlan, Step, StepKind};
use super::segment_state::{Prospect, SegmentState, StepLuck};
use super::unknown::UnknownId;

/// The state that all segments of an account share in a trial.
#[derive(Debug, Clone)]
pub(crate) struct Desk<'a> {
    /// The draws of a trial, in the order of the schedule's unknowns.
    pub(crate) drawn: Vec<f64>,
    pub(crate) account: Account<'a>,
    pub(crate) inbox: Inbox,
    /// Room to work out the outcomes of a reply in.
    pub(crate) odds: Odds<'a>,
}

/// A segment's turn on a send day.
pub(crate) struct Sending<'t, 'a> {
    pub(crate) plan: &'a SegmentPlan,
    pub(crate) state: &'t mut SegmentState,
    /// The luck of whoever works the segment, and what of this one's limits is used up.
    pub(crate) luck: &'t Luck,
    pub(crate) quota: &'t mut Quota<'a>,
    pub(crate) desk: &'t mut Desk<'a>,
    pub(crate) day: Day,
}

impl Sending<'_, '_> {
    /// Is there a touch that is wanted today: a later one that is due, or that of the next prospect?
    pub(crate) fn wants_any(&mut self, send_day: u32, sends_in_week: u32) -> bool {
        self.state.skip_missed(&self.plan.steps, self.day);
        let left = self.plan.prospects - self.state.started();
        let wants_more = match self.plan.pace {
            Pace::Max => self.desk.account.balance() > self.plan.reserve,
            Pace::PerWeek(_) | Pace::Refunds => self.state.wanted_today(send_day, sends_in_week) > 0,
        };
        (left > 0 && wants_more) || self.state.anyone_waits(self.day, self.day)
    }

    /// Sends the later touches that are due, and notes what holds up those that do not go out.
    #[inline]
    pub(crate) fn send_later_touches(&mut self, held: &mut Reasons, recorder: &mut impl Recorder) {
        if !self.state.anyone_is_due(self.day) {
            return;
        }
        self.state.skip_missed(&self.plan.steps, self.day);
        while let Some((run, place)) = self.state.next_due(self.day) {
            let (done, halt) = self.send_run(place, run.first..run.end, recorder);
            if done > 0 {
                self.state.waiting[place].take(done);
            }
            let Some(reason) = halt else { continue };
            held.add(reason);
            // Of credits others may have no need, or they may not have been all that was wanting by their turn.
            let of_credits = matches!(reason, Reason::CreditsAtMost | Reason::Credits);
            let step = &self.plan.steps[place];
            if of_credits && (step.may_be_free || step.is_limited) {
                self.state.waiting[place].leave();
            } else {
                self.state.hold_up(place);
            }
        }
        self.state.end_pass();
    }

    /// Starts the prospects that the pace asks for, and notes what holds up the next one if it does not start.
    #[inline]
    pub(crate) fn start_prospects(
        &mut self,
        send_day: u32,
        sends_in_week: u32,
        held: &mut Reasons,
        recorder: &mut impl Recorder,
    ) {
        let left = self.plan.prospects - self.state.started();
        if self.plan.pace == Pace::Max {
            let mut left = left;
            // One at a time, since even a prospect who costs nothing waits for a balance above the reserve.
            while left > 0 && self.desk.account.balance() > self.plan.reserve {
                let next = self.state.started();
                if let Some(reason) = self.send_run(0, next..next + 1, recorder).1 {
                    held.add(reason);
                    break;
                }
                left -= 1;
            }
            return;
        }
        let next = self.state.started();
        let wanted = self.state.wanted_today(send_day, sends_in_week).min(left);
        if wanted == 0 {
            return;
        }
        // In most starved weeks it ends here.
        let first = &self.plan.steps[0];
        if first.is_plain() && self.desk.account.balance() <= self.plan.reserve {
            held.add(Reason::Credits);
        } else if let Some(reason) = self.send_run(0, next..next + wanted, recorder).1 {
            held.add(reason);
        }
    }

    /// Sends a step to each of the prospects with these numbers who has not replied, with all that follows from it,
    /// until one cannot go out. Tells how many are done with it, and why the next one is not.
    fn send_run(&mut self, place: usize, numbers: Range<u32>, recorder: &mut impl Recorder) -> (u32, Option<Reason>) {
        if self.plan.steps[place].is_plain() {
            self.send_run_of::<true>(place, numbers, recorder)
        } else {
            self.send_run_of::<false>(place, numbers, recorder)
        }
    }

    /// [`Sending::send_run`], compiled once more for `PLAIN` steps, of which most of the questions below are settled.
    fn send_run_of<const PLAIN: bool>(
        &mut self,
        place: usize,
        numbers: Range<u32>,
        recorder: &mut impl Recorder,
    ) -> (u32, Option<Reason>) {
        let Sending { plan, ref mut state, luck: person, ref mut quota, ref mut desk, day } = *self;
        let (step, luck) = (&plan.steps[place], state.luck[place]);
        let is_inmail = PLAIN || matches!(step.kind, StepKind::InMail(_));
        // What happens to most touches is counted for the whole run.
        let (mut sent, mut credits, mut accepted) = (0, 0, 0);
        let mut moves_on = numbers.start..numbers.start;
        let mut halt = None;
        let mut done = numbers.end;
        let spent = if PLAIN { 0 } else { state.credits() };
        if place == 0 {
            state.meet(numbers.clone());
        }
        for number in numbers.clone() {
            if state.prospects[number as usize].has_replied(day) {
                continue;
            }
            let worn = if PLAIN { 1.0 } else { state.worn(plan, number) };
            let prospect = &mut state.prospects[number as usize];
            let pays = PLAIN || (is_inmail && !(step.may_be_free && prospect.is_free_to(day)));
            if !PLAIN {
                halt = if step.is_limited { quota.holds_up(step.touch, step.time) } else { None };
                if halt.is_none() && pays && spent + credits >= plan.credits_at_most {
                    halt = Some(Reason::CreditsAtMost);
                }
            }
            if halt.is_none() && pays && desk.account.balance() <= plan.reserve {
                halt = Some(Reason::Credits);
            }
            if halt.is_some() {
                done = number;
                break;
            }
            if !PLAIN && step.is_limited {
                quota.take(step.touch, step.time);
            }
            sent += 1;
            let mut credit = None;
            if pays {
                credits += 1;
                prospect.paid_on = day;
                credit = desk.account.spend();
            }
            desk.account.note_sent(credit, || plan.subject(step, number), recorder);
            match &step.kind {
                StepKind::InMail(reply) | StepKind::Free(reply) => {
                    let chance = if PLAIN {
                        luck.reply_chance
                    } else {
                        desk.reply_chance(plan, step, luck, reply, (prospect, worn))
                    };
                    if luck.replies.at(u64::from(number)).is_below(chance) {
                        desk.await_reply(Recipient { plan, luck: person, place, number, prospect }, reply, day, credit);
                    }
                }
                StepKind::Connect(connect) => {
                    let to = Recipient { plan, luck: person, place, number, prospect };
                    accepted += u64::from(desk.connect(to, worn, step, connect, luck, day));
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
    plan: &'t SegmentPlan,
    /// The luck of whoever sends it.
    luck: &'t Luck,
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
    /// The chance that a touch draws a reply from a prospect.
    #[inline]
    fn reply_chance(
        &self,
        plan: &SegmentPlan,
        step: &Step,
        luck: StepLuck,
        reply: &ReplyPlan,
        (prospect, worn): (&Prospect, f64),
    ) -> Threshold {
        if step.lifted_by.is_empty() && plan.wear.is_none() {
            luck.reply_chance
        } else {
            self.lifted(reply.rate, plan.reply_lift, plan.reply_lifts(prospect.warmed_by, step), worn)
        }
    }

    /// Draws whether an invitation is accepted, and what comes of its message then.
    fn connect(
        &mut self,
        to: Recipient<'_>,
        worn: f64,
        step: &Step,
        connect: &ConnectPlan,
        luck: StepLuck,
        day: Day,
    ) -> bool {
        let Recipient { plan, luck: person, place, number, prospect } = to;
        let index = u64::from(number);
        let chance = self.lifted(connect.rate, plan.accept_lift, plan.accept_lifts(prospect.warmed_by, step), worn);
        let is_accepted = person.stream(connect.key).at(index).is_below(chance);
        if is_accepted {
            let day = day + connect.delay.of(&self.drawn).days(person.stream(connect.delay_key).at(index));
            prospect.accepted_on = prospect.accepted_on.min(day);
            let replies =
                luck.replies.at(index).is_below(self.reply_chance(plan, step, luck, &connect.reply, (prospect, worn)));
            let to = Recipient { plan, luck: person, place, number, prospect };
            self.inbox.post(day, to.arrival(ArrivalKind::Acceptance));
            if replies {
                self.await_reply(to, &connect.reply, day, None);
            }
        }
        is_accepted
    }

    /// Draws when a reply lands; the prospect's reply is the one that lands first.
    #[inline(never)]
    fn await_reply(&mut self, to: Recipient<'_>, plan: &ReplyPlan, day: Day, credit: Option<Day>) {
        let lands = day + plan.delay.of(&self.drawn).days(to.luck.stream(plan.delay_key).at(u64::from(to.number)));
        if to.prospect.would_reply_first(lands) {
            to.prospect.will_reply(lands, to.place, credit);
            self.inbox.post(lands, to.arrival(ArrivalKind::Reply));
        }
    }

    /// A rate as the lift of the segment, those of earlier touches and the wear of the list leave it.
    fn lifted(
        &self,
        rate: UnknownId,
        of_segment: UnknownId,
        of_touches: impl Iterator<Item = UnknownId>,
        worn: f64,
    ) -> Threshold {
        let drawn = &self.drawn;
        let lifted = of_touches.fold(drawn[rate] * drawn[of_segment], |rate, lift| rate * drawn[lift]);
        Threshold::new(Share::held(lifted * worn))
    }
}
