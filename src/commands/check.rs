//! `check`: reads scenario files, shows what is wrong or doubtful in them, lists the cases that they would run, and
//! puts their numbers in words.

mod document;
mod timing;

use crate::cli::{Check, Findings};
use crate::domain::case::Case;
use crate::domain::subscription::{Bill, bill};
use crate::scenario::document::problem::Problems;
use crate::scenario::{self, Scenario};
use crate::study::space::settings;
use crate::terminal;

use super::{Failure, Printer, note_pipes, note_warnings, overrides, sampling};
use document::{Document, Read};
use timing::seconds;

pub(super) fn check(arguments: &Check, printer: &mut Printer) -> Result<(), Failure> {
    match arguments.format {
        Findings::Text => text(arguments, printer),
        Findings::Json => json(arguments, printer),
    }
}

fn text(arguments: &Check, printer: &mut Printer) -> Result<(), Failure> {
    let overrides = overrides(&arguments.changes, arguments.trials);
    note_pipes(&arguments.files, arguments.quiet, printer)?;
    let read: Vec<_> = arguments.files.iter().map(|file| scenario::load(file, &overrides)).collect();
    if read.iter().any(Result::is_err) {
        return findings(arguments, &read, printer);
    }
    let scenarios: Vec<Scenario> = read.into_iter().flatten().collect();
    for scenario in &scenarios {
        if !arguments.quiet {
            let cases = cases(scenario);
            printer.data(&terminal::cases(printer.screen(), &scenario.name, scenario.trials, &cases))?;
            printer.data(&terminal::campaign(printer.screen(), &cases))?;
        }
        if !arguments.quiet || arguments.strict {
            note_warnings(scenario, printer)?;
        }
        if !arguments.quiet {
            let seconds = seconds(&scenario.cases, &settings(scenario, sampling(&arguments.changes)));
            let (threads, at_most) = (rayon::current_num_threads(), scenario.precision.is_some());
            printer.note(&terminal::run_time(&scenario.stem, seconds, threads, at_most))?;
        }
    }
    strict(arguments, scenarios.iter().map(|scenario| scenario.warnings.len()).sum())
}

/// Prints the findings in files of which at least one is wrong, and nothing else.
fn findings(arguments: &Check, read: &[Result<Scenario, Problems>], printer: &mut Printer) -> Result<(), Failure> {
    for file in read {
        match file {
            Ok(scenario) if !arguments.quiet || arguments.strict => note_warnings(scenario, printer)?,
            Ok(_) => {}
            Err(problems) => problems.iter().try_for_each(|problem| printer.note(&terminal::problem(problem)))?,
        }
    }
    Err(Failure::Told)
}

/// One document for all files, whatever is wrong with them.
fn json(arguments: &Check, printer: &mut Printer) -> Result<(), Failure> {
    let overrides = overrides(&arguments.changes, arguments.trials);
    let read = arguments.files.iter().map(|file| {
        let read = scenario::load(file, &overrides).map(|scenario| {
            let seconds = seconds(&scenario.cases, &settings(&scenario, sampling(&arguments.changes)));
            (scenario, seconds)
        });
        Read::new(file, read)
    });
    let document = Document::new(read.collect());
    printer.data(&document.to_json())?;
    if document.problems > 0 { Err(Failure::Told) } else { strict(arguments, document.warnings) }
}

/// Where warnings are errors, any is one.
fn strict(arguments: &Check, warnings: usize) -> Result<(), Failure> {
    if arguments.strict && warnings > 0 { Err(Failure::Strict(warnings)) } else { Ok(()) }
}

/// The cases, with what they cost and are granted.
fn cases(scenario: &Scenario) -> Vec<(&Case, Bill)> {
    scenario.cases.iter().map(|case| (case, bill(case))).collect()
}
