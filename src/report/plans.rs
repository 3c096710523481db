//! The plans of a rulebook as a table.

use crate::domain::plan::{Plan, Refill, Rulebook};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Sheet, field};

/// The plans of a rulebook as CSV.
pub fn plans_csv(rulebook: &Rulebook) -> Vec<u8> {
    sheet().csv(&rulebook.plans)
}

pub(super) fn sheet<'a>() -> Sheet<'a, &'a Plan> {
    let fields = vec![
        field("plan", "", "the id of the plan", |plan: &&Plan| text(&plan.id)),
        field("name", "", "what people call it", |plan: &&Plan| text(&plan.name)),
        field("credits_per_month", "credits", "what each refill grants", |plan: &&Plan| {
            plan.credits_per_month.to_string()
        }),
        field("cap", "credits", "the most that an account holds after a refill", |plan: &&Plan| plan.cap.to_string()),
        field("price_per_month", "currency", "the price when billed monthly", |plan: &&Plan| {
            plan.price_per_month.to_string()
        }),
        field("price_per_month_annual", "currency", "the price when billed annually", |plan: &&Plan| {
            plan.price_per_month_annual.map(|price| price.to_string()).unwrap_or_default()
        }),
        field("cost_per_credit", "currency/credit", "monthly price ÷ credits", |plan: &&Plan| {
            let granted = plan.credits_per_month > 0;
            number(granted.then(|| plan.price_per_month.units() / f64::from(plan.credits_per_month)))
        }),
        field("refill", "", "when credits are granted", |plan: &&Plan| {
            match plan.refill {
                Refill::BillingDay => "billing-day",
                Refill::FirstOfMonth => "first-of-month",
            }
            .into()
        }),
    ];
    Sheet::new(Table::Plans, fields)
}
