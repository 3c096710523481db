//! Where the columns of a log are.

use std::io::Read;

use crate::record::exports::Export;
use crate::record::moment::{Moment, MomentError, Order};

use super::headings::{is_replied, may_be_text};
use super::table::{Source, Table};
use super::words::says;
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
    pub(super) who: Source,
    /// A number that two tables share.
    pub(super) key: Option<usize>,
    /// One that says yes or no to whether something went out.
    pub(super) went_out: Option<usize>,
    /// Is the column of touches one of channels, by its own name?
    pub(super) is_channel: bool,
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

/// Does a column tell by its heading when an answer came, or whether one did? One that may be its text does only if it holds
/// dates, or words for yes and no.
pub(super) fn tells_answers<R: Read>(table: &Table<R>, column: usize) -> bool {
    let heading = &table.header()[column];
    let is_told = || {
        let mut texts = table.looked_at(column).peekable();
        texts.peek().is_none() || texts.any(|text| is_date_text(text) || says(text).is_some())
    };
    is_replied(heading) && (!may_be_text(heading) || is_told())
}

pub(super) fn is_date_text(text: &str) -> bool {
    !matches!(Moment::read(text, Some(Order::Dmy)), Err(MomentError::Unreadable | MomentError::NoYear))
}
