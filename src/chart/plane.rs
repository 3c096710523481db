//! A plane: an axis to the right and one upwards, lines to read along, and words beside points where there is room.

use super::axis::{Axis, Tick};
use super::labels::{along, places};
use super::pen::{Align, Frame, Pen, Place};
use super::style::{GRID, MARGIN, NOTE, Type, WIDTH};
use super::text::widest;

/// The height of the words above a plane.
const WORDS: i32 = 22;

/// Two axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plane {
    /// From left to right.
    pub across: Axis,
    /// From nothing upwards.
    pub up: Axis,
    /// Where the plane ends: a little below 0, where points there must not hide the numbers.
    pub floor: i32,
    /// The fewest pixels between two lines to read along to the right.
    apart: i32,
}

/// The size of a plane, and the grain of its upright axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Size {
    /// Where the words above the plane begin.
    pub top: i32,
    /// From the top of the upright axis to the floor.
    pub height: i32,
    /// From 0 down to the floor.
    pub below: i32,
    /// The fewest pixels between two marks of the upright axis.
    pub apart: i32,
}

impl Plane {
    /// A plane of values between `ends` to the right, and from 0 to `most` upwards.
    pub(super) fn new(Size { top, height, below, apart }: Size, ends: (f64, f64), most: f64) -> Plane {
        let (end, floor) = (top + WORDS, top + WORDS + height);
        let up = Axis { start: floor - below, end, from: 0.0, to: most };
        let labels = up.ticks(apart);
        let start = MARGIN + widest(labels.iter().map(|(_, label)| label.as_str()), NOTE) + 10;
        Plane { across: Axis { start, end: WIDTH - MARGIN - 20, from: ends.0, to: ends.1 }, up, floor, apart }
    }

    /// Where a point is.
    pub(super) fn place(&self, across: f64, up: f64) -> Place {
        (self.across.place(across), self.up.place(up))
    }

    /// Where the numbers below it end.
    pub(super) fn bottom(&self) -> i32 {
        self.floor + Axis::NUMBERS
    }

    /// The box in which names may stand, so far above the floor.
    pub(super) fn room(&self, above: i32) -> Frame {
        Frame { left: self.across.start + 4, top: self.up.end, right: WIDTH - MARGIN, bottom: self.floor - above }
    }

    /// Draws the axes, with what they show above the plane and below it, and these marks to the right.
    pub(super) fn draw(&self, pen: &mut Pen, [above, below]: [&str; 2], ticks: &[Tick]) {
        pen.text(above, NOTE, Align::Left, MARGIN, self.up.end - 10);
        self.up.draw_rungs(pen, &self.up.ticks(self.apart), (self.across.start, self.across.end));
        self.across.draw_columns(pen, ticks, (self.up.end, self.floor), GRID);
        self.across.draw_unit(pen, self.floor, below);
    }
}

/// Words in a plane, each in a place where it lies on nothing else.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Words {
    room: Frame,
    taken: Vec<Frame>,
    placed: Vec<(Vec<String>, Type, Frame)>,
}

impl Words {
    /// No words yet; they must stay inside `room`, and off the boxes `taken` and the lines.
    pub(super) fn new(room: Frame, taken: Vec<Frame>, lines: &[&[Place]]) -> Words {
        let lines = lines.iter().flat_map(|line| along(line));
        Words { room, taken: taken.into_iter().chain(lines).collect(), placed: Vec::new() }
    }

    /// Places text beside a point, if there is room.
    pub(super) fn place(&mut self, text: String, kind: Type, point: Place) {
        self.place_lines(vec![text], kind, point);
    }

    /// Places lines of text beside a point, if there is room.
    pub(super) fn place_lines(&mut self, lines: Vec<String>, kind: Type, point: Place) {
        let size = (widest(lines.iter().map(String::as_str), kind), lines.len() as i32 * kind.line_height());
        if let Some([frame]) = places(&[point], &[size], &self.taken, self.room).as_deref() {
            self.taken.push(*frame);
            self.placed.push((lines, kind, *frame));
        }
    }

    /// Draws those that found room.
    pub(super) fn draw(&self, pen: &mut Pen) {
        for (lines, kind, Frame { left, top, .. }) in &self.placed {
            for (place, line) in (0..).zip(lines) {
                let middle = top + place * kind.line_height() + kind.line_height() / 2;
                pen.text_at_middle(line, *kind, Align::Left, *left, middle);
            }
        }
    }
}
