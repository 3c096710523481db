//! The cases that the command line asks for.

use super::Overrides;
use super::context::Context;
use super::near::nearest;
use super::problem::ProblemKind;
use super::source::{Mark, Role};
use super::variant::BASE;
use crate::domain::case::Case;
use crate::domain::plan::Rulebook;

/// The cases of one variant, and the rulebook that holds for them.
type Cases = (Vec<Case>, Rulebook);

/// The cases that the arguments ask for, of those that the file has.
pub(super) fn chosen(ctx: &Context<'_>, mut cases: Vec<Cases>, overrides: &Overrides) -> Option<Vec<Cases>> {
    let (what_ifs, plans) = (&overrides.what_ifs, &overrides.plans);
    check(ctx, ("--what-if", "what-if"), what_ifs, &names(&cases, what_if));
    check(ctx, ("--plan", "plan"), plans, &names(&cases, plan));
    if !ctx.is_clean() {
        return None;
    }
    keep(&mut cases, what_ifs, what_if);
    let known = names(&cases, plan);
    for name in plans.iter().filter(|name| !known.contains(name)) {
        let (plan, what_ifs, known) = (name.clone(), what_ifs.clone(), known.clone());
        ctx.report::<()>(ProblemKind::NoCommonCase { plan, what_ifs, known }, argument(ctx, "--plan", name));
    }
    keep(&mut cases, plans, plan);
    ctx.is_clean().then_some(cases)
}

fn what_if(case: &Case) -> &str {
    case.name.what_if.as_deref().unwrap_or(BASE)
}

fn plan(case: &Case) -> &str {
    &case.name.plan
}

/// The names that cases have, each once.
fn names(cases: &[Cases], name_of: fn(&Case) -> &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in cases.iter().flat_map(|(cases, _)| cases).map(name_of) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Reports the names that no case has.
fn check(ctx: &Context<'_>, (name, what): (&str, &'static str), wanted: &[String], known: &[String]) {
    for wanted in wanted.iter().filter(|wanted| !known.contains(wanted)) {
        let near = nearest(wanted, known.iter().map(String::as_str));
        let kind = ProblemKind::NoCase { what, name: wanted.clone(), near, known: known.to_vec() };
        ctx.report::<()>(kind, argument(ctx, name, wanted));
    }
}

/// Leaves out the cases that have none of the names, if any are given.
fn keep(cases: &mut Vec<Cases>, wanted: &[String], name_of: fn(&Case) -> &str) {
    if !wanted.is_empty() {
        cases.iter_mut().for_each(|(cases, _)| cases.retain(|case| wanted.iter().any(|name| name == name_of(case))));
        cases.retain(|(cases, _)| !cases.is_empty());
    }
}

fn argument(ctx: &Context<'_>, name: &str, value: &str) -> Mark {
    Mark { source: ctx.add(Role::Argument, name, value), start: 0, end: value.len() }
}
