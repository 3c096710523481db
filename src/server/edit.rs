//! Changes of a state: a value, a table more or less, a plan on or off.

use serde::{Deserialize, Serialize};
use toml_edit::{Array, DocumentMut, Item, TableLike, Value};

use crate::domain::case::Case;
use crate::guide::counted;
use crate::scenario::document::key::Key;
use crate::scenario::document::kind::Kind;
use crate::scenario::keys;

use super::adding::{add, is_free, take_over, vary};
use super::desk::Desk;
use super::document::{
    as_before, at, begin, below_mut, in_plan, merged, parts, path, played, section, table_at, what_ifs,
};
use super::list;
use super::rename::{forget, rename};
use super::rows::{self, WHAT_IF};
use super::state::{Refused, State};
use super::ways::other_ways;

/// A change.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub(super) enum Edit {
    /// States a value, as it was typed.
    Set { path: String, value: String },
    /// Leaves a value to what usually holds.
    Unset { path: String },
    /// Adds a table of this kind and name, or a row to a list of tables.
    Add { kind: String, name: String, word: Option<String> },
    /// Lets a what-if state the value at this path of the plan, to begin with as the plan has it.
    Vary { what_if: String, path: String },
    /// Takes a table out, and every mention of it.
    Remove { path: String },
    /// Gives a table another name, wherever it is mentioned.
    Rename { path: String, name: String },
    /// Compares a plan, or no longer.
    Plan { name: String, on: bool },
    /// Plays a what-if, or no longer.
    Switch { name: String, on: bool },
    /// Another text altogether.
    Text { text: String },
}

/// The state after changes. A value that is wrong is stated all the same, so that nothing that was typed is lost.
pub(super) fn edited(desk: &Desk, state: &State, edits: &[Edit]) -> Result<State, Refused> {
    let mut state = state.clone();
    for edit in edits {
        apply(desk, &mut state, edit)?;
    }
    Ok(state)
}

fn apply(desk: &Desk, state: &mut State, edit: &Edit) -> Result<(), Refused> {
    match edit {
        Edit::Text { text } => {
            state.text.clone_from(text);
            return Ok(());
        }
        Edit::Switch { name, on } => {
            state.off.retain(|off| off != name);
            if !on {
                state.off.push(name.clone());
            }
            return Ok(());
        }
        _ => {}
    }
    let mut document: DocumentMut = state.text.parse().map_err(|_| {
        Refused::Wrong("the text of the file cannot be read as it stands; mend it there first".to_owned())
    })?;
    match edit {
        Edit::Set { path, value } => {
            own_rows(desk, state, &mut document, path);
            set(&mut document, path, value)?;
        }
        Edit::Unset { path } => {
            own_rows(desk, state, &mut document, path);
            let parts = stated(&document, path)?;
            unset(&mut document, &parts);
        }
        Edit::Add { kind, name, word } => add(desk, state, &mut document, (kind, name, word.as_deref()))?,
        Edit::Vary { what_if, path } => {
            let all = merged(&document, &desk.below(&state.text));
            vary(&mut document, &all, what_if, &parts(path))?;
        }
        Edit::Remove { path } => {
            if let [kind, name] = &parts(path)[..]
                && kind == WHAT_IF
            {
                state.text = played(&state.text, std::slice::from_ref(name));
                state.off.retain(|off| off != name);
                return Ok(());
            }
            own_rows(desk, state, &mut document, path);
            remove(&mut document, path)?;
            let left = what_ifs(&document).into_iter().filter_map(|it| it.get("name")?.as_str());
            let left: Vec<&str> = left.collect();
            state.off.retain(|off| left.contains(&off.as_str()));
        }
        Edit::Rename { path, name } => {
            let parts = parts(path);
            renamed(&mut document, &parts, name)?;
            if let [kind, old] = &parts[..]
                && kind == WHAT_IF
            {
                state.off.iter_mut().filter(|off| *off == old).for_each(|off| name.trim().clone_into(off));
            }
        }
        Edit::Plan { name, on } => plan(desk, state, &mut document, name, *on)?,
        Edit::Switch { .. } | Edit::Text { .. } => {}
    }
    state.text = as_before(&state.text, document.to_string());
    Ok(())
}

/// The key that a path names.
fn key(parts: &[String]) -> Option<&'static Key> {
    keys::named(&in_plan(parts))
}

/// The parts of the path of something that the file itself states.
fn stated(document: &DocumentMut, path: &str) -> Result<Vec<String>, Refused> {
    let parts = parts(path);
    if at(document, &parts).is_some() { Ok(parts) } else { Err(not_stated(path)) }
}

fn not_stated(path: &str) -> Refused {
    Refused::Wrong(format!("`{path}` is not stated in this file"))
}

/// A list of tables is taken over whole: where another file states the rows that a path is about, they become those of this one.
fn own_rows(desk: &Desk, state: &State, document: &mut DocumentMut, path: &str) {
    let parts = parts(path);
    if let Some((list, _)) = rows::of(&parts) {
        take_over(document, &merged(document, &desk.below(&state.text)), list);
    }
}

