//! The keys of rulebook files.

use super::parts::{COUNT, LIFE, NONE, OVERFLOW, PLAN_CHANGE, REFILL, REFUND_LIFE, REQUIRED, WINDOW, key, value};
use super::{Default, Key};
use crate::scenario::document::kind::Kind;

/// Where a default comes from.
const ASSUMED: &str = "assumption of this program";

#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key("id", Kind::Name, REQUIRED, "", "what scenario files and reports call it", r#""our-contract""#),
    key("name", Kind::Text, REQUIRED, "", "a line for people", r#""Our contract of January""#),
    key("as_of", Kind::Text, Default::Otherwise("not stated"), "", "when its figures held", r#""2026-01""#),
    key("sources", Kind::List(&Kind::Text), value("[]"), "",
        "where its figures come from", r#"["credits and price: our contract"]"#),
    key("rules.credit_life_days", LIFE, REQUIRED, "days", "how long a credit can be spent", "90"),
    key("rules.refund_window_days", WINDOW, REQUIRED, "days",
        "how late a reply may come and still refund a credit", "90"),
    key("rules.refund_life", REFUND_LIFE, REQUIRED, "",
        "whether a refunded credit has a new life or that of the one spent", r#""fresh""#),
    key("rules.cap_on_refund", Kind::Flag, REQUIRED, "", "whether the cap also cuts after a refund", "false"),
    key("rules.overflow", OVERFLOW, REQUIRED, "",
        "which credits go when the balance is above the cap", r#""drop-oldest""#),
    key("rules.plan_change", PLAN_CHANGE, REQUIRED, "", "what a plan change leaves of the balance", r#""keep-to-cap""#),
    key("plan.ID.name", Kind::Text, Default::Otherwise("the id"), "", "what people call it", r#""Team seat""#),
    key("plan.ID.credits_per_month", COUNT, REQUIRED, "credits", "what each refill grants", "80"),
    key("plan.ID.cap", COUNT, REQUIRED, "credits", "the most credits that the account may hold after a refill", "240"),
    key("plan.ID.price_per_month", Kind::Money, NONE, "currency",
        "the price a month when billed monthly; a scenario that compares a plan without one must state it", "110"),
    key("plan.ID.price_per_month_annual", Kind::Money, NONE, "currency",
        "the price a month when billed annually", "89.99"),
    key("plan.ID.refill", REFILL, value("\"billing-day\""), "",
        "on which days credits are granted", r#""first-of-month""#).from(ASSUMED),
    key("plan.ID.pooled", Kind::Flag, value("false"), "",
        "whether credits belong to all seats under the plan together; of no meaning with one seat", "true").from(ASSUMED),
    key("plan.ID.credit_life_days", LIFE, Default::Otherwise("that of `rules`"), "days",
        "how long a credit can be spent that is credited while the plan is in force", r#""none""#),
    key("plan.ID.doubt", Kind::Text, NONE, "",
        "what is not sure about its figures", r#""the cap is what one customer reports""#),
    key("plan.ID.price_doubt", Kind::Text, NONE, "",
        "why its price may not be what people pay; noted under results until a scenario states one",
        r#""one customer's""#),
];
