//! A figure over two paths: a panel a case, coloured from low to high on one scale for all.

use crate::figures::number::shown;
use crate::study::sweep::Sweep;
use crate::words::sweep::sweep_sentences;
use crate::words::visible::capital;

use super::super::legend::Legend;
use super::super::pen::{Align, Frame, Pen};
use super::super::style::{AXIS, GRID, MARGIN, NOTE, STRONG, WIDTH};
use super::super::text::{shorten, width};
use super::super::{Chart, ChartError};
use super::colour::{LEVELS, level_colour};
use super::span::Span;
use super::tiles::Tiles;
use super::{axis_title, left_out, path_title, sheet, shown_cases, words};

/// The height of a panel's tiles, of its heading, and of the numbers below it.
const PANEL: i32 = 250;
const HEADING: i32 = 26;
const NUMBERS: i32 = 30;
/// The space for the numbers beside the first panel, and between panels.
const SIDE: i32 = 58;
const GAP: i32 = 26;
/// The height of the scale of colours.
const SCALE: i32 = 66;

/// The chart of a figure.
pub(super) fn draw(sweep: &Sweep, figure: usize) -> Result<Chart, ChartError> {
    let cases = shown_cases(sweep, figure);
    let all = cases.iter().flat_map(|&case| (0..sweep.cells()).map(move |cell| (cell, case)));
    let means = all.filter_map(|(cell, case)| Some((sweep.point(cell, figure, case).mean?, cell, case)));
    let least = means.clone().min_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or((0.0, 0, 0));
    let most = means.clone().max_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or((1.0, 0, 0));
    let at = |(mean, cell, case): (f64, usize, usize)| {
        let case = if cases.len() > 1 { format!("{}, ", sweep.cases[case]) } else { String::new() };
        format!("{} ({case}{})", shown(sweep.figures[figure], mean), sweep.place(cell))
    };
    let finding = format!("{} runs from {} to {}", capital(&words(sweep.figures[figure])), at(least), at(most));
    let mut sheet = sheet(sweep, "sweep", figure, finding, &Legend::new(Vec::new()));
    let pen = &mut sheet.pen;
    let (left, right) = (MARGIN + SIDE, WIDTH - MARGIN);
    let scale = Span::new((left, right), least.0, most.0, least.0 > 0.0 && most.0 / least.0 > 10.0);
    pen.text(&axis_title(sweep, figure), NOTE, Align::Left, left, sheet.top + 4 + NOTE.em);
    draw_scale(pen, scale, sheet.top + 4 + NOTE.line_height() + 2);
    let top = sheet.top + SCALE + NOTE.line_height();
    pen.text(&path_title(sweep, 1), NOTE, Align::Left, MARGIN, top - 6);
    let columns = match cases.len() {
        1 => 1,
        2 | 4 => 2,
        _ => 3,
    };
    for (place, &case) in cases.iter().enumerate() {
        let frame = panel(top, place, columns);
        let name = shorten(&sweep.cases[case].to_string(), STRONG, frame.right - frame.left);
        pen.text(&name, STRONG, Align::Left, frame.left, frame.top - 7);
        let tiles = Tiles::new(sweep, frame);
        tiles.fill(pen, |cell| match sweep.point(cell, figure, case).mean {
            Some(mean) => level_colour((scale.share(mean) * (LEVELS - 1) as f64).round() as usize),
            None => GRID,
        });
        tiles.draw_values(pen, sweep, place % columns == 0);
    }
    let bottom = top + cases.len().div_ceil(columns) as i32 * (HEADING + PANEL + NUMBERS) + NOTE.em;
    pen.text(&path_title(sweep, 0), NOTE, Align::Centre, (left + right) / 2, bottom);
    let missing = if means.count() < cases.len() * sweep.cells() { " Grey: the figure is undefined." } else { "" };
    let factors = if scale.logarithmic { " Colours change by equal factors." } else { "" };
    let note = format!("Each tile is the mean of a case at two values.{factors}{missing}{}", left_out(sweep, &cases));
    let description = format!(
        "{}, a panel a case, {} to the right and {} upwards. {}",
        axis_title(sweep, figure),
        path_title(sweep, 0),
        path_title(sweep, 1),
        sweep_sentences(sweep, figure).join(" ")
    );
    sheet.below = 8;
    sheet.finish(bottom + 14, &note, &description)
}

/// Draws the scale of colours from the height `top` on, with its numbers below.
fn draw_scale(pen: &mut Pen, scale: Span, top: i32) {
    let (left, right) = (scale.axis.start, scale.axis.end);
    let x = |level: usize| left + (right - left) * level as i32 / LEVELS as i32;
    for level in 0..LEVELS {
        pen.fill(Frame { left: x(level), top, right: x(level + 1), bottom: top + 12 }, level_colour(level));
    }
    for (x, label) in scale.ticks(80, false) {
        pen.fill(Frame { left: x, top: top + 12, right: x + 1, bottom: top + 16 }, AXIS);
        let half = width(&label, NOTE) / 2;
        pen.text(&label, NOTE, Align::Centre, x.clamp(left + half, right - half), top + 19 + NOTE.em);
    }
}

/// The tiles of the panel at a place, where the first row of panels begins at the height `top`.
fn panel(top: i32, place: usize, columns: usize) -> Frame {
    let (row, column, columns) = ((place / columns) as i32, (place % columns) as i32, columns as i32);
    let room = (WIDTH - 2 * MARGIN - SIDE - GAP * (columns - 1)) / columns;
    let left = MARGIN + SIDE + column * (room + GAP);
    let top = top + row * (HEADING + PANEL + NUMBERS) + HEADING;
    Frame { left, top, right: left + room, bottom: top + PANEL }
}
