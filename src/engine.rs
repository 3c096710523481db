//! All cases, played trial by trial on the same luck.
//!
//! A [`Schedule`] is a case made ready; a [`Player`] plays its trials one after the other, and of plain cases
//! [`Lanes`](lanes::Lanes) play the same trials side by side. [`play`] does so for all cases of a scenario in parallel,
//! [`trace`] for one trial, keeping every event.

mod account;
mod account_plan;
mod account_trial;
mod calendar;
pub mod campaigns;
mod delay_plan;
mod delay_table;
mod inbox;
pub mod lanes;
pub mod luck;
mod mix;
mod outcomes;
mod pending;
mod person_state;
mod point;
mod quota;
mod rated;
pub mod recorder;
mod reply_plan;
mod sampling;
pub mod schedule;
mod segment_plan;
mod segment_state;
mod sending;
mod sums;
pub mod tables;
pub mod targets;
pub mod trial;
pub mod uncertain;
mod unknown;
mod unknowns;
pub mod vectors;
mod waiting;
mod worker;

pub use sampling::Sampling;

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};
use serde::{Deserialize, Serialize};

use crate::domain::case::Case;
use crate::domain::count::TrialCounts;
use crate::domain::decision::{Decision, level};
use crate::domain::event::Event;
use crate::domain::most::most;
use crate::domain::precision::Precision;
use crate::domain::ranking::Circumstance;
use crate::domain::tally::Tally;
use crate::domain::terms::Terms;

use luck::Luck;
use recorder::First;
use schedule::Schedule;
use tables::Tables;
use trial::Player;
use worker::Worker;

/// How many trials a thread takes on at a time, at most.
const BLOCK: u64 = 256;

/// In how many parts at least a thread plays its share: whoever stops it waits for no more than one.
const PARTS: u64 = 4;

/// Trials played before it is first looked at whether the precision asked for is reached.
const FIRST_LOOK: u64 = 4 * BLOCK;

/// How much is to be played.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Trials of each case, at most.
    pub trials: u64,
    /// Selects the luck.
    pub seed: u64,
    /// How what is drawn once a trial is spread over the trials.
    pub sampling: Sampling,
    /// Stop once this is known.
    pub precision: Option<Precision>,
}

/// Plays all cases on the same luck, on the threads of the current rayon pool, and tells what they counted. After every
/// few trials `progress` is told how many more have been played.
///
/// The result depends on the cases, the trials, the seed and the sampling alone, not on the number of threads. Memory
/// does not grow with the number of trials.
pub fn play(cases: &[Case], settings: &Settings, progress: impl Fn(u64) + Sync) -> Tally {
    play_part(cases, settings, 0..settings.trials, progress)
}

/// Plays some of the trials that [`play`] plays, counted from 0: the tallies of parts that together are all of them
/// merge to the tally of all. A precision is looked at over the part alone.
pub fn play_part(cases: &[Case], settings: &Settings, part: Range<u64>, progress: impl Fn(u64) + Sync) -> Tally {
    let played = play_while(cases, settings, part, |trials| {
        progress(trials);
        true
    });
    played.expect("it always goes on")
}

/// Plays as [`play_part`] does for as long as `goes_on`, which is told after every few trials how many more have been played,
/// says so; nothing if it said no.
pub fn play_while(
    cases: &[Case],
    settings: &Settings,
    part: Range<u64>,
    goes_on: impl Fn(u64) -> bool + Sync,
) -> Option<Tally> {
    play_with_tables(cases, &Tables::default(), settings, part, goes_on)
}

/// The same with these tables where they are worked out already.
pub fn play_with_tables(
    cases: &[Case],
    tables: &Tables,
    settings: &Settings,
    part: Range<u64>,
    goes_on: impl Fn(u64) -> bool + Sync,
) -> Option<Tally> {
    let is_stopped = AtomicBool::new(false);
    let schedules = Schedule::all_with_tables(cases, tables);
    let circumstances = circumstances(cases, &schedules);
    let new_worker = |_| Worker::new(&schedules, &circumstances);
    let mut workers: Vec<Worker<'_>> = (0..rayon::current_num_threads()).map(new_worker).collect();
    let mut tally = empty_tally(&schedules, &circumstances);
    let mut look = if settings.precision.is_some() { FIRST_LOOK } else { u64::MAX };
    let number = part.end.saturating_sub(part.start);
    while tally.trials < number && !precise_enough(cases, &circumstances, &tally, settings, number) {
        let played = look.min(number);
        let end = part.start + played;
        let next = AtomicU64::new(part.start + tally.trials);
        let block = block(played - tally.trials, workers.len());
        workers.par_iter_mut().with_max_len(1).for_each(|worker| {
            loop {
                let first = next.fetch_add(block, Ordering::Relaxed);
                if first >= end || is_stopped.load(Ordering::Relaxed) {
                    break;
                }
                let last = end.min(first + block);
                worker.play(settings, first..last);
                if !goes_on(last - first) {
                    is_stopped.store(true, Ordering::Relaxed);
                }
            }
        });
        if is_stopped.load(Ordering::Relaxed) {
            return None;
        }
        tally = empty_tally(&schedules, &circumstances);
        workers.iter().for_each(|worker| tally.merge(&worker.tally));
        // Looking often costs merges; a quarter more each time wastes at most as much.
        look = next_look(played);
    }
    Some(tally)
}

