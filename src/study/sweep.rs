//! Sweeps: a figure of every case at every combination of values, which case is best where, and where two break even.

mod best;
mod grid;
mod play;
mod roots;
#[cfg(test)]
pub(crate) mod samples;

use crate::domain::case::CaseName;
use crate::domain::digits::twelve_digits;
use crate::domain::figure::Figure;
use crate::figures::standing::is_clear;
use crate::scenario::axis::places;

use super::break_even::{BreakEven, Gap};
use super::measure::Measured;
use super::refusal::Refusal;

pub use best::{Best, Run};
pub use grid::{Checked, Grid};
pub use play::{PlayedCell, play};
pub use roots::roots;

/// A path that was varied.
#[derive(Debug, Clone, PartialEq)]
pub struct Varied {
    /// The dotted path.
    pub path: String,
    /// In what its values are counted, such as `prospects`; empty where there is no unit.
    pub unit: String,
    /// Are its values shares, which people read in per cent?
    pub share: bool,
    /// Do its values rise by equal factors?
    pub logarithmic: bool,
    /// Can it only be a whole number?
    pub whole: bool,
    /// Its values in order: as written, and as a number if it is one.
    pub values: Vec<(String, Option<f64>)>,
}

impl Varied {
    /// The values as numbers, if all are and ascend: what a line can be drawn over.
    pub fn numbers(&self) -> Option<Vec<f64>> {
        let numbers: Option<Vec<f64>> = self.values.iter().map(|(_, number)| *number).collect();
        numbers.filter(|numbers| numbers.windows(2).all(|pair| pair[0] < pair[1]))
    }
}

/// A figure of a case in a cell; a value that is undefined or infinite is absent.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// The mean over trials; for a ratio the ratio of the means.
    pub mean: Option<f64>,
    /// The standard error of the mean: simulation error.
    pub se: Option<f64>,
    /// 5 % of the trials come to no more.
    pub p05: Option<f64>,
    /// Half of the trials come to no more.
    pub p50: Option<f64>,
    /// 95 % of the trials come to no more.
    pub p95: Option<f64>,
}

impl From<&Measured> for Point {
    fn from(Measured { sums, quantiles }: &Measured) -> Point {
        let [mean, se, p05, p50, p95] =
            [sums.mean(), sums.standard_error(), quantiles.p05, quantiles.p50, quantiles.p95].map(stated);
        Point { mean, se, p05, p50, p95 }
    }
}

/// A number as the tables state it, so that a sweep that goes on from them finds the same as one that was not
/// interrupted.
fn stated(number: Option<f64>) -> Option<f64> {
    number.filter(|number| number.is_finite()).map(twelve_digits)
}

/// Where two cases break even.
#[derive(Debug, Clone, PartialEq)]
pub struct Root {
    /// The figure that is the same.
    pub figure: Figure,
    /// The case, a place in [`Sweep::cases`].
    pub case: usize,
    /// The one it is compared with, a place before it.
    pub against: usize,
    /// Is the case above the other beyond the value, and not before it?
    pub rises: bool,
    /// The value, with its interval.
    pub at: BreakEven,
}

/// Everything that a sweep found, cell by cell: the last path varies fastest.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// The name of the scenario in reports.
    pub name: String,
    /// The paths, in the order in which they were asked for.
    pub varied: Vec<Varied>,
    /// The figures that were asked for.
    pub figures: Vec<Figure>,
    /// The cases of all cells, in the order in which they first come.
    pub cases: Vec<CaseName>,
    /// The label for amounts of money, if all cases share one.
    pub currency: Option<String>,
    /// The length of the campaigns, if all have the same.
    pub weeks: Option<u32>,
    /// Trials of each case, if all have as many.
    pub trials: Option<u64>,
    points: Vec<Point>,
    /// By cell, figure and pair: by how much the later case exceeds the earlier, and the paired standard error.
    differences: Vec<Option<(f64, f64)>>,
    /// Where two cases break even, by figure, then by pair, then by value.
    pub roots: Vec<Root>,
}

/// Plays every case of a scenario at every combination of values, and finds where cases break even, on the threads of the
/// current rayon pool; `progress` is told how many more trials of the grid have been played.
pub fn sweep(grid: &Grid, figures: &[Figure], progress: impl Fn(u64) + Sync) -> Result<Sweep, Refusal> {
    let checked = grid.check(figures.len())?;
    let mut sweep = grid.unplayed(&checked, figures);
    play(&mut sweep, (grid, &checked), 0, &|| true, &progress, |_| Ok::<(), Refusal>(()))?;
    sweep.roots = roots(&sweep, grid);
    Ok(sweep)
}

