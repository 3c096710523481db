//! Everything at hand while texts are read: those opened so far, and the problems found in them.

use std::any::{Any, TypeId};
use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use jiff::civil::Date;

use super::astray;
use super::found::Found;
use super::key::Keys;
use super::kind::Kind;
use super::log::Log;
use super::problem::{FIRST, Problems, TextProblem, ValueProblem, Wrong};
use super::source::{Files, MAX_ALL_BYTES, MAX_BYTES, Mark, Role, Source, first_unreadable};
use super::syntax::explain;
use super::tree::{self, Node, Table, Value};

/// How many characters of a wrong value a message shows.
const MAX_SHOWN: usize = 60;

/// How the files of spreadsheets and word processors begin, new ones and old ones.
const ARCHIVES: [&[u8]; 2] = [b"PK\x03\x04", &[0xD0, 0xCF, 0x11, 0xE0]];

/// The texts that belong together, and the problems in them.
pub(crate) struct Context<'f> {
    files: &'f dyn Files,
    sources: RefCell<Vec<Rc<Source>>>,
    opened: RefCell<BTreeMap<PathBuf, Option<usize>>>,
    log: RefCell<Log>,
    /// The what-if that is being read: its name, and what of the text it is.
    what_if: RefCell<Option<(String, Mark)>>,
    /// A map for each pair of types of [`Context::once`].
    made: RefCell<HashMap<TypeId, Box<dyn Any>>>,
    /// How many bytes were read.
    bytes: Cell<usize>,
}

