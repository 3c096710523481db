//! A table as it stands in a file, of which the columns that are of use are kept.

use std::io::Read;

use crate::record::contact::Reason;
use crate::record::excess::Counted;
use crate::record::log::LogError;
use crate::record::rows::{BadRow, Damage, Row, Rows, is_header};

/// So many rows are looked at before it is known what a table is.
const LOOKED_AT: usize = 200;

/// A table whose first rows are known.
pub(super) struct Table<R> {
    rows: Rows<R>,
    /// The first rows.
    pub(super) first: Vec<Result<Row, BadRow>>,
}

/// Where a text stands: the first of several places at which something does, each perhaps made of several columns, as a name is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Source(pub(super) Vec<Vec<usize>>);

impl Source {
    /// Is there no such column?
    pub(super) fn is_nowhere(&self) -> bool {
        self.0.is_empty()
    }

    /// All its columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.0.iter().flatten().copied()
    }
}

impl From<Option<usize>> for Source {
    fn from(column: Option<usize>) -> Source {
        Source(column.into_iter().map(|column| vec![column]).collect())
    }
}

/// The texts of some columns of a table, row by row.
pub(super) struct Texts {
    /// The place of each column among those that there are, and their number.
    slots: Vec<Option<usize>>,
    columns: usize,
    text: String,
    /// Where each text ends.
    ends: Vec<usize>,
    /// The line of each row.
    lines: Vec<u64>,
}

impl<R: Read> Table<R> {
    /// The table of a file; nothing if it is empty.
    pub(super) fn new(input: R) -> Result<Option<Table<R>>, LogError> {
        let Some(mut rows) = Rows::new(input, is_header)? else { return Ok(None) };
        let mut first = Vec::new();
        while first.len() < LOOKED_AT
            && let Some(row) = rows.next_row()?
        {
            first.push(row);
        }
        Ok(Some(Table { rows, first }))
    }

    pub(super) fn header(&self) -> &[String] {
        self.rows.header()
    }

    /// The texts of a column in the first rows, but for empty ones.
    pub(super) fn looked_at(&self, column: usize) -> impl Iterator<Item = &str> {
        let texts = self.first.iter().flatten().filter_map(move |row| row.text(column).ok());
        texts.filter(|text| !text.is_empty())
    }

    /// The texts of these columns in all rows. Rows that cannot be used are left out; `is_readable` says whether a row is one of
    /// the table that it is taken for.
    pub(super) fn texts(
        mut self,
        columns: &[Source],
        is_readable: impl Fn(&Row) -> bool,
        mut leave_out: impl FnMut(u64, Reason),
    ) -> Result<Texts, LogError> {
        let places: Vec<&Source> = columns.iter().filter(|source| !source.is_nowhere()).collect();
        let mut numbers = 0..;
        let slots = columns.iter().map(|source| if source.is_nowhere() { None } else { numbers.next() }).collect();
        let (text, ends, lines) = (String::new(), Vec::new(), Vec::new());
        let mut texts = Texts { slots, columns: places.len(), text, ends, lines };
        let (mut counted, mut any) = (Counted::default(), false);
        let mut first = std::mem::take(&mut self.first).into_iter();
        while let Some(row) = first.next().map_or_else(|| self.rows.next_row(), |row| Ok(Some(row)))? {
            match row {
                Err(BadRow { line, damage }) => leave_out(line, Reason::Damaged(damage)),
                Ok(row) => {
                    any = any || is_readable(&row);
                    if let Err(damage) = texts.add(&row, &places) {
                        leave_out(row.line, Reason::Damaged(damage));
                    }
                }
            }
            counted.add(any)?;
        }
        Ok(texts)
    }
}

impl Texts {
    fn add(&mut self, row: &Row, places: &[&Source]) -> Result<(), Damage> {
        let (text, ends) = (self.text.len(), self.ends.len());
        for source in places {
            if let Err(damage) = self.add_first(row, source) {
                self.text.truncate(text);
                self.ends.truncate(ends);
                return Err(damage);
            }
            self.ends.push(self.text.len());
        }
        self.lines.push(row.line);
        Ok(())
    }

    /// Adds what stands at the first place at which something does.
    fn add_first(&mut self, row: &Row, source: &Source) -> Result<(), Damage> {
        for columns in &source.0 {
            let start = self.text.len();
            for &column in columns {
                let text = row.text(column)?;
                if self.text.len() > start && !text.is_empty() {
                    self.text.push(' ');
                }
                self.text.push_str(text);
            }
            if self.text.len() > start {
                break;
            }
        }
        Ok(())
    }

    /// The number of rows.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn line(&self, row: usize) -> u64 {
        self.lines[row]
    }

    /// The text of a column; empty where nothing came.
    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        let Some(slot) = self.slots[column] else { return "" };
        let place = row * self.columns + slot;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[place]]
    }

    /// All texts of a column.
    pub(super) fn column(&self, column: usize) -> impl Iterator<Item = &str> {
        (0..self.len()).map(move |row| self.text(row, column))
    }
}
