//! The stages of a race: play, judge, drop.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::domain::case::Case;
use crate::domain::judgement::Standing;
use crate::domain::mean::{Level, Mean};
use crate::domain::objective::Statistic;
use crate::engine::tables::Tables;

use super::bounds::Levels;
use super::entrant::{Beside, Doubt, Entrant, Keeps, Miss};
use super::heat::Runner;
use super::measure::Score;
use super::requirements::{judge, seems_kept, shortfall};
use super::{Contest, Race, Verdict};

/// The trials of the first stage: two for each replicate, so that there is a standard error.
const FIRST: u64 = 256;

/// How many candidates are played before those that are surely worse are dropped.
const CHUNK: usize = 1024;

/// The most values that are kept of single trials, where the objective needs them: beyond a gigabyte the race ends.
const MOST_KEPT: u64 = 1 << 27;

/// A candidate that is still in the race, judged at the end of the stage.
struct Judged {
    runner: Runner,
    score: Score,
    /// What each requirement measures, and whether it is kept.
    required: Vec<(Mean, Standing)>,
}

impl Judged {
    fn keeps(&self) -> Keeps {
        let stands = |as_this: Standing| self.required.iter().any(|(_, standing)| *standing == as_this);
        if stands(Standing::Failed) {
            Keeps::No
        } else if stands(Standing::Open) {
            Keeps::Open
        } else if stands(Standing::NeverFailed) {
            Keeps::SoFar
        } else {
            Keeps::Yes
        }
    }

    /// The requirements that stand so.
    fn that(&self, as_this: Standing) -> impl Iterator<Item = (usize, &Mean)> {
        let required = self.required.iter().enumerate();
        required.filter(move |(_, (_, standing))| *standing == as_this).map(|(place, (mean, _))| (place, mean))
    }
}

/// The race as it goes on.
struct Course<'a> {
    contest: &'a Contest<'a>,
    levels: Levels,
    /// What is said once of each requirement of everybody, when the race is over.
    at_the_end: Level,
    /// Tables that the schedules of the candidates share.
    tables: Tables,
    out: Vec<Entrant>,
    played: u64,
}

/// Runs a race.
pub(super) fn run<E: Send>(
    contest: &Contest<'_>,
    candidates: usize,
    case: &(impl Fn(usize) -> Result<Case, E> + Sync),
    progress: &impl Fn(u64),
) -> Result<Race, E> {
    let stages = stages(contest.trials);
    let require = contest.require.len();
    let levels = Levels::new(contest.confidence, candidates, require, stages.len() as u32, contest.trials);
    let at_the_end = Levels::new(contest.confidence, candidates, require, 1, contest.trials).requirement;
    let mut course = Course { contest, levels, at_the_end, tables: Tables::default(), out: Vec::new(), played: 0 };
    let mut left: Vec<Judged> = Vec::new();
    let mut before = 0;
    let mut verdict = None;
    for until in stages {
        let runners: Vec<(usize, Option<Runner>)> = match before {
            0 => (0..candidates).map(|number| (number, None)).collect(),
            _ => left.drain(..).map(|judged| (judged.runner.number, Some(judged.runner))).collect(),
        };
        let mut waiting = runners.into_iter();
        loop {
            let chunk: Vec<(usize, Option<Runner>)> = waiting.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            course.played += chunk.len() as u64 * (until - before);
            let out = course.out.len();
            let judged: Vec<Result<Judged, E>> =
                chunk.into_par_iter().map(|(number, runner)| course.heat(number, runner, case, until)).collect();
            for judged in judged {
                left.push(judged?);
            }
            course.drop_worse(&mut left, Keeps::Yes);
            progress((course.out.len() - out) as u64);
        }
        before = until;
        verdict = course.verdict(&left);
        if verdict.is_some() || left.len() as u64 * until > course.most_trials() {
            break;
        }
    }
    let verdict = verdict.unwrap_or_else(|| {
        // No trial is left that might fail what none has failed.
        course.drop_worse(&mut left, Keeps::SoFar);
        course.last_verdict(&left)
    });
    Ok(course.end(left, verdict, candidates as u64))
}

