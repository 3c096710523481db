//! Problems with keys, in files and arguments. `section` is a dotted path, empty for the whole file.

use strum::{AsRefStr, VariantNames};
use thiserror::Error;

use super::Wrong;
use crate::scenario::document::known::Known;
use crate::scenario::document::lists::quoted;

#[derive(Debug, Error, AsRefStr, VariantNames)]
pub(crate) enum KeyProblem {
    #[error("unknown key `{key}`{}{known}", inside(.section))]
    UnknownKey { key: String, section: String, known: Known },
    /// A key that other sections have; the remedy says which.
    #[error("unknown key `{key}`{}; {remedy}", inside(.section))]
    Misplaced { key: String, section: String, remedy: String },
    /// A section of which there may be many, with keys but without a name.
    #[error("`{section}` has keys but no ID; write `[{section}.ID]`, where ID is a name of your choice")]
    NoId { section: String },
    #[error("an id in `{section}` is empty or has a control character; it must be a visible name")]
    Id { section: String },
    #[error("{} lacks `{key}`{}", subject(.section), for_channel(*.channel))]
    Missing { key: &'static str, section: String, channel: Option<&'static str> },
    #[error("{} has both `{first}` and `{second}`; it may have one of them", subject(.path))]
    Both { path: String, first: &'static str, second: &'static str },
    #[error("`{key}` cannot be set by an argument; set it in the file")]
    NotByArgument { key: String },
    #[error("`{argument}` is not of the form PATH=VALUE")]
    NotPathValue { argument: String },
    #[error("`{item}` is an item of a list, and only whole lists can be set; set `{list}`")]
    ListItem { item: String, list: String },
}

impl Wrong for KeyProblem {
    fn names(&self) -> usize {
        if let KeyProblem::UnknownKey { known, .. } = self { known.bytes() } else { 0 }
    }
}

fn inside(section: &str) -> String {
    if section.is_empty() { String::new() } else { format!(" in `{section}`") }
}

fn for_channel(channel: Option<&str>) -> String {
    channel.map(|channel| format!(", which channel `{channel}` needs")).unwrap_or_default()
}

fn subject(section: &str) -> String {
    if section.is_empty() { "the file".into() } else { quoted(section) }
}
