//! What identifies a shard: two tallies belong to one run if their headers differ in the number of the shard alone.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::case::Case;
use crate::domain::hex::hex;
use crate::domain::shard::Shard;
use crate::engine::Settings;
use crate::scenario::Overrides;

/// Which shard of which run a tally is, with everything from which the cases can be compiled again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the program that played it.
    pub version: String,
    /// Which part of the trials was played.
    pub shard: Shard,
    /// What the whole run plays.
    pub settings: Settings,
    /// What the command line changed about the scenario.
    pub overrides: Overrides,
    /// Every file that was read, the scenario first.
    pub inputs: Vec<Input>,
    /// The [`fingerprint`] of the cases that were played.
    pub cases: [u8; 32],
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The path under which it was opened, with `/` between folders.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// In what the headers of two tallies differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What it is that differs.
    pub what: String,
    /// What it is in this tally.
    pub here: String,
    /// What it is in the other.
    pub there: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "its {} is {}, not {}", self.what, self.here, self.there)
    }
}

impl Input {
    /// A file that was opened under this path.
    pub fn new(path: &Path, bytes: Vec<u8>) -> Input {
        Input { path: path.to_string_lossy().replace(MAIN_SEPARATOR_STR, "/"), bytes }
    }

    /// Its name without folders.
    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

impl Header {
    /// The path of the scenario, if there is one.
    pub fn scenario(&self) -> Option<&Path> {
        self.inputs.first().map(|input| Path::new(&input.path))
    }

    /// The files that were read, to compile them again.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.inputs.iter().map(|input| (PathBuf::from(&input.path), input.bytes.clone())).collect()
    }

    /// In what it differs from the header of another tally, but for the number of the shard: nothing if both belong to
    /// the same run. Folders do not matter: shards may be played from copies of the files.
    pub fn differences(&self, other: &Header) -> Vec<Difference> {
        let facts = self.facts().into_iter().zip(other.facts());
        let facts = facts.map(|((what, here), (_, there))| (what.to_owned(), here, there));
        let mut all: Vec<(String, String, String)> = facts.collect();
        if self.inputs.len() == other.inputs.len() {
            let texts = self.inputs.iter().zip(&other.inputs).skip(1).map(|(here, there)| {
                (format!("`{}` (by its SHA-256)", here.name()), text(&here.bytes), text(&there.bytes))
            });
            all.extend(texts);
        }
        all.retain(|(_, here, there)| here != there);
        if all.is_empty() && self.cases != other.cases {
            // The same files and options come to other cases only where numbers are worked out otherwise.
            let what = "machine or build of the program".into();
            all.push((what, hex(&self.cases[..4]), hex(&other.cases[..4])));
        }
        all.into_iter().map(|(what, here, there)| Difference { what, here, there }).collect()
    }

    /// What two tallies must have in common, in the order in which it is told.
    fn facts(&self) -> Vec<(&'static str, String)> {
        // Where a precision is stated, no shard is played.
        let Settings { trials, seed, sampling, precision: _ } = self.settings;
        let Overrides { set, plans, what_ifs, trials: typed_trials, seed: typed_seed, weeks } = &self.overrides;
        let number = |number: u64, typed: bool, option: &str| match typed {
            true => format!("{number} (by `{option}`)"),
            false => number.to_string(),
        };
        let scenario = |fact: fn(&Input) -> String| self.inputs.first().map(fact).unwrap_or_default();
        vec![
            ("version", self.version.clone()),
            ("seed", number(seed, typed_seed.is_some(), "--seed")),
            ("number of trials", number(trials, typed_trials.is_some(), "--trials")),
            ("sampling", sampling.name().into()),
            ("number of shards", self.shard.of().to_string()),
            ("scenario", scenario(|input| format!("`{}`", input.name()))),
            ("scenario text (by its SHA-256)", scenario(|input| text(&input.bytes))),
            ("number of files", self.inputs.len().to_string()),
            ("`--set`", list(set)),
            ("`--plan`", list(plans)),
            ("`--what-if`", list(what_ifs)),
            ("`--weeks`", weeks.map_or("left out".into(), |weeks| weeks.to_string())),
        ]
    }
}

fn list(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    if values.is_empty() { "left out".into() } else { values.join(" and ") }
}

/// A text by its SHA-256, of which enough is shown to tell it from others.
fn text(bytes: &[u8]) -> String {
    format!("{}…", hex(&Sha256::digest(bytes)[..4]))
}

/// What tells some cases from others, for one version of the program: a hash of everything in them, so that it shows
/// whether the same files came to the same cases.
pub fn fingerprint(cases: &[Case]) -> [u8; 32] {
    struct Hashed(Sha256);
    impl Write for Hashed {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.update(text);
            Ok(())
        }
    }
    let mut hashed = Hashed(Sha256::new());
    // Nothing that is written can fail.
    let _ = write!(hashed, "{cases:?}");
    hashed.0.finalize().into()
}
