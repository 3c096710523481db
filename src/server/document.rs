//! The text of a scenario file, changed without a change to what is not meant: comments, order and spelling stay.

use std::ops::Range;

use toml_edit::{Document, DocumentMut, Item, Table, TableLike};

use crate::scenario::document::quote::quote;

use super::rows::{self, WHAT_IF};

/// The parts of a dotted path, without their quotes.
pub(super) fn parts(path: &str) -> Vec<String> {
    let keys = toml_edit::Key::parse(path).unwrap_or_default();
    keys.iter().map(|key| key.get().to_owned()).collect()
}

/// The dotted path of these parts.
pub(super) fn path(parts: &[&str]) -> String {
    parts.iter().map(|part| quote(part)).collect::<Vec<_>>().join(".")
}

/// A text that was changed, with the ends of lines and the mark of the one that it was made from.
pub(super) fn as_before(before: &str, changed: String) -> String {
    let mut text = if before.contains("\r\n") { changed.replace("\r\n", "\n").replace('\n', "\r\n") } else { changed };
    if !before.ends_with('\n') {
        text.truncate(text.trim_end_matches(['\n', '\r']).len());
    }
    if before.starts_with(MARK) && !text.starts_with(MARK) { format!("{MARK}{text}") } else { text }
}

/// The mark with which some editors begin a text.
const MARK: char = '\u{feff}';

/// The text that is played: without the what-ifs that are switched off. A text that is no TOML is left alone.
pub(super) fn played(text: &str, off: &[String]) -> String {
    if off.is_empty() {
        return text.to_owned();
    }
    let Ok(mut document) = text.parse::<DocumentMut>() else { return text.to_owned() };
    let is_off = |name: Option<&str>| name.is_some_and(|name| off.iter().any(|off| off == name));
    rows::retain(document.as_table_mut(), WHAT_IF, |_, row| !is_off(row.get("name").and_then(Item::as_str)));
    as_before(text, document.to_string())
}

/// The file that a text is laid over, as it names it.
pub(super) fn extended(text: &str) -> Option<String> {
    Some(text.parse::<DocumentMut>().ok()?.get("extends")?.as_str()?.to_owned())
}

/// A document with all that it takes over from those below it.
pub(super) fn merged(document: &DocumentMut, below: &[String]) -> DocumentMut {
    let mut merged = document.clone();
    for text in below {
        if let Ok(under) = text.parse::<DocumentMut>() {
            lay_under(merged.as_table_mut(), under.as_table());
        }
    }
    merged
}

fn lay_under(above: &mut dyn TableLike, below: &dyn TableLike) {
    for (key, item) in below.iter() {
        match above.get_mut(key) {
            None => drop(above.insert(key, item.clone())),
            Some(known) => {
                // A rate in braces is one value, and is replaced as a whole.
                let are_sections = known.is_table() && item.is_table_like();
                if let (true, Some(above), Some(below)) =
                    (are_sections, known.as_table_like_mut(), item.as_table_like())
                {
                    lay_under(above, below);
                }
            }
        }
    }
}

/// The item at a path. What a what-if states stands below its name, `what_if.NAME.weeks`, and what a row of another list states
/// below its place: `target.0.figure`.
pub(super) fn at<'d>(document: &'d DocumentMut, parts: &[String]) -> Option<&'d Item> {
    let (last, before) = parts.split_last()?;
    table_at(document, before)?.get(last)
}

/// The table at a path.
pub(super) fn table_at<'d>(document: &'d DocumentMut, parts: &[String]) -> Option<&'d dyn TableLike> {
    match what_if_at(document, parts) {
        Some((place, rest)) => below(rows::row(document.get(WHAT_IF)?, place)?, rest),
        None => below(document.as_table(), parts),
    }
}

fn below<'d>(table: &'d dyn TableLike, parts: &[String]) -> Option<&'d dyn TableLike> {
    let Some((key, rest)) = parts.split_first() else { return Some(table) };
    let item = table.get(key)?;
    match (item.as_table_like(), rest.split_first()) {
        (Some(inner), _) => below(inner, rest),
        (None, Some((place, rest))) => below(rows::row(item, place.parse().ok()?)?, rest),
        (None, None) => None,
    }
}

/// The table at a path within a table, to be changed.
pub(super) fn below_mut<'d>(table: &'d mut dyn TableLike, parts: &[String]) -> Option<&'d mut dyn TableLike> {
    made(table, parts, &|_| None)
}

/// The same, where what is missing is made: with a header of its own where it is the last one, or within the names of its keys.
pub(super) fn section<'d>(
    table: &'d mut dyn TableLike,
    parts: &[String],
    in_names: bool,
) -> Option<&'d mut dyn TableLike> {
    made(table, parts, &|is_last| {
        let mut new = Table::new();
        new.set_dotted(in_names);
        // A header of its own has only the table that holds something.
        new.set_implicit(!is_last);
        Some(new)
    })
}

