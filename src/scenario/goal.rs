//! Reads `[goal]`: what is to be as small or as large as it can be, what every answer must keep, and what may be varied.

use std::ops::Range;

use super::axis::{Axis, MAX_VALUES, Setting, combination};
use super::cases;
use super::document::context::Context;
use super::document::kind::Kind;
use super::document::path;
use super::document::problem::{FIRST, KeyProblem, TextProblem, ValueProblem};
use super::document::quote::quote;
use super::document::reader::{Field, Section};
use super::document::source::Mark;
use super::document::tree::{self, Entry, Node, Table, Value};
use super::keys;
use super::layer::{self, NOT_IN_WHAT_IF};
use super::limits::Total;
use super::problem::GoalProblem;
use super::requirement::{Wrong, objective, requirement};
use super::variant::variants;
use crate::domain::case::Case;
use crate::domain::figure::Figure;
use crate::domain::objective::{Aim, Objective};
use crate::domain::requirement::Requirement;

/// The most combinations of the values of all axes.
pub const MAX_COMBINATIONS: usize = 100_000;

/// How many combinations are tried when a file is read, so that a wrong path or value is reported at its place.
const TRIED: usize = 12;

/// The answer that `optimize` looks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// The figure to minimize or maximize.
    pub objective: Objective,
    /// Bounds that every answer must keep.
    pub require: Vec<Requirement>,
    /// How sure the answer must be; between 0 and 1.
    pub confidence: f64,
    /// The relative difference that does not matter, from 0 to 1.
    pub indifference: f64,
    /// The paths that are varied, each with its values; one at least.
    pub vary: Vec<Axis>,
}

impl Goal {
    /// How many combinations there are.
    pub fn combinations(&self) -> usize {
        self.vary.iter().map(|axis| axis.settings.len()).product()
    }

    /// The value of each axis in a combination, the last axis changing fastest.
    pub fn combination(&self, number: usize) -> Vec<&Setting> {
        combination(&self.vary, number)
    }
}

/// The scenario to which a goal belongs.
pub(super) struct Around<'a> {
    /// The file without its goal, its what-ifs included.
    pub(super) file: &'a Table,
    /// The table that the command line sets, the goal left out.
    pub(super) arguments: &'a Table,
    /// Every case of the file.
    pub(super) cases: Vec<&'a Case>,
    /// Where the file begins.
    pub(super) start: Mark,
    /// How much these cases come to.
    pub(super) total: Total,
}

/// An axis with what stands for it in the file.
struct Written {
    axis: Axis,
    /// The key under which it stands.
    key: Mark,
    values: Vec<Node>,
}

/// Takes the goal out of a file and of the arguments laid over it: it is not part of the campaign.
pub(super) fn take_out(file: &mut Table, arguments: &mut Table) -> Option<Table> {
    let [below, above] = [file, arguments].map(|table| table.remove("goal"));
    let table = |entry: Option<Entry>| entry.map(|entry| Table { entries: vec![entry] });
    match (table(below), table(above)) {
        (Some(mut below), Some(above)) => {
            layer::lay(&mut below, above);
            Some(below)
        }
        (below, above) => below.or(above),
    }
}

/// Reads a goal that a file has.
pub(super) fn read(ctx: &Context<'_>, goal: &Table, around: &Around<'_>) -> Option<Goal> {
    let file = Section::file(ctx, &keys::SCENARIO, goal, around.start);
    let section = file.section("goal")?;
    let known =
        Figure::of(around.cases.first().into_iter().flat_map(|case| case.outcomes.iter().map(|it| it.id.as_str())));
    let objective = aim(&section, &known);
    let require = section.field("require").and_then(|field| requirements(&field, &known));
    let confidence = section.field("confidence").and_then(|field| field.number());
    let indifference = section.field("indifference").and_then(|field| field.number());
    let vary = section.required("vary").and_then(|field| axes(&field, &around.cases));
    let (require, vary) = (require?, vary?);
    let combinations = vary.iter().try_fold(1_usize, |product, written| product.checked_mul(written.values.len()));
    if combinations.is_none_or(|combinations| combinations > MAX_COMBINATIONS) {
        let what = "combinations of the values in `goal.vary`";
        return ctx.report(TextProblem::TooMany { what, max: MAX_COMBINATIONS }, section.entry("vary")?.mark);
    }
    let tried = tried(ctx, &vary, around);
    let varies = |path: &str| vary.iter().any(|written| written.axis.path == path);
    let weeks = tried.or_else(|| {
        let weeks = around.cases.iter().map(|case| case.calendar.weeks()).min();
        weeks.filter(|_| !varies("weeks"))
    });
    for (asked, mark) in &require {
        if let (Some(week), Some(weeks)) = (asked.by, weeks)
            && week > weeks
        {
            ctx.note(GoalProblem::LateWeek { week, weeks }, *mark);
        }
    }
    Some(Goal {
        objective: objective?,
        require: require.into_iter().map(|(asked, _)| asked).collect(),
        confidence: confidence?,
        indifference: indifference?,
        vary: vary.into_iter().map(|written| written.axis).collect(),
    })
}

