//! An axis from any value to any other, level or upright: where values are, and which round ones to mark.

use crate::figures::number::{fixed, number, signed};

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

impl Axis {
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
    pub(super) fn ticks(self, apart: i32) -> Vec<(i32, String)> {
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
    fn upright_axes_rise() {
        let axis = Axis { start: 400, end: 100, from: 0.0, to: 10.0 };
        assert_eq!((axis.place(0.0), axis.place(5.0), axis.place(99.0)), (400, 250, 100));
        assert!(axis.holds(10.0) && !axis.holds(10.1));
    }
}
