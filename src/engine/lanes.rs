//! Many trials of a plain case side by side, with the same outcomes as one after the other.
//!
//! All trials of a case share its calendar, and in a plain one, whose sequences are one or two touches that cost a credit
//! whoever they go to, or nobody one, hardly anything else is done on a day: numbers are added and compared, in all trials alike. So a
//! few dozen trials go through the days together, each in a lane of a [`Row`], which the compiler turns into vector
//! instructions; only those who reply are looked at one by one. [`Player`](super::trial::Player) plays every case and is
//! the description of what happens; a test holds the two together on random cases. Where several people work
//! the segments, their accounts are played one after the other, each in its lanes.

mod account;
mod account_lanes;
mod bounds;
mod inbox;
mod ordered;
mod pacer;
mod plain;
mod row;
mod segment;
mod told;
mod turn;
mod week;

use crate::domain::count::{Count, TrialCounts};
use crate::domain::tally::{SeatCounts, SeatTally, SegmentCounts, SegmentTally, TouchTally};

use super::luck::Luck;
use super::schedule::Schedule;
use super::vectors::Vectors;
use account_lanes::AccountLanes;
pub use row::{LANES, Row};
use week::Total;
pub use week::Week;

/// Plays the trials of a plain case, [`LANES`] at a time, in memory that it keeps.
#[derive(Debug, Clone)]
pub struct Lanes<'a> {
    schedule: &'a Schedule<'a>,
    /// In the order of the schedule's accounts.
    accounts: Vec<AccountLanes<'a>>,
    /// The campaign weeks of all accounts together, and all of them together; not kept for one account alone.
    weeks: Vec<Week>,
    total: Total,
}

impl<'a> Lanes<'a> {
    /// Lanes for the case that `schedule` was made from; nothing if it is not a plain one.
    pub fn new(schedule: &'a Schedule<'a>) -> Option<Lanes<'a>> {
        let accounts = schedule.accounts.iter().map(|plan| AccountLanes::new(schedule, plan));
        Some(Lanes { schedule, accounts: accounts.collect::<Option<_>>()?, weeks: Vec::new(), total: Total::NOTHING })
    }

    /// Plays the trials that have these lucks from their first day to the last, with these instructions; `on_week` is
    /// told what each campaign week, from 0, counted.
    pub fn play(&mut self, vectors: Vectors, lucks: &[Luck; LANES], mut on_week: impl FnMut(usize, &Week)) {
        if let [account] = self.accounts.as_mut_slice() {
            return account.play(vectors, lucks, on_week);
        }
        self.weeks.clear();
        self.weeks.resize(self.schedule.case.calendar.weeks() as usize, Week::NOTHING);
        for account in &mut self.accounts {
            let person = account.person();
            let lucks = lucks.map(|luck| luck.of_person(person.seat, person.number));
            let weeks = &mut self.weeks;
            // Compiled once, whoever is told.
            let mut add: &mut dyn FnMut(usize, &Week) = &mut |number, week| weeks[number].add_account(week);
            account.play(vectors, &lucks, &mut add);
        }
        self.total = Total::NOTHING;
        for (number, week) in self.weeks.iter().enumerate() {
            self.total.add(week, true);
            on_week(number, week);
        }
    }

    /// Puts the counts of the trial in a lane in place of what was counted there.
    pub fn count(&self, lane: usize, all: &mut TrialCounts) {
        if let [account] = self.accounts.as_slice() {
            account.count(lane, all);
            return;
        }
        let terms = self.schedule.terms();
        all.reset(terms.further);
        let mut counted = TrialCounts::default();
        let mut through = true;
        for account in &self.accounts {
            account.count(lane, &mut counted);
            all.add(&counted);
            through &= counted[Count::Through] > 0;
            if let Some(monthly) = terms.monthly {
                let days = self.schedule.grant_days[account.person().seat];
                all[Count::RefundedMonthly] += monthly.of(counted[Count::Refunded], days);
            }
        }
        // In a week something is held up if it is for anybody.
        all[Count::Short] = self.total.of(Count::Short)[lane] as u64;
        if terms.further.is_some() {
            self.total.tell_held(lane, all);
            all[Count::Through] = through.into();
        }
    }

    /// Adds what the first `lanes` lanes did with each row of touches, and what each segment and each seat came to; of seats
    /// nothing where there is no need to tell them apart.
    pub fn add_parts(
        &self,
        lanes: usize,
        touches: &mut [TouchTally],
        segments: &mut [SegmentTally],
        seats: &mut [SeatTally],
    ) {
        self.accounts.iter().for_each(|account| account.add_touches(lanes, touches));
        let nothing: Vec<SegmentCounts> = self.schedule.case.segments.iter().map(SegmentCounts::nothing).collect();
        let mut counts = nothing.clone();
        let (mut of_seats, mut counted) = (vec![SeatCounts::default(); seats.len()], TrialCounts::default());
        for lane in 0..lanes {
            counts.copy_from_slice(&nothing);
            of_seats.fill(SeatCounts::default());
            for account in &self.accounts {
                account.add_segments(lane, &mut counts);
                if let Some(seat) = of_seats.get_mut(account.person().seat) {
                    account.count(lane, &mut counted);
                    seat.add(&SeatCounts::of_all(&counted));
                }
            }
            segments.iter_mut().zip(&counts).for_each(|(sum, counts)| sum.add(*counts));
            seats.iter_mut().zip(&of_seats).for_each(|(sum, counts)| sum.add(counts));
        }
    }
}
