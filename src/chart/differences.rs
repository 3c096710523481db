//! Differences from the first case, paired by campaign: in cost per reply and in replies.

use plotters::style::RGBColor;

use crate::figures::number::{difference, difference_within};
use crate::figures::{CaseFigures, Estimate, Figure, TWO_SIDED_95};
use crate::words::case::shared_currency;
use crate::words::difference::{self, against};
use crate::words::figure::in_words;
use crate::words::titles;
use crate::words::visible::capital;

use super::axis::{Axis, Tick};
use super::column::{HEADINGS, NOTHING, sentences};
use super::legend::{Legend, Sample, occurring};
use super::pen::{Align, Frame, Pen};
use super::rows::{Row, Rows};
use super::sheet::{Head, Sheet};
use super::style::{AXIS, BLUE, GRID, GUTTER, INK, LABEL, MARGIN, NOTE, PALE_BLUE, SKY_BLUE, STRONG, WIDTH};
use super::text::{widest, width};
use super::{BARS, Chart, ChartError, Kind, Shown, grown};

const THICK: i32 = 14;
const THIN: i32 = 5;
const ROW: i32 = 34;
/// The second line above the mean differences.
const ERROR: &str = "± simulation error";

/// A chart of scenarios with several cases, of which at least a pair can be compared.
pub(super) const KIND: Kind = Kind { name: "differences", draw };

fn draw(shown: &Shown<'_>) -> Result<Option<Chart>, ChartError> {
    // Of the first circumstance all but the first, which they are compared with.
    let (first, cases) = difference::compared(shown.figures);
    let figures = [difference::figure(shown.figures), Figure::RepliesSettled];
    if !cases.iter().any(|case| figures.iter().any(|&figure| against(case, figure).mean.is_some())) {
        return Ok(None);
    }
    let head = Head::for_run(
        titles::of_first(shown.figures, difference::finding(shown.figures)),
        "Differences from the first case",
        shown,
    );
    let mut panels = panels(shown, cases);
    let mut sheet = Sheet::new(KIND.name, head, &legend(panels.iter().any(Panel::goes_beyond)));
    let top = sheet.top + 14 + HEADINGS;
    let growth = shown.growth(ROW);
    let rows = Rows::new(cases, top, grown(ROW, growth));
    place(&mut panels, MARGIN + rows.names + GUTTER);
    rows.draw_names(&mut sheet.pen, &[]);
    panels.iter().for_each(|panel| panel.draw(&mut sheet.pen, top, &rows, growth));
    let per_reply = [Figure::CostPerReply, Figure::LoadedCostPerReply].contains(&figures[0]);
    let note = format!(
        "Every case is set against {} in the same simulations, on the same luck: left of 0 is less than there, right of 0 \
         more. Bars show how the difference varies from simulation to simulation, by luck and by rates that are not known; \
         more trials do not shorten them. Simulation error is how far the mean may be off; more trials shrink it.",
        first.name
    ) + if per_reply {
        " Simulations in which either case has no reply are not among those of the cost per reply."
    } else {
        ""
    } + if shown.figures.circumstances.len() > 1 {
        " Those of other circumstances are in differences.csv."
    } else {
        ""
    } + if !panels.iter().any(Panel::has_mean_aside) {
        ""
    } else if per_reply {
        " Where a mean lies aside of its bars: a cost per reply is that of all simulations together, of which those with many \
         replies count more."
    } else {
        " Where a mean lies aside of its bars, few simulations far from the others pull it there."
    };
    let cells = |place: usize| {
        let cells = panels.iter().map(|panel| format!("{} {}", panel.subject.to_lowercase(), panel.cells[place]));
        cells.collect::<Vec<_>>().join(", ")
    };
    let description = format!(
        "One row a case but the first: the mean difference from the first with its simulation error, 1.96 standard errors \
         either way; a thick bar over the middle 50 % of simulations, a thin one over the middle 90 %. {}",
        sentences(cases.iter().enumerate().map(|(place, case)| (case, cells(place))))
    );
    sheet.parts = rows.parts();
    sheet.finish(rows.bottom + Axis::NUMBERS + 14, &note, &description).map(Some)
}

/// The differences in one figure, of all cases but the first.
struct Panel {
    differences: Vec<Estimate>,
    subject: String,
    unit: String,
    axis: Axis,
    /// Means with their simulation error, and where they end.
    cells: Vec<String>,
    right: i32,
}

