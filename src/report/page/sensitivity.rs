//! The page on what matters.

use maud::{Markup, html};

use crate::figures::number::{count, percent, whole};
use crate::report::overview::Cell;
use crate::study::sensitivity::{Effect, Sensitivity, Share, Shares};
use crate::words::sensitivity::lead;
use crate::words::visible::capital;

use super::content::{Content, Part, SHORT};
use super::markup::{Column, Grid, paragraph};

/// More answers than this are folded.
const OPEN: usize = 2;

/// What matters to each figure of each case; that of the case that is spoken of is on the first page.
pub fn sensitivity(found: &[Sensitivity]) -> Content {
    let of_first = found.iter().filter(|of| of.figure == found[0].figure);
    let Some(first) = lead(&of_first.collect::<Vec<_>>()) else { return Content::default() };
    let answers = count(found.len() as u64, "answer");
    let heading = |found: &Sensitivity| format!("{} · {}", found.subject(), found.case);
    let parts = found.iter().enumerate().map(|(place, of)| Part {
        heading: format!("What matters to {}", heading(of)),
        body: body(of),
        is_folded: place >= OPEN,
    });
    let mut table = inputs(first);
    table.columns.remove(1);
    table.rows.iter_mut().for_each(|row| drop(row.remove(1)));
    table.rows.truncate(SHORT);
    Content {
        facts: format!("What matters to {}, {} simulations, {answers} in all", heading(first), whole(first.trials)),
        sentences: first.sentences(),
        table: Some(table),
        parts: parts.collect(),
        ..Content::default()
    }
}

fn body(found: &Sensitivity) -> Markup {
    html! {
        (paragraph("said", &found.sentences().join(" ")))
        (inputs(found))
        @if !found.levers.is_empty() { (levers(found)) }
    }
}

/// Everything that is not known, and its share of the spread.
fn inputs(found: &Sensitivity) -> Grid {
    let inputs = found.by_width().into_iter().map(|input| {
        let [low, high] = input
            .at
            .map(|at| Cell {
                shown: at.map_or("–".into(), |at| found.value_alone(at)), value: at.map(|at| at.value)
            });
        let Shares { first_order, total } = input.shares;
        let name = Cell::text(capital(&found.called(&input.path)));
        vec![name, Cell::text(input.shown_range()), low, high, share(first_order), share(total)]
    });
    let rest = [("All that is not known", found.rates), ("Luck", found.luck)];
    let rest = rest.into_iter().map(|(name, Shares { first_order, total })| {
        let shares = [share(first_order), share(total)];
        [Cell::text(name)].into_iter().chain(vec![Cell::text("–"); 3]).chain(shares).collect()
    });
    Grid {
        caption: format!("What the {} is where each thing that is not known is low and high.", found.subject()),
        columns: vec![
            Column::text("what is not known", "its key is in sensitivity.csv"),
            Column::text("10–90 % point", "between what it lies in 8 of 10 simulations"),
            Column::number("figure at 10 %", "the figure where it is low"),
            Column::number("figure at 90 %", "the figure where it is high"),
            Column::number("share by itself", "by how much the variance would fall if it were known"),
            Column::number("share in all", "what would be left of it if all else were known"),
        ],
        rows: inputs.chain(rest).collect(),
        best: Vec::new(),
    }
}

fn share(share: Option<Share>) -> Cell {
    Cell::new(share.map(|share| share.value), percent)
}

/// What can be set otherwise, the strongest first.
fn levers(found: &Sensitivity) -> Grid {
    let row = |effect: &Effect| {
        let change = effect.change.map_or("–".into(), |change| found.change_alone(change));
        let [from, to] = effect.ends();
        vec![
            Cell::text(capital(&found.called(&effect.path))),
            Cell::text(from),
            Cell::text(to),
            Cell { shown: change, value: effect.change.map(|change| change.value) },
        ]
    };
    Grid {
        caption: format!("What each setting does to the {}.", found.subject()),
        columns: vec![
            Column::text("what can be set", "its key is in levers.csv"),
            Column::text("from", "as the file has it"),
            Column::text("to", "as it was tried"),
            Column::number("changes it by", "on the same luck"),
        ],
        rows: found.by_change().into_iter().map(row).collect(),
        best: Vec::new(),
    }
}
