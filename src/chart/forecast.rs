//! A forecast: the balance to come as a fan, and below it the days on which campaigns run out of credits.

use plotters::backend::DrawingBackend;
use plotters::element::{PathElement, Polygon};
use plotters::style::Color;

use crate::domain::quantity::Day;
use crate::figures::number::{fixed, percent, whole};
use crate::study::forecast::{Forecast, Until};

use super::legend::{Legend, Sample};
use super::page::{Foot, Head};
use super::pen::{Align, Drawn, Frame, Pen};
use super::rise::Rise;
use super::style::{AXIS, BLUE, GREEN, GRID, MARGIN, NOTE, PALE_BLUE, STRONG, VERMILION, WIDTH};
use super::text::{shorten, width};
use super::weeks::Weeks;
use super::{Chart, ChartError, Drawing, font, picture};

/// The stem of the names of its files.
pub const FORECAST: &str = "forecast";

/// The most cases that are shown.
const SHOWN: usize = 6;

/// A case in which so many campaigns run out always does, as it is printed.
const NEARLY_ALL: f64 = 0.995;

/// The room for numbers to the left, for what heads a panel, and for refill marks below it.
const NUMBERS: i32 = 44;
const HEADING: i32 = 52;
const REFILLS: i32 = 8;
/// The height of the columns of chances, and the space around a panel.
const CHANCES: i32 = 44;
const BETWEEN: i32 = 16;

/// The chart of what lies ahead of the scenario called `name`; none if it has no cases.
pub fn forecast(name: &str, forecasts: &[Forecast]) -> Result<Option<Chart>, ChartError> {
    if forecasts.is_empty() {
        return Ok(None);
    }
    if !font::register() {
        return Err(ChartError::Font);
    }
    picture::chart(&Ahead::new(name, forecasts)).map(Some)
}

/// The chart, with everything placed.
struct Ahead<'a> {
    forecasts: &'a [Forecast],
    head: Head,
    legend: Legend,
    top: i32,
    /// The height of a plot.
    height: i32,
    limit: f64,
    /// Do any campaigns run out?
    runs_out: bool,
    foot: Foot,
}

impl<'a> Ahead<'a> {
    fn new(name: &str, forecasts: &'a [Forecast]) -> Ahead<'a> {
        let left_out = forecasts.len().saturating_sub(SHOWN);
        let shown = &forecasts[..forecasts.len() - left_out];
        let facts = format!(
            "from {} · {} simulated campaigns{}",
            shown[0].calendar.start.strftime("%-d %B %Y"),
            whole(shown[0].trials),
            if forecasts.len() > 1 { " a case" } else { "" }
        );
        let head = Head::of(finding(shown), "Balance by day", name, &facts);
        let runs_out = shown.iter().any(|forecast| forecast.runs_out() > 0.0);
        let mut entries = vec![
            (Sample::Bar(2, BLUE), "median balance".to_owned()),
            (Sample::Bar(12, PALE_BLUE), "middle 90 % of campaigns (5 % to 95 %)".to_owned()),
        ];
        if shown.iter().any(|forecast| !forecast.refills.is_empty()) {
            entries.push((Sample::Bar(4, GREEN), "refill".to_owned()));
        }
        if runs_out {
            entries.push((Sample::Bar(12, VERMILION), "campaigns that run out, by day".to_owned()));
        }
        let legend = Legend::new(vec![entries]);
        let balances = shown.iter().flat_map(|forecast| &forecast.balance).map(|[_, _, high]| *high as f64);
        let others = match left_out {
            0 => String::new(),
            more => format!(" The first {SHOWN} of {} cases are shown.", SHOWN + more),
        };
        let foot = Foot::new(&format!(
            "Credits left at the end of each day. The band shows how single campaigns differ, by luck and by rates that are \
             not known; more trials do not narrow it. A campaign runs out on the first day on which someone who should have \
             been written to was not, for lack of credits; or was left waiting, where as many are written to as there are \
             credits for.{others}"
        ));
        Ahead {
            forecasts: shown,
            top: head.bottom() + legend.height + 10,
            head,
            legend,
            height: if shown.len() == 1 { 250 } else { 130 },
            limit: balances.fold(3.5, f64::max) * 1.08,
            runs_out,
            foot,
        }
    }

    /// How much a panel takes.
    fn panel(&self) -> i32 {
        HEADING + self.height + REFILLS + if self.runs_out { 12 + CHANCES } else { 0 } + Weeks::LABELS + BETWEEN
    }

    fn draw_panel<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, forecast: &Forecast, top: i32) -> Drawn<DB> {
        let (left, right) = (MARGIN + NUMBERS, WIDTH - MARGIN - 12);
        let top_of_plot = top + HEADING;
        let weeks = Weeks { left, right, number: forecast.calendar.weeks, start: forecast.calendar.start };
        let rise = Rise { top: top_of_plot, bottom: top_of_plot + self.height, limit: self.limit };
        pen.text(&shorten(&forecast.case, STRONG, right - left), STRONG, Align::Left, left, top + STRONG.em)?;
        let note = shorten(&note(forecast), NOTE, right - left);
        pen.text(&note, NOTE, Align::Left, left, top + STRONG.line_height() + NOTE.em)?;
        rise.draw_grid(pen, left, right)?;
        weeks.draw_grid(pen, rise.top, rise.bottom)?;
        rise.draw_numbers(pen, left - 6)?;
        pen.text("credits", NOTE, Align::Right, left - 6, rise.top - 13)?;
        let outline: Vec<(i32, i32)> = line(forecast, 2, weeks, rise)
            .into_iter()
            .chain(line(forecast, 0, weeks, rise).into_iter().rev())
            .collect();
        pen.0.draw(&Polygon::new(outline, PALE_BLUE))?;
        pen.0.draw(&PathElement::new(line(forecast, 1, weeks, rise), BLUE.stroke_width(2)))?;
        for &day in &forecast.refills {
            let x = weeks.at(day.into());
            let frame = Frame { left: x - 3, top: rise.bottom + 2, right: x + 4, bottom: rise.bottom + 7 };
            pen.fill(frame, GREEN)?;
        }
        let mut bottom = rise.bottom + REFILLS;
        if self.runs_out {
            bottom += 12 + CHANCES;
            self.draw_chances(pen, forecast, weeks, bottom)?;
            draw_middle(pen, forecast, weeks, rise, bottom)?;
        }
        pen.text("week", NOTE, Align::Right, left - 6, bottom + Weeks::FIRST)?;
        weeks.draw_labels(pen, bottom)
    }

