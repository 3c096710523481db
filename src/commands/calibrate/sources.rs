//! The sources of a record: logs, and the files of an archive, in a folder or a zip.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use zip::ZipArchive;

use crate::record::archive::{ArchiveError, ArchiveFile, Archives, Reading};
use crate::record::contact::{Contact, LeftOut, join};
use crate::record::log::{LogReading, Logs};
use crate::record::totals::Total;
use crate::scenario::document::source::reason;

use super::foreign::{is_foreign, no_archive};
use super::log_errors::{DATES, log_error, log_note};
use crate::commands::own_files::{Left, Limited, MAX_ARCHIVE_BYTES, MAX_BYTES, is_spreadsheet};

/// The most files that an archive may hold.
const MOST_FILES: usize = 100_000;

/// The first bytes of a zip, and of an empty one.
const ZIP: [[u8; 4]; 2] = [*b"PK\x03\x04", *b"PK\x05\x06"];

/// The contents of all sources.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) contacts: Vec<Contact>,
    pub(super) left_out: Vec<LeftOut>,
    /// The last day of which archives hold a row.
    pub(super) latest: Option<Date>,
    /// Notes on files that are missing or of no use.
    pub(super) notes: Vec<String>,
    /// The number of logs among the sources.
    pub(super) logs: usize,
    /// What logs hold as totals.
    pub(super) totals: Vec<Total>,
}

/// A file of an archive, ready to be read.
enum Found {
    Plain(PathBuf),
    Zipped(PathBuf, usize),
}

/// Reads all sources, or returns an error for each that cannot be read.
pub(super) fn read(sources: &[PathBuf], archive: Reading, log: &LogReading) -> Result<Sources, Vec<String>> {
    let (mut read, mut wrong) = (Sources::default(), Vec::new());
    let (mut archives, mut loose) = (Vec::<(String, Vec<(ArchiveFile, Found)>)>::new(), Vec::new());
    let left = Left::new(MAX_BYTES);
    let (mut logs, mut paths) = (Logs::new(log.clone()), Vec::new());
    for source in sources {
        let name = source.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match kind(source) {
            Ok(Kind::Archive(files)) => archives.push((name, files)),
            Ok(Kind::File(file)) => loose.push((file, Found::Plain(source.clone()))),
            Ok(Kind::Log) => match read_source(source, &mut logs, &left) {
                Ok(()) => paths.push(source),
                Err(why) => wrong.push(format!("`{}`: {why}", source.display())),
            },
            Err(why) => wrong.push(format!("`{}`: {why}", source.display())),
        }
    }
    read.logs = paths.len();
    match logs.finish() {
        Ok(log) => {
            (read.contacts, read.left_out, read.totals, read.latest) =
                (log.contacts, log.left_out, log.totals, log.latest);
            read.notes.extend(log.notes.iter().map(log_note));
        }
        // What is missing may stand in a file that cannot be read.
        Err((place, error)) if wrong.is_empty() => {
            let path = paths.get(place).map(|path| path.display().to_string()).unwrap_or_default();
            wrong.push(format!("`{path}`: {}", log_error(&error)));
        }
        Err(_) => {}
    }
    // Files of an archive that are named one by one belong together.
    if !loose.is_empty() {
        archives.push((String::new(), loose));
    }
    let several = archives.len() > 1;
    let mut parts = Archives::new(archive);
    for (name, files) in &archives {
        parts.begin(Some(name.clone()).filter(|name| several && !name.is_empty()));
        let left = Left::new(MAX_ARCHIVE_BYTES);
        for (file, place) in files {
            match read_part(&mut parts, *file, place, &left) {
                Ok(note) => read.notes.extend(note),
                Err((path, why)) => wrong.push(format!("`{}`: {why}", path.display())),
            }
        }
    }
    let archived = parts.finish();
    if archived.lacks_connections {
        read.notes.push(
            "Connections.csv is missing: invitations do not count, and messages to people who were connections by then do"
                .to_owned(),
        );
    }
    if archived.namesakes > 0 {
        read.notes.push(format!(
            "Connections.csv lacks addresses, and several people have the name of a connection: whether {} who were written to \
             or invited are connections cannot be told, so that invitations to them do not count, and messages do",
            archived.namesakes
        ));
    }
    join(&mut read.contacts, archived.contacts);
    read.left_out.extend(archived.left_out);
    read.latest = read.latest.max(archived.latest);
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

enum Kind {
    Log,
    File(ArchiveFile),
    Archive(Vec<(ArchiveFile, Found)>),
}

fn kind(source: &Path) -> Result<Kind, String> {
    let why = |error: io::Error| reason(&error);
    let about = fs::metadata(source).map_err(why)?;
    if let Some(why) = is_spreadsheet(source).filter(|_| about.is_file()) {
        return Err(why.to_owned());
    }
    if about.is_dir() {
        let files = folder(source).map_err(why)?;
        let paths =
            files.iter().filter_map(|(_, found)| if let Found::Plain(path) = found { Some(path) } else { None });
        let is_other = !files.is_empty() && paths.into_iter().all(|path| is_foreign(path));
        return match files {
            _ if is_other => Err(no_archive(source)),
            files if files.is_empty() => Err(no_files()),
            files => Ok(Kind::Archive(files)),
        };
    }
    if let Some(file) = archive_file(&source.file_name().unwrap_or_default().to_string_lossy()) {
        return Ok(if about.is_file() && is_foreign(source) { Kind::Log } else { Kind::File(file) });
    }
    // A pipe can be read only once, and a zip cannot be read so.
    if !about.is_file() {
        return Ok(Kind::Log);
    }
    let mut begins = Vec::new();
    File::open(source).and_then(|file| file.take(ZIP[0].len() as u64).read_to_end(&mut begins)).map_err(why)?;
    let is_called_zip = source.extension().is_some_and(|end| end.eq_ignore_ascii_case("zip"));
    if is_called_zip || ZIP.iter().any(|zip| *zip == begins[..]) {
        zipped(source).map(Kind::Archive)
    } else {
        Ok(Kind::Log)
    }
}

fn no_files() -> String {
    let names: Vec<String> = ArchiveFile::ALL.iter().map(|file| format!("`{}`", file.name())).collect();
    format!("no LinkedIn archive: it holds none of {}", names.join(", "))
}

/// The file of an archive that has this name.
fn archive_file(name: &str) -> Option<ArchiveFile> {
    ArchiveFile::ALL.into_iter().find(|file| file.name().eq_ignore_ascii_case(name))
}

/// Is this a file of the same name in which a Mac keeps what it knows about another?
fn is_shadow(path: &str) -> bool {
    path.split(['/', '\\']).any(|part| part == "__MACOSX")
}

/// The files of an unpacked archive, in the folder or one below.
fn folder(path: &Path) -> io::Result<Vec<(ArchiveFile, Found)>> {
    let mut files = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    entries.sort();
    for entry in entries.into_iter().filter(|entry| !is_shadow(&entry.to_string_lossy())) {
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

/// The files of a zip. It is never unpacked to disk; still, one with paths that lead outside is not trusted.
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
            return Err("refused: the path of a file in it reaches outside of the archive".to_owned());
        }
        let Some(file) = archive_file(name.rsplit(['/', '\\']).next().unwrap_or_default()) else { continue };
        if is_shadow(&name) {
            continue;
        }
        if entry.size() > MAX_ARCHIVE_BYTES {
            return Err(format!("refused: `{}` claims to hold {} bytes", file.name(), entry.size()));
        }
        files.push((file, Found::Zipped(path.to_owned(), place)));
    }
    if files.is_empty() { Err(no_files()) } else { Ok(files) }
}

