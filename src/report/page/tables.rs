//! The tables of the page.

use std::cmp::Ordering;

use maud::{Markup, html};

use crate::domain::ranking::Circumstance;
use crate::figures::number::{measured, number, percent};
use crate::figures::standing::one_currency;
use crate::figures::{CaseFigures, Estimate, Figure, Figures, TWO_SIDED_95};

use super::basis::Stated;
use super::markup::{Column, Grid, Text};
use crate::report::overview::{Cell, Overview, Row};
use crate::words::figure::cost_per_reply;
use crate::words::stated::stated;

/// The figures whose differences from the first case are worth a column.
const COMPARED: [(Figure, &str, &str); 4] = [
    (Figure::CostPerReply, "cost per reply", "subscription cost for each reply"),
    (Figure::RepliesSettled, "replies", "all replies, those after the last day included"),
    (Figure::EffectiveCredits, "effective credits", "credits granted and credits that came back"),
    (Figure::Cost, "costs in all", "what the subscription costs over the campaign"),
];

/// The cases side by side.
pub(super) fn overview(overview: &Overview) -> Markup {
    side_by_side(
        "case",
        "± is simulation error, 95 % sure; “90 of 100 between” is luck, and not knowing the reply rate.",
        overview,
    )
}

/// The seats side by side.
pub(super) fn seats(seats: &Overview) -> Markup {
    side_by_side("seat", &format!("All people of a seat together; {}.", seats.facts), seats)
}

/// These figures of some cases, by which somebody decides.
pub(super) fn few(overview: &Overview, columns: &[usize], cases: &[usize]) -> Grid {
    let caption = match overview.rows.len() - cases.len() {
        0 => String::new(),
        _ => format!("The best {} of {} cases. ", cases.len(), overview.rows.len()),
    };
    let caption = format!("{caption}“90 of 100 between”: luck, and not knowing the reply rate.");
    grid("case", caption, overview, columns, cases)
}

fn side_by_side(first: &str, caption: &str, overview: &Overview) -> Markup {
    let all = |number: usize| (0..number).collect::<Vec<_>>();
    let table = grid(first, caption.into(), overview, &all(overview.columns.len()), &all(overview.rows.len()));
    html! {
        (table)
        details { "\n"
            summary { "What the columns mean" } "\n"
            dl { "\n"
                @for column in &overview.columns {
                    dt { (Text(&column.line())) } dd { (Text(column.meaning)) } "\n"
                }
            } "\n"
        } "\n"
    }
}

/// These columns and rows of an overview.
fn grid(first: &str, caption: String, overview: &Overview, columns: &[usize], rows: &[usize]) -> Grid {
    let heading = |&place: &usize| {
        let column = overview.columns[place];
        Column::number(&column.line(), column.meaning)
    };
    let rows: Vec<&Row> = rows.iter().map(|&place| &overview.rows[place]).collect();
    let best = (0..).zip(&rows).filter(|(_, row)| row.is_best).map(|(place, _)| place).collect();
    let cells = |row: &&Row| {
        std::iter::once(Cell::text(&row.case)).chain(columns.iter().map(|&place| row.cells[place].clone())).collect()
    };
    Grid {
        caption,
        columns: std::iter::once(Column::text(first, "")).chain(columns.iter().map(heading)).collect(),
        rows: rows.iter().map(cells).collect(),
        best,
    }
}

/// The differences of the cases from the first.
pub(super) fn differences(figures: &Figures) -> Markup {
    // Amounts in different currencies have no difference.
    let is_one = one_currency(&figures.cases);
    let compared = || COMPARED.iter().filter(|&&(figure, ..)| !figure.is_money() || is_one);
    let called = |figure, name| match figure {
        Figure::CostPerReply => cost_per_reply(figures.has_costs_beside()),
        Figure::Cost if figures.has_costs_beside() => "plan costs in all",
        _ => name,
    };
    let columns = || {
        std::iter::once(Column::text("case", ""))
            .chain(compared().map(|&(figure, name, meaning)| Column::number(called(figure, name), meaning)))
    };
    let row = |case: &CaseFigures| {
        let cells = compared().map(|&(figure, ..)| difference(case.against_first(figure)));
        std::iter::once(Cell::text(case.name.to_string())).chain(cells).collect()
    };
    html! {
        @for Circumstance { cases, .. } in figures.circumstances.iter().filter(|of| of.cases.len() > 1) {
            (Grid {
                caption: format!(
                    "Each case less {}, paired: both are played on the same luck. ± is simulation error, 95 % sure.",
                    figures.cases[cases.start].name
                ),
                columns: columns().collect(),
                rows: figures.cases[cases.clone()].iter().skip(1).map(row).collect(),
                best: Vec::new(),
            })
        }
    }
}

