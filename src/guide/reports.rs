//! Figures, columns and events of the reports, explained.

use super::topic::{Line, Topic};
use crate::domain::event::EventKind;
use crate::figures::Figure;
use crate::report::sensitivity::{LEVERS, SENSITIVITY, levers_columns, sensitivity_columns};
use crate::report::{
    CALIBRATION, Column, LEFT_OUT, Table, calibration_columns, left_out_columns, plans_columns, trace_columns,
};

const FIGURES: &str = "figures of the reports";
const TABLES: &str = "tables of the reports";
const COLUMNS: &str = "columns of the reports";
const EVENTS: &str = "events of a trace";

/// Every figure, table and column of the reports, then the events of a trace.
pub(super) fn topics() -> Vec<Topic> {
    let figures = Figure::ALL.map(|figure| {
        let columns =
            tables().into_iter().filter(|(_, columns)| columns.iter().any(|column| column.name == figure.name()));
        let columns = columns.map(|(table, _)| Line::Words(format!("{table}, as a column")));
        let rows = Line::Words("figures.csv and differences.csv, as rows".into());
        Topic::new(figure.name(), FIGURES, figure.meaning())
            .said("unit", &figure.unit("currency"))
            .with("in", columns.chain([rows]))
    });
    let files = Table::ALL.map(|table| {
        let columns = table.columns().into_iter().map(|column| Line::Pair(column.name.into(), column.meaning));
        Topic::new(table.file_name(), TABLES, format!("one row each: {}", table.one_row_each()))
            .with("columns", columns)
    });
    let events = EventKind::ALL
        .map(|event| Topic::new(event.name(), EVENTS, event.meaning()).said("in", "trace, in the column `event`"));
    figures.into_iter().chain(files).chain(columns()).chain(events).collect()
}

/// The columns that are not a figure; one that means the same in several tables once.
fn columns() -> Vec<Topic> {
    let mut columns: Vec<(Column, Vec<&'static str>)> = Vec::new();
    for (table, column) in
        tables().into_iter().flat_map(|(table, columns)| columns.into_iter().map(move |c| (table, c)))
    {
        match columns.iter_mut().find(|(known, _)| *known == column) {
            Some((_, tables)) => tables.push(table),
            None => columns.push((column, vec![table])),
        }
    }
    let is_figure = |column: &Column| {
        Figure::ALL.iter().any(|figure| figure.name() == column.name && figure.meaning() == column.meaning)
    };
    let own = columns.into_iter().filter(|(column, _)| !is_figure(column));
    let topics = own.map(|(column, tables)| {
        Topic::new(column.name, COLUMNS, column.meaning).said("unit", &column.unit).said("in", &tables.join(", "))
    });
    topics.collect()
}

/// Every table that the program writes or prints, with its columns.
fn tables() -> Vec<(&'static str, Vec<Column>)> {
    let reports = Table::ALL.map(|table| (table.file_name(), table.columns()));
    let others = [
        (SENSITIVITY, sensitivity_columns()),
        (CALIBRATION, calibration_columns()),
        (LEFT_OUT, left_out_columns()),
        (LEVERS, levers_columns()),
        ("trace", trace_columns()),
        ("plans", plans_columns()),
    ];
    reports.into_iter().chain(others).collect()
}