    /// How many campaigns run out on each day.
    fn draw_chances<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        forecast: &Forecast,
        weeks: Weeks,
        bottom: i32,
    ) -> Drawn<DB> {
        let (left, right) = (weeks.left, weeks.right);
        let most = most(forecast);
        for (y, colour) in [(bottom - CHANCES, GRID), (bottom, AXIS)] {
            pen.fill(Frame { left, top: y, right, bottom: y + 1 }, colour)?;
        }
        for (day, share) in shares(forecast) {
            let (from, to) = (weeks.at(day.into()), weeks.at(i64::from(day) + 1));
            let tall = ((share / most * f64::from(CHANCES)).round() as i32).max(1);
            let gap = i32::from(to - from >= 5);
            pen.fill(Frame { left: from, top: bottom - tall, right: (to - gap).max(from + 1), bottom }, VERMILION)?;
        }
        if most > 0.0 {
            pen.text_at_middle(&percent(most), NOTE, Align::Right, left - 6, bottom - CHANCES)?;
        }
        pen.text_at_middle("0", NOTE, Align::Right, left - 6, bottom)
    }
}

/// The day by which half of the campaigns that run out have done so.
fn draw_middle<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    forecast: &Forecast,
    weeks: Weeks,
    rise: Rise,
    bottom: i32,
) -> Drawn<DB> {
    let Some([_, day, _]) = forecast.run_out_days() else { return Ok(()) };
    let x = (weeks.at(day.into()) + weeks.at(i64::from(day) + 1)) / 2;
    pen.fill(Frame { left: x, top: rise.top, right: x + 1, bottom }, VERMILION)?;
    let words = format!("{}: half of those that run out", forecast.date(day));
    let wide = width(&words, NOTE);
    let begins = if x + 10 + wide <= weeks.right { x + 8 } else { x - 8 - wide };
    pen.text_on_ground(&words, NOTE, begins, rise.top + 12)
}

impl Drawing for Ahead<'_> {
    const NAME: &'static str = FORECAST;

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        let start = "One panel a case: the credits left at the end of each day, as a band over the middle 90 % of the \
                     simulated campaigns and a line at the median; below it how many campaigns run out on each day.";
        let cases = self.forecasts.iter().map(|forecast| {
            let [low, middle, high] = forecast.balance.last().copied().unwrap_or_default();
            format!(
                " {}: {}; at the end {middle} credits in the median campaign, 5 % to 95 %: {low} to {high}.",
                forecast.case,
                note(forecast)
            )
        });
        std::iter::once(start.to_owned()).chain(cases).collect()
    }

    fn height(&self) -> i32 {
        self.top + self.forecasts.len() as i32 * self.panel() + self.foot.height()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.head.draw(pen)?;
        self.legend.draw(pen, self.head.bottom())?;
        for (place, forecast) in (0..).zip(self.forecasts) {
            self.draw_panel(pen, forecast, self.top + place * self.panel())?;
        }
        self.foot.draw(pen, self.top + self.forecasts.len() as i32 * self.panel())
    }
}