/// The figures that can be compared.
fn panels(shown: &Shown<'_>, cases: &[CaseFigures]) -> Vec<Panel> {
    let panel = |figure, subject, unit| {
        let differences: Vec<Estimate> = cases.iter().map(|case| against(case, figure)).collect();
        let cells = differences.iter().copied().map(cell).collect();
        Panel { axis: axis(&differences), differences, subject, unit, cells, right: 0 }
    };
    let has = |figure| cases.iter().any(|case| against(case, figure).mean.is_some());
    let mut panels = Vec::new();
    // Amounts in different currencies have no difference.
    let by = difference::figure(shown.figures);
    if let Some(currency) = shared_currency(shown.figures).filter(|_| has(by)) {
        let unit = match by {
            Figure::CostPerReply | Figure::LoadedCostPerReply if currency.is_empty() => "a reply".to_owned(),
            Figure::CostPerReply | Figure::LoadedCostPerReply => format!("{currency} a reply"),
            by => by.unit(&currency),
        };
        panels.push(panel(by, capital(&in_words(by)), unit));
    }
    if has(Figure::RepliesSettled) || panels.is_empty() {
        panels.push(panel(Figure::RepliesSettled, "Replies".to_owned(), "replies a campaign".to_owned()));
    }
    panels
}

/// A mean with its simulation error.
fn cell(estimate: Estimate) -> String {
    match (estimate.mean, estimate.se) {
        (Some(mean), Some(se)) => difference_within(mean, TWO_SIDED_95 * se),
        (Some(mean), None) => difference(mean),
        (None, _) => NOTHING.to_owned(),
    }
}

/// Gives each panel its part of the width from `left` on.
fn place(panels: &mut [Panel], left: i32) {
    let text = |panel: &Panel| widest(panel.cells.iter().map(String::as_str), LABEL).max(width(ERROR, NOTE));
    let texts: i32 = panels.iter().map(|panel| text(panel) + GUTTER).sum();
    let number = panels.len() as i32;
    let plot = ((WIDTH - MARGIN - left - texts - (number - 1) * GUTTER) / number).max(60);
    let mut start = left;
    for panel in panels {
        (panel.axis.start, panel.axis.end) = (start, start + plot);
        panel.right = start + plot + GUTTER + text(panel);
        start = panel.right + GUTTER;
    }
}

/// An axis that holds 0, every mean and the middle half of the campaigns, and of the middle 90 % what does not squeeze
/// those. Only what is ten times as far from 0 as the typical case may lie beyond it.
fn axis(differences: &[Estimate]) -> Axis {
    let core = |it: &Estimate| Some([Some(it.mean?), it.quantiles.p25, it.quantiles.p75]);
    let reach = |core: [Option<f64>; 3]| core.into_iter().flatten().fold(0.0, |most: f64, value| most.max(value.abs()));
    let mut reaches: Vec<f64> = differences.iter().filter_map(core).map(reach).collect();
    reaches.sort_by(f64::total_cmp);
    let typical = reaches.get(reaches.len().saturating_sub(1) / 2).copied().unwrap_or(0.0);
    let most = if typical > 0.0 { 10.0 * typical } else { f64::INFINITY };
    let inside = reaches.into_iter().filter(|&reach| reach <= most).fold(0.0, f64::max);
    let cores = differences.iter().filter_map(core).flatten().flatten().filter(|value| value.abs() <= inside);
    let ends = differences.iter().filter(|it| it.mean.is_some()).flat_map(|it| [it.quantiles.p05, it.quantiles.p95]);
    let ends = ends.flatten().filter(|end| end.abs() <= 2.5 * inside);
    let (from, to) =
        cores.chain(ends).fold((0.0, 0.0), |(from, to): (f64, f64), value| (from.min(value), to.max(value)));
    let room = if to > from { 0.04 * (to - from) } else { 1.0 };
    Axis { start: 0, end: 1, from: from - room, to: to + room }
}

impl Panel {
    /// Does a mean lie outside of the middle half of the simulations?
    fn has_mean_aside(&self) -> bool {
        self.differences.iter().any(|of| {
            let bar = of.quantiles.p25.zip(of.quantiles.p75);
            of.mean.zip(bar).is_some_and(|(mean, (low, high))| mean < low || mean > high)
        })
    }

    fn goes_beyond(&self) -> bool {
        let differences = self.differences.iter().filter(|it| it.mean.is_some());
        let mut marks = differences.flat_map(|it| [it.mean, it.quantiles.p05, it.quantiles.p95]).flatten();
        marks.any(|mark| !self.axis.holds(mark))
    }

    /// As many as there is room for.
    fn ticks(&self) -> Vec<Tick> {
        let close = self.axis.ticks(40);
        let wide = 12 + widest(close.iter().map(|(_, label)| label.as_str()), NOTE);
        if wide > 40 { self.axis.ticks(wide) } else { close }
    }

    fn draw(&self, pen: &mut Pen, top: i32, rows: &Rows, growth: f64) {
        pen.text(&self.subject, STRONG, Align::Left, self.axis.start, top - 8);
        pen.text("Mean difference", NOTE, Align::Right, self.right, top - 8 - NOTE.line_height());
        pen.text(ERROR, NOTE, Align::Right, self.right, top - 8);
        let ticks = self.ticks();
        for group in &rows.groups {
            for (x, label) in &ticks {
                let colour = if label.trim_matches(['0', '.']).is_empty() { AXIS } else { GRID };
                pen.fill(Frame { left: *x, top: group.top, right: x + 1, bottom: group.bottom }, colour);
            }
            group.rows.iter().for_each(|row| self.draw_row(pen, row, growth));
        }
        self.axis.draw_numbers(pen, &ticks, rows.bottom);
        self.axis.draw_unit(pen, rows.bottom, &format!("Difference [{}]", self.unit));
    }

