//! A table whose rows hold shapes: the names of cases, a level axis from nothing up, and columns of numbers.

use crate::figures::CaseFigures;

use super::axis::Axis;
use super::body::Part;
use super::bounds::{self, Bound};
use super::column::{self, Column, HEADINGS, left_edge};
use super::pen::{Align, Frame, Pen};
use super::rows::{Row, Rows};
use super::style::{AXIS, GRID, GUTTER, LABEL, MARGIN, STRONG};

/// The fewest pixels between two marks of the axis.
const APART: i32 = 70;

/// A row a case.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table<'a> {
    cases: &'a [CaseFigures],
    columns: Vec<Column>,
    rows: Rows,
    top: i32,
    /// The cases whose names and first numbers are bold.
    pub strong: Vec<usize>,
    /// The axis of the shapes, from 0.
    pub axis: Axis,
    /// The unit of the axis; `None` if there is nothing to measure, and no axis is drawn.
    pub unit: Option<String>,
    /// Bounds that are drawn as lines across all rows.
    pub bounds: Vec<Bound>,
}

impl<'a> Table<'a> {
    /// Rows of at least `height` from the height `top` on, and an axis from 0 to `limit`.
    pub(super) fn new(cases: &'a [CaseFigures], columns: Vec<Column>, top: i32, height: i32, limit: f64) -> Table<'a> {
        let rows = Rows::new(cases, top + HEADINGS, height);
        let axis = Axis { start: MARGIN + rows.names + GUTTER, end: left_edge(&columns), from: 0.0, to: limit };
        Table { cases, columns, rows, top, strong: Vec::new(), axis, unit: None, bounds: Vec::new() }
    }

    /// Draws it, each row with the shapes that `draw_row` gives it, and returns where it ends.
    pub(super) fn draw(&self, pen: &mut Pen, draw_row: impl Fn(&mut Pen, &CaseFigures, &Row)) -> i32 {
        self.rows.draw_names(pen, &self.strong);
        self.draw_columns(pen, self.top + HEADINGS);
        let ticks = if self.unit.is_some() { self.axis.ticks(APART) } else { Vec::new() };
        for group in &self.rows.groups {
            for &(left, _) in &ticks {
                let frame = Frame { left, top: group.top, right: left + 1, bottom: group.bottom };
                pen.fill(frame, if left == self.axis.start { AXIS } else { GRID });
            }
            group.rows.iter().for_each(|row| draw_row(pen, &self.cases[row.case], row));
        }
        bounds::draw_across(&self.bounds, pen, self.axis, &self.rows);
        let Some(unit) = &self.unit else { return self.rows.bottom };
        self.axis.draw_numbers(pen, &ticks, self.rows.bottom);
        self.axis.draw_unit(pen, self.rows.bottom, unit);
        self.rows.bottom + Axis::NUMBERS
    }

    /// Its rows, at which it may be cut.
    pub(super) fn parts(&self) -> Vec<Part> {
        self.rows.parts()
    }

    /// The columns and the bounds in words, for those who cannot see them.
    pub(super) fn in_words(&self) -> String {
        column::in_words(&self.columns, self.cases) + &bounds::in_words(&self.bounds)
    }

    /// The columns, their headings just above the height `top`.
    fn draw_columns(&self, pen: &mut Pen, top: i32) {
        let mut right = left_edge(&self.columns);
        for (place, column) in self.columns.iter().enumerate() {
            right += column.width() + GUTTER;
            column.draw_heading(pen, right, top - 8);
            for row in self.rows.groups.iter().flat_map(|group| &group.rows) {
                let kind = if place == 0 && self.strong.contains(&row.case) { STRONG } else { LABEL };
                pen.text_at_middle(&column.cells[row.case], kind, Align::Right, right, row.middle);
            }
        }
    }
}
