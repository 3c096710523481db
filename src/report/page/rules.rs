//! The rules that hold in a run, where they come from, and where the built-in rulebooks disagree.

use maud::{Markup, html};

use crate::domain::plan::{Billing, CreditLife, Overflow, Plan, PlanChangeRule, Refill, RefundLife, Rulebook, Rules};
use crate::domain::quantity::Money;
use crate::figures::number::whole;

use crate::report::overview::Cell;

use super::basis::Basis;
use super::markup::{Column, Grid, Text, list};

/// The rules in force, the plans compared, the sources, and what other rulebooks say.
pub(super) fn rules(basis: &Basis<'_>) -> Markup {
    html! {
        (in_force(basis))
        (plans(basis))
        @for rulebook in basis.rulebooks {
            h3 { "Sources of rulebook " (Text(&rulebook.id)) } "\n"
            p { (Text(&rulebook.name)) } "\n"
            (list("sources", &rulebook.sources))
        }
        (disagreements(&basis.builtin))
    }
}

/// A column of texts.
fn column(name: &str) -> Column {
    Column::text(name, "")
}

/// The rules in words: the name of each, and its content.
fn in_words(rules: &Rules) -> [(&'static str, String); 6] {
    let flag = |flag: bool| if flag { "yes" } else { "no" };
    [
        ("a credit can be spent for", life(rules.credit_life_days)),
        ("a reply refunds a credit within", format!("{} days", whole(rules.refund_window_days.into()))),
        (
            "a refunded credit has",
            match rules.refund_life {
                RefundLife::Fresh => "a new life",
                RefundLife::Inherit => "the life of the one spent",
            }
            .into(),
        ),
        ("the cap also cuts after a refund", flag(rules.cap_on_refund).into()),
        (
            "above the cap go",
            match rules.overflow {
                Overflow::DropOldest => "the oldest credits",
                Overflow::DropNewest => "the newest credits",
            }
            .into(),
        ),
        (
            "a change of plan",
            match rules.plan_change {
                PlanChangeRule::KeepToCap => "keeps what fits under the new cap",
                PlanChangeRule::Forfeit => "loses the balance",
            }
            .into(),
        ),
    ]
}

/// The rules of the cases; where cases have different ones, each with its cases.
fn in_force(basis: &Basis<'_>) -> Grid {
    let mut sets: Vec<(&Rules, Vec<String>)> = Vec::new();
    for case in basis.cases {
        match sets.iter_mut().find(|(rules, _)| **rules == case.rules) {
            Some((_, names)) => names.push(case.name.to_string()),
            None => sets.push((&case.rules, vec![case.name.to_string()])),
        }
    }
    let names: Vec<String> = match sets.as_slice() {
        [_] => vec!["in all cases".into()],
        sets => sets.iter().map(|(_, names)| format!("in {}", names.join(", "))).collect(),
    };
    let columns: Vec<Column> = std::iter::once("rule").chain(names.iter().map(String::as_str)).map(column).collect();
    let words: Vec<[(&'static str, String); 6]> = sets.iter().map(|(rules, _)| in_words(rules)).collect();
    let rows: Vec<Vec<Cell>> = (0..6)
        .filter_map(|place| {
            let name = words.first()?[place].0;
            Some(std::iter::once(Cell::text(name)).chain(words.iter().map(|of| Cell::text(&of[place].1))).collect())
        })
        .collect();
    Grid { caption: "What happens to credits".into(), columns, rows, best: Vec::new() }
}

/// The plans that seats begin under or change to, each once.
fn plans(basis: &Basis<'_>) -> Grid {
    let mut plans: Vec<Plan> = Vec::new();
    for seat in basis.cases.iter().flat_map(|case| case.team().into_owned()) {
        for plan in seat.plans().filter(|plan| !plans.contains(plan)).cloned().collect::<Vec<_>>() {
            plans.push(plan);
        }
    }
    // A life of its own is rare, and a column only where a plan has one.
    let has_lives = plans.iter().any(|plan| plan.credit_life != CreditLife::AsRules);
    // What nobody pays may be in another currency than what is stated.
    let has_annual = basis.cases.iter().any(|case| case.billing == Billing::Annual);
    let numbers =
        ["credits a month", "cap", "price a month"].into_iter().chain(has_annual.then_some("billed annually"));
    let columns: Vec<Column> = [column("plan"), column("name")]
        .into_iter()
        .chain(numbers.map(|name| Column::number(name, "")))
        .chain([column("refills on")])
        .chain(has_lives.then(|| column("a credit can be spent for")))
        .collect();
    let rows: Vec<Vec<Cell>> = plans
        .iter()
        .map(|plan| {
            [
                Cell::text(&plan.id),
                Cell::text(&plan.name),
                Cell { shown: plan.credits_per_month.to_string(), value: Some(plan.credits_per_month.into()) },
                Cell { shown: plan.cap.to_string(), value: Some(plan.cap.into()) },
                price(plan.price_per_month),
            ]
            .into_iter()
            .chain(has_annual.then(|| price(plan.price_per_month_annual)))
            .chain([Cell::text(refill(plan))])
            .chain(has_lives.then(|| Cell::text(own_life(plan))))
            .collect()
        })
        .collect();
    let caption = "The plans; one that differs between cases has a row for each of its forms".into();
    Grid { caption, columns, rows, best: Vec::new() }
}

fn price(price: Option<Money>) -> Cell {
    Cell { shown: price.map_or("–".into(), |price| price.to_string()), value: price.map(|price| price.units()) }
}

/// How long credits live under a plan.
fn own_life(plan: &Plan) -> String {
    match plan.credit_life {
        CreditLife::AsRules => "as under the rules".into(),
        CreditLife::Days(days) => life(Some(days)),
        CreditLife::Unlimited => life(None),
    }
}

/// How long a credit can be spent.
fn life(days: Option<u32>) -> String {
    days.map_or("ever".into(), |days| format!("{} days", whole(days.into())))
}

fn refill(plan: &Plan) -> &'static str {
    match plan.refill {
        Refill::BillingDay => "the billing day",
        Refill::FirstOfMonth => "the first of the month",
    }
}

/// The points on which the built-in rulebooks differ.
fn disagreements(rulebooks: &[Rulebook]) -> Markup {
    let Some((first, others)) = rulebooks.split_first() else { return html! {} };
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut add = |what: String, said: Vec<String>| {
        if said.windows(2).any(|pair| pair[0] != pair[1]) {
            rows.push(std::iter::once(what).chain(said).map(Cell::text).collect());
        }
    };
    for (place, (name, _)) in in_words(&first.rules).iter().enumerate() {
        add((*name).into(), rulebooks.iter().map(|of| in_words(&of.rules)[place].1.clone()).collect());
    }
    for plan in &first.plans {
        let same = |of: &Rulebook| of.plans.iter().find(|other| other.id == plan.id).cloned();
        let Some(plans) =
            std::iter::once(Some(plan.clone())).chain(others.iter().map(same)).collect::<Option<Vec<Plan>>>()
        else {
            continue;
        };
        let said = |of: fn(&Plan) -> String| plans.iter().map(of).collect::<Vec<_>>();
        add(format!("{}: credits a month", plan.name), said(|plan| plan.credits_per_month.to_string()));
        add(format!("{}: cap", plan.name), said(|plan| plan.cap.to_string()));
        add(format!("{}: price a month", plan.name), said(|plan| price(plan.price_per_month).shown));
        add(format!("{}: refills on", plan.name), said(|plan| refill(plan).into()));
    }
    let columns: Vec<Column> =
        std::iter::once("what").chain(rulebooks.iter().map(|of| of.id.as_str())).map(column).collect();
    let caption = "What the built-in rulebooks say differently".into();
    let table = Grid { caption, columns, rows, best: Vec::new() };
    html! {
        h3 { "Where rulebooks disagree" } "\n"
        p {
            "The rulebooks that are built in contradict each other, as their sources do. Choose another with "
            code { "rulebook" } ", or set single rules under " code { "[rules]" }
            ", and see whether the verdict is still the same."
        } "\n"
        (table)
    }
}
