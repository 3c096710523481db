//! `pilot`: finds what a test of a touch would save before it is sent, and writes it down.

use crate::chart;
use crate::cli::Pilot;
use crate::domain::quantity::Money;
use crate::report::pilot::{PAGE, PILOT, RECORD, pilot_csv};
use crate::report::{page, pilot_verdict};
use crate::scenario::{Scenario, nearest};
use crate::study::pilot::{Question, Refusal, pilot as answer};
use crate::study::space::in_one_circumstance;
use crate::terminal;

use super::ask::{Answer, Ask};
use super::{Failure, Printer, reports};

pub(super) fn pilot(arguments: &Pilot, printer: &mut Printer) -> Result<(), Failure> {
    let ask = Ask::new(&arguments.file, None, &arguments.playing)?;
    let Pilot { touch, sends, reply_value, .. } = arguments;
    let question = Question::new(&ask.space, touch, *sends, reply_value.and_then(Money::new));
    let refused = |refusal: Refusal| refused(&ask.space.scenario, touch, &refusal);
    in_one_circumstance(ask.space.scenario.cases.iter().map(|case| &case.name))?;
    question.check().map_err(refused)?;
    let folder = ask.open(&[PILOT], (PAGE, RECORD), &[chart::PILOT.into()], printer)?;
    let found = ask.play(question.campaigns(), |progress| answer(&question, |trials| progress.add(trials)))?;
    let found = found.map_err(refused)?;
    let chart = if ask.draws() { chart::pilot(ask.name(), &found)? } else { None };
    let value = reply_value.map(|value| format!("--reply-value {value}"));
    let answer = Answer {
        settings: question.settings,
        campaigns: question.campaigns(),
        typed: [format!("--touch {touch}"), format!("--sends {sends}")].into_iter().chain(value).collect(),
        tables: vec![(PILOT, pilot_csv(&found))],
        page: ("pilot", PAGE),
        content: page::pilot(&found),
        charts: reports::named(chart),
        shown: terminal::pilot(printer.screen(), ask.name(), &found),
        verdict: pilot_verdict(&found),
        outcome: None,
        left_out: None,
    };
    ask.end(&folder, answer, printer)
}

/// Why there is no answer, with the nearest name of a touch that is unknown.
fn refused(scenario: &Scenario, touch: &str, refusal: &Refusal) -> Failure {
    if *refusal != Refusal::Unknown {
        return Failure::Wrong(format!("touch `{touch}` cannot be tested: {refusal}"));
    }
    let mut known: Vec<&str> = Vec::new();
    for touch in scenario.cases.iter().flat_map(|case| &case.touches) {
        if !known.contains(&touch.id.as_str()) {
            known.push(&touch.id);
        }
    }
    let all = || format!("known: {}", known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "));
    Failure::unknown("touch", touch, nearest(touch, known.iter().copied()), all)
}
