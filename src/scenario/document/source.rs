//! The texts that scenarios are made from: how they are read, and which line and column a byte of them is.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use jiff::ZonedDateTime;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::place::Place;
use crate::domain::hex::hex;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 10_000_000;
/// The most bytes of all files that a scenario names.
pub const MAX_ALL_BYTES: usize = 100_000_000;

/// How many characters of a long line a [`Place`] shows on either side of what it marks.
const SHOWN: usize = 160;

/// Where the bytes of input files come from.
pub trait Files {
    /// The contents of a file, of which nothing beyond [`MAX_BYTES`] and one more byte need be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The names of what a folder holds, in order; none if that cannot be told.
    fn names(&self, _folder: &Path) -> Vec<String> {
        Vec::new()
    }

    /// The date of today where they are read: of this machine, and the same as long as the program runs.
    fn today(&self) -> Date {
        static TODAY: OnceLock<Date> = OnceLock::new();
        *TODAY.get_or_init(|| ZonedDateTime::now().date())
    }
}

/// The files of this machine.
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn names(&self, folder: &Path) -> Vec<String> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let entries = folder.read_dir().into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}

/// Files of which everything that is read is kept.
pub struct Kept<'f> {
    files: &'f dyn Files,
    kept: RefCell<Vec<(PathBuf, Vec<u8>)>>,
}

impl<'f> Kept<'f> {
    /// These files, of which nothing has been read yet.
    pub fn new(files: &'f dyn Files) -> Kept<'f> {
        Kept { files, kept: RefCell::default() }
    }

    /// The files read so far, in order, each with the path under which it was opened.
    pub fn into_read(self) -> Vec<(PathBuf, Vec<u8>)> {
        self.kept.into_inner()
    }
}

impl Files for Kept<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let bytes = self.files.read(path)?;
        self.kept.borrow_mut().push((path.to_owned(), bytes.clone()));
        Ok(bytes)
    }

    fn names(&self, folder: &Path) -> Vec<String> {
        self.files.names(folder)
    }

    fn today(&self) -> Date {
        self.files.today()
    }
}

/// Files that were read once, and those of this machine for what else is asked for.
#[derive(Debug, Clone)]
pub struct Cached(BTreeMap<PathBuf, Vec<u8>>);

impl From<Kept<'_>> for Cached {
    fn from(kept: Kept<'_>) -> Cached {
        Cached(kept.into_read().into_iter().collect())
    }
}

impl Files for Cached {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.0.get(path).map_or_else(|| Disk.read(path), |bytes| Ok(bytes.clone()))
    }
}

/// The place of the first bytes that are no text, in the text that was made of them.
pub(crate) fn first_unreadable(bytes: &[u8], text: &str) -> Option<usize> {
    let (_, encoding, is_malformed) = unmarked_utf_16(bytes).unwrap_or(UTF_8).decode(bytes);
    let is_utf_8 = encoding == UTF_8;
    let mark = if bytes.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
    let place = || std::str::from_utf8(bytes).err().map(|error| error.valid_up_to() - mark);
    is_malformed.then(|| if is_utf_8 { place() } else { text.find('\u{fffd}') }).flatten()
}

/// Why a file cannot be read, in words.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        io::ErrorKind::IsADirectory => "it is a folder".into(),
        _ => error.to_string(),
    }
}

/// Files from memory, for tests and examples.
impl Files for BTreeMap<PathBuf, Vec<u8>> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// The purpose for which a text was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The scenario file itself.
    Scenario,
    /// A scenario file that another one is laid over.
    Extended,
    /// What a record came to, laid over a scenario.
    Record,
    /// A rulebook file.
    Rulebook,
    /// A file of samples.
    Samples,
    /// The rules of a checklist, or a fragment that is not laid over a scenario.
    Rules,
    /// A rulebook that is part of the program.
    BuiltIn,
    /// An argument on the command line.
    Argument,
}

/// One text, with what it takes to say where in it something stands.
#[derive(Debug, Clone)]
pub struct Source {
    /// The purpose for which it was read.
    pub role: Role,
    /// Its name in messages: the path under which it was opened, or the name of the argument.
    pub name: String,
    /// Its name in the file that refers to it; for the scenario file its name without folders.
    pub written: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    text: String,
    lines: Vec<usize>,
}

