//! The trials of one candidate: played, and what is kept of them.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::domain::case::{Case, CaseName};
use crate::domain::outcome::{Count, Outcome};
use crate::domain::requirement::Requirement;
use crate::domain::terms::Terms;
use crate::engine::campaigns::Campaigns;
use crate::engine::schedule::Schedule;
use crate::engine::tables::Tables;

use super::Contest;
use super::measure::Measure;
use super::sums::Sums;

/// How many trials a thread takes on at a time.
const BLOCK: u64 = 4096;

/// A candidate in the race, and what its trials came to.
#[derive(Debug, Clone)]
pub(super) struct Runner {
    pub(super) number: usize,
    pub(super) name: CaseName,
    pub(super) terms: Terms,
    pub(super) trials: u64,
    pub(super) record: Record,
}

/// The sums of some trials.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Record {
    pub(super) objective: Measure,
    /// Of each requirement.
    pub(super) require: Vec<Sums>,
    pub(super) replies: u128,
    pub(super) effort: u128,
}

impl Record {
    fn new(contest: &Contest<'_>) -> Record {
        let require = contest.require.iter().map(|_| Sums::default()).collect();
        Record { objective: Measure::new(&contest.objective), require, replies: 0, effort: 0 }
    }

    fn merge(&mut self, other: &Record) {
        self.objective.merge(&other.objective);
        self.require.iter_mut().zip(&other.require).for_each(|(sums, other)| sums.merge(other));
        self.replies += other.replies;
        self.effort += other.effort;
    }

    fn require(&mut self, asked: &Requirement, place: usize, trial: u64, terms: &Terms, outcome: &Outcome) {
        if let Some(value) = asked.measured(terms, outcome) {
            self.require[place].add(trial, value, asked.with.is_some() || !asked.figure.source().is_ratio());
        }
    }
}

impl Runner {
    pub(super) fn new(contest: &Contest<'_>, number: usize, case: &Case) -> Runner {
        let record = Record::new(contest);
        Runner { number, name: case.name.clone(), terms: Terms::default(), trials: 0, record }
    }

    /// Plays on, up to so many trials in all.
    pub(super) fn play(&mut self, contest: &Contest<'_>, case: &Case, tables: &Tables, until: u64) {
        let parts = Part::all(contest, case);
        let schedules: Vec<Schedule<'_>> = parts.iter().map(|part| Schedule::with_tables(&part.case, tables)).collect();
        self.terms = schedules.first().map(Schedule::terms).unwrap_or_default();
        let from = self.trials;
        let blocks = (until - from).div_ceil(BLOCK);
        let played: Vec<Record> = (0..blocks)
            .into_par_iter()
            .map(|block| {
                let first = from + block * BLOCK;
                let mut record = Record::new(contest);
                for (part, schedule) in parts.iter().zip(&schedules) {
                    part.play(contest, schedule, first..until.min(first + BLOCK), &mut record);
                }
                record
            })
            .collect();
        played.iter().for_each(|record| self.record.merge(record));
        self.trials = until;
    }

    /// The mean cost of a campaign, work at its price included.
    pub(super) fn cost(&self) -> f64 {
        let labour = self.terms.labour_parts(self.record.effort) as f64 / f64::from(Terms::PARTS);
        self.terms.cost.units() + labour / self.trials.max(1) as f64
    }

    /// The mean number of replies of a campaign.
    pub(super) fn replies(&self) -> f64 {
        self.record.replies as f64 / self.trials.max(1) as f64
    }
}

/// A campaign that a candidate's trials are played of: the whole, or its first weeks, which some requirements are about.
struct Part {
    case: Case,
    is_whole: bool,
    /// The places of the requirements that are about it.
    require: Vec<usize>,
}

impl Part {
    fn all(contest: &Contest<'_>, case: &Case) -> Vec<Part> {
        let whole = case.calendar.weeks();
        let mut parts = vec![Part { case: case.clone(), is_whole: true, require: Vec::new() }];
        for (place, asked) in contest.require.iter().enumerate() {
            let weeks = asked.by.map_or(whole, |week| week.min(whole));
            match parts.iter_mut().find(|part| part.case.calendar.weeks() == weeks) {
                Some(part) => part.require.push(place),
                None => parts.push(Part { case: case.first_weeks(weeks), is_whole: false, require: vec![place] }),
            }
        }
        parts
    }

    fn play(&self, contest: &Contest<'_>, schedule: &Schedule<'_>, trials: std::ops::Range<u64>, record: &mut Record) {
        let terms = schedule.terms();
        let mut trial = trials.start;
        let lucks = trials.map(|trial| contest.sampling.luck(contest.seed, trial));
        Campaigns::new(schedule).play(lucks, |outcome| {
            if self.is_whole {
                record.objective.add(&contest.objective, trial, &terms, outcome);
                record.replies += u128::from(outcome[Count::RepliesSettled]);
                record.effort += u128::from(outcome[Count::Effort]);
            }
            for &place in &self.require {
                record.require(&contest.require[place], place, trial, &terms, outcome);
            }
            trial += 1;
        });
    }
}
