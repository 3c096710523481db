//! What each case is worth where the rate is low and where it is high: sums over the trials of each part of what the
//! rate may be.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::domain::count::{Count, TrialCounts};
use crate::domain::distribution::Distribution;
use crate::domain::terms::Terms;
use crate::engine::Settings;
use crate::engine::campaigns::Campaigns;
use crate::engine::luck::Luck;
use crate::engine::schedule::Schedule;

/// How many groups the trials are dealt out to, each of several whole replicates.
pub(super) const GROUPS: usize = 32;

/// The fewest and the most parts, all equally likely, into which what the rate may be is divided; and how many trials
/// one needs.
const FEWEST_PARTS: u64 = 64;
const MOST_PARTS: u64 = 1024;
const TRIALS_A_PART: u64 = 256;

/// Points of the rate in a part, where that are few parts; and in the first and the last one, in which the rate goes on to
/// its ends. Together no fewer than this, but for the ends.
const POINTS: usize = 4;
const POINTS_AT_AN_END: usize = 64;
const ALL_POINTS: usize = 256;

/// The sums of trials, by part, group and case.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sums {
    /// Equally likely rates of each part, never falling.
    pub points: Vec<Vec<f64>>,
    /// How many trials each group has.
    pub trials: Vec<u64>,
    /// The number of cases.
    pub cases: usize,
    /// What the replies of its trials are worth less what they cost, for each part, in that each group, in that each case.
    worth: Vec<f64>,
}

/// The sums of one case in one group, by part.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    replies: u64,
    effort: u64,
    /// [cents]
    expenses: u128,
    /// What outcomes are worth [cents].
    value: u128,
    trials: u64,
}

impl Cell {
    fn total<'c>(cells: impl Iterator<Item = &'c Cell>) -> Cell {
        cells.fold(Cell::default(), |sum, cell| Cell {
            replies: sum.replies + cell.replies,
            effort: sum.effort + cell.effort,
            expenses: sum.expenses + cell.expenses,
            value: sum.value + cell.value,
            trials: sum.trials + cell.trials,
        })
    }

    fn value(&self) -> f64 {
        self.value as f64 / 100.0
    }

    /// The full cost of its trials [units of the currency].
    fn cost(&self, terms: &Terms) -> f64 {
        let fixed = terms.cost.units() + terms.expenses.units();
        fixed * self.trials as f64 + terms.labour(self.effort) + self.expenses as f64 / 100.0
    }
}

/// The sums of replies, work, expenses and trials of every case, group and part, as whole numbers, and what each case costs.
pub(super) struct Counted {
    points: Vec<Vec<f64>>,
    /// For each case, in that for each group, in that for each part.
    cells: Vec<Vec<Cell>>,
    terms: Vec<Terms>,
}

