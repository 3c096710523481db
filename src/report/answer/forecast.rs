//! The verdict of a forecast, for programs.

use serde_json::{Value, json};

use crate::study::forecast::Forecast;
use crate::words::forecast::{sentences, verdict};

use super::{Fields, fields};

/// When credits run out and what they afford, case by case.
pub fn forecast_verdict(forecasts: &[Forecast]) -> Fields {
    let cases: Vec<Value> = forecasts.iter().map(case).collect();
    fields(json!({ "text": sentences(forecasts), "cases": cases }))
}

fn case(forecast: &Forecast) -> Value {
    let date = |day| forecast.calendar.date(day).to_string();
    let found = forecast.affordable.as_ref();
    let pace = found.and_then(|found| found.pace);
    let rule = pace.zip(forecast.rule_of_thumb.a_day()).map(|(pace, rule)| verdict(rule, pace.inmails_a_day));
    let said: Vec<String> = [format!("{}.", forecast.finding())].into_iter().chain(forecast.afforded()).collect();
    json!({
        "case": forecast.case.id(),
        "runs_out": forecast.runs_out(),
        "runs_out_by": forecast.run_out_days().map(|[_, half, _]| date(half)),
        "affords": pace.map(|pace| pace.inmails_a_day),
        "affords_until": found.map(|found| date(found.until.day() - 1)),
        "rule_of_thumb": rule,
        "text": said,
    })
}
