//! The title of the chart, and the note above each of its panels.

use crate::figures::number::{fixed, percent};
use crate::study::forecast::{Forecast, Until};

/// A case in which so many campaigns run out always does, as it is printed.
const NEARLY_ALL: f64 = 0.995;

/// The end of a case in words: when it runs out, and what it affords.
pub(super) fn in_words(forecast: &Forecast) -> String {
    let runs_out = match forecast.run_out_days().filter(|_| forecast.has_credits()) {
        None if !forecast.has_credits() => "no credits".to_owned(),
        None => format!("does not run out by {}", forecast.date(forecast.last_day())),
        Some([first, middle, last]) if first == last => {
            format!("runs out in {} of simulations, on {}", percent(forecast.runs_out()), forecast.date(middle))
        }
        Some([first, middle, last]) => format!(
            "runs out in {} of simulations, half of those by {} (5 % to 95 %: {} to {})",
            percent(forecast.runs_out()),
            forecast.date(middle),
            forecast.date(first),
            forecast.date(last)
        ),
    };
    match &forecast.affordable {
        None => runs_out,
        Some(found) => {
            let until = match found.until {
                Until::Refill(day) => format!("until the refill on {}", forecast.date(day)),
                Until::Lapse(day) => format!("until the credits expire on {}", forecast.date(day)),
                Until::End(_) => "to the end".to_owned(),
            };
            let pace = found
                .pace
                .map_or("nothing".to_owned(), |pace| format!("{} InMails a weekday", fixed(pace.inmails_a_day, 1)));
            format!("{runs_out} · affords {pace} {until}")
        }
    }
}

/// The title: the case that runs out, and when.
pub(super) fn finding(forecasts: &[Forecast]) -> String {
    if let [only] = forecasts {
        return only.finding();
    }
    let out: Vec<&Forecast> = forecasts.iter().filter(|of| of.has_credits() && of.runs_out() >= 0.0005).collect();
    let least = forecasts.iter().min_by(|a, b| a.runs_out().total_cmp(&b.runs_out()));
    match (out.len(), least) {
        (0, _) => "Credits do not run out under any case".to_owned(),
        (number, Some(least)) if number == forecasts.len() && least.runs_out() >= NEARLY_ALL => {
            let latest = out.iter().filter_map(|of| Some((of.run_out_days()?[1], of))).max_by_key(|(day, _)| *day);
            let latest = latest.map_or(String::new(), |(day, of)| {
                format!(", latest under {}: in half of simulations by {}", of.case, of.date(day))
            });
            format!("Credits run out under every case{latest}")
        }
        (number, Some(least)) if number == forecasts.len() => {
            let share = percent(least.runs_out());
            format!("Credits may run out under every case, least often under {}: in {share} of simulations", least.case)
        }
        (number, _) => {
            let soonest = out.iter().filter_map(|of| Some((of.run_out_days()?[1], of))).min_by_key(|(day, _)| *day);
            let soonest = soonest.map_or(String::new(), |(day, of)| {
                format!(", soonest under {}: half of those that do by {}", of.case, of.date(day))
            });
            format!("Credits may run out under {number} of {} cases{soonest}", forecasts.len())
        }
    }
}
