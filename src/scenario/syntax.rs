//! What people get wrong in a text that is no TOML, in plain words.

use std::ops::Range;

use super::document::kind::Kind;
use super::document::lists::either;
use super::document::number::{date, number, plain};
use super::document::path::quote;
use super::document::problem::ProblemKind;
use super::document::remedy::{is_in_another_unit, meant};
use super::document::tree::SyntaxError;
use super::keys;

/// A line longer than this is not looked into \[bytes\].
const LONGEST: usize = 400;

/// The first thing that is wrong, at which bytes it stands, and at which an earlier thing of the same name.
pub(super) struct Slip {
    pub(super) kind: ProblemKind,
    pub(super) at: Range<usize>,
    pub(super) first: Option<Range<usize>>,
}

/// Says what is wrong, as far as it is something that people often get wrong; otherwise in the words of the parser.
pub(super) fn explain(text: &str, error: &SyntaxError) -> Slip {
    let at = error.start..error.end;
    let ProblemKind::Syntax { message } = &error.kind else {
        return Slip { kind: error.kind.clone(), at, first: None };
    };
    let line = Line::around(text, error.start);
    let parser = || (format!("not TOML: {message}"), at);
    if line.text.len() > LONGEST {
        let (message, at) = parser();
        return Slip { kind: ProblemKind::Syntax { message }, at, first: None };
    }
    if message.starts_with("duplicate key") {
        return twice(text, error, &line);
    }
    let (message, at) = header(message, &line, error)
        .or_else(|| structure(text, &line, error))
        .or_else(|| assignment(&line, error))
        .or_else(|| value(text, &line, error))
        .unwrap_or_else(parser);
    Slip { kind: ProblemKind::Syntax { message }, at, first: None }
}

type Told = Option<(String, Range<usize>)>;

