//! The charts there are: figures in, SVG text and PNG bytes out.
//!
//! A chart is one drawing, a function generic over the plotters backend. It is drawn to SVG text, and the PNG is that
//! same text rendered at twice the size. The font is embedded, so a chart is the same on every machine; nothing is read
//! and nothing is written. Each chart states its finding in its title.
//!
//! To add one: a file beside these, and a line in [`charts`].

mod column;
mod compare;
mod cost_per_reply;
mod effective_credits;
mod finding;
mod font;
mod legend;
mod page;
mod pen;
mod picture;
mod rows;
mod scale;
mod style;
mod text;

use std::fmt;

use plotters::backend::DrawingBackend;

use crate::figures::{CaseFigures, Estimate, Figure, Figures};

/// A chart, ready to be written to files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The stem of its files' names.
    pub name: &'static str,
    /// The chart as an SVG document.
    pub svg: String,
    /// The same as a PNG picture, twice as many pixels wide and high.
    pub png: Vec<u8>,
    /// What the chart shows, in a sentence: its title.
    pub finding: String,
}

/// Why a chart could not be drawn: never because of the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartError {
    /// The embedded font cannot be read.
    Font,
    /// The drawing failed.
    Drawing(&'static str, String),
    /// The picture of the drawing failed.
    Picture(&'static str, String),
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChartError::Font => f.write_str("the embedded font of the charts cannot be read"),
            ChartError::Drawing(chart, why) => write!(f, "chart `{chart}` cannot be drawn: {why}"),
            ChartError::Picture(chart, why) => write!(f, "chart `{chart}` cannot be made into a picture: {why}"),
        }
    }
}

impl std::error::Error for ChartError {}

/// The stems of the names of all charts' files.
pub const NAMES: [&str; 2] = [cost_per_reply::CostPerReply::NAME, effective_credits::EffectiveCredits::NAME];

/// Every chart of the scenario called `name`; none if it has no cases.
pub fn charts(name: &str, figures: &Figures) -> Result<Vec<Chart>, ChartError> {
    if figures.cases.is_empty() {
        return Ok(Vec::new());
    }
    if !font::register() {
        return Err(ChartError::Font);
    }
    let (cost_per_reply, effective_credits) = rayon::join(
        || picture::chart(&cost_per_reply::CostPerReply::new(name, figures)),
        || picture::chart(&effective_credits::EffectiveCredits::new(name, figures)),
    );
    Ok(vec![cost_per_reply?, effective_credits?])
}

/// A chart with everything placed, still to be drawn.
trait Drawing {
    /// The stem of its files' names.
    const NAME: &'static str;
    /// How to read it, for those who cannot see it.
    const DESCRIPTION: &'static str;

    /// What it shows.
    fn finding(&self) -> &str;
    /// Its height in pixels; all charts have the same width.
    fn height(&self) -> i32;
    /// Draws it on a white ground.
    fn draw<DB: DrawingBackend>(&self, pen: &pen::Pen<'_, DB>) -> pen::Drawn<DB>;
}

/// A figure of a case; nothing in it if the case lacks it.
fn estimate(case: &CaseFigures, figure: Figure) -> Estimate {
    case.estimates.get(figure as usize).copied().unwrap_or_default()
}

/// The mean of a figure that counts something; 0 where it is undefined.
fn count(case: &CaseFigures, figure: Figure) -> f64 {
    estimate(case, figure).mean.unwrap_or(0.0)
}

/// The label for the money of a case, short enough for a chart.
fn currency(case: &CaseFigures) -> String {
    let label = text::clean(case.currency.trim());
    if label.chars().count() > 8 { label.chars().take(7).chain(['…']).collect() } else { label }
}

/// The label for money, if all cases have the same.
fn shared_currency(figures: &Figures) -> Option<String> {
    let first = figures.cases.first()?;
    figures.cases.iter().all(|case| case.currency == first.currency).then(|| currency(first))
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
