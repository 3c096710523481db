//! The files of `qualify`: how they are read, what is wrong with them, and the way from one to another.

use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::commands::Failure;
use crate::domain::hex::hex;
use crate::record::checklist::Mistake;
use crate::scenario::document::problem::Place;
use crate::scenario::document::source::reason;
use crate::scenario::nearest;
use crate::terminal::{self, Level};

use super::wrong;

/// A file of which the hash is taken while it is read.
pub(super) struct Hashed {
    file: File,
    hash: Sha256,
}

impl Hashed {
    pub(super) fn new(file: File) -> Hashed {
        Hashed { file, hash: Sha256::new() }
    }

    /// The hash of the whole file, in hexadecimal digits.
    pub(super) fn sha256(mut self) -> io::Result<String> {
        let mut rest = vec![0; 1 << 16];
        while self.read(&mut rest)? > 0 {}
        Ok(hex(self.hash.finalize()))
    }
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.hash.update(&buffer[..read]);
        Ok(read)
    }
}

/// The text of a file.
pub(super) fn text_of(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|error| wrong(path, &reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| wrong(path, "it is not UTF-8; save it as UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

/// All that is wrong with a file, each with its line.
pub(super) fn marked(path: &Path, text: &str, mistakes: &[Mistake]) -> Failure {
    let told = mistakes.iter().map(|mistake| message(Level::Error, path, text, mistake));
    Failure::Marked(told.collect::<Vec<_>>().join("\n"))
}

/// A mistake with its line.
pub(super) fn message(level: Level, path: &Path, text: &str, mistake: &Mistake) -> String {
    let mut what = mistake.what.clone();
    if let Some((name, known)) = &mistake.name {
        if let Some(near) = nearest(name, known.iter().copied()) {
            what += &format!("; did you mean `{near}`?");
        }
        what += &format!("; known: {}", known.join(", "));
    }
    terminal::message(level, &what, Some(&place(path, text, &mistake.at)), None)
}

/// The line of a place, and where in it.
fn place(path: &Path, text: &str, at: &Range<usize>) -> Place {
    let boundary = |byte: usize| (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let mut start = boundary(at.start);
    // What is missing at the end stands on the last line.
    if start > 0 && start == text.len() {
        start = text.trim_end().len();
    }
    let from = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let to = text[start..].find('\n').map_or(text.len(), |end| start + end);
    let end = boundary(at.end).clamp(start, to);
    Place {
        file: path.display().to_string(),
        line: text[..from].matches('\n').count() + 1,
        column: text[from..start].chars().count() + 1,
        text: text[from..to].trim_end_matches('\r').to_owned(),
        text_column: 1,
        width: text[start..end].trim_end().chars().count().max(1),
    }
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
