//! The charts there are: figures in, SVG text and PNG bytes out, the bytes for whoever asks for them.
//!
//! A chart is drawn in one go, from top to bottom, on a sheet with a head, a legend and a foot, by a pen
//! that keeps the shapes until the height of the picture is known. Most are made of the same parts: a table of
//! rows with an axis and columns of numbers, panels of weeks, or a plane of points. The font is
//! embedded, so a chart is the same on every machine; nothing is read and nothing is written. Each chart states its
//! finding in its title.
//!
//! plotters writes the SVG, of which it knows shapes, text and its anchors, and the escaping; the same crate measures the
//! text by which everything is placed, so that both agree. Of its charts nothing is used: they place no names where there
//! is room, and no columns of numbers beside shapes. The backend is named in two places, where a pen draws and where the
//! picture is made. The PNG is that same SVG rendered at twice the size, by resvg.
//!
//! To add one: a file beside these, and a line in `CHARTS`. Without the feature `charts` the file `chart/none.rs` stands
//! in for this room.

mod axis;
mod balance;
mod body;
mod bounds;
mod calibration;
mod chances;
mod column;
mod cost_per_reply;
mod credits;
mod differences;
mod effective_credits;
mod fan;
mod font;
mod forecast;
mod frontier;
mod labels;
mod legend;
mod outcomes;
mod panels;
mod pen;
mod picture;
mod pilot;
mod plane;
mod replies;
mod rise;
mod rows;
mod seats;
mod sheet;
mod slides;
mod stem;
mod style;
mod sweep;
mod table;
mod text;
pub mod tornado;
mod touches;
mod trade_off;
mod weeks;

use std::sync::OnceLock;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use thiserror::Error;

use crate::domain::figure::Figure;
use crate::domain::outcome_figure::OutcomePart;
use crate::figures::Figures;
use crate::figures::verdict::Verdict;

use body::Body;

pub use calibration::{CALIBRATION, calibration};
pub use forecast::{FORECAST, forecast};
pub use frontier::{FRONTIER, frontier};
pub use pilot::{PILOT, pilot};
pub use sweep::{sweep_charts, sweep_names};

/// Charts are drawn.
pub const DRAWN: bool = true;

/// A chart, ready to be written to files.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Chart {
    /// The stem of its files' names.
    pub name: &'static str,
    /// The chart as an SVG document.
    pub svg: String,
    /// Its finding in a sentence: its title.
    pub finding: String,
    /// What it was made of.
    body: Body,
    /// Pixels of its picture a metre.
    pixels_a_metre: u32,
    /// Its picture, once somebody has asked for it.
    png: OnceLock<Result<Vec<u8>, ChartError>>,
}

impl Chart {
    /// The chart as a PNG picture, twice as many pixels wide and high as the drawing. It is made when it is first asked for,
    /// which takes far longer than the drawing.
    pub fn png(&self) -> Result<&[u8], ChartError> {
        self.png.get_or_init(|| picture::png(self)).as_deref().map_err(Clone::clone)
    }
}

/// Why a chart could not be drawn: never because of the figures.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ChartError {
    /// The embedded font cannot be read.
    #[error("the embedded font of the charts cannot be read")]
    Font,
    /// The drawing of a chart failed, for a reason.
    #[error("chart `{0}` cannot be drawn: {1}")]
    Drawing(&'static str, String),
    /// The picture of a chart failed, for a reason.
    #[error("chart `{0}` cannot be made into a picture: {1}")]
    Picture(&'static str, String),
}

/// A chart that there is.
struct Kind {
    /// The stem of its files' names.
    name: &'static str,
    /// Draws it; nothing if what is shown has no need of it.
    draw: fn(&Shown<'_>) -> Result<Option<Chart>, ChartError>,
}

/// Every chart that there is, in the order in which they are read.
const CHARTS: &[Kind] = &[
    cost_per_reply::KIND,
    effective_credits::KIND,
    credits::KIND,
    differences::KIND,
    trade_off::KIND,
    balance::KIND,
    replies::KIND,
    touches::KIND,
    outcomes::KIND,
    seats::KIND,
];

/// The stems of the names of all charts' files, drawn or not.
pub const NAMES: [&str; CHARTS.len()] = {
    let mut names = [""; CHARTS.len()];
    let mut place = 0;
    while place < names.len() {
        names[place] = CHARTS[place].name;
        place += 1;
    }
    names
};

/// The most cases that a chart shows: more could not be told apart.
const MOST_CASES: usize = 24;

/// The figures that charts show.
#[derive(Debug, Clone, Copy)]
struct Shown<'a> {
    /// The name of the scenario.
    name: &'a str,
    /// The figures of the cases that are shown, one at least.
    figures: &'a Figures,
    /// Which of all cases is best, in a sentence.
    verdict: &'a str,
    /// The number of cases that come after them and are not shown.
    left_out: usize,
    /// Are they for slides, on which each row of panels stands alone?
    for_slides: bool,
}

impl Shown<'_> {
    /// By how much rows of this height grow: on slides few of them share the room that there is, and elsewhere they do not.
    fn growth(&self, row: i32) -> f64 {
        const ROOM: i32 = 260;
        const HEADING: i32 = 36;
        const MOST: f64 = 6.0;
        let cases = &self.figures.cases;
        let groups = cases.chunk_by(|one, other| one.name.variant() == other.name.variant()).count() as i32;
        let headings = if groups > 1 { HEADING * groups } else { 0 };
        let room = f64::from(ROOM - headings) / f64::from(row * cases.len().max(1) as i32);
        if self.for_slides { room.clamp(1.0, MOST) } else { 1.0 }
    }
}

