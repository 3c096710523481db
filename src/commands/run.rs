//! `run`: plays every case of every file, prints what came of it, and writes the reports.

use std::time::Instant;

use crate::cli::Run;
use crate::engine::{self, Settings};
use crate::figures::Figures;
use crate::output::Folder;
use crate::scenario::Scenario;
use crate::terminal::{self, Progress};

use super::{Failure, Printer, load_all, note_warnings, overrides, reports, sampling, settings, shard, threads};

pub(super) fn run(arguments: &Run, printer: &mut Printer) -> Result<(), Failure> {
    if let Some(tally) = &arguments.tally {
        return shard::shard(arguments, tally, printer);
    }
    let begin = Instant::now();
    let overrides = overrides(&arguments.changes, arguments.trials);
    let scenarios = load_all(&arguments.files, &overrides)?;
    let folders = folders(arguments, &scenarios)?;
    let pool = threads(arguments.threads)?;
    let charts = !arguments.no_charts;

    let mut campaigns = 0;
    for (scenario, folder) in scenarios.iter().zip(&folders) {
        if !arguments.quiet {
            // Before it is played: whoever sees one may want to stop.
            note_warnings(scenario, printer)?;
        }
        let settings = settings(scenario, sampling(&arguments.changes));
        let figures = pool.install(|| play(scenario, &settings, arguments.quiet));
        campaigns += figures.trials * scenario.cases.len() as u64;
        pool.install(|| reports::write(scenario, &figures, &overrides, &settings, folder, charts))?;
        if !arguments.quiet {
            reports::show(scenario, &figures, folder, printer)?;
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
    // Some file systems do not tell upper from lower case.
    let key = |scenario: &Scenario| scenario.stem.to_lowercase();
    for (place, scenario) in scenarios.iter().enumerate() {
        if let Some(other) = scenarios[..place].iter().position(|other| key(other) == key(scenario)) {
            let file = |place: usize| arguments.files[place].clone();
            let folder = arguments.out.join(&scenario.stem);
            return Err(Failure::SameFolder { first: file(other), second: file(place), folder });
        }
    }
    scenarios.iter().map(|scenario| reports::open(&arguments.out, scenario, !arguments.no_charts)).collect()
}

fn play(scenario: &Scenario, settings: &Settings, quiet: bool) -> Figures {
    let progress = Progress::new(&scenario.name, scenario.trials, quiet);
    let tally = engine::play(&scenario.cases, settings, |trials| progress.add(trials));
    Figures::new(&scenario.cases, &tally)
}
