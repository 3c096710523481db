//! `forecast.csv`: the balance to come, and how many campaigns have run out of credits, by date; and `forecast-summary.csv`:
//! when credits run out, and what they afford.

use crate::domain::quantity::Day;
use crate::study::forecast::{Affordable, Afforded, Forecast};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Kind, Sheet, field};

/// The name of the table.
pub const FORECAST: &str = Table::Forecast.file_name();

/// The name of the table with a row for each case.
pub const SUMMARY: &str = Table::ForecastSummary.file_name();

/// The name of the file that records what it was made of.
pub const RECORD: &str = "forecast.json";

/// The name of the page.
pub const PAGE: &str = "forecast.html";

type Row<'a> = (&'a Forecast, Day);

/// A row for each case and day, as CSV.
pub fn forecast_csv(forecasts: &[Forecast]) -> Vec<u8> {
    let days = |forecast: &Forecast| 0..forecast.balance.len() as Day;
    let rows = forecasts.iter().flat_map(|forecast| days(forecast).map(move |day| (forecast, day)));
    sheet().csv(rows)
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let balance =
        |quantile: usize| move |(forecast, day): &Row<'a>| forecast.balance[*day as usize][quantile].to_string();
    let fields = vec![
        field("case", "", "the name of the case: plan, or plan · what-if", |(forecast, _): &Row<'a>| {
            text(&forecast.case.id())
        }),
        field("date", "", "the day", |(forecast, day): &Row<'a>| forecast.calendar.date(*day).to_string())
            .of(Kind::Date),
        field("p05", "credits", "at its end 5 % of simulations hold no more than this", balance(0)).of(Kind::Whole),
        field("p50", "credits", "half of them hold no more than this", balance(1)).of(Kind::Whole),
        field("p95", "credits", "95 % of them hold no more than this", balance(2)).of(Kind::Whole),
        field("short", "share", "campaigns that have been short of credits by then", |(forecast, day): &Row<'a>| {
            number(forecast.short_by(*day))
        }),
    ];
    Sheet::new(Table::Forecast, fields)
}

/// A row for each case, as CSV.
pub fn forecast_summary_csv(forecasts: &[Forecast]) -> Vec<u8> {
    summary_sheet().csv(forecasts)
}

pub(super) fn summary_sheet<'a>() -> Sheet<'a, &'a Forecast> {
    let run_out = |quantile: usize| {
        move |forecast: &&Forecast| {
            let days = forecast.run_out_days();
            days.map_or(String::new(), |days| forecast.calendar.date(days[quantile]).to_string())
        }
    };
    let before = |forecast: &&Forecast| forecast.before_refill();
    let found = |forecast: &&'a Forecast| -> Option<&'a Affordable> { forecast.affordable.as_ref() };
    let pace = move |forecast: &&'a Forecast| found(forecast).and_then(|found| found.pace);
    let whole = |value: Option<u32>| value.map_or(String::new(), |value| value.to_string());
    let fields = vec![
        field("case", "", "the name of the case: plan, or plan · what-if", |forecast: &&Forecast| {
            text(&forecast.case.id())
        }),
        field("runs_out", "share", "campaigns that run out of credits", |forecast: &&Forecast| {
            number(forecast.runs_out())
        }),
        field("run_out_p05", "", "the day by which 5 % of those have", run_out(0)).of(Kind::Date),
        field("run_out_p50", "", "the day by which half of those have", run_out(1)).of(Kind::Date),
        field("run_out_p95", "", "the day by which 95 % of those have", run_out(2)).of(Kind::Date),
        field("refill", "", "the day of the next refill; empty if there is none", move |forecast: &&Forecast| {
            before(forecast).map_or(String::new(), |(day, _)| forecast.calendar.date(day).to_string())
        }).of(Kind::Date),
        field("runs_out_before_refill", "share", "campaigns that run out before it", move |forecast: &&Forecast| {
            number(before(forecast).map(|(_, share)| share))
        }),
        field(
            "affordable_until",
            "",
            "the day up to which that has to last: of the next refill, of the lapse of all credits, or after the campaign",
            move |forecast: &&'a Forecast| {
                let until = found(forecast).map(|found| found.until.day());
                until.map_or(String::new(), |day| forecast.calendar.date(day).to_string())
            },
        ).of(Kind::Date),
        field(
            "prospects_a_week",
            "prospects",
            "new prospects a week that are affordable up to then",
            move |forecast: &&'a Forecast| whole(pace(forecast).map(|pace: Afforded| pace.prospects_a_week)),
        ).of(Kind::Whole),
        field(
            "inmails_a_day",
            "InMails",
            "InMails that cost a credit on each weekday at that pace",
            move |forecast: &&'a Forecast| number(pace(forecast).map(|pace: Afforded| pace.inmails_a_day)),
        ),
        field(
            "inmails_a_day_to_end",
            "InMails",
            "the same if credits are to last to the end of the campaign",
            move |forecast: &&'a Forecast| {
                number(found(forecast).and_then(|found| found.to_the_end).map(|pace| pace.inmails_a_day))
            },
        ),
        field("credits", "credits", "credits held on the first day", |forecast: &&'a Forecast| {
            forecast.rule_of_thumb.credits.to_string()
        }).of(Kind::Whole),
        field("weekdays", "days", "weekdays left in its month", |forecast: &&'a Forecast| {
            forecast.rule_of_thumb.weekdays.to_string()
        }).of(Kind::Whole),
        field(
            "rule_of_thumb",
            "InMails",
            "credits ÷ weekdays; empty where none is left",
            |forecast: &&'a Forecast| number(forecast.rule_of_thumb.a_day()),
        ),
    ];
    Sheet::new(Table::ForecastSummary, fields)
}
