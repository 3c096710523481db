//! The fit that explains a record best, and how far the others explain it as well.
//!
//! The delay is a Weibull or lognormal distribution (`cure`) or a piecewise linear one (`knots`): the one with the best
//! Bayesian information criterion, the logarithm of the likelihood less half the number of parameters times the logarithm
//! of the number of replies (Schwarz, Estimating the dimension of a model, Annals of Statistics 6, 1978). The others stay
//! possible, each with the exponential of its criterion as weight (Kass & Raftery, Bayes factors, Journal of the American
//! Statistical Association 90, 1995), and widen the intervals of the rate and of the delay.

use crate::domain::delay::Delay;

use super::beta::{BetaRate, Moments};
use super::cure;
use super::family::{Family, KNOTS, Stretched};
use super::fate::Fates;
use super::fit::{Fit, Possible};
use super::knots;

/// With fewer replies than this nothing is known of how long replies take.
const FEW: u64 = 5;

impl Fit {
    /// Fits the family that explains the record best; the others stay possible, the more so the better they explain it.
    /// With fewer than five replies, or where numbers fail, the delay is assumed.
    pub fn best(fates: &Fates, prior: BetaRate) -> Option<Fit> {
        let fitted = if fates.replies() < FEW { None } else { Fit::averaged(fates, prior) };
        fitted.or_else(|| Fit::assumed(fates, prior))
    }

    /// The best of all families, with what the others say; nothing where numbers fail.
    fn averaged(fates: &Fates, prior: BetaRate) -> Option<Fit> {
        let families = [Family::Weibull, Family::Lognormal, Family::Piecewise];
        let mut fits: Vec<(f64, Fit)> = families
            .into_iter()
            .filter_map(|family| Fit::new(fates, family, prior).map(|fit| (criterion(&fit, fates), fit)))
            .collect();
        let top = fits.iter().map(|(criterion, _)| *criterion).reduce(f64::max)?;
        let total: f64 = fits.iter().map(|(criterion, _)| (criterion - top).exp()).sum();
        fits.iter_mut().for_each(|(criterion, _)| *criterion = (*criterion - top).exp() / total);
        let rate = Moments::mixed(fits.iter().map(|(share, fit)| (*share, fit.rate.moments())));
        let delays = fits.iter_mut().flat_map(|(share, fit)| {
            let share = *share;
            fit.delays.drain(..).map(move |possible| Possible { weight: share * possible.weight, ..possible })
        });
        let delays = delays.collect();
        let (_, best) = fits.into_iter().max_by(|(one, _), (other, _)| one.total_cmp(other))?;
        Some(Fit { rate: BetaRate::with_moments(rate)?, delays, ..best })
    }

    /// Fits a family; nothing where numbers fail.
    pub fn new(fates: &Fates, family: Family, prior: BetaRate) -> Option<Fit> {
        match family {
            Family::Weibull => cure::fit(fates, Stretched::Weibull, prior),
            Family::Lognormal => cure::fit(fates, Stretched::Lognormal, prior),
            Family::Piecewise => knots::fit(fates, prior),
            Family::Assumed => Fit::assumed(fates, prior),
        }
    }

    /// Takes the delay of replies that scenario files have unless they say otherwise.
    fn assumed(fates: &Fates, prior: BetaRate) -> Option<Fit> {
        let delay = Delay::weibull(0.4036, 0.8865).ok()?;
        let written = "{ weibull = { shape = 0.4036, scale = 0.8865 } }".to_owned();
        let delays = vec![Possible { delay: delay.clone(), weight: 1.0, rate: Moments::default() }];
        let mut fit = Fit { family: Family::Assumed, rate: prior, delay, written, delays };
        // So sure a prior that numbers fail leaves the bare counts.
        let (replies, sent) = (fates.replies() as f64, fates.sent() as f64);
        let counted = BetaRate { alpha: prior.alpha + replies, beta: prior.beta + sent - replies };
        fit.rate = fit.part_rate(fates, prior).unwrap_or(counted);
        fit.delays.iter_mut().for_each(|possible| possible.rate = fit.rate.moments());
        Some(fit)
    }
}

