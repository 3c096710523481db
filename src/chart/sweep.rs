//! The charts of a sweep: lines over one path, points where its values are no numbers, and maps over two paths.

mod colour;
mod dots;
mod heat;
mod lines;
mod span;
#[cfg(test)]
mod tests;
mod tiles;
mod wins;

use crate::domain::figure::Figure;
use crate::figures::number::fixed;
use crate::study::sweep::Sweep;
use crate::words::figure::named;
use crate::words::visible::capital;

use super::legend::Legend;
use super::sheet::{Head, Sheet};
use super::stem::stem;
use super::{Chart, ChartError};

/// The most cases that a chart shows: more could not be told apart.
const MOST_CASES: usize = 7;

/// A form of the charts of a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// One path with numbers.
    Lines,
    /// One path with other values, or none.
    Dots,
    /// Two paths.
    Maps,
    /// More than can be drawn.
    None,
}

fn form(sweep: &Sweep) -> Form {
    match sweep.varied.as_slice() {
        [varied] if varied.numbers().is_some_and(|numbers| numbers.len() > 1) => Form::Lines,
        [] | [_] => Form::Dots,
        [_, _] => Form::Maps,
        _ => Form::None,
    }
}

/// The stems of the names of the files that the charts of a sweep may go to.
pub fn sweep_names(sweep: &Sweep) -> Vec<String> {
    let names = |figure: &Figure| -> Vec<String> {
        let name = stem(*figure);
        match form(sweep) {
            Form::None => Vec::new(),
            Form::Maps => vec![format!("sweep-{name}"), format!("wins-{name}")],
            Form::Lines | Form::Dots => vec![format!("sweep-{name}")],
        }
    };
    sweep.figures.iter().flat_map(names).collect()
}

/// The charts of a sweep, each with the stem of its files' names; none of a figure that is undefined everywhere.
pub fn sweep_charts(sweep: &Sweep) -> Result<Vec<(String, Chart)>, ChartError> {
    let mut charts = Vec::new();
    for (figure, shown) in sweep.figures.iter().enumerate() {
        let is_defined = |cell| (0..sweep.cases.len()).any(|case| sweep.point(cell, figure, case).mean.is_some());
        if !(0..sweep.cells()).any(is_defined) {
            continue;
        }
        let name = stem(*shown);
        match form(sweep) {
            Form::Lines => charts.push((format!("sweep-{name}"), lines::draw(sweep, figure)?)),
            Form::Dots => charts.push((format!("sweep-{name}"), dots::draw(sweep, figure)?)),
            Form::Maps => {
                charts.push((format!("sweep-{name}"), heat::draw(sweep, figure)?));
                if sweep.cases.len() > 1 && sweep.is_comparable(*shown) {
                    charts.push((format!("wins-{name}"), wins::draw(sweep, figure)?));
                }
            }
            Form::None => {}
        }
    }
    Ok(charts)
}

/// A sheet of a figure: what was found as the title, and what was played below it.
fn sheet(sweep: &Sweep, name: &'static str, figure: usize, finding: String, legend: &Legend) -> Sheet {
    let mut subtitle = format!("{} · {}", capital(&words(sweep.figures[figure])), sweep.name);
    if let Some(weeks) = sweep.weeks {
        subtitle.push_str(&format!(" · {weeks} week{}", if weeks == 1 { "" } else { "s" }));
    }
    if let Some(trials) = sweep.trials {
        let all = if sweep.cases.len() > 1 || sweep.cells() > 1 { " a case" } else { "" };
        subtitle.push_str(&format!(" · {} simulations{all}", fixed(trials as f64, 0)));
    }
    Sheet::new(name, Head::new(finding, &subtitle), legend)
}

/// A figure in words: `cost per reply`.
fn words(figure: Figure) -> String {
    named(figure)
}

/// The title of an axis of this figure.
fn axis_title(sweep: &Sweep, figure: usize) -> String {
    let figure = sweep.figures[figure];
    format!("{} [{}]", capital(&words(figure)), sweep.unit(figure))
}

/// The title of an axis of a path.
fn path_title(sweep: &Sweep, varied: usize) -> String {
    let varied = &sweep.varied[varied];
    let name = capital(&sweep.called(varied));
    match varied.unit.as_str() {
        _ if varied.share => format!("{name} [%]"),
        "" => name,
        unit => format!("{name} [{unit}]"),
    }
}

/// The cases that are shown, those that are best somewhere first in line for a place, in their order.
fn shown_cases(sweep: &Sweep, figure: usize) -> Vec<usize> {
    let wins = sweep.wins(figure);
    let mut cases: Vec<usize> = (0..sweep.cases.len()).collect();
    cases.sort_by_key(|&case| std::cmp::Reverse(wins[case].0));
    cases.truncate(MOST_CASES);
    cases.sort_unstable();
    cases
}

/// A sentence on the cases that are left out; nothing if none is.
fn left_out(sweep: &Sweep, shown: &[usize]) -> String {
    match sweep.cases.len() - shown.len() {
        0 => String::new(),
        more => format!(" {} of {} cases are shown; {more} more are in sweep.csv.", shown.len(), sweep.cases.len()),
    }
}
