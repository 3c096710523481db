//! Names of touches, segments, outcomes and seats, changed or taken out wherever a file mentions them.

use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::document::{changes_something, parts, path};
use super::list::{remove, replace};
use super::rows::{self, WHAT_IF};

/// Where names of a kind are mentioned: the paths of the values, where `*` stands for any name.
const MENTIONS: [(&str, &str); 10] = [
    ("touch", "segment.*.sequence"),
    ("touch", "touch.*.*.of"),
    ("touch", "outcome.*.rate.of"),
    ("touch", "opening.pending.touch"),
    ("touch", "seat.*.opening.pending.touch"),
    ("segment", "seat.*.segments"),
    ("outcome", "outcome.*.of"),
    ("outcome", "outcome.*.rate.of"),
    ("seat", "plan_change.seat"),
    ("outcome", "rank_by"),
];

/// A change of one name.
struct Change<'n> {
    kind: &'n str,
    old: &'n str,
    /// Nothing where the name goes.
    new: Option<&'n str>,
    /// Do both a touch and an outcome have the old name, so that a rate that is tied to it is tied to the outcome?
    is_both: bool,
}

/// Gives a table another name, in the file and in its what-ifs.
pub(super) fn rename(document: &mut DocumentMut, kind: &str, old: &str, new: &str) {
    change(document, kind, old, Some(new));
}

/// Takes the name of a table out of every list that mentions it, and what what-ifs change about it: a what-if that changes
/// nothing else goes with it.
pub(super) fn forget(document: &mut DocumentMut, kind: &str, old: &str) {
    let known = document.get(WHAT_IF).map(rows::rows).unwrap_or_default().into_iter();
    let told: Vec<usize> = known.filter(|(_, row)| changes_something(*row)).map(|(place, _)| place).collect();
    change(document, kind, old, None);
    rows::retain(document.as_table_mut(), WHAT_IF, |place, row| !told.contains(&place) || changes_something(row));
}

fn change(document: &mut DocumentMut, kind: &str, old: &str, new: Option<&str>) {
    let has = |kind: &str| document.get(kind).and_then(Item::as_table_like).is_some_and(|of| of.contains_key(old));
    let change = Change { kind, old, new, is_both: has("touch") && has("outcome") };
    change.within(document.as_table_mut());
    match document.get_mut(WHAT_IF) {
        Some(Item::ArrayOfTables(tables)) => tables.iter_mut().for_each(|table| change.within(table)),
        Some(Item::Value(Value::Array(items))) => {
            items.iter_mut().filter_map(Value::as_inline_table_mut).for_each(|table| change.within(table));
        }
        _ => {}
    }
    let goal = document.get_mut("goal").and_then(Item::as_table_like_mut);
    if let Some(vary) = goal.and_then(|goal| goal.get_mut("vary")?.as_table_like_mut()) {
        change.within(vary);
    }
}

impl Change<'_> {
    /// Changes a table that is laid out as a file is: the file itself, a what-if, or what a goal varies.
    fn within(&self, table: &mut dyn TableLike) {
        if let Some(named) = table.get_mut(self.kind).and_then(Item::as_table_like_mut) {
            match self.new {
                Some(new) => rename_key(named, self.old, new),
                None => drop(named.remove(self.old)),
            }
            if named.is_empty() {
                table.remove(self.kind);
            }
        }
        self.paths(table);
        self.values(table, &mut Vec::new());
    }

    /// Changes the paths that a table has for keys, as those that a goal varies.
    fn paths(&self, table: &mut dyn TableLike) {
        let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
        for key in keys {
            let mut parts = parts(&key);
            if parts.len() < 3 || parts[0] != self.kind || parts[1] != self.old {
                continue;
            }
            match self.new {
                Some(new) => {
                    parts[1] = new.to_owned();
                    rename_key(table, &key, &path(&parts.iter().map(String::as_str).collect::<Vec<_>>()));
                }
                None => drop(table.remove(&key)),
            }
        }
    }

    fn values(&self, table: &mut dyn TableLike, path: &mut Vec<String>) {
        let before = path.len();
        for (key, item) in table.iter_mut() {
            let key = key.get();
            // A path under one key is as good as tables in tables.
            let inner = parts(key);
            path.extend(if inner.len() > 1 && before == 0 { inner } else { vec![key.to_owned()] });
            match item {
                // What-ifs and what a goal varies are gone through by themselves.
                Item::ArrayOfTables(_) | Item::Table(_) if before == 0 && ["what_if", "goal"].contains(&key) => {}
                Item::Table(inner) => self.values(inner, path),
                Item::ArrayOfTables(tables) => tables.iter_mut().for_each(|inner| self.values(inner, path)),
                Item::Value(value) => self.value(value, path),
                Item::None => {}
            }
            path.truncate(before);
        }
    }

    fn value(&self, value: &mut Value, path: &mut Vec<String>) {
        match value {
            Value::InlineTable(inner) => self.values(inner, path),
            Value::Array(items) => {
                let is_here = self.is_mentioned(path);
                for place in (0..items.len()).rev() {
                    let is_it = is_here && items.get(place).and_then(Value::as_str) == Some(self.old);
                    match (is_it, self.new) {
                        (true, Some(new)) => replace(items, place, new),
                        (true, None) => remove(items, place),
                        (false, _) => drop(items.get_mut(place).map(|item| self.value(item, path))),
                    }
                }
            }
            Value::String(text) if self.is_mentioned(path) => {
                let new = match text.value().strip_prefix("outcome.") {
                    Some(of) if path.last().is_some_and(|key| key == "rank_by") => {
                        let rest = of.strip_prefix(self.old).filter(|rest| rest.is_empty() || rest.starts_with('.'));
                        self.new.zip(rest).map(|(new, rest)| format!("outcome.{new}{rest}"))
                    }
                    _ => self.new.filter(|_| text.value() == self.old).map(str::to_owned),
                };
                if let Some(new) = new {
                    let decor = text.decor().clone();
                    *text = toml_edit::Formatted::new(new);
                    *text.decor_mut() = decor;
                }
            }
            _ => {}
        }
    }

    /// Is a name of this kind meant at a path?
    fn is_mentioned(&self, path: &[String]) -> bool {
        let is_such = |pattern: &str| {
            let parts: Vec<&str> = pattern.split('.').collect();
            parts.len() == path.len() && parts.iter().zip(path).all(|(part, key)| *part == "*" || part == key)
        };
        let is_ambiguous = is_such("outcome.*.rate.of") && self.is_both && self.kind == "touch";
        !is_ambiguous && MENTIONS.iter().any(|(kind, pattern)| *kind == self.kind && is_such(pattern))
    }
}

/// Gives a key another name and leaves it in its place.
fn rename_key(table: &mut dyn TableLike, old: &str, new: &str) {
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    if !keys.iter().any(|key| key == old) {
        return;
    }
    // What is put in again comes last, one after the other: in the order that it had.
    for key in keys {
        let mut decor = table.key(&key).map(|key| (key.leaf_decor().clone(), key.dotted_decor().clone()));
        let Some(item) = table.remove(&key) else { continue };
        let name = if key == old { new } else { &key };
        table.insert(name, item);
        if let (Some((leaf, dotted)), Some(mut key)) = (decor.take(), table.key_mut(name)) {
            *key.leaf_decor_mut() = leaf;
            *key.dotted_decor_mut() = dotted;
        }
    }
}
