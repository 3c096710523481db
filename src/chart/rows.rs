//! The rows of a chart, those of a variant together, and the names to their left.

use crate::domain::case::CaseName;
use crate::figures::CaseFigures;
use crate::words::visible::clean;

use super::body::Part;
use super::pen::{Align, Pen};
use super::style::{LABEL, MARGIN, NOTE, STRONG, Type, WIDTH};
use super::text::{shorten, widest, wrap};

/// The name of the base among those of what-ifs.
const BASE: &str = "Base";
/// The most that names may take of the width.
const NAMES: i32 = 230;
/// The height of a group's heading, and the space above the next one.
const HEADING: i32 = 26;
const SPACE: i32 = 10;

/// A name with a note below it, both broken into lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Name {
    name: Vec<String>,
    note: Vec<String>,
}

impl Name {
    /// Two lines of each at most, none wider than `room`; no note if there is none.
    pub(super) fn new(name: &str, note: Option<&str>, room: i32) -> Name {
        Name { name: wrap(name, LABEL, room, 2), note: note.map_or(Vec::new(), |note| wrap(note, NOTE, room, 2)) }
    }

    /// The height of all lines.
    pub(super) fn height(&self) -> i32 {
        self.name.len() as i32 * LABEL.line_height() + self.note.len() as i32 * NOTE.line_height()
    }

    /// The width that the longest line takes, the name in this kind of text.
    pub(super) fn width(&self, kind: Type) -> i32 {
        widest(self.name.iter().map(String::as_str), kind).max(widest(self.note.iter().map(String::as_str), NOTE))
    }

    /// Draws it at the left margin about the height `middle`, the name in this kind of text.
    pub(super) fn draw(&self, pen: &mut Pen, middle: i32, kind: Type) {
        let top = middle - self.height() / 2;
        pen.lines(&self.name, kind, MARGIN, top + kind.em);
        pen.lines(&self.note, NOTE, MARGIN, top + self.name.len() as i32 * kind.line_height() + NOTE.em);
    }
}

/// All rows, in their places.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rows {
    /// Cases of the same variant that follow on one another.
    pub groups: Vec<Group>,
    /// The width that the names take.
    pub names: i32,
    /// Where the last row ends.
    pub bottom: i32,
}

/// What the cases of a variant are headed by.
pub(super) fn heading(name: &CaseName) -> String {
    name.what_if().or_else(|| name.base.clone()).unwrap_or_else(|| BASE.to_owned())
}

/// The rows of one variant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    heading: Option<String>,
    /// Where its first row begins.
    pub top: i32,
    /// Where its last row ends.
    pub bottom: i32,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// The row of one case.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Its place among the cases.
    pub case: usize,
    /// The height of its middle.
    pub middle: i32,
    /// Where it begins and ends.
    top: i32,
    bottom: i32,
    name: Name,
}

impl Rows {
    /// Rows of at least `height` from the height `top` on.
    pub(super) fn new(cases: &[CaseFigures], top: i32, height: i32) -> Rows {
        let variants: Vec<&[CaseFigures]> = cases.chunk_by(|a, b| a.name.variant() == b.name.variant()).collect();
        // Headings over single rows would only take space: the variant then stands below its plan.
        let headed = variants.len() > 1 && variants.iter().any(|variant| variant.len() > 1);
        let named = variants.len() > 1 && !headed;

        let (mut groups, mut bottom, mut case) = (Vec::new(), top, 0);
        for variant in &variants {
            let title = heading(&variant[0].name);
            if headed {
                bottom += HEADING + if groups.is_empty() { 0 } else { SPACE };
            }
            let group_top = bottom;
            let mut rows = Vec::new();
            for figures in *variant {
                let name = Name::new(figures.name.plan_label(), named.then_some(title.as_str()), NAMES);
                let row_height = height.max(name.height() + 12);
                let middle = bottom + row_height / 2;
                rows.push(Row { case, middle, top: bottom, bottom: bottom + row_height, name });
                bottom += row_height;
                case += 1;
            }
            let heading = headed.then(|| shorten(&clean(&title), STRONG, WIDTH - 2 * MARGIN));
            groups.push(Group { heading, top: group_top, bottom, rows });
        }
        // Bold is a little wider; which rows are bold is known only later.
        let names = groups.iter().flat_map(|group| &group.rows).map(|row| row.name.width(STRONG)).max().unwrap_or(0);
        Rows { groups, names, bottom }
    }

    /// The rows as parts of a chart, each with what heads its group.
    pub(super) fn parts(&self) -> Vec<Part> {
        let mut from =
            self.groups.first().map_or(0, |group| group.top - if group.heading.is_some() { HEADING } else { 0 });
        let mut parts = Vec::new();
        for group in &self.groups {
            let heading = group.heading.as_ref().map(|_| (group.top - HEADING, group.top));
            for (place, row) in group.rows.iter().enumerate() {
                // Rows are about their middles, and the next one begins where this one ends.
                let to = group.rows.get(place + 1).map_or(group.bottom, |next| next.top.max(row.bottom));
                parts.push(Part { from, to, heading, foot: None });
                from = to;
            }
        }
        parts
    }

    /// Draws headings and names, those of the cases in `strong` in bold.
    pub(super) fn draw_names(&self, pen: &mut Pen, strong: &[usize]) {
        for group in &self.groups {
            if let Some(heading) = &group.heading {
                pen.text(heading, STRONG, Align::Left, MARGIN, group.top - 8);
            }
            for row in &group.rows {
                row.name.draw(pen, row.middle, if strong.contains(&row.case) { STRONG } else { LABEL });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::font;
    use super::*;
    use crate::figures::samples::empty;

    #[test]
    fn plans_stand_below_the_heading_of_their_variant() {
        assert!(font::register());
        let cases = [empty("a", None), empty("b", None), empty("a", Some("x")), empty("b", Some("x"))];
        let rows = Rows::new(&cases, 100, 30);
        let headings: Vec<_> = rows.groups.iter().map(|group| group.heading.as_deref()).collect();
        assert_eq!(headings, [Some("Base"), Some("x")]);
        assert_eq!((rows.groups[0].top, rows.groups[0].bottom), (100 + HEADING, 160 + HEADING));
        assert_eq!(rows.bottom, 220 + 2 * HEADING + SPACE);
        assert_eq!(rows.groups[1].rows[0].case, 2);
    }

    #[test]
    fn single_rows_have_their_variant_with_them() {
        assert!(font::register());
        let rows = Rows::new(&[empty("a", None), empty("a", Some("x"))], 0, 30);
        assert!(rows.groups.iter().all(|group| group.heading.is_none()));
        assert_eq!(rows.groups[1].rows[0].name.note, ["x"]);
        let rows = Rows::new(&[empty("a", None), empty("b", None)], 0, 30);
        assert_eq!((rows.groups.len(), rows.bottom), (1, 60));
        assert!(rows.groups[0].rows[0].name.note.is_empty());
    }
}
