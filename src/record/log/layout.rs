//! Where the columns of a log are.

use std::io::Read;

use crate::record::exports::Export;
use crate::record::moment::{Moment, MomentError, Order};

use super::table::Table;
use super::{COLUMNS, LogError, LogReading};

pub(super) const SENT: usize = 0;
pub(super) const REPLIED: usize = 1;
pub(super) const TOUCH: usize = 2;
pub(super) const SEGMENT: usize = 3;
pub(super) const ACCEPTED: usize = 4;
pub(super) const CREDITS: usize = 5;
pub(super) const PERSON: usize = 6;
pub(super) const STATUS: usize = 7;
pub(super) const ERROR: usize = 8;

/// The places of the columns in a file, and of one that tells people apart where none is named.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) places: [Option<usize>; COLUMNS.len()],
    pub(super) who: Option<usize>,
    /// What is missing for the table to stand alone.
    pub(super) lacks: Option<Lack>,
}

/// A column that is missing.
#[derive(Debug, Clone)]
pub(super) struct Lack {
    pub(super) wanted: usize,
    pub(super) called: String,
    pub(super) header: Vec<String>,
    pub(super) likely: Vec<(&'static str, String)>,
    pub(super) export: Option<&'static Export>,
}

impl Lack {
    pub(super) fn error(&self) -> LogError {
        let Lack { wanted, called, header, likely, export } = self.clone();
        LogError::NoColumn { wanted: COLUMNS[wanted], called, header, likely, export }
    }
}

/// What a column is called.
pub(super) fn called(reading: &LogReading, column: usize) -> &str {
    let own = reading.columns.iter().find(|(name, _)| name == COLUMNS[column]);
    own.map_or(COLUMNS[column], |(_, called)| called.as_str())
}

/// Is it stated what a column is called?
pub(super) fn is_named(reading: &LogReading, column: usize) -> bool {
    reading.columns.iter().any(|(name, _)| name == COLUMNS[column])
}

/// The place of a heading.
pub(super) fn place(header: &[String], heading: &str) -> Option<usize> {
    header.iter().position(|known| known.eq_ignore_ascii_case(heading))
}

/// Does a column hold dates, as far as it was looked at?
pub(super) fn holds_dates<R: Read>(table: &Table<R>, column: usize) -> bool {
    table.looked_at(column).any(is_date_text)
}

pub(super) fn is_date_text(text: &str) -> bool {
    Moment::read(text, Some(Order::Dmy)) != Err(MomentError::Unreadable)
}
