//! The files of `qualify`: how they are read, what is wrong with them, and the way from one to another.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::commands::Failure;
use crate::domain::hex::hex;
use crate::scenario::document::source::{Disk, Files, MAX_BYTES, reason};

use super::wrong;

/// A file of which the hash is taken while it is read.
pub(super) struct Hashed<R> {
    file: R,
    hash: Sha256,
}

impl<R: Read> Hashed<R> {
    pub(super) fn new(file: R) -> Hashed<R> {
        Hashed { file, hash: Sha256::new() }
    }

    /// The hash of the whole file, in hexadecimal digits.
    pub(super) fn sha256(mut self) -> io::Result<String> {
        let mut rest = vec![0; 1 << 16];
        while self.read(&mut rest)? > 0 {}
        Ok(hex(self.hash.finalize()))
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.hash.update(&buffer[..read]);
        Ok(read)
    }
}

/// The text of a file.
pub(super) fn text_of(path: &Path) -> Result<String, Failure> {
    let bytes = Disk.read(path).map_err(|error| wrong(path, &reason(&error)))?;
    if bytes.len() > MAX_BYTES {
        return Err(wrong(path, &format!("it is larger than {} MB", MAX_BYTES / 1_000_000)));
    }
    let text = String::from_utf8(bytes).map_err(|_| wrong(path, "it is not UTF-8; save it as UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

/// The path of a file as one in `folder`, which is there, must write it: the way through links is that of the folder they
/// lead to.
pub(super) fn from(path: &Path, folder: &Path) -> String {
    if path.is_absolute() {
        return path.display().to_string();
    }
    let stands = |path: &Path| fs::canonicalize(if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let beside = path.parent().map(stands);
    let (Some(Ok(beside)), Ok(folder), Some(name)) = (beside, stands(folder), path.file_name()) else {
        return std::path::absolute(path).unwrap_or(path.to_owned()).display().to_string();
    };
    let (to, back): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (beside.components().collect(), folder.components().collect());
    let common = to.iter().zip(&back).take_while(|(one, other)| one == other).count();
    // Where nothing but the root is shared, the way back says less than the whole path.
    if common <= 1 {
        return beside.join(name).display().to_string();
    }
    let way = back[common..].iter().map(|_| Component::ParentDir).chain(to[common..].iter().copied());
    way.collect::<PathBuf>().join(name).display().to_string()
}
