//! The reports: pure functions from figures to the bytes of each file.
//!
//! The tables are CSV as RFC 4180 has it: UTF-8, comma, a header, CRLF at the end of each line, quotes only where a cell
//! needs them. Numbers have a decimal point, up to twelve significant digits, and neither exponent nor thousands
//! separators; dates are YYYY-MM-DD; what is undefined or infinite is an empty cell. A name that a spreadsheet would
//! take for a formula is preceded by a single quote. The [page] holds all of it for people.

mod answer;
mod calibration;
mod cell;
mod change_record;
mod differences;
mod figures_table;
pub mod forecast;
mod held_up;
mod left_out;
mod manifest;
mod markdown;
pub mod optimum;
mod outcomes;
pub mod overview;
pub mod page;
pub mod pilot;
mod plans;
mod qualified;
mod result_json;
mod run_record;
mod said;
pub mod seat_overview;
mod seats;
mod seed;
mod segments;
pub mod sensitivity;
mod summary;
mod sweep;
mod sweep_record;
mod table;
mod table_file;
mod targets;
pub mod today;
mod touches;
mod trace;
mod weekly;
mod workbook;

#[cfg(test)]
mod tests;

use crate::figures::Figures;

pub use answer::{
    AnswerEntry, Fields, answer_json, forecast_verdict, optimum_verdict, pilot_verdict, plans_json,
    sensitivity_verdict, sweep_verdict, trace_json,
};
pub use calibration::{CALIBRATION, CALIBRATION_PAGE, CALIBRATION_RECORD, calibration_csv, calibration_json};
pub use change_record::ChangeRecord;
pub use differences::differences_csv;
pub use figures_table::figures_csv;
pub use held_up::held_up_csv;
pub use left_out::{LEFT_OUT, left_out_csv};
pub use manifest::Table;
pub use markdown::result_markdown;
pub use outcomes::outcomes_csv;
pub use page::page_html;
pub use plans::plans_csv;
pub use qualified::{Found, QUALIFIED, QUALIFIED_RECORD, SEGMENTS, Worth, found_json, qualified_csv, qualified_json};
pub use result_json::{ResultEntry, results_json};
pub use run_record::{FileRecord, Hasher, RulebookRecord, RunRecord, StopRecord, run_json, sha256};
pub use said::{Said, said_json};
pub use seats::seats_csv;
pub use segments::segments_csv;
pub use summary::{summary_csv, summary_with_sums_csv, sums_csv};
pub use sweep::{
    BREAK_EVEN, SWEEP, SWEEP_DIFFERENCES, break_even_csv, read_sweep, sweep_difference_rows, sweep_differences_header,
    sweep_header, sweep_rows,
};
pub use sweep_record::{SWEEP_PAGE, SWEEP_RECORD, SweepRecord};
pub use table::{Column, Kind};
pub use table_file::{CsvForm, TableFile, package_json, package_name, with_commas};
pub use targets::targets_csv;
pub use touches::touches_csv;
pub use trace::{trace_cells, trace_csv};
pub use weekly::weekly_csv;
pub use workbook::{Cover, Drawn, Ranking, WORKBOOK, workbook_name, workbook_xlsx};

/// A file of the report, to be written as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// Its name inside the scenario's folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Table {
    /// Its columns, in order. What depends on what was asked for stands there as a pattern: `PATH…` for the paths that
    /// were varied.
    pub fn columns(self) -> Vec<Column> {
        let (table, columns) = match self {
            Table::Summary => summary::sheet().described(),
            Table::Sums => summary::sums_sheet().described(),
            Table::Figures => figures_table::sheet().described(),
            Table::Weekly => weekly::sheet().described(),
            Table::Touches => touches::sheet().described(),
            Table::Segments => segments::sheet().described(),
            Table::Seats => seats::sheet().described(),
            Table::HeldUp => held_up::sheet().described(),
            Table::Outcomes => outcomes::sheet().described(),
            Table::Differences => differences::sheet().described(),
            Table::Targets => targets::sheet().described(),
            Table::Sweep => sweep::sheet(&table::PATHS).described(),
            Table::SweepDifferences => sweep::difference_sheet(&table::PATHS).described(),
            Table::BreakEven => sweep::break_even_sheet().described(),
            Table::Sensitivity => sensitivity::input_sheet().described(),
            Table::Levers => sensitivity::lever_sheet().described(),
            Table::Optimum => optimum::sheet(&table::PATHS, true).described(),
            Table::Pilot => pilot::sheet().described(),
            Table::Forecast => forecast::sheet().described(),
            Table::ForecastSummary => forecast::summary_sheet().described(),
            Table::Calibration => calibration::sheet().described(),
            Table::LeftOut => left_out::sheet().described(),
            Table::Qualified => qualified::sheet().described(),
            Table::Trace => trace::sheet().described(),
            Table::Plans => plans::sheet().described(),
        };
        assert_eq!(table, self, "each table has its own columns");
        columns
    }
}

/// The way from figures to a table as CSV.
type ToCsv = fn(&Figures) -> Vec<u8>;

/// The tables of a run, each with how it is made.
const OF_RUN: [(Table, ToCsv); 10] = [
    (Table::Summary, summary_csv),
    (Table::Figures, figures_csv),
    (Table::Weekly, weekly_csv),
    (Table::Touches, touches_csv),
    (Table::Segments, segments_csv),
    (Table::Seats, seats_csv),
    (Table::HeldUp, held_up_csv),
    (Table::Outcomes, outcomes_csv),
    (Table::Differences, differences_csv),
    (Table::Targets, targets_csv),
];

/// The name of the file that records what a run was made of.
pub const RECORD: &str = "run.json";

/// The name of the page that shows all of a run.
pub const PAGE: &str = "report.html";

/// The tables of a run, with or without targets and seats.
pub fn tables_with(targets: bool, seats: bool) -> impl Iterator<Item = Table> {
    OF_RUN.into_iter().map(|(table, _)| table).filter(move |table| match table {
        Table::Targets => targets,
        Table::Seats => seats,
        _ => true,
    })
}

/// The tables of these figures.
pub fn tables(figures: &Figures) -> Vec<ReportFile> {
    let seats = figures.cases.iter().any(|case| !case.by_seat.is_empty());
    let tables: Vec<Table> = tables_with(!figures.targets.is_empty(), seats).collect();
    let made = OF_RUN.into_iter().filter(|(table, _)| tables.contains(table));
    made.map(|(table, csv)| ReportFile { name: table.file_name().into(), bytes: csv(figures) }).collect()
}
