//! Delays: how long replies and acceptances take.

use std::sync::Arc;

use super::law_error::{LawError, finite, positive};
use super::normal;
use super::samples::Samples;

/// A distribution of times in days, drawn anew for each reply or acceptance. Cheap to clone.
///
/// ```
/// use inmail_sim::domain::delay::Delay;
///
/// let delay = Delay::lognormal(2.0, 14.0)?;
/// assert!((delay.cdf(2.0) - 0.5).abs() < 1e-15);
/// assert!((delay.quantile(0.9) - 14.0).abs() < 1e-12);
/// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Delay(Shape);

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    Fixed(f64),
    /// The median, and the standard deviation of the logarithm.
    Lognormal {
        median: f64,
        sigma: f64,
    },
    Weibull {
        shape: f64,
        scale: f64,
    },
    /// Points from (0, 0) to share 1, by day.
    Piecewise(Arc<[(f64, f64)]>),
    Samples(Samples),
}

impl Delay {
    /// Always `days`, which must be finite and not negative.
    pub fn fixed(days: f64) -> Option<Delay> {
        (days.is_finite() && days >= 0.0).then_some(Delay(Shape::Fixed(days)))
    }

    /// The lognormal distribution of which half lies below `median` days and nine tenths below `p90` days, for
    /// 0 < `median` < `p90`.
    ///
    /// ln T is normal with mean ln median and standard deviation ln(p90 / median) / z, z = 1.2816 the 90 % quantile of
    /// the standard normal: Johnson, Kotz & Balakrishnan, Continuous univariate distributions 1, 2nd edition 1994,
    /// chapter 14.
    pub fn lognormal(median: f64, p90: f64) -> Result<Delay, LawError> {
        finite("median", median)?;
        finite("p90", p90)?;
        positive("median", median)?;
        if p90 <= median {
            return Err(LawError::P90NotAboveMedian { median, p90 });
        }
        Ok(Delay(Shape::Lognormal { median, sigma: ln_ratio(p90, median) / normal::quantile(0.9) }))
    }

    /// The Weibull distribution: P(T ≤ t) = 1 - exp(-(t / scale)^shape), `scale` in days, both above 0. With a shape
    /// below 1 the longer a reply has been missing, the less likely it comes the next day.
    ///
    /// Source: Johnson, Kotz & Balakrishnan, Continuous univariate distributions 1, 2nd edition 1994, chapter 21.
    ///
    /// ```
    /// use inmail_sim::domain::delay::Delay;
    ///
    /// // With shape 1 it is the exponential distribution.
    /// let delay = Delay::weibull(1.0, 3.0)?;
    /// assert!((delay.quantile(0.5) - 3.0 * 2.0_f64.ln()).abs() < 1e-15);
    /// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
    /// ```
    pub fn weibull(shape: f64, scale: f64) -> Result<Delay, LawError> {
        for (name, value) in [("shape", shape), ("scale", scale)] {
            finite(name, value)?;
            positive(name, value)?;
        }
        Ok(Delay(Shape::Weibull { shape, scale }))
    }

    /// The distribution of which a share lies within so many days, for each of `points`, and that is spread evenly
    /// between them, the first beginning at (0, 0).
    ///
    /// Days rise from point to point, shares do not fall, and the last share is 1. A point at day 0 can only say that
    /// nothing lies there.
    ///
    /// ```
    /// use inmail_sim::domain::delay::Delay;
    ///
    /// let delay = Delay::piecewise(vec![(1.0, 0.5), (7.0, 0.8), (30.0, 1.0)])?;
    /// assert_eq!(delay.cdf(4.0), 0.65);
    /// assert_eq!(delay.quantile(0.25), 0.5);
    /// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
    /// ```
    pub fn piecewise(points: Vec<(f64, f64)>) -> Result<Delay, LawError> {
        if points.is_empty() {
            return Err(LawError::NoPoints);
        }
        let (mut before, mut reached) = (0.0, 0.0);
        let mut all = vec![(before, reached)];
        for (place, (day, share)) in points.into_iter().enumerate() {
            finite("day", day)?;
            finite("share", share)?;
            if place == 0 && day == 0.0 {
                if share == 0.0 {
                    continue;
                }
                return Err(LawError::ShareAtDayZero { share });
            }
            if day <= before {
                return Err(LawError::DayNotRising { day, before });
            }
            if !(0.0..=1.0).contains(&share) {
                return Err(LawError::ShareOutside { day, share });
            }
            if share < reached {
                return Err(LawError::ShareFalls { day, share, before: reached });
            }
            (before, reached) = (day, share);
            all.push((day, share));
        }
        if reached < 1.0 {
            return Err(LawError::EndsBelowOne { share: reached });
        }
        Ok(Delay(Shape::Piecewise(all.into())))
    }

