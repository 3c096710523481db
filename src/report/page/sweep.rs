//! The page of a sweep.

use std::cmp::Reverse;

use maud::html;

use crate::figures::number::{shown, whole};
use crate::report::overview::Cell;
use crate::study::sweep::{Sweep, Varied};
use crate::words::figure::named;
use crate::words::sweep::{at_value, break_even, sweep_sentences};

use super::content::{Content, Part, SHORT};
use super::markup::{Column, Grid, paragraph};

/// So many cases have a column each.
const COLUMNS: usize = 3;

/// The most rows of a table.
const MOST: usize = 100;

/// What the sweep says: of the first figure on the first page.
pub fn sweep(sweep: &Sweep) -> Content {
    let mut facts = vec![format!("{} values", whole(sweep.cells() as u64))];
    let paths: Vec<String> = sweep.varied.iter().map(|varied| sweep.called(varied)).collect();
    facts.extend((!paths.is_empty()).then(|| paths.join(" × ")));
    facts.extend(sweep.trials.map(|trials| format!("{} simulations a case", whole(trials))));
    let first = table(sweep, 0, SHORT);
    let parts = sweep.figures.iter().enumerate().filter_map(|(figure, of)| {
        let table = table(sweep, figure, MOST);
        // What the first page has already is not said again.
        if figure == 0 && table.rows.len() == first.rows.len() {
            return None;
        }
        let body = html! { (paragraph("said", &sweep_sentences(sweep, figure).join(" "))) (table) };
        let heading = format!("Values of {} [{}]", named(*of), sweep.unit(*of));
        Some(Part::with_rows(heading, table.rows.len(), body))
    });
    let roots = roots(sweep);
    let roots = (!roots.rows.is_empty())
        .then(|| Part::with_rows("Where cases break even", roots.rows.len(), html! { (roots) }));
    let parts: Vec<Part> = parts.chain(roots).collect();
    Content {
        facts: facts.join(", "),
        sentences: sweep_sentences(sweep, 0),
        table: Some(first),
        parts,
        ..Content::default()
    }
}

fn table(sweep: &Sweep, figure: usize, most: usize) -> Grid {
    match sweep.varied.as_slice() {
        [varied] => by_value(sweep, varied, figure, most),
        _ => by_case(sweep, figure, most),
    }
}

/// A row a value, of many values some.
fn by_value(sweep: &Sweep, varied: &Varied, figure: usize, most: usize) -> Grid {
    let of = sweep.figures[figure];
    let mean = |cell: usize, case: usize| Cell::new(sweep.point(cell, figure, case).mean, |_| String::new());
    let mean = |cell: usize, case: usize| match mean(cell, case).value {
        Some(value) => Cell { shown: shown(of, value), value: Some(value) },
        None => Cell::text("–"),
    };
    let (cases, several) = (sweep.cases.len(), sweep.cases.len() > 1);
    let mut columns = vec![Column::number(&sweep.called(varied), "the value that is varied")];
    let each = if cases <= COLUMNS { 0..cases } else { 0..0 };
    columns.extend(each.clone().map(|case| Column::number(&sweep.cases[case].to_string(), of.meaning())));
    if several {
        columns.push(Column::text("best", "the case that is best there"));
    }
    if each.is_empty() {
        columns.push(Column::number("its mean", of.meaning()));
    }
    let cells = varied.values.len();
    let step = cells.saturating_sub(1).div_ceil(most.saturating_sub(1).max(1)).max(1);
    let places: Vec<usize> = (0..cells).filter(|place| place % step == 0 || place + 1 == cells).collect();
    let row = |&cell: &usize| {
        let (text, number) = &varied.values[cell];
        let name = number.map_or_else(|| text.clone(), |number| at_value(varied, number));
        let mut row = vec![Cell { shown: name, value: *number }];
        row.extend(each.clone().map(|case| mean(cell, case)));
        let best = sweep.best(cell, figure);
        if several {
            row.push(Cell::text(match best {
                Some(best) if best.sure => sweep.cases[best.case].to_string(),
                Some(_) => "cannot be told apart".to_owned(),
                None => "–".to_owned(),
            }));
        }
        if each.is_empty() {
            row.push(best.map_or(Cell::text("–"), |best| mean(cell, best.case)));
        }
        row
    };
    let caption = if step > 1 { "Some of the values; all are in sweep.csv." } else { "Means over all simulations." };
    Grid { caption: caption.into(), columns, rows: places.iter().map(row).collect(), best: Vec::new() }
}

/// A row a case, where several paths are varied: of many those that are best most often, in their order.
fn by_case(sweep: &Sweep, figure: usize, most: usize) -> Grid {
    let (of, cells, wins) = (sweep.figures[figure], sweep.cells(), sweep.wins(figure));
    let mut cases: Vec<usize> = (0..wins.len()).collect();
    cases.sort_by_key(|&case| Reverse(wins[case]));
    cases.truncate(most);
    cases.sort_unstable();
    let row = |&case: &usize| {
        let (all, sure) = wins[case];
        let means: Vec<f64> = (0..cells).filter_map(|cell| sweep.point(cell, figure, case).mean).collect();
        let end = |pick: fn(f64, f64) -> f64| {
            let end = means.iter().copied().reduce(pick);
            Cell { shown: end.map_or("–".into(), |mean| shown(of, mean)), value: end }
        };
        vec![
            Cell::text(sweep.cases[case].to_string()),
            end(f64::min),
            end(f64::max),
            Cell { shown: format!("{all} of {cells}"), value: Some(all as f64) },
            Cell { shown: sure.to_string(), value: Some(sure as f64) },
        ]
    };
    Grid {
        caption: match wins.len() - cases.len() {
            0 => "Each case over all combinations of values.".into(),
            _ => format!("The {} of {} cases that are best most often.", cases.len(), wins.len()),
        },
        columns: vec![
            Column::text("case", ""),
            Column::number("lowest", "the lowest mean"),
            Column::number("highest", "the highest mean"),
            Column::number("best in", "the combinations of values in which it is best"),
            Column::number("of these surely", "those in which no other case may be better"),
        ],
        rows: cases.iter().map(row).collect(),
        best: Vec::new(),
    }
}

/// Where two cases break even.
fn roots(sweep: &Sweep) -> Grid {
    let rows = sweep.line().into_iter().flat_map(|varied| {
        sweep.roots.iter().map(move |root| {
            vec![
                Cell::text(format!("{} and {}", sweep.cases[root.against], sweep.cases[root.case])),
                Cell::text(named(root.figure)),
                Cell { shown: break_even(varied, root), value: Some(root.at.value) },
            ]
        })
    });
    Grid {
        caption: "The values at which two cases have the same figure.".into(),
        columns: vec![
            Column::text("cases", ""),
            Column::text("equal in", "the figure that is the same"),
            Column::number("at", "the value, with its simulation error"),
        ],
        rows: rows.collect(),
        best: Vec::new(),
    }
}
