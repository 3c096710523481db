//! `sweep`: plays every case at every combination of values, finds where cases break even and which is best where, and
//! writes tables and charts.

mod files;

use std::collections::BTreeSet;
use std::time::Instant;

use jiff::civil::Date;

use crate::chart::{self, Chart};
use crate::cli::{self, Format};
use crate::report::page;
use crate::report::{
    AnswerEntry, BREAK_EVEN, Cover, ReportFile, SWEEP_PAGE, SweepRecord, answer_json, break_even_csv, sweep_verdict,
};
use crate::results::{self, file_record, typed};
use crate::scenario::Scenario;
use crate::scenario::document::source::Disk;
use crate::study::space::{in_one_circumstance, settings};
use crate::study::sweep::{Checked, Grid, Sweep, play, roots};
use crate::terminal::{self, Progress};
use crate::words::sweep::sweep_sentences;

use super::figures::figures;
use super::signals::{self, Grace};
use super::{Failure, Printer, VERSION, forms, overrides, pages, sampling, threads};
use files::Tables;

pub(super) fn sweep(arguments: &cli::Sweep, printer: &mut Printer) -> Result<(), Failure> {
    let (begin, playing) = (Instant::now(), &arguments.playing);
    let pool = threads(playing.threads)?;
    let overrides = overrides(&playing.changes, playing.trials);
    let grid = Grid::new(&Disk, &arguments.file, overrides, &arguments.vary, sampling(&playing.changes))?;
    let checked = pool.install(|| grid.check(arguments.figure.len().max(1)))?;
    in_one_circumstance(checked.first.cases.iter().map(|case| &case.name))?;
    let figures = figures(&arguments.figure, &checked.first.cases)?;
    let mut sweep = grid.unplayed(&checked, &figures);
    let record = record(&grid, &checked, &sweep);
    let forms = forms::typed(&playing.forms);
    let charts = if forms.charts { chart::sweep_names(&sweep) } else { Vec::new() };
    let mut tables = Tables::open(arguments, (&grid, &checked), &mut sweep, &record, (forms, &charts))?;
    if !playing.quiet {
        // No warning for what the sweep itself sets.
        let stated = checked.first.warnings.iter().filter(|warning| !grid.is_varied(&warning.place));
        stated.into_iter().try_for_each(|warning| printer.note(&terminal::warning(warning)))?;
    }

    let grace = Grace::begin();
    let done = tables.cells;
    let campaigns: u64 = checked.cells[done..].iter().map(|cell| cell.trials * cell.cases.len() as u64).sum();
    let progress = Progress::new(&sweep.name, campaigns, playing.quiet);
    let add = |trials| progress.add(trials);
    let keep = |cell: &_| tables.add(cell, &figures);
    let goes_on = || grace.goes_on();
    let finished = pool.install(|| play(&mut sweep, (&grid, &checked), done, &goes_on, &add, keep));
    drop(progress);
    if !finished? || !grace.goes_on() {
        let table = tables.keep()?;
        printer.note(&terminal::sweep_stopped(tables.cells, checked.cells.len(), &table, &again()))?;
        signals::end();
        return Err(Failure::Stopped);
    }

    let table = tables.keep()?;
    signals::last_words(Some(terminal::sweep_stopped(tables.cells, checked.cells.len(), &table, &again())));
    drop(grace);
    sweep.roots = pool.install(|| roots(&sweep, &grid));
    let drawn = if forms.charts { pool.install(|| chart::sweep_charts(&sweep))? } else { Vec::new() };
    let mut files = tables.whole();
    if sweep.line().is_some() {
        files.push(ReportFile { name: BREAK_EVEN.into(), bytes: break_even_csv(&sweep) });
    }
    let document = (playing.format == Format::Json).then(|| {
        answer_json(AnswerEntry {
            command: "sweep",
            scenario: &sweep.name,
            description: &checked.first.description,
            seed: checked.first.seed,
            trials: sweep.trials,
            sampling: grid.sampling().name(),
            verdict: sweep_verdict(&sweep),
            tables: &files,
            warnings: results::warnings(&checked.first),
        })
    });
    let (page, cover) = page(arguments, &checked.first, &sweep, &record, &drawn);
    forms.add(&mut files, SWEEP_PAGE, &cover, drawn.iter().map(|(_, chart)| chart))?;
    files.push(page);
    for (name, chart) in drawn {
        files.extend(forms.pictures(&name, chart)?);
    }
    let older = tables.finish(files, record, forms)?;
    signals::last_words(None);

    if printer.shows(playing.quiet, playing.format == Format::Table) {
        let answers: Vec<Vec<String>> = (0..figures.len()).map(|figure| sweep_sentences(&sweep, figure)).collect();
        match playing.format {
            Format::Table => {
                for (figure, answer) in answers.iter().enumerate() {
                    printer.data(&terminal::sweep(printer.screen(), &sweep, figure))?;
                    printer.data(&terminal::answer(printer.screen(), answer))?;
                }
            }
            Format::Json => document.iter().try_for_each(|document| printer.data(document))?,
            Format::Csv => {
                printer.table(tables.table())?;
                for answer in &answers {
                    printer.note(terminal::answer(printer.screen(), answer).trim_end())?;
                }
            }
        }
        printer.note(&tables.told(&checked.first, arguments.resume))?;
        terminal::older_files(&older).map_or(Ok(()), |left| printer.note(&left))?;
        pages::tell(&tables.path().join(SWEEP_PAGE), printer)?;
        printer.note(&terminal::played(campaigns, begin.elapsed()))?;
    }
    pages::open(&tables.path().join(SWEEP_PAGE), playing.open)
}

