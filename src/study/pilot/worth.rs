//! The worth of knowing more before choosing: the expected value of sample information.
//!
//! With S the sums of what cases are worth by part of the rate, a test that ends in k with chance p(k | part) is worth
//! Σₖ maxᶜ Σ p(k | part) S(part, c) − maxᶜ Σ S(part, c), over the trials (Raiffa and Schlaifer, Applied Statistical
//! Decision Theory, 1961). The greatest of means that are off by luck is too high on average: trials that make a case
//! look best also value it. So each group of trials is also valued by the choices that all other groups lead to, which
//! is too low on average by as much, since a choice that luck misled is never better. What is reported is the mean of the
//! two, so weighted that both errors cancel where they are small, and the interval spans both. Cases that are worth nearly
//! the same whatever the rate are the hardest: there half of the first error remains.

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
    // Outcome k stands for the replies from k × each on.
    let each = (sends + 1).div_ceil(OUTCOMES);
    let outcome = |part: usize| {
        let (first, chances) = binomial(sends, sums.rates[part]);
        let mut outcomes = vec![0.0; ((first + chances.len() as u32 - 1) / each - first / each + 1) as usize];
        for (replies, chance) in (first..).zip(chances) {
            outcomes[(replies / each - first / each) as usize] += chance;
        }
        (first / each, outcomes)
    };
    choices(sums, sends / each + 1, each, outcome)
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
    choices(sums, sums.rates.len() as u32, 1, |part| (part as u32, vec![1.0])).worth
}

/// What it is worth to know which of so many outcomes comes, given the chances of some of them, from one on, in each
/// part.
fn choices(sums: &Sums, outcomes: u32, each: u32, chances: impl Fn(usize) -> (u32, Vec<f64>)) -> Choices {
    let (size, cases) = (GROUPS * sums.cases, sums.cases);
    let (mut known, mut likely) = (vec![0.0; outcomes as usize * size], vec![0.0; outcomes as usize]);
    let parts = sums.rates.len();
    for part in 0..parts {
        let (first, chances) = chances(part);
        for (place, chance) in (first as usize..).zip(chances) {
            likely[place] += chance / parts as f64;
            let of_outcome = &mut known[place * size..(place + 1) * size];
            of_outcome.iter_mut().zip(sums.of_part(part)).for_each(|(sum, worth)| *sum += chance * worth);
        }
    }
    let unknown = sums.of_all();

    let mut gains = Gains::default();
    let mut chosen = Vec::new();
    for (place, of_outcome) in known.chunks_exact(size).enumerate().filter(|(place, _)| likely[*place] > 0.0) {
        let best = gains.add(of_outcome, cases, 1.0);
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
