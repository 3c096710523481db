//! What was probably meant by a path that is no scenario file.

use std::io;
use std::path::Path;

use super::near::nearest;
use super::source::{Files, Role, Source, reason as plain_reason};

/// So many files of a folder are named.
const NAMED: usize = 5;

/// Why a file cannot be read, and which one in its place or beside it may have been meant.
pub(super) fn reason(files: &dyn Files, role: Role, path: &Path, error: &io::Error) -> String {
    let plain = plain_reason(error);
    let meant = match error.kind() {
        io::ErrorKind::IsADirectory if role == Role::Scenario => Some(inside(files, path)),
        io::ErrorKind::NotFound => beside(files, path).map(|name| format!("; did you mean `{name}`?")),
        _ => None,
    };
    format!("{plain}{}", meant.unwrap_or_default())
}

/// Does the name of a file end in a dot and one of these?
pub(super) fn ends_in(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|found| endings.iter().any(|ending| found.eq_ignore_ascii_case(ending)))
}

/// The scenario files of a folder.
fn inside(files: &dyn Files, folder: &Path) -> String {
    let names: Vec<String> =
        files.names(folder).into_iter().filter(|name| ends_in(Path::new(name), &["toml"])).collect();
    let paths: Vec<String> =
        names.iter().take(NAMED).map(|name| format!("`{}`", folder.join(name).display())).collect();
    match names.len() {
        0 if files.names(folder).iter().any(|name| ends_in(Path::new(name), &["csv", "zip"])) => {
            " without scenario files (`.toml`); for the archive of LinkedIn's data there is `inmail-sim calibrate`"
                .into()
        }
        0 => " without scenario files (`.toml`)".into(),
        1 => format!("; did you mean {}?", paths[0]),
        all if all > NAMED => format!("; name its files, such as {} and {} more", paths.join(", "), all - NAMED),
        _ => format!("; name its files: {}", paths.join(", ")),
    }
}

/// The file that has nearly this name, or this name and an ending besides.
fn beside(files: &dyn Files, path: &Path) -> Option<String> {
    let (name, folder) = (path.file_name()?.to_str()?, path.parent()?);
    let names = files.names(folder);
    let with_ending = format!("{name}.toml");
    let meant = if names.contains(&with_ending) {
        with_ending
    } else {
        let ending = path.extension().unwrap_or("toml".as_ref()).to_str()?;
        // A link that leads nowhere has the name itself.
        let others = names.iter().map(String::as_str).filter(|other| *other != name);
        let alike = others.filter(|other| ends_in(Path::new(other), &[ending, "toml"]));
        nearest(name, alike)?
    };
    Some(folder.join(meant).display().to_string())
}

/// Is a text that is no TOML something else altogether: a table, by its name or by its first row, which has cells and no
/// `=`, or a page or document of another kind?
pub(super) fn is_something_else(source: &Source) -> bool {
    let first = source.text().lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let has_cells = first.contains([',', ';', '\t']) && !first.contains('=') && !first.starts_with(['#', '[']);
    has_cells || first.starts_with(['<', '{']) || ends_in(Path::new(&source.name), &["csv", "tsv"])
}
