//! The sources of a record: logs, and the files of an archive, in a folder or a zip.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use zip::ZipArchive;

use crate::record::archive::{ArchiveError, ArchiveFile, Archives, Holding, Reading};
use crate::record::contact::{Contact, LeftOut, join};
use crate::record::log::{LogReading, Logs};
use crate::record::totals::Total;
use crate::scenario::document::source::reason;

use super::foreign::{is_foreign, no_archive};
use super::log_errors::{DATES, log_error, log_note};
use crate::commands::own_files::{Left, Limited, MAX_ARCHIVE_BYTES, MAX_BYTES, is_spreadsheet};

/// So many folders below the one that is named are looked into.
const DEEPEST: usize = 3;

/// The files of an archive of which one must be there.
const WANTED: [ArchiveFile; 3] = [ArchiveFile::Connections, ArchiveFile::Invitations, ArchiveFile::Messages];

/// Other files by which an archive is known.
const OTHER_FILES: [&str; 8] = [
    "Positions.csv",
    "Education.csv",
    "Skills.csv",
    "Email Addresses.csv",
    "PhoneNumbers.csv",
    "Registration.csv",
    "Rich_Media.csv",
    "Ad_Targeting.csv",
];

/// The way to an archive that has messages.
const IN_TWO_MAILS: &str = "LinkedIn mails a large archive in two parts, the messages in the second, within a \
    day or so: take that one; if there was but one mail, ask for a new archive (Settings, \u{201c}Get a copy of your \
    data\u{201d}) and tick Messages, Invitations and Connections";

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
    /// What the archives of each owner hold.
    pub(super) holdings: Vec<Holding>,
    /// Files of archives that look like messages and are not read.
    pub(super) not_read: Vec<String>,
    /// The number of logs among the sources.
    pub(super) logs: usize,
    /// What logs hold as totals.
    pub(super) totals: Vec<Total>,
}

/// A file of an archive, ready to be read.
enum Found {
    Plain(PathBuf),
    /// The zip, its place in it, and its name without folders.
    Zipped(PathBuf, usize, String),
}

/// The files of a folder or a zip, for what they are called.
#[derive(Default)]
struct Files {
    known: Vec<(ArchiveFile, Found)>,
    /// The names of all others.
    others: Vec<String>,
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
            Ok(Kind::Archive(files)) => {
                let is_like_messages = |name: &&String| name.to_ascii_lowercase().contains("messages");
                read.not_read.extend(files.others.iter().filter(is_like_messages).cloned());
                archives.push((name, files.known));
            }
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
        if !files.iter().any(|(file, _)| *file == ArchiveFile::Messages) {
            read.notes.push(format!("There is no `messages.csv`; {IN_TWO_MAILS}."));
        }
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
            "Connections.csv is missing: invitations do not count, and messages to people who were connections by then do."
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
    read.notes.extend(twice(&read.contacts, &archived.contacts));
    join(&mut read.contacts, archived.contacts);
    read.left_out.extend(archived.left_out);
    read.holdings = archived.holdings;
    read.latest = read.latest.max(archived.latest);
    if wrong.is_empty() { Ok(read) } else { Err(wrong) }
}

/// A note where a log seems to hold what an archive holds, too: at most of its minutes something went out there as well.
fn twice(of_logs: &[Contact], archived: &[Contact]) -> Option<String> {
    let minute = |contact: &Contact| contact.sent.time.map(|time| (contact.sent.date, time.hour(), time.minute()));
    let archived: BTreeSet<_> = archived.iter().filter_map(minute).collect();
    let timed: Vec<_> = of_logs.iter().filter_map(minute).collect();
    let both = timed.iter().filter(|at| archived.contains(at)).count();
    (both > 1 && 2 * both >= timed.len()).then(|| {
        format!(
            "{both} touches of the logs went out in the same minute as one of the archive: if they are the same they count twice; \
             leave one of the two out"
        )
    })
}

enum Kind {
    Log,
    File(ArchiveFile),
    Archive(Files),
}

