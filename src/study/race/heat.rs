//! The trials of one candidate: played, and what is kept of them.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::domain::case::{Case, CaseName};
use crate::domain::count::{Count, TrialCounts};
use crate::domain::mean::{Level, Mean};
use crate::domain::most::most;
use crate::domain::requirement::Gauge;
use crate::domain::terms::Terms;
use crate::engine::campaigns::Campaigns;
use crate::engine::schedule::Schedule;
use crate::engine::tables::Tables;

use super::Contest;
use super::measure::{Measure, Score};
use super::sums::{Sums, Whole};

/// How many trials a thread takes on at a time.
const BLOCK: u64 = 4096;

/// A candidate in the race, and what its trials came to.
#[derive(Debug, Clone)]
pub(super) struct Runner {
    pub(super) number: usize,
    pub(super) name: CaseName,
    terms: Terms,
    pub(super) trials: u64,
    objective: Held,
    /// Of each requirement.
    require: Vec<Held>,
    record: Record,
}

/// What is measured of trials, and the most that they can count.
#[derive(Debug, Clone)]
struct Held {
    gauge: Gauge,
    most: TrialCounts,
}

/// The sums of some trials.
#[derive(Debug, Clone, PartialEq)]
struct Record<T = i128> {
    objective: Measure<T>,
    /// Of each requirement.
    require: Vec<Sums<T>>,
    replies: T,
    effort: T,
    expenses: T,
}

impl<T: Whole> Record<T> {
    fn new(contest: &Contest<'_>, objective: &Held, require: &[Held]) -> Record<T> {
        Record {
            objective: Measure::new(&contest.objective, &objective.gauge),
            require: require.iter().map(|held| Sums::new(&held.gauge)).collect(),
            replies: T::default(),
            effort: T::default(),
            expenses: T::default(),
        }
    }
}

impl Record {
    fn merge<T: Whole>(&mut self, other: &Record<T>) {
        self.objective.merge(&other.objective);
        self.require.iter_mut().zip(&other.require).for_each(|(sums, other)| sums.merge(other));
        self.replies += other.replies.into();
        self.effort += other.effort.into();
        self.expenses += other.expenses.into();
    }
}

impl Runner {
    /// A candidate that has played on, up to so many trials in all; `before` is what it had played.
    pub(super) fn play(
        contest: &Contest<'_>,
        (number, before): (usize, Option<Runner>),
        case: &Case,
        tables: &Tables,
        until: u64,
    ) -> Runner {
        let parts = Part::all(contest, case);
        let schedules: Vec<Schedule<'_>> = parts.iter().map(|part| Schedule::with_tables(&part.case, tables)).collect();
        let mut runner = before.unwrap_or_else(|| Runner::new(contest, number, &parts, &schedules));
        let counted = |held: &Held| {
            let of_trial = held.most.each().max().unwrap_or(u64::MAX);
            held.gauge.most_counted(&held.most).max(of_trial.into())
        };
        let largest = runner.require.iter().chain([&runner.objective]).map(counted).max().unwrap_or(i128::MAX);
        if largest <= i128::from(i64::MAX) / i128::from(BLOCK) {
            runner.play_on::<i64>(contest, &parts, &schedules, until);
        } else {
            runner.play_on::<i128>(contest, &parts, &schedules, until);
        }
        runner
    }

    fn new(contest: &Contest<'_>, number: usize, parts: &[Part], schedules: &[Schedule<'_>]) -> Runner {
        let held = |place: usize, gauge: &dyn Fn(&Terms) -> Option<Gauge>| {
            let (case, terms) = (&parts[place].case, schedules[place].terms());
            let gauge = gauge(&terms).expect("a goal is never about the one figure that compares cases");
            Held { gauge, most: most(case, &terms) }
        };
        let figure = contest.objective.figure;
        let objective = held(0, &|terms| figure.under(terms).map(Gauge::of));
        let of_part = |place: usize| parts.iter().position(|part| part.require.contains(&place)).unwrap_or(0);
        let asked = contest.require.iter().enumerate();
        let require: Vec<Held> =
            asked.map(|(place, asked)| held(of_part(place), &|terms| asked.under(terms))).collect();
        let record = Record::new(contest, &objective, &require);
        let (name, terms) = (parts[0].case.name.clone(), schedules[0].terms());
        Runner { number, name, terms, trials: 0, objective, require, record }
    }

    /// Plays on with sums of blocks in so many bits.
    fn play_on<T: Whole>(&mut self, contest: &Contest<'_>, parts: &[Part], schedules: &[Schedule<'_>], until: u64) {
        let from = self.trials;
        let blocks = (until - from).div_ceil(BLOCK);
        let played: Vec<Record<T>> = (0..blocks)
            .into_par_iter()
            .map(|block| {
                let first = from + block * BLOCK;
                let mut record = Record::new(contest, &self.objective, &self.require);
                for (part, schedule) in parts.iter().zip(schedules) {
                    self.play_part(contest, part, schedule, first..until.min(first + BLOCK), &mut record);
                }
                record
            })
            .collect();
        played.iter().for_each(|record| self.record.merge(record));
        self.trials = until;
    }

    fn play_part<T: Whole>(
        &self,
        contest: &Contest<'_>,
        part: &Part,
        schedule: &Schedule<'_>,
        trials: Range<u64>,
        record: &mut Record<T>,
    ) {
        let mut trial = trials.start;
        let lucks = trials.map(|trial| contest.sampling.luck(contest.seed, trial));
        Campaigns::new(schedule).play(lucks, |counted| {
            if part.is_whole {
                record.objective.add(&contest.objective, trial, &self.objective.gauge, counted);
                record.replies += T::of(counted[Count::RepliesSettled].into());
                record.effort += T::of(counted[Count::Effort].into());
                record.expenses += T::of(counted[Count::Expenses].into());
            }
            for &place in &part.require {
                record.require[place].add(trial, &self.require[place].gauge, counted);
            }
            trial += 1;
        });
    }

    /// What the objective comes to.
    pub(super) fn score(&self, contest: &Contest<'_>, level: Level) -> Score {
        let Held { gauge, most } = &self.objective;
        self.record.objective.score(&contest.objective, self.trials, (gauge, most), level)
    }

    /// What the requirement in this place measures.
    pub(super) fn measured(&self, requirement: usize) -> Mean {
        let Held { gauge, most } = &self.require[requirement];
        self.record.require[requirement].mean(self.trials, gauge, most)
    }

    /// The mean full cost of a campaign: the plan, work at its price and expenses.
    pub(super) fn cost(&self) -> f64 {
        let labour = self.terms.labour_parts(self.record.effort as u128) as f64 / f64::from(Terms::PARTS);
        let expenses = self.record.expenses as f64 / 100.0;
        self.terms.cost.units() + self.terms.expenses.units() + (labour + expenses) / self.trials.max(1) as f64
    }

    /// Does anything beside the plan cost money?
    pub(super) fn is_loaded(&self) -> bool {
        self.terms.prices_labour() || self.terms.expenses.cents() > 0 || self.record.expenses > 0
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
    /// All of them, the whole first.
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
}
