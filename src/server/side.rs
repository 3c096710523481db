//! States that were kept, side by side on the same luck.

use serde::Deserialize;

use crate::engine::Sampling;
use crate::figures::Figures;
use crate::figures::verdict::Verdict;
use crate::scenario::Scenario;
use crate::study::space::settings;

use super::desk::Desk;
use super::findings::Finding;
use super::playing::{GoesOn, called, figures, read, together};
use super::state::{Refused, State};
use super::told::{Answer, told};

/// The most states that are shown side by side.
const MOST: usize = 6;

/// The question how states compare.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    states: Vec<Kept>,
    trials: u64,
}

/// A state that was kept under a name.
#[derive(Debug, Deserialize)]
struct Kept {
    name: String,
    #[serde(flatten)]
    state: State,
}

/// Sets states side by side.
pub(super) fn compare(desk: &Desk, asked: &Asked, goes_on: GoesOn<'_>) -> Result<Answer, Refused> {
    let (scenario, figures) = played(desk, asked, goes_on)?;
    told(&scenario, &figures, &Verdict::new(&figures), Some("side-"))
}

/// States as one scenario, and what it comes to.
pub(super) fn played(desk: &Desk, asked: &Asked, goes_on: GoesOn<'_>) -> Result<(Scenario, Figures), Refused> {
    if !(1..=MOST).contains(&asked.states.len()) {
        return Err(Refused::Wrong(format!("1 to {MOST} states can be set side by side")));
    }
    let mut scenarios = Vec::new();
    for Kept { name, state } in &asked.states {
        let scenario = read(desk, state, asked.trials).map_err(|refused| named(name, refused))?;
        scenarios.push(called(name, scenario.0));
    }
    let scenario = together(scenarios)?;
    let settings = settings(&scenario, Sampling::default());
    let figures = figures(desk, &scenario, &settings, goes_on).ok_or(Refused::Dropped)?;
    Ok((scenario, figures))
}

/// What is wrong with one of them, with its name.
fn named(name: &str, refused: Refused) -> Refused {
    match refused {
        Refused::Findings(findings) => {
            let first = findings.first().map(Finding::message).unwrap_or_default();
            Refused::Wrong(format!("“{name}” cannot be played: {first}"))
        }
        refused => refused,
    }
}
