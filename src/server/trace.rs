//! Why: one campaign of a case, event by event.

use serde::{Deserialize, Serialize};

use crate::domain::event::EventKind;
use crate::engine::{self, Sampling};
use crate::report::page::table_html;
use crate::report::{Table, trace_cells};
use crate::scenario::Overrides;
use crate::words::event::happened;

use super::desk::Desk;
use super::findings::findings;
use super::state::{Refused, State};

/// The question what happened in a campaign.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(flatten)]
    state: State,
    case: String,
    /// The number of the campaign, from 1.
    trial: u64,
}

/// What happened.
#[derive(Debug, Serialize)]
pub(super) struct Told {
    said: String,
    table: String,
    rows: usize,
}

/// The columns that are shown: the name in the table of a trace, what people call it, and whether it holds numbers.
const SHOWN: [(&str, &str, bool); 9] = [
    ("date", "date", false),
    ("event", "what happened", false),
    ("credits", "credits", true),
    ("balance", "balance", true),
    ("segment", "people", false),
    ("prospect", "person", true),
    ("touch", "message", false),
    ("outcome", "outcome", false),
    ("amount", "money", true),
];

/// The most rows that a page shows.
const MOST_ROWS: usize = 2000;

pub(super) fn trace(desk: &Desk, asked: &Asked) -> Result<Told, Refused> {
    let wrong = |problems| Refused::Findings(Box::new(findings(&asked.state.text, &desk.name(), &Err(problems))));
    let scenario = desk.scenario(&asked.state, &Overrides::default()).map_err(wrong)?;
    let case = scenario.cases.iter().find(|case| case.name.id() == asked.case);
    let case = case.ok_or_else(|| Refused::Wrong(format!("no case is called “{}”", asked.case)))?;
    if !(1..=scenario.trials).contains(&asked.trial) {
        return Err(Refused::Wrong(format!("campaigns have numbers from 1 to {}", scenario.trials)));
    }
    // Trials are counted from 1 for people, and from 0 by the engine.
    let luck = Sampling::default().luck(scenario.seed, asked.trial - 1);
    let (number, events) = engine::trace_first(case, luck, MOST_ROWS);
    let columns = Table::Trace.columns();
    let has_outcomes = events.iter().any(|event| matches!(event.kind, EventKind::Held(_) | EventKind::Outcome));
    let shown: Vec<&(&str, &str, bool)> =
        SHOWN.iter().filter(|(name, ..)| has_outcomes || *name != "outcome").collect();
    let place = |name: &str| columns.iter().position(|column| column.name == name);
    let places: Vec<usize> = shown.iter().filter_map(|(name, ..)| place(name)).collect();
    let cells = trace_cells(case, &events);
    let rows = cells.iter().zip(&events).map(|(row, event)| {
        let cell = |(&&(name, ..), &place): (&&(&str, &str, bool), &usize)| match name {
            "event" => happened(event.kind).to_owned(),
            "credits" => moved(event.credits),
            _ => row[place].clone(),
        };
        shown.iter().zip(&places).map(cell).collect()
    });
    let headings: Vec<(&str, bool)> = shown.iter().map(|&&(_, called, is_number)| (called, is_number)).collect();
    let said = match number {
        all if all > MOST_ROWS => {
            format!("Campaign {} of {}: the first {MOST_ROWS} of {all} events.", asked.trial, case.name)
        }
        all => format!("Campaign {} of {}: {all} events.", asked.trial, case.name),
    };
    Ok(Told { table: table_html(&said, &headings, rows.collect()), rows: number, said })
}

/// By how much a balance changed; nothing where it did not.
fn moved(credits: i64) -> String {
    match credits {
        0 => String::new(),
        more if more > 0 => format!("+{more}"),
        less => format!("−{}", less.unsigned_abs()),
    }
}
