//! Changes of a state: a value, a table more or less, a plan on or off.

use serde::{Deserialize, Serialize};
use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

use crate::domain::case::Case;
use crate::domain::touch::Channel;
use crate::guide::counted;
use crate::record::segments::{WAIT, borrowed_touch};
use crate::scenario::document::key::Key;
use crate::scenario::document::kind::Kind;
use crate::scenario::keys;

use super::desk::Desk;
use super::document::{as_before, at, begin, in_plan, merged, parts, played};
use super::list::{push, remove};
use super::rename::{forget, rename};
use super::state::{Refused, State};

/// A change.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub(super) enum Edit {
    /// States a value, as it was typed.
    Set { path: String, value: String },
    /// Leaves a value to what usually holds.
    Unset { path: String },
    /// Adds a table of this kind and name.
    Add { kind: String, name: String, word: Option<String> },
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
        Edit::Set { path, value } => set(&mut document, path, value)?,
        Edit::Unset { path } => {
            let parts = stated(&document, path)?;
            unset(&mut document, &parts);
        }
        Edit::Add { kind, name, word } => {
            let below = desk.below(&state.text);
            let all = merged(&document, &below);
            add(&mut document, &all, kind, name, word.as_deref())?;
        }
        Edit::Remove { path } => {
            if let [kind, name] = &parts(path)[..]
                && kind == "what_if"
            {
                state.text = played(&state.text, std::slice::from_ref(name));
                state.off.retain(|off| off != name);
                return Ok(());
            }
            let parts = stated(&document, path)?;
            unset(&mut document, &parts);
            if let [kind, name] = &parts[..] {
                forget(&mut document, kind, name);
            }
        }
        Edit::Rename { path, name } => renamed(&mut document, &parts(path), name)?,
        Edit::Plan { name, on } => plan(desk, state, &mut document, name, *on)?,
        Edit::Switch { .. } | Edit::Text { .. } => {}
    }
    state.text = as_before(&state.text, document.to_string());
    Ok(())
}

/// The key that a path names.
fn key(parts: &[String]) -> Option<&'static Key> {
    keys::named(&in_plan(parts).iter().map(String::as_str).collect::<Vec<_>>())
}

/// The parts of the path of something that the file itself states.
fn stated(document: &DocumentMut, path: &str) -> Result<Vec<String>, Refused> {
    let parts = parts(path);
    match at(document, &parts) {
        Some(_) if !parts.is_empty() => Ok(parts),
        _ => Err(Refused::Wrong(format!("`{path}` is not stated in this file"))),
    }
}

fn set(document: &mut DocumentMut, path: &str, typed: &str) -> Result<(), Refused> {
    let parts = parts(path);
    let unknown = || Refused::Wrong(format!("no key is called `{path}`"));
    let kind = key(&parts).map(|key| key.kind).ok_or_else(unknown)?;
    let no_table =
        || Refused::Wrong(format!("`{path}` has no place: something before its last part is no table in this file"));
    let (table, rest) = begin(document, &parts);
    let (last, sections) = rest.split_last().ok_or_else(unknown)?;
    let table = section(table, sections).ok_or_else(no_table)?;
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

/// The table at a path, which is made where it is missing.
fn section<'d>(mut table: &'d mut dyn TableLike, parts: &[String]) -> Option<&'d mut dyn TableLike> {
    for (place, part) in parts.iter().enumerate() {
        if table.get(part).is_none() {
            let mut new = Table::new();
            // A header of its own has only the table that holds something.
            new.set_implicit(place + 1 < parts.len());
            table.insert(part, Item::Table(new));
        }
        table = table.get_mut(part)?.as_table_like_mut()?;
    }
    Some(table)
}

