//! The results of a search among combinations: the best of them, and the answer in words.

use crate::figures::number::count;
use crate::words::visible::visible;

use crate::domain::figure::Figure;
use crate::domain::outlay::Outlay;
use crate::figures::number::{credits, number, percent, whole};
use crate::study::optimum::Optimum;
use crate::study::race::{Entrant, Keeps};

use super::screen::{Screen, finding_first};
use super::table::Table;
use super::{FAINT, STRONG};

/// The number of the best that are shown.
const SHOWN: usize = 8;

/// The best of those that were compared, then the answer in words.
pub fn optimum(screen: Screen, optimum: &Optimum<'_>) -> String {
    let columns = optimum.columns();
    let objective = optimum.contest.objective.to_string();
    let mut headings = vec!["", "plan"];
    if optimum.has_what_ifs() {
        headings.push("what-if");
    }
    headings.extend(columns.iter().map(|&(place, _)| optimum.short(place)));
    let (named, requires) = (headings.len(), !optimum.contest.require.is_empty());
    let cost = match optimum.outlay() {
        Outlay::Plan => "cost",
        Outlay::Work => "cost and\nwork",
        Outlay::All => "full\ncost",
    };
    headings.extend([objective.as_str(), "95 % sure", cost, "replies\nsettled"]);
    if requires {
        headings.push("keeps");
    }
    headings.push("trials");
    let mut table = Table::new(screen, &headings).left(1).dispensable(named + 2).dispensable(headings.len() - 1);
    if optimum.has_what_ifs() {
        table = table.names(2);
    }
    for (rank, entrant) in (1..).zip(optimum.race.entrants.iter().take(SHOWN)) {
        let rank: u64 = rank;
        let mut cells = vec![rank.to_string(), visible(entrant.name.plan_label())];
        if optimum.has_what_ifs() {
            cells.push(visible(&entrant.name.label()));
        }
        cells.extend(columns.iter().map(|&(place, _)| visible(&optimum.setting(entrant, place))));
        cells.extend([
            shown(optimum, entrant.objective),
            between(optimum, entrant),
            number(entrant.cost),
            credits(entrant.replies),
        ]);
        if requires {
            cells.push(keeps(entrant).to_owned());
        }
        cells.push(whole(entrant.trials));
        table.row(cells, rank == 1);
    }
    let more = optimum.race.entrants.len().saturating_sub(SHOWN);
    let more = if more > 0 {
        format!("  {FAINT}and {} more, in optimum.csv{FAINT:#}\n", whole(more as u64))
    } else {
        String::new()
    };
    let facts = format!(
        "{}, at most {} simulations each, {}",
        count(optimum.race.entrants.len() as u64, "combination"),
        whole(optimum.contest.trials),
        visible(optimum.currency)
    );
    let mut text = format!("{STRONG}{}{STRONG:#} {FAINT}({facts}){FAINT:#}\n\n{table}{more}\n", visible(optimum.name));
    text += &finding_first(screen, &optimum.sentences());
    text
}

fn keeps(entrant: &Entrant) -> &'static str {
    match entrant.keeps {
        Keeps::Yes => "yes",
        Keeps::SoFar => "so far",
        Keeps::Open => "open",
        Keeps::No => "no",
    }
}

fn shown(optimum: &Optimum<'_>, value: Option<f64>) -> String {
    let figure: Figure = optimum.contest.objective.figure;
    let is_share = figure.unit("") == "share";
    value.map_or_else(|| "–".into(), |value| if is_share { percent(value) } else { credits(value) })
}

fn between(optimum: &Optimum<'_>, entrant: &Entrant) -> String {
    match (entrant.low, entrant.high) {
        (Some(low), Some(high)) => format!("{}–{}", shown(optimum, Some(low.max(0.0))), shown(optimum, Some(high))),
        _ => "–".into(),
    }
}
