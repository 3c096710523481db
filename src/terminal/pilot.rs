//! The worth of a test of a touch: a few sizes, then the answer in words.

use crate::figures::number::count;
use crate::words::visible::visible;

use crate::figures::number::whole;
use crate::study::pilot::{Pilot, Test};

use super::screen::{Screen, finding_first};
use super::table::Table;
use super::{FAINT, STRONG};

/// The number of tests that are shown beside the one asked for and the best.
const SHOWN: usize = 6;

/// The tests, then the answer.
pub fn pilot(screen: Screen, name: &str, pilot: &Pilot) -> String {
    let mut table = Table::new(screen, &["sends", "saves", "95 % sure", "costs", "saves less cost"]).right(0);
    for test in shown(pilot) {
        let range = test.worth.interval.map(|(low, high)| format!("{}–{}", pilot.amount(low), pilot.amount(high)));
        let net = pilot.amount(test.net().abs());
        let sign = if test.net() < 0.0 && net != "0.00" { "−" } else { "" };
        let cells = [
            whole(test.sends.into()),
            pilot.amount(test.worth.value),
            range.unwrap_or_default(),
            pilot.amount(test.cost),
            format!("{sign}{net}"),
        ];
        table.row(cells, pilot.best.is_some_and(|best| best.sends == test.sends));
    }
    let facts = format!(
        "test of {}, {}, {} simulations a case, {}",
        visible(&pilot.touch),
        count(pilot.cases.len() as u64, "case"),
        whole(pilot.trials),
        visible(&pilot.currency)
    );
    let mut text = format!("{STRONG}{}{STRONG:#} {FAINT}({facts}){FAINT:#}\n\n{table}\n", visible(name));
    text += &finding_first(screen, &pilot.sentences());
    text + "\n"
}

/// The test asked for, the best one, and some between the shortest and the longest.
fn shown(pilot: &Pilot) -> Vec<&Test> {
    let last = pilot.curve.len().saturating_sub(1);
    let spread = |place: usize| (place as f64 * last as f64 / (SHOWN - 1) as f64).round() as usize;
    let some: Vec<usize> = (0..SHOWN).map(spread).collect();
    let matters =
        |test: &Test| test.sends == pilot.asked.sends || pilot.best.is_some_and(|best| best.sends == test.sends);
    let tests = pilot.curve.iter().enumerate();
    tests.filter(|(place, test)| some.contains(place) || matters(test)).map(|(_, test)| test).collect()
}
