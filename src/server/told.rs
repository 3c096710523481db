//! What figures say, as the page shows it: sentences, a table and drawings.

use serde::Serialize;

use crate::chart::{self, Chart};
use crate::domain::case::Case;
use crate::domain::ranking::Circumstance;
use crate::figures::Figures;
use crate::figures::standing::Standing;
use crate::figures::verdict::Verdict;
use crate::report::page::{self, Picture};
use crate::scenario::Scenario;

use super::changed::Changed;
use super::edit::Edit;
use super::state::Refused;

/// The drawings that the page shows.
const DRAWN: [&str; 3] = ["cost-per-reply", "effective-credits", "balance"];

/// The fewest trials after which an answer may count as settled.
const FEWEST: u64 = 1000;

/// The answer.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    trials: u64,
    /// Is it known which case is best in each circumstance?
    settled: bool,
    /// The campaigns that the file asks for.
    pub(super) most: u64,
    verdict: Vec<String>,
    facts: String,
    notes: Vec<Note>,
    warnings: Vec<String>,
    table: String,
    /// Whether each case meets its targets.
    #[serde(skip_serializing_if = "Option::is_none")]
    targets: Option<String>,
    charts: Vec<Drawing>,
    cases: Vec<CaseChoice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) changed: Option<Changed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) json: Option<String>,
}

/// What there is to say beside the verdict.
#[derive(Debug, Serialize)]
struct Note {
    said: String,
    /// What can be done about it, with one press.
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<Act>,
}

/// Changes of the state, and what they do.
#[derive(Debug, Serialize)]
pub(super) struct Act {
    pub(super) shown: String,
    pub(super) edits: Vec<Edit>,
}

#[derive(Debug, Serialize)]
struct Drawing {
    name: String,
    finding: String,
    svg: String,
}

/// A case, of which one campaign may be looked at.
#[derive(Debug, Serialize)]
struct CaseChoice {
    id: String,
    label: String,
}

impl Answer {
    /// Offers what can be done about what is still paid for, which is told first.
    pub(super) fn offer(&mut self, act: Act) {
        if let Some(first) = self.notes.first_mut() {
            first.act = Some(act);
        }
    }
}

/// What these figures say, with their drawings, if any are wanted: their names, and with them their ids, begin with a prefix, so
/// that several answers can stand on one page.
pub(super) fn told(
    scenario: &Scenario,
    figures: &Figures,
    verdict: &Verdict,
    prefix: Option<&str>,
) -> Result<Answer, Refused> {
    let content = page::run(figures, verdict);
    let drawing = |prefix: &str, chart: Chart| {
        let name = format!("{prefix}{}", chart.name);
        let svg = page::drawing_html(&Picture { name: &name, svg: &chart.svg, finding: &chart.finding });
        Drawing { name, svg, finding: chart.finding }
    };
    let mut charts = Vec::new();
    if let Some(prefix) = prefix {
        let drawn = chart::some_charts(&scenario.name, figures, &DRAWN)?;
        charts.extend(drawn.into_iter().map(|chart| drawing(prefix, chart)));
    }
    let prices = verdict.prices_doubt().map(|doubt| format!("{doubt} State what you pay."));
    let choice = |case: &Case| CaseChoice { id: case.name.id(), label: case.name.to_string() };
    Ok(Answer {
        trials: figures.trials,
        settled: is_settled(figures),
        most: scenario.trials,
        verdict: content.sentences().to_vec(),
        facts: content.facts().to_owned(),
        notes: verdict.paid_on().into_iter().chain(prices).map(|said| Note { said, act: None }).collect(),
        warnings: content.warnings().map(str::to_owned).collect(),
        table: page::table_on_screen(figures),
        targets: page::targets_on_screen(figures),
        charts,
        cases: scenario.cases.iter().map(choice).collect(),
        changed: None,
        json: None,
    })
}

/// Is it known which case is best in every circumstance, as far as it is to be known at all?
fn is_settled(figures: &Figures) -> bool {
    if figures.trials < FEWEST {
        return false;
    }
    let is_decided = |of: &Circumstance| {
        of.cases.len() < 2 || Standing::among_cases(figures, of.by, of.cases.clone()).winner().is_some()
    };
    figures.circumstances.iter().all(is_decided)
}
