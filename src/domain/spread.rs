//! How often each real number occurred: the counterpart of a histogram for ratios and their differences.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::runs::runs;

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

    /// Counts each value once; values that repeat are looked up once.
    #[inline]
    pub fn add_each(&mut self, values: impl Iterator<Item = f64>) {
        runs(values, |value, times| {
            debug_assert!(value.is_finite());
            self.add_times(value, times);
        });
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
        if self.counts.is_empty() {
            self.clone_from(other);
            return;
        }
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

/// A spread as it is written: what it counted, so that equal spreads are the same bytes whatever order they were
/// counted in.
#[derive(Serialize, Deserialize)]
struct Written {
    coarse: bool,
    counts: Vec<(f64, u64)>,
}

impl Serialize for Spread {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { coarse: self.dropped > 0, counts: self.counts() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Spread {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Spread, D::Error> {
        let Written { coarse, counts } = Written::deserialize(deserializer)?;
        let dropped = if coarse { COARSE } else { 0 };
        let kept = |value: f64| {
            let bits = value.to_bits() as i64;
            value.is_finite() && value.to_bits() != (-0.0_f64).to_bits() && bits >> dropped << dropped == bits
        };
        let ascending = counts.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let total = counts.iter().try_fold(0, |total: u64, &(_, count)| total.checked_add(count));
        let sound = counts.iter().all(|&(value, count)| kept(value) && count > 0);
        let is_coarse_of_nothing = coarse && counts.is_empty();
        if !ascending || total.is_none() || !sound || is_coarse_of_nothing || (!coarse && counts.len() > EXACT) {
            return Err(D::Error::custom("the values of a spread are finite and ascend, and each occurs"));
        }
        let counts = counts.into_iter().map(|(value, count)| (value.to_bits() as i64, count)).collect();
        Ok(Spread { counts, dropped })
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
        merged.merge(&Spread::default());
        let mut of_nothing = Spread::default();
        of_nothing.merge(&merged);
        assert!(of_nothing == merged);
        assert!(forward == merged);
        let written = postcard::to_stdvec(&merged).expect("it can be written");
        assert!(written == postcard::to_stdvec(&forward).expect("it can be written"));
        assert!(postcard::from_bytes::<Spread>(&written).expect("it can be read") == forward);
        for (kept, value) in forward.counts().iter().zip(&values) {
            assert!((kept.0 - value).abs() <= value.abs() / 2e6, "{} for {value}", kept.0);
        }
    }

    #[test]
    fn what_no_spread_writes_is_not_read() {
        let read = |counts: &str, coarse: bool| {
            serde_json::from_str::<Spread>(&format!(r#"{{ "coarse": {coarse}, "counts": {counts} }}"#))
        };
        assert_eq!(read("[[-0.1,2],[0.0,1]]", false).expect("it is sound").counts(), [(-0.1, 2), (0.0, 1)]);
        assert_eq!(read("[[1.5,3]]", true).expect("it is sound").counts(), [(1.5, 3)]);
        for wrong in ["[[2.0,1],[1.0,1]]", "[[1.0,0]]", "[[-0.0,1]]", "[[1.0,18446744073709551615],[2.0,1]]"] {
            assert!(read(wrong, false).is_err(), "{wrong}");
        }
        assert!(read("[[0.1,1]]", true).is_err(), "it has more digits than a rounded value");
        assert!(read("[]", true).is_err(), "there is nothing to be rounded");
    }
}
