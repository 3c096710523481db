//! The ways of stating a distribution, each with its checks.

use super::beta::LogitBeta;
use super::{Distribution, Shape, fit};
use crate::domain::law_error::{LawError, finite, positive};
use crate::domain::samples::Samples;

impl Distribution {
    /// Always `value`, which must be finite.
    pub fn fixed(value: f64) -> Option<Distribution> {
        value.is_finite().then_some(Distribution(Shape::Fixed(value)))
    }

    /// The Beta distribution over 0 to 1 with density x^(α-1) (1-x)^(β-1) / B(α, β), for `alpha` and `beta` above 0.
    ///
    /// Source: Johnson, Kotz & Balakrishnan, Continuous univariate distributions 2, 2nd edition 1995, chapter 25.
    ///
    /// ```
    /// use inmail_sim::domain::distribution::Distribution;
    ///
    /// // P(X ≤ x) is x² for α = 2, β = 1.
    /// let rate = Distribution::beta(2.0, 1.0)?;
    /// assert!((rate.quantile(0.25) - 0.5).abs() < 1e-15);
    /// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
    /// ```
    pub fn beta(alpha: f64, beta: f64) -> Result<Distribution, LawError> {
        finite("alpha", alpha)?;
        finite("beta", beta)?;
        positive("alpha", alpha)?;
        positive("beta", beta)?;
        finite("alpha + beta", alpha + beta)?;
        Ok(Distribution(Shape::Beta(LogitBeta::new(alpha, beta))))
    }

    /// The Beta distribution with this mean, above 0 and below 1, and this standard deviation, above 0 and with
    /// sd² < mean (1 - mean).
    ///
    /// α = mean·n and β = (1 - mean)·n with n = mean (1 - mean) / sd² - 1: Johnson, Kotz & Balakrishnan, chapter 25.
    ///
    /// ```
    /// use inmail_sim::domain::distribution::Distribution;
    ///
    /// assert_eq!(Distribution::beta_from_mean_sd(0.2, 0.05)?.mean(), 0.2);
    /// let too_wide = Distribution::beta_from_mean_sd(0.2, 0.5).unwrap_err();
    /// assert_eq!(too_wide.to_string(), "`sd` is 0.5, but a Beta with mean 0.2 needs sd² below mean × (1 − mean) = 0.16");
    /// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
    /// ```
    pub fn beta_from_mean_sd(mean: f64, sd: f64) -> Result<Distribution, LawError> {
        finite("mean", mean)?;
        finite("sd", sd)?;
        if !(0.0 < mean && mean < 1.0) {
            return Err(LawError::MeanOutside { mean });
        }
        positive("sd", sd)?;
        if sd * sd >= mean * (1.0 - mean) {
            return Err(LawError::SdTooLarge { mean, sd });
        }
        // Divided one by one, so that a small sd² does not vanish.
        let n = mean / sd * ((1.0 - mean) / sd) - 1.0;
        Distribution::beta(mean * n, (1.0 - mean) * n)
    }

    /// The Beta distribution whose 5 % and 95 % quantiles are `p05` and `p95`, for 0 < `p05` < `p95` < 1: there is
    /// exactly one, for a proof see <https://stats.stackexchange.com/q/235711>. Intervals so narrow that rounding decides
    /// are refused, for `p05` = 0.1 those below 2 × 10⁻⁹.
    ///
    /// ```
    /// use inmail_sim::domain::distribution::Distribution;
    ///
    /// let rate = Distribution::beta_from_interval(0.001, 0.002)?;
    /// assert!((rate.cdf(0.002) - rate.cdf(0.001) - 0.9).abs() < 1e-12);
    /// assert!(Distribution::beta_from_interval(0.25, 0.10).is_err());
    /// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
    /// ```
    pub fn beta_from_interval(p05: f64, p95: f64) -> Result<Distribution, LawError> {
        finite("p05", p05)?;
        finite("p95", p95)?;
        if !(0.0 < p05 && p05 < p95 && p95 < 1.0) {
            return Err(LawError::NoInterval { p05, p95 });
        }
        let (alpha, beta) = fit::fit_interval(p05, p95).ok_or(LawError::IntervalTooNarrow { p05, p95 })?;
        Distribution::beta(alpha, beta)
    }

