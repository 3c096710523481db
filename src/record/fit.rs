//! A fit: the response rate of a touch and the delay of its replies, both with what is not known of them.

use std::sync::Arc;

use crate::domain::delay::Delay;
use crate::domain::distribution::Distribution;
use crate::domain::normal;

use super::beta::{BetaRate, Moments};
use super::family::{Family, Law};

/// The fit of a touch.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The family of delays that explains the record best.
    pub family: Family,
    /// The rate: the Beta distribution with the mean and variance of its posterior.
    pub rate: BetaRate,
    /// Are there so few answers that what is thought of the delay before has much of the say?
    pub is_thin: bool,
    /// The place of the touch among those whose answers take as long.
    pub(super) touch: usize,
    /// Delays that may be the right one, of all families.
    pub(super) delays: Arc<[Possible]>,
}

/// A delay that may be the right one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Possible {
    pub(super) law: Law,
    pub(super) delay: Delay,
    /// Its weight in the posterior; all add up to 1.
    pub(super) weight: f64,
    /// The rate of each touch if this is the delay.
    pub(super) rates: Vec<Moments>,
}

/// A family, fitted.
pub(super) struct Fitted {
    pub(super) family: Family,
    /// The logarithm of the probability of the record, summed over all delays and rates, but for a constant that is the same
    /// for all families.
    pub(super) ln: f64,
    pub(super) possible: Vec<Possible>,
}

impl Fitted {
    /// The sum over delays, each with the logarithm of its posterior and standing for as much as `ln_cell` says; nothing where
    /// numbers fail.
    pub(super) fn new(family: Family, possible: Vec<(f64, Possible)>, ln_cell: f64) -> Option<Fitted> {
        let top = possible.iter().map(|(ln, _)| *ln).fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = possible.iter().map(|(ln, _)| (ln - top).exp()).sum();
        let weighed =
            possible.into_iter().map(|(ln, possible)| Possible { weight: (ln - top).exp() / total, ..possible });
        let ln = top + total.ln() + ln_cell;
        ln.is_finite().then(|| Fitted { family, ln, possible: weighed.collect() })
    }
}

/// The delays that a scenario file chooses among.
const LAWS: usize = 16;

/// The 95 % quantile of the standard normal distribution.
const Z95: f64 = 1.644_853_626_951_472_2;

/// The correlation of a rate, as a normal score, with the place among delays with these mean rates, as another.
pub(super) fn correlation(means: &[f64], rate: BetaRate) -> f64 {
    let number = means.len() as f64;
    let score = |place: usize| normal::quantile((place as f64 + 0.5) / number);
    let sum = |of: &dyn Fn(usize) -> f64| (0..means.len()).map(of).sum::<f64>() / number;
    let spread = (sum(&|place| score(place).powi(2)) * rate.variance()).sqrt();
    let together = sum(&|place| score(place) * means[place]);
    if spread > 0.0 { (together / spread).clamp(-1.0, 1.0) } else { 0.0 }
}

/// A share that is not known for certain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Its mean.
    pub mean: f64,
    /// The lower end of its 90 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Fit {
    /// The days within which a share `u` of the replies come: the quantile of its posterior at which a standard normal
    /// variable is `z`.
    ///
    /// From its mean, variance and skewness on the logarithmic scale (Cornish & Fisher, Revue de l'Institut International
    /// de Statistique 5, 1938).
    pub fn delay_quantile(&self, u: f64, z: f64) -> f64 {
        let days: Vec<(f64, f64)> =
            self.delays.iter().map(|possible| (possible.delay.quantile(u).max(1e-9).ln(), possible.weight)).collect();
        let moment = |of: &dyn Fn(f64) -> f64| days.iter().map(|&(day, weight)| weight * of(day)).sum::<f64>();
        let mean = moment(&|day| day);
        let sd = moment(&|day| (day - mean).powi(2)).sqrt();
        if sd == 0.0 {
            return mean.exp();
        }
        let skewness = moment(&|day| ((day - mean) / sd).powi(3));
        (mean + sd * (z + (z * z - 1.0) * skewness / 6.0)).exp()
    }

    /// The same in the middle of its posterior.
    pub fn days(&self, u: f64) -> f64 {
        self.delay_quantile(u, 0.0)
    }

    /// The 90 % interval of it.
    pub fn days_between(&self, u: f64) -> (f64, f64) {
        (self.delay_quantile(u, -Z95), self.delay_quantile(u, Z95))
    }

    /// Delays, equally likely, as scenario files write them: from those that go with low rates to those that go with high
    /// ones, which are mostly slower. Only one where it is taken for known.
    pub fn laws(&self) -> Vec<String> {
        self.representatives(LAWS).into_iter().map(|possible| possible.law.written()).collect()
    }

    /// The correlation of the rate with the place of the delay among [`Fit::laws`].
    pub fn correlation(&self) -> f64 {
        let means: Vec<f64> = self.representatives(LAWS).into_iter().map(|of| self.rate_by(of).mean).collect();
        correlation(&means, self.rate)
    }

    /// The share of messages that draw a reply within `days`, by the Beta distribution with the mean and variance of its
    /// posterior. Where many messages are open, it is known far better than rate and delay are.
    pub fn answered_within(&self, days: f64) -> Interval {
        let parts = self.delays.iter().map(|of| (of.weight, self.rate_by(of).scaled(of.delay.cdf(days))));
        let moments = Moments::mixed(parts);
        let mean = moments.mean;
        let law = BetaRate::with_moments(moments);
        let law = law.and_then(|law| Distribution::beta(law.alpha, law.beta).ok());
        law.map_or(Interval { mean, low: mean, high: mean }, |law| Interval {
            mean,
            low: law.quantile(0.05),
            high: law.quantile(0.95),
        })
    }

    /// The rate if this is the delay.
    pub(super) fn rate_by(&self, possible: &Possible) -> Moments {
        possible.rates[self.touch]
    }

    /// The share of answers that come within so many days.
    pub fn come_within(&self, days: f64) -> f64 {
        self.delays.iter().map(|possible| possible.weight * possible.delay.cdf(days)).sum()
    }

    /// A few delays that stand for all that may be the right one, each with the same weight: taken in even steps of the
    /// posterior, in the order of the rates that go with them.
    pub(super) fn representatives(&self, most: usize) -> Vec<&Possible> {
        let mut delays: Vec<&Possible> = self.delays.iter().filter(|possible| possible.weight > 0.0).collect();
        delays.sort_by(|one, other| self.rate_by(one).mean.total_cmp(&self.rate_by(other).mean));
        let total: f64 = delays.iter().map(|possible| possible.weight).sum();
        let number = most.min(delays.len());
        let (mut delays, mut reached) = (delays.into_iter(), 0.0);
        let mut last = None;
        let next = |place: usize| {
            while reached <= total * (place as f64 + 0.5) / number as f64 {
                let Some(possible) = delays.next() else { break };
                reached += possible.weight;
                last = Some(possible);
            }
            last
        };
        (0..number).filter_map(next).collect()
    }
}
