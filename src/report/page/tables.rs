//! The tables of the page.

use std::cmp::Ordering;

use maud::{Markup, html};

use crate::domain::ranking::Circumstance;
use crate::figures::number::{measured, number, percent};
use crate::figures::standing::one_currency;
use crate::figures::{CaseFigures, Estimate, Figure, Figures, TWO_SIDED_95};

use super::Stated;
use super::markup::{Cell, Column, Text, table};
use crate::report::overview::Overview;

/// The figures whose differences from the first case are worth a column.
const COMPARED: [(Figure, &str, &str); 4] = [
    (Figure::CostPerReply, "cost per reply", "subscription cost for each reply"),
    (Figure::RepliesSettled, "replies", "all replies, those after the last day included"),
    (Figure::EffectiveCredits, "effective credits", "credits granted and credits that came back"),
    (Figure::Cost, "costs in all", "what the subscription costs over the campaign"),
];

fn text<'a>(name: &'a str, meaning: &'a str) -> Column<'a> {
    Column { name, meaning, is_number: false }
}

fn number_column<'a>(name: &'a str, meaning: &'a str) -> Column<'a> {
    Column { name, meaning, is_number: true }
}

/// The cases side by side.
pub(super) fn overview(overview: &Overview) -> Markup {
    side_by_side(
        "case",
        "± is simulation error, 95 % sure; “90 of 100 between” is luck and not knowing the reply rate.",
        overview,
    )
}

/// The seats side by side.
pub(super) fn seats(seats: &Overview) -> Markup {
    side_by_side("seat", &format!("All people of a seat together; {}.", seats.facts), seats)
}

fn side_by_side(first: &str, caption: &str, overview: &Overview) -> Markup {
    let names: Vec<String> = overview.columns.iter().map(|column| column.line()).collect();
    let headings = names.iter().zip(&overview.columns).map(|(name, column)| number_column(name, column.meaning));
    let columns: Vec<Column<'_>> = std::iter::once(text(first, "")).chain(headings).collect();
    let rows: Vec<Vec<Cell>> = overview
        .rows
        .iter()
        .map(|row| {
            let cells = row.cells.iter().map(|cell| Cell { text: cell.shown.clone(), value: cell.value });
            std::iter::once(Cell::text(&row.case)).chain(cells).collect()
        })
        .collect();
    let best: Vec<usize> = (0..overview.rows.len()).filter(|&place| overview.rows[place].is_best).collect();
    html! {
        (table(caption, &columns, &rows, &best))
        details { "\n"
            summary { "What the columns mean" } "\n"
            dl { "\n"
                @for (name, column) in names.iter().zip(&overview.columns) {
                    dt { (Text(name)) } dd { (Text(column.meaning)) } "\n"
                }
            } "\n"
        } "\n"
    }
}

/// The differences of the cases from the first.
pub(super) fn differences(figures: &Figures) -> Markup {
    // Amounts in different currencies have no difference.
    let is_one = one_currency(&figures.cases);
    let compared = || COMPARED.iter().filter(|&&(figure, ..)| !figure.is_money() || is_one);
    let columns =
        std::iter::once(text("case", "")).chain(compared().map(|(_, name, meaning)| number_column(name, meaning)));
    let columns: Vec<Column<'_>> = columns.collect();
    let row = |case: &CaseFigures| {
        let cells = compared().map(|&(figure, ..)| difference(case.against_first(figure)));
        std::iter::once(Cell::text(case.name.to_string())).chain(cells).collect()
    };
    html! {
        @for Circumstance { cases, .. } in figures.circumstances.iter().filter(|of| of.cases.len() > 1) {
            @let rows: Vec<Vec<Cell>> = figures.cases[cases.clone()].iter().skip(1).map(row).collect();
            @let caption = format!(
                "Each case less {}, paired: both are played on the same luck. ± is simulation error, 95 % sure.",
                figures.cases[cases.start].name
            );
            (table(&caption, &columns, &rows, &[]))
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
    Cell { text: shown, value: Some(mean) }
}

/// Every case against every target.
pub(super) fn targets(figures: &Figures) -> Markup {
    let columns = [
        text("case", ""),
        text("target", "what is asked of the case"),
        text("found", "what the campaigns came to; intervals are 95 % sure"),
        text("verdict", "undecided while what is asked lies inside the interval, which more trials narrow"),
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
    table("Every case against every target.", &columns, &rows, &[])
}

/// The touches of each segment, in every case.
pub(super) fn touches(figures: &Figures) -> Markup {
    let columns = [
        text("case", ""),
        text("segment", "the people; none for touches that were sent before the first day"),
        text("touch", ""),
        text("channel", ""),
        number_column("sent", "how often it goes out, free InMails included"),
        number_column("credits", "the credits that it costs"),
        number_column("accepted", "invitations accepted"),
        number_column("replies", "replies that it draws"),
        number_column("reply rate", "replies ÷ sent"),
        number_column("hours", "working time"),
    ];
    let mean = |value: f64| Cell { text: if value == 0.0 { "–".into() } else { number(value) }, value: Some(value) };
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
                Cell { text: rate.map_or("–".into(), percent), value: rate },
                mean(touch.minutes / 60.0),
            ]
        })
        .collect();
    table("Means over all simulations of a case.", &columns, &rows, &[])
}

/// The values on which the results rest.
pub(super) fn assumptions(assumptions: &[Stated]) -> Markup {
    // What nobody varies needs no column.
    let shown = if assumptions.iter().any(|of| !of.what_if.is_empty()) { 6 } else { 5 };
    let columns = [
        text("value of", "the key of the scenario file"),
        text("as stated", ""),
        text("unit", ""),
        text("label", "on whose word"),
        text("what is said about it", "the author's remark beside it, or the source of a default"),
        text("only in what-if", ""),
    ];
    let rows: Vec<Vec<Cell>> = assumptions
        .iter()
        .map(|of| {
            [&of.path, &of.value, &of.unit, &of.label, &of.remark, &of.what_if][..shown]
                .iter()
                .map(|text| Cell::text(*text))
                .collect()
        })
        .collect();
    let caption = "What the scenario states, as it states it, and the defaults that it relies on. A label says on whose \
        word a value is; anything but “own record” can be doubted.";
    table(caption, &columns[..shown], &rows, &[])
}
