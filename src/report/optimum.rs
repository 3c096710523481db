//! `optimum.csv`: every combination that was compared, the best first; and the outcome in `optimum.json`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::study::optimum::Optimum;
use crate::study::race::{Entrant, Verdict};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Kind, Sheet, field, path_fields};

/// The name of the file.
pub const FILE: &str = Table::Optimum.file_name();

/// The name of the file that records what a search was made of.
pub const RECORD: &str = "optimum.json";

/// The name of the page.
pub const PAGE: &str = "optimum.html";

/// What a search came to, for programs: what is the first row of the table, and how it stands to the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomeRecord {
    /// `best`, `tie`, `undecided`, `infeasible` or `undefined`.
    pub verdict: &'static str,
    /// The plan of the first.
    pub plan: String,
    /// Its what-if; `None`: the base.
    pub what_if: Option<String>,
    /// The value of each path that was varied, as `--set` takes it.
    pub values: BTreeMap<String, String>,
    /// What was minimized or maximized.
    pub objective: String,
    /// What that comes to for the first, and between which values it lies, 95 % sure; `None` where it is infinite.
    pub value: Option<f64>,
    /// Where that interval begins.
    pub low: Option<f64>,
    /// Where it ends.
    pub high: Option<f64>,
    /// How sure all of this is together.
    pub confidence: f64,
    /// How many others may be as good.
    pub rivals: usize,
    /// By how much another may be better at most \[the unit of the objective\]; `None` if nothing is known, or if nobody keeps
    /// what is required.
    pub better_by: Option<f64>,
    /// Whether the first keeps what is required, as in the table.
    pub feasible: &'static str,
    /// The requirements that it surely fails.
    pub fails: Vec<String>,
    /// The requirements of which the campaigns do not tell whether it keeps them.
    pub open: Vec<String>,
    /// The requirements that no campaign failed, where a single one would: no number of campaigns tells more.
    pub never_failed: Vec<String>,
    /// The share of campaigns that may fail one of these.
    pub may_fail: Option<f64>,
}

/// The outcome of a search; nobody entered only if there was nobody.
pub fn outcome(optimum: &Optimum<'_>) -> Option<OutcomeRecord> {
    let (race, contest) = (&optimum.race, &optimum.contest);
    let first = race.entrants.first()?;
    let asked =
        |places: &mut dyn Iterator<Item = usize>| places.map(|place| contest.require[place].to_string()).collect();
    let values = optimum.columns().into_iter();
    let is_known = !matches!(race.verdict, Verdict::Infeasible | Verdict::Undefined);
    Some(OutcomeRecord {
        verdict: race.verdict.name(),
        plan: first.name.plan.clone(),
        what_if: first.name.what_if(),
        values: values
            .map(|(place, path)| (path.to_owned(), optimum.settings[first.number][place].to_owned()))
            .collect(),
        objective: contest.objective.to_string(),
        value: first.objective,
        low: first.low,
        high: first.high,
        confidence: contest.confidence,
        rivals: race.rivals().count(),
        better_by: Some(race.better_by()).filter(|better_by| is_known && better_by.is_finite()),
        feasible: first.keeps.name(),
        fails: asked(&mut first.misses.iter().map(|miss| miss.requirement)),
        open: asked(&mut first.doubts.iter().map(|doubt| doubt.requirement)),
        never_failed: asked(&mut first.never_failed.iter().copied()),
        may_fail: (!first.never_failed.is_empty()).then_some(first.may_fail),
    })
}

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
        text(&row.entrant.name.what_if().unwrap_or_default())
    });
    let mut fields = vec![
        field("rank", "", "the place, from 1", |row: &Row<'a>| row.rank.to_string()).of(Kind::Whole),
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
        field("trials", "trials", "simulations", |row: &Row<'a>| row.entrant.trials.to_string()).of(Kind::Whole),
    ]);
    Sheet::new(Table::Optimum, fields)
}
