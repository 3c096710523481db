//! Tables that grow while they are made, so that what is done is kept if the rest never comes. They lie in a folder of
//! their own, beside the files of before, which stay until all of it is done.
//!
//! In the folder are the record of what they are made with, the tables, and a list of seals: the first line has the
//! length [bytes], the number of lines and the SHA-256 of the record, each other line those of every table up to the end
//! of what was added.

use std::fmt;
use std::fs::File;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use crate::report::{Hasher, ReportFile};

use super::OutputError;
use super::change::{enter, staging};
use super::files::{Files, Found};
use super::folder::Folder;
use super::lock::Lock;

/// The list of seals.
const SEALS: &str = "seals.txt";

/// Tables that grow.
#[derive(Debug)]
pub struct Growing {
    folder: PathBuf,
    path: PathBuf,
    files: Files,
    /// The names of the record, the tables and the list of seals.
    names: Vec<String>,
    tables: Vec<Table>,
    seals: File,
    lock: Lock,
}

#[derive(Debug)]
struct Table {
    file: File,
    sealed: Sealed,
}

/// What a seal says of a file.
#[derive(Debug, Clone, Default)]
struct Sealed {
    bytes: usize,
    lines: usize,
    hasher: Hasher,
}

impl Sealed {
    fn of(text: &[u8]) -> Sealed {
        let mut sealed = Sealed::default();
        sealed.add(text);
        sealed
    }

    fn add(&mut self, text: &[u8]) {
        self.bytes += text.len();
        self.lines += text.iter().filter(|&&byte| byte == b'\n').count();
        self.hasher.add(text);
    }
}

impl fmt::Display for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.bytes, self.lines, self.hasher.sha256())
    }
}

/// What is left of tables that did not become whole.
#[derive(Debug)]
pub struct Left {
    folder: PathBuf,
    path: PathBuf,
    files: Files,
    lock: Lock,
    names: Vec<String>,
    /// The record of what they are made with.
    pub record: Vec<u8>,
    /// The tables up to the last seal that holds.
    pub tables: Vec<Vec<u8>>,
    /// How often something was added to them up to there.
    pub parts: usize,
    /// A table, and the lines of it that were changed since they were sealed.
    pub changed: Option<(PathBuf, RangeInclusive<usize>)>,
    seals: String,
}

impl Folder {
    /// What an interrupted command left of tables in the folder of this name, for itself alone; nothing if there is none.
    pub fn left(&self, name: &str, record: &str, tables: &[&str]) -> Result<Option<Left>, OutputError> {
        let _lock = enter(self.files(), self.path(), None)?;
        let (files, path) = (self.files().clone(), self.path().join(name));
        match files.find(&path).map_err(failed(&path, ""))? {
            Found::Nothing => return Ok(None),
            Found::Other("a folder") => {}
            Found::Other(what) => return Err(OutputError::NoFile(path, what)),
            Found::File(_) => return Err(OutputError::NoFile(path, "a file")),
        }
        if files.names(&path, "").map_err(failed(&path, ""))?.is_empty() {
            files.remove_folder(&path).map_err(failed(&path, ""))?;
            return Ok(None);
        }
        let lock = Lock::take(&path).map_err(failed(&path, ""))?.ok_or_else(|| OutputError::Busy(path.clone()))?;
        let names: Vec<String> = [record].iter().chain(tables).chain(&[SEALS]).map(|name| (*name).to_owned()).collect();
        let mut texts = Vec::new();
        for name in &names {
            if let Found::Other(what) = files.find(&path.join(name)).map_err(failed(&path, name))? {
                return Err(OutputError::NoFile(path.join(name), what));
            }
            texts.push(files.read(&path.join(name), u64::MAX).map_err(failed(&path, name))?.unwrap_or_default());
        }
        let seals = texts.pop().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let record = texts.remove(0);
        let folder = self.path().to_owned();
        let mut left = Left { folder, path, files, lock, names, record, tables: texts, parts: 0, changed: None, seals };
        left.hold_to_seals();
        Ok(Some(left))
    }

    /// Begins tables in a folder of this name, each with its first lines.
    pub fn grow(&self, name: &str, record: &ReportFile, tables: &[ReportFile]) -> Result<Growing, OutputError> {
        let _lock = enter(self.files(), self.path(), None)?;
        let (files, path) = (self.files().clone(), self.path().join(name));
        let staging = staging(self.path(), name);
        let failed = |name: &str| failed(&path, name);
        let mut seals = seal(&[Sealed::of(&record.bytes)]);
        seals += &seal(&tables.iter().map(|table| Sealed::of(&table.bytes)).collect::<Vec<_>>());
        let seals = ReportFile { name: SEALS.into(), bytes: seals.into_bytes() };
        let all: Vec<&ReportFile> = [record].into_iter().chain(tables).chain([&seals]).collect();
        let begin = || -> Result<(), OutputError> {
            files.make_folder(&staging).map_err(failed(""))?;
            for file in &all {
                files.create(&staging.join(&file.name), &file.bytes).map_err(failed(&file.name))?;
            }
            files.rename(&staging, &path).and_then(|()| files.sync_folder(self.path())).map_err(failed(""))
        };
        begin().inspect_err(|_| drop(files.remove_folder(&staging)))?;
        let lock = Lock::take(&path).map_err(failed(""))?.ok_or_else(|| OutputError::Busy(path.clone()))?;
        let names = all.iter().map(|file| file.name.clone()).collect();
        let texts: Vec<&[u8]> = tables.iter().map(|table| table.bytes.as_slice()).collect();
        Growing::open(self.path().to_owned(), path, files, names, &texts, lock)
    }
}

