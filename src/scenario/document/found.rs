//! A value that stands where another is wanted, as messages show it.

use std::fmt;

/// A value that a file holds where another is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Found {
    /// A number, text, date or flag, as written.
    Text(String),
    /// Nothing, where there is room for a value.
    Nothing,
    /// A list.
    List,
    /// A table.
    Table,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Found::Text(text) => write!(f, "`{text}`"),
            Found::Nothing => f.write_str("empty"),
            Found::List => f.write_str("a list"),
            Found::Table => f.write_str("a table"),
        }
    }
}
