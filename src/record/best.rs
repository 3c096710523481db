//! The fit of a record: all families of delays, each as far as it explains the record.
//!
//! The delay is a Weibull or lognormal distribution (`cure`) or a piecewise linear one (`knots`). Before a record is seen the
//! lognormal one, whose latest answers take the longest, is a twentieth as likely as either of the others; after that, as the
//! probability of the record is under it, summed over all delays and rates (Kass & Raftery, Bayes factors, Journal of the
//! American Statistical Association 90, 1995).

use std::sync::Arc;

use crate::domain::delay::Delay;

use super::beta::{BetaRate, Moments};
use super::cure;
use super::evidence::Evidence;
use super::family::{Family, Law, Stretched};
use super::fate::Fates;
use super::fit::{Fit, Fitted, Possible};
use super::knots;
use super::model::Model;
use super::posterior::{logistic, moments};

/// With fewer dated answers than this it is hardly known from them how long they take.
const FEW: u64 = 5;

/// A delay of a smaller weight than this is left out.
const NEGLIGIBLE: f64 = 1e-7;

/// So many times as likely as the lognormal law is each of the others before a record is seen. With the same say as they
/// have it put the 90 % point of the usual delay, and the answers still to come, up to twice as high as they were.
const LOGNORMAL_IS_RARER: f64 = 20.0;

impl Family {
    /// A delay drawn from what is thought of those of the family before a record is seen, by values that are evenly spread
    /// between 0 and 1. Nothing where a number cannot hold it.
    pub fn drawn(self, mut unit: impl FnMut() -> f64) -> Option<Delay> {
        let law = match self {
            Family::Weibull => Law::Stretched(Stretched::Weibull, Stretched::Weibull.drawn(&mut unit)),
            Family::Lognormal => Law::Stretched(Stretched::Lognormal, Stretched::Lognormal.drawn(&mut unit)),
            Family::Piecewise => knots::drawn(&mut unit)?,
            Family::Assumed => Law::usual(),
        };
        law.delay()
    }

    /// A family drawn likewise.
    pub fn expected(unit: f64) -> Family {
        match unit * (2.0 * LOGNORMAL_IS_RARER + 1.0) {
            value if value < LOGNORMAL_IS_RARER => Family::Weibull,
            value if value < 2.0 * LOGNORMAL_IS_RARER => Family::Piecewise,
            _ => Family::Lognormal,
        }
    }
}

impl Fit {
    /// Fits a touch of which no message follows another.
    pub fn best(fates: &Fates, prior: BetaRate) -> Option<Fit> {
        Fit::joint(&Evidence::of(fates), prior)?.pop()
    }

    /// Fits a family; nothing where numbers fail.
    pub fn new(fates: &Fates, family: Family, prior: BetaRate) -> Option<Fit> {
        let evidence = Evidence::of(fates);
        Fit::of_families(&evidence, &[family], prior)?.pop()
    }

    /// Fits touches whose answers take equally long: one fit for each.
    pub fn joint(evidence: &Evidence, prior: BetaRate) -> Option<Vec<Fit>> {
        if evidence.answers() > 0 && evidence.dated() == 0 {
            return Fit::usual(evidence, prior).or_else(|| Fit::assumed(evidence, prior));
        }
        let families = [Family::Weibull, Family::Lognormal, Family::Piecewise];
        Fit::of_families(evidence, &families, prior).or_else(|| Fit::assumed(evidence, prior))
    }

    fn of_families(evidence: &Evidence, families: &[Family], prior: BetaRate) -> Option<Vec<Fit>> {
        let model = Model::new(evidence, prior);
        let fitted = families.iter().filter_map(|family| match family {
            Family::Weibull => cure::fit(&model, Stretched::Weibull),
            Family::Lognormal => cure::fit(&model, Stretched::Lognormal)
                .map(|fitted| Fitted { ln: fitted.ln - LOGNORMAL_IS_RARER.ln(), ..fitted }),
            Family::Piecewise => knots::fit(&model),
            Family::Assumed => None,
        });
        let fitted: Vec<Fitted> = fitted.collect();
        let top = fitted.iter().map(|fitted| fitted.ln).reduce(f64::max)?;
        let family = fitted.iter().find(|fitted| fitted.ln == top)?.family;
        let total: f64 = fitted.iter().map(|fitted| (fitted.ln - top).exp()).sum();
        let delays = fitted.into_iter().flat_map(|fitted| {
            let share = (fitted.ln - top).exp() / total;
            fitted.possible.into_iter().map(move |of| Possible { weight: share * of.weight, ..of })
        });
        let delays: Vec<Possible> = delays.filter(|of| of.weight > NEGLIGIBLE).collect();
        let all: f64 = delays.iter().map(|of| of.weight).sum();
        let delays = delays.into_iter().map(|of| Possible { weight: of.weight / all, ..of }).collect();
        Fit::of_delays(family, delays, evidence)
    }

