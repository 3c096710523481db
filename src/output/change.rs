//! A change of a set of files, and how one that was interrupted is finished.

use std::io;
use std::path::{Path, PathBuf};

use crate::report::{ChangeRecord, ReportFile};

use super::OutputError;
use super::files::{Files, Found};
use super::lock::{Lock, PATIENCE};
use super::record::{Hashes, Record};

/// What the names of files and folders begin with that are gone once a command is done.
const HIDDEN: &str = ".inmail-sim-";

/// The name of the record of a change before it is put in place; no report is called so.
const CHANGE: &str = "change";

/// The folder for files of this set until all of them are there.
pub(super) fn staging(folder: &Path, set: &str) -> PathBuf {
    folder.join(format!("{HIDDEN}{set}"))
}

/// The name of a file until all of it is there; another each time.
pub(super) fn hidden_name() -> String {
    use std::hash::{BuildHasher, RandomState};
    format!("{HIDDEN}{:016x}", RandomState::new().hash_one(()))
}

/// Makes a folder if need be, keeps others out of it, and tidies up what interrupted commands left: changes are finished,
/// what was not begun is removed. What cannot be finished is a failure for the set with this record alone.
pub(super) fn enter(files: &Files, folder: &Path, record: Option<&str>) -> Result<Lock, OutputError> {
    let failed = |error| OutputError::Io(folder.to_owned(), error);
    files.make_folder(folder).map_err(failed)?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let lock = Lock::wait(folder, PATIENCE).map_err(failed)?.ok_or_else(|| OutputError::Busy(folder.to_owned()))?;
    for name in files.names(folder, HIDDEN).map_err(failed)? {
        let (path, set) = (folder.join(&name), &name[HIDDEN.len()..]);
        let is_staging = set.ends_with(".json") || set.starts_with("unfinished");
        if is_staging && path.symlink_metadata().is_ok_and(|found| found.is_dir()) {
            let finished = finish(files, folder, set);
            if record == Some(set) {
                finished?;
            }
        } else if lock.holds && matches!(set.len(), 6 | 16) && set.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            // It will be tried again.
            let _ = files.remove(&path);
        }
    }
    Ok(lock)
}

/// Finishes a change of this set if one was begun, and removes what was staged.
fn finish(files: &Files, folder: &Path, set: &str) -> Result<(), OutputError> {
    let record = Record::read(files, &folder.join(set)).map_err(|error| OutputError::Io(folder.join(set), error))?;
    if let Record::Changing(record) = record {
        let change = Change { files, folder, set, record };
        if change.can_be_finished()? {
            return change.carry_out();
        }
    }
    files.remove_folder(&staging(folder, set)).map_err(|error| OutputError::Io(folder.to_owned(), error))
}

/// A change of the set whose record has this name.
pub(super) struct Change<'a> {
    pub(super) files: &'a Files,
    pub(super) folder: &'a Path,
    pub(super) set: &'a str,
    pub(super) record: ChangeRecord,
}

impl Change<'_> {
    /// Writes the files of the new set, but not yet under their names, and then the record of what is coming in place of
    /// that of what was. If it fails, all is as before.
    pub(super) fn begin(&self, new: &[ReportFile]) -> Result<(), OutputError> {
        let stage = || -> Result<(), OutputError> {
            let staging = staging(self.folder, self.set);
            self.files.make_folder(&staging).map_err(|error| OutputError::Io(self.folder.to_owned(), error))?;
            for ReportFile { name, bytes } in new {
                self.files.create(&self.staged(name), bytes).map_err(|error| self.failed(name, error))?;
            }
            let begin = || -> io::Result<()> {
                self.files.create(&self.staged(CHANGE), &self.record.to_json())?;
                self.files.sync_folder(&staging)?;
                self.files.rename(&self.staged(CHANGE), &self.folder.join(self.set))
            };
            begin().map_err(|error| self.failed(self.set, error))
        };
        stage().inspect_err(|_| drop(self.files.remove_folder(&staging(self.folder, self.set))))
    }

    /// Puts the new files in place, removes those that the new set does not have, and last puts its record in place.
    pub(super) fn carry_out(&self) -> Result<(), OutputError> {
        let (mut name, files) = (self.set, self.files);
        let mut carry_out = || -> io::Result<()> {
            files.sync_folder(self.folder)?;
            for new in self.record.to.keys() {
                name = new;
                if self.staged(new).symlink_metadata().is_ok() {
                    files.rename(&self.staged(new), &self.folder.join(new))?;
                }
            }
            for (old, hash) in self.record.from.iter().filter(|(old, _)| !self.record.to.contains_key(*old)) {
                name = old;
                // What was changed since belongs to whoever changed it.
                if files.find(&self.folder.join(old))? == Found::File(hash.clone()) {
                    files.remove(&self.folder.join(old))?;
                }
            }
            name = self.set;
            files.sync_folder(self.folder)?;
            files.rename(&self.staged(self.set), &self.folder.join(self.set))?;
            files.sync_folder(self.folder)
        };
        carry_out().map_err(|error| OutputError::Halfway {
            folder: self.folder.to_owned(),
            name: name.to_owned(),
            record: self.set.to_owned(),
            error,
        })?;
        // The set is whole; should this fail, the next command tries again.
        let _ = files.remove_folder(&staging(self.folder, self.set));
        Ok(())
    }

    /// Is each new file in its place, or staged as it should be? Files of persons may have come in their way since.
    fn can_be_finished(&self) -> Result<bool, OutputError> {
        let find = |path: PathBuf| self.files.find(&path).map_err(|error| OutputError::Io(path, error));
        let ChangeRecord { from, to, .. } = &self.record;
        let is = |hashes: &Hashes, name: &str, hash: &str| hashes.get(name).is_some_and(|own| own == hash);
        let mut in_the_way = Vec::new();
        for (name, new) in to {
            let staged = find(self.staged(name))?;
            match find(self.folder.join(name))? {
                Found::File(hash) if hash == *new => {}
                // It is one that stays as it is.
                _ if staged == Found::Nothing && is(from, name, new) => {}
                _ if staged != Found::File(new.clone()) => return Ok(false),
                Found::Nothing => {}
                Found::File(hash) if is(from, name, &hash) => {}
                _ => in_the_way.push(name.clone()),
            }
        }
        if !matches!(find(self.staged(self.set))?, Found::File(_)) {
            return Ok(false);
        }
        if in_the_way.is_empty() { Ok(true) } else { Err(OutputError::InTheWay(self.folder.to_owned(), in_the_way)) }
    }

    fn staged(&self, name: &str) -> PathBuf {
        staging(self.folder, self.set).join(name)
    }

    fn failed(&self, name: &str, error: io::Error) -> OutputError {
        OutputError::Io(self.folder.join(name), error)
    }
}
