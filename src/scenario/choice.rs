//! The cases that the command line asks for.

use super::Overrides;
use super::cases::Compiled;
use super::document::context::Context;
use super::document::source::{Mark, Role};
use super::plans::no_price;
use super::problem::CampaignProblem;
use super::variant::Variant;
use crate::domain::case::Case;
use crate::domain::plan::Rulebook;

/// The cases of one variant, and the rulebook that holds for them.
type Cases = (Vec<Case>, Rulebook);

/// Reports the what-ifs and plans that the arguments ask for and no case has, or would have once what else is wrong is
/// put right. As long as something is wrong with plans, nothing is said about them.
pub(super) fn check(ctx: &Context<'_>, variants: &[Variant], compiled: &[Compiled], overrides: &Overrides) {
    let known = once(variants.iter().map(|variant| variant.name.variant()).filter(|name| !name.is_empty()));
    let called = |name: &String| variants.iter().any(|variant| variant.name.is_called(name, false));
    let unknown: Vec<String> = overrides.what_ifs.iter().filter(|name| !called(name)).cloned().collect();
    report_unknown(ctx, ("--what-if", "what-if"), &unknown, &known);
    let plans: Option<Vec<&[String]>> = compiled.iter().map(|compiled| compiled.plans.as_deref()).collect();
    if let Some(plans) = plans {
        let plans = once(plans.into_iter().flatten().cloned());
        let without_price = |name: &String| Some((name.clone(), unpriced(compiled, name)?));
        let compiled_cases =
            || compiled.iter().filter_map(|compiled| compiled.cases.as_ref()).flat_map(|(cases, _)| cases);
        let is_called = |name: &String| compiled_cases().any(|case| is_plan(case, name));
        let missing = overrides.plans.iter().filter(|name| !plans.contains(name) && !is_called(name));
        let priceless: Vec<(String, CampaignProblem)> = missing.filter_map(without_price).collect();
        let others = overrides.plans.iter().filter(|name| !is_called(name));
        let others = others.filter(|name| priceless.iter().all(|(priceless, _)| priceless != *name));
        report_unknown(ctx, ("--plan", "plan"), &others.cloned().collect::<Vec<_>>(), &plans);
        for (name, problem) in priceless {
            ctx.note(problem, argument(ctx, "--plan", &name));
        }
    }
}

/// What is wrong with asking for a plan of the rulebook that no case has, since it has no price.
fn unpriced(compiled: &[Compiled], name: &str) -> Option<CampaignProblem> {
    compiled.iter().filter_map(|compiled| compiled.cases.as_ref()).find_map(|(cases, rulebook)| {
        let plan = rulebook.plans.iter().find(|plan| plan.id == name)?;
        let billing = cases.first()?.billing;
        plan.price(billing).is_none().then(|| no_price(plan, billing))
    })
}

/// The cases that the arguments ask for, of those that the file has.
pub(super) fn chosen(ctx: &Context<'_>, mut cases: Vec<Cases>, overrides: &Overrides) -> Option<Vec<Cases>> {
    let (what_ifs, plans) = (&overrides.what_ifs, &overrides.plans);
    if !ctx.is_clean() {
        return None;
    }
    let has_circumstances = has_circumstances(cases.iter().flat_map(|(cases, _)| cases));
    keep(&mut cases, what_ifs, |case, name| case.name.is_called(name, has_circumstances));
    let known = once(cases.iter().flat_map(|(cases, _)| cases).map(|case| case.name.plan.clone()));
    let has = |name: &String| cases.iter().flat_map(|(cases, _)| cases).any(|case| is_plan(case, name));
    for name in plans.iter().filter(|name| !has(name)) {
        let (plan, what_ifs, known) = (name.clone(), what_ifs.clone(), known.clone());
        ctx.note(CampaignProblem::NoCommonCase { plan, what_ifs, known }, argument(ctx, "--plan", name));
    }
    keep(&mut cases, plans, is_plan);
    ctx.is_clean().then_some(cases)
}

/// Is the plan of a case called so: by its id, or by its name for people?
pub(super) fn is_plan(case: &Case, name: &str) -> bool {
    case.name.plan == name || case.name.plan == case.plan.id && case.plan.is_called(name)
}

/// Is any of these cases in another circumstance than that of the base?
pub(super) fn has_circumstances<'c>(cases: impl IntoIterator<Item = &'c Case>) -> bool {
    cases.into_iter().any(|case| case.name.circumstance.is_some())
}

fn once(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once
}

fn report_unknown(ctx: &Context<'_>, (name, what): (&str, &'static str), wanted: &[String], known: &[String]) {
    for wanted in wanted.iter().filter(|wanted| !known.contains(wanted)) {
        let problem = CampaignProblem::NoCase { what, name: wanted.clone(), known: known.to_vec() };
        ctx.note(problem, argument(ctx, name, wanted));
    }
}

/// Leaves out the cases that have none of the names, if any are given.
fn keep(cases: &mut Vec<Cases>, wanted: &[String], is_called: impl Fn(&Case, &str) -> bool) {
    if !wanted.is_empty() {
        cases.iter_mut().for_each(|(cases, _)| cases.retain(|case| wanted.iter().any(|name| is_called(case, name))));
        cases.retain(|(cases, _)| !cases.is_empty());
    }
}

fn argument(ctx: &Context<'_>, name: &str, value: &str) -> Mark {
    Mark { source: ctx.add(Role::Argument, name, value), start: 0, end: value.len() }
}
