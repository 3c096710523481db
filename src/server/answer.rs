//! The question what a state comes to, answered.

use serde::Deserialize;

use crate::report;

use super::changed::changed;
use super::desk::Desk;
use super::playing::{Found, GoesOn, play};
use super::state::{Refused, State};
use super::told::{Answer, told};

/// The question what a state comes to.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(flatten)]
    state: State,
    /// How many campaigns of each case are simulated; at most as many as the file asks for.
    trials: u64,
    /// A text to compare with.
    #[serde(default)]
    before: Option<String>,
    /// Are drawings wanted?
    #[serde(default = "yes")]
    charts: bool,
    /// Is the document for programs wanted?
    #[serde(default)]
    json: bool,
}

fn yes() -> bool {
    true
}

/// Answers the question.
pub(super) fn answer(desk: &Desk, asked: &Asked, goes_on: GoesOn<'_>) -> Result<Answer, Refused> {
    let result = play(desk, &asked.state, asked.trials, goes_on)?;
    let before = asked.before.as_ref().filter(|before| **before != asked.state.text || !asked.state.off.is_empty());
    let now = (&result.scenario, &result.played.figures);
    let changed = before.map(|before| changed(desk, before, now, goes_on));
    let json = asked.json.then(|| report::results_json(&[result.played.entry(&result.scenario)]));
    let Found { scenario, played, most } = &result;
    let mut answer = told(scenario, &played.figures, &played.verdict, asked.charts.then_some(""))?;
    (answer.most, answer.changed, answer.json) = (*most, changed.transpose()?.flatten(), json);
    Ok(answer)
}
