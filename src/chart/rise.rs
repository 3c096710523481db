//! The vertical axis: from nothing up to a limit, in whole numbers.

use super::pen::{Align, Frame, Pen};
use super::style::{AXIS, GRID, NOTE};
use crate::figures::number::fixed;

/// A linear scale from 0 at the height `bottom` to `limit` at `top`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rise {
    /// The height of the limit.
    pub top: i32,
    /// The height of 0.
    pub bottom: i32,
    /// The largest value on the axis, above 0.
    pub limit: f64,
}

impl Rise {
    /// The height of `value`, or of the limit if it is above that.
    pub(super) fn place(self, value: f64) -> i32 {
        let share = (value / self.limit).clamp(0.0, 1.0);
        self.bottom - (f64::from(self.bottom - self.top) * share).round() as i32
    }

    /// The values to mark: whole multiples of 1, 2 or 5 times a power of ten, at most one for every 24 pixels.
    pub(super) fn ticks(self) -> Vec<(i32, String)> {
        let raw = self.limit / f64::from((self.bottom - self.top) / 24).max(1.0);
        let unit = 10f64.powi(raw.max(1.0).log10().floor() as i32);
        let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * unit >= raw).unwrap_or(10.0);
        let step = factor * unit;
        let values = (0..=(self.limit / step).floor() as i32).map(|place| f64::from(place) * step);
        let (unit, sign) = match self.limit {
            ..1e5 => (1.0, ""),
            ..1e6 => (1e3, "k"),
            ..1e9 => (1e6, "M"),
            _ => (1e9, "bn"),
        };
        let decimals = usize::from(step < unit);
        let label = |value: f64| if value > 0.0 { fixed(value / unit, decimals) + sign } else { fixed(value, 0) };
        values.map(|value| (self.place(value), label(value))).collect()
    }

    /// Draws the lines to read along.
    pub(super) fn draw_grid(self, pen: &mut Pen, left: i32, right: i32) {
        for (y, _) in self.ticks() {
            let colour = if y == self.bottom { AXIS } else { GRID };
            pen.fill(Frame { left, top: y, right, bottom: y + 1 }, colour);
        }
    }

    /// Draws the numbers, which end at `right`.
    pub(super) fn draw_numbers(self, pen: &mut Pen, right: i32) {
        for (y, label) in self.ticks() {
            pen.text_at_middle(&label, NOTE, Align::Right, right, y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_whole_and_round() {
        let labels = |limit| Rise { top: 0, bottom: 120, limit }.ticks().into_iter().map(|(_, label)| label);
        assert!(labels(1.0).eq(["0", "1"]));
        assert!(labels(4.2).eq(["0", "1", "2", "3", "4"]));
        assert!(labels(155.0).eq(["0", "50", "100", "150"]));
        assert!(labels(3e6).eq(["0", "1M", "2M", "3M"]));
        assert!(labels(1.2e6).eq(["0", "0.5M", "1.0M"]));
    }
}
