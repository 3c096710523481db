//! The rates of the segments of a touch, estimated together.
//!
//! They are taken for draws from one Beta distribution with unknown mean and size. The prior of the mean is that of the rate
//! of all; that of the size s makes 1/(1 + s), the weight of one message beside the other segments, uniform between 0 and 1
//! (Christiansen & Morris, Hierarchical Poisson regression modeling, Journal of the American Statistical Association 92,
//! 1997; Daniels, A prior for the variance in hierarchical models, Canadian Journal of Statistics 27, 1999). The delay, the
//! mean and the size are all summed over. So the rate of a small segment is drawn towards that of all, the more so the less
//! the others differ.

use statrs::function::gamma::ln_gamma;

use super::beta::{BetaRate, Moments};
use super::fate::Fates;
use super::fit::{Fit, Possible};

/// Sizes are the powers of two up to this one. Beyond it rates hardly differ.
const SIZES: i32 = 12;

/// The number of means on either side of the most likely one.
const REACH: i32 = 6;

/// The distance between two of them, in standard deviations.
const STEP: f64 = 0.7;

/// The widest standard deviation of the logit of the mean by which means are spaced.
const WIDEST: f64 = 1.5;

/// The rate of each segment: the Beta distribution with the mean and variance of its posterior.
pub(super) fn rates(segments: &[&Fates], fit: &Fit, prior: BetaRate) -> Vec<Option<BetaRate>> {
    let delays = fit.representatives();
    let weight = 1.0 / delays.len() as f64;
    let by_delay: Vec<Vec<Moments>> = delays
        .into_iter()
        .map(|delay| {
            let counts: Vec<Counts> = segments.iter().map(|segment| Counts::new(segment, delay, prior)).collect();
            moments(&counts, prior)
        })
        .collect();
    let of_segment = |place: usize| by_delay.iter().map(move |moments| (weight, moments[place]));
    (0..segments.len()).map(|place| BetaRate::with_moments(Moments::mixed(of_segment(place)))).collect()
}

/// The likelihood of the rate of a segment, as that of counts: messages that replied, and that never will.
#[derive(Debug, Clone, Copy)]
struct Counts {
    replies: f64,
    never: f64,
}

impl Counts {
    /// The counts whose likelihood has the same slope and curvature at the approximate rate of the segment. Where nothing is
    /// open they are the numbers of messages.
    fn new(segment: &Fates, Possible { delay, rate, .. }: &Possible, prior: BetaRate) -> Counts {
        let silent: Vec<(f64, f64)> = segment.silent().map(|(days, count)| (delay.cdf(days), count as f64)).collect();
        let summed = |of: &dyn Fn(f64) -> f64| silent.iter().map(|&(within, count)| count * of(within)).sum::<f64>();
        let all = if rate.mean > 0.0 { rate.mean } else { prior.mean() };
        let replies = segment.replies() as f64;
        let about = (replies + 2.0 * all) / (replies + summed(&|within| within) + 2.0);
        let left = |within: f64| 1.0 - about * within;
        let taken = summed(&|within| within * (1.0 - within) * (about / left(within)).powi(2));
        if taken <= replies {
            let never = summed(&|within| within * ((1.0 - about) / left(within)).powi(2));
            Counts { replies: replies - taken, never }
        } else {
            Counts { replies: 0.0, never: summed(&|within| within * (1.0 - about) / left(within)) }
        }
    }

    fn all(self) -> f64 {
        self.replies + self.never
    }
}

/// The moments of the rate of each segment.
fn moments(segments: &[Counts], prior: BetaRate) -> Vec<Moments> {
    let nodes = nodes(segments, prior);
    let top = nodes.iter().map(|&(_, ln)| ln).fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = nodes.iter().map(|&(_, ln)| (ln - top).exp()).sum();
    let rate = |counts: &Counts| {
        Moments::mixed(nodes.iter().map(|&(law, ln)| {
            let rate = BetaRate { alpha: law.alpha + counts.replies, beta: law.beta + counts.never };
            ((ln - top).exp() / total, rate.moments())
        }))
    };
    segments.iter().map(rate).collect()
}

