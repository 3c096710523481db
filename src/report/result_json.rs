//! The results of scenarios as one document for programs.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::figures::verdict::{Bought, Change, Contender, Finding, List, Ranked, Shortage, Turn, Verdict};
use crate::figures::{CaseFigures, Figures, TargetFigures};

use super::seed::Seed;
use super::summary::{summary_csv, sums_csv};
use super::{ReportFile, RunRecord, Table, TableFile};

/// The results of a scenario, for programs.
#[derive(Debug, Clone, Serialize)]
pub struct ResultEntry {
    scenario: String,
    description: String,
    version: String,
    seed: Seed,
    trials: u64,
    sampling: String,
    cases: Vec<Map<String, Value>>,
    /// Sums of cases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sums: Vec<Map<String, Value>>,
    verdict: VerdictEntry,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    targets: Vec<TargetEntry>,
    warnings: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct TargetEntry {
    case: String,
    target: String,
    probability: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    /// The mean of the figure, and where its interval begins and ends.
    mean: Option<f64>,
    mean_low: Option<f64>,
    mean_high: Option<f64>,
    verdict: &'static str,
    /// Where no number of campaigns tells whether it is met: the share of campaigns in which it may be missed.
    #[serde(skip_serializing_if = "Option::is_none")]
    may_miss: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
struct VerdictEntry {
    text: Vec<String>,
    /// That of the first circumstance, as it is among all of them.
    #[serde(flatten)]
    first: Option<RankedEntry>,
    /// All of them, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    circumstances: Vec<RankedEntry>,
    /// Where the best plan changes between circumstances that differ in one number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<TurnEntry>,
    runs_out: Vec<ShortageEntry>,
    /// On prices that may not be what people pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    prices: Option<String>,
}

/// The verdict in one circumstance.
#[derive(Debug, Clone, Default, Serialize)]
struct RankedEntry {
    circumstance: String,
    rank_by: &'static str,
    /// The finding, as one word.
    finding: &'static str,
    best: Option<String>,
    /// The figure that ranks, of the best case.
    value: Option<f64>,
    next: Option<String>,
    difference: Option<f64>,
    plus_minus: Option<f64>,
    alike: usize,
    trials_needed: Option<u64>,
    buys: Option<BoughtEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<ChangeEntry>,
}

#[derive(Debug, Clone, Serialize)]
struct BoughtEntry {
    replies: f64,
    cost: f64,
    held_up_by: Option<&'static str>,
    weeks_held_up: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    list: Option<ListEntry>,
}

#[derive(Debug, Clone, Serialize)]
struct ListEntry {
    people: u64,
    reached: f64,
    through_probability: f64,
    through_p05: Option<String>,
    through_p50: Option<String>,
    through_p95: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct ChangeEntry {
    choice: String,
    best: String,
    value: f64,
    without: f64,
    makes_no_difference: bool,
    told_apart: bool,
}

#[derive(Debug, Clone, Serialize)]
struct TurnEntry {
    path: String,
    from: String,
    to: String,
    at: String,
}

#[derive(Debug, Clone, Serialize)]
struct ShortageEntry {
    case: String,
    share: f64,
    week: Option<u32>,
    text: String,
}

#[derive(Serialize)]
struct Document<'a> {
    results: &'a [ResultEntry],
}

impl ResultEntry {
    /// The results of a run, with sums of its cases and the warnings of its scenario.
    pub fn new(
        run: &RunRecord,
        description: &str,
        (figures, sums): (&Figures, &[CaseFigures]),
        verdict: &Verdict,
        warnings: Vec<String>,
    ) -> ResultEntry {
        ResultEntry {
            scenario: run.scenario.clone(),
            description: description.to_owned(),
            version: run.version.clone(),
            seed: Seed(run.seed),
            trials: run.trials,
            sampling: run.sampling.clone(),
            cases: rows(Table::Summary, summary_csv(figures)),
            sums: rows(Table::Sums, sums_csv(figures.trials, sums)),
            verdict: VerdictEntry::new(verdict),
            targets: figures.targets.iter().map(TargetEntry::new).collect(),
            warnings,
        }
    }
}

impl TargetEntry {
    fn new(target: &TargetFigures) -> TargetEntry {
        let TargetFigures { case, asked, probability, mean, verdict, never_missed } = target;
        TargetEntry {
            case: case.id(),
            target: asked.to_string(),
            probability: probability.mean,
            low: probability.low,
            high: probability.high,
            mean: mean.mean,
            mean_low: mean.low,
            mean_high: mean.high,
            may_miss: never_missed.map(|never| never.may_miss),
            verdict: verdict.name(),
        }
    }
}

/// The results of all scenarios as one JSON document.
pub fn results_json(results: &[ResultEntry]) -> String {
    let json = serde_json::to_string_pretty(&Document { results });
    json.expect("all keys are texts, and no number is infinite") + "\n"
}

/// The rows of a table.
fn rows(table: Table, csv: Vec<u8>) -> Vec<Map<String, Value>> {
    let file = ReportFile { name: table.file_name().into(), bytes: csv };
    TableFile::of(&file).map(|table| table.json()).unwrap_or_default()
}

impl VerdictEntry {
    fn new(verdict: &Verdict) -> VerdictEntry {
        let circumstances: Vec<RankedEntry> = verdict.circumstances.iter().map(RankedEntry::new).collect();
        VerdictEntry {
            text: verdict.sentences().into_iter().chain(verdict.paid_on_note()).collect(),
            first: circumstances.first().cloned(),
            circumstances: if circumstances.len() > 1 { circumstances } else { Vec::new() },
            changes: verdict.turns.iter().map(TurnEntry::new).collect(),
            runs_out: verdict.shortages.iter().map(ShortageEntry::new).collect(),
            prices: verdict.prices_note(),
        }
    }
}

impl RankedEntry {
    fn new(ranked: &Ranked) -> RankedEntry {
        let Ranked { circumstance, by, finding, bought, changes, settlement: _, for_same_money: _ } = ranked;
        let only = |finding, contender: Option<&Contender>| RankedEntry {
            circumstance: circumstance.clone(),
            rank_by: by.name(),
            finding,
            best: contender.map(|contender| contender.case.id()),
            value: contender.map(|contender| contender.value),
            buys: bought.as_ref().map(BoughtEntry::new),
            choices: changes.iter().map(ChangeEntry::new).collect(),
            ..RankedEntry::default()
        };
        match finding {
            Finding::Undefined { .. } => only("undefined", None),
            Finding::Alone { only: contender, .. } => only("alone", Some(contender)),
            Finding::OnlyOne(contender) => only("only-one", Some(contender)),
            Finding::Currencies => only("currencies", None),
            Finding::Best { best, next, difference, error, alike, trials_needed, .. } => RankedEntry {
                next: Some(next.case.id()),
                difference: Some(*difference),
                plus_minus: *error,
                alike: *alike,
                trials_needed: *trials_needed,
                ..only(if *alike == 0 { "best" } else { "as-good" }, Some(best))
            },
        }
    }
}

impl BoughtEntry {
    fn new(bought: &Bought) -> BoughtEntry {
        let Bought { replies, cost, held_up, list, .. } = bought;
        BoughtEntry {
            replies: *replies,
            cost: *cost,
            held_up_by: held_up.map(|(reason, _)| reason.name()),
            weeks_held_up: held_up.map_or(0.0, |(_, weeks)| weeks),
            list: list.as_ref().map(ListEntry::new),
        }
    }
}

impl ListEntry {
    fn new(List { people, reached, through, dates }: &List) -> ListEntry {
        let [through_p05, through_p50, through_p95] = dates.map(|date| date.map(|date| date.to_string()));
        let (people, reached, through_probability) = (*people, *reached, *through);
        ListEntry { people, reached, through_probability, through_p05, through_p50, through_p95 }
    }
}

impl ChangeEntry {
    fn new(Change { choice, with, without, is_equal, is_open }: &Change) -> ChangeEntry {
        ChangeEntry {
            choice: choice.clone(),
            best: with.case.id(),
            value: with.value,
            without: without.value,
            makes_no_difference: *is_equal && !is_open,
            told_apart: !is_open,
        }
    }
}

impl TurnEntry {
    fn new(Turn { path, from, to, at }: &Turn) -> TurnEntry {
        TurnEntry { path: path.clone(), from: from.id(), to: to.id(), at: at.clone() }
    }
}

impl ShortageEntry {
    fn new(shortage: &Shortage) -> ShortageEntry {
        ShortageEntry {
            case: shortage.case.id(),
            share: shortage.share,
            week: shortage.week,
            text: shortage.sentence(),
        }
    }
}
