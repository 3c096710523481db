//! One case of the chart: its bars, and the bar that shares out its spread.

use crate::figures::number::percent;
use crate::study::sensitivity::Sensitivity;
use crate::words::visible::{capital, clean};

use super::super::axis::Axis;
use super::super::body::Part;
use super::super::pen::{Align, Frame, Pen};
use super::super::style::{
    AXIS, BLUE, GREEN, GREY, GRID, GUTTER, INK, INSIDE, LABEL, MARGIN, NOTE, ORANGE, SKY_BLUE, STRONG, WIDTH, ink_on,
};
use super::super::text::{shorten, widest, width, wrap};

/// The height of a bar.
pub(super) const BAR: i32 = 14;

/// The height of a row, and of the bar that shares out the spread.
const ROW: i32 = 40;
const SPREAD: i32 = 20;

/// The name of the bar that shares out the spread.
const SPREAD_NAME: &str = "spread of simulations";

/// The most rows of each kind.
const MOST: usize = 6;

/// The most that names may take of the width, and how many lines they may.
const NAMES: i32 = 260;
const NAME_LINES: usize = 2;

/// The room for the numbers of the axis and its unit.
const NUMBERS: i32 = 40;

/// The times as far as the widest input that a lever may reach before it goes on beyond the axis.
const REACH: f64 = 2.5;

/// One case, with everything placed.
pub(super) struct Panel {
    case: String,
    top: i32,
    mean: f64,
    unit: String,
    axis: Axis,
    rows: Vec<Row>,
    /// The shares of luck and of the rates.
    shares: Option<(f64, f64)>,
    /// What is not known.
    unknowns: &'static str,
}

/// One bar.
struct Row {
    name: String,
    /// The same in lines that fit.
    lines: Vec<String>,
    note: String,
    from: f64,
    to: f64,
    is_lever: bool,
    /// The values at its ends.
    values: String,
}

/// The columns of all panels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    /// The width of the names.
    names: i32,
    /// The width of the values.
    values: i32,
}

impl Columns {
    /// As wide as these cases need them.
    pub(super) fn new(shown: &[&Sensitivity]) -> Columns {
        let rows: Vec<Row> = shown.iter().flat_map(|found| rows(found)).collect();
        let names = widest(rows.iter().map(|row| row.name.as_str()), LABEL);
        let notes = widest(rows.iter().map(|row| row.note.as_str()), NOTE);
        Columns {
            names: names.max(notes).clamp(width(SPREAD_NAME, LABEL), NAMES),
            values: widest(rows.iter().map(|row| row.values.as_str()), LABEL).max(width("luck 99.9 %", LABEL)),
        }
    }
}

/// The inputs, then the levers, the widest of each first; of the levers those alone that stand out from their error.
fn rows(found: &Sensitivity) -> Vec<Row> {
    let mean = found.mean.map_or(0.0, |mean| mean.value);
    let inputs = found.by_width().into_iter().filter_map(|input| {
        let [Some(low), Some(high)] = input.at else { return None };
        Some(Row {
            name: capital(&found.called(&input.path)),
            lines: Vec::new(),
            note: input.shown_range(),
            from: low.value,
            to: high.value,
            is_lever: false,
            values: format!("{} … {}", found.bare(low.value), found.bare(high.value)),
        })
    });
    let levers = found.by_change().into_iter().filter(|effect| effect.is_clear()).filter_map(|effect| {
        let change = effect.change?;
        Some(Row {
            name: capital(&found.called(&effect.path)),
            lines: Vec::new(),
            note: effect.ends().join(" → "),
            from: mean,
            to: mean + change.value,
            is_lever: true,
            values: found.change_alone(change),
        })
    });
    inputs.take(MOST).chain(levers.take(MOST)).collect()
}

