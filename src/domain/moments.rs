//! Means and variances over trials, worked out from whole sums.

use super::histogram::Histogram;

/// The sums behind a mean and a variance: of how many values, their sum and that of their squares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moments {
    /// How many values.
    pub number: u64,
    /// Their sum.
    pub sum: i128,
    /// The sum of their squares.
    pub squares: i128,
}

impl Moments {
    /// The moments of what a histogram counted.
    pub fn of(histogram: &Histogram) -> Moments {
        histogram.counts().into_iter().fold(Moments::default(), |moments, (value, count)| {
            let (value, times) = (i128::from(value), i128::from(count));
            Moments {
                number: moments.number + count,
                sum: moments.sum + value * times,
                squares: moments.squares + value * value * times,
            }
        })
    }

    /// The mean; nothing without a value.
    pub fn mean(&self) -> Option<f64> {
        (self.number > 0).then(|| self.sum as f64 / self.number as f64)
    }

    /// The variance of single values, with n − 1; nothing for fewer than two.
    pub fn variance(&self) -> Option<f64> {
        if self.number < 2 {
            return None;
        }
        let n = i128::from(self.number);
        // Squares of what exceeds the whole part of the mean: small numbers, so that nothing overflows, and still exact.
        let (mean, rest) = (self.sum.div_euclid(n), self.sum.rem_euclid(n));
        let squares = self.squares - 2 * mean * self.sum + n * mean * mean;
        let (whole, fraction) = ((rest * rest).div_euclid(n), (rest * rest).rem_euclid(n));
        let deviations = (squares - whole) as f64 - fraction as f64 / n as f64;
        Some(deviations / (n - 1) as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variance_is_that_of_the_textbook() {
        let moments = Moments::of(&[2, 4, 4, 4, 5, 5, 7, 9].into_iter().collect());
        assert_eq!((moments.mean(), moments.variance()), (Some(5.0), Some(32.0 / 7.0)));
    }

    #[test]
    fn what_does_not_vary_has_no_variance_however_large() {
        let moments = Moments::of(&std::iter::repeat_n(987_654_321_987, 1000).collect());
        assert_eq!(moments.variance(), Some(0.0));
    }

    #[test]
    fn one_value_tells_nothing_of_how_values_vary() {
        assert_eq!(Moments::of(&[3].into_iter().collect()).variance(), None);
        assert_eq!(Moments::default().mean(), None);
    }

    #[test]
    fn variance_is_exact_for_negative_sums_too() {
        // Mean -2/3; deviations 17/3, -1/3, -16/3: sum of squares 546/9.
        assert_eq!(Moments::of(&[5, -1, -6].into_iter().collect()).variance(), Some(91.0 / 3.0));
    }
}
