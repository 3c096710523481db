//! What a sweep found: a figure of every case at every combination of values, which case is best where, and where two
//! break even.

mod best;
#[cfg(test)]
pub(crate) mod samples;

use crate::domain::case::CaseName;
use crate::domain::figure::Figure;
use crate::figures::standing::is_clear;

use super::break_even::{BreakEven, Gap};

pub use best::Best;

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
    /// What it was set to, in order: as written, and as a number if it is one.
    pub values: Vec<(String, Option<f64>)>,
}

impl Varied {
    /// The values as numbers, if all are and ascend: what a line can be drawn over.
    pub fn numbers(&self) -> Option<Vec<f64>> {
        let numbers: Option<Vec<f64>> = self.values.iter().map(|(_, number)| *number).collect();
        numbers.filter(|numbers| numbers.windows(2).all(|pair| pair[0] < pair[1]))
    }
}

/// A figure of a case in a cell. What is undefined or infinite is absent.
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
    /// What reports call the scenario.
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

    /// States a difference.
    pub fn set_difference(&mut self, cell: usize, figure: usize, (case, against): (usize, usize), of: (f64, f64)) {
        let place = self.pair(cell, figure, case, against);
        self.differences[place] = Some(of);
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

    /// What a figure is counted in.
    pub fn unit(&self, figure: Figure) -> String {
        figure.unit(self.currency.as_deref().unwrap_or("money"))
    }
}
