//! A forecast: a row a case, then the answer in words.

use crate::figures::number::count;
use crate::words::forecast::sentences;
use crate::words::visible::visible;

use crate::figures::number::{fixed, percent, whole};
use crate::study::forecast::{Affordable, Forecast, Until};

use super::screen::{Screen, plain, strong};
use super::table::Table;
use super::{FAINT, STRONG};

/// Fewer InMails a weekday than this are none.
const LEAST: f64 = 0.05;

/// The cases, then the answer.
pub fn forecast(screen: Screen, name: &str, forecasts: &[Forecast]) -> String {
    let headings = [
        "case",
        "runs out",
        "half of\nthose by",
        "5 % to 95 %",
        "affordable InMails\na weekday, until",
        "to the\nend",
        "rule of\nthumb",
    ];
    let mut table = Table::new(screen, &headings).names(0).dispensable(3);
    for forecast in forecasts {
        let days = forecast.run_out_days().filter(|_| forecast.has_credits());
        let dates = days.map(|[first, _, last]| format!("{} – {}", forecast.date(first), forecast.date(last)));
        let middle = days.map(|[_, middle, _]| forecast.date(middle));
        let found = forecast.affordable.as_ref();
        let until = |found: &Affordable| match found.until {
            Until::End(day) => forecast.date(day - 1),
            until => forecast.date(until.day()),
        };
        let now = found.map(|found| {
            let pace = found.pace.filter(|pace| pace.prospects_a_week > 0 || pace.inmails_a_day >= LEAST);
            format!("{}, {}", pace.map_or("none".into(), |pace| fixed(pace.inmails_a_day, 1)), until(found))
        });
        let later = found.and_then(|found| found.to_the_end);
        let rule = found.and_then(|_| forecast.rule_of_thumb.a_day());
        let or_none = |cell: Option<String>| cell.unwrap_or_else(|| "–".into());
        let cells = [
            visible(&forecast.case.to_string()),
            if forecast.has_credits() { percent(forecast.runs_out()) } else { "no credits".into() },
            or_none(middle),
            or_none(dates),
            or_none(now),
            or_none(later.map(|pace| fixed(pace.inmails_a_day, 1))),
            or_none(rule.map(|rule| fixed(rule, 1))),
        ];
        table.row(cells, false);
    }
    let start = forecasts.first().map_or(String::new(), |first| format!("from {}, ", first.calendar.start));
    let trials = whole(forecasts.first().map_or(0, |first| first.trials));
    let facts = format!("{start}{}, {trials} simulations each", count(forecasts.len() as u64, "case"));
    let mut text = format!("{STRONG}{}{STRONG:#} {FAINT}({facts}){FAINT:#}\n\n{table}\n", visible(name));
    for (place, sentence) in sentences(forecasts).iter().enumerate() {
        text += &if place == 0 { strong(screen, sentence) } else { plain(screen, sentence) };
    }
    text + "\n"
}
