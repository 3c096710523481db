//! The Beta distribution, solved in the logit of its variable.

use super::cornish_fisher::LogitNormal;
use super::incomplete_beta::{below_peak, is_direct, ln_peak, tail_ratio};

/// From here on, for the smaller parameter, the corrected normal distribution is as exact as a double.
const NORMAL_FROM: f64 = 1e8;

/// Where x is this small against 1/β, P(X ≤ x) is a pure power of x to the last digit: ln of 2^-53.
const LN_NEGLIGIBLE: f64 = -37.0;

/// A Beta distribution over (0, 1), parameters positive and their sum finite.
///
/// Everything is computed in L = logit X = ln(X / (1-X)), because its density
/// D(L) = x^α (1-x)^β / B(α, β)
/// is log-concave for all α, β > 0. Both tails are then log-concave too, and Newton's method on ln P(logit X ≤ L)
/// converges from any start, for U-shaped and J-shaped densities as for bells. Also, an error in L is one relative to
/// x where x is small and to 1-x where that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LogitBeta {
    alpha: f64,
    beta: f64,
    /// ln of the largest D.
    ln_peak: f64,
    normal: LogitNormal,
}

/// One tail of a Beta distribution, seen from a logit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail {
    /// ln of its probability.
    pub(super) ln_share: f64,
    /// Its probability divided by D there.
    pub(super) ratio: f64,
    /// The derivative of ln D by L there.
    slope: f64,
}

impl LogitBeta {
    pub(super) fn new(alpha: f64, beta: f64) -> LogitBeta {
        LogitBeta { alpha, beta, ln_peak: ln_peak(alpha, beta), normal: LogitNormal::of_beta(alpha, beta) }
    }

    pub(super) fn mean(&self) -> f64 {
        self.alpha / (self.alpha + self.beta)
    }

    /// The distribution of 1-X.
    pub(super) fn mirrored(&self) -> LogitBeta {
        LogitBeta { alpha: self.beta, beta: self.alpha, ln_peak: self.ln_peak, normal: self.normal.mirrored() }
    }