    /// What a record of `replies` to `sent` touches tells about the rate: the posterior of Jeffreys' prior, which is
    /// Beta(½, ½), so Beta(replies + ½, sent - replies + ½). Nothing sent leaves the prior.
    ///
    /// Source: Brown, Cai & DasGupta, Interval estimation for a binomial proportion, Statistical Science 16, 2001,
    /// doi:10.1214/ss/1009213286.
    ///
    /// ```
    /// use inmail_sim::domain::distribution::Distribution;
    ///
    /// let rate = Distribution::beta_posterior(18.0, 100.0)?;
    /// assert_eq!(rate, Distribution::beta(18.5, 82.5)?);
    /// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
    /// ```
    pub fn beta_posterior(replies: f64, sent: f64) -> Result<Distribution, LawError> {
        for (name, value) in [("replies", replies), ("sent", sent)] {
            finite(name, value)?;
            if value < 0.0 {
                return Err(LawError::Negative { name, value });
            }
        }
        if replies > sent {
            return Err(LawError::RepliesAboveSent { replies, sent });
        }
        Distribution::beta(replies + 0.5, sent - replies + 0.5)
    }

    /// Every value from `lo` to `hi` equally likely, for `lo` < `hi`.
    ///
    /// ```
    /// use inmail_sim::domain::distribution::Distribution;
    ///
    /// assert_eq!(Distribution::uniform(0.5, 1.5)?.quantile(0.25), 0.75);
    /// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
    /// ```
    pub fn uniform(lo: f64, hi: f64) -> Result<Distribution, LawError> {
        width(lo, hi)?;
        Ok(Distribution(Shape::Uniform { lo, hi }))
    }

    /// A density that rises in a straight line from `lo` to `mode` and falls in one from there to `hi`, for
    /// `lo` ≤ `mode` ≤ `hi` and `lo` < `hi`.
    ///
    /// Source: Johnson, Kotz & Balakrishnan, Continuous univariate distributions 2, 1995, chapter 26.
    ///
    /// ```
    /// use inmail_sim::domain::distribution::Distribution;
    ///
    /// let lift = Distribution::triangular(1.0, 1.2, 2.0)?;
    /// assert!((lift.cdf(1.2) - 0.2).abs() < 1e-15);
    /// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
    /// ```
    pub fn triangular(lo: f64, mode: f64, hi: f64) -> Result<Distribution, LawError> {
        mode_between(lo, mode, hi)?;
        Ok(Distribution(Shape::Triangular { lo, mode, hi }))
    }

    /// The PERT distribution: a Beta stretched to `lo` to `hi` with α = 1 + λ (mode - lo) / (hi - lo) and
    /// β = 1 + λ (hi - mode) / (hi - lo), λ = 4, so that its mean is (lo + 4 mode + hi) / 6; for `lo` ≤ `mode` ≤ `hi`
    /// and `lo` < `hi`.
    ///
    /// Source: Malcolm, Roseboom, Clark & Fazar, Application of a technique for research and development program
    /// evaluation, Operations Research 7, 1959, doi:10.1287/opre.7.5.646.
    ///
    /// ```
    /// use inmail_sim::domain::distribution::Distribution;
    ///
    /// let rate = Distribution::pert(0.06, 0.12, 0.30)?;
    /// assert!((rate.mean() - 0.14).abs() < 1e-15);
    /// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
    /// ```
    pub fn pert(lo: f64, mode: f64, hi: f64) -> Result<Distribution, LawError> {
        const LAMBDA: f64 = 4.0;

        mode_between(lo, mode, hi)?;
        let share = |length: f64| 1.0 + LAMBDA * (length / (hi - lo));
        Ok(Distribution(Shape::Pert { lo, hi, beta: LogitBeta::new(share(mode - lo), share(hi - mode)) }))
    }

    /// One of `values`, all equally likely: finite, and at least one.
    ///
    /// ```
    /// use inmail_sim::domain::distribution::Distribution;
    ///
    /// let rate = Distribution::samples(vec![0.3, 0.1, 0.2])?;
    /// assert_eq!(rate.quantile(0.5), 0.2);
    /// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
    /// ```
    pub fn samples(values: Vec<f64>) -> Result<Distribution, LawError> {
        for &value in &values {
            finite("sample", value)?;
        }
        Samples::new(values).map(|samples| Distribution(Shape::Samples(samples))).ok_or(LawError::NoSamples)
    }
}

/// Checks that there is room between `lo` and `hi`.
fn width(lo: f64, hi: f64) -> Result<(), LawError> {
    finite("lo", lo)?;
    finite("hi", hi)?;
    if lo >= hi {
        return Err(LawError::NoWidth { lo, hi });
    }
    finite("hi - lo", hi - lo)
}

