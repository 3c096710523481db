//! One thread's part of the work.

use std::ops::Range;

use crate::domain::count::{Count, TrialCounts};
use crate::domain::ranking::Circumstance;
use crate::domain::reason::Reason;
use crate::domain::tally::{CaseTally, Tally};

use super::campaigns::{AnyPlayer, Way};
use super::lanes::{LANES, Lanes};
use super::recorder::Silent;
use super::schedule::Schedule;
use super::trial::Player;
use super::vectors::Vectors;
use super::{Settings, empty_tally};

/// The belongings of one thread: a player for each case, and a tally of its own.
pub(super) struct Worker<'a> {
    players: Vec<AnyPlayer<'a>>,
    circumstances: &'a [Circumstance],
    pub(super) tally: Tally,
    counts: Vec<TrialCounts>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(schedules: &'a [Schedule<'a>], circumstances: &'a [Circumstance]) -> Worker<'a> {
        Worker {
            players: schedules.iter().map(AnyPlayer::new).collect(),
            circumstances,
            tally: empty_tally(schedules, circumstances),
            counts: Vec::new(),
        }
    }

    /// Plays some trials of all cases, case by case, since a case's tables are warm by then. They are counted once all have
    /// been played, since cases are compared.
    pub(super) fn play(&mut self, settings: &Settings, trials: Range<u64>) {
        let cases = self.players.len();
        let number = (trials.end - trials.start) as usize;
        self.counts.resize(cases * number, TrialCounts::default());
        for (place, (player, tally)) in self.players.iter_mut().zip(&mut self.tally.cases).enumerate() {
            let counts = self.counts[place..].iter_mut().step_by(cases);
            match player.of(number) {
                Way::Lanes(lanes) => play_in_lanes(lanes, settings, trials.clone(), counts, tally),
                Way::Single(player) => play_singly(player, settings, trials.clone(), counts, tally),
            }
        }
        self.tally.add(trials.start, &self.counts, self.circumstances);
    }
}

fn play_singly<'o>(
    player: &mut Player<'_>,
    settings: &Settings,
    trials: Range<u64>,
    counts: impl Iterator<Item = &'o mut TrialCounts>,
    tally: &mut CaseTally,
) {
    for (trial, counted) in trials.zip(counts) {
        counted.clone_from(player.play(settings.sampling.luck(settings.seed, trial), &mut Silent));
        tally.add_weeks(player.weeks());
        for (sum, counts) in tally.segments.iter_mut().zip(player.segments()) {
            sum.add(*counts);
        }
        for (sum, counts) in tally.seats.iter_mut().zip(player.seats()) {
            sum.add(counts);
        }
        for (sum, touch) in tally.touches.iter_mut().zip(player.touches()) {
            sum.merge(touch);
        }
    }
}

fn play_in_lanes<'o>(
    lanes: &mut Lanes<'_>,
    settings: &Settings,
    trials: Range<u64>,
    mut counts: impl Iterator<Item = &'o mut TrialCounts>,
    tally: &mut CaseTally,
) {
    let vectors = Vectors::widest();
    for first in trials.clone().step_by(LANES) {
        // Lanes beyond the last trial are played and not counted.
        let used = LANES.min((trials.end - first) as usize);
        let lucks = std::array::from_fn(|lane| settings.sampling.luck(settings.seed, first + lane as u64));
        let (weeks, first_short) = (&mut tally.weeks, &mut tally.first_short);
        let mut was_short = [0; LANES];
        lanes.play(
            vectors,
            &lucks,
            #[inline(always)]
            |week, counted| {
                let (basic, further) = weeks[week].split_at_mut(Count::BY_WEEK.len());
                for (histogram, count) in basic.iter_mut().zip(Count::BY_WEEK) {
                    histogram.add_all(&counted.lanes(count)[..used]);
                }
                for (histogram, reason) in further.iter_mut().zip(Reason::ALL) {
                    histogram.add_all(&counted.held_up(reason)[..used]);
                }
                let mut first = 0;
                for (before, &now) in was_short[..used].iter_mut().zip(counted.lanes(Count::Short)) {
                    first += now & !*before;
                    *before |= now;
                }
                if first > 0 {
                    first_short.add_times(week as i64, first as u64);
                }
            },
        );
        for (lane, counted) in counts.by_ref().take(used).enumerate() {
            lanes.count(lane, counted);
        }
        lanes.add_parts(used, &mut tally.touches, &mut tally.segments, &mut tally.seats);
    }
}
