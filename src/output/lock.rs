//! A folder that one process has to itself. The lock goes with the process that holds it, however it ends.

use std::fs::File;
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long to wait for others that write the files of a run, which takes them less than a second.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// How often to look whether they are done.
const PAUSE: Duration = Duration::from_millis(10);

/// Keeps others from changing a folder while it lives.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    /// Some file systems of other machines know no locks: there nobody can be kept out.
    pub(super) holds: bool,
}

impl Lock {
    /// Takes a folder; nothing if another process has it.
    pub(super) fn take(folder: &Path) -> io::Result<Option<Lock>> {
        take(folder)
    }

    /// Takes a folder, and waits for whoever has it; nothing if that takes too long.
    pub(super) fn wait(folder: &Path, patience: Duration) -> io::Result<Option<Lock>> {
        let begin = Instant::now();
        loop {
            let lock = take(folder)?;
            if lock.is_some() || begin.elapsed() > patience {
                return Ok(lock);
            }
            sleep(PAUSE);
        }
    }
}

/// The folder itself is locked, so that no file is left of it.
#[cfg(not(windows))]
fn take(folder: &Path) -> io::Result<Option<Lock>> {
    use std::fs::TryLockError;
    let file = File::open(folder)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { _file: file, holds: true })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(_)) => Ok(Some(Lock { _file: file, holds: false })),
    }
}

/// A file that nobody else can open, and that goes when it is closed: folders cannot be locked.
#[cfg(windows)]
fn take(folder: &Path) -> io::Result<Option<Lock>> {
    use std::fs::OpenOptions;
    use std::os::windows::fs::OpenOptionsExt;
    const DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const SHARING_VIOLATION: i32 = 32;
    let mut options = OpenOptions::new();
    options.write(true).create(true).share_mode(0).custom_flags(DELETE_ON_CLOSE);
    match options.open(folder.join(".inmail-sim-lock")) {
        Ok(file) => Ok(Some(Lock { _file: file, holds: true })),
        Err(error) if error.raw_os_error() == Some(SHARING_VIOLATION) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_had_by_one_at_a_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let lock = Lock::take(folder.path()).expect("it is there").expect("it is free");
        assert!(lock.holds);
        assert!(Lock::take(folder.path()).expect("it is there").is_none());
        assert!(Lock::wait(folder.path(), Duration::ZERO).expect("it is there").is_none());
        drop(lock);
        assert!(Lock::wait(folder.path(), PATIENCE).expect("it is there").is_some());
        assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0);
    }
}
