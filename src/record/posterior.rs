//! The posterior of a rate, by what a part of a record says about it where the delay of replies is given.

use super::beta::{BetaRate, Moments};

/// Steps on the way to a peak, at most, and a step that ends it: what is summed around a peak need not know it any better.
const ROUNDS: usize = 60;
const CLOSE: f64 = 1e-6;

/// Terms of a Taylor series, and the most that each may be of the one before: what the others come to has no digit that is kept.
const TERMS: usize = 24;
const FALLING: f64 = 0.4;

/// The density of a rate, up to a factor, on the scale of its logit.
pub(super) struct Density<'s> {
    /// The power of the rate.
    pub(super) ahead: f64,
    /// The power of its complement.
    pub(super) behind: f64,
    /// Of the messages that are silent, the share of replies that would have come by now, with their number.
    pub(super) silent: &'s [(f64, f64)],
}

/// The density at equal steps of the logit, each as a share of the highest. Beyond both ends it is next to nothing, or a
/// pure power.
struct Nodes {
    /// The logarithm of the highest density.
    ln_top: f64,
    /// The logit of the first.
    first: f64,
    step: f64,
    densities: Vec<f64>,
}

impl Nodes {
    fn logit(&self, place: usize) -> f64 {
        self.first + self.step * place as f64
    }
}

impl Density<'_> {
    /// Its logarithm, but for a constant.
    pub(super) fn ln(&self, logit: f64) -> f64 {
        self.ln_by(logit, |rate| ln_silent(self.silent, rate))
    }

    /// The same, where the part of the silent messages is known by the rate.
    fn ln_by(&self, logit: f64, ln_silent: impl Fn(f64) -> f64) -> f64 {
        // Of a far logit e^-|logit| is next to nothing, and of neither sign anything overflows.
        let less = (-logit.abs()).exp();
        let rate = if logit < 0.0 { less / (1.0 + less) } else { 1.0 / (1.0 + less) };
        let both = less.ln_1p();
        ln_silent(rate) - self.ahead * (both + (-logit).max(0.0)) - self.behind * (both + logit.max(0.0))
    }

    /// The logit at which it is highest, and the standard deviation of the normal distribution with its curvature there.
    fn peak(&self) -> (f64, f64) {
        // Of the slope, which falls with the rate, and of how fast it does.
        let slope = |rate: f64| {
            let each = |(slope, fall): (f64, f64), &(within, count): &(f64, f64)| {
                let part = within / (1.0 - rate * within);
                (slope - count * rate * part, fall + count * part * part / within)
            };
            let odds = rate / (1.0 - rate);
            let silent = self.silent.iter().filter(|(within, _)| *within > 0.0);
            silent.fold((self.ahead - self.behind * odds, self.behind * (1.0 + odds).powi(2)), each)
        };
        let settled: f64 = self.silent.iter().map(|&(within, count)| count * within).sum();
        let (mut low, mut high) = (-60.0, 36.0);
        let mut peak = (self.ahead / (self.behind + settled)).ln().clamp(low, high);
        for _ in 0..ROUNDS {
            let rate = logistic(peak);
            let (slope, fall) = slope(rate);
            if slope > 0.0 {
                low = peak
            } else {
                high = peak
            }
            // By Newton's method, within what is known of it.
            let next = peak + slope / (fall * rate * (1.0 - rate));
            let next = if low < next && next < high { next } else { 0.5 * (low + high) };
            let moved = (next - peak).abs();
            peak = next;
            if moved < CLOSE {
                break;
            }
        }
        let rate = logistic(peak);
        (peak, (rate * (1.0 - rate).powi(2) * slope(rate).1).max(1e-300).sqrt().recip())
    }

    /// Nodes from the peak outwards to where the density is e^-`nothing` of that at the peak, or differs as little from a
    /// pure power. It has no finer detail than its peak and the logistic function have: `finest` is the step in units of
    /// the narrower of the two.
    fn nodes(&self, finest: f64, nothing: f64) -> Nodes {
        let (peak, deviation) = self.peak();
        let silence = Silence::about(self.silent, logistic(peak));
        let ln = |logit: f64| self.ln_by(logit, |rate| silence.ln(rate));
        let (top, step) = (ln(peak), finest * deviation.min(1.0));
        let silent: f64 = self.silent.iter().map(|&(_, count)| count).sum();
        let ends = [peak.min(-silent.ln_1p()) - nothing, peak.max(0.0) + nothing];
        let [mut densities, above] = [-step, step].map(|step| {
            let mut densities = Vec::new();
            for number in 1.. {
                let logit = peak + step * f64::from(number);
                let ln = ln(logit) - top;
                densities.push(ln.exp());
                if ln <= -nothing || !(ends[0]..=ends[1]).contains(&logit) {
                    break;
                }
            }
            densities
        });
        let first = peak - step * densities.len() as f64;
        densities.reverse();
        densities.push(1.0);
        densities.extend(above);
        Nodes { ln_top: top, first, step, densities }
    }

    /// The moments of the rate, summed over equal steps of the logit (Trefethen & Weideman, The exponentially convergent
    /// trapezoidal rule, SIAM Review 56, 2014). Where the density is so flat that the sum does not end, the rest of it is
    /// a geometric series. Nothing where numbers fail.
    pub(super) fn moments(&self) -> Option<Moments> {
        Some(self.summed()?.1)
    }

    /// The logarithm of the sum of the density over the logit, and the moments.
    pub(super) fn summed(&self) -> Option<(f64, Moments)> {
        let nodes = self.nodes(0.5, 28.0);
        // The sum of a geometric series in units of its first term.
        let series = |power: f64| 1.0 / (-(-power * nodes.step).exp_m1());
        let last = nodes.densities.len() - 1;
        let mut sums = [0.0; 3];
        for (place, density) in nodes.densities.iter().enumerate() {
            let rate = logistic(nodes.logit(place));
            for (power, sum) in (0..3).zip(&mut sums) {
                let terms = match place {
                    0 => series(self.ahead + f64::from(power)),
                    _ if place == last => series(self.behind),
                    _ => 1.0,
                };
                *sum += density * terms * rate.powi(power);
            }
        }
        let moments = Moments { mean: sums[1] / sums[0], square: sums[2] / sums[0] };
        let ln_sum = nodes.ln_top + (sums[0] * nodes.step).ln();
        (ln_sum.is_finite() && moments.mean.is_finite() && moments.square.is_finite()).then_some((ln_sum, moments))
    }

    /// The quantile function, for values to be drawn by.
    pub(super) fn quantiles(&self) -> Quantiles {
        let nodes = self.nodes(0.125, 16.0);
        // On the logit's scale a power is an exponential function, of which all below the first node is one over the power.
        let mut below = vec![nodes.densities[0] / (self.ahead * nodes.step)];
        for pair in nodes.densities.windows(2) {
            below.push(below[below.len() - 1] + 0.5 * (pair[0] + pair[1]));
        }
        let total = below[below.len() - 1] + nodes.densities[below.len() - 1] / (self.behind * nodes.step);
        Quantiles { ahead: self.ahead, behind: self.behind, nodes, below, total }
    }
}

