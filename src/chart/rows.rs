//! The rows of a chart: one a case, those of a variant together, and what stands to their left.

use crate::words::visible::clean;
use plotters::backend::DrawingBackend;

use crate::figures::CaseFigures;

use super::pen::{Align, Drawn, Pen};
use super::style::{LABEL, MARGIN, NOTE, STRONG, Type, WIDTH};
use super::text::{shorten, widest, wrap};

/// What the base is called where what-ifs have their names.
const BASE: &str = "Base";
/// The most that names may take of the width.
const NAMES: i32 = 230;
/// The height of a group's heading, and the space above the next one.
const HEADING: i32 = 26;
const SPACE: i32 = 10;

/// All rows, with their places.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rows {
    /// Cases of the same variant that follow on one another.
    pub groups: Vec<Group>,
    /// The width that the names take.
    pub names: i32,
    /// Where the last row ends.
    pub bottom: i32,
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
    plan: Vec<String>,
    variant: Vec<String>,
}

impl Rows {
    /// Rows of at least `height` from the height `top` on.
    pub(super) fn new(cases: &[CaseFigures], top: i32, height: i32) -> Rows {
        let variants: Vec<&[CaseFigures]> = cases.chunk_by(|a, b| a.name.what_if == b.name.what_if).collect();
        // Headings over single rows would only take space: the variant then stands below its plan.
        let headed = variants.len() > 1 && variants.iter().any(|variant| variant.len() > 1);
        let named = variants.len() > 1 && !headed;

        let (mut groups, mut bottom, mut case) = (Vec::new(), top, 0);
        for variant in &variants {
            let name = variant[0].name.what_if.as_deref().unwrap_or(BASE);
            if headed {
                bottom += HEADING + if groups.is_empty() { 0 } else { SPACE };
            }
            let group_top = bottom;
            let mut rows = Vec::new();
            for figures in *variant {
                let plan = wrap(&figures.name.plan, LABEL, NAMES, 2);
                let variant = if named { wrap(name, NOTE, NAMES, 2) } else { Vec::new() };
                let row_height = height.max(text_height(&plan, &variant) + 12);
                rows.push(Row { case, middle: bottom + row_height / 2, plan, variant });
                bottom += row_height;
                case += 1;
            }
            let heading = headed.then(|| shorten(&clean(name), STRONG, WIDTH - 2 * MARGIN));
            groups.push(Group { heading, top: group_top, bottom, rows });
        }
        let names = groups.iter().flat_map(|group| &group.rows).map(Row::width).max().unwrap_or(0);
        Rows { groups, names, bottom }
    }

    /// Draws headings and names, those of the cases in `strong` in bold.
    pub(super) fn draw_names<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, strong: &[usize]) -> Drawn<DB> {
        for group in &self.groups {
            if let Some(heading) = &group.heading {
                pen.text(heading, STRONG, Align::Left, MARGIN, group.top - 8)?;
            }
            for row in &group.rows {
                row.draw(pen, if strong.contains(&row.case) { STRONG } else { LABEL })?;
            }
        }
        Ok(())
    }
}

impl Row {
    fn width(&self) -> i32 {
        // Bold is a little wider; which rows are bold is known only later.
        widest(self.plan.iter().map(String::as_str), STRONG).max(widest(self.variant.iter().map(String::as_str), NOTE))
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, kind: Type) -> Drawn<DB> {
        let top = self.middle - text_height(&self.plan, &self.variant) / 2;
        let baseline = top + (kind.line_height() + kind.cap_height()) / 2;
        pen.lines(&self.plan, kind, MARGIN, baseline)?;
        let below = top + self.plan.len() as i32 * kind.line_height();
        pen.lines(&self.variant, NOTE, MARGIN, below + (NOTE.line_height() + NOTE.cap_height()) / 2)
    }
}

fn text_height(plan: &[String], variant: &[String]) -> i32 {
    plan.len() as i32 * LABEL.line_height() + variant.len() as i32 * NOTE.line_height()
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
        assert_eq!(rows.groups[1].rows[0].variant, ["x"]);
        let rows = Rows::new(&[empty("a", None), empty("b", None)], 0, 30);
        assert_eq!((rows.groups.len(), rows.bottom), (1, 60));
        assert!(rows.groups[0].rows[0].variant.is_empty());
    }
}
