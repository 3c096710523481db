//! Why tallies are not taken.

use std::fmt;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use super::{Difference, ReadError};
use crate::domain::shard::Shard;

/// Why a shard is not played, or tallies are not merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A shard of several scenario files is asked for.
    SeveralScenarios(usize),
    /// The scenario may stop before all trials are played.
    Precision,
    /// Shards would be left without a trial.
    TooManyShards(Shard, u64),
    /// A file cannot be read, for this reason.
    Unreadable(PathBuf, String),
    /// A file is not a sound tally.
    Unsound(PathBuf, ReadError),
    /// Another version of the program played it; this one is the second.
    OtherVersion(PathBuf, String, &'static str),
    /// The scenario in a tally does not compile to the cases that were played.
    OtherCases(PathBuf),
    /// A tally is of another run than the first one that was given.
    OtherRun(PathBuf, PathBuf, Vec<Difference>),
    /// Where a shard is to be written there is a tally of another run.
    TakenByOtherRun(PathBuf, Vec<Difference>),
    /// Where a shard is to be written there is another one of the same run.
    TakenByOtherShard(PathBuf, Shard, Shard),
    /// Where a shard is to be written there is something else.
    Taken(PathBuf, ReadError),
    /// A shard is given twice, in these files.
    Twice(Shard, PathBuf, PathBuf),
    /// These shards, of so many, are not given: each range of them, in order.
    Missing(Vec<RangeInclusive<u32>>, u32),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = "nothing was overwritten, move it away or choose another file for `--tally`";
        match self {
            Refusal::SeveralScenarios(number) => {
                write!(f, "`--tally` is for one scenario file, not for {number}; play them apart")
            }
            Refusal::Precision => f.write_str(
                "a shard cannot know when all of them are precise enough; take `precision` out of the scenario and \
                 choose the number of `trials`",
            ),
            Refusal::TooManyShards(shard, trials) => write!(
                f,
                "`--shard {shard}` leaves shards without a trial: there are {trials} trials; choose no more shards than \
                 that"
            ),
            Refusal::Unreadable(file, reason) => write!(f, "cannot read `{}`: {reason}", file.display()),
            Refusal::Unsound(file, error) => write!(f, "`{}` {error}", file.display()),
            Refusal::OtherVersion(file, version, this) => write!(
                f,
                "`{}` was played by version {version} of inmail-sim, and this is {this}; merge it with that version",
                file.display()
            ),
            Refusal::OtherCases(file) => write!(
                f,
                "the scenario in `{}` does not come to the cases that were played; merge it on such a machine and with \
                 such a program as played it",
                file.display()
            ),
            Refusal::OtherRun(file, first, differences) => write!(
                f,
                "`{}` is of another run than `{}`: {}; merge them apart",
                file.display(),
                first.display(),
                all(differences)
            ),
            Refusal::TakenByOtherRun(file, differences) => {
                write!(f, "`{}` is a tally of another run: {}; {kept}", file.display(), all(differences))
            }
            Refusal::TakenByOtherShard(file, there, asked) => {
                write!(f, "`{}` is shard {there}, not {asked}; {kept}", file.display())
            }
            Refusal::Taken(file, error) => write!(f, "`{}` is in the way and {error}; {kept}", file.display()),
            Refusal::Twice(shard, first, second) => write!(
                f,
                "shard {shard} is given twice, in `{}` and in `{}`; leave one of them out",
                first.display(),
                second.display()
            ),
            Refusal::Missing(ranges, of) => {
                let number: u64 = ranges.iter().map(|range| u64::from(range.end() - range.start()) + 1).sum();
                let are = if number == 1 { "is" } else { "are" };
                write!(f, "{number} of {of} shards {are} missing: {}; play them and merge again", list(ranges))
            }
        }
    }
}

impl std::error::Error for Refusal {}

fn all(differences: &[Difference]) -> String {
    differences.iter().map(Difference::to_string).collect::<Vec<_>>().join(", ")
}

/// The numbers as job arrays take them: `2,5,7-9`.
fn list(ranges: &[RangeInclusive<u32>]) -> String {
    let written = ranges.iter().map(|range| match (range.start(), range.end()) {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}-{last}"),
    });
    written.collect::<Vec<_>>().join(",")
}
