//! Files that are called as those of an archive and are none.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::record::rows::Rows;

/// Headings of the files of archives, in small letters.
const HEADINGS: [&str; 20] = [
    "conversation id",
    "conversation title",
    "from",
    "sender profile url",
    "to",
    "recipient profile urls",
    "date",
    "subject",
    "content",
    "folder",
    "sent at",
    "message",
    "direction",
    "inviterprofileurl",
    "inviteeprofileurl",
    "first name",
    "last name",
    "url",
    "email address",
    "connected on",
];

/// So many of them make a file one of an archive.
const ENOUGH: usize = 3;

/// Is this a table that no archive holds? A file that cannot be read, or is none, may be one of an archive.
pub(super) fn is_foreign(path: &Path) -> bool {
    let is_of_archive = |names: &[String]| {
        names.iter().filter(|name| HEADINGS.contains(&name.to_lowercase().as_str())).count() >= ENOUGH
    };
    let found = |is: &dyn Fn(&[String]) -> bool| {
        File::open(path).ok().and_then(|input| Rows::new(input, is).ok()).is_some_and(|rows| rows.is_some())
    };
    found(&|names| names.len() >= ENOUGH) && !found(&is_of_archive)
}

/// Why a folder is no archive although its files are called as those of one.
pub(super) fn no_archive(folder: &Path) -> String {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_table = |path: &PathBuf| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    let mut tables: Vec<String> = entries.filter(is_table).map(|path| format!("`{}`", path.display())).collect();
    tables.sort();
    format!(
        "no LinkedIn archive, although its files are called as those of one: they have other columns; if they are logs of \
         another tool, name those that say what was sent and answered one by one: {}",
        tables.join(", ")
    )
}
