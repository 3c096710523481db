//! The text of a scenario file, changed without a change to what is not meant: comments, order and spelling stay.

use toml_edit::{ArrayOfTables, Document, DocumentMut, Item, TableLike, Value};

use crate::scenario::document::quote::quote;

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
    match document.get_mut("what_if") {
        Some(Item::ArrayOfTables(tables)) => {
            tables.retain(|table| !is_off(table.get("name").and_then(Item::as_str)));
        }
        Some(Item::Value(Value::Array(tables))) => {
            tables.retain(|value| !is_off(value.as_inline_table().and_then(|table| table.get("name")?.as_str())));
        }
        _ => {}
    }
    let is_empty = document.get("what_if").and_then(Item::as_array_of_tables).is_some_and(ArrayOfTables::is_empty);
    if is_empty {
        document.remove("what_if");
    }
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

/// The item at a path. What a what-if states stands below its name: `what_if.NAME.weeks`.
pub(super) fn at<'d>(document: &'d DocumentMut, parts: &[String]) -> Option<&'d Item> {
    let (mut parts, mut item) = (parts, document.as_item());
    if let [kind, name, key, rest @ ..] = parts
        && kind == WHAT_IF
    {
        item = what_ifs(document).into_iter().find(|table| is_called(*table, name))?.get(key)?;
        parts = rest;
    }
    parts.iter().try_fold(item, |item, part| item.as_table_like()?.get(part))
}

/// The key of the list of what-ifs.
const WHAT_IF: &str = "what_if";

/// The tables of the what-ifs.
pub(super) fn what_ifs(document: &DocumentMut) -> Vec<&dyn TableLike> {
    match document.get(WHAT_IF) {
        Some(Item::ArrayOfTables(tables)) => tables.iter().map(|table| table as &dyn TableLike).collect(),
        Some(Item::Value(Value::Array(tables))) => {
            tables.iter().filter_map(|value| Some(value.as_inline_table()? as &dyn TableLike)).collect()
        }
        _ => Vec::new(),
    }
}

fn is_called(what_if: &dyn TableLike, name: &str) -> bool {
    what_if.get("name").and_then(Item::as_str) == Some(name)
}

/// The table in which a path begins, with the rest of the path: a what-if where it names one, and else the file.
pub(super) fn begin<'d, 'p>(
    document: &'d mut DocumentMut,
    parts: &'p [String],
) -> (&'d mut dyn TableLike, &'p [String]) {
    let named = match parts {
        [kind, name, rest @ ..] if kind == WHAT_IF && !rest.is_empty() => Some((name, rest)),
        _ => None,
    };
    let is_there = |name: &String| what_ifs(document).into_iter().any(|table| is_called(table, name));
    let Some((name, rest)) = named.filter(|(name, _)| is_there(name)) else { return (document.as_table_mut(), parts) };
    let found: Option<&mut dyn TableLike> = match document.get_mut(WHAT_IF) {
        Some(Item::ArrayOfTables(tables)) => {
            tables.iter_mut().find(|table| is_called(*table, name)).map(|table| table as &mut dyn TableLike)
        }
        Some(Item::Value(Value::Array(tables))) => {
            let mut tables = tables.iter_mut().filter_map(Value::as_inline_table_mut);
            tables.find(|table| is_called(*table, name)).map(|table| table as &mut dyn TableLike)
        }
        _ => None,
    };
    (found.expect("it is among the what-ifs"), rest)
}

/// A path in the plan, without the what-if that states it.
pub(super) fn in_plan(parts: &[String]) -> &[String] {
    match parts {
        [kind, _, rest @ ..] if kind == WHAT_IF => rest,
        parts => parts,
    }
}

/// The paths of a text with the bytes where their keys and values stand, outer ones first.
pub(super) fn places(text: &str) -> Vec<(Vec<String>, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    if let Ok(document) = Document::parse(text) {
        walk(document.as_table(), &mut Vec::new(), &mut found);
    }
    found
}

fn walk(table: &dyn TableLike, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, std::ops::Range<usize>)>) {
    for (key, item) in table.iter() {
        path.push(key.to_owned());
        let span = table.key(key).and_then(toml_edit::Key::span);
        found.extend(span.into_iter().chain(item.span()).map(|span| (path.clone(), span)));
        if let Some(inner) = item.as_table_like() {
            walk(inner, path, found);
        }
        if path.len() == 1 && key == WHAT_IF {
            walk_what_ifs(item, path, found);
        }
        path.pop();
    }
}

/// The values of each what-if stand below its name.
fn walk_what_ifs(item: &Item, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, std::ops::Range<usize>)>) {
    let mut named = |table: &dyn TableLike| {
        path.push(table.get("name").and_then(Item::as_str).unwrap_or_default().to_owned());
        walk(table, path, found);
        path.pop();
    };
    match item {
        Item::ArrayOfTables(tables) => tables.iter().for_each(|table| named(table)),
        Item::Value(Value::Array(tables)) => {
            tables.iter().filter_map(Value::as_inline_table).for_each(|table| named(table));
        }
        _ => {}
    }
}
