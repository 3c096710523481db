//! Controls that belong together: those of a table, or of a row of a list of tables.

use serde::Serialize;
use toml_edit::{DocumentMut, TableLike};

use crate::scenario::document::key::{Default, Key, Section};
use crate::scenario::keys::{self, SECTIONS, also};
use crate::words::setting::called;

use super::choices::{Seen, Word};
use super::control::Control;
use super::document;
use super::rows::{self, WHAT_IF};
use super::ways::other_ways;

/// Controls that belong together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) title: String,
    /// The name of the user's choice, if it has one.
    pub(super) name: Option<String>,
    pub(super) meaning: String,
    /// Other words by which people look for it.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) also: &'static str,
    pub(super) can_remove: bool,
    pub(super) can_rename: bool,
    /// What may be added to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) can_add: Vec<Addable>,
    /// What is stated, and what is always of use.
    pub(super) controls: Vec<Control>,
    /// All else, with what usually holds.
    pub(super) more: Vec<Control>,
}

/// Something of which there may be one more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Addable {
    /// What an edit calls it.
    pub(super) kind: String,
    pub(super) shown: String,
    /// Has it a name of the user's choice?
    pub(super) is_named: bool,
    pub(super) words: Vec<Word>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) also: &'static str,
}

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

/// The lists of tables within a section, what-ifs aside; those of a file as a whole are within the one without a name.
pub(super) fn lists(section: &str) -> impl Iterator<Item = &'static Section> {
    let lists = SECTIONS.iter().filter(|list| list.is_list && list.path != WHAT_IF);
    lists.filter(move |list| list.path.rsplit_once('.').map_or("", |(within, _)| within) == section)
}

/// The path of a list within a table.
pub(super) fn inner<'p>(table: &[&'p str], list: &'static Section) -> Vec<&'p str> {
    let last = list.path.rsplit('.').next().unwrap_or_default();
    table.iter().copied().chain([last]).collect()
}

/// What people call a row of a list, and what is added to it.
fn row_words(list: &Section) -> (String, String) {
    let last = list.path.rsplit('.').next().unwrap_or_default();
    let known = ROWS.iter().find(|(of, ..)| *of == last);
    known.map_or_else(|| (called(last), called(last)), |(_, title, shown)| ((*title).to_owned(), (*shown).to_owned()))
}

/// The rows of the list at a path.
pub(super) fn rows_of(seen: &Seen<'_>, list: &'static Section, path: &[&str]) -> Vec<Group> {
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

/// The controls of the table at a path, which follows this pattern.
pub(super) fn group(seen: &Seen<'_>, pattern: &'static str, path: &[&str]) -> Group {
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
    other_ways(&document::in_plan(parts)).into_iter().any(has_rows)
}

/// The channel of the touch at a path, if it is one that has any.
fn channel<'d>(document: &'d DocumentMut, path: &[&str]) -> Option<&'d str> {
    let ["touch", id] = path else { return None };
    document.get("touch")?.as_table_like()?.get(id)?.as_table_like()?.get("channel")?.as_str()
}

/// A row that may be added to the list at a path.
pub(super) fn addable_row(list: &Section, path: &[&str]) -> Addable {
    let (_, shown) = row_words(list);
    Addable { kind: document::path(path), shown, is_named: false, words: Vec::new(), also: also(list.path) }
}
