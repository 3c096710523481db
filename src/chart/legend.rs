//! Legends: a sample of each shape and what it means, in as many lines as that takes.

use plotters::style::RGBColor;

use super::pen::{Align, Frame, Pen, Place};
use super::style::{MARGIN, NOTE, WIDTH};
use super::text::width;

/// A sample of a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Sample {
    /// No shape: a word or two that head the entries after them.
    Words,
    /// A box of this height.
    Bar(i32, RGBColor),
    /// A marked point.
    Point(RGBColor),
    /// A point that is hollow.
    Ring(RGBColor),
    /// An arrow.
    Arrow(RGBColor),
    /// A line with an end at either side.
    Whisker(RGBColor),
}

/// The entries of a legend, placed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Legend {
    entries: Vec<(Sample, String, Place)>,
    /// Its height.
    pub height: i32,
}

const LINE: i32 = 20;
const SAMPLE: i32 = 22;
const WORDS: i32 = 36;

/// Entries, each left out unless what it explains occurs.
pub(super) fn occurring<const N: usize>(entries: [(bool, Sample, &str); N]) -> Vec<(Sample, String)> {
    let there = entries.into_iter().filter(|(occurs, _, _)| *occurs);
    there.map(|(_, sample, text)| (sample, text.to_owned())).collect()
}

impl Legend {
    /// Places the entries; each list begins on a line of its own. Words alone are left out.
    pub(super) fn new(lists: Vec<Vec<(Sample, String)>>) -> Legend {
        let (mut entries, mut y) = (Vec::new(), 0);
        for list in lists {
            if list.iter().all(|&(sample, _)| sample == Sample::Words) {
                continue;
            }
            let mut x = MARGIN;
            for (sample, text) in list {
                let wide = if sample == Sample::Words { WORDS } else { SAMPLE + width(&text, NOTE) + 20 };
                if x > MARGIN && x + wide - 20 > WIDTH - MARGIN {
                    (x, y) = (MARGIN, y + LINE);
                }
                entries.push((sample, text, (x, y)));
                x += wide;
            }
            y += LINE;
        }
        Legend { entries, height: y }
    }

    /// Draws the legend from the height `top` on.
    pub(super) fn draw(&self, pen: &mut Pen, top: i32) {
        for (sample, text, (x, y)) in &self.entries {
            let middle = top + y + LINE / 2;
            let right = x + SAMPLE - 6;
            let centre = (x + (SAMPLE - 6) / 2, middle);
            match *sample {
                Sample::Words => {}
                Sample::Bar(height, colour) => pen.fill(Frame::around(middle, height, *x, right), colour),
                Sample::Point(colour) => pen.point(centre, colour),
                Sample::Ring(colour) => pen.ring(centre, colour),
                Sample::Arrow(colour) => {
                    pen.fill(Frame::around(middle, 4, *x, right - 8), colour);
                    pen.arrow((right, middle), 9, 10, colour);
                }
                Sample::Whisker(colour) => pen.whisker((*x, right), middle, colour),
            }
            pen.text_at_middle(text, NOTE, Align::Left, x + sample.width(), middle);
        }
    }
}

impl Sample {
    fn width(self) -> i32 {
        if self == Sample::Words { 0 } else { SAMPLE }
    }
}
