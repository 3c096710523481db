//! The figure where an input has a certain value, estimated from trials in which it has any: no further trial is played.
//!
//! Of the trials whose latent u of the input is near the share asked for, amount and number are regressed on the input's
//! value, as parabolas with weights that fall to 0 at the window's ends (local polynomial regression with Epanechnikov's
//! kernel; Fan and Gijbels, Local polynomial modelling and its applications, 1996). What the parabolas are at the value
//! itself are the conditional means, and their ratio is the figure there. A figure that is a parabola in the value over
//! the window is met exactly but for luck.

use crate::domain::replicates::REPLICATES;

use super::jackknife::{Measured, jackknife, summed};
use super::pairs::Value;

/// How far from the share the window reaches on either side, with up to [`FULL`] trials.
const REACH: f64 = 0.1;

/// With more trials the window is narrower by the fifth root of their number: a parabola is off by the fourth power of the
/// reach, so that this falls faster than the simulation error.
const FULL: f64 = 20_000.0;

/// Weighted sums: of the powers 0 to 4 of the value's distance, then of amount and of number times the powers 0 to 2.
const SUMS: usize = 11;

/// A pivot below this part of its row is what rounding leaves of nothing.
const NOTHING: f64 = 1e-9;

/// Sums over the trials of each replicate near one share of one input.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    share: f64,
    reach: f64,
    value: f64,
    width: f64,
    replicates: Vec<[f64; SUMS]>,
}

impl Near {
    /// Near the value below which the input lies with a chance of `share`, given its quantile function, for so many trials.
    pub fn new(share: f64, trials: u64, quantile: impl Fn(f64) -> f64) -> Near {
        let reach = REACH * (FULL / trials as f64).powf(0.2).min(1.0);
        let ends = [share - reach, share + reach].map(|end| quantile(end.clamp(0.001, 0.999)));
        let width = (ends[1] - ends[0]).max(f64::MIN_POSITIVE);
        Near { share, reach, value: quantile(share), width, replicates: vec![[0.0; SUMS]; REPLICATES] }
    }

    /// Adds a trial of a replicate, in which the input has this latent, and this value.
    #[inline]
    pub fn add(&mut self, replicate: usize, latent: f64, value: impl FnOnce() -> f64, [amount, number]: Value) {
        let away = (latent - self.share) / self.reach;
        let weight = 1.0 - away * away;
        if weight <= 0.0 {
            return;
        }
        let x = (value() - self.value) / self.width;
        let powers = [weight, weight * x, weight * x * x];
        let terms = [powers[0], powers[1], powers[2], powers[2] * x, powers[2] * x * x];
        let of = |value: f64| powers.map(|power| power * value);
        let terms = terms.into_iter().chain(of(amount)).chain(of(number));
        self.replicates[replicate].iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
    }

    /// Takes the replicates that `other` holds trials of, which this one does not.
    pub fn merge(&mut self, other: &Near) {
        for (sums, other) in self.replicates.iter_mut().zip(&other.replicates).filter(|(_, other)| other[0] > 0.0) {
            *sums = *other;
        }
    }

    /// The figure where the input has that value; nothing where too few trials are near, or it is undefined.
    pub fn figure(&self) -> Option<Measured> {
        jackknife(
            &self.replicates,
            |sums| sums[0] > 0.0,
            summed,
            |sums| {
                let [amount, number] =
                    [5, 8].map(|first| at_value(sums, [sums[first], sums[first + 1], sums[first + 2]]));
                let (amount, number) = (amount?, number?);
                (number > 0.0).then(|| amount / number)
            },
        )
    }
}

/// The height of the weighted parabola at the value; of a line or a level where the values that there are determine no
/// parabola.
fn at_value(sums: &[f64; SUMS], of: [f64; 3]) -> Option<f64> {
    (1..=3).rev().find_map(|terms| {
        let mut rows: Vec<Vec<f64>> =
            (0..terms).map(|row| sums[row..row + terms].iter().copied().chain([of[row]]).collect()).collect();
        // Gauss's elimination, upwards: what is left in the first row is the height.
        for pivot in (0..terms).rev() {
            let scale = sums[2 * pivot];
            if rows[pivot][pivot] <= NOTHING * scale {
                return None;
            }
            let (above, below) = rows.split_at_mut(pivot);
            for row in above {
                let factor = row[pivot] / below[0][pivot];
                row.iter_mut().zip(&below[0]).for_each(|(cell, of_pivot)| *cell -= factor * of_pivot);
            }
        }
        Some(rows[0][terms] / rows[0][0])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(share: f64, trials: u32, value: impl Fn(f64) -> f64, figure: impl Fn(f64) -> Value) -> Option<Measured> {
        let mut near = Near::new(share, trials.into(), &value);
        for trial in 0..trials {
            let latent = (f64::from(trial) + 0.5) / f64::from(trials);
            near.add(trial as usize % REPLICATES, latent, || value(latent), figure(value(latent)));
        }
        near.figure()
    }

    #[test]
    fn parabolas_are_met_exactly() {
        let quantile = |u: f64| 0.4 * u * u;
        for (share, at) in [(0.1, 0.004), (0.9, 0.324)] {
            let found = near(share, 5_000, quantile, |x| [3.0 - x + 5.0 * x * x, 2.0]).expect("trials are near");
            let exact = (3.0 - at + 5.0 * at * at) / 2.0;
            assert!((found.value - exact).abs() < 1e-9, "{found:?} {exact}");
            assert!(found.se.expect("there are replicates") < 1e-9, "{found:?}");
        }
    }

    #[test]
    fn a_figure_is_the_ratio_of_the_means_there() {
        let found = near(0.9, 5_000, |u| u, |x| [100.0, 10.0 * x]).expect("trials are near");
        assert!((found.value - 100.0 / 9.0).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn few_different_values_are_enough() {
        // One value in the window, then two.
        let found = near(0.1, 2_000, |u| if u < 0.5 { 0.2 } else { 0.4 }, |x| [x, 1.0]).expect("trials are near");
        assert!((found.value - 0.2).abs() < 1e-12, "{found:?}");
        let found = near(0.1, 2_000, |u| if u < 0.15 { 0.2 } else { 0.4 }, |x| [x, 1.0]).expect("trials are near");
        assert!((found.value - 0.2).abs() < 1e-9, "{found:?}");
        assert_eq!(near(0.1, 1, |u| u, |x| [x, 1.0]), None);
    }
}