    /// The share that lies at or below `x`.
    pub(super) fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            0.0
        } else if x >= 1.0 {
            1.0
        } else if self.is_normal() {
            self.normal.cdf(logit(x))
        } else if is_direct(self.alpha, self.beta, x, 1.0 - x) {
            self.direct_cdf(x, 1.0 - x)
        } else {
            1.0 - self.mirrored().direct_cdf(1.0 - x, x)
        }
    }

    /// The value below which a share `u` lies.
    pub(super) fn quantile(&self, u: f64) -> f64 {
        if u <= 0.0 {
            0.0
        } else if u >= 1.0 {
            1.0
        } else {
            logistic(self.logit_quantile(u))
        }
    }

    /// The logit of [`Beta::quantile`], for `u` between 0 and 1, neither included.
    pub(super) fn logit_quantile(&self, u: f64) -> f64 {
        // Always from the smaller tail: 1-u is exact where u is above a half, and its logarithm keeps all digits.
        if u <= 0.5 { self.lower_logit(u, None) } else { -self.mirrored().lower_logit(1.0 - u, None) }
    }

    /// The logit below which a share `p` lies, for `p` above 0 and at most a half; `near` is one close to it.
    pub(super) fn lower_logit(&self, p: f64, near: Option<f64>) -> f64 {
        if self.is_normal() {
            return self.normal.quantile(p);
        }
        let (ln_p, ln_rest) = (p.ln(), (-p).ln_1p());
        let (lower, upper) = (self.power_law(ln_p), self.mirrored().power_law(ln_rest));
        if lower + self.beta.max(1.0).ln() < LN_NEGLIGIBLE {
            lower
        } else if upper + self.alpha.max(1.0).ln() < LN_NEGLIGIBLE {
            -upper
        } else {
            self.search(ln_p, near.unwrap_or_else(|| self.guess(p, lower)))
        }
    }

    /// The lower tail at `logit`.
    pub(super) fn lower_tail(&self, logit: f64) -> Tail {
        let (x, y) = (logistic(logit), logistic(-logit));
        let ln_density = self.ln_density(x, y);
        let slope = self.alpha * y - self.beta * x;
        if is_direct(self.alpha, self.beta, x, y) {
            let ratio = tail_ratio(self.alpha, self.beta, x, y);
            Tail { ln_share: ln_density + ratio.ln(), ratio, slope }
        } else {
            let density = ln_density.exp();
            // The lower tail is never small here; the bound only keeps rounding from making it 0.
            let share = (1.0 - density * tail_ratio(self.beta, self.alpha, y, x)).max(f64::MIN_POSITIVE);
            Tail { ln_share: share.ln(), ratio: share / density, slope }
        }
    }

    /// ln D at the logit of x = 1 - y.
    pub(super) fn ln_density(&self, x: f64, y: f64) -> f64 {
        self.ln_peak - below_peak(self.alpha, self.beta, x, y)
    }

    /// Are quantiles those of a corrected normal distribution, found without a search?
    pub(super) fn is_normal(&self) -> bool {
        self.alpha.min(self.beta) >= NORMAL_FROM
    }

    fn direct_cdf(&self, x: f64, y: f64) -> f64 {
        (self.ln_density(x, y).exp() * tail_ratio(self.alpha, self.beta, x, y)).min(1.0)
    }

    /// ln x for which x^α / (α B(α, β)), the lower tail for small x, is e^ln_p: the exact one is above for β > 1.
    fn power_law(&self, ln_p: f64) -> f64 {
        let n = self.alpha + self.beta;
        let (a, b) = (self.alpha / n, self.beta / n);
        // The logarithm of what is close to 1 from its difference to 1.
        let (ln_a, ln_b) = if a < b { (a.ln(), (-a).ln_1p()) } else { ((-b).ln_1p(), b.ln()) };
        // A share that underflows counts for nothing, since so does the parameter.
        let ln_scale = self.ln_peak - self.alpha * ln_a.max(-750.0) - self.beta * ln_b.max(-750.0) - self.alpha.ln();
        (ln_p - ln_scale) / self.alpha
    }

    /// Where to begin the search for the logit below which a share `p` lies, at most a half.
    fn guess(&self, p: f64, power_law: f64) -> f64 {
        if self.alpha >= 1.0 && self.beta >= 1.0 {
            // The expansion fails far out, where the power law takes over.
            return self.normal.quantile(p).min(self.normal.quantile(0.5)).max(power_law);
        }
        // A power of x below the mean and one of 1-x above it, joined: Press et al., Numerical recipes, 2007, section
        // 6.14.
        let (a, b) = (self.alpha, self.beta);
        let (ln_low, ln_high) = ((a / (a + b)).ln(), (b / (a + b)).ln());
        let (low, high) = ((a * ln_low).exp() / a, (b * ln_high).exp() / b);
        let whole = low + high;
        if p * whole < low {
            let ln_x = ((a * whole).ln() + p.ln()) / a;
            ln_x - (-ln_x.exp()).ln_1p()
        } else {
            let ln_y = ((b * whole).ln() + (-p).ln_1p()) / b;
            (-ln_y.exp()).ln_1p() - ln_y
        }
    }

    /// Solves ln P(logit X ≤ logit) = `ln_p` by Halley's method, kept between bounds.
    fn search(&self, ln_p: f64, start: f64) -> f64 {
        // Halley's method triples the digits: from here, one more step is exact.
        const CLOSE: f64 = 1e-6;
        // A handful suffices; halving between bounds would need some sixty.
        const MAX_STEPS: u32 = 200;

        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        let mut logit = if start.is_finite() { start } else { 0.0 };
        for _ in 0..MAX_STEPS {
            let tail = self.lower_tail(logit);
            let excess = tail.ln_share - ln_p;
            if excess < 0.0 {
                low = logit;
            } else {
                high = logit;
            }
            let newton = excess * tail.ratio;
            let bend = 1.0 - 0.5 * newton * (tail.slope - tail.ratio.recip());
            let next = logit - newton / bend.max(0.5);
            if excess.abs() < CLOSE {
                return next;
            }
            logit = if low < next && next < high {
                next
            } else if low == f64::NEG_INFINITY {
                high - 1.0 - high.abs()
            } else if high == f64::INFINITY {
                low + 1.0 + low.abs()
            } else {
                0.5 * (low + high)
            };
        }
        logit
    }
}

