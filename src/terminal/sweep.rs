//! The results of a sweep: a table that fits on a screen, and the answer in words.

use crate::words::visible::visible;
use std::path::Path;

use crate::figures::number::{shown, whole};
use crate::study::sweep::{Sweep, Varied};
use crate::words::sweep::at_value;

use super::screen::{Screen, columns, strong};
use super::table::Table;
use super::{FAINT, STRONG};

/// The most rows of a table.
const ROWS: usize = 15;

/// A figure of all cases at every value or, of more than one path, in how many cells each case is best.
pub fn sweep(screen: Screen, sweep: &Sweep, figure: usize) -> String {
    let of = sweep.figures[figure];
    let cells = sweep.cells();
    let mut facts = vec![format!("{} [{}]", of.name(), sweep.unit(of))];
    let paths: Vec<&str> = sweep.varied.iter().map(|varied| varied.path.as_str()).collect();
    if !paths.is_empty() {
        facts.push(paths.join(" × "));
    }
    if let Some(trials) = sweep.trials {
        facts.push(format!("{} simulations a case", whole(trials)));
    }
    let table = match sweep.varied.as_slice() {
        [varied] => by_value(screen, sweep, varied, figure),
        _ => by_case(screen, sweep, figure, cells),
    };
    let (name, facts) = (visible(&sweep.name), visible(&facts.join(", ")));
    let lines = screen.wrapped(&format!("{name} ({facts})"));
    let rest = lines[1..].iter().map(|line| format!("{FAINT}{line}{FAINT:#}\n")).collect::<String>();
    match lines[0].strip_prefix(&name) {
        Some(facts) => format!("{STRONG}{name}{STRONG:#}{FAINT}{facts}{FAINT:#}\n{rest}\n{table}\n"),
        None => format!("{STRONG}{}{STRONG:#}\n{rest}\n{table}\n", lines[0]),
    }
}

/// A row a value: of many values the first, the last and some between.
fn by_value(screen: Screen, sweep: &Sweep, varied: &Varied, figure: usize) -> Table {
    // A column takes the width of its heading, or of its numbers.
    let names: Vec<String> = sweep.cases.iter().map(|case| broken(&visible(&case.to_string()))).collect();
    let wide = |name: &String| name.lines().map(columns).max().unwrap_or(0).max(6) + 2;
    let room = screen.width();
    let longest = sweep.cases.iter().map(|case| columns(&case.to_string())).max().unwrap_or(0).clamp(20, 40);
    let fits = names.iter().map(wide).sum::<usize>() + longest + 18 <= room;
    let value = varied.path.rsplit('.').next().unwrap_or_default();
    let value = if varied.unit.is_empty() { value.to_owned() } else { format!("{value}\n[{}]", varied.unit) };
    let mut headings = vec![value.as_str()];
    if fits {
        headings.extend(names.iter().map(String::as_str));
    }
    if !fits {
        headings.push(if sweep.cases.len() > 1 { "its mean" } else { "mean" });
    }
    if sweep.cases.len() > 1 {
        headings.push("best");
    }
    let mut table = Table::new(screen, &headings);
    if sweep.cases.len() > 1 {
        table = table.left(headings.len() - 1);
    }
    let of = sweep.figures[figure];
    for cell in rows(varied.values.len()) {
        let (text, number) = &varied.values[cell];
        let without_unit = Varied { unit: String::new(), ..varied.clone() };
        let mut row = vec![visible(&number.map_or_else(|| text.clone(), |number| at_value(&without_unit, number)))];
        let mean = |case: usize| {
            let mean = sweep.point(cell, figure, case).mean;
            mean.map_or("–".to_owned(), |mean| shown(of, mean))
        };
        if fits {
            row.extend((0..sweep.cases.len()).map(mean));
        }
        let best = sweep.best(cell, figure);
        if !fits {
            row.push(if sweep.cases.len() > 1 {
                best.map_or("–".to_owned(), |best| mean(best.case))
            } else {
                mean(0)
            });
        }
        if sweep.cases.len() > 1 {
            row.push(match best {
                Some(best) if best.sure => visible(&sweep.cases[best.case].to_string()),
                Some(_) => "cannot be told apart".to_owned(),
                None => "–".to_owned(),
            });
        }
        table.row(row, false);
    }
    table
}

/// A name in short lines, broken where its parts end.
fn broken(name: &str) -> String {
    name.replace(" · ", "\n· ").replace('-', "-\n")
}

/// A row a case.
fn by_case(screen: Screen, sweep: &Sweep, figure: usize, cells: usize) -> Table {
    let of = sweep.figures[figure];
    let mut table = Table::new(screen, &["case", "lowest", "highest", "best in", "of these\nsurely"]).names(0);
    for (case, &(all, sure)) in sweep.wins(figure).iter().enumerate() {
        let means: Vec<f64> = (0..cells).filter_map(|cell| sweep.point(cell, figure, case).mean).collect();
        let end =
            |pick: fn(f64, f64) -> f64| means.iter().copied().reduce(pick).map_or("–".into(), |mean| shown(of, mean));
        let row = [
            visible(&sweep.cases[case].to_string()),
            end(f64::min),
            end(f64::max),
            format!("{all} of {cells}"),
            sure.to_string(),
        ];
        table.row(row, false);
    }
    table
}

/// The places of the rows that are shown of `all`.
fn rows(all: usize) -> Vec<usize> {
    if all <= ROWS {
        return (0..all).collect();
    }
    // Evenly spaced, so that nobody has to look which are missing.
    let step = (all - 1).div_ceil(ROWS - 1);
    let mut rows: Vec<usize> = (0..all).step_by(step).collect();
    if rows.last() != Some(&(all - 1)) {
        rows.push(all - 1);
    }
    rows
}

/// The answer in words, in lines no wider than the terminal, a sentence after the other.
pub fn answer(screen: Screen, sentences: &[String]) -> String {
    sentences.iter().map(|sentence| strong(screen, sentence)).collect::<String>() + "\n"
}

/// A sweep was stopped, and how to go on.
pub fn sweep_stopped(done: usize, all: usize, table: &Path, again: &str) -> String {
    format!(
        "stopped: {} of {} cells are in {}; go on with\n  {again}",
        whole(done as u64),
        whole(all as u64),
        table.display()
    )
}
