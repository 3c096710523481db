//! One plain account in many trials side by side.

use crate::domain::case::{Case, Opening, Order};
use crate::domain::count::{Count, TrialCounts};
use crate::domain::quantity::{Day, Share};
use crate::domain::reason::Reason;
use crate::domain::seat::Person;
use crate::domain::segment::Pace;
use crate::domain::tally::{SegmentCounts, TouchTally};
use crate::domain::terms::Terms;

use super::account::Accounts;
use super::bounds::Bounds;
use super::inbox::Inbox;
use super::row::{Chosen, LANES, Row};
use super::segment::SegmentLanes;
use super::told::{Landing, StepRows};
use super::turn::Turn;
use super::week::{Total, Week};
use crate::engine::account_plan::AccountPlan;
use crate::engine::calendar::send_days;
use crate::engine::luck::{Luck, Threshold};
use crate::engine::outcomes::{Landed, Odds, Reached};
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
    sequences: Vec<SegmentLanes<'a>>,
    /// Each of the schedule's unknowns, lane by lane.
    drawn: Vec<[f64; LANES]>,
    /// What else than credits may hold touches up, where anything does.
    bounds: Option<Bounds<'a>>,
    /// Replies to each of the touches pending on day 0.
    pending_replies: Vec<Row>,
    /// The counts of all weeks together.
    total: Total,
    /// What replies lead to, lane by lane; nothing where they lead to nothing.
    reached: Vec<TrialCounts>,
    /// Replies to pending touches, as far as something follows from them: in which lane, and what has landed.
    landed: Vec<(usize, Landed)>,
    /// Room to work out the outcomes of replies to each step of a sequence in.
    odds: Vec<Odds<'a>>,
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
        if !fits(case, plan, schedule.terms()) {
            return None;
        }
        let has_outcomes = !schedule.outcomes.is_empty();
        let has_shares = plan.segments.iter().any(|segment| segment.credits_at_most < u64::MAX);
        let window = Day::try_from(case.rules.refund_window_days).unwrap_or(Day::MAX);
        let sequences = plan.segments.iter().map(|segment| SegmentLanes::new(segment, window, days, has_outcomes));
        Some(AccountLanes {
            schedule,
            plan,
            accounts: Accounts::new(case, seat)?,
            inbox: Inbox::new(days),
            sequences: sequences.collect::<Option<_>>()?,
            drawn: vec![[0.0; LANES]; schedule.unknowns.len()],
            bounds: Bounds::new(&schedule.limits, schedule.restriction.as_ref(), has_shares),
            pending_replies: vec![Row::ZERO; plan.pending.len()],
            total: Total::NOTHING,
            reached: vec![TrialCounts::default(); if has_outcomes { LANES } else { 0 }],
            landed: Vec::new(),
            odds: Vec::new(),
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
            if let Some(bounds) = &mut self.bounds {
                bounds.begin_week();
            }
            for (day, plan) in (7 * number as Day..).zip(days) {
                self.accounts.begin_day(plan, &mut week);
                let (replies, refunds) = self.inbox.take(day);
                week[Count::Replies] += replies;
                self.accounts.refund(refunds, plan, &mut week);
                if let Some(bounds) = &mut self.bounds {
                    bounds.begin_day(day);
                }
                if let Some(send_day) = plan.send {
                    self.send(vectors, lucks, day, (send_day as i32, plan.sends_in_week as i32), &mut week);
                }
                self.accounts.end_day();
                for sequence in &mut self.sequences {
                    sequence.end_day(day);
                }
            }
            week[Count::Balance] = self.accounts.balance();
            // So far only those that cost nothing.
            let spent = week[Count::Spent];
            week[Count::Sent] += spent;
            if let Some(bounds) = &self.bounds {
                week.hold_up(bounds.held());
            }
            let (sends, of) = send_days(days);
            for sequence in &self.sequences {
                week[Count::Shortfall] += sequence.shortfall((sends, of));
            }
            refunded = week[Count::Refunded];
            self.total.add(&week, self.bounds.is_some());
            week[Count::RepliesSoFar] = *self.total.of(Count::Replies);
            on_week(number, &week);
        }
        if !self.reached.is_empty() {
            self.follow(vectors, lucks);
        }
    }

    /// Draws what the replies of all lanes lead to.
    #[inline(never)]
    fn follow(&mut self, vectors: Vectors, lucks: &[Luck; LANES]) {
        let AccountLanes { schedule, sequences, drawn, reached, landed, odds, .. } = self;
        let (outcomes, days) = (&schedule.outcomes, schedule.case.calendar.days);
        for (lane, reached) in reached.iter_mut().enumerate() {
            reached.reset(schedule.terms().further);
            let drawn = |unknown: usize| drawn[unknown][lane];
            for sequence in &*sequences {
                let plan = sequence.plan();
                odds.resize_with(odds.len().max(plan.steps.len()), Odds::default);
                for (odds, step) in odds.iter_mut().zip(&*plan.steps) {
                    outcomes.weigh((step.touch as usize, Some(plan.place as usize)), lucks[lane], drawn, odds);
                }
                sequence.each_reply(lane, |Landing { step, number, day }| {
                    let odds = &mut odds[step];
                    odds.add(day, number as u64);
                    if odds.is_full() {
                        odds.follow(vectors, |outcome| outcome.count_in(reached, days));
                    }
                });
                for odds in &mut odds[..plan.steps.len()] {
                    odds.follow(vectors, |outcome| outcome.count_in(reached, days));
                }
            }
        }
        let mut odds = Odds::default();
        for (lane, landed) in landed.drain(..) {
            let count = |outcome: Reached| outcome.count_in(&mut reached[lane], days);
            outcomes.follow(landed, lucks[lane], |unknown| drawn[unknown][lane], &mut odds, count);
        }
    }

    /// Puts the counts of the trial in a lane in place of what was counted there.
    pub(super) fn count(&self, lane: usize, counted: &mut TrialCounts) {
        let terms = self.schedule.terms();
        counted.reset(terms.further);
        if let Some(reached) = self.reached.get(lane) {
            counted.add(reached);
        }
        let of_outcomes = counted[Count::Effort] as i64;
        let mut set = |count, value: i64| counted[count] = value as u64;
        for count in Count::SUMMED {
            set(count, self.total.of(count)[lane].into());
        }
        let replies = self.total.of(Count::Replies)[lane] + self.inbox.late()[lane];
        set(Count::RepliesSettled, replies.into());
        set(Count::Forfeited, self.accounts.forfeited[lane].into());
        set(Count::Balance, self.accounts.balance()[lane].into());
        set(Count::Started, self.sequences.iter().map(|sequence| i64::from(sequence.started()[lane])).sum());
        let effort = self.sequences.iter().flat_map(|sequence| {
            let steps = sequence.plan().steps.iter().enumerate();
            steps.map(move |(place, step)| step.effort * sequence.sent(place)[lane] as u64)
        });
        set(Count::Effort, of_outcomes + effort.sum::<u64>() as i64);
        if terms.further.is_some() && terms.has_lists {
            set(Count::Through, self.sequences.iter().all(|sequence| sequence.is_through(lane)).into());
        }
        if terms.further.is_some() {
            self.total.tell_held(lane, counted);
            let case = self.schedule.case;
            counted[Count::Expenses] = self.sequences.iter().fold(0, |sum: u64, sequence| {
                let segment = &case.segments[sequence.plan().place as usize];
                let sent = (0..sequence.plan().steps.len()).map(|place| sequence.sent(place)[lane] as u64);
                sum.saturating_add(case.expenses(segment, sequence.started()[lane] as u64, sent))
            });
        }
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
                let StepRows { sent, credits, accepted, replies } = sequence.step(place);
                touches[step.row].merge(&TouchTally {
                    sent: sum(&sent),
                    credits: sum(&credits),
                    accepted: sum(&accepted),
                    replies: sum(&replies),
                });
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
            let counts = (sequence.started()[lane] as u64, sequence.replied(lane) as u64, through);
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
        self.total = Total::NOTHING;
        self.landed.clear();
        if let Some(bounds) = &mut self.bounds {
            bounds.begin(lucks, |lane, chance| Threshold::new(Share::held(drawn[chance][lane])));
        }
        let window = schedule.case.rules.refund_window_days;
        let has_outcomes = !self.reached.is_empty();
        for (plan, replies) in self.plan.pending.iter().zip(&mut self.pending_replies) {
            *replies = Row::ZERO;
            for (lane, &luck) in lucks.iter().enumerate() {
                plan.draw(
                    luck,
                    |unknown| drawn[unknown][lane],
                    |number, lands| {
                        let refunds =
                            plan.credit_lapses.is_some() && lands <= plan.sent.saturating_add_unsigned(window);
                        self.inbox.post(lane, lands, refunds);
                        replies[lane] += 1;
                        if has_outcomes {
                            self.landed.push((lane, plan.landed(number, lands)));
                        }
                    },
                );
            }
        }
    }

    /// Step 5 of a send day: touches go out.
    #[inline(always)]
    fn send(&mut self, vectors: Vectors, lucks: &[Luck; LANES], day: Day, send_day: (i32, i32), week: &mut Week) {
        let window = Day::try_from(self.schedule.case.rules.refund_window_days).unwrap_or(Day::MAX);
        let follow_ups_first = self.schedule.case.pacing.order == Order::FollowUpsFirst;
        let mut balance = self.accounts.balance();
        let at_first = balance;
        for sequence in &mut self.sequences {
            let reserve = Row::all(i32::try_from(sequence.plan().reserve).unwrap_or(i32::MAX));
            let free = balance.above(reserve);
            if let Some(bounds) = &mut self.bounds {
                let mut wanting = Chosen::NONE;
                for lane in bounds.restricted() {
                    wanting.add_if(lane, sequence.wants_any(lane, send_day, day, &free));
                }
                bounds.note(wanting, |_| Reason::Restriction);
            }
            let mut turn = Turn {
                vectors,
                day,
                window,
                lucks,
                drawn: &self.drawn,
                free,
                unpaid: Row::ZERO,
                short: week[Count::Short],
                bounds: self.bounds.as_mut(),
                inbox: &mut self.inbox,
            };
            if follow_ups_first {
                sequence.send_later_touches(&mut turn);
            }
            sequence.start_prospects(send_day, &mut turn);
            if !follow_ups_first {
                sequence.send_later_touches(&mut turn);
            }
            week[Count::Short] = turn.short;
            week[Count::Sent] += turn.unpaid;
            balance -= free - turn.free;
        }
        let spent = at_first - balance;
        week[Count::Spent] += spent;
        self.accounts.spend(spent);
        if let Some(bounds) = &mut self.bounds {
            bounds.end_sending(day, spent);
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
    2 * (spent + wanted * days) + pending < 1 << 31
}
