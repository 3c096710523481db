//! The reports of a run, and what it prints, whether it was played in one go or merged from shards.

use std::path::{Component, Path, PathBuf};

use crate::chart::{self, Chart};
use crate::cli::ResultFormat;
use crate::figures::Figures;
use crate::output::Folder;
use crate::report::overview::Overview;
use crate::report::{self, ReportFile, RunRecord, seat_overview};
use crate::results::{Forms, Played, picture_names, plain};
use crate::scenario::Scenario;
use crate::terminal;

use super::forms::staying;
use super::{Exit, Failure, Printer, pages};

/// How a command with these figures ends: the exit status says, too, whether a target is missed.
pub(super) fn exit(figures: &Figures) -> Exit {
    if figures.misses_a_target() { Exit::Missed } else { Exit::Done }
}

/// Prints what came of a scenario, unless it is kept for a document of all, and where its reports are.
pub(super) fn show(
    (played, older): (&Played, &[String]),
    scenario: &Scenario,
    format: ResultFormat,
    folder: &Folder,
    printer: &mut Printer,
) -> Result<(), Failure> {
    let overview = Overview::with_sums(&played.figures, &played.sums);
    let seats = seat_overview::seats(&played.figures);
    match format {
        ResultFormat::Table => {
            printer.data(&terminal::summary(printer.screen(), &scenario.name, &overview))?;
            printer.data(&terminal::verdict(printer.screen(), &played.verdict))?;
            if let Some(seats) = seats {
                printer.data(&terminal::seats(printer.screen(), &seats))?;
            }
            printer.data(&terminal::targets(printer.screen(), &played.figures.targets))?;
        }
        ResultFormat::Markdown => {
            printer.data(&report::result_markdown(
                &scenario.name,
                (&overview, seats.as_ref()),
                &played.verdict,
                &played.figures.targets,
            ))?;
        }
        ResultFormat::Csv => {
            printer.table(&report::summary_with_sums_csv(&played.figures, &played.sums))?;
            printer.note(terminal::verdict(printer.screen(), &played.verdict).trim_end())?;
            if !played.figures.targets.is_empty() {
                printer.note(terminal::targets(printer.screen(), &played.figures.targets).trim_end())?;
            }
        }
        ResultFormat::Json => {}
    }
    tell_written(folder, scenario, older, printer)?;
    pages::tell(&folder.path().join(report::PAGE), printer)
}

/// A chart that may be drawn, with its name.
pub(super) fn named(chart: Option<Chart>) -> Vec<(String, Chart)> {
    chart.into_iter().map(|chart| (chart.name.to_owned(), chart)).collect()
}

/// Writes the reports of a scenario. Returns the names of the older files that stay beside them.
pub(super) fn write_all(
    played: &Played,
    scenario: &Scenario,
    folder: &Folder,
    forms: Forms,
) -> Result<Vec<String>, Failure> {
    write(folder, played.files(scenario, forms)?, played.run.clone(), forms)
}

/// Writes files, and the record that lists them. Returns the names of the older files that stay beside them.
pub(super) fn write(
    folder: &Folder,
    mut files: Vec<ReportFile>,
    record: RunRecord,
    forms: Forms,
) -> Result<Vec<String>, Failure> {
    let reports = files.iter().map(|file| (file.name.clone(), report::sha256(&file.bytes))).collect();
    let mut names = Vec::new();
    folder.write(|earlier| {
        let older = staying(forms, folder, earlier, &files);
        names.extend(older.keys().cloned());
        let record = report::run_json(&RunRecord { reports, older, ..record });
        files.push(ReportFile { name: folder.record().into(), bytes: record });
        files
    })?;
    Ok(names)
}

/// Says where reports are, and which older files stay beside them.
pub(super) fn tell_written(
    folder: &Folder,
    scenario: &Scenario,
    older: &[String],
    printer: &mut Printer,
) -> Result<(), Failure> {
    printer.note(&terminal::reports_written(folder.path(), folder.holds_earlier_run(), other(folder, scenario)))?;
    terminal::older_files(older).map_or(Ok(()), |left| printer.note(&left))
}

/// The name of the file of an earlier run in a folder, if that file was not the same as the one of this run: which place it
/// had no record tells, so that nobody knows whether it was changed or was another.
pub(super) fn other<'f>(folder: &'f Folder, scenario: &Scenario) -> Option<&'f str> {
    let (name, hash) = folder.source()?;
    scenario.sources.first().is_some_and(|source| source.sha256 != hash).then_some(name)
}

/// Sees whether the folder is that of a file with the name of this one. Two whose names differ by their ending share it.
pub(super) fn check_source(folder: &Folder, scenario: &Scenario) -> Result<(), Failure> {
    let Some((first, (name, _))) = scenario.sources.first().zip(folder.source()) else { return Ok(()) };
    let written = plain(&first.written);
    // Some file systems do not tell upper from lower case.
    if name.to_lowercase() == written.to_lowercase() {
        return Ok(());
    }
    Err(Failure::Wrong(format!(
        "`{}` holds the results of `{name}`, and those of `{written}` would replace them; choose another folder with `--out`",
        folder.path().display()
    )))
}

/// The folder for the reports of the scenario file with this stem.
pub(super) fn folder(out: &Path, stem: &str) -> Result<PathBuf, Failure> {
    let mut parts = Path::new(stem).components();
    if matches!((parts.next(), parts.next()), (Some(Component::Normal(name)), None) if name == stem) {
        return Ok(out.join(stem));
    }
    Err(Failure::Wrong(format!(
        "the reports of `{stem}.toml` would go to a folder called `{stem}`, which is no name of a folder; rename the file"
    )))
}

/// Makes the folder for the reports of a scenario, and sees whether they may be written there.
pub(super) fn open(out: &Path, scenario: &Scenario, forms: Forms) -> Result<Folder, Failure> {
    let folder = Folder::open(folder(out, &scenario.stem)?)?;
    check_source(&folder, scenario)?;
    let seats = scenario.cases.iter().any(|case| !case.seats.is_empty());
    let names = names(forms.charts, !scenario.targets.is_empty(), seats).into_iter().chain(forms.names(report::PAGE));
    folder.check(names.collect::<Vec<_>>().iter().map(String::as_str))?;
    Ok(folder)
}

/// The files that a run writes.
fn names(charts: bool, targets: bool, seats: bool) -> Vec<String> {
    let tables = report::tables_with(targets, seats).map(|table| table.file_name().to_owned());
    let charts = if charts { picture_names(&chart::NAMES) } else { Vec::new() };
    tables.chain(charts).chain([report::PAGE.to_owned(), report::RECORD.to_owned()]).collect()
}
