//! `forecast.csv`: the balance to come, and how many campaigns have run out of credits, by date.

use crate::decide::forecast::Forecast;
use crate::domain::quantity::Day;

use super::cell::{number, text};
use super::table::{self, Column, Field, field};

/// The name of the table.
pub const FORECAST: &str = "forecast.csv";

/// The name of the file that records what it was made of.
pub const RECORD: &str = "forecast.json";

type Row<'a> = (&'a Forecast, Day);

/// A row for each case and day, as CSV.
pub fn forecast_csv(forecasts: &[Forecast]) -> Vec<u8> {
    let days = |forecast: &Forecast| 0..forecast.balance.len() as Day;
    let rows = forecasts.iter().flat_map(|forecast| days(forecast).map(move |day| (forecast, day)));
    table::csv(fields(), rows)
}

/// The columns of the table.
pub fn forecast_columns() -> Vec<Column> {
    table::columns(fields())
}

fn fields<'a>() -> Vec<Field<'a, Row<'a>>> {
    let balance =
        |quantile: usize| move |(forecast, day): &Row<'a>| forecast.balance[*day as usize][quantile].to_string();
    vec![
        field("case", "", "the name of the case: plan, or plan · what-if", |(forecast, _): &Row<'a>| {
            text(&forecast.case)
        }),
        field("date", "", "the day", |(forecast, day): &Row<'a>| forecast.calendar.date(*day).to_string()),
        field("p05", "credits", "at its end 5 % of campaigns hold no more than this", balance(0)),
        field("p50", "credits", "half of them hold no more than this", balance(1)),
        field("p95", "credits", "95 % of them hold no more than this", balance(2)),
        field("short", "share", "campaigns that have been short of credits by then", |(forecast, day): &Row<'a>| {
            number(forecast.short_by(*day))
        }),
    ]
}
