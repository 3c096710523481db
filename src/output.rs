//! The only room that writes files: each under a temporary name, then renamed, and never over what is not a run's own.

mod new_file;
mod stream;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::report::{RECORD, ReportFile, sha256};

pub use new_file::{prepare, write_all_new, write_new};
pub use stream::Stream;

/// A folder that is ready to take the files of a run.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// The name of the record that lists the files of an earlier run.
    record: &'static str,
    /// The files that an earlier run wrote here, by name, with their hashes.
    earlier: BTreeMap<String, String>,
}

/// A reason why files could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// A folder or file could not be made, read or renamed.
    #[error("cannot write to `{}`: {}", .0.display(), .1)]
    Io(PathBuf, io::Error),
    /// Files are in the way that no run wrote, or that were changed since.
    #[error(
        "`{}` holds files that no run wrote or that were changed since: {}; nothing was overwritten, move them away or \
         choose another folder with `--out`",
        .0.display(),
        .1.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    )]
    InTheWay(PathBuf, Vec<String>),
    /// A file that should be new is there.
    #[error("`{}` is there already; it was not overwritten", .0.display())]
    Exists(PathBuf),
}

impl Folder {
    /// Makes the folder for the files of `run` if need be, and sees whether it can be written to.
    pub fn open(path: PathBuf) -> Result<Folder, OutputError> {
        Folder::open_for(path, RECORD)
    }

    /// The same for runs of another kind, which leave each other's files alone: those listed in this record.
    pub fn open_for(path: PathBuf, record: &'static str) -> Result<Folder, OutputError> {
        let failed = |error| OutputError::Io(path.clone(), error);
        fs::create_dir_all(&path).map_err(failed)?;
        temporary(&path).map_err(failed)?;
        let earlier = match fs::read(path.join(record)) {
            Ok(bytes) => recorded(&bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(OutputError::Io(path.join(record), error)),
        };
        Ok(Folder { path, record, earlier })
    }

    /// The files that an earlier run wrote here, by name, with their hashes.
    pub fn earlier(&self) -> &BTreeMap<String, String> {
        &self.earlier
    }

    /// The name of the record that lists the files of a run.
    pub fn record(&self) -> &'static str {
        self.record
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Did an earlier run write here?
    pub fn holds_earlier_run(&self) -> bool {
        !self.earlier.is_empty()
    }

    /// Sees whether these files may be written: none of them is there already, unless an earlier run wrote it.
    pub fn check<'f>(&self, names: impl IntoIterator<Item = &'f str>) -> Result<(), OutputError> {
        let mut in_the_way = Vec::new();
        for name in names {
            if !self.is_own(name)? {
                in_the_way.push(name.to_owned());
            }
        }
        if in_the_way.is_empty() { Ok(()) } else { Err(OutputError::InTheWay(self.path.clone(), in_the_way)) }
    }

    /// Writes the files: all of them under temporary names first, so that either all are new or none. What an earlier
    /// run wrote and this one does not is removed, since it would no longer belong to the rest.
    pub fn write(&self, files: &[ReportFile]) -> Result<(), OutputError> {
        self.write_beside(files, &[])
    }