    /// The fits of all touches by these delays.
    fn of_delays(family: Family, delays: Arc<[Possible]>, evidence: &Evidence) -> Option<Vec<Fit>> {
        let fit = |touch: usize| {
            let rate = Moments::mixed(delays.iter().map(|of| (of.weight, of.rates[touch])));
            let (rate, delays) = (BetaRate::with_moments(rate)?, Arc::clone(&delays));
            Some(Fit { family, rate, is_thin: evidence.dated() < FEW, touch, delays })
        };
        (0..evidence.alone().len()).map(fit).collect()
    }

    /// Fits the rates alone, by the delay that scenario files have unless they say otherwise: no answer has a date, so that the
    /// record says nothing of it.
    fn usual(evidence: &Evidence, prior: BetaRate) -> Option<Vec<Fit>> {
        let (model, law) = (Model::new(evidence, prior), Law::usual());
        let delay = law.delay()?;
        let about: Vec<f64> = model.start().map(logistic).collect();
        let rates = model.given(&model.come(&delay), &about, 0)?.rates;
        Fit::of_delays(Family::Assumed, [Possible { law, delay, weight: 1.0, rates }].into(), evidence)
    }

    /// The same of bare counts, where numbers fail.
    fn assumed(evidence: &Evidence, prior: BetaRate) -> Option<Vec<Fit>> {
        let law = Law::usual();
        let delay = law.delay()?;
        // So sure a prior that numbers fail leaves the bare counts.
        let counted = |fates: &Fates| {
            let (replies, sent) = (fates.replies() as f64, fates.sent() as f64);
            BetaRate { alpha: prior.alpha + replies, beta: prior.beta + sent - replies }.moments()
        };
        let rate = |fates: &Fates| by_delay(fates, &delay, prior).unwrap_or_else(|| counted(fates));
        let rates = evidence.alone().iter().map(rate).collect();
        Fit::of_delays(Family::Assumed, [Possible { law, delay, weight: 1.0, rates }].into(), evidence)
    }
}

/// The moments of the rate of a part of the record, where this is the delay.
fn by_delay(part: &Fates, delay: &Delay, prior: BetaRate) -> Option<Moments> {
    let silent: Vec<(f64, f64)> = part.silent().map(|(days, count)| (delay.cdf(days), count as f64)).collect();
    moments(part.replies() as f64, &silent, prior)
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
        let one_day = fit.come_within(1.0);
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
    fn where_no_answer_has_a_date_the_delay_is_the_usual_one() {
        let undated = vec![Fate::replied_within(60.0); 30];
        let fates: Fates = undated.into_iter().chain(vec![Fate::silent_for(60.0); 120]).collect();
        let fit = Fit::best(&fates, BetaRate::JEFFREYS).expect("numbers hold");
        let usual = Law::usual();
        assert_eq!((fit.family, fit.laws()), (Family::Assumed, vec![usual.written()]));
        let expected = 30.5 / 151.0 / usual.delay().expect("a delay").cdf(60.0);
        assert!((fit.rate.mean() - expected).abs() < 0.002, "{:?} for {expected}", fit.rate);
        let none: Fates = vec![Fate::silent_for(60.0); 150].into_iter().collect();
        assert!(Fit::best(&none, BetaRate::JEFFREYS).is_some_and(|fit| fit.family != Family::Assumed));
    }

    #[test]
    fn with_hardly_a_reply_the_delay_is_hardly_known() {
        let silent: Fates = vec![Fate::silent_for(1e6); 10].into_iter().collect();
        let fit = Fit::best(&silent, BetaRate::JEFFREYS).expect("numbers hold");
        assert!(fit.is_thin && fit.days_between(0.5).0 < 0.2 && fit.days_between(0.5).1 > 3.0);
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