impl Sweep {
    /// A sweep of which nothing is known yet.
    pub fn new(
        name: String,
        varied: Vec<Varied>,
        figures: Vec<Figure>,
        cases: Vec<CaseName>,
        (currency, weeks, trials): (Option<String>, Option<u32>, Option<u64>),
    ) -> Sweep {
        let cells: usize = varied.iter().map(|varied| varied.values.len()).product();
        let pairs = cases.len() * cases.len().saturating_sub(1) / 2;
        let points = vec![Point::default(); cells * figures.len() * cases.len()];
        let differences = vec![None; cells * figures.len() * pairs];
        Sweep { name, varied, figures, cases, currency, weeks, trials, points, differences, roots: Vec::new() }
    }

    /// How many combinations of values there are.
    pub fn cells(&self) -> usize {
        self.varied.iter().map(|varied| varied.values.len()).product()
    }

    /// The value of each path in a cell: as written, and as a number if it is one.
    pub fn values(&self, cell: usize) -> Vec<&(String, Option<f64>)> {
        let sizes: Vec<usize> = self.varied.iter().map(|varied| varied.values.len()).collect();
        self.varied.iter().zip(places(&sizes, cell)).map(|(varied, place)| &varied.values[place]).collect()
    }

    /// The only path, if a line can be drawn over it.
    pub fn line(&self) -> Option<&Varied> {
        self.varied.first().filter(|varied| self.varied.len() == 1 && varied.numbers().is_some())
    }

    /// Takes in a cell that was played.
    pub fn take_in(&mut self, cell: usize, played: &PlayedCell) {
        let place = |name: &CaseName| self.cases.iter().position(|case| case == name);
        let places: Vec<Option<usize>> = played.cases.iter().map(|(name, ..)| place(name)).collect();
        for (number, &case) in places.iter().enumerate() {
            let Some(case) = case else { continue };
            for (figure, measured) in played.cases[number].2.iter().enumerate() {
                self.set_point(cell, figure, case, measured.into());
            }
            for (other, &against) in places[..number].iter().enumerate() {
                let Some(against) = against else { continue };
                for (figure, &of) in self.figures.clone().iter().enumerate() {
                    let difference = played.difference((figure, of), number, other);
                    let difference = difference.and_then(|(mean, se)| stated(Some(mean)).zip(stated(se)));
                    if let Some(difference) = difference {
                        self.set_difference(cell, figure, (case, against), difference);
                    }
                }
            }
        }
    }

    /// A figure, by its place, of a case in a cell.
    pub fn point(&self, cell: usize, figure: usize, case: usize) -> &Point {
        &self.points[(cell * self.figures.len() + figure) * self.cases.len() + case]
    }

    /// States a figure of a case in a cell.
    pub fn set_point(&mut self, cell: usize, figure: usize, case: usize, point: Point) {
        let place = (cell * self.figures.len() + figure) * self.cases.len() + case;
        self.points[place] = point;
    }

    /// By how much a case exceeds one before it in a cell, and the paired standard error; nothing where either lacks the
    /// figure.
    pub fn difference(&self, cell: usize, figure: usize, case: usize, against: usize) -> Option<(f64, f64)> {
        self.differences[self.pair(cell, figure, case, against)]
    }

    /// States by how much one of two cases exceeds the other.
    pub fn set_difference(&mut self, cell: usize, figure: usize, (case, against): (usize, usize), by: (f64, f64)) {
        let sign = if case > against { 1.0 } else { -1.0 };
        let place = self.pair(cell, figure, case.max(against), case.min(against));
        self.differences[place] = Some((sign * by.0, by.1));
    }

    fn pair(&self, cell: usize, figure: usize, case: usize, against: usize) -> usize {
        let cases = self.cases.len();
        (cell * self.figures.len() + figure) * (cases * (cases - 1) / 2) + case * (case - 1) / 2 + against
    }

    /// Can two cases of a cell be told apart at 95 %?
    pub fn told_apart(&self, cell: usize, figure: usize, one: usize, other: usize) -> bool {
        let difference = self.difference(cell, figure, one.max(other), one.min(other));
        difference.is_some_and(|(mean, se)| is_clear(mean, Some(se)))
    }

    /// The differences of a pair of cases along the only path, if it has numbers that ascend.
    pub fn gaps(&self, figure: usize, case: usize, against: usize) -> Option<Vec<Gap>> {
        let [varied] = self.varied.as_slice() else { return None };
        let gap = |(cell, at)| {
            let difference = self.difference(cell, figure, case, against);
            Gap { at, mean: difference.map(|(mean, _)| mean), se: difference.map(|(_, se)| se) }
        };
        Some(varied.numbers()?.into_iter().enumerate().map(gap).collect())
    }

    /// Can cases be compared in a figure? Amounts in different currencies cannot.
    pub fn is_comparable(&self, figure: Figure) -> bool {
        self.currency.is_some() || !figure.is_money()
    }

    /// The unit of a figure.
    pub fn unit(&self, figure: Figure) -> String {
        figure.unit(self.currency.as_deref().unwrap_or("money"))
    }
}
