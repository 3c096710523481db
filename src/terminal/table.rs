//! Tables no wider than the terminal.

use std::fmt;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement};

use crate::report::overview::Room;

/// A terminal narrower than this has no room for everything \[characters\].
const WIDE: u16 = 100;

/// One as wide as this has room for more than is needed.
const WIDER: u16 = 120;

/// What is kept free at the end of lines, for those that are indented \[characters\].
const MARGIN: usize = 2;

/// The width assumed where the output is no terminal \[characters\].
const ELSEWHERE: u16 = WIDE;

/// Rows under headings: the first column to the left, numbers to the right. The row that matters most is marked.
pub(super) struct Table(comfy_table::Table);

impl Table {
    /// A table with these headings.
    pub(super) fn new(headings: &[&str]) -> Table {
        let mut table = comfy_table::Table::new();
        table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width());
        table.set_header(std::iter::once("").chain(headings.iter().copied()));
        for (place, column) in table.column_iter_mut().enumerate() {
            column.set_padding((if place > 1 { 1 } else { 0 }, if is_narrow() && place > 0 { 0 } else { 1 }));
            column.set_cell_alignment(if place > 1 { CellAlignment::Right } else { CellAlignment::Left });
            // A number or a date that is broken in two is another one.
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
        Table(table)
    }

    /// Leaves a column out where there is little room.
    pub(super) fn dispensable(mut self, heading: usize) -> Table {
        if let Some(column) = self.0.column_mut(heading + 1).filter(|_| is_narrow()) {
            column.set_constraint(ColumnConstraint::Hidden);
        }
        self
    }

    /// Aligns a column to the left.
    pub(super) fn left(mut self, heading: usize) -> Table {
        if let Some(column) = self.0.column_mut(heading + 1) {
            column.set_cell_alignment(CellAlignment::Left);
        }
        self
    }

    /// Aligns a column to the right.
    pub(super) fn right(mut self, heading: usize) -> Table {
        if let Some(column) = self.0.column_mut(heading + 1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        self
    }

    /// Lets the names in a column wrap.
    pub(super) fn names(mut self, heading: usize) -> Table {
        if let Some(column) = self.0.column_mut(heading + 1) {
            column.remove_constraint();
        }
        self.left(heading)
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>, marked: bool) {
        let mark = if marked { "›" } else { "" };
        self.0.add_row(std::iter::once(mark.to_owned()).chain(cells));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.lines().try_for_each(|line| writeln!(f, "{}", line.trim_end()))
    }
}

fn is_narrow() -> bool {
    width() < WIDE
}

/// How much room there is for columns.
pub(super) fn room() -> Room {
    match width() {
        ..WIDE => Room::Narrow,
        WIDE..WIDER => Room::Middling,
        _ => Room::Wide,
    }
}

/// A text in lines no wider than the terminal; a space that does not break stays where it is.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < usize::from(width()) - MARGIN => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The width of the terminal \[characters\].
pub fn width() -> u16 {
    // Where standard output goes decides, not where errors are shown.
    terminal_size::terminal_size_of(std::io::stdout()).map_or(ELSEWHERE, |(width, _)| width.0.max(40))
}
