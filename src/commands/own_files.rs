//! Shared by commands that read the user's own files: how these call their columns, and files that cannot be read.

use std::path::Path;

use crate::scenario::nearest;

use super::Failure;

/// The names of columns, each of those that are `known`, with what the file calls it. `example` is what may be typed.
pub(super) fn columns(typed: &[String], known: &[&str], example: &str) -> Result<Vec<(String, String)>, Failure> {
    let mut columns: Vec<(String, String)> = Vec::new();
    for typed in typed {
        let Some((name, called)) = typed.split_once('=').map(|(name, called)| (name, called.trim())) else {
            return Err(Failure::Wrong(format!("`{typed}` is not NAME=HEADER, such as `--column {example}`")));
        };
        if !known.contains(&name) {
            let near =
                nearest(name, known.iter().copied()).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            return Err(Failure::Wrong(format!("unknown column `{name}`{near}; known: {}", known.join(", "))));
        }
        if columns.iter().any(|(other, _)| other == name) {
            return Err(Failure::Wrong(format!("`--column {name}=…` is given twice")));
        }
        if let Some((other, _)) = columns.iter().find(|(_, other)| other.eq_ignore_ascii_case(called)) {
            return Err(Failure::Wrong(format!("`{called}` cannot be both {other} and {name}")));
        }
        columns.push((name.to_owned(), called.to_owned()));
    }
    Ok(columns)
}

/// Why a file cannot be read that a spreadsheet program keeps for itself.
pub(super) fn is_spreadsheet(path: &Path) -> Option<&'static str> {
    let is = |end: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(end));
    ["xlsx", "xls", "xlsm", "xlsb", "ods", "numbers"]
        .into_iter()
        .any(is)
        .then_some("a spreadsheet; save it as CSV first")
}
