//! A small compiler from scenario files to checked cases.
//!
//! A file is read into a tree of values that know where they stand ([`document`]), laid over the file that it extends,
//! under its what-ifs and under the arguments of the command line (`layer`, `variant`), and read key by key as the list of
//! keys has it ([`keys`]). All problems are collected, so that a user sees them at once, each with the right spelling of
//! what was probably meant. Finished cases are then searched for things that are right but probably not meant (`review`,
//! [`warning`]).

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::domain::case::{Case, CaseName};
use crate::domain::plan::Rulebook;
use crate::domain::precision::Precision;
use crate::domain::requirement::Requirement;
use assumption::Assumption;
use cases::Compiled;
use document::context::Context;
use document::path;
use document::problem::Problems;
use document::reader::{Field, Section};
use document::source::{Disk, Files, Mark, Role, Source};
use document::tree::{Table, Value};
use goal::{Around, Goal};
use limits::Total;
use variant::{Variant, variants};
use warning::Warning;

pub mod assumption;
pub mod axis;
mod beside;
mod cases;
mod choice;
pub mod document;
mod foreign;
pub mod goal;
pub mod keys;
mod layer;
pub mod lever;
pub mod limits;
mod opening;
mod outcomes;
mod pacing;
mod plan_changes;
mod plans;
mod problem;
mod rank_by;
mod rate;
mod requirement;
mod review;
mod rulebook;
mod samples;
mod seats;
mod segments;
mod targets;
mod team;
#[cfg(test)]
mod tests;
mod ties;
mod touches;
mod variant;
pub mod warning;
mod windows;

pub use beside::{side_by_side, unlike};
pub use document::near::nearest;
pub use layer::{EITHER, NOT_IN_WHAT_IF};
pub use pacing::LENGTHS;
pub use rate::spread;
pub use rulebook::{builtin_rulebook_texts, builtin_rulebooks};
pub use variant::BASE;

/// What the command line changes about a scenario.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overrides {
    /// `PATH=VALUE` as typed, in order; laid over the base and over every what-if.
    pub set: Vec<String>,
    /// The plans whose cases are wanted; empty: all.
    pub plans: Vec<String>,
    /// The what-ifs whose cases are wanted, `base` for the base; empty: all.
    pub what_ifs: Vec<String>,
    /// As `trials` in a file.
    pub trials: Option<u64>,
    /// As `seed` in a file.
    pub seed: Option<u64>,
    /// As `weeks` in a file, and in its what-ifs.
    pub weeks: Option<u32>,
}

/// A scenario of which every case can be simulated.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The name of its file without folders and `.toml`: the name of its results.
    pub stem: String,
    /// What reports call it.
    pub name: String,
    /// A line for people.
    pub description: String,
    /// Simulated campaigns for each case, from 1.
    pub trials: u64,
    /// At what it stops before; nothing: at nothing.
    pub precision: Option<Precision>,
    /// The seed of its luck.
    pub seed: u64,
    /// The base under each plan, then each what-if under each plan; never empty.
    pub cases: Vec<Case>,
    /// What every case is held to, in file order.
    pub targets: Vec<Requirement>,
    /// Where scenarios are set side by side: the file of each target, to which the cases of that file alone are held; else none.
    pub target_files: Vec<String>,
    /// The rulebooks of the cases, each once, in the order of the cases.
    pub rulebooks: Vec<Rulebook>,
    /// Every file that was read: the scenario first.
    pub sources: Vec<Source>,
    /// What the results rest on: every value that it states, and every default that it relies on.
    pub assumptions: Vec<Assumption>,
    /// What `optimize` looks for; nothing if the file does not say.
    pub goal: Option<Goal>,
    /// What its author would probably want to look at again, in file order. It changes no result.
    pub warnings: Vec<Warning>,
}

impl Scenario {
    /// Is this case held to this target?
    pub fn is_held(&self, case: usize, target: usize) -> bool {
        self.target_files.get(target).is_none_or(|stem| beside::is_of(&self.cases[case], stem))
    }
}

/// Reads a scenario from a file, or tells everything that is wrong with it.
pub fn load(path: &Path, overrides: &Overrides) -> Result<Scenario, Problems> {
    load_from(&Disk, path, overrides)
}

