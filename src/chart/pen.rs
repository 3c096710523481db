//! The pen of a chart: a few shapes and text, placed in whole pixels of the SVG.
//!
//! A pen keeps its shapes until all of them are placed: the size of a picture, which an SVG document begins with, is
//! known only then. Drawing the shapes is the only step that plotters may refuse.

use plotters::backend::{DrawingBackend, SVGBackend};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, TextStyle};

use super::font::FAMILY;
use super::style::{INSIDE, Type, WHITE, ink_on};
use super::text::{drawable, width};

/// A whole SVG document, still empty.
pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Nothing, unless the document refuses a shape.
type Drawn = Result<(), DrawingAreaErrorKind<<SVGBackend<'static> as DrawingBackend>::ErrorType>>;

/// A place in pixels: to the right, and down.
pub(super) type Place = (i32, i32);

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

    /// The box that reaches `by` pixels from its middle to each side.
    pub(super) fn about((x, y): Place, by: i32) -> Frame {
        Frame { left: x - by, top: y - by, right: x + by, bottom: y + by }
    }
}

/// A shape in its place.
#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Fill(Frame, RGBColor),
    Disc(Place, i32, RGBColor),
    Line(Vec<Place>, u32, RGBColor),
    Area(Vec<Place>, RGBColor),
    /// Text with its baseline at its place.
    Text(String, Type, Align, Place),
}

impl Shape {
    fn draw(&self, area: &Area<'_>) -> Drawn {
        match self {
            Shape::Fill(Frame { left, top, right, bottom }, colour) => {
                area.draw(&Rectangle::new([(*left, *top), (*right, *bottom)], colour.filled()))
            }
            Shape::Disc(centre, radius, colour) => area.draw(&Circle::new(*centre, *radius, colour.filled())),
            Shape::Line(points, thick, colour) => {
                area.draw(&PathElement::new(points.as_slice(), colour.stroke_width(*thick)))
            }
            Shape::Area(outline, colour) => area.draw(&Polygon::new(outline.as_slice(), *colour)),
            Shape::Text(text, kind, align, (x, baseline)) => {
                let style = if kind.bold { FontStyle::Bold } else { FontStyle::Normal };
                // plotters writes font sizes divided by 1.24.
                let font = FontDesc::new(FontFamily::Name(FAMILY), f64::from(kind.em) * 1.24, style);
                let horizontal = match align {
                    Align::Left => HPos::Left,
                    Align::Centre => HPos::Center,
                    Align::Right => HPos::Right,
                };
                // The shift that plotters adds to every text is taken out of the document again.
                let style = TextStyle::from(font).pos(Pos::new(horizontal, VPos::Top)).color(&kind.colour);
                area.draw_text(text, &style, (*x, *baseline))
            }
        }
    }
}

/// Keeps shapes, those below others first.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Pen(Vec<Shape>);

impl Pen {
    /// Draws everything that was placed.
    pub(super) fn draw(&self, area: &Area<'_>) -> Drawn {
        self.0.iter().try_for_each(|shape| shape.draw(area))
    }

    /// Copies what lies between two heights, moved by so much to the right and down. Boxes and upright lines are cut there;
    /// everything else goes with its middle.
    pub(super) fn copy(&self, (from, to): (i32, i32), (right, down): (i32, i32), into: &mut Pen) {
        let lies = |y: i32| (from..to).contains(&y);
        let moved = |&(x, y): &Place| (x + right, y + down);
        let middle = |points: &[Place]| {
            let heights = || points.iter().map(|point| point.1);
            heights().min().zip(heights().max()).is_some_and(|(top, bottom)| lies((top + bottom) / 2))
        };
        for shape in &self.0 {
            match shape {
                Shape::Fill(Frame { left, top, right: end, bottom }, colour) => {
                    let (top, bottom) = ((*top).max(from), (*bottom).min(to));
                    let frame =
                        Frame { left: left + right, top: top + down, right: end + right, bottom: bottom + down };
                    into.fill(frame, *colour);
                }
                Shape::Disc(centre, radius, colour) if lies(centre.1) => into.disc(moved(centre), *radius, *colour),
                Shape::Line(points, thick, colour) if points.iter().all(|point| point.0 == points[0].0) => {
                    let cut: Vec<Place> = points.iter().map(|&(x, y)| (x, y.clamp(from, to))).collect();
                    if cut.iter().any(|point| point.1 != cut[0].1) {
                        into.line(cut.iter().map(moved).collect(), *thick, *colour);
                    }
                }
                Shape::Line(points, thick, colour) if middle(points) => {
                    into.line(points.iter().map(moved).collect(), *thick, *colour);
                }
                Shape::Area(outline, colour) if middle(outline) => {
                    into.0.push(Shape::Area(outline.iter().map(moved).collect(), *colour));
                }
                Shape::Text(text, kind, align, place) if lies(place.1 - kind.cap_height() / 2) => {
                    into.0.push(Shape::Text(text.clone(), *kind, *align, moved(place)));
                }
                Shape::Disc(..) | Shape::Line(..) | Shape::Area(..) | Shape::Text(..) => {}
            }
        }
    }

