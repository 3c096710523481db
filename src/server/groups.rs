//! The controls of a state, group by group: the campaign as a whole, each segment, each touch, and so on.

use serde::Serialize;
use toml_edit::{DocumentMut, Item, TableLike};

use crate::domain::plan::Plan;
use crate::domain::touch::Channel;
use crate::scenario::document::key::{Default, Key, Section};
use crate::scenario::keys::{self, SECTIONS, also, meaning_of};
use crate::words::setting::called;

use super::choices::{Seen, Word};
use super::control::Control;
use super::document;
use super::rows::{self, WHAT_IF};
use super::ways::other_ways;

/// Controls that belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Group {
    id: String,
    kind: &'static str,
    title: String,
    /// The name of the user's choice, if it has one.
    name: Option<String>,
    meaning: String,
    /// Other words by which people look for it.
    #[serde(skip_serializing_if = "str::is_empty")]
    also: &'static str,
    can_remove: bool,
    can_rename: bool,
    /// What may be added to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    can_add: Vec<Addable>,
    /// What is stated, and what is always of use.
    controls: Vec<Control>,
    /// All else, with what usually holds.
    more: Vec<Control>,
}

/// Something of which there may be one more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Addable {
    /// What an edit calls it.
    kind: String,
    shown: String,
    /// Has it a name of the user's choice?
    is_named: bool,
    words: Vec<Word>,
    #[serde(skip_serializing_if = "str::is_empty")]
    also: &'static str,
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

/// What people call a row of a list of tables, by the last part of its path, and what is added to the list.
const ROWS: [(&str, &str, &str); 5] = [
    ("plan_change", "Change of plan", "a change of plan"),
    ("target", "Target", "a target"),
    ("lots", "Credits that expire together", "credits by the day on which they expire"),
    ("pending", "Sent before the first day", "messages that are still without an answer"),
    (WHAT_IF, "What-if", "a what-if"),
];

/// The keys that are shown though nothing is stated, beside those that must be.
const SHOWN: [&str; 24] = [
    "rank_by",
    "weeks",
    "start",
    "billing_day",
    "segment.ID.prospects",
    "touch.ID.reply_rate",
    "touch.ID.accept_rate",
    "touch.ID.wait_days",
    "outcome.ID.of",
    "outcome.ID.value",
    "seat.ID.count",
    "seat.ID.plan",
    "opening.credits",
    "opening.lots.lapses_in_days",
    "seat.ID.opening.credits",
    "seat.ID.opening.lots.lapses_in_days",
    "costs.per_month",
    "effort.hourly_cost",
    "plan.ID.price_per_month",
    "plan_change.seat",
    "target.at_least",
    "target.at_most",
    "target.with",
    "target.by",
];

/// Keys that the page has other ways for, or that make no sense there.
const ELSEWHERE: [&str; 3] = ["plans", "extends", "precision"];

/// The controls of a file.
///
/// They show a document, which is the file itself, `own`, laid over the files `below`: only what the file itself states can be
/// taken out, and only what no other file states can be called otherwise.
pub(super) fn groups(seen: &Seen<'_>, own: &DocumentMut, below: &DocumentMut) -> Vec<Group> {
    let mut groups = Vec::new();
    for &(section, title) in &SINGLE[..1] {
        groups.push(single(seen, section, title));
    }
    for &(section, title, _) in &NAMED {
        for id in names(seen, section) {
            groups.push(named(seen, (own, below), (section, title), &id));
            groups.extend(within(seen, section, &id));
        }
    }
    groups.extend(lists("").flat_map(|section| rows_of(seen, section, &[section.path])));
    for &(section, title) in &SINGLE[1..] {
        groups.push(single(seen, section, title));
        let parts: Vec<&str> = section.split('.').collect();
        groups.extend(lists(section).flat_map(|of| rows_of(seen, of, &inner(&parts, of))));
    }
    let what_ifs = document::what_ifs(own).into_iter();
    groups.extend(what_ifs.filter_map(|table| what_if(seen, table)));
    groups
}

/// The lists of tables within a section, what-ifs aside; those of a file as a whole are within the one without a name.
fn lists(section: &str) -> impl Iterator<Item = &'static Section> {
    let lists = SECTIONS.iter().filter(|list| list.is_list && list.path != WHAT_IF);
    lists.filter(move |list| list.path.rsplit_once('.').map_or("", |(within, _)| within) == section)
}

/// The path of a list within a table.
fn inner<'p>(table: &[&'p str], list: &'static Section) -> Vec<&'p str> {
    let last = list.path.rsplit('.').next().unwrap_or_default();
    table.iter().copied().chain([last]).collect()
}

