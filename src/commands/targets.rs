//! The targets of every case, played beside the trials that the reports are made of.

use std::ops::Range;

use crate::domain::target::TargetSums;
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
