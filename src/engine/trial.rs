//! One trial, day by day: the process of the model, in the order in which things happen.

use std::collections::BTreeMap;

use crate::domain::case::Order;
use crate::domain::count::{Count, TrialCounts, WeekCounts};
use crate::domain::quantity::{Day, Share};
use crate::domain::reason::{Reason, Reasons};
use crate::domain::segment::Pace;
use crate::domain::tally::TouchTally;

use super::account::Account;
use super::calendar::{DayPlan, send_days};
use super::inbox::{Arrival, ArrivalKind, Inbox};
use super::luck::{Luck, Threshold};
use super::outcomes::{Landed, Reached};
use super::quota::Quota;
use super::recorder::Recorder;
use super::schedule::{Schedule, SegmentPlan};
use super::segment_state::SegmentState;
use super::sending::{Desk, Sending};
use super::unknown::draw_all;
use crate::domain::event::{EventKind, Subject};

/// Plays the trials of a case, one after the other, in memory that it keeps.
#[derive(Debug, Clone)]
pub struct Player<'a> {
    schedule: &'a Schedule<'a>,
    desk: Desk<'a>,
    /// In the order of the schedule's segments.
    segments: Vec<SegmentState>,
    refunded_last_week: u32,
    /// Touches sent and credits spent before this campaign week.
    sent_before: (u64, u64),
    /// The last day on which a restriction lets nothing go out.
    restricted_until: Day,
    /// Outcomes that are under way, by the day on which they are reached.
    under_way: BTreeMap<Day, Vec<(Reached, Subject)>>,
    counted: TrialCounts,
    weeks: Vec<WeekCounts>,
    touches: Vec<TouchTally>,
}

