//! What a candidate's objective comes to, and how far it may be from another's.
//!
//! Of a mean the error is that of the delta method. A quantile is known between the quantiles at shares as far to both
//! sides as the share itself may be off (Woodruff, Confidence intervals for medians and other position measures, JASA
//! 47, 1952); what separates those bounds for each part of a share is the slope with which trials that lie on either side
//! move it, which gives its difference from another on the same luck. Values that lie apart, as counts do, leave a
//! quantile open by the gap between them. The mean of the worst trials moves with what each of these lies beyond the
//! quantile (Trindade, Uryasev, Shapiro and Zrazhevsky, Financial prediction with constrained tail risk, Journal of
//! Banking & Finance 31, 2007).

use crate::domain::objective::{Objective, Statistic};
use crate::domain::outcome::Outcome;
use crate::domain::replicates::{Excess, REPLICATES, Replicates};
use crate::domain::terms::Terms;

use super::bounds::all_the_same;
use super::sums::Sums;

/// What is kept of a candidate's trials for the objective.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Measure {
    /// For a mean.
    Sums(Sums),
    /// For a quantile or the worst trials: each trial, in order, of which less is better; infinite where it is undefined.
    Values(Vec<f64>),
}

/// What an objective comes to, so that less is better; infinite where it is undefined.
#[derive(Debug, Clone)]
pub(super) struct Score {
    pub(super) value: f64,
    /// Between these it lies, for itself.
    pub(super) low: f64,
    pub(super) high: f64,
    excess: Option<Excess>,
    /// By how much it may be off beside that.
    gap: f64,
}

impl Measure {
    pub(super) fn new(objective: &Objective) -> Measure {
        match objective.statistic {
            Statistic::Mean => Measure::Sums(Sums::default()),
            Statistic::Quantile(_) | Statistic::Worst(_) => Measure::Values(Vec::new()),
        }
    }

    /// Counts a trial, by its number from 0; trials come in order.
    pub(super) fn add(&mut self, objective: &Objective, trial: u64, terms: &Terms, outcome: &Outcome) {
        let Some(found) = objective.figure.in_trial(terms, outcome) else { return };
        match self {
            Measure::Sums(sums) => sums.add(trial, found, !objective.figure.source().is_ratio()),
            Measure::Values(values) => {
                let value = found.value().map_or(f64::INFINITY, |value| objective.aim.sign() * value);
                values.push(value);
            }
        }
    }

    /// Adds the trials that follow.
    pub(super) fn merge(&mut self, other: &Measure) {
        match (self, other) {
            (Measure::Sums(sums), Measure::Sums(other)) => sums.merge(other),
            (Measure::Values(values), Measure::Values(other)) => values.extend(other),
            (Measure::Sums(_), Measure::Values(_)) | (Measure::Values(_), Measure::Sums(_)) => {}
        }
    }

    /// What it comes to over the first so many trials, and between which bounds, so many standard errors away.
    pub(super) fn score(&self, objective: &Objective, trials: u64, errors: f64) -> Score {
        match (self, objective.statistic) {
            (Measure::Sums(sums), _) => {
                let excess = sums.excess(trials).map(|excess| excess.times(objective.aim.sign()));
                let value = sums.mean(trials).map_or(f64::INFINITY, |mean| objective.aim.sign() * mean);
                Score::around(value, excess, errors)
            }
            (Measure::Values(values), Statistic::Worst(share)) => worst(values, share.get(), errors),
            (Measure::Values(values), Statistic::Quantile(share)) if objective.aim.sign() < 0.0 => {
                let turned: Vec<f64> = values.iter().map(|value| -value).collect();
                quantile(&turned, share.get(), errors).turned()
            }
            (Measure::Values(values), Statistic::Quantile(share)) => quantile(values, share.get(), errors),
            (Measure::Values(values), Statistic::Mean) => worst(values, 1.0, errors),
        }
    }
}

impl Score {
    /// That of the same values with the other sign.
    fn turned(self) -> Score {
        let excess = self.excess.map(|excess| excess.times(-1.0));
        Score { value: -self.value, low: -self.high, high: -self.low, excess, gap: self.gap }
    }

    fn around(value: f64, excess: Option<Excess>, errors: f64) -> Score {
        let error = excess.as_ref().and_then(Excess::standard_error).map(|error| errors * error);
        let (low, high) = match error {
            Some(error) if value.is_finite() => (value - error, value + error),
            None if value.is_finite() => (f64::NEG_INFINITY, f64::INFINITY),
            _ => (value, value),
        };
        Score { value, low, high, excess, gap: 0.0 }
    }

    /// By how much it exceeds another at least, so many standard errors of the paired difference away, after so many
    /// trials. What never differed may still do so, as long as the trials are few.
    pub(super) fn exceeds(&self, other: &Score, errors: f64, trials: u64, (odds, indifference): (f64, f64)) -> f64 {
        let apart = || {
            let apart = self.low - other.high;
            if apart.is_nan() { f64::NEG_INFINITY } else { apart }
        };
        if !(self.value.is_finite() && other.value.is_finite()) {
            return apart();
        }
        let (Some(excess), Some(others)) = (self.excess.clone(), &other.excess) else { return apart() };
        let Some(error) = excess.minus(others).standard_error() else { return f64::NEG_INFINITY };
        let difference = self.value - other.value;
        if difference == 0.0 && error == 0.0 && !all_the_same(trials, odds, indifference) {
            return f64::NEG_INFINITY;
        }
        difference - errors * error - self.gap - other.gap
    }
}

