//! What charts draw with: a few shapes and text, placed in whole pixels of the SVG.

use crate::words::visible::clean;
use plotters::backend::DrawingBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, TextStyle};

use super::font::FAMILY;
use super::style::{Type, WHITE};
use super::text::width;

/// What a backend may refuse.
pub(super) type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// Draws on one area of any backend.
pub(super) struct Pen<'a, DB: DrawingBackend>(pub &'a DrawingArea<DB, Shift>);

/// Where text stands in relation to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// It begins there.
    Left,
    /// Its middle is there.
    Centre,
    /// It ends there.
    Right,
}

/// A box, its right and bottom just outside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Frame {
    /// The box from `left` to `right` whose middle is at the height `middle`.
    pub(super) fn around(middle: i32, height: i32, left: i32, right: i32) -> Frame {
        let top = middle - height / 2;
        Frame { left, top, right, bottom: top + height }
    }
}

impl<DB: DrawingBackend> Pen<'_, DB> {
    /// A filled box; nothing if it is empty.
    pub(super) fn fill(&self, frame: Frame, colour: RGBColor) -> Drawn<DB> {
        if frame.right <= frame.left || frame.bottom <= frame.top {
            return Ok(());
        }
        self.0.draw(&Rectangle::new([(frame.left, frame.top), (frame.right, frame.bottom)], colour.filled()))
    }

    /// A filled disc.
    pub(super) fn disc(&self, centre: (i32, i32), radius: i32, colour: RGBColor) -> Drawn<DB> {
        self.0.draw(&Circle::new(centre, radius, colour.filled()))
    }

    /// A line through points.
    pub(super) fn line(&self, points: &[(i32, i32)], thick: u32, colour: RGBColor) -> Drawn<DB> {
        self.0.draw(&PathElement::new(points, colour.stroke_width(thick)))
    }

    /// A triangle that points to the right, its tip at `tip`; to the left if its length is negative.
    pub(super) fn arrow(&self, tip: (i32, i32), length: i32, height: i32, colour: RGBColor) -> Drawn<DB> {
        let (x, y) = tip;
        let corners = [tip, (x - length, y - height / 2), (x - length, y + height / 2)];
        self.0.draw(&Polygon::new(corners, colour))
    }

    /// One line of text with its baseline at the height `baseline`.
    pub(super) fn text(&self, text: &str, kind: Type, align: Align, x: i32, baseline: i32) -> Drawn<DB> {
        let style = if kind.bold { FontStyle::Bold } else { FontStyle::Normal };
        // plotters writes font sizes divided by 1.24.
        let font = FontDesc::new(FontFamily::Name(FAMILY), f64::from(kind.em) * 1.24, style);
        let horizontal = match align {
            Align::Left => HPos::Left,
            Align::Centre => HPos::Center,
            Align::Right => HPos::Right,
        };
        // Anchored at the top, text is shifted by a part of its size, the same in every viewer; the other anchors
        // depend on the x-height of the font that the viewer has. Shift it back.
        let style = TextStyle::from(font).pos(Pos::new(horizontal, VPos::Top)).color(&kind.colour);
        let top = baseline - (f64::from(kind.em) * 0.76).round() as i32;
        self.0.draw_text(&clean(text), &style, (x, top))
    }

    /// One line of text whose capitals are centred at the height `middle`.
    pub(super) fn text_at_middle(&self, text: &str, kind: Type, align: Align, x: i32, middle: i32) -> Drawn<DB> {
        self.text(text, kind, align, x, middle + kind.cap_height() / 2)
    }

    /// One line of text on a white ground of its own, which keeps grid lines from crossing it.
    pub(super) fn text_on_ground(&self, text: &str, kind: Type, x: i32, middle: i32) -> Drawn<DB> {
        self.fill(Frame::around(middle, kind.line_height(), x - 4, x + width(text, kind) + 4), WHITE)?;
        self.text_at_middle(text, kind, Align::Left, x, middle)
    }

    /// Lines of text, the first with its baseline at the height `baseline`.
    pub(super) fn lines(&self, lines: &[String], kind: Type, x: i32, baseline: i32) -> Drawn<DB> {
        for (place, line) in (0..).zip(lines) {
            self.text(line, kind, Align::Left, x, baseline + place * kind.line_height())?;
        }
        Ok(())
    }
}
