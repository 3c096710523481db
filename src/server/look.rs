//! What a page shows of a state beside its answer: controls for all that it states and may state, and what is wrong.

use serde::Serialize;
use toml_edit::{DocumentMut, Item};

use crate::scenario::Overrides;

use super::choices::Seen;
use super::desk::Desk;
use super::document;
use super::findings::{Findings, findings};
use super::group::{Addable, Group};
use super::groups::{addable, groups};
use super::plans::{PlanSwitch, have_say, plans};
use super::state::State;
use super::what_ifs::{WhatIfSwitch, switches};

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

/// Looks at a state.
pub(super) fn look(desk: &Desk, state: &State) -> Look {
    let read = desk.scenario(state, &Overrides::default());
    // Played is the text without what is switched off, but places are those of the text that is shown.
    let shown = if state.off.is_empty() { None } else { Some(desk.scenario(&whole(state), &Overrides::default())) };
    let mut found = findings(&state.text, &desk.name(), shown.as_ref().unwrap_or(&read));
    if read.is_err() && shown.is_some_and(|shown| shown.is_ok()) {
        // What is wrong without what is switched off is wrong in another text.
        found = findings(&document::played(&state.text, &state.off), &desk.name(), &read);
    }
    let findings = found;
    let Ok(own) = state.text.parse::<DocumentMut>() else {
        return Look { findings, ..Look::nothing(desk) };
    };
    let texts = desk.below(&state.text);
    let (document, below) = (document::merged(&own, &texts), document::merged(&DocumentMut::new(), &texts));
    let text = |key: &str| document.get(key).and_then(Item::as_str).map(str::to_owned);
    let plans = plans(&document, read.as_ref().ok());
    let groups = groups(&Seen { document: &document, findings: &findings, plans: &plans }, &own, &below);
    Look {
        ok: read.is_ok(),
        name: text("name").unwrap_or_else(|| desk.stem()),
        description: text("description").unwrap_or_default(),
        plans: if have_say(&document) { plans } else { Vec::new() },
        what_ifs: switches(&own, &state.off, &groups),
        groups,
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
