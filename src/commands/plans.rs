//! `plans`: lists the plans of a rulebook.

use crate::cli::{Format, Plans};
use crate::report::{self, ReportFile, Table};
use crate::{scenario, terminal};

use super::{Failure, Printer};

pub(super) fn plans(arguments: &Plans, printer: &mut Printer) -> Result<(), Failure> {
    let rulebook = scenario::rulebook(&arguments.rulebook)?;
    match arguments.format {
        Format::Table => printer.data(&terminal::plans(printer.screen(), &rulebook)),
        Format::Csv => printer.table(&report::plans_csv(&rulebook)),
        Format::Json => {
            let table = ReportFile { name: Table::Plans.file_name().into(), bytes: report::plans_csv(&rulebook) };
            printer.data(&report::plans_json(&rulebook, table))
        }
    }
}
