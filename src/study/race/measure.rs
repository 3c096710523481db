//! What a candidate's objective comes to, and how far it may be from another's.
//!
//! Of a mean the error is that of the delta method. A quantile is known between the quantiles at shares as far to both
//! sides as the share itself may be off (Woodruff, Confidence intervals for medians and other position measures, JASA
//! 47, 1952); what separates those bounds for each part of a share is the slope with which trials that lie on either side
//! move it, which gives its difference from another on the same luck. Values that lie apart, as counts do, leave a
//! quantile open by the gap between them. The mean of the worst trials moves with what each of these lies beyond the
//! quantile (Trindade, Uryasev, Shapiro and Zrazhevsky, Financial prediction with constrained tail risk, Journal of
//! Banking & Finance 31, 2007).

use crate::domain::count::TrialCounts;
use crate::domain::mean::{Level, Mean};
use crate::domain::objective::{Objective, Statistic};
use crate::domain::ratio::Extent;
use crate::domain::replicates::{Excess, REPLICATES, Replicates};
use crate::domain::requirement::Gauge;

use super::sums::{Sums, Whole};

/// What is kept of a candidate's trials for the objective.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Measure<T = i128> {
    /// For a mean.
    Sums(Sums<T>),
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
    /// From which its difference from another follows; nothing where only its bounds are known.
    mean: Option<Mean>,
    /// By how much it may be off beside that.
    gap: f64,
}

impl<T: Whole> Measure<T> {
    pub(super) fn new(objective: &Objective, gauge: &Gauge) -> Measure<T> {
        match objective.statistic {
            Statistic::Mean => Measure::Sums(Sums::new(gauge)),
            Statistic::Quantile(_) | Statistic::Worst(_) => Measure::Values(Vec::new()),
        }
    }

    /// Counts a trial, by its number from 0; trials come in order.
    #[inline]
    pub(super) fn add(&mut self, objective: &Objective, trial: u64, gauge: &Gauge, counted: &TrialCounts) {
        match self {
            Measure::Sums(sums) => sums.add(trial, gauge, counted),
            Measure::Values(values) => {
                let value = gauge.value(counted);
                values.push(value.map_or(f64::INFINITY, |value| objective.aim.sign() * value));
            }
        }
    }
}

impl Measure {
    /// Adds the trials that follow.
    pub(super) fn merge<T: Whole>(&mut self, other: &Measure<T>) {
        match (self, other) {
            (Measure::Sums(sums), Measure::Sums(other)) => sums.merge(other),
            (Measure::Values(values), Measure::Values(other)) => values.extend(other),
            (Measure::Sums(_), Measure::Values(_)) | (Measure::Values(_), Measure::Sums(_)) => {}
        }
    }

    /// What it comes to over the first so many trials, and between which bounds.
    pub(super) fn score(
        &self,
        objective: &Objective,
        trials: u64,
        (gauge, most): (&Gauge, &TrialCounts),
        level: Level,
    ) -> Score {
        let errors = level.errors;
        let extent = gauge.extent(most);
        match (self, objective.statistic) {
            (Measure::Sums(sums), _) => {
                let mean = sums.mean(trials, gauge, most);
                let is_less_better = objective.aim.sign() > 0.0 || mean.value.is_infinite();
                Score::of(if is_less_better { mean } else { mean.negative() }, level)
            }
            (Measure::Values(values), Statistic::Worst(share)) => {
                worst(values, share.get(), worst_of(objective, &extent), level)
            }
            (Measure::Values(values), Statistic::Quantile(share)) if objective.aim.sign() < 0.0 => {
                let turned: Vec<f64> = values.iter().map(|value| -value).collect();
                quantile(&turned, share.get(), errors).turned()
            }
            (Measure::Values(values), Statistic::Quantile(share)) => quantile(values, share.get(), errors),
            (Measure::Values(values), Statistic::Mean) => worst(values, 1.0, worst_of(objective, &extent), level),
        }
    }
}

/// The worst that a trial may come to, more of it being worse.
fn worst_of(objective: &Objective, extent: &Extent) -> f64 {
    let (least, most) = extent.values();
    if objective.aim.sign() > 0.0 { most } else { -least }
}

impl Score {
    /// That of the same values with the other sign.
    fn turned(self) -> Score {
        let mean = self.mean.map(Mean::negative);
        Score { value: -self.value, low: -self.high, high: -self.low, mean, gap: self.gap }
    }

