//! The families of delays that a record may be fitted with.

use std::f64::consts::PI;

use crate::domain::delay::Delay;
use crate::domain::normal;
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
    /// Not fitted, since no answer has a date or numbers fail: the default of scenario files.
    Assumed,
}

/// The days between which the distribution function of a piecewise linear delay is straight: three hours, eight, a day and so
/// on. By the last of them all replies have come.
pub const KNOTS: [f64; 10] = [0.125, 1.0 / 3.0, 1.0, 2.0, 4.0, 7.0, 14.0, 30.0, 60.0, 120.0];

/// A law of delays, by its parameters.
#[derive(Debug, Clone, PartialEq)]
pub enum Law {
    /// One of these families.
    Stretched(Stretched, Place),
    /// Straight between days, each with the share of replies that have come by then.
    Piecewise(Vec<(f64, f64)>),
}

impl Law {
    /// The delay of replies that scenario files have unless they say otherwise.
    pub(super) fn usual() -> Law {
        Law::Stretched(Stretched::Weibull, Place { location: 0.8865f64.ln(), ln_spread: -0.4036f64.ln() })
    }

    /// The delay; nothing where a number cannot hold its parameters.
    pub fn delay(&self) -> Option<Delay> {
        match self {
            Law::Stretched(family, place) => family.delay(*place),
            Law::Piecewise(points) => Delay::piecewise(points.clone()).ok(),
        }
    }

    /// A delay as a scenario file writes it, with six digits.
    pub fn written(&self) -> String {
        match self {
            Law::Stretched(family, place) => family.written(*place),
            Law::Piecewise(points) => {
                let point = |(day, share): &(f64, f64)| format!("[{}, {}]", digits(*day), (share * 1e6).round() / 1e6);
                let points: Vec<String> = points.iter().map(point).collect();
                format!("{{ cdf = [{}] }}", points.join(", "))
            }
        }
    }
}

/// A number with six digits.
fn digits(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

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

    fn written(self, place: Place) -> String {
        let (median, spread) = (place.location.exp(), place.ln_spread.exp());
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

    /// The prior of the location: normal distributions, each by its share, centre and width.
    ///
    /// Most touches are expected to draw two thirds of their replies within a day and nine in ten within a week (LinkedIn,
    /// second hand), within a factor of two by and large; one in five is slow, with a median of two to ten days (an
    /// assumption: sequences wait five days and more before they write again).
    fn locations(self) -> [(f64, f64, f64); 2] {
        let usual = self.centre()[0];
        [(1.0 - SLOW, usual, 0.7), (SLOW, usual + 2.0, 1.0)]
    }

    /// The normal prior of ln spread, by its mean and standard deviation: half or twice as much is nothing unusual.
    fn ln_spread(self) -> (f64, f64) {
        (self.centre()[1], 0.5)
    }

    /// Location and ln spread of what is expected: a Weibull distribution of shape 0.4036 and scale 0.8865; a lognormal one of
    /// median 0.433 and p90 7.
    pub(super) fn centre(self) -> [f64; 2] {
        match self {
            Stretched::Weibull => [-0.12, 0.907],
            Stretched::Lognormal => [-0.837, 0.775],
        }
    }

    /// A place drawn from the prior, by values that are evenly spread between 0 and 1.
    pub(super) fn drawn(self, unit: &mut dyn FnMut() -> f64) -> Place {
        let [usual, slow] = self.locations();
        let (_, centre, width) = if unit() < usual.0 { usual } else { slow };
        let (mean, narrow) = self.ln_spread();
        let mut about = |centre: f64, width: f64| centre + width * normal::quantile(unit());
        Place { location: about(centre, width), ln_spread: about(mean, narrow) }
    }

    /// The logarithm of the density of the prior.
    pub(super) fn ln_prior(self, place: Place) -> f64 {
        let normal = |value: f64, (centre, width): (f64, f64)| {
            (-0.5 * ((value - centre) / width).powi(2)).exp() / (width * (2.0 * PI).sqrt())
        };
        let location = |(share, centre, width)| share * normal(place.location, (centre, width));
        let location: f64 = self.locations().into_iter().map(location).sum();
        location.max(1e-300).ln() + normal(place.ln_spread, self.ln_spread()).max(1e-300).ln()
    }
}

/// The share of touches whose replies are slow.
const SLOW: f64 = 0.2;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_written_as_it_is_read() {
        let place = Place { location: 2f64.ln(), ln_spread: 0.0 };
        assert_eq!(Law::Stretched(Stretched::Weibull, place).written(), "{ weibull = { shape = 1, scale = 2 } }");
        assert_eq!(Law::Stretched(Stretched::Lognormal, place).written(), "{ median = 2, p90 = 7.20445 }");
        let long = Place { location: 20.0, ln_spread: 2.0 };
        assert_eq!(Law::Stretched(Stretched::Lognormal, long).written(), "{ median = 18250, p90 = 36500 }");
        let delay = Stretched::Lognormal.delay(place).expect("it is a delay");
        assert!((delay.quantile(0.9) - 7.20445).abs() < 1e-5 && (delay.cdf(2.0) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn the_priors_are_centred_on_the_published_figures() {
        for family in Stretched::ALL {
            let [location, ln_spread] = family.centre();
            let delay = family.delay(Place { location, ln_spread }).expect("it is a delay");
            assert!((delay.cdf(1.0) - 0.65).abs() < 0.01 && (delay.cdf(7.0) - 0.9).abs() < 0.01, "{family:?}");
        }
    }
}
