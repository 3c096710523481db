//! The only room that writes files. What a command writes is whole or is what was there before, whatever happens; and what
//! no command wrote is never touched.
//!
//! # Sets of files
//!
//! The files that a command writes into a folder are a set, with a record (`run.json`, `sweep.json`, …) that lists them with
//! their hashes. A set changes in these steps, each of which is on the disk (synced) before the next begins:
//!
//! 1. The new files are written into the folder `.inmail-sim-RECORD` beside the old ones, the new record with them.
//! 2. The record is replaced by one of the change: `changing`, the hashes of before (`from`) and those of after (`to`).
//! 3. The new files are renamed to their places, and old files that have no successor are removed.
//! 4. The new record is renamed to its place, and the folder `.inmail-sim-RECORD` is removed.
//!
//! So these states can be met on the disk:
//!
//! | state | to a reader | the next command that writes into the folder |
//! |---|---|---|
//! | a record with `reports` | the set is whole | replaces it |
//! | the same, and `.inmail-sim-RECORD` | the set is whole | removes what was staged |
//! | a record with `changing`, and `.inmail-sim-RECORD` with all that is not in its place | each file is the old or the new one, as its hash tells | does steps 3 and 4, and then its own work |
//! | the same, but what was staged is gone | the same | knows all files of `from` and `to` as its own, and replaces them |
//! | no record | the files are not a command's | keeps off them |
//!
//! A file is a command's own if its hash is in the record, and is replaced or removed only then. What is no plain file (a
//! link, a folder, a pipe) is never read and never replaced.
//!
//! # Tables that grow
//!
//! The tables of a sweep grow in a folder of their own, sealed part by part: [`Growing`]. When all of it is done a set with
//! the whole tables replaces the set of before, and the folder goes.
//!
//! # New files
//!
//! A file of a name that the user chose is written under a hidden name, synced, and linked to its name, which fails if the
//! name is taken.
//!
//! # Several processes
//!
//! Whoever changes a folder holds a lock on it meanwhile, for as long as writing takes; others wait. A sweep holds a lock on
//! the folder in which its tables grow as long as it lasts; other sweeps are refused. A lock goes with its process. Under
//! the lock, what is hidden is what dead processes left, and is removed.

#[cfg(test)]
pub(crate) mod accident;
mod change;
mod files;
mod folder;
mod growing;
mod lock;
mod new_file;
mod record;

use std::io;
use std::path::PathBuf;

pub use folder::Folder;
pub use growing::{Growing, Left};
pub use new_file::{prepare, write_all_new, write_new};
pub use record::Hashes;

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
    /// Something is in the way that is no file.
    #[error(
        "cannot write to `{}`: it is {}; nothing was overwritten, move it away or choose another folder with `--out`",
        .0.display(),
        .1
    )]
    NoFile(PathBuf, &'static str),
    /// A file that should be new is there.
    #[error("`{}` is there already; it was not overwritten", .0.display())]
    Exists(PathBuf),
    /// Another process has the folder.
    #[error("another `inmail-sim` is writing into `{}`; wait until it is done, or write to another folder", .0.display())]
    Busy(PathBuf),
    /// Some files of a set are in their places and others are not.
    #[error(
        "cannot put `{name}` in its place: {error}; the files in `{}` are now partly those of before, as `{record}` says; \
         nothing is lost: see that `{name}` can be replaced (is it open in another program?) and give the command again, \
         which begins by putting the rest in place",
        folder.display()
    )]
    Halfway {
        /// Where they are.
        folder: PathBuf,
        /// The file that could not be put in its place.
        name: String,
        /// The record that tells which is which.
        record: String,
        /// Why it could not.
        error: io::Error,
    },
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::report::{RECORD, ReportFile, sha256};

    fn record(files: &[(&str, &[u8])]) -> Vec<u8> {
        let hashes: BTreeMap<&str, String> = files.iter().map(|&(name, bytes)| (name, sha256(bytes))).collect();
        serde_json::to_vec(&serde_json::json!({ "reports": hashes })).expect("plain JSON")
    }

    fn write(path: &Path, files: &[(&str, &[u8])]) -> Result<(), OutputError> {
        let record = record(files);
        let all = files.iter().copied().chain([(RECORD, record.as_slice())]);
        let all: Vec<ReportFile> =
            all.map(|(name, bytes)| ReportFile { name: name.into(), bytes: bytes.into() }).collect();
        Folder::open(path.to_owned())?.write(|_| all)
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
    fn what_could_not_be_put_in_place_is_told_with_the_way_on() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut told = Vec::new();
        for operation in 0.. {
            write(folder.path(), &[("a.csv", b"1"), ("b.png", b"2")]).expect("it is its own");
            let new = || write(folder.path(), &[("a.csv", b"3")]);
            let (done, happened) = accident::with(accident::Accident::Fails, operation, new);
            told.extend(done.err().map(|error| error.to_string().replace(&folder.path().display().to_string(), "o")));
            if !happened {
                break;
            }
        }
        told.dedup();
        let way_on = |name: &str| {
            format!(
                "cannot put `{name}` in its place: an accident; the files in `o` are now partly those of before, as \
                 `run.json` says; nothing is lost: see that `{name}` can be replaced (is it open in another program?) and \
                 give the command again, which begins by putting the rest in place"
            )
        };
        let before = ["o", "o/run.json", "o/a.csv"].map(|path| format!("cannot write to `{path}`: an accident"));
        for said in before.into_iter().chain(["a.csv", "b.png", "run.json"].map(way_on)) {
            assert!(told.contains(&said), "{said}\n{told:#?}");
        }
        assert!(told.iter().all(|said| !said.contains(".inmail-sim")), "{told:#?}");
    }
}