/// The logarithm of the likelihood of silent messages, each with the share of replies that would have come by now.
fn ln_silent(silent: &[(f64, f64)], rate: f64) -> f64 {
    silent.iter().map(|&(within, count)| count * (-rate * within).ln_1p()).sum()
}

/// The same for many rates that lie close together, by its Taylor series about one of them.
pub(super) struct Silence<'s> {
    silent: &'s [(f64, f64)],
    about: f64,
    /// The value there, and the factors of the powers of what another rate is lower by.
    terms: [f64; TERMS + 1],
    /// How far the series is of use.
    reach: f64,
}

impl<'s> Silence<'s> {
    pub(super) fn about(silent: &'s [(f64, f64)], about: f64) -> Silence<'s> {
        let (mut terms, mut most) = ([0.0; TERMS + 1], 0.0f64);
        terms[0] = ln_silent(silent, about);
        for &(within, count) in silent {
            // ln(1 − rate · within) = ln(1 − about · within) + ln(1 + (about − rate) · ratio)
            let ratio = within / (1.0 - about * within);
            let mut power = -count;
            for term in &mut terms[1..] {
                power *= -ratio;
                *term += power;
            }
            most = most.max(ratio);
        }
        terms.iter_mut().zip(0u32..).skip(1).for_each(|(term, number)| *term /= f64::from(number));
        Silence { silent, about, terms, reach: FALLING / most }
    }

    pub(super) fn ln(&self, rate: f64) -> f64 {
        let lower = self.about - rate;
        if lower.abs() > self.reach {
            return ln_silent(self.silent, rate);
        }
        self.terms.iter().rev().fold(0.0, |sum, term| sum * lower + term)
    }
}

/// The quantile function of a rate.
pub(super) struct Quantiles {
    ahead: f64,
    behind: f64,
    nodes: Nodes,
    /// The share that lies below each node, in the same unit as the total.
    below: Vec<f64>,
    total: f64,
}

impl Quantiles {
    /// The logarithm of the sum of the density over the logit.
    pub(super) fn ln_sum(&self) -> f64 {
        self.nodes.ln_top + (self.total * self.nodes.step).ln()
    }

