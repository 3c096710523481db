//! The controls of a state, group by group: the campaign as a whole, each segment, each touch, and so on.

use serde::Serialize;
use toml_edit::{DocumentMut, Item, TableLike};

use crate::domain::plan::Plan;
use crate::domain::touch::Channel;
use crate::scenario::document::key::Key;
use crate::scenario::keys::{self, SECTIONS, meaning_of};

use super::control::{Control, Word};
use super::document;
use super::findings::Finding;
use super::plans::PlanSwitch;

/// Controls that belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Group {
    id: String,
    kind: &'static str,
    title: String,
    /// The name of the user's choice, if it has one.
    name: Option<String>,
    meaning: String,
    can_remove: bool,
    can_rename: bool,
    /// What is stated, and what is always of use.
    controls: Vec<Control>,
    /// All else, with what usually holds.
    more: Vec<Control>,
}

/// Something of which there may be one more.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Addable {
    kind: &'static str,
    shown: &'static str,
    words: Vec<Word>,
}

/// What people call the tables of which there may be several, in the order in which they are shown.
const NAMED: [(&str, &str, &str); 5] = [
    ("segment", "People", "a group of people"),
    ("touch", "Message", "a message or another step"),
    ("outcome", "Outcome", "an outcome of a reply"),
    ("seat", "Colleagues", "colleagues with an account each"),
    ("plan", "Plan", ""),
];

/// What people call the other tables.
const SINGLE: [(&str, &str); 7] = [
    ("", "Campaign"),
    ("opening", "What you have on the first day"),
    ("costs", "Costs beside the plan"),
    ("effort", "Working time"),
    ("pacing", "When you send"),
    ("pacing.restriction", "When LinkedIn restricts you"),
    ("rules", "Rules of the credits"),
];

/// The keys that are shown though nothing is stated.
const SHOWN: [&str; 21] = [
    "rank_by",
    "weeks",
    "start",
    "billing_day",
    "segment.ID.per_week",
    "segment.ID.prospects",
    "segment.ID.sequence",
    "touch.ID.channel",
    "touch.ID.reply_rate",
    "touch.ID.accept_rate",
    "touch.ID.wait_days",
    "outcome.ID.of",
    "outcome.ID.rate",
    "outcome.ID.value",
    "seat.ID.segments",
    "seat.ID.count",
    "seat.ID.plan",
    "opening.credits",
    "costs.per_month",
    "effort.hourly_cost",
    "plan.ID.price_per_month",
];

/// Keys that the page has other ways for, or that make no sense there.
const ELSEWHERE: [&str; 3] = ["plans", "extends", "precision"];

/// The controls of a file.
///
/// They show `document`, which is the file itself, `own`, laid over the files `below`: only what the file itself states can be
/// taken out, and only what no other file states can be called otherwise.
pub(super) fn groups(
    (document, own, below): (&DocumentMut, &DocumentMut, &DocumentMut),
    findings: &[Finding],
    plans: &[PlanSwitch],
) -> Vec<Group> {
    let has = |document: &DocumentMut, section: &str, id: &str| {
        document.get(section).and_then(Item::as_table_like).is_some_and(|table| table.contains_key(id))
    };
    let single = |section: &'static str, title: &'static str| Group {
        kind: if section.is_empty() { "campaign" } else { section },
        title: title.to_owned(),
        can_remove: false,
        can_rename: false,
        ..group(document, findings, section, &[])
    };
    let campaign = single(SINGLE[0].0, SINGLE[0].1);
    let named = NAMED.iter().flat_map(|&(section, title, _)| {
        let stated = document.get(section).and_then(Item::as_table_like);
        let mut ids: Vec<&str> = stated.into_iter().flat_map(|table| table.iter().map(|(id, _)| id)).collect();
        // Of a plan that is compared the price may be stated, whether anything is or not.
        let played = plans.iter().filter(|plan| section == "plan" && plan.on && plan.id != Plan::NONE);
        for plan in played {
            if !ids.contains(&plan.id.as_str()) {
                ids.push(&plan.id);
            }
        }
        let group = move |id: &str| Group {
            kind: section,
            title: match plans.iter().find(|plan| section == "plan" && plan.id == id) {
                Some(plan) => format!("{title} “{}”", plan.name),
                None => format!("{title} “{id}”"),
            },
            name: Some(id.to_owned()),
            can_remove: section != "plan" && has(own, section, id),
            can_rename: section != "plan" && has(own, section, id) && !has(below, section, id),
            ..group(document, findings, section, &[id])
        };
        ids.into_iter().map(group)
    });
    let others = SINGLE[1..].iter().map(|&(section, title)| single(section, title));
    let what_ifs = document::what_ifs(own).into_iter().filter_map(|table| what_if(document, findings, table));
    std::iter::once(campaign).chain(named).chain(others).chain(what_ifs).collect()
}

