//! `run`: plays every case of every file, prints the results, and writes the reports.

use std::time::Instant;

use crate::cli::{ResultFormat, Run};
use crate::engine::{self, Settings};
use crate::figures::Figures;
use crate::output::Folder;
use crate::report;
use crate::results::{self, Played};
use crate::scenario::Scenario;
use crate::scenario::document::source::Disk;
use crate::study::space::settings;
use crate::terminal::{self, Progress};

use super::{
    Exit, Failure, Printer, forms, load_all, note_pipes, note_warnings, overrides, pages, reports, sampling, shard,
    targets, threads,
};

/// Why several scenarios are not printed as CSV.
const SEVERAL_AS_CSV: &str =
    "`--format csv` prints one table, that of one scenario; run the files one by one, or use `--format json`";

pub(super) fn run(arguments: &Run, printer: &mut Printer) -> Result<Exit, Failure> {
    if let Some(tally) = &arguments.tally {
        return shard::shard(arguments, tally, printer).map(|()| Exit::Done);
    }
    if arguments.playing.format == ResultFormat::Csv && arguments.files.len() > 1 {
        return Err(Failure::Wrong(SEVERAL_AS_CSV.into()));
    }
    let begin = Instant::now();
    let overrides = overrides(&arguments.playing.changes, arguments.playing.trials);
    note_pipes(&arguments.files, arguments.playing.quiet, printer)?;
    let scenarios = load_all(&arguments.files, &overrides)?;
    let folders = folders(arguments, &scenarios)?;
    let pool = threads(arguments.playing.threads)?;
    let forms = forms::typed(&arguments.playing.forms);
    let shows = printer.shows(arguments.playing.quiet, arguments.playing.format == ResultFormat::Table);

    let (mut campaigns, mut results, mut exit) = (0, Vec::new(), Exit::Done);
    for ((scenario, file), folder) in scenarios.iter().zip(&arguments.files).zip(&folders) {
        // Before the scenario is played: a warning may be a reason to stop.
        note_warnings(scenario, printer)?;
        let settings = settings(scenario, sampling(&arguments.playing.changes));
        let figures = pool.install(|| play(scenario, &settings, arguments.playing.quiet));
        campaigns += figures.trials * scenario.cases.len() as u64;
        let sampling = sampling(&arguments.playing.changes);
        // What a pipe holds can be read once only.
        let turns = || results::between(scenario, (&Disk, file), &figures, &overrides, sampling);
        let turns = if file.is_file() { pool.install(turns) } else { Vec::new() };
        let mut result = Played::new(scenario, figures, &overrides, &settings);
        result.verdict.turns = turns;
        let older = pool.install(|| reports::write_all(&result, scenario, folder, forms))?;
        if reports::exit(&result.figures) != Exit::Done {
            exit = Exit::Missed;
        }
        if shows {
            reports::show((&result, &older), scenario, arguments.playing.format, folder, printer)?;
            results.push(result.entry(scenario));
        }
    }
    if shows && arguments.playing.format == ResultFormat::Json {
        printer.data(&report::results_json(&results))?;
    }
    printer.note(&terminal::played(campaigns, begin.elapsed()))?;
    // One that cannot be opened keeps no other closed.
    let open = |folder: &Folder| pages::open(&folder.path().join(report::PAGE), arguments.playing.open);
    let opened: Vec<Result<(), Failure>> = folders.iter().map(open).collect();
    opened.into_iter().collect::<Result<(), Failure>>()?;
    Ok(exit)
}

/// Makes a folder for the reports of each scenario before anything is played: what cannot be written should be known
/// at once.
fn folders(arguments: &Run, scenarios: &[Scenario]) -> Result<Vec<Folder>, Failure> {
    // Some file systems do not tell upper from lower case.
    let key = |scenario: &Scenario| scenario.stem.to_lowercase();
    for (place, scenario) in scenarios.iter().enumerate() {
        if let Some(other) = scenarios[..place].iter().position(|other| key(other) == key(scenario)) {
            let file = |place: usize| arguments.files[place].clone();
            let folder = arguments.playing.out.join(&scenario.stem);
            return Err(Failure::SameFolder { first: file(other), second: file(place), folder });
        }
    }
    let forms = forms::typed(&arguments.playing.forms);
    scenarios.iter().map(|scenario| reports::open(&arguments.playing.out, scenario, forms)).collect()
}

pub(super) fn play(scenario: &Scenario, settings: &Settings, quiet: bool) -> Figures {
    let progress = Progress::new(&scenario.name, scenario.trials, quiet);
    let tally = engine::play(&scenario.cases, settings, |trials| progress.add(trials));
    drop(progress);
    let targets = targets::play(scenario, settings, 0..tally.trials, quiet);
    results::figures(scenario, settings, &tally, &targets)
}
