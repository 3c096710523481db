//! A fit: the response rate of a touch and the delay of its replies, both with what is not known of them.

use crate::domain::delay::Delay;
use crate::domain::distribution::Distribution;

use super::beta::{BetaRate, Moments};
use super::family::Family;
use super::fate::Fates;
use super::posterior::moments;

/// The fit of a touch.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The family of the delay.
    pub family: Family,
    /// The rate: the Beta distribution with the mean and variance of its posterior.
    pub rate: BetaRate,
    /// The delay, at the mean of its parameters.
    pub delay: Delay,
    /// The same as a scenario file writes it.
    pub written: String,
    /// Delays that may be the right one.
    pub(super) delays: Vec<Possible>,
}

/// A delay that may be the right one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Possible {
    pub(super) delay: Delay,
    /// Its weight in the posterior; all add up to 1.
    pub(super) weight: f64,
    /// The rate if this is the delay.
    pub(super) rate: Moments,
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

    /// The share of messages that draw a reply within `days`, by the Beta distribution with the mean and variance of its
    /// posterior. Where many messages are open, it is known far better than rate and delay are.
    pub fn answered_within(&self, days: f64) -> Interval {
        let parts = self.delays.iter().map(|Possible { delay, weight, rate }| (*weight, rate.scaled(delay.cdf(days))));
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

    /// A few delays that stand for all that may be the right one, each with the same weight: taken in even steps of the
    /// posterior, in the order of the rates that go with them.
    pub(super) fn representatives(&self) -> Vec<&Possible> {
        const MOST: usize = 32;
        let mut delays: Vec<&Possible> = self.delays.iter().filter(|possible| possible.weight > 0.0).collect();
        delays.sort_by(|one, other| one.rate.mean.total_cmp(&other.rate.mean));
        let total: f64 = delays.iter().map(|possible| possible.weight).sum();
        let number = MOST.min(delays.len());
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

    /// The rate of a part of the record, whose replies take as long as those of all of it: the Beta distribution with the
    /// mean and variance of its posterior from this prior.
    pub fn part_rate(&self, part: &Fates, prior: BetaRate) -> Option<BetaRate> {
        let delays = self.representatives();
        let weight = 1.0 / delays.len() as f64;
        let rates = delays.into_iter().map(|Possible { delay, .. }| {
            let silent: Vec<(f64, f64)> = part.silent().map(|(days, count)| (delay.cdf(days), count as f64)).collect();
            Some((weight, moments(part.replies() as f64, &silent, prior)?))
        });
        BetaRate::with_moments(Moments::mixed(rates.collect::<Option<Vec<_>>>()?))
    }
}