/// Takes out a table with every mention of it, or a row of a list.
fn remove(document: &mut DocumentMut, path: &str) -> Result<(), Refused> {
    let parts = parts(path);
    if let Some((list, place)) = rows::of(&parts).filter(|(list, _)| list.len() + 1 == parts.len()) {
        let (table, rest) = begin(document, list);
        let (key, before) = rest.split_last().ok_or_else(|| not_stated(path))?;
        let table = below_mut(table, before).ok_or_else(|| not_stated(path))?;
        if table.get(key).and_then(|item| rows::row(item, place)).is_none() {
            return Err(not_stated(path));
        }
        rows::retain(table, key, |other, _| other != place);
        // A section that held nothing else goes with its last row, and so do those around it in a what-if.
        let kept = if parts[0] == WHAT_IF { 2 } else { list.len().saturating_sub(2) };
        let mut section = &list[..list.len() - 1];
        while section.len() > kept && table_at(document, section).is_some_and(TableLike::is_empty) {
            unset(document, section);
            section = &section[..section.len() - 1];
        }
        return Ok(());
    }
    let parts = stated(document, path)?;
    unset(document, &parts);
    if let [kind, name] = &parts[..] {
        forget(document, kind, name);
    }
    Ok(())
}

fn set(document: &mut DocumentMut, path: &str, typed: &str) -> Result<(), Refused> {
    let parts = parts(path);
    let unknown = || Refused::Wrong(format!("no key is called `{path}`"));
    let kind = key(&parts).map(|key| key.kind).ok_or_else(unknown)?;
    let no_table =
        || Refused::Wrong(format!("`{path}` has no place: something before its last part is no table in this file"));
    let is_missing =
        |(list, place): (&[String], usize)| at(document, list).and_then(|it| rows::row(it, place)).is_none();
    if rows::of(&parts).is_some_and(is_missing) {
        return Err(no_table());
    }
    let (table, rest) = begin(document, &parts);
    let (last, sections) = rest.split_last().ok_or_else(unknown)?;
    let table = section(table, sections, false).ok_or_else(no_table)?;
    // Of several ways to say the same the last one that was stated holds.
    for other in other_ways(&in_plan(&parts)) {
        table.remove(other);
    }
    put(table, last, value(typed, kind));
    Ok(())
}

/// Puts a value where it is, with the comment that stands beside it.
fn put(table: &mut dyn TableLike, key: &str, mut value: Value) {
    match table.get_mut(key) {
        Some(item @ Item::Value(_)) => {
            if let Some(old) = item.as_value() {
                *value.decor_mut() = old.decor().clone();
            }
            *item = Item::Value(value);
        }
        _ => drop(table.insert(key, Item::Value(value))),
    }
}

/// What was typed for a key of this kind, as TOML: texts need no quotes, and lists no brackets.
pub(super) fn value(typed: &str, kind: Kind) -> Value {
    let typed = typed.trim();
    let text = || Value::from(typed);
    let toml = || typed.parse::<Value>().map(undecorated).unwrap_or_else(|_| text());
    match kind {
        Kind::Text | Kind::Name | Kind::Path | Kind::OneOf(_) | Kind::Objective | Kind::Requirement => text(),
        Kind::Rate | Kind::TiedRate => counted(typed).and_then(|counted| counted.parse().ok()).unwrap_or_else(toml),
        Kind::List(_) if typed.starts_with('[') => toml(),
        Kind::List(of) => {
            let items = typed.split(',').map(str::trim).filter(|item| !item.is_empty());
            Value::Array(items.map(|item| value(item, *of)).collect::<Array>())
        }
        _ => toml(),
    }
}

/// A value that stands as values usually do, without what stood around it.
fn undecorated(mut value: Value) -> Value {
    value.decor_mut().clear();
    value
}

fn unset(document: &mut DocumentMut, parts: &[String]) {
    let (table, rest) = begin(document, parts);
    let Some((last, sections)) = rest.split_last() else { return };
    let table = below_mut(table, sections);
    let Some(table) = table else { return };
    // What stands above a key belongs to it, up to the last blank line: before that it is about more.
    let above = table.key(last).and_then(|key| key.leaf_decor().prefix()?.as_str().map(str::to_owned));
    let kept = above.as_deref().and_then(|above| Some(above.rsplit_once("\n\n")?.0)).filter(|kept| kept.contains('#'));
    let next = table.iter().map(|(key, _)| key.to_owned()).skip_while(|key| key != last).nth(1);
    table.remove(last);
    if let (Some(kept), Some(mut next)) = (kept, next.as_deref().and_then(|next| table.key_mut(next))) {
        let decor = next.leaf_decor_mut();
        let own = decor.prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
        decor.set_prefix(format!("{kept}\n\n{}", own.trim_start_matches('\n')));
    }
}

fn renamed(document: &mut DocumentMut, parts: &[String], name: &str) -> Result<(), Refused> {
    let ([kind, old], name) = (parts, name.trim()) else {
        return Err(Refused::Wrong("this has no name of its own".into()));
    };
    if name != old {
        is_free(document, kind, name)?;
    }
    match kind.as_str() {
        WHAT_IF => set(document, &path(&[kind, old, "name"]), name),
        kind => {
            rename(document, kind, old, name);
            Ok(())
        }
    }
}

/// Compares a plan or no longer: the list is written out, with the plans that the file compared if it had none.
fn plan(desk: &Desk, state: &State, document: &mut DocumentMut, name: &str, on: bool) -> Result<(), Refused> {
    let mut plans = match document.get("plans").and_then(Item::as_array) {
        Some(plans) => plans.clone(),
        None => {
            let read = desk.scenario(state, &Default::default()).map_err(|_| {
                Refused::Wrong(
                    "which plans are compared is not known while something else is wrong; mend that first".into(),
                )
            })?;
            let is_base = |case: &&Case| case.name.what_if().is_none();
            read.cases.iter().filter(is_base).map(|case| case.name.plan.as_str()).collect()
        }
    };
    let place = plans.iter().position(|plan| plan.as_str() == Some(name));
    match (place, on) {
        (None, true) => list::push(&mut plans, name),
        (Some(place), false) => list::remove(&mut plans, place),
        _ => {}
    }
    put(document.as_table_mut(), "plans", Value::Array(plans));
    Ok(())
}
