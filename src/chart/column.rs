//! Columns of numbers to the right of a chart: what its shapes say, to be read exactly.

use plotters::backend::DrawingBackend;

use crate::figures::CaseFigures;

use super::pen::{Align, Drawn, Pen};
use super::rows::Rows;
use super::style::{GUTTER, LABEL, MARGIN, NOTE, STRONG, WIDTH};
use super::text::widest;

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// Two lines above it.
    pub heading: [String; 2],
    /// One cell a case, in the order of the cases.
    pub cells: Vec<String>,
}

impl Column {
    /// A column under the words of `heading`.
    pub(super) fn new(heading: [&str; 2], cells: impl IntoIterator<Item = String>) -> Column {
        Column { heading: heading.map(str::to_owned), cells: cells.into_iter().collect() }
    }

    fn width(&self) -> i32 {
        let cells = widest(self.cells.iter().map(String::as_str), STRONG);
        cells.max(widest(self.heading.iter().map(String::as_str), NOTE))
    }
}

/// What stands in a cell that has no number.
pub(super) const NOTHING: &str = "–";

/// The height of the headings.
pub(super) const HEADINGS: i32 = 2 * NOTE.line_height() + 8;

/// Where the columns begin, and with them the space that is left for shapes ends.
pub(super) fn left_edge(columns: &[Column]) -> i32 {
    WIDTH - MARGIN - columns.iter().map(|column| column.width() + GUTTER).sum::<i32>()
}

/// What columns say, for those who cannot see them: a sentence a case.
pub(super) fn in_words(columns: &[Column], cases: &[CaseFigures]) -> String {
    let cells = |place: usize| {
        let cells = columns.iter().map(|Column { heading: [first, second], cells }| {
            let heading = format!("{first} {second}").trim().to_lowercase();
            format!("{heading} {}", if cells[place] == NOTHING { "none" } else { &cells[place] })
        });
        cells.collect::<Vec<_>>().join(", ")
    };
    told(cases.iter().enumerate().map(|(place, case)| (case, cells(place))))
}

/// Sentences about cases, each after the name of its case.
pub(super) fn told<'a>(cases: impl Iterator<Item = (&'a CaseFigures, String)>) -> String {
    let told = cases.filter(|(_, what)| !what.is_empty()).map(|(case, what)| format!("{}: {what}.", case.name));
    told.collect::<Vec<_>>().join(" ")
}

/// Draws the columns at the right edge, their headings just above the height `top`; the cells of the cases in `strong`
/// are bold in the first column.
pub(super) fn draw<DB: DrawingBackend>(
    columns: &[Column],
    pen: &Pen<'_, DB>,
    top: i32,
    rows: &Rows,
    strong: &[usize],
) -> Drawn<DB> {
    let mut right = left_edge(columns);
    for (place, column) in columns.iter().enumerate() {
        right += column.width() + GUTTER;
        let [first, second] = &column.heading;
        pen.text(first, NOTE, Align::Right, right, top - 8 - NOTE.line_height())?;
        pen.text(second, NOTE, Align::Right, right, top - 8)?;
        for row in rows.groups.iter().flat_map(|group| &group.rows) {
            let kind = if place == 0 && strong.contains(&row.case) { STRONG } else { LABEL };
            pen.text_at_middle(&column.cells[row.case], kind, Align::Right, right, row.middle)?;
        }
    }
    Ok(())
}
