//! What a log calls its columns, as typed.

use crate::commands::Failure;
use crate::record::log::COLUMNS;
use crate::scenario::nearest;

/// The names of columns, each with what the log calls it.
pub(super) fn columns(typed: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let mut columns: Vec<(String, String)> = Vec::new();
    for typed in typed {
        let (name, called) = column(typed)?;
        if columns.iter().any(|(known, _)| *known == name) {
            return Err(Failure::Wrong(format!("`--column {name}=…` is given twice")));
        }
        if let Some((other, _)) = columns.iter().find(|(_, known)| known.eq_ignore_ascii_case(&called)) {
            return Err(Failure::Wrong(format!("`{called}` cannot be both {other} and {name}")));
        }
        columns.push((name, called));
    }
    Ok(columns)
}

fn column(typed: &str) -> Result<(String, String), Failure> {
    let (name, called) = typed.split_once('=').ok_or_else(|| {
        Failure::Wrong(format!("`{typed}` is not NAME=HEADER, such as `--column sent_at=\"Date sent\"`"))
    })?;
    if !COLUMNS.contains(&name) {
        let near = nearest(name, COLUMNS).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(Failure::Wrong(format!("unknown column `{name}`{near}; known: {}", COLUMNS.join(", "))));
    }
    Ok((name.to_owned(), called.trim().to_owned()))
}
