//! Outcomes by case: from what was sent to what replies lead to, step by step, with its spread.

use crate::figures::number::{money, number};
use crate::figures::{CaseFigures, Estimate, Figure};
use crate::words::case::{currency, mean_count};
use crate::words::titles;
use crate::words::visible::clean;

use super::column::{Column, NOTHING};
use super::legend::{Legend, Sample, occurring};
use super::pen::{Align, Frame};
use super::sheet::{Head, Sheet};
use super::style::{BLUE, GREEN, GREY, NOTE, QUIET, SKY_BLUE};
use super::table::Table;
use super::text::shorten;
use super::{Chart, ChartError, Kind, Shown, grown};

/// A chart of every scenario whose replies lead to something.
pub(super) const KIND: Kind = Kind { name: "outcomes", draw };

/// The height of a step, and the space between two cases.
const STEP: i32 = 24;
const APART: i32 = 14;
/// The space for the names of steps before the bars, and for their numbers behind them.
const NAMES: i32 = 110;
const NUMBERS: i32 = 64;
/// The most outcomes that a case is drawn with: the chart is to fit on a page.
const MOST: usize = 8;
/// Numbers below this are too small to be drawn.
const LEAST: f64 = 0.01;

fn draw(shown: &Shown<'_>) -> Result<Option<Chart>, ChartError> {
    let cases = shown.figures.cases.as_slice();
    let all: Vec<Vec<Stage>> = cases.iter().map(stages).collect();
    let Some(number_of) = cases.iter().map(|case| case.by_outcome.len().min(MOST)).max().filter(|&most| most > 0)
    else {
        return Ok(None);
    };
    let head =
        Head::for_run(titles::of_first(shown.figures, titles::outcomes(shown.figures)), "What replies lead to", shown);
    let mut sheet = Sheet::new(KIND.name, head, &legend(number_of));
    let height = (number_of as i32 + 2) * STEP + APART;
    let growth = shown.growth(height);
    let step = grown(STEP, growth);
    let mut table = Table::new(cases, columns(cases), sheet.top + 14, grown(height, growth), 1.0);
    table.axis.start += NAMES;
    table.axis.end -= NUMBERS;
    let most = all.iter().flatten().map(Stage::largest).fold(1.0, f64::max);
    table.axis.to = length(most);
    let bottom = table.draw(&mut sheet.pen, |pen, case, row| {
        let stages = stages(case);
        let first = row.middle - (stages.len() as i32 - 1) * step / 2;
        for (place, stage) in (0..).zip(&stages) {
            let (middle, left) = (first + place * step, table.axis.start);
            let at = |value: f64| table.axis.place(length(value));
            let colour = [GREY, SKY_BLUE, BLUE].get(place as usize).copied().unwrap_or(GREEN);
            pen.text_at_middle(&stage.name, NOTE, Align::Right, left - 6, middle);
            pen.fill(Frame::around(middle, step - 10, left, at(stage.mean)), colour);
            if let Some((low, high)) = stage.spread {
                pen.whisker((at(low), at(high)), middle, QUIET);
            }
            let end = at(stage.largest());
            pen.text_at_middle(&number(stage.mean), NOTE, Align::Left, end + 8, middle);
        }
    });
    let note = "Means over simulations, and what lies between their 5 % and 95 % quantiles. The length of a bar goes by the \
                logarithm of the number, so that what is rare can be seen beside what is sent. Outcomes count in all, after \
                the last day too.";
    let said = cases.iter().zip(&all).map(|(case, stages)| {
        let steps: Vec<String> = stages.iter().map(|stage| format!("{} {}", stage.name, number(stage.mean))).collect();
        format!(" {}: {}.", clean(&case.name.to_string()), steps.join(", "))
    });
    let description = format!(
        "One group of bars a case: touches sent, replies, and each outcome that they lead to.{} {}",
        said.collect::<String>(),
        table.in_words()
    );
    sheet.parts = table.parts();
    sheet.finish(bottom + 14, note, &description).map(Some)
}

/// A step on the way from letters to outcomes.
struct Stage {
    name: String,
    mean: f64,
    /// The 5 % and the 95 % quantile; nothing where they are not told.
    spread: Option<(f64, f64)>,
}

impl Stage {
    fn new(name: &str, estimate: &Estimate) -> Stage {
        let spread = estimate.quantiles.p05.zip(estimate.quantiles.p95);
        Stage { name: shorten(&clean(name), NOTE, NAMES - 12), mean: estimate.mean.unwrap_or(0.0), spread }
    }

    fn largest(&self) -> f64 {
        self.spread.map_or(self.mean, |(_, high)| high.max(self.mean))
    }
}

fn stages(case: &CaseFigures) -> Vec<Stage> {
    let sent = Estimate { mean: Some(case.by_touch.iter().map(|touch| touch.sent).sum()), ..Estimate::default() };
    let replies = case.estimate(Figure::RepliesSettled);
    let outcomes = case.by_outcome.iter().take(MOST).map(|outcome| Stage::new(&outcome.id, &outcome.reached));
    [Stage::new("sent", &sent), Stage::new("replies", &replies)].into_iter().chain(outcomes).collect()
}

/// How long a bar for a number is: by its logarithm, from [`LEAST`] on.
fn length(number: f64) -> f64 {
    (number.max(LEAST) / LEAST).log10()
}

fn columns(cases: &[CaseFigures]) -> Vec<Column> {
    let cells = |text: &dyn Fn(&CaseFigures) -> Option<String>| -> Vec<String> {
        cases.iter().map(|case| text(case).unwrap_or_else(|| NOTHING.to_owned())).collect()
    };
    let worth = cases.iter().any(|case| mean_count(case, Figure::Value) > 0.0);
    let last = |case: &CaseFigures| Some(money(case.by_outcome.last()?.cost_each.mean?, &currency(case)));
    let mut columns = vec![Column::new(["Cost each", "of the last"], cells(&last))];
    if worth {
        let net = |case: &CaseFigures| {
            let net = case.estimate(Figure::NetValue).mean?;
            let sign = if net < 0.0 { "−" } else { "" };
            Some(format!("{sign}{}", money(net.abs(), &currency(case))))
        };
        columns.insert(0, Column::new(["Value less", "full cost"], cells(&net)));
    }
    columns
}

/// Only what occurs, of the most outcomes that a case has.
fn legend(outcomes: usize) -> Legend {
    let first = if outcomes > 1 { "the first outcome" } else { "the outcome" };
    Legend::new(vec![occurring([
        (true, Sample::Bar(12, GREY), "sent"),
        (true, Sample::Bar(12, SKY_BLUE), "replies"),
        (true, Sample::Bar(12, BLUE), first),
        (outcomes > 1, Sample::Bar(12, GREEN), "further ones"),
    ])])
}
