//! Which case is best in each cell, and whether luck leaves it open.

use super::Sweep;
use crate::figures::standing::Standing;

/// Which case is best in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Best {
    /// The case.
    pub case: usize,
    /// Does it differ from every other at 95 % confidence?
    pub sure: bool,
}

/// A case that is best in cells one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The case.
    pub case: usize,
    /// The first of these cells.
    pub first: usize,
    /// The last.
    pub last: usize,
}

impl Sweep {
    /// Which case is best in a cell; nothing where no case has the figure, or where cases cannot be compared.
    pub fn best(&self, cell: usize, figure: usize) -> Option<Best> {
        if !self.is_comparable(self.figures[figure]) {
            return None;
        }
        let means: Vec<Option<f64>> = (0..self.cases.len()).map(|case| self.point(cell, figure, case).mean).collect();
        let told_apart = |best, other| self.told_apart(cell, figure, best, other);
        let standing = Standing::among(&means, self.figures[figure], told_apart);
        let case = *standing.order.first()?;
        let sure = standing.winner().is_some();
        Some(Best { case, sure })
    }

    /// Which cases are best from where to where along the only path, beyond doubt or not.
    pub fn envelope(&self, figure: usize) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for cell in 0..self.cells() {
            let Some(best) = self.best(cell, figure) else { continue };
            match runs.last_mut() {
                Some(run) if run.case == best.case => run.last = cell,
                _ => runs.push(Run { case: best.case, first: cell, last: cell }),
            }
        }
        runs
    }

    /// In how many cells each case is best, and in how many of these beyond doubt.
    pub fn wins(&self, figure: usize) -> Vec<(usize, usize)> {
        let mut wins = vec![(0, 0); self.cases.len()];
        for best in (0..self.cells()).filter_map(|cell| self.best(cell, figure)) {
            wins[best.case].0 += 1;
            wins[best.case].1 += usize::from(best.sure);
        }
        wins
    }
}