/// The controls of the values that a what-if states; nothing where it has no name, or states nothing that has one.
fn what_if(document: &DocumentMut, findings: &[Finding], table: &dyn TableLike) -> Option<Group> {
    let name = table.get("name").and_then(Item::as_str)?;
    let mut controls = Vec::new();
    stated(table, &mut Vec::new(), &mut |parts| {
        controls.extend(Control::of_what_if(document, findings, (name, parts)));
    });
    (!controls.is_empty()).then(|| Group {
        id: document::path(&["what_if", name]),
        kind: "what_if",
        title: format!("What-if “{name}”"),
        name: Some(name.to_owned()),
        meaning: "what this what-if changes about the plan".to_owned(),
        can_remove: true,
        can_rename: false,
        controls,
        more: Vec::new(),
    })
}

/// Every value that the table of a what-if states, by its path in the plan.
fn stated<'t>(table: &'t dyn TableLike, path: &mut Vec<&'t str>, found: &mut dyn FnMut(&[&'t str])) {
    let is_top = path.is_empty();
    for (key, item) in table.iter().filter(|(key, _)| !is_top || !["name", "kind"].contains(key)) {
        path.push(key);
        match item.as_table_like() {
            // A rate in braces is one value; what is no key has keys in it.
            Some(inner) if keys::named(path).is_none() => stated(inner, path, found),
            _ => found(path),
        }
        path.pop();
    }
}

/// The controls of a table; `id` is its name, if it has one of the user's choice.
fn group(document: &DocumentMut, findings: &[Finding], section: &'static str, id: &[&str]) -> Group {
    let pattern = if id.is_empty() { section.to_owned() } else { format!("{section}.ID") };
    let mut prefix: Vec<&str> = section.split('.').filter(|part| !part.is_empty()).collect();
    prefix.extend(id);
    let channel = channel(document, section, id);
    let is_of_use = |key: &&Key| {
        let is_here = key.place().0 == pattern && !ELSEWHERE.contains(&key.path);
        is_here && (key.channels.is_empty() || channel.is_none_or(|channel| key.channels.contains(&channel)))
    };
    let (mut controls, mut more) = (Vec::new(), Vec::new());
    for key in keys::reference().iter().filter(is_of_use) {
        let mut parts = prefix.clone();
        parts.push(key.place().1);
        let control = Control::new(document, findings, key, &parts);
        if control.is_stated() || SHOWN.contains(&key.path) { controls.push(control) } else { more.push(control) }
    }
    let meaning = SECTIONS.iter().find(|known| known.path == pattern).map_or("", |known| known.meaning);
    Group {
        id: if prefix.is_empty() { "campaign".into() } else { document::path(&prefix) },
        kind: section,
        title: String::new(),
        name: None,
        meaning: meaning.to_owned(),
        can_remove: true,
        can_rename: true,
        controls,
        more,
    }
}

/// The channel of a touch, if it has one.
fn channel<'d>(document: &'d DocumentMut, section: &str, id: &[&str]) -> Option<&'d str> {
    let [id] = id else { return None };
    if section != "touch" {
        return None;
    }
    document.get(section)?.as_table_like()?.get(id)?.as_table_like()?.get("channel")?.as_str()
}

/// What may be added.
pub(super) fn addable() -> Vec<Addable> {
    let channels: Vec<Word> = Channel::ALL
        .into_iter()
        .map(|channel| Word {
            value: channel.name().to_owned(),
            shown: channel.way().to_owned(),
            meaning: meaning_of(channel.name()).unwrap_or_default().to_owned(),
            group: "",
        })
        .collect();
    let words = |kind: &str| if kind == "touch" { channels.clone() } else { Vec::new() };
    let addable = NAMED.iter().filter(|(.., shown)| !shown.is_empty());
    addable.map(|&(kind, _, shown)| Addable { kind, shown, words: words(kind) }).collect()
}
