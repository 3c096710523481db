//! A forecast: the balance to come as a fan, and below it the days on which campaigns run out of credits.

mod words;

use crate::domain::quantity::Day;
use crate::figures::number::whole;
use crate::study::forecast::Forecast;

use super::body::Part;
use super::chances::Chances;
use super::legend::{Legend, Sample, occurring};
use super::pen::{Align, Frame, Pen, Place};
use super::rise::Rise;
use super::sheet::{Head, Sheet};
use super::style::{BLUE, GREEN, MARGIN, NOTE, PALE_BLUE, STRONG, VERMILION, WIDTH};
use super::text::{shorten, width};
use super::weeks::Weeks;
use super::{Chart, ChartError};

use words::{finding, in_words};

/// The stem of the names of its files.
pub const FORECAST: &str = "forecast";

/// The most cases that are shown.
const SHOWN: usize = 6;

/// The room for numbers to the left, for what heads a panel, and for refill marks below it.
const NUMBERS: i32 = 44;
const HEADING: i32 = 52;
const REFILLS: i32 = 8;
/// The height of the columns of chances, and the space around a panel.
const CHANCES: i32 = 44;
const BETWEEN: i32 = 16;

/// The chart of what lies ahead of the scenario called `name`; none if it has no cases.
pub fn forecast(name: &str, forecasts: &[Forecast]) -> Result<Option<Chart>, ChartError> {
    let shown = &forecasts[..forecasts.len().min(SHOWN)];
    let Some(first) = shown.first() else { return Ok(None) };
    let facts = format!(
        "from {} · {} simulations{}",
        first.calendar.start.strftime("%-d %B %Y"),
        whole(first.trials),
        if forecasts.len() > 1 { " a case" } else { "" }
    );
    let head = Head::for_scenario(finding(shown), "Balance by day", name, &facts);
    let mut sheet = Sheet::new(FORECAST, head, &legend(shown));
    let mut bottom = sheet.top + 10;
    let height = if shown.len() == 1 { 250 } else { 130 };
    let balances = shown.iter().flat_map(|forecast| &forecast.balance).map(|[_, _, high]| *high as f64);
    let limit = balances.fold(3.5, f64::max) * 1.08;
    for forecast in shown {
        let (from, top) = (bottom, bottom + HEADING);
        bottom = draw_panel(&mut sheet.pen, forecast, Rise { top, bottom: top + height, limit }, any_run_out(shown));
        bottom += BETWEEN;
        sheet.parts.push(Part { from, to: bottom, heading: None, foot: None });
    }
    let others = match forecasts.len() - shown.len() {
        0 => String::new(),
        _ => format!(" The first {SHOWN} of {} cases are shown.", forecasts.len()),
    };
    let note = format!(
        "Credits left at the end of each day. The band shows how single simulations differ, by luck and by rates that are not \
         known; more trials do not narrow it. A campaign runs out on the first day on which someone who should have been \
         written to was not, for lack of credits; or was left waiting, where as many are written to as there are credits \
         for.{others}"
    );
    let ends = shown.iter().map(|forecast| {
        let [low, middle, high] = forecast.balance.last().copied().unwrap_or_default();
        let end = format!("at the end {middle} credits in the median simulation, {low} to {high} in the middle 90 %");
        format!(" {}: {}; {end}.", forecast.case, in_words(forecast))
    });
    let description =
        "One panel a case: the credits left at the end of each day, as a band over the middle 90 % of the \
                       simulations and a line at the median; below it how many simulations run out on each day."
            .to_owned()
            + &ends.collect::<String>();
    sheet.finish(bottom, &note, &description).map(Some)
}

fn any_run_out(shown: &[Forecast]) -> bool {
    shown.iter().any(|forecast| forecast.runs_out() > 0.0)
}

/// Only what occurs.
fn legend(shown: &[Forecast]) -> Legend {
    let refills = shown.iter().any(|forecast| !forecast.refills.is_empty());
    Legend::new(vec![occurring([
        (true, Sample::Bar(2, BLUE), "median balance"),
        (true, Sample::Bar(12, PALE_BLUE), "middle 90 % of simulations (5 % to 95 %)"),
        (refills, Sample::Bar(4, GREEN), "refill"),
        (any_run_out(shown), Sample::Bar(12, VERMILION), "simulations that run out, by day"),
    ])])
}