    /// The rate below which a share `u` lies, for `u` between 0 and 1, neither included.
    pub(super) fn quantile(&self, u: f64) -> f64 {
        let (wanted, last) = (u * self.total, self.below.len() - 1);
        let after = self.below.partition_point(|&below| below < wanted);
        logistic(match after.checked_sub(1) {
            None => self.nodes.first + (wanted / self.below[0]).ln() / self.ahead,
            Some(place) if place == last => {
                let rest = (self.total - wanted) / (self.total - self.below[last]);
                self.nodes.logit(last) - rest.ln() / self.behind
            }
            Some(place) => {
                let share = (wanted - self.below[place]) / (self.below[after] - self.below[place]);
                self.nodes.logit(place) + share * self.nodes.step
            }
        })
    }
}

/// The moments of a rate, by the number of replies and, for the silent messages, the share of replies that would have come
/// by now with their number. Nothing where numbers fail.
pub(super) fn moments(replies: f64, silent: &[(f64, f64)], prior: BetaRate) -> Option<Moments> {
    Density { ahead: replies + prior.alpha, behind: prior.beta, silent }.moments()
}

pub(super) fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::distribution::Distribution;

    #[test]
    fn with_all_settled_it_is_the_beta_distribution_of_the_counts() {
        for (replies, silent, alpha, beta) in [
            (18_000.0, 82_000.0, 0.5, 0.5),
            (3.0, 17.0, 0.5, 0.5),
            (0.0, 12.0, 1e-6, 1e-6),
            (7.0, 0.0, 1e-6, 1e-6),
            (0.0, 0.0, 0.5, 0.5),
            (0.0, 50.0, 20.0, 80.0),
            (4.0, 1.0, 1e-6, 300.0),
        ] {
            let prior = BetaRate { alpha, beta };
            let expected = BetaRate { alpha: alpha + replies, beta: beta + silent };
            let silent: &[_] = if silent > 0.0 { &[(1.0, silent)] } else { &[] };
            let Moments { mean, square } = moments(replies, silent, prior).expect("numbers hold");
            let near = |one: f64, other: f64| (one / other - 1.0).abs() < 1e-6;
            assert!(near(mean, expected.mean()), "{expected:?}: mean {mean} for {}", expected.mean());
            let variance = square - mean * mean;
            assert!((variance / expected.variance() - 1.0).abs() < 1e-4, "{expected:?}: variance {variance}");
        }
    }

    /// With the delay given, r·F has the posterior that counting leaves, cut off at F.
    #[test]
    fn what_is_open_counts_as_far_as_its_reply_would_have_come() {
        let Moments { mean, square } =
            moments(20.0, &[(0.5, 380.0)], BetaRate { alpha: 1.0, beta: 1.0 }).expect("numbers hold");
        let half = BetaRate { alpha: 21.0, beta: 381.0 };
        assert!((mean - 2.0 * half.mean()).abs() < 1e-9, "{mean}");
        assert!((square - mean * mean - 4.0 * half.variance()).abs() < 1e-9);
    }

    /// Held against the quantiles of Beta distributions, which all settled messages leave.
    #[test]
    fn values_are_drawn_by_the_quantile_function() {
        for (ahead, behind, settled) in [(20.0, 80.0, 0.0), (0.04, 30.5, 70.0), (600.3, 0.5, 200.0), (1.3, 0.5, 3.0)] {
            let silent = [(1.0, settled)];
            let quantiles = Density { ahead, behind, silent: &silent }.quantiles();
            let law = Distribution::beta(ahead, behind + settled).expect("it is one");
            for u in [0.001, 0.05, 0.3, 0.5, 0.8, 0.95, 0.999] {
                let share = law.cdf(quantiles.quantile(u));
                assert!((share - u).abs() < 0.002, "Beta({ahead}, {}): {share} for {u}", behind + settled);
            }
        }
    }
}
