//! An axis that is linear, or rises by equal factors.

use crate::figures::number::number;

use super::super::axis::{Axis, Tick};

/// Beyond this factor between its ends a figure is shown on an axis of equal factors.
const WIDE: f64 = 30.0;

/// A linear or logarithmic axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    /// The axis of the values, or of their decimal logarithms.
    pub(super) axis: Axis,
    /// Does it rise by equal factors?
    pub(super) logarithmic: bool,
}

impl Span {
    /// An axis between two pixels for values from `from` to `to`; logarithmic only if both are above 0.
    pub(super) fn new((start, end): (i32, i32), from: f64, to: f64, logarithmic: bool) -> Span {
        let logarithmic = logarithmic && from > 0.0;
        let (from, to) = if logarithmic { (from.log10(), to.log10()) } else { (from, to) };
        let to = if to > from { to } else { from + from.abs().max(1.0) };
        Span { axis: Axis { start, end, from, to }, logarithmic }
    }

    /// An axis for the means of a figure: from 0, unless they are so far apart that equal factors show more.
    pub(super) fn for_means(pixels: (i32, i32), least: f64, most: f64) -> Span {
        if least > 0.0 && most / least > WIDE {
            Span::new(pixels, least, most, true)
        } else {
            Span::new(pixels, least.min(0.0), if most > 0.0 { most * 1.04 } else { 1.0 }, false)
        }
    }

    /// Where a value is.
    pub(super) fn place(self, value: f64) -> i32 {
        self.axis.place(self.scaled(value))
    }

    /// The part of the axis up to a value, from 0 to 1.
    pub(super) fn share(self, value: f64) -> f64 {
        ((self.scaled(value) - self.axis.from) / (self.axis.to - self.axis.from)).clamp(0.0, 1.0)
    }

    fn scaled(self, value: f64) -> f64 {
        if self.logarithmic { value.max(f64::MIN_POSITIVE).log10() } else { value }
    }

    /// The values to mark, at most one for every `apart` pixels; of shares in per cent, values are a hundredfold.
    pub(super) fn ticks(self, apart: i32, share: bool) -> Vec<Tick> {
        let factor = if share { 100.0 } else { 1.0 };
        if !self.logarithmic {
            return Axis { from: self.axis.from * factor, to: self.axis.to * factor, ..self.axis }.ticks(apart);
        }
        let (from, to) = (10f64.powf(self.axis.from) * factor, 10f64.powf(self.axis.to) * factor);
        let powers = from.log10().floor() as i32..=to.log10().ceil() as i32;
        let round = |units: &[f64]| -> Vec<f64> {
            let all = powers.clone().flat_map(|power| units.iter().map(move |unit| rounded(*unit, power)));
            all.filter(|value| (from * 0.999..=to * 1.001).contains(value)).collect()
        };
        let most = ((self.axis.end - self.axis.start).abs() / apart).max(2) as usize;
        let all: [&[f64]; 3] = [&[1.0, 2.0, 3.0, 5.0, 7.0], &[1.0, 2.0, 5.0], &[1.0]];
        let fits = all.into_iter().map(round).find(|values| values.len() <= most).unwrap_or_else(|| round(&[1.0]));
        let label = |value: f64| if value < 1e6 { value.to_string() } else { number(value) };
        fits.into_iter().map(|value| (self.place(value / factor), label(value))).collect()
    }
}

/// So many times a power of ten, without the noise of binary fractions.
fn rounded(unit: f64, power: i32) -> f64 {
    if power < 0 { unit / 10f64.powi(-power) } else { unit * 10f64.powi(power) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_factors_take_equal_room() {
        let span = Span::new((0, 400), 0.01, 100.0, true);
        assert_eq!([0.01, 0.1, 1.0, 100.0].map(|value| span.place(value)), [0, 100, 200, 400]);
        let labels: Vec<String> = span.ticks(70, false).into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels, ["0.01", "0.1", "1", "10", "100"]);
        assert_eq!(span.ticks(70, true)[0], (0, "1".to_owned()));
    }

    #[test]
    fn figures_far_apart_rise_by_equal_factors_and_others_from_nothing() {
        assert!(Span::for_means((0, 100), 1.0, 50.0).logarithmic);
        let near = Span::for_means((0, 104), 1.0, 10.0);
        assert_eq!((near.logarithmic, near.place(0.0), near.place(10.0)), (false, 0, 100));
        assert!(!Span::for_means((0, 100), 0.0, 50.0).logarithmic);
    }
}
