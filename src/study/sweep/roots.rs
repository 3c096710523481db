//! Where cases break even, closed in on by playing them at values between those of the sweep.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::domain::figure::Figure;
use crate::engine::schedule::Schedule;
use crate::study::break_even::{Duel, Gap, crossings, settle};
use crate::study::measure::measure;
use crate::study::space::settings;

use super::grid::Grid;
use super::{Root, Sweep};

/// All roots of all pairs of cases along the only path; none if no line can be drawn over it.
pub fn roots(sweep: &Sweep, grid: &Grid) -> Vec<Root> {
    let mut brackets: Vec<(usize, usize, usize, Gap, Gap)> = Vec::new();
    for figure in (0..sweep.figures.len()).filter(|&figure| sweep.is_comparable(sweep.figures[figure])) {
        for case in 1..sweep.cases.len() {
            for against in 0..case {
                let Some(gaps) = sweep.gaps(figure, case, against) else { continue };
                let found = crossings(&gaps).into_iter();
                brackets.extend(found.map(|(from, to)| (figure, case, against, gaps[from], gaps[to])));
            }
        }
    }
    let Some(numbers) = sweep.varied.first().and_then(|varied| varied.numbers()) else { return Vec::new() };
    let (Some(&first), Some(&last)) = (numbers.first(), numbers.last()) else { return Vec::new() };
    let root = |(figure, case, against, from, to): (usize, usize, usize, Gap, Gap)| {
        let of = sweep.figures[figure];
        let play = |at: f64| duel(sweep, grid, of, (case, against), at);
        let at = settle((from, to), grid.step(), (first, last), play)?;
        Some(Root { figure: of, case, against, rises: to.mean > Some(0.0), at })
    };
    let found: Vec<Option<Root>> = brackets.into_par_iter().map(root).collect();
    found.into_iter().flatten().collect()
}

/// Two cases at the value nearest to this one.
fn duel(sweep: &Sweep, grid: &Grid, figure: Figure, (case, against): (usize, usize), at: f64) -> Option<Duel> {
    let (at, scenario) = grid.load_near(at)?;
    let settings = settings(&scenario, grid.sampling());
    let mut sums = [case, against].into_iter().map(|place| {
        let case = scenario.cases.iter().find(|case| case.name == sweep.cases[place])?;
        let measured = measure(&Schedule::new(case), &settings, &[figure], &|| true, &|_| ())?;
        Some(measured.into_iter().next()?.sums)
    });
    Some(Duel { at, case: sums.next()??, against: sums.next()?? })
}
