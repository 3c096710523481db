//! `sweep`: plays every case at every combination of values, tells where cases break even and which is best where, and
//! writes tables and charts.

mod files;
mod grid;
mod roots;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::chart;
use crate::cli::{self, Format};
use crate::domain::case::CaseName;
use crate::domain::figure::Figure;
use crate::engine::Sampling;
use crate::engine::schedule::Schedule;
use crate::report::{BREAK_EVEN, ReportFile, UNFINISHED, sha256};
use crate::report::{PlayedCell, SWEEP, SWEEP_DIFFERENCES, SWEEP_RECORD, SweepRecord, break_even_csv, read_sweep};
use crate::study::measure::measure;
use crate::study::sweep::Sweep;
use crate::terminal::{self, Progress};
use crate::words::sweep::answer;

use super::figures::figures;
use super::reports::typed;
use super::{Failure, Printer, VERSION, sampling, settings, threads};
use files::Tables;
use grid::{Checked, Grid};

/// How many cases of how many cells are played before rows are written, at least.
const BATCH: usize = 64;

pub(super) fn sweep(arguments: &cli::Sweep, printer: &mut Printer) -> Result<(), Failure> {
    let begin = Instant::now();
    let figures = figures(&arguments.figure)?;
    let pool = threads(arguments.threads)?;
    let grid = Grid::new(arguments)?;
    let checked = pool.install(|| grid.check(figures.len()))?;
    let mut sweep = shown(&grid, &checked, &figures);
    let record = record(&grid, &checked, &sweep, sampling(&arguments.changes));
    let charts = if arguments.no_charts { Vec::new() } else { chart::sweep_names(&sweep) };
    let mut tables = Tables::open(arguments, &checked, &grid, &record, &charts)?;
    if !arguments.quiet {
        // Of what is varied everybody knows that it is.
        let stated = checked.first.warnings.iter().filter(|warning| !grid.is_varied(&warning.place));
        stated.into_iter().try_for_each(|warning| printer.note(&terminal::warning(warning)))?;
    }

    let goes_on = stopped_by_signal();
    let done = tables.cells;
    let rest = &checked.cells[done..];
    let campaigns: u64 = rest.iter().map(|cell| cell.trials * cell.cases.len() as u64).sum();
    let progress = Progress::new(&sweep.name, campaigns, arguments.quiet);
    let player = Player { grid: &grid, figures: &figures, sampling: sampling(&arguments.changes) };
    let finished = pool.install(|| player.play(&checked, &mut tables, &goes_on, &progress));
    drop(progress);
    if !finished? {
        printer.note(&terminal::sweep_stopped(tables.cells, checked.cells.len(), tables.path(), &again()))?;
        return Err(Failure::Stopped);
    }

    let bytes = tables.read()?;
    let cells = checked.cells.iter().map(|cell| cell.cases.clone());
    read_sweep(&mut sweep, [&bytes[0], &bytes[1]], cells).ok_or_else(|| tables.changed())?;
    sweep.roots = pool.install(|| roots::roots(&sweep, &grid, sampling(&arguments.changes)));
    let drawn = if arguments.no_charts { Vec::new() } else { pool.install(|| chart::sweep_charts(&sweep))? };

    let mut reports: Vec<ReportFile> = Vec::new();
    if has_line(&sweep) {
        reports.push(ReportFile { name: BREAK_EVEN.into(), bytes: break_even_csv(&sweep) });
    }
    for (name, chart) in drawn {
        reports.push(ReportFile { name: format!("{name}.png"), bytes: chart.png });
        reports.push(ReportFile { name: format!("{name}.svg"), bytes: chart.svg.into_bytes() });
    }
    let mut record = record;
    record.reports = reports.iter().map(|file| (file.name.clone(), sha256(&file.bytes))).collect();
    for (name, bytes) in [SWEEP, SWEEP_DIFFERENCES].into_iter().zip(&bytes) {
        record.reports.insert(name.into(), sha256(bytes));
    }
    reports.push(ReportFile { name: SWEEP_RECORD.into(), bytes: record.to_json() });
    tables.finish(&reports)?;

    if !arguments.quiet {
        let answers: Vec<Vec<String>> = (0..figures.len()).map(|figure| answer(&sweep, figure)).collect();
        match arguments.format {
            Format::Table => {
                for (figure, answer) in answers.iter().enumerate() {
                    printer.data(&terminal::sweep(printer.screen(), &sweep, figure))?;
                    printer.data(&terminal::answer(printer.screen(), answer))?;
                }
            }
            Format::Csv => {
                printer.data(&String::from_utf8_lossy(&bytes[0]))?;
                for answer in &answers {
                    printer.note(terminal::answer(printer.screen(), answer).trim_end())?;
                }
            }
        }
        printer.note(&terminal::reports_written(tables.path(), tables.replaces && !arguments.resume))?;
        printer.note(&terminal::played(campaigns, begin.elapsed()))?;
    }
    Ok(())
}