impl<'f> Context<'f> {
    pub(crate) fn new(files: &'f dyn Files) -> Context<'f> {
        Context {
            files,
            sources: RefCell::default(),
            opened: RefCell::default(),
            log: RefCell::default(),
            what_if: RefCell::default(),
            made: RefCell::default(),
            bytes: Cell::default(),
        }
    }

    /// The date of today where the files are read.
    pub(crate) fn today(&self) -> Date {
        self.files.today()
    }

    /// From here on this what-if is read, of which this is the text; or none.
    pub(crate) fn enter(&self, what_if: Option<(String, Mark)>) {
        *self.what_if.borrow_mut() = what_if;
    }

    /// The source with this number.
    pub(crate) fn source(&self, number: usize) -> Rc<Source> {
        Rc::clone(&self.sources.borrow()[number])
    }

    /// The sources so far, in the order in which they were added.
    pub(crate) fn sources(&self) -> Vec<Rc<Source>> {
        self.sources.borrow().clone()
    }

    /// Adds a text that is not read from a file, and returns its number.
    pub(crate) fn add(&self, role: Role, name: &str, text: &str) -> usize {
        self.push(Source::new(role, name.into(), name.into(), text.as_bytes()))
    }

    /// The number of a text that is part of the program, added when it is first asked for.
    pub(crate) fn built_in(&self, name: &str, text: &str) -> usize {
        let known = self.sources.borrow().iter().position(|source| source.role == Role::BuiltIn && source.name == name);
        known.unwrap_or_else(|| self.add(Role::BuiltIn, name, text))
    }

    /// The path of a file that the source of `mark` calls `written`.
    pub(crate) fn resolve(&self, written: &str, mark: Mark) -> PathBuf {
        self.source(mark.source).folder().join(written)
    }

    /// Reads a file, once however often it is opened, and returns the number of its source. What goes wrong is
    /// reported at `blame`.
    pub(crate) fn open(&self, role: Role, path: &Path, written: &str, blame: Option<Mark>) -> Option<usize> {
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
                let reason = astray::reason(self.files, role, path, &error);
                return self.report(TextProblem::Unreadable { path: name, reason }, blame);
            }
        };
        if bytes.len() > MAX_BYTES {
            return self.report(TextProblem::TooLarge { path: name }, blame);
        }
        self.bytes.set(self.bytes.get() + bytes.len());
        if self.bytes.get() > MAX_ALL_BYTES {
            return self
                .report(TextProblem::TooMany { what: "bytes in all files together", max: MAX_ALL_BYTES }, blame);
        }
        let source = self.push(Source::new(role, name.clone(), written.into(), &bytes));
        if ARCHIVES.iter().any(|begin| bytes.starts_with(begin)) {
            let is_zip = role == Role::Scenario && astray::ends_in(path, &["zip"]);
            let problem =
                if is_zip { TextProblem::NoScenario { path: name } } else { TextProblem::Workbook { path: name } };
            return self.report(problem, blame);
        }
        // Plain letters in UTF-16 without a mark are valid UTF-8, with a zero beside each.
        let text = self.source(source);
        let zero = text.text().find('\0');
        if let Some(start) = zero.into_iter().chain(first_unreadable(&bytes, text.text())).min() {
            return self.report(TextProblem::NotUtf8, Mark { source, start, end: start });
        }
        Some(source)
    }

    fn push(&self, source: Source) -> usize {
        let mut sources = self.sources.borrow_mut();
        sources.push(Rc::new(source));
        sources.len() - 1
    }

    /// The TOML document that a source is, which may state these keys.
    pub(crate) fn document(&self, source: usize, keys: &Keys) -> Option<Table> {
        let text = self.source(source);
        match tree::document(text.text(), source) {
            Ok(table) => Some(table),
            Err(error) => {
                if text.role == Role::Scenario && astray::is_something_else(&text) {
                    return self.report(TextProblem::NoScenario { path: text.name.clone() }, None);
                }
                let slip = explain(text.text(), &error, keys);
                let mark = |at: Range<usize>| Mark { source, start: at.start, end: at.end };
                self.log(slip.problem, Some(mark(slip.at)), slip.first.map(|first| (mark(first), FIRST)));
                None
            }
        }
    }

    /// The value that was made for a key before; otherwise makes it.
    pub(crate) fn once<K, V>(&self, key: K, make: impl FnOnce() -> V) -> V
    where
        K: Eq + Hash + 'static,
        V: Clone + 'static,
    {
        let known = |made: &mut dyn Any| made.downcast_mut::<HashMap<K, V>>().and_then(|map| map.get(&key).cloned());
        let id = TypeId::of::<(K, V)>();
        if let Some(value) = self.made.borrow_mut().get_mut(&id).and_then(|map| known(map.as_mut())) {
            return value;
        }
        let value = make();
        let mut made = self.made.borrow_mut();
        let map = made.entry(id).or_insert_with(|| Box::new(HashMap::<K, V>::new())).downcast_mut::<HashMap<K, V>>();
        map.expect("the map is of these types").insert(key, value.clone());
        value
    }

    /// Notes a problem.
    pub(crate) fn note(&self, problem: impl Wrong, mark: Mark) {
        self.log(problem, Some(mark), None);
    }

    /// The same for whoever reads a value and has none.
    pub(crate) fn report<T>(&self, problem: impl Wrong, mark: impl Into<Option<Mark>>) -> Option<T> {
        self.log(problem, mark.into(), None);
        None
    }

    /// The same with another place that has to do with it, and what stands there.
    pub(crate) fn report_with<T>(&self, problem: impl Wrong, at: Mark, related: Mark, note: &'static str) -> Option<T> {
        self.log(problem, Some(at), Some((related, note)));
        None
    }

    /// Reports a value at this path that is not what it must be.
    pub(crate) fn wrong<T>(&self, path: &str, node: &Node, allowed: Kind) -> Option<T> {
        self.report(ValueProblem::Value { path: path.to_owned(), found: self.found(node), allowed }, node.mark)
    }

    /// Notes a problem that several places make together, each with what stands there. To blame is the one that was
    /// laid over the others; of several such the first. The first of the others is related to it.
    pub(crate) fn blame(&self, problem: impl Wrong, places: &[(Mark, &'static str)]) {
        let highest = places.iter().map(|(mark, _)| self.layer(*mark)).max();
        let blamed = places.iter().map(|(mark, _)| *mark).find(|mark| Some(self.layer(*mark)) == highest);
        let related = places.iter().copied().find(|(mark, _)| Some(*mark) != blamed);
        self.log(problem, blamed, related);
    }

    /// How far up a place lies, where files, what-ifs and arguments are laid over one another.
    pub(crate) fn layer(&self, mark: Mark) -> impl Ord + use<> {
        let is_argument = self.source(mark.source).role == Role::Argument;
        // A file is opened before the one that it extends.
        (is_argument, self.is_in_what_if(mark), Reverse(mark.source))
    }

    /// The place of a value; of a table the place of the part that was laid over the others.
    pub(crate) fn highest(&self, node: &Node) -> Mark {
        let parts = node.table().into_iter().flat_map(|table| &table.entries).map(|entry| self.highest(&entry.node));
        parts.fold(node.mark, |highest, part| if self.layer(part) > self.layer(highest) { part } else { highest })
    }

    /// Does this stand in an argument or in the what-if that is being read?
    pub(crate) fn is_laid_over(&self, mark: Mark) -> bool {
        self.source(mark.source).role == Role::Argument || self.is_in_what_if(mark)
    }

    fn is_in_what_if(&self, mark: Mark) -> bool {
        let what_if = self.what_if.borrow();
        what_if
            .as_ref()
            .is_some_and(|(_, text)| text.source == mark.source && text.start <= mark.start && mark.end <= text.end)
    }

    fn log(&self, problem: impl Wrong, mark: Option<Mark>, related: Option<(Mark, &'static str)>) {
        let shows = mark.is_some_and(|mark| self.is_in_what_if(mark));
        let what_if =
            self.what_if.borrow().as_ref().filter(|(name, _)| !shows && !name.is_empty()).map(|(name, _)| name.clone());
        self.log.borrow_mut().add(problem, mark, related, what_if);
    }

    /// Was nothing wrong so far?
    pub(crate) fn is_clean(&self) -> bool {
        self.log.borrow().is_empty()
    }

    /// Are there too many problems for looking for more?
    pub(crate) fn is_full(&self) -> bool {
        self.log.borrow().is_full()
    }

    /// Everything that was wrong, in the order of the files and of their lines.
    pub(crate) fn problems(&self) -> Problems {
        self.log.borrow().problems(|mark| self.source(mark.source).place(mark.start, mark.end))
    }

    /// The value at a node, for messages: as written, if that is short, or the beginning of it.
    pub(crate) fn found(&self, node: &Node) -> Found {
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
