//! What a record says about a touch: its response rate and the delay of its replies, both with what is not known of them.
//!
//! The delay is a Weibull or lognormal distribution (`cure`) or a piecewise linear one (`knots`): the one with the best
//! Bayesian information criterion, the logarithm of the likelihood less half the number of parameters times the logarithm
//! of the number of replies (Schwarz, Estimating the dimension of a model, Annals of Statistics 6, 1978). That another is
//! the right one stays possible, with a weight that is the exponential of its criterion (Kass & Raftery, Bayes factors,
//! Journal of the American Statistical Association 90, 1995), and widens the intervals of the rate and of the delay.

use crate::domain::delay::Delay;
use crate::domain::distribution::Distribution;

use super::cure;
use super::family::{Family, KNOTS, Stretched};
use super::fate::Fates;
use super::knots;
use super::posterior::moments;

/// So few replies say nothing of how long replies take.
pub const FEW: u64 = 5;

/// A Beta distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beta {
    /// Above 0.
    pub alpha: f64,
    /// Above 0.
    pub beta: f64,
}

impl Beta {
    /// What is thought of a rate before anything is known (Jeffreys, Theory of probability, 3rd edition 1961, § 3.9).
    pub const JEFFREYS: Beta = Beta { alpha: 0.5, beta: 0.5 };

    /// Its mean.
    pub fn mean(self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// Its variance.
    pub fn variance(self) -> f64 {
        self.mean() * (1.0 - self.mean()) / (self.alpha + self.beta + 1.0)
    }

    /// The one with this mean and variance; nothing where there is none.
    pub(super) fn with_moments(mean: f64, variance: f64) -> Option<Beta> {
        let size = mean * (1.0 - mean) / variance - 1.0;
        (size > 0.0 && size.is_finite()).then_some(Beta { alpha: mean * size, beta: (1.0 - mean) * size })
    }
}

/// What a record says about a touch.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The family of the delay.
    pub family: Family,
    /// The rate: the Beta distribution with the mean and variance of its posterior.
    pub rate: Beta,
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
    /// The mean of the rate, and that of its square, if this is the delay.
    pub(super) rate: [f64; 2],
}

impl Fit {
    /// Fits the family that explains the record best, and takes what the others say as well for possible, the more the
    /// better they explain it. With fewer than [`FEW`] replies, or where numbers fail, the delay is assumed.
    pub fn best(fates: &Fates, prior: Beta) -> Option<Fit> {
        let fitted = if fates.replies() < FEW { None } else { Fit::averaged(fates, prior) };
        fitted.or_else(|| Fit::assumed(fates, prior))
    }

    /// The best of all families, with what the others say; nothing where numbers fail.
    fn averaged(fates: &Fates, prior: Beta) -> Option<Fit> {
        let families = [Family::Weibull, Family::Lognormal, Family::Piecewise].into_iter();
        let fits: Vec<(f64, Fit)> = families
            .filter_map(|family| Fit::new(fates, family, prior).map(|fit| (fit.criterion(fates), fit)))
            .collect();
        let top = fits.iter().map(|(criterion, _)| *criterion).reduce(f64::max)?;
        let total: f64 = fits.iter().map(|(criterion, _)| (criterion - top).exp()).sum();
        let (mut mean, mut squared, mut delays) = (0.0, 0.0, Vec::new());
        let mut best = None;
        for (criterion, mut fit) in fits {
            let share = (criterion - top).exp() / total;
            mean += share * fit.rate.mean();
            squared += share * (fit.rate.variance() + fit.rate.mean().powi(2));
            let weighed = |possible: Possible| Possible { weight: share * possible.weight, ..possible };
            delays.extend(std::mem::take(&mut fit.delays).into_iter().map(weighed));
            if criterion == top {
                best = Some(fit);
            }
        }
        Some(Fit { rate: Beta::with_moments(mean, squared - mean * mean)?, delays, ..best? })
    }

    /// How well it explains the record it was fitted to: the higher, the better.
    fn criterion(&self, fates: &Fates) -> f64 {
        let parameters = if self.family == Family::Piecewise { KNOTS.len() - 1 } else { 2 };
        self.ln_likelihood(fates) - 0.5 * parameters as f64 * (fates.replies() as f64).ln()
    }

