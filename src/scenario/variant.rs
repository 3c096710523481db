//! The variants of a scenario: the base, and each what-if laid over it.

use std::collections::{HashMap, HashSet};

use super::document::context::Context;
use super::document::extent::MAX_VALUES;
use super::document::kind::{Kind, MAX_VARIANTS};
use super::document::problem::{FIRST, KeyProblem, TextProblem, ValueProblem};
use super::document::source::Mark;
use super::document::tree::{Entry, Node, Table, Value};
use super::keys::KINDS;
use super::layer;
use crate::domain::case::CaseName;

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
    /// What its cases are called beside their plan.
    pub(super) name: CaseName,
    /// Where the name of its what-if stands, of a choice in a circumstance that of the choice; nothing for the base.
    pub(super) mark: Option<Mark>,
    /// The table that the what-if itself states.
    pub(super) stated: Table,
    pub(super) table: Table,
    /// The part of the text that is the what-if.
    pub(super) text: Option<Mark>,
}

impl Variant {
    /// The name of its what-if; nothing for the base.
    pub(super) fn what_if(&self) -> Option<String> {
        self.name.what_if()
    }

    /// Is it a choice in a circumstance, each of which is a what-if of its own?
    pub(super) fn is_crossed(&self) -> bool {
        self.name.circumstance.is_some() && self.name.choice.is_some()
    }
}

/// A table to lay over the base: for the base itself an empty one.
#[derive(Default)]
struct Layer {
    /// The name of the what-if, and where it stands.
    name: Option<(String, Mark)>,
    table: Table,
    text: Option<Mark>,
}

/// The variants of a file, with what the arguments set laid over each: the base with each choice, then each circumstance with
/// each choice, both in file order.
pub(super) fn variants(ctx: &Context<'_>, mut base: Table, mut arguments: Table) -> Vec<Variant> {
    let what_ifs = base.remove("what_if").map(|entry| tables(ctx, entry)).unwrap_or_default();
    layer::check_argument(ctx, &mut arguments);

    let mut taken: Vec<(String, Mark)> = Vec::new();
    let (mut choices, mut circumstances) = (vec![Layer::default()], vec![Layer::default()]);
    for (mut what_if, mark) in what_ifs {
        let text = extent(&what_if, mark);
        let name = name(ctx, &mut what_if, mark, &mut taken);
        let is_circumstance = is_circumstance(ctx, &mut what_if);
        layer::check_what_if(ctx, &mut what_if);
        check_declared(ctx, &mut what_if, &[&base], false);
        let layer = Layer { name: Some(name.unwrap_or((String::new(), mark))), table: what_if, text: Some(text) };
        if is_circumstance { &mut circumstances } else { &mut choices }.push(layer);
    }
    if !is_affordable(ctx, base.size() + arguments.size(), &circumstances, &choices) {
        choices.truncate(1);
        circumstances.truncate(1);
    }
    let layers = circumstances.iter().chain(&choices);
    let declared: Vec<&Table> = layers.map(|layer| &layer.table).chain([&base]).collect();
    check_declared(ctx, &mut arguments, &declared, true);

    let variant = |(circumstance, choice): (&Layer, &Layer)| {
        let mut stated = circumstance.table.clone();
        layer::lay(&mut stated, choice.table.clone());
        let mut table = base.clone();
        layer::lay(&mut table, circumstance.table.clone());
        layer::lay(&mut table, choice.table.clone());
        let mut arguments = arguments.clone();
        leave_out_undeclared(&mut arguments, &table, &declared);
        layer::lay(&mut table, arguments);
        let named = |layer: &Layer| layer.name.as_ref().map(|(name, _)| name.clone());
        let name = CaseName { circumstance: named(circumstance), choice: named(choice), ..CaseName::default() };
        let last = if choice.name.is_some() { choice } else { circumstance };
        Variant { name, mark: last.name.as_ref().map(|(_, mark)| *mark), stated, table, text: last.text }
    };
    let crossed =
        circumstances.iter().flat_map(|circumstance| choices.iter().map(move |choice| (circumstance, choice)));
    let variants: Vec<Variant> = crossed.map(variant).collect();
    check_names(ctx, &variants);
    variants
}

/// Reports what-ifs of one name, each choice in each circumstance among them.
fn check_names(ctx: &Context<'_>, variants: &[Variant]) {
    let mut first: HashMap<String, Mark> = HashMap::new();
    for variant in variants {
        let Some((name, mark)) = variant.what_if().filter(|name| !name.is_empty()).zip(variant.mark) else { continue };
        if let Some(first) = first.get(&name) {
            let _: Option<()> = ctx.report_with(TextProblem::Twice { what: "what-if", name }, mark, *first, FIRST);
            return;
        }
        first.insert(name, mark);
    }
}

/// Takes the kind out of a what-if: is it a circumstance?
fn is_circumstance(ctx: &Context<'_>, what_if: &mut Table) -> bool {
    let Some(entry) = what_if.remove("kind") else { return false };
    match &entry.node.value {
        Value::Text(kind) if KINDS.contains(&kind.as_str()) => kind == KINDS[1],
        _ => ctx.wrong::<()>("what_if.kind", &entry.node, Kind::OneOf(&KINDS)).is_some(),
    }
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

/// Are there not too many variants, and is what they share laid under each of them not too much?
fn is_affordable(ctx: &Context<'_>, shared: usize, circumstances: &[Layer], choices: &[Layer]) -> bool {
    let mut values = 0;
    let crossed =
        circumstances.iter().flat_map(|circumstance| choices.iter().map(move |choice| (circumstance, choice)));
    for (number, (circumstance, choice)) in crossed.enumerate().skip(1) {
        values += shared + circumstance.table.size() + choice.table.size();
        let Some((_, mark)) = choice.name.as_ref().or(circumstance.name.as_ref()) else { continue };
        let problem = match number {
            // The first may be as large as a file.
            2.. if values > MAX_VALUES => ("values in all what-ifs together", MAX_VALUES),
            _ if number > MAX_VARIANTS => ("what-ifs, each choice in each circumstance", MAX_VARIANTS),
            _ => continue,
        };
        ctx.note(TextProblem::TooMany { what: problem.0, max: problem.1 }, *mark);
        return false;
    }
    true
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
