//! One plain account in many trials side by side.

use crate::domain::case::{Case, Opening, Order};
use crate::domain::count::{Count, TrialCounts};
use crate::domain::quantity::Day;
use crate::domain::seat::Person;
use crate::domain::segment::Pace;
use crate::domain::tally::{SegmentCounts, TouchTally};
use crate::domain::terms::Terms;

use super::account::Accounts;
use super::inbox::Inbox;
use super::late::Turn;
use super::row::{LANES, Row};
use super::sequence::Sequence;
use super::week::Week;
use crate::engine::account_plan::AccountPlan;
use crate::engine::calendar::send_days;
use crate::engine::luck::Luck;
use crate::engine::schedule::Schedule;
use crate::engine::segment_plan::SegmentPlan;
use crate::engine::vectors::Vectors;

/// Plays the trials of a plain account, [`LANES`] at a time, in memory that it keeps.
#[derive(Debug, Clone)]
pub(super) struct AccountLanes<'a> {
    schedule: &'a Schedule<'a>,
    plan: &'a AccountPlan,
    accounts: Accounts<'a>,
    inbox: Inbox,
    /// In the order of the schedule's segments.
    sequences: Vec<Sequence<'a>>,
    /// Each of the schedule's unknowns, lane by lane.
    drawn: Vec<[f64; LANES]>,
    /// Replies to each of the touches pending on day 0.
    pending_replies: Vec<Row>,
    /// The counts of all weeks together.
    total: Week,
}

