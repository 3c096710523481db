//! States that were kept, side by side on the same luck.

use serde::Deserialize;

use crate::engine::Sampling;
use crate::figures::verdict::Verdict;
use crate::study::space::settings;

use super::desk::Desk;
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
    if !(1..=MOST).contains(&asked.states.len()) {
        return Err(Refused::Wrong(format!("1 to {MOST} states can be set side by side")));
    }
    let mut scenarios = Vec::new();
    for Kept { name, state } in &asked.states {
        scenarios.push(called(name, read(desk, state, asked.trials)?.0));
    }
    let scenario = together(scenarios)?;
    let settings = settings(&scenario, Sampling::default());
    let figures = figures(&scenario, &settings, goes_on).ok_or(Refused::Dropped)?;
    told(&scenario, &figures, &Verdict::new(&figures), Some("side-"))
}
