//! The horizontal axis: from zero to a limit, with round numbers to read by.

use plotters::backend::DrawingBackend;

use super::number::{fixed, number};
use super::pen::{Align, Drawn, Frame, Pen};
use super::style::{AXIS, GRID, NOTE};

/// A linear scale from 0 at `left` to `limit` at `right`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// Where 0 is, in pixels.
    pub left: i32,
    /// Where the limit is, in pixels.
    pub right: i32,
    /// The largest value on the axis, above 0.
    pub limit: f64,
}

impl Scale {
    /// Where `value` is, and whether it is still on the axis.
    pub(super) fn place(self, value: f64) -> (i32, bool) {
        let share = value / self.limit;
        let place = self.left + (f64::from(self.right - self.left) * share.clamp(0.0, 1.0)).round() as i32;
        (place, share <= 1.0)
    }

    /// The values to mark: multiples of 1, 2 or 5 times a power of ten, at most one for every 70 pixels.
    pub(super) fn ticks(self) -> Vec<(i32, String)> {
        let most = f64::from((self.right - self.left) / 70).max(1.0);
        let raw = self.limit / most;
        let power = raw.log10().floor() as i32;
        let unit = 10f64.powi(power);
        let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * unit >= raw * 0.999_999).unwrap_or(10.0);
        let step = factor * unit;
        let decimals = usize::try_from(if factor == 10.0 { -power - 1 } else { -power }).unwrap_or(0);
        let count = (self.limit / step * 1.000_001).floor() as i32;
        (0..=count)
            .map(|place| {
                let value = f64::from(place) * step;
                // Beyond a million the axis would be all zeros.
                let label = if self.limit < 1e6 { fixed(value, decimals) } else { number(value) };
                (self.place(value).0, label)
            })
            .collect()
    }

    /// Draws the lines to read along, from the height `top` to `bottom`.
    pub(super) fn draw_grid<DB: DrawingBackend>(self, pen: &Pen<'_, DB>, top: i32, bottom: i32) -> Drawn<DB> {
        for (x, _) in self.ticks() {
            let colour = if x == self.left { AXIS } else { GRID };
            pen.fill(Frame { left: x, top, right: x + 1, bottom }, colour)?;
        }
        Ok(())
    }

    /// Draws the numbers below the height `top`, and `unit` below them.
    pub(super) fn draw_numbers<DB: DrawingBackend>(self, pen: &Pen<'_, DB>, top: i32, unit: &str) -> Drawn<DB> {
        let baseline = top + 6 + NOTE.em;
        for (x, label) in self.ticks() {
            pen.text(&label, NOTE, Align::Centre, x, baseline)?;
        }
        let middle = (self.left + self.right) / 2;
        pen.text(unit, NOTE, Align::Centre, middle, baseline + NOTE.line_height() + 3)
    }

    /// The height that [`draw_numbers`](Scale::draw_numbers) takes.
    pub(super) const NUMBERS: i32 = 6 + NOTE.em + NOTE.line_height() + 3 + 4;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(limit: f64) -> Vec<String> {
        Scale { left: 0, right: 420, limit }.ticks().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(labels(23.4), ["0", "5", "10", "15", "20"]);
        assert_eq!(labels(1.0), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        assert_eq!(labels(0.0042), ["0.000", "0.001", "0.002", "0.003", "0.004"]);
        assert_eq!(labels(6.0), ["0", "1", "2", "3", "4", "5", "6"]);
        assert_eq!(labels(60_000.0).last().unwrap(), "60\u{202f}000");
        assert_eq!(labels(3.2e7).last().unwrap(), "30.0\u{202f}million");
    }

    #[test]
    fn what_is_beyond_the_axis_is_placed_at_its_end() {
        let scale = Scale { left: 100, right: 300, limit: 10.0 };
        assert_eq!(scale.place(5.0), (200, true));
        assert_eq!(scale.place(11.0), (300, false));
        assert_eq!(scale.place(f64::INFINITY), (300, false));
    }
}
