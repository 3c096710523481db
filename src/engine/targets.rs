//! Campaigns held to what is asked of them.
//!
//! They are played apart from those that the reports are made of, on the same luck, since a target may be about the
//! campaign's first weeks alone. Where nothing is asked, nothing is played.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::domain::case::Case;
use crate::domain::most::most;
use crate::domain::requirement::Requirement;
use crate::domain::target::{TargetExtents, TargetSums};

use super::campaigns::Campaigns;
use super::schedule::Schedule;
use super::{BLOCK, Settings};

/// How many blocks are played by the same campaigns, which take time to make.
const BLOCKS: u64 = 16;

/// How many pieces are played before what they counted is added up, so that memory does not grow with the trials.
const BATCH: usize = 64;

/// Plays some trials, counted from 0, of all cases, and tells for each case what each of `targets` came to. The parts of a
/// run merge to the whole, whatever they are, and the number of threads does not matter.
pub fn play(
    cases: &[Case],
    targets: &[Requirement],
    settings: &Settings,
    part: Range<u64>,
    progress: impl Fn(u64) + Sync,
) -> Vec<Vec<TargetSums>> {
    let mut all = vec![vec![TargetSums::default(); targets.len()]; cases.len()];
    for (weeks, places) in horizons(targets) {
        let shortened = shortened(cases, weeks);
        let schedules = Schedule::all(&shortened);
        let size = BLOCK * BLOCKS;
        let trials = part.clone().step_by(size as usize).map(|first| first..part.end.min(first.saturating_add(size)));
        let mut pieces = trials.flat_map(|trials| (0..cases.len()).map(move |case| (case, trials.clone())));
        let asked: Vec<&Requirement> = places.iter().map(|&place| &targets[place]).collect();
        loop {
            let batch: Vec<(usize, Range<u64>)> = pieces.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let counted: Vec<Vec<TargetSums>> = batch
                .par_iter()
                .map(|(case, trials)| {
                    progress(trials.end - trials.start);
                    play_piece(&schedules[*case], &asked, settings, trials.clone())
                })
                .collect();
            for ((case, _), sums) in batch.iter().zip(&counted) {
                places.iter().zip(sums).for_each(|(&place, sums)| all[*case][place].merge(sums));
            }
        }
    }
    all
}

/// Between which values the campaigns of each case lie, for each of `targets`; nothing for the one figure that compares
/// cases.
pub fn extents(cases: &[Case], targets: &[Requirement]) -> Vec<Vec<Option<TargetExtents>>> {
    let mut all = vec![vec![None; targets.len()]; cases.len()];
    for (weeks, places) in horizons(targets) {
        let shortened = shortened(cases, weeks);
        for ((case, schedule), extents) in shortened.iter().zip(Schedule::all(&shortened)).zip(&mut all) {
            let (terms, most) = (schedule.terms(), most(case, &schedule.terms()));
            places.iter().for_each(|&place| extents[place] = TargetExtents::new(&targets[place], &terms, &most));
        }
    }
    all
}

/// The first so many weeks of all cases; `None`: all of them.
fn shortened(cases: &[Case], weeks: Option<u32>) -> Vec<Case> {
    match weeks {
        Some(weeks) => cases.iter().map(|case| case.first_weeks(weeks)).collect(),
        None => cases.to_vec(),
    }
}

/// How many campaigns are as many weeks long as some target asks for: what is played of each case.
pub fn campaigns(targets: &[Requirement]) -> usize {
    horizons(targets).len()
}

/// The places of the targets that are about as many weeks; `None`: about all.
fn horizons(targets: &[Requirement]) -> BTreeMap<Option<u32>, Vec<usize>> {
    let mut horizons: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
    for (place, target) in targets.iter().enumerate() {
        horizons.entry(target.by).or_default().push(place);
    }
    horizons
}

fn play_piece(
    schedule: &Schedule<'_>,
    asked: &[&Requirement],
    settings: &Settings,
    trials: Range<u64>,
) -> Vec<TargetSums> {
    let terms = schedule.terms();
    let mut sums = vec![TargetSums::default(); asked.len()];
    let mut number = trials.clone();
    let lucks = trials.map(|trial| settings.sampling.luck(settings.seed, trial));
    Campaigns::new(schedule).play(lucks, |outcome| {
        if let Some(trial) = number.next() {
            sums.iter_mut().zip(asked).for_each(|(sums, asked)| sums.add(trial, asked, &terms, outcome));
        }
    });
    sums
}