fn unset(document: &mut DocumentMut, parts: &[String]) {
    let (table, rest) = begin(document, parts);
    let Some((last, sections)) = rest.split_last() else { return };
    let mut table: Option<&mut dyn TableLike> = Some(table);
    for part in sections {
        table = table.and_then(|table| table.get_mut(part)?.as_table_like_mut());
    }
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

/// What a new table says, as a file has it: the rates that lists of people borrow, or what the list of keys has for an example.
fn begun(kind: &str, channel: Channel, follows: bool) -> String {
    let example = |path: [&str; 3]| keys::named(&path).map_or("0", |key| key.example);
    let lifts = || {
        let lift = example(["touch", "ID", "accept_lift"]);
        format!("channel = \"{}\"\naccept_lift = {lift} # an example: no figure is published\n", channel.name())
    };
    let wait = if follows { format!("{} = {}\n", WAIT.0, WAIT.1) } else { String::new() };
    match kind {
        "touch" => borrowed_touch(channel, follows).unwrap_or_else(lifts) + &wait,
        "outcome" => format!("rate = {} # an example: put in your own\n", example(["outcome", "ID", "rate"])),
        _ => String::new(),
    }
}

fn add(
    document: &mut DocumentMut,
    all: &DocumentMut,
    kind: &str,
    name: &str,
    word: Option<&str>,
) -> Result<(), Refused> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refused::Wrong("it needs a name".into()));
    }
    let named = word.and_then(|word| Channel::ALL.into_iter().find(|channel| channel.name() == word));
    let channel = named.unwrap_or(Channel::InMail);
    if names(all, kind).iter().any(|known| known == name) {
        return Err(Refused::Wrong(format!("“{name}” is there already; choose another name")));
    }
    let (mut more, mut follows): (Vec<(&str, Value)>, bool) = (Vec::new(), false);
    match kind {
        "touch" => follows = join(document, name),
        "outcome" => {}
        "segment" => {
            more.push(("per_week", 10.into()));
            more.push(("sequence", Value::Array(names(all, "touch").into_iter().take(1).collect())));
        }
        "seat" => more.push(("segments", Value::Array(names(all, "segment").into_iter().collect()))),
        _ => return Err(Refused::Wrong(format!("nothing called “{kind}” can be added"))),
    }
    let table = section(document.as_table_mut(), &[kind.to_owned(), name.to_owned()])
        .ok_or_else(|| Refused::Wrong(format!("`{kind}` is no table in this file")))?;
    let begun: DocumentMut = begun(kind, channel, follows).parse()?;
    for (key, item) in begun.iter() {
        table.insert(key, item.clone());
    }
    for (key, value) in more {
        table.insert(key, Item::Value(value));
    }
    Ok(())
}

/// The names of the tables of a kind.
fn names(document: &DocumentMut, kind: &str) -> Vec<String> {
    let table = document.get(kind).and_then(Item::as_table_like);
    table.into_iter().flat_map(|table| table.iter().map(|(name, _)| name.to_owned())).collect()
}

/// Lets a new touch come last in the sequence, if it is clear in which. Does it come after another one?
fn join(document: &mut DocumentMut, touch: &str) -> bool {
    let segments = document.get_mut("segment").and_then(Item::as_table_like_mut).filter(|segments| segments.len() == 1);
    let mut segment = segments.and_then(|segments| segments.iter_mut().next().map(|(_, segment)| segment));
    let sequence =
        segment.as_mut().and_then(|segment| segment.as_table_like_mut()?.get_mut("sequence")?.as_array_mut());
    sequence.is_some_and(|sequence| {
        push(sequence, touch);
        sequence.len() > 1
    })
}

fn renamed(document: &mut DocumentMut, parts: &[String], name: &str) -> Result<(), Refused> {
    let ([kind, old], name) = (parts, name.trim()) else {
        return Err(Refused::Wrong("this has no name of its own".into()));
    };
    if name.is_empty() {
        return Err(Refused::Wrong("it needs a name".into()));
    }
    let names = document.get(kind).and_then(Item::as_table_like);
    if name != old && names.is_some_and(|names| names.contains_key(name)) {
        return Err(Refused::Wrong(format!("“{name}” is there already; choose another name")));
    }
    rename(document, kind, old, name);
    Ok(())
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
        (None, true) => push(&mut plans, name),
        (Some(place), false) => remove(&mut plans, place),
        _ => {}
    }
    put(document.as_table_mut(), "plans", Value::Array(plans));
    Ok(())
}