/// The distributions that rates may be drawn from, each with the logarithm of its weight.
fn nodes(segments: &[Counts], prior: BetaRate) -> Vec<(BetaRate, f64)> {
    let mut nodes = Vec::new();
    for power in 0..=SIZES {
        let size = f64::from(1 << power);
        let ln_prior = (size / (1.0 + size).powi(2)).ln();
        let weight = |counts: &Counts| size / (size + counts.all());
        let replies: f64 = segments.iter().map(|counts| weight(counts) * counts.replies).sum();
        let never: f64 = segments.iter().map(|counts| weight(counts) * counts.never).sum();
        let (alpha, beta) = (prior.alpha + replies, prior.beta + never);
        let deviation = (1.0 / alpha + 1.0 / beta).sqrt().min(WIDEST);
        // What is left of the logarithms of Beta functions does not depend on the mean.
        let rest: f64 = segments.iter().map(|counts| ln_gamma(size + counts.all())).sum();
        let rest = segments.len() as f64 * ln_gamma(size) - rest;
        for place in -REACH..=REACH {
            let logit = (alpha / beta).ln() + STEP * deviation * f64::from(place);
            let mean = 1.0 / (1.0 + (-logit).exp());
            let law = BetaRate { alpha: size * mean, beta: size * (1.0 - mean) };
            let ln_gammas = |replies: f64, never: f64| ln_gamma(law.alpha + replies) + ln_gamma(law.beta + never);
            let counted: f64 = segments.iter().map(|counts| ln_gammas(counts.replies, counts.never)).sum();
            let ln =
                ln_prior + deviation.ln() + prior.alpha * mean.ln() + prior.beta * (-mean).ln_1p() + rest + counted
                    - segments.len() as f64 * ln_gammas(0.0, 0.0);
            if ln.is_finite() {
                nodes.push((law, ln));
            }
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use statrs::function::beta::ln_beta;

    use super::super::fate::Fate;
    use super::*;

    fn fates(replies: usize, silent: usize, days: f64) -> Fates {
        let replied = vec![Fate::replied_on_day(1); replies];
        replied.into_iter().chain(vec![Fate::silent_for(days); silent]).collect()
    }

    fn pooled(segments: &[Fates]) -> (BetaRate, Vec<BetaRate>) {
        let mut all = Fates::default();
        segments.iter().for_each(|segment| all.merge(segment));
        let fit = Fit::best(&all, BetaRate::JEFFREYS).expect("numbers hold");
        let rates = rates(&segments.iter().collect::<Vec<_>>(), &fit, BetaRate::JEFFREYS);
        (fit.rate, rates.into_iter().map(|rate| rate.expect("numbers hold")).collect())
    }

    #[test]
    fn segments_are_known_no_better_than_all_and_no_worse_than_by_themselves() {
        for (number, replies, silent) in [(5, 8, 32), (2, 20, 80), (30, 4, 36), (4, 80, 320)] {
            let (all, rates) = pooled(&vec![fates(replies, silent, 400.0); number]);
            let alone = BetaRate { alpha: 0.5 + replies as f64, beta: 0.5 + silent as f64 };
            for rate in rates {
                assert!((rate.mean() - all.mean()).abs() < 0.1 * all.variance().sqrt(), "{rate:?} {all:?}");
                assert!(rate.variance() > all.variance() && rate.variance() < alone.variance(), "{rate:?} {all:?}");
            }
        }
    }

    #[test]
    fn a_segment_of_one_reply_is_hardly_known() {
        let mut segments = vec![fates(40, 160, 400.0); 3];
        segments.push(fates(1, 4, 400.0));
        let (all, rates) = pooled(&segments);
        assert!(rates[3].variance() > 6.0 * all.variance(), "{:?} {all:?}", rates[3]);
        let (all, rates) = pooled(&[fates(60, 140, 400.0), fates(10, 190, 400.0), fates(1, 4, 400.0)]);
        assert!(rates[2].variance() > 20.0 * all.variance(), "{:?} {all:?}", rates[2]);
    }

    /// With so few messages that the mean of all is hardly known, held against a sum over a fine grid of means that leaves
    /// out nothing.
    #[test]
    fn means_are_summed_over_as_far_as_they_are_in_doubt() {
        for prior in [BetaRate::JEFFREYS, BetaRate { alpha: 0.2, beta: 2.0 }] {
            let counts = [(2.0, 8.0), (0.0, 6.0), (0.0, 3.0)].map(|(replies, never)| Counts { replies, never });
            let mut sums = [[0.0; 3]; 3];
            for (power, step) in (0..=SIZES).flat_map(|power| (-600..=200).map(move |step| (power, step))) {
                let size = 2f64.powi(power);
                let mean = 1.0 / (1.0 + (-f64::from(step) / 25.0).exp());
                let (alpha, beta) = (size * mean, size * (1.0 - mean));
                let likelihood: f64 = counts
                    .iter()
                    .map(|counts| ln_beta(alpha + counts.replies, beta + counts.never) - ln_beta(alpha, beta))
                    .sum();
                let weight = size / (1.0 + size).powi(2) * mean.powf(prior.alpha) * (1.0 - mean).powf(prior.beta);
                for (sums, counts) in sums.iter_mut().zip(counts) {
                    let rate = BetaRate { alpha: alpha + counts.replies, beta: beta + counts.never }.moments();
                    for (sum, value) in sums.iter_mut().zip([1.0, rate.mean, rate.square]) {
                        *sum += weight * likelihood.exp() * value;
                    }
                }
            }
            for (found, [total, mean, square]) in moments(&counts, prior).into_iter().zip(sums) {
                let exact = BetaRate::with_moments(Moments { mean: mean / total, square: square / total });
                let (exact, found) = (exact.expect("numbers hold"), BetaRate::with_moments(found).expect("they do"));
                assert!((found.mean() / exact.mean() - 1.0).abs() < 0.03, "{found:?} for {exact:?}");
                assert!((found.variance() / exact.variance() - 1.0).abs() < 0.05, "{found:?} for {exact:?}");
            }
        }
    }

    /// Counts with the slope and curvature of the likelihood say what it says: held against its sum over the rate.
    #[test]
    fn what_is_open_counts_as_it_does_for_one_rate() {
        let open = fates(12, 100, 0.5);
        let mut all = fates(60, 240, 400.0);
        all.merge(&open);
        let fit = Fit::best(&all, BetaRate::JEFFREYS).expect("numbers hold");
        for possible in fit.representatives() {
            let prior = BetaRate { alpha: 2.0, beta: 8.0 };
            let counts = Counts::new(&open, possible, prior);
            let counted = BetaRate { alpha: prior.alpha + counts.replies, beta: prior.beta + counts.never };
            let silent = [(possible.delay.cdf(0.5), 100.0)];
            let exact = super::super::posterior::moments(12.0, &silent, prior).and_then(BetaRate::with_moments);
            let exact = exact.expect("numbers hold");
            assert!((counted.mean() / exact.mean() - 1.0).abs() < 0.02, "{counted:?} {exact:?}");
            assert!((counted.variance() / exact.variance() - 1.0).abs() < 0.1, "{counted:?} {exact:?}");
        }
    }
}
