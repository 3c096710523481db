//! `optimum.csv`: every combination that was compared, the best first.

use crate::study::optimum::Optimum;
use crate::study::race::Entrant;

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Sheet, field, path_fields};

/// The name of the file.
pub const FILE: &str = Table::Optimum.file_name();

/// The name of the file that records what a search was made of.
pub const RECORD: &str = "optimum.json";

/// A combination that entered, with its rank.
pub(super) struct Row<'a> {
    optimum: &'a Optimum<'a>,
    rank: u64,
    entrant: &'a Entrant,
}

/// The table of everybody who entered, as CSV. Each path that was varied has a column of its own; the what-if has one if
/// there are any.
pub fn optimum_csv(optimum: &Optimum<'_>) -> Vec<u8> {
    let paths: Vec<&str> = optimum.columns().into_iter().map(|(_, path)| path).collect();
    let rows = (1..).zip(&optimum.race.entrants).map(|(rank, entrant)| Row { optimum, rank, entrant });
    sheet(&paths, optimum.has_what_ifs()).csv(rows)
}

pub(super) fn sheet<'a>(paths: &[&str], what_ifs: bool) -> Sheet<'a, Row<'a>> {
    let fails = |row: &Row<'_>| {
        let missed = row.entrant.misses.iter().map(|miss| row.optimum.contest.require[miss.requirement].to_string());
        missed.collect::<Vec<_>>().join("; ")
    };
    let what_if = field("what_if", "", "the name of the what-if; a column only if there are any", |row: &Row<'a>| {
        text(row.entrant.name.what_if.as_deref().unwrap_or_default())
    });
    let mut fields = vec![
        field("rank", "", "the place, from 1", |row: &Row<'a>| row.rank.to_string()),
        field("plan", "", "the id of the plan", |row: &Row<'a>| text(&row.entrant.name.plan)),
    ];
    fields.extend(what_ifs.then_some(what_if));
    fields.extend(path_fields(paths, |row: &Row<'a>, place| {
        let (place, _) = row.optimum.columns()[place];
        row.optimum.settings[row.entrant.number][place].trim_matches('"')
    }));
    fields.extend([
        field(
            "objective",
            "as the goal",
            "what the goal minimizes or maximizes: a mean, a quantile, or the mean of the worst",
            |row: &Row<'a>| number(row.entrant.objective),
        ),
        field("low", "as the goal", "95 % sure: no less than this", |row: &Row<'a>| number(row.entrant.low)),
        field("high", "as the goal", "95 % sure: no more than this", |row: &Row<'a>| number(row.entrant.high)),
        field(
            "feasible",
            "",
            "whether it keeps what is required: `yes`, `no`, `so far` where a single campaign would fail it and none has, or \
             `open` where that was not known before it was out",
            |row: &Row<'a>| row.entrant.keeps.name().to_owned(),
        ),
        field("fails", "", "the requirements that it surely does not keep", move |row: &Row<'a>| text(&fails(row))),
        field("trials", "trials", "simulated campaigns", |row: &Row<'a>| row.entrant.trials.to_string()),
    ]);
    Sheet::new(Table::Optimum, fields)
}
