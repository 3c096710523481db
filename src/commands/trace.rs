//! `trace`: one campaign of one case, credit by credit.

use crate::cli::{Format, Trace};
use crate::engine;
use crate::report::{self, ReportFile, Table};
use crate::terminal;

use super::{Failure, Printer, load, overrides, sampling};

pub(super) fn trace(arguments: &Trace, printer: &mut Printer) -> Result<(), Failure> {
    let scenario = load(&arguments.file, &overrides(&arguments.changes, None))?;
    // Every scenario has a case.
    let Some(case) = scenario.cases.first() else { return Ok(()) };
    if !arguments.quiet {
        let others = scenario.cases.len() - 1;
        printer.note(&terminal::tracing(&case.name, arguments.trial, scenario.seed, others))?;
    }
    // Trials are counted from 1 for people, and from 0 by the engine.
    let luck = sampling(&arguments.changes).luck(scenario.seed, arguments.trial - 1);
    let (_, events) = engine::trace(case, luck);
    match arguments.format {
        Format::Table => printer.data(&terminal::trace(printer.screen(), case, &events)),
        Format::Csv => printer.table(&report::trace_csv(case, &events)),
        Format::Json => {
            let table = ReportFile { name: Table::Trace.file_name().into(), bytes: report::trace_csv(case, &events) };
            let (trial, seed) = (arguments.trial, scenario.seed);
            printer.data(&report::trace_json(&scenario.name, &case.name.id(), (trial, seed), table))
        }
    }
}
