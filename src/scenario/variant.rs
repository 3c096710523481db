//! The variants of a scenario: the base, and each what-if laid over it.

use std::collections::HashSet;

use super::document::context::Context;
use super::document::extent::MAX_VALUES;
use super::document::kind::{Kind, MAX_VARIANTS};
use super::document::problem::{FIRST, KeyProblem, TextProblem, ValueProblem};
use super::document::source::Mark;
use super::document::tree::{Entry, Node, Table, Value};
use super::layer;

/// The name of the base where what-ifs are chosen by name.
pub const BASE: &str = "base";

/// The sections with ids, and the keys of which a declaration has at least one. An id without them, and declared
/// nowhere else, is most likely a slip.
const DECLARED: [(&str, &[&str]); 5] = [
    ("touch", &["channel"]),
    ("segment", &["sequence"]),
    ("seat", &["segments"]),
    ("outcome", &["rate"]),
    ("plan", &["like", "credits_per_month"]),
];

/// The whole of a scenario as one of its variants has it.
pub(super) struct Variant {
    /// The name of the what-if; nothing for the base.
    pub(super) name: Option<String>,
    /// Where its name stands; nothing for the base.
    pub(super) mark: Option<Mark>,
    /// The table that the what-if itself states.
    pub(super) stated: Table,
    pub(super) table: Table,
    /// The part of the text that is the what-if.
    pub(super) text: Option<Mark>,
}

/// A table to lay over the base: for the base itself an empty one.
#[derive(Default)]
struct Layer {
    /// The name of the what-if, and where it stands.
    name: Option<(String, Mark)>,
    table: Table,
    text: Option<Mark>,
}

/// The base and the what-ifs of a file, in file order, with what the arguments set laid over each.
pub(super) fn variants(ctx: &Context<'_>, mut base: Table, mut arguments: Table) -> Vec<Variant> {
    let what_ifs = base.remove("what_if").map(|entry| tables(ctx, entry)).unwrap_or_default();
    layer::check_argument(ctx, &mut arguments);
    let what_ifs = affordable(ctx, &base, &arguments, what_ifs);

    let mut taken: Vec<(String, Mark)> = Vec::new();
    let mut layers = vec![Layer::default()];
    for (mut what_if, mark) in what_ifs {
        let text = extent(&what_if, mark);
        let name = name(ctx, &mut what_if, mark, &mut taken);
        layer::check_what_if(ctx, &mut what_if);
        check_declared(ctx, &mut what_if, &[&base], false);
        layers.push(Layer { name: Some(name.unwrap_or((String::new(), mark))), table: what_if, text: Some(text) });
    }
    let declared: Vec<&Table> = layers.iter().map(|layer| &layer.table).chain([&base]).collect();
    check_declared(ctx, &mut arguments, &declared, true);

    let variant = |layer: &Layer| {
        let mut table = base.clone();
        layer::lay(&mut table, layer.table.clone());
        let mut arguments = arguments.clone();
        leave_out_undeclared(&mut arguments, &table, &declared);
        layer::lay(&mut table, arguments);
        let (name, mark) = layer.name.clone().unzip();
        Variant { name, mark, stated: layer.table.clone(), table, text: layer.text }
    };
    layers.iter().map(variant).collect()
}

/// From where a table begins to where the last of its values ends.
fn extent(table: &Table, mark: Mark) -> Mark {
    table.entries.iter().fold(mark, |mark, entry| join(join(mark, entry.mark), node_extent(&entry.node)))
}

fn node_extent(node: &Node) -> Mark {
    match &node.value {
        Value::Table(table) => extent(table, node.mark),
        Value::List(items) => items.iter().fold(node.mark, |mark, item| join(mark, node_extent(item))),
        _ => node.mark,
    }
}

fn join(one: Mark, other: Mark) -> Mark {
    Mark { start: one.start.min(other.start), end: one.end.max(other.end), ..one }
}

/// The what-ifs, if the base laid under each of them is not too much.
fn affordable(ctx: &Context<'_>, base: &Table, arguments: &Table, what_ifs: Vec<(Table, Mark)>) -> Vec<(Table, Mark)> {
    let (shared, mut values) = (base.size() + arguments.size(), 0);
    for (number, (what_if, mark)) in what_ifs.iter().enumerate() {
        values += shared + what_if.size();
        // The first may be as large as a file.
        if number > 0 && values > MAX_VALUES {
            ctx.note(TextProblem::TooMany { what: "values in all what-ifs together", max: MAX_VALUES }, *mark);
            return Vec::new();
        }
    }
    what_ifs
}

