//! The rates of the segments of a touch, estimated together.
//!
//! They are taken for draws from one Beta distribution with unknown mean and size; one in twenty may be of a kind of its own, from
//! a far wider one with the same mean, so that a segment that stands out is left where it stands (O'Hagan, On outlier
//! rejection phenomena in Bayes inference, Journal of the Royal Statistical Society B 41, 1979). The prior of the mean is that of the rate
//! of all; that of the size s makes 1/(1 + s), the weight of one message beside the other segments, uniform between 0 and 1
//! (Christiansen & Morris, Hierarchical Poisson regression modeling, Journal of the American Statistical Association 92,
//! 1997; Daniels, A prior for the variance in hierarchical models, Canadian Journal of Statistics 27, 1999). The delay, the
//! mean and the size are all summed over. So the rate of a small segment is drawn towards that of all, the more so the less
//! the others differ.

use libm::lgamma;

use super::beta::{BetaRate, Moments};
use super::fit::{Fit, correlation};
use super::parts::{Cells, Told};

/// Sizes are the powers of two up to this one. Beyond it rates hardly differ.
const SIZES: i32 = 12;

/// The number of means on either side of the most likely one.
const REACH: i32 = 6;

/// The distance between two of them, in standard deviations.
const STEP: f64 = 0.7;

/// The share of segments that are of a kind of their own, and as how many messages the rate of all counts for one of them.
const OWN: f64 = 0.05;
const OWN_SIZE: f64 = 2.0;

/// The widest standard deviation of the logit of the mean by which means are spaced.
const WIDEST: f64 = 1.5;

/// A distribution of a smaller weight than this makes no difference.
const NEGLIGIBLE: f64 = 1e-12;

