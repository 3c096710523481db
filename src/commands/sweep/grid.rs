//! The cells of a sweep: every combination of the values, each a scenario that is checked before anything is played.

use std::path::PathBuf;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::cli::Sweep;
use crate::domain::case::CaseName;
use crate::report::FileRecord;
use crate::scenario::axis::{Axis, Setting};
use crate::scenario::document::kind::Kind;
use crate::scenario::document::place::Place;
use crate::scenario::document::problem::{Problem, Problems};
use crate::scenario::document::source::{Cached, Disk, Kept};
use crate::scenario::keys::{self, Key};
use crate::scenario::{self, Overrides, Scenario};
use crate::study::sweep::Varied;
use crate::terminal::{self, Level};

use super::super::reports::plain;
use super::super::{Failure, overrides};

/// The most cells of a sweep.
const MOST_CELLS: usize = 100_000;

/// What is the same in all cells, so that they can be compared.
const FIXED: [&str; 8] = ["trials", "precision", "seed", "name", "description", "goal", "target", "currency"];

/// The most rows of its tables.
const MOST_ROWS: usize = 4_000_000;
/// The most problems that are told: more are told once these are put right.
const MOST_PROBLEMS: usize = 20;

/// Every combination of values.
pub(super) struct Grid {
    file: PathBuf,
    files: Cached,
    /// What the command line changes in every cell.
    pub(super) overrides: Overrides,
    /// The paths of the file that are varied; plans and what-ifs are chosen for all cells.
    pub(super) axes: Vec<Axis>,
    /// What was varied, plans and what-ifs included, each value as it is set.
    pub(super) written: Vec<String>,
    /// Which of the axes rise by equal factors.
    logarithmic: Vec<bool>,
    /// The arguments that plans and what-ifs are usually chosen by, where `--vary` chose them.
    chosen: Vec<&'static str>,
}

/// What is known of the cells before they are played.
pub(super) struct Checked {
    /// The scenario of the first cell.
    pub(super) first: Scenario,
    /// What is to be played in each cell.
    pub(super) cells: Vec<Cell>,
    /// Every file that was read, once.
    pub(super) sources: Vec<FileRecord>,
}

/// What is to be played in a cell.
pub(super) struct Cell {
    /// The cases, in order.
    pub(super) cases: Vec<CaseName>,
    /// Trials of each.
    pub(super) trials: u64,
    /// The label for amounts of money, if the cases share one.
    pub(super) currency: Option<String>,
    /// The length of the campaigns, if the cases share it.
    pub(super) weeks: Option<u32>,
}

impl Grid {
    /// The grid that the arguments ask for.
    pub(super) fn new(arguments: &Sweep) -> Result<Grid, Failure> {
        let mut overrides = overrides(&arguments.changes, arguments.trials);
        let (mut axes, mut written, mut logarithmic) = (Vec::<Axis>::new(), Vec::new(), Vec::new());
        let (mut seen, mut by_axis): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
        for argument in &arguments.vary {
            let axis = Axis::read(argument).map_err(|reason| Failure::Marked(marked(argument, reason)))?;
            if seen.contains(&axis.path) {
                return Err(Failure::Marked(marked(argument, "a path can be varied once; give all values together")));
            }
            if FIXED.contains(&axis.path.split('.').next().unwrap_or_default()) {
                return Err(Failure::Marked(marked(argument, "it is the same for all campaigns that are compared")));
            }
            seen.push(axis.path.clone());
            let values: Vec<&str> = axis.settings.iter().map(|setting| setting.text.as_str()).collect();
            written.push(format!("{}={}", axis.path, values.join(",")));
            let (chosen, usual) = match axis.path.as_str() {
                "plan" => (&mut overrides.plans, "--plan"),
                "what_if" => (&mut overrides.what_ifs, "--what-if"),
                _ => {
                    logarithmic.push(argument.trim_end().ends_with(":log"));
                    axes.push(axis);
                    continue;
                }
            };
            if !chosen.is_empty() {
                let reason = "cases are chosen either by `--vary` or by `--plan` and `--what-if`; leave one out";
                return Err(Failure::Marked(marked(argument, reason)));
            }
            by_axis.push(usual);
            if values != ["all"] {
                *chosen = values.into_iter().map(str::to_owned).collect();
            }
        }
        let cells = axes.iter().try_fold(1, |cells: usize, axis| cells.checked_mul(axis.settings.len()));
        if cells.is_none_or(|cells| cells > MOST_CELLS) {
            let cells = cells.map_or("too many".to_owned(), |cells| cells.to_string());
            return Err(Failure::Wrong(format!(
                "the values make {cells} cells; a sweep has 100 000 at most: give fewer values"
            )));
        }
        let kept = Kept::new(&Disk);
        // What is wrong is told when all cells are checked.
        let _ = scenario::load_from(&kept, &arguments.file, &set(&axes, 0, &overrides));
        Ok(Grid {
            file: arguments.file.clone(),
            files: kept.into(),
            overrides,
            axes,
            written,
            logarithmic,
            chosen: by_axis,
        })
    }

