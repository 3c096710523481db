//! Why a text cannot be read as TOML.

use std::ops::Range;

use super::problem::TextProblem;

/// The first thing wrong with a text, and at which bytes.
pub(crate) struct SyntaxError {
    pub(crate) problem: TextProblem,
    pub(crate) at: Range<usize>,
}

impl SyntaxError {
    /// Does the message of the parser begin so? Never if it was not the parser that refused the text.
    pub(crate) fn begins(&self, beginning: &str) -> bool {
        #[cfg(test)]
        assert!(tests::BEGINNINGS.iter().any(|(known, _)| *known == beginning), "no text makes `{beginning}`");
        matches!(&self.problem, TextProblem::Syntax { message } if message.starts_with(beginning))
    }

    /// Does it begin in one of these ways?
    pub(crate) fn begins_any(&self, beginnings: &[&str]) -> bool {
        beginnings.iter().any(|beginning| self.begins(beginning))
    }
}

impl From<toml::de::Error> for SyntaxError {
    fn from(error: toml::de::Error) -> SyntaxError {
        let problem = TextProblem::Syntax { message: error.message().to_owned() };
        SyntaxError { problem, at: error.span().unwrap_or(0..0) }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::document::tree::document;

    /// Every beginning of a message that is looked for, and a small text of which the parser says it.
    pub(super) const BEGINNINGS: &[(&str, &str)] = &[
        ("duplicate key", "a = 1\na = 2"),
        ("extra `=`", "a == 1"),
        ("extra assignment", "a = { b = 1 c = 2 }"),
        ("extra assignment between", "a = { b = 1 c = 2 }"),
        ("extra comma", "a = [1,,2]"),
        ("invalid", "a = 1.2.3"),
        ("invalid ", "a = 1.2.3"),
        ("invalid basic string", "a = \"b"),
        ("invalid date", "a = 2026-13-45"),
        ("invalid inline", "a = { ] }"),
        ("invalid literal", "a = 'b"),
        ("invalid literal string", "a = 'b"),
        ("invalid multi-line basic", "a = \"\"\"b"),
        ("invalid multi-line literal", "a = '''b"),
        ("invalid unquoted key", "a+b = 1"),
        ("key with no value", "a"),
        ("missing array opening", "a = ]"),
        ("missing assignment", "a = { b 1 }"),
        ("missing assignment between", "a = { b 1 }"),
        ("missing comma between array", "a = [1 [2]]"),
        ("missing comma between key", "a = { b = \"x\" c = 1 }"),
        ("missing comma between key-value", "a = { b = \"x\" c = 1 }"),
        ("missing escaped", "a = \"\\q\""),
        ("missing inline table opening", "a = }"),
        ("missing key", "a = { [b] }"),
        ("missing key for inline", "a = { [b] }"),
        ("missing opening quote", "a = b\""),
        ("missing value", "."),
        ("string values", "a = b"),
        ("string values must", "a = b"),
        ("too few unicode", "a = \"\\u12\""),
        ("unclosed", "[a"),
        ("unclosed array table", "[[a"),
        ("unclosed array,", "a = [1"),
        ("unclosed inline table", "a = { b = 1"),
        ("unclosed table", "[a"),
        ("unexpected `=`", "a = [b = 1]"),
        ("unexpected key", "[a] b"),
        ("unexpected key or value", "[a] b"),
        ("unexpected leading", "a = 012"),
        ("unquoted keys cannot be empty", "a..b = 1"),
    ];

    #[test]
    fn every_message_that_is_put_into_plain_words_is_one_of_the_parser() {
        let wrong = BEGINNINGS.iter().filter_map(|(beginning, text)| {
            let said = document(text, 0).err().map(|error| error.problem.to_string()).unwrap_or_default();
            (!said.starts_with(beginning)).then(|| format!("`{beginning}` has become `{said}`: {text}\n"))
        });
        assert_eq!(wrong.collect::<String>(), "");
    }
}
