//! `run`: plays every case of every file, prints what came of it, and writes the reports.

use std::path::PathBuf;
use std::time::Instant;

use crate::chart;
use crate::cli::Run;
use crate::engine::{self, Settings};
use crate::figures::Figures;
use crate::output::{Folder, sha256};
use crate::report::{self, RunRecord};
use crate::scenario::Scenario;
use crate::terminal::{self, Progress};

use super::{Failure, Printer, load_all, overrides};

pub(super) fn run(arguments: &Run, printer: &mut Printer) -> Result<(), Failure> {
    let begin = Instant::now();
    let scenarios = load_all(&arguments.files, &overrides(&arguments.changes, arguments.trials))?;
    let folders = folders(arguments, &scenarios)?;
    let threads = arguments.threads.map_or(0, usize::from);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(Failure::Threads)?;

    let mut campaigns = 0;
    for (scenario, folder) in scenarios.iter().zip(&folders) {
        let figures = pool.install(|| play(scenario, arguments.quiet));
        campaigns += figures.trials * scenario.cases.len() as u64;
        write(scenario, &figures, folder, arguments)?;
        if !arguments.quiet {
            printer.data(&terminal::summary(&scenario.name, &figures))?;
            for case in &scenario.cases {
                if let Some(period) = engine::short_last_period(case) {
                    printer.note(&terminal::short_last_period(case, &period))?;
                }
            }
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
    let mut names: Vec<String> = report::FILES.iter().map(|&name| name.to_owned()).collect();
    if charts {
        names.extend(chart::NAMES.iter().flat_map(|name| [format!("{name}.png"), format!("{name}.svg")]));
    }
    names
}

fn play(scenario: &Scenario, quiet: bool) -> Figures {
    let settings = Settings { trials: scenario.trials, seed: scenario.seed, precision: scenario.precision };
    let progress = Progress::new(&scenario.name, scenario.trials, quiet);
    let tally = engine::play(&scenario.cases, &settings, |trials| progress.add(trials));
    Figures::new(&scenario.cases, &tally)
}

fn write(scenario: &Scenario, figures: &Figures, folder: &Folder, arguments: &Run) -> Result<(), Failure> {
    let mut files = report::tables(&scenario.cases, figures);
    if !arguments.no_charts {
        for chart in chart::charts(&scenario.name, figures)? {
            files.push((format!("{}.png", chart.name), chart.png));
            files.push((format!("{}.svg", chart.name), chart.svg.into_bytes()));
        }
    }
    let hashes = files.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))).collect();
    files.push((report::RECORD.to_owned(), report::run_json(&record(scenario, figures, arguments, hashes))));
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Ok(folder.write(&files)?)
}

fn record(scenario: &Scenario, figures: &Figures, arguments: &Run, reports: Vec<(String, String)>) -> RunRecord {
    let _: (&Scenario, &Figures, &Run, Vec<(String, String)>, Option<PathBuf>) = (scenario, figures, arguments, reports, None);
    todo!()
}
