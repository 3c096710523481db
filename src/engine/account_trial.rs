//! The trial of one account, day by day: the process of the model, in the order in which things happen.

use std::collections::BTreeMap;

use crate::domain::case::Order;
use crate::domain::count::Count;
use crate::domain::event::{EventKind, Subject};
use crate::domain::quantity::{Day, Share};
use crate::domain::reason::{Reason, Reasons};
use crate::domain::segment::Pace;

use super::account_plan::AccountPlan;
use super::calendar::{DayPlan, send_days};
use super::inbox::{Arrival, ArrivalKind};
use super::luck::{Luck, Threshold};
use super::outcomes::{Landed, Reached};
use super::person_state::PersonState;
use super::recorder::Recorder;
use super::schedule::Schedule;
use super::segment_state::SegmentState;
use super::sending::{Desk, Sending};
use super::sums::Sums;

/// Outcomes that are under way, by the day on which they are reached.
pub(super) type UnderWay = BTreeMap<Day, Vec<(Reached, Subject)>>;

/// An account in one trial, with all that takes part in it.
pub(super) struct AccountTrial<'t, 'a> {
    pub(super) schedule: &'a Schedule<'a>,
    pub(super) plan: &'a AccountPlan,
    pub(super) desk: &'t mut Desk<'a>,
    pub(super) people: &'t mut [PersonState<'a>],
    /// In the order of the plan's segments.
    pub(super) segments: &'t mut [SegmentState],
    pub(super) under_way: &'t mut UnderWay,
    pub(super) sums: &'t mut Sums,
}

