//! The delay of a touch: one that is known, or several of which it is not known which one holds.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::delay::Delay;
use super::law_error::LawError;
use super::normal;

/// What a touch's delay may be, each as likely as the others. In each trial one of them is the delay of that whole trial,
/// from which delays are then drawn reply by reply. Cheap to clone.
///
/// ```
/// use inmail_sim::domain::delay::Delay;
/// use inmail_sim::domain::delays::Delays;
///
/// let laws = vec![Delay::lognormal(1.0, 5.0)?, Delay::lognormal(4.0, 20.0)?];
/// let delays = Delays::any_of(laws, 0.0)?;
/// assert_eq!([0.3, 0.7].map(|own| delays.place(0.5, own)), [0, 1]);
/// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Delays {
    laws: Arc<[Delay]>,
    correlation: f64,
}

impl From<Delay> for Delays {
    /// The delay, known.
    fn from(delay: Delay) -> Delays {
        Delays { laws: [delay].into(), correlation: 0.0 }
    }
}

impl Delays {
    /// How many delays a touch may have of which one holds.
    pub const NUMBER: RangeInclusive<usize> = 2..=64;

    /// One of `laws`, 2 to 64 of them. `correlation`, from -1 to 1, ties their order to the touch's rate: above 0 a higher
    /// rate goes with a later one in the list, below 0 with an earlier one, at 0 they have nothing to do with each other.
    pub fn any_of(laws: Vec<Delay>, correlation: f64) -> Result<Delays, LawError> {
        if !Delays::NUMBER.contains(&laws.len()) {
            return Err(LawError::NumberOfDelays { number: laws.len() });
        }
        if !(-1.0..=1.0).contains(&correlation) {
            return Err(LawError::CorrelationOutside { correlation });
        }
        Ok(Delays { laws: laws.into(), correlation })
    }

    /// The delays, in the order in which they are stated.
    pub fn laws(&self) -> &[Delay] {
        &self.laws
    }

    /// How far the order of the delays goes together with the touch's rate, from -1 to 1.
    pub fn correlation(&self) -> f64 {
        self.correlation
    }

    /// The delay, if it is known.
    pub fn as_known(&self) -> Option<&Delay> {
        if let [law] = &*self.laws { Some(law) } else { None }
    }

    /// The place in the list, counted from 0, of the delay of a trial: see [`Delays::level`].
    pub fn place(&self, rate: f64, own: f64) -> usize {
        self.place_at(self.level(rate, own))
    }

    /// The place in the list, counted from 0, at a share from 0 to 1 of its length.
    pub fn place_at(&self, level: f64) -> usize {
        ((self.laws.len() as f64 * level) as usize).min(self.laws.len() - 1)
    }

    /// The share of the list before the delay of a trial in which the touch's rate lies at its quantile `rate` and the
    /// latent of the delay itself is `own`, both above 0 and below 1. It is uniform where these are, and independent of
    /// the rate but for the correlation.
    ///
    /// Φ(c Φ⁻¹(rate) + √(1 − c²) Φ⁻¹(own)) for the correlation c, Φ the distribution function of the standard normal: a
    /// Gaussian copula (Nelsen, An introduction to copulas, 2nd edition 2006, section 2.3).
    pub fn level(&self, rate: f64, own: f64) -> f64 {
        let c = self.correlation;
        if c == 0.0 {
            return own;
        }
        normal::cdf(c * normal::quantile(rate) + (1.0 - c * c).sqrt() * normal::quantile(own))
    }

    /// The share of delays that take at most `days` days, over all trials.
    pub fn cdf(&self, days: f64) -> f64 {
        self.laws.iter().map(|law| law.cdf(days)).sum::<f64>() / self.laws.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn any_of(number: usize, correlation: f64) -> Result<Delays, LawError> {
        let laws = (0..number).map(|days| Delay::fixed(days as f64).expect("a delay"));
        Delays::any_of(laws.collect(), correlation)
    }

    #[test]
    fn impossible_lists_are_told_with_what_is_allowed() {
        let told = |number, correlation| any_of(number, correlation).map_err(|error| error.to_string());
        for (number, message) in [
            (0, "`any_of` has 0 delays, but must have from 2 to 64"),
            (1, "`any_of` has 1 delay, but must have from 2 to 64; a delay that is known stands there by itself"),
            (65, "`any_of` has 65 delays, but must have from 2 to 64"),
        ] {
            assert_eq!(told(number, 0.0), Err(message.to_owned()));
        }
        for correlation in [-1.1, f64::NAN] {
            let message = format!("`correlation` is {correlation}, but must lie between -1 and 1");
            assert_eq!(told(2, correlation), Err(message));
        }
        assert!(told(2, -1.0).is_ok() && told(64, 1.0).is_ok());
    }

    #[test]
    fn without_correlation_the_list_is_cut_by_the_delays_own_latent() {
        let delays = any_of(4, 0.0).expect("they are delays");
        assert_eq!([0.001, 0.249, 0.25, 0.6, 0.999].map(|own| delays.place(0.9, own)), [0, 0, 1, 2, 3]);
        assert_eq!(delays.place_at(1.0), 3);
        assert_eq!((delays.cdf(1.0), delays.as_known()), (0.5, None));
    }

    #[test]
    fn at_the_ends_of_correlation_the_rate_alone_decides() {
        let (with, against) = (any_of(4, 1.0).expect("they are delays"), any_of(4, -1.0).expect("they are delays"));
        for (rate, place) in [(0.01, 0), (0.3, 1), (0.6, 2), (0.99, 3)] {
            assert_eq!([with.place(rate, 0.7), against.place(rate, 0.7)], [place, 3 - place]);
        }
    }

    #[test]
    fn between_the_two_normal_deviates_are_mixed() {
        let delays = any_of(2, 0.6).expect("they are delays");
        // 0.6 × 1 + 0.8 × 0.5 = 1, with the shares of Abramowitz & Stegun, table 26.1.
        assert!((delays.level(0.841_344_746, 0.691_462_461) - 0.841_344_746).abs() < 1e-9);
    }
}