/// The Bayesian information criterion of a fit: the higher, the better it explains the record it was made from.
fn criterion(fit: &Fit, fates: &Fates) -> f64 {
    let parameters = if fit.family == Family::Piecewise { KNOTS.len() - 1 } else { 2 };
    ln_likelihood(fit, fates) - 0.5 * parameters as f64 * (fates.replies() as f64).ln()
}

/// The logarithm of the probability of the record, with rate and delay at their means.
fn ln_likelihood(fit: &Fit, fates: &Fates) -> f64 {
    let rate = fit.rate.mean();
    let replied = fates.replied().map(|(after, within, count)| {
        count as f64 * (rate * (fit.delay.cdf(within) - fit.delay.cdf(after))).max(1e-300).ln()
    });
    let silent = fates.silent().map(|(days, count)| count as f64 * (-rate * fit.delay.cdf(days)).ln_1p());
    replied.sum::<f64>() + silent.sum::<f64>()
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
        let fit = Fit::best(&fates, BetaRate::JEFFREYS).expect("there are replies");
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
        let fit = |fates: &Fates| Fit::new(fates, Family::Weibull, BetaRate::JEFFREYS).expect("there are replies");
        let (one, other) = (fit(&settled), fit(&with_open));
        assert!((one.rate.mean() - other.rate.mean()).abs() < 1e-9, "{one:?} {other:?}");
    }

    #[test]
    fn with_hardly_a_reply_the_delay_is_assumed() {
        let silent: Fates = vec![Fate::silent_for(1e6); 10].into_iter().collect();
        let fit = Fit::best(&silent, BetaRate::JEFFREYS).expect("numbers hold");
        assert_eq!(fit.family, Family::Assumed);
        assert!((fit.rate.alpha - 0.5).abs() < 1e-3 && (fit.rate.beta - 10.5).abs() < 0.02, "{:?}", fit.rate);
        let none = Fit::best(&Fates::default(), BetaRate { alpha: 3.0, beta: 17.0 }).expect("numbers hold");
        assert!((none.rate.alpha - 3.0).abs() < 1e-6 && (none.rate.beta - 17.0).abs() < 1e-5, "{:?}", none.rate);
    }

    #[test]
    fn the_rate_of_a_part_is_that_of_its_counts_where_all_is_settled() {
        let part = |replies: usize, silent: usize| -> Fates {
            let replied = vec![Fate::replied_on_day(1); replies];
            replied.into_iter().chain(vec![Fate::silent_for(1e6); silent]).collect()
        };
        let fit = Fit::best(&part(40, 160), BetaRate::JEFFREYS).expect("numbers hold");
        let rate = fit.part_rate(&part(10, 20), BetaRate { alpha: 2.0, beta: 8.0 }).expect("numbers hold");
        assert!((rate.alpha - 12.0).abs() < 0.1 && (rate.beta - 28.0).abs() < 0.2, "{rate:?}");
    }
    #[test]
    fn the_rate_of_a_part_is_as_narrow_as_its_counts_allow_and_no_prior_is_too_small() {
        let part = |replies: u64, silent: usize| -> Fates {
            let mut fates: Fates = vec![Fate::silent_for(1e6); silent].into_iter().collect();
            (0..replies).for_each(|_| fates.add(Fate::replied_on_day(1)));
            fates
        };
        let fit = Fit::best(&part(18_000, 82_000), BetaRate::JEFFREYS).expect("numbers hold");
        let rate = fit.part_rate(&part(18_000, 82_000), BetaRate::JEFFREYS).expect("numbers hold");
        let error = (0.18f64 * 0.82 / 100_000.0).sqrt();
        assert!((rate.mean() - 0.18).abs() < 0.01 * error, "{rate:?}");
        assert!((rate.variance().sqrt() / error - 1.0).abs() < 0.01, "{rate:?}");
        let none = fit.part_rate(&part(0, 12), BetaRate { alpha: 1e-6, beta: 1e-6 }).expect("numbers hold");
        let sure = Fit::best(&part(9, 0), BetaRate { alpha: 1e-12, beta: 1e-12 }).expect("no touch is lost");
        assert!(sure.rate.mean() > 0.999_999, "{:?}", sure.rate);
        assert!((none.alpha * 1e6 - 1.0).abs() < 1e-3 && (none.beta - 12.0).abs() < 1e-2, "{none:?}");
    }
}
