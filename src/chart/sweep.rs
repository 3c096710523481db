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
use crate::words::sweep::headline;

use super::page::Head;
use super::{Chart, ChartError, font, picture};

/// The most cases that a chart shows: more could not be told apart.
const MOST_CASES: usize = 7;

/// What the charts of a sweep are drawn as.
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
        let name = figure.name().replace('_', "-");
        match form(sweep) {
            Form::None => Vec::new(),
            Form::Maps => vec![format!("sweep-{name}"), format!("wins-{name}")],
            Form::Lines | Form::Dots => vec![format!("sweep-{name}")],
        }
    };
    sweep.figures.iter().flat_map(names).collect()
}

/// The charts of a sweep, each with the stem of its files' names.
pub fn sweep_charts(sweep: &Sweep) -> Result<Vec<(String, Chart)>, ChartError> {
    if !font::register() {
        return Err(ChartError::Font);
    }
    let mut charts = Vec::new();
    for (figure, of) in sweep.figures.iter().enumerate() {
        if (0..sweep.cells())
            .all(|cell| (0..sweep.cases.len()).all(|case| sweep.point(cell, figure, case).mean.is_none()))
        {
            continue;
        }
        let name = of.name().replace('_', "-");
        match form(sweep) {
            Form::Lines => charts.push((format!("sweep-{name}"), picture::chart(&lines::Lines::new(sweep, figure))?)),
            Form::Dots => charts.push((format!("sweep-{name}"), picture::chart(&dots::Dots::new(sweep, figure))?)),
            Form::Maps => {
                charts.push((format!("sweep-{name}"), picture::chart(&heat::Heat::new(sweep, figure))?));
                if sweep.cases.len() > 1 && sweep.is_comparable(*of) {
                    charts.push((format!("wins-{name}"), picture::chart(&wins::Wins::new(sweep, figure))?));
                }
            }
            Form::None => {}
        }
    }
    Ok(charts)
}

/// The head of a chart of `subject`: what the sweep found as the title, and what was played below it.
fn head(sweep: &Sweep, figure: usize, finding: Option<String>) -> Head {
    let mut subtitle = format!("{} · {}", capital(&words(sweep.figures[figure])), sweep.name);
    if let Some(weeks) = sweep.weeks {
        subtitle.push_str(&format!(" · {weeks} week{}", if weeks == 1 { "" } else { "s" }));
    }
    if let Some(trials) = sweep.trials {
        let all = if sweep.cases.len() > 1 || sweep.cells() > 1 { " a case" } else { "" };
        subtitle.push_str(&format!(" · {} simulated campaigns{all}", fixed(trials as f64, 0)));
    }
    Head::titled(finding.unwrap_or_else(|| headline(sweep, figure)), &subtitle)
}

/// A figure in words: `cost per reply`.
fn words(figure: Figure) -> String {
    figure.name().replace('_', " ")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What stands beside an axis of this figure.
fn axis_title(sweep: &Sweep, figure: usize) -> String {
    let of = sweep.figures[figure];
    format!("{} [{}]", capital(&words(of)), sweep.unit(of))
}

/// What stands beside an axis of a path.
fn path_title(sweep: &Sweep, varied: usize) -> String {
    let varied = &sweep.varied[varied];
    match varied.unit.as_str() {
        _ if varied.share => format!("{} [%]", varied.path),
        "" => varied.path.clone(),
        unit => format!("{} [{unit}]", varied.path),
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

/// How many cases are left out, in words; nothing if none is.
fn left_out(sweep: &Sweep, shown: &[usize]) -> String {
    match sweep.cases.len() - shown.len() {
        0 => String::new(),
        more => format!(" {} of {} cases are shown; {more} more are in sweep.csv.", shown.len(), sweep.cases.len()),
    }
}
