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

/// A figure in a trial: the amount, and the number that shares it.
pub type Value = [f64; 2];

/// Sums over the pairs of each replicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairs(Vec<[f64; SUMS]>);

/// The number of pairs; amounts; numbers; squares of amounts; of numbers; their products; products across the pair: of
/// the amounts, of the numbers, of amount and number.
const SUMS: usize = 9;

/// A spread that comes from fewer replicates than this, as that of what hardly ever happens, cannot be shared out.
const FEWEST: f64 = 10.0;

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

    /// The first-order share of what the trials of a pair have in common; nothing where nothing varies, or so seldom that
    /// the share cannot be told.
    pub fn in_common(&self) -> Option<Measured> {
        if !self.varies_often() {
            return None;
        }
        jackknife(&self.0, |sums| sums[0] > 0.0, summed, share)
    }

    /// The total share of what the trials of a pair do not have in common; nothing where the other is.
    pub fn not_in_common(&self) -> Option<Measured> {
        self.in_common().map(|share| Measured { value: 1.0 - share.value, ..share })
    }

    /// Do enough replicates share in the spread? Their number is that of as many equal ones, (Σ v)² / Σ v².
    fn varies_often(&self) -> bool {
        let sums = summed(&self.0, None);
        let mean = sums[1] / sums[2];
        let each = self.0.iter().map(|of| of[3] - 2.0 * mean * of[5] + mean * mean * of[4]);
        let (all, squares) = each.fold((0.0, 0.0), |(all, squares), of| (all + of, squares + of * of));
        variance(&sums).is_some() && all * all >= FEWEST * squares
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

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    use super::*;

    /// How many standard errors off a result is once in a million times.
    const FAR: f64 = 4.9;

    /// The pairs of a function of uniform inputs, for each input: those that have it alone in common, and those that have
    /// all others in common.
    fn pairs<const N: usize>(f: impl Fn([f64; N]) -> Value, points: usize, seed: u64) -> [[Pairs; 2]; N] {
        let mut luck = StdRng::seed_from_u64(seed);
        let mut pairs = std::array::from_fn(|_| [Pairs::default(), Pairs::default()]);
        for replicate in 0..REPLICATES {
            for _ in 0..points {
                let (one, other): ([f64; N], [f64; N]) = (luck.random(), luck.random());
                for (input, [same, others_same]) in pairs.iter_mut().enumerate() {
                    let mut exchanged = one;
                    exchanged[input] = other[input];
                    same.add(replicate, f(other), f(exchanged));
                    others_same.add(replicate, f(one), f(exchanged));
                }
            }
        }
        pairs
    }

    /// Ishigami and Homma's function with a = 7 and b = 0.1.
    fn ishigami([x, y, z]: [f64; 3]) -> Value {
        let [x, y, z] = [x, y, z].map(|u| PI * (2.0 * u - 1.0));
        [x.sin() + 7.0 * y.sin().powi(2) + 0.1 * z.powi(4) * x.sin(), 1.0]
    }

    /// The shares of its variance, first-order and total, by the closed forms.
    fn ishigami_shares() -> [[f64; 2]; 3] {
        let (a, b): (f64, f64) = (7.0, 0.1);
        let of_x = 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2);
        let of_y = a * a / 8.0;
        let of_both = b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
        let all = of_x + of_y + of_both;
        [[of_x, of_x + of_both], [of_y, of_y], [0.0, of_both]].map(|shares| shares.map(|share| share / all))
    }

    fn told([same, others_same]: &[Pairs; 2]) -> [Measured; 2] {
        [same.in_common().expect("it varies"), others_same.not_in_common().expect("it varies")]
    }

    #[test]
    fn the_closed_forms_are_those_of_the_literature() {
        // Saltelli et al., Global sensitivity analysis: the primer, 2008.
        let known = [[0.3139, 0.5576], [0.4424, 0.4424], [0.0, 0.2437]];
        for (found, known) in ishigami_shares().iter().flatten().zip(known.iter().flatten()) {
            assert!((found - known).abs() < 5e-5, "{found} {known}");
        }
    }

    #[test]
    fn shares_of_ishigamis_function_are_found() {
        for (input, (found, exact)) in pairs(ishigami, 128, 1).iter().zip(ishigami_shares()).enumerate() {
            for (found, exact) in told(found).into_iter().zip(exact) {
                let error = found.se.expect("there are replicates");
                assert!(error < 0.02, "{input}: {found:?}");
                // Each is off by more once in a million seeds.
                assert!((found.value - exact).abs() < FAR * error, "{input}: {found:?} {exact}");
            }
        }
    }

    #[test]
    fn intervals_cover_the_exact_shares_as_often_as_they_say() {
        const SEEDS: u64 = 1000;
        let exact = ishigami_shares();
        let mut covered = [[0.0; 2]; 3];
        let mut sums = [[0.0; 2]; 3];
        for seed in 0..SEEDS {
            for (input, found) in pairs(ishigami, 4, 1000 + seed).iter().enumerate() {
                for (kind, found) in told(found).into_iter().enumerate() {
                    let reach = crate::figures::TWO_SIDED_95 * found.se.expect("there are replicates");
                    covered[input][kind] += f64::from((found.value - exact[input][kind]).abs() < reach);
                    sums[input][kind] += found.value;
                }
            }
        }
        // Of 1 000 intervals 95 % are 91.6 % or 98.4 % once in a million times, and a mean is off by more than 0.02.
        let seeds = SEEDS as f64;
        for (input, of) in exact.iter().enumerate() {
            for (kind, exact) in of.iter().enumerate() {
                let (share, mean) = (covered[input][kind] / seeds, sums[input][kind] / seeds);
                assert!((share - 0.95).abs() < FAR * (0.95 * 0.05 / seeds).sqrt(), "{input} {kind}: {share}");
                assert!((mean - exact).abs() < 0.02, "{input} {kind}: {mean} {exact}");
            }
        }
    }

    #[test]
    fn what_adds_up_has_no_interactions() {
        // 2·X + Y + 3, variances 4/12 and 1/12: shares of 80 % and 20 %, in total as well.
        for (found, exact) in pairs(|[x, y]| [2.0 * x + y + 3.0, 1.0], 64, 2).iter().zip([0.8, 0.2]) {
            for found in told(found) {
                let error = found.se.expect("there are replicates");
                assert!(error < 0.02 && (found.value - exact).abs() < FAR * error, "{found:?} {exact}");
            }
        }
    }

    #[test]
    fn a_ratio_with_a_constant_above_has_the_shares_of_what_is_below() {
        let below = |[x, y]: [f64; 2]| 5.0 * x + (8.0 * y).floor() * x;
        let ratio = pairs(|inputs| [480.0, below(inputs)], 16, 3);
        let plain = pairs(|inputs| [below(inputs), 1.0], 16, 3);
        for (ratio, plain) in ratio.iter().zip(&plain) {
            for (ratio, plain) in told(ratio).into_iter().zip(told(plain)) {
                assert!((ratio.value - plain.value).abs() < 1e-9, "{ratio:?} {plain:?}");
            }
        }
        // The spread is that of y = (480 − mean · below) / mean of below.
        let (ratio, plain) = (&ratio[0][0], &plain[0][0]);
        let sums = summed(&plain.0, None);
        let mean = sums[1] / sums[2];
        let spread = ratio.spread().expect("it varies");
        assert!((spread / (480.0 / mean / mean * plain.spread().expect("it varies")) - 1.0).abs() < 1e-9, "{spread}");
    }

    #[test]
    fn what_is_in_common_and_what_is_not_share_all_there_is() {
        let [[same, _], _] = pairs(|[x, y]| [x * y, 1.0], 4, 4);
        let (common, rest) = (same.in_common().expect("it varies"), same.not_in_common().expect("it varies"));
        assert!((common.value + rest.value - 1.0).abs() < 1e-12 && common.se == rest.se);
    }

    #[test]
    fn what_hardly_ever_varies_cannot_be_shared_out() {
        // Once in 3 000 of 6 400 points, then once in 60.
        let seldom = |chance: f64| pairs(move |[x]| [f64::from(x < chance), 1.0], 50, 6);
        let [[same, _]] = seldom(1.0 / 3000.0);
        assert!(same.spread().is_some() && same.in_common().is_none());
        assert!(seldom(1.0 / 60.0)[0][0].in_common().is_some());
    }

    #[test]
    fn what_never_varies_has_no_shares() {
        for value in [[0.1 + 0.2, 1.0], [479.88, 7.0], [0.0, 1.0], [5.0, 0.0]] {
            let [[same, others_same]] = pairs(|[_]| value, 3, 5);
            assert_eq!((same.in_common(), others_same.not_in_common(), same.spread()), (None, None, None), "{value:?}");
        }
    }
}
