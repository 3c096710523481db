//! Estimates from what trials counted: means from whole sums, exact quantiles.

use crate::domain::histogram::Histogram;
use crate::domain::moments::Moments;
use crate::domain::spread::Spread;

use super::{Estimate, Quantiles};

impl Estimate {
    /// The terms, the same in every trial.
    pub(super) fn constant(value: f64) -> Estimate {
        let value = Some(value);
        let quantiles = Quantiles { p05: value, p25: value, p50: value, p75: value, p95: value };
        Estimate { mean: value, se: Some(0.0), quantiles }
    }

    /// What a histogram counted, each value with `shift` added, and the standard error of its mean.
    pub(super) fn of(histogram: &Histogram, shift: i64, se: Option<f64>) -> Estimate {
        let moments = Moments::of(histogram);
        let shifted = Moments { sum: moments.sum + i128::from(shift) * i128::from(moments.number), ..moments };
        let values = histogram.counts().into_iter().map(|(value, count)| (Some((value + shift) as f64), count));
        Estimate { mean: shifted.mean(), se, quantiles: Quantiles::of(values, moments.number) }
    }
}

impl Quantiles {
    /// The quantiles of `number` values given in ascending order, each with how often it occurred; an absent value
    /// stands for infinity, and so do values that are missing at the end.
    pub fn of(values: impl IntoIterator<Item = (Option<f64>, u64)>, number: u64) -> Quantiles {
        let mut quantiles = [None; 5];
        let mut percents = [5, 25, 50, 75, 95].into_iter().zip(&mut quantiles).peekable();
        let mut below: u128 = 0;
        for (value, count) in values {
            below += u128::from(count);
            while let Some((_, quantile)) =
                percents.next_if(|&(percent, _)| below * 100 >= percent * u128::from(number))
            {
                *quantile = value;
            }
        }
        let [p05, p25, p50, p75, p95] = quantiles;
        Quantiles { p05, p25, p50, p75, p95 }
    }

    /// The quantiles of what a spread counted, over those values alone.
    pub(super) fn of_spread(spread: &Spread) -> Quantiles {
        let counts = spread.counts();
        let number = counts.iter().map(|&(_, count)| count).sum();
        Quantiles::of(counts.into_iter().map(|(value, count)| (Some(value), count)), number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_the_smallest_value_that_enough_of_the_trials_do_not_exceed() {
        // Of 20 values, 5 % are one: the smallest; 25 % five; of 21, 5 % are 1.05: two values.
        let of = |last: i64| Estimate::of(&(1..=last).collect(), 0, None).quantiles;
        let at = |quantiles: Quantiles| {
            [quantiles.p05, quantiles.p25, quantiles.p50, quantiles.p75, quantiles.p95].map(Option::unwrap)
        };
        assert_eq!(at(of(20)), [1.0, 5.0, 10.0, 15.0, 19.0]);
        assert_eq!(at(of(21)), [2.0, 6.0, 11.0, 16.0, 20.0]);
        assert_eq!(at(of(1)), [1.0; 5]);
    }

    #[test]
    fn an_infinite_quantile_is_absent() {
        let quantiles = Quantiles::of([(Some(1.0), 1), (Some(2.0), 1), (None, 2)], 4);
        assert_eq!((quantiles.p25, quantiles.p50, quantiles.p75), (Some(1.0), Some(2.0), None));
        assert_eq!(Quantiles::of([(Some(1.0), 1)], 4).p50, None);
    }

    #[test]
    fn without_trials_nothing_is_defined() {
        assert_eq!(Estimate::of(&Histogram::default(), 3, None), Estimate::default());
    }
}
