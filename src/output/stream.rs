//! A table that is written row by row, so that what is done is kept if the rest never comes.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::PathBuf;

use super::OutputError;

/// A file that grows.
#[derive(Debug)]
pub struct Stream {
    path: PathBuf,
    file: File,
}

impl Stream {
    /// A file that keeps its first `kept` bytes, and to which what follows is added; made if need be.
    pub fn open(path: PathBuf, kept: u64) -> Result<Stream, OutputError> {
        let open = || -> io::Result<File> {
            let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
            file.set_len(kept)?;
            file.seek(SeekFrom::Start(kept))?;
            Ok(file)
        };
        match open() {
            Ok(file) => Ok(Stream { path, file }),
            Err(error) => Err(OutputError::Io(path, error)),
        }
    }

    /// Adds these bytes.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), OutputError> {
        self.file.write_all(bytes).map_err(|error| OutputError::Io(self.path.clone(), error))
    }
}
