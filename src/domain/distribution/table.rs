//! Quantiles by interpolation, for those who need millions of them.

use std::sync::Arc;

use super::beta::{LogitBeta, logistic, logit};
use super::{Distribution, Shape};

/// Each octave of the tail, from a probability to its double, is cut into two to this power intervals.
const CUTS: u32 = 6;

/// The octaves covered, down from a half; farther out, in one draw of 256, quantiles are computed.
const OCTAVES: u32 = 8;

/// The leading bits of a probability tell its interval, the rest its place therein.
const PLACE_BITS: u32 = f64::MANTISSA_DIGITS - 1 - CUTS;

/// A distribution with a fast quantile function.
///
/// It differs from [`Distribution::quantile`] by at most [`QuantileTable::ERROR`] times the width of the support, so
/// for a rate by at most that. Only Beta and PERT distributions need a table: it has a cubic polynomial for each of
/// 1024 intervals of `u`, narrower towards 0 and 1, that agrees with the quantile function and its derivative at both
/// ends (Hermite interpolation) and rises in between (Fritsch & Carlson, Monotone piecewise cubic interpolation, SIAM
/// Journal on Numerical Analysis 17, 1980). Where it would not keep the bound, as in the far tails, the quantile is
/// computed. All other distributions answer exactly.
///
/// ```
/// use inmail_sim::domain::distribution::{Distribution, QuantileTable};
///
/// let rate = Distribution::beta(18.0, 82.0)?;
/// let table = QuantileTable::new(&rate);
/// assert!((table.quantile(0.3) - rate.quantile(0.3)).abs() <= QuantileTable::ERROR);
/// # Ok::<(), inmail_sim::domain::law_error::LawError>(())
/// ```
#[derive(Debug, Clone)]
pub struct QuantileTable {
    distribution: Distribution,
    /// Shared by the clones.
    beta: Option<Arc<BetaTable>>,
}

impl QuantileTable {
    /// The bound on the error of a quantile, in units of the width of the support.
    pub const ERROR: f64 = 1e-9;

    /// Prepares the quantiles of `distribution`.
    pub fn new(distribution: &Distribution) -> QuantileTable {
        let beta = match &distribution.0 {
            Shape::Beta(beta) => Some(Arc::new(BetaTable::new(beta, 0.0, 1.0))),
            Shape::Pert { lo, hi, beta } => Some(Arc::new(BetaTable::new(beta, *lo, *hi))),
            Shape::Fixed(_) | Shape::Uniform { .. } | Shape::Triangular { .. } | Shape::Samples(_) => None,
        };
        QuantileTable { distribution: distribution.clone(), beta }
    }

    /// The distribution.
    pub fn distribution(&self) -> &Distribution {
        &self.distribution
    }

    /// The value below which a share `u` of the distribution lies, for `u` between 0 and 1.
    #[inline]
    pub fn quantile(&self, u: f64) -> f64 {
        match self.beta.as_ref().and_then(|table| table.quantile(u)) {
            Some(value) => value,
            None => self.distribution.quantile(u),
        }
    }
}

/// The quantiles of a Beta distribution stretched to an interval.
#[derive(Debug, Clone)]
struct BetaTable {
    lo: f64,
    hi: f64,
    lower: Box<[Cubic]>,
    upper: Box<[Cubic]>,
}

/// The coefficients of a polynomial in the place in the interval, from 0 to 1; NaN where it would be too far off.
type Cubic = [f64; 4];

impl BetaTable {
    fn new(beta: &LogitBeta, lo: f64, hi: f64) -> BetaTable {
        let stretched = |[c0, c1, c2, c3]: Cubic, scale: f64| [lo + (hi - lo) * c0, scale * c1, scale * c2, scale * c3];
        let lower = tail_cubics(beta).map(|cubic| stretched(cubic, hi - lo)).collect();
        // The upper tail is the lower one of 1-X.
        let upper =
            tail_cubics(&beta.mirrored()).map(|[c0, c1, c2, c3]| stretched([1.0 - c0, c1, c2, c3], lo - hi)).collect();
        BetaTable { lo, hi, lower, upper }
    }

