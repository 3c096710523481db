//! `check`: reads scenario files, and lists the cases that they would run.

use crate::cli::Check;
use crate::engine::schedule::Schedule;
use crate::terminal;

use super::{Failure, Printer, load_all, note_short_periods, overrides};

pub(super) fn check(arguments: &Check, printer: &mut Printer) -> Result<(), Failure> {
    let scenarios = load_all(&arguments.files, &overrides(&arguments.changes, arguments.trials))?;
    if arguments.quiet {
        return Ok(());
    }
    for scenario in &scenarios {
        let terms = Schedule::all(&scenario.cases).into_iter().map(|schedule| schedule.terms());
        let cases: Vec<_> = scenario.cases.iter().zip(terms).collect();
        printer.data(&terminal::cases(&scenario.name, scenario.trials, &cases))?;
        note_short_periods(scenario, printer)?;
    }
    Ok(())
}
