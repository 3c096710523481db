//! The standard normal distribution.

use std::f64::consts::SQRT_2;

use libm::erfc;
use statrs::function::erf;

/// How many standard errors a ± on a mean stands for: 95 % of a normal distribution lie within as many standard
/// deviations.
pub const TWO_SIDED_95: f64 = 1.96;

/// The value below which a share `p` lies: infinite at 0 and 1, as exact as a double elsewhere.
pub(crate) fn quantile(p: f64) -> f64 {
    // 1 - p is exact for p above a half, 2p - 1 would not be near 0.
    if p <= 0.5 { -SQRT_2 * erf::erfc_inv(2.0 * p) } else { SQRT_2 * erf::erfc_inv(2.0 * (1.0 - p)) }
}

/// The share that lies at or below `z`, to a relative error of about 10⁻¹⁴ in the lower tail.
pub(super) fn cdf(z: f64) -> f64 {
    // Not by the `erfc` of statrs, which is good to ten digits only.
    0.5 * erfc(-z / SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn shares_are_those_of_the_tables() {
        // Abramowitz & Stegun, Handbook of mathematical functions, tables 26.1 and 26.2.
        let table = [(0.0, 0.5), (0.5, 0.691462461274013), (1.0, 0.841344746068543), (2.0, 0.977249868051821)];
        for (z, share) in table {
            assert!((cdf(z) - share).abs() < 1e-15, "{z}");
            assert!((cdf(-z) - (1.0 - share)).abs() < 1e-15, "{z}");
        }
        for (z, minus_log10) in [(5.0, 6.54265), (10.0, 23.11805), (20.0, 88.56010)] {
            assert!((cdf(-z).log10() + minus_log10).abs() < 1e-5, "{z}");
        }
        assert_eq!([f64::NEG_INFINITY, -40.0, 40.0, f64::INFINITY].map(cdf), [0.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn quantiles_are_those_of_the_tables() {
        // Abramowitz & Stegun, table 26.5: the share above, and its deviate.
        for (above, z) in [(0.1, 1.28155), (0.05, 1.64485), (0.025, 1.95996), (0.01, 2.32635), (0.001, 3.09023)] {
            assert!((quantile(1.0 - above) - z).abs() < 1e-5, "{above}");
            assert!((quantile(above) + z).abs() < 1e-5, "{above}");
        }
        assert_eq!([0.0, 0.5, 1.0].map(quantile), [f64::NEG_INFINITY, 0.0, f64::INFINITY]);
    }

    proptest! {
        #[test]
        fn quantile_inverts_the_share(exponent in -300.0..-0.4_f64) {
            let p = 10.0_f64.powf(exponent);
            // An error in z counts |z| times in ln p.
            prop_assert!((cdf(quantile(p)) / p - 1.0).abs() < 1e-12);
        }
    }
}
