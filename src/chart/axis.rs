//! An axis from any value to any other, level or upright: where values are, and which round ones to mark.

use plotters::style::RGBColor;

use crate::figures::number::{fixed, number, signed};

use super::pen::{Align, Frame, Pen};
use super::style::{AXIS, GRID, NOTE};

/// A linear axis from the value `from` at the pixel `start` to `to` at `end`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    /// Where it begins, in pixels.
    pub start: i32,
    /// Where it ends; above `start`, or for an upright axis below it.
    pub end: i32,
    /// The value at its beginning.
    pub from: f64,
    /// The value at its end, above `from`.
    pub to: f64,
}

/// A mark: where it is, and its label.
pub(super) type Tick = (i32, String);

impl Axis {
    /// The height of the numbers and the unit below a level axis.
    pub(super) const NUMBERS: i32 = 6 + NOTE.em + NOTE.line_height() + 3 + 4;

    /// Where `value` is; what lies beyond an end is held to it.
    pub(super) fn place(self, value: f64) -> i32 {
        let share = ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0);
        self.start + (f64::from(self.end - self.start) * share).round() as i32
    }

    /// Is `value` on the axis?
    pub(super) fn holds(self, value: f64) -> bool {
        (self.from..=self.to).contains(&value)
    }

    /// The values to mark: multiples of 1, 2 or 5 times a power of ten, at most one for every `apart` pixels.
    pub(super) fn ticks(self, apart: i32) -> Vec<Tick> {
        let most = f64::from(((self.end - self.start).abs() / apart).max(1));
        let raw = (self.to - self.from) / most;
        let power = raw.log10().floor();
        let unit = 10f64.powf(power);
        let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * unit >= raw * 0.999_999).unwrap_or(10.0);
        let step = factor * unit;
        let decimals = if factor == 10.0 { -power - 1.0 } else { -power }.max(0.0) as usize;
        let (first, last) = ((self.from / step - 1e-6).ceil() as i64, (self.to / step + 1e-6).floor() as i64);
        let large = self.to.max(-self.from) >= 1e6;
        (first..=last)
            .map(|place| {
                let value = place as f64 * step;
                // Beyond a million the axis would be all zeros.
                let label = if large { number(value.abs()) } else { fixed(value.abs(), decimals) };
                (self.place(value), signed(value, &label))
            })
            .collect()
    }

    /// Draws lines to read upwards along from `bottom` to `top`, each with its label below; the first in a colour of its own.
    pub(super) fn draw_columns(self, pen: &mut Pen, ticks: &[Tick], (top, bottom): (i32, i32), first: RGBColor) {
        for (place, (x, label)) in ticks.iter().enumerate() {
            let frame = Frame { left: *x, top, right: x + 1, bottom };
            pen.fill(frame, if place == 0 { first } else { GRID });
            pen.text(label, NOTE, Align::Centre, *x, bottom + 6 + NOTE.em);
        }
    }

    /// Draws lines to read along to the right, each with its label to the left; the one at the foot of the axis is darker.
    pub(super) fn draw_rungs(self, pen: &mut Pen, ticks: &[Tick], (left, right): (i32, i32)) {
        for (y, label) in ticks {
            let frame = Frame { left, top: *y, right, bottom: y + 1 };
            pen.fill(frame, if *y == self.start { AXIS } else { GRID });
            pen.text_at_middle(label, NOTE, Align::Right, left - 8, *y);
        }
    }

    /// Writes numbers below a level axis that ends at the height `bottom`.
    pub(super) fn draw_numbers(self, pen: &mut Pen, ticks: &[Tick], bottom: i32) {
        for (x, label) in ticks {
            pen.text(label, NOTE, Align::Centre, *x, bottom + 6 + NOTE.em);
        }
    }

    /// Writes the unit below the numbers of a level axis that ends at the height `bottom`.
    pub(super) fn draw_unit(self, pen: &mut Pen, bottom: i32, unit: &str) {
        let baseline = bottom + 6 + NOTE.em + NOTE.line_height() + 3;
        pen.text(unit, NOTE, Align::Centre, (self.start + self.end) / 2, baseline);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(from: f64, to: f64) -> Vec<String> {
        Axis { start: 0, end: 420, from, to }.ticks(70).into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_are_round_on_both_sides_of_zero() {
        assert_eq!(labels(-3.0, 8.0), ["−2", "0", "2", "4", "6", "8"]);
        assert_eq!(labels(-0.5, 0.1), ["−0.5", "−0.4", "−0.3", "−0.2", "−0.1", "0.0", "0.1"]);
        assert_eq!(labels(-3e6, 0.0)[0], "−3.00\u{202f}million");
    }

    #[test]
    fn ticks_are_round_and_fine_enough() {
        assert_eq!(labels(0.0, 23.4), ["0", "5", "10", "15", "20"]);
        assert_eq!(labels(0.0, 1.0), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(labels(0.0, 0.0042), ["0.000", "0.001", "0.002", "0.003", "0.004"]);
        assert_eq!(labels(0.0, 6.0), ["0", "1", "2", "3", "4", "5", "6"]);
        assert_eq!(labels(0.0, 60_000.0).last().unwrap(), "60\u{202f}000");
        assert_eq!(labels(0.0, 3.2e7).last().unwrap(), "30.0\u{202f}million");
    }

    #[test]
    fn what_is_beyond_the_axis_is_placed_at_its_end() {
        let axis = Axis { start: 100, end: 300, from: 0.0, to: 10.0 };
        assert_eq!((axis.place(5.0), axis.holds(5.0)), (200, true));
        for beyond in [11.0, f64::INFINITY] {
            assert_eq!((axis.place(beyond), axis.holds(beyond)), (300, false));
        }
    }

    #[test]
    fn upright_axes_rise() {
        let axis = Axis { start: 400, end: 100, from: 0.0, to: 10.0 };
        assert_eq!((axis.place(0.0), axis.place(5.0), axis.place(99.0)), (400, 250, 100));
        assert!(axis.holds(10.0) && !axis.holds(10.1));
    }
}
