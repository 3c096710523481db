//! Small multiples: one panel a case, all with the same axes, with a name and a note above each.

use jiff::civil::Date;

use crate::figures::CaseFigures;

use super::body::Part;
use super::pen::{Align, Frame, Pen};
use super::rise::Rise;
use super::rows::heading;
use super::style::{MARGIN, NOTE, STRONG, WIDTH};
use super::text::{balance, wrap};
use super::weeks::Weeks;

/// The panels of a chart, placed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Panels {
    /// In the order of the cases.
    pub panels: Vec<Panel>,
    /// Where the last row ends.
    pub bottom: i32,
    /// The rows of panels.
    pub parts: Vec<Part>,
}

/// One panel.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Panel {
    /// Its place among the cases that are shown.
    pub case: usize,
    /// Does it begin a row, so that the numbers of the axis stand to its left?
    pub begins_row: bool,
    /// Is there none below it, so that the weeks are named there?
    ends_column: bool,
    /// Where its shapes are drawn.
    pub plot: Frame,
    title: Title,
    /// The baseline of the first line of its name.
    baseline: i32,
}

/// The name and the note above a panel, in lines.
#[derive(Debug, Clone, PartialEq)]
struct Title {
    name: Vec<String>,
    note: Vec<String>,
}

impl Title {
    fn height(&self) -> i32 {
        self.name.len() as i32 * STRONG.line_height() + self.note.len() as i32 * NOTE.line_height()
    }
}

/// A layout of panels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Layout {
    /// The number of panels side by side.
    pub columns: usize,
    /// Where the first row begins.
    pub top: i32,
    /// The height of a plot.
    pub height: i32,
    /// The room that a panel needs below its plot, the names of weeks apart.
    pub below: i32,
    /// The room that it needs to the right of its plot.
    pub beside: i32,
    /// Are the weeks named below each row?
    pub names_weeks: bool,
}

/// The room for numbers to the left of a row.
const NUMBERS: i32 = 44;
/// Space between panels.
const BETWEEN: i32 = 22;

impl Layout {
    /// The width of a plot.
    pub(super) fn width(self) -> i32 {
        let columns = self.columns as i32;
        (WIDTH - 2 * MARGIN - NUMBERS - (columns - 1) * BETWEEN) / columns - self.beside
    }

    /// Places the panels of `cases`, each with a note below its name.
    pub(super) fn place(self, cases: &[&CaseFigures], notes: &[String]) -> Panels {
        let wide = self.width() + self.beside;
        let named = cases.iter().any(|case| case.name.variant() != cases[0].name.variant());
        let of_one_plan = cases.iter().all(|case| case.name.plan == cases[0].name.plan);
        let (mut panels, mut parts, mut bottom) = (Vec::new(), Vec::new(), self.top);
        for (row, of_row) in cases.chunks(self.columns).enumerate() {
            let (first, from) = (row * self.columns, bottom);
            let title = |(case, figures): (usize, &&CaseFigures)| {
                let variant = heading(&figures.name);
                let name = if named && of_one_plan { &variant } else { figures.name.plan_label() };
                let mut note = if named && !of_one_plan { wrap(&variant, NOTE, wide, 2) } else { Vec::new() };
                if !notes[case].is_empty() {
                    note.extend(wrap(&notes[case], NOTE, wide, 3));
                }
                Title { name: balance(name, STRONG, wide, 2), note }
            };
            let titles: Vec<Title> = (first..).zip(of_row).map(title).collect();
            let head = titles.iter().map(Title::height).max().unwrap_or(0);
            let top = bottom + head + 14;
            for (place, title) in (0..).zip(titles) {
                let left = MARGIN + NUMBERS + place * (wide + BETWEEN);
                panels.push(Panel {
                    case: first + place as usize,
                    begins_row: place == 0,
                    ends_column: self.names_weeks || first + place as usize + self.columns >= cases.len(),
                    plot: Frame { left, top, right: left + self.width(), bottom: top + self.height },
                    // What is shorter stands close to its plot.
                    baseline: bottom + head - title.height() + STRONG.em,
                    title,
                });
            }
            let is_labelled = self.names_weeks || first + 2 * self.columns > cases.len();
            bottom = top + self.height + self.below + if is_labelled { Weeks::LABELS } else { 0 } + BETWEEN;
            parts.push(Part { from, to: bottom, heading: None, foot: None });
        }
        if let Some(last) = parts.last_mut() {
            last.to -= BETWEEN;
        }
        Panels { panels, bottom: bottom - BETWEEN, parts }
    }
}

impl Panel {
    /// The axes of the plot: so many weeks from `start` on, and counts from 0 to `limit`.
    pub(super) fn axes(&self, number: u32, start: Date, limit: f64) -> (Weeks, Rise) {
        let Frame { left, top, right, bottom } = self.plot;
        (Weeks { left, right, number, start }, Rise { top, bottom, limit })
    }

    /// Draws its name and note, and lines to read along.
    pub(super) fn draw_ground(&self, pen: &mut Pen, (weeks, rise): (Weeks, Rise)) {
        let Title { name, note } = &self.title;
        pen.lines(name, STRONG, self.plot.left, self.baseline);
        pen.lines(note, NOTE, self.plot.left, self.baseline + name.len() as i32 * STRONG.line_height() - 1);
        rise.draw_grid(pen, self.plot.left, self.plot.right);
        weeks.draw_grid(pen, self.plot.top, self.plot.bottom);
    }

    /// Draws the numbers, which count `unit`, and the weeks below the height `bottom`, where no other panel has them.
    pub(super) fn draw_labels(&self, pen: &mut Pen, (weeks, rise): (Weeks, Rise), unit: &str, bottom: i32) {
        let right = self.plot.left - 6;
        if self.begins_row {
            rise.draw_numbers(pen, right);
            pen.text(unit, NOTE, Align::Right, right, self.plot.top - 13);
        }
        if self.begins_row && self.ends_column {
            pen.text("week", NOTE, Align::Right, right, bottom + Weeks::FIRST);
        }
        if self.ends_column {
            weeks.draw_labels(pen, bottom);
        }
    }
}