/// Reads a scenario from files of any origin.
///
/// ```
/// use std::collections::BTreeMap;
/// use std::path::{Path, PathBuf};
/// use inmail_sim::scenario::{Overrides, load_from};
///
/// let text = "touch.letter = { channel = 'inmail', reply_rate = '10% to 25%' }
///             segment.all = { per_week = 10, sequence = ['leter'] }";
/// let files = BTreeMap::from([(PathBuf::from("a.toml"), text.as_bytes().to_vec())]);
/// let problems = load_from(&files, Path::new("a.toml"), &Overrides::default()).unwrap_err();
/// assert_eq!(problems.to_string(), "a.toml:2:56: unknown touch `leter`; did you mean `letter`?");
/// ```
pub fn load_from(files: &dyn Files, path: &Path, overrides: &Overrides) -> Result<Scenario, Problems> {
    load_with_from(files, path, None, overrides)
}

/// Reads a scenario with a fragment laid over its base, or tells everything that is wrong with either.
pub fn load_with(path: &Path, fragment: Option<&Path>, overrides: &Overrides) -> Result<Scenario, Problems> {
    load_with_from(&Disk, path, fragment, overrides)
}

/// The same from files of any origin.
pub fn load_with_from(
    files: &dyn Files,
    path: &Path,
    fragment: Option<&Path>,
    overrides: &Overrides,
) -> Result<Scenario, Problems> {
    let ctx = Context::new(files);
    compile(&ctx, path, fragment, overrides).filter(|_| ctx.is_clean()).ok_or_else(|| ctx.problems())
}

/// The cases of a scenario, and nothing else of it: what it takes to compile many combinations of its values.
pub fn cases_from(files: &dyn Files, path: &Path, overrides: &Overrides) -> Result<Vec<Case>, Problems> {
    let ctx = Context::new(files);
    let compiled = || {
        let (source, mut table) = layer::load(&ctx, path)?;
        let mut arguments = arguments(&ctx, overrides);
        goal::take_out(&mut table, &mut arguments);
        let (variants, cases, _) = compile_all(&ctx, table, arguments, layer::beginning(source));
        choice::check(&ctx, &variants, &cases, overrides);
        let cases = cases.into_iter().map(|compiled| compiled.cases).collect::<Option<_>>()?;
        Some(choice::chosen(&ctx, cases, overrides)?.into_iter().flat_map(|(cases, _)| cases).collect())
    };
    compiled().filter(|_| ctx.is_clean()).ok_or_else(|| ctx.problems())
}

/// Reads a rulebook: a built-in one by its name, or a file.
pub fn rulebook(name: &str) -> Result<Rulebook, Problems> {
    let ctx = Context::new(&Disk);
    let source = ctx.add(Role::Argument, "--rulebook", name);
    let mark = Mark { source, start: 0, end: name.len() };
    rulebook::find(&ctx, name, mark).filter(|_| ctx.is_clean()).ok_or_else(|| ctx.problems())
}

fn compile(ctx: &Context<'_>, path: &Path, fragment: Option<&Path>, overrides: &Overrides) -> Option<Scenario> {
    let (source, mut table) = layer::load(ctx, path)?;
    if let Some(fragment) = fragment {
        layer::lay(&mut table, layer::load_fragment(ctx, fragment)?);
    }
    let start = layer::beginning(source);
    let mut arguments = arguments(ctx, overrides);
    let goal = goal::take_out(&mut table, &mut arguments);
    let file = goal.as_ref().map(|_| table.clone());
    let (variants, cases, total) = compile_all(ctx, table, arguments.clone(), start);
    let base = Section::file(ctx, &keys::SCENARIO, &variants.first()?.table, start);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    // A file that is called by its ending alone would have a folder that nobody sees.
    let seen = stem.strip_prefix('.').filter(|rest| !rest.is_empty() && !rest.starts_with('.'));
    let stem = seen.unwrap_or(&stem).to_owned();
    let name = if base.has("name") { base.field("name")?.text() } else { Some(stem.clone()) };
    let description = base.field("description").and_then(|field| field.text());
    let trials = base.field("trials").and_then(|field| field.whole());
    let precision = base.field("precision").and_then(|field| precision(&field));
    let seed = base.field("seed").and_then(|field| field.whole());

    let first = cases.iter().find_map(|compiled| compiled.cases.as_ref()?.0.first());
    let outcomes = outcomes::ids(first, variants.iter().map(|variant| &variant.table));
    let targets = targets::targets(&base, &outcomes, pacing::weeks(&base));

    choice::check(ctx, &variants, &cases, overrides);
    let cases: Vec<(Vec<Case>, Rulebook)> = cases.into_iter().map(|compiled| compiled.cases).collect::<Option<_>>()?;
    let all = || cases.iter().flat_map(|(cases, _)| cases).collect();
    let around = file.as_ref().map(|file| Around { file, arguments: &arguments, cases: all(), start, total });
    let goal = goal.zip(around).and_then(|(goal, around)| goal::read(ctx, &goal, &around));
    let warnings = || review::review(ctx, &variants, &cases, goal.as_ref(), overrides, start);
    let warnings = if ctx.is_clean() { warnings() } else { Vec::new() };
    let cases = choice::chosen(ctx, cases, overrides)?;
    let mut rulebooks: Vec<Rulebook> = Vec::new();
    for (_, rulebook) in &cases {
        if !rulebooks.contains(rulebook) {
            rulebooks.push(rulebook.clone());
        }
    }
    let cases: Vec<Case> = cases.into_iter().flat_map(|(cases, _)| cases).collect();
    let files = |source: &Source| !matches!(source.role, Role::BuiltIn | Role::Argument);
    Some(Scenario {
        stem,
        name: name?,
        description: description?,
        trials: trials?,
        precision,
        seed: seed?,
        assumptions: assumption::assumptions(ctx, &variants, &cases),
        cases,
        targets: targets?,
        target_files: Vec::new(),
        rulebooks,
        goal,
        sources: ctx.sources().iter().filter(|source| files(source)).map(|source| (**source).clone()).collect(),
        warnings,
    })
}