impl Panel {
    /// The panel of a case from the height `top` on.
    pub(super) fn new(found: &Sensitivity, top: i32, Columns { names, values }: Columns) -> Panel {
        let mut rows = rows(found);
        for row in &mut rows {
            row.lines = wrap(&row.name, LABEL, names, NAME_LINES);
            row.note = shorten(&clean(&row.note), NOTE, names);
        }
        let mean = found.mean.map_or(0.0, |mean| mean.value);
        let (from, to) = ends(mean, &rows);
        let start = MARGIN + names + GUTTER;
        let axis = Axis { start, end: WIDTH - MARGIN - values - GUTTER, from, to };
        let shares = found.luck.total.zip(found.rates.first_order);
        Panel {
            case: format!("{}: {}", found.case, found.plainly(mean)),
            top,
            mean,
            unit: found.figure.unit(&found.currency),
            axis,
            rows,
            shares: shares.map(|(luck, rates)| (luck.value, rates.value)),
            unknowns: found.unknowns(),
        }
    }

    fn rows_top(&self) -> i32 {
        self.top + STRONG.line_height() + 8
    }

    /// Where a row begins: those before it are higher that have names of several lines.
    fn row_top(&self, place: usize) -> i32 {
        let height = |row: &Row| ROW + (row.lines.len() as i32 - 1).max(0) * LABEL.line_height();
        self.rows_top() + self.rows[..place].iter().map(height).sum::<i32>()
    }

    fn rows_bottom(&self) -> i32 {
        self.row_top(self.rows.len())
    }

    /// Where it ends.
    pub(super) fn bottom(&self) -> i32 {
        let axis = if self.rows.is_empty() { 0 } else { NUMBERS };
        self.rows_bottom() + axis + if self.shares.is_some() { SPREAD + 10 } else { 0 }
    }

    /// Its rows, the first from the height `from` on, with its axis below the last one.
    pub(super) fn parts(&self, from: i32) -> Vec<Part> {
        let (heading, foot) = (Some((self.top, self.rows_top())), Some((self.rows_bottom(), self.bottom())));
        let last = self.rows.len().max(1) - 1;
        let row = |place: usize| Part {
            from: if place == 0 { from } else { self.row_top(place) },
            to: if place == last { self.bottom() } else { self.row_top(place + 1) },
            heading,
            foot,
        };
        (0..=last).map(row).collect()
    }

    /// Its bars in words, for those who cannot see them.
    pub(super) fn in_words(&self) -> String {
        let rows: Vec<String> =
            self.rows.iter().map(|row| format!("{} ({}) {}", row.name, row.note, row.values)).collect();
        let shares = self.shares.map_or_else(String::new, |(luck, rates)| {
            format!(", {} of the spread luck and {} not knowing the {}", percent(luck), percent(rates), self.unknowns)
        });
        format!("{}{shares}: {}.", self.case, if rows.is_empty() { "nothing moves it".into() } else { rows.join(", ") })
    }

    /// Draws it.
    pub(super) fn draw(&self, pen: &mut Pen) {
        pen.text(&self.case, STRONG, Align::Left, MARGIN, self.top + STRONG.em);
        if !self.rows.is_empty() {
            self.draw_axis(pen);
        }
        for (place, row) in self.rows.iter().enumerate() {
            self.draw_row(pen, row, (self.row_top(place) + self.row_top(place + 1)) / 2);
        }
        if !self.rows.is_empty() {
            let x = self.axis.place(self.mean);
            pen.fill(Frame { left: x, top: self.rows_top(), right: x + 2, bottom: self.rows_bottom() }, INK);
        }
        self.draw_shares(pen)
    }

    fn draw_axis(&self, pen: &mut Pen) {
        let (top, bottom) = (self.rows_top(), self.rows_bottom());
        self.axis.draw_columns(pen, &self.axis.ticks(60), (top, bottom), GRID);
        pen.fill(Frame { left: self.axis.start, top: bottom, right: self.axis.end, bottom: bottom + 1 }, AXIS);
        pen.text(&self.unit, NOTE, Align::Right, WIDTH - MARGIN, bottom + 6 + NOTE.em)
    }

