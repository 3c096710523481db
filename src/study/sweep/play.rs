//! Playing the cells of a sweep, one after the other.

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::domain::case::CaseName;
use crate::domain::figure::Figure;
use crate::engine::schedule::Schedule;
use crate::engine::tables::Tables;
use crate::study::measure::{Measured, measure};
use crate::study::refusal::Refusal;
use crate::study::space::settings;

use super::Sweep;
use super::grid::{Checked, Grid};

/// How many cases of how many cells are played before they are handed over, at least.
const BATCH: usize = 64;

/// A cell that was played.
#[derive(Debug, Clone, PartialEq)]
pub struct PlayedCell {
    /// The values of the paths, as written.
    pub values: Vec<String>,
    /// The cases: each with its currency and with what was measured of the figures.
    pub cases: Vec<(CaseName, String, Vec<Measured>)>,
}

impl PlayedCell {
    /// By how much a case exceeds one before it in a figure, and the paired standard error, where there are enough
    /// trials for one. Amounts in different currencies have no difference.
    pub fn difference(
        &self,
        (place, figure): (usize, Figure),
        case: usize,
        against: usize,
    ) -> Option<(f64, Option<f64>)> {
        let [(_, currency, case), (_, other, against)] = [case, against].map(|case| &self.cases[case]);
        let comparable = currency == other || !figure.is_money();
        case[place].sums.difference(&against[place].sums).filter(|_| comparable)
    }
}

/// Plays the cells from `begin` on, in order, on the threads of the current rayon pool, takes them in, and hands each
/// over to `keep`. Returns whether all are done: they are not once `goes_on` says no. `progress` gets the number of
/// trials played since it was called last.
pub fn play<E: From<Refusal>>(
    sweep: &mut Sweep,
    (grid, checked): (&Grid, &Checked),
    begin: usize,
    goes_on: &(impl Fn() -> bool + Sync),
    progress: &(impl Fn(u64) + Sync),
    mut keep: impl FnMut(&PlayedCell) -> Result<(), E>,
) -> Result<bool, E> {
    let cells = &checked.cells;
    let most = cells.iter().map(|cell| cell.cases.len()).max().unwrap_or(1).max(1);
    // Most cells have the same rates and delays.
    let tables = Tables::default();
    // More cells at a time leave less to wait for at the end; they do not change what is found.
    let at_a_time = (BATCH.max(16 * rayon::current_num_threads()) / most).max(1);
    for first in (begin..cells.len()).step_by(at_a_time) {
        let batch = first..cells.len().min(first + at_a_time);
        let played: Vec<Result<Option<PlayedCell>, Refusal>> = batch
            .into_par_iter()
            .map(|cell| played((grid, cell), &tables, &sweep.figures, goes_on, progress))
            .collect();
        for (cell, played) in (first..).zip(played) {
            let Some(played) = played? else { return Ok(false) };
            keep(&played)?;
            sweep.take_in(cell, &played);
        }
    }
    Ok(true)
}

/// All cases of a cell, played; nothing if it is stopped before.
fn played(
    (grid, cell): (&Grid, usize),
    tables: &Tables,
    figures: &[Figure],
    goes_on: &(impl Fn() -> bool + Sync),
    progress: &(impl Fn(u64) + Sync),
) -> Result<Option<PlayedCell>, Refusal> {
    if !goes_on() {
        return Ok(None);
    }
    // It was read before; only a file that was changed since can be wrong.
    let scenario = grid.load(cell)?;
    let settings = settings(&scenario, grid.sampling());
    let schedules = Schedule::all_with_tables(&scenario.cases, tables);
    let measure = |schedule| measure(schedule, &settings, figures, goes_on, progress);
    let Some(measured) = schedules.par_iter().map(measure).collect::<Option<Vec<_>>>() else { return Ok(None) };
    let cases = scenario.cases.iter().zip(measured);
    let cases = cases.map(|(case, measured)| (case.name.clone(), case.currency.clone(), measured)).collect();
    Ok(Some(PlayedCell { values: grid.values(cell), cases }))
}