/// The same, where what is missing has no header: it holds nothing but a list of tables, which have theirs.
pub(super) fn section_of_list<'d>(table: &'d mut dyn TableLike, parts: &[String]) -> Option<&'d mut dyn TableLike> {
    made(table, parts, &|_| {
        let mut new = Table::new();
        new.set_implicit(true);
        Some(new)
    })
}

fn made<'d>(
    table: &'d mut dyn TableLike,
    parts: &[String],
    make: &dyn Fn(bool) -> Option<Table>,
) -> Option<&'d mut dyn TableLike> {
    let Some((key, rest)) = parts.split_first() else { return Some(table) };
    if table.get(key).is_none() {
        table.insert(key, Item::Table(make(rest.is_empty())?));
    }
    let item = table.get_mut(key)?;
    if item.is_table_like() {
        return made(item.as_table_like_mut()?, rest, make);
    }
    let (place, rest) = rest.split_first()?;
    made(rows::row_mut(item, place.parse().ok()?)?, rest, make)
}

/// The tables of the what-ifs.
pub(super) fn what_ifs(document: &DocumentMut) -> Vec<&dyn TableLike> {
    let rows = document.get(WHAT_IF).map(rows::rows).unwrap_or_default();
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The place of the what-if that a path names, and the path within it; nothing where it names none that is there.
fn what_if_at<'p>(document: &DocumentMut, parts: &'p [String]) -> Option<(usize, &'p [String])> {
    let [kind, name, rest @ ..] = parts else { return None };
    let is_called = |(_, row): &(usize, &dyn TableLike)| row.get("name").and_then(Item::as_str) == Some(name);
    let rows = document.get(WHAT_IF).filter(|_| kind == WHAT_IF).map(rows::rows)?;
    rows.into_iter().find(is_called).map(|(place, _)| (place, rest))
}

/// The table in which a path begins, with the rest of the path: a what-if where it names one, and else the file.
pub(super) fn begin<'d, 'p>(
    document: &'d mut DocumentMut,
    parts: &'p [String],
) -> (&'d mut dyn TableLike, &'p [String]) {
    match what_if_at(document, parts).filter(|(_, rest)| !rest.is_empty()) {
        None => (document.as_table_mut(), parts),
        Some((place, rest)) => {
            let row = document.get_mut(WHAT_IF).and_then(|item| rows::row_mut(item, place));
            (row.expect("it is among the what-ifs"), rest)
        }
    }
}

/// The keys of a what-if itself.
const OF_WHAT_IF: [&str; 2] = ["name", "kind"];

/// Does a what-if change anything of the plan?
pub(super) fn changes_something(what_if: &dyn TableLike) -> bool {
    what_if.iter().any(|(key, _)| !OF_WHAT_IF.contains(&key))
}

/// A path in the plan, as the list of keys has it: without the what-if that states it, and without the places of rows.
pub(super) fn in_plan<S: AsRef<str>>(parts: &[S]) -> Vec<&str> {
    match parts {
        [kind, _, key] if kind.as_ref() == WHAT_IF && OF_WHAT_IF.contains(&key.as_ref()) => vec![WHAT_IF, key.as_ref()],
        [kind, _, rest @ ..] if kind.as_ref() == WHAT_IF => rows::pattern(rest),
        parts => rows::pattern(parts),
    }
}

/// The paths of a text with the bytes where their keys and values stand, outer ones first.
pub(super) fn places(text: &str) -> Vec<(Vec<String>, Range<usize>)> {
    let mut found = Vec::new();
    if let Ok(document) = Document::parse(text) {
        walk(document.as_table(), &mut Vec::new(), &mut found);
    }
    found
}

fn walk(table: &dyn TableLike, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, Range<usize>)>) {
    for (key, item) in table.iter() {
        path.push(key.to_owned());
        let span = table.key(key).and_then(toml_edit::Key::span);
        found.extend(span.into_iter().chain(item.span()).map(|span| (path.clone(), span)));
        if let Some(inner) = item.as_table_like() {
            walk(inner, path, found);
        }
        for (place, row) in rows::rows(item) {
            // A what-if is known by its name, a row of another list by its place.
            let is_what_if = path.len() == 1 && key == WHAT_IF;
            let name = if is_what_if { row.get("name").and_then(Item::as_str).unwrap_or_default() } else { "" };
            path.push(if is_what_if { name.to_owned() } else { place.to_string() });
            found.extend(rows::span(item, place).map(|span| (path.clone(), span)));
            walk(row, path, found);
            path.pop();
        }
        path.pop();
    }
}
