//! What a part of a record says about its rate, where the delay of replies is given.

use super::beta::{BetaRate, Moments};

/// A density so much below its peak, on the logarithmic scale, counts for nothing.
const NOTHING: f64 = 36.0;

/// The longest distance between two nodes on the scale of logits: a density there has no finer detail than its peak and
/// the logistic function have.
const STEP: f64 = 0.5;

/// The mean of the rate and that of its square, with so many replies, and of silent messages the share of replies that
/// would have come by now, with their number.
///
/// Summed over equal steps of the logit from the peak outwards (Trefethen & Weideman, SIAM Review 56, 2014). Where a prior
/// is so flat that the sum does not end, the rest of it is a geometric series.
pub(super) fn moments(replies: f64, silent: &[(f64, f64)], prior: BetaRate) -> Option<Moments> {
    let given = Given { ahead: replies + prior.alpha, behind: prior.beta, silent };
    let (peak, deviation) = given.peak();
    let (top, step) = (given.ln_density(peak), (0.5 * deviation).min(STEP));
    let silent: f64 = silent.iter().map(|&(_, count)| count).sum();
    // Beyond these all but one of the powers is constant.
    let (least, most) = (peak.min(-silent.ln_1p()) - NOTHING, peak.max(0.0) + NOTHING);
    let mut sums = [0.0; 3];
    let mut add = |logit: f64, weight: f64, powers: [f64; 3]| {
        let density = weight * (given.ln_density(logit) - top).exp();
        let rate = logistic(logit);
        for ((sum, power), more) in sums.iter_mut().zip([1.0, rate, rate * rate]).zip(powers) {
            *sum += density * power * more;
        }
    };
    // What a geometric series adds to its first term.
    let rest = |by: f64| 1.0 / (-(-by * step).exp_m1());
    for (direction, end) in [(-1.0, least), (1.0, most)] {
        let mut logit = if direction < 0.0 { peak } else { peak + step };
        while (logit - end) * direction < 0.0 && given.ln_density(logit) > top - NOTHING {
            add(logit, 1.0, [1.0; 3]);
            logit += direction * step;
        }
        let powers = match direction < 0.0 {
            true => [0.0, 1.0, 2.0].map(|power| rest(given.ahead + power)),
            false => [rest(given.behind); 3],
        };
        add(logit, 1.0, powers);
    }
    let moments = Moments { mean: sums[1] / sums[0], square: sums[2] / sums[0] };
    (moments.mean.is_finite() && moments.square.is_finite()).then_some(moments)
}

/// The posterior of the rate, up to a factor.
struct Given<'s> {
    /// The power of the rate.
    ahead: f64,
    /// That of its complement.
    behind: f64,
    silent: &'s [(f64, f64)],
}

impl Given<'_> {
    /// The logarithm of the density, by the logit of the rate.
    fn ln_density(&self, logit: f64) -> f64 {
        let rate = logistic(logit);
        let silent: f64 = self.silent.iter().map(|&(within, count)| count * (-rate * within).ln_1p()).sum();
        silent - self.ahead * softplus(-logit) - self.behind * softplus(logit)
    }

    /// Where it is highest, and the standard deviation of the normal distribution with its curvature there.
    fn peak(&self) -> (f64, f64) {
        let slope = |rate: f64| {
            let silent: f64 = self.silent.iter().map(|&(within, count)| count * within / (1.0 - rate * within)).sum();
            self.ahead - self.behind * rate / (1.0 - rate) - rate * silent
        };
        let (mut low, mut high) = (-60.0, 36.0);
        for _ in 0..50 {
            let middle = 0.5 * (low + high);
            if slope(logistic(middle)) > 0.0 { low = middle } else { high = middle }
        }
        let peak = 0.5 * (low + high);
        let rate = logistic(peak);
        let silent: f64 =
            self.silent.iter().map(|&(within, count)| count * within / (1.0 - rate * within).powi(2)).sum();
        let curvature = rate * (1.0 - rate).powi(2) * (self.behind / (1.0 - rate).powi(2) + silent);
        (peak, curvature.max(1e-300).sqrt().recip())
    }
}

fn logistic(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// ln(1 + exp(x)).
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
