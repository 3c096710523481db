//! Shares of variance from pairs of trials that have some inputs in common.
//!
//! A figure of one trial is an amount for each of a number of things, of which its mean over trials is the ratio of the
//! means. What a trial adds to that, to first order, is y = (amount − mean · number) / mean number: finite also in a trial
//! in which the figure itself is not, such as one without a reply. For a figure that is counted once a trial, y is just
//! what it is less its mean. The variance that is shared out is that of y.
//!
//! Trials X and X′ have a set of inputs in common and all others independent of each other. Then the first-order share
//! of the set, all that its inputs do among themselves, is Cov(y, y′)/Var(y), here as Σ y y′ / ½ Σ (y² + y′²) with the mean
//! of both together taken off (Monod, Naud and Makowski 2006; its asymptotic efficiency: Janon, Klein, Lagnoux, Nodet and
//! Prieur, Asymptotic normality and efficiency of two Sobol index estimators, ESAIM: Probability and Statistics 18, 2014).
//! The total share of the inputs that are not in common is 1 less that, ½ Σ (y − y′)² / ½ Σ (y² + y′²) (Jansen, Analysis of
//! variance designs for model output, Computer Physics Communications 117, 1999). The pairs are those of Saltelli et al.
//! (Variance based sensitivity analysis of model output, Computer Physics Communications 181, 2010).

use crate::domain::replicates::REPLICATES;

use super::jackknife::{Measured, jackknife, summed};

/// What a figure is in a trial: the amount, and what shares it.
pub type Value = [f64; 2];

/// Sums over the pairs of each replicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairs(Vec<[f64; SUMS]>);

/// The number of pairs; amounts; numbers; squares of amounts; of numbers; their products; products across the pair: of
/// the amounts, of the numbers, of amount and number.
const SUMS: usize = 9;

/// A variance below this part of the mean square is what rounding leaves of none.
const NOTHING: f64 = 1e-12;

impl Default for Pairs {
    fn default() -> Pairs {
        Pairs(vec![[0.0; SUMS]; REPLICATES])
    }
}

impl Pairs {
    /// Adds a pair of trials that belong to a replicate.
    #[inline]
    pub fn add(&mut self, replicate: usize, [a, n]: Value, [b, m]: Value) {
        let terms = [1.0, a + b, n + m, a * a + b * b, n * n + m * m, a * n + b * m, a * b, n * m, a * m + b * n];
        self.0[replicate].iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
    }

    /// Takes the replicates that `other` holds pairs of, which this one does not.
    pub fn merge(&mut self, other: &Pairs) {
        for (sums, other) in self.0.iter_mut().zip(&other.0).filter(|(_, other)| other[0] > 0.0) {
            *sums = *other;
        }
    }

    /// The first-order share of what the trials of a pair have in common; nothing where nothing varies.
    pub fn in_common(&self) -> Option<Measured> {
        jackknife(&self.0, |sums| sums[0] > 0.0, summed, share)
    }

    /// The total share of what the trials of a pair do not have in common; nothing where nothing varies.
    pub fn not_in_common(&self) -> Option<Measured> {
        self.in_common().map(|share| Measured { value: 1.0 - share.value, ..share })
    }

    /// The standard deviation of what a trial adds to the figure.
    pub fn spread(&self) -> Option<f64> {
        let sums = summed(&self.0, None);
        let (variance, number) = (variance(&sums)?, sums[2] / 2.0 / sums[0]);
        Some((variance / (2.0 * sums[0])).sqrt() / number)
    }
}

/// Σ (y² + y′²), but for a factor; nothing where nothing varies.
fn variance([_, amount, number, amounts, numbers, products, ..]: &[f64; SUMS]) -> Option<f64> {
    let mean = (*number > 0.0).then(|| amount / number)?;
    let variance = amounts - 2.0 * mean * products + mean * mean * numbers;
    let scale = amounts + mean * mean * numbers;
    (variance > NOTHING * scale).then_some(variance)
}

fn share(sums: &[f64; SUMS]) -> Option<f64> {
    let [_, amount, number, .., amounts_across, numbers_across, across] = sums;
    let mean = amount / number;
    Some(2.0 * (amounts_across - mean * across + mean * mean * numbers_across) / variance(sums)?)
}