    #[inline]
    fn quantile(&self, u: f64) -> Option<f64> {
        let (tail, p) = if u < 0.5 { (&self.lower, u) } else { (&self.upper, 1.0 - u) };
        let bits = p.to_bits();
        // Below the first interval this wraps round to far above the last.
        let interval = (bits >> PLACE_BITS).wrapping_sub(first_interval()) as usize;
        let [c0, c1, c2, c3] = *tail.get(interval)?;
        let place = (bits & ((1 << PLACE_BITS) - 1)) as f64 * (1.0 / (1u64 << PLACE_BITS) as f64);
        let value = c0 + place * (c1 + place * (c2 + place * c3));
        (!value.is_nan()).then(|| value.clamp(self.lo, self.hi))
    }
}

/// The leading bits of the smallest probability in the table.
fn first_interval() -> u64 {
    (0.5f64.to_bits() >> PLACE_BITS) - (u64::from(OCTAVES) << CUTS)
}

/// The probability at the lower end of an interval.
fn probability(interval: u64) -> f64 {
    f64::from_bits((first_interval() + interval) << PLACE_BITS)
}

/// The polynomials for the lower tail of `beta`, by interval.
fn tail_cubics(beta: &LogitBeta) -> impl Iterator<Item = Cubic> {
    let mut from = Node::new(beta, probability(0), None);
    (0..u64::from(OCTAVES) << CUTS).map(move |interval| {
        let to = Node::new(beta, probability(interval + 1), Some(&from));
        let cubic = interpolate(beta, &from, &to);
        from = to;
        cubic.unwrap_or([f64::NAN; 4])
    })
}

/// One end of an interval.
#[derive(Debug, Clone, Copy)]
struct Node {
    probability: f64,
    logit: f64,
    x: f64,
    /// Derivatives by the probability.
    logit_slope: f64,
    x_slope: f64,
}

impl Node {
    fn new(beta: &LogitBeta, probability: f64, before: Option<&Node>) -> Node {
        let near = before.map(|node| node.logit + (probability - node.probability) * node.logit_slope);
        let logit = beta.lower_logit(probability, near);
        let (x, y) = (logistic(logit), logistic(-logit));
        let logit_slope = (-beta.ln_density(x, y)).exp();
        Node { probability, logit, x, logit_slope, x_slope: x * y * logit_slope }
    }
}

/// The polynomial between two nodes; nothing if it would miss the quantiles by more than the bound.
fn interpolate(beta: &LogitBeta, from: &Node, to: &Node) -> Option<Cubic> {
    let width = to.probability - from.probability;
    let rise = to.x - from.x;
    // Slopes up to three times the mean one keep the polynomial from falling anywhere. `min` also takes that bound
    // where the density vanishes and the slope is not a number.
    let slope = |node: &Node| (node.x_slope * width).min(3.0 * rise);
    let (start, end) = (slope(from), slope(to));
    let cubic = [from.x, start, 3.0 * rise - 2.0 * start - end, start + end - 2.0 * rise];
    // The miss is place² (1-place)² times a function that hardly changes over an interval: one that is linear keeps
    // the bound everywhere if it keeps to half of it here. And all between two values this close is close to both.
    let holds = |place: f64| {
        let [c0, c1, c2, c3] = cubic;
        let x = c0 + place * (c1 + place * (c2 + place * c3));
        miss(beta, from.probability + place * width, x) <= 0.5 * QuantileTable::ERROR
    };
    (rise <= 0.5 * QuantileTable::ERROR || holds(0.3) && holds(0.7)).then_some(cubic)
}

