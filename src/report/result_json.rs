//! The results of scenarios as one document for programs.

use serde::Serialize;
use serde_json::{Map, Number, Value};

use crate::figures::verdict::{Contender, Finding, Shortage, Verdict};
use crate::figures::{Figures, TargetFigures};

use super::RunRecord;
use super::summary;

/// The results of a scenario, for programs.
#[derive(Debug, Clone, Serialize)]
pub struct ResultEntry {
    scenario: String,
    description: String,
    version: String,
    seed: u64,
    trials: u64,
    sampling: String,
    cases: Vec<Map<String, Value>>,
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
    /// The finding, as one word.
    finding: &'static str,
    text: Vec<String>,
    best: Option<String>,
    next: Option<String>,
    difference: Option<f64>,
    plus_minus: Option<f64>,
    alike: usize,
    trials_needed: Option<u64>,
    runs_out: Vec<ShortageEntry>,
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
    /// The results of a run, with the warnings of its scenario.
    pub fn new(
        run: &RunRecord,
        description: &str,
        figures: &Figures,
        verdict: &Verdict,
        warnings: Vec<String>,
    ) -> ResultEntry {
        ResultEntry {
            scenario: run.scenario.clone(),
            description: description.to_owned(),
            version: run.version.clone(),
            seed: run.seed,
            trials: run.trials,
            sampling: run.sampling.clone(),
            cases: cases(figures),
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
            case: case.to_string(),
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

/// The rows of the summary, with numbers as such, null for what is undefined or infinite, and names as they are.
fn cases(figures: &Figures) -> Vec<Map<String, Value>> {
    let columns = super::Table::Summary.columns();
    let sheet = summary::sheet();
    let rows = figures.cases.iter().map(|case| sheet.cells(&(figures.trials, case)));
    let value = |cell: String| match cell.parse::<f64>() {
        Ok(number) if number.fract() == 0.0 && number.abs() < 9e15 => Value::from(number as i64),
        Ok(number) => Number::from_f64(number).map_or(Value::Null, Value::Number),
        Err(_) => Value::Null,
    };
    let row = |(case, cells): (&crate::figures::CaseFigures, Vec<String>)| {
        let named = |name: &str| match name {
            "case" => Some(Value::from(case.name.to_string())),
            "plan" => Some(Value::from(case.name.plan.clone())),
            "what_if" => Some(case.name.what_if.clone().map_or(Value::Null, Value::from)),
            "currency" => Some(Value::from(case.currency.clone())),
            _ => None,
        };
        columns
            .iter()
            .zip(cells)
            .map(|(column, cell)| (column.name.clone(), named(&column.name).unwrap_or_else(|| value(cell))))
            .collect()
    };
    figures.cases.iter().zip(rows).map(row).collect()
}

impl VerdictEntry {
    fn new(verdict: &Verdict) -> VerdictEntry {
        let case = |contender: &Contender| Some(contender.case.clone());
        let none = VerdictEntry {
            finding: "",
            text: verdict.sentences(),
            best: None,
            next: None,
            difference: None,
            plus_minus: None,
            alike: 0,
            trials_needed: None,
            runs_out: verdict.shortages.iter().map(ShortageEntry::new).collect(),
        };
        match &verdict.finding {
            Finding::NoReplies { .. } => VerdictEntry { finding: "no-replies", ..none },
            Finding::Alone { only, .. } => VerdictEntry { finding: "alone", best: case(only), ..none },
            Finding::OnlyOne(only) => VerdictEntry { finding: "only-one", best: case(only), ..none },
            Finding::Currencies => VerdictEntry { finding: "currencies", ..none },
            Finding::Cheapest { best, next, difference, error, alike, trials_needed, .. } => VerdictEntry {
                finding: if *alike == 0 { "cheapest" } else { "alike" },
                best: case(best),
                next: case(next),
                difference: Some(*difference),
                plus_minus: *error,
                alike: *alike,
                trials_needed: *trials_needed,
                ..none
            },
        }
    }
}

impl ShortageEntry {
    fn new(shortage: &Shortage) -> ShortageEntry {
        ShortageEntry {
            case: shortage.case.clone(),
            share: shortage.share,
            week: shortage.week,
            text: shortage.sentence(),
        }
    }
}
