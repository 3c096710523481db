//! Every operation on files that this room makes, one by one, so that a test can have any of them go wrong.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use crate::report::Hasher;

/// How many bytes of a file are looked at in one go.
const PIECE: usize = 1 << 16;

/// The hands of this room.
#[derive(Debug, Clone, Default)]
pub(super) struct Files {
    #[cfg(test)]
    fate: super::accident::Fate,
}

/// What there is under a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// A file, with the SHA-256 of its content.
    File(String),
    /// Something else, which is neither read nor replaced: what a link leads to is not ours, and a pipe has no end.
    Other(&'static str),
}

impl Files {
    /// What there is under this name; links are not followed.
    pub(super) fn find(&self, path: &Path) -> io::Result<Found> {
        self.look()?;
        let kind = match path.symlink_metadata() {
            Ok(found) => found.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(error),
        };
        if !kind.is_file() {
            let link = if kind.is_symlink() { "a link" } else { "neither a file nor a folder" };
            return Ok(Found::Other(if kind.is_dir() { "a folder" } else { link }));
        }
        let (mut file, mut hasher, mut piece) = (File::open(path)?, Hasher::default(), vec![0; PIECE]);
        loop {
            match file.read(&mut piece) {
                Ok(0) => return Ok(Found::File(hasher.sha256())),
                Ok(read) => hasher.add(&piece[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The content of a file, up to so many bytes; nothing if there is none, or something else than a file.
    pub(super) fn read(&self, path: &Path, at_most: u64) -> io::Result<Option<Vec<u8>>> {
        self.look()?;
        match path.symlink_metadata() {
            Ok(found) if found.is_file() => {}
            Ok(_) => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
        let mut bytes = Vec::new();
        File::open(path)?.take(at_most).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// The names in a folder that begin like this.
    pub(super) fn names(&self, folder: &Path, prefix: &str) -> io::Result<Vec<String>> {
        self.look()?;
        let names = fs::read_dir(folder)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        Ok(names.filter(|name| name.starts_with(prefix)).collect())
    }

    /// Makes a folder, and those that it lies in, unless they are there.
    pub(super) fn make_folder(&self, path: &Path) -> io::Result<()> {
        if path.as_os_str().is_empty() || path.is_dir() {
            return Ok(());
        }
        let parent = path.parent().unwrap_or(Path::new(""));
        self.make_folder(parent)?;
        self.step()?;
        match fs::create_dir(path) {
            // Somebody else was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
            Err(error) => Err(error),
            Ok(()) => self.sync_folder(parent),
        }
    }

    /// Writes a file that is not there yet, down to the disk.
    pub(super) fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step()?;
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        self.add(&mut file, bytes)?;
        self.sync(&file)
    }

    /// Opens a file at its end.
    pub(super) fn open_end(&self, path: &Path) -> io::Result<File> {
        self.step()?;
        OpenOptions::new().append(true).open(path)
    }

    /// Writes these bytes next.
    pub(super) fn add(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        #[cfg(test)]
        self.fate.write(file, bytes)?;
        file.write_all(bytes)
    }

    /// Waits until a file is on the disk. What closing it would have to tell is told here, too.
    pub(super) fn sync(&self, file: &File) -> io::Result<()> {
        self.step()?;
        #[cfg(test)]
        return self.fate.synced(file);
        #[cfg(not(test))]
        file.sync_all()
    }

    /// Waits until the names in a folder are on the disk.
    pub(super) fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        #[cfg(all(unix, not(test)))]
        {
            let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
            match File::open(path).and_then(|folder| folder.sync_all()) {
                // Some file systems cannot sync a folder, and in some folders one may write but not read.
                Err(error)
                    if !matches!(
                        error.kind(),
                        io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied
                    ) =>
                {
                    return Err(error);
                }
                _ => {}
            }
        }
        // Elsewhere the file system sees to it.
        let _ = path;
        Ok(())
    }

    /// Gives a file or folder another name; a file that has it goes.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        fs::rename(from, to)
    }

    /// Gives a file a second name, which must be free.
    pub(super) fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        fs::hard_link(from, to)
    }

    /// Removes a file, if there is one.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Removes a folder, if there is one, with the files in it; one with folders in it is not ours, and stays.
    pub(super) fn remove_folder(&self, path: &Path) -> io::Result<()> {
        if !path.symlink_metadata().is_ok_and(|found| found.is_dir()) {
            return Ok(());
        }
        for name in self.names(path, "")? {
            self.remove(&path.join(name))?;
        }
        self.step()?;
        fs::remove_dir(path)
    }

    #[cfg(test)]
    fn step(&self) -> io::Result<()> {
        self.fate.step()
    }

    #[cfg(test)]
    fn look(&self) -> io::Result<()> {
        self.fate.look()
    }

    #[cfg(not(test))]
    fn look(&self) -> io::Result<()> {
        Ok(())
    }

    #[cfg(not(test))]
    fn step(&self) -> io::Result<()> {
        Ok(())
    }
}
