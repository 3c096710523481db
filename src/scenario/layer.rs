//! Lays tables over tables: a file over the one that it extends, a what-if over the base, arguments over both.

use std::path::{Component, Path, PathBuf};

use super::document::context::Context;
use super::document::kind::{Kind, OPTIONAL};
use super::document::problem::{KeyProblem, ONWARDS, TextProblem, ValueProblem};
use super::document::source::{Mark, Role};
use super::document::tree::{self, Entry, Node, Places, Table, Value};
use super::keys::{self, Default, Key};
use super::pacing::LENGTHS;
use super::problem::CampaignProblem;

/// How many files may extend one another.
pub(super) const MAX_EXTENDS: usize = 16;

/// Keys of one table, by the path of the table, that are ways to say the same: laying one over a table lifts out the
/// others. `ID` stands for any name of the user's choice.
pub const EITHER: &[(&[&str], &[&str])] = &[
    (&[], &LENGTHS),
    (&["opening"], &["credits", "lots"]),
    (&["seat", "ID", "opening"], &["credits", "lots"]),
    (&["goal"], &["minimize", "maximize"]),
];

/// Reads a scenario file and lays it over those that it extends.
pub(super) fn load(ctx: &Context<'_>, path: &Path) -> Option<(usize, Table)> {
    let written = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source = ctx.open(Role::Scenario, path, &written, None)?;
    let mut on_the_way = vec![(plain(path), None)];
    let table = extended(ctx, source, &mut on_the_way)?;
    Some((source, table))
}

/// Reads a file that is laid over a scenario from the command line, where the user stands and not beside the scenario.
pub(super) fn load_fragment(ctx: &Context<'_>, path: &Path) -> Option<Table> {
    let source = ctx.open(Role::Record, path, &path.display().to_string(), None)?;
    extended(ctx, source, &mut vec![(plain(path), None)])
}

/// `on_the_way` are the files so far, and where each of them names the next.
fn extended(ctx: &Context<'_>, source: usize, on_the_way: &mut Vec<(PathBuf, Option<Mark>)>) -> Option<Table> {
    let mut table = ctx.document(source, &keys::SCENARIO)?;
    let Some(extends) = table.remove("extends") else { return Some(table) };
    let mark = extends.node.mark;
    let Value::Text(written) = &extends.node.value else {
        return ctx.wrong("extends", &extends.node, Kind::Path);
    };
    let path = ctx.resolve(written, mark);
    if let Some((_, next)) = on_the_way.iter().find(|(known, _)| *known == plain(&path)) {
        let kind = ValueProblem::Circle { what: "extends", name: path.display().to_string() };
        return match next {
            Some(next) => ctx.report_with(kind, mark, *next, ONWARDS),
            None => ctx.report(kind, mark),
        };
    }
    if on_the_way.len() > MAX_EXTENDS {
        return ctx.report(TextProblem::TooMany { what: "files that extend one another", max: MAX_EXTENDS }, mark);
    }
    if let Some((_, next)) = on_the_way.last_mut() {
        *next = Some(mark);
    }
    on_the_way.push((plain(&path), None));
    let below = ctx.open(Role::Extended, &path, written, Some(mark))?;
    let mut below = extended(ctx, below, on_the_way)?;
    lay(&mut below, table);
    Some(below)
}

/// A path without detours, so that two ways to write the same one are equal.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// Lays a file's table over another: tables merge key by key, everything else is replaced.
pub(super) fn lay(below: &mut Table, above: Table) {
    lay_at(below, above, &mut Vec::new());
}

fn lay_at(below: &mut Table, above: Table, path: &mut Vec<String>) {
    for (section, ways) in EITHER {
        let is_here = path.len() == section.len() && path.iter().zip(*section).all(|(at, of)| at == of || *of == "ID");
        if is_here && ways.iter().any(|way| above.get(way).is_some()) {
            ways.iter().filter(|way| above.get(way).is_none()).for_each(|way| drop(below.remove(way)));
        }
    }
    let places = Places::index(below, above.entries.len());
    for entry in above.entries {
        path.push(entry.key.clone());
        let Some(under) = places.get_mut(below, &entry.key) else {
            below.entries.push(over_default(entry, path));
            path.pop();
            continue;
        };
        match (&mut under.node, entry.node) {
            (Node { value: Value::Table(below), .. }, Node { value: Value::Table(above), mark }) => {
                if distribution(path).is_none() {
                    lay_at(below, above, path);
                } else if !changes(below, &above) {
                    under.node = Node { value: Value::Table(above), mark };
                    under.mark = entry.mark;
                } else {
                    change(below, above);
                }
            }
            (_, node) => {
                under.node = node;
                under.mark = entry.mark;
            }
        }
        path.pop();
    }
}

