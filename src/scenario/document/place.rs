//! Places in texts, as people count them.

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path of the file, or the name of the argument.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The line itself, or of a very long one the part around the column.
    pub text: String,
    /// The column of the first character of `text`: 1, unless the line is very long.
    pub text_column: usize,
    /// How many characters are marked; at least 1.
    pub width: usize,
}
