//! The key of points that are numbered: their names and figures, in one or two columns.

use crate::words::visible::clean;

use super::super::pen::{Align, Pen};
use super::super::style::{LABEL, MARGIN, NOTE, STRONG, WIDTH};
use super::super::text::{widest, wrap};
use super::point::Point;

/// From one entry to the next, its lines besides; the space that the number takes, and that before the figures.
const LINE: i32 = 21;
const NUMBER: i32 = 26;
const BEFORE: i32 = 16;
/// The space between two columns.
const BETWEEN: i32 = 40;
const HEADING: &str = "Cost · replies (middle 90 %)";

/// Everything placed, from the height 0 on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key {
    columns: Vec<Vec<Entry>>,
    wide: i32,
    /// Its height.
    pub height: i32,
}

/// A point in the key.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    point: usize,
    middle: i32,
    lines: Vec<String>,
}

impl Key {
    /// Two columns if names have room in them on two lines each, else one.
    pub(super) fn new(points: &[Point]) -> Key {
        let two = Key::with(points, 2);
        let is_cut = two.columns.iter().flatten().flat_map(|entry| &entry.lines).any(|line| line.ends_with('…'));
        if is_cut { Key::with(points, 1) } else { two }
    }

    fn with(points: &[Point], columns: i32) -> Key {
        let wide = (WIDTH - 2 * MARGIN - (columns - 1) * BETWEEN) / columns;
        let figures = widest(points.iter().map(|point| point.figures.as_str()), LABEL);
        // Bold is wider: it decides.
        let names = points.iter().map(|point| wrap(&clean(&point.title), STRONG, wide - figures - NUMBER - BEFORE, 2));
        let names: Vec<Vec<String>> = names.collect();
        let high = |lines: &Vec<String>| LINE + (lines.len() as i32 - 1) * LABEL.line_height();
        let all: i32 = names.iter().map(high).sum();
        let mut placed = vec![Vec::new()];
        let (mut y, mut height) = (LINE, 0);
        for (point, lines) in names.into_iter().enumerate() {
            if y - LINE >= (all + columns - 1) / columns {
                placed.push(Vec::new());
                y = LINE;
            }
            let own = high(&lines);
            if let Some(column) = placed.last_mut() {
                column.push(Entry { point, middle: y + own / 2, lines });
            }
            y += own;
            height = height.max(y);
        }
        Key { columns: placed, wide, height }
    }

    /// Draws it from the height `top` on.
    pub(super) fn draw(&self, pen: &mut Pen, points: &[Point], top: i32) {
        for (column, entries) in (0..).zip(&self.columns) {
            let left = MARGIN + column * (self.wide + BETWEEN);
            pen.text_at_middle(HEADING, NOTE, Align::Right, left + self.wide, top + LINE / 2);
            for Entry { point: place, middle, lines } in entries {
                let (point, middle) = (&points[*place], top + middle);
                point.draw_numbered(pen, *place, (left + 9, middle));
                let kind = if point.unbeaten { STRONG } else { LABEL };
                let above = (lines.len() as i32 - 1) * kind.line_height() / 2;
                pen.lines(lines, kind, left + NUMBER, middle - above + kind.cap_height() / 2);
                pen.text_at_middle(&point.figures, LABEL, Align::Right, left + self.wide, middle);
            }
        }
    }
}
