//! The page of a search for the best.

use maud::html;

use crate::domain::outlay::Outlay;
use crate::figures::number::{count, credits, number, whole};
use crate::report::overview::Cell;
use crate::study::optimum::Optimum;
use crate::study::race::{Entrant, Keeps};

use super::content::{Content, Part};
use super::markup::{Column, Grid};

/// The combinations on the first page, and the most below it.
const FIRST: usize = 8;
const MOST: usize = 100;

/// What the search came to.
pub fn optimum(optimum: &Optimum<'_>) -> Content {
    let entrants = &optimum.race.entrants;
    let facts = format!(
        "{}, at most {} simulations each, {}",
        count(entrants.len() as u64, "combination"),
        whole(optimum.contest.trials),
        optimum.currency
    );
    let more = grid(optimum, MOST, true);
    Content {
        facts,
        sentences: optimum.sentences(),
        table: (!entrants.is_empty()).then(|| grid(optimum, FIRST, false)),
        parts: vec![Part::with_rows("The combinations, the best first", more.rows.len(), html! { (more) })],
        ..Content::default()
    }
}

fn grid(optimum: &Optimum<'_>, most: usize, is_whole: bool) -> Grid {
    let cost = match optimum.outlay() {
        Outlay::Plan => "cost",
        Outlay::Work => "cost and work",
        Outlay::All => "full cost",
    };
    let objective = optimum.aimed_at();
    let mut columns = vec![
        Column::text("combination", ""),
        Column::number(&objective, "what the goal asks for, on average"),
        Column::number("95 % sure", "what it may be, for so few simulations"),
        Column::number(cost, "what the campaign costs, on average"),
        Column::number("replies", "replies on average, late ones included"),
    ];
    if is_whole {
        columns.push(Column::text("keeps", "does it keep what the goal requires?"));
        columns.push(Column::number("simulations", "how many it took to place it"));
    }
    let entrants = &optimum.race.entrants;
    // Those that are ruled out are told below, where the table says so.
    let is_ruled_out = |entrant: &&Entrant| entrant.keeps == Keeps::No;
    let only_kept = !is_whole && !entrants.iter().all(|entrant| is_ruled_out(&entrant));
    let shown: Vec<&Entrant> = entrants.iter().filter(|entrant| !(only_kept && is_ruled_out(entrant))).collect();
    let caption = match entrants.len().saturating_sub(most.min(shown.len())) {
        0 => "All combinations, the best first.".into(),
        _ => format!("The best {} of {}; all are in optimum.csv.", most.min(shown.len()), whole(entrants.len() as u64)),
    };
    let row = |entrant: &Entrant| {
        let between = match (entrant.low, entrant.high) {
            (Some(low), Some(high)) => {
                format!("{} to {}", optimum.value(Some(low.max(0.0))), optimum.value(Some(high)))
            }
            _ => "–".into(),
        };
        let mut cells = vec![
            Cell::text(optimum.label(entrant)),
            Cell { shown: optimum.value(entrant.objective), value: entrant.objective },
            Cell { shown: between, value: entrant.high },
            Cell::new(Some(entrant.cost), number),
            Cell::new(Some(entrant.replies), credits),
        ];
        if is_whole {
            let keeps = match entrant.keeps {
                Keeps::Yes => "yes",
                Keeps::SoFar => "so far",
                Keeps::Open => "open",
                Keeps::No => "no",
            };
            cells.push(Cell::text(keeps));
            cells.push(Cell { shown: whole(entrant.trials), value: Some(entrant.trials as f64) });
        }
        cells
    };
    let best = if shown.first().is_some_and(|first| first.keeps == Keeps::Yes) { vec![0] } else { Vec::new() };
    Grid { caption, columns, rows: shown.into_iter().take(most).map(row).collect(), best }
}
