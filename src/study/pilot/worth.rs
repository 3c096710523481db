//! The worth of knowing more before choosing: the expected value of sample information.
//!
//! With S the sums of what cases are worth by rate, a test that ends in k with chance p(k | rate) is worth
//! Σₖ maxᶜ Σ p(k | rate) S(rate, c) − maxᶜ Σ S(rate, c), over the trials (Raiffa and Schlaifer, Applied Statistical
//! Decision Theory, 1961). The greatest of means that are off by luck is too high on average: trials that make a case
//! look best also value it. So each group of trials is also valued by the choices that all other groups lead to, which
//! is too low on average by as much, since a choice that luck misled is never better. What is reported is the mean of the
//! two, so weighted that both errors cancel where they are small, and the interval spans both. Cases that are worth nearly
//! the same whatever the rate are the hardest: there half of the first error remains.

use std::collections::VecDeque;

use super::binomial::binomial;
use super::sums::{GROUPS, Sums};

/// The most outcomes of a test that are told apart: beyond that, neighbouring numbers of replies say the same.
const OUTCOMES: u32 = 2048;

/// 97.5 % of Student's law with one degree of freedom less than there are groups.
const TWO_SIDED_95: f64 = 2.0395;

/// The worth of something, with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Worth {
    /// Never negative.
    pub value: f64,
    /// The ends of the interval; nothing where so few trials tell none.
    pub interval: Option<(f64, f64)>,
}

impl Worth {
    /// The worth of a test that tells nothing.
    pub(super) const NOTHING: Worth = Worth { value: 0.0, interval: Some((0.0, 0.0)) };
}

/// Amounts no larger than this are what is left by rounding \[units of the currency\].
const ROUNDING: f64 = 1e-9;

/// Outcomes less likely than this decide nothing by themselves.
const SELDOM: f64 = 0.001;

/// The choices that a test leads to, outcome by outcome.
pub(super) struct Choices {
    pub worth: Worth,
    /// For each outcome that may come, the number of replies with which it begins, how likely it is, and the case chosen.
    pub chosen: Vec<(u32, f64, usize)>,
}

/// The worth of a test of this many letters.
pub(super) fn of_test(sums: &Sums, sends: u32) -> Choices {
    // TrialCounts k stands for the replies from k × each on.
    let each = (sends + 1).div_ceil(OUTCOMES);
    let counts = sends / each + 1;
    let parts = sums.points.len();
    let mut likelihoods = Likelihoods::new(sums, sends, each);
    choices(sums, counts, each, (0..parts).map(|part| likelihoods.weights(part)))
}

/// How likely each outcome is at the rates of a part, and how that goes with the rate: the mean over its points of the
/// chance, and of the chance times what the rate exceeds its mean. Of some outcomes, from one on.
struct Likelihood {
    first: usize,
    chances: Vec<f64>,
    slopes: Vec<f64>,
}

impl Likelihood {
    fn new(points: &[f64], sends: u32, each: u32) -> Likelihood {
        let mean = points.iter().sum::<f64>() / points.len() as f64;
        // Points never fall, so that the first has the least outcome, and the last the most.
        let of_points: Vec<(u32, Vec<f64>)> = points.iter().map(|&rate| binomial(sends, rate)).collect();
        let first = of_points.iter().map(|(first, _)| first / each).min().unwrap_or(0) as usize;
        let last =
            of_points.iter().map(|(first, chances)| (first + chances.len() as u32 - 1) / each).max().unwrap_or(0);
        let nothing = vec![0.0; last as usize + 1 - first];
        let (mut chances, mut slopes) = (nothing.clone(), nothing);
        for (&rate, (from, of_point)) in points.iter().zip(&of_points) {
            let (share, slope) = (1.0 / points.len() as f64, (rate - mean) / points.len() as f64);
            for (replies, chance) in (*from..).zip(of_point) {
                let place = (replies / each) as usize - first;
                chances[place] += share * chance;
                slopes[place] += slope * chance;
            }
        }
        Likelihood { first, chances, slopes }
    }
}

/// The likelihoods of neighbouring parts. Trials in a part of which the rate is higher are worth more or less, and come to
/// other outcomes: their worth is taken as linear in the rate, with the slope from one neighbour to the other. As that is
/// linear in the worth of each part, what remains is how much of the worth of a part counts for each outcome.
struct Likelihoods<'a> {
    sums: &'a Sums,
    sends: u32,
    each: u32,
    /// Those of parts that were asked for last, by part.
    near: VecDeque<(usize, Likelihood)>,
}

impl Likelihoods<'_> {
    fn new(sums: &Sums, sends: u32, each: u32) -> Likelihoods<'_> {
        Likelihoods { sums, sends, each, near: VecDeque::new() }
    }

    /// How much of the worth of a part counts for outcomes, from one on; parts come in order.
    fn weights(&mut self, part: usize) -> (usize, Vec<f64>) {
        let last = self.sums.points.len() - 1;
        let (from, to) = (part.saturating_sub(1), (part + 1).min(last));
        while self.near.front().is_some_and(|(place, _)| *place < from) {
            self.near.pop_front();
        }
        let next = self.near.back().map_or(from, |(place, _)| place + 1);
        for place in next..=to {
            self.near.push_back((place, Likelihood::new(&self.sums.points[place], self.sends, self.each)));
        }
        let first = self.near.iter().map(|(_, it)| it.first).min().unwrap_or(0);
        let end = self.near.iter().map(|(_, it)| it.first + it.chances.len()).max().unwrap_or(0);
        let mut weights = vec![0.0; end - first];
        let mut add = |from: usize, of: &[f64], times: f64| {
            weights[from - first..].iter_mut().zip(of).for_each(|(weight, of)| *weight += times * of);
        };
        for (place, it) in &self.near {
            let (below, above) = (place.saturating_sub(1), (place + 1).min(last));
            let apart = self.sums.rate(above) - self.sums.rate(below);
            if *place == part {
                add(it.first, &it.chances, 1.0);
            }
            if apart > 0.0 {
                let times = f64::from(u8::from(above == part)) - f64::from(u8::from(below == part));
                add(it.first, &it.slopes, times / apart);
            }
        }
        (first, weights)
    }
}

