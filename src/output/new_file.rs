//! A file of a name that the user chose: new, and whole or not there at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{OutputError, temporary};

/// Makes the folder of a file if need be, and sees whether files can be made in it.
pub fn prepare(path: &Path) -> Result<(), OutputError> {
    let folder = folder(path);
    let made = fs::create_dir_all(folder).and_then(|()| temporary(folder));
    made.map(drop).map_err(|error| OutputError::Io(path.to_owned(), error))
}

/// Writes a file that is not there yet.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let write = || -> io::Result<()> {
        let mut file = temporary(folder(path))?;
        file.write_all(bytes)?;
        match file.persist_noclobber(path) {
            Ok(_) => Ok(()),
            // Some network file systems can do no more than rename.
            Err(refused) if refused.error.kind() != io::ErrorKind::AlreadyExists && !path.try_exists()? => {
                refused.file.persist(path).map(drop).map_err(|refused| refused.error)
            }
            Err(refused) => Err(refused.error),
        }
    };
    write().map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => OutputError::Exists(path.to_owned()),
        _ => OutputError::Io(path.to_owned(), error),
    })
}

/// Writes files that are not there yet: all of them, or none if one of them is there or cannot be written.
pub fn write_all_new(files: &[(PathBuf, impl AsRef<[u8]>)]) -> Result<(), OutputError> {
    if let Some((path, _)) = files.iter().find(|(path, _)| path.symlink_metadata().is_ok()) {
        return Err(OutputError::Exists(path.clone()));
    }
    for (path, _) in files {
        prepare(path)?;
    }
    for (place, (path, bytes)) in files.iter().enumerate() {
        if let Err(error) = write_new(path, bytes.as_ref()) {
            // Nobody else can have changed these since: they were new a moment ago.
            files[..place].iter().for_each(|(path, _)| drop(fs::remove_file(path)));
            return Err(error);
        }
    }
    Ok(())
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deeper/a.tally");
        prepare(&path).expect("folders can be made");
        write_new(&path, b"1").expect("it is new");
        assert!(matches!(write_new(&path, b"2"), Err(OutputError::Exists(taken)) if taken == path));
        assert_eq!(fs::read(&path).expect("it is there"), b"1");
        assert_eq!(fs::read_dir(folder.path().join("deeper")).expect("it is there").count(), 1);
    }
}
