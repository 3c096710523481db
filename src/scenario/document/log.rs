//! The problems found so far, each once.

use std::collections::HashSet;
use std::rc::Rc;

use super::place::Place;
use super::problem::{Problem, Problems, Related, Wrong};
use super::source::Mark;

/// The most problems that are collected: nobody reads more, and a hostile file could have a million.
const MAX_PROBLEMS: usize = 1_000;

/// The most bytes of names that the problems may list: each unknown name of a large file comes with thousands of known
/// ones.
const MAX_NAMES: usize = 50_000_000;

/// Problems in the order in which they were found.
#[derive(Default)]
pub(super) struct Log {
    found: Vec<Finding>,
    /// Place and sentence: what is wrong in the base is found again in each what-if, but reported once.
    seen: HashSet<(Option<Mark>, Rc<str>)>,
    /// The bytes of the names that they list.
    names: usize,
}

/// A problem whose places are bytes.
struct Finding {
    mark: Option<Mark>,
    kind: String,
    message: Rc<str>,
    related: Option<(Mark, &'static str)>,
    what_if: Option<String>,
}

impl Log {
    /// Adds a problem, unless it was found before or there are too many.
    pub(super) fn add(
        &mut self,
        problem: impl Wrong,
        mark: Option<Mark>,
        related: Option<(Mark, &'static str)>,
        what_if: Option<String>,
    ) {
        let message: Rc<str> = problem.to_string().into();
        if !self.is_full() && self.seen.insert((mark, Rc::clone(&message))) {
            self.names += problem.names();
            self.found.push(Finding { mark, kind: problem.as_ref().to_owned(), message, related, what_if });
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Are there too many for looking for more?
    pub(super) fn is_full(&self) -> bool {
        self.found.len() >= MAX_PROBLEMS || self.names >= MAX_NAMES
    }

    /// All of them, in the order of the files and of their lines.
    pub(super) fn problems(&self, place: impl Fn(Mark) -> Place) -> Problems {
        let mut findings: Vec<&Finding> = self.found.iter().collect();
        findings.sort_by_key(|finding| finding.mark);
        let problem = |finding: &Finding| Problem {
            kind: finding.kind.clone(),
            message: finding.message.to_string(),
            place: finding.mark.map(&place),
            related: finding.related.map(|(mark, note)| Related { note, place: place(mark) }),
            what_if: finding.what_if.clone(),
        };
        Problems(findings.into_iter().map(problem).collect())
    }
}