impl<'a> Player<'a> {
    /// A player of the case that `schedule` was made from.
    pub fn new(schedule: &'a Schedule<'a>) -> Player<'a> {
        Player {
            schedule,
            desk: Desk {
                luck: Luck::default(),
                drawn: Vec::with_capacity(schedule.unknowns.len()),
                account: Account::new(&schedule.case.rules),
                inbox: Inbox::default(),
                quota: Quota::new(&schedule.limits),
            },
            segments: schedule.segments.iter().map(SegmentState::new).collect(),
            refunded_last_week: 0,
            sent_before: (0, 0),
            restricted_until: -1,
            under_way: BTreeMap::new(),
            counted: TrialCounts::default(),
            weeks: Vec::with_capacity(schedule.case.calendar.weeks() as usize),
            touches: vec![TouchTally::default(); schedule.rows],
        }
    }

    /// Plays the trial that has this luck from its first day to the last, and tells what it counted.
    pub fn play(&mut self, luck: Luck, recorder: &mut impl Recorder) -> &TrialCounts {
        self.begin(luck, recorder);
        for (week, days) in self.schedule.days.chunks(7).enumerate() {
            self.begin_week(week);
            for (day, plan) in (7 * week as Day..).zip(days) {
                self.desk.account.begin_day(day, plan, recorder);
                self.desk.quota.begin_day(day);
                self.receive(day, recorder);
                self.reach(day, recorder);
                if let Some(send_day) = plan.send {
                    if day > self.restricted_until {
                        self.send(day, plan, send_day, recorder);
                    } else {
                        self.lose(day, plan, send_day, recorder);
                    }
                }
                for (state, plan) in self.segments.iter_mut().zip(&self.schedule.segments) {
                    state.end_day(plan, day);
                }
            }
            self.end_week(days);
        }
        self.settle(recorder);
        &self.counted
    }

    /// The counts of each campaign week of the trial just played.
    pub fn weeks(&self) -> &[WeekCounts] {
        &self.weeks
    }

    /// What each segment came to in the trial just played: its place in the case, the prospects started, their replies, and
    /// the day on which it was through.
    pub fn segments(&self) -> impl Iterator<Item = (usize, u64, u64, Option<Day>)> {
        let segments = self.segments.iter().zip(&self.schedule.segments);
        segments.map(|(state, plan)| (plan.place as usize, state.started().into(), state.replied(), state.through))
    }

    /// The counts of each row of touches of the trial just played.
    pub fn touches(&self) -> &[TouchTally] {
        &self.touches
    }

    fn begin(&mut self, luck: Luck, recorder: &mut impl Recorder) {
        let (schedule, desk) = (self.schedule, &mut self.desk);
        desk.luck = luck;
        draw_all(&schedule.unknowns, luck, &mut desk.drawn);
        for (state, plan) in self.segments.iter_mut().zip(&schedule.segments) {
            state.begin(plan, luck, &desk.drawn);
        }
        desk.quota.begin();
        desk.inbox.clear(schedule.days.len() as Day);
        desk.account.open(schedule.case, recorder);
        (self.refunded_last_week, self.sent_before, self.restricted_until) = (0, (0, 0), -1);
        self.counted.reset(schedule.terms().further);
        self.weeks.clear();
        self.touches.fill(TouchTally::default());
        for (source, plan) in (0..).zip(&schedule.pending) {
            let inbox = &mut self.desk.inbox;
            plan.draw(
                luck,
                |unknown| self.desk.drawn[unknown],
                |prospect, lands| {
                    inbox.post(lands, Arrival { kind: ArrivalKind::PendingReply, source, prospect, step: 0 });
                },
            );
        }
    }

    fn begin_week(&mut self, week: usize) {
        self.desk.quota.begin_week();
        for (state, plan) in self.segments.iter_mut().zip(&self.schedule.segments) {
            state.begin_week(match plan.pace {
                Pace::PerWeek(numbers) => numbers[week.min(numbers.len() - 1)],
                Pace::Refunds => self.refunded_last_week,
                Pace::Max => 0,
            });
        }
    }

    fn end_week(&mut self, days: &[DayPlan]) {
        let mut week = std::mem::take(&mut self.desk.account.week);
        let sent = self.sent();
        week[Count::Sent] = (sent.0 - self.sent_before.0) as u32;
        week[Count::Spent] = (sent.1 - self.sent_before.1) as u32;
        self.sent_before = sent;
        week[Count::Balance] = self.desk.account.balance();
        let (sends, of) = send_days(days);
        for (state, plan) in self.segments.iter().zip(&self.schedule.segments) {
            week[Count::Shortfall] += state.shortfall(plan, sends, of);
        }
        self.refunded_last_week = week[Count::Refunded];
        let further = Count::FURTHER_BY_WEEK.into_iter().filter(|_| self.schedule.terms().further.is_some());
        for count in Count::SUMMED.into_iter().chain(further) {
            self.counted[count] += u64::from(week[count]);
        }
        week[Count::RepliesSoFar] = self.counted[Count::Replies] as u32;
        self.weeks.push(week);
    }

    /// How many touches have gone out so far, and how many credits they cost.
    fn sent(&self) -> (u64, u64) {
        self.segments.iter().map(SegmentState::sent).fold((0, 0), |sum, sent| (sum.0 + sent.0, sum.1 + sent.1))
    }

    /// Step 4 of a day: replies and acceptances land, in the order in which their touches were sent.
    #[inline]
    fn receive(&mut self, day: Day, recorder: &mut impl Recorder) {
        let mut arrivals = self.desk.inbox.first(day);
        while let Some((arrival, next)) = arrivals {
            match arrival.kind {
                ArrivalKind::Reply => self.receive_reply(day, arrival, recorder),
                ArrivalKind::PendingReply => self.receive_pending(day, arrival, recorder),
                ArrivalKind::Acceptance => {
                    self.desk.account.note(EventKind::Accept, subject(self.schedule, arrival), recorder);
                }
            }
            arrivals = self.desk.inbox.next(next);
        }
    }

    fn receive_reply(&mut self, day: Day, arrival: Arrival, recorder: &mut impl Recorder) {
        let state = &mut self.segments[arrival.source as usize];
        let prospect = state.prospects[arrival.prospect as usize];
        if !prospect.reply_is_from(arrival.step) {
            return;
        }
        state.counts[arrival.step as usize].replies += 1;
        let subject = subject(self.schedule, arrival);
        self.count_reply(day, prospect.reply_credit(), prospect.paid_on, subject, recorder);
        self.follow(day, arrival, subject);
    }

    fn receive_pending(&mut self, day: Day, arrival: Arrival, recorder: &mut impl Recorder) {
        let plan = &self.schedule.pending[arrival.source as usize];
        self.touches[plan.row].replies += 1;
        self.count_reply(day, plan.credit_lapses, plan.sent, plan.subject(), recorder);
        self.follow(day, arrival, plan.subject());
    }

    /// Draws what a reply leads to that has landed, and counts it.
    #[inline]
    fn follow(&mut self, day: Day, reply: Arrival, subject: Subject) {
        if !self.schedule.outcomes.is_empty() {
            self.follow_up(day, reply, subject);
        }
    }

    #[inline(never)]
    fn follow_up(&mut self, day: Day, reply: Arrival, subject: Subject) {
        let schedule = self.schedule;
        let index = match reply.kind {
            ArrivalKind::PendingReply => schedule.pending[reply.source as usize].first + u64::from(reply.prospect),
            ArrivalKind::Reply | ArrivalKind::Acceptance => u64::from(reply.prospect),
        };
        let touch = subject.touch.expect("a reply is drawn by a touch") as usize;
        let landed = Landed { day, touch, segment: subject.segment.map(|segment| segment as usize), index };
        let (counted, under_way, days) = (&mut self.counted, &mut self.under_way, schedule.days.len() as Day);
        schedule.outcomes.follow(landed, self.desk.luck, &self.desk.drawn, |reached| {
            let place = reached.outcome as u16;
            counted[Count::Reached(place)] += 1;
            counted[Count::InTime(place)] += u64::from(reached.day < days);
            // What nobody could earn any more is not told apart.
            let value = counted[Count::Value].saturating_add(reached.value.cents());
            counted[Count::Value] = value;
            counted[Count::Worth(place)] = counted[Count::Worth(place)].saturating_add(reached.value.cents());
            counted[Count::Effort] += reached.effort;
            under_way.entry(reached.day).or_default().push((reached, subject));
        });
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

    /// Counts a reply that lands. If a credit drew it, known by its lapse day, and the latest one was spent on the
    /// prospect recently enough, one comes back.
    fn count_reply(
        &mut self,
        day: Day,
        credit: Option<Day>,
        paid_on: Day,
        subject: Subject,
        recorder: &mut impl Recorder,
    ) {
        self.desk.account.note(EventKind::Reply, subject, recorder);
        self.desk.account.week[Count::Replies] += 1;
        let window = self.schedule.case.rules.refund_window_days;
        if let Some(credit) = credit
            && day <= paid_on.saturating_add_unsigned(window)
        {
            self.desk.account.refund(credit, subject, recorder);
        }
    }

    /// Step 5 of a send day: touches go out.
    fn send(&mut self, day: Day, plan: &DayPlan, send_day: u32, recorder: &mut impl Recorder) {
        let spent_before = self.schedule.restriction.as_ref().map(|_| self.sent().1);
        let follow_ups_first = self.schedule.case.pacing.order == Order::FollowUpsFirst;
        for (state, segment) in self.segments.iter_mut().zip(&self.schedule.segments) {
            let mut sending = Sending { plan: segment, state, desk: &mut self.desk, day };
            let mut held = Reasons::default();
            if follow_ups_first {
                sending.send_later_touches(&mut held, recorder);
            }
            sending.start_prospects(send_day, plan.sends_in_week, &mut held, recorder);
            if !follow_ups_first {
                sending.send_later_touches(&mut held, recorder);
            }
            for reason in held.each() {
                self.desk.account.hold_up(reason, segment.place, recorder);
            }
        }
        if let (Some(restriction), Some(spent_before)) = (&self.schedule.restriction, spent_before) {
            let chance = Threshold::new(Share::held(self.desk.drawn[restriction.chance]));
            if self.sent().1 - spent_before > u64::from(restriction.above_per_day)
                && self.desk.luck.stream(restriction.key).at(day as u64).is_below(chance)
            {
                self.restricted_until = day + restriction.days;
            }
        }
    }

    /// A send day on which a restriction lets nothing go out.
    fn lose(&mut self, day: Day, plan: &DayPlan, send_day: u32, recorder: &mut impl Recorder) {
        self.desk.account.note(EventKind::Restricted, Subject::default(), recorder);
        for (state, segment) in self.segments.iter_mut().zip(&self.schedule.segments) {
            let mut sending = Sending { plan: segment, state, desk: &mut self.desk, day };
            if sending.wants_any(send_day, plan.sends_in_week) {
                self.desk.account.hold_up(Reason::Restriction, segment.place, recorder);
            }
        }
    }

    /// After the last day: replies to what was sent are still counted.
    fn settle(&mut self, recorder: &mut impl Recorder) {
        let mut late = 0;
        let mut inbox = std::mem::take(&mut self.desk.inbox);
        for &(day, _, arrival) in inbox.late() {
            self.reach(day - 1, recorder);
            self.desk.account.go_to(day);
            let (kind, subject) = match arrival.kind {
                ArrivalKind::PendingReply => {
                    let plan = &self.schedule.pending[arrival.source as usize];
                    self.touches[plan.row].replies += 1;
                    (EventKind::Reply, plan.subject())
                }
                ArrivalKind::Acceptance => (EventKind::Accept, subject(self.schedule, arrival)),
                ArrivalKind::Reply => {
                    let state = &mut self.segments[arrival.source as usize];
                    if !state.prospects[arrival.prospect as usize].reply_is_from(arrival.step) {
                        continue;
                    }
                    state.counts[arrival.step as usize].replies += 1;
                    (EventKind::Reply, subject(self.schedule, arrival))
                }
            };
            self.desk.account.note(kind, subject, recorder);
            if kind == EventKind::Reply {
                late += 1;
                self.follow(day, arrival, subject);
            }
        }
        let (case, has_further) = (self.schedule.case, self.schedule.terms().further.is_some());
        self.desk.inbox = inbox;
        self.reach(Day::MAX, recorder);
        for (state, plan) in self.segments.iter().zip(&self.schedule.segments) {
            self.counted[Count::Started] += u64::from(state.started());
            if has_further {
                let sent = state.counts.iter().map(|counts| counts.sent);
                let expenses = case.expenses(&case.segments[plan.place as usize], state.started().into(), sent);
                self.counted[Count::Expenses] = self.counted[Count::Expenses].saturating_add(expenses);
            }
            for (counts, step) in state.counts.iter().zip(&plan.steps) {
                self.touches[step.row].merge(counts);
                self.counted[Count::Effort] += counts.sent * step.effort;
            }
        }
        if self.schedule.terms().further.is_some() {
            let is_through =
                |(state, plan): (&SegmentState, &SegmentPlan<'_>)| !plan.is_list || state.through.is_some();
            let through = self.segments.iter().zip(&self.schedule.segments).all(is_through);
            self.counted[Count::Through] = (self.schedule.terms().has_lists && through).into();
        }
        self.counted[Count::RepliesSettled] = self.counted[Count::Replies] + late;
        self.counted[Count::Forfeited] = self.desk.account.forfeited;
        self.counted[Count::Balance] = u64::from(self.desk.account.balance());
    }
}

/// Whom something that lands concerns.
fn subject(schedule: &Schedule<'_>, arrival: Arrival) -> Subject {
    let plan = &schedule.segments[arrival.source as usize];
    plan.subject(&plan.steps[arrival.step as usize], arrival.prospect)
}