/// The page of the sweep, and the first sheet of its workbook. What is said of values and rules is that of the first cell.
fn page<'a>(
    arguments: &cli::Sweep,
    first: &'a Scenario,
    sweep: &Sweep,
    record: &SweepRecord,
    drawn: &[(String, Chart)],
) -> (ReportFile, Cover<'a>) {
    let playing = &arguments.playing;
    let overrides = overrides(&playing.changes, playing.trials);
    let sampling = sampling(&playing.changes);
    let mut run = results::record(first, &overrides, &settings(first, sampling));
    run.files = record.files.clone();
    let all = |flag: &str, typed: &[String]| typed.iter().map(|typed| format!("--{flag} {typed}")).collect::<Vec<_>>();
    run.overrides = [all("vary", &arguments.vary), all("figure", &arguments.figure), run.overrides].concat();
    let pictures = drawn.iter().map(|(name, chart)| results::picture(name, chart)).collect();
    let split =
        |typed: &String| typed.split_once('=').map(|(path, values)| (path.trim().to_owned(), values.to_owned()));
    let varied = arguments.vary.iter().filter_map(split).collect();
    let command = (results::command("sweep", &run), &run);
    let content = page::sweep(sweep);
    let cover = results::cover(first, &content, &run);
    let bytes = results::page_of(first, command, content, pictures, varied);
    (ReportFile { name: SWEEP_PAGE.into(), bytes }, cover)
}

/// The record by which the sweep can be repeated, before it is played.
fn record(grid: &Grid, checked: &Checked, sweep: &Sweep) -> SweepRecord {
    let mut files = Vec::new();
    for (written, sha256) in &checked.sources {
        let file = file_record(written, sha256);
        if !files.contains(&file) {
            files.push(file);
        }
    }
    let starts: BTreeSet<Date> = checked.cells.iter().flat_map(|cell| &cell.starts).copied().collect();
    SweepRecord {
        version: VERSION.into(),
        scenario: sweep.name.clone(),
        sampling: grid.sampling().name().into(),
        files,
        overrides: typed(grid.overrides(), grid.sampling()),
        vary: grid.written.clone(),
        figures: sweep.figures.iter().map(|figure| figure.name().to_owned()).collect(),
        cells: checked.cells.len(),
        starts: starts.iter().map(Date::to_string).collect(),
        reports: Default::default(),
        older: Default::default(),
    }
}

/// The command line that goes on.
fn again() -> String {
    let quoted = |argument: String| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=,:%+@".contains(c);
        if argument.chars().all(plain) { argument } else { format!("'{}'", argument.replace('\'', r"'\''")) }
    };
    let typed = std::env::args().skip(1).filter(|argument| argument != "--resume").map(quoted);
    std::iter::once("inmail-sim".to_owned()).chain(typed).chain(["--resume".to_owned()]).collect::<Vec<_>>().join(" ")
}
