//! The record of a set of files, by which a folder knows which files are a command's own.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use crate::report::ChangeRecord;

use super::files::Files;

/// Names of files, each with the SHA-256 of its content.
pub type Hashes = BTreeMap<String, String>;

/// No record is longer [bytes].
const LONGEST: u64 = 10_000_000;

/// What stands under the name of a record.
#[derive(Debug)]
pub(super) enum Record {
    /// Nothing, or something that is no record.
    None,
    /// The set is whole, with these files.
    Whole(Hashes),
    /// The set is being replaced, or was when a command was interrupted.
    Changing(ChangeRecord),
}

impl Record {
    /// Reads the record at this path.
    pub(super) fn read(files: &Files, path: &Path) -> io::Result<Record> {
        let Some(bytes) = files.read(path, LONGEST)? else { return Ok(Record::None) };
        Ok(match (ChangeRecord::read(&bytes), recorded(&bytes)) {
            (Some(change), _) if is_plain(&change.from) && is_plain(&change.to) => Record::Changing(change),
            (None, reports) if !reports.is_empty() => Record::Whole(reports),
            _ => Record::None,
        })
    }

    /// Is the file of this name and content one of the set?
    pub(super) fn owns(&self, name: &str, hash: &str) -> bool {
        let has = |hashes: &Hashes| hashes.get(name).is_some_and(|own| own == hash);
        match self {
            Record::None => false,
            Record::Whole(hashes) => has(hashes),
            Record::Changing(change) => has(&change.from) || has(&change.to),
        }
    }

    /// The files of the set; of one that is being replaced, all of before and after.
    pub(super) fn hashes(&self) -> Hashes {
        match self {
            Record::None => Hashes::new(),
            Record::Whole(hashes) => hashes.clone(),
            Record::Changing(change) => change.from.clone().into_iter().chain(change.to.clone()).collect(),
        }
    }
}

/// The files that a record lists, with their hashes, and the older ones that it left; none if it is not the record of a
/// whole set.
pub(super) fn recorded(bytes: &[u8]) -> Hashes {
    let read = || -> Option<Hashes> {
        let record: serde_json::Value = serde_json::from_slice(bytes).ok()?;
        let files = |key: &str| serde_json::from_value::<Hashes>(record.get(key)?.clone()).ok();
        Some(files("older").unwrap_or_default().into_iter().chain(files("reports")?).collect())
    };
    read().filter(is_plain).unwrap_or_default()
}

/// The name and the hash of the file that a run was about, as its record has them.
pub(super) fn source(bytes: &[u8]) -> Option<(String, String)> {
    let record: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let first = record.get("files")?.get(0)?;
    let text = |key: &str| Some(first.get(key)?.as_str()?.to_owned());
    text("name").zip(text("sha256"))
}

/// Do all names lie in the folder of the record? One with a path in it is none that a command wrote.
fn is_plain(hashes: &Hashes) -> bool {
    hashes.keys().all(|name| Path::new(name).file_name().is_some_and(|file| file == name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_that_names_other_folders_is_not_believed() {
        assert!(recorded(br#"{ "reports": { "../a.csv": "00" } }"#).is_empty());
        assert!(recorded(b"{}").is_empty() && recorded(b"not JSON").is_empty());
        assert_eq!(recorded(br#"{ "reports": { "a.csv": "00" } }"#).len(), 1);
        assert_eq!(recorded(br#"{ "reports": { "a.csv": "00" }, "older": { "a.png": "00" } }"#).len(), 2);
        assert!(recorded(br#"{ "reports": { "a.csv": "00" }, "older": { "../a.png": "00" } }"#).is_empty());
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("run.json");
        for (name, believed) in [("../a.csv", false), ("a.csv", true)] {
            let change = ChangeRecord::new(Hashes::new(), [(name.into(), "00".into())].into());
            std::fs::write(&path, change.to_json()).expect("it can be written");
            let read = Record::read(&Files::default(), &path).expect("it can be read");
            assert_eq!(matches!(read, Record::Changing(_)), believed, "{name}");
        }
    }
}