    /// How many cells there are.
    pub(super) fn cells(&self) -> usize {
        self.axes.iter().map(|axis| axis.settings.len()).product()
    }

    /// What the paths are set to in a cell, as written.
    pub(super) fn values(&self, cell: usize) -> Vec<String> {
        settings(&self.axes, cell).into_iter().map(|setting| setting.text.clone()).collect()
    }

    /// The scenario of a cell.
    pub(super) fn load(&self, cell: usize) -> Result<Scenario, Problems> {
        scenario::load_from(&self.files, &self.file, &set(&self.axes, cell, &self.overrides))
    }

    /// The scenario in which the only path is set to the value nearest to this, and that value.
    pub(super) fn load_near(&self, number: f64) -> Option<(f64, Scenario)> {
        let [axis] = self.axes.as_slice() else { return None };
        let setting = axis.near(number);
        let scenario = scenario::load_from(&self.files, &self.file, &axis.set(&setting, self.overrides.clone()));
        Some((setting.number?, scenario.ok()?))
    }

    /// Checks every cell; if anything is wrong in any, tells all of it.
    pub(super) fn check(&self, figures: usize) -> Result<Checked, Failure> {
        let load = |cell: usize| {
            let scenario = self.load(cell)?;
            let sources = scenario.sources.iter();
            let sources: Vec<FileRecord> = sources
                .map(|source| FileRecord { name: plain(&source.written), sha256: source.sha256.clone() })
                .collect();
            Ok((Cell::new(&scenario), sources))
        };
        let loaded: Vec<Result<(Cell, Vec<FileRecord>), Problems>> =
            (0..self.cells()).into_par_iter().map(load).collect();
        let (mut cells, mut all, mut problems) = (Vec::new(), Vec::<FileRecord>::new(), Vec::<Problem>::new());
        for cell in loaded {
            match cell {
                Ok((cell, sources)) => {
                    cells.push(cell);
                    for source in sources {
                        if !all.contains(&source) {
                            all.push(source);
                        }
                    }
                }
                Err(found) => self.gather(&mut problems, &found),
            }
        }
        if !problems.is_empty() {
            let told: Vec<String> = problems.iter().map(terminal::problem).collect();
            return Err(Failure::Marked(told.join("\n")));
        }
        let rows: usize = cells.iter().map(|cell| figures * cell.cases.len() * (cell.cases.len() + 1) / 2).sum();
        if rows > MOST_ROWS {
            let rest = "give fewer values, figures or cases";
            return Err(Failure::Wrong(format!(
                "the tables would have {rows} rows; a sweep may have 4 000 000: {rest}"
            )));
        }
        let first = self.load(0).map_err(|problems| Failure::Problems(vec![problems]))?;
        Ok(Checked { first, cells, sources: all })
    }

    /// Adds what has not been told of another cell. What is set in a cell was typed as `--vary`.
    fn gather(&self, problems: &mut Vec<Problem>, found: &Problems) {
        for problem in found.iter() {
            let mut problem = problem.clone();
            let related = problem.related.as_mut().map(|related| &mut related.place);
            for place in problem.place.as_mut().into_iter().chain(related).filter(|place| self.is_varied(place)) {
                place.file = "--vary".to_owned();
            }
            // A path that does not exist is wrong once, whatever it is set to.
            let key = |problem: &Problem| {
                (
                    problem.to_string(),
                    problem.place.as_ref().map(|place| (place.file.clone(), place.line, place.column)),
                )
            };
            if problems.len() < MOST_PROBLEMS && problems.iter().all(|known| key(known) != key(&problem)) {
                problems.push(problem);
            }
        }
    }

