//! Shared by commands that read the user's own files: how much is read, how these call their columns, and files that cannot
//! be read.

use std::cell::Cell;
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::output::Folder;
use crate::record::exports::{Export, Exports};
use crate::report::sha256;
use crate::scenario::nearest;

use super::Failure;

/// The most bytes of all logs together, and of a list.
pub(super) const MAX_BYTES: u64 = 100_000_000;

/// The most bytes that are read of an archive, whatever its files claim to hold: its messages come with their texts.
pub(super) const MAX_ARCHIVE_BYTES: u64 = 1_000_000_000;

/// The bytes that may still be read of some files.
pub(super) struct Left {
    bytes: Cell<u64>,
    all: u64,
}

impl Left {
    /// So many for all of them.
    pub(super) fn new(all: u64) -> Left {
        Left { bytes: Cell::new(all), all }
    }
}

/// Input that may hold no more than the bytes that are left. Beyond them it fails, and is not cut off; an interruption does
/// not end it.
pub(super) struct Limited<'l, R> {
    input: R,
    left: &'l Left,
}

impl<'l, R> Limited<'l, R> {
    pub(super) fn new(input: R, left: &'l Left) -> Limited<'l, R> {
        Limited { input, left }
    }
}

impl<R: Read> Read for Limited<'_, R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = loop {
            match self.input.read(bytes) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        let left = self.left.bytes.get().checked_sub(read as u64);
        let too_much = || io::Error::other(format!("it holds more than {} MB", self.left.all / 1_000_000));
        self.left.bytes.set(left.ok_or_else(too_much)?);
        Ok(read)
    }
}

/// The names of columns, each of those that are `known`, with what the file calls it. `example` is what may be typed.
pub(super) fn columns(typed: &[String], known: &[&str], example: &str) -> Result<Vec<(String, String)>, Failure> {
    let mut columns: Vec<(String, String)> = Vec::new();
    for typed in typed {
        let Some((name, called)) = typed.split_once('=').map(|(name, called)| (name, called.trim())) else {
            return Err(Failure::Wrong(format!("`{typed}` is not NAME=HEADER, such as `--column {example}`")));
        };
        if !known.contains(&name) {
            let near =
                nearest(name, known.iter().copied()).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            return Err(Failure::Wrong(format!("unknown column `{name}`; known: {}{near}", known.join(", "))));
        }
        if columns.iter().any(|(other, _)| other == name) {
            return Err(Failure::Wrong(format!("`--column {name}=…` is given twice")));
        }
        if let Some((other, _)) = columns.iter().find(|(_, other)| other.eq_ignore_ascii_case(called)) {
            return Err(Failure::Wrong(format!("`{called}` cannot be both {other} and {name}")));
        }
        columns.push((name.to_owned(), called.to_owned()));
    }
    Ok(columns)
}

/// The export of this name.
pub(super) fn export(name: &str) -> Result<&'static Export, Failure> {
    let exports = Exports::built_in();
    exports.named(name).ok_or_else(|| {
        let known = exports.names().collect::<Vec<_>>().join(", ");
        let near = nearest(name, exports.names()).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        Failure::Wrong(format!("`--as {name}`: no such export; known: {known}{near}"))
    })
}

/// The folder for what is made of a file whose user names none, or of what is typed.
pub(super) struct Home {
    pub(super) folder: PathBuf,
    /// Says why it is not the usual one.
    pub(super) note: Option<String>,
}

