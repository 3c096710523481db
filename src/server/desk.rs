//! What a page works on: the file that was opened, and the files that it names.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::engine::tables::Tables;
use crate::scenario::document::problem::{Problem, Problems};
use crate::scenario::document::source::{Files, Kept, text_of};
use crate::scenario::{self, Overrides, Scenario};

use super::document;
use super::state::State;

/// The name of a scenario that was begun on the page.
const BEGUN: &str = "campaign.toml";

/// The kinds of problems of what is no scenario file.
const NO_FILE: [&str; 4] = ["Unreadable", "TooLarge", "Workbook", "NoScenario"];
/// The kind of a problem of a file that is no text.
const NO_TEXT: &str = "NotUtf8";

/// The file that was opened, and all that it needs. What it needs is read once: nothing that comes from the page can name a
/// file of this machine.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Where the file was opened; only its name is ever shown.
    path: PathBuf,
    /// Its text, if one was opened.
    pub(super) text: Option<String>,
    /// The files that it names, by the paths under which they are asked for.
    others: BTreeMap<PathBuf, Vec<u8>>,
    /// Tables of rates and delays that were worked out for earlier answers: most of those are needed again.
    tables: Arc<Mutex<Arc<Tables>>>,
}

/// The texts that a state is read from.
struct Texts<'d> {
    desk: &'d Desk,
    text: &'d str,
}

impl Files for Texts<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        if path == self.desk.path {
            return Ok(self.text.as_bytes().to_vec());
        }
        self.desk.others.get(path).cloned().ok_or_else(|| io::Error::other(NOT_READ))
    }
}

/// Why the page reads no further file.
const NOT_READ: &str = "the page reads no other files than those that its own file named when it was opened";

impl Desk {
    /// A desk with nothing on it.
    pub fn empty() -> Desk {
        Desk { path: BEGUN.into(), text: None, others: BTreeMap::new(), tables: Arc::default() }
    }

    /// A desk with a file on it, and with what it names. A scenario file may well be wrong: the page is there to mend it. What
    /// is none, or cannot be read, is refused as anywhere else.
    pub fn with(files: &dyn Files, path: &Path) -> Result<Desk, Problems> {
        let kept = Kept::new(files);
        let read = scenario::load_from(&kept, path, &Overrides::default());
        let mut others: BTreeMap<PathBuf, Vec<u8>> = kept.into_read().into_iter().collect();
        let is_hopeless = |problem: &Problem| {
            let is_about_all = problem.place.is_none() && NO_FILE.contains(&problem.kind.as_str());
            is_about_all || problem.kind == NO_TEXT
        };
        match (others.remove(path), read) {
            (Some(bytes), read) if !read.as_ref().is_err_and(|problems| problems.iter().any(is_hopeless)) => {
                let text = Some(text_of(&bytes).into_owned());
                Ok(Desk { path: path.to_owned(), text, others, tables: Arc::default() })
            }
            (_, Err(problems)) => Err(problems),
            // A scenario is made of the file that was read.
            (_, Ok(_)) => Ok(Desk::empty()),
        }
    }

    /// The name of the file, without folders.
    pub(super) fn name(&self) -> String {
        self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_else(|| BEGUN.into())
    }

    /// The name of the file without its ending.
    pub(super) fn stem(&self) -> String {
        self.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_else(|| "campaign".into())
    }

    /// The tables for the next answer: what is found there is what would be worked out anew. Those of rates that somebody tried
    /// and left go when there is no room for more.
    pub(super) fn tables(&self) -> Arc<Tables> {
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        if tables.is_full() {
            *tables = Arc::default();
        }
        Arc::clone(&tables)
    }

    /// Reads the scenario of a state, with so many trials if that is given.
    pub(super) fn scenario(&self, state: &State, overrides: &Overrides) -> Result<Scenario, Problems> {
        let text = document::played(&state.text, &state.off);
        scenario::load_from(&Texts { desk: self, text: &text }, &self.path, overrides)
    }

    /// What reads the files of a state, and where its scenario stands among them.
    pub(super) fn reading<T>(&self, text: &str, read: impl FnOnce(&dyn Files, &Path) -> T) -> T {
        read(&Texts { desk: self, text }, &self.path)
    }

    /// The texts that the file of a state is laid over, the nearest first.
    pub(super) fn below(&self, text: &str) -> Vec<String> {
        let (mut below, mut text, mut folder) = (Vec::new(), text.to_owned(), self.path.clone());
        while let Some(named) = document::extended(&text) {
            let path = folder.parent().unwrap_or(Path::new("")).join(named);
            let Some(found) = self.others.get(&path).filter(|_| below.len() < MOST_BELOW) else { break };
            text = String::from_utf8_lossy(found).into_owned();
            below.push(text.clone());
            folder = path;
        }
        below
    }
}

/// The most files that are looked through for values that a file takes over.
const MOST_BELOW: usize = 20;
