//! Columns of numbers to the right of a chart, by which its shapes can be read exactly.

use crate::figures::CaseFigures;

use super::pen::{Align, Pen};
use super::style::{GUTTER, MARGIN, NOTE, STRONG, WIDTH};
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

    /// The width of its widest text.
    pub(super) fn width(&self) -> i32 {
        let cells = widest(self.cells.iter().map(String::as_str), STRONG);
        cells.max(widest(self.heading.iter().map(String::as_str), NOTE))
    }

    /// Draws its heading, the second line of it at the height `baseline`.
    pub(super) fn draw_heading(&self, pen: &mut Pen, right: i32, baseline: i32) {
        let [first, second] = &self.heading;
        pen.text(first, NOTE, Align::Right, right, baseline - NOTE.line_height());
        pen.text(second, NOTE, Align::Right, right, baseline);
    }
}

/// The text of a cell that has no number.
pub(super) const NOTHING: &str = "–";

/// The height of the headings.
pub(super) const HEADINGS: i32 = 2 * NOTE.line_height() + 8;

/// Where the columns begin, and with them the space that is left for shapes ends.
pub(super) fn left_edge(columns: &[Column]) -> i32 {
    WIDTH - MARGIN - columns.iter().map(|column| column.width() + GUTTER).sum::<i32>()
}

/// The cells in words, for those who cannot see them: a sentence a case.
pub(super) fn in_words(columns: &[Column], cases: &[CaseFigures]) -> String {
    let cells = |place: usize| {
        let cells = columns.iter().map(|Column { heading: [first, second], cells }| {
            let (first, second) = (first.to_lowercase(), second.to_lowercase());
            let cell = if cells[place] == NOTHING { "none" } else { &cells[place] };
            // “No reply in” and “of simulations” are two parts of a sentence about the share between them.
            match first.ends_with(" in") {
                true => format!("{first} {cell} {second}"),
                false => format!("{} {cell}", format!("{first} {second}").trim()),
            }
        });
        cells.collect::<Vec<_>>().join(", ")
    };
    sentences(cases.iter().enumerate().map(|(place, case)| (case, cells(place))))
}

/// Sentences about cases, each after the name of its case; none about a case of which there is nothing to say.
pub(super) fn sentences<'a>(cases: impl Iterator<Item = (&'a CaseFigures, String)>) -> String {
    let said = cases.filter(|(_, what)| !what.is_empty()).map(|(case, what)| format!("{}: {what}.", case.name));
    said.collect::<Vec<_>>().join(" ")
}