/// The key of a rate, lift or delay that has this path.
fn distribution(path: &[String]) -> Option<&'static Key> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    keys::named(&path)
        .filter(|key| matches!(key.kind, Kind::Rate | Kind::TiedRate | Kind::Lift | Kind::Delay | Kind::Worth))
}

/// An entry above a rate or delay that was left at its default may state a part of it, too.
fn over_default(entry: Entry, path: &[String]) -> Entry {
    let Some(Default::Value(toml)) = distribution(path).map(|key| key.default) else { return entry };
    let Entry { key, mark, node: Node { value: Value::Table(above), mark: at } } = entry else { return entry };
    let default = tree::value(toml, at.source, 0).ok().map(|node| set_down(node, at).value);
    let value = match default {
        Some(Value::Table(mut default)) if changes(&default, &above) => {
            change(&mut default, above);
            default
        }
        _ => above,
    };
    Entry { key, mark, node: Node { mark: at, value: Value::Table(value) } }
}

/// The same values, all of them at one place: a default stands nowhere.
pub(super) fn set_down(mut node: Node, mark: Mark) -> Node {
    node.mark = mark;
    if let Value::Table(table) = &mut node.value {
        for entry in &mut table.entries {
            entry.mark = mark;
            entry.node = set_down(entry.node.clone(), mark);
        }
    }
    node
}

/// Does a table only name keys that are there, or may stand beside one that is, so that it changes numbers and not the way
/// they are written?
fn changes(below: &Table, above: &Table) -> bool {
    let places = Places::index(below, above.entries.len());
    let beside = |key: &str| OPTIONAL.iter().any(|(name, of)| *name == key && places.has(below, of));
    above.keys().all(|key| places.has(below, key) || beside(key))
}

fn change(below: &mut Table, above: Table) {
    let places = Places::index(below, above.entries.len());
    for entry in above.entries {
        let Some(under) = places.get_mut(below, &entry.key) else {
            below.entries.push(entry);
            continue;
        };
        match (&mut under.node.value, entry.node) {
            (Value::Table(below), Node { value: Value::Table(above), .. }) if changes(below, &above) => {
                change(below, above);
            }
            (_, node) => under.node = node,
        }
    }
}

/// Merges what several arguments set, before all of it is laid over the file: two of them may well state the two
/// halves of one distribution.
pub(super) fn gather(below: &mut Table, above: Table) {
    let places = Places::index(below, above.entries.len());
    for entry in above.entries {
        match places.get_mut(below, &entry.key) {
            None => below.entries.push(entry),
            Some(under) => match (&mut under.node.value, entry.node) {
                (Value::Table(below), Node { value: Value::Table(above), .. }) => gather(below, above),
                (_, node) => {
                    under.node = node;
                    under.mark = entry.mark;
                }
            },
        }
    }
}

/// The keys that no what-if may set: they are the same for all cases, or make no sense in a variant.
pub const NOT_IN_WHAT_IF: [&str; 9] =
    ["base_name", "trials", "precision", "seed", "rank_by", "goal", "target", "extends", "what_if"];

/// Takes out of a what-if what no variant can set, and reports it.
pub(super) fn check_what_if(ctx: &Context<'_>, what_if: &mut Table) {
    for key in NOT_IN_WHAT_IF {
        if let Some(entry) = what_if.remove(key) {
            ctx.note(CampaignProblem::NotInWhatIf { key: entry.key }, entry.mark);
        }
    }
}

/// Takes out of an argument what only files can set, and reports it.
pub(super) fn check_argument(ctx: &Context<'_>, argument: &mut Table) {
    for key in ["extends", "what_if"] {
        if let Some(entry) = argument.remove(key) {
            ctx.note(KeyProblem::NotByArgument { key: entry.key }, entry.mark);
        }
    }
}

/// Where a file begins: what to point at if something is missing from it.
pub(super) fn beginning(source: usize) -> Mark {
    Mark { source, start: 0, end: 0 }
}
