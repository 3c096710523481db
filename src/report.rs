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
mod markdown;
pub mod overview;
pub mod page;
mod plans;
mod qualified;
mod result_json;
mod run_record;
mod summary;
mod table;
mod touches;
mod trace;
mod weekly;

#[cfg(test)]
mod tests;

use crate::figures::Figures;

pub use calibration::{calibration_columns, calibration_csv, left_out_columns, left_out_csv};
pub use differences::differences_csv;
pub use figures_table::figures_csv;
pub use markdown::result_markdown;
pub use page::page_html;
pub use plans::{plans_columns, plans_csv};
pub use qualified::{qualified_columns, qualified_csv};
pub use result_json::{ResultEntry, results_json};
pub use run_record::{FileRecord, RulebookRecord, RunRecord, run_json, sha256};
pub use summary::summary_csv;
pub use table::Column;
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
}

impl Table {
    /// Every table, in the order in which reports name them.
    pub const ALL: [Table; 5] = [Table::Summary, Table::Figures, Table::Weekly, Table::Touches, Table::Differences];

    /// The file that holds it.
    pub fn file_name(self) -> &'static str {
        match self {
            Table::Summary => "summary.csv",
            Table::Figures => "figures.csv",
            Table::Weekly => "weekly.csv",
            Table::Touches => "touches.csv",
            Table::Differences => "differences.csv",
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
        }
    }
}

/// The name of the file that records what a run was made of.
pub const RECORD: &str = "run.json";

/// The name of the page that shows all of a run.
pub const PAGE: &str = "report.html";

/// The tables of these figures.
pub fn tables(figures: &Figures) -> Vec<ReportFile> {
    Table::ALL.map(|table| ReportFile { name: table.file_name().into(), bytes: table.csv(figures) }).into()
}