impl<'a> AccountTrial<'_, 'a> {
    /// Plays the trial that has this luck from its first day to the last, and adds what it counts.
    pub(super) fn play(mut self, luck: Luck, recorder: &mut impl Recorder) {
        self.begin(luck);
        let (mut sent_before, mut lost) = ((0, 0), 0);
        for (week, days) in self.plan.days.chunks(7).enumerate() {
            self.begin_week(week);
            for (day, plan) in (7 * week as Day..).zip(days) {
                self.desk.account.begin_day(day, plan, &self.plan.people, recorder);
                self.people.iter_mut().for_each(|person| person.quota.begin_day(day));
                self.receive(day, recorder);
                self.reach(day, recorder);
                if let Some(send_day) = plan.send {
                    self.send(day, plan, send_day, recorder);
                }
                for (state, plan) in self.segments.iter_mut().zip(&self.plan.segments) {
                    state.end_day(plan, day);
                }
            }
            lost += self.end_week(week, days, &mut sent_before);
        }
        self.settle(lost, recorder);
    }

    fn begin(&mut self, luck: Luck) {
        let plan = self.plan;
        for (state, person) in self.people.iter_mut().zip(&plan.people) {
            state.begin(luck.of_person(person.person.seat, person.person.number));
        }
        for (state, plan) in self.segments.iter_mut().zip(&plan.segments) {
            state.begin(plan, self.people[plan.person as usize].luck, &self.desk.drawn);
        }
        self.desk.account.begin(plan.owner());
        let Desk { inbox, drawn, .. } = &mut *self.desk;
        inbox.clear(plan.days.len() as Day);
        for (source, pending) in (0..).zip(&plan.pending) {
            pending.draw(
                self.people[pending.person as usize].luck,
                |unknown| drawn[unknown],
                |prospect, lands| {
                    inbox.post(lands, Arrival { kind: ArrivalKind::PendingReply, source, prospect, step: 0 });
                },
            );
        }
    }

    fn begin_week(&mut self, week: usize) {
        for person in &mut *self.people {
            person.quota.begin_week();
            person.refunded = [person.refunded[1], 0];
        }
        for (state, plan) in self.segments.iter_mut().zip(&self.plan.segments) {
            state.begin_week(match &plan.pace {
                Pace::PerWeek(numbers) => numbers[week.min(numbers.len() - 1)],
                Pace::Refunds => {
                    let person = plan.person as usize;
                    let seat = &self.schedule.team[self.plan.people[person].person.seat];
                    seat.ramped(week as u32 + 1, self.people[person].refunded[0])
                }
                Pace::Max => 0,
            });
        }
    }

    /// Ends a week, and tells how many credits lapsed or were dropped in it.
    fn end_week(&mut self, number: usize, days: &[DayPlan], sent_before: &mut (u64, u64)) -> u64 {
        let mut week = std::mem::take(&mut self.desk.account.week);
        let sent = self.sent();
        week[Count::Sent] = (sent.0 - sent_before.0) as u32;
        week[Count::Spent] = (sent.1 - sent_before.1) as u32;
        *sent_before = sent;
        week[Count::Balance] = self.desk.account.balance();
        let (sends, of) = send_days(days);
        for (state, plan) in self.segments.iter().zip(&self.plan.segments) {
            week[Count::Shortfall] += state.shortfall(plan, sends, of);
        }
        self.sums.weeks[number].add(&week);
        u64::from(week[Count::Lapsed]) + u64::from(week[Count::Capped])
    }

    /// How many touches have gone out so far, and how many credits they cost.
    fn sent(&self) -> (u64, u64) {
        self.segments.iter().map(SegmentState::sent).fold((0, 0), |sum, sent| (sum.0 + sent.0, sum.1 + sent.1))
    }

    /// How many credits one of the people has spent so far.
    fn spent_by(&self, person: usize) -> u64 {
        let segments = self.segments.iter().zip(&self.plan.segments);
        segments.filter(|(_, plan)| plan.person as usize == person).map(|(state, _)| state.credits()).sum()
    }

    /// Step 4 of a day: replies and acceptances land, in the order in which their touches were sent.
    #[inline]
    fn receive(&mut self, day: Day, recorder: &mut impl Recorder) {
        let mut arrivals = self.desk.inbox.first(day);
        while let Some((arrival, next)) = arrivals {
            if let Some((credit, paid_on)) = self.land(day, arrival, recorder) {
                self.desk.account.week[Count::Replies] += 1;
                let window = self.schedule.case.rules.refund_window_days;
                // One comes back if a credit drew the reply, and the latest one was spent on the prospect recently enough.
                if let Some(credit) = credit.filter(|_| day <= paid_on.saturating_add_unsigned(window)) {
                    self.refund(credit, arrival, recorder);
                }
                self.follow(day, arrival);
            }
            arrivals = self.desk.inbox.next(next);
        }
    }

    /// Something lands. For a reply that counts, tells the lapse day of the credit that drew it, if one did, and the day of
    /// the latest one spent on the prospect.
    #[inline]
    fn land(&mut self, day: Day, arrival: Arrival, recorder: &mut impl Recorder) -> Option<(Option<Day>, Day)> {
        let (kind, reply) = match arrival.kind {
            ArrivalKind::Acceptance => (EventKind::Accept, None),
            ArrivalKind::PendingReply => {
                let plan = &self.plan.pending[arrival.source as usize];
                self.sums.touches[plan.row].replies += 1;
                self.people[plan.person as usize].pending_replies += 1;
                (EventKind::Reply, Some((plan.credit_lapses, plan.sent)))
            }
            ArrivalKind::Reply => {
                let state = &mut self.segments[arrival.source as usize];
                let prospect = state.prospects[arrival.prospect as usize];
                if !prospect.reply_is_from(arrival.step) {
                    return None;
                }
                state.counts[arrival.step as usize].replies += 1;
                (EventKind::Reply, Some((prospect.reply_credit(), prospect.paid_on)))
            }
        };
        self.desk.account.go_to(day);
        self.desk.account.note(kind, self.subject(arrival), recorder);
        reply
    }

    fn refund(&mut self, credit: Day, arrival: Arrival, recorder: &mut impl Recorder) {
        let subject = self.subject(arrival);
        let person = &mut self.people[self.person(arrival)];
        person.refunded[1] += 1;
        person.refunded_in_all += 1;
        self.desk.account.refund(credit, subject, recorder);
    }

    /// Whose touch something answers.
    fn person(&self, arrival: Arrival) -> usize {
        let place = arrival.source as usize;
        match arrival.kind {
            ArrivalKind::PendingReply => self.plan.pending[place].person as usize,
            ArrivalKind::Reply | ArrivalKind::Acceptance => self.plan.segments[place].person as usize,
        }
    }

    /// Whom something that lands concerns.
    fn subject(&self, arrival: Arrival) -> Subject {
        let place = arrival.source as usize;
        match arrival.kind {
            ArrivalKind::PendingReply => self.plan.pending[place].subject(),
            ArrivalKind::Reply | ArrivalKind::Acceptance => {
                let plan = &self.plan.segments[place];
                plan.subject(&plan.steps[arrival.step as usize], arrival.prospect)
            }
        }
    }

    /// Draws what a reply leads to that has landed, and counts it.
    #[inline]
    fn follow(&mut self, day: Day, reply: Arrival) {
        if !self.schedule.outcomes.is_empty() {
            self.follow_up(day, reply);
        }
    }

    #[inline(never)]
    fn follow_up(&mut self, day: Day, reply: Arrival) {
        let (schedule, subject) = (self.schedule, self.subject(reply));
        let landed = match reply.kind {
            ArrivalKind::PendingReply => self.plan.pending[reply.source as usize].landed(reply.prospect, day),
            ArrivalKind::Reply | ArrivalKind::Acceptance => {
                let plan = &self.plan.segments[reply.source as usize];
                let (touch, segment) = (plan.steps[reply.step as usize].touch as usize, Some(plan.place as usize));
                Landed { day, touch, segment, index: reply.prospect.into() }
            }
        };
        let person = self.person(reply);
        let person = &mut self.people[person];
        let (counted, under_way, days) = (&mut self.sums.counted, &mut *self.under_way, schedule.case.calendar.days);
        let Desk { drawn, odds, .. } = &mut *self.desk;
        schedule.outcomes.follow(
            landed,
            person.luck,
            |unknown| drawn[unknown],
            odds,
            |reached| {
                reached.count_in(counted, days);
                person.effort += reached.effort;
                under_way.entry(reached.day).or_default().push((reached, subject));
            },
        );
    }

    /// Takes note of the outcomes that are reached by the end of `day`, day by day in the order in which their replies
    /// landed.
    fn reach(&mut self, day: Day, recorder: &mut impl Recorder) {
        while let Some(first) = self.under_way.first_entry().filter(|first| *first.key() <= day) {
            self.desk.account.go_to(*first.key());
            for (reached, subject) in first.remove() {
                let subject = Subject { outcome: Some(reached.outcome as u32), ..subject };
                self.desk.account.note_outcome(subject, reached.value, recorder);
            }
        }
    }

    /// Step 5 of a send day: touches go out, but for those of people whom a restriction keeps from it.
    fn send(&mut self, day: Day, plan: &DayPlan, send_day: u32, recorder: &mut impl Recorder) {
        let restriction = self.schedule.restriction.as_ref();
        let follow_ups_first = self.schedule.case.pacing.order == Order::FollowUpsFirst;
        let spent_before: Vec<u64> = restriction.map_or_else(Vec::new, |_| {
            for (state, plan) in self.people.iter().zip(&self.plan.people) {
                if day <= state.restricted_until {
                    let subject = Subject { seat: plan.seat, ..Subject::default() };
                    self.desk.account.note(EventKind::Restricted, subject, recorder);
                }
            }
            (0..self.people.len()).map(|person| self.spent_by(person)).collect()
        });
        for (state, segment) in self.segments.iter_mut().zip(&self.plan.segments) {
            let person = &mut self.people[segment.person as usize];
            if day < self.plan.people[segment.person as usize].begins {
                continue;
            }
            let mut held = Reasons::default();
            let (luck, quota) = (&person.luck, &mut person.quota);
            let mut sending = Sending { plan: segment, state, luck, quota, desk: self.desk, day };
            if day <= person.restricted_until {
                if sending.wants_any(send_day, plan.sends_in_week) {
                    held.add(Reason::Restriction);
                }
            } else {
                if follow_ups_first {
                    sending.send_later_touches(&mut held, recorder);
                }
                sending.start_prospects(send_day, plan.sends_in_week, &mut held, recorder);
                if !follow_ups_first {
                    sending.send_later_touches(&mut held, recorder);
                }
            }
            for reason in held.each() {
                person.was_short |= reason == Reason::Credits;
                self.desk.account.hold_up(reason, segment.whole(), recorder);
            }
        }
        let Some(restriction) = restriction else { return };
        let chance = Threshold::new(Share::held(self.desk.drawn[restriction.chance]));
        for (person, spent_before) in spent_before.into_iter().enumerate() {
            let spent = self.spent_by(person) - spent_before;
            let person = &mut self.people[person];
            if spent > u64::from(restriction.above_per_day)
                && person.luck.stream(restriction.key).at(day as u64).is_below(chance)
            {
                person.restricted_until = day + restriction.days;
            }
        }
    }

    /// After the last day: replies to what was sent are still counted. So many credits were `lost` before.
    fn settle(&mut self, lost: u64, recorder: &mut impl Recorder) {
        let mut late = 0;
        let mut inbox = std::mem::take(&mut self.desk.inbox);
        for &(day, _, arrival) in inbox.late() {
            self.reach(day - 1, recorder);
            if self.land(day, arrival, recorder).is_some() {
                late += 1;
                self.follow(day, arrival);
            }
        }
        self.desk.inbox = inbox;
        self.reach(Day::MAX, recorder);
        let forfeited = self.desk.account.forfeited;
        let counted = &mut self.sums.counted;
        counted[Count::RepliesSettled] += late;
        counted[Count::Forfeited] += forfeited;
        counted[Count::Balance] += u64::from(self.desk.account.balance());
        self.add_segments();
        self.add_seats(lost + forfeited);
    }

    fn add_segments(&mut self) {
        let (case, has_further) = (self.schedule.case, self.schedule.terms().further.is_some());
        let sums = &mut *self.sums;
        for (state, plan) in self.segments.iter().zip(&self.plan.segments) {
            let started = u64::from(state.started());
            sums.counted[Count::Started] += started;
            if has_further {
                let sent = state.counts.iter().map(|counts| counts.sent);
                let expenses = case.expenses(&case.segments[plan.place as usize], started, sent);
                sums.counted[Count::Expenses] = sums.counted[Count::Expenses].saturating_add(expenses);
            }
            for (counts, step) in state.counts.iter().zip(plan.steps.iter()) {
                sums.touches[step.row].merge(counts);
                sums.counted[Count::Effort] += counts.sent * step.effort;
            }
            let counts = (started, state.replied(), state.through);
            sums.segments[plan.place as usize].add(plan.is_worked(), counts);
        }
    }

    /// Adds what each seat came to; credits that were `lost` are of no single one where several share the account.
    fn add_seats(&mut self, lost: u64) {
        let monthly = self.schedule.terms().monthly;
        for (person, plan) in self.people.iter().zip(&self.plan.people) {
            if let Some(monthly) = monthly {
                let days = self.schedule.grant_days[plan.person.seat];
                self.sums.counted[Count::RefundedMonthly] += monthly.of(person.refunded_in_all, days);
            }
        }
        if self.sums.seats.is_empty() {
            return;
        }
        let seat_of = |person: usize| self.plan.people[person].person.seat;
        self.sums.seats[seat_of(0)].lost += lost;
        for (place, person) in self.people.iter().enumerate() {
            let counts = &mut self.sums.seats[seat_of(place)];
            counts.refunded += person.refunded_in_all;
            counts.replies += person.pending_replies;
            counts.effort += person.effort;
            counts.was_short |= person.was_short;
        }
        for (state, plan) in self.segments.iter().zip(&self.plan.segments) {
            let counts = &mut self.sums.seats[seat_of(plan.person as usize)];
            counts.spent += state.credits();
            counts.started += u64::from(state.started());
            counts.replies += state.replied();
            let effort = state.counts.iter().zip(plan.steps.iter()).map(|(counts, step)| counts.sent * step.effort);
            counts.effort += effort.sum::<u64>();
        }
    }
}
