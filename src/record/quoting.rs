//! Texts as a scenario file writes them.

use std::fmt::Write;

/// A part of a path, between quotes if it needs them.
pub(super) fn quote(id: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !id.is_empty() && id.chars().all(is_bare) { id.to_owned() } else { string(id) }
}

/// A text between quotes, on one line whatever is in it.
pub(super) fn string(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
