//! One trial, day by day: the process of the model, in the order in which things happen.

use crate::domain::case::Order;
use crate::domain::count::{Count, TrialCounts, WeekCounts};
use crate::domain::quantity::{Day, Share};
use crate::domain::segment::Pace;
use crate::domain::tally::TouchTally;

use super::account::Account;
use super::calendar::{DayPlan, send_days};
use super::inbox::{Arrival, ArrivalKind, Inbox};
use super::luck::{Luck, Threshold};
use super::recorder::Recorder;
use super::schedule::Schedule;
use super::segment_state::SegmentState;
use super::sending::{Desk, Sending};
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
                limits: &schedule.limits,
                sent_in_week: vec![0; schedule.limits.len()],
            },
            segments: schedule.segments.iter().map(SegmentState::new).collect(),
            refunded_last_week: 0,
            sent_before: (0, 0),
            restricted_until: -1,
            counted: TrialCounts::default(),
            weeks: Vec::with_capacity(schedule.case.calendar.weeks() as usize),
            touches: vec![TouchTally::default(); schedule.rows],
        }
    }

    /// Plays the trial that has this luck from its first day to the last, and tells what it counted.
    pub fn play(&mut self, luck: Luck, recorder: &mut impl Recorder) -> TrialCounts {
        self.begin(luck, recorder);
        for (week, days) in self.schedule.days.chunks(7).enumerate() {
            self.begin_week(week);
            for (day, plan) in (7 * week as Day..).zip(days) {
                self.desk.account.begin_day(day, plan, recorder);
                self.receive(day, recorder);
                if let Some(send_day) = plan.send {
                    if day > self.restricted_until {
                        self.send(day, plan, send_day, recorder);
                    } else {
                        self.desk.account.note(EventKind::Restricted, Subject::default(), recorder);
                    }
                }
            }
            self.end_week(days);
        }
        self.settle(recorder);
        std::mem::take(&mut self.counted)
    }

    /// The counts of each campaign week of the trial just played.
    pub fn weeks(&self) -> &[WeekCounts] {
        &self.weeks
    }

    /// The counts of each row of touches of the trial just played.
    pub fn touches(&self) -> &[TouchTally] {
        &self.touches
    }

    fn begin(&mut self, luck: Luck, recorder: &mut impl Recorder) {
        let (schedule, desk) = (self.schedule, &mut self.desk);
        desk.luck = luck;
        desk.drawn.clear();
        desk.drawn.extend(schedule.unknowns.iter().map(|unknown| unknown.draw(luck)));
        for (state, plan) in self.segments.iter_mut().zip(&schedule.segments) {
            state.begin(plan, luck, &desk.drawn);
        }
        desk.inbox.clear(schedule.days.len() as Day);
        desk.account.open(schedule.case, recorder);
        (self.refunded_last_week, self.sent_before, self.restricted_until) = (0, (0, 0), -1);
        self.counted = TrialCounts::new(schedule.terms().further);
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
        self.desk.sent_in_week.fill(0);
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
    }

    fn receive_pending(&mut self, day: Day, arrival: Arrival, recorder: &mut impl Recorder) {
        let plan = &self.schedule.pending[arrival.source as usize];
        self.touches[plan.row].replies += 1;
        self.count_reply(day, plan.credit_lapses, plan.sent, plan.subject(), recorder);
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
            let mut short = false;
            if follow_ups_first {
                short |= sending.send_later_touches(recorder);
            }
            short |= sending.start_prospects(send_day, plan.sends_in_week, recorder);
            if !follow_ups_first {
                short |= sending.send_later_touches(recorder);
            }
            if short {
                self.desk.account.week[Count::Short] = 1;
                let subject = Subject { segment: Some(segment.place), ..Subject::default() };
                self.desk.account.note(EventKind::Short, subject, recorder);
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

    /// After the last day: replies to what was sent are still counted.
    fn settle(&mut self, recorder: &mut impl Recorder) {
        let mut late = 0;
        for &(day, _, arrival) in self.desk.inbox.late() {
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
            late += u64::from(kind == EventKind::Reply);
            self.desk.account.note(kind, subject, recorder);
        }
        let (case, has_further) = (self.schedule.case, self.schedule.terms().further.is_some());
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
