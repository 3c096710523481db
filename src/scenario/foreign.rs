//! Prices that are not in the currency of the file: a currency is a label, the prices of the built-in rulebooks are in US
//! dollars, and nothing is converted.

use super::document::tree::{Table, Value};
use super::rulebook::builtin_rulebooks;
use crate::domain::case::Case;
use crate::domain::plan::{Plan, PlanChange};

/// How people write the currency of the built-in rulebooks.
const US_DOLLARS: [&str; 6] = ["USD", "US$", "$", "US DOLLARS", "US DOLLAR", "DOLLARS"];

/// Chains of `like` that are longer end somewhere, but not where anybody would look.
const MAX_LIKE: usize = 16;

/// The ids of the plans of a case, each once, that cost what a built-in rulebook says in US dollars, where the file is in
/// another currency and does not state their prices.
pub(super) fn plans(case: &Case, table: &Table, rulebook: &str) -> Vec<String> {
    let mut foreign: Vec<String> = Vec::new();
    if US_DOLLARS.contains(&case.currency.trim().to_uppercase().as_str())
        || builtin_rulebooks().all(|name| name != rulebook)
    {
        return foreign;
    }
    let is_foreign = |plan: &Plan| {
        plan.price(case.billing).is_some_and(|price| price.cents() > 0)
            && !states_price(table, &plan.id, case.billing.price_key(), MAX_LIKE)
    };
    for seat in case.team().iter() {
        for plan in std::iter::once(&seat.plan).chain(seat.plan_changes.iter().map(|change| &change.plan)) {
            if is_foreign(plan) && !foreign.contains(&plan.id) {
                foreign.push(plan.id.clone());
            }
        }
    }
    foreign
}

/// Marks the plans of a case whose prices are in another currency than the file, so that whoever reads a price knows it.
pub(super) fn mark(case: &mut Case, table: &Table, rulebook: &str) {
    let foreign = plans(case, table, rulebook);
    case.has_foreign_prices = !foreign.is_empty();
    let doubt = format!("known in US dollars and taken as {} one for one, nothing is converted", case.currency);
    let of_seats =
        case.seats.iter_mut().flat_map(|seat| std::iter::once(&mut seat.plan).chain(later(&mut seat.plan_changes)));
    for plan in std::iter::once(&mut case.plan).chain(later(&mut case.plan_changes)).chain(of_seats) {
        if foreign.contains(&plan.id) {
            plan.price_doubt = Some(doubt.clone());
        }
    }
}

/// The plans taken up later.
fn later(changes: &mut [PlanChange]) -> impl Iterator<Item = &mut Plan> {
    changes.iter_mut().map(|change| &mut change.plan)
}

/// Does the file state the price of a plan, or of the plan that it is like?
fn states_price(table: &Table, plan: &str, key: &str, depth: usize) -> bool {
    if table.at(&["plan", plan, key]).is_some() {
        return true;
    }
    match table.at(&["plan", plan, "like"]).map(|entry| &entry.node.value) {
        Some(Value::Text(like)) if depth > 0 => states_price(table, like, key, depth - 1),
        _ => false,
    }
}
