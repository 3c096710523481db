//! What is at hand while a scenario is read: the texts opened so far, and the problems found in them.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::limits::Total;
use super::problem::{Found, Problem, ProblemKind, Problems};
use super::samples::Sampled;
use super::source::{Files, MAX_ALL_BYTES, MAX_BYTES, Mark, Role, Source, reason};
use super::tree::{self, Node, Table, Value};

/// The most problems that are collected: nobody reads more, and a hostile file could have a million.
const MAX_PROBLEMS: usize = 1_000;

/// The most bytes of names that the problems may list: each unknown name of a large file comes with thousands of known
/// ones.
const MAX_NAMES: usize = 50_000_000;

/// How many characters of a wrong value a message shows.
const MAX_SHOWN: usize = 60;

/// The texts and the problems of one scenario.
pub(super) struct Context<'f> {
    files: &'f dyn Files,
    sources: RefCell<Vec<Rc<Source>>>,
    opened: RefCell<BTreeMap<PathBuf, Option<usize>>>,
    log: RefCell<Log>,
    /// What the cases that were compiled come to.
    pub(super) total: Cell<Total>,
    /// The samples that were read: each column once, however many rates come from it.
    pub(super) sampled: RefCell<Sampled>,
    /// How many bytes were read.
    bytes: Cell<usize>,
}

#[derive(Default)]
struct Log {
    /// In the order in which they were found.
    found: Vec<Rc<Finding>>,
    /// The same: what is wrong in the base is found again in each what-if, and told once.
    seen: HashSet<Rc<Finding>>,
    /// The bytes of the names that they list.
    names: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Finding {
    mark: Option<Mark>,
    kind: ProblemKind,
    related: Option<Mark>,
}

impl Log {
    fn is_full(&self) -> bool {
        self.found.len() >= MAX_PROBLEMS || self.names >= MAX_NAMES
    }
}

fn size_of_names(kind: &ProblemKind) -> usize {
    match kind {
        ProblemKind::UnknownName { known, .. } | ProblemKind::UnknownKey { known, .. } => {
            known.iter().map(|name| size_of::<String>() + name.len()).sum()
        }
        _ => 0,
    }
}

impl<'f> Context<'f> {
    pub(super) fn new(files: &'f dyn Files) -> Context<'f> {
        Context {
            files,
            sources: RefCell::default(),
            opened: RefCell::default(),
            log: RefCell::default(),
            total: Cell::default(),
            sampled: RefCell::default(),
            bytes: Cell::default(),
        }
    }

    /// The source with this number.
    pub(super) fn source(&self, number: usize) -> Rc<Source> {
        Rc::clone(&self.sources.borrow()[number])
    }

    /// The sources so far, in the order in which they were added.
    pub(super) fn sources(&self) -> Vec<Rc<Source>> {
        self.sources.borrow().clone()
    }

    /// Adds a text that is not read from a file, and returns its number.
    pub(super) fn add(&self, role: Role, name: &str, text: &str) -> usize {
        self.push(Source::new(role, name.into(), name.into(), text.as_bytes()))
    }

    /// The number of a text that is part of the program, added when it is first asked for.
    pub(super) fn built_in(&self, name: &str, text: &str) -> usize {
        let known = self.sources.borrow().iter().position(|source| source.role == Role::BuiltIn && source.name == name);
        known.unwrap_or_else(|| self.add(Role::BuiltIn, name, text))
    }

    /// The path of a file that the source of `mark` calls `written`.
    pub(super) fn resolve(&self, written: &str, mark: Mark) -> PathBuf {
        self.source(mark.source).folder().join(written)
    }

    /// Reads a file, once however often it is opened, and returns the number of its source. What goes wrong is
    /// reported at `blame`.
    pub(super) fn open(&self, role: Role, path: &Path, written: &str, blame: Option<Mark>) -> Option<usize> {
        if let Some(&opened) = self.opened.borrow().get(path) {
            return opened;
        }
        let opened = self.read(role, path, written, blame);
        self.opened.borrow_mut().insert(path.to_owned(), opened);
        opened
    }

    fn read(&self, role: Role, path: &Path, written: &str, blame: Option<Mark>) -> Option<usize> {
        let name = path.display().to_string();
        let bytes = match self.files.read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                return self.report(ProblemKind::Unreadable { path: name, reason: reason(&error) }, blame);
            }
        };
        if bytes.len() > MAX_BYTES {
            return self.report(ProblemKind::TooLarge { path: name }, blame);
        }
        self.bytes.set(self.bytes.get() + bytes.len());
        if self.bytes.get() > MAX_ALL_BYTES {
            return self
                .report(ProblemKind::TooMany { what: "bytes in all files together", max: MAX_ALL_BYTES }, blame);
        }
        let source = self.push(Source::new(role, name, written.into(), &bytes));
        if let Err(error) = std::str::from_utf8(&bytes) {
            let byte_order_mark = if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
            let start = error.valid_up_to() - byte_order_mark;
            return self.report(ProblemKind::NotUtf8, Mark { source, start, end: start });
        }
        Some(source)
    }

