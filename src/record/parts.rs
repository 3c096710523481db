//! What parts of a record say of their rates where the delay is given: segments of a touch, or what went out earlier and later.

use super::beta::{BetaRate, Moments};
use super::evidence::Evidence;
use super::fate::Fates;
use super::fit::{Fit, Possible};
use super::posterior::Density;

/// Delays that stand for all that may be the right one.
const REPRESENTATIVES: usize = 32;

/// Evidence whose groups are the smallest parts of touches.
pub(super) struct Cells<'e> {
    pub(super) evidence: &'e Evidence,
    /// The touch of each cell, by its place among those that are fitted together.
    pub(super) touch: Vec<usize>,
}

/// What a part says of its rate where the delay is given.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// The answers to it, as far as may be expected where they may be to other touches, too.
    pub(super) answers: f64,
    /// The variance of their number.
    pub(super) doubt: f64,
    /// Of the messages that are silent, the share of answers that would have come by now, with their number.
    pub(super) silent: Vec<(f64, f64)>,
}

impl Told {
    fn add(&mut self, fates: &Fates, Possible { delay, .. }: &Possible) {
        self.answers += fates.replies() as f64;
        self.silent.extend(fates.silent().map(|(days, count)| (delay.cdf(days), count as f64)));
    }

    /// The moments of the rate from this prior; nothing where numbers fail.
    fn moments(&self, prior: BetaRate) -> Option<Moments> {
        Density { ahead: prior.alpha + self.answers, behind: prior.beta, silent: &self.silent }.moments()
    }
}

impl Cells<'_> {
    /// What each part says, as a set of cells, for each of a few delays that are equally likely.
    pub(super) fn told<'f>(&self, parts: &[Vec<usize>], fit: &'f Fit) -> Vec<(&'f Possible, Vec<Told>)> {
        let by_delay = |possible: &'f Possible| {
            let mut cells = vec![Told::default(); self.touch.len()];
            let rate = |cell: usize| possible.rates[self.touch[cell]].mean;
            self.evidence.share_out(&possible.delay, rate, |(cell, after, _), chance, count| {
                cells[cell].answers += count * chance;
                cells[cell].doubt += count * chance * (1.0 - chance);
                cells[cell].silent.push((possible.delay.cdf(f64::from_bits(after)), count * (1.0 - chance)));
            });
            let part = |of: &Vec<usize>| {
                let mut told = Told::default();
                for &cell in of {
                    told.add(&self.evidence.alone()[cell], possible);
                    told.answers += cells[cell].answers;
                    told.doubt += cells[cell].doubt;
                    told.silent.extend(&cells[cell].silent);
                }
                told
            };
            (possible, parts.iter().map(part).collect())
        };
        fit.representatives(REPRESENTATIVES).into_iter().map(by_delay).collect()
    }

    /// The rate of each part by itself, from this prior; nothing where numbers fail.
    pub(super) fn rates(&self, parts: &[Vec<usize>], fit: &Fit, prior: BetaRate) -> Option<Vec<BetaRate>> {
        let told = self.told(parts, fit);
        let weight = 1.0 / told.len() as f64;
        let rate = |part: usize| {
            let moments = told.iter().map(|(_, told)| Some((weight, told[part].moments(prior)?)));
            BetaRate::with_moments(Moments::mixed(moments.collect::<Option<Vec<_>>>()?))
        };
        (0..parts.len()).map(rate).collect()
    }
}

impl Fit {
    /// The rate of a part of the record of which no message follows another, whose replies take as long as those of all of
    /// it: the Beta distribution with the mean and variance of its posterior from this prior.
    pub fn part_rate(&self, part: &Fates, prior: BetaRate) -> Option<BetaRate> {
        let evidence = Evidence::of(part);
        Cells { evidence: &evidence, touch: vec![self.touch] }.rates(&[vec![0]], self, prior)?.pop()
    }
}
