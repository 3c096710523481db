//! `run`: plays every case of every file, prints what came of it, and writes the reports.

use std::path::Path;
use std::time::Instant;

use crate::chart;
use crate::cli::Run;
use crate::engine::{self, Sampling, Settings};
use crate::figures::Figures;
use crate::output::Folder;
use crate::report::{self, FileRecord, ReportFile, RulebookRecord, RunRecord, Table};
use crate::scenario::Scenario;
use crate::terminal::{self, Progress};

use super::{Failure, Printer, load_all, note_short_periods, overrides, sampling};

pub(super) fn run(arguments: &Run, printer: &mut Printer) -> Result<(), Failure> {
    let begin = Instant::now();
    let scenarios = load_all(&arguments.files, &overrides(&arguments.changes, arguments.trials))?;
    let folders = folders(arguments, &scenarios)?;
    let threads = arguments.threads.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(Failure::Threads)?;

    let mut campaigns = 0;
    for (scenario, folder) in scenarios.iter().zip(&folders) {
        let figures = pool.install(|| play(scenario, arguments));
        campaigns += figures.trials * scenario.cases.len() as u64;
        pool.install(|| write(scenario, &figures, folder, arguments))?;
        if !arguments.quiet {
            printer.data(&terminal::summary(&scenario.name, &figures))?;
            note_short_periods(scenario, printer)?;
            printer.note(&terminal::reports_written(folder.path(), folder.holds_earlier_run()))?;
        }
    }
    if !arguments.quiet {
        printer.note(&terminal::played(campaigns, begin.elapsed()))?;
    }
    Ok(())
}

/// Makes a folder for the reports of each scenario before anything is played: what cannot be written should be known
/// at once.
fn folders(arguments: &Run, scenarios: &[Scenario]) -> Result<Vec<Folder>, Failure> {
    let path = |scenario: &Scenario| arguments.out.join(&scenario.stem);
    // Some file systems do not tell upper from lower case.
    let key = |scenario: &Scenario| scenario.stem.to_lowercase();
    for (place, scenario) in scenarios.iter().enumerate() {
        if let Some(other) = scenarios[..place].iter().position(|other| key(other) == key(scenario)) {
            let file = |place: usize| arguments.files[place].clone();
            return Err(Failure::SameFolder { first: file(other), second: file(place), folder: path(scenario) });
        }
    }
    let mut folders = Vec::new();
    for scenario in scenarios {
        let folder = Folder::open(path(scenario))?;
        folder.check(names(!arguments.no_charts).iter().map(String::as_str))?;
        folders.push(folder);
    }
    Ok(folders)
}

/// The files that a run writes.
fn names(charts: bool) -> Vec<String> {
    let tables = Table::ALL.map(|table| table.file_name().to_owned());
    let charts = chart::NAMES.iter().filter(|_| charts).flat_map(|name| [format!("{name}.png"), format!("{name}.svg")]);
    tables.into_iter().chain(charts).chain([report::RECORD.to_owned()]).collect()
}

fn play(scenario: &Scenario, arguments: &Run) -> Figures {
    let settings = Settings {
        trials: scenario.trials,
        seed: scenario.seed,
        sampling: sampling(&arguments.changes),
        precision: scenario.precision,
    };
    let progress = Progress::new(&scenario.name, scenario.trials, arguments.quiet);
    let tally = engine::play(&scenario.cases, &settings, |trials| progress.add(trials));
    Figures::new(&scenario.cases, &tally)
}

fn write(scenario: &Scenario, figures: &Figures, folder: &Folder, arguments: &Run) -> Result<(), Failure> {
    let mut files = report::tables(figures);
    if !arguments.no_charts {
        for chart in chart::charts(&scenario.name, figures)? {
            files.push(ReportFile { name: format!("{}.png", chart.name), bytes: chart.png });
            files.push(ReportFile { name: format!("{}.svg", chart.name), bytes: chart.svg.into_bytes() });
        }
    }
    let record = RunRecord {
        version: env!("CARGO_PKG_VERSION").into(),
        scenario: scenario.name.clone(),
        seed: scenario.seed,
        trials: figures.trials,
        sampling: sampling(&arguments.changes).name().into(),
        precision: scenario.precision,
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
        overrides: typed(arguments),
        cases: figures.cases.iter().map(|case| case.name.to_string()).collect(),
        reports: files.iter().map(|file| (file.name.clone(), report::sha256(&file.bytes))).collect(),
    };
    files.push(ReportFile { name: report::RECORD.into(), bytes: report::run_json(&record) });
    Ok(folder.write(&files)?)
}

/// The name of a file as it was stated, without the folders of an absolute path, which hold on one machine only.
fn plain(written: &str) -> String {
    let path = Path::new(written);
    let name = path.file_name().filter(|_| path.is_absolute());
    name.map_or_else(|| written.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// What the command line changed, as it would be typed again.
fn typed(arguments: &Run) -> Vec<String> {
    let changes = &arguments.changes;
    let all =
        |flag: &str, values: &[String]| values.iter().map(|value| format!("--{flag} {value}")).collect::<Vec<_>>();
    let one = |flag: &str, value: Option<u64>| value.map(|value| format!("--{flag} {value}"));
    let numbers =
        [one("trials", arguments.trials), one("seed", changes.seed), one("weeks", changes.weeks.map(u64::from))];
    let sampling = Some(sampling(changes)).filter(|&sampling| sampling != Sampling::default());
    let sampling = sampling.map(|sampling| format!("--sampling {}", sampling.name()));
    [all("set", &changes.set), all("plan", &changes.plan), all("what-if", &changes.what_if)]
        .into_iter()
        .flatten()
        .chain(numbers.into_iter().flatten())
        .chain(sampling)
        .collect()
}