/// The case to choose from which number of replies on: runs of the same case. An outcome that hardly ever comes is chosen
/// for as the one before it, since too few trials tell what is best then.
pub(super) fn likely_choices(chosen: &[(u32, f64, usize)]) -> Vec<(u32, usize)> {
    let mut runs: Vec<(u32, usize)> = Vec::new();
    for &(replies, _, case) in chosen.iter().filter(|(_, likely, _)| *likely >= SELDOM) {
        match runs.last() {
            Some(&(_, same)) if same == case => {}
            None => runs.push((0, case)),
            _ => runs.push((replies, case)),
        }
    }
    runs
}

/// The worth of knowing the rate.
pub(super) fn of_knowing(sums: &Sums) -> Worth {
    let parts = sums.points.len();
    choices(sums, parts as u32, 1, (0..parts).map(|part| (part, vec![1.0]))).worth
}

/// What it is worth to know which of so many outcomes comes, given how much each part counts for some of them, from one on.
fn choices(sums: &Sums, counts: u32, each: u32, weights: impl Iterator<Item = (usize, Vec<f64>)>) -> Choices {
    let (size, cases) = (GROUPS * sums.cases, sums.cases);
    let (mut known, mut likely) = (vec![0.0; counts as usize * size], vec![0.0; counts as usize]);
    let parts = sums.points.len();
    for (part, (first, weights)) in weights.enumerate() {
        for (place, chance) in (first..).zip(weights) {
            likely[place] += chance / parts as f64;
            let of_counted = &mut known[place * size..(place + 1) * size];
            of_counted.iter_mut().zip(sums.of_part(part)).for_each(|(sum, worth)| *sum += chance * worth);
        }
    }
    let unknown = sums.of_all();

    let mut gains = Gains::default();
    let mut chosen = Vec::new();
    for (place, of_counted) in known.chunks_exact(size).enumerate().filter(|(place, _)| likely[*place] > 0.0) {
        let best = gains.add(of_counted, cases, 1.0);
        chosen.push((place as u32 * each, likely[place], best));
    }
    gains.add(&unknown, cases, -1.0);
    Choices { worth: gains.worth(&sums.trials), chosen }
}

/// The amounts that the choices bring in each group.
#[derive(Default)]
struct Gains {
    /// By the choices that all trials lead to.
    seen: [f64; GROUPS],
    /// By the choices that the trials of the other groups lead to.
    unseen: [f64; GROUPS],
}

impl Gains {
    /// Adds so many times what the best choice brings; the case that all trials make look best.
    fn add(&mut self, worth: &[f64], cases: usize, times: f64) -> usize {
        let mut all = vec![0.0; cases];
        for of_group in worth.chunks_exact(cases) {
            all.iter_mut().zip(of_group).for_each(|(sum, worth)| *sum += worth);
        }
        let best = best((0..cases).map(|case| all[case]));
        for (group, of_group) in worth.chunks_exact(cases).enumerate() {
            self.seen[group] += times * of_group[best];
            let others = self::best((0..cases).map(|case| all[case] - of_group[case]));
            self.unseen[group] += times * of_group[others];
        }
        best
    }

    fn worth(&self, trials: &[u64]) -> Worth {
        let all = trials.iter().sum::<u64>().max(1) as f64;
        let mean = |gains: &[f64; GROUPS]| gains.iter().sum::<f64>() / all;
        let (high, low) = (mean(&self.seen), mean(&self.unseen));
        let groups = trials.iter().filter(|&&trials| trials > 0).count() as f64;
        // Choices without a group rest on that much fewer trials.
        let value = (groups * high + (groups - 1.0) * low) / (2.0 * groups - 1.0).max(1.0);
        let squares: f64 =
            self.seen.iter().zip(trials).map(|(gain, &trials)| (gain - high * trials as f64).powi(2)).sum();
        // A remainder of rounding is nothing.
        let amount = |worth: f64| if worth > ROUNDING { worth } else { 0.0 };
        let interval = (groups > 1.0).then(|| {
            let error = TWO_SIDED_95 * (squares * groups / (groups - 1.0)).sqrt() / all;
            (amount(low.min(high) - error), amount(low.max(high) + error))
        });
        Worth { value: amount(value), interval }
    }
}

/// The place of the greatest; of equal ones the first.
fn best(worth: impl Iterator<Item = f64>) -> usize {
    let mut best = (0, f64::NEG_INFINITY);
    for (case, worth) in worth.enumerate() {
        if worth > best.1 {
            best = (case, worth);
        }
    }
    best.0
}