/// The most by which bars between quantiles grow with their rows.
const BARS: f64 = 4.0;

/// A height that has grown.
fn grown(height: i32, growth: f64) -> i32 {
    (f64::from(height) * growth).round() as i32
}

/// Every chart that the scenario called `name` needs, first the one that shows what ranks its cases, if one does; none if it
/// has no cases. Of more than 24 cases the first are shown.
pub fn charts(name: &str, figures: &Figures) -> Result<Vec<Chart>, ChartError> {
    drawn(name, figures, false, |_| true)
}

/// Those of them that have these stems of names.
pub fn some_charts(name: &str, figures: &Figures, stems: &[&str]) -> Result<Vec<Chart>, ChartError> {
    drawn(name, figures, false, |stem| stems.contains(&stem))
}

/// The same, to be cut into [slides](Chart::slides).
pub fn charts_for_slides(name: &str, figures: &Figures) -> Result<Vec<Chart>, ChartError> {
    drawn(name, figures, true, |_| true)
}

fn drawn(
    name: &str,
    figures: &Figures,
    for_slides: bool,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Chart>, ChartError> {
    if figures.cases.is_empty() {
        return Ok(Vec::new());
    }
    let left_out = figures.cases.len().saturating_sub(MOST_CASES);
    let first = (left_out > 0).then(|| figures.first(MOST_CASES));
    let verdict = Verdict::new(figures).title();
    let shown = Shown { name, figures: first.as_ref().unwrap_or(figures), verdict: &verdict, left_out, for_slides };
    let wanted: Vec<&Kind> = CHARTS.iter().filter(|kind| is_wanted(kind.name)).collect();
    let drawn: Result<Vec<Option<Chart>>, ChartError> = wanted.par_iter().map(|kind| (kind.draw)(&shown)).collect();
    let mut charts: Vec<Chart> = drawn?.into_iter().flatten().collect();
    let by = figures.circumstances.first().map_or(Figure::CostPerReply, |first| first.by);
    let place = of(by).iter().find_map(|name| charts.iter().position(|chart| chart.name == *name));
    if let Some(place) = place {
        charts[..=place].rotate_right(1);
    }
    Ok(charts)
}

/// The charts that show a figure, the one that shows most of it first.
fn of(figure: Figure) -> &'static [&'static str] {
    match figure {
        Figure::CostPerReply | Figure::LoadedCostPerReply => &[cost_per_reply::KIND.name],
        Figure::RepliesSettled | Figure::Replies => &[replies::KIND.name],
        Figure::EffectiveCredits | Figure::Multiplier | Figure::Granted | Figure::Refunded => {
            &[effective_credits::KIND.name]
        }
        Figure::Spent | Figure::Lapsed | Figure::Capped | Figure::Forfeited => &[credits::KIND.name],
        Figure::Outcome(outcome) if outcome.part() == OutcomePart::Cost => &[cost_per_reply::KIND.name],
        Figure::Outcome(_) => &[outcomes::KIND.name],
        // Its title tells the net value, where there is nothing to compare it with.
        Figure::NetValue => &[differences::KIND.name, outcomes::KIND.name],
        _ => &[differences::KIND.name],
    }
}

#[cfg(test)]
mod samples_by_week;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_by_week;