/// Can a line be drawn over the only path?
fn has_line(sweep: &Sweep) -> bool {
    sweep.varied.len() == 1 && sweep.varied[0].numbers().is_some()
}

/// The sweep before anything is known of it.
fn shown(grid: &Grid, checked: &Checked, figures: &[Figure]) -> Sweep {
    let mut cases: Vec<CaseName> = Vec::new();
    for case in checked.cells.iter().flat_map(|cell| &cell.cases) {
        if !cases.contains(case) {
            cases.push(case.clone());
        }
    }
    let first = &checked.cells[0];
    let same_currency = checked.cells.iter().all(|cell| cell.currency == first.currency);
    let same_weeks = checked.cells.iter().all(|cell| cell.weeks == first.weeks);
    let same_trials = checked.cells.iter().all(|cell| cell.trials == first.trials);
    let currency = first.currency.clone().filter(|_| same_currency);
    let varied = grid.varied(currency.as_deref().unwrap_or_default());
    let shared = (currency, first.weeks.filter(|_| same_weeks), Some(first.trials).filter(|_| same_trials));
    Sweep::new(checked.first.name.clone(), varied, figures.to_vec(), cases, shared)
}

fn record(grid: &Grid, checked: &Checked, sweep: &Sweep, sampling: Sampling) -> SweepRecord {
    SweepRecord {
        version: VERSION.into(),
        scenario: sweep.name.clone(),
        sampling: sampling.name().into(),
        files: checked.sources.clone(),
        overrides: typed(&grid.overrides, sampling),
        vary: grid.written.clone(),
        figures: sweep.figures.iter().map(|figure| figure.name().to_owned()).collect(),
        cells: checked.cells.len(),
        reports: [SWEEP, SWEEP_DIFFERENCES].map(|name| (name.to_owned(), UNFINISHED.to_owned())).into(),
    }
}

/// Who plays the cells.
struct Player<'a> {
    grid: &'a Grid,
    figures: &'a [Figure],
    sampling: Sampling,
}

impl Player<'_> {
    /// Plays the cells that are still to be played, in order, and writes their rows; tells whether all are done.
    fn play(
        &self,
        checked: &Checked,
        tables: &mut Tables,
        goes_on: &(impl Fn() -> bool + Sync),
        progress: &Progress,
    ) -> Result<bool, Failure> {
        let most = checked.cells.iter().map(|cell| cell.cases.len()).max().unwrap_or(1).max(1);
        // More cells at a time leave less to wait for at the end; they do not change what is written.
        let at_a_time = (BATCH.max(16 * rayon::current_num_threads()) / most).max(1);
        while tables.cells < checked.cells.len() {
            let batch = tables.cells..checked.cells.len().min(tables.cells + at_a_time);
            let played: Vec<Result<Option<PlayedCell>, Failure>> =
                batch.into_par_iter().map(|cell| self.cell(cell, goes_on, progress)).collect();
            for cell in played {
                match cell? {
                    Some(cell) => tables.add(&cell, self.figures)?,
                    None => return Ok(false),
                }
            }
        }
        Ok(true)
    }

    /// Plays all cases of a cell; nothing if it is stopped before.
    fn cell(
        &self,
        cell: usize,
        goes_on: &(impl Fn() -> bool + Sync),
        progress: &Progress,
    ) -> Result<Option<PlayedCell>, Failure> {
        if !goes_on() {
            return Ok(None);
        }
        // It was read before; only a file that was changed since can be wrong.
        let scenario = self.grid.load(cell).map_err(|problems| Failure::Problems(vec![problems]))?;
        let settings = settings(&scenario, self.sampling);
        let schedules = Schedule::all(&scenario.cases);
        let played: Option<Vec<_>> = schedules
            .par_iter()
            .map(|schedule| measure(schedule, &settings, self.figures, goes_on, &|trials| progress.add(trials)))
            .collect();
        Ok(played.map(|played| PlayedCell {
            values: self.grid.values(cell),
            cases: scenario
                .cases
                .iter()
                .zip(played)
                .map(|(case, measured)| (case.name.clone(), case.currency.clone(), measured))
                .collect(),
        }))
    }
}

/// From now on Ctrl-C does not end the program but says no to the question whether it goes on; the second time it does.
fn stopped_by_signal() -> impl Fn() -> bool + Sync {
    let stopped = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&stopped);
    // Where signals cannot be heard, the sweep can be ended all the same, and what is written is kept.
    let _ = ctrlc::set_handler(move || {
        if told.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    move || !stopped.load(Ordering::Relaxed)
}

/// What to type to go on.
fn again() -> String {
    let quoted = |argument: String| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=,:%+@".contains(c);
        if argument.chars().all(plain) { argument } else { format!("'{}'", argument.replace('\'', r"'\''")) }
    };
    let typed = std::env::args().skip(1).filter(|argument| argument != "--resume").map(quoted);
    std::iter::once("inmail-sim".to_owned()).chain(typed).chain(["--resume".to_owned()]).collect::<Vec<_>>().join(" ")
}