impl<'a> AccountLanes<'a> {
    /// Lanes for an account of the case that `schedule` was made from; nothing if it is not a plain one.
    pub(super) fn new(schedule: &'a Schedule<'a>, plan: &'a AccountPlan) -> Option<AccountLanes<'a>> {
        let [person] = plan.people.as_slice() else { return None };
        let seat = &schedule.team[person.person.seat];
        // What somebody brings along later has no lane, nor has a pace that is both drawn and ramped.
        let is_ramped = |segment: &SegmentPlan| segment.pace == Pace::Refunds && !seat.ramp.is_empty();
        if (person.begins > 0 && seat.opening != Opening::default()) || plan.segments.iter().any(is_ramped) {
            return None;
        }
        let (case, days) = (schedule.case, plan.days.len());
        if schedule.restriction.is_some() || !schedule.outcomes.is_empty() || !fits(case, plan, schedule.terms()) {
            return None;
        }
        let window = Day::try_from(case.rules.refund_window_days).unwrap_or(Day::MAX);
        let sequences = plan.segments.iter().map(|segment| Sequence::new(segment, window, days));
        Some(AccountLanes {
            schedule,
            plan,
            accounts: Accounts::new(case, seat)?,
            inbox: Inbox::new(days),
            sequences: sequences.collect::<Option<_>>()?,
            drawn: vec![[0.0; LANES]; schedule.unknowns.len()],
            pending_replies: vec![Row::ZERO; plan.pending.len()],
            total: Week::NOTHING,
        })
    }

    /// Plays the trials that have these lucks from their first day to the last, with these instructions; `on_week` is
    /// told what each campaign week, from 0, counted.
    pub(super) fn play(&mut self, vectors: Vectors, lucks: &[Luck; LANES], on_week: impl FnMut(usize, &Week)) {
        vectors.run(
            #[inline(always)]
            || self.play_inlined(vectors, lucks, on_week),
        );
    }

    /// Everything that this calls is inlined, so that it is compiled for the instructions of whoever calls it.
    #[inline(always)]
    fn play_inlined(&mut self, vectors: Vectors, lucks: &[Luck; LANES], mut on_week: impl FnMut(usize, &Week)) {
        self.begin(vectors, lucks);
        let plan = self.plan;
        let mut refunded = Row::ZERO;
        for (number, days) in plan.days.chunks(7).enumerate() {
            let mut week = Week::NOTHING;
            for sequence in &mut self.sequences {
                sequence.begin_week(number, refunded);
            }
            for (day, plan) in (7 * number as Day..).zip(days) {
                self.accounts.begin_day(plan, &mut week);
                let (replies, refunds) = self.inbox.take(day);
                week[Count::Replies] += replies;
                self.accounts.refund(refunds, plan, &mut week);
                if let Some(send_day) = plan.send {
                    self.send(vectors, day, send_day as i32, plan.sends_in_week as i32, &mut week);
                }
                self.accounts.end_day();
                for sequence in &mut self.sequences {
                    sequence.end_day(day);
                }
            }
            week[Count::Balance] = self.accounts.balance();
            week[Count::Sent] = week[Count::Spent];
            let (sends, of) = send_days(days);
            for sequence in &self.sequences {
                week[Count::Shortfall] += sequence.shortfall(sends, of);
            }
            refunded = week[Count::Refunded];
            self.total.add(&week);
            week[Count::RepliesSoFar] = self.total[Count::Replies];
            on_week(number, &week);
        }
    }

    /// The counts of the trial in a lane.
    pub(super) fn counted(&self, lane: usize) -> TrialCounts {
        let terms = self.schedule.terms();
        let mut counted = TrialCounts::new(terms.further);
        let mut set = |count, value: i64| counted[count] = value as u64;
        for count in Count::SUMMED {
            set(count, self.total[count][lane].into());
        }
        let replies = self.total[Count::Replies][lane] + self.inbox.late()[lane];
        set(Count::RepliesSettled, replies.into());
        set(Count::Forfeited, self.accounts.forfeited[lane].into());
        set(Count::Balance, self.accounts.balance()[lane].into());
        set(Count::Started, self.sequences.iter().map(|sequence| i64::from(sequence.started[lane])).sum());
        let effort = self.sequences.iter().flat_map(|sequence| {
            let steps = sequence.plan().steps.iter().enumerate();
            steps.map(|(place, step)| step.effort * sequence.sent(place)[lane] as u64)
        });
        set(Count::Effort, effort.sum::<u64>() as i64);
        if terms.further.is_some() && terms.has_lists {
            set(Count::Through, self.sequences.iter().all(|sequence| sequence.is_through(lane)).into());
        }
        if terms.further.is_some() {
            let case = self.schedule.case;
            counted[Count::Expenses] = self.sequences.iter().fold(0, |sum: u64, sequence| {
                let segment = &case.segments[sequence.plan().place as usize];
                let sent = (0..).map(|step| sequence.sent(step)[lane] as u64);
                sum.saturating_add(case.expenses(segment, sequence.started[lane] as u64, sent))
            });
        }
        counted
    }

    /// Whose account it is.
    pub(super) fn person(&self) -> Person {
        self.plan.people[0].person
    }

    /// Adds what the first `lanes` lanes did with each row of touches.
    pub(super) fn add_touches(&self, lanes: usize, touches: &mut [TouchTally]) {
        let sum = |row: &Row| row.lanes()[..lanes].iter().map(|&number| number as u64).sum::<u64>();
        for sequence in &self.sequences {
            for (place, step) in sequence.plan().steps.iter().enumerate() {
                let (sent, replies) = (sum(sequence.sent(place)), sum(&sequence.replies(place)));
                touches[step.row].merge(&TouchTally { sent, credits: sent, accepted: 0, replies });
            }
        }
        for (plan, replies) in self.plan.pending.iter().zip(&self.pending_replies) {
            touches[plan.row].replies += sum(replies);
        }
    }

    /// Adds what each segment came to in the trial in a lane.
    pub(super) fn add_segments(&self, lane: usize, segments: &mut [SegmentCounts]) {
        for sequence in &self.sequences {
            let through = sequence.through(lane);
            let counts = (sequence.started[lane] as u64, sequence.replied(lane) as u64, through);
            segments[sequence.plan().place as usize].add(sequence.plan().is_worked(), counts);
        }
    }

    #[inline(always)]
    fn begin(&mut self, vectors: Vectors, lucks: &[Luck; LANES]) {
        let schedule = self.schedule;
        for (place, unknown) in schedule.unknowns.iter().enumerate() {
            let (before, rest) = self.drawn.split_at_mut(place);
            for (lane, (drawn, &luck)) in rest[0].iter_mut().zip(lucks).enumerate() {
                *drawn = unknown.draw(luck, |other| before[other][lane]);
            }
        }
        let drawn = &self.drawn;
        for sequence in &mut self.sequences {
            sequence.begin(vectors, lucks, |lane, unknown| drawn[unknown][lane]);
        }
        self.accounts.open();
        self.inbox.clear_late();
        self.total = Week::NOTHING;
        let window = schedule.case.rules.refund_window_days;
        for (plan, replies) in self.plan.pending.iter().zip(&mut self.pending_replies) {
            *replies = Row::ZERO;
            for (lane, &luck) in lucks.iter().enumerate() {
                plan.draw(
                    luck,
                    |unknown| drawn[unknown][lane],
                    |_, lands| {
                        let refunds =
                            plan.credit_lapses.is_some() && lands <= plan.sent.saturating_add_unsigned(window);
                        self.inbox.post(lane, lands, refunds);
                        replies[lane] += 1;
                    },
                );
            }
        }
    }

    /// Step 5 of a send day: touches go out.
    #[inline(always)]
    fn send(&mut self, vectors: Vectors, day: Day, send_day: i32, sends_in_week: i32, week: &mut Week) {
        let follow_ups_first = self.schedule.case.pacing.order == Order::FollowUpsFirst;
        for sequence in &mut self.sequences {
            let reserve = Row::all(i32::try_from(sequence.plan().reserve).unwrap_or(i32::MAX));
            let free = self.accounts.balance().above(reserve);
            let mut turn = Turn { vectors, day, free, short: week[Count::Short], inbox: &mut self.inbox };
            let mut sent = Row::ZERO;
            if follow_ups_first {
                sent += sequence.send_follow_ups(&mut turn);
            }
            sent += sequence.start_prospects(send_day, sends_in_week, &mut turn);
            if !follow_ups_first {
                sent += sequence.send_follow_ups(&mut turn);
            }
            week[Count::Short] = turn.short;
            week[Count::Spent] += sent;
            self.accounts.spend(sent);
        }
    }
}

/// Can lanes count what the case may come to? Their numbers stay below 2^31.
fn fits(case: &Case, plan: &AccountPlan, terms: Terms) -> bool {
    let days = case.calendar.days as u64;
    // No more can be spent on a day than was ever brought in or granted: refunds only bring back what was spent.
    let spent = (terms.opening + terms.granted) * days;
    let wanted: u64 = plan
        .segments
        .iter()
        .map(|segment| match &segment.pace {
            Pace::PerWeek(numbers) => numbers.iter().copied().max().map_or(0, u64::from),
            Pace::Refunds | Pace::Max => 0,
        })
        .sum();
    let pending: u64 = plan.pending.iter().map(|pending| u64::from(pending.count)).sum();
    2 * spent + pending + wanted * days < 1 << 31
}