/// Some bytes of a source: where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Mark {
    pub(crate) source: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The text of a file, without its byte-order mark: in UTF-16 if that mark says so, as editors of Windows save one, or if it
/// begins as no other text does, else in UTF-8. What is neither is replaced.
pub(crate) fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    unmarked_utf_16(bytes).unwrap_or(UTF_8).decode(bytes).0
}

/// In which order the bytes of UTF-16 stand that has no mark: it begins with two characters of which a half is nothing.
pub(crate) fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [1..=u8::MAX, 0, 1..=u8::MAX, 0, ..] => Some(UTF_16LE),
        [0, 1..=u8::MAX, 0, 1..=u8::MAX, ..] => Some(UTF_16BE),
        _ => None,
    }
}

impl Source {
    /// A source of these bytes. What is neither UTF-8 nor UTF-16 is replaced: it is for its reader to complain.
    pub(crate) fn new(role: Role, name: String, written: String, bytes: &[u8]) -> Source {
        let text = text_of(bytes).to_string();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let sha256 = hex(Sha256::digest(bytes));
        Source { role, name, written, sha256, text, lines }
    }

    /// The text, without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folder to which the paths stated in this source are relative.
    pub(crate) fn folder(&self) -> PathBuf {
        match self.role {
            Role::Argument | Role::BuiltIn => PathBuf::new(),
            _ => Path::new(&self.name).parent().map(Path::to_owned).unwrap_or_default(),
        }
    }

    /// Line, column and source line of some bytes of the text.
    pub(crate) fn place(&self, start: usize, end: usize) -> Place {
        let start = self.boundary(start);
        let line = self.lines.partition_point(|&first| first <= start).max(1);
        let from = self.lines[line - 1];
        let to = self.lines.get(line).map_or(self.text.len(), |&next| next - 1);
        let text = self.text[from..to].trim_end_matches('\r');
        let column = self.text[from..start].chars().count() + 1;
        let end = self.boundary(end).clamp(start, start.max(to));
        let width = self.text[start..end].trim_end().chars().count().max(1);
        let skipped = column.saturating_sub(SHOWN + 1);
        let text = text.chars().skip(skipped).take(2 * SHOWN).collect();
        Place { file: self.name.clone(), line, column, text, text_column: skipped + 1, width }
    }

    /// The nearest start of a character at or before a byte.
    fn boundary(&self, byte: usize) -> usize {
        (0..=byte.min(self.text.len())).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new(Role::Scenario, "a.toml".into(), "a.toml".into(), text.as_bytes())
    }

    #[test]
    fn columns_count_characters_whatever_marks_the_file_and_ends_its_lines() {
        let source = source("\u{feff}a = 1\r\nä = \"ö\" # x\r\n");
        let at = source.text().find("\"ö").unwrap();
        let place = source.place(at, at + 4);
        assert_eq!((place.line, place.column, place.width, place.text.as_str()), (2, 5, 3, "ä = \"ö\" # x"));
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        for mark in ["", "\u{feff}"] {
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                let bytes: Vec<u8> = format!("{mark}name = 'ä🚀'").encode_utf16().flat_map(order).collect();
                let read = Source::new(Role::Scenario, "a.toml".into(), "a.toml".into(), &bytes);
                assert_eq!((read.text(), first_unreadable(&bytes, read.text())), ("name = 'ä🚀'", None));
            }
        }
        assert_eq!(source("a\0b\u{1}").text(), "a\0b\u{1}");
    }

    #[test]
    fn the_end_of_a_file_is_a_place() {
        let place = source("a = 1\n").place(99, 120);
        assert_eq!((place.line, place.column, place.width, place.text.as_str()), (2, 1, 1, ""));
        assert_eq!(source("").place(0, 0).line, 1);
    }

    #[test]
    fn of_a_long_line_only_the_part_around_the_mark_is_shown() {
        let text = format!("{}x{}", "a".repeat(1000), "b".repeat(1000));
        let place = source(&text).place(1000, 1001);
        assert_eq!((place.column, place.text.len()), (1001, 320));
        assert_eq!(place.text.as_bytes()[place.column - place.text_column], b'x');
    }
}
