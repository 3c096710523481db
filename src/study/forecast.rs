//! From today on: the balance to come, the day on which the credits run out, and how many InMails a day they afford.

mod affordable;
mod rule_of_thumb;

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::domain::calendar::Calendar;
use crate::domain::case::{Case, CaseName};
use crate::domain::event::{Event, EventKind, Subject};
use crate::domain::histogram::Histogram;
use crate::domain::quantity::{Credits, Day};
use crate::domain::segment::Pace;
use crate::engine::Settings;
use crate::engine::luck::Luck;
use crate::engine::recorder::Recorder;
use crate::engine::schedule::Schedule;
use crate::engine::tables::Tables;
use crate::engine::trial::Player;
use crate::study::space::Space;

use affordable::affordable;
pub use affordable::{Affordable, Afforded, SELDOM, Until};
pub use rule_of_thumb::RuleOfThumb;

/// The most campaigns that are played of each case, several times over.
pub const MOST_TRIALS: u64 = 10_000;

/// Trials that one thread plays in one go.
const BLOCK: u64 = 250;

/// A case, day by day.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The name of the case.
    pub case: CaseName,
    /// Which day is which date.
    pub calendar: Calendar,
    /// Quantiles of the balance at the end of each day: 5 %, 50 %, 95 %.
    pub balance: Vec<[i64; 3]>,
    /// The days after the first on which the plan grants credits.
    pub refills: Vec<Day>,
    /// On which days the account first ran out of credits: someone who should have been written to was not, or a segment
    /// that writes to as many as it can was left waiting. Each with how many campaigns, in order; campaigns in which it
    /// never did are not in it.
    pub first_short: Vec<(Day, u64)>,
    /// Trials played.
    pub trials: u64,
    /// The pace that it affords until the next refill; nothing where nobody is written to first by an InMail that costs a credit.
    pub affordable: Option<Affordable>,
    /// The rule of thumb.
    pub rule_of_thumb: RuleOfThumb,
}

/// Looks ahead from the first day of a scenario, in every case of it, on the threads of the current rayon pool. Of each
/// case [`MOST_TRIALS`] trials are played at most; `progress` counts each of them twice.
pub fn forecast(space: &Space, progress: impl Fn(u64) + Sync) -> Vec<Forecast> {
    forecasts(&space.scenario.cases, &space.settings(Some(MOST_TRIALS)), progress)
}

/// Looks ahead in every case. Each is played on the same luck; the result does not depend on the number of threads.
/// `progress` gets the number of trials played since, and the same number again once it is known what a case affords.
pub fn forecasts(cases: &[Case], settings: &Settings, progress: impl Fn(u64) + Sync) -> Vec<Forecast> {
    let tables = Tables::default();
    cases.par_iter().map(|case| Forecast::new(case, settings, &tables, &progress)).collect()
}

/// Keeps the balance of each day that has one, the first day that is short of credits, and when segments that go on as long as
/// there are credits are through with their prospects.
#[derive(Debug, Default)]
struct Days {
    balances: Vec<(Day, Credits)>,
    first_short: Option<Day>,
    greedy: Vec<Greedy>,
}

/// A segment that goes on as long as there are credits.
#[derive(Debug)]
struct Greedy {
    place: u32,
    /// It stops at this balance.
    reserve: Credits,
    /// Its last prospect.
    last: u32,
    /// The day on which that one was written to first.
    through: Option<Day>,
}

impl Greedy {
    /// Is it left waiting at the end of a send day?
    fn waits(&self, day: Day, balance: Credits) -> bool {
        balance <= self.reserve && self.through.is_none_or(|through| through > day)
    }
}

impl Recorder for Days {
    fn record(&mut self, event: impl FnOnce() -> Event) {
        let event = event();
        match event.kind {
            EventKind::Short => self.first_short = self.first_short.or(Some(event.day)),
            EventKind::Send => {
                let Subject { segment, prospect, .. } = event.subject;
                let is_last = |of: &&mut Greedy| Some(of.place) == segment && Some(of.last) == prospect;
                if let Some(through) = self.greedy.iter_mut().find(is_last) {
                    through.through = through.through.or(Some(event.day));
                }
            }
            _ => {}
        }
        match self.balances.last_mut() {
            Some((day, balance)) if *day == event.day => *balance = event.balance,
            _ => self.balances.push((event.day, event.balance)),
        }
    }
}

/// The counts of some trials: the same in whatever order they are merged.
#[derive(Debug, Default)]
struct Counted {
    balances: Vec<Histogram>,
    first_short: Histogram,
}