/// Draws the panel of a case, with chances to run out if they are shown, and returns where it ends.
fn draw_panel(pen: &mut Pen, forecast: &Forecast, rise: Rise, with_chances: bool) -> i32 {
    let (left, right) = (MARGIN + NUMBERS, WIDTH - MARGIN - 12);
    let weeks = Weeks { left, right, number: forecast.calendar.weeks(), start: forecast.calendar.start };
    let top = rise.top - HEADING;
    pen.text(&shorten(&forecast.case.to_string(), STRONG, right - left), STRONG, Align::Left, left, top + STRONG.em);
    let note = shorten(&in_words(forecast), NOTE, right - left);
    pen.text(&note, NOTE, Align::Left, left, top + STRONG.line_height() + NOTE.em);
    rise.draw_grid(pen, left, right);
    weeks.draw_grid(pen, rise.top, rise.bottom);
    rise.draw_numbers(pen, left - 6);
    pen.text("credits", NOTE, Align::Right, left - 6, rise.top - 13);
    let line = |quantile| line(forecast, quantile, weeks, rise);
    pen.band(line(2), line(0), PALE_BLUE);
    pen.line(line(1), 2, BLUE);
    for &day in &forecast.refills {
        let x = weeks.at(day.into());
        pen.fill(Frame { left: x - 3, top: rise.bottom + 2, right: x + 4, bottom: rise.bottom + 7 }, GREEN);
    }
    let mut bottom = rise.bottom + REFILLS;
    if with_chances {
        bottom += 12 + CHANCES;
        let shares: Vec<(Day, f64)> = shares(forecast).collect();
        let most = shares.iter().map(|&(_, share)| share).fold(0.0, f64::max);
        let columns = shares.iter().map(|&(day, share)| (weeks.at(day.into()), weeks.at(i64::from(day) + 1), share));
        let chances = Chances { bottom, height: CHANCES, most, least: 0.0 };
        chances.draw(pen, (left, right), (2, VERMILION), columns);
        chances.draw_numbers(pen, left - 6);
        draw_middle(pen, forecast, weeks, rise, bottom);
    }
    pen.text("week", NOTE, Align::Right, left - 6, bottom + Weeks::FIRST);
    weeks.draw_labels(pen, bottom);
    bottom + Weeks::LABELS
}

/// A line at the day by which half of the campaigns that run out have done so.
fn draw_middle(pen: &mut Pen, forecast: &Forecast, weeks: Weeks, rise: Rise, bottom: i32) {
    let Some([_, day, _]) = forecast.run_out_days() else { return };
    let x = (weeks.at(day.into()) + weeks.at(i64::from(day) + 1)) / 2;
    pen.fill(Frame { left: x, top: rise.top, right: x + 1, bottom }, VERMILION);
    let words = format!("{}: half of those that run out", forecast.date(day));
    let wide = width(&words, NOTE);
    let begins = if x + 10 + wide <= weeks.right { x + 8 } else { x - 8 - wide };
    pen.text_on_ground(&words, NOTE, begins, rise.top + 12);
}

/// The share of campaigns that run out on each day.
fn shares(forecast: &Forecast) -> impl Iterator<Item = (Day, f64)> {
    forecast.first_short.iter().map(|&(day, count)| (day, count as f64 / forecast.trials.max(1) as f64))
}

/// The course of one quantile: a value holds for its day.
fn line(forecast: &Forecast, quantile: usize, weeks: Weeks, rise: Rise) -> Vec<Place> {
    let mut line: Vec<Place> = Vec::new();
    for (day, balance) in (0..).zip(&forecast.balance) {
        let y = rise.place(balance[quantile] as f64);
        match line.last_mut() {
            Some(last) if last.1 == y => last.0 = weeks.at(day + 1),
            _ => line.extend([(weeks.at(day), y), (weeks.at(day + 1), y)]),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{Calendar, SendDays};
    use crate::domain::case::CaseName;
    use crate::study::forecast::RuleOfThumb;
    use jiff::civil::date;

    /// Two weeks from 2 March in which the balance falls by two a day, and a refill on the ninth day.
    fn ahead(case: &str, first_short: &[(Day, u64)]) -> Forecast {
        let calendar = Calendar {
            start: date(2026, 3, 2),
            days: 14,
            send_days: SendDays::default(),
            days_off: Default::default(),
        };
        let middle = |day: i64| 20 - 2 * day + if day >= 8 { 50 } else { 0 };
        Forecast {
            case: CaseName { plan: case.into(), ..CaseName::default() },
            calendar,
            balance: (0..14).map(|day| [middle(day) - day / 2, middle(day), middle(day) + day]).collect(),
            refills: vec![8],
            first_short: first_short.to_vec(),
            trials: 100,
            affordable: None,
            rule_of_thumb: RuleOfThumb { credits: 0, weekdays: 20 },
        }
    }

    fn drawn(forecasts: &[Forecast]) -> Chart {
        super::forecast("from-today", forecasts).expect("it can be drawn").expect("there are cases")
    }

    #[test]
    fn the_chart_looks_as_agreed() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../../tests/golden");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let chart = drawn(&[ahead("business", &[(4, 10), (6, 30)]), ahead("career", &[])]);
        settings.bind(|| insta::assert_snapshot!(chart.name, chart.svg));
    }

    #[test]
    fn titles_tell_which_case_runs_out_and_when() {
        let title = |forecasts: &[Forecast]| drawn(forecasts).finding.replace(['\u{a0}', '\u{202f}'], " ");
        let (never, some, many) = (ahead("a", &[]), ahead("b", &[(4, 10), (6, 30)]), ahead("c", &[(3, 90)]));
        assert_eq!(title(&[never.clone(), never.clone()]), "Credits do not run out under any case");
        assert_eq!(
            title(&[never, some.clone(), many.clone()]),
            "Credits may run out under 2 of 3 cases, soonest under c: half of those that do by 5 Mar"
        );
        assert_eq!(
            title(&[some.clone(), many]),
            "Credits may run out under every case, least often under b: in 40 % of simulations"
        );
        let always = [ahead("d", &[(3, 100)]), ahead("e", &[(4, 40), (6, 60)])];
        assert_eq!(title(&always), "Credits run out under every case, latest under e: in half of simulations by 8 Mar");
        assert!(title(&[some]).starts_with("b: credits run out in 40 % of simulations, half of those by 8 March 2026"));
    }
}
