//! Keys without a value, and values that are no number and no text in quotes.

use super::Explained;
use super::line::Line;
use crate::scenario::document::key::Keys;
use crate::scenario::document::kind::Kind;
use crate::scenario::document::lists::either;
use crate::scenario::document::number::{date, number, plain};
use crate::scenario::document::remedy::{is_in_another_unit, meant};
use crate::scenario::document::syntax_error::SyntaxError;

/// A line that should be a key with a value.
pub(super) fn assignment(line: &Line<'_>, error: &SyntaxError) -> Explained {
    if error.begins("unquoted keys cannot be empty") {
        return Some(("a name is missing here".into(), error.at.clone()));
    }
    if !error.begins("key with no value") {
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
pub(super) fn value(text: &str, line: &Line<'_>, error: &SyntaxError, keys: &Keys) -> Explained {
    const WRONG: [&str; 4] = ["string values must", "invalid ", "unexpected leading", "unexpected key or value"];
    if !error.begins_any(&WRONG) {
        return None;
    }
    let (key, whole) = line.parts().unwrap_or_default();
    let kind = keys.list.iter().find(|listed| listed.path.rsplit('.').next() == key.rsplit('.').next());
    let kind = kind.map(|listed| listed.kind);
    let is_part = key.is_empty() || whole.starts_with(['[', '{']);
    let (written, kind, at) = if is_part {
        let kind = match kind {
            Some(Kind::List(item)) => Some(*item),
            // A part of a rate is a plain number.
            _ if text.get(error.at.clone())?.contains('%') => Some(Kind::Number(0, 1)),
            _ => None,
        };
        (text.get(error.at.clone())?.trim(), kind, error.at.clone())
    } else {
        let start = line.start + line.text.find('=')? + 1;
        let start = start + text[start..].len() - text[start..].trim_start_matches([' ', '\t']).len();
        (whole, kind, start..start + whole.len())
    };
    if is_part && error.begins("unexpected key") {
        return Some(("nothing but a comment may stand behind a value or a header".to_owned(), at));
    }
    if written.is_empty() {
        return (!is_part).then(|| ("a value is missing behind `=`".to_owned(), at));
    }
    if written.starts_with(['"', '\'']) {
        return Some(("nothing but a comment may stand behind a value or a header".to_owned(), error.at.clone()));
    }
    if written.contains("//") {
        return Some(("a comment begins with `#`".to_owned(), at));
    }
    let curly = ['“', '”', '„', '‘', '’', '‚', '«', '»'];
    let straight = written.trim_matches(curly).trim_end_matches(';').trim_end();
    let another_unit = is_in_another_unit(key, straight);
    let by_kind = kind.filter(|_| !another_unit).map(|kind| meant(straight, straight, &kind)).unwrap_or_default();
    let dates = date(straight);
    let is_date = error.begins("invalid date") || matches!(kind, Some(Kind::Date | Kind::DateOr(_)));
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

pub(super) fn no_value(written: &str, meant: &[String]) -> String {
    format!("`{written}` is neither a number nor a text in quotes; did you mean {}?", either(meant))
}