impl Counted {
    /// Plays some trials.
    fn new(schedule: &Schedule<'_>, calendar: &Calendar, lucks: impl Iterator<Item = Luck>) -> Counted {
        let mut player = Player::new(schedule);
        let balances = vec![Histogram::default(); schedule.accounts[0].days.len()];
        let mut counted = Counted { balances, first_short: Histogram::default() };
        let greedy = schedule.accounts[0].segments.iter().filter(|segment| segment.pace == Pace::Max).map(|segment| {
            Greedy { place: segment.place, reserve: segment.reserve, last: segment.prospects - 1, through: None }
        });
        let mut days = Days { greedy: greedy.collect(), ..Days::default() };
        let send_days: Vec<bool> =
            (0..).zip(schedule.accounts[0].days.iter()).map(|(day, _)| calendar.is_send_day(day)).collect();
        for luck in lucks {
            days.balances.clear();
            days.first_short = None;
            days.greedy.iter_mut().for_each(|segment| segment.through = None);
            player.play(luck, &mut days);
            let (mut balance, mut next) = (0, days.balances.iter().peekable());
            for ((day, histogram), is_send_day) in (0..).zip(&mut counted.balances).zip(&send_days) {
                while let Some((_, after)) = next.next_if(|(of, _)| *of <= day) {
                    balance = *after;
                }
                histogram.add(balance.into());
                if *is_send_day && days.greedy.iter().any(|segment| segment.waits(day, balance)) {
                    days.first_short = Some(days.first_short.map_or(day, |first| first.min(day)));
                }
            }
            days.first_short.into_iter().for_each(|day| counted.first_short.add(day.into()));
        }
        counted
    }

    fn merge(mut self, other: Counted) -> Counted {
        if self.balances.is_empty() {
            return other;
        }
        self.balances.iter_mut().zip(&other.balances).for_each(|(own, other)| own.merge(other));
        self.first_short.merge(&other.first_short);
        self
    }
}

impl Forecast {
    /// Plays a case from its first day on.
    fn new(case: &Case, settings: &Settings, tables: &Tables, progress: &(impl Fn(u64) + Sync)) -> Forecast {
        let schedule = Schedule::with_tables(case, tables);
        let counted = blocks(settings.trials)
            .map(|block| {
                let trials = block.end - block.start;
                let lucks = block.map(|trial| settings.sampling.luck(settings.seed, trial));
                let counted = Counted::new(&schedule, &case.calendar, lucks);
                progress(trials);
                counted
            })
            .reduce(Counted::default, Counted::merge);
        let grants = (0..)
            .zip(schedule.accounts[0].days.iter())
            .filter(|(day, plan)| *day > 0 && plan.grant().is_some_and(|credits| credits > 0));
        let refills: Vec<Day> = grants.map(|(day, _)| day).collect();
        Forecast {
            case: case.name.clone(),
            calendar: case.calendar.clone(),
            balance: counted.balances.iter().map(|balance| quantiles(&balance.counts())).collect(),
            first_short: counted.first_short.counts().into_iter().map(|(day, count)| (day as Day, count)).collect(),
            trials: settings.trials,
            affordable: {
                let affordable = affordable(case, settings, tables);
                progress(settings.trials);
                affordable
            },
            refills,
            rule_of_thumb: RuleOfThumb::new(&schedule, settings.sampling.luck(settings.seed, 0)),
        }
    }

    /// The share of campaigns that run out of credits.
    pub fn runs_out(&self) -> f64 {
        self.short_by(Day::MAX)
    }

    /// Has it credits at all? Who has none does not run out of them.
    pub fn has_credits(&self) -> bool {
        !self.refills.is_empty() || self.balance.iter().any(|&[.., most]| most > 0)
    }

    /// The share of campaigns that have been short of credits by the end of a day.
    pub fn short_by(&self, day: Day) -> f64 {
        let by = self.first_short.iter().filter(|(first, _)| *first <= day);
        by.map(|(_, count)| count).sum::<u64>() as f64 / self.trials.max(1) as f64
    }

    /// The next refill, and the share of campaigns that run out before it.
    pub fn before_refill(&self) -> Option<(Day, f64)> {
        self.refills.first().map(|&refill| (refill, self.short_by(refill - 1)))
    }

    /// The days by which 5 %, half and 95 % of the campaigns that run out have done so.
    pub fn run_out_days(&self) -> Option<[Day; 3]> {
        let counts: Vec<(i64, u64)> = self.first_short.iter().map(|&(day, count)| (day.into(), count)).collect();
        (!counts.is_empty()).then(|| quantiles(&counts).map(|day| day as Day))
    }
}

/// All trials in blocks, the same with any number of threads.
fn blocks(trials: u64) -> impl ParallelIterator<Item = Range<u64>> {
    (0..trials.div_ceil(BLOCK)).into_par_iter().map(move |block| block * BLOCK..((block + 1) * BLOCK).min(trials))
}

/// The smallest values that 5 %, 50 % and 95 % do not exceed; of nothing 0.
fn quantiles(counts: &[(i64, u64)]) -> [i64; 3] {
    let total: u128 = counts.iter().map(|(_, count)| u128::from(*count)).sum();
    [5, 50, 95].map(|percent: u128| {
        let mut below = 0;
        let found = counts.iter().find(|(_, count)| {
            below += u128::from(*count);
            below * 100 >= percent * total
        });
        found.map_or(0, |&(value, _)| value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_the_smallest_value_that_so_many_do_not_exceed() {
        assert_eq!(quantiles(&[]), [0, 0, 0]);
        assert_eq!(quantiles(&[(7, 1)]), [7, 7, 7]);
        let to_twenty: Vec<(i64, u64)> = (1..=20).map(|value| (value, 1)).collect();
        assert_eq!(quantiles(&to_twenty), [1, 10, 19]);
        assert_eq!(quantiles(&[(-3, 4), (8, 96)]), [8, 8, 8]);
    }
}
