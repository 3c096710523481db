//! What every table has: columns that know their meaning and their cells, and the way to CSV.

use crate::figures::{CaseFigures, Figure};

use super::cell::text;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What the header calls it.
    pub name: &'static str,
    /// What its numbers are counted in, amounts of money in `currency`; empty for text.
    pub unit: String,
    /// What it means, in a line.
    pub meaning: String,
}

/// A column, and how its cell follows from a row.
pub(super) struct Field<'r, Row> {
    column: Column,
    cell: Box<dyn Fn(&Row) -> String + 'r>,
}

/// A column whose cells `cell` makes.
pub(super) fn field<'r, Row>(
    name: &'static str,
    unit: &str,
    meaning: &str,
    cell: impl Fn(&Row) -> String + 'r,
) -> Field<'r, Row> {
    Field { column: Column { name, unit: unit.to_owned(), meaning: meaning.to_owned() }, cell: Box::new(cell) }
}

/// The columns that say which case a row is about, given how to find it.
pub(super) fn case_fields<'r, Row: 'r>(case: fn(&Row) -> &CaseFigures) -> [Field<'r, Row>; 3] {
    [
        field("case", "", "the name of the case: plan, or plan · what-if", move |row| {
            text(&case(row).name.to_string())
        }),
        field("plan", "", "the id of the plan", move |row| text(&case(row).name.plan)),
        field("what_if", "", "the name of the what-if; empty for the base", move |row| {
            text(case(row).name.what_if.as_deref().unwrap_or_default())
        }),
    ]
}

/// What the unit of a figure is where amounts of money are in whatever currency the case has.
pub(super) fn general_unit(figure: Figure) -> String {
    figure.unit("currency")
}

/// The columns alone.
pub(super) fn columns<Row>(fields: Vec<Field<'_, Row>>) -> Vec<Column> {
    fields.into_iter().map(|field| field.column).collect()
}

/// The cells alone.
pub(super) fn cells<Row>(fields: &[Field<'_, Row>], rows: impl IntoIterator<Item = Row>) -> Vec<Vec<String>> {
    rows.into_iter().map(|row| fields.iter().map(|field| (field.cell)(&row)).collect()).collect()
}

/// A table as CSV.
pub(super) fn csv<Row>(fields: Vec<Field<'_, Row>>, rows: impl IntoIterator<Item = Row>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let mut write = |cells: Vec<String>| {
        writer.write_record(cells).expect("memory takes all that is written, and every row has a cell for each column");
    };
    write(fields.iter().map(|field| field.column.name.to_owned()).collect());
    for row in rows {
        write(fields.iter().map(|field| (field.cell)(&row)).collect());
    }
    writer.into_inner().expect("memory takes all that is written")
}