impl Counted {
    /// Plays the trials of all cases. The parts are those of something that is distributed so; `share` tells at which share
    /// of its distribution it lies in a trial.
    pub(super) fn play(
        schedules: &[Schedule<'_>],
        settings: &Settings,
        (distribution, share): (&Distribution, impl Fn(Luck) -> f64 + Sync),
        progress: impl Fn(u64) + Sync,
    ) -> Counted {
        let parts = (settings.trials / TRIALS_A_PART).clamp(FEWEST_PARTS, MOST_PARTS);
        // A power of two, as trials are spread evenly over such parts.
        let parts = 1 << parts.ilog2();
        let tasks: Vec<(usize, u64)> =
            (0..schedules.len()).flat_map(|case| (0..GROUPS as u64).map(move |group| (case, group))).collect();
        let cells = tasks.into_par_iter().map(|(case, group)| {
            let mut cells = vec![Cell::default(); parts];
            let lucks =
                || (group..settings.trials).step_by(GROUPS).map(|trial| settings.sampling.luck(settings.seed, trial));
            let mut places = lucks().map(|luck| (share(luck) * parts as f64) as usize);
            Campaigns::new(&schedules[case]).play(lucks(), |counted: &TrialCounts| {
                // There are as many places as outcomes.
                let cell = &mut cells[places.next().unwrap_or(0).min(parts - 1)];
                cell.replies += counted[Count::RepliesSettled];
                cell.effort += counted[Count::Effort];
                cell.expenses += u128::from(counted[Count::Expenses]);
                cell.value += u128::from(counted[Count::Value]);
                cell.trials += 1;
            });
            progress(cells.iter().map(|cell| cell.trials).sum());
            cells
        });
        Counted {
            cells: cells.collect(),
            points: (0..parts).map(|part| points(distribution, part, parts)).collect(),
            terms: schedules.iter().map(Schedule::terms).collect(),
        }
    }

    /// The lowest mean cost of a reply of all cases, all costs included, and the place of the case; nothing if none gets one.
    pub(super) fn cheapest_reply(&self) -> Option<(usize, f64)> {
        let costs = self.terms.iter().enumerate().filter_map(|(case, terms)| {
            let sum = self.of_case(case);
            (sum.replies > 0).then(|| (case, sum.cost(terms) / sum.replies as f64))
        });
        costs.min_by(|(_, one), (_, other)| one.total_cmp(other))
    }

    /// What a reply leads to is worth on average in a case, by its outcomes; nothing if none gets one.
    pub(super) fn outcomes_of_a_reply(&self, case: usize) -> Option<f64> {
        let sum = self.of_case(case);
        (sum.replies > 0).then(|| sum.value() / sum.replies as f64)
    }

    fn of_case(&self, case: usize) -> Cell {
        Cell::total(self.cells[case * GROUPS..(case + 1) * GROUPS].iter().flatten())
    }

    /// The worth of the trials where each reply is worth `value`; without one, what its outcomes are.
    pub(super) fn worth(&self, value: Option<f64>) -> Sums {
        let (parts, cases) = (self.points.len(), self.terms.len());
        let cell = |part: usize, group: usize, case: usize| &self.cells[case * GROUPS + group][part];
        let mut worth = Vec::with_capacity(parts * GROUPS * cases);
        for part in 0..parts {
            for group in 0..GROUPS {
                worth.extend(self.terms.iter().enumerate().map(|(case, terms)| {
                    let cell = cell(part, group, case);
                    value.map_or_else(|| cell.value(), |value| value * cell.replies as f64) - cell.cost(terms)
                }));
            }
        }
        let trials = |group: usize| (0..parts).map(|part| cell(part, group, 0).trials).sum();
        Sums { points: self.points.clone(), trials: (0..GROUPS).map(trials).collect(), cases, worth }
    }
}

impl Sums {
    /// The mean rate of a part.
    pub(super) fn rate(&self, part: usize) -> f64 {
        mean(&self.points[part])
    }

    /// The worth of the trials in a part: for each group, in that for each case.
    pub(super) fn of_part(&self, part: usize) -> &[f64] {
        let size = GROUPS * self.cases;
        &self.worth[part * size..(part + 1) * size]
    }

    /// The place of the case that is worth most over all trials; of equal ones the first.
    pub(super) fn best(&self) -> usize {
        let all = self.of_all();
        let of_case = |case: usize| all.iter().skip(case).step_by(self.cases).sum::<f64>();
        let worth: Vec<f64> = (0..self.cases).map(of_case).collect();
        (0..self.cases).rev().max_by(|&one, &other| worth[one].total_cmp(&worth[other])).unwrap_or(0)
    }

    /// The worth of all trials: for each group, in that for each case.
    pub(super) fn of_all(&self) -> Vec<f64> {
        let mut all = vec![0.0; GROUPS * self.cases];
        for part in 0..self.points.len() {
            all.iter_mut().zip(self.of_part(part)).for_each(|(sum, worth)| *sum += worth);
        }
        all
    }
}

#[cfg(test)]
impl Sums {
    /// Sums as if each group had one trial in each of `parts` parts, in which a case is worth what `worth` says.
    pub(super) fn made(
        distribution: &Distribution,
        parts: usize,
        cases: usize,
        worth: impl Fn(f64, usize) -> f64,
    ) -> Sums {
        let points: Vec<Vec<f64>> = (0..parts).map(|part| points(distribution, part, parts)).collect();
        let of_part = |points: &Vec<f64>| {
            let rate = mean(points);
            (0..GROUPS * cases).map(move |place| (rate, place % cases))
        };
        let worth = points.iter().flat_map(of_part).map(|(rate, case)| worth(rate, case)).collect();
        Sums { points, trials: vec![parts as u64; GROUPS], cases, worth }
    }
}

/// Equally likely values of a distribution in one of `parts` equally likely parts.
fn points(distribution: &Distribution, part: usize, parts: usize) -> Vec<f64> {
    let is_end = part == 0 || part + 1 == parts;
    let number = if is_end { POINTS_AT_AN_END } else { (ALL_POINTS / parts).clamp(1, POINTS) };
    let at = |point: usize| (part as f64 + (point as f64 + 0.5) / number as f64) / parts as f64;
    (0..number).map(|point| distribution.quantile(at(point))).collect()
}

fn mean(points: &[f64]) -> f64 {
    points.iter().sum::<f64>() / points.len() as f64
}