fn aim(section: &Section<'_>, known: &[Figure]) -> Option<Objective> {
    let (key, aim) = match (section.entry("minimize"), section.entry("maximize")) {
        (Some(first), Some(second)) => {
            let problem = KeyProblem::Both { path: "goal".into(), first: "minimize", second: "maximize" };
            section.ctx.blame(problem, &[(second.mark, "also set here"), (first.mark, "also set here")]);
            return None;
        }
        (None, Some(_)) => ("maximize", Aim::Maximize),
        _ => ("minimize", Aim::Minimize),
    };
    let field = section.required(key)?;
    let text = field.text()?;
    objective(&text, aim, known).or_else(|wrong| tell(&field, &text, wrong).ok_or(())).ok()
}

/// The requirements, each with where its week stands.
fn requirements(field: &Field<'_>, known: &[Figure]) -> Option<Vec<(Requirement, Mark)>> {
    let read = |item: &Field<'_>| {
        let text = item.text()?;
        match requirement(&text, known) {
            Ok((asked, week)) => Some((asked, within(item, &text, week))),
            Err(wrong) => tell(item, &text, wrong),
        }
    };
    let read: Vec<Option<_>> = field.items()?.iter().map(read).collect();
    read.into_iter().collect()
}

fn tell<T>(field: &Field<'_>, text: &str, (problem, at): Wrong) -> Option<T> {
    field.ctx.report(problem, within(field, text, at))
}

/// Where these bytes of a text stand; where the file spells it with escapes, the whole of it.
fn within(field: &Field<'_>, text: &str, at: Range<usize>) -> Mark {
    let mark = field.mark();
    let source = field.ctx.source(mark.source);
    match source.text().get(mark.start..mark.end).and_then(|written| written.find(text)) {
        Some(offset) => Mark { start: mark.start + offset + at.start, end: mark.start + offset + at.end, ..mark },
        None => mark,
    }
}

/// The axes of `goal.vary`, whose paths may stand in quotes or as tables within tables.
fn axes(field: &Field<'_>, cases: &[&Case]) -> Option<Vec<Written>> {
    let Value::Table(table) = &field.node.value else { return field.wrong() };
    let mut leaves = Vec::new();
    gather(table, "", &mut leaves);
    if leaves.is_empty() {
        return field.ctx.report(ValueProblem::Empty { path: field.path.clone() }, field.mark());
    }
    let mut axes: Vec<Option<Written>> = Vec::new();
    for (path, entry) in leaves {
        let same = |other: &&Written| other.axis.path == path;
        if let Some(first) = axes.iter().flatten().find(same) {
            let problem = TextProblem::Twice { what: "path", name: path };
            axes.push(field.ctx.report_with(problem, entry.mark, first.key, FIRST));
            continue;
        }
        axes.push(axis(field, path, entry, cases));
    }
    axes.into_iter().collect()
}

fn gather<'t>(table: &'t Table, above: &str, leaves: &mut Vec<(String, &'t Entry)>) {
    for entry in &table.entries {
        // A key that is a path itself has its own quotes, where it needs them.
        let path = match (above, entry.key.contains('.')) {
            ("", true) => entry.key.clone(),
            ("", false) => quote(&entry.key),
            (above, _) => format!("{above}.{}", quote(&entry.key)),
        };
        match entry.node.table() {
            Some(inner) => gather(inner, &path, leaves),
            None => leaves.push((path, entry)),
        }
    }
}