/// A difference with its sign and its error.
fn difference(estimate: Option<Estimate>) -> Cell {
    let Some(Estimate { mean: Some(mean), se, .. }) = estimate else { return Cell::text("–") };
    let sign = match mean.total_cmp(&0.0) {
        Ordering::Less => "−",
        Ordering::Equal => "",
        Ordering::Greater => "+",
    };
    let shown = match se.filter(|&se| se > 0.0) {
        Some(se) => {
            let (amount, error) = measured(mean.abs(), TWO_SIDED_95 * se);
            format!("{sign}{amount} ± {error}")
        }
        None => format!("{sign}{}", number(mean.abs())),
    };
    Cell { shown, value: Some(mean) }
}

/// Every case against every target.
pub(super) fn targets(figures: &Figures) -> Grid {
    let columns = [
        Column::text("case", ""),
        Column::text("target", "what is asked of the case"),
        Column::text("found", "what the simulations came to; intervals are 95 % sure"),
        Column::text("verdict", "undecided while what is asked lies inside the interval, which more trials narrow"),
    ];
    let rows: Vec<Vec<Cell>> = figures
        .targets
        .iter()
        .map(|target| {
            vec![
                Cell::text(target.case.to_string()),
                Cell::text(target.asked.to_string()),
                Cell::text(target.found()),
                Cell::text(target.verdict.name()),
            ]
        })
        .collect();
    Grid { caption: "Every case against every target.".into(), columns: columns.into(), rows, best: Vec::new() }
}

/// The touches of each segment, in every case.
pub(super) fn touches(figures: &Figures) -> Grid {
    let columns = [
        Column::text("case", ""),
        Column::text("segment", "the people; none for touches that were sent before the first day"),
        Column::text("touch", ""),
        Column::text("channel", ""),
        Column::number("sent", "how often it goes out, free InMails included"),
        Column::number("credits", "the credits that it costs"),
        Column::number("accepted", "invitations accepted"),
        Column::number("replies", "replies that it draws"),
        Column::number("reply rate", "replies ÷ sent"),
        Column::number("hours", "working time"),
    ];
    let mean = |value: f64| Cell { shown: if value == 0.0 { "–".into() } else { number(value) }, value: Some(value) };
    let rows: Vec<Vec<Cell>> = figures
        .cases
        .iter()
        .flat_map(|case| case.by_touch.iter().map(move |touch| (case, touch)))
        .map(|(case, touch)| {
            let rate = (touch.sent > 0.0).then(|| touch.replies / touch.sent);
            vec![
                Cell::text(case.name.to_string()),
                Cell::text(&touch.segment),
                Cell::text(&touch.touch),
                Cell::text(touch.channel.name()),
                mean(touch.sent),
                mean(touch.credits),
                mean(touch.accepted),
                mean(touch.replies),
                Cell { shown: rate.map_or("–".into(), percent), value: rate },
                mean(touch.minutes / 60.0),
            ]
        })
        .collect();
    Grid { caption: "Means over all simulations of a case.".into(), columns: columns.into(), rows, best: Vec::new() }
}

/// The values on which the results rest.
pub(super) fn assumptions(assumptions: &[Stated]) -> Grid {
    // What nobody varies needs no column.
    let shown = if assumptions.iter().any(|of| !of.what_if.is_empty()) { 7 } else { 6 };
    let columns = [
        Column::text("value of", "the key of the scenario file"),
        Column::text("value", "in words"),
        Column::text("unit", ""),
        Column::text("label", "on whose word"),
        Column::text("what is said about it", "the author's remark beside it, or the source of a default"),
        Column::text("as stated", "as it is written"),
        Column::text("only in what-if", ""),
    ];
    let rows: Vec<Vec<Cell>> = assumptions
        .iter()
        .map(|of| {
            let value = stated(&of.value, &of.unit);
            [&of.path, &value, &of.unit, &of.label, &of.remark, &of.value, &of.what_if][..shown]
                .iter()
                .map(|text| Cell::text(*text))
                .collect()
        })
        .collect();
    let caption = "What the scenario states, and the defaults that it relies on. A label says on whose \
        word a value is; anything but “own record” can be doubted.";
    Grid { caption: caption.into(), columns: columns[..shown].to_vec(), rows, best: Vec::new() }
}
