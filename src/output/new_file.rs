//! A file of a name that the user chose: new, and whole or not there at all.

use std::io;
use std::path::{Path, PathBuf};

use crate::report::sha256;

use super::OutputError;
use super::change::{enter, hidden_name};
use super::files::{Files, Found};

/// Makes the folder of a file if need be, and sees whether files can be made in it.
pub fn prepare(path: &Path) -> Result<(), OutputError> {
    let files = Files::default();
    let _lock = enter(&files, folder(path), None).map_err(|error| at(path, error))?;
    let probe = folder(path).join(hidden_name());
    let made = files.create(&probe, b"");
    let removed = files.remove(&probe);
    made.and(removed).map_err(|error| OutputError::Io(path.to_owned(), error))
}

/// Writes a file that is not there yet.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    write(&Files::default(), path, bytes)
}

/// Writes files that are not there yet: all of them, or none if one of them is there or cannot be written. Of files that
/// are there with the same content the rest is written, since a command may have been interrupted between them.
pub fn write_all_new(files: &[(PathBuf, impl AsRef<[u8]>)]) -> Result<(), OutputError> {
    let hands = Files::default();
    let mut missing = Vec::new();
    for (path, bytes) in files {
        let found = hands.find(path).map_err(|error| OutputError::Io(path.clone(), error))?;
        match found {
            Found::Nothing => missing.push((path, bytes)),
            Found::File(hash) if hash == sha256(bytes.as_ref()) => {}
            _ => return Err(OutputError::Exists(path.clone())),
        }
    }
    if let ([], Some((path, _))) = (&missing[..], files.first()) {
        return Err(OutputError::Exists(path.clone()));
    }
    for (path, _) in &missing {
        hands.make_folder(folder(path)).map_err(|error| OutputError::Io((*path).clone(), error))?;
    }
    for (place, (path, bytes)) in missing.iter().enumerate() {
        if let Err(error) = write(&hands, path, bytes.as_ref()) {
            // Nobody else can have changed these since: they were new a moment ago.
            missing[..place].iter().for_each(|(path, _)| drop(hands.remove(path)));
            return Err(error);
        }
    }
    Ok(())
}

fn write(files: &Files, path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    let _lock = enter(files, folder(path), None).map_err(|error| at(path, error))?;
    let hidden = folder(path).join(hidden_name());
    let name = || match files.link(&hidden, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Some file systems can do no more than rename.
        Err(error) => match files.find(path)? {
            Found::Nothing => files.rename(&hidden, path),
            _ => Err(error),
        },
        Ok(()) => {
            // It has its name; should this fail, the next command tries again.
            let _ = files.remove(&hidden);
            Ok(())
        }
    };
    let written = files.create(&hidden, bytes).and_then(|()| name());
    let written = written.inspect_err(|_| drop(files.remove(&hidden))).and_then(|()| files.sync_folder(folder(path)));
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => OutputError::Exists(path.to_owned()),
        _ => OutputError::Io(path.to_owned(), error),
    })
}

/// What went wrong with the folder of a file, told of the file.
fn at(path: &Path, error: OutputError) -> OutputError {
    match error {
        OutputError::Io(_, error) => OutputError::Io(path.to_owned(), error),
        other => other,
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

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