    fn draw_row(&self, pen: &mut Pen, row: &Row, growth: f64) {
        let (axis, middle, difference) = (self.axis, row.middle, self.differences[row.case]);
        pen.text_at_middle(&self.cells[row.case], LABEL, Align::Right, self.right, middle);
        let Some(mean) = difference.mean else {
            return pen.text_at_middle("no reply", NOTE, Align::Centre, (axis.start + axis.end) / 2, middle);
        };
        let (quantiles, thick) = (difference.quantiles, grown(THICK, growth.min(BARS)));
        draw_band(pen, axis, (middle, grown(THIN, growth.min(BARS))), PALE_BLUE, quantiles.p05.zip(quantiles.p95));
        draw_band(pen, axis, (middle, thick), SKY_BLUE, quantiles.p25.zip(quantiles.p75));
        let x = axis.place(mean);
        if !axis.holds(mean) {
            return pen.arrow((x, middle), if mean > 0.0 { 11 } else { -11 }, 12, BLUE);
        }
        pen.point((x, middle), BLUE);
        if let Some(se) = difference.se {
            let error = TWO_SIDED_95 * se;
            // Below the bars, which it would hide.
            pen.whisker((axis.place(mean - error), axis.place(mean + error)), middle + thick / 2 + 5, INK);
        }
    }
}

/// A band between two quantiles, with arrows where it goes on beyond the axis.
fn draw_band(pen: &mut Pen, axis: Axis, (middle, height): (i32, i32), colour: RGBColor, ends: Option<(f64, f64)>) {
    let Some((from, to)) = ends else { return };
    let (length, wide) = (height + 4, (2 * height + 2).min(22));
    let (mut left, mut right) = (axis.place(from), axis.place(to).max(axis.place(from) + 2));
    if !axis.holds(from) && from < axis.to {
        pen.arrow((left, middle), -length, wide, colour);
        left += length;
    }
    if !axis.holds(to) && to > axis.from {
        pen.arrow((right, middle), length, wide, colour);
        right -= length;
    }
    pen.fill(Frame::around(middle, height, left, right), colour);
}

fn legend(beyond: bool) -> Legend {
    Legend::new(vec![occurring([
        (true, Sample::Point(BLUE), "mean difference"),
        (true, Sample::Whisker(INK), "its simulation error: ± 1.96 standard errors"),
        (true, Sample::Bar(THICK, SKY_BLUE), "middle 50 % of simulations"),
        (true, Sample::Bar(THIN, PALE_BLUE), "middle 90 %: luck and rates not known"),
        (beyond, Sample::Arrow(PALE_BLUE), "goes on beyond the axis"),
    ])])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::quantiles;

    fn differing(mean: f64, ends: [f64; 4]) -> Estimate {
        let [p05, p25, p75, p95] = ends.map(Some);
        Estimate { mean: Some(mean), se: Some(0.5), quantiles: quantiles([p05, p25, Some(mean), p75, p95]) }
    }

    fn ends(differences: &[Estimate]) -> (f64, f64) {
        let Axis { from, to, .. } = axis(differences);
        let room = 0.04 * (to - from) / 1.08;
        (((from + room) * 1e6).round() / 1e6, ((to - room) * 1e6).round() / 1e6)
    }

    #[test]
    fn the_axis_holds_zero_and_every_band() {
        assert_eq!(ends(&[differing(-5.0, [-10.0, -7.0, -3.0, -1.0])]), (-10.0, 0.0));
        assert_eq!(ends(&[differing(1.0, [-2.0, 0.0, 2.0, 4.0])]), (-2.0, 4.0));
        assert_eq!(axis(&[Estimate::default()]), Axis { start: 0, end: 1, from: -1.0, to: 1.0 });
    }

    #[test]
    fn what_would_squeeze_the_rest_lies_beyond_the_axis() {
        assert_eq!(ends(&[differing(-5.0, [-100.0, -7.0, -3.0, -1.0])]), (-7.0, 0.0));
        let far = differing(-900.0, [-1000.0, -950.0, -800.0, -700.0]);
        let near = differing(-5.0, [-8.0, -7.0, -3.0, -1.0]);
        assert_eq!(ends(&[near, near, far]), (-8.0, 0.0));
    }

    #[test]
    fn means_are_written_with_their_simulation_error() {
        assert_eq!(cell(differing(-5.0, [0.0; 4])), "−5.0 ± 1.0");
        assert_eq!(cell(Estimate { se: None, ..differing(5.0, [0.0; 4]) }), "+5.00");
        assert_eq!(cell(Estimate::default()), NOTHING);
    }
}