    fn of(mean: Mean, level: Level) -> Score {
        let (low, high) = mean.interval(level).unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        Score { value: mean.value, low, high, mean: Some(mean), gap: 0.0 }
    }

    /// That of what is infinite in some trials, and so on average.
    fn infinite() -> Score {
        let value = f64::INFINITY;
        Score { value, low: value, high: value, mean: None, gap: 0.0 }
    }

    /// By how much it exceeds another at least.
    pub(super) fn exceeds(&self, other: &Score, level: Level) -> f64 {
        let least = match (&self.mean, &other.mean) {
            (Some(mean), Some(of_other)) if self.value.is_finite() && other.value.is_finite() => {
                mean.minus(of_other).interval(level).map_or(f64::NEG_INFINITY, |(low, _)| low)
            }
            _ => self.low - other.high,
        };
        if least.is_nan() { f64::NEG_INFINITY } else { least - self.gap - other.gap }
    }

    /// Did it differ from another by the same in every trial, as far as can be seen?
    pub(super) fn never_differed(&self, other: &Score) -> bool {
        let both = self.mean.as_ref().zip(other.mean.as_ref());
        both.is_some_and(|(mean, of_other)| mean.minus(of_other).never_varied())
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
        return Score { value, low, high, mean: None, gap: 0.0 };
    }
    let slope = (high - low) / (2.0 * off);
    let within = &sorted[sorted.partition_point(|&it| it < low)..sorted.partition_point(|&it| it <= high)];
    let gap = within.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
    let excess = by_replicate(values, |it| if it <= value { -slope } else { 0.0 });
    // Its own bounds hold whatever trials did not show.
    Score { value, low, high, mean: Some(Mean::unbounded(value, excess)), gap }
}

/// The mean of the worst trials, none of which comes to more than `most`.
fn worst(values: &[f64], share: f64, most: f64, level: Level) -> Score {
    let sorted = ascending(values);
    let wanted = share * sorted.len() as f64;
    let whole = wanted.floor() as usize;
    let beyond: f64 = sorted.iter().rev().take(whole).sum();
    let edge = sorted[sorted.len().saturating_sub(whole + 1)];
    let part = wanted - whole as f64;
    let value = if part > 0.0 { (beyond + part * edge) / wanted } else { beyond / wanted };
    if value.is_infinite() {
        return Score::infinite();
    }
    let excess = by_replicate(values, |it| (it - edge).max(0.0) / share);
    // A trial at the edge or below adds nothing, one at the worst as much as this.
    Score::of(Mean::within(value, excess, (edge, edge + (most - edge).max(0.0) / share)), level)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVEL: Level = Level { errors: 3.0, odds: 10.0 };

    #[test]
    fn quantiles_and_worst_means_are_those_of_the_definition() {
        let of = |values: &[f64], share: f64| worst(values, share, f64::INFINITY, LEVEL);
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(
            [at(&values, 0.05), at(&values, 0.5), at(&values, 0.9), at(&values, 0.951)],
            [1.0, 10.0, 18.0, 20.0]
        );
        assert_eq!([of(&values, 0.1).value, of(&values, 1.0).value], [19.5, 10.5]);
        // Of 0.125 × 20 trials the third counts by half.
        assert!((of(&values, 0.125).value - (20.0 + 19.0 + 0.5 * 18.0) / 2.5).abs() < 1e-12);
        let silent = [1.0, 2.0, f64::INFINITY, 3.0];
        assert_eq!((of(&silent, 0.25).value, at(&ascending(&silent), 0.75)), (f64::INFINITY, 3.0));
    }

    #[test]
    fn the_worst_of_all_trials_is_their_mean_with_its_error() {
        let values: Vec<f64> = (0..500).map(|trial| f64::from(trial * 37 % 101)).collect();
        let score = worst(&values, 1.0, 100.0, Level::ONE_ERROR);
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
    fn what_never_differed_may_still_do_so_in_as_many_campaigns_as_none_showed() {
        let counts: Vec<f64> = (0..256).map(|trial| f64::from(trial % 7)).collect();
        let score = worst(&counts, 0.5, 9.0, LEVEL);
        assert!(score.never_differed(&score));
        // Of one in e^-10, over 256 trials; half of them are the worst, so that one counts twice what it is beyond the edge.
        let share = 1.0 - (-10.0f64 / 256.0).exp();
        assert!((score.exceeds(&score, LEVEL) + share * 2.0 * (9.0 - 3.0)).abs() < 1e-9);
    }
}
