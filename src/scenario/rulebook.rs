//! Rulebooks: those that are part of the program, and those that users write.

use std::sync::OnceLock;

use super::document::context::Context;
use super::document::kind::MAX_VARIANTS;
use super::document::problem::{TextProblem, ValueProblem};
use super::document::reader::{Field, Section, stated_or};
use super::document::source::{Mark, Role};
use super::keys;
use crate::domain::plan::{CreditLife, Overflow, Plan, PlanChangeRule, Refill, RefundLife, Rulebook, Rules};
use crate::domain::quantity::Money;

/// The built-in rulebooks: what they are called, and their texts. The first is the default.
const BUILT_IN: &[(&str, &str)] = &[
    ("article-2025-10", include_str!("../rulebooks/article-2025-10.toml")),
    ("linkedin-help-2026", include_str!("../rulebooks/linkedin-help-2026.toml")),
];

/// In the order of the words in the list of keys.
pub(super) const REFILLS: [Refill; 2] = [Refill::BillingDay, Refill::FirstOfMonth];

/// The names of the built-in rulebooks.
pub fn builtin_rulebooks() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// The built-in rulebooks as they are written, comments included: names and texts.
pub fn builtin_rulebook_texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    BUILT_IN.iter().copied()
}

/// The rulebook that a field names.
pub(super) fn named(field: &Field<'_>) -> Option<Rulebook> {
    find(field.ctx, &field.text()?, field.mark())
}

/// The rulebook called `name` in the text that `mark` points at: a built-in one, or a file.
pub(super) fn find(ctx: &Context<'_>, name: &str, mark: Mark) -> Option<Rulebook> {
    let source = if name.ends_with(".toml") || name.contains(['/', '\\']) {
        ctx.open(Role::Rulebook, &ctx.resolve(name, mark), name, Some(mark))?
    } else if let Some(place) = BUILT_IN.iter().position(|(known, _)| *known == name) {
        let (name, text) = BUILT_IN[place];
        // It is the same each time, and sweeps ask for it thousands of times.
        static READ: [OnceLock<Rulebook>; BUILT_IN.len()] = [const { OnceLock::new() }; BUILT_IN.len()];
        let source = ctx.built_in(name, text);
        let known = READ[place].get().cloned();
        return known.or_else(|| read(ctx, source).map(|found| READ[place].get_or_init(|| found).clone()));
    } else {
        return ctx.report(ValueProblem::unknown("rulebook", name, BUILT_IN.iter().map(|(name, _)| *name)), mark);
    };
    read(ctx, source)
}

fn read(ctx: &Context<'_>, source: usize) -> Option<Rulebook> {
    let table = ctx.document(source, &keys::RULEBOOK)?;
    let start = Mark { source, start: 0, end: 0 };
    let file = Section::file(ctx, &keys::RULEBOOK, &table, start);
    let id = file.field("id").and_then(|field| field.text());
    let name = file.field("name").and_then(|field| field.text());
    let as_of = if file.has("as_of") { Some(file.field("as_of").and_then(|field| field.text())?) } else { None };
    let stated = file.field("sources").and_then(|field| texts(&field));
    let section = if file.has("rules") { file.section("rules") } else { file.lacks("rules", None) };
    let rules = section.and_then(|section| rules(&section, None));
    let plans = if file.has("plan") { file.named("plan") } else { file.lacks("plan", None)? };
    if plans.len() > MAX_VARIANTS {
        return ctx.report(TextProblem::TooMany { what: "plans", max: MAX_VARIANTS }, start);
    }
    let plans: Vec<Option<Plan>> = plans.iter().map(|(id, section)| plan(id, section)).collect();
    let sources = as_of.map(|as_of| format!("as of {as_of}")).into_iter().chain(stated?).collect();
    Some(Rulebook { id: id?, name: name?, plans: plans.into_iter().collect::<Option<_>>()?, rules: rules?, sources })
}

fn texts(field: &Field<'_>) -> Option<Vec<String>> {
    field.items()?.iter().map(|item| item.text()).collect()
}

fn plan(id: &str, section: &Section<'_>) -> Option<Plan> {
    if id == Plan::NONE {
        return section.ctx.report(ValueProblem::Reserved { what: "plan", name: Plan::NONE }, section.mark);
    }
    let name = if section.has("name") { section.field("name").and_then(|field| field.text()) } else { Some(id.into()) };
    let credits_per_month = section.field("credits_per_month").and_then(|field| field.small());
    let cap = section.field("cap").and_then(|field| field.small());
    let price_of = |key: &'static str| stated_or(section.field(key), price, Some(None));
    let price_per_month = price_of("price_per_month");
    let price_per_month_annual = price_of("price_per_month_annual");
    let refill = section.field("refill").and_then(|field| field.choice(&REFILLS));
    let pooled = section.field("pooled").and_then(|field| field.flag());
    let credit_life = stated_or(section.field("credit_life_days"), life, Some(CreditLife::AsRules));
    let [doubt, price_doubt] = ["doubt", "price_doubt"].map(|key| section.field(key).and_then(|field| field.text()));
    Some(Plan {
        id: id.to_owned(),
        name: name?,
        credits_per_month: credits_per_month?,
        cap: cap?,
        price_per_month: price_per_month?,
        price_per_month_annual: price_per_month_annual?,
        refill: refill?,
        pooled: pooled?,
        credit_life: credit_life?,
        doubt,
        price_doubt,
    })
}

/// The price that a field states.
pub(super) fn price(field: &Field<'_>) -> Option<Option<Money>> {
    field.money().map(Some)
}

/// The life of a plan's credits that a field states.
pub(super) fn life(field: &Field<'_>) -> Option<CreditLife> {
    match field.whole() {
        Some(days) => Some(CreditLife::Days(days as u32)),
        // Without a number it is the word, or wrong and reported.
        None => Some(CreditLife::Unlimited),
    }
}

/// The rules that a section states, each of which may be left out if there are rules that the section changes.
pub(super) fn rules(section: &Section<'_>, changed: Option<&Rules>) -> Option<Rules> {
    let life = match section.field("credit_life_days") {
        Some(field) => Some(field.whole().map(|days| days as u32)),
        None => changed.map(|rules| rules.credit_life_days),
    };
    let window = section.field("refund_window_days");
    let window = stated_or(window, Field::small, changed.map(|rules| rules.refund_window_days));
    let refund_life = stated_or(
        section.field("refund_life"),
        |field| field.choice(&[RefundLife::Fresh, RefundLife::Inherit]),
        changed.map(|rules| rules.refund_life),
    );
    let cap_on_refund =
        stated_or(section.field("cap_on_refund"), Field::flag, changed.map(|rules| rules.cap_on_refund));
    let overflow = stated_or(
        section.field("overflow"),
        |field| field.choice(&[Overflow::DropOldest, Overflow::DropNewest]),
        changed.map(|rules| rules.overflow),
    );
    let plan_change = stated_or(
        section.field("plan_change"),
        |field| field.choice(&[PlanChangeRule::KeepToCap, PlanChangeRule::Forfeit]),
        changed.map(|rules| rules.plan_change),
    );
    Some(Rules {
        credit_life_days: life?,
        refund_window_days: window?,
        refund_life: refund_life?,
        cap_on_refund: cap_on_refund?,
        overflow: overflow?,
        plan_change: plan_change?,
    })
}
