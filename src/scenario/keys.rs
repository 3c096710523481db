//! Every key that scenario files and rulebook files know: meaning, unit, range, default and an example, in one list.
//!
//! The reader takes ranges and defaults from here, so the list cannot be wrong about them. The README's reference, the
//! schemas, `explain` and `init` are made from it too.

mod choices;
mod parts;
mod rulebook;
mod scenario;
mod sections;
#[cfg(test)]
mod tests;

use super::document::kind::Kind;
use rulebook::RULEBOOK_FILE;
use scenario::SCENARIO;

pub use choices::{Choice, choices, meaning_of};
pub use sections::{RULEBOOK_SECTIONS, SECTIONS, Section};

/// A key of a scenario or rulebook file.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its dotted path, where `ID` stands for a name of the user's choice.
    pub path: &'static str,
    /// What it may be set to.
    pub kind: Kind,
    /// What it is if it is left out.
    pub default: Default,
    /// Where the default comes from; empty where there is none, or none that is a figure.
    pub source: &'static str,
    /// In what it is counted; empty where there is no unit.
    pub unit: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// The channels whose touches can make use of it; empty where that does not matter.
    pub channels: &'static [&'static str],
    /// A TOML value that it may be set to.
    pub example: &'static str,
}

impl Key {
    /// The path of the section that it stands in, empty for the file itself, and its name there.
    pub fn place(&self) -> (&'static str, &'static str) {
        self.path.rsplit_once('.').unwrap_or(("", self.path))
    }
}

/// What a key is if it is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// Required: leaving it out is an error.
    Required,
    /// This TOML value.
    Value(&'static str),
    /// As these words say, which may name the circumstances under which it is required.
    Otherwise(&'static str),
}

/// Every key of scenario files.
pub fn reference() -> &'static [Key] {
    SCENARIO
}

/// Every key of rulebook files.
pub fn rulebook_reference() -> &'static [Key] {
    RULEBOOK_FILE
}

/// The key that a path such as `touch.inmail.reply_rate` names, whatever stands for `ID`.
pub(super) fn find(keys: &'static [Key], path: &[&str]) -> Option<&'static Key> {
    keys.iter().find(|key| {
        let parts = key.path.split('.');
        parts.clone().count() == path.len() && parts.zip(path).all(|(part, name)| part == "ID" || part == *name)
    })
}

/// The key of scenario files that a path names, whatever stands for `ID`.
pub fn named(path: &[&str]) -> Option<&'static Key> {
    find(SCENARIO, path)
}

/// The keys that a section may have, where `pattern` is the section's path with `ID` for names of the user's choice.
pub fn within(keys: &'static [Key], pattern: &str) -> Vec<&'static str> {
    let mut names = Vec::new();
    for key in keys {
        let rest = if pattern.is_empty() {
            Some(key.path)
        } else {
            key.path.strip_prefix(pattern).and_then(|rest| rest.strip_prefix('.'))
        };
        let name = rest.and_then(|rest| rest.split('.').next());
        names.extend(name.filter(|name| !names.contains(name)));
    }
    names
}
