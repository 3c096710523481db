//! Means, variances and covariances over trials, worked out from whole sums.

use super::histogram::Histogram;

/// What a mean and its standard error need: how many values there were, their sum and the sum of their squares.
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
        covariance(self.number, self.sum, self.sum, self.squares)
    }

    /// The standard error of the mean; nothing for fewer than two values.
    pub fn standard_error(&self) -> Option<f64> {
        self.variance().map(|variance| (variance / self.number as f64).sqrt())
    }
}

/// The covariance of `number` pairs, with n − 1, from the sums of either and the sum of their products; nothing for
/// fewer than two.
pub fn covariance(number: u64, sum: i128, other_sum: i128, products: i128) -> Option<f64> {
    if number < 2 {
        return None;
    }
    let n = i128::from(number);
    // Products of what exceeds the whole part of the means: small numbers, so that nothing overflows, and still exact.
    let (mean, other_mean) = (sum.div_euclid(n), other_sum.div_euclid(n));
    let (rest, other_rest) = (sum.rem_euclid(n), other_sum.rem_euclid(n));
    let products = products - mean * other_sum - other_mean * sum + n * mean * other_mean;
    let correction = rest * other_rest;
    let (whole, fraction) = (correction.div_euclid(n), correction.rem_euclid(n));
    let deviations = (products - whole) as f64 - fraction as f64 / n as f64;
    Some(deviations / (n - 1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variance_is_that_of_the_textbook() {
        let moments = Moments::of(&[2, 4, 4, 4, 5, 5, 7, 9].into_iter().collect());
        assert_eq!((moments.mean(), moments.variance()), (Some(5.0), Some(32.0 / 7.0)));
        assert_eq!(moments.standard_error(), Some((4.0f64 / 7.0).sqrt()));
    }

    #[test]
    fn what_does_not_vary_has_no_variance_however_large() {
        let moments = Moments::of(&std::iter::repeat_n(987_654_321_987, 1000).collect());
        assert_eq!(moments.variance(), Some(0.0));
    }

    #[test]
    fn one_value_tells_nothing_of_its_error() {
        assert_eq!(Moments::of(&[3].into_iter().collect()).standard_error(), None);
        assert_eq!(Moments::default().mean(), None);
    }

    #[test]
    fn covariance_is_exact_for_negative_sums_too() {
        let (x, y) = ([-7i128, 2, -4], [5i128, -1, -6]);
        let products = x.iter().zip(y).map(|(x, y)| x * y).sum();
        // Means -3 and -2/3; deviations (-4, 5, -1) and (17/3, -1/3, -16/3): sum of products -19.
        assert_eq!(covariance(3, x.iter().sum(), y.iter().sum(), products), Some(-9.5));
    }
}