    /// Fits a family; nothing where numbers fail.
    pub fn new(fates: &Fates, family: Family, prior: Beta) -> Option<Fit> {
        match family {
            Family::Weibull => cure::fit(fates, Stretched::Weibull, prior),
            Family::Lognormal => cure::fit(fates, Stretched::Lognormal, prior),
            Family::Piecewise => knots::fit(fates, prior),
            Family::Assumed => Fit::assumed(fates, prior),
        }
    }

    /// Takes the delay of replies that scenario files have unless they say otherwise.
    fn assumed(fates: &Fates, prior: Beta) -> Option<Fit> {
        let delay = Delay::weibull(0.4036, 0.8865).ok()?;
        let written = "{ weibull = { shape = 0.4036, scale = 0.8865 } }".to_owned();
        let delays = vec![Possible { delay: delay.clone(), weight: 1.0, rate: [0.0; 2] }];
        let mut fit = Fit { family: Family::Assumed, rate: prior, delay, written, delays };
        // So sure a prior that numbers fail leaves what was counted.
        let (replies, sent) = (fates.replies() as f64, fates.sent() as f64);
        let counted = Beta { alpha: prior.alpha + replies, beta: prior.beta + sent - replies };
        fit.rate = fit.rate_of(fates, prior).unwrap_or(counted);
        let mean = fit.rate.mean();
        fit.delays.iter_mut().for_each(|possible| possible.rate = [mean, mean * mean + fit.rate.variance()]);
        Some(fit)
    }

    /// The logarithm of the probability of the record, with rate and delay at their means.
    fn ln_likelihood(&self, fates: &Fates) -> f64 {
        let rate = self.rate.mean();
        let replied = fates.replied().map(|(after, within, count)| {
            count as f64 * (rate * (self.delay.cdf(within) - self.delay.cdf(after))).max(1e-300).ln()
        });
        let silent = fates.silent().map(|(days, count)| count as f64 * (-rate * self.delay.cdf(days)).ln_1p());
        replied.sum::<f64>() + silent.sum::<f64>()
    }

    /// The days within which a share `u` of the replies come: the posterior's quantile that a standard normal has at `z`.
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

    /// The share of messages that have drawn a reply by so many days: its mean and the ends of its 90 % interval, by the
    /// Beta distribution with the mean and variance of its posterior. Where much is open, delay and rate are known far
    /// worse than this.
    pub fn answered_within(&self, days: f64) -> [f64; 3] {
        let (mut mean, mut squared) = (0.0, 0.0);
        for Possible { delay, weight, rate } in &self.delays {
            let within = delay.cdf(days);
            mean += weight * within * rate[0];
            squared += weight * within * within * rate[1];
        }
        let law = Beta::with_moments(mean, squared - mean * mean);
        let law = law.and_then(|law| Distribution::beta(law.alpha, law.beta).ok());
        law.map_or([mean; 3], |law| [mean, law.quantile(0.05), law.quantile(0.95)])
    }

