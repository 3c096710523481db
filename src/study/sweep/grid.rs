//! The cells of a sweep: every combination of the values, each a scenario that is checked before anything is played.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::domain::case::CaseName;
use crate::domain::figure::Figure;
use crate::engine::Sampling;
use crate::scenario::axis::{Axis, combination};
use crate::scenario::document::kind::Kind;
use crate::scenario::document::place::Place;
use crate::scenario::document::problem::{Problem, Problems};
use crate::scenario::document::source::Files;
use crate::scenario::keys::{self, Key};
use crate::scenario::{Overrides, Scenario};
use crate::study::refusal::Refusal;
use crate::study::space::Origin;

use super::{Sweep, Varied};

/// The most cells of a sweep.
const MOST_CELLS: usize = 100_000;

/// Keys that are the same in all cells, so that these can be compared.
const FIXED: [&str; 8] = ["trials", "precision", "seed", "name", "description", "goal", "target", "currency"];

/// The most rows of its tables.
const MOST_ROWS: usize = 4_000_000;
/// The most problems that are shown at once: others follow when these are put right.
const MOST_PROBLEMS: usize = 20;

/// Every combination of values.
#[derive(Debug)]
pub struct Grid {
    origin: Origin,
    sampling: Sampling,
    /// The paths of the file that are varied; plans and what-ifs are chosen for all cells.
    axes: Vec<Axis>,
    /// All that is varied, plans and what-ifs included, each value as it is set: `PATH=VALUES`.
    pub written: Vec<String>,
    /// Which of the axes rise by equal factors.
    logarithmic: Vec<bool>,
    /// The arguments that plans and what-ifs are usually chosen by, where they are varied.
    chosen: Vec<&'static str>,
}

/// The cells of a grid, read and found right, before they are played.
#[derive(Debug)]
pub struct Checked {
    /// The scenario of the first cell.
    pub first: Scenario,
    /// All cells, in order.
    pub cells: Vec<Cell>,
    /// Every file that was read, once: what the file that refers to it calls it, and the SHA-256 of its bytes.
    pub sources: Vec<(String, String)>,
}

/// What a cell plays.
#[derive(Debug)]
pub struct Cell {
    /// The cases, in order.
    pub cases: Vec<CaseName>,
    /// The first days of their campaigns, which may follow from the day on which the file is read.
    pub starts: BTreeSet<Date>,
    /// Trials of each.
    pub trials: u64,
    /// The label for amounts of money, if the cases share one.
    currency: Option<String>,
    /// The length of the campaigns, if the cases share it.
    weeks: Option<u32>,
}

impl Grid {
    /// The grid of a scenario on which all of `vary`, `PATH=VALUES` each, take their values in turn; or why there is
    /// none. Problems of the scenario itself are found by [`Grid::check`].
    pub fn new(
        files: &dyn Files,
        path: &Path,
        mut overrides: Overrides,
        vary: &[String],
        sampling: Sampling,
    ) -> Result<Grid, Refusal> {
        let (mut axes, mut written, mut logarithmic) = (Vec::<Axis>::new(), Vec::new(), Vec::new());
        let (mut seen, mut by_axis): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
        for argument in vary {
            let refused = |reason| Refusal::Vary { argument: argument.clone(), reason };
            let axis = Axis::read(argument).map_err(refused)?;
            if seen.contains(&axis.path) {
                return Err(refused("a path can be varied once; give all values together"));
            }
            if FIXED.contains(&axis.path.split('.').next().unwrap_or_default()) {
                return Err(refused("it is the same for all campaigns that are compared"));
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
                return Err(refused(
                    "cases are chosen either by `--vary` or by `--plan` and `--what-if`; leave one out",
                ));
            }
            by_axis.push(usual);
            if values != ["all"] {
                *chosen = values.into_iter().map(str::to_owned).collect();
            }
        }
        let cells = axes.iter().try_fold(1, |cells: usize, axis| cells.checked_mul(axis.settings.len()));
        if cells.is_none_or(|cells| cells > MOST_CELLS) {
            return Err(Refusal::TooManyCells(cells));
        }
        let first = set(&axes, 0, &overrides);
        let origin = Origin::new(files, path, overrides, &first);
        Ok(Grid { origin, sampling, axes, written, logarithmic, chosen: by_axis })
    }

    /// The changes that all cells share.
    pub fn overrides(&self) -> &Overrides {
        &self.origin.overrides
    }

    /// How what is drawn once a trial is spread over the trials.
    pub fn sampling(&self) -> Sampling {
        self.sampling
    }

    /// The paths that are varied in the file.
    pub fn paths(&self) -> Vec<&str> {
        self.axes.iter().map(|axis| axis.path.as_str()).collect()
    }

    /// How many cells there are.
    fn cells(&self) -> usize {
        self.axes.iter().map(|axis| axis.settings.len()).product()
    }

    /// The values of the paths in a cell, as written.
    pub fn values(&self, cell: usize) -> Vec<String> {
        combination(&self.axes, cell).into_iter().map(|setting| setting.text.clone()).collect()
    }

    /// The scenario of a cell.
    pub(super) fn load(&self, cell: usize) -> Result<Scenario, Problems> {
        self.origin.scenario(&set(&self.axes, cell, self.overrides()))
    }

