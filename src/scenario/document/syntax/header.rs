//! Headers that are no headers, names that need quotes, and things that are there twice.

use super::line::Line;
use super::{Explained, Slip};
use crate::scenario::document::key::Keys;
use crate::scenario::document::problem::TextProblem;
use crate::scenario::document::quote::quote;
use crate::scenario::document::syntax_error::SyntaxError;

/// Something that is there twice.
pub(super) fn twice(text: &str, error: &SyntaxError, line: &Line<'_>) -> Slip {
    let name = text.get(error.at.clone()).unwrap_or_default();
    let is_header = line.text.starts_with('[');
    let (what, name) = match (is_header, line.text.trim_matches(['[', ']'])) {
        (true, header) => ("section", header.split(']').next().unwrap_or_default().trim()),
        (false, _) => ("key", name),
    };
    // Within a section the first one stands below the header, a header anywhere above.
    let above = &text[..line.start];
    let since = if is_header { 0 } else { above.rfind("\n[").map_or(0, |at| at + 1) };
    let mut start = since;
    let first = above[since..].split_inclusive('\n').find_map(|other| {
        let from = start;
        start += other.len();
        let (before, rest) = other.split_once(name)?;
        let begins = from + before.len();
        let same = match (is_header, before.trim()) {
            (true, "[" | "[[") => rest.trim_start().starts_with(']'),
            (false, "") => rest.trim_start().starts_with(['=', '.']),
            _ => false,
        };
        same.then_some(begins..begins + name.len())
    });
    let at = if is_header { line.start + line.text.find(name).unwrap_or(0)..error.at.end } else { error.at.clone() };
    let at = at.start..at.end.max(at.start + name.len());
    Slip { problem: TextProblem::Twice { what, name: name.to_owned() }, at, first }
}

/// A header with brackets missing, or a name in it that needs quotes.
pub(super) fn header(line: &Line<'_>, error: &SyntaxError, keys: &Keys) -> Explained {
    let inner = line.text.trim_start_matches('[');
    let brackets = line.text.len() - inner.len();
    if error.begins("invalid unquoted key") {
        let column = error.at.start.saturating_sub(line.start);
        let ends = |c: char| c == '.' || c == '[' || c == ']' || c == '=' || c.is_whitespace();
        let before = line.text.get(..column)?;
        let from = before.len() - before.rsplit(ends).next().unwrap_or_default().len();
        let to = line.text.get(column..)?.find(ends).map_or(line.text.len(), |at| column + at);
        let name = line.text.get(from..to)?;
        return Some((format!("the name `{name}` needs quotes; write \"{name}\""), line.start + from..line.start + to));
    }
    if brackets == 0 || !(error.begins("unclosed") || error.begins("unexpected key or value")) {
        return None;
    }
    let closed = inner.split('#').next().unwrap_or_default().trim_end();
    let name = closed.trim_end_matches(']');
    if name.is_empty() || name.contains([']', '=', ',']) {
        return None;
    }
    let brackets = if keys.is_list(name) { 2 } else { brackets.max(closed.len() - name.len()) };
    let name = if name.contains('.') {
        let part =
            |part: &str| if part.contains(' ') && !part.contains('"') { format!("\"{part}\"") } else { part.into() };
        name.split('.').map(part).collect::<Vec<String>>().join(".")
    } else {
        name.split_once(' ').map_or(name.to_owned(), |(section, id)| format!("{section}.{}", quote(id.trim())))
    };
    let written = format!("{}{name}{}", "[".repeat(brackets), "]".repeat(brackets));
    Some((format!("a header is a name between brackets; write `{written}`"), line.all()))
}
