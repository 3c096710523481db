//! One figure over many trials, in whole numbers: all that its mean and its standard error need.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::mean::Mean;
use super::ratio::{Extent, Ratio};
use super::ratio_sums::{self, Portion};
use super::replicates::{Excess, REPLICATES, Replicates};

/// The sums of a figure over the trials of each replicate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureSums {
    /// How many parts of an amount make a whole; 1 as long as nothing has been counted.
    parts: u32,
    replicates: Vec<Portion>,
}

impl Default for FigureSums {
    fn default() -> FigureSums {
        FigureSums { parts: 1, replicates: vec![Portion::default(); REPLICATES] }
    }
}

impl FigureSums {
    /// Counts what the figure is in a trial, by the trial's number from 0.
    #[inline]
    pub fn add(&mut self, trial: u64, value: Ratio) {
        self.parts = value.parts();
        let sums = &mut self.replicates[trial as usize % REPLICATES];
        sums.trials += 1;
        sums.amount += value.amount();
        sums.number += value.number();
    }

    /// Adds the trials of `other`, which are of the same figure.
    pub fn merge(&mut self, other: &FigureSums) {
        self.parts = self.parts.max(other.parts);
        for (sums, other) in self.replicates.iter_mut().zip(&other.replicates) {
            *sums = Portion::total([*sums, *other].into_iter());
        }
    }

    /// How many trials were counted.
    pub fn trials(&self) -> u64 {
        self.total().trials
    }

    /// The mean and how far it may be off, if no trial comes to anything outside of this.
    pub fn within(&self, extent: &Extent) -> Mean {
        Mean::new(self.portions(), extent)
    }

    /// The ratio of the means; nothing where it is undefined.
    pub fn mean(&self) -> Option<f64> {
        ratio_sums::mean(self.portions(), self.parts)
    }

    /// By how much each replicate exceeds its share of the figure, to first order; nothing where the figure is undefined.
    pub fn excess(&self) -> Option<Excess> {
        ratio_sums::excess(self.portions(), self.parts)
    }

    /// The standard error of the mean; nothing where it is undefined, or fewer than two replicates hold a trial.
    pub fn standard_error(&self) -> Option<f64> {
        self.excess()?.standard_error()
    }

    /// By how much the mean exceeds that of another case, played on the same luck, and the paired standard error.
    pub fn difference(&self, other: &FigureSums) -> Option<(f64, Option<f64>)> {
        let mean = self.mean()? - other.mean()?;
        Some((mean, self.excess()?.minus(&other.excess()?).standard_error()))
    }

    /// Could these have been counted in these trials? No trial's amount has more than 96 bits, so that the sum over a
    /// thousand million trials has no more than 126.
    pub fn could_be_of(&self, trials: Range<u64>) -> bool {
        let number = i128::from(trials.end - trials.start);
        let is_sum = |sum: i128| (0..=number << 96).contains(&sum);
        self.parts > 0
            && self.replicates.iter().map(|sums| sums.trials).eq(Replicates::dealt(trials))
            && self.replicates.iter().all(|sums| is_sum(sums.amount) && is_sum(sums.number))
    }

    /// Is it of something that is 1 or 0 in each trial?
    pub fn is_of_flags(&self) -> bool {
        let of_flags = |sums: &Portion| sums.number == i128::from(sums.trials) && sums.amount <= sums.number;
        self.parts == 1 && self.replicates.iter().all(of_flags)
    }

    /// The sum of the amounts, in the parts that they come in.
    pub fn amount(&self) -> i128 {
        self.total().amount
    }

    fn total(&self) -> Portion {
        Portion::total(self.portions())
    }

    fn portions(&self) -> impl Iterator<Item = Portion> + Clone {
        self.replicates.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(values: &[(i128, i128)]) -> FigureSums {
        let mut sums = FigureSums::default();
        for (trial, &(amount, number)) in (0..).zip(values) {
            sums.add(trial, Ratio::new(amount, number, 100));
        }
        sums
    }

    #[test]
    fn the_mean_is_the_ratio_of_the_means_and_its_error_that_of_the_delta_method() {
        // 600 cents over 6 replies; residuals 200 − 100·n: 100, 0, −100, so s² = 10 000, and √(s²/3) over 2 a trial.
        let found = sums(&[(200, 1), (200, 2), (200, 3)]);
        assert_eq!(found.mean(), Some(1.0));
        let error = found.standard_error().expect("there are three trials");
        assert!((error - (10_000.0f64 / 3.0).sqrt() / 2.0 / 100.0).abs() < 1e-15, "{error}");
    }

    #[test]
    fn what_is_the_same_in_every_trial_has_no_error_nor_a_difference_from_itself() {
        let found = sums(&[(700, 3); 9]);
        assert_eq!(found.standard_error(), Some(0.0));
        assert_eq!(found.difference(&found), Some((0.0, Some(0.0))));
    }

    #[test]
    fn without_anything_to_share_the_amount_there_is_no_mean() {
        assert_eq!((sums(&[(5, 0), (5, 0)]).mean(), sums(&[]).mean()), (None, None));
        assert_eq!(sums(&[(5, 0)]).standard_error(), None);
    }

    #[test]
    fn parts_merge_to_the_whole() {
        let whole = sums(&[(1, 2), (3, 4), (5, 6)]);
        let mut merged = FigureSums::default();
        merged.merge(&sums(&[(1, 2), (3, 4)]));
        let mut last = FigureSums::default();
        last.add(2, Ratio::new(5, 6, 100));
        merged.merge(&last);
        assert_eq!(merged, whole);
    }
}
