//! A figure where the values of the path are no numbers: a point a case, grouped by value.

use crate::figures::TWO_SIDED_95;
use crate::figures::number::shown;
use crate::study::sweep::Sweep;
use crate::words::sweep::{headline, sweep_sentences};

use super::super::body::Part;
use super::super::legend::{Legend, Sample, occurring};
use super::super::pen::{Align, Pen};
use super::super::style::{AXIS, INK, LABEL, MARGIN, NOTE, STRONG, WIDTH};
use super::super::text::shorten;
use super::super::{Chart, ChartError};
use super::colour::case_colour;
use super::span::Span;
use super::{axis_title, left_out, sheet, shown_cases};

/// The width of the names of cases, and of the values at the right.
const NAMES: i32 = 330;
const VALUES: i32 = 90;
/// The heights of a case's row and of a value's heading.
const ROW: i32 = 28;
const HEADING: i32 = 26;
/// The most values that are shown.
const MOST_VALUES: usize = 12;

/// The chart of a figure.
pub(super) fn draw(sweep: &Sweep, figure: usize) -> Result<Chart, ChartError> {
    let cases = shown_cases(sweep, figure);
    let values = sweep.cells().min(MOST_VALUES);
    let legend = Legend::new(vec![occurring([
        (true, Sample::Point(case_colour(0)), "mean"),
        (true, Sample::Whisker(INK), "its 95 % simulation error"),
    ])]);
    let mut sheet = sheet(sweep, "sweep", figure, headline(sweep, figure), &legend);
    let means = (0..values).flat_map(|cell| cases.iter().map(move |&case| (cell, case)));
    let means = means.filter_map(|(cell, case)| sweep.point(cell, figure, case).mean);
    let (least, most) =
        means.fold((f64::INFINITY, 0.0), |(least, most): (f64, f64), mean| (least.min(mean), most.max(mean)));
    let across = Span::for_means((MARGIN + NAMES, WIDTH - MARGIN - VALUES), least, most);
    let top = sheet.top + 10;
    let heading = if sweep.varied.is_empty() { 0 } else { HEADING };
    let group = heading + cases.len() as i32 * ROW + 8;
    let bottom = top + values as i32 * group;
    across.axis.draw_columns(&mut sheet.pen, &across.ticks(70, false), (top, bottom), AXIS);
    for cell in 0..values {
        let y = top + cell as i32 * group;
        sheet.parts.push(Part { from: y, to: y + group, heading: None, foot: None });
        if heading > 0 {
            let heading = shorten(&sweep.place(cell), STRONG, WIDTH - 2 * MARGIN);
            sheet.pen.text_on_ground(&heading, STRONG, MARGIN, y + HEADING / 2);
        }
        for (place, &case) in cases.iter().enumerate() {
            draw_row(
                &mut sheet.pen,
                sweep,
                (cell, figure, case),
                place,
                across,
                y + heading + place as i32 * ROW + ROW / 2,
            );
        }
    }
    let rest = match sweep.cells() - values {
        0 => String::new(),
        more => format!(" {more} more values are in sweep.csv."),
    };
    let scale = if across.logarithmic { "The axis rises by equal factors." } else { "" };
    let note = format!("{scale}{rest}{}", left_out(sweep, &cases));
    let title = axis_title(sweep, figure);
    across.axis.draw_unit(&mut sheet.pen, bottom, &title);
    let description = format!("{title}, a point a case. {}", sweep_sentences(sweep, figure).join(" "));
    sheet.below = 5;
    sheet.finish(bottom + 9 + NOTE.em + NOTE.line_height() + 14, note.trim(), &description)
}

/// Draws the row of a case, whose colour is that of its place, about the height `middle`.
fn draw_row(
    pen: &mut Pen,
    sweep: &Sweep,
    (cell, figure, case): (usize, usize, usize),
    place: usize,
    across: Span,
    middle: i32,
) {
    let name = shorten(&sweep.cases[case].to_string(), LABEL, NAMES - 12);
    pen.text_at_middle(&name, LABEL, Align::Left, MARGIN, middle);
    let point = sweep.point(cell, figure, case);
    let Some(mean) = point.mean else {
        return pen.text_at_middle("–", NOTE, Align::Left, across.axis.start + 4, middle);
    };
    let error = TWO_SIDED_95 * point.se.unwrap_or(0.0);
    pen.point((across.place(mean), middle - 2), case_colour(place));
    pen.whisker((across.place(mean - error), across.place(mean + error)), middle + 8, INK);
    pen.text_at_middle(&shown(sweep.figures[figure], mean), LABEL, Align::Right, WIDTH - MARGIN, middle);
}
