//! What a run leaves behind, whether it was played in one go or merged from shards: its reports, and what it prints.

use std::path::Path;

use crate::chart;
use crate::engine::{Sampling, Settings};
use crate::figures::Figures;
use crate::output::Folder;
use crate::report::{self, FileRecord, ReportFile, RulebookRecord, RunRecord, Table};
use crate::scenario::{Overrides, Scenario};
use crate::terminal;

use super::{Failure, Printer};

/// Makes the folder for the reports of a scenario, and sees whether they may be written there.
pub(super) fn open(out: &Path, scenario: &Scenario, charts: bool) -> Result<Folder, Failure> {
    let folder = Folder::open(out.join(&scenario.stem))?;
    folder.check(names(charts).iter().map(String::as_str))?;
    Ok(folder)
}

/// The files that a run writes.
fn names(charts: bool) -> Vec<String> {
    let tables = Table::ALL.map(|table| table.file_name().to_owned());
    let charts = chart::NAMES.iter().filter(|_| charts).flat_map(|name| [format!("{name}.png"), format!("{name}.svg")]);
    tables.into_iter().chain(charts).chain([report::RECORD.to_owned()]).collect()
}

/// Writes the reports of a scenario that was played with these changes and settings.
pub(super) fn write(
    scenario: &Scenario,
    figures: &Figures,
    overrides: &Overrides,
    settings: &Settings,
    folder: &Folder,
    charts: bool,
) -> Result<(), Failure> {
    let mut files = report::tables(figures);
    if charts {
        for chart in chart::charts(&scenario.name, figures)? {
            files.push(ReportFile { name: format!("{}.png", chart.name), bytes: chart.png });
            files.push(ReportFile { name: format!("{}.svg", chart.name), bytes: chart.svg.into_bytes() });
        }
    }
    let record = RunRecord {
        version: env!("CARGO_PKG_VERSION").into(),
        scenario: scenario.name.clone(),
        seed: settings.seed,
        trials: figures.trials,
        sampling: settings.sampling.name().into(),
        precision: settings.precision,
        files: scenario
            .sources
            .iter()
            .map(|source| FileRecord { name: plain(&source.written), sha256: source.sha256.clone() })
            .collect(),
        rulebooks: scenario
            .rulebooks
            .iter()
            .map(|rulebook| RulebookRecord { id: rulebook.id.clone(), name: rulebook.name.clone() })
            .collect(),
        overrides: typed(overrides, settings.sampling),
        cases: figures.cases.iter().map(|case| case.name.to_string()).collect(),
        reports: files.iter().map(|file| (file.name.clone(), report::sha256(&file.bytes))).collect(),
    };
    files.push(ReportFile { name: report::RECORD.into(), bytes: report::run_json(&record) });
    Ok(folder.write(&files)?)
}

/// Prints what came of a scenario, and where its reports are.
pub(super) fn show(
    scenario: &Scenario,
    figures: &Figures,
    folder: &Folder,
    printer: &mut Printer,
) -> Result<(), Failure> {
    printer.data(&terminal::summary(&scenario.name, figures))?;
    printer.note(&terminal::reports_written(folder.path(), folder.holds_earlier_run()))
}

/// The name of a file as it was stated, without the folders of an absolute path, which hold on one machine only.
fn plain(written: &str) -> String {
    let path = Path::new(written);
    let name = path.file_name().filter(|_| path.is_absolute());
    name.map_or_else(|| written.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// What the command line changed, as it would be typed again.
fn typed(overrides: &Overrides, sampling: Sampling) -> Vec<String> {
    let Overrides { set, plans, what_ifs, trials, seed, weeks } = overrides;
    let all =
        |flag: &str, values: &[String]| values.iter().map(|value| format!("--{flag} {value}")).collect::<Vec<_>>();
    let one = |flag: &str, value: Option<u64>| value.map(|value| format!("--{flag} {value}"));
    let numbers = [one("trials", *trials), one("seed", *seed), one("weeks", weeks.map(u64::from))];
    let sampling = Some(sampling).filter(|&sampling| sampling != Sampling::default());
    let sampling = sampling.map(|sampling| format!("--sampling {}", sampling.name()));
    [all("set", set), all("plan", plans), all("what-if", what_ifs)]
        .into_iter()
        .flatten()
        .chain(numbers.into_iter().flatten())
        .chain(sampling)
        .collect()
}