    /// A filled box; nothing if it is empty.
    pub(super) fn fill(&mut self, frame: Frame, colour: RGBColor) {
        if frame.right > frame.left && frame.bottom > frame.top {
            self.0.push(Shape::Fill(frame, colour));
        }
    }

    /// A filled disc.
    pub(super) fn disc(&mut self, centre: Place, radius: i32, colour: RGBColor) {
        self.0.push(Shape::Disc(centre, radius, colour));
    }

    /// A point that stands out from what lies behind it.
    pub(super) fn point(&mut self, centre: Place, colour: RGBColor) {
        self.disc(centre, 7, WHITE);
        self.disc(centre, 5, colour);
    }

    /// A hollow point.
    pub(super) fn ring(&mut self, centre: Place, colour: RGBColor) {
        self.disc(centre, 4, colour);
        self.disc(centre, 3, WHITE);
    }

    /// A level line from one end to the other, each marked; close together they become one mark.
    pub(super) fn whisker(&mut self, (from, to): (i32, i32), middle: i32, colour: RGBColor) {
        self.fill(Frame::around(middle, 2, from, to), colour);
        for end in [from, to] {
            self.fill(Frame::around(middle, 6, end - 1, end + 1), colour);
        }
    }

    /// A line through points.
    pub(super) fn line(&mut self, points: Vec<Place>, thick: u32, colour: RGBColor) {
        self.0.push(Shape::Line(points, thick, colour));
    }

    /// The filled area between two lines, both from left to right.
    pub(super) fn band(&mut self, high: impl IntoIterator<Item = Place>, low: Vec<Place>, colour: RGBColor) {
        self.0.push(Shape::Area(high.into_iter().chain(low.into_iter().rev()).collect(), colour));
    }

    /// A triangle that points to the right, its tip at `tip`; to the left if its length is negative.
    pub(super) fn arrow(&mut self, tip: Place, length: i32, height: i32, colour: RGBColor) {
        let (x, y) = tip;
        let corners = vec![tip, (x - length, y - height / 2), (x - length, y + height / 2)];
        self.0.push(Shape::Area(corners, colour));
    }

    /// A bar whose parts follow on one another, each with its label where there is room for it. Parts end where `place`
    /// puts the sum of the amounts up to them; returns where the last one does.
    pub(super) fn stack(
        &mut self,
        (middle, height): (i32, i32),
        parts: impl IntoIterator<Item = (f64, RGBColor, Option<String>)>,
        place: impl Fn(f64) -> i32,
    ) -> i32 {
        let (mut sum, mut left) = (0.0, place(0.0));
        for (amount, colour, label) in parts {
            sum += amount;
            let right = place(sum);
            self.fill(Frame::around(middle, height, left, right), colour);
            if let Some(label) = label.filter(|label| width(label, INSIDE) + 8 <= right - left) {
                let kind = INSIDE.coloured(ink_on(colour));
                self.text_at_middle(&label, kind, Align::Centre, (left + right) / 2, middle);
            }
            left = right;
        }
        left
    }

    /// One line of text with its baseline at the height `baseline`.
    pub(super) fn text(&mut self, text: &str, kind: Type, align: Align, x: i32, baseline: i32) {
        self.0.push(Shape::Text(drawable(text), kind, align, (x, baseline)));
    }

    /// One line of text whose capitals are centred at the height `middle`.
    pub(super) fn text_at_middle(&mut self, text: &str, kind: Type, align: Align, x: i32, middle: i32) {
        self.text(text, kind, align, x, middle + kind.cap_height() / 2);
    }

    /// One line of text on a white ground of its own, which keeps grid lines from crossing it.
    pub(super) fn text_on_ground(&mut self, text: &str, kind: Type, x: i32, middle: i32) {
        self.fill(Frame::around(middle, kind.line_height(), x - 4, x + width(text, kind) + 4), WHITE);
        self.text_at_middle(text, kind, Align::Left, x, middle);
    }

    /// Lines of text, the first with its baseline at the height `baseline`.
    pub(super) fn lines(&mut self, lines: &[String], kind: Type, x: i32, baseline: i32) {
        for (place, line) in (0..).zip(lines) {
            self.text(line, kind, Align::Left, x, baseline + place * kind.line_height());
        }
    }
}
