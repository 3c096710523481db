//! Where a record comes from: logs, and the files of an archive, as a folder or a zip.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::record::archive::{Archive, ArchiveError, ArchiveFile, Reading};
use crate::record::contact::{Contact, LeftOut};
use crate::record::log::{LogReading, read_log};
use crate::scenario::source::reason;

use super::log_errors;

/// The most bytes that are read of a file of an archive, whatever it claims to hold.
const MOST_BYTES: u64 = 1 << 30;

/// The most files that an archive may hold.
const MOST_FILES: usize = 100_000;

/// What the first bytes of a zip are.
const ZIP: [u8; 4] = *b"PK\x03\x04";

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) contacts: Vec<Contact>,
    pub(super) left_out: Vec<LeftOut>,
    /// How many of the sources are logs.
    pub(super) logs: usize,
}

/// A file of an archive, ready to be read.
enum Found {
    Plain(PathBuf),
    Zipped(PathBuf, usize),
}

/// Reads all sources, or tells what is wrong with each.
pub(super) fn read(sources: &[PathBuf], archive: Reading, log: &LogReading) -> Result<Sources, Vec<String>> {
    let (mut read, mut wrong) = (Sources::default(), Vec::new());
    let mut found: Vec<(ArchiveFile, Found)> = Vec::new();
    for source in sources {
        match kind(source) {
            Ok(Kind::Archive(files)) => found.extend(files),
            Ok(Kind::Log) => match read_source(source, log) {
                Ok((contacts, left_out)) => {
                    read.logs += 1;
                    read.contacts.extend(contacts);
                    read.left_out.extend(left_out);
                }
                Err(why) => wrong.push(format!("`{}`: {why}", source.display())),
            },
            Err(why) => wrong.push(format!("`{}`: {why}", source.display())),
        }
    }
    if !found.is_empty() {
        let mut parts = Archive::new(archive);
        // Connections first, in whatever order they were given.
        for file in ArchiveFile::ALL {
            for (_, place) in found.iter().filter(|(of, _)| *of == file) {
                if let Err((path, why)) = read_part(&mut parts, file, place) {
                    wrong.push(format!("`{}`: {why}", path.display()));
                }
            }
        }
        let (contacts, left_out) = parts.finish();
        read.contacts.extend(contacts);
        read.left_out.extend(left_out);
    }
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

/// Input of no more than [`MOST_BYTES`]: what is longer is refused, not cut off.
struct Limited<R>(io::Take<R>);

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(bytes)?;
        if read == 0 && self.0.limit() == 0 { Err(io::Error::other("it holds more than 1 GB")) } else { Ok(read) }
    }
}

fn limited<R: Read>(input: R) -> BufReader<Limited<R>> {
    BufReader::with_capacity(1 << 16, Limited(input.take(MOST_BYTES)))
}

enum Kind {
    Log,
    Archive(Vec<(ArchiveFile, Found)>),
}

fn kind(source: &Path) -> Result<Kind, String> {
    let told = |error: io::Error| reason(&error);
    if fs::metadata(source).map_err(told)?.is_dir() {
        let files = folder(source).map_err(told)?;
        return if files.is_empty() { Err(no_files()) } else { Ok(Kind::Archive(files)) };
    }
    if let Some(file) = archive_file(&source.file_name().unwrap_or_default().to_string_lossy()) {
        return Ok(Kind::Archive(vec![(file, Found::Plain(source.to_owned()))]));
    }
    let mut begins = Vec::new();
    File::open(source).and_then(|file| file.take(ZIP.len() as u64).read_to_end(&mut begins)).map_err(told)?;
    if begins == ZIP { zipped(source).map(Kind::Archive) } else { Ok(Kind::Log) }
}

fn no_files() -> String {
    let names: Vec<String> = ArchiveFile::ALL.iter().map(|file| format!("`{}`", file.name())).collect();
    format!("no LinkedIn archive: it holds none of {}", names.join(", "))
}

/// The file of an archive that has this name.
fn archive_file(name: &str) -> Option<ArchiveFile> {
    ArchiveFile::ALL.into_iter().find(|file| file.name().eq_ignore_ascii_case(name))
}

/// The files of an unpacked archive, in the folder or one below.
fn folder(path: &Path) -> io::Result<Vec<(ArchiveFile, Found)>> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    entries.sort();
    for entry in entries {
        let below = if entry.is_dir() {
            let inner = fs::read_dir(&entry)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
            inner.into_iter().filter(|path| path.is_file()).collect()
        } else {
            vec![entry]
        };
        for path in below {
            let file = archive_file(&path.file_name().unwrap_or_default().to_string_lossy());
            files.extend(file.map(|file| (file, Found::Plain(path))));
        }
    }
    Ok(files)
}

/// The files of a zip. Nothing of it is ever unpacked to disk; still one that tries to reach outside is not trusted.
fn zipped(path: &Path) -> Result<Vec<(ArchiveFile, Found)>, String> {
    let mut archive = open(path)?;
    if archive.len() > MOST_FILES {
        return Err(format!("it holds more than {MOST_FILES} files"));
    }
    let mut files = Vec::new();
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|error| format!("damaged: {error}"))?;
        let name = entry.name().map(|name| name.into_owned()).unwrap_or_default();
        if entry.enclosed_name().is_none() {
            return Err(format!("refused: `{}` reaches outside of the archive", name.escape_debug()));
        }
        let Some(file) = archive_file(name.rsplit(['/', '\\']).next().unwrap_or_default()) else { continue };
        if entry.size() > MOST_BYTES {
            return Err(format!("refused: `{}` claims to hold {} bytes", name.escape_debug(), entry.size()));
        }
        files.push((file, Found::Zipped(path.to_owned(), place)));
    }
    if files.is_empty() { Err(no_files()) } else { Ok(files) }
}

fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, String> {
    let file = File::open(path).map_err(|error| reason(&error))?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| format!("no zip that can be read: {error}"))
}

fn read_part(archive: &mut Archive, file: ArchiveFile, found: &Found) -> Result<(), (PathBuf, String)> {
    let (path, result) = match found {
        Found::Plain(path) => {
            let read = || -> Result<(), String> {
                let input = File::open(path).map_err(|error| reason(&error))?;
                archive.read(file, limited(input)).map_err(|error| told(file, &error))
            };
            (path, { read }())
        }
        Found::Zipped(path, place) => {
            let read = || -> Result<(), String> {
                let mut zip = open(path)?;
                let entry = zip.by_index(*place).map_err(|error| format!("damaged: {error}"))?;
                // What is declared may be a lie.
                archive.read(file, limited(entry)).map_err(|error| told(file, &error))
            };
            (path, { read }())
        }
    };
    result.map_err(|why| (path.clone(), why))
}

fn told(file: ArchiveFile, error: &ArchiveError) -> String {
    let name = file.name();
    match error {
        ArchiveError::Io(error) => format!("{name}: {}", reason(error)),
        ArchiveError::NoHeader(columns) => format!("{name} has no header with the columns {}", columns.join(", ")),
        ArchiveError::Ambiguous(date) => ambiguous(&format!("{name}: `{date}`")),
    }
}

pub(super) fn ambiguous(what: &str) -> String {
    format!(
        "{what} may be read as day/month or month/day, and no other date of the file decides; add `--dates dmy` or `--dates mdy`"
    )
}

fn read_source(path: &Path, reading: &LogReading) -> Result<(Vec<Contact>, Vec<LeftOut>), String> {
    let input = File::open(path).map_err(|error| reason(&error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    read_log(&name, limited(input), reading).map_err(|error| log_errors::told(&error))
}
