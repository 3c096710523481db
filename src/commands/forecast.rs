//! `forecast`: looks ahead from the first day of a scenario, and writes down what it sees.

use crate::words::forecast::sentences;
use std::time::Instant;

use crate::chart;
use crate::cli::{Forecast as Arguments, Format};
use crate::engine::Settings;
use crate::output::Folder;
use crate::report::forecast::{FORECAST, RECORD, SUMMARY, forecast_csv, forecast_summary_csv};
use crate::report::{ReportFile, RunRecord};
use crate::scenario::{self, Scenario};
use crate::study::forecast::{Forecast, MOST_TRIALS, forecasts};
use crate::terminal::{self, Progress};

use super::{Failure, Printer, note_warnings, overrides, reports, sampling, settings, threads};

pub(super) fn forecast(arguments: &Arguments, printer: &mut Printer) -> Result<(), Failure> {
    let begin = Instant::now();
    let overrides = overrides(&arguments.changes, arguments.trials);
    let scenario = scenario::load_with(&arguments.file, arguments.record.as_deref(), &overrides)
        .map_err(|problems| Failure::Problems(vec![problems]))?;
    let asked = settings(&scenario, sampling(&arguments.changes));
    let settings = Settings { trials: asked.trials.min(MOST_TRIALS), precision: None, ..asked };
    let charts = !arguments.no_charts;
    let folder = Folder::open_for(arguments.out.join(&scenario.stem), RECORD)?;
    folder.check(names(charts).iter().map(String::as_str))?;
    if !arguments.quiet {
        note_warnings(&scenario, printer)?;
    }

    let campaigns = settings.trials * scenario.cases.len() as u64;
    let pool = threads(arguments.threads)?;
    let found = {
        // Each case is played, and then again to see what it affords.
        let progress = Progress::new(&scenario.name, 2 * campaigns, arguments.quiet);
        pool.install(|| forecasts(&scenario.cases, &settings, |trials| progress.add(trials)))
    };

    let cases = scenario.cases.iter().map(|case| case.name.to_string()).collect();
    let mut record = reports::record(&scenario, settings.trials, cases, &overrides, &settings);
    let fragment = arguments.record.as_ref().map(|path| reports::plain(&path.display().to_string()));
    record.overrides.extend(fragment.map(|path| format!("--record {path}")));
    let table = write(&scenario, &found, &folder, charts, record)?;
    if !arguments.quiet {
        match arguments.format {
            Format::Table => printer.data(&terminal::forecast(printer.screen(), &scenario.name, &found))?,
            Format::Csv => {
                printer.data(&table)?;
                printer.note(&sentences(&found).join(" "))?;
            }
        }
        printer.note(&terminal::reports_written(folder.path(), folder.holds_earlier_run()))?;
        printer.note(&terminal::played(campaigns, begin.elapsed()))?;
    }
    Ok(())
}

/// Writes the table, the chart and the record; the table as text.
fn write(
    scenario: &Scenario,
    found: &[Forecast],
    folder: &Folder,
    charts: bool,
    record: RunRecord,
) -> Result<String, Failure> {
    let table = forecast_csv(found);
    let text = String::from_utf8_lossy(&table).into_owned();
    let mut files = vec![
        ReportFile { name: FORECAST.into(), bytes: table },
        ReportFile { name: SUMMARY.into(), bytes: forecast_summary_csv(found) },
    ];
    let chart = if charts { chart::forecast(&scenario.name, found)? } else { None };
    files.extend(chart.into_iter().flat_map(reports::chart_files));
    reports::write(folder, files, RECORD, record)?;
    Ok(text)
}

/// The files that it writes.
fn names(charts: bool) -> Vec<String> {
    let charts = [".png", ".svg"].into_iter().filter(|_| charts).map(|end| format!("{}{end}", chart::FORECAST));
    [FORECAST, SUMMARY, RECORD].into_iter().map(str::to_owned).chain(charts).collect()
}
