//! The targets of every case, played beside the trials that the reports are made of.

use std::ops::Range;

use crate::domain::target::{TargetExtents, TargetSums};
use crate::engine::{self, Settings};
use crate::scenario::Scenario;
use crate::terminal::Progress;

/// Plays some trials of all cases against the targets of a scenario.
pub(super) fn play(scenario: &Scenario, settings: &Settings, part: Range<u64>, quiet: bool) -> Vec<Vec<TargetSums>> {
    let campaigns = (engine::targets::campaigns(&scenario.targets) * scenario.cases.len()) as u64;
    let name = format!("{}: targets", scenario.name);
    let progress = Progress::new(&name, (part.end - part.start) * campaigns, quiet || campaigns == 0);
    engine::targets::play(&scenario.cases, &scenario.targets, settings, part, |trials| progress.add(trials))
}

/// Between which values the campaigns of each case lie for each target; nothing for those that it is not held to.
pub(super) fn extents(scenario: &Scenario) -> Vec<Vec<Option<TargetExtents>>> {
    let mut extents = engine::targets::extents(&scenario.cases, &scenario.targets);
    for (case, of_case) in extents.iter_mut().enumerate() {
        for (target, of_target) in of_case.iter_mut().enumerate() {
            *of_target = of_target.filter(|_| scenario.is_held(case, target));
        }
    }
    extents
}
