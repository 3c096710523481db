//! What stands in place of the record of a set of files while the set is being replaced.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The files of a set before and after a change. Each is still the one or already the other, as its hash tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRecord {
    /// What this is, for people who open it.
    changing: String,
    /// The files before, by name, each with the SHA-256 of its content.
    pub from: BTreeMap<String, String>,
    /// The files after.
    pub to: BTreeMap<String, String>,
}

impl ChangeRecord {
    /// The record of a change.
    pub fn new(from: BTreeMap<String, String>, to: BTreeMap<String, String>) -> ChangeRecord {
        let changing = "these files are being replaced, and each is still the old or already the new one; if no command \
                        is at work here, one was interrupted, and the next that writes here finishes what it began";
        ChangeRecord { changing: changing.into(), from, to }
    }

    /// The record in these bytes, if they are one.
    pub fn read(bytes: &[u8]) -> Option<ChangeRecord> {
        serde_json::from_slice(bytes).ok()
    }

    /// As JSON, its keys in the order of the fields.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).expect("a record of text is always JSON");
        json.push(b'\n');
        json
    }
}
