//! Tables no wider than the terminal.

use std::fmt;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement};

use crate::report::overview::Room;

use super::screen::Screen;

/// Rows under headings: the first column to the left, numbers to the right. The row that matters most is marked.
pub(super) struct Table {
    table: comfy_table::Table,
    is_narrow: bool,
}

impl Table {
    /// A table with these headings.
    pub(super) fn new(screen: Screen, headings: &[&str]) -> Table {
        let is_narrow = screen.room() == Room::Narrow;
        let mut table = comfy_table::Table::new();
        table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(screen.width() as u16);
        table.set_header(std::iter::once("").chain(headings.iter().copied()));
        for (place, column) in table.column_iter_mut().enumerate() {
            column.set_padding((if place > 1 { 1 } else { 0 }, if is_narrow && place > 0 { 0 } else { 1 }));
            column.set_cell_alignment(if place > 1 { CellAlignment::Right } else { CellAlignment::Left });
            // A number or a date that is broken in two is another one.
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
        Table { table, is_narrow }
    }

    /// Leaves a column out where there is little room.
    pub(super) fn dispensable(mut self, heading: usize) -> Table {
        if let Some(column) = self.table.column_mut(heading + 1).filter(|_| self.is_narrow) {
            column.set_constraint(ColumnConstraint::Hidden);
        }
        self
    }

    /// Aligns a column to the left.
    pub(super) fn left(mut self, heading: usize) -> Table {
        if let Some(column) = self.table.column_mut(heading + 1) {
            column.set_cell_alignment(CellAlignment::Left);
        }
        self
    }

    /// Aligns a column to the right.
    pub(super) fn right(mut self, heading: usize) -> Table {
        if let Some(column) = self.table.column_mut(heading + 1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        self
    }

    /// Lets the names in a column wrap.
    pub(super) fn names(mut self, heading: usize) -> Table {
        if let Some(column) = self.table.column_mut(heading + 1) {
            column.remove_constraint();
        }
        self.left(heading)
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>, marked: bool) {
        let mark = if marked { "›" } else { "" };
        self.table.add_row(std::iter::once(mark.to_owned()).chain(cells));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.table.lines().try_for_each(|line| writeln!(f, "{}", line.trim_end()))
    }
}

#[cfg(test)]
mod tests {
    use super::Table;
    use crate::terminal::screen::{Screen, columns};

    fn table(width: u16) -> String {
        let mut table = Table::new(Screen::new(width), &["case", "sent", "weeks\nshort"]).names(0).dispensable(1);
        table.row(["premium-career · with a very long name of a what-if".into(), "12".into(), "3".into()], false);
        table.row(["销售 · e\u{301}".into(), "1 234".into(), "0".into()], true);
        table.to_string()
    }

    #[test]
    fn the_best_is_marked_and_numbers_stand_below_each_other() {
        assert_eq!(
            table(100),
            "  case                                                  sent  weeks
                                                              short
  premium-career · with a very long name of a what-if     12      3
› 销售 · e\u{301}                                             1 234      0
"
        );
    }

    #[test]
    fn a_narrow_table_breaks_names_and_leaves_out_what_can_be_spared() {
        let narrow = table(40);
        assert!(narrow.lines().all(|line| columns(line) <= 40), "{narrow}");
        assert!(!narrow.contains("sent") && narrow.contains("short") && narrow.lines().count() > 4, "{narrow}");
    }
}
