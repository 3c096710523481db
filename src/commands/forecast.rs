//! `forecast`: looks ahead from the first day of a scenario, and writes down what it sees.

use crate::chart;
use crate::cli::Forecast;
use crate::domain::seat::people;
use crate::report::forecast::{FORECAST, PAGE, RECORD, SUMMARY, forecast_csv, forecast_summary_csv};
use crate::report::{forecast_verdict, page};
use crate::results;
use crate::scenario::warning::{Warning, WarningKind};
use crate::study::forecast::{MOST_TRIALS, forecast as look_ahead};
use crate::study::refusal::Refusal;
use crate::terminal;

use super::ask::{Answer, Ask};
use super::{Failure, Printer, reports};

pub(super) fn forecast(arguments: &Forecast, printer: &mut Printer) -> Result<(), Failure> {
    let ask = Ask::new(&arguments.file, arguments.record.as_deref(), &arguments.playing)?;
    let several = ask.space.scenario.cases.iter().find(|case| people(&case.seats).nth(1).is_some());
    if let Some(case) = several {
        return Err(Refusal::SeveralPeople(case.name.id()).into());
    }
    let later = ask.space.scenario.cases.iter().find(|case| case.seats.iter().any(|seat| seat.from_week > 1));
    if let Some(case) = later {
        return Err(Refusal::BeginsLater(case.name.id()).into());
    }
    // What is held is the question.
    let assumed = |warning: &&Warning| matches!(warning.kind, WarningKind::RenewalAssumed { .. });
    if let Some(warning) = ask.space.scenario.warnings.iter().find(assumed) {
        return Err(Failure::Doubtful(Box::new(warning.clone())));
    }
    let folder = ask.open(&[FORECAST, SUMMARY], (PAGE, RECORD), &[chart::FORECAST.into()], printer)?;
    let settings = ask.space.settings(Some(MOST_TRIALS));
    let campaigns = settings.trials * ask.space.scenario.cases.len() as u64;
    // Each case is played, and then again to see what it affords.
    let found = ask.play(2 * campaigns, |progress| look_ahead(&ask.space, |trials| progress.add(trials)))?;
    let chart = if ask.draws() { chart::forecast(ask.name(), &found)? } else { None };
    let fragment = arguments.record.as_ref().map(|path| results::plain(&path.display().to_string()));
    let answer = Answer {
        settings,
        campaigns,
        typed: fragment.into_iter().map(|path| format!("--record {path}")).collect(),
        tables: vec![(FORECAST, forecast_csv(&found)), (SUMMARY, forecast_summary_csv(&found))],
        page: ("forecast", PAGE),
        content: page::forecast(&found),
        charts: reports::named(chart),
        shown: terminal::forecast(printer.screen(), ask.name(), &found),
        verdict: forecast_verdict(&found),
        outcome: None,
        left_out: None,
    };
    ask.end(&folder, answer, printer)
}
