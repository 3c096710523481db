//! The controls of a state, group by group: the campaign as a whole, each segment, each touch, and so on.

use toml_edit::{DocumentMut, Item};

use crate::domain::plan::Plan;
use crate::scenario::document::key::Section;
use crate::scenario::keys::{SECTIONS, also};

use super::choices::{Seen, channels};
use super::document;
use super::group::{Addable, Group, addable_row, group, inner, lists, rows_of};
use super::rows::WHAT_IF;
use super::what_ifs::what_if;

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
    groups.extend(document::what_ifs(own).into_iter().flat_map(|table| what_if(seen, table)));
    groups
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

/// What may be added to a file.
pub(super) fn addable() -> Vec<Addable> {
    let words = |kind: &str| if kind == "touch" { channels() } else { Vec::new() };
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
