//! `pilot.csv`: what tests of a touch are worth, and what they cost.

use crate::study::pilot::{Pilot, Test};

use super::cell::number;
use super::manifest::Table;
use super::table::{Kind, Sheet, field};

/// The name of the table.
pub const PILOT: &str = Table::Pilot.file_name();

/// The name of the file that records what it was made of.
pub const RECORD: &str = "pilot.json";

/// The name of the page.
pub const PAGE: &str = "pilot.html";

/// A row for each test, from the shortest to the longest, as CSV.
pub fn pilot_csv(pilot: &Pilot) -> Vec<u8> {
    sheet().csv(&pilot.curve)
}

pub(super) fn sheet<'a>() -> Sheet<'a, &'a Test> {
    let fields = vec![
        field("sends", "touches", "how many are sent in the test", |test: &&Test| test.sends.to_string())
            .of(Kind::Whole),
        field("value", "currency", "what the test is expected to save", |test: &&Test| number(test.worth.value)),
        field("low", "currency", "95 % sure: no less than this", |test: &&Test| {
            number(test.worth.interval.map(|(low, _)| low))
        }),
        field("high", "currency", "95 % sure: no more than this", |test: &&Test| {
            number(test.worth.interval.map(|(_, high)| high))
        }),
        field("cost", "currency", "what the test costs: credits used up, and work", |test: &&Test| number(test.cost)),
    ];
    Sheet::new(Table::Pilot, fields)
}
