//! The columns beside the names of touches: bars for costs and replies, and numbers.

use crate::figures::number::{money, number, percent};

use super::super::axis::Axis;
use super::super::body::Part;
use super::super::column::{Column, NOTHING, left_edge};
use super::super::pen::{Align, Frame, Pen};
use super::super::style::{AXIS, BLUE, GREEN, GUTTER, LABEL, MARGIN, NOTE, ORANGE, PURPLE, STRONG};
use super::super::text::widest;
use super::{Group, Row};

/// The heights of a case's heading and of a bar.
const HEADING: i32 = 28;
const BAR: i32 = 16;

/// The columns of the chart: bars for costs and replies, and numbers.
pub(super) struct Columns<'a> {
    currency: &'a str,
    /// From 0 to the largest cost; `None` if nothing has a price.
    costs: Option<Axis>,
    /// From 0 to the most replies.
    replies: Axis,
    /// One cell a row.
    cost_labels: Vec<String>,
    reply_labels: Vec<String>,
    numbers: [Column; 3],
}

impl<'a> Columns<'a> {
    /// Columns that hold these rows, with money in this currency.
    pub(super) fn new(rows: &[&Row], currency: &'a str) -> Columns<'a> {
        let amount = |amount: Option<f64>| amount.map_or(NOTHING.to_owned(), |amount| money(amount, currency));
        let share = |row: &Row| {
            let is_some = row.sent > 0.0 && row.replies > 0.0;
            if is_some { percent(row.replies / row.sent) } else { NOTHING.to_owned() }
        };
        let cells = |cell: &dyn Fn(&Row) -> String| -> Vec<String> { rows.iter().map(|row| cell(row)).collect() };
        let numbers = [
            Column::new(["", "sent"], cells(&|row| number(row.sent))),
            Column::new(["replies", "per touch"], cells(&share)),
            Column::new(["cost per", "reply"], cells(&|row| amount(row.cost_per_reply()))),
        ];
        let (cost_labels, reply_labels) = (cells(&|row| amount(row.cost())), cells(&|row| number(row.replies)));
        let left = MARGIN + rows.iter().map(|row| row.name.width(LABEL)).max().unwrap_or(0) + GUTTER;
        let right = left_edge(&numbers);
        let prices_anything = rows.iter().any(|row| row.cost().is_some_and(|cost| cost > 0.0));
        let middle = if prices_anything { left + (right - left) / 2 } else { left };
        // An axis leaves room for the figure at the end of its longest bar.
        let axis = |start: i32, end: i32, labels: &[String], value: fn(&Row) -> f64| {
            let most = rows.iter().map(|row| value(row)).fold(0.0, f64::max);
            let label = widest(labels.iter().map(String::as_str), LABEL);
            Axis { start, end: end - label, from: 0.0, to: if most > 0.0 { most } else { 1.0 } }
        };
        let costs = axis(left, middle - 18, &cost_labels, |row| row.cost().unwrap_or(0.0));
        let replies = axis(middle, right - 6, &reply_labels, |row| row.replies);
        Columns { currency, costs: prices_anything.then_some(costs), replies, cost_labels, reply_labels, numbers }
    }

    /// Draws headings just above the height `top` and rows below it; returns where they end, and the rows as parts.
    pub(super) fn draw(&self, pen: &mut Pen, groups: &[Group], top: i32) -> (i32, Vec<Part>) {
        self.draw_headings(pen, top - 8);
        let (mut y, mut place, mut parts, mut from) = (top, 0, Vec::new(), top);
        for Group { heading, rows } in groups {
            if let Some(heading) = heading {
                y += HEADING;
                pen.text(heading, STRONG, Align::Left, MARGIN, y - 8);
            }
            let heads = heading.as_ref().map(|_| (y - HEADING, y));
            let bottom = y + rows.iter().map(Row::height).sum::<i32>();
            for Axis { start, .. } in self.costs.into_iter().chain([self.replies]) {
                pen.fill(Frame { left: start - 1, top: y, right: start, bottom }, AXIS);
            }
            for row in rows {
                self.draw_row(pen, row, place, y + row.height() / 2);
                y += row.height();
                place += 1;
                parts.push(Part { from, to: y, heading: heads, foot: None });
                from = y;
            }
            y += if heading.is_some() { 8 } else { 0 };
        }
        (y, parts)
    }

    fn draw_headings(&self, pen: &mut Pen, baseline: i32) {
        if let Some(costs) = self.costs {
            let unit = if self.currency.is_empty() { String::new() } else { format!(" [{}]", self.currency) };
            pen.text(&format!("costs{unit}"), NOTE, Align::Left, costs.start, baseline);
        }
        pen.text("brings [replies]", NOTE, Align::Left, self.replies.start, baseline);
        let mut right = left_edge(&self.numbers);
        for column in &self.numbers {
            right += GUTTER + column.width();
            column.draw_heading(pen, right, baseline);
        }
    }

    fn draw_row(&self, pen: &mut Pen, row: &Row, place: usize, middle: i32) {
        row.name.draw(pen, middle - 1, LABEL);
        if let Some(costs) = self.costs {
            let parts = [(row.credits.unwrap_or(0.0), BLUE, None), (row.labour, ORANGE, None)];
            let expenses = (row.expenses > 0.0).then_some((row.expenses, PURPLE, None));
            let end = pen.stack((middle, BAR), parts.into_iter().chain(expenses), |sum| costs.place(sum));
            pen.text_at_middle(&self.cost_labels[place], LABEL, Align::Left, end + 6, middle);
        }
        let end = pen.stack((middle, BAR), [(row.replies, GREEN, None)], |sum| self.replies.place(sum));
        pen.text_at_middle(&self.reply_labels[place], LABEL, Align::Left, end + 6, middle);
        let mut right = left_edge(&self.numbers);
        for (column, kind) in self.numbers.iter().zip([LABEL, LABEL, STRONG]) {
            right += GUTTER + column.width();
            pen.text_at_middle(&column.cells[place], kind, Align::Right, right, middle);
        }
    }
}
