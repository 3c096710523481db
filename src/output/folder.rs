//! A folder that takes the files of a run.

use std::path::{Path, PathBuf};

use crate::report::{ChangeRecord, RECORD, ReportFile, sha256};

use super::OutputError;
use super::change::{Change, enter, staging};
use super::files::{Files, Found};
use super::record::{Hashes, Record, recorded, source};

/// A folder that is ready to take the files of a run.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// The name of the record that lists the files of a run.
    record: &'static str,
    files: Files,
    /// The files that an earlier run wrote here.
    earlier: Record,
    /// The name and the hash of the file that it was about.
    source: Option<(String, String)>,
}

impl Folder {
    /// Makes the folder for the files of `run` if need be, finishes what an interrupted run began to write there, and sees
    /// whether it can be written to.
    pub fn open(path: PathBuf) -> Result<Folder, OutputError> {
        Folder::open_for(path, RECORD)
    }

    /// The same for runs of another kind, which leave each other's files alone: those listed in this record.
    pub fn open_for(path: PathBuf, record: &'static str) -> Result<Folder, OutputError> {
        let files = Files::default();
        let _lock = enter(&files, &path, Some(record))?;
        let failed = |error| OutputError::Io(path.clone(), error);
        let probe = staging(&path, record);
        files.make_folder(&probe).and_then(|()| files.remove_folder(&probe)).map_err(failed)?;
        let earlier = Record::read(&files, &path.join(record)).map_err(failed)?;
        let bytes = files.read(&path.join(record), u64::MAX).map_err(failed)?;
        let source = bytes.filter(|_| matches!(earlier, Record::Whole(_))).and_then(|bytes| source(&bytes));
        Ok(Folder { path, record, files, earlier, source })
    }

    /// The name of the record that lists the files of a run.
    pub fn record(&self) -> &'static str {
        self.record
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    /// Did an earlier run write here?
    pub fn holds_earlier_run(&self) -> bool {
        !self.earlier.hashes().is_empty()
    }

    /// The name and the hash of the file that an earlier run was about, if it was about one.
    pub fn source(&self) -> Option<(&str, &str)> {
        self.source.as_ref().map(|(name, hash)| (name.as_str(), hash.as_str()))
    }

    /// A file of an earlier run that is whole, if nobody has changed it since.
    pub fn own(&self, name: &str) -> Result<Option<Vec<u8>>, OutputError> {
        let path = self.path.join(name);
        let bytes = self.files.read(&path, u64::MAX).map_err(|error| OutputError::Io(path, error))?;
        let is_own = |bytes: &Vec<u8>| match &self.earlier {
            Record::Whole(_) if name == self.record => true,
            Record::Whole(hashes) => hashes.get(name) == Some(&sha256(bytes)),
            _ => false,
        };
        Ok(bytes.filter(is_own))
    }

    /// Is there a file of this name and content?
    pub fn has(&self, name: &str, hash: &str) -> bool {
        self.files.find(&self.path.join(name)).is_ok_and(|found| matches!(found, Found::File(of) if of == hash))
    }

    /// Sees whether these files may be written: none of them is there already, unless an earlier run wrote it.
    pub fn check<'f>(&self, names: impl IntoIterator<Item = &'f str>) -> Result<(), OutputError> {
        self.replaced(&self.earlier, names).map(drop)
    }

    /// Writes a set of files, its record among them, made with the hashes of the set that is there. What an earlier run
    /// wrote and the new record does not list is removed, since it would no longer belong to the rest.
    pub fn write(&self, make: impl FnOnce(&Hashes) -> Vec<ReportFile>) -> Result<(), OutputError> {
        let _lock = enter(&self.files, &self.path, Some(self.record))?;
        let record = self.path.join(self.record);
        // Others may have written here while this run was played.
        let earlier = Record::read(&self.files, &record).map_err(|error| OutputError::Io(record, error))?;
        let own = earlier.hashes();
        let new = make(&own);
        let to = new.iter().find(|file| file.name == self.record).map(|file| recorded(&file.bytes)).unwrap_or_default();
        let mut from = self.replaced(&earlier, new.iter().map(|file| file.name.as_str()))?;
        for (name, hash) in own.iter().filter(|(name, _)| !new.iter().any(|file| file.name == **name)) {
            let path = self.path.join(name);
            match self.files.find(&path).map_err(|error| OutputError::Io(path, error))? {
                Found::File(hash) if earlier.owns(name, &hash) => drop(from.insert(name.clone(), hash)),
                // It stays in the set, whatever has become of it.
                _ if to.get(name) == Some(hash) => drop(from.insert(name.clone(), hash.clone())),
                _ => {}
            }
        }
        from.remove(self.record);
        let record = ChangeRecord::new(from, to);
        let change = Change { files: &self.files, folder: &self.path, set: self.record, record };
        change.begin(&new)?;
        change.carry_out()
    }

    /// The files that are there already of those with these names, with their hashes, unless one is not a run's own.
    fn replaced<'f>(&self, earlier: &Record, names: impl IntoIterator<Item = &'f str>) -> Result<Hashes, OutputError> {
        let (mut there, mut in_the_way) = (Hashes::new(), Vec::new());
        for name in names {
            let path = self.path.join(name);
            match self.files.find(&path) {
                Err(error) => return Err(OutputError::Io(path, error)),
                Ok(Found::Nothing) => {}
                Ok(Found::Other(what)) => return Err(OutputError::NoFile(path, what)),
                Ok(Found::File(hash)) => {
                    // The record cannot hold its own hash; that it is one shows in what it says.
                    let is_record = name == self.record && !matches!(earlier, Record::None);
                    if !is_record && !earlier.owns(name, &hash) {
                        in_the_way.push(name.to_owned());
                    }
                    there.insert(name.to_owned(), hash);
                }
            }
        }
        if in_the_way.is_empty() { Ok(there) } else { Err(OutputError::InTheWay(self.path.clone(), in_the_way)) }
    }
}