/// The tables of `[[what_if]]`, each with where it begins.
fn tables(ctx: &Context<'_>, entry: Entry) -> Vec<(Table, Mark)> {
    let Value::List(items) = entry.node.value else {
        return ctx.wrong("what_if", &entry.node, Kind::Tables).unwrap_or_default();
    };
    if let Some(item) = items.get(MAX_VARIANTS) {
        ctx.note(TextProblem::TooMany { what: "what-ifs", max: MAX_VARIANTS }, item.mark);
    }
    let tables = items.into_iter().take(MAX_VARIANTS).filter_map(|item| match item.value {
        Value::Table(table) => Some((table, item.mark)),
        _ => ctx.wrong("what_if", &item, Kind::Table),
    });
    tables.collect()
}

/// Takes the name out of a what-if.
fn name(ctx: &Context<'_>, what_if: &mut Table, mark: Mark, taken: &mut Vec<(String, Mark)>) -> Option<(String, Mark)> {
    if let Some(description) = what_if.remove("description")
        && !matches!(description.node.value, Value::Text(_))
    {
        let _: Option<()> = ctx.wrong("what_if.description", &description.node, Kind::Text);
    }
    let Some(entry) = what_if.remove("name") else {
        let kind = KeyProblem::Missing { key: "name", section: "what_if".into(), channel: None };
        return ctx.report(kind, mark);
    };
    let name = match &entry.node.value {
        Value::Text(name) if !name.trim().is_empty() => name.clone(),
        _ => return ctx.wrong("what_if.name", &entry.node, Kind::Name),
    };
    let mark = entry.node.mark;
    if name == BASE {
        return ctx.report(ValueProblem::Reserved { what: "what-if", name: BASE }, mark);
    }
    if let Some((_, first)) = taken.iter().find(|(other, _)| *other == name) {
        return ctx.report_with(TextProblem::Twice { what: "what-if", name }, mark, *first, FIRST);
    }
    taken.push((name.clone(), mark));
    Some((name, mark))
}

/// Takes out touches, segments and the like that no table declares and that are too incomplete to be new, and reports them.
/// Plans are not among them: a rulebook may have them.
fn check_declared(ctx: &Context<'_>, above: &mut Table, declared: &[&Table], by_argument: bool) {
    for (what, keys) in DECLARED.into_iter().filter(|(what, _)| *what != "plan") {
        let known: Vec<&str> =
            declared.iter().flat_map(|table| under(table, what)).map(|entry| entry.key.as_str()).collect();
        let places: HashSet<&str> = known.iter().copied().collect();
        retain_under(above, what, |entry| {
            // The rate of an outcome declares it, but is what an argument would change of one that there is.
            let is_new = declares(entry, keys) && !(by_argument && what == "outcome" && entry.node.table().is_some());
            if is_new || places.contains(entry.key.as_str()) {
                return true;
            }
            if ctx.is_full() {
                return false;
            }
            ctx.note(ValueProblem::unknown(what, &entry.key, known.iter().copied()), entry.mark);
            false
        });
    }
}

/// Takes out of the arguments what only other variants declare: it changes those.
fn leave_out_undeclared(arguments: &mut Table, variant: &Table, declared: &[&Table]) {
    for (what, keys) in DECLARED {
        retain_under(arguments, what, |entry| {
            let same = |other: &&Entry| other.key == entry.key;
            if what == "outcome" && entry.node.table().is_some() {
                return under(variant, what).any(|other| same(&other));
            }
            let elsewhere = || declared.iter().any(|t| under(t, what).filter(same).any(|other| declares(other, keys)));
            declares(entry, keys) || under(variant, what).any(|other| same(&other)) || !elsewhere()
        });
    }
}

/// Does an entry declare what stands under its id? What is no table is for its reader to complain about.
fn declares(entry: &Entry, keys: &[&str]) -> bool {
    entry.node.table().is_none_or(|table| keys.iter().any(|key| table.get(key).is_some()))
}

fn under<'t>(table: &'t Table, what: &str) -> impl Iterator<Item = &'t Entry> {
    table.get(what).and_then(|entry| entry.node.table()).into_iter().flat_map(|table| &table.entries)
}

fn retain_under(table: &mut Table, what: &str, keep: impl FnMut(&Entry) -> bool) {
    let entry = table.entries.iter_mut().find(|entry| entry.key == what);
    if let Some(Entry { node: Node { value: Value::Table(inner), .. }, .. }) = entry {
        inner.entries.retain(keep);
    }
}
