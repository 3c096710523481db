//! The bounds of targets, as labelled lines in the charts of the figures that they are about.

use plotters::backend::DrawingBackend;

use crate::domain::requirement::Comparison;
use crate::figures::number::percent;
use crate::figures::{Figure, Figures};

use super::pen::{Align, Drawn, Frame, Pen};
use super::rows::Rows;
use super::scale::Scale;
use super::style::{INK, NOTE};
use super::text::width;

/// A bound on a figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bound {
    /// Where it lies, in the unit of the figure.
    pub value: f64,
    /// By the end of which week; `None`: over the whole campaign.
    pub by: Option<u32>,
    /// What is asked.
    pub label: String,
}

/// The bounds that targets set to a figure, each once, in the order of the targets.
pub(super) fn bounds(figures: &Figures, figure: Figure) -> Vec<Bound> {
    let mut bounds: Vec<Bound> = Vec::new();
    for asked in figures.targets.iter().map(|target| &target.asked).filter(|asked| asked.figure == figure) {
        let by = asked.by.map(|week| format!(" by week {week}")).unwrap_or_default();
        let with = asked.with.map(|share| format!(" in {} of campaigns", percent(share.get()))).unwrap_or_default();
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

/// Draws a line through all rows at each bound that the axis reaches, with what it is above it.
pub(super) fn draw_across<DB: DrawingBackend>(
    bounds: &[Bound],
    pen: &Pen<'_, DB>,
    scale: Scale,
    rows: &Rows,
) -> Drawn<DB> {
    let Some(top) = rows.groups.first().map(|group| group.top) else { return Ok(()) };
    let mut reached: Vec<(i32, &Bound)> = bounds
        .iter()
        .map(|bound| (scale.place(bound.value), bound))
        .filter(|((_, on), _)| *on)
        .map(|((x, _), bound)| (x, bound))
        .collect();
    reached.sort_by_key(|(x, _)| *x);
    // Two lines of labels have room under the headings of the columns.
    let mut free = [scale.left; 2];
    for (x, bound) in reached {
        for group in &rows.groups {
            pen.fill(Frame { left: x - 1, top: group.top, right: x + 1, bottom: group.bottom }, INK)?;
        }
        let wide = width(&bound.label, NOTE);
        let left = (x - wide / 2).clamp(scale.left, (scale.right - wide).max(scale.left));
        let Some(line) = free.iter().position(|&free| left >= free) else { continue };
        free[line] = left + wide + 8;
        let baseline = top - 6 - line as i32 * NOTE.line_height();
        pen.text(&bound.label, NOTE.coloured(INK), Align::Left, left, baseline)?;
    }
    Ok(())
}

/// What the lines are, for those who do not see them.
pub(super) fn in_words(bounds: &[Bound]) -> String {
    let labels: Vec<&str> = bounds.iter().map(|bound| bound.label.as_str()).collect();
    if labels.is_empty() { String::new() } else { format!(" A line is drawn at each {}.", labels.join(", ")) }
}