fn single(seen: &Seen<'_>, section: &'static str, title: &str) -> Group {
    let parts: Vec<&str> = section.split('.').filter(|part| !part.is_empty()).collect();
    Group {
        kind: if section.is_empty() { "campaign" } else { section },
        title: title.to_owned(),
        can_add: lists(section)
            .filter(|_| !section.is_empty())
            .map(|list| addable_row(list, &inner(&parts, list)))
            .collect(),
        ..group(seen, section, &parts)
    }
}

/// The names of the tables of a kind; of a plan that is compared the price may be stated, whether anything is or not.
fn names(seen: &Seen<'_>, section: &str) -> Vec<String> {
    let stated = seen.document.get(section).and_then(Item::as_table_like);
    let mut ids: Vec<String> = stated.into_iter().flat_map(|table| table.iter().map(|(id, _)| id.to_owned())).collect();
    let played = seen.plans.iter().filter(|plan| section == "plan" && plan.on && plan.id != Plan::NONE);
    for plan in played {
        if !ids.contains(&plan.id) {
            ids.push(plan.id.clone());
        }
    }
    ids
}

fn named(
    seen: &Seen<'_>,
    (own, below): (&DocumentMut, &DocumentMut),
    (section, title): (&'static str, &str),
    id: &str,
) -> Group {
    let has = |document: &DocumentMut| {
        document.get(section).and_then(Item::as_table_like).is_some_and(|table| table.contains_key(id))
    };
    let plan = seen.plans.iter().find(|plan| section == "plan" && plan.id == id);
    Group {
        kind: section,
        title: format!("{title} “{}”", plan.map_or(id, |plan| &plan.name)),
        name: Some(id.to_owned()),
        can_remove: section != "plan" && has(own),
        can_rename: section != "plan" && has(own) && !has(below),
        ..group(seen, pattern_of(section), &[section, id])
    }
}

/// The pattern of a table with a name of the user's choice.
fn pattern_of(section: &str) -> &'static str {
    let is_it = |known: &&Section| known.path.strip_suffix(".ID") == Some(section);
    SECTIONS.iter().find(is_it).map_or("", |known| known.path)
}

/// The tables within a table with a name, each with its lists.
fn within(seen: &Seen<'_>, section: &str, id: &str) -> Vec<Group> {
    let pattern = pattern_of(section);
    let is_inner = |of: &&Section| !of.is_list && of.path.rsplit_once('.').is_some_and(|(within, _)| within == pattern);
    let mut groups = Vec::new();
    for of in SECTIONS.iter().filter(is_inner) {
        let path = inner(&[section, id], of);
        let title = SINGLE.iter().find(|(known, _)| path.last() == Some(known)).map_or("", |(_, title)| title);
        groups.push(Group {
            kind: of.path,
            title: format!("{title}: “{id}”"),
            can_add: lists(of.path).map(|list| addable_row(list, &inner(&path, list))).collect(),
            ..group(seen, of.path, &path)
        });
        groups.extend(lists(of.path).flat_map(|list| rows_of(seen, list, &inner(&path, list))));
    }
    groups
}

/// What people call a row of a list, and what is added to it.
fn row_words(list: &Section) -> (String, String) {
    let last = list.path.rsplit('.').next().unwrap_or_default();
    let known = ROWS.iter().find(|(of, ..)| *of == last);
    known.map_or_else(|| (called(last), called(last)), |(_, title, shown)| ((*title).to_owned(), (*shown).to_owned()))
}

/// The rows of the list at a path.
fn rows_of(seen: &Seen<'_>, list: &'static Section, path: &[&str]) -> Vec<Group> {
    let owned: Vec<String> = path.iter().map(|part| (*part).to_owned()).collect();
    let rows = document::at(seen.document, &owned).map(rows::rows).unwrap_or_default();
    let (title, _) = row_words(list);
    let of = |(place, _): (usize, &dyn TableLike)| {
        let place = place.to_string();
        let parts: Vec<&str> = path.iter().copied().chain([place.as_str()]).collect();
        let group = group(seen, list.path, &parts);
        let said: Vec<String> = group.controls.iter().filter_map(Control::told).collect();
        let title = if said.is_empty() { title.clone() } else { format!("{title}: {}", said.join(", ")) };
        Group { kind: list.path, title, can_remove: true, ..group }
    };
    rows.into_iter().map(of).collect()
}

