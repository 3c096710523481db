//! The page of a test that is not sent yet.

use maud::html;

use crate::figures::number::{count, whole};
use crate::report::overview::Cell;
use crate::study::pilot::{Pilot, Test};

use super::content::{Content, Part};
use super::markup::{Column, Grid};

/// About so many sizes of the test are on the first page.
const FIRST: usize = 6;

/// What the test is worth.
pub fn pilot(pilot: &Pilot) -> Content {
    let facts = format!(
        "Test of {}, {}, {} simulations a case, {}",
        pilot.touch,
        count(pilot.cases.len() as u64, "case"),
        whole(pilot.trials),
        pilot.currency
    );
    let all: Vec<&Test> = pilot.curve.iter().collect();
    Content {
        facts,
        sentences: pilot.sentences(),
        table: Some(grid(pilot, &some(pilot))),
        parts: vec![Part::with_rows("Every size of the test", all.len(), html! { (grid(pilot, &all)) })],
        ..Content::default()
    }
}

/// The test asked for, the best one, and some between the shortest and the longest.
fn some(pilot: &Pilot) -> Vec<&Test> {
    let step = pilot.curve.len().saturating_sub(1).div_ceil(FIRST - 1).max(1);
    let matters = |sends: u32| sends == pilot.asked.sends || pilot.best.is_some_and(|best| best.sends == sends);
    let tests = pilot.curve.iter().enumerate();
    tests.filter(|(place, test)| place % step == 0 || matters(test.sends)).map(|(_, test)| test).collect()
}

fn grid(pilot: &Pilot, tests: &[&Test]) -> Grid {
    let amount = |value: f64| {
        let shown = pilot.amount(value.abs());
        let sign = if value < 0.0 && shown != "0.00" { "−" } else { "" };
        Cell { shown: format!("{sign}{shown}"), value: Some(value) }
    };
    let row = |test: &&Test| {
        let range = test.worth.interval.map(|(low, high)| format!("{} to {}", pilot.amount(low), pilot.amount(high)));
        vec![
            Cell { shown: whole(test.sends.into()), value: Some(test.sends.into()) },
            amount(test.worth.value),
            Cell { shown: range.unwrap_or("–".into()), value: test.worth.interval.map(|(_, high)| high) },
            amount(test.cost),
            amount(test.net()),
        ]
    };
    let is_best = |test: &Test| pilot.best.is_some_and(|best| best.sends == test.sends);
    Grid {
        caption: "What a test of so many is expected to save, and what it costs.".into(),
        columns: vec![
            Column::number("sends", "how many are sent in the test"),
            Column::number("saves", "what it is expected to save"),
            Column::number("95 % sure", "what that may be, for so few simulations"),
            Column::number("costs", "what sending them costs"),
            Column::number("saves less cost", "what is left of it"),
        ],
        rows: tests.iter().map(row).collect(),
        best: (0..).zip(tests).filter(|(_, test)| is_best(test)).map(|(place, _)| place).collect(),
    }
}
