//! The stages of a race: play, judge, drop.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::domain::case::Case;
use crate::domain::objective::Statistic;
use crate::engine::tables::Tables;
use crate::figures::TWO_SIDED_95;

use super::bounds::Levels;
use super::entrant::{Entrant, Keeps, Miss};
use super::heat::Runner;
use super::measure::Score;
use super::requirements::{Standing, judge, seems_kept, shortfall};
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
    standings: Vec<Standing>,
}

impl Judged {
    fn keeps(&self) -> Keeps {
        if self.standings.contains(&Standing::Failed) {
            Keeps::No
        } else if self.standings.contains(&Standing::Open) {
            Keeps::Open
        } else {
            Keeps::Yes
        }
    }
}

/// The race as it goes on.
struct Course<'a> {
    contest: &'a Contest<'a>,
    levels: Levels,
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
    let mut course = Course { contest, levels, tables: Tables::default(), out: Vec::new(), played: 0 };
    let mut left: Vec<Judged> = Vec::new();
    let mut before = 0;
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
            course.drop_worse(&mut left, until);
            progress((course.out.len() - out) as u64);
        }
        before = until;
        if course.verdict(&left, until).is_some() || left.len() as u64 * until > course.most_trials() {
            break;
        }
    }
    let verdict = course.verdict(&left, before).unwrap_or(Verdict::Undecided);
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
        let mut runner = runner.unwrap_or_else(|| Runner::new(self.contest, number, &case));
        runner.play(self.contest, &case, &self.tables, until);
        let score = runner.record.objective.score(&self.contest.objective, until, self.levels.difference);
        let asked = self.contest.require.iter().zip(&runner.record.require);
        let standings =
            asked.map(|(asked, sums)| judge(asked, sums, until, &self.levels, self.contest.indifference)).collect();
        Ok(Judged { runner, score, standings })
    }

    /// The place of the best of those that surely keep what is required.
    fn best(left: &[Judged]) -> Option<usize> {
        let sure = (0..left.len()).filter(|&place| left[place].keeps() == Keeps::Yes);
        sure.min_by(|&a, &b| left[a].score.value.total_cmp(&left[b].score.value))
    }

    /// By how much one exceeds another at least.
    fn exceeds(&self, one: &Judged, other: &Judged, trials: u64) -> f64 {
        let same = (self.levels.odds, self.contest.indifference);
        one.score.exceeds(&other.score, self.levels.difference, trials, same)
    }

    /// Drops who surely fails a requirement, and who is surely worse than the best that keeps them. The best comes first
    /// among those that are left.
    fn drop_worse(&mut self, left: &mut Vec<Judged>, trials: u64) {
        let best = Course::best(left);
        if let Some(best) = best {
            left.swap(0, best);
        }
        let stays = |(place, judged): (usize, &Judged)| {
            let is_worse = || best.is_some() && place > 0 && self.exceeds(judged, &left[0], trials) > 0.0;
            judged.keeps() != Keeps::No && !is_worse()
        };
        let stays: Vec<bool> = left.par_iter().enumerate().map(stays).collect();
        let mut stays = stays.into_iter();
        let dropped: Vec<Judged> = left.extract_if(.., |_| !stays.next().unwrap_or(true)).collect();
        let dropped: Vec<Entrant> = dropped.par_iter().map(|judged| self.entrant(judged, false)).collect();
        self.out.extend(dropped);
    }

    /// How the race ends, if it does so now.
    fn verdict(&self, left: &[Judged], trials: u64) -> Option<Verdict> {
        if left.is_empty() {
            return Some(Verdict::Infeasible);
        }
        if left.iter().all(|judged| judged.score.value.is_infinite()) {
            return Some(Verdict::Undefined);
        }
        let best = &left[Course::best(left)?];
        let matters = self.contest.indifference * best.score.value.abs();
        let others = || left.iter().filter(|judged| judged.runner.number != best.runner.number);
        if left.len() == 1 {
            Some(Verdict::Best)
        } else if others().all(|other| self.exceeds(other, best, trials) >= -matters) {
            Some(Verdict::Tie)
        } else {
            None
        }
    }

    /// How many trials of all that are left may have been played before the next stage.
    fn most_trials(&self) -> u64 {
        match self.contest.objective.statistic {
            Statistic::Mean => u64::MAX,
            Statistic::Quantile(_) | Statistic::Worst(_) => MOST_KEPT / 2,
        }
    }

    fn end(mut self, left: Vec<Judged>, verdict: Verdict, candidates: u64) -> Race {
        let best = Course::best(&left).map(|best| left[best].runner.number);
        let remaining: Vec<Entrant> = left.iter().map(|judged| self.entrant(judged, true)).collect();
        self.out.extend(remaining);
        let sign = self.contest.objective.aim.sign();
        let value = |entrant: &Entrant| entrant.objective.map_or(f64::INFINITY, |value| sign * value);
        let shortfall = |entrant: &Entrant| match verdict {
            Verdict::Infeasible => entrant.shortfall(),
            _ => 0.0,
        };
        let group = |entrant: &Entrant| {
            let seems = entrant.keeps == Keeps::No || entrant.left && !entrant.misses.is_empty();
            (Some(entrant.number) != best, !entrant.left, seems)
        };
        self.out.sort_by(|a, b| {
            let by_value = || value(a).total_cmp(&value(b)).then(a.number.cmp(&b.number));
            group(a).cmp(&group(b)).then_with(|| shortfall(a).total_cmp(&shortfall(b))).then_with(by_value)
        });
        let exhaustive = candidates * self.contest.trials;
        Race { verdict, entrants: self.out, played: self.played, exhaustive }
    }

    fn entrant(&self, judged: &Judged, left: bool) -> Entrant {
        let Judged { runner, standings, .. } = judged;
        let objective = &self.contest.objective;
        let score = runner.record.objective.score(objective, runner.trials, TWO_SIDED_95);
        let sign = objective.aim.sign();
        let real = |value: f64| Some(sign * value).filter(|value| value.is_finite());
        let (low, high) = if sign > 0.0 { (score.low, score.high) } else { (score.high, score.low) };
        let asked = self.contest.require.iter().zip(&runner.record.require).zip(standings).enumerate();
        let misses = asked.filter_map(|(requirement, ((asked, sums), standing))| {
            let measured = sums.mean(runner.trials);
            let fails = *standing == Standing::Failed || *standing == Standing::Open && !seems_kept(asked, measured);
            fails.then(|| Miss { requirement, measured, shortfall: shortfall(asked, measured) })
        });
        Entrant {
            number: runner.number,
            name: runner.name.clone(),
            objective: real(score.value),
            low: real(low),
            high: real(high),
            keeps: judged.keeps(),
            misses: misses.collect(),
            trials: runner.trials,
            left,
            cost: runner.cost(),
            has_labour: runner.terms.prices_labour(),
            replies: runner.replies(),
        }
    }
}
