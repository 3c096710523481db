//! All cases, played trial by trial on the same luck.
//!
//! A [`Schedule`] is a case made ready; a [`Player`] plays its trials one after the other; [`play`] does so for all cases
//! of a scenario in parallel, and [`trace`] for one trial, keeping every event. Both run the same code.

mod account;
mod calendar;
mod delay_table;
mod inbox;
pub mod lanes;
pub mod luck;
pub mod recorder;
pub mod schedule;
mod segment_state;
mod sending;
pub mod trial;
pub mod vectors;
mod waiting;

pub use calendar::{ShortLastPeriod, short_last_period};

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefMutIterator, ParallelIterator};

use crate::domain::case::Case;
use crate::domain::event::Event;
use crate::domain::outcome::{Outcome, WeekCount};
use crate::domain::tally::{CaseTally, Tally};

use lanes::{LANES, Lanes};
use luck::Luck;
use recorder::Silent;
use schedule::Schedule;
use trial::Player;
use vectors::Vectors;

/// How many trials a thread takes on at a time.
const BLOCK: u64 = 256;

/// Trials played before it is first looked at whether the precision asked for is reached.
const FIRST_LOOK: u64 = 4 * BLOCK;

/// How much is to be played.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Trials of each case, at most.
    pub trials: u64,
    /// Selects the luck.
    pub seed: u64,
    /// Stop once the relative standard error of every case's cost per reply is below it.
    pub precision: Option<f64>,
}

/// Plays all cases on the same luck, on the threads of the current rayon pool, and tells what they counted. After every
/// few trials `progress` is told how many more have been played.
///
/// The result depends on the cases, the trials and the seed alone, not on the number of threads. Memory does not grow
/// with the number of trials.
pub fn play(cases: &[Case], settings: &Settings, progress: impl Fn(u64) + Sync) -> Tally {
    let schedules: Vec<Schedule<'_>> = cases.iter().map(Schedule::new).collect();
    let mut workers: Vec<Worker<'_>> = (0..rayon::current_num_threads()).map(|_| Worker::new(&schedules)).collect();
    let mut tally = empty_tally(&schedules);
    let mut look = if settings.precision.is_some() { FIRST_LOOK } else { u64::MAX };
    while tally.trials < settings.trials && !precise_enough(&tally, settings.precision) {
        let end = look.min(settings.trials);
        let next = AtomicU64::new(tally.trials);
        workers.par_iter_mut().with_max_len(1).for_each(|worker| {
            loop {
                let first = next.fetch_add(BLOCK, Ordering::Relaxed);
                if first >= end {
                    break;
                }
                let last = end.min(first + BLOCK);
                worker.play(settings.seed, first..last);
                progress(last - first);
            }
        });
        tally = empty_tally(&schedules);
        workers.iter().for_each(|worker| tally.merge(&worker.tally));
        // Looking often costs merges; a quarter more each time wastes at most as much.
        look = end.saturating_add((end / 4).max(FIRST_LOOK));
    }
    tally
}

/// Plays one trial of a case, and tells everything that happened in it.
pub fn trace(case: &Case, seed: u64, trial: u64) -> (Outcome, Vec<Event>) {
    let schedule = Schedule::new(case);
    let mut events = Vec::new();
    let outcome = Player::new(&schedule).play(Luck::of_trial(seed, trial), &mut events);
    (outcome, events)
}

fn empty_tally(schedules: &[Schedule<'_>]) -> Tally {
    Tally::new(schedules.iter().map(|schedule| (schedule.terms(), schedule.case.calendar.weeks, schedule.rows)))
}

fn precise_enough(tally: &Tally, precision: Option<f64>) -> bool {
    precision.is_some_and(|precision| {
        let reached = |error: Option<f64>| error.is_some_and(|error| error < precision);
        tally.trials > 0 && tally.cases.iter().all(|case| reached(case.relative_error(tally.trials)))
    })
}

/// What one thread needs: a player for each case, and a tally of its own.
struct Worker<'a> {
    players: Vec<AnyPlayer<'a>>,
    tally: Tally,
    outcomes: Vec<Outcome>,
    vectors: Vectors,
}

/// Whoever plays a case.
enum AnyPlayer<'a> {
    /// Many trials side by side, where the case is plain.
    Lanes(Box<Lanes<'a>>),
    /// One after the other.
    Single(Box<Player<'a>>),
}

impl<'a> Worker<'a> {
    fn new(schedules: &'a [Schedule<'a>]) -> Worker<'a> {
        let player = |schedule: &'a Schedule<'a>| match Lanes::new(schedule) {
            Some(lanes) => AnyPlayer::Lanes(Box::new(lanes)),
            None => AnyPlayer::Single(Box::new(Player::new(schedule))),
        };
        Worker {
            players: schedules.iter().map(player).collect(),
            tally: empty_tally(schedules),
            outcomes: Vec::new(),
            vectors: Vectors::widest(),
        }
    }

    /// Plays some trials of all cases. A block is played case by case, since a case's tables are warm by then, and
    /// counted trial by trial, since cases are compared.
    fn play(&mut self, seed: u64, trials: Range<u64>) {
        let cases = self.players.len();
        let number = (trials.end - trials.start) as usize;
        self.outcomes.clear();
        self.outcomes.resize(cases * number, Outcome::default());
        for (place, (player, tally)) in self.players.iter_mut().zip(&mut self.tally.cases).enumerate() {
            let outcomes = self.outcomes[place..].iter_mut().step_by(cases);
            match player {
                AnyPlayer::Lanes(lanes) => play_in_lanes(lanes, self.vectors, seed, trials.clone(), outcomes, tally),
                AnyPlayer::Single(player) => play_singly(player, seed, trials.clone(), outcomes, tally),
            }
        }
        for outcomes in self.outcomes.chunks_exact(cases) {
            self.tally.add(outcomes);
        }
    }
}

fn play_singly<'o>(
    player: &mut Player<'_>,
    seed: u64,
    trials: Range<u64>,
    outcomes: impl Iterator<Item = &'o mut Outcome>,
    tally: &mut CaseTally,
) {
    for (trial, outcome) in trials.zip(outcomes) {
        *outcome = player.play(Luck::of_trial(seed, trial), &mut Silent);
        for (week, outcome) in player.weeks().iter().enumerate() {
            tally.add_week(week, outcome);
        }
        for (sum, touch) in tally.touches.iter_mut().zip(player.touches()) {
            sum.merge(touch);
        }
    }
}

fn play_in_lanes<'o>(
    lanes: &mut Lanes<'_>,
    vectors: Vectors,
    seed: u64,
    trials: Range<u64>,
    mut outcomes: impl Iterator<Item = &'o mut Outcome>,
    tally: &mut CaseTally,
) {
    for first in trials.clone().step_by(LANES) {
        // Lanes beyond the last trial are played and not counted.
        let used = LANES.min((trials.end - first) as usize);
        let lucks = std::array::from_fn(|lane| Luck::of_trial(seed, first + lane as u64));
        let weeks = &mut tally.weeks;
        lanes.play(vectors, &lucks, |week, counted| {
            for (histogram, count) in weeks[week].iter_mut().zip(WeekCount::ALL) {
                histogram.add_all(&counted.lanes(count)[..used]);
            }
        });
        for (lane, outcome) in outcomes.by_ref().take(used).enumerate() {
            *outcome = lanes.outcome(lane);
        }
        lanes.add_touches(used, &mut tally.touches);
    }
}