fn ascending(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

/// The least value that so large a share of the sorted values come to at most.
fn at(sorted: &[f64], share: f64) -> f64 {
    let place = (share * sorted.len() as f64 - 1e-9).ceil().max(1.0) as usize;
    sorted[place.min(sorted.len()) - 1]
}

/// What trials come to together in each replicate.
fn by_replicate(values: &[f64], of: impl Fn(f64) -> f64) -> Excess {
    let mut sums = vec![0.0; REPLICATES];
    values.iter().enumerate().for_each(|(trial, &value)| sums[trial % REPLICATES] += of(value));
    let dealt: Vec<u64> = Replicates::dealt(0..values.len() as u64).collect();
    Excess::of_numbers(dealt.iter().copied().zip(sums.iter().copied()))
}

fn quantile(values: &[f64], share: f64, errors: f64) -> Score {
    let sorted = ascending(values);
    let (number, value) = (sorted.len() as f64, at(&sorted, share));
    let off = errors * (share * (1.0 - share) / number).sqrt();
    // Below the first trial or above the last nothing is known.
    let low = if share - off <= 0.0 { f64::NEG_INFINITY } else { at(&sorted, share - off) };
    let high = if share + off >= 1.0 { f64::INFINITY } else { at(&sorted, share + off) };
    if !(low.is_finite() && high.is_finite()) {
        return Score { value, low, high, excess: None, gap: 0.0 };
    }
    let slope = (high - low) / (2.0 * off);
    let within = &sorted[sorted.partition_point(|&it| it < low)..sorted.partition_point(|&it| it <= high)];
    let gap = within.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
    let excess = by_replicate(values, |it| if it <= value { -slope } else { 0.0 });
    Score { value, low, high, excess: Some(excess), gap }
}

fn worst(values: &[f64], share: f64, errors: f64) -> Score {
    let sorted = ascending(values);
    let wanted = share * sorted.len() as f64;
    let whole = wanted.floor() as usize;
    let beyond: f64 = sorted.iter().rev().take(whole).sum();
    let edge = sorted[sorted.len().saturating_sub(whole + 1)];
    let part = wanted - whole as f64;
    let value = if part > 0.0 { (beyond + part * edge) / wanted } else { beyond / wanted };
    let excess = value.is_finite().then(|| by_replicate(values, |it| (it - edge).max(0.0) / share));
    Score::around(value, excess, errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_and_worst_means_are_those_of_the_definition() {
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(
            [at(&values, 0.05), at(&values, 0.5), at(&values, 0.9), at(&values, 0.951)],
            [1.0, 10.0, 18.0, 20.0]
        );
        assert_eq!([worst(&values, 0.1, 2.0).value, worst(&values, 1.0, 2.0).value], [19.5, 10.5]);
        // Of 0.125 × 20 trials the third counts by half.
        assert!((worst(&values, 0.125, 2.0).value - (20.0 + 19.0 + 0.5 * 18.0) / 2.5).abs() < 1e-12);
        let silent = [1.0, 2.0, f64::INFINITY, 3.0];
        assert_eq!((worst(&silent, 0.25, 2.0).value, at(&ascending(&silent), 0.75)), (f64::INFINITY, 3.0));
    }

    #[test]
    fn the_worst_of_all_trials_is_their_mean_with_its_error() {
        let values: Vec<f64> = (0..500).map(|trial| f64::from(trial * 37 % 101)).collect();
        let score = worst(&values, 1.0, 1.0);
        let plain = by_replicate(&values, |it| it).standard_error().expect("there are many");
        assert!((score.high - score.value - plain).abs() < 1e-9);
    }

    #[test]
    fn a_quantile_is_open_by_the_gap_between_counts() {
        let counts: Vec<f64> = (0..1_000).map(|trial| f64::from(trial % 2)).collect();
        let (close, apart) = (quantile(&counts, 0.5, 3.0), quantile(&counts, 0.2, 3.0));
        assert_eq!((close.low, close.high, close.gap), (0.0, 1.0, 1.0));
        assert_eq!((apart.low, apart.high, apart.gap), (0.0, 0.0, 0.0));
    }

    #[test]
    fn what_never_differed_is_equal_only_after_many_trials() {
        let counts: Vec<f64> = (0..256).map(|trial| f64::from(trial % 7)).collect();
        let score = worst(&counts, 0.5, 3.0);
        assert_eq!(score.exceeds(&score, 3.0, 256, (10.0, 0.01)), f64::NEG_INFINITY);
        assert_eq!(score.exceeds(&score, 3.0, 1_000, (10.0, 0.01)), 0.0);
    }
}
