//! The plans that a state may compare.

use serde::Serialize;
use toml_edit::{DocumentMut, Item, Value};

use crate::domain::case::Case;
use crate::domain::plan::{Plan, Rulebook};
use crate::scenario::{Scenario, builtin_rulebooks, rulebook};

/// The currency in which built-in rulebooks have their prices.
pub(super) const PRICED_IN: &str = "USD";

/// A plan that may be compared.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PlanSwitch {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) said: String,
    /// What the list says that it costs a month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) price: Option<String>,
    pub(super) on: bool,
}

/// The plans that may be compared: those of the rulebook, and the file's own; those that are, are on.
pub(super) fn plans(document: &DocumentMut, scenario: Option<&Scenario>) -> Vec<PlanSwitch> {
    let named = document.get("rulebook").and_then(Item::as_str);
    let of_scenario = scenario.and_then(|scenario| scenario.rulebooks.first()).cloned();
    let usual = || rulebook(named.or_else(|| builtin_rulebooks().next()).unwrap_or_default()).ok();
    let Some(rulebook) = of_scenario.or_else(usual) else { return Vec::new() };
    let first = scenario.and_then(|scenario| scenario.cases.first());
    let currency = first.map_or(PRICED_IN, Case::price_currency).to_owned();
    let played = |id: &str| scenario.is_some_and(|scenario| scenario.cases.iter().any(|case| case.name.plan == id));
    let listed = document
        .get("plans")
        .and_then(Item::as_array)
        .map(|plans| plans.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<String>>());
    let have_say = have_say(document);
    let is_on = |id: &str| {
        have_say && listed.as_ref().map_or_else(|| played(id), |listed| listed.iter().any(|plan| plan == id))
    };
    let mut switches = plan_switches(&rulebook, &currency);
    let own = document.get("plan").and_then(Item::as_table_like);
    for (id, table) in own.into_iter().flat_map(|plans| plans.iter()) {
        if switches.iter().all(|known| known.id != id) {
            let name = table.get("name").and_then(Item::as_str).unwrap_or(id).to_owned();
            switches.push(PlanSwitch {
                id: id.into(),
                name,
                said: "a plan of this file".into(),
                price: None,
                on: false,
            });
        }
    }
    switches.push(PlanSwitch {
        id: Plan::NONE.into(),
        name: "No plan".into(),
        said: "no credits, and no cost".into(),
        price: None,
        on: false,
    });
    switches.into_iter().map(|switch| PlanSwitch { on: is_on(&switch.id), ..switch }).collect()
}

/// Have the plans of a file a say? Not where everybody has a plan of their own.
pub(super) fn have_say(document: &DocumentMut) -> bool {
    let seats = document.get("seat").and_then(Item::as_table_like).filter(|seats| !seats.is_empty());
    let has_own = |seat: &Item| seat.as_table_like().is_some_and(|seat| seat.contains_key("plan"));
    seats.is_none_or(|seats| !seats.iter().all(|(_, seat)| has_own(seat)))
}

/// The plans of a rulebook, all of them off.
pub(super) fn plan_switches(rulebook: &Rulebook, currency: &str) -> Vec<PlanSwitch> {
    let said = |plan: &Plan| {
        let price = match (plan.price_per_month, plan.price_per_month_annual) {
            (Some(price), _) => format!("{price} {} a month", currency),
            (None, Some(price)) => format!("{price} {} a month, billed annually", currency),
            (None, None) => "no published price: state what you pay".into(),
        };
        format!("{} credits a month, at most {}; {price}", plan.credits_per_month, plan.cap)
    };
    let switch = |plan: &Plan| PlanSwitch {
        id: plan.id.clone(),
        name: plan.name.clone(),
        said: said(plan),
        price: plan.price_per_month.map(|price| price.to_string()),
        on: false,
    };
    rulebook.plans.iter().map(switch).collect()
}
