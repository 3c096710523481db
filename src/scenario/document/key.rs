//! The keys that a kind of file knows, and the sections that they stand in.

use super::kind::Kind;

/// A key of a file.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its dotted path, where `ID` stands for a name of the user's choice.
    pub path: &'static str,
    /// The values that it may be set to.
    pub kind: Kind,
    /// Its value if it is left out.
    pub default: Default,
    /// Where the default comes from; empty where there is none, or none that is a figure.
    pub source: &'static str,
    /// In what it is counted; empty where there is no unit.
    pub unit: &'static str,
    /// Its meaning, without a full stop.
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

/// The value of a key that is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// Required: leaving it out is an error.
    Required,
    /// This TOML value.
    Value(&'static str),
    /// As these words say, which may name the circumstances under which it is required.
    Otherwise(&'static str),
}

/// A section of a file: a table, or a list of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// Its dotted path, where `ID` stands for a name of the user's choice; empty for the keys before all tables.
    pub path: &'static str,
    /// Is it a list of such tables?
    pub is_list: bool,
    /// Its subject, without a full stop.
    pub meaning: &'static str,
}

impl Section {
    /// The header under which its keys stand, such as `[pacing]`; empty for the keys before all tables.
    pub fn header(&self) -> String {
        match (self.path, self.is_list) {
            ("", _) => String::new(),
            (path, false) => format!("[{path}]"),
            (path, true) => format!("[[{path}]]"),
        }
    }
}

/// Everything that a kind of file may state.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    /// Its keys, each once.
    pub list: &'static [Key],
    /// The sections in which they stand, in the same order.
    pub sections: &'static [Section],
}

impl Keys {
    /// The key that a path such as `touch.inmail.minutes` names, whatever stands for `ID`.
    pub(crate) fn find(&self, path: &[&str]) -> Option<&'static Key> {
        self.list.iter().find(|key| is_at(key.path, path))
    }

    /// The section that a path such as `touch.inmail` names, likewise.
    pub fn section(&self, path: &[&str]) -> Option<&'static Section> {
        self.sections.iter().find(|section| !path.is_empty() && is_at(section.path, path))
    }

    /// The names of the keys and sections within a section, where `pattern` is the section's path with `ID` for names of
    /// the user's choice.
    pub fn within(&self, pattern: &str) -> Vec<&'static str> {
        let mut names = Vec::new();
        for key in self.list {
            let rest = match pattern {
                "" => Some(key.path),
                _ => key.path.strip_prefix(pattern).and_then(|rest| rest.strip_prefix('.')),
            };
            let name = rest.and_then(|rest| rest.split('.').next());
            names.extend(name.filter(|name| !names.contains(name)));
        }
        names
    }

    /// Is the section with this path a list of tables, so that its header has two pairs of brackets?
    pub(crate) fn is_list(&self, path: &str) -> bool {
        self.sections.iter().any(|section| section.is_list && section.path == path)
    }
}

/// Does a path follow this pattern, in which `ID` stands for any name?
fn is_at(pattern: &str, path: &[&str]) -> bool {
    let parts = pattern.split('.');
    parts.clone().count() == path.len() && parts.zip(path).all(|(part, name)| part == "ID" || part == *name)
}