    /// A few delays that stand for all that may be the right one, each of the same weight: taken in even steps of the
    /// posterior, in the order of the rates that go with them.
    pub(super) fn representatives(&self) -> Vec<&Possible> {
        const MOST: usize = 32;
        let mut delays: Vec<&Possible> = self.delays.iter().filter(|possible| possible.weight > 0.0).collect();
        delays.sort_by(|one, other| one.rate[0].total_cmp(&other.rate[0]));
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

    /// The rate of a part of the record, of whose messages the replies take as long as those of all: the Beta
    /// distribution with the mean and variance of its posterior from this prior.
    pub fn rate_of(&self, part: &Fates, prior: Beta) -> Option<Beta> {
        let delays = self.representatives();
        let (mut mean, mut squared) = (0.0, 0.0);
        for Possible { delay, .. } in &delays {
            let silent: Vec<(f64, f64)> = part.silent().map(|(days, count)| (delay.cdf(days), count as f64)).collect();
            let [first, second] = moments(part.replies() as f64, &silent, prior)?;
            mean += first / delays.len() as f64;
            squared += second / delays.len() as f64;
        }
        Beta::with_moments(mean, squared - mean * mean)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fate::Fate;
    use super::*;

    #[test]
    fn with_every_message_long_settled_the_rate_is_that_of_its_counts() {
        let replied = [(1, 20), (2, 6), (3, 4), (6, 2)]
            .into_iter()
            .flat_map(|(day, count)| vec![Fate::replied_on_day(day); count]);
        let fates: Fates = replied.chain(vec![Fate::silent_for(3_000.0); 168]).collect();
        let fit = Fit::best(&fates, Beta::JEFFREYS).expect("there are replies");
        assert!((fit.rate.alpha - 32.5).abs() < 0.2 && (fit.rate.beta - 168.5).abs() < 1.0, "{:?}", fit.rate);
        let one_day = fit.delay.cdf(1.0);
        assert!((one_day - 20.0 / 32.0).abs() < 0.1, "{one_day}");
    }

    #[test]
    fn a_message_sent_today_says_nothing() {
        let settled: Fates =
            vec![Fate::replied_on_day(1); 20].into_iter().chain(vec![Fate::silent_for(400.0); 80]).collect();
        let mut with_open = settled.clone();
        with_open.merge(&vec![Fate::silent_for(0.0); 500].into_iter().collect());
        let fit = |fates: &Fates| Fit::new(fates, Family::Weibull, Beta::JEFFREYS).expect("there are replies");
        let (one, other) = (fit(&settled), fit(&with_open));
        assert!((one.rate.mean() - other.rate.mean()).abs() < 1e-9, "{one:?} {other:?}");
    }

    #[test]
    fn with_hardly_a_reply_the_delay_is_assumed() {
        let silent: Fates = vec![Fate::silent_for(1e6); 10].into_iter().collect();
        let fit = Fit::best(&silent, Beta::JEFFREYS).expect("numbers hold");
        assert_eq!(fit.family, Family::Assumed);
        assert!((fit.rate.alpha - 0.5).abs() < 1e-3 && (fit.rate.beta - 10.5).abs() < 0.02, "{:?}", fit.rate);
        let none = Fit::best(&Fates::default(), Beta { alpha: 3.0, beta: 17.0 }).expect("numbers hold");
        assert!((none.rate.alpha - 3.0).abs() < 1e-6 && (none.rate.beta - 17.0).abs() < 1e-5, "{:?}", none.rate);
    }

    #[test]
    fn the_rate_of_a_part_is_that_of_its_counts_where_all_is_settled() {
        let part = |replies: usize, silent: usize| -> Fates {
            let replied = vec![Fate::replied_on_day(1); replies];
            replied.into_iter().chain(vec![Fate::silent_for(1e6); silent]).collect()
        };
        let fit = Fit::best(&part(40, 160), Beta::JEFFREYS).expect("numbers hold");
        let rate = fit.rate_of(&part(10, 20), Beta { alpha: 2.0, beta: 8.0 }).expect("numbers hold");
        assert!((rate.alpha - 12.0).abs() < 0.1 && (rate.beta - 28.0).abs() < 0.2, "{rate:?}");
    }
    #[test]
    fn the_rate_of_a_part_is_as_narrow_as_its_counts_allow_and_no_prior_is_too_small() {
        let part = |replies: u64, silent: usize| -> Fates {
            let mut fates: Fates = vec![Fate::silent_for(1e6); silent].into_iter().collect();
            (0..replies).for_each(|_| fates.add(Fate::replied_on_day(1)));
            fates
        };
        let fit = Fit::best(&part(18_000, 82_000), Beta::JEFFREYS).expect("numbers hold");
        let rate = fit.rate_of(&part(18_000, 82_000), Beta::JEFFREYS).expect("numbers hold");
        let error = (0.18f64 * 0.82 / 100_000.0).sqrt();
        assert!((rate.mean() - 0.18).abs() < 0.01 * error, "{rate:?}");
        assert!((rate.variance().sqrt() / error - 1.0).abs() < 0.01, "{rate:?}");
        let none = fit.rate_of(&part(0, 12), Beta { alpha: 1e-6, beta: 1e-6 }).expect("numbers hold");
        let sure = Fit::best(&part(9, 0), Beta { alpha: 1e-12, beta: 1e-12 }).expect("no touch is lost");
        assert!(sure.rate.mean() > 0.999_999, "{:?}", sure.rate);
        assert!((none.alpha * 1e6 - 1.0).abs() < 1e-3 && (none.beta - 12.0).abs() < 1e-2, "{none:?}");
    }
}