/// The folder under `results` that is called after a file. Where that holds what was made of another file of this name, as the
/// record there tells by its mark, the name of the folder that the file lies in comes before it.
pub(super) fn home(source: Option<&Path>, record: &str) -> Result<Home, Failure> {
    let name = source.and_then(|source| if source.is_dir() { source.file_name() } else { source.file_stem() });
    // A file that is called by its ending alone would have a folder that nobody sees.
    let name =
        name.map(|name| name.to_string_lossy().trim_start_matches('.').to_owned()).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| "record".to_owned());
    let usual = Path::new("results").join(&name);
    if is_free(&usual, source, record) {
        return Ok(Home { folder: usual, note: None });
    }
    let whole = source.map(whole).unwrap_or_default();
    let beside = whole.parent().and_then(Path::file_name).map(|beside| beside.to_string_lossy().into_owned());
    let other = Path::new("results").join(beside.map_or(format!("{name}-2"), |beside| format!("{beside}-{name}")));
    let (usual, shown) = (usual.display(), other.display());
    if !is_free(&other, source, record) {
        return Err(Failure::Wrong(format!(
            "`{usual}` and `{shown}` hold what was made of other files of this name; choose a folder with `--out`"
        )));
    }
    let note = format!("`{usual}` holds what was made of another file of this name; this goes into `{shown}`");
    Ok(Home { folder: other, note: Some(note) })
}

/// Is a folder free for what is made of this file: does it hold nothing that was made of another?
fn is_free(folder: &Path, source: Option<&Path>, record: &str) -> bool {
    let mark = fs::read(folder.join(record)).ok().and_then(|bytes| {
        let record: serde_json::Value = serde_json::from_slice(&bytes).ok()?;
        Some(record.get("source")?.as_str()?.to_owned())
    });
    mark.is_none_or(|of| of == self::mark(source))
}

/// A mark by which a record knows the file that it is about again, and which tells nobody where that is.
pub(super) fn mark(source: Option<&Path>) -> String {
    let whole = source.map(whole).unwrap_or_default();
    sha256(whole.as_os_str().as_encoded_bytes())[..8].to_owned()
}

fn whole(path: &Path) -> PathBuf {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// The name under which a file that people are to edit is written, and whether that is another one since its user has
/// changed the first.
pub(super) fn own_name(folder: &Folder, wanted: &str) -> Result<(String, bool), Failure> {
    let stem = wanted.trim_end_matches(".toml");
    let names = (2..).map(|number| format!("{stem}-{number}.toml"));
    for (name, kept) in [(wanted.to_owned(), false)].into_iter().chain(names.map(|name| (name, true))) {
        let is_there = folder.path().join(&name).symlink_metadata().is_ok();
        if !is_there || !folder.holds_earlier_run() || folder.own(&name)?.is_some() {
            return Ok((name, kept));
        }
    }
    unreachable!("one of the names is free")
}

/// What is said where it is another name.
pub(super) fn changed(wanted: &str, name: &str) -> String {
    format!("`{wanted}` was changed since it was written, and is left as it is; the new one is `{name}`")
}

/// Why a file cannot be read that a spreadsheet program keeps for itself.
pub(super) fn is_spreadsheet(path: &Path) -> Option<&'static str> {
    let is = |end: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(end));
    ["xlsx", "xls", "xlsm", "xlsb", "ods", "numbers"]
        .into_iter()
        .any(is)
        .then_some("a spreadsheet; save it as CSV first")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Input that is interrupted before every byte.
    struct Interrupted(u8);

    impl Read for Interrupted {
        fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
            self.0 += 1;
            if self.0 % 2 == 1 {
                return Err(ErrorKind::Interrupted.into());
            }
            bytes[0] = b'x';
            Ok(usize::from(self.0 < 9))
        }
    }

    #[test]
    fn an_interruption_does_not_end_what_is_read_and_too_many_bytes_do() {
        let left = Left::new(5_000_000);
        // Unlike other ways to read, one read alone does not begin anew by itself.
        let mut input = Limited::new(Interrupted(0), &left);
        let bytes = std::iter::from_fn(|| input.read(&mut [0]).ok().filter(|&read| read > 0));
        assert_eq!(bytes.count(), 4);
        let error = io::copy(&mut Limited::new(io::repeat(0), &left), &mut io::sink()).unwrap_err();
        assert_eq!(error.to_string(), "it holds more than 5 MB");
    }
}
