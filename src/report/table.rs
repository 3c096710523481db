//! Columns that know their meaning and their cells, and the way to CSV.

use crate::figures::{CaseFigures, Figure};

use super::cell::{stated, text};
use super::manifest::Table;

/// What the cells of a column hold, where they are not empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A date, YYYY-MM-DD.
    Date,
    /// A number or text, as a scenario has it.
    Value,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
    /// The unit of its numbers, `currency` for amounts of money; empty for text.
    pub unit: String,
    /// Its meaning, in a line.
    pub meaning: String,
}

/// A column, and how its cell follows from a row.
pub(super) struct Field<'r, Row> {
    column: Column,
    cell: Box<dyn Fn(&Row) -> String + 'r>,
}

/// A column whose cells `cell` makes: of numbers if it has a unit, else of text.
pub(super) fn field<'r, Row>(
    name: impl Into<String>,
    unit: &str,
    meaning: &str,
    cell: impl Fn(&Row) -> String + 'r,
) -> Field<'r, Row> {
    let kind = if unit.is_empty() { Kind::Text } else { Kind::Number };
    Field {
        column: Column { name: name.into(), kind, unit: unit.to_owned(), meaning: meaning.to_owned() },
        cell: Box::new(cell),
    }
}

impl<Row> Field<'_, Row> {
    /// The same column, whose cells are of this kind.
    pub(super) fn of(mut self, kind: Kind) -> Self {
        self.column.kind = kind;
        self
    }
}

/// The columns that say which case a row is about, given how to find it.
pub(super) fn case_fields<'r, Row: 'r>(case: fn(&Row) -> &CaseFigures) -> [Field<'r, Row>; 3] {
    [
        field("case", "", "the name of the case: plan, or plan · what-if", move |row| text(&case(row).name.id())),
        field("plan", "", "the id of the plan", move |row| text(&case(row).name.plan)),
        field("what_if", "", "the name of the what-if; empty for the base", move |row| {
            text(&case(row).name.what_if().unwrap_or_default())
        }),
    ]
}

/// The columns of the paths that were varied, each named by its path, given how to find their values in a row.
pub(super) fn path_fields<'r, Row: 'r>(
    paths: &[&str],
    value: impl Fn(&Row, usize) -> &str + Copy + 'r,
) -> Vec<Field<'r, Row>> {
    let meaning = "the value of a path that was varied: a column for each, named by it";
    let column = |(place, path): (usize, &&str)| {
        field(text(path), "", meaning, move |row| stated(value(row, place))).of(Kind::Value)
    };
    paths.iter().enumerate().map(column).collect()
}

/// Stands for the paths that were varied where it is not known which.
pub(super) const PATHS: [&str; 1] = ["PATH…"];

/// The unit of a figure where amounts of money are in whatever currency the case has.
pub(super) fn general_unit(figure: Figure) -> String {
    figure.unit("currency")
}

/// A table of the manifest with its columns: the only way to CSV.
pub(super) struct Sheet<'r, Row> {
    table: Table,
    fields: Vec<Field<'r, Row>>,
}

impl<'r, Row> Sheet<'r, Row> {
    /// The table with these columns.
    pub(super) fn new(table: Table, fields: Vec<Field<'r, Row>>) -> Sheet<'r, Row> {
        Sheet { table, fields }
    }

    /// The table, and its columns alone.
    pub(super) fn described(self) -> (Table, Vec<Column>) {
        (self.table, self.fields.into_iter().map(|field| field.column).collect())
    }

    /// The cells of a row.
    pub(super) fn cells(&self, row: &Row) -> Vec<String> {
        self.fields.iter().map(|field| (field.cell)(row)).collect()
    }

    /// The first line, as CSV.
    pub(super) fn header(&self) -> Vec<u8> {
        lines([self.fields.iter().map(|field| &field.column.name)])
    }

    /// Rows without the first line, as CSV.
    pub(super) fn rows(&self, rows: impl IntoIterator<Item = Row>) -> Vec<u8> {
        lines(rows.into_iter().map(|row| self.cells(&row)))
    }

    /// The table with these rows, as CSV.
    pub(super) fn csv(&self, rows: impl IntoIterator<Item = Row>) -> Vec<u8> {
        [self.header(), self.rows(rows)].concat()
    }
}

/// Rows of cells as lines of CSV.
fn lines<Row: IntoIterator<Item = Cell>, Cell: AsRef<[u8]>>(rows: impl IntoIterator<Item = Row>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("memory takes all that is written, and every row has a cell for each column");
    }
    writer.into_inner().expect("memory takes all that is written")
}
