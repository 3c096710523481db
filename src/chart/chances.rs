//! Chances by week or by day: columns below a plot, from 0 up.

use plotters::style::RGBColor;

use crate::figures::number::percent;

use super::pen::{Align, Frame, Pen};
use super::style::{AXIS, GRID, NOTE};

/// An upright axis of chances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Chances {
    /// The height of 0.
    pub bottom: i32,
    /// The pixels from 0 to the top.
    pub height: i32,
    /// The chance at the top.
    pub most: f64,
    /// The largest chance that may be too small to be seen: any above it is one pixel high at least.
    pub least: f64,
}

impl Chances {
    /// Draws lines to read along, that many in all, and a column of that colour from its left to its right for each chance.
    pub(super) fn draw(
        self,
        pen: &mut Pen,
        (left, right): (i32, i32),
        (lines, colour): (i32, RGBColor),
        chances: impl Iterator<Item = (i32, i32, f64)>,
    ) {
        for line in (0..lines).rev() {
            let y = self.bottom - self.height * line / (lines - 1);
            pen.fill(Frame { left, top: y, right, bottom: y + 1 }, if line == 0 { AXIS } else { GRID });
        }
        for (left, right, chance) in chances {
            // Columns that stand apart are easier to count.
            let gap = i32::from(right - left >= 5);
            let tall = (chance / self.most * f64::from(self.height)).round() as i32;
            let tall = if chance > self.least { tall.max(1) } else { tall };
            let frame =
                Frame { left, top: self.bottom - tall, right: (right - gap).max(left + 1), bottom: self.bottom };
            pen.fill(frame, colour);
        }
    }

    /// Draws the numbers at the top and at 0, which end at `right`.
    pub(super) fn draw_numbers(self, pen: &mut Pen, right: i32) {
        if self.most > 0.0 {
            pen.text_at_middle(&percent(self.most), NOTE, Align::Right, right, self.bottom - self.height);
        }
        pen.text_at_middle("0", NOTE, Align::Right, right, self.bottom);
    }
}