/// The controls of the values that a what-if states; nothing where it has no name.
fn what_if(seen: &Seen<'_>, table: &dyn TableLike) -> Option<Group> {
    let name = table.get("name").and_then(Item::as_str)?;
    let mut controls = Vec::new();
    stated(table, &mut Vec::new(), &mut |parts| controls.extend(Control::of_what_if(seen, name, parts)));
    let kind = keys::named(&[WHAT_IF, "kind"]);
    let id = [WHAT_IF, name];
    Some(Group {
        id: document::path(&id),
        kind: WHAT_IF,
        title: format!("What-if “{name}”"),
        name: Some(name.to_owned()),
        meaning: "what this what-if changes about the plan".to_owned(),
        also: also(WHAT_IF),
        can_remove: true,
        can_rename: true,
        can_add: Vec::new(),
        controls,
        more: kind.map(|key| Control::new(seen, key, &[id[0], id[1], "kind"])).into_iter().collect(),
    })
}

/// Every value that the table of a what-if states, by its path in the plan.
fn stated(table: &dyn TableLike, path: &mut Vec<String>, found: &mut dyn FnMut(&[&str])) {
    let is_top = path.is_empty();
    for (key, item) in table.iter().filter(|(key, _)| !is_top || !["name", "kind"].contains(key)) {
        path.push(key.to_owned());
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        let (is_key, is_list) = (keys::named(&rows::pattern(&parts)).is_some(), rows::section(&parts).is_some());
        match item.as_table_like() {
            // A rate in braces is one value; what is no key has keys in it.
            Some(inner) if !is_key => stated(inner, path, found),
            None if is_list => {
                for (place, row) in rows::rows(item) {
                    path.push(place.to_string());
                    stated(row, path, found);
                    path.pop();
                }
            }
            _ => found(&parts),
        }
        path.pop();
    }
}

/// The controls of the table at a path, which follows this pattern.
fn group(seen: &Seen<'_>, pattern: &'static str, path: &[&str]) -> Group {
    let channel = channel(seen.document, path);
    let is_of_use = |key: &&Key| {
        let is_here = key.place().0 == pattern && !ELSEWHERE.contains(&key.path);
        is_here && (key.channels.is_empty() || channel.is_none_or(|channel| key.channels.contains(&channel)))
    };
    let (mut controls, mut more) = (Vec::new(), Vec::new());
    for key in keys::reference().iter().filter(is_of_use) {
        let parts: Vec<&str> = path.iter().copied().chain([key.place().1]).collect();
        let control = Control::new(seen, key, &parts);
        let is_shown = key.default == Default::Required || SHOWN.contains(&key.path);
        if !control.is_stated() && is_said_by_rows(seen.document, &parts) {
            continue;
        }
        if control.is_stated() || is_shown { controls.push(control) } else { more.push(control) }
    }
    let meaning = SECTIONS.iter().find(|known| known.path == pattern).map_or("", |known| known.meaning);
    // What a command does with it is of no use here.
    let meaning = meaning.split(": `run`").next().unwrap_or_default();
    Group {
        id: if path.is_empty() { "campaign".into() } else { document::path(path) },
        kind: pattern,
        title: String::new(),
        name: None,
        meaning: meaning.to_owned(),
        also: also(pattern),
        can_remove: false,
        can_rename: false,
        can_add: Vec::new(),
        controls,
        more,
    }
}

/// Is the same said by the rows of a list?
fn is_said_by_rows(document: &DocumentMut, parts: &[&str]) -> bool {
    let Some((_, before)) = parts.split_last() else { return false };
    let has_rows = |way: &str| {
        let other: Vec<String> = before.iter().copied().chain([way]).map(str::to_owned).collect();
        document::at(document, &other).is_some_and(|item| !rows::rows(item).is_empty())
    };
    other_ways(&rows::pattern(parts)).into_iter().any(has_rows)
}

/// The channel of the touch at a path, if it is one that has any.
fn channel<'d>(document: &'d DocumentMut, path: &[&str]) -> Option<&'d str> {
    let ["touch", id] = path else { return None };
    document.get("touch")?.as_table_like()?.get(id)?.as_table_like()?.get("channel")?.as_str()
}

/// What may be added to a file.
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
    let named = NAMED.iter().filter(|(.., shown)| !shown.is_empty()).map(|&(kind, _, shown)| Addable {
        kind: kind.to_owned(),
        shown: shown.to_owned(),
        is_named: true,
        words: words(kind),
        also: also(pattern_of(kind)),
    });
    let what_if = SECTIONS.iter().filter(|section| section.path == WHAT_IF);
    let what_if = what_if.map(|list| Addable { is_named: true, ..addable_row(list, &[list.path]) });
    named.chain(lists("").map(|list| addable_row(list, &[list.path]))).chain(what_if).collect()
}

/// A row that may be added to the list at a path.
fn addable_row(list: &Section, path: &[&str]) -> Addable {
    let (_, shown) = row_words(list);
    Addable { kind: document::path(path), shown, is_named: false, words: Vec::new(), also: also(list.path) }
}
