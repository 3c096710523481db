//! `targets.csv`: every case against each target.

use crate::figures::{Figures, TargetFigures};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Sheet, field};

/// The table of what came of the targets, as CSV.
pub fn targets_csv(figures: &Figures) -> Vec<u8> {
    sheet().csv(&figures.targets)
}

pub(super) fn sheet<'a>() -> Sheet<'a, &'a TargetFigures> {
    let probability = "share of simulations in which the figure keeps the bound, whether or not the target is about it";
    let verdict = "met, missed or undecided: with a share of simulations, `low` to `high` against that share; without, the \
        95 % interval of the mean against the bound; undecided while what is asked lies inside the interval, as it always does where a single campaign would miss \
        it";
    let fields = vec![
        field("case", "", "the name of the case", |row: &&TargetFigures| text(&row.case.id())),
        field("target", "", "what is asked of it", |row: &&TargetFigures| text(&row.asked.to_string())),
        field("probability", "share", probability, |row: &&TargetFigures| number(row.probability.mean)),
        field(
            "low",
            "share",
            "where the 95 % interval of `probability` begins: simulation error",
            |row: &&TargetFigures| number(row.probability.low),
        ),
        field(
            "high",
            "share",
            "where the 95 % interval of `probability` ends: simulation error",
            |row: &&TargetFigures| number(row.probability.high),
        ),
        field("verdict", "", verdict, |row: &&TargetFigures| row.verdict.name().into()),
    ];
    Sheet::new(Table::Targets, fields)
}