impl Left {
    /// Cuts the tables at the last seal that holds.
    fn hold_to_seals(&mut self) {
        let mut lines = self.seals.split_inclusive('\n');
        let first = seal(&[Sealed::of(&self.record)]);
        let is_made_with_record = lines.next() == Some(&first);
        let (mut kept_seals, mut sealed) = (first, 0);
        let mut kept = vec![Sealed::default(); self.tables.len()];
        'seals: for line in lines.take_while(|line| is_made_with_record && line.ends_with('\n')) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let mut next = kept.clone();
            for (place, table) in self.tables.iter().enumerate() {
                let [bytes, lines, _] = words.get(3 * place..3 * place + 3).unwrap_or_default() else { break 'seals };
                let (Ok(bytes), Ok(lines)) = (bytes.parse::<usize>(), lines.parse::<usize>()) else { break 'seals };
                // It was cut off.
                let Some(part) = table.get(kept[place].bytes..bytes) else { break 'seals };
                next[place].add(part);
                if next[place].to_string() != words[3 * place..3 * place + 3].join(" ") {
                    let lines = kept[place].lines + 1..=lines;
                    self.changed = Some((self.path.join(&self.names[1 + place]), lines));
                    break 'seals;
                }
            }
            kept = next;
            kept_seals += line;
            sealed += 1;
        }
        self.tables.iter_mut().zip(kept).for_each(|(table, kept)| table.truncate(kept.bytes));
        self.seals = kept_seals;
        // The first seal is that of the first lines.
        self.parts = usize::saturating_sub(sealed, 1);
    }

    /// Goes on with these tables. They are written anew up to where they are kept: a link to one keeps what it has.
    pub fn go_on(self) -> Result<Growing, OutputError> {
        let Left { folder, path, files, lock, names, tables, seals, .. } = self;
        let main = enter(&files, &folder, None)?;
        let staging = staging(&folder, "unfinished");
        let failed = |name: &str| failed(&path, name);
        let texts: Vec<&[u8]> = tables.iter().map(Vec::as_slice).collect();
        files.make_folder(&staging).map_err(failed(""))?;
        for (name, text) in names[1..].iter().zip(texts.iter().copied().chain([seals.as_bytes()])) {
            let write = || files.create(&staging.join(name), text);
            write().and_then(|()| files.rename(&staging.join(name), &path.join(name))).map_err(failed(name))?;
        }
        files.sync_folder(&path).map_err(failed(""))?;
        let _ = files.remove_folder(&staging);
        drop(main);
        Growing::open(folder, path.clone(), files.clone(), names, &texts, lock)
    }

    /// Removes them.
    pub fn remove(self) -> Result<(), OutputError> {
        let Left { folder, path, files, lock, names, .. } = self;
        remove(&files, &folder, &path, &names, lock)
    }
}

impl Growing {
    fn open(
        folder: PathBuf,
        path: PathBuf,
        files: Files,
        names: Vec<String>,
        texts: &[&[u8]],
        lock: Lock,
    ) -> Result<Growing, OutputError> {
        let open = |name: &String| files.open_end(&path.join(name)).map_err(failed(&path, name));
        let mut tables = Vec::new();
        for (name, text) in names[1..].iter().zip(texts) {
            tables.push(Table { file: open(name)?, sealed: Sealed::of(text) });
        }
        let seals = open(&names[names.len() - 1])?;
        Ok(Growing { folder, path, files, names, tables, seals, lock })
    }

    /// Where they are.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds rows to each table, and seals them.
    pub fn add(&mut self, rows: &[Vec<u8>]) -> Result<(), OutputError> {
        for ((table, rows), name) in self.tables.iter_mut().zip(rows).zip(&self.names[1..]) {
            self.files.add(&mut table.file, rows).map_err(failed(&self.path, name))?;
            table.sealed.add(rows);
        }
        let seal = seal(self.tables.iter().map(|table| &table.sealed));
        self.files.add(&mut self.seals, seal.as_bytes()).map_err(failed(&self.path, SEALS))
    }

    /// Waits until all of it is on the disk.
    pub fn sync(&self) -> Result<(), OutputError> {
        let all = self.tables.iter().map(|table| &table.file).chain([&self.seals]);
        let mut named = all.zip(&self.names[1..]);
        named.try_for_each(|(file, name)| self.files.sync(file).map_err(failed(&self.path, name)))
    }

    /// Removes them, now that what they were for is done.
    pub fn end(self) -> Result<(), OutputError> {
        let Growing { folder, path, files, names, tables, seals, lock } = self;
        drop((tables, seals));
        remove(&files, &folder, &path, &names, lock)
    }
}

/// What went wrong with a file in a folder, or with the folder itself.
fn failed(folder: &Path, name: &str) -> impl FnOnce(io::Error) -> OutputError + use<> {
    let path = if name.is_empty() { folder.to_owned() } else { folder.join(name) };
    |error| OutputError::Io(path, error)
}

/// A line of the list of seals.
fn seal<'s>(parts: impl IntoIterator<Item = &'s Sealed>) -> String {
    parts.into_iter().map(Sealed::to_string).collect::<Vec<_>>().join(" ") + "\n"
}

/// Removes the files with these names, the record last, and their folder unless somebody put something else there.
fn remove(files: &Files, folder: &Path, path: &Path, names: &[String], lock: Lock) -> Result<(), OutputError> {
    let _main = enter(files, folder, None)?;
    for name in names.iter().rev() {
        files.remove(&path.join(name)).map_err(failed(path, name))?;
    }
    // Where a lock is a file, it lies in the folder.
    drop(lock);
    match files.names(path, "") {
        Ok(others) if others.is_empty() => {}
        _ => return Ok(()),
    }
    files.remove_folder(path).map_err(failed(path, ""))
}
