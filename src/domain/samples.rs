//! Empirical distributions: values met in practice, each as likely as the others.

use std::sync::Arc;

/// Values in ascending order, at least one, none of them NaN. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Samples(Arc<[f64]>);

/// Clones are known to be equal without a look at millions of values.
impl PartialEq for Samples {
    fn eq(&self, other: &Samples) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Samples {
    /// The samples `values`, or nothing if there are none.
    pub(super) fn new(mut values: Vec<f64>) -> Option<Samples> {
        values.sort_by(f64::total_cmp);
        (!values.is_empty()).then(|| Samples(values.into()))
    }

    pub(super) fn smallest(&self) -> f64 {
        self.0[0]
    }

    pub(super) fn largest(&self) -> f64 {
        self.0[self.0.len() - 1]
    }

    pub(super) fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.0.len() as f64
    }

    /// The share of values at or below `x`.
    pub(super) fn cdf(&self, x: f64) -> f64 {
        self.0.partition_point(|&value| value <= x) as f64 / self.0.len() as f64
    }

    /// Value number floor(u n) of n in ascending order, counted from 0: each value for an equal part of the `u`.
    pub(super) fn quantile(&self, u: f64) -> f64 {
        let place = (u * self.0.len() as f64) as usize;
        self.0[place.min(self.0.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_has_an_equal_part() {
        let samples = Samples::new(vec![3.0, 1.0, 2.0, 2.0]).unwrap();
        let quantiles = [0.0, 0.24, 0.25, 0.74, 0.75, 1.0 - 1e-16, 1.0].map(|u| samples.quantile(u));
        assert_eq!(quantiles, [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 3.0]);
        assert_eq!([0.9, 1.0, 2.0, 2.5, 3.0].map(|x| samples.cdf(x)), [0.0, 0.25, 0.75, 0.75, 1.0]);
        assert_eq!((samples.smallest(), samples.mean(), samples.largest()), (1.0, 2.0, 3.0));
        assert_eq!(Samples::new(Vec::new()), None);
    }
}
