//! The bounds of targets, as labelled lines in the charts of the figures that they are about.

use crate::domain::requirement::Comparison;
use crate::figures::number::percent;
use crate::figures::{Figure, Figures};

use super::axis::Axis;
use super::pen::{Align, Frame, Pen};
use super::rows::Rows;
use super::style::{INK, NOTE};
use super::text::width;

/// A bound on a figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bound {
    /// Where it lies, in the unit of the figure.
    pub value: f64,
    /// By the end of which week; `None`: over the whole campaign.
    pub by: Option<u32>,
    /// The words at its line.
    pub label: String,
}

/// The bounds that targets set to a figure, each once, in the order of the targets.
pub(super) fn bounds(figures: &Figures, figure: Figure) -> Vec<Bound> {
    let mut bounds: Vec<Bound> = Vec::new();
    for asked in figures.targets.iter().map(|target| &target.asked).filter(|asked| asked.figure == figure) {
        let by = asked.by.map(|week| format!(" by week {week}")).unwrap_or_default();
        let with = asked.with.map(|share| format!(" in {} of simulations", percent(share.get()))).unwrap_or_default();
        let sign = match asked.comparison {
            Comparison::AtLeast => "≥",
            Comparison::AtMost => "≤",
            other => other.sign(),
        };
        let label = format!("target {sign} {}{by}{with}", asked.value);
        let bound = Bound { value: asked.value, by: asked.by, label };
        if !bounds.contains(&bound) {
            bounds.push(bound);
        }
    }
    bounds
}

/// The bounds over the whole campaign.
pub(super) fn whole(figures: &Figures, figure: Figure) -> Vec<Bound> {
    bounds(figures, figure).into_iter().filter(|bound| bound.by.is_none()).collect()
}

/// Where an axis ends that ended at `limit`: a little beyond the last bound, unless that would squeeze the rest.
pub(super) fn room(limit: f64, bounds: &[Bound]) -> f64 {
    let near = bounds.iter().map(|bound| bound.value * 1.04).filter(|&value| value <= 2.0 * limit);
    near.fold(limit, f64::max)
}

/// Draws a line through all rows at each bound that the axis reaches, with its label above it.
pub(super) fn draw_across(bounds: &[Bound], pen: &mut Pen, axis: Axis, rows: &Rows) {
    let Some(top) = rows.groups.first().map(|group| group.top) else { return };
    let reached = bounds.iter().filter(|bound| bound.value <= axis.to);
    let mut reached: Vec<(i32, &Bound)> = reached.map(|bound| (axis.place(bound.value), bound)).collect();
    reached.sort_by_key(|(x, _)| *x);
    // Two lines of labels have room under the headings of the columns.
    let mut free = [axis.start; 2];
    for (x, bound) in reached {
        for group in &rows.groups {
            pen.fill(Frame { left: x - 1, top: group.top, right: x + 1, bottom: group.bottom }, INK);
        }
        let wide = width(&bound.label, NOTE);
        let left = (x - wide / 2).clamp(axis.start, (axis.end - wide).max(axis.start));
        let Some(line) = free.iter().position(|&free| left >= free) else { continue };
        free[line] = left + wide + 8;
        let baseline = top - 6 - line as i32 * NOTE.line_height();
        pen.text(&bound.label, NOTE.coloured(INK), Align::Left, left, baseline);
    }
}

/// A sentence about the lines, for those who do not see them; nothing if there is none.
pub(super) fn in_words(bounds: &[Bound]) -> String {
    let labels: Vec<&str> = bounds.iter().map(|bound| bound.label.as_str()).collect();
    if labels.is_empty() { String::new() } else { format!(" A line is drawn at each {}.", labels.join(", ")) }
}
