//! Playing a case in several worlds, from which it follows what each input does.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::domain::case::Case;
use crate::domain::count::TrialCounts;
use crate::domain::figure::Figure;
use crate::domain::figure_sums::FigureSums;
use crate::domain::replicates::REPLICATES;
use crate::domain::terms::Terms;
use crate::engine::campaigns::Campaigns;
use crate::engine::luck::Luck;
use crate::engine::schedule::Schedule;
use crate::engine::uncertain::Uncertain;

use super::near::Near;
use super::pairs::{Pairs, Value};
use super::{Asked, Effect, Input, Lever, Measured, POINTS, Sensitivity, Share, Shares};

/// How many replicates one thread takes on at a time: the sums of a replicate are added up in one order, whoever does it.
const TOGETHER: u64 = 4;

/// How many points of each of them are kept at a time.
const POINTS_KEPT: u64 = 64;

/// Tells the seed of the other world from that of the first.
const OTHER: u64 = 0x6a09_e667_f3bc_c908;

/// The one world, the other, and the rates of the one under the luck of the other.
const WORLDS: usize = 3;

/// How many times each trial of a case is played, for its inputs and for these levers.
pub fn runs(case: &Case, levers: &[Lever]) -> u64 {
    (WORLDS + Schedule::new(case).uncertain().len() + levers.len()) as u64
}

/// Plays a case in every world that it takes to find what matters to its figures, and returns that for each figure, on
/// the threads of the current rayon pool. After every few trials `progress` gets the number of those played since.
///
/// The result does not depend on the number of threads, and memory does not grow with that of trials.
pub fn played(case: &Case, levers: &[Lever], asked: &Asked, progress: impl Fn(u64) + Sync) -> Vec<Sensitivity> {
    let schedule = Schedule::new(case);
    let uncertain = schedule.uncertain();
    let empty = || asked.figures.iter().map(|&figure| Sums::new(figure, asked.trials, &uncertain)).collect::<Vec<_>>();
    let sums = by_group(&schedule, asked.trials, &empty, Sums::merge, |campaigns, trials, sums| {
        Game { campaigns, terms: schedule.terms(), uncertain: &uncertain, asked }.play(trials, sums);
        progress(((WORLDS + uncertain.len()) * trials.len()) as u64);
    });
    let changed: Vec<Vec<FigureSums>> = levers.iter().map(|lever| changed(&lever.case, asked, &progress)).collect();
    let found = sums.iter().enumerate().map(|(place, sums)| {
        let effects = levers.iter().zip(&changed);
        Sensitivity {
            case: case.name.clone(),
            currency: case.currency.clone(),
            weeks: case.calendar.weeks(),
            figure: sums.figure,
            trials: asked.trials,
            mean: sums.mean.mean().map(|value| Measured { value, se: sums.mean.standard_error() }),
            spread: sums.same_rates.spread(),
            inputs: sums.inputs.iter().zip(&uncertain).map(|(sums, input)| sums.input(input)).collect(),
            rates: Shares {
                first_order: sums.same_rates.in_common().map(Share::new),
                total: sums.same_luck.not_in_common().map(Share::new),
            },
            luck: Shares {
                first_order: sums.same_luck.in_common().map(Share::new),
                total: sums.same_rates.not_in_common().map(Share::new),
            },
            levers: effects.map(|(lever, changed)| Effect::new(lever, &changed[place], &sums.mean)).collect(),
        }
    });
    found.collect()
}

/// The trials of a group of replicates, some at a time.
fn chunks(group: u64, trials: u64) -> impl Iterator<Item = Vec<u64>> {
    let points = trials.div_ceil(REPLICATES as u64);
    (0..points).step_by(POINTS_KEPT as usize).map(move |first| {
        let points = first..points.min(first + POINTS_KEPT);
        let of_group = |point| (0..TOGETHER).map(move |place| point * REPLICATES as u64 + group * TOGETHER + place);
        points.flat_map(of_group).filter(|&trial| trial < trials).collect()
    })
}

/// The figures of a changed case.
fn changed(case: &Case, asked: &Asked, progress: &(impl Fn(u64) + Sync)) -> Vec<FigureSums> {
    let schedule = Schedule::new(case);
    let terms = schedule.terms();
    let empty = || vec![FigureSums::default(); asked.figures.len()];
    by_group(&schedule, asked.trials, &empty, FigureSums::merge, |campaigns, trials, sums| {
        let lucks = trials.iter().map(|&trial| asked.sampling.luck(asked.seed, trial));
        let mut numbers = trials.iter();
        campaigns.play(lucks, |counted| {
            let trial = numbers.next().copied().unwrap_or_default();
            for (sums, figure) in sums.iter_mut().zip(&asked.figures) {
                if let Some(value) = figure.in_trial(&terms, counted) {
                    sums.add(trial, value);
                }
            }
        });
        progress(trials.len() as u64);
    })
}