/// After how many trials the race is looked at.
fn stages(trials: u64) -> Vec<u64> {
    let doubled = std::iter::successors(Some(FIRST), |&stage| stage.checked_mul(2));
    doubled.take_while(|&stage| stage < trials).chain([trials]).collect()
}

impl Course<'_> {
    /// Plays a candidate on and judges it.
    fn heat<E>(
        &self,
        number: usize,
        runner: Option<Runner>,
        case: &impl Fn(usize) -> Result<Case, E>,
        until: u64,
    ) -> Result<Judged, E> {
        let case = case(runner.as_ref().map_or(number, |runner| runner.number))?;
        let runner = Runner::play(self.contest, (number, runner), &case, &self.tables, until);
        let score = runner.score(self.contest, self.levels.difference);
        let required = self.contest.require.iter().enumerate().map(|(place, asked)| {
            let mean = runner.measured(place);
            let standing = judge(asked, &mean, self.levels.requirement, self.contest.indifference);
            (mean, standing)
        });
        let required = required.collect();
        Ok(Judged { runner, score, required })
    }

    /// The place of the best of those that keep what is required at least so well.
    fn best(left: &[Judged], keeps: Keeps) -> Option<usize> {
        let sure = (0..left.len()).filter(|&place| left[place].keeps() <= keeps);
        sure.min_by(|&a, &b| left[a].score.value.total_cmp(&left[b].score.value))
    }

    /// By how much one exceeds another at least.
    fn exceeds(&self, one: &Judged, other: &Judged) -> f64 {
        one.score.exceeds(&other.score, self.levels.difference)
    }

    /// Drops who surely fails a requirement, and who is surely worse than the best that keeps them so well. The best comes
    /// first among those that are left.
    fn drop_worse(&mut self, left: &mut Vec<Judged>, keeps: Keeps) {
        let best = Course::best(left, keeps);
        if let Some(best) = best {
            left.swap(0, best);
        }
        let stays = |(place, judged): (usize, &Judged)| {
            let is_worse = || best.is_some() && place > 0 && self.exceeds(judged, &left[0]) > 0.0;
            judged.keeps() != Keeps::No && !is_worse()
        };
        let stays: Vec<bool> = left.par_iter().enumerate().map(stays).collect();
        let mut stays = stays.into_iter();
        let dropped: Vec<Judged> = left.extract_if(.., |_| !stays.next().unwrap_or(true)).collect();
        let dropped: Vec<Entrant> = dropped.par_iter().map(|judged| self.entrant(judged, None)).collect();
        self.out.extend(dropped);
    }

    /// How the race ends, if it does so before the last trial.
    fn verdict(&self, left: &[Judged]) -> Option<Verdict> {
        if left.is_empty() {
            return Some(Verdict::Infeasible);
        }
        // Infinite for certain, and not because nothing has come so far.
        if left.iter().all(|judged| judged.score.low == f64::INFINITY) {
            return Some(Verdict::Undefined);
        }
        self.settled(left, Keeps::Yes)
    }

    /// Is the best, of those that keep what is required so well, as good as anybody?
    fn settled(&self, left: &[Judged], keeps: Keeps) -> Option<Verdict> {
        let best = &left[Course::best(left, keeps)?];
        if left.len() == 1 {
            return Some(Verdict::Best);
        }
        let matters = self.contest.indifference * best.score.value.abs();
        let mut others = left.iter().filter(|judged| judged.runner.number != best.runner.number);
        others.all(|other| self.exceeds(other, best) >= -matters).then_some(Verdict::Tie)
    }

    /// How the race ends with the last trial. Where others never differed from the best, and it comes to nothing, no number
    /// of trials would show that they do not.
    fn last_verdict(&self, left: &[Judged]) -> Verdict {
        let is_infinite = |judged: &Judged| judged.score.value.is_infinite();
        if left.is_empty() {
            return Verdict::Infeasible;
        } else if left.iter().all(is_infinite) {
            return Verdict::Undefined;
        }
        let as_far_as_can_be = || {
            let best = &left[Course::best(left, Keeps::SoFar)?];
            let mut others = left.iter().filter(|judged| judged.runner.number != best.runner.number);
            let is_nothing = best.score.value == 0.0;
            let alike =
                is_nothing && others.all(|other| other.score.never_differed(&best.score) && !is_infinite(other));
            alike.then_some(Verdict::Tie)
        };
        self.settled(left, Keeps::SoFar).or_else(as_far_as_can_be).unwrap_or(Verdict::Undecided)
    }

    /// How many trials of all that are left may have been played before the next stage.
    fn most_trials(&self) -> u64 {
        match self.contest.objective.statistic {
            Statistic::Mean => u64::MAX,
            Statistic::Quantile(_) | Statistic::Worst(_) => MOST_KEPT / 2,
        }
    }

    fn end(mut self, left: Vec<Judged>, verdict: Verdict, candidates: u64) -> Race {
        let seems_kept = |judged: &Judged| {
            let asked = |place: usize| &self.contest.require[place];
            judged.that(Standing::Open).all(|(place, mean)| seems_kept(asked(place), Some(mean.value)))
        };
        let looks_best = || {
            let by = |a: &usize, b: &usize| left[*a].score.value.total_cmp(&left[*b].score.value);
            let places = || 0..left.len();
            places().filter(|&place| seems_kept(&left[place])).min_by(by).or_else(|| places().min_by(by))
        };
        let first = Course::best(&left, Keeps::SoFar).or_else(looks_best);
        let remaining: Vec<Entrant> =
            left.iter().map(|judged| self.entrant(judged, first.map(|first| &left[first]))).collect();
        let best = first.map(|first| left[first].runner.number);
        self.out.extend(remaining);
        let sign = self.contest.objective.aim.sign();
        let value = |entrant: &Entrant| entrant.objective.map_or(f64::INFINITY, |value| sign * value);
        let shortfall = |entrant: &Entrant| match verdict {
            Verdict::Infeasible => entrant.shortfall(),
            _ => 0.0,
        };
        let group = |entrant: &Entrant| {
            let seems = entrant.keeps == Keeps::No || entrant.left && !entrant.seems_to_keep();
            (Some(entrant.number) != best, !entrant.left, seems)
        };
        self.out.sort_by(|a, b| {
            let by_value = || value(a).total_cmp(&value(b)).then(a.number.cmp(&b.number));
            group(a).cmp(&group(b)).then_with(|| shortfall(a).total_cmp(&shortfall(b))).then_with(by_value)
        });
        let exhaustive = candidates * self.contest.trials;
        Race { verdict, entrants: self.out, played: self.played, exhaustive }
    }

    /// Somebody when the race is over; `first` for those that are left to the end.
    fn entrant(&self, judged: &Judged, first: Option<&Judged>) -> Entrant {
        let runner = &judged.runner;
        let score = runner.score(self.contest, Level::TWO_SIDED_95);
        let sign = self.contest.objective.aim.sign();
        let real = |value: f64| Some(sign * value).filter(|value| value.is_finite());
        let (low, high) = if sign > 0.0 { (score.low, score.high) } else { (score.high, score.low) };
        let asked = |place: usize| &self.contest.require[place];
        let misses = judged.that(Standing::Failed).map(|(requirement, mean)| {
            let measured = Some(mean.value).filter(|value| value.is_finite());
            Miss { requirement, measured, shortfall: shortfall(asked(requirement), measured) }
        });
        let doubts = judged.that(Standing::Open).map(|(requirement, mean)| Doubt {
            requirement,
            seems_kept: seems_kept(asked(requirement), Some(mean.value).filter(|value| value.is_finite())),
        });
        let shares = judged.that(Standing::NeverFailed).map(|(_, mean)| mean.share_unseen(self.at_the_end));
        let others = first.filter(|first| first.runner.number != runner.number);
        Entrant {
            number: runner.number,
            name: runner.name.clone(),
            objective: real(score.value),
            low: real(low),
            high: real(high),
            keeps: judged.keeps(),
            misses: misses.collect(),
            doubts: doubts.collect(),
            never_failed: judged.that(Standing::NeverFailed).map(|(place, _)| place).collect(),
            may_fail: shares.fold(0.0, f64::max),
            trials: runner.trials,
            left: first.is_some(),
            beside: others.map(|first| Beside {
                better_by: -self.exceeds(judged, first),
                never_differed: judged.score.never_differed(&first.score),
            }),
            cost: runner.cost(),
            is_loaded: runner.is_loaded(),
            replies: runner.replies(),
        }
    }
}