/// A number, or the word for the decision.
fn precision(field: &Field<'_>) -> Option<Precision> {
    match &field.node.value {
        Value::Text(text) if text == Precision::DECISION => Some(Precision::Decision),
        _ => field.number().map(Precision::Error),
    }
}

/// The base and the what-ifs of a file with what the arguments set, the cases of each, and how much all of them come to.
fn compile_all(ctx: &Context<'_>, file: Table, arguments: Table, start: Mark) -> (Vec<Variant>, Vec<Compiled>, Total) {
    let variants = variants(ctx, file, arguments);
    let mut total = Total::default();
    let mut compiled = Vec::new();
    for variant in &variants {
        ctx.enter(variant.what_if().zip(variant.text));
        compiled.push(cases::compile(ctx, variant, start, &mut total));
    }
    ctx.enter(None);
    let cases = compiled.iter_mut().filter_map(|compiled| compiled.cases.as_mut());
    let mut cases: Vec<&mut Case> = cases.flat_map(|(cases, _)| cases).collect();
    outcomes::align(&mut cases);
    tell_plans_apart(&mut cases);
    if let Some(base) = variants.first() {
        let base = Section::file(ctx, &keys::SCENARIO, &base.table, start);
        let outcomes = outcomes::ids(cases.first().map(|case| &**case), variants.iter().map(|variant| &variant.table));
        if let Some(rank_by) = rank_by::rank_by(&base, &outcomes, cases.iter().map(|case| &**case)) {
            cases.iter_mut().for_each(|case| case.rank_by = rank_by);
        }
        if base.has("base_name") {
            let name = base.field("base_name").and_then(|field| field.text());
            cases.iter_mut().for_each(|case| case.name.base.clone_from(&name));
        }
    }
    (variants, compiled, total)
}

/// Adds the id to the name of a plan that another plan of the scenario has as well.
fn tell_plans_apart(cases: &mut [&mut Case]) {
    let names: Vec<CaseName> = cases.iter().map(|case| case.name.clone()).collect();
    for case in cases {
        let name = &mut case.name;
        let is_shared = |other: &CaseName| other.plan_label() == name.plan_label() && other.plan != name.plan;
        if names.iter().any(is_shared) {
            name.plan_name = name.plan_name.as_ref().map(|title| format!("{title} ({})", name.plan));
        }
    }
}

/// What the arguments set, as one table.
fn arguments(ctx: &Context<'_>, overrides: &Overrides) -> Table {
    let mut table = Table::default();
    for argument in &overrides.set {
        if let Some(set) = path::assignment(ctx, &keys::SCENARIO, argument) {
            layer::gather(&mut table, set);
        }
    }
    let weeks = overrides.weeks.map(u64::from);
    for (argument, key, number) in
        [("--trials", "trials", overrides.trials), ("--seed", "seed", overrides.seed), ("--weeks", "weeks", weeks)]
    {
        if let Some(number) = number {
            layer::gather(&mut table, path::number(ctx, argument, key, number));
        }
    }
    table
}
