//! A part of a run: some of the trials, to be played apart from the others.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One of several contiguous parts into which the trials of a run are cut, as equal as whole trials allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// All trials in one part.
    pub const WHOLE: Shard = Shard { number: 1, of: 1 };

    /// The part with this number, from 1, of so many; nothing if there is no such part.
    pub fn new(number: u32, of: u32) -> Option<Shard> {
        (1..=of).contains(&number).then_some(Shard { number, of })
    }

    /// Which part it is, from 1.
    pub fn number(self) -> u32 {
        self.number
    }

    /// How many parts there are.
    pub fn of(self) -> u32 {
        self.of
    }

    /// Its trials, counted from 0, of so many; empty only if there are fewer trials than parts.
    pub fn part(self, trials: u64) -> Range<u64> {
        let before = |parts: u32| (u128::from(trials) * u128::from(parts) / u128::from(self.of)) as u64;
        before(self.number - 1)..before(self.number)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl TryFrom<(u32, u32)> for Shard {
    type Error = String;

    fn try_from((number, of): (u32, u32)) -> Result<Shard, String> {
        Shard::new(number, of).ok_or_else(|| format!("there is no shard {number}/{of}"))
    }
}

impl From<Shard> for (u32, u32) {
    fn from(shard: Shard) -> (u32, u32) {
        (shard.number, shard.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_all_trials_one_after_the_other_and_nearly_equal() {
        for (trials, of) in [(100_000, 7), (7, 7), (8, 3), (1, 1), (1_000_000_000, 999_999), (u64::MAX, 3)] {
            let parts: Vec<Range<u64>> = (1..=of).map(|number| Shard { number, of }.part(trials)).collect();
            assert_eq!((parts[0].start, parts[parts.len() - 1].end), (0, trials));
            assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
            let lengths = parts.iter().map(|part| part.end - part.start);
            assert!(lengths.clone().max() <= lengths.min().map(|least| least + 1), "{trials} in {of}");
        }
    }

    #[test]
    fn shards_are_counted_from_1() {
        assert!(Shard::new(0, 3).is_none() && Shard::new(4, 3).is_none() && Shard::new(0, 0).is_none());
        assert_eq!(Shard::new(3, 3).map(|shard| shard.to_string()), Some("3/3".into()));
    }
}
