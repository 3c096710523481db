//! The what-ifs of a state: each as a switch, and what it changes as controls.

use serde::Serialize;
use toml_edit::{DocumentMut, Item, TableLike};

use crate::scenario::NOT_IN_WHAT_IF;
use crate::scenario::document::key::Section;
use crate::scenario::keys::{self, SECTIONS, also};

use super::choices::Seen;
use super::control::Control;
use super::document;
use super::group::{Addable, Group, addable_row, rows_of};
use super::rows::{self, WHAT_IF};

/// A what-if that may be played.
#[derive(Debug, Serialize)]
pub(super) struct WhatIfSwitch {
    name: String,
    kind: Option<String>,
    on: bool,
    said: String,
}

/// The what-ifs of a file, each with what it changes, as these controls have it.
pub(super) fn switches(own: &DocumentMut, off: &[String], groups: &[Group]) -> Vec<WhatIfSwitch> {
    let switch = |table: &dyn TableLike| {
        let text = |key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
        let name = text("name").unwrap_or_default();
        let id = document::path(&[WHAT_IF, &name]);
        let values = groups.iter().filter(|group| group.id == id).flat_map(|group| &group.controls);
        let (title, within) = (row_title(&name, ""), format!("{id}."));
        let rows = groups.iter().filter(|group| group.id.starts_with(&within));
        let rows = rows.filter_map(|group| group.title.strip_prefix(&title).map(str::to_owned));
        let said: Vec<String> = values.filter_map(Control::told).chain(rows).collect();
        WhatIfSwitch { kind: text("kind"), on: !off.contains(&name), said: said.join("; "), name }
    };
    document::what_ifs(own).into_iter().map(switch).collect()
}

/// The controls of the values that a what-if states, and of each row of its lists; none where it has no name.
pub(super) fn what_if(seen: &Seen<'_>, table: &dyn TableLike) -> Vec<Group> {
    let Some(name) = table.get("name").and_then(Item::as_str) else { return Vec::new() };
    let mut controls = Vec::new();
    stated(table, &mut Vec::new(), &mut |parts| controls.extend(Control::of_what_if(seen, name, parts)));
    let kind = keys::named(&[WHAT_IF, "kind"]);
    let id = [WHAT_IF, name];
    let lists = lists(seen.document);
    let own =
        |path: &'_ [String]| -> Vec<String> { id.into_iter().map(str::to_owned).chain(path.iter().cloned()).collect() };
    let offered = |(list, path): &(&'static Section, Vec<String>)| {
        let path = own(path);
        let offered = addable_row(list, &path.iter().map(String::as_str).collect::<Vec<_>>());
        match &path[..] {
            [_, _, _, whose, _, _] => Addable { shown: format!("{}: “{whose}”", offered.shown), ..offered },
            _ => offered,
        }
    };
    let first = Group {
        id: document::path(&id),
        kind: WHAT_IF,
        title: format!("What-if “{name}”"),
        name: Some(name.to_owned()),
        meaning: "what this what-if changes about the plan".to_owned(),
        also: also(WHAT_IF),
        can_remove: true,
        can_rename: true,
        can_add: lists.iter().map(offered).collect(),
        controls,
        more: kind.map(|key| Control::new(seen, key, &[id[0], id[1], "kind"])).into_iter().collect(),
    };
    let rows = lists.iter().flat_map(|(list, path)| {
        let path = own(path);
        rows_of(seen, list, &path.iter().map(String::as_str).collect::<Vec<_>>())
    });
    let rows = rows.map(|row| Group { title: row_title(name, &row.title), ..row });
    std::iter::once(first).chain(rows).collect()
}

/// What a row of a list within a what-if is called.
fn row_title(what_if: &str, row: &str) -> String {
    let mut letters = row.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    format!("What-if “{what_if}”: {first}{}", letters.as_str())
}

/// The lists of tables that a what-if may state, each with its path in the plan.
fn lists(document: &DocumentMut) -> Vec<(&'static Section, Vec<String>)> {
    let is_allowed = |list: &&Section| list.is_list && !NOT_IN_WHAT_IF.contains(&list.path);
    let mut found = Vec::new();
    for list in SECTIONS.iter().filter(is_allowed) {
        let parts: Vec<String> = list.path.split('.').map(str::to_owned).collect();
        let Some(place) = parts.iter().position(|part| part == "ID") else {
            found.push((list, parts));
            continue;
        };
        let named = document::table_at(document, &parts[..place]);
        for (id, _) in named.into_iter().flat_map(TableLike::iter) {
            let mut path = parts.clone();
            id.clone_into(&mut path[place]);
            found.push((list, path));
        }
    }
    found
}

/// Every value that the table of a what-if states, by its path in the plan; those of rows are shown row by row.
fn stated(table: &dyn TableLike, path: &mut Vec<String>, found: &mut dyn FnMut(&[&str])) {
    let is_top = path.is_empty();
    for (key, item) in table.iter().filter(|(key, _)| !is_top || !["name", "kind"].contains(key)) {
        path.push(key.to_owned());
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        let (is_key, is_list) = (keys::named(&rows::pattern(&parts)).is_some(), rows::section(&parts).is_some());
        match item.as_table_like() {
            // A rate in braces is one value; what is no key has keys in it.
            Some(inner) if !is_key => stated(inner, path, found),
            None if is_list => {}
            _ => found(&parts),
        }
        path.pop();
    }
}