/// The share of campaigns that run out on each day.
fn shares(forecast: &Forecast) -> impl Iterator<Item = (Day, f64)> {
    forecast.first_short.iter().map(|&(day, count)| (day, count as f64 / forecast.trials.max(1) as f64))
}

/// The largest share of campaigns that run out on one day: the height of the columns of chances.
fn most(forecast: &Forecast) -> f64 {
    shares(forecast).map(|(_, share)| share).fold(0.0, f64::max)
}

/// The course of one quantile: a value holds for its day.
fn line(forecast: &Forecast, quantile: usize, weeks: Weeks, rise: Rise) -> Vec<(i32, i32)> {
    let mut line: Vec<(i32, i32)> = Vec::new();
    for (day, balance) in (0..).zip(&forecast.balance) {
        let y = rise.place(balance[quantile] as f64);
        match line.last_mut() {
            Some(last) if last.1 == y => last.0 = weeks.at(day + 1),
            _ => line.extend([(weeks.at(day), y), (weeks.at(day + 1), y)]),
        }
    }
    line
}

/// What a case comes to, in words.
fn note(forecast: &Forecast) -> String {
    let runs_out = match forecast.run_out_days() {
        None => format!("does not run out by {}", forecast.date(forecast.last_day())),
        Some([first, middle, last]) if first == last => {
            format!("runs out in {} of campaigns, on {}", percent(forecast.runs_out()), forecast.date(middle))
        }
        Some([first, middle, last]) => format!(
            "runs out in {} of campaigns, half of those by {} (5 % to 95 %: {} to {})",
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
                Until::Lapse(day) => format!("until the credits lapse on {}", forecast.date(day)),
                Until::End(_) => "to the end".to_owned(),
            };
            let pace = found
                .pace
                .map_or("nothing".to_owned(), |pace| format!("{} InMails a weekday", fixed(pace.inmails_a_day, 1)));
            format!("{runs_out} · affords {pace} {until}")
        }
    }
}

/// Which case runs out, and when.
fn finding(forecasts: &[Forecast]) -> String {
    if let [only] = forecasts {
        return only.finding();
    }
    let out: Vec<&Forecast> = forecasts.iter().filter(|forecast| forecast.runs_out() >= 0.0005).collect();
    let least = forecasts.iter().min_by(|a, b| a.runs_out().total_cmp(&b.runs_out()));
    match (out.len(), least) {
        (0, _) => "Credits do not run out under any case".to_owned(),
        (number, Some(least)) if number == forecasts.len() && least.runs_out() >= NEARLY_ALL => {
            let latest = out.iter().filter_map(|of| Some((of.run_out_days()?[1], of))).max_by_key(|(day, _)| *day);
            let latest = latest.map_or(String::new(), |(day, of)| {
                format!(", latest under {}: in half of campaigns by {}", of.case, of.date(day))
            });
            format!("Credits run out under every case{latest}")
        }
        (number, Some(least)) if number == forecasts.len() => {
            let share = percent(least.runs_out());
            format!("Credits may run out under every case, least often under {}: in {share} of campaigns", least.case)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{Calendar, SendDays};
    use jiff::civil::date;

    /// Two weeks from 2 March in which the balance falls by two a day, and a refill on the ninth day.
    fn ahead(case: &str, first_short: &[(Day, u64)]) -> Forecast {
        let calendar = Calendar {
            start: date(2026, 3, 2),
            weeks: 2,
            send_days: SendDays::default(),
            days_off: Default::default(),
        };
        let middle = |day: i64| 20 - 2 * day + if day >= 8 { 50 } else { 0 };
        Forecast {
            case: case.into(),
            calendar,
            balance: (0..14).map(|day| [middle(day) - day / 2, middle(day), middle(day) + day]).collect(),
            refills: vec![8],
            first_short: first_short.to_vec(),
            trials: 100,
            affordable: None,
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
            "Credits may run out under every case, least often under b: in 40 % of campaigns"
        );
        let always = [ahead("d", &[(3, 100)]), ahead("e", &[(4, 40), (6, 60)])];
        assert_eq!(title(&always), "Credits run out under every case, latest under e: in half of campaigns by 8 Mar");
        assert!(title(&[some]).starts_with("b: credits run out in 40 % of campaigns, half of those by 8 March 2026"));
    }
}
