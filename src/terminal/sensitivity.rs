//! The results of a sensitivity analysis: tables of inputs and levers, and sentences.

use crate::words::visible::visible;
use std::fmt::Write;

use crate::figures::number::{fixed, whole};
use crate::study::sensitivity::{Sensitivity, Share};

use super::screen::{Screen, plain, strong};
use super::table::Table;
use super::{FAINT, STRONG};

/// The most levers that are listed; the others are in their file.
const MOST_LEVERS: usize = 6;

/// The inputs and levers that matter to a figure of a case.
pub fn table(screen: Screen, name: &str, found: &Sensitivity) -> String {
    let unit = found.figure.unit(&visible(&found.currency));
    let facts = format!("{}, {}, {} simulations", unit, visible(name), whole(found.trials));
    let heading = format!("{} · {}", found.subject(), visible(&found.case.to_string()));
    let mut text = format!("{STRONG}{heading}{STRONG:#} {FAINT}({facts}){FAINT:#}\n\n");
    let _ = writeln!(text, "{}", inputs(screen, found));
    if !found.levers.is_empty() {
        let mut levers = Table::new(screen, &["what can be set", "from → to", "changes it by"]).names(0).names(1);
        for effect in found.by_change().into_iter().take(MOST_LEVERS) {
            let change = effect.change.map_or("–".into(), |change| found.change_alone(change));
            levers.row([visible(&effect.path), visible(&effect.ends().join(" → ")), change], false);
        }
        let _ = writeln!(text, "{levers}");
    }
    for (place, sentence) in found.sentences().iter().enumerate() {
        text += &if place == 0 { strong(screen, sentence) } else { plain(screen, sentence) };
    }
    text + "\n"
}

/// Everything that is not known, and its shares of the spread.
fn inputs(screen: Screen, found: &Sensitivity) -> Table {
    let headings = [
        "what is not known",
        "10–90 %\npoint",
        "figure\nat 10 %",
        "figure\nat 90 %",
        "share\nby itself",
        "share\nin all",
    ];
    let mut table = Table::new(screen, &headings).names(0).dispensable(1);
    for input in found.by_width() {
        let [at_low, at_high] = input.at.map(|at| at.map_or("–".into(), |at| found.value_alone(at)));
        let shares = [input.shares.first_order, input.shares.total].map(shown);
        let row = [visible(&input.path), input.shown_range(), at_low, at_high];
        table.row(row.into_iter().chain(shares), false);
    }
    let rates = (found.inputs.len() > 1).then_some(("all of it", found.rates));
    for (name, shares) in rates.into_iter().chain([("luck", found.luck)]) {
        let dashes = ["–"; 3].map(str::to_owned);
        let shares = [shares.first_order, shares.total].map(shown);
        table.row([name.to_owned()].into_iter().chain(dashes).chain(shares), false);
    }
    table
}

/// A note that levers were tried in the first `tried` cases only.
pub fn levers_of_first(tried: usize, cases: usize) -> String {
    format!(
        "{FAINT}settings were changed in the first {tried} of {cases} cases; choose others with --plan and --what-if{FAINT:#}"
    )
}

/// A share in per cent, and how far it may be off.
fn shown(share: Option<Share>) -> String {
    let Some(Share { value, interval }) = share else { return "–".into() };
    let half = interval.map(|[low, high]| 50.0 * (high - low)).filter(|&half| half > 0.0);
    let decimals = if half.is_some_and(|half| half < 0.05) { 2 } else { 1 };
    let error = half.map_or_else(String::new, |half| format!(" ± {}", fixed(half, decimals)));
    format!("{}{error}\u{202f}%", fixed(100.0 * value, decimals))
}
