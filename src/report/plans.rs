//! The plans of a rulebook as a table.

use crate::domain::plan::{Plan, Refill, Rulebook};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Kind, Sheet, field};

/// A plan with the rulebook that it is in.
type Row<'a> = (&'a Rulebook, &'a Plan);

/// The plans of a rulebook as CSV.
pub fn plans_csv(rulebook: &Rulebook) -> Vec<u8> {
    sheet().csv(rulebook.plans.iter().map(|plan| (rulebook, plan)))
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let fields = vec![
        field("plan", "", "the id of the plan", |(_, plan): &Row<'_>| text(&plan.id)),
        field("name", "", "what people call it", |(_, plan): &Row<'_>| text(&plan.name)),
        field("credits_per_month", "credits", "what each refill grants", |(_, plan): &Row<'_>| {
            plan.credits_per_month.to_string()
        })
        .of(Kind::Whole),
        field("cap", "credits", "the most that an account holds after a refill", |(_, plan): &Row<'_>| {
            plan.cap.to_string()
        })
        .of(Kind::Whole),
        field("price_per_month", "currency", "the price when billed monthly", |(_, plan): &Row<'_>| {
            plan.price_per_month.map(|price| price.to_string()).unwrap_or_default()
        }),
        field("price_per_month_annual", "currency", "the price when billed annually", |(_, plan): &Row<'_>| {
            plan.price_per_month_annual.map(|price| price.to_string()).unwrap_or_default()
        }),
        field("cost_per_credit", "currency/credit", "monthly price ÷ credits", |(_, plan): &Row<'_>| {
            number(plan.price_per_credit())
        }),
        field("refill", "", "when credits are granted", |(_, plan): &Row<'_>| {
            match plan.refill {
                Refill::BillingDay => "billing-day",
                Refill::FirstOfMonth => "first-of-month",
            }
            .into()
        }),
        field("pooled", "", "whether all seats under it share its credits", |(_, plan): &Row<'_>| {
            plan.pooled.to_string()
        }),
        field(
            "credit_life_days",
            "days",
            "how long its credits live; `none`: for ever",
            |&(rulebook, plan): &Row<'_>| {
                plan.credit_life_days(&rulebook.rules).map_or("none".into(), |days| days.to_string())
            },
        )
        .of(Kind::Value),
        field("doubt", "", "what is not sure about it", |(_, plan): &Row<'_>| text(&plan.doubts())),
    ];
    Sheet::new(Table::Plans, fields)
}
