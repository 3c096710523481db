//! Prices that are not in the currency of the file: a currency is a label, the prices of the built-in rulebooks are in US
//! dollars, and nothing is converted.

use super::document::tree::{Table, Value};
use super::rulebook::builtin_rulebooks;
use crate::domain::case::Case;
use crate::domain::plan::{Billing, Plan};

/// How people write the currency of the built-in rulebooks.
const US_DOLLARS: [&str; 6] = ["USD", "US$", "$", "US DOLLARS", "US DOLLAR", "DOLLARS"];

/// Chains of `like` that are longer end somewhere, but not where anybody would look.
const MAX_LIKE: usize = 16;

/// The key of the price that is charged.
pub(super) fn key(billing: Billing) -> &'static str {
    match billing {
        Billing::Monthly => "price_per_month",
        Billing::Annual => "price_per_month_annual",
    }
}

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
            && !states_price(table, &plan.id, key(case.billing), MAX_LIKE)
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