/// ln(x / (1-x)).
pub(super) fn logit(x: f64) -> f64 {
    x.ln() - (-x).ln_1p()
}

/// 1 / (1 + e^-logit), the inverse of [`logit`].
pub(super) fn logistic(logit: f64) -> f64 {
    if logit < 0.0 {
        let e = logit.exp();
        e / (1.0 + e)
    } else {
        1.0 / (1.0 + (-logit).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::f64::consts::FRAC_PI_2;

    /// Shares from the smallest double to the last below 1.
    const SHARES: [f64; 15] = [
        5e-324,
        1e-300,
        1e-100,
        1e-16,
        1e-9,
        0.001,
        0.05,
        0.3,
        0.5,
        0.7,
        0.95,
        0.999,
        1.0 - 1e-9,
        1.0 - 1e-15,
        1.0 - f64::EPSILON / 2.0,
    ];

    fn assert_close(found: f64, expected: f64, relative: f64, what: &str) {
        // Below 10⁻³⁰⁰ doubles lose digits.
        assert!((found - expected).abs() <= relative * expected + 1e-300, "{what}: {found:e}, expected {expected:e}");
    }

    #[test]
    fn quantiles_that_have_a_formula() {
        for u in SHARES {
            assert_close(LogitBeta::new(1.0, 1.0).quantile(u), u, 1e-13, "uniform");
            assert_close(LogitBeta::new(2.0, 1.0).quantile(u), u.sqrt(), 1e-13, "square root");
            assert_close(LogitBeta::new(0.5, 0.5).quantile(u), (FRAC_PI_2 * u).sin().powi(2), 1e-13, "arcsine");
            for b in [0.05, 0.7, 3.0, 50.0, 1e4, 1e6] {
                let expected = -((-u).ln_1p() / b).exp_m1();
                assert_close(LogitBeta::new(1.0, b).quantile(u), expected, 1e-13, &format!("1 - (1-u)^1/{b} at {u:e}"));
                assert_close(
                    LogitBeta::new(b, 1.0).quantile(u),
                    u.powf(b.recip()),
                    1e-12,
                    &format!("u^1/{b} at {u:e}"),
                );
            }
        }
    }

    #[test]
    fn quantiles_found_with_fifty_digits() {
        // Solved for by bisection and Newton's method in arithmetic of 50 digits.
        let table = [
            (0.01, 0.01, 0.3, 6.428119935718613e-23),
            (0.01, 5.0, 0.99, 0.05699553629698087),
            (0.3, 0.7, 1e-6, 1.663584796749699e-20),
            (0.5, 250.0, 0.95, 0.0076611024678614244),
            (2.5, 8.5, 0.025, 0.044059413552630794),
            (2.5, 8.5, 0.975, 0.5027744964399931),
            (18.5, 82.5, 0.05, 0.1239076163010357),
            (18.5, 82.5, 0.95, 0.24958962101605162),
            (18.5, 82.5, 1.0 - f64::EPSILON / 2.0, 0.5794702062245086),
            (40.0, 0.05, 0.2, 0.9998284317720183),
            (100.5, 900.5, 0.5, 0.10013347205381869),
            (1e4, 3e4, 1e-12, 0.23497585338518745),
            (1e6, 1e6, 0.05, 0.4994184565471427),
            (1e6, 1e6, 1e-15, 0.49719233221631853),
            (1e6, 0.5, 0.05, 0.999998079271954),
            (0.5, 1e6, 0.999, 5.413769784272166e-06),
            (3.0, 1e6, 0.5, 2.6740540643784647e-06),
            (1e8, 2e8, 0.95, 0.3333781012103613),
            (5.0, 2.0, 1e-300, 6.988271187715792e-61),
        ];
        for (alpha, beta, u, x) in table {
            assert_close(LogitBeta::new(alpha, beta).quantile(u), x, 2e-13, &format!("Beta({alpha}, {beta}) at {u:e}"));
        }
    }

    #[test]
    fn quantiles_are_those_of_printed_tables() {
        // The 5 % points of F with ν₁ and ν₂ degrees of freedom, Abramowitz & Stegun, table 26.9:
        // X = ν₁F / (ν₁F + ν₂) is Beta(ν₁/2, ν₂/2).
        for (n1, n2, printed) in [(5.0, 10.0, 3.33), (4.0, 6.0, 4.53), (10.0, 20.0, 2.35), (1.0, 5.0, 6.61)] {
            let x = LogitBeta::new(0.5 * n1, 0.5 * n2).quantile(0.95);
            assert!((x / (1.0 - x) * n2 / n1 - printed).abs() < 0.005, "F {n1} {n2}");
        }
        // Student's t with ν degrees of freedom, Abramowitz & Stegun, table 26.10: the share within ±t, and t.
        for (n, within, printed) in [(10.0, 0.95, 2.228), (5.0, 0.90, 2.015), (5.0, 0.999, 6.869), (1.0, 0.98, 31.821)]
        {
            let x: f64 = LogitBeta::new(0.5, 0.5 * n).quantile(within);
            assert!(((x / (1.0 - x) * n).sqrt() - printed).abs() < 0.0005, "t {n}");
        }
    }

    #[test]
    fn share_between_two_values_is_the_integral_of_the_density() {
        // By Simpson's rule on the logit, with the density from the textbook formula.
        for (alpha, beta) in [(0.3, 0.8), (0.5, 12.0), (2.5, 8.5), (18.5, 82.5), (310.0, 41.0)] {
            let distribution = LogitBeta::new(alpha, beta);
            let density = |logit: f64| {
                let (x, y) = (logistic(logit), logistic(-logit));
                (alpha * x.ln() + beta * y.ln() - statrs::function::beta::ln_beta(alpha, beta)).exp()
            };
            for (from, to) in [(0.01, 0.2), (0.2, 0.6), (0.6, 0.999)] {
                let (low, high) = (distribution.logit_quantile(from), distribution.logit_quantile(to));
                let panels = 400;
                let step = (high - low) / f64::from(panels);
                let weight = |node| if node == 0 || node == panels { 1.0 } else { f64::from(2 + node % 2 * 2) };
                let sum: f64 = (0..=panels).map(|node| weight(node) * density(low + f64::from(node) * step)).sum();
                assert!((sum * step / 3.0 - (to - from)).abs() < 1e-10, "Beta({alpha}, {beta}) from {from} to {to}");
            }
        }
    }

    #[test]
    fn extreme_parameters_have_quantiles() {
        let parameters = [5e-324, 1e-300, 1e-30, 1e-5, 0.5, 3.0, 1e4, 1e7, 1e9, 1e30, 1e300];
        for alpha in parameters {
            for beta in parameters {
                let distribution = LogitBeta::new(alpha, beta);
                let mut before = 0.0;
                for u in SHARES {
                    let x = distribution.quantile(u);
                    assert!((0.0..=1.0).contains(&x), "Beta({alpha:e}, {beta:e}) at {u:e}: {x}");
                    // With smaller parameters all but rounding lies at 0 and 1.
                    let rises = x >= before * (1.0 - 1e-12) || alpha.min(beta) < 1e-5;
                    assert!(rises, "Beta({alpha:e}, {beta:e}) falls at {u:e}");
                    before = x;
                }
            }
        }
    }

    proptest! {
        #[test]
        fn quantile_rises_and_inverts_the_share(
            ln_alpha in -4.6..11.0_f64,
            ln_beta in -4.6..11.0_f64,
            u in 0.0..1.0_f64,
            v in 0.0..1.0_f64,
        ) {
            let distribution = LogitBeta::new(ln_alpha.exp(), ln_beta.exp());
            let (low, high) = (u.min(v), u.max(v));
            prop_assert!(distribution.quantile(low) <= distribution.quantile(high) * (1.0 + 1e-13));
            let x = distribution.quantile(u);
            // Near 1 the neighbouring doubles are far apart in u.
            if x > 1e-290 && x < 0.999 {
                prop_assert!((distribution.cdf(x) - u).abs() < 1e-11 * u);
            }
            prop_assert_eq!(distribution.cdf(0.0), 0.0);
            prop_assert_eq!(distribution.cdf(1.0), 1.0);
        }
    }
}
