//! Where the best case changes between the circumstances of a run.

use std::path::Path;

use crate::engine::Sampling;
use crate::figures::Figures;
use crate::figures::verdict::Turn;
use crate::scenario::document::source::Files;
use crate::scenario::{Overrides, Scenario};
use crate::study::along::between_circumstances;
use crate::study::sweep::{Grid, sweep};
use crate::words::sweep::turns;

/// With so many trials of each case it is told roughly where: the run itself tells what each circumstance comes to.
const TRIALS: u64 = 10_000;

/// Where the best plan changes between circumstances that differ in one number, found by a sweep over that number. Empty
/// where there is no such number, or the sweep cannot be played.
pub fn between(
    scenario: &Scenario,
    (files, path): (&dyn Files, &Path),
    figures: &Figures,
    overrides: &Overrides,
    sampling: Sampling,
) -> Vec<Turn> {
    let Some(vary) = between_circumstances(scenario, figures) else { return Vec::new() };
    let Some(first) = figures.circumstances.first() else { return Vec::new() };
    let base = figures.cases[first.cases.start].name.exactly();
    let overrides = Overrides { what_ifs: vec![base], trials: Some(scenario.trials.min(TRIALS)), ..overrides.clone() };
    let found = Grid::new(files, path, overrides, &[vary], sampling);
    let found = found.and_then(|grid| sweep(&grid, &[first.by], |_| ()));
    found.map(|sweep| turns(&sweep, 0)).unwrap_or_default()
}
