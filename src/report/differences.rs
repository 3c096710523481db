//! `differences.csv`: every case against the first of its circumstance, paired by trial.

use crate::figures::{CaseFigures, Estimate, Figure, Figures};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Field, Sheet, field};

/// The difference of a figure between a case and the first of its circumstance.
pub(super) struct Row<'a> {
    case: &'a CaseFigures,
    first: &'a CaseFigures,
    figure: Figure,
    difference: Estimate,
}

/// The table of the differences from the first case, as CSV.
pub fn differences_csv(figures: &Figures) -> Vec<u8> {
    let pairs = figures
        .circumstances
        .iter()
        .flat_map(|of| figures.cases[of.cases.clone()].iter().map(|case| (case, &figures.cases[of.cases.start])));
    let rows = pairs.flat_map(|(case, first)| {
        figures
            .reported
            .iter()
            .filter_map(move |&figure| Some(Row { case, first, figure, difference: case.against_first(figure)? }))
    });
    sheet().csv(rows)
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let mean = "mean over trials of the case's figure less the first's; for a ratio the difference of the ratios";
    let fields = vec![
        field("case", "", "the name of the case", |row: &Row<'a>| text(&row.case.name.id())),
        field("against", "", "the name of the first case of its circumstance", |row: &Row<'a>| {
            text(&row.first.name.id())
        }),
        field("figure", "", "the name of the figure", |row: &Row<'a>| row.figure.name().into()),
        statistic("mean", mean, |it| it.mean),
        statistic("se", "standard error of the mean, paired by trial: simulation error", |it| it.se),
        statistic("p05", "5 % of the trials in which both are finite come to no more", |it| it.quantiles.p05),
        statistic("p50", "half of the trials in which both are finite come to no more", |it| it.quantiles.p50),
        statistic("p95", "95 % of the trials in which both are finite come to no more", |it| it.quantiles.p95),
    ];
    Sheet::new(Table::Differences, fields)
}

fn statistic<'a>(name: &'static str, meaning: &str, part: fn(Estimate) -> Option<f64>) -> Field<'a, Row<'a>> {
    field(name, "as `figure`", meaning, move |row: &Row<'a>| number(part(row.difference)))
}