/// A line of the text, without spaces around it.
struct Line<'t> {
    start: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    fn around(text: &'t str, at: usize) -> Line<'t> {
        let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let from = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let to = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let line = &text[from..to];
        Line { start: from + line.len() - line.trim_start().len(), text: line.trim() }
    }

    fn all(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// The key before the first equals sign, and the value behind it without a comment, if it is not a list or table.
    fn parts(&self) -> Option<(&'t str, &'t str)> {
        let (key, rest) = self.text.split_once('=')?;
        let rest = rest.split(" #").next().unwrap_or_default();
        Some((key.trim(), rest.trim()))
    }

    /// Does it look like the beginning of something new: a header, or a key with a value?
    fn begins_anew(&self) -> bool {
        let word = |text: &str| text.trim().starts_with(|c: char| c.is_alphabetic());
        match self.text.strip_prefix('[') {
            Some(rest) => word(rest.trim_start_matches('[')),
            None => self.text.split_once('=').is_some_and(|(key, _)| word(key) && !key.contains(['{', '[', '"'])),
        }
    }
}

/// Something that is there twice.
fn twice(text: &str, error: &SyntaxError, line: &Line<'_>) -> Slip {
    let name = text.get(error.start..error.end).unwrap_or_default();
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
    let at = if is_header { line.start + line.text.find(name).unwrap_or(0)..error.end } else { error.start..error.end };
    let at = at.start..at.end.max(at.start + name.len());
    Slip { kind: ProblemKind::Twice { what, name: name.to_owned() }, at, first }
}

/// A header with brackets missing, or a name in it that needs quotes.
fn header(message: &str, line: &Line<'_>, error: &SyntaxError) -> Told {
    let inner = line.text.trim_start_matches('[');
    let brackets = line.text.len() - inner.len();
    if message.starts_with("invalid unquoted key") {
        let column = error.start.saturating_sub(line.start);
        let ends = |c: char| c == '.' || c == '[' || c == ']' || c == '=' || c.is_whitespace();
        let before = line.text.get(..column)?;
        let from = before.len() - before.rsplit(ends).next().unwrap_or_default().len();
        let to = line.text.get(column..)?.find(ends).map_or(line.text.len(), |at| column + at);
        let name = line.text.get(from..to)?;
        return Some((format!("the name `{name}` needs quotes; write \"{name}\""), line.start + from..line.start + to));
    }
    if brackets == 0 || !(message.starts_with("unclosed") || message.starts_with("unexpected key or value")) {
        return None;
    }
    let closed = inner.split('#').next().unwrap_or_default().trim_end();
    let name = closed.trim_end_matches(']');
    if name.is_empty() || name.contains([']', '=', ',']) {
        return None;
    }
    let brackets = if keys::SCENARIO.is_list(name) { 2 } else { brackets.max(closed.len() - name.len()) };
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

/// Brackets, commas and quotes that are missing or too many.
fn structure(text: &str, line: &Line<'_>, error: &SyntaxError) -> Told {
    let here = error.start..error.end;
    let begins = |message: &str| error.message().starts_with(message);
    let above = text.get(..error.start).unwrap_or(text);
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
    let in_list = ["missing comma between array", "string values", "unexpected `=`", "invalid"].into_iter().any(begins);
    let at = if in_list { ran_on('[', ']') } else { None };
    if let Some(at) = at.or_else(|| begins("unclosed array,").then(|| opening('[', ']'))) {
        return Some(("the closing bracket `]` of this list is missing".into(), at));
    }
    let in_braces =
        ["missing comma between key", "missing key for inline", "missing assignment between", "extra assignment"];
    let at = if in_braces.into_iter().any(begins) { ran_on('{', '}') } else { None };
    if let Some(at) = at.or_else(|| begins("unclosed inline table").then(|| opening('{', '}'))) {
        return Some(("the closing brace `}` of this table is missing".into(), at));
    }
    if let Some(at) = colon().filter(|_| begins("missing assignment")) {
        return Some(("there is a `:` where `=` must be".into(), at));
    }
    if ["missing assignment", "missing key", "extra comma", "invalid literal"].into_iter().any(begins)
        && !line.text.contains('\'')
        && let Some(told) = decimals()
    {
        return Some(told);
    }
    // A key without a value, in the words of the parser.
    let no_quote = begins("invalid literal string") && !line.text.contains('\'');
    let message = if begins("missing comma between array") {
        "a comma is missing between two items of a list"
    } else if begins("missing comma between key-value") || begins("extra assignment between") {
        "a comma is missing between two parts of `{ }`"
    } else if begins("extra comma") {
        "there is a comma too many"
    } else if begins("extra `=`") {
        "there is an `=` too many"
    } else if begins("missing value") {
        "a value is missing behind `=`"
    } else if begins("missing assignment") || begins("missing key for inline") || begins("invalid inline") || no_quote {
        "between `{` and `}` each part is a key, `=` and a value"
    } else if begins("unexpected `=`") {
        "a list has values only, and no `=`"
    } else if begins("unclosed table") || begins("unclosed array table") {
        "a header is a name between brackets, such as `[touch.inmail]`"
    } else if begins("missing opening quote") {
        "the opening quote `\"` is missing"
    } else if begins("missing array opening") || begins("missing inline table opening") {
        "there is a closing bracket without an opening one"
    } else if begins("invalid literal string") || begins("invalid multi-line literal") {
        "the closing quote `'` is missing"
    } else if begins("invalid basic string") || begins("invalid multi-line basic") {
        "the closing quote `\"` is missing"
    } else if begins("too few unicode") || begins("missing escaped") || begins("invalid escape") {
        "a backslash has a meaning of its own between \" and \"; put the text between ' and '"
    } else {
        return None;
    };
    Some((message.into(), here))
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

/// A line that should be a key with a value.
fn assignment(line: &Line<'_>, error: &SyntaxError) -> Told {
    if error.message().starts_with("unquoted keys cannot be empty") {
        return Some(("a name is missing here".into(), error.start..error.end));
    }
    if !error.message().starts_with("key with no value") {
        return None;
    }
    let all = line.all();
    if ["//", "--", ";", "/*", "- "].iter().any(|begin| line.text.starts_with(begin)) {
        return Some(("a comment begins with `#`".into(), all));
    }
    let written = match (line.parts(), line.text.split_once([':', ' '])) {
        (Some((key, value)), _) => format!("{} = {value}", key.split_whitespace().collect::<Vec<_>>().join("_")),
        (None, Some((key, value))) => format!("{key} = {}", value.trim_start_matches([':', ' '])),
        (None, None) => format!("{} = …", line.text),
    };
    Some((format!("a key needs `=` and a value; write `{written}`"), all))
}

/// A value that is no number and no text in quotes.
fn value(text: &str, line: &Line<'_>, error: &SyntaxError) -> Told {
    const WRONG: [&str; 4] = ["string values must", "invalid ", "unexpected leading", "unexpected key or value"];
    if !WRONG.iter().any(|message| error.message().starts_with(message)) {
        return None;
    }
    let (key, whole) = line.parts().unwrap_or_default();
    let kind = keys::reference().iter().find(|listed| listed.path.rsplit('.').next() == key.rsplit('.').next());
    let kind = kind.map(|listed| listed.kind);
    let is_part = key.is_empty() || whole.starts_with(['[', '{']);
    let (written, kind, at) = if is_part {
        let kind = match kind {
            Some(Kind::List(item)) => Some(*item),
            // A part of a rate is a plain number.
            _ if text.get(error.start..error.end)?.contains('%') => Some(Kind::Number(0, 1)),
            _ => None,
        };
        (text.get(error.start..error.end)?.trim(), kind, error.start..error.end)
    } else {
        let start = line.start + line.text.find('=')? + 1;
        let start = start + text[start..].len() - text[start..].trim_start_matches([' ', '\t']).len();
        (whole, kind, start..start + whole.len())
    };
    if is_part && error.message().starts_with("unexpected key") {
        return Some(("nothing but a comment may stand behind a value or a header".to_owned(), at));
    }
    if written.is_empty() {
        return (!is_part).then(|| ("a value is missing behind `=`".to_owned(), at));
    }
    if written.starts_with(['"', '\'']) {
        return Some(("nothing but a comment may stand behind a value or a header".to_owned(), error.start..error.end));
    }
    if written.contains("//") {
        return Some(("a comment begins with `#`".to_owned(), at));
    }
    let curly = ['“', '”', '„', '‘', '’', '‚', '«', '»'];
    let straight = written.trim_matches(curly).trim_end_matches(';').trim_end();
    let another_unit = is_in_another_unit(key, straight);
    let by_kind = kind.filter(|_| !another_unit).map(|kind| meant(straight, straight, &kind)).unwrap_or_default();
    let dates = date(straight);
    let is_date = error.message().starts_with("invalid date") || kind == Some(Kind::Date);
    if is_date && dates.is_empty() && by_kind.is_empty() {
        return Some((format!("`{written}` is no date; a date is written as 2026-03-02"), at));
    }
    let texts = matches!(kind, None | Some(Kind::Text | Kind::Name | Kind::Path | Kind::OneOf(_) | Kind::List(_)));
    let meant = match number(straight).filter(|_| !another_unit) {
        _ if !by_kind.is_empty() => by_kind,
        _ if !dates.is_empty() => dates,
        Some(number) if straight.len() == written.len() => vec![plain(number)],
        _ if ["true", "false"].contains(&straight.to_lowercase().as_str()) => vec![straight.to_lowercase()],
        _ if texts => vec![format!("\"{}\"", straight.replace('"', ""))],
        _ => return Some((format!("`{written}` is neither a number nor a text in quotes"), at)),
    };
    Some((no_value(written, &meant), at))
}

fn no_value(written: &str, meant: &[String]) -> String {
    format!("`{written}` is neither a number nor a text in quotes; did you mean {}?", either(meant))
}
