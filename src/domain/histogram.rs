//! How often each whole number occurred: exact, mergeable in any order, and no larger for more trials.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::runs::runs;

/// The widest stretch of values that is counted in a table; what lies outside it is counted in a map.
const WINDOW: i64 = 1 << 14;

/// How many different values are counted value by value where many are counted at once.
const NARROW: u32 = 8;

/// Counts of whole numbers.
///
/// The values met are mostly small and close together, so they are counted in a table that grows to hold them. A value
/// too far from the others goes into a map instead: which of the two holds it depends on the order of arrival, what is
/// read does not.
#[derive(Debug, Clone, Default)]
pub struct Histogram {
    first: i64,
    table: Vec<u64>,
    far: HashMap<i64, u64, BuildHasherDefault<FxHasher>>,
}

impl Histogram {
    /// Counts `value` once.
    #[inline]
    pub fn add(&mut self, value: i64) {
        self.add_times(value, 1);
    }

    /// Counts each of `values` once.
    #[inline(always)]
    pub fn add_all(&mut self, values: &[i32]) {
        let least = values.iter().fold(i32::MAX, |least, &value| least.min(value));
        let largest = values.iter().fold(i32::MIN, |largest, &value| largest.max(value));
        if largest.abs_diff(least) < NARROW {
            // Going through all of them for each value is quick, since no step waits for the one before.
            for value in least..=largest {
                let times = values.iter().map(|&other| i32::from(other == value)).sum::<i32>();
                self.add_times(value.into(), times as u64);
            }
        } else {
            values.iter().for_each(|&value| self.add(value.into()));
        }
    }

    /// Counts each value once, whole runs of a value together.
    #[inline]
    pub fn add_each(&mut self, values: impl Iterator<Item = i64>) {
        runs(values, |value, times| self.add_times(value, times));
    }

    /// Counts `value` as often as stated.
    #[inline]
    pub fn add_times(&mut self, value: i64, times: u64) {
        match self.table.get_mut(value.wrapping_sub(self.first) as usize) {
            Some(count) => *count += times,
            None => self.add_outside(value, times),
        }
    }

    #[cold]
    fn add_outside(&mut self, value: i64, times: u64) {
        if times == 0 {
            return;
        }
        if self.table.is_empty() {
            self.first = value;
        }
        let end = self.first + self.table.len() as i64;
        let (first, last) = (self.first.min(value), (end - 1).max(value));
        if last.abs_diff(first) >= WINDOW as u64 {
            *self.far.entry(value).or_default() += times;
            return;
        }
        if value < self.first {
            let room = (self.first - value) as usize;
            self.table.splice(0..0, std::iter::repeat_n(0, room));
            self.first = value;
        } else {
            self.table.resize((value - self.first) as usize + 1, 0);
        }
        self.table[(value - self.first) as usize] += times;
    }

    /// Adds all that `other` counted.
    pub fn merge(&mut self, other: &Histogram) {
        for (value, count) in other.unordered() {
            self.add_times(value, count);
        }
    }

    /// The values that occurred, in ascending order, each with its count.
    pub fn counts(&self) -> Vec<(i64, u64)> {
        let mut counts: Vec<(i64, u64)> = self.unordered().collect();
        counts.sort_unstable();
        // A far value may have come into reach of the table after it was first met.
        counts.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 += later.1;
            }
            same
        });
        counts
    }

    /// How many values were counted.
    pub fn total(&self) -> u64 {
        self.unordered().map(|(_, count)| count).sum()
    }

    /// How often `value` occurred.
    pub fn count(&self, value: i64) -> u64 {
        let near = self.table.get(value.wrapping_sub(self.first) as usize).copied().unwrap_or_default();
        near + self.far.get(&value).copied().unwrap_or_default()
    }

    fn unordered(&self) -> impl Iterator<Item = (i64, u64)> + '_ {
        let near = self.table.iter().zip(self.first..).map(|(&count, value)| (value, count));
        near.filter(|&(_, count)| count > 0).chain(self.far.iter().map(|(&value, &count)| (value, count)))
    }
}

impl PartialEq for Histogram {
    fn eq(&self, other: &Histogram) -> bool {
        self.counts() == other.counts()
    }
}

impl FromIterator<i64> for Histogram {
    fn from_iter<I: IntoIterator<Item = i64>>(values: I) -> Histogram {
        let mut histogram = Histogram::default();
        values.into_iter().for_each(|value| histogram.add(value));
        histogram
    }
}

/// Written as what was counted, so that equal histograms are the same bytes whatever order they were counted in.
impl Serialize for Histogram {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.counts().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Histogram {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Histogram, D::Error> {
        let counts = Vec::<(i64, u64)>::deserialize(deserializer)?;
        let ascending = counts.windows(2).all(|pair| pair[0].0 < pair[1].0);
        let total = counts.iter().try_fold(0, |total: u64, &(_, count)| total.checked_add(count));
        if !ascending || total.is_none() || counts.iter().any(|&(_, count)| count == 0) {
            return Err(D::Error::custom("the values of a histogram ascend, and each occurs"));
        }
        // All into the map: a table would make two values far apart take more memory than they take in a file.
        Ok(Histogram { far: counts.into_iter().collect(), ..Histogram::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_far_apart_are_counted_like_close_ones() {
        let histogram: Histogram = [5, -3, 5, 40_000_000, -3, 9, i64::from(i32::MIN)].into_iter().collect();
        let expected = [(i64::from(i32::MIN), 1), (-3, 2), (5, 2), (9, 1), (40_000_000, 1)];
        assert_eq!(histogram.counts(), expected);
        assert_eq!((histogram.count(-3), histogram.count(40_000_000), histogram.count(6)), (2, 1, 0));
    }

    #[test]
    fn what_no_histogram_writes_is_not_read() {
        for wrong in ["[[2,1],[1,1]]", "[[1,1],[1,1]]", "[[1,0]]", "[[1,18446744073709551615],[2,1]]"] {
            assert!(serde_json::from_str::<Histogram>(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn counting_in_parts_and_in_any_order_gives_the_same(
            values in prop::collection::vec(prop_oneof![-50i64..50, -40_000i64..40_000, -9_000_000i64..9_000_000], 0..300),
            cut in 0usize..300,
        ) {
            let whole: Histogram = values.iter().copied().collect();
            let (one, two) = values.split_at(cut.min(values.len()));
            let mut parts: Histogram = two.iter().rev().copied().collect();
            parts.merge(&one.iter().copied().collect());
            prop_assert_eq!(&whole, &parts);
            prop_assert_eq!(whole.total(), values.len() as u64);
            let written = serde_json::to_string(&whole).expect("it can be written");
            prop_assert_eq!(&written, &serde_json::to_string(&parts).expect("it can be written"));
            let mut read: Histogram = serde_json::from_str(&written).expect("it can be read");
            prop_assert_eq!(&read, &whole);
            read.merge(&whole);
            prop_assert_eq!(read.total(), 2 * whole.total());
        }
    }
}
