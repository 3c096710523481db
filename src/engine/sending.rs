//! A segment's turn on a send day: who is sent what, and what follows from it.

use std::ops::Range;

use crate::domain::quantity::{Day, Share};
use crate::domain::segment::Pace;

use super::account::Account;
use super::inbox::{Arrival, ArrivalKind, Inbox};
use super::luck::{Luck, Threshold};
use super::recorder::Recorder;
use super::schedule::{ReplyPlan, SegmentPlan, Step, StepKind, UnknownId};
use super::segment_state::{Prospect, SegmentState};

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
        let step = &self.plan.steps[place];
        let touch = step.touch as usize;
        let is_inmail = matches!(step.kind, StepKind::InMail(_));
        let next = self.plan.steps.get(place + 1);
        for number in numbers.clone() {
            let known = self.state.prospects.get(number as usize).copied();
            let mut prospect = known.unwrap_or_else(|| self.state.meet(number));
            if prospect.has_replied(self.day) {
                continue;
            }
            let halt = |why| (number - numbers.start, Some(why));
            if step.is_limited && self.desk.sent_in_week[touch] >= self.desk.limits[touch] {
                return halt(Halt::Limit);
            }
            let pays = is_inmail && !(step.may_be_free && prospect.is_free_to(self.day));
            if pays && self.desk.account.balance() <= self.plan.reserve {
                return halt(Halt::OutOfCredits);
            }
            self.desk.sent_in_week[touch] += u32::from(step.is_limited);
            self.state.counts[place].sent += 1;
            self.state.counts[place].credits += u64::from(pays);
            let credit = self.desk.account.send(pays, || self.plan.subject(step, number), recorder);
            if pays {
                prospect.paid_on = self.day;
            }
            self.follow_through(number, &mut prospect, place, step, credit);
            prospect.sent |= 1 << place;
            match known {
                Some(_) => self.state.prospects[number as usize] = prospect,
                None => self.state.prospects.push(prospect),
            }
            if let Some(next) = next {
                self.state.waiting[place + 1].add(self.day + next.wait, number);
            }
        }
        (numbers.end - numbers.start, None)
    }

    /// Draws what a touch that has gone out leads to.
    #[inline]
    fn follow_through(&mut self, number: u32, prospect: &mut Prospect, place: usize, step: &Step, credit: Option<Day>) {
        match &step.kind {
            StepKind::InMail(reply) | StepKind::Free(reply) => {
                self.draw_reply(number, prospect, place, reply, self.day, credit);
            }
            StepKind::Connect { rate, key, delay_key, delay, reply } => {
                let chance = self.lifted(*rate, self.plan.accept_lift, self.plan.accept_lifts(prospect.sent, step));
                let (index, luck) = (u64::from(number), self.desk.luck);
                if luck.stream(*key).at(index).is_below(chance) {
                    let accepted_on = self.day + delay.days(luck.stream(*delay_key).at(index));
                    self.state.counts[place].accepted += 1;
                    prospect.accepted_on = prospect.accepted_on.min(accepted_on);
                    self.post(accepted_on, ArrivalKind::Acceptance, number, place);
                    self.draw_reply(number, prospect, place, reply, accepted_on, None);
                }
            }
            StepKind::Engage { .. } => {}
        }
    }

    /// Draws whether a touch that reached a prospect on `day` draws a reply, and when.
    #[inline]
    fn draw_reply(
        &mut self,
        number: u32,
        prospect: &mut Prospect,
        place: usize,
        plan: &ReplyPlan,
        day: Day,
        credit: Option<Day>,
    ) {
        let step = &self.plan.steps[place];
        let luck = self.state.luck[place];
        let chance = if step.lifted_by.is_empty() {
            luck.reply_chance
        } else {
            self.lifted(plan.rate, self.plan.reply_lift, self.plan.reply_lifts(prospect.sent, step))
        };
        let index = u64::from(number);
        if luck.replies.at(index).is_below(chance) {
            let lands = day + plan.delay.days(self.desk.luck.stream(plan.delay_key).at(index));
            if prospect.would_reply_first(lands) {
                prospect.will_reply(lands, place, credit);
                self.post(lands, ArrivalKind::Reply, number, place);
            }
        }
    }

    /// A rate as the lift of the segment and those of earlier touches leave it.
    fn lifted(&self, rate: UnknownId, of_segment: UnknownId, of_touches: impl Iterator<Item = UnknownId>) -> Threshold {
        let drawn = &self.desk.drawn;
        Threshold::new(Share::held(of_touches.fold(drawn[rate] * drawn[of_segment], |rate, lift| rate * drawn[lift])))
    }

    fn post(&mut self, day: Day, kind: ArrivalKind, prospect: u32, place: usize) {
        self.desk.inbox.post(day, Arrival { kind, source: self.state.place, prospect, step: place as u32 });
    }
}
