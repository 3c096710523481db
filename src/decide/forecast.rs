//! From today on: the balance to come, the day on which the credits run out, and how many InMails a day they afford.

use crate::domain::case::Case;
use crate::domain::event::{Event, EventKind};
use crate::domain::histogram::Histogram;
use crate::domain::quantity::{Credits, Day};
use crate::domain::segment::Pace;
use crate::domain::touch::Channel;
use crate::engine::Settings;
use crate::engine::recorder::Recorder;
use crate::engine::schedule::Schedule;
use crate::engine::trial::Player;

/// Running out before the next refill in no more than this share of campaigns is affordable.
pub const SELDOM: f64 = 0.1;

/// The largest pace that is looked at \[prospects a week\].
const MOST: u32 = 10_000;

/// What a case comes to, day by day.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// Quantiles of the balance at the end of each day: 5 %, 50 %, 95 %.
    pub balance: Vec<[i64; 3]>,
    /// On which days the account was first short of credits; campaigns in which it never was are not in it.
    pub first_short: Histogram,
    /// Trials played.
    pub trials: u64,
    /// What it affords until the next refill; nothing where nobody is written to by InMail first.
    pub affordable: Option<Affordable>,
}

/// What a balance affords.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affordable {
    /// New prospects on each send day, with their follow-ups.
    pub a_day: f64,
    /// The day of the next refill; the campaign's end if there is none.
    pub until: Day,
    /// The rule of thumb: credits held on the first day, divided by the send days left in its month.
    pub rule_of_thumb: Option<f64>,
}

/// Keeps the balance of each day, and the first day that is short of credits.
#[derive(Debug, Default)]
struct Days {
    balances: Vec<(Day, Credits)>,
    first_short: Option<Day>,
}

impl Recorder for Days {
    fn record(&mut self, event: impl FnOnce() -> Event) {
        let event = event();
        if event.kind == EventKind::Short {
            self.first_short = self.first_short.or(Some(event.day));
        }
        match self.balances.last_mut() {
            Some((day, balance)) if *day == event.day => *balance = event.balance,
            _ => self.balances.push((event.day, event.balance)),
        }
    }
}

impl Forecast {
    /// Plays a case from its first day on.
    pub fn new(case: &Case, settings: &Settings) -> Forecast {
        let schedule = Schedule::new(case);
        let mut player = Player::new(&schedule);
        let mut balances = vec![Histogram::default(); schedule.days.len()];
        let mut first_short = Histogram::default();
        for trial in 0..settings.trials {
            let mut days = Days::default();
            player.play(settings.sampling.luck(settings.seed, trial), &mut days);
            days.first_short.into_iter().for_each(|day| first_short.add(day.into()));
            let (mut balance, mut next) = (0, days.balances.iter().peekable());
            for (day, histogram) in (0..).zip(&mut balances) {
                while let Some((_, after)) = next.next_if(|(of, _)| *of <= day) {
                    balance = *after;
                }
                histogram.add(balance.into());
            }
        }
        Forecast {
            balance: balances.iter().map(quantiles).collect(),
            first_short,
            trials: settings.trials,
            affordable: affordable(case, &schedule, settings),
        }
    }

    /// The share of campaigns that run out of credits.
    pub fn runs_out(&self) -> f64 {
        self.first_short.total() as f64 / self.trials as f64
    }

    /// The days by which 5 %, half and 95 % of the campaigns that run out have done so.
    pub fn run_out_days(&self) -> Option<[Day; 3]> {
        (self.first_short.total() > 0).then(|| quantiles(&self.first_short).map(|day| day as Day))
    }
}

/// The smallest values that 5 %, 50 % and 95 % do not exceed; of nothing 0.
fn quantiles(histogram: &Histogram) -> [i64; 3] {
    let (counts, total) = (histogram.counts(), u128::from(histogram.total()));
    [5, 50, 95].map(|percent: u128| {
        let mut below = 0;
        let found = counts.iter().find(|(_, count)| {
            below += u128::from(*count);
            below * 100 >= percent * total
        });
        found.map_or(0, |&(value, _)| value)
    })
}

/// The largest pace of the first segment that begins with an InMail under which the account is seldom short of credits
/// before its next refill.
fn affordable(case: &Case, schedule: &Schedule<'_>, settings: &Settings) -> Option<Affordable> {
    let begins = |place: &usize| case.touches[case.segments[*place].sequence[0]].channel() == Channel::InMail;
    let segment = (0..case.segments.len()).find(begins)?;
    let end = schedule.days.len() as Day;
    let refill = (1..end).find(|&day| schedule.days[day as usize].grant.is_some_and(|credits| credits > 0));
    let until = refill.unwrap_or(end);
    let weeks = (until as u32).div_ceil(7);
    let is_seldom_short = |per_week: u32| {
        let mut paced = case.first_weeks(weeks);
        paced.segments[segment].pace = Pace::PerWeek(vec![per_week]);
        let schedule = Schedule::new(&paced);
        let mut player = Player::new(&schedule);
        let short = (0..settings.trials).filter(|&trial| {
            let mut days = Days::default();
            player.play(settings.sampling.luck(settings.seed, trial), &mut days);
            days.first_short.is_some_and(|day| day < until)
        });
        short.count() as f64 <= SELDOM * settings.trials as f64
    };
    // By doubling, since playing far more than can be paid for takes long.
    let (mut enough, mut too_many) = (0, 1);
    while too_many < MOST && is_seldom_short(too_many) {
        (enough, too_many) = (too_many, 2 * too_many);
    }
    while too_many - enough > 1 {
        let middle = enough.midpoint(too_many);
        if is_seldom_short(middle) { enough = middle } else { too_many = middle }
    }
    let send_days = (0..7).filter(|&day| case.calendar.is_send_day(day)).count();
    let month = case.calendar.start.month();
    let left =
        (0..31).filter(|&day| case.calendar.date(day).month() == month && case.calendar.is_send_day(day)).count();
    let held: u32 = case.opening.lots.iter().map(|lot| lot.credits).sum();
    let granted = schedule.days.first().and_then(|day| day.grant).unwrap_or(0);
    Some(Affordable {
        a_day: f64::from(enough) / send_days.max(1) as f64,
        until,
        rule_of_thumb: (left > 0).then(|| f64::from(held + granted) / left as f64),
    })
}
