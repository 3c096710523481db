//! `plans`: lists the plans of a rulebook.

use crate::cli::{Format, Plans};
use crate::scenario;
use crate::{report, terminal};

use super::{Failure, Printer};

pub(super) fn plans(arguments: &Plans, printer: &mut Printer) -> Result<(), Failure> {
    let rulebook = scenario::rulebook(&arguments.rulebook)?;
    match arguments.format {
        Format::Table => printer.data(&terminal::plans(printer.screen(), &rulebook)),
        Format::Csv => printer.table(&report::plans_csv(&rulebook)),
    }
}