/// How far `x` lies from the quantile at `probability`.
fn miss(beta: &LogitBeta, probability: f64, x: f64) -> f64 {
    if beta.is_normal() {
        return (x - logistic(beta.lower_logit(probability, None))).abs();
    }
    // To first order, which spares a search.
    let tail = beta.lower_tail(logit(x));
    ((tail.ln_share - probability.ln()) * tail.ratio * x * (1.0 - x)).abs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::law_error::LawError;

    /// Shares in every interval of a table and beyond, from the farthest tails, and those next to the ends of intervals.
    fn shares() -> Vec<f64> {
        let mut lower: Vec<f64> = (0..1500).map(|step| 0.5 * 0.98_f64.powi(step)).collect();
        for interval in (0..u64::from(OCTAVES) << CUTS).step_by(7) {
            let (from, to) = (probability(interval), probability(interval + 1));
            lower.extend([0.0, 1e-9, 0.2, 0.31, 0.5, 0.77, 1.0 - 1e-9].map(|place| from + place * (to - from)));
        }
        let mut all: Vec<f64> = lower.iter().flat_map(|&p| [p, 1.0 - p]).filter(|&u| u < 1.0).collect();
        all.sort_by(f64::total_cmp);
        all.dedup();
        all
    }

    fn assert_bound(distribution: &Distribution) {
        let table = QuantileTable::new(distribution);
        let (low, high) = distribution.support();
        let mut before = low;
        for u in shares() {
            let value = table.quantile(u);
            let miss = (value - distribution.quantile(u)).abs() / (high - low);
            assert!(miss <= QuantileTable::ERROR, "{distribution:?} at {u:e}: {miss:e}");
            assert!(value >= before - 1e-15 * (high - low), "{distribution:?} falls at {u:e}");
            before = value;
        }
    }

    #[test]
    fn betas_keep_the_bound_and_rise() -> Result<(), LawError> {
        let parameters = [0.01, 0.1, 0.5, 1.0, 2.0, 7.0, 60.0, 1500.0];
        for alpha in parameters {
            for beta in parameters {
                assert_bound(&Distribution::beta(alpha, beta)?);
            }
        }
        assert_bound(&Distribution::beta(1e9, 3e9)?);
        Ok(())
    }

    #[test]
    fn a_pert_keeps_the_bound_in_units_of_its_width() -> Result<(), LawError> {
        assert_bound(&Distribution::pert(0.06, 0.12, 0.3)?);
        assert_bound(&Distribution::pert(0.0, 0.0, 40.0)?);
        Ok(())
    }

    #[test]
    fn all_others_are_exact() -> Result<(), LawError> {
        let others = [
            Distribution::uniform(0.1, 0.3)?,
            Distribution::triangular(0.1, 0.2, 0.5)?,
            Distribution::samples(vec![0.1, 0.4, 0.2])?,
        ];
        for distribution in others.iter().chain(&Distribution::fixed(0.2)) {
            let table = QuantileTable::new(distribution);
            assert!(shares().into_iter().all(|u| table.quantile(u) == distribution.quantile(u)));
        }
        Ok(())
    }

    #[test]
    fn rates_as_planners_state_them_have_no_gaps() -> Result<(), LawError> {
        for rate in [
            Distribution::beta_from_interval(0.10, 0.25)?,
            Distribution::beta_from_interval(0.001, 0.002)?,
            Distribution::beta_from_mean_sd(0.18, 0.05)?,
            Distribution::beta_posterior(18.0, 100.0)?,
            Distribution::beta_posterior(0.0, 0.0)?,
        ] {
            let table = QuantileTable::new(&rate).beta.expect("a Beta has a table");
            assert!(table.lower.iter().chain(&table.upper).all(|cubic| !cubic[0].is_nan()), "{rate:?}");
        }
        Ok(())
    }

    #[test]
    fn the_ends_are_answered() -> Result<(), LawError> {
        let table = QuantileTable::new(&Distribution::pert(1.0, 1.5, 3.0)?);
        assert_eq!([0.0, 1.0].map(|u| table.quantile(u)), [1.0, 3.0]);
        Ok(())
    }
}
