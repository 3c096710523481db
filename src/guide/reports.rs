//! Figures, columns and events of the reports, explained.

use super::topic::{Line, Topic};
use crate::domain::event::EventKind;
use crate::figures::Figure;
use crate::report::{Column, Table};

const FIGURES: &str = "figures of the reports";
const TABLES: &str = "tables of the reports";
const COLUMNS: &str = "columns of the reports";
const EVENTS: &str = "events of a trace";

/// Every figure, table and column of the reports, then the events of a trace.
pub(super) fn topics() -> Vec<Topic> {
    let figures = Figure::of(["ID"]).into_iter().map(|figure| {
        let has_column = |table: &Table| table.columns().iter().any(|column| column.name == figure.name());
        let columns = Table::ALL.into_iter().filter(has_column);
        let columns = columns.map(|table| Line::Words(format!("{}, as a column", table.file_name())));
        let rows = Line::Words("figures.csv and differences.csv, as rows".into());
        Topic::new(figure.name(), FIGURES, figure.meaning())
            .with_words("unit", &figure.unit("currency"))
            .with("in", columns.chain([rows]))
    });
    let files = Table::ALL.map(|table| {
        let columns = table.columns().into_iter().map(|column| Line::Pair(column.name, column.meaning));
        Topic::new(table.file_name(), TABLES, format!("one row each: {}", table.one_row_each()))
            .with_words("written by", table.commands())
            .with("columns", columns)
    });
    let events = EventKind::ALL.map(|event| {
        Topic::new(event.name(), EVENTS, event.meaning()).with_words("in", "trace, in the column `event`")
    });
    figures.chain(files).chain(columns()).chain(events).collect()
}

/// The columns that are not a figure; one that means the same in several tables once.
fn columns() -> Vec<Topic> {
    let mut columns: Vec<(Column, Vec<&'static str>)> = Vec::new();
    for table in Table::ALL {
        for column in table.columns() {
            match columns.iter_mut().find(|(known, _)| *known == column) {
                Some((_, tables)) => tables.push(table.file_name()),
                None => columns.push((column, vec![table.file_name()])),
            }
        }
    }
    let is_figure = |column: &Column| {
        Figure::ALL.iter().any(|figure| figure.name() == column.name && figure.meaning() == column.meaning)
    };
    let own = columns.into_iter().filter(|(column, _)| !is_figure(column));
    let topics = own.map(|(column, tables)| {
        Topic::new(column.name, COLUMNS, column.meaning)
            .with_words("unit", &column.unit)
            .with_words("in", &tables.join(", "))
    });
    topics.collect()
}