/// How many of so many trials one of these threads takes on at a time: of few, no more than leave some for the others, but as
/// many as are played side by side in the same time as one.
fn block(trials: u64, threads: usize) -> u64 {
    let share = trials.div_ceil(PARTS * threads.max(1) as u64);
    share.next_multiple_of(lanes::LANES as u64).clamp(1, BLOCK)
}

/// In which circumstances these cases are ranked, and by which figure.
pub fn ranked_by(cases: &[Case]) -> Vec<Circumstance> {
    circumstances(cases, &Schedule::all(cases))
}

/// The tally of these cases before any trial.
pub fn nothing_played(cases: &[Case]) -> Tally {
    let schedules = Schedule::all(cases);
    empty_tally(&schedules, &circumstances(cases, &schedules))
}

/// Plays the trial of a case that has this luck, and tells everything that happened in it.
pub fn trace(case: &Case, luck: Luck) -> (TrialCounts, Vec<Event>) {
    let schedule = Schedule::new(case);
    let mut events = Vec::new();
    let counted = Player::new(&schedule).play(luck, &mut events).clone();
    (counted, events)
}

/// The first of the events that [`trace`] tells, and how many there are in all.
pub fn trace_first(case: &Case, luck: Luck, most: usize) -> (usize, Vec<Event>) {
    let schedule = Schedule::new(case);
    let mut first = First { events: Vec::new(), most, number: 0 };
    Player::new(&schedule).play(luck, &mut first);
    (first.number, first.events)
}

fn empty_tally(schedules: &[Schedule<'_>], circumstances: &[Circumstance]) -> Tally {
    Tally::new(schedules.iter().map(Schedule::shape), circumstances)
}

/// The circumstances of cases that have been made ready.
fn circumstances(cases: &[Case], schedules: &[Schedule<'_>]) -> Vec<Circumstance> {
    let terms: Vec<Terms> = schedules.iter().map(Schedule::terms).collect();
    Circumstance::all(cases, &terms)
}

fn next_look(played: u64) -> u64 {
    played.saturating_add((played / 4).max(FIRST_LOOK))
}

fn precise_enough(
    cases: &[Case],
    circumstances: &[Circumstance],
    tally: &Tally,
    settings: &Settings,
    trials: u64,
) -> bool {
    tally.trials > 0
        && match settings.precision {
            None => false,
            Some(Precision::Error(wanted)) => {
                let most = all_most(cases, tally);
                let reached = |error: Option<f64>| error.is_some_and(|error| error < wanted);
                let is_reached = |place: usize, by| reached(tally.cases[place].relative_error(by, &most[place]));
                circumstances.iter().all(|of| of.cases.clone().all(|place| is_reached(place, of.by)))
            }
            Some(Precision::Decision) => {
                let decisions = decisions(cases, tally, trials);
                let open =
                    circumstances.iter().zip(&decisions).any(|(of, found)| of.cases.len() > 1 && found.is_none());
                !open && decisions.iter().any(Option::is_some)
            }
        }
}

/// The ranking of the cases of each circumstance, if what was counted settles it: looked at as often as a run of so many
/// trials is.
pub fn decisions(cases: &[Case], tally: &Tally, trials: u64) -> Vec<Option<Decision>> {
    let looks = std::iter::successors(Some(FIRST_LOOK), |&played| Some(next_look(played)));
    let before_the_end = looks.take_while(|&played| played < trials).count() as u32;
    let terms: Vec<Terms> = tally.cases.iter().map(|case| case.terms).collect();
    let (circumstances, most) = (Circumstance::all(cases, &terms), all_most(cases, tally));
    let level = level(before_the_end + 1, &circumstances);
    let decide = |circumstance: &Circumstance| {
        let of = &cases[circumstance.cases.clone()];
        let can_compare = !circumstance.by.is_money() || of.windows(2).all(|pair| pair[0].currency == pair[1].currency);
        if can_compare { Decision::of(tally, circumstance, &most, level) } else { None }
    };
    circumstances.iter().map(decide).collect()
}

/// The most that the trials of each case count.
fn all_most(cases: &[Case], tally: &Tally) -> Vec<TrialCounts> {
    cases.iter().zip(&tally.cases).map(|(case, counted)| most(case, &counted.terms)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_thread_goes_without_where_there_is_something_for_all() {
        let parts = |trials: u64, threads: usize| trials.div_ceil(block(trials, threads));
        for (trials, threads) in [(192, 2), (128, 2), (256, 4), (1000, 4)] {
            assert!(parts(trials, threads) >= threads as u64, "{trials} on {threads}");
        }
        assert_eq!([block(50, 2), block(1, 64), block(1000, 2), block(1_000_000, 2)], [64, 64, 128, BLOCK]);
    }
}
