//! How often each real number occurred: the counterpart of a histogram for ratios and their differences.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

/// How many different values are kept exactly.
const EXACT: usize = 1 << 18;
/// The bits of a number that are dropped beyond that: what is left tells numbers apart that differ by one part in two million.
const COARSE: u32 = 31;

/// Counts of finite real numbers.
///
/// Up to 262,144 different values are kept exactly. If there are more, all are rounded towards zero by less than one
/// part in two million, so memory is bounded; whether they are depends on the values alone, not on the order of arrival.
#[derive(Debug, Clone, Default)]
pub struct Spread {
    counts: HashMap<i64, u64, BuildHasherDefault<FxHasher>>,
    dropped: u32,
}

impl Spread {
    /// Counts `value` once. It must be finite.
    #[inline]
    pub fn add(&mut self, value: f64) {
        debug_assert!(value.is_finite());
        self.add_times(value, 1);
    }

    fn add_times(&mut self, value: f64, times: u64) {
        // Adding zero turns -0 into 0.
        let bits = (value + 0.0).to_bits() as i64;
        *self.counts.entry(bits >> self.dropped << self.dropped).or_default() += times;
        if self.counts.len() > EXACT && self.dropped == 0 {
            self.coarsen();
        }
    }

    #[cold]
    fn coarsen(&mut self) {
        self.dropped = COARSE;
        for (bits, count) in std::mem::take(&mut self.counts) {
            *self.counts.entry(bits >> COARSE << COARSE).or_default() += count;
        }
    }

    /// Adds all that `other` counted.
    pub fn merge(&mut self, other: &Spread) {
        if other.dropped > self.dropped {
            self.coarsen();
        }
        for (&bits, &count) in &other.counts {
            self.add_times(f64::from_bits(bits as u64), count);
        }
    }

    /// The values that occurred, in ascending order, each with its count.
    pub fn counts(&self) -> Vec<(f64, u64)> {
        let mut counts: Vec<(f64, u64)> =
            self.counts.iter().map(|(&bits, &count)| (f64::from_bits(bits as u64), count)).collect();
        counts.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        counts
    }
}

impl PartialEq for Spread {
    fn eq(&self, other: &Spread) -> bool {
        self.dropped == other.dropped && self.counts == other.counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(values: impl IntoIterator<Item = f64>) -> Spread {
        let mut spread = Spread::default();
        values.into_iter().for_each(|value| spread.add(value));
        spread
    }

    #[test]
    fn few_values_are_exact_and_zero_has_no_sign() {
        let counts = spread([1.1, -2.5, 0.0, 1.1, -0.0]).counts();
        assert_eq!(counts, [(-2.5, 1), (0.0, 2), (1.1, 2)]);
    }

    #[test]
    fn many_values_are_rounded_to_one_part_in_two_million_in_whatever_order_they_come() {
        let values: Vec<f64> = (0..400_000).map(|i| (f64::from(i) - 200_000.0) / 7.0).collect();
        let forward = spread(values.iter().copied());
        assert!(forward.counts().len() > 300_000);
        let mut merged = spread(values[..150_000].iter().copied());
        merged.merge(&spread(values[150_000..].iter().rev().copied()));
        assert!(forward == merged);
        for (kept, value) in forward.counts().iter().zip(&values) {
            assert!((kept.0 - value).abs() <= value.abs() / 2e6, "{} for {value}", kept.0);
        }
    }
}