fn axis(field: &Field<'_>, path: String, entry: &Entry, cases: &[&Case]) -> Option<Written> {
    let ctx = field.ctx;
    let first = path.split('.').next().unwrap_or_default();
    let fixed =
        NOT_IN_WHAT_IF.contains(&first) && first != "what_if" || ["name", "description", "currency"].contains(&first);
    if fixed || first == "what_if" && path != first {
        return ctx.report(GoalProblem::NotVaried { path }, entry.mark);
    }
    let mark = entry.node.mark;
    let values = match &entry.node.value {
        Value::List(values) if values.is_empty() => return ctx.report(ValueProblem::Empty { path }, mark),
        Value::List(values) if values.len() > MAX_VALUES => {
            return ctx.report(TextProblem::TooMany { what: "values of one path", max: MAX_VALUES }, mark);
        }
        Value::List(values) => values.clone(),
        Value::Text(text) => {
            let axis = match Axis::new(&path, text) {
                Ok(axis) => axis,
                Err(why) => return ctx.report(GoalProblem::Values { path, why }, mark),
            };
            let node = |setting: &Setting| layer::set_down(value(&setting.text, mark), mark);
            return names(
                ctx,
                Written { values: axis.settings.iter().map(node).collect(), axis, key: entry.mark },
                cases,
            );
        }
        _ => return ctx.wrong(&format!("goal.vary.{path}"), &entry.node, Kind::Values),
    };
    let settings: Vec<Setting> = values.iter().map(|node| setting(ctx, &path, node)).collect();
    for (place, setting) in settings.iter().enumerate() {
        if let Some(first) = settings[..place].iter().position(|other| other.text == setting.text) {
            let kind = TextProblem::Twice { what: "value", name: setting.text.clone() };
            return ctx.report_with(kind, values[place].mark, values[first].mark, FIRST);
        }
    }
    names(ctx, Written { axis: Axis { path, settings, step: None }, key: entry.mark, values }, cases)
}

/// A text as the value of an argument: what is no TOML is a text.
fn value(text: &str, mark: Mark) -> Node {
    tree::value(text, mark.source, 0).unwrap_or_else(|_| Node { mark, value: Value::Text(text.to_owned()) })
}

/// A value as `--set` takes it; a plan and a what-if by their names alone.
fn setting(ctx: &Context<'_>, path: &str, node: &Node) -> Setting {
    let number = match node.value {
        Value::Whole(number) => Some(number as f64),
        Value::Float(number) => Some(number).filter(|number| number.is_finite()),
        _ => None,
    };
    let text = match &node.value {
        Value::Text(name) if is_name(path) => name.clone(),
        _ => ctx.source(node.mark.source).text().get(node.mark.start..node.mark.end).unwrap_or_default().to_owned(),
    };
    Setting { text, number }
}

/// Are the values of this path names of plans or what-ifs?
fn is_name(path: &str) -> bool {
    path == "plan" || path == "what_if"
}

/// The axis, if the plans or what-ifs that it names exist.
fn names(ctx: &Context<'_>, written: Written, cases: &[&Case]) -> Option<Written> {
    let (what, known): (&'static str, Vec<String>) = match written.axis.path.as_str() {
        "plan" => ("plan", cases.iter().map(|case| case.name.plan.clone()).collect()),
        "what_if" => ("what-if", cases.iter().map(|case| case.name.variant()).collect()),
        _ => return Some(written),
    };
    let mut once: Vec<String> = Vec::new();
    for name in known {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    let mut all_known = true;
    for (setting, node) in written.axis.settings.iter().zip(&written.values) {
        if !once.contains(&setting.text) {
            all_known = false;
            ctx.note(ValueProblem::unknown(what, &setting.text, once.iter().map(String::as_str)), node.mark);
        }
    }
    all_known.then_some(written)
}

/// Compiles some combinations, which between them have the first values of every axis and the last, so that what is
/// wrong is reported at its place. Returns the fewest weeks of their cases, if any was tried.
fn tried(ctx: &Context<'_>, vary: &[Written], around: &Around<'_>) -> Option<u32> {
    // Whoever sets values by arguments has had the file read before, or will have every combination compiled.
    if !around.arguments.entries.is_empty() {
        return None;
    }
    let longest = vary.iter().map(|written| written.values.len()).max().unwrap_or(0);
    let mut weeks: Option<u32> = None;
    let picked = (0..longest).filter(|place| *place < TRIED - 1 || place + 1 == longest);
    for place in picked.take_while(|_| !ctx.is_full()) {
        let mut set = Table::default();
        for written in vary.iter().filter(|written| !is_name(&written.axis.path)) {
            let node = &written.values[place % written.values.len()];
            let path = &written.axis.path;
            let Some(table) = path::at(path, written.key, node.clone()) else {
                return ctx.report(GoalProblem::NotVaried { path: path.clone() }, written.key);
            };
            layer::gather(&mut set, table);
        }
        for variant in variants(ctx, around.file.clone(), set) {
            ctx.enter(variant.what_if().zip(variant.text));
            let cases = cases::compile(ctx, &variant, around.start, &mut around.total.clone()).cases;
            let of_cases = cases.iter().flat_map(|(cases, _)| cases).map(|case| case.calendar.weeks());
            weeks = weeks.into_iter().chain(of_cases).min();
        }
    }
    ctx.enter(None);
    weeks
}
