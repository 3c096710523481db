//! `run.json`: what it takes to repeat a run, and nothing that differs when it is repeated.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::domain::hex::hex;
use crate::domain::precision::Precision;

use super::optimum::OutcomeRecord;
use super::seed::Seed;

/// The record of what went into a run. It holds no times and no folders, so that repeating the run gives the same bytes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunRecord {
    /// The version of the program.
    pub version: String,
    /// The name of the scenario.
    pub scenario: String,
    /// The seed.
    #[serde(serialize_with = "seed")]
    pub seed: u64,
    /// Trials done of each case.
    pub trials: u64,
    /// How values that are drawn once a trial were spread over the trials: `even` or `plain`.
    pub sampling: String,
    /// The precision at which the run could stop early; `None`: it could not.
    pub precision: Option<StopRecord>,
    /// The files that were read, without their folders.
    pub files: Vec<FileRecord>,
    /// The rulebooks in use.
    pub rulebooks: Vec<RulebookRecord>,
    /// Changes by the command line, as typed.
    pub overrides: Vec<String>,
    /// The names of the cases, in order.
    pub cases: Vec<String>,
    /// The first day of each case, whatever word stood for it.
    pub starts: Vec<String>,
    /// What a search came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeRecord>,
    /// The other files of the report, each with the SHA-256 of its content: what a later run may replace.
    pub reports: BTreeMap<String, String>,
    /// Files of an earlier run that stand beside them and were not made anew, likewise.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub older: BTreeMap<String, String>,
}

/// The precision at which a run could stop early, as scenario files write it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum StopRecord {
    /// At this relative standard error of every case's cost per reply.
    Error(f64),
    /// At the event that this word names.
    Word(&'static str),
}

impl StopRecord {
    /// The record of a precision.
    pub fn new(precision: Precision) -> StopRecord {
        match precision {
            Precision::Error(error) => StopRecord::Error(error),
            Precision::Decision => StopRecord::Word(Precision::DECISION),
        }
    }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its name, without a folder that holds only on one machine.
    pub name: String,
    /// The SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

/// A rulebook in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulebookRecord {
    /// Its id in scenario files.
    pub id: String,
    /// Its name for people.
    pub name: String,
}

impl FileRecord {
    /// The record of a file of this name and content.
    pub fn new(name: impl Into<String>, content: &[u8]) -> FileRecord {
        FileRecord { name: name.into(), sha256: sha256(content) }
    }
}

/// The SHA-256 of `content` in hexadecimal digits.
pub fn sha256(content: &[u8]) -> String {
    hex(Sha256::digest(content))
}

/// The same of a content that comes piece by piece.
#[derive(Debug, Clone, Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Takes in the next piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The SHA-256 of all pieces so far, in hexadecimal digits.
    pub fn sha256(&self) -> String {
        hex(self.0.clone().finalize())
    }
}

/// Writes a seed as programs read it.
fn seed<S: Serializer>(seed: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    Seed(*seed).serialize(serializer)
}

/// The record as JSON, its keys in the order of the fields.
pub fn run_json(run: &RunRecord) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(run).expect("a record of text and numbers is always JSON");
    json.push(b'\n');
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_recorded_in_a_fixed_order() {
        let run = RunRecord {
            version: "0.1.0".into(),
            scenario: "which-plan".into(),
            seed: u64::MAX,
            trials: 4096,
            sampling: "even".into(),
            precision: Some(StopRecord::Error(0.01)),
            files: vec![FileRecord::new("which-plan.toml", b"abc")],
            rulebooks: vec![RulebookRecord { id: "article-2025-10".into(), name: "An article".into() }],
            overrides: vec!["weeks=12".into()],
            cases: vec!["career".into(), "career · more".into()],
            starts: vec!["2026-03-02".into(), "2026-09-07".into()],
            outcome: None,
            reports: BTreeMap::from([("summary.csv".into(), "00ff".into())]),
            older: BTreeMap::new(),
        };
        let expected = r#"{
  "version": "0.1.0",
  "scenario": "which-plan",
  "seed": "18446744073709551615",
  "trials": 4096,
  "sampling": "even",
  "precision": 0.01,
  "files": [
    {
      "name": "which-plan.toml",
      "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    }
  ],
  "rulebooks": [
    {
      "id": "article-2025-10",
      "name": "An article"
    }
  ],
  "overrides": [
    "weeks=12"
  ],
  "cases": [
    "career",
    "career · more"
  ],
  "starts": [
    "2026-03-02",
    "2026-09-07"
  ],
  "reports": {
    "summary.csv": "00ff"
  }
}
"#;
        assert_eq!(String::from_utf8(run_json(&run)).unwrap(), expected);
    }
}
