//! The page of a forecast.

use maud::html;

use crate::figures::number::{count, fixed, percent, whole};
use crate::report::overview::Cell;
use crate::study::forecast::{Forecast, Until};
use crate::words::forecast::sentences;

use super::content::{Content, Part, SHORT};
use super::markup::{Column, Grid};

/// What these forecasts say.
pub fn forecast(forecasts: &[Forecast]) -> Content {
    let start = forecasts.first().map_or(String::new(), |first| format!(", from {}", first.calendar.start));
    let trials = whole(forecasts.first().map_or(0, |first| first.trials));
    let all = grid(forecasts, &[0, 1, 2, 3, 4, 5, 6, 7]);
    Content {
        facts: format!("Forecast of {}{start}, {trials} simulations each", count(forecasts.len() as u64, "case")),
        sentences: sentences(forecasts),
        table: Some(grid(&forecasts[..forecasts.len().min(SHORT)], &[0, 1, 2, 4, 5])),
        parts: vec![Part::with_rows("All that was found", forecasts.len(), html! { (all) })],
        ..Content::default()
    }
}

/// These columns of the table of the cases.
fn grid(forecasts: &[Forecast], shown: &[usize]) -> Grid {
    let columns = [
        Column::text("case", ""),
        Column::number("runs out", "the share of simulations that run out of credits"),
        Column::text("half of those by", "the day by which half of those have"),
        Column::text("5 % to 95 %", "the days by which 5 % and 95 % of those have"),
        Column::number("InMails a weekday", "InMails that cost a credit and are affordable on each weekday"),
        Column::text("until", "the day up to which that has to last"),
        Column::number("to the end", "the same if credits are to last to the end of the campaign"),
        Column::number("rule of thumb", "credits held, divided by the weekdays left in the month"),
    ];
    let pace =
        |pace: Option<f64>, none: &str| Cell { shown: pace.map_or(none.into(), |pace| fixed(pace, 1)), value: pace };
    let row = |forecast: &Forecast| {
        let date = |day| forecast.date(day);
        let days = forecast.run_out_days().filter(|_| forecast.has_credits());
        let found = forecast.affordable.as_ref();
        let until = found.map(|found| match found.until {
            Until::End(day) => date(day - 1),
            until => date(until.day()),
        });
        let now = found.and_then(|found| found.pace).map(|pace| pace.inmails_a_day);
        let later = found.and_then(|found| found.to_the_end).map(|pace| pace.inmails_a_day);
        let cells = [
            Cell::text(forecast.case.to_string()),
            match forecast.has_credits() {
                true => Cell { shown: percent(forecast.runs_out()), value: Some(forecast.runs_out()) },
                false => Cell::text("no credits"),
            },
            Cell::text(days.map_or("–".into(), |[_, middle, _]| date(middle))),
            Cell::text(days.map_or("–".into(), |[first, _, last]| format!("{} – {}", date(first), date(last)))),
            pace(now, if found.is_some() { "none" } else { "–" }),
            Cell::text(until.unwrap_or("–".into())),
            pace(later, "–"),
            pace(found.and_then(|_| forecast.rule_of_thumb.a_day()), "–"),
        ];
        shown.iter().map(|&place| cells[place].clone()).collect()
    };
    Grid {
        caption: "Runs out: someone who should have been written to was not, for lack of credits.".into(),
        columns: shown.iter().map(|&place| columns[place].clone()).collect(),
        rows: forecasts.iter().map(row).collect(),
        best: Vec::new(),
    }
}
