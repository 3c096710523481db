//! What a page shows of a state beside its answer: controls for all that it states and may state, and what is wrong.

use serde::Serialize;
use toml_edit::{DocumentMut, Item, Value};

use crate::scenario::Overrides;

use super::desk::Desk;
use super::document;
use super::findings::{Findings, findings};
use super::groups::{Addable, Group, addable, groups};
use super::plans::{PlanSwitch, plans};
use super::state::State;

/// All of it.
#[derive(Debug, Serialize)]
pub(super) struct Look {
    /// Can it be played?
    ok: bool,
    name: String,
    description: String,
    findings: Findings,
    groups: Vec<Group>,
    plans: Vec<PlanSwitch>,
    what_ifs: Vec<WhatIfSwitch>,
    can_add: Vec<Addable>,
}

/// A what-if that may be played.
#[derive(Debug, Serialize)]
struct WhatIfSwitch {
    name: String,
    kind: Option<String>,
    on: bool,
    said: String,
}

/// Looks at a state.
pub(super) fn look(desk: &Desk, state: &State) -> Look {
    let read = desk.scenario(state, &Overrides::default());
    // Played is the text without what is switched off, but places are those of the text that is shown.
    let shown = if state.off.is_empty() { None } else { Some(desk.scenario(&whole(state), &Overrides::default())) };
    let findings = findings(&state.text, &desk.name(), shown.as_ref().unwrap_or(&read));
    let Ok(own) = state.text.parse::<DocumentMut>() else {
        return Look { findings, ..Look::nothing(desk) };
    };
    let document = document::merged(&own, &desk.below(&state.text));
    let text = |key: &str| document.get(key).and_then(Item::as_str).map(str::to_owned);
    let plans = plans(&document, read.as_ref().ok());
    Look {
        ok: read.is_ok(),
        name: text("name").unwrap_or_else(|| desk.stem()),
        description: text("description").unwrap_or_default(),
        groups: groups(&document, &findings, &plans),
        plans,
        what_ifs: what_ifs(&document, &state.off),
        can_add: addable(),
        findings,
    }
}

fn whole(state: &State) -> State {
    State { text: state.text.clone(), off: Vec::new() }
}

impl Look {
    /// Of a text that is no TOML nothing is shown but why.
    fn nothing(desk: &Desk) -> Look {
        Look {
            ok: false,
            name: desk.stem(),
            description: String::new(),
            findings: Vec::new(),
            groups: Vec::new(),
            plans: Vec::new(),
            what_ifs: Vec::new(),
            can_add: Vec::new(),
        }
    }
}

/// The what-ifs of a file, each with what it changes.
fn what_ifs(document: &DocumentMut, off: &[String]) -> Vec<WhatIfSwitch> {
    let tables: Vec<Vec<(String, String)>> = match document.get("what_if") {
        Some(Item::ArrayOfTables(tables)) => {
            tables.iter().map(|table| table.iter().map(|(key, item)| (key.to_owned(), plain(item))).collect()).collect()
        }
        Some(Item::Value(Value::Array(tables))) => tables
            .iter()
            .filter_map(Value::as_inline_table)
            .map(|table| {
                table.iter().map(|(key, value)| (key.to_owned(), value.to_string().trim().to_owned())).collect()
            })
            .collect(),
        _ => Vec::new(),
    };
    let switch = |entries: Vec<(String, String)>| {
        let unquoted = |key: &str| {
            let found = entries.iter().find(|(name, _)| name == key)?;
            Some(found.1.trim_matches(['"', '\'']).to_owned())
        };
        let changes = entries.iter().filter(|(key, _)| key != "name" && key != "kind");
        let said: Vec<String> = changes.map(|(key, value)| format!("{key} = {value}")).collect();
        let name = unquoted("name").unwrap_or_default();
        let on = !off.contains(&name);
        WhatIfSwitch { kind: unquoted("kind"), on, said: said.join(", "), name }
    };
    tables.into_iter().map(switch).collect()
}

/// An item in one line.
fn plain(item: &Item) -> String {
    match item {
        Item::Table(table) => table.clone().into_inline_table().to_string().trim().to_owned(),
        item => item.to_string().trim().to_owned(),
    }
}