    /// One of `days`, all equally likely: finite, not negative, and at least one.
    ///
    /// ```
    /// use inmail_sim::domain::delay::Delay;
    ///
    /// let delay = Delay::samples(vec![5.0, 0.5, 1.0, 2.0])?;
    /// assert_eq!((delay.quantile(0.6), delay.cdf(1.5)), (2.0, 0.5));
    /// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
    /// ```
    pub fn samples(days: Vec<f64>) -> Result<Delay, LawError> {
        for &value in &days {
            finite("sample", value)?;
            if value < 0.0 {
                return Err(LawError::NegativeSample { value });
            }
        }
        Samples::new(days).map(|samples| Delay(Shape::Samples(samples))).ok_or(LawError::NoSamples)
    }

    /// The share of delays that take at most `days` days.
    pub fn cdf(&self, days: f64) -> f64 {
        if days < 0.0 {
            return 0.0;
        }
        match &self.0 {
            Shape::Fixed(value) => f64::from(*value <= days),
            Shape::Lognormal { median, sigma } => normal::cdf(ln_ratio(days, *median) / sigma),
            Shape::Weibull { shape, scale } => -(-(days / scale).powf(*shape)).exp_m1(),
            Shape::Piecewise(points) => {
                let after = points.partition_point(|&(day, _)| day <= days);
                match (after.checked_sub(1), points.get(after)) {
                    // Only what is not a number comes before day 0.
                    (None, _) => 0.0,
                    (Some(from), Some(&to)) => share_between(points[from], to, days),
                    (Some(_), None) => 1.0,
                }
            }
            Shape::Samples(samples) => samples.cdf(days),
        }
    }

    /// The time in days within which a share `u` lies, for `u` between 0 and 1: the smallest such time. Infinite at
    /// `u` = 1 for a lognormal or a Weibull distribution, and where it exceeds the largest double.
    pub fn quantile(&self, u: f64) -> f64 {
        match &self.0 {
            Shape::Fixed(value) => *value,
            Shape::Lognormal { median, sigma } => {
                // In two steps, of which neither overflows unless the result does.
                let root = (0.5 * sigma * normal::quantile(u)).exp();
                median * root * root
            }
            Shape::Weibull { shape, scale } => scale * (-(-u).ln_1p()).powf(shape.recip()),
            Shape::Piecewise(points) => {
                // The first point that reaches u, so that a flat stretch takes no time.
                let to = points.partition_point(|&(_, share)| share < u).min(points.len() - 1);
                match to.checked_sub(1) {
                    None => 0.0,
                    Some(from) => day_between(points[from], points[to], u),
                }
            }
            Shape::Samples(samples) => samples.quantile(u),
        }
    }
}

/// ln(a / b), with all its digits for a close to b and far from it.
fn ln_ratio(a: f64, b: f64) -> f64 {
    let ratio = a / b;
    if (0.5..2.0).contains(&ratio) {
        ((a - b) / b).ln_1p()
    } else if ratio.is_normal() {
        ratio.ln()
    } else {
        a.ln() - b.ln()
    }
}

/// The share reached on `day` on the straight line between two points.
fn share_between((from_day, from_share): (f64, f64), (to_day, to_share): (f64, f64), day: f64) -> f64 {
    from_share + (to_share - from_share) * ((day - from_day) / (to_day - from_day))
}

