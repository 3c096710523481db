//! The reports: pure functions from figures to the bytes of each file.
//!
//! The tables are CSV as RFC 4180 has it: UTF-8, comma, a header, CRLF at the end of each line, quotes only where a cell
//! needs them. Numbers have a decimal point, up to twelve significant digits, and neither exponent nor thousands
//! separators; dates are YYYY-MM-DD; what is undefined or infinite is an empty cell. A name that a spreadsheet would
//! take for a formula is preceded by a single quote. The [page] holds all of it for people.

mod calibration;
mod cell;
mod differences;
mod figures_table;
pub mod forecast;
mod left_out;
mod markdown;
pub mod optimum;
pub mod overview;
pub mod page;
pub mod pilot;
mod plans;
mod qualified;
mod result_json;
mod run_record;
pub mod sensitivity;
mod summary;
mod sweep;
mod sweep_record;
mod table;
mod targets;
mod touches;
mod trace;
mod weekly;

#[cfg(test)]
mod tests;

use crate::figures::Figures;

pub use calibration::{CALIBRATION, CALIBRATION_RECORD, calibration_columns, calibration_csv, calibration_json};
pub use differences::differences_csv;
pub use figures_table::figures_csv;
pub use left_out::{LEFT_OUT, left_out_columns, left_out_csv};
pub use markdown::result_markdown;
pub use page::page_html;
pub use plans::{plans_columns, plans_csv};
pub use qualified::{QUALIFIED, QUALIFIED_RECORD, SEGMENTS, qualified_columns, qualified_csv, qualified_json};
pub use result_json::{ResultEntry, results_json};
pub use run_record::{FileRecord, RulebookRecord, RunRecord, StopRecord, run_json, sha256};
pub use summary::summary_csv;
pub use sweep::{
    BREAK_EVEN, SWEEP, SWEEP_DIFFERENCES, break_even_csv, read_sweep, sweep_difference_rows, sweep_differences_header,
    sweep_header, sweep_rows, whole_cells,
};
pub use sweep_record::{SWEEP_RECORD, SweepRecord, UNFINISHED};
pub use table::Column;
pub use targets::targets_csv;
pub use touches::touches_csv;
pub use trace::{trace_cells, trace_columns, trace_csv};
pub use weekly::weekly_csv;

/// A file of the report, to be written as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// Its name inside the scenario's folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A table of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// One row a case.
    Summary,
    /// One row a case and figure.
    Figures,
    /// One row a case, week and figure.
    Weekly,
    /// One row a case, segment and touch.
    Touches,
    /// One row a case but the first, and figure.
    Differences,
    /// One row a case and target.
    Targets,
}

impl Table {
    /// Every table, in the order in which reports name them.
    pub const ALL: [Table; 6] =
        [Table::Summary, Table::Figures, Table::Weekly, Table::Touches, Table::Differences, Table::Targets];

    /// The file that holds it.
    pub fn file_name(self) -> &'static str {
        match self {
            Table::Summary => "summary.csv",
            Table::Figures => "figures.csv",
            Table::Weekly => "weekly.csv",
            Table::Touches => "touches.csv",
            Table::Differences => "differences.csv",
            Table::Targets => "targets.csv",
        }
    }

    /// What each of its rows is about.
    pub fn one_row_each(self) -> &'static str {
        match self {
            Table::Summary => "case",
            Table::Figures => "case × figure",
            Table::Weekly => "case × week × figure",
            Table::Touches => "case × segment × touch",
            Table::Differences => "case against the first case × figure",
            Table::Targets => "case × target",
        }
    }

    /// Its columns, in order.
    pub fn columns(self) -> Vec<Column> {
        match self {
            Table::Summary => table::columns(summary::fields()),
            Table::Figures => table::columns(figures_table::fields()),
            Table::Weekly => table::columns(weekly::fields()),
            Table::Touches => table::columns(touches::fields()),
            Table::Differences => table::columns(differences::fields()),
            Table::Targets => table::columns(targets::fields()),
        }
    }

    /// The table of these figures, as CSV.
    pub fn csv(self, figures: &Figures) -> Vec<u8> {
        match self {
            Table::Summary => summary_csv(figures),
            Table::Figures => figures_csv(figures),
            Table::Weekly => weekly_csv(figures),
            Table::Touches => touches_csv(figures),
            Table::Differences => differences_csv(figures),
            Table::Targets => targets_csv(figures),
        }
    }
}

/// The name of the file that records what a run was made of.
pub const RECORD: &str = "run.json";

/// The name of the page that shows all of a run.
pub const PAGE: &str = "report.html";

/// The tables of a run, with or without targets.
pub fn tables_with(targets: bool) -> impl Iterator<Item = Table> {
    Table::ALL.into_iter().filter(move |table| targets || *table != Table::Targets)
}

/// The tables of these figures.
pub fn tables(figures: &Figures) -> Vec<ReportFile> {
    let file = |table: Table| ReportFile { name: table.file_name().into(), bytes: table.csv(figures) };
    tables_with(!figures.targets.is_empty()).map(file).collect()
}
