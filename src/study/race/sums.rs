//! What a figure comes to over the trials of a race, by replicate: in whole numbers, and in as little memory as there may
//! be many candidates.
//!
//! What trials counted is summed, and the figure follows from the sums. A block of trials is summed in 64 bits where no
//! trial of the case can count so much that they overflow, and blocks are added up in 128.

use crate::domain::count::TrialCounts;
use crate::domain::mean::Mean;
use crate::domain::ratio_sums::Portion;
use crate::domain::replicates::{REPLICATES, Replicates};
use crate::domain::requirement::Gauge;

/// A whole number in which trials are summed.
pub(super) trait Whole: Copy + Default + Send + Sync + Into<i128> + std::ops::AddAssign {
    /// The same number, which is known to fit.
    fn of(number: i128) -> Self;
}

impl Whole for i64 {
    #[inline]
    fn of(number: i128) -> i64 {
        number as i64
    }
}

impl Whole for i128 {
    #[inline]
    fn of(number: i128) -> i128 {
        number
    }
}

/// The sums of what trials counted for a figure. Which trials they are of, its owner knows: the first so many.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sums<T = i128> {
    amounts: Vec<T>,
    /// What shares the amounts; empty where that does not vary.
    numbers: Vec<T>,
}

impl<T: Whole> Sums<T> {
    /// Those of no trial.
    pub(super) fn new(gauge: &Gauge) -> Sums<T> {
        let numbers = if gauge.shares_vary() { vec![T::default(); REPLICATES] } else { Vec::new() };
        Sums { amounts: vec![T::default(); REPLICATES], numbers }
    }

    /// Counts a trial, by its number from 0.
    #[inline]
    pub(super) fn add(&mut self, trial: u64, gauge: &Gauge, counted: &TrialCounts) {
        let replicate = trial as usize % REPLICATES;
        let [amount, number] = gauge.counted(counted);
        self.amounts[replicate] += T::of(amount);
        if let Some(sum) = self.numbers.get_mut(replicate) {
            *sum += T::of(number);
        }
    }
}

impl Sums {
    /// Adds other trials of the same figure.
    pub(super) fn merge<T: Whole>(&mut self, other: &Sums<T>) {
        let add =
            |sums: &mut [i128], other: &[T]| sums.iter_mut().zip(other).for_each(|(sum, &other)| *sum += other.into());
        add(&mut self.amounts, &other.amounts);
        add(&mut self.numbers, &other.numbers);
    }

    /// The mean over the first so many trials, of which none counts more than `most`.
    pub(super) fn mean(&self, trials: u64, gauge: &Gauge, most: &TrialCounts) -> Mean {
        let dealt: Vec<u64> = Replicates::dealt(0..trials).collect();
        let portions = dealt.iter().zip(&self.amounts).enumerate().map(|(place, (&trials, &amount))| {
            gauge.portion(trials, [amount, self.numbers.get(place).copied().unwrap_or_default()])
        });
        // They are gone through again and again.
        let portions: Vec<Portion> = portions.collect();
        Mean::new(portions.iter().copied(), &gauge.extent(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::count::Count;
    use crate::domain::figure::Figure;
    use crate::domain::figure_sums::FigureSums;
    use crate::domain::quantity::Money;
    use crate::domain::terms::Terms;

    fn counted(trial: u64) -> TrialCounts {
        let mut counted = TrialCounts::default();
        counted[Count::RepliesSettled] = trial % 5;
        counted[Count::Effort] = trial * 7 % 31;
        counted
    }

    #[test]
    fn they_are_those_of_a_figure_in_less_room() {
        let (cost, hourly_cost) = (Money::from_cents(999), Money::from_cents(123));
        let terms = Terms { cost, hourly_cost, effort_unit: 5, ..Terms::default() };
        let most = counted(4);
        for figure in [Figure::LoadedCostPerReply, Figure::RepliesSettled, Figure::NoReplyProbability, Figure::Cost] {
            let gauge = Gauge::of(figure.under(&terms).expect("a figure of one case"));
            let (mut sums, mut parts) =
                (Sums::<i128>::new(&gauge), [Sums::<i64>::new(&gauge), Sums::<i64>::new(&gauge)]);
            let mut whole = FigureSums::default();
            for trial in 0..300 {
                sums.add(trial, &gauge, &counted(trial));
                parts[usize::from(trial > 100)].add(trial, &gauge, &counted(trial));
                whole.add(trial, figure.in_trial(&terms, &counted(trial)).expect("a figure of one case"));
            }
            let mut merged = Sums::new(&gauge);
            parts.iter().for_each(|part| merged.merge(part));
            assert_eq!(merged, sums);
            assert_eq!(sums.numbers.is_empty(), figure != Figure::LoadedCostPerReply);
            let mean = sums.mean(300, &gauge, &most);
            assert_eq!((Some(mean.value), mean.standard_error()), (whole.mean(), whole.standard_error()), "{figure:?}");
        }
    }
}