/// The rate of each segment, the Beta distribution with the mean and variance of its posterior, and its correlation with the
/// place of the delay.
pub(super) fn rates(
    cells: &Cells,
    segments: &[Vec<usize>],
    fit: &Fit,
    prior: BetaRate,
) -> Vec<Option<(BetaRate, f64)>> {
    let told = cells.told(segments, fit);
    let weight = 1.0 / told.len() as f64;
    let by_delay = told.iter().map(|(possible, told)| {
        let all = fit.rate_by(possible).mean;
        let counts: Vec<Counts> = told.iter().map(|told| Counts::new(told, all, prior)).collect();
        moments(&counts, prior)
    });
    let by_delay: Vec<Vec<Moments>> = by_delay.collect();
    let rate = |place: usize| {
        let means: Vec<f64> = by_delay.iter().map(|moments| moments[place].mean).collect();
        let rate = BetaRate::with_moments(Moments::mixed(by_delay.iter().map(|moments| (weight, moments[place]))))?;
        Some((rate, correlation(&means, rate)))
    };
    (0..segments.len()).map(rate).collect()
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
    ///
    /// An answer that the segment drew with a chance p counts as p, and has the curvature of p²: as if p (1 − p) answers had come
    /// and gone.
    fn new(Told { answers, doubt, silent }: &Told, all: f64, prior: BetaRate) -> Counts {
        let summed = |of: &dyn Fn(f64) -> f64| silent.iter().map(|&(within, count)| count * of(within)).sum::<f64>();
        let all = if all > 0.0 { all } else { prior.mean() };
        let replies = *answers;
        let about = (replies + 2.0 * all) / (replies + summed(&|within| within) + 2.0);
        let left = |within: f64| 1.0 - about * within;
        let taken = summed(&|within| within * (1.0 - within) * (about / left(within)).powi(2)) + doubt * (1.0 - about);
        if taken <= replies {
            let never = summed(&|within| within * ((1.0 - about) / left(within)).powi(2));
            Counts { replies: replies - taken, never: (never - doubt * (1.0 - about).powi(2) / about).max(0.0) }
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
    let top = nodes.iter().map(|node| node.ln).fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = nodes.iter().map(|node| (node.ln - top).exp()).sum();
    let weighed = nodes.iter().map(|node| (node, (node.ln - top).exp() / total));
    let weighed: Vec<(&Node, f64)> = weighed.filter(|(_, weight)| *weight > NEGLIGIBLE).collect();
    let rate = |(place, counts): (usize, &Counts)| {
        let parts = weighed.iter().map(|(Node { mixture, own, .. }, weight)| {
            let [alike, other] = [mixture.alike, mixture.own].map(|kind| kind.after(counts).moments());
            let mix = |alike: f64, other: f64| alike + own[place] * (other - alike);
            let (mean, square) = (mix(alike.mean, other.mean), mix(alike.square, other.square));
            (*weight, Moments { mean, square })
        });
        Moments::mixed(parts)
    };
    segments.iter().enumerate().map(rate).collect()
}

/// A distribution that the rates of segments may be drawn from: most of them are alike, and some are of a kind of their own.
struct Mixture {
    alike: Kind,
    own: Kind,
}

/// A Beta distribution with what its probabilities of counts need.
#[derive(Clone, Copy)]
struct Kind {
    law: BetaRate,
    /// The logarithm of its share, less that of the product on top of its Beta function.
    ln_share: f64,
}

impl Kind {
    fn new(size: f64, mean: f64, share: f64) -> Kind {
        let law = BetaRate { alpha: size * mean, beta: size * (1.0 - mean) };
        Kind { law, ln_share: share.ln() - lgamma(law.alpha) - lgamma(law.beta) }
    }

    /// The rate after these counts.
    fn after(self, counts: &Counts) -> BetaRate {
        BetaRate { alpha: self.law.alpha + counts.replies, beta: self.law.beta + counts.never }
    }

    /// The logarithm of the chance that a segment is of this kind and has these counts, but for a constant; `ln_all` is what its
    /// size and their number make of it.
    fn ln(self, counts: &Counts, ln_all: f64) -> f64 {
        let BetaRate { alpha, beta } = self.after(counts);
        self.ln_share + ln_all + lgamma(alpha) + lgamma(beta)
    }
}

impl Mixture {
    fn new(size: f64, mean: f64) -> Mixture {
        Mixture { alike: Kind::new(size, mean, 1.0 - OWN), own: Kind::new(OWN_SIZE, mean, OWN) }
    }

    /// The logarithm of the chance of these counts, but for a constant, and the chance that who has them is of a kind of its own;
    /// with what the sizes of both kinds make of it.
    fn explains(&self, counts: &Counts, [alike, own]: [f64; 2]) -> (f64, f64) {
        let (alike, own) = (self.alike.ln(counts, alike), self.own.ln(counts, own));
        let less = (-(alike - own).abs()).exp();
        let share = if own > alike { 1.0 } else { less } / (1.0 + less);
        (alike.max(own) + less.ln_1p(), share)
    }
}

/// A distribution that rates may be drawn from, with what the segments make of it.
struct Node {
    mixture: Mixture,
    /// The logarithm of its weight.
    ln: f64,
    /// The chance of each segment to be of a kind of its own.
    own: Vec<f64>,
}

/// The distributions that rates may be drawn from.
fn nodes(segments: &[Counts], prior: BetaRate) -> Vec<Node> {
    let mut nodes = Vec::new();
    let ln_all = |size: f64, counts: &Counts| lgamma(size) - lgamma(size + counts.all());
    let own: Vec<f64> = segments.iter().map(|counts| ln_all(OWN_SIZE, counts)).collect();
    for power in 0..=SIZES {
        let size = f64::from(1 << power);
        let ln_all: Vec<[f64; 2]> =
            segments.iter().zip(&own).map(|(counts, &own)| [ln_all(size, counts), own]).collect();
        let ln_prior = (size / (1.0 + size).powi(2)).ln();
        let weight = |counts: &Counts| size / (size + counts.all());
        let replies: f64 = segments.iter().map(|counts| weight(counts) * counts.replies).sum();
        let never: f64 = segments.iter().map(|counts| weight(counts) * counts.never).sum();
        let (alpha, beta) = (prior.alpha + replies, prior.beta + never);
        let deviation = (1.0 / alpha + 1.0 / beta).sqrt().min(WIDEST);
        for place in -REACH..=REACH {
            let logit = (alpha / beta).ln() + STEP * deviation * f64::from(place);
            let mean = 1.0 / (1.0 + (-logit).exp());
            let mixture = Mixture::new(size, mean);
            let each = segments.iter().zip(&ln_all).map(|(counts, &ln_all)| mixture.explains(counts, ln_all));
            let (counted, own): (Vec<f64>, Vec<f64>) = each.unzip();
            let counted: f64 = counted.into_iter().sum();
            let ln = ln_prior + deviation.ln() + prior.alpha * mean.ln() + prior.beta * (-mean).ln_1p() + counted;
            if ln.is_finite() {
                nodes.push(Node { mixture, ln, own });
            }
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use statrs::function::beta::ln_beta;

    use super::super::evidence::Evidence;
    use super::super::fate::{Fate, Fates};
    use super::*;

    fn fates(replies: usize, silent: usize, days: f64) -> Fates {
        let replied = vec![Fate::replied_on_day(1); replies];
        replied.into_iter().chain(vec![Fate::silent_for(days); silent]).collect()
    }

    fn pooled(segments: &[Fates]) -> (BetaRate, Vec<BetaRate>) {
        let mut all = Fates::default();
        segments.iter().for_each(|segment| all.merge(segment));
        let fit = Fit::best(&all, BetaRate::JEFFREYS).expect("numbers hold");
        let mut evidence = Evidence::of_groups(segments.len());
        let cells = segments.iter().enumerate().map(|(cell, fates)| evidence.add_all(cell, fates));
        let parts: Vec<Vec<usize>> = cells.enumerate().map(|(cell, ())| vec![cell]).collect();
        let cells = Cells { evidence: &evidence, touch: vec![0; segments.len()] };
        let rates = rates(&cells, &parts, &fit, BetaRate::JEFFREYS);
        (fit.rate, rates.into_iter().map(|rate| rate.expect("numbers hold").0).collect())
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
                // Of either kind, the rate and the chance of the counts.
                let kinds = counts.map(|counts| {
                    [(size, 1.0 - OWN), (OWN_SIZE, OWN)].map(|(size, share)| {
                        let (alpha, beta) = (size * mean, size * (1.0 - mean));
                        let after = BetaRate { alpha: alpha + counts.replies, beta: beta + counts.never };
                        (after, share * (ln_beta(after.alpha, after.beta) - ln_beta(alpha, beta)).exp())
                    })
                });
                let chance = |kinds: &[(BetaRate, f64); 2]| kinds[0].1 + kinds[1].1;
                let likelihood: f64 = kinds.iter().map(chance).product();
                let weight = size / (1.0 + size).powi(2) * mean.powf(prior.alpha) * (1.0 - mean).powf(prior.beta);
                for (sums, kinds) in sums.iter_mut().zip(kinds) {
                    let rate = Moments::mixed(kinds.map(|(rate, of)| (of / chance(&kinds), rate.moments())));
                    for (sum, value) in sums.iter_mut().zip([1.0, rate.mean, rate.square]) {
                        *sum += weight * likelihood * value;
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
        let evidence = Evidence::of(&open);
        let cells = Cells { evidence: &evidence, touch: vec![0] };
        for (possible, told) in cells.told(&[vec![0]], &fit) {
            let prior = BetaRate { alpha: 2.0, beta: 8.0 };
            let counts = Counts::new(&told[0], fit.rate_by(possible).mean, prior);
            let counted = BetaRate { alpha: prior.alpha + counts.replies, beta: prior.beta + counts.never };
            let silent = [(possible.delay.cdf(0.5), 100.0)];
            let exact = super::super::posterior::moments(12.0, &silent, prior).and_then(BetaRate::with_moments);
            let exact = exact.expect("numbers hold");
            assert!((counted.mean() / exact.mean() - 1.0).abs() < 0.02, "{counted:?} {exact:?}");
            assert!((counted.variance() / exact.variance() - 1.0).abs() < 0.1, "{counted:?} {exact:?}");
        }
    }
}
