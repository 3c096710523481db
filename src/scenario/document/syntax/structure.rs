//! Brackets, commas and quotes that are missing or too many.

use super::Explained;
use super::line::Line;
use super::value::no_value;
use crate::scenario::document::number::{number, plain};
use crate::scenario::document::syntax_error::SyntaxError;

/// The sentence about anything else between braces.
const PARTS: &str = "between `{` and `}` each part is a key, `=` and a value";

/// How messages of the parser begin, and what is wrong in plain words; the first that fits.
const SENTENCES: [(&[&str], &str); 13] = [
    (&["missing comma between array"], "a comma is missing between two items of a list"),
    (&["missing comma between key-value", "extra assignment between"], "a comma is missing between two parts of `{ }`"),
    (&["extra comma"], "there is a comma too many"),
    (&["extra `=`"], "there is an `=` too many"),
    (&["missing value"], "a value is missing behind `=`"),
    (&["missing assignment", "missing key for inline", "invalid inline"], PARTS),
    (&["unexpected `=`"], "a list has values only, and no `=`"),
    (&["unclosed table", "unclosed array table"], "a header is a name between brackets, such as `[touch.inmail]`"),
    (&["missing opening quote"], "the opening quote `\"` is missing"),
    (&["missing array opening", "missing inline table opening"], "there is a closing bracket without an opening one"),
    (&["invalid literal string", "invalid multi-line literal"], "the closing quote `'` is missing"),
    (&["invalid basic string", "invalid multi-line basic"], "the closing quote `\"` is missing"),
    (
        &["too few unicode", "missing escaped"],
        "a backslash has a meaning of its own between \" and \"; put the text between ' and '",
    ),
];

/// Brackets, commas and quotes that are missing or too many.
pub(super) fn structure(text: &str, line: &Line<'_>, error: &SyntaxError) -> Explained {
    let here = error.at.clone();
    let above = text.get(..error.at.start).unwrap_or(text);
    let opening = |open, close| unclosed(above, open, close).map_or(here.clone(), |at| at..at + 1);
    // What was opened on an earlier line cannot reach to a new key or header.
    let ran_on = |open, close| {
        let from = line.begins_anew().then(|| beginning(text, line.start)).flatten()?;
        unclosed(&text[from..line.start], open, close).map(|at| from + at..from + at + 1)
    };
    let decimals = || {
        let before = above.trim_end();
        let from = before.rfind(|c: char| !c.is_ascii_digit() && c != ',').map_or(0, |at| at + 1);
        let written = before.get(from..).filter(|written| written.contains(',') && !written.ends_with(','))?;
        Some((no_value(written, &[plain(number(written)?)]), from..before.len()))
    };
    let colon = || {
        let before = above.trim_end();
        before.ends_with(':').then(|| before.len() - 1..before.len())
    };
    let in_list = ["missing comma between array", "string values", "unexpected `=`", "invalid"];
    let at = if error.begins_any(&in_list) { ran_on('[', ']') } else { None };
    if let Some(at) = at.or_else(|| error.begins("unclosed array,").then(|| opening('[', ']'))) {
        return Some(("the closing bracket `]` of this list is missing".into(), at));
    }
    let in_braces =
        ["missing comma between key", "missing key for inline", "missing assignment between", "extra assignment"];
    let at = if error.begins_any(&in_braces) { ran_on('{', '}') } else { None };
    if let Some(at) = at.or_else(|| error.begins("unclosed inline table").then(|| opening('{', '}'))) {
        return Some(("the closing brace `}` of this table is missing".into(), at));
    }
    if let Some(at) = colon().filter(|_| error.begins("missing assignment")) {
        return Some(("there is a `:` where `=` must be".into(), at));
    }
    if error.begins_any(&["missing assignment", "missing key", "extra comma", "invalid literal"])
        && !line.text.contains('\'')
        && let Some(told) = decimals()
    {
        return Some(told);
    }
    // A key without a value is a text without quotes to the parser.
    if error.begins("invalid literal string") && !line.text.contains('\'') {
        return Some((PARTS.into(), here));
    }
    let sentence = SENTENCES.iter().find(|(beginnings, _)| error.begins_any(beginnings));
    sentence.map(|(_, sentence)| (sentence.to_string(), here))
}

/// Where the last line before this one begins that has a new key.
fn beginning(text: &str, before: usize) -> Option<usize> {
    let mut end = text[..before].rfind('\n')?;
    loop {
        let line = Line::around(text, end);
        // What looks like a header may be an item of the list.
        if line.begins_anew() && !line.text.starts_with('[') {
            return Some(line.start);
        }
        end = text[..end].rfind('\n')?;
    }
}

/// The last opening bracket, not in a comment, that no closing one belongs to.
fn unclosed(before: &str, open: char, close: char) -> Option<usize> {
    let (mut closed, mut end) = (0, before.len());
    for line in before.split_inclusive('\n').rev() {
        end -= line.len();
        let code = line.split('#').next().unwrap_or_default();
        for (at, c) in code.char_indices().rev() {
            match c {
                _ if c == close => closed += 1,
                _ if c == open && closed == 0 => return Some(end + at),
                _ if c == open => closed -= 1,
                _ => {}
            }
        }
    }
    None
}
