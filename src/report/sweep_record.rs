//! `sweep.json`: what it takes to repeat a sweep or to go on with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::FileRecord;

/// The name of the file that records what a sweep was made of.
pub const SWEEP_RECORD: &str = "sweep.json";

/// The name of the page of a sweep.
pub const SWEEP_PAGE: &str = "sweep.html";

/// The record of what went into a sweep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SweepRecord {
    /// The version of the program.
    pub version: String,
    /// The name of the scenario.
    pub scenario: String,
    /// How values that are drawn once a campaign are spread over the campaigns.
    pub sampling: String,
    /// Every file that was read, with its hash.
    pub files: Vec<FileRecord>,
    /// Changes by the command line, as typed.
    pub overrides: Vec<String>,
    /// The paths that were varied: `PATH=VALUES`, each value as it was set.
    pub vary: Vec<String>,
    /// The figures that were asked for.
    pub figures: Vec<String>,
    /// The number of cells.
    pub cells: usize,
    /// The first days of all campaigns, each once, in order: a file that begins today is another sweep tomorrow.
    #[serde(default)]
    pub starts: Vec<String>,
    /// The SHA-256 of every report; none while the tables are being written.
    pub reports: BTreeMap<String, String>,
    /// Files of an earlier sweep that stand beside them and were not made anew, likewise.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub older: BTreeMap<String, String>,
}

impl SweepRecord {
    /// The record in these bytes, if they are one.
    pub fn read(bytes: &[u8]) -> Option<SweepRecord> {
        serde_json::from_slice(bytes).ok()
    }

    /// Is this the record of the same sweep, finished or not?
    pub fn is_same(&self, other: &SweepRecord) -> bool {
        let plain =
            |record: &SweepRecord| SweepRecord { reports: BTreeMap::new(), older: BTreeMap::new(), ..record.clone() };
        plain(self) == plain(other)
    }

    /// As JSON, its keys in the order of the fields.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("a record of text and numbers is always JSON");
        json.push(b'\n');
        json
    }
}
