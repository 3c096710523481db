//! Logs of what was sent: tables with a row for each touch, for each event, or for each person with a column for each step, as
//! trackers and tools write them, under columns that may have names of their own; and tables of totals.

mod dates;
mod entry;
mod events;
mod export;
mod headings;
mod joined;
mod layout;
mod lexicon;
mod pairs;
mod same;
mod shape;
mod sheet;
mod steps;
mod table;
#[cfg(test)]
mod tests;
mod totals;
mod unclear;
mod when;
pub(super) mod words;

use std::io::{self, Read};
use std::sync::Arc;

use jiff::civil::Date;
use thiserror::Error;

use crate::domain::touch::Channel;

use super::contact::{Contact, LeftOut, Reason};
use super::excess::{Excess, Leaving};
use super::exports::Export;
use super::moment::Order;
use super::rows::Row;
use super::totals::Total;

use entry::Entry;
use shape::Shape;
use table::{Source, Table, Texts};

/// The columns that a log may have; it must have the first, and one that says what came back.
pub const COLUMNS: [&str; 9] =
    ["sent_at", "replied_at", "touch", "segment", "accepted_at", "credits", "person", "status", "error"];

/// The touch of a row that names none.
const INMAIL: &str = "inmail";

/// Options for reading logs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogReading {
    /// Columns by their names here, each with its name in the file.
    pub columns: Vec<(String, String)>,
    /// The order of day and month in dates such as 3/5/26, if it is known.
    pub dates: Option<Order>,
    /// The last day that counts, if it is known.
    pub until: Option<Date>,
    /// What all rows are, if it is stated.
    pub touch: Option<String>,
    /// Is each row an event, whatever it looks like?
    pub events: bool,
    /// The steps of a row, where each row is a person.
    pub steps: Vec<Step>,
    /// The export that it is, where the user says so.
    pub export: Option<&'static Export>,
    /// Are columns that look like those that are needed taken for them? Otherwise the user is asked.
    pub guess: bool,
}

/// A step of a table with a row for each person, by what its columns are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The touch.
    pub touch: String,
    /// The column that says when it went out.
    pub sent: String,
    /// The column that says when it was accepted.
    pub accepted: Option<String>,
    /// The column that says when it was answered.
    pub replied: Option<String>,
}

