//! What a figure comes to over the trials of a race, by replicate: in whole numbers, and in as little memory as there may
//! be many candidates.

use crate::domain::ratio::Ratio;
use crate::domain::ratio_sums::{self, Portion};
use crate::domain::replicates::{Excess, REPLICATES, Replicates};

/// The sums of a figure. Which trials they are of, its owner knows: the first so many.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sums {
    parts: u32,
    amounts: Vec<i128>,
    /// What shares the amounts; empty as long as each trial counts for one.
    numbers: Vec<i128>,
}

impl Default for Sums {
    fn default() -> Sums {
        Sums { parts: 1, amounts: vec![0; REPLICATES], numbers: Vec::new() }
    }
}

impl Sums {
    /// Counts a trial, by its number from 0. A figure that counts trials does so in every trial.
    pub(super) fn add(&mut self, trial: u64, value: Ratio, per_trial: bool) {
        let replicate = trial as usize % REPLICATES;
        self.parts = value.parts();
        self.amounts[replicate] += value.amount();
        if !per_trial {
            if self.numbers.is_empty() {
                self.numbers = vec![0; REPLICATES];
            }
            self.numbers[replicate] += value.number();
        }
    }

    /// Adds other trials of the same figure.
    pub(super) fn merge(&mut self, other: &Sums) {
        self.parts = self.parts.max(other.parts);
        self.amounts.iter_mut().zip(&other.amounts).for_each(|(sum, other)| *sum += other);
        if self.numbers.is_empty() {
            self.numbers.clone_from(&other.numbers);
        } else {
            self.numbers.iter_mut().zip(&other.numbers).for_each(|(sum, other)| *sum += other);
        }
    }

    /// The ratio of the means over the first so many trials; nothing where it is undefined.
    pub(super) fn mean(&self, trials: u64) -> Option<f64> {
        ratio_sums::mean(self.portions(&dealt(trials)), self.parts)
    }

    /// What each replicate has more than its share, to first order; nothing where the ratio is undefined.
    pub(super) fn excess(&self, trials: u64) -> Option<Excess> {
        ratio_sums::excess(self.portions(&dealt(trials)), self.parts)
    }

    fn portions<'s>(&'s self, dealt: &'s [u64]) -> impl Iterator<Item = Portion> + Clone + 's {
        dealt.iter().zip(&self.amounts).enumerate().map(|(place, (&trials, &amount))| {
            let number = self.numbers.get(place).copied().unwrap_or(trials.into());
            Portion { trials, amount, number }
        })
    }
}

/// How many of the first so many trials each replicate holds.
fn dealt(trials: u64) -> Vec<u64> {
    Replicates::dealt(0..trials).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::figure_sums::FigureSums;

    #[test]
    fn they_are_those_of_a_figure_in_less_room() {
        let value = |trial: u64| Ratio::new(u128::from(trial * 7 % 31), 1 + u128::from(trial % 3), 100);
        let (mut sums, mut parts, mut figure) =
            (Sums::default(), [Sums::default(), Sums::default()], FigureSums::default());
        for trial in 0..300 {
            sums.add(trial, value(trial), false);
            parts[usize::from(trial > 100)].add(trial, value(trial), false);
            figure.add(trial, value(trial));
        }
        let [mut merged, rest] = parts;
        merged.merge(&rest);
        assert_eq!(merged, sums);
        assert_eq!((sums.mean(300), sums.excess(300)), (figure.mean(), figure.excess()));
    }

    #[test]
    fn what_counts_trials_needs_no_numbers() {
        let (mut sums, mut figure) = (Sums::default(), FigureSums::default());
        for trial in 0..150 {
            let value = Ratio::new(u128::from(trial % 5), 1, 1);
            sums.add(trial, value, true);
            figure.add(trial, value);
        }
        assert!(sums.numbers.is_empty());
        assert_eq!(sums.mean(150), figure.mean());
        assert_eq!(sums.excess(150).and_then(|it| it.standard_error()), figure.standard_error());
    }
}
