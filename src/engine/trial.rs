//! One trial: everybody's campaign under the same unknowns, account by account, and what all of them come to together.

use std::collections::BTreeMap;

use crate::domain::count::{TrialCounts, WeekCounts};
use crate::domain::tally::{SeatCounts, SegmentCounts, TouchTally};

use super::account::Account;
use super::account_plan::AccountPlan;
use super::account_trial::{AccountTrial, UnderWay};
use super::inbox::Inbox;
use super::luck::Luck;
use super::outcomes::Odds;
use super::person_state::PersonState;
use super::recorder::Recorder;
use super::schedule::Schedule;
use super::segment_state::SegmentState;
use super::sending::Desk;
use super::sums::Sums;
use super::unknown::draw_all;

/// Plays the trials of a case, one after the other, in memory that it keeps.
#[derive(Debug, Clone)]
pub struct Player<'a> {
    schedule: &'a Schedule<'a>,
    /// Of one account at a time.
    desk: Desk<'a>,
    under_way: UnderWay,
    /// In the order of the schedule's accounts.
    accounts: Vec<AccountState<'a>>,
    sums: Sums,
}

/// Those who share an account in a trial, and the segments that they work.
#[derive(Debug, Clone)]
struct AccountState<'a> {
    people: Vec<PersonState<'a>>,
    segments: Vec<SegmentState>,
}

impl<'a> Player<'a> {
    /// A player of the case that `schedule` was made from.
    pub fn new(schedule: &'a Schedule<'a>) -> Player<'a> {
        let account = |plan: &'a AccountPlan| AccountState {
            people: plan.people.iter().map(|_| PersonState::new(&schedule.limits)).collect(),
            segments: plan.segments.iter().map(SegmentState::new).collect(),
        };
        Player {
            schedule,
            desk: Desk {
                drawn: Vec::with_capacity(schedule.unknowns.len()),
                account: Account::new(&schedule.case.rules),
                inbox: Inbox::default(),
                odds: Odds::default(),
            },
            under_way: BTreeMap::new(),
            accounts: schedule.accounts.iter().map(account).collect(),
            sums: Sums::new(schedule),
        }
    }

    /// Plays the trial that has this luck from its first day to the last, and tells what it counted.
    pub fn play(&mut self, luck: Luck, recorder: &mut impl Recorder) -> &TrialCounts {
        let schedule = self.schedule;
        draw_all(&schedule.unknowns, luck, &mut self.desk.drawn);
        self.sums.clear(schedule.case, schedule.terms().further);
        for (plan, state) in schedule.accounts.iter().zip(&mut self.accounts) {
            let trial = AccountTrial {
                schedule,
                plan,
                desk: &mut self.desk,
                people: &mut state.people,
                segments: &mut state.segments,
                under_way: &mut self.under_way,
                sums: &mut self.sums,
            };
            trial.play(luck, recorder);
        }
        self.sums.end(schedule);
        recorder.end_trial();
        &self.sums.counted
    }

    /// The counts of each campaign week of the trial just played.
    pub fn weeks(&self) -> &[WeekCounts] {
        &self.sums.weeks
    }

    /// What each segment came to in the trial just played, in file order.
    pub fn segments(&self) -> &[SegmentCounts] {
        &self.sums.segments
    }

    /// What the people of each seat came to in the trial just played, in file order; nothing without seats.
    pub fn seats(&self) -> &[SeatCounts] {
        &self.sums.seats
    }

    /// The counts of each row of touches of the trial just played.
    pub fn touches(&self) -> &[TouchTally] {
        &self.sums.touches
    }
}