/// Why a log cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LogError {
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// There is no table in it.
    #[error("it is empty")]
    Empty,
    /// The header has no such column.
    #[error("no column `{called}`")]
    NoColumn {
        /// The column, by its name here.
        wanted: &'static str,
        /// What it is called, as far as is known.
        called: String,
        /// Those that there are.
        header: Vec<String>,
        /// Columns that look like those that are missing, each with the name here.
        likely: Vec<(&'static str, String)>,
        /// The export that it is, if it is a known one.
        export: Option<&'static Export>,
    },
    /// It is a known export, and no log.
    #[error("it is an export of {}", .export.tool)]
    NoLog {
        /// The export.
        export: &'static Export,
    },
    /// There is no such column, and the first row is no header.
    #[error("no column `{wanted}`: its first row is no header")]
    NoHeader {
        /// The column that is wanted.
        wanted: String,
    },
    /// It holds too much, or hardly anything that can be read.
    #[error(transparent)]
    Excess(#[from] Excess),
    /// Two of its columns would be one and the same.
    #[error("`{called}` cannot be both {} and {}", .columns[0], .columns[1])]
    OneForTwo {
        /// Its name in the file.
        called: String,
        /// The two.
        columns: [&'static str; 2],
    },
    /// Such a date may be meant in several ways, and nothing in the log says which.
    #[error("{column} `{written}` may be read as {}, and no other date of the file decides", ways(.written))]
    Ambiguous {
        /// The column.
        column: &'static str,
        /// A date of it.
        written: String,
    },
    /// A table of events without one column that is needed.
    #[error("a table of events, one a row, without a column that says {0}")]
    NoEvents(&'static str),
    /// Tables of events hold no answer at all.
    #[error("a table of events that holds {sent} messages and not one answer")]
    NoAnswers {
        /// The number of messages.
        sent: usize,
    },
    /// Of totals more was answered than sent.
    #[error("{replied} answers to {sent} of `{touch}`")]
    TooMany {
        /// The touch.
        touch: String,
        /// The answers.
        replied: u64,
        /// The touches.
        sent: u64,
    },
}

/// The ways in which a date may be meant.
fn ways(written: &str) -> &'static str {
    let year_first = super::moment::Moment::read(written, Some(Order::Ymd)).is_ok();
    if year_first && written.contains('-') { "day-month-year or year-month-day" } else { "day/month or month/day" }
}

/// What its reader should know of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A file is a known export.
    Export(Arc<str>, &'static Export),
    /// These columns of a file are not used.
    Unused(Arc<str>, Vec<String>),
    /// A file was read as one of events.
    Events(Arc<str>),
    /// A file was read as one of people with these touches.
    Steps(Arc<str>, Vec<String>),
    /// A file was read as one of totals.
    Totals(Arc<str>),
    /// All rows of a file are taken for invitations, since some were accepted.
    Invitations(Arc<str>),
    /// All rows of a file are taken for touches of this channel, after the column that says when they went out.
    Named(Arc<str>, Channel, String),
    /// A file has no column of answers, and others have.
    NoAnswers(Arc<str>),
    /// What so many rows of a file say of an answer is not understood.
    Status {
        /// The file.
        file: Arc<str>,
        /// The rows.
        rows: usize,
        /// Some of what they say.
        texts: Vec<String>,
        /// Do they count by their dates?
        counts: bool,
    },
    /// So many rows stand in an earlier source, too, and count once.
    Same(usize),
    /// So many rows look like some of an earlier source, which nothing decides.
    Alike(Arc<str>, usize),
    /// So many answers without a date may have come after the last day that counts, since the record goes on up to this one;
    /// so many of them are taken to have come by then.
    Undated {
        /// All of them.
        answers: usize,
        /// Those that had come.
        come: usize,
        /// The last day of the record.
        latest: Date,
    },
    /// These columns of a file are taken for what they look like, each with the name here.
    Guessed(Arc<str>, Vec<(&'static str, String)>),
    /// In so many rows of a file an answer names a day that may be another, or that of something else.
    Days(Arc<str>, usize),
    /// Touches that are taken for one since their names are the same in two languages: of each pair the one that is kept last.
    Translated(Vec<[String; 2]>),
    /// In so many rows of a file an answer is a question mark.
    Marks(Arc<str>, usize),
    /// So many touches went to somebody who had had one of the same name before.
    Again(usize),
    /// So many of all answers that stand by themselves belong to nothing that went out.
    Stray(usize, usize),
}

/// Logs that have been read.
#[derive(Debug, Default)]
pub struct Log {
    /// Their contacts, in the order of files and lines.
    pub contacts: Vec<Contact>,
    /// The rows that are left out, in the order of files and lines.
    pub left_out: Vec<LeftOut>,
    /// Totals, where a file holds nothing else.
    pub totals: Vec<Total>,
    /// The last day of tables of totals.
    pub latest: Option<Date>,
    /// What is to be known of them.
    pub notes: Vec<Note>,
}

/// A file that has been read.
#[derive(Debug)]
struct FileRead {
    name: Arc<str>,
    /// Why it can be used only with others, if that is so.
    lacks: Option<LogError>,
    /// Does it say when things went out, and what came back?
    has_sent: bool,
    has_answers: bool,
    /// Does it have a column of acceptances?
    has_acceptances: bool,
    is_events: bool,
}

impl FileRead {
    /// One that says all that is to be known.
    fn whole(name: &Arc<str>) -> FileRead {
        FileRead {
            name: name.clone(),
            lacks: None,
            has_sent: true,
            has_answers: true,
            has_acceptances: true,
            is_events: false,
        }
    }
}

/// Logs, read one after the other: an answer may stand in one and its touch in another.
#[derive(Debug)]
pub struct Logs {
    reading: LogReading,
    /// The export that the file is that is being read.
    export: Option<&'static Export>,
    files: Vec<FileRead>,
    entries: Vec<Entry>,
    left_out: Leaving<(u32, u64)>,
    totals: Vec<Total>,
    /// The rows of the tables of totals that were read, file by file.
    totals_read: Vec<totals::Rows>,
    latest: Option<Date>,
    notes: Vec<Note>,
}

/// Reads a log that stands alone. `file` is its name without folders.
pub fn read_log(file: &str, input: impl Read, reading: &LogReading) -> Result<Log, LogError> {
    let mut logs = Logs::new(reading.clone());
    logs.read(file, input)?;
    logs.finish().map_err(|(_, error)| error)
}

impl Logs {
    /// None yet.
    pub fn new(reading: LogReading) -> Logs {
        let (files, entries, left_out) = (Vec::new(), Vec::new(), Leaving::default());
        let (totals, totals_read, notes) = (Vec::new(), Vec::new(), Vec::new());
        Logs { reading, export: None, files, entries, left_out, totals, totals_read, latest: None, notes }
    }

    /// Reads a log. `file` is its name without folders.
    pub fn read(&mut self, file: &str, input: impl Read) -> Result<(), LogError> {
        let name: Arc<str> = file.into();
        let read = self.read_table(&name, input);
        if read.is_err() {
            // Rows that were left out of it before are told by its name, whatever becomes of the others.
            self.files.push(FileRead::whole(&name));
        }
        read
    }

    fn read_table(&mut self, name: &Arc<str>, input: impl Read) -> Result<(), LogError> {
        let Some(table) = Table::new(input)? else { return Err(LogError::Empty) };
        let header = table.header().to_vec();
        self.export = export::of(&header, &self.reading)?;
        let mut shape = shape::shape(&table, &self.reading, self.export);
        if let Some((guessed, taken)) = self.guessed(&shape)
            && let Ok(found) = shape::shape(&table, &guessed, self.export)
            && !found.lacks_something()
        {
            self.notes.push(Note::Guessed(name.clone(), taken));
            shape = Ok(found);
        }
        let other = || export::no_log(&header).filter(|_| self.reading.columns.is_empty());
        let shape = shape.map_err(|error| other().map_or(error, |export| LogError::NoLog { export }))?;
        self.notes.extend(self.export.map(|export| Note::Export(name.clone(), export)));
        let used = shape.used();
        match shape {
            Shape::Totals(known) => totals::read(self, name, table, &known)?,
            Shape::Steps(known) => steps::read(self, name, table, &known)?,
            Shape::Events(known) => events::read(self, name, table, &known)?,
            Shape::Rows(known) => sheet::read(self, name, table, &known)?,
        }
        let unused = header.iter().enumerate().filter(|(place, heading)| !used.contains(place) && !heading.is_empty());
        let unused: Vec<String> = unused.map(|(_, heading)| heading.clone()).collect();
        if !unused.is_empty() {
            self.notes.push(Note::Unused(name.clone(), unused));
        }
        Ok(())
    }

    /// The way to read a table, of which columns are missing, by those that look like them, and what these are taken for;
    /// nothing if that is not wanted.
    fn guessed(&self, shape: &Result<Shape, LogError>) -> Option<(LogReading, Vec<(&'static str, String)>)> {
        let likely = match shape {
            Err(LogError::NoColumn { likely, .. }) => likely.clone(),
            Ok(Shape::Rows(known)) => match known.lacks.as_ref()?.error() {
                LogError::NoColumn { likely, .. } => likely,
                _ => return None,
            },
            _ => return None,
        };
        let mut reading = self.reading.clone();
        reading.columns.extend(likely.iter().map(|(name, heading)| ((*name).to_owned(), heading.clone())));
        (self.reading.guess && !likely.is_empty()).then_some((reading, likely))
    }

    /// The number of the file that is being read.
    fn file(&self) -> u32 {
        self.files.len() as u32
    }

    /// The texts of these columns of a table; rows that cannot be read are left out.
    fn texts<R: Read>(
        &mut self,
        table: Table<R>,
        columns: &[Source],
        is_readable: impl Fn(&Row) -> bool,
    ) -> Result<Texts, LogError> {
        table.texts(columns, is_readable, |line, reason| self.leave_out(line, reason))
    }

    fn leave_out(&mut self, line: u64, reason: Reason) {
        let file = self.file();
        self.left_out.add((file, line), reason);
    }

    /// What all of them say together, or what is wrong, with the place of the file.
    pub fn finish(self) -> Result<Log, (usize, LogError)> {
        joined::finish(self)
    }
}
