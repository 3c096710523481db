//! A scenario as a study takes it: read once, and read again with other values, always from the same files.

use std::path::{Path, PathBuf};

use crate::domain::case::{BASE, Case, CaseName};
use crate::engine::{Sampling, Settings};
use crate::scenario::document::problem::Problems;
use crate::scenario::document::source::{Cached, Files, Kept};
use crate::scenario::{self, Overrides, Scenario};
use crate::study::refusal::Refusal;

/// A scenario, and what it takes to read it again with other values.
#[derive(Debug)]
pub struct Space {
    /// The scenario as it stands.
    pub scenario: Scenario,
    /// How what is drawn once a trial is spread over the trials.
    pub sampling: Sampling,
    /// Where it was read from.
    pub origin: Origin,
}

/// Where a scenario is read from. A file that changes while a study goes on does not change the study.
#[derive(Debug)]
pub struct Origin {
    path: PathBuf,
    files: Cached,
    /// The changes to the file that everything in the study shares.
    pub overrides: Overrides,
}

impl Space {
    /// Reads a scenario, with the fragment of a record laid over it if there is one; the error is all that is wrong.
    pub fn read(
        files: &dyn Files,
        path: &Path,
        fragment: Option<&Path>,
        overrides: Overrides,
        sampling: Sampling,
    ) -> Result<Space, Problems> {
        let kept = Kept::new(files);
        let scenario = scenario::load_with_from(&kept, path, fragment, &overrides)?;
        Ok(Space { scenario, sampling, origin: Origin { path: path.to_owned(), files: kept.into(), overrides } })
    }

    /// The trials of every case, `most` of them at most if that is given. A study plays all of them, whatever precision
    /// the file would stop at.
    pub fn settings(&self, most: Option<u64>) -> Settings {
        let settings = settings(&self.scenario, self.sampling);
        Settings { trials: most.map_or(settings.trials, |most| settings.trials.min(most)), precision: None, ..settings }
    }
}

impl Origin {
    /// The file at this path with these changes. The files that it needs are read once, here; what other changes need
    /// besides is read from this machine when it is asked for.
    pub fn new(files: &dyn Files, path: &Path, overrides: Overrides, first: &Overrides) -> Origin {
        let kept = Kept::new(files);
        // Whatever is wrong shows when the scenario is asked for.
        let _ = scenario::load_from(&kept, path, first);
        Origin { path: path.to_owned(), files: kept.into(), overrides }
    }

    /// The path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The scenario with these changes.
    pub fn scenario(&self, overrides: &Overrides) -> Result<Scenario, Problems> {
        scenario::load_from(&self.files, &self.path, overrides)
    }

    /// Its cases with these changes, and nothing else of it.
    pub fn cases(&self, overrides: &Overrides) -> Result<Vec<Case>, Problems> {
        scenario::cases_from(&self.files, &self.path, overrides)
    }
}

/// Are cases of these names in one circumstance, so that one of them can be the best?
pub fn in_one_circumstance<'n>(names: impl Iterator<Item = &'n CaseName>) -> Result<(), Refusal> {
    let mut circumstances: Vec<String> = Vec::new();
    for name in names {
        let circumstance = name.circumstance.clone().unwrap_or_else(|| BASE.to_owned());
        if !circumstances.contains(&circumstance) {
            circumstances.push(circumstance);
        }
    }
    if circumstances.len() > 1 { Err(Refusal::Circumstances(circumstances)) } else { Ok(()) }
}

/// The trials that a scenario asks for.
pub fn settings(scenario: &Scenario, sampling: Sampling) -> Settings {
    Settings { trials: scenario.trials, seed: scenario.seed, sampling, precision: scenario.precision }
}
