//! `pilot`: tells what a test of a touch would save before it is sent, and writes it down.

use std::time::Instant;

use crate::chart;
use crate::cli::{Format, Pilot as Arguments};
use crate::domain::quantity::Money;
use crate::engine::Settings;
use crate::output::Folder;
use crate::report::pilot::{PILOT, RECORD, pilot_csv};
use crate::report::{ReportFile, RunRecord};
use crate::scenario::{Scenario, nearest};
use crate::study::pilot::{Pilot, Question, Refusal, pilot as answer};
use crate::terminal::{self, Progress};

use super::{Failure, Printer, load, note_warnings, overrides, reports, sampling, settings, threads};

pub(super) fn pilot(arguments: &Arguments, printer: &mut Printer) -> Result<(), Failure> {
    let begin = Instant::now();
    let overrides = overrides(&arguments.changes, arguments.trials);
    let scenario = load(&arguments.file, &overrides)?;
    let settings = Settings { precision: None, ..settings(&scenario, sampling(&arguments.changes)) };
    let question = Question {
        cases: &scenario.cases,
        touch: &arguments.touch,
        sends: arguments.sends,
        reply_value: arguments.reply_value.and_then(Money::new),
        settings: &settings,
    };
    let refused = |refusal: Refusal| Failure::Wrong(wrong(&scenario, &arguments.touch, &refusal));
    question.check().map_err(refused)?;
    let charts = !arguments.no_charts;
    let folder = Folder::open_for(arguments.out.join(&scenario.stem), RECORD)?;
    folder.check(names(charts).iter().map(String::as_str))?;
    if !arguments.quiet {
        note_warnings(&scenario, printer)?;
    }

    let campaigns = settings.trials * scenario.cases.len() as u64;
    let pool = threads(arguments.threads)?;
    let found = {
        let progress = Progress::new(&scenario.name, campaigns, arguments.quiet);
        pool.install(|| answer(&question, |trials| progress.add(trials)))
    };
    let found = found.map_err(refused)?;

    let cases = scenario.cases.iter().map(|case| case.name.to_string()).collect();
    let record = reports::record(&scenario, settings.trials, cases, &overrides, &settings);
    let table = write(&scenario, &found, &folder, charts, typed(arguments, record))?;
    if !arguments.quiet {
        match arguments.format {
            Format::Table => printer.data(&terminal::pilot(printer.screen(), &scenario.name, &found))?,
            Format::Csv => {
                printer.data(&table)?;
                printer.note(&found.sentences().join(" "))?;
            }
        }
        printer.note(&terminal::reports_written(folder.path(), folder.holds_earlier_run()))?;
        printer.note(&terminal::played(campaigns, begin.elapsed()))?;
    }
    Ok(())
}

/// Why there is no answer, with the nearest name of a touch that is unknown.
fn wrong(scenario: &Scenario, touch: &str, refusal: &Refusal) -> String {
    if *refusal != Refusal::Unknown {
        return format!("touch `{touch}` cannot be tested: {refusal}");
    }
    let mut known: Vec<&str> = Vec::new();
    for touch in scenario.cases.iter().flat_map(|case| &case.touches) {
        if !known.contains(&touch.id.as_str()) {
            known.push(&touch.id);
        }
    }
    let remedy = match nearest(touch, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")),
    };
    format!("unknown touch `{touch}`; {remedy}")
}

/// The record with what was asked, as it would be typed again.
fn typed(arguments: &Arguments, mut record: RunRecord) -> RunRecord {
    record.overrides.push(format!("--touch {}", arguments.touch));
    record.overrides.push(format!("--sends {}", arguments.sends));
    record.overrides.extend(arguments.reply_value.map(|value| format!("--reply-value {value}")));
    record
}

/// Writes the table, the chart and the record; the table as text.
fn write(
    scenario: &Scenario,
    found: &Pilot,
    folder: &Folder,
    charts: bool,
    record: RunRecord,
) -> Result<String, Failure> {
    let table = pilot_csv(found);
    let text = String::from_utf8_lossy(&table).into_owned();
    let mut files = vec![ReportFile { name: PILOT.into(), bytes: table }];
    let chart = if charts { chart::pilot(&scenario.name, found)? } else { None };
    files.extend(chart.into_iter().flat_map(reports::chart_files));
    reports::write(folder, files, RECORD, record)?;
    Ok(text)
}

/// The files that it writes.
fn names(charts: bool) -> Vec<String> {
    let charts = [".png", ".svg"].into_iter().filter(|_| charts).map(|end| format!("{}{end}", chart::PILOT));
    [PILOT.to_owned(), RECORD.to_owned()].into_iter().chain(charts).collect()
}
