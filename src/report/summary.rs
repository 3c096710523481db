//! `summary.csv`: what decides between the cases, one row each.

use crate::figures::{CaseFigures, Estimate, Figure, Figures};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Field, Kind, Sheet, case_fields, field, general_unit};

/// A case, and how many trials its figures come from.
pub(super) type Row<'a> = (u64, &'a CaseFigures);

/// The table of the cases, as CSV.
pub fn summary_csv(figures: &Figures) -> Vec<u8> {
    sheet().csv(figures.cases.iter().map(|case| (figures.trials, case)))
}

/// What cases come to together, as CSV: the rows of another table with the same columns.
pub fn sums_csv(trials: u64, sums: &[CaseFigures]) -> Vec<u8> {
    sums_sheet().csv(sums.iter().map(|sum| (trials, sum)))
}

/// The table of the cases with their sums below them, as CSV.
pub fn summary_with_sums_csv(figures: &Figures, sums: &[CaseFigures]) -> Vec<u8> {
    let below = sums_sheet().rows(sums.iter().map(|sum| (figures.trials, sum)));
    [summary_csv(figures), below].concat()
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    with(Table::Summary, case_fields(|row: &Row<'a>| row.1))
}

/// The columns of sums, which have no plan of their own.
pub(super) fn sums_sheet<'a>() -> Sheet<'a, Row<'a>> {
    let name = "what the sum is of: the plan that every file has, or all cases";
    let none = |name: &str| field(name, "", "empty, so that the columns are those of `summary.csv`", |_| String::new());
    let first = field("case", "", name, |row: &Row<'a>| text(&row.1.name.id()));
    with(Table::Sums, [first, none("plan"), none("what_if")])
}

fn with<'a>(table: Table, names: [Field<'a, Row<'a>>; 3]) -> Sheet<'a, Row<'a>> {
    let unused = "lapsed, capped and forfeited credits";
    let mut fields: Vec<Field<'a, Row<'a>>> = names.into();
    fields.extend([
        field("trials", "trials", "simulations", |row: &Row<'a>| row.0.to_string()).of(Kind::Whole),
        field("weeks", "weeks", "length of the campaign", |row: &Row<'a>| row.1.weeks.to_string()).of(Kind::Whole),
        field("currency", "", "the label of amounts of money", |row: &Row<'a>| text(&row.1.currency)),
        mean(Figure::Cost),
        mean(Figure::Granted),
        mean(Figure::Refunded),
        mean(Figure::Spent),
        field("unused", "credits", unused, |row: &Row<'a>| number(sum_of_unused(row.1))),
        mean(Figure::EffectiveCredits),
        mean(Figure::EffectiveCreditsPerMonth),
        mean(Figure::Multiplier),
        mean(Figure::CostPerEffectiveCredit),
        mean(Figure::Replies),
        mean(Figure::RepliesSettled),
        mean(Figure::CostPerReply),
        cost_per_reply("cost_per_reply_se", "standard error of cost_per_reply: simulation error", |it| it.se),
        cost_per_reply("cost_per_reply_p05", "5 % of the trials come to no more", |it| it.quantiles.p05),
        cost_per_reply("cost_per_reply_p50", "half of the trials come to no more", |it| it.quantiles.p50),
        cost_per_reply("cost_per_reply_p95", "95 % of the trials come to no more", |it| it.quantiles.p95),
        mean(Figure::LoadedCostPerReply),
        mean(Figure::NoReplyProbability),
        mean(Figure::StockoutProbability),
        mean(Figure::BestProbability),
    ]);
    Sheet::new(table, fields)
}

/// The mean of a figure, under its own name.
fn mean<'a>(figure: Figure) -> Field<'a, Row<'a>> {
    field(figure.name(), &general_unit(figure), figure.meaning(), move |row: &Row<'a>| {
        number(row.1.estimate(figure).mean)
    })
}

fn cost_per_reply<'a>(name: &'static str, meaning: &str, of: fn(Estimate) -> Option<f64>) -> Field<'a, Row<'a>> {
    let figure = Figure::CostPerReply;
    field(name, &general_unit(figure), meaning, move |row: &Row<'a>| number(of(row.1.estimate(figure))))
}

fn sum_of_unused(case: &CaseFigures) -> Option<f64> {
    [Figure::Lapsed, Figure::Capped, Figure::Forfeited].iter().map(|&figure| case.estimate(figure).mean).sum()
}
