//! The pieces of the regularised incomplete beta function I_x(a, b), each accurate where the textbook formula is not.

use std::f64::consts::PI;

/// ln of x^a (1-x)^b / B(a, b) at its mode x = a/(a+b): the scale of the density of logit X.
///
/// The textbook way, three ln Γ that nearly cancel, loses seven digits at a = b = 10^6. Loader (Fast and accurate
/// computation of binomial probabilities, 2000) writes it by Stirling's formula and its errors δ instead.
pub(super) fn ln_peak(a: f64, b: f64) -> f64 {
    let n = a + b;
    // ab / 2πn, factor by factor: neither the product nor a quotient of extreme parameters is a double.
    0.5 * (a.min(b).ln() + (a.max(b) / n / (2.0 * PI)).ln()) + stirling_error(n) - stirling_error(a) - stirling_error(b)
}

/// By how much ln of x^a (1-x)^b / B(a, b) lies below its peak, with y = 1 - x.
pub(super) fn below_peak(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    let excess = b * x - a * y;
    deviance(a, n * x, excess) + deviance(b, n * y, -excess)
}

/// δ(n) = ln Γ(n+1) - (n+½) ln n + n - ½ ln 2π, the error of Stirling's formula, for n > 0.
fn stirling_error(mut n: f64) -> f64 {
    // δ(n) - δ(n+1) = (n+½) ln(1+1/n) - 1; from 16 on, five terms of the series leave less than 10⁻¹⁶.
    let mut steps = 0.0;
    while n < 16.0 {
        let ln_step = if n < 1.0 { n.ln_1p() - n.ln() } else { n.recip().ln_1p() };
        steps += (n + 0.5) * ln_step - 1.0;
        n += 1.0;
    }
    let square = n * n;
    let series =
        1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / 1188.0 / square) / square) / square) / square;
    steps + series / n
}

/// k ln(k/m) + m - k, without cancellation where m is close to k (Loader's `bd0`); `excess` is m - k, to more digits.
fn deviance(k: f64, m: f64, excess: f64) -> f64 {
    let v = excess / (k + m);
    if v.abs() >= 0.1 {
        return k * (k / m).ln() + excess;
    }
    let square = v * v;
    let mut sum = excess * v;
    let mut power = -2.0 * k * v;
    // v² is below 0.01: ten terms or so.
    for odd in (3..50).step_by(2) {
        power *= square;
        let next = sum + power / f64::from(odd);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// I_x(a, b) divided by x^a y^b / B(a, b), with y = 1 - x, where [`is_direct`]; elsewhere convergence is slow.
///
/// The continued fraction of Didonato and Morris (ACM TOMS 18, 1992, doi:10.1145/131766.131776), by the
/// modified method of Lentz. It takes some tens of terms, for a and b near n about √n / 2.
pub(super) fn tail_ratio(a: f64, b: f64, x: f64, y: f64) -> f64 {
    // Far above what any a and b need for which this is called.
    const MAX_TERMS: u32 = 20_000;

    let slope = a * y - b * x;
    let mut value = a * (slope + 1.0) / (a + 1.0);
    let (mut c, mut d) = (value, 0.0);
    for term in 1..=MAX_TERMS {
        let m = f64::from(term);
        let p = a + 2.0 * m - 1.0;
        // Grouped so that nothing overflows for a or b near the largest double.
        let numerator = ((a + m - 1.0) / p * x) * ((a + b + m - 1.0) / p * x) * m * (b - m);
        let denominator = m + m * (b - m) / p * x + (a + m) / (p + 2.0) * (slope + 1.0 + m * (1.0 + y));
        c = denominator + numerator / c;
        d = 1.0 / (denominator + numerator * d);
        let factor = c * d;
        value *= factor;
        if (factor - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value.recip()
}

/// Is the lower tail the one to compute, rather than through the upper one: x ≤ (a+1) / (a+b+2), with y = 1 - x.
pub(super) fn is_direct(a: f64, b: f64, x: f64, y: f64) -> bool {
    // The same without cancellation where x or y is small.
    x * (b + 1.0) <= y * (a + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_stirlings_formula_are_those_of_the_table() {
        // Loader 2000, for n = ½, 1, 1½, 2, 15.
        let table = [
            (0.5, 0.1534264097200273),
            (1.0, 0.0810614667953272),
            (1.5, 0.0548141210519176),
            (2.0, 0.0413406959554093),
            (15.0, 0.0055547335519628),
        ];
        for (n, error) in table {
            assert!((stirling_error(n) - error).abs() < 2e-15, "{n}");
        }
        // ½ ln n is what keeps it from vanishing towards 0, where ln Γ(n+1) does.
        let n: f64 = 1e-12;
        assert!((stirling_error(n) + 0.5 * n.ln() + 0.5 * (2.0 * PI).ln()).abs() < 1e-10);
    }

    #[test]
    fn deviance_is_the_same_by_both_ways() {
        // (k, m) just inside and just outside the series.
        for m in [12.2_f64, 12.3, 8.2, 8.1] {
            let (k, expected) = (10.0, 10.0 * (10.0 / m).ln() + (m - 10.0));
            assert!((deviance(k, m, m - k) - expected).abs() < 1e-15);
        }
        // Close to k it is (m-k)² / 2k.
        assert!((deviance(1e6, 1e6 + 1.0, 1.0) / 0.5e-6 - 1.0).abs() < 1e-6);
        assert_eq!(deviance(3.0, 3.0, 0.0), 0.0);
    }

    #[test]
    fn tails_of_whole_parameters_are_binomial_sums() {
        // I_x(a, b) = P(at least a of a+b-1 attempts succeed): Abramowitz & Stegun 26.5.24.
        for (a, b) in [(1, 1), (2, 5), (7, 3), (40, 60), (25, 400)] {
            for x in [1e-6_f64, 0.01, 0.05, 0.2] {
                let (af, bf, y) = (f64::from(a), f64::from(b), 1.0 - x);
                let n = a + b - 1;
                let mut term = y.powi(n);
                let mut sum = 0.0;
                for k in 0..=n {
                    if k >= a {
                        sum += term;
                    }
                    term *= f64::from(n - k) / f64::from(k + 1) * (x / y);
                }
                let density = (ln_peak(af, bf) - below_peak(af, bf, x, y)).exp();
                let tail = if is_direct(af, bf, x, y) {
                    density * tail_ratio(af, bf, x, y)
                } else {
                    1.0 - density * tail_ratio(bf, af, y, x)
                };
                assert!((tail / sum - 1.0).abs() < 1e-13, "{a} {b} {x}: {tail} {sum}");
            }
        }
    }
}
