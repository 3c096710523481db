//! The slips that people often make in a text that is no TOML, in plain words.

use std::ops::Range;

use super::key::Keys;
use super::problem::TextProblem;
use super::syntax_error::SyntaxError;
use header::{header, twice};
use line::Line;
use structure::structure;
use value::{assignment, value};

mod header;
mod line;
mod structure;
mod value;

/// The first thing that is wrong, at which bytes it stands, and at which an earlier thing of the same name.
pub(super) struct Slip {
    pub(super) problem: TextProblem,
    pub(super) at: Range<usize>,
    pub(super) first: Option<Range<usize>>,
}

/// The slip in plain words, and at which bytes it stands; nothing if it is another one.
type Explained = Option<(String, Range<usize>)>;

/// Says what is wrong with a text in which these keys may stand, as far as it is something that people often get wrong;
/// otherwise in the words of the parser.
pub(super) fn explain(text: &str, error: &SyntaxError, keys: &Keys) -> Slip {
    let TextProblem::Syntax { message } = &error.problem else {
        return Slip { problem: error.problem.clone(), at: error.at.clone(), first: None };
    };
    let line = Line::around(text, error.at.start);
    if error.begins("duplicate key") && !line.is_long() {
        return twice(text, error, &line);
    }
    let explained = || {
        header(&line, error, keys)
            .or_else(|| structure(text, &line, error))
            .or_else(|| assignment(&line, error))
            .or_else(|| value(text, &line, error, keys))
    };
    let explained = if line.is_long() { None } else { explained() };
    let (message, at) = explained.unwrap_or_else(|| (format!("not TOML: {message}"), error.at.clone()));
    Slip { problem: TextProblem::Syntax { message }, at, first: None }
}
