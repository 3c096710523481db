//! `figures.csv`: every figure of every case.

use crate::figures::{CaseFigures, Estimate, Figure, Figures};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Field, Sheet, case_fields, field};

/// A case and one of its figures.
pub(super) type Row<'a> = (&'a CaseFigures, Figure);

/// The table of all figures, as CSV.
pub fn figures_csv(figures: &Figures) -> Vec<u8> {
    sheet().csv(figures.cases.iter().flat_map(|case| figures.reported.iter().map(move |&figure| (case, figure))))
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let mut fields: Vec<Field<'a, Row<'a>>> = case_fields(|row: &Row<'a>| row.0).into();
    fields.extend([
        field("figure", "", "the name of the figure", |row: &Row<'a>| row.1.name().into()),
        field("unit", "", "what the figure is counted in", |row: &Row<'a>| text(&row.1.unit(&row.0.currency))),
        statistic("mean", "mean over trials; for a ratio the ratio of the means", |it| it.mean),
        statistic("se", "standard error of the mean: simulation error", |it| it.se),
        statistic("p05", "5 % of the trials come to no more", |it| it.quantiles.p05),
        statistic("p25", "25 % of the trials come to no more", |it| it.quantiles.p25),
        statistic("p50", "half of the trials come to no more", |it| it.quantiles.p50),
        statistic("p75", "75 % of the trials come to no more", |it| it.quantiles.p75),
        statistic("p95", "95 % of the trials come to no more", |it| it.quantiles.p95),
    ]);
    Sheet::new(Table::Figures, fields)
}

fn statistic<'a>(name: &'static str, meaning: &str, part: fn(Estimate) -> Option<f64>) -> Field<'a, Row<'a>> {
    field(name, "as `unit`", meaning, move |row: &Row<'a>| number(part(row.0.estimate(row.1))))
}