fn kind(source: &Path) -> Result<Kind, String> {
    let why = |error: io::Error| reason(&error);
    let about = fs::metadata(source).map_err(why)?;
    if let Some(why) = is_spreadsheet(source).filter(|_| about.is_file()) {
        return Err(why.to_owned());
    }
    if about.is_dir() {
        let mut files = Files::default();
        folder(source, DEEPEST, &mut files).map_err(why)?;
        let mut plain =
            files.known.iter().filter_map(|(_, found)| if let Found::Plain(path) = found { Some(path) } else { None });
        if !files.known.is_empty() && plain.all(|path| is_foreign(path)) {
            return Err(no_archive(source));
        }
        return files.whole().map(Kind::Archive);
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

/// The file of an archive that has this name.
fn archive_file(name: &str) -> Option<ArchiveFile> {
    ArchiveFile::named(name)
}

impl Files {
    fn add(&mut self, name: &str, found: Found) {
        match archive_file(name) {
            Some(file) => self.known.push((file, found)),
            None => self.others.push(name.to_owned()),
        }
    }

    /// These files, if they hold something to read; or else why not, and what would help.
    fn whole(self) -> Result<Files, String> {
        if self.known.iter().any(|(file, _)| *file != ArchiveFile::Profile) {
            return Ok(self);
        }
        let has = |name: &str| self.others.iter().any(|other| other.eq_ignore_ascii_case(name));
        if !self.known.is_empty() || OTHER_FILES.iter().any(|name| has(name)) {
            return Err(format!("a LinkedIn archive without `messages.csv`; {IN_TWO_MAILS}"));
        }
        if let Some(zip) = self.others.iter().find(|name| name.to_ascii_lowercase().ends_with(".zip")) {
            return Err(format!("it holds no file of a LinkedIn archive, but the zip `{zip}`: name that one"));
        }
        let names: Vec<String> = WANTED.iter().map(|file| format!("`{}`", file.name())).collect();
        Err(format!("no LinkedIn archive: it holds none of {}", names.join(", ")))
    }
}

/// Is this a file of the same name in which a Mac keeps what it knows about another?
fn is_shadow(path: &str) -> bool {
    path.split(['/', '\\']).any(|part| part == "__MACOSX")
}

/// The files of an unpacked archive, in the folder or some below.
fn folder(path: &Path, depth: usize, files: &mut Files) -> io::Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    // Those of the folder itself come first.
    entries.sort_by_key(|entry| (entry.is_dir(), entry.clone()));
    for entry in entries.into_iter().filter(|entry| !is_shadow(&entry.to_string_lossy())) {
        if entry.is_file() {
            files.add(&entry.file_name().unwrap_or_default().to_string_lossy(), Found::Plain(entry.clone()));
        } else if depth > 0 && entry.is_dir() {
            folder(&entry, depth - 1, files)?;
        }
    }
    Ok(())
}

/// The files of a zip. It is never unpacked to disk; still, one with paths that lead outside is not trusted.
fn zipped(path: &Path) -> Result<Files, String> {
    let mut archive = open(path)?;
    if archive.len() > MOST_FILES {
        return Err(format!("it holds more than {MOST_FILES} files"));
    }
    let mut files = Files::default();
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|error| format!("damaged: {error}"))?;
        let name = entry.name().map(|name| name.into_owned()).unwrap_or_default();
        if entry.enclosed_name().is_none() {
            return Err("refused: the path of a file in it reaches outside of the archive".to_owned());
        }
        let bare = name.rsplit(['/', '\\']).next().unwrap_or_default();
        if is_shadow(&name) || bare.is_empty() {
            continue;
        }
        if let Some(file) = archive_file(bare).filter(|_| entry.size() > MAX_ARCHIVE_BYTES) {
            return Err(format!("refused: `{}` claims to hold {} bytes", file.name(), entry.size()));
        }
        files.add(bare, Found::Zipped(path.to_owned(), place, bare.to_owned()));
    }
    files.whole()
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
    let (Found::Plain(path) | Found::Zipped(path, ..)) = found;
    let wrong = |why: String| (path.clone(), why);
    let read = match found {
        Found::Plain(path) => {
            let input = File::open(path).map_err(|error| wrong(reason(&error)))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            archive.read_as(file, &name, Limited::new(input, left))
        }
        Found::Zipped(path, place, name) => {
            let mut zip = open(path).map_err(wrong)?;
            let entry = zip.by_index(*place).map_err(|error| wrong(format!("damaged: {error}")))?;
            // The declared size may be a lie.
            archive.read_as(file, name, Limited::new(entry, left))
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