    /// The scenario in which the only path is set to the value nearest to this, and that value.
    pub(super) fn load_near(&self, number: f64) -> Option<(f64, Scenario)> {
        let [axis] = self.axes.as_slice() else { return None };
        let setting = axis.near(number);
        Some((setting.number?, self.origin.scenario(&axis.set(&setting, self.overrides().clone())).ok()?))
    }

    /// How far apart values of the only path are at least, where not every number will do.
    pub(super) fn step(&self) -> Option<f64> {
        self.axes.first()?.step
    }

    /// Reads every cell for a sweep of this many figures; if anything is wrong in any, all of it is the refusal.
    pub fn check(&self, figures: usize) -> Result<Checked, Refusal> {
        let load = |cell: usize| {
            let scenario = self.load(cell)?;
            let sources = scenario.sources.iter();
            let sources: Vec<_> = sources.map(|source| (source.written.clone(), source.sha256.clone())).collect();
            Ok((Cell::new(&scenario), sources))
        };
        let loaded: Vec<Result<_, Problems>> = (0..self.cells()).into_par_iter().map(load).collect();
        let (mut cells, mut all, mut problems) = (Vec::new(), Vec::new(), Vec::new());
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
            return Err(Refusal::Problems(Problems(problems)));
        }
        let rows: usize = cells.iter().map(|cell| figures * cell.cases.len() * (cell.cases.len() + 1) / 2).sum();
        if rows > MOST_ROWS {
            return Err(Refusal::TooManyRows(rows));
        }
        Ok(Checked { first: self.load(0)?, cells, sources: all })
    }

    /// The sweep before anything is known of it.
    pub fn unplayed(&self, checked: &Checked, figures: &[Figure]) -> Sweep {
        let Checked { first, cells, .. } = checked;
        let mut cases: Vec<CaseName> = Vec::new();
        for case in cells.iter().flat_map(|cell| &cell.cases) {
            if !cases.contains(case) {
                cases.push(case.clone());
            }
        }
        let currency = shared(cells, |cell| cell.currency.clone()).flatten();
        let varied = self.varied(currency.as_deref().unwrap_or_default());
        let weeks = shared(cells, |cell| cell.weeks).flatten();
        let trials = shared(cells, |cell| cell.trials);
        Sweep::new(first.name.clone(), varied, figures.to_vec(), cases, (currency, weeks, trials))
    }

    /// Adds the problems that no other cell has had. A value that is set in a cell was typed as `--vary`.
    fn gather(&self, problems: &mut Vec<Problem>, found: &Problems) {
        for problem in found.iter() {
            let mut problem = problem.clone();
            let related = problem.related.as_mut().map(|related| &mut related.place);
            for place in problem.place.as_mut().into_iter().chain(related).filter(|place| self.is_varied(place)) {
                place.file = "--vary".to_owned();
            }
            // A path that does not exist is wrong once, whatever it is set to.
            let key = |problem: &Problem| {
                let place = problem.place.as_ref();
                (problem.to_string(), place.map(|place| (place.file.clone(), place.line, place.column)))
            };
            if problems.len() < MOST_PROBLEMS && problems.iter().all(|known| key(known) != key(&problem)) {
                problems.push(problem);
            }
        }
    }

    /// Does this stand in a value that is varied?
    pub fn is_varied(&self, place: &Place) -> bool {
        let sets = |axis: &Axis| place.text.starts_with(&format!("{}=", axis.path));
        self.chosen.contains(&place.file.as_str()) || place.file == "--set" && self.axes.iter().any(sets)
    }

    /// The paths that are varied, for people, amounts of money in `currency`.
    fn varied(&self, currency: &str) -> Vec<Varied> {
        let varied = |(axis, &logarithmic): (&Axis, &bool)| {
            let parts: Vec<&str> = axis.path.split('.').collect();
            let key = keys::named(&parts);
            let share = key.is_some_and(|key| matches!(key.kind, Kind::Rate | Kind::TiedRate));
            Varied {
                path: axis.path.clone(),
                unit: key.filter(|_| !share).map_or(String::new(), |key| unit(key, currency)),
                share,
                logarithmic,
                whole: axis.step == Some(1.0),
                values: axis.settings.iter().map(|setting| (setting.text.clone(), setting.number)).collect(),
            }
        };
        self.axes.iter().zip(&self.logarithmic).map(varied).collect()
    }
}

impl Cell {
    fn new(scenario: &Scenario) -> Cell {
        let cases = scenario.cases.as_slice();
        Cell {
            cases: cases.iter().map(|case| case.name.clone()).collect(),
            starts: cases.iter().map(|case| case.calendar.start).collect(),
            trials: scenario.trials,
            currency: shared(cases, |case| case.currency.clone()),
            weeks: shared(cases, |case| case.calendar.weeks()),
        }
    }
}

/// The value that all of them share; nothing if they differ or if there are none.
fn shared<T, V: PartialEq>(all: &[T], value: impl Fn(&T) -> V) -> Option<V> {
    let first = value(all.first()?);
    all.iter().all(|one| value(one) == first).then_some(first)
}

fn set(axes: &[Axis], cell: usize, overrides: &Overrides) -> Overrides {
    axes.iter()
        .zip(combination(axes, cell))
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
