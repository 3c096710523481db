//! A case as a point: its bars, its name beside it, and its number where names find no room.

use plotters::style::RGBColor;

use crate::figures::number::{credits, number};
use crate::figures::{CaseFigures, Figure, Quantiles};

use super::super::axis::Axis;
use super::super::pen::{Align, Frame, Pen, Place};
use super::super::style::{BLUE, GREY, GRID, INK, INSIDE, LABEL, NOTE, PALE_BLUE, SKY_BLUE, STRONG, Type, WHITE};
use super::super::text::{width, wrap};
use super::outlay;

/// The most that a name in the plane may take.
const NAME: i32 = 210;

/// The middle 90 % and the middle 50 % of the campaigns of a case, as pixels on an axis.
pub(super) type Spans = [(i32, i32); 2];

/// A case in the plane.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    /// Where it is drawn.
    pub at: Place,
    /// Does no other case beat it?
    pub unbeaten: bool,
    /// Its spread in replies; `None` if it is not drawn.
    pub upright: Option<Spans>,
    /// Its spread in cost; `None` if it is not drawn.
    pub level: Option<Spans>,
    /// The lines of its name in the plane.
    pub name: Vec<(String, Type)>,
    /// Where they stand; `None` if there is no room for them.
    pub label: Option<Frame>,
    /// Its name in the key.
    pub title: String,
    /// Its cost and its replies in the key.
    pub figures: String,
}

impl Point {
    /// The point of a case, still without its spread and a place for its name.
    pub(super) fn new(case: &CaseFigures, at: Place, unbeaten: bool) -> Point {
        let lines = |text: &str, kind: Type| wrap(text, kind, NAME, 2).into_iter().map(move |line| (line, kind));
        let what_if = case.name.what_if();
        let what_if = what_if.as_deref().map(|what_if| lines(what_if, NOTE));
        Point {
            at,
            unbeaten,
            upright: None,
            level: None,
            name: lines(case.name.plan_label(), if unbeaten { STRONG } else { LABEL })
                .chain(what_if.into_iter().flatten())
                .collect(),
            label: None,
            title: case.name.to_string(),
            figures: figures(case),
        }
    }

    /// The width and height of its name in the plane.
    pub(super) fn name_size(&self) -> (i32, i32) {
        let wide = self.name.iter().map(|(line, kind)| width(line, *kind)).max().unwrap_or(0);
        (wide, self.name.iter().map(|(_, kind)| kind.line_height()).sum())
    }

    /// The boxes that names must not lie on.
    pub(super) fn obstacles(&self) -> impl Iterator<Item = Frame> {
        let upright = self.upright.map(|[wide, _]| upright(self.at.0, 6, wide));
        let level = self.level.map(|[wide, _]| level(self.at.1, 6, wide));
        std::iter::once(Frame::about(self.at, 8)).chain(upright).chain(level)
    }

    /// Draws its bars.
    pub(super) fn draw_spread(&self, pen: &mut Pen) {
        let (x, y) = self.at;
        let (pale, full) = if self.unbeaten { (PALE_BLUE, SKY_BLUE) } else { (GRID, GREY) };
        for (place, (thick, colour)) in [(4, pale), (8, full)].into_iter().enumerate() {
            if let Some(spans) = self.upright {
                pen.fill(upright(x, thick, spans[place]), colour);
            }
            if let Some(spans) = self.level {
                pen.fill(level(y, thick, spans[place]), colour);
            }
        }
    }

    /// Draws the point itself.
    pub(super) fn draw(&self, pen: &mut Pen) {
        pen.disc(self.at, 8, WHITE);
        pen.disc(self.at, 6, self.colour());
    }

    /// Draws the point at a place, with its number in it, counted from 1.
    pub(super) fn draw_numbered(&self, pen: &mut Pen, place: usize, at: Place) {
        pen.disc(at, 11, WHITE);
        pen.disc(at, 9, self.colour());
        let kind = INSIDE.coloured(if self.unbeaten { WHITE } else { INK });
        pen.text_at_middle(&(place + 1).to_string(), kind, Align::Centre, at.0, at.1);
    }

    /// Draws its name where there is room for it.
    pub(super) fn draw_name(&self, pen: &mut Pen) {
        let Some(Frame { left, mut top, right, .. }) = self.label else { return };
        // Towards the point, however short the line.
        let (align, x) = if right < self.at.0 { (Align::Right, right) } else { (Align::Left, left) };
        for (line, kind) in &self.name {
            pen.text(line, *kind, align, x, top + (kind.line_height() + kind.cap_height()) / 2);
            top += kind.line_height();
        }
    }

    fn colour(&self) -> RGBColor {
        if self.unbeaten { BLUE } else { GREY }
    }
}

/// Quantiles as pixels on an axis, moved by `shift`; `None` if they are undefined or all the same.
pub(super) fn spans(axis: Axis, quantiles: Quantiles, shift: i32) -> Option<Spans> {
    let span = |from: Option<f64>, to: Option<f64>| {
        Some((axis.place(from?) + shift, axis.place(to?) + shift)).filter(|(from, to)| from != to)
    };
    let wide = span(quantiles.p05, quantiles.p95)?;
    Some([wide, span(quantiles.p25, quantiles.p75).unwrap_or(wide)])
}

/// A bar about `x` between two heights.
fn upright(x: i32, thick: i32, (from, to): (i32, i32)) -> Frame {
    Frame { left: x - thick / 2, top: from.min(to), right: x + thick / 2, bottom: from.max(to) }
}

/// A bar about the height `y` between two places.
fn level(y: i32, thick: i32, (from, to): (i32, i32)) -> Frame {
    Frame::around(y, thick, from.min(to), from.max(to))
}

fn figures(case: &CaseFigures) -> String {
    let replies = case.estimate(Figure::RepliesSettled);
    let range = match (replies.quantiles.p05, replies.quantiles.p95) {
        (Some(from), Some(to)) => format!(" ({}–{})", credits(from), credits(to)),
        _ => String::new(),
    };
    format!("{} · {}{range}", number(outlay(case).mean.unwrap_or(0.0)), number(replies.mean.unwrap_or(0.0)))
}