    fn push(&self, source: Source) -> usize {
        let mut sources = self.sources.borrow_mut();
        sources.push(Rc::new(source));
        sources.len() - 1
    }

    /// The TOML document that a source is.
    pub(super) fn document(&self, source: usize) -> Option<Table> {
        match tree::document(self.source(source).text(), source) {
            Ok(table) => Some(table),
            Err(error) => {
                let mark = Mark { source, start: error.start, end: error.end };
                self.report(error.kind, mark)
            }
        }
    }

    /// Notes a problem. Returns nothing, so that whoever reads a value can end with it.
    pub(super) fn report<T>(&self, kind: ProblemKind, mark: impl Into<Option<Mark>>) -> Option<T> {
        self.note(Finding { kind, mark: mark.into(), related: None })
    }

    /// Notes a problem with another place that has to do with it.
    pub(super) fn report_with<T>(&self, kind: ProblemKind, mark: Mark, related: Mark) -> Option<T> {
        self.note(Finding { kind, mark: Some(mark), related: Some(related) })
    }

    fn note<T>(&self, finding: Finding) -> Option<T> {
        let mut log = self.log.borrow_mut();
        let finding = Rc::new(finding);
        if !log.is_full() && log.seen.insert(Rc::clone(&finding)) {
            log.names += size_of_names(&finding.kind);
            log.found.push(finding);
        }
        None
    }

    /// Was nothing wrong so far?
    pub(super) fn is_clean(&self) -> bool {
        self.log.borrow().found.is_empty()
    }

    /// Are there so many problems that looking for more is a waste?
    pub(super) fn is_full(&self) -> bool {
        self.log.borrow().is_full()
    }

    /// Everything that was wrong, in the order of the files and of their lines.
    pub(super) fn problems(&self) -> Problems {
        let mut findings = self.log.borrow().found.clone();
        findings.sort_by_key(|finding| finding.mark);
        let place = |mark: Mark| self.source(mark.source).place(mark.start, mark.end);
        let problem = |finding: Rc<Finding>| Problem {
            place: finding.mark.map(place),
            related: finding.related.map(place),
            kind: finding.kind.clone(),
        };
        Problems(findings.into_iter().map(problem).collect())
    }

    /// What a file holds at a node, for messages: as written, if that is short, or the beginning of it.
    pub(super) fn found(&self, node: &Node) -> Found {
        let source = self.source(node.mark.source);
        let written = source.text().get(node.mark.start..node.mark.end).unwrap_or_default();
        // Of a value of megabytes only the beginning is looked at.
        let short = written.chars().take(MAX_SHOWN + 1).count() <= MAX_SHOWN && !written.contains('\n');
        match &node.value {
            // The text of a table or list under a header is that header.
            Value::List(_) if !short || written.starts_with("[[") => Found::List,
            Value::Table(_) if !short || !written.starts_with('{') => Found::Table,
            _ if short => Found::Text(written.to_owned()),
            _ => {
                let line = written.lines().next().unwrap_or_default();
                Found::Text(line.chars().take(MAX_SHOWN).chain(['…']).collect())
            }
        }
    }
}
