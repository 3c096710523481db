//! A state, played as a run of its file would play it, for as long as somebody waits for it.

use crate::engine::{self, Sampling, Settings};
use crate::figures::Figures;
use crate::results::{self, Played};
use crate::scenario::warning::WarningKind;
use crate::scenario::{Overrides, Scenario, side_by_side};
use crate::study::space::settings;

use super::desk::Desk;
use super::document;
use super::findings::findings;
use super::state::{Refused, State};

pub(super) use crate::results::GoesOn;

/// A scenario that was played.
pub(super) struct Found {
    pub(super) scenario: Scenario,
    pub(super) played: Played,
    /// The campaigns that its file asks for.
    pub(super) most: u64,
}

/// Plays a scenario for as long as somebody waits for it; nothing once nobody does.
pub(super) fn figures(desk: &Desk, scenario: &Scenario, settings: &Settings, goes_on: GoesOn<'_>) -> Option<Figures> {
    let trials = 0..settings.trials;
    let tally = engine::play_with_tables(&scenario.cases, &desk.tables(), settings, trials, |_| goes_on())?;
    let targets = engine::targets::play(&scenario.cases, &scenario.targets, settings, 0..tally.trials, |_| ());
    Some(results::figures(scenario, settings, &tally, &targets))
}

/// Ends the work once nobody waits for it: what is left of it would slow down what is waited for.
pub(super) fn is_wanted(goes_on: GoesOn<'_>) -> Result<(), Refused> {
    if goes_on() { Ok(()) } else { Err(Refused::Dropped) }
}

/// Plays a state as a run of its file would.
pub(super) fn play(desk: &Desk, state: &State, trials: u64, goes_on: GoesOn<'_>) -> Result<Found, Refused> {
    let (scenario, most) = read(desk, state, trials)?;
    let overrides = Overrides { trials: Some(scenario.trials), ..Overrides::default() };
    let settings = settings(&scenario, Sampling::default());
    let figures = figures(desk, &scenario, &settings, goes_on).ok_or(Refused::Dropped)?;
    is_wanted(goes_on)?;
    let text = document::played(&state.text, &state.off);
    let turns = desk.reading(&text, |files, path| {
        results::between(&scenario, (files, path), &figures, &overrides, Sampling::default())
    });
    is_wanted(goes_on)?;
    let mut played = Played::new(&scenario, figures, &overrides, &settings);
    played.verdict.turns = turns;
    Ok(Found { scenario, played, most })
}

/// Reads a state, of which at most so many campaigns of each case are to be simulated, and how many its file asks for.
pub(super) fn read(desk: &Desk, state: &State, trials: u64) -> Result<(Scenario, u64), Refused> {
    let wrong = |problems| Refused::Findings(Box::new(findings(&state.text, &desk.name(), &Err(problems))));
    let mut scenario = desk.scenario(state, &Overrides::default()).map_err(wrong)?;
    let most = scenario.trials;
    // As `--trials` would have it, without the file being read anew: whoever asks for few is not told that they are.
    scenario.trials = trials.clamp(1, most);
    scenario.warnings.retain(|warning| !matches!(warning.kind, WarningKind::FewTrials { .. }));
    Ok((scenario, most))
}

/// The same scenario under another name.
pub(super) fn called(name: &str, scenario: Scenario) -> Scenario {
    Scenario { stem: name.to_owned(), ..scenario }
}

/// Scenarios as one.
pub(super) fn together(scenarios: Vec<Scenario>) -> Result<Scenario, Refused> {
    side_by_side(scenarios).map_err(|same| Refused::Wrong(format!("two of them are called “{same}”; rename one")))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn so_many_campaigns_are_those_of_an_argument() {
        let text = "trials = 500\nplans = ['sales-navigator']\ntouch.note = { channel = 'inmail', reply_rate = 0.1 }\n\
                    segment.all = { per_week = 10, sequence = ['note'] }\n";
        let (desk, state) = (Desk::empty(), State { text: text.into(), off: Vec::new() });
        for (asked, played) in [(0, 1), (64, 64), (2000, 500)] {
            let overrides = Overrides { trials: Some(played), ..Overrides::default() };
            let (scenario, most) = read(&desk, &state, asked).expect("it can be read");
            let argued = desk.scenario(&state, &overrides).expect("it can be read");
            assert_eq!((format!("{scenario:?}"), most), (format!("{argued:?}"), 500));
        }
    }

    #[test]
    fn tables_that_were_worked_out_once_are_there_for_the_next_answer() {
        let text = |rate: &str| {
            format!(
                "plans = ['sales-navigator']\ntouch.note = {{ channel = 'inmail', reply_rate = {rate} }}\n\
                 segment.all = {{ per_week = 10, sequence = ['note'] }}\n"
            )
        };
        let desk = Desk::empty();
        let played = |rate: &str| {
            let state = State { text: text(rate), off: Vec::new() };
            // Each request has a desk of its own.
            assert!(play(&desk.clone(), &state, 8, &|| true).is_ok());
            format!("{:?}", desk.tables())
        };
        let (first, again, other) = (played("'5% to 30%'"), played("'5% to 30%'"), played("'5% to 20%'"));
        assert!(first == again && other.len() > first.len());
    }

    #[test]
    fn work_that_nobody_waits_for_ends() {
        // All of these trials would take hours.
        let text = "trials = 1_000_000_000\nplans = ['sales-navigator']\n\
                    touch.note = { channel = 'inmail', reply_rate = 0.1 }\n\
                    segment.all = { per_week = 10, sequence = ['note'] }\n";
        let state = State { text: text.into(), off: Vec::new() };
        let asked = AtomicU64::new(0);
        let goes_on = || asked.fetch_add(1, Ordering::Relaxed) < 3;
        let played = play(&Desk::empty(), &state, u64::MAX, &goes_on);
        assert!(matches!(played, Err(Refused::Dropped)));
        assert!(asked.into_inner() < 100);
    }
}
