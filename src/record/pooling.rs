//! The rates of the segments of a touch, each of which tells of the others.
//!
//! They are taken for draws from one Beta distribution, of which neither the mean nor the size is known. Of the mean no more
//! is thought before than of the rate of all; of the size s that 1/(1 + s), the weight of what the others say beside one
//! message, is anything from 0 to 1 alike (Christiansen & Morris, Hierarchical Poisson regression modeling, Journal of the
//! American Statistical Association 92, 1997; Daniels, A prior for the variance in hierarchical models, Canadian Journal of
//! Statistics 27, 1999). The delay, the mean and the size are all summed over. So a small segment is drawn towards that of
//! all, the more the less the others differ, and is known no better than these let it.

use statrs::function::beta::ln_beta;

use super::beta::{BetaRate, Moments};
use super::fate::Fates;
use super::fit::{Fit, Possible};

/// Sizes are the powers of two up to this one: with more they hardly differ.
const SIZES: i32 = 12;

/// Means on either side of the most likely one.
const REACH: i32 = 6;

/// The distance between two of them, in standard deviations.
const STEP: f64 = 0.7;

/// The widest standard deviation of the logit of the mean that is made use of.
const WIDEST: f64 = 1.5;

/// The rates of segments: of each the Beta distribution with the mean and variance of its posterior.
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

/// What a segment says about its rate, as if so many had replied and so many would never.
#[derive(Debug, Clone, Copy)]
struct Counts {
    replies: f64,
    never: f64,
}

impl Counts {
    /// Those under which the likelihood has the same slope and curvature at the rate that the segment has by and large.
    /// Where nothing is open they are what was counted.
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

/// Distributions that rates may be drawn from, each with the logarithm of its weight.
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
        for place in -REACH..=REACH {
            let logit = (alpha / beta).ln() + STEP * deviation * f64::from(place);
            let mean = 1.0 / (1.0 + (-logit).exp());
            let law = BetaRate { alpha: size * mean, beta: size * (1.0 - mean) };
            let told = |counts: &Counts| ln_beta(law.alpha + counts.replies, law.beta + counts.never);
            let ln = ln_prior + deviation.ln() + prior.alpha * mean.ln() + prior.beta * (-mean).ln_1p()
                - segments.len() as f64 * ln_beta(law.alpha, law.beta)
                + segments.iter().map(told).sum::<f64>();
            if ln.is_finite() {
                nodes.push((law, ln));
            }
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
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