fn open(path: &Path) -> Result<ZipArchive<BufReader<File>>, String> {
    let file = File::open(path).map_err(|error| reason(&error))?;
    ZipArchive::new(BufReader::new(file)).map_err(|error| format!("no zip that can be read: {error}"))
}

/// Reads a file of an archive. Returns a note if it is no such file and the archive can be read without it.
fn read_part(
    archive: &mut Archives,
    file: ArchiveFile,
    found: &Found,
    left: &Left,
) -> Result<Option<String>, (PathBuf, String)> {
    let (Found::Plain(path) | Found::Zipped(path, _)) = found;
    let wrong = |why: String| (path.clone(), why);
    let read = match found {
        Found::Plain(path) => {
            let input = File::open(path).map_err(|error| wrong(reason(&error)))?;
            archive.read(file, Limited::new(input, left))
        }
        Found::Zipped(path, place) => {
            let mut zip = open(path).map_err(wrong)?;
            let entry = zip.by_index(*place).map_err(|error| wrong(format!("damaged: {error}")))?;
            // The declared size may be a lie.
            archive.read(file, Limited::new(entry, left))
        }
    };
    match read {
        Err(error @ ArchiveError::NoHeader(_)) if file != ArchiveFile::Messages => {
            Ok(Some(format!("{}; it is not made use of", archive_error(file, &error))))
        }
        read => read.map(|()| None).map_err(|error| wrong(archive_error(file, &error))),
    }
}

/// Why a file of an archive cannot be used.
fn archive_error(file: ArchiveFile, error: &ArchiveError) -> String {
    let name = file.name();
    match error {
        ArchiveError::Io(error) => format!("{name}: {}", reason(error)),
        ArchiveError::NoHeader(_) => format!("{name} has {error}"),
        ArchiveError::Excess(_) => format!("{name}: {error}"),
        ArchiveError::Ambiguous(_) => format!("{name}: {error}; {DATES}"),
    }
}

fn read_source(path: &Path, logs: &mut Logs, left: &Left) -> Result<(), String> {
    let input = File::open(path).map_err(|error| reason(&error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    logs.read(&name, Limited::new(input, left)).map_err(|error| log_error(&error))
}
