//! The families of delays that a record may be fitted with.

use crate::domain::delay::Delay;
use crate::scenario::document::kind::MAX_DAYS;

/// The 90 % quantile of the standard normal distribution.
const Z90: f64 = 1.281_551_565_544_600_4;

/// A family of delays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// See [`Stretched::Weibull`].
    Weibull,
    /// See [`Stretched::Lognormal`].
    Lognormal,
    /// Straight lines between the days of [`KNOTS`].
    Piecewise,
    /// Not fitted, since hardly anything came back: the default of scenario files.
    Assumed,
}

/// The days between which the distribution function of a piecewise linear delay is straight. By the last of them all replies
/// have come.
pub const KNOTS: [f64; 6] = [1.0, 3.0, 7.0, 14.0, 30.0, 90.0];

impl Family {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Family::Weibull => "weibull",
            Family::Lognormal => "lognormal",
            Family::Piecewise => "piecewise",
            Family::Assumed => "assumed",
        }
    }
}

/// A family of delays whose logarithms are one distribution, moved and stretched: ln T = location + spread · Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretched {
    /// Z is the logarithm of an exponential time: spread is one over the shape, location the logarithm of the scale.
    Weibull,
    /// Z is normal: location is the logarithm of the median.
    Lognormal,
}

/// The place of a delay in its family.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Moves ln T.
    pub location: f64,
    /// The logarithm of the factor that stretches it.
    pub ln_spread: f64,
}

impl Stretched {
    /// Every family.
    pub const ALL: [Stretched; 2] = [Stretched::Weibull, Stretched::Lognormal];

    /// The family.
    pub fn family(self) -> Family {
        match self {
            Stretched::Weibull => Family::Weibull,
            Stretched::Lognormal => Family::Lognormal,
        }
    }

    /// The delay at a place; nothing where a number cannot hold its parameters.
    pub fn delay(self, place: Place) -> Option<Delay> {
        let (median, spread) = (place.location.exp(), place.ln_spread.exp());
        match self {
            Stretched::Weibull => Delay::weibull(spread.recip(), median).ok(),
            Stretched::Lognormal => Delay::lognormal(median, median * (Z90 * spread).exp()).ok(),
        }
    }

    /// A delay as a scenario file writes it, with six digits.
    pub fn written(self, place: Place) -> String {
        let (median, spread) = (place.location.exp(), place.ln_spread.exp());
        let digits = |value: f64| format!("{value:.5e}").parse::<f64>().unwrap_or(value);
        match self {
            Stretched::Weibull => {
                format!("{{ weibull = {{ shape = {}, scale = {} }} }}", digits(spread.recip()), digits(median))
            }
            Stretched::Lognormal => {
                // A scenario file takes no longer delays; who waits so long has no answer in any campaign.
                let p90 = (median * (Z90 * spread).exp()).min(MAX_DAYS as f64);
                let median = median.min(MAX_DAYS as f64 / 2.0);
                format!("{{ median = {}, p90 = {} }}", digits(median), digits(p90))
            }
        }
    }

    /// The normal prior of location and of ln spread, each by its mean and standard deviation. It expects two thirds of the
    /// replies within a day and nine in ten within a week (LinkedIn, second hand), and still thinks possible that replies are
    /// ten times as fast or as slow, or spread half or twice as much, so that a few replies outweigh it.
    pub fn prior(self) -> [(f64, f64); 2] {
        // Centres: a Weibull distribution of shape 0.4036 and scale 0.8865; a lognormal one of median 0.433 and p90 7.
        match self {
            Stretched::Weibull => [(-0.12, 1.2), (0.907, 0.4)],
            Stretched::Lognormal => [(-0.837, 1.2), (0.775, 0.4)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_written_as_it_is_read() {
        let place = Place { location: 2f64.ln(), ln_spread: 0.0 };
        assert_eq!(Stretched::Weibull.written(place), "{ weibull = { shape = 1, scale = 2 } }");
        assert_eq!(Stretched::Lognormal.written(place), "{ median = 2, p90 = 7.20445 }");
        let long = Place { location: 20.0, ln_spread: 2.0 };
        assert_eq!(Stretched::Lognormal.written(long), "{ median = 18250, p90 = 36500 }");
        let delay = Stretched::Lognormal.delay(place).expect("it is a delay");
        assert!((delay.quantile(0.9) - 7.20445).abs() < 1e-5 && (delay.cdf(2.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_priors_are_centred_on_the_published_figures() {
        for family in Stretched::ALL {
            let [(location, _), (ln_spread, _)] = family.prior();
            let delay = family.delay(Place { location, ln_spread }).expect("it is a delay");
            assert!((delay.cdf(1.0) - 0.65).abs() < 0.01 && (delay.cdf(7.0) - 0.9).abs() < 0.01, "{family:?}");
        }
    }
}
