//! The question what a state comes to, answered.

use serde::Deserialize;
use toml_edit::DocumentMut;

use crate::figures::number::count;
use crate::figures::verdict::Shorter;
use crate::report;
use crate::scenario::LENGTHS;

use super::changed::changed;
use super::desk::Desk;
use super::edit::{Edit, edited};
use super::playing::{Found, GoesOn, is_wanted, play};
use super::state::{Refused, State};
use super::told::{Act, Answer, told};

/// The question what a state comes to.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(flatten)]
    state: State,
    /// Changes of the state: asked is what it comes to with them.
    #[serde(default)]
    edits: Vec<Edit>,
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
    let state = edited(desk, &asked.state, &asked.edits)?;
    let result = play(desk, &state, asked.trials, goes_on)?;
    let before = asked.before.as_ref().filter(|before| **before != state.text || !state.off.is_empty());
    let now = (&result.scenario, &result.played.figures);
    let changed = before.map(|before| changed(desk, before, now, goes_on));
    let json = asked.json.then(|| report::results_json(&[result.played.entry(&result.scenario)]));
    let Found { scenario, played, most } = &result;
    is_wanted(goes_on)?;
    let mut answer = told(scenario, &played.figures, &played.verdict, asked.charts.then_some(""))?;
    (answer.most, answer.changed, answer.json) = (*most, changed.transpose()?.flatten(), json);
    if let Some(shorter) = &played.verdict.shorter {
        answer.offer(shortened(&state.text, shorter));
    }
    Ok(answer)
}

/// Ends a campaign where nothing is paid for in vain.
fn shortened(text: &str, shorter: &Shorter) -> Act {
    let stated: Option<DocumentMut> = text.parse().ok();
    let is_stated =
        |key: &&&str| **key != shorter.key && stated.as_ref().is_some_and(|stated| stated.contains_key(key));
    // A file says how long it goes on in one way.
    let others = LENGTHS.iter().filter(is_stated).map(|key| Edit::Unset { path: (*key).to_owned() });
    let set = Edit::Set { path: shorter.key.to_owned(), value: shorter.value.clone() };
    let shown = match shorter.months {
        Some(months) => format!("Plan for {} instead", count(months.unsigned_abs().into(), "month")),
        None => format!("End on {} instead", shorter.end),
    };
    Act { shown, edits: others.chain([set]).collect() }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn each_step_ends_once_nobody_waits_for_it() {
        let text = "plans = ['sales-navigator']\ntouch.note = { channel = 'inmail', reply_rate = 0.1 }\n\
                    segment.all = { per_week = 10, sequence = ['note'] }\n";
        let state = State { text: text.into(), off: Vec::new() };
        let asked = Asked { state, edits: Vec::new(), trials: 64, before: None, charts: true, json: false };
        let times = AtomicU64::new(0);
        let counts = || times.fetch_add(1, Ordering::Relaxed) < u64::MAX;
        assert!(answer(&Desk::empty(), &asked, &counts).is_ok());
        let times = times.into_inner();
        assert!(times >= 4, "after the simulations, the figures, what is between them, and the words: {times}");
        for step in 0..times {
            let left = AtomicU64::new(step);
            let minus = |left: u64| left.checked_sub(1);
            let goes_on = || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, minus).is_ok();
            assert!(matches!(answer(&Desk::empty(), &asked, &goes_on), Err(Refused::Dropped)), "{step} of {times}");
        }
    }
}