    /// Does this stand in a value that is varied?
    pub(super) fn is_varied(&self, place: &Place) -> bool {
        let of_path = |axis: &Axis| place.text.starts_with(&format!("{}=", axis.path));
        self.chosen.contains(&place.file.as_str()) || place.file == "--set" && self.axes.iter().any(of_path)
    }

    /// The paths that are varied, for people, amounts of money in `currency`.
    pub(super) fn varied(&self, currency: &str) -> Vec<Varied> {
        let of = |(axis, &logarithmic): (&Axis, &bool)| {
            let parts: Vec<&str> = axis.path.split('.').collect();
            let key = keys::named(&parts);
            let share = key.is_some_and(|key| key.kind == Kind::Rate);
            Varied {
                path: axis.path.clone(),
                unit: key.filter(|_| !share).map_or(String::new(), |key| unit(key, currency)),
                share,
                logarithmic,
                values: axis.settings.iter().map(|setting| (setting.text.clone(), setting.number)).collect(),
            }
        };
        self.axes.iter().zip(&self.logarithmic).map(of).collect()
    }
}

impl Cell {
    fn new(scenario: &Scenario) -> Cell {
        let cases = scenario.cases.as_slice();
        let same_currency = cases.windows(2).all(|pair| pair[0].currency == pair[1].currency);
        let same_weeks = cases.windows(2).all(|pair| pair[0].calendar.weeks == pair[1].calendar.weeks);
        Cell {
            cases: cases.iter().map(|case| case.name.clone()).collect(),
            trials: scenario.trials,
            currency: cases.first().filter(|_| same_currency).map(|case| case.currency.clone()),
            weeks: cases.first().filter(|_| same_weeks).map(|case| case.calendar.weeks),
        }
    }
}

/// What each axis is set to in a cell: the last one varies fastest.
fn settings(axes: &[Axis], cell: usize) -> Vec<&Setting> {
    let mut rest = cell;
    let mut settings: Vec<&Setting> = Vec::new();
    for axis in axes.iter().rev() {
        settings.push(&axis.settings[rest % axis.settings.len()]);
        rest /= axis.settings.len();
    }
    settings.reverse();
    settings
}

fn set(axes: &[Axis], cell: usize, overrides: &Overrides) -> Overrides {
    axes.iter()
        .zip(settings(axes, cell))
        .fold(overrides.clone(), |overrides, (axis, setting)| axis.set(setting, overrides))
}

/// In what the values of a key are counted: `prospects a week`.
fn unit(key: &Key, currency: &str) -> String {
    let unit = if key.unit == "currency" { currency } else { key.unit };
    let (_, name) = key.place();
    match name {
        _ if unit.is_empty() => String::new(),
        _ if name.contains("per_week") => format!("{unit} a week"),
        _ if name.contains("per_month") => format!("{unit} a month"),
        _ => unit.to_owned(),
    }
}

/// What is wrong with a `--vary`, with the argument below it.
fn marked(argument: &str, reason: &str) -> String {
    let place = Place {
        file: "--vary".to_owned(),
        line: 1,
        column: 1,
        text: argument.to_owned(),
        text_column: 1,
        width: argument.chars().count().max(1),
    };
    terminal::message(Level::Error, reason, Some(&place), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_axis_varies_fastest() {
        let axes = ["a=1,2", "b=x,y,z"].map(|argument| Axis::read(argument).expect("it is right"));
        let of = |cell| settings(&axes, cell).into_iter().map(|setting| setting.text.clone()).collect::<Vec<_>>();
        assert_eq!(
            (of(0), of(1), of(3)),
            (vec!["1".into(), "x".into()], vec!["1".into(), "y".into()], vec!["2".into(), "x".into()])
        );
    }
}