/// Plays all trials, some at a time, each group of replicates by itself, and merges the sums of the groups in their order:
/// the result does not depend on the number of threads.
fn by_group<'s, S: Send>(
    schedule: &'s Schedule<'_>,
    trials: u64,
    empty: &(impl Fn() -> Vec<S> + Sync),
    merge: impl Fn(&mut S, &S),
    play: impl Fn(&mut Campaigns<'s>, &[u64], &mut [S]) + Sync,
) -> Vec<S> {
    let group = |campaigns: &mut Campaigns<'s>, group| {
        let mut sums = empty();
        chunks(group, trials).for_each(|trials| play(campaigns, &trials, &mut sums));
        sums
    };
    let groups = (0..REPLICATES as u64 / TOGETHER).into_par_iter();
    let groups: Vec<Vec<S>> = groups.map_init(|| Campaigns::new(schedule), group).collect();
    let mut sums = empty();
    for group in &groups {
        sums.iter_mut().zip(group).for_each(|(sums, group)| merge(sums, group));
    }
    sums
}

/// Who plays the trials of a case.
struct Game<'g, 's> {
    campaigns: &'g mut Campaigns<'s>,
    terms: Terms,
    uncertain: &'g [Uncertain],
    asked: &'g Asked,
}

impl Game<'_, '_> {
    /// Plays some trials in every world, and adds them to the sums of each figure.
    fn play(&mut self, trials: &[u64], sums: &mut [Sums]) {
        let Asked { sampling, seed, .. } = *self.asked;
        let one = |trial: u64| sampling.luck(seed, trial);
        let other = |trial: u64| sampling.luck(seed ^ OTHER, trial);
        let ones = self.counts(trials, one);
        let others = self.counts(trials, other);
        // The rates of the one under the luck of the other.
        let between = self.counts(trials, |trial| other(trial).with_unknowns_of(one(trial)));
        let uncertain = self.uncertain;
        let exchanged: Vec<Vec<TrialCounts>> = uncertain
            .iter()
            .map(|input| self.counts(trials, |trial| one(trial).exchanging(input.key, other(trial))))
            .collect();
        for sums in sums {
            for (&trial, counted) in trials.iter().zip(&ones) {
                if let Some(value) = sums.figure.in_trial(&self.terms, counted) {
                    sums.mean.add(trial, value);
                }
            }
            let of = |counts: &[TrialCounts]| values(sums.figure, &self.terms, counts);
            let (ones, others, between) = (of(&ones), of(&others), of(&between));
            let exchanged: Vec<Vec<Value>> = exchanged.iter().map(|counts| of(counts)).collect();
            for (place, &trial) in trials.iter().enumerate() {
                let replicate = trial as usize % REPLICATES;
                sums.same_rates.add(replicate, ones[place], between[place]);
                sums.same_luck.add(replicate, others[place], between[place]);
                for ((sums, input), exchanged) in sums.inputs.iter_mut().zip(uncertain).zip(&exchanged) {
                    sums.same.add(replicate, others[place], exchanged[place]);
                    sums.others_same.add(replicate, ones[place], exchanged[place]);
                    let share = input.share(one(trial));
                    for near in &mut sums.near {
                        near.add(replicate, share, || input.quantile(share), ones[place]);
                    }
                }
            }
        }
    }

    fn counts(&mut self, trials: &[u64], luck: impl Fn(u64) -> Luck) -> Vec<TrialCounts> {
        let mut counts = Vec::with_capacity(trials.len());
        self.campaigns.play(trials.iter().map(|&trial| luck(trial)), |counted| counts.push(counted.clone()));
        counts
    }
}

/// The sums of a figure.
struct Sums {
    figure: Figure,
    mean: FigureSums,
    same_rates: Pairs,
    same_luck: Pairs,
    inputs: Vec<InputSums>,
}

/// The sums that tell what an input does to a figure.
struct InputSums {
    same: Pairs,
    others_same: Pairs,
    near: [Near; 2],
}

impl Sums {
    fn new(figure: Figure, trials: u64, uncertain: &[Uncertain]) -> Sums {
        let inputs = uncertain.iter().map(|input| InputSums {
            same: Pairs::default(),
            others_same: Pairs::default(),
            near: POINTS.map(|share| Near::new(share, trials, |share| input.quantile(share))),
        });
        Sums {
            figure,
            mean: FigureSums::default(),
            same_rates: Pairs::default(),
            same_luck: Pairs::default(),
            inputs: inputs.collect(),
        }
    }

    fn merge(&mut self, other: &Sums) {
        self.mean.merge(&other.mean);
        self.same_rates.merge(&other.same_rates);
        self.same_luck.merge(&other.same_luck);
        for (sums, other) in self.inputs.iter_mut().zip(&other.inputs) {
            sums.same.merge(&other.same);
            sums.others_same.merge(&other.others_same);
            sums.near.iter_mut().zip(&other.near).for_each(|(near, other)| near.merge(other));
        }
    }
}

impl InputSums {
    /// The input with all that its sums say about it.
    fn input(&self, input: &Uncertain) -> Input {
        Input {
            path: input.path.clone(),
            values: POINTS.map(|share| input.told(share)),
            at: [self.near[0].figure(), self.near[1].figure()],
            shares: Shares {
                first_order: self.same.in_common().map(Share::new),
                total: self.others_same.not_in_common().map(Share::new),
            },
        }
    }
}

/// A figure in each of some trials, amounts in whole units; 0 of 0 where a trial does not have it.
fn values(figure: Figure, terms: &Terms, counts: &[TrialCounts]) -> Vec<Value> {
    let value = |counted: &TrialCounts| {
        figure
            .in_trial(terms, counted)
            .map_or([0.0; 2], |value| [value.amount() as f64 / f64::from(value.parts()), value.number() as f64])
    };
    counts.iter().map(value).collect()
}