    fn draw_row(&self, pen: &mut Pen, row: &Row, middle: i32) {
        let more = (row.lines.len() as i32 - 1) * LABEL.line_height();
        let top = middle - 3 - more / 2;
        pen.lines(&row.lines, LABEL, MARGIN, top);
        pen.text(&row.note, NOTE, Align::Left, MARGIN, top + more + 3 + NOTE.em);
        pen.text_at_middle(&row.values, LABEL, Align::Right, WIDTH - MARGIN, middle);
        let (axis, colour) = (self.axis, if row.is_lever { ORANGE } else { SKY_BLUE });
        let (from, to) = (axis.place(row.from), axis.place(row.to));
        let (mut left, mut right) = (from.min(to), from.max(to).max(from.min(to) + 2));
        for end in [row.from, row.to].into_iter().filter(|&end| !axis.holds(end)) {
            let (tip, length) = if end > axis.to { (right, 12) } else { (left, -12) };
            pen.arrow((tip, middle), length, BAR + 8, colour);
            if end > axis.to { right -= 12 } else { left += 12 }
        }
        pen.fill(Frame::around(middle, BAR, left, right), colour);
        if !row.is_lever && axis.holds(row.to) {
            pen.point((to, middle), BLUE);
        }
    }

    /// The bar that shares out the spread between luck and what is not known.
    fn draw_shares(&self, pen: &mut Pen) {
        let Some((luck, rates)) = self.shares else { return };
        let Axis { start, end, .. } = self.axis;
        let middle = self.bottom() - SPREAD / 2;
        let between = start + (f64::from(end - start) * luck / (luck + rates)).round() as i32;
        pen.text_at_middle(&format!("luck {}", percent(luck)), LABEL, Align::Right, WIDTH - MARGIN, middle);
        pen.text_at_middle(SPREAD_NAME, LABEL, Align::Left, MARGIN, middle);
        let unknowns = format!("not knowing the {}", self.unknowns);
        let parts = [("luck", luck, GREY, start, between), (unknowns.as_str(), rates, GREEN, between, end)];
        for (name, share, colour, left, right) in parts {
            pen.fill(Frame::around(middle, SPREAD, left, right), colour);
            let kind = INSIDE.coloured(ink_on(colour));
            let text = format!("{name} {}", percent(share));
            if width(&text, kind) + 12 <= right - left {
                pen.text_at_middle(&text, kind, Align::Centre, (left + right) / 2, middle);
            }
        }
    }
}

/// The ends of an axis that holds the mean, all inputs, and the levers that do not squeeze those.
fn ends(mean: f64, rows: &[Row]) -> (f64, f64) {
    let away = |row: &Row| (row.from - mean).abs().max((row.to - mean).abs());
    let widest = rows.iter().filter(|row| !row.is_lever).map(away).fold(0.0, f64::max);
    let most = if widest > 0.0 { REACH * widest } else { f64::INFINITY };
    let inside = rows.iter().filter(|row| !row.is_lever || away(row) <= most).flat_map(|row| [row.from, row.to]);
    let (from, to) = inside.fold((mean, mean), |(from, to), value| (from.min(value), to.max(value)));
    let room = if to > from { 0.04 * (to - from) } else { mean.abs().max(1.0) * 0.1 };
    (from - room, to + room)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(from: f64, to: f64, is_lever: bool) -> Row {
        Row { name: String::new(), lines: Vec::new(), note: String::new(), from, to, is_lever, values: String::new() }
    }

    #[test]
    fn the_axis_holds_all_inputs_and_the_levers_that_do_not_squeeze_them() {
        let held = |rows: &[Row]| {
            let (from, to) = ends(10.0, rows);
            let room = 0.04 * (to - from) / 1.08;
            [from + room, to - room].map(|end| (end * 1e6).round() / 1e6)
        };
        assert_eq!(held(&[row(14.0, 8.0, false), row(10.0, 12.0, true)]), [8.0, 14.0]);
        assert_eq!(held(&[row(14.0, 8.0, false), row(10.0, 90.0, true)]), [8.0, 14.0]);
        assert_eq!(held(&[row(10.0, 90.0, true)]), [10.0, 90.0]);
        assert_eq!(ends(10.0, &[]), (9.0, 11.0));
    }
}