/// The day on which `share` is reached on the rising straight line between two points.
fn day_between((from_day, from_share): (f64, f64), (to_day, to_share): (f64, f64), share: f64) -> f64 {
    (from_day + (to_day - from_day) * ((share - from_share) / (to_share - from_share))).min(to_day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::distr::Distribution as Sampler;
    use rand::rngs::StdRng;

    fn all() -> Vec<Delay> {
        vec![
            Delay::fixed(3.0).unwrap(),
            Delay::lognormal(2.0, 14.0).unwrap(),
            Delay::weibull(0.4036, 0.8865).unwrap(),
            Delay::piecewise(vec![(1.0, 0.5), (7.0, 0.8), (9.0, 0.8), (30.0, 1.0), (40.0, 1.0)]).unwrap(),
            Delay::samples(vec![0.5, 2.0, 5.0, 2.0]).unwrap(),
        ]
    }

    #[test]
    fn impossible_parameters_are_named_with_what_is_allowed() {
        let cases = [
            (Delay::lognormal(f64::NAN, 3.0), "`median` is NaN, but must be a finite number"),
            (Delay::lognormal(0.0, 3.0), "`median` is 0, but must be above 0"),
            (Delay::lognormal(3.0, 3.0), "`p90` is 3, but must be above `median`, which is 3"),
            (Delay::weibull(0.0, 1.0), "`shape` is 0, but must be above 0"),
            (Delay::weibull(1.0, f64::INFINITY), "`scale` is inf, but must be a finite number"),
            (Delay::piecewise(vec![]), "`cdf` is empty, but must rise to share 1"),
            (Delay::piecewise(vec![(1.0, 0.5)]), "`cdf` ends at share 0.5, but must rise to share 1"),
            (Delay::piecewise(vec![(0.0, 0.0)]), "`cdf` ends at share 0, but must rise to share 1"),
            (
                Delay::piecewise(vec![(0.0, 0.2), (1.0, 1.0)]),
                "`cdf` has share 0.2 at day 0, but begins there with share 0",
            ),
            (Delay::piecewise(vec![(2.0, 0.5), (2.0, 1.0)]), "`cdf` goes from day 2 to day 2, but its days must rise"),
            (Delay::piecewise(vec![(-1.0, 1.0)]), "`cdf` goes from day 0 to day -1, but its days must rise"),
            (
                Delay::piecewise(vec![(2.0, 0.5), (3.0, 0.4), (4.0, 1.0)]),
                "`cdf` falls from share 0.5 to share 0.4 at day 3, but must not fall",
            ),
            (Delay::piecewise(vec![(2.0, 1.5)]), "`cdf` has share 1.5 at day 2, but shares lie between 0 and 1"),
            (Delay::piecewise(vec![(f64::NAN, 1.0)]), "`day` is NaN, but must be a finite number"),
            (Delay::samples(vec![]), "the samples are empty, but there must be at least one"),
            (Delay::samples(vec![1.0, -0.5]), "a sample is -0.5 days, but must not be below 0"),
        ];
        for (delay, message) in cases {
            assert_eq!(delay.map_err(|error| error.to_string()), Err(message.to_owned()));
        }
        assert!(Delay::fixed(-1.0).is_none() && Delay::fixed(f64::NAN).is_none());
    }

    #[test]
    fn lognormal_quantiles_follow_from_those_of_the_normal() {
        // e to the deviates of Abramowitz & Stegun, table 26.5; sigma is 1 where p90 is e^1.28155 medians.
        let delay = Delay::lognormal(2.0, 2.0 * 1.281_551_565_544_600_4_f64.exp()).unwrap();
        for (u, deviate) in [(0.5, 0.0), (0.9, 1.28155), (0.99, 2.32635), (0.001, -3.09023)] {
            assert!((delay.quantile(u) / (2.0 * f64::exp(deviate)) - 1.0).abs() < 1e-5, "{u}");
        }
        // With fifteen nines: the deviate of 1 - 10⁻¹⁵ (rounded to a double), from arithmetic of 50 digits.
        let far = 2.0 * 7.941_444_487_415_979_f64.exp();
        assert!((delay.quantile(1.0 - 1e-15) / far - 1.0).abs() < 1e-13);
        assert_eq!([0.0, 1.0].map(|u| delay.quantile(u)), [0.0, f64::INFINITY]);
        assert_eq!([-1.0, 0.0, f64::INFINITY].map(|days| delay.cdf(days)), [0.0, 0.0, 1.0]);
    }

    #[test]
    fn lognormal_p90_may_lie_close_or_far() {
        for (median, p90) in [(1.0, 1.0 + 1e-12), (2.0, 14.0), (1e-300, 1e300)] {
            let delay = Delay::lognormal(median, p90).unwrap();
            assert!((delay.quantile(0.9) / p90 - 1.0).abs() < 1e-12, "{median} {p90}: {}", delay.quantile(0.9));
            assert!((delay.quantile(0.5) / median - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn weibull_tails_keep_their_digits() {
        let delay = Delay::weibull(2.0, 3.0).unwrap();
        // 1 - e^-1 lies within the scale, whatever the shape.
        assert!((delay.cdf(3.0) - 0.632_120_558_828_557_7).abs() < 1e-15);
        // Near 0, P(T ≤ t) is (t/scale)².
        assert!((delay.quantile(1e-20) / 3e-10 - 1.0).abs() < 1e-14);
        assert!((delay.cdf(3e-10) / 1e-20 - 1.0).abs() < 1e-14);
        let far = 1.0 - 1e-15;
        let left: f64 = 1.0 - far;
        assert!((delay.quantile(far) / (3.0 * (-left.ln()).sqrt()) - 1.0).abs() < 1e-14);
        assert_eq!([0.0, 1.0].map(|u| delay.quantile(u)), [0.0, f64::INFINITY]);
    }

    #[test]
    fn pieces_are_straight() {
        let delay = Delay::piecewise(vec![(0.0, 0.0), (2.0, 0.5), (6.0, 0.5), (8.0, 1.0), (9.0, 1.0)]).unwrap();
        assert_eq!(
            [0.0, 1.0, 2.0, 4.0, 7.0, 8.0, 99.0].map(|days| delay.cdf(days)),
            [0.0, 0.25, 0.5, 0.5, 0.75, 1.0, 1.0]
        );
        // Nothing lies between days 2 and 6, nor after day 8.
        assert_eq!([0.0, 0.25, 0.5, 0.75, 1.0].map(|u| delay.quantile(u)), [0.0, 1.0, 2.0, 7.0, 8.0]);
        // Nothing lands in the first days.
        let late = Delay::piecewise(vec![(3.0, 0.0), (5.0, 1.0)]).unwrap();
        assert_eq!([0.0, 0.5, 1.0].map(|u| late.quantile(u)), [0.0, 4.0, 5.0]);
    }

    #[test]
    fn draws_of_others_have_these_distributions() -> Result<(), Box<dyn std::error::Error>> {
        // The largest distance by Kolmogorov and Smirnov: above 1.95 once in a thousand times for the right one.
        fn distance(delay: &Delay, sampler: impl Sampler<f64>) -> f64 {
            let draws = 20_000;
            let mut values: Vec<f64> = sampler.sample_iter(StdRng::seed_from_u64(1)).take(draws).collect();
            values.sort_by(f64::total_cmp);
            let share = |count: usize| count as f64 / draws as f64;
            let at = |(place, &value): (usize, &f64)| {
                let cdf = delay.cdf(value);
                (cdf - share(place)).max(share(place + 1) - cdf)
            };
            values.iter().enumerate().map(at).fold(0.0, f64::max) * (draws as f64).sqrt()
        }
        let weibull = distance(&Delay::weibull(0.4036, 0.8865)?, rand_distr::Weibull::new(0.8865, 0.4036)?);
        assert!(weibull < 1.95, "Weibull: {weibull}");
        let sigma = 7.0_f64.ln() / 1.281_551_565_544_600_4;
        let lognormal = distance(&Delay::lognormal(2.0, 14.0)?, rand_distr::LogNormal::new(2.0_f64.ln(), sigma)?);
        assert!(lognormal < 1.95, "lognormal: {lognormal}");
        Ok(())
    }

    proptest! {
        #[test]
        fn quantiles_rise_and_invert_the_share(u in 0.0..1.0_f64, v in 0.0..1.0_f64, days in 0.0..50.0_f64) {
            for delay in all() {
                prop_assert!(delay.quantile(u.min(v)) <= delay.quantile(u.max(v)) * (1.0 + 1e-14));
                prop_assert!(delay.cdf(delay.quantile(u)) >= u - 1e-13);
                // A share that ends within some days is reached within them.
                let share = delay.cdf(days);
                prop_assert!(share == 0.0 || share == 1.0 || delay.quantile(share - 1e-12) <= days * (1.0 + 1e-9));
            }
        }
    }
}
