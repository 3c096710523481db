//! Lists of tables, such as `[[target]]` or `target = [{ … }]`. A path names a row by its place: `target.0.figure`.

use std::ops::Range;

use toml_edit::{ArrayOfTables, Item, Table, TableLike, Value};

use crate::scenario::document::key::Section;
use crate::scenario::keys::SCENARIO;

use super::list;

/// The key of the list of what-ifs, of which a path names a row by what it is called.
pub(super) const WHAT_IF: &str = "what_if";

/// The row at a place.
pub(super) fn row(item: &Item, place: usize) -> Option<&dyn TableLike> {
    match item {
        Item::ArrayOfTables(tables) => tables.get(place).map(|table| table as &dyn TableLike),
        Item::Value(Value::Array(values)) => Some(values.get(place)?.as_inline_table()? as &dyn TableLike),
        _ => None,
    }
}

/// The row at a place, to be changed.
pub(super) fn row_mut(item: &mut Item, place: usize) -> Option<&mut dyn TableLike> {
    match item {
        Item::ArrayOfTables(tables) => tables.get_mut(place).map(|table| table as &mut dyn TableLike),
        Item::Value(Value::Array(values)) => Some(values.get_mut(place)?.as_inline_table_mut()? as &mut dyn TableLike),
        _ => None,
    }
}

/// All rows, each with its place; none of what is no list of tables.
pub(super) fn rows(item: &Item) -> Vec<(usize, &dyn TableLike)> {
    let many = match item {
        Item::ArrayOfTables(tables) => tables.len(),
        Item::Value(Value::Array(values)) => values.len(),
        _ => 0,
    };
    (0..many).filter_map(|place| Some((place, row(item, place)?))).collect()
}

/// The bytes of a text at which a row stands.
pub(super) fn span(item: &Item, place: usize) -> Option<Range<usize>> {
    match item {
        Item::ArrayOfTables(tables) => tables.get(place)?.span(),
        Item::Value(Value::Array(values)) => values.get(place)?.span(),
        _ => None,
    }
}

/// Adds a row to the list that a key of a table holds, or begins one. False where something else stands there.
pub(super) fn push(table: &mut dyn TableLike, key: &str, new: Table) -> bool {
    match table.get_mut(key) {
        Some(Item::ArrayOfTables(tables)) => tables.push(new),
        Some(Item::Value(Value::Array(values))) => list::push(values, new.into_inline_table()),
        Some(_) => return false,
        None => {
            let mut tables = ArrayOfTables::new();
            tables.push(new);
            table.insert(key, Item::ArrayOfTables(tables));
        }
    }
    true
}

/// Takes rows out of the list that a key of a table holds, and the list with the last of them.
pub(super) fn retain(table: &mut dyn TableLike, key: &str, is_kept: impl Fn(usize, &dyn TableLike) -> bool) {
    let Some(item) = table.get_mut(key) else { return };
    let gone: Vec<usize> =
        rows(item).into_iter().filter(|&(place, row)| !is_kept(place, row)).map(|(place, _)| place).collect();
    for place in gone.into_iter().rev() {
        match item {
            Item::ArrayOfTables(tables) => drop(tables.remove(place)),
            Item::Value(Value::Array(values)) => list::remove(values, place),
            _ => {}
        }
    }
    let is_empty = match item {
        Item::ArrayOfTables(tables) => tables.is_empty(),
        Item::Value(Value::Array(values)) => values.is_empty(),
        _ => false,
    };
    if is_empty {
        table.remove(key);
    }
}

/// The list that a path is about, without the places of rows, if it is about one.
pub(super) fn section(pattern: &[&str]) -> Option<&'static Section> {
    SCENARIO.section(pattern).filter(|section| section.is_list)
}

/// A path as the list of keys has it, without the places of rows.
pub(super) fn pattern<S: AsRef<str>>(parts: &[S]) -> Vec<&str> {
    let mut pattern = Vec::new();
    for part in parts.iter().map(AsRef::as_ref) {
        let is_place = part.parse::<usize>().is_ok() && section(&pattern).is_some();
        if !is_place {
            pattern.push(part);
        }
    }
    pattern
}

/// The path of the list in which a path names a row, and the place of the row, if it names one. The list may be one of a what-if,
/// which itself is no such row.
pub(super) fn of(parts: &[String]) -> Option<(&[String], usize)> {
    let begin = if parts.first().is_some_and(|first| first == WHAT_IF) { 2 } else { 0 };
    let is_list = |list: &[String]| section(&pattern(list)).is_some_and(|section| section.path != WHAT_IF);
    let is_row = |&at: &usize| parts[at].parse::<usize>().is_ok() && is_list(&parts[begin..at]);
    let at = (begin + 1..parts.len()).find(is_row)?;
    Some((&parts[..at], parts[at].parse().ok()?))
}
