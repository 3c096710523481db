//! The Beta distribution with given quantiles.

use super::beta::{LogitBeta, logit};

/// The share of the distribution below the interval, and above it.
const OUTSIDE: f64 = 0.05;

/// The parameters of the Beta distribution of which one share in twenty lies below `low` and one above `high`, for
/// 0 < `low` < `high` < 1; nothing where doubles have too few digits to tell such distributions apart.
///
/// There is exactly one: <https://stats.stackexchange.com/q/235711>.
pub(super) fn fit_interval(low: f64, high: f64) -> Option<(f64, f64)> {
    const MAX_STEPS: u32 = 100;
    /// For the derivatives: large enough that rounding does not drown them.
    const DIFFERENCE: f64 = 1e-3;
    /// The farthest that one step may lead: beyond it the derivatives say nothing.
    const MAX_CHANGE: f64 = 2.0;
    /// Misses below this, in units of the interval's width, are rounding.
    const EXACT: f64 = 1e-15;
    /// Misses above this, in the same units, mean that the search has failed.
    const MAX_MISS: f64 = 1e-6;

    let target = Interval { low: logit(low), high: logit(high) };
    // The logits of quantiles have relative errors of some 10⁻¹⁵.
    if target.width() < 1e-14 / MAX_MISS * target.low.abs().max(target.high.abs()).max(1.0) {
        return None;
    }
    let mut point = start(target);
    let mut miss = Miss::at(point, target);
    // Newton's method on the logits of both quantiles, which bend little in the coordinates of `Point::moved`.
    'search: for _ in 0..MAX_STEPS {
        if miss.size() <= EXACT {
            break;
        }
        let [by_shift, by_size] = [[DIFFERENCE, 0.0], [0.0, DIFFERENCE]].map(|change| {
            let moved = Miss::at(point.moved(change, target), target);
            [(moved.low - miss.low) / DIFFERENCE, (moved.high - miss.high) / DIFFERENCE]
        });
        let determinant = by_shift[0] * by_size[1] - by_shift[1] * by_size[0];
        let step = [
            (by_size[0] * miss.high - by_size[1] * miss.low) / determinant,
            (by_shift[1] * miss.low - by_shift[0] * miss.high) / determinant,
        ];
        // Shortened until it brings the quantiles closer; the last steps, of rounding only, do not.
        let mut part = (MAX_CHANGE / step[0].abs().max(step[1].abs())).min(1.0);
        while part > 1e-6 {
            let next = point.moved(step.map(|change| part * change), target);
            let next_miss = Miss::at(next, target);
            if next_miss.size() < miss.size() {
                (point, miss) = (next, next_miss);
                continue 'search;
            }
            part *= 0.5;
        }
        break;
    }
    (miss.size() <= MAX_MISS && (point.alpha + point.beta).is_finite()).then_some((point.alpha, point.beta))
}

/// The interval in logits.
#[derive(Debug, Clone, Copy)]
struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    fn width(self) -> f64 {
        self.high - self.low
    }
}

/// The parameters reached.
#[derive(Debug, Clone, Copy)]
struct Point {
    alpha: f64,
    beta: f64,
}

impl Point {
    /// Shifted by about that many widths of a narrow interval, and with ln α and ln β raised by `size`. Factors, and
    /// a shift in proportion, keep the digits that such an interval needs.
    fn moved(self, [shift, size]: [f64; 2], target: Interval) -> Point {
        let shift = shift * target.width().min(1.0);
        Point { alpha: self.alpha * (size + shift).exp(), beta: self.beta * size.exp() }
    }
}

/// By how much both quantiles lie above their targets, in units of the interval's width.
#[derive(Debug, Clone, Copy)]
struct Miss {
    low: f64,
    high: f64,
}

impl Miss {
    fn at(point: Point, target: Interval) -> Miss {
        let fitted = LogitBeta::new(point.alpha, point.beta);
        Miss {
            low: (fitted.lower_logit(OUTSIDE, None) - target.low) / target.width(),
            high: (-fitted.mirrored().lower_logit(OUTSIDE, None) - target.high) / target.width(),
        }
    }

    fn size(self) -> f64 {
        self.low.abs().max(self.high.abs())
    }
}

/// A normal distribution of the logit for a narrow interval; for a wide one parameters below 1, unless its far end
/// is small too.
fn start(target: Interval) -> Point {
    /// The normal deviate with one share in twenty above it.
    const DEVIATE: f64 = 1.644_853_626_951_472_7;

    let mean = 0.5 * (target.low + target.high);
    let sd = 0.5 * target.width() / DEVIATE;
    // From variance = 1/α + 1/β and mean = ln α/β.
    let parameter = |mean: f64, far_end: f64| (1.0 + mean.min(far_end + 3.0).exp()) / (sd * sd) + 0.5 / sd;
    Point { alpha: parameter(mean, target.low), beta: parameter(-mean, -target.high) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn assert_fits(low: f64, high: f64) {
        let (alpha, beta) = fit_interval(low, high).unwrap_or_else(|| panic!("nothing fits {low} to {high}"));
        let fitted = LogitBeta::new(alpha, beta);
        for (quantile, expected) in [(fitted.quantile(0.05), low), (fitted.quantile(0.95), high)] {
            assert!((quantile / expected - 1.0).abs() < 1e-12, "{low} to {high}: {quantile}, expected {expected}");
        }
    }

    #[test]
    fn intervals_of_every_width_are_met() {
        for (low, high) in [
            (0.10, 0.25),
            (0.001, 0.002),
            (0.01, 0.99),
            (0.49, 0.51),
            (0.0001, 0.9),
            (1e-12, 0.5),
            (0.5, 1.0 - 1e-12),
            (1e-9, 1.0 - 1e-9),
            (0.3, 0.3000001),
            (1e-9, 2e-9),
            (0.999, 0.9999),
            (1e-200, 1e-3),
        ] {
            assert_fits(low, high);
        }
    }

    #[test]
    fn known_parameters_are_found_again() {
        for (alpha, beta) in [(0.5, 0.5), (1.0, 1.0), (1.0, 9.0), (18.5, 82.5), (0.2, 30.0), (3e4, 2e3)] {
            let known = LogitBeta::new(alpha, beta);
            let (a, b) = fit_interval(known.quantile(0.05), known.quantile(0.95)).unwrap();
            assert!((a / alpha - 1.0).abs() < 1e-9 && (b / beta - 1.0).abs() < 1e-9, "{alpha} {beta}: {a} {b}");
        }
    }

    #[test]
    fn intervals_of_rounding_are_refused() {
        assert_eq!(fit_interval(0.2, 0.2 + 1e-15), None);
        assert_eq!(fit_interval(0.9, 0.9 + 1e-10), None);
    }

    proptest! {
        #[test]
        fn every_interval_is_met(one in -20.0..20.0_f64, other in -20.0..20.0_f64, ln_width in -12.0..3.0_f64) {
            use super::super::beta::logistic;
            for (low, high) in [(one.min(other), one.max(other)), (one, one + ln_width.exp())] {
                let (low, high) = (logistic(low), logistic(high));
                if high - low > 1e-6 * high && high < 1.0 - 1e-12 {
                    assert_fits(low, high);
                }
            }
        }
    }
}
