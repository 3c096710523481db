//! Names of touches, segments, outcomes and seats, changed or taken out wherever a file mentions them.

use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::document::{parts, path};

/// The keys whose values are names of a kind.
fn mentions(kind: &str) -> &'static [&'static str] {
    match kind {
        "touch" => &["sequence", "of", "touch"],
        "segment" => &["segments", "segment"],
        "outcome" => &["of"],
        "seat" => &["seat"],
        _ => &[],
    }
}

/// Gives a table another name, in the file and in its what-ifs.
pub(super) fn rename(document: &mut DocumentMut, kind: &str, old: &str, new: &str) {
    each(document.as_table_mut(), &mut |table| {
        if let Some(named) = table.get_mut(kind).and_then(Item::as_table_like_mut) {
            rename_key(named, old, new);
        }
        change(table, kind, &|name| Some(if name == old { new.to_owned() } else { name.to_owned() }));
        rename_paths(table, kind, old, new);
    });
}

/// Takes the name of a table out of every list that mentions it.
pub(super) fn forget(document: &mut DocumentMut, kind: &str, old: &str) {
    each(document.as_table_mut(), &mut |table| {
        change(table, kind, &|name| (name != old).then(|| name.to_owned()));
    });
}

/// Does something to a table and to every table in it.
fn each(table: &mut dyn TableLike, change: &mut dyn FnMut(&mut dyn TableLike)) {
    change(table);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Value(Value::InlineTable(inner)) => each(inner, change),
            Item::Value(Value::Array(items)) => {
                items.iter_mut().filter_map(Value::as_inline_table_mut).for_each(|inner| each(inner, change));
            }
            Item::Table(inner) => each(inner, change),
            Item::ArrayOfTables(tables) => tables.iter_mut().for_each(|inner| each(inner, change)),
            Item::None | Item::Value(_) => {}
        }
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

/// Changes the names of a kind that the keys of a table mention; those for which there is none any more go from lists.
fn change(table: &mut dyn TableLike, kind: &str, changed: &dyn Fn(&str) -> Option<String>) {
    for key in mentions(kind) {
        match table.get_mut(key) {
            Some(Item::Value(Value::String(text))) => {
                if let Some(name) = changed(text.value()).filter(|name| name != text.value()) {
                    let decor = text.decor().clone();
                    *text = toml_edit::Formatted::new(name);
                    *text.decor_mut() = decor;
                }
            }
            Some(Item::Value(Value::Array(items))) => {
                for place in (0..items.len()).rev() {
                    let Some(name) = items.get(place).and_then(Value::as_str).map(str::to_owned) else { continue };
                    match changed(&name) {
                        Some(new) if new != name => drop(items.replace(place, new)),
                        Some(_) => {}
                        None => drop(items.remove(place)),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Renames the paths that a table has for keys, as those that an optimum varies.
fn rename_paths(table: &mut dyn TableLike, kind: &str, old: &str, new: &str) {
    let renamed = |key: &str| {
        let mut parts = parts(key);
        let is_such = parts.len() > 2 && parts[0] == kind && parts[1] == old;
        is_such.then(|| {
            parts[1] = new.to_owned();
            path(&parts.iter().map(String::as_str).collect::<Vec<_>>())
        })
    };
    let keys: Vec<(String, String)> =
        table.iter().filter_map(|(key, _)| Some((key.to_owned(), renamed(key)?))).collect();
    keys.iter().for_each(|(key, name)| rename_key(table, key, name));
}
