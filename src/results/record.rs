//! The record of an answer: what it takes to find it again.

use std::path::Path;

use crate::engine::{Sampling, Settings};
use crate::report::{FileRecord, RulebookRecord, RunRecord, StopRecord};
use crate::scenario::{Overrides, Scenario};

/// The record by which a run can be repeated; its reports are not yet known.
pub fn record(scenario: &Scenario, overrides: &Overrides, settings: &Settings) -> RunRecord {
    RunRecord {
        version: env!("CARGO_PKG_VERSION").into(),
        scenario: scenario.name.clone(),
        seed: settings.seed,
        trials: settings.trials,
        sampling: settings.sampling.name().into(),
        precision: settings.precision.map(StopRecord::new),
        files: scenario.sources.iter().map(|source| file_record(&source.written, &source.sha256)).collect(),
        rulebooks: scenario
            .rulebooks
            .iter()
            .map(|rulebook| RulebookRecord { id: rulebook.id.clone(), name: rulebook.name.clone() })
            .collect(),
        overrides: typed(overrides, settings.sampling),
        cases: scenario.cases.iter().map(|case| case.name.id()).collect(),
        starts: scenario.cases.iter().map(|case| case.calendar.start.to_string()).collect(),
        outcome: None,
        reports: Default::default(),
        older: Default::default(),
    }
}

/// A file that was read, as the record of a run lists it.
pub fn file_record(written: &str, sha256: &str) -> FileRecord {
    FileRecord { name: plain(written), sha256: sha256.to_owned() }
}

/// The command with the file that it was given first, as it would be typed again.
pub fn command(name: &str, run: &RunRecord) -> Vec<String> {
    std::iter::once(name.to_owned()).chain(run.files.first().map(|file| file.name.clone())).collect()
}

/// The name of a file as it was stated, without the folders of an absolute path, which hold on one machine only.
pub fn plain(written: &str) -> String {
    let path = Path::new(written);
    let name = path.file_name().filter(|_| path.is_absolute());
    name.map_or_else(|| written.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The changes of the command line, as they would be typed again.
pub fn typed(overrides: &Overrides, sampling: Sampling) -> Vec<String> {
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
