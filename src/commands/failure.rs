//! Why a command did not do what it was asked to.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::chart::ChartError;
use crate::output::OutputError;
use crate::results::NotMade;
use crate::scenario::document::place::Place;
use crate::scenario::document::problem::Problems;
use crate::scenario::warning::Warning;
use crate::study;
use crate::tally_file;
use crate::terminal::{self, Level};

use super::Exit;

/// Why a command did not do what it was asked to.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// The files or arguments are wrong, for these reasons.
    #[error("{} files are wrong", .0.len())]
    Problems(Vec<Problems>),
    /// The files or arguments are wrong, and this has been printed.
    #[error("what is wrong has been printed")]
    Told,
    /// There are this many warnings, where none may be.
    #[error("{0} warnings")]
    Strict(usize),
    /// Two files would write to the same folder.
    #[error(
        "`{}` and `{}` would both write to `{}`; run them apart, with different folders for `--out`",
        first.display(),
        second.display(),
        folder.display()
    )]
    SameFolder { first: PathBuf, second: PathBuf, folder: PathBuf },
    /// A shard is not played or tallies are not merged, for these reasons.
    #[error("{} reasons against it", .0.len())]
    Refused(Vec<tally_file::Refusal>),
    /// A study cannot be made.
    #[error(transparent)]
    Study(study::refusal::Refusal),
    /// Something that is only doubtful elsewhere leaves no answer here.
    #[error("{0}")]
    Doubtful(Box<Warning>),
    /// An argument names nothing that there is.
    #[error("unknown {what} `{name}`; {remedy}")]
    Unknown { what: &'static str, name: String, remedy: String },
    /// The files or arguments are wrong, for this reason.
    #[error("{0}")]
    Wrong(String),
    /// The files or arguments are wrong, as these messages say.
    #[error("{0}")]
    Marked(String),
    /// Reports could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A report could not be made.
    #[error(transparent)]
    NotMade(#[from] NotMade),
    /// The threads could not be started.
    #[error("cannot start the threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// Something could not be printed.
    #[error("cannot print: {0}")]
    Print(#[from] io::Error),
    /// The reports are written, but a page could not be opened.
    #[error("`{}` cannot be opened: {}", .0.display(), .1)]
    NotOpened(PathBuf, io::Error),
    /// The page could not be served.
    #[cfg(feature = "page")]
    #[error("cannot serve the page: {0}")]
    Served(io::Error),
    /// It was stopped before it was done, and this has been printed.
    #[error("stopped")]
    Stopped,
}

impl Failure {
    /// There is nothing of this name; it may be the one that is `near`, or else `otherwise` says what there is.
    pub(super) fn unknown(
        what: &'static str,
        name: &str,
        near: Option<String>,
        otherwise: impl FnOnce() -> String,
    ) -> Failure {
        Failure::Unknown { what, name: name.to_owned(), remedy: did_you_mean(near, otherwise) }
    }

    /// How the program ends.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Failure::Output(_)
            | Failure::Chart(_)
            | Failure::NotMade(_)
            | Failure::Threads(_)
            | Failure::Print(_)
            | Failure::NotOpened(..)
            | Failure::Stopped => Exit::Failed,
            _ => Exit::WrongInput,
        }
    }

    /// The failure as it is printed.
    pub(super) fn shown(&self) -> String {
        match self {
            Failure::Problems(files) => lines(files.iter().flat_map(Problems::iter).map(terminal::problem)),
            Failure::Strict(warnings) => terminal::strict(*warnings),
            Failure::Refused(refusals) => lines(refusals.iter().map(|refusal| terminal::error(&refusal.to_string()))),
            Failure::Study(study::refusal::Refusal::Vary { argument, reason }) => marked("--vary", argument, reason),
            Failure::Doubtful(warning) => {
                terminal::message(Level::Error, &warning.to_string(), Some(&warning.place), None)
            }
            Failure::Marked(messages) => messages.clone(),
            other => terminal::error(&other.to_string()),
        }
    }
}

impl From<Problems> for Failure {
    fn from(problems: Problems) -> Failure {
        Failure::Problems(vec![problems])
    }
}

impl From<study::refusal::Refusal> for Failure {
    fn from(refusal: study::refusal::Refusal) -> Failure {
        match refusal {
            study::refusal::Refusal::Problems(problems) => problems.into(),
            refusal => Failure::Study(refusal),
        }
    }
}

/// The remedy for a name that is unknown.
pub(super) fn did_you_mean(near: Option<String>, otherwise: impl FnOnce() -> String) -> String {
    near.map_or_else(otherwise, |near| format!("did you mean `{near}`?"))
}

fn lines(messages: impl Iterator<Item = String>) -> String {
    messages.collect::<Vec<_>>().join("\n")
}

/// A message about the value of an option, with the value below it.
fn marked(option: &str, value: &str, reason: &str) -> String {
    let width = value.chars().count().max(1);
    let place = Place { file: option.into(), line: 1, column: 1, text: value.into(), text_column: 1, width };
    terminal::message(Level::Error, reason, Some(&place), None)
}
