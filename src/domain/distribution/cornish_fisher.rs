//! The logit of a Beta variable as a corrected normal variable.

use crate::domain::normal;

/// The distribution of logit X for X ~ Beta(a, b), from its first five cumulants.
///
/// The cumulants are ψ(a) - ψ(b), ψ'(a) + ψ'(b), ψ''(a) - ψ''(b), … (Johnson, Kotz & Balakrishnan, Continuous univariate
/// distributions 2, 1995, chapter 25), here by the asymptotic series of ψ; the expansion is Cornish & Fisher's
/// (Abramowitz & Stegun 26.2.49, up to the third line). The error of a quantile is of the order of (z²/n)² standard
/// deviations, n the smaller parameter: a good start from n = 1 on, and as exact as a double from n = 10⁸ on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LogitNormal {
    mean: f64,
    sd: f64,
    /// Cumulants 3 to 5, each divided by the matching power of the standard deviation.
    shape: [f64; 3],
}

impl LogitNormal {
    pub(super) fn of_beta(a: f64, b: f64) -> LogitNormal {
        // The series are of no use below 1; held there, they stay finite.
        let (a, b) = (a.max(1.0), b.max(1.0));
        let sd = (variance(a) + variance(b)).sqrt();
        let (of_a, of_b) = (shape(a, sd), shape(b, sd));
        LogitNormal {
            mean: (a / b).ln() + psi_less_ln(a) - psi_less_ln(b),
            sd,
            shape: [of_a[0] - of_b[0], of_a[1] + of_b[1], of_a[2] - of_b[2]],
        }
    }

    /// The distribution of -logit X.
    pub(super) fn mirrored(&self) -> LogitNormal {
        let [g1, g2, g3] = self.shape;
        LogitNormal { mean: -self.mean, sd: self.sd, shape: [-g1, g2, -g3] }
    }

    /// The logit below which a share `p` lies.
    pub(super) fn quantile(&self, p: f64) -> f64 {
        self.mean + self.sd * self.corrected(normal::quantile(p)).0
    }

    /// The share that lies at or below `logit`; good where the correction is small.
    pub(super) fn cdf(&self, logit: f64) -> f64 {
        let target = (logit - self.mean) / self.sd;
        let mut z = target;
        // The correction is a small fraction of z, so each step of Newton's adds several digits.
        for _ in 0..4 {
            let (value, slope) = self.corrected(z);
            z -= (value - target) / slope.max(0.5);
        }
        normal::cdf(z)
    }

    /// The standardised logit that belongs to the normal deviate `z`, and its derivative.
    fn corrected(&self, z: f64) -> (f64, f64) {
        let [g1, g2, g3] = self.shape;
        // Hermite polynomials; the derivative of the k-th is k times the one before.
        let (h1, h2) = (z, z * z - 1.0);
        let (h3, h4) = (z * h2 - 2.0 * h1, z * (z * h2 - 2.0 * h1) - 3.0 * h2);
        let (c1, c2) = (-g1 * g1 / 36.0, g1 / 6.0 - g1 * g2 / 24.0 + 19.0 * g1.powi(3) / 324.0);
        let (c3, c4) = (g2 / 24.0 - g1 * g1 / 18.0, g3 / 120.0 - g1 * g2 / 24.0 + g1.powi(3) / 27.0);
        let value = z + c1 * h1 + c2 * h2 + c3 * h3 + c4 * h4;
        (value, 1.0 + c1 + 2.0 * c2 * h1 + 3.0 * c3 * h2 + 4.0 * c4 * h3)
    }
}

/// ψ(a) - ln a.
fn psi_less_ln(a: f64) -> f64 {
    -0.5 / a - (1.0 / 12.0 - 1.0 / 120.0 / a / a) / a / a
}

/// ψ'(a), the variance of the logarithm of a Gamma variable of shape a.
fn variance(a: f64) -> f64 {
    let r = a.recip();
    r * (1.0 + r * (0.5 + r * (1.0 / 6.0 - r * r / 30.0)))
}

/// ψ''(a), ψ'''(a) and ψ''''(a), each divided by the matching power of `sd`.
fn shape(a: f64, sd: f64) -> [f64; 3] {
    let r = a.recip();
    // One over a in units of the variance: the powers of 1/a alone would underflow.
    let part = r / sd / sd;
    [
        -part.powi(2) * sd * (1.0 + r * (1.0 + r * 0.5)),
        part.powi(3) * sd.powi(2) * (2.0 + r * (3.0 + r * 2.0)),
        -part.powi(4) * sd.powi(3) * (6.0 + r * (12.0 + r * 10.0)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::distribution::beta::LogitBeta;

    #[test]
    fn expansion_meets_the_search() {
        // Below 10⁸ quantiles are searched for, to some 10⁻¹⁵; the expansion misses by z⁴ / n² standard deviations.
        for (a, b) in [(9e7, 9e7), (9e7, 4e9)] {
            let (expansion, searched) = (LogitNormal::of_beta(a, b), LogitBeta::new(a, b));
            for p in [1e-15, 0.05, 0.5] {
                let miss = (expansion.quantile(p) - searched.lower_logit(p, None)) / expansion.sd;
                assert!(miss.abs() < 2e-11, "{a} {b} {p}: {miss}");
            }
        }
    }

    #[test]
    fn share_inverts_the_quantile() {
        let normal = LogitNormal::of_beta(1e8, 1e10);
        for p in [1e-12, 1e-3, 0.3, 0.5, 0.9] {
            // A digit of the logit, near -4.6, is one part in 10¹¹ of its standard deviation.
            assert!((normal.cdf(normal.quantile(p)) / p - 1.0).abs() < 1e-9, "{p}");
            assert!((normal.mirrored().cdf(-normal.quantile(p)) - (1.0 - p)).abs() < 1e-9, "{p}");
        }
    }
}