fn mode_between(lo: f64, mode: f64, hi: f64) -> Result<(), LawError> {
    finite("mode", mode)?;
    width(lo, hi)?;
    if lo <= mode && mode <= hi { Ok(()) } else { Err(LawError::ModeOutside { lo, mode, hi }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_parameters_are_named_with_what_is_allowed() {
        use Distribution as D;
        let cases = [
            (D::beta(f64::NAN, 1.0), "`alpha` is NaN, but must be a finite number"),
            (D::beta(1.0, f64::INFINITY), "`beta` is inf, but must be a finite number"),
            (D::beta(0.0, 1.0), "`alpha` is 0, but must be above 0"),
            (D::beta(1.0, -2.5), "`beta` is -2.5, but must be above 0"),
            (D::beta(1e308, 1e308), "`alpha + beta` is inf, but must be a finite number"),
            (D::beta_from_mean_sd(1.0, 0.1), "`mean` is 1, but the mean of a Beta lies above 0 and below 1"),
            (D::beta_from_mean_sd(0.2, 0.0), "`sd` is 0, but must be above 0"),
            (
                D::beta_from_mean_sd(0.2, 0.5),
                "`sd` is 0.5, but a Beta with mean 0.2 needs sd² below mean × (1 − mean) = 0.16",
            ),
            (
                D::beta_from_mean_sd(0.5, 0.5),
                "`sd` is 0.5, but a Beta with mean 0.5 needs sd² below mean × (1 − mean) = 0.25",
            ),
            (
                D::beta_from_interval(0.25, 0.1),
                "no Beta fits an interval from 0.25 to 0.1: it must rise, and lie above 0 and below 1",
            ),
            (
                D::beta_from_interval(0.0, 0.1),
                "no Beta fits an interval from 0 to 0.1: it must rise, and lie above 0 and below 1; where all in between is as \
                 likely, write { uniform = [0, 0.1] }",
            ),
            (
                D::beta_from_interval(0.5, 1.0),
                "no Beta fits an interval from 0.5 to 1: it must rise, and lie above 0 and below 1; where all in between is as \
                 likely, write { uniform = [0.5, 1] }",
            ),
            (
                D::beta_from_interval(0.1, 0.1000000000001),
                "no Beta can be fitted to an interval as narrow as from 0.1 to 0.1000000000001",
            ),
            (D::beta_posterior(12.0, 10.0), "`replies` is 12, but must not be above `sent`, which is 10"),
            (D::beta_posterior(-1.0, 10.0), "`replies` is -1, but must not be below 0"),
            (D::beta_posterior(0.0, -10.0), "`sent` is -10, but must not be below 0"),
            (D::uniform(0.2, 0.2), "the lower end is 0.2, but must be below the upper end, which is 0.2"),
            (D::uniform(-1e308, 1e308), "`hi - lo` is inf, but must be a finite number"),
            (D::triangular(0.3, 0.2, 0.1), "the lower end is 0.3, but must be below the upper end, which is 0.1"),
            (D::triangular(0.1, 0.5, 0.3), "the mode is 0.5, but must lie between the ends, which are 0.1 and 0.3"),
            (D::pert(0.1, f64::NAN, 0.3), "`mode` is NaN, but must be a finite number"),
            (D::pert(0.1, 0.05, 0.3), "the mode is 0.05, but must lie between the ends, which are 0.1 and 0.3"),
            (D::samples(Vec::new()), "the samples are empty, but there must be at least one"),
            (D::samples(vec![0.1, f64::NAN]), "`sample` is NaN, but must be a finite number"),
        ];
        for (distribution, message) in cases {
            assert_eq!(distribution.map_err(|error| error.to_string()), Err(message.to_owned()));
        }
        assert_eq!(Distribution::fixed(f64::NAN), None);
    }

    #[test]
    fn parameters_at_the_edge_are_possible() {
        assert!(Distribution::beta_from_mean_sd(0.5, 0.499_999).is_ok());
        assert!(Distribution::beta_from_mean_sd(1e-9, 1e-12).is_ok());
        assert_eq!(Distribution::beta_posterior(0.0, 0.0), Distribution::beta(0.5, 0.5));
        assert!(Distribution::beta_posterior(10.0, 10.0).is_ok());
        assert!(Distribution::triangular(0.1, 0.1, 0.3).is_ok() && Distribution::pert(0.1, 0.3, 0.3).is_ok());
    }

    #[test]
    fn mean_and_sd_are_those_asked_for() {
        for (mean, sd) in [(0.18, 0.05), (0.5, 0.45), (0.001, 0.0005)] {
            let rate = Distribution::beta_from_mean_sd(mean, sd).unwrap();
            assert!((rate.mean() - mean).abs() < 1e-15);
            // The mean square, by the midpoint rule in u.
            let steps = 20_000;
            let square = |step| rate.quantile((f64::from(step) + 0.5) / f64::from(steps)).powi(2);
            let variance = (0..steps).map(square).sum::<f64>() / f64::from(steps) - mean * mean;
            assert!((variance.sqrt() / sd - 1.0).abs() < 1e-3, "{mean} {sd}: {}", variance.sqrt());
        }
    }
}