    /// The same, where this run has already written the files called `others`.
    pub fn write_beside(&self, files: &[ReportFile], others: &[&str]) -> Result<(), OutputError> {
        self.check(files.iter().map(|file| file.name.as_str()))?;
        let mut written = Vec::new();
        for ReportFile { name, bytes } in files {
            let path = self.path.join(name);
            let write = || -> io::Result<tempfile::NamedTempFile> {
                let mut file = temporary(&self.path)?;
                file.write_all(bytes)?;
                Ok(file)
            };
            written.push((write().map_err(|error| OutputError::Io(path.clone(), error))?, path));
        }
        for (file, path) in written {
            file.persist(&path).map_err(|error| OutputError::Io(path, error.error))?;
        }
        let is_new = |name: &str| others.contains(&name) || files.iter().any(|file| file.name == name);
        for name in self.earlier.keys().filter(|name| !is_new(name)) {
            if self.is_own(name)? {
                let path = self.path.join(name);
                match fs::remove_file(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(OutputError::Io(path, error)),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Is there no such file, or one that an earlier run wrote and nobody has changed since?
    fn is_own(&self, name: &str) -> Result<bool, OutputError> {
        let path = self.path.join(name);
        match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(OutputError::Io(path, error)),
            // The record cannot hold its own hash; that it is one shows in what it says.
            Ok(bytes) if name == self.record => Ok(!recorded(&bytes).is_empty()),
            Ok(bytes) => Ok(self.earlier.get(name).is_some_and(|hash| *hash == sha256(&bytes))),
        }
    }
}

/// The files that a record lists, with their hashes; none if it is not the record of a run.
fn recorded(bytes: &[u8]) -> BTreeMap<String, String> {
    let read = || -> Option<BTreeMap<String, String>> {
        let record: serde_json::Value = serde_json::from_slice(bytes).ok()?;
        let files = record.get("reports")?.as_object()?;
        // A name with a path in it is none that a run wrote.
        let plain = |name: &str| Path::new(name).file_name().is_some_and(|file| file == name);
        files.iter().map(|(name, hash)| plain(name).then(|| Some((name.clone(), hash.as_str()?.to_owned())))?).collect()
    };
    read().unwrap_or_default()
}

/// A file in `folder` that disappears unless it is given its name.
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".inmail-sim-");
    #[cfg(unix)]
    {
        // As if the file had been made in the ordinary way: the user's mask decides who may read it.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(files: &[(&str, &[u8])]) -> Vec<u8> {
        let hashes: BTreeMap<&str, String> = files.iter().map(|&(name, bytes)| (name, sha256(bytes))).collect();
        serde_json::to_vec(&serde_json::json!({ "reports": hashes })).expect("plain JSON")
    }

    fn write(path: &Path, files: &[(&str, &[u8])]) -> Result<(), OutputError> {
        let record = record(files);
        let all = files.iter().copied().chain([(RECORD, record.as_slice())]);
        let all: Vec<ReportFile> =
            all.map(|(name, bytes)| ReportFile { name: name.into(), bytes: bytes.into() }).collect();
        Folder::open(path.to_owned())?.write(&all)
    }

    fn names(path: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(path)
            .expect("the folder is there")
            .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_second_run_replaces_the_first_and_leaves_nothing_of_it() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &[("a.csv", b"1"), ("b.png", b"2")]).expect("it is empty");
        fs::write(folder.path().join("notes.txt"), "mine").expect("it can be written");
        write(folder.path(), &[("a.csv", b"3")]).expect("a run wrote it");
        assert_eq!(names(folder.path()), ["a.csv", "notes.txt", "run.json"]);
        assert_eq!(fs::read(folder.path().join("a.csv")).expect("it is there"), b"3");
    }

    #[test]
    fn what_no_run_wrote_is_never_overwritten() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.csv"), "mine").expect("it can be written");
        let refused = write(folder.path(), &[("a.csv", b"1"), ("b.csv", b"2")]).expect_err("it is in the way");
        assert!(refused.to_string().contains("holds files that no run wrote"), "{refused}");
        assert_eq!(names(folder.path()), ["a.csv"]);
        assert_eq!(fs::read(folder.path().join("a.csv")).expect("it is there"), b"mine");
    }

    #[test]
    fn what_was_changed_since_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), &[("a.csv", b"1")]).expect("it is empty");
        fs::write(folder.path().join("a.csv"), "1, and my remarks").expect("it can be written");
        assert!(
            matches!(write(folder.path(), &[("a.csv", b"2")]), Err(OutputError::InTheWay(_, names)) if names == ["a.csv"])
        );
    }

    #[test]
    fn a_record_that_names_other_folders_is_not_believed() {
        assert!(recorded(br#"{ "reports": { "../a.csv": "00" } }"#).is_empty());
        assert!(recorded(b"{}").is_empty() && recorded(b"not JSON").is_empty());
    }
}
