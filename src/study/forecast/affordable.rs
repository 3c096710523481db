//! How many InMails a day a balance affords until the next refill, and what the rule of thumb says.

use std::ops::ControlFlow;

use jiff::civil::Weekday;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::domain::calendar::{Calendar, MAX_DAYS};
use crate::domain::case::Case;
use crate::domain::count::Count;
use crate::domain::quantity::Day;
use crate::domain::segment::Pace;
use crate::domain::touch::Channel;
use crate::engine::Settings;
use crate::engine::campaigns::Campaigns;
use crate::engine::schedule::Schedule;
use crate::engine::tables::Tables;

use super::BLOCK;

/// Running out in no more than this share of campaigns is affordable.
pub const SELDOM: f64 = 0.1;

/// The largest pace that is looked at \[prospects a week\].
const MOST: u32 = 10_000;

/// So many campaigns tell about which pace it is.
const FEW: u64 = 500;

/// Weeks after the campaign in which a refill is still looked for: the rest of a month, and another one.
const BEYOND: Day = 7 * 9;

/// Blocks of trials that are played before it is asked again whether they settle a pace.
const BLOCKS: u64 = 8;

/// The pace that a balance affords.
#[derive(Debug, Clone, PartialEq)]
pub struct Affordable {
    /// The segment whose pace is looked at, where there are others, which go on as the file has it.
    pub segment: Option<String>,
    /// How long that is.
    pub until: Until,
    /// The pace that it affords until then; nothing if the other segments use it up.
    pub pace: Option<Afforded>,
    /// The pace that it affords up to the end of the campaign; nothing if that is no later, or if the other segments use it up.
    pub to_the_end: Option<Afforded>,
}

/// A pace that is affordable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Afforded {
    /// New prospects a week.
    pub prospects_a_week: u32,
    /// InMails that cost a credit on each weekday on average, later touches and other segments among them.
    pub inmails_a_day: f64,
}

/// Up to which day a balance has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// The next refill is on this day.
    Refill(Day),
    /// On this day the last of the credits that are held lapse.
    Lapse(Day),
    /// The campaign ends before this day, and no refill comes.
    End(Day),
}

impl Until {
    /// The first day that is not counted any more.
    pub fn day(self) -> Day {
        let (Until::Refill(day) | Until::Lapse(day) | Until::End(day)) = self;
        day
    }
}

/// Weekdays before a campaign day that are no days off.
pub(super) fn weekdays(calendar: &Calendar, until: Day) -> u32 {
    let is_weekday = |day: &Day| {
        let date = calendar.date(*day);
        !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && !calendar.days_off.contains(&date)
    };
    (0..until).filter(is_weekday).count() as u32
}

/// What can be afforded by the first segment in turn that begins with an InMail that costs a credit. There are always enough
/// prospects.
pub(super) fn affordable(case: &Case, settings: &Settings, tables: &Tables) -> Option<Affordable> {
    let mut turns: Vec<usize> = (0..case.segments.len()).collect();
    turns.sort_by_key(|&place| case.segments[place].priority);
    let is_paid = |place: &usize| {
        let segment = &case.segments[*place];
        let first = &case.touches[segment.sequence[0]];
        first.channel() == Channel::InMail && segment.open_profile.distribution().mean() < 1.0
    };
    let place = turns.into_iter().find(is_paid)?;
    let mut longer = case.clone();
    longer.calendar.days = (case.calendar.days + BEYOND).min(MAX_DAYS);
    let schedule = Schedule::with_tables(&longer, tables);
    let until = until(case, &schedule);
    let search = Search { case: &longer, place, settings, tables };
    Some(Affordable {
        segment: (case.segments.len() > 1).then(|| case.segments[place].id.clone()),
        until,
        pace: search.pace(until.day()),
        to_the_end: (until.day() < case.calendar.days).then(|| search.pace(case.calendar.days)).flatten(),
    })
}

/// Until when the credits that are held have to do: the first refill with a send day before it, or the day on which the last
/// of them lapse, if that is earlier.
fn until(case: &Case, longer: &Schedule<'_>) -> Until {
    let is_of_use = |day: Day| (0..day).any(|day| case.calendar.is_send_day(day));
    let grants = |day: Day| longer.accounts[0].days[day as usize].grant().is_some_and(|credits| credits > 0);
    let refill = (1..longer.accounts[0].days.len() as Day).find(|&day| grants(day) && is_of_use(day));
    let end = refill.map_or(Until::End(case.calendar.days), Until::Refill);
    let team = case.team();
    let lots = team.iter().flat_map(|seat| &seat.opening.lots);
    let days = lots.map(|lot| lot.lapses_in_days.and_then(|days| Day::try_from(days).ok()));
    let lapse = days.reduce(|one, other| Some(one?.max(other?))).flatten().filter(|_| !grants(0));
    lapse.filter(|&day| day < end.day() && is_of_use(day)).map_or(end, Until::Lapse)
}

/// The search for a pace.
#[derive(Clone, Copy)]
struct Search<'a> {
    case: &'a Case,
    place: usize,
    settings: &'a Settings,
    tables: &'a Tables,
}

impl Search<'_> {
    /// The largest pace under which campaigns seldom run out before a day; nothing if they do so at any.
    fn pace(&self, until: Day) -> Option<Afforded> {
        // Few campaigns tell about where it is, so that few paces are played with all.
        let few = Settings { trials: self.settings.trials.min(FEW), ..*self.settings };
        let about = Search { settings: &few, ..*self }.largest(0, until).map_or(0, |(pace, _)| pace);
        let (prospects_a_week, spent) = self.largest(about, until)?;
        let days = weekdays(&self.case.calendar, until).max(1);
        let inmails_a_day = spent as f64 / self.settings.trials.max(1) as f64 / f64::from(days);
        Some(Afforded { prospects_a_week, inmails_a_day })
    }

    /// The same, with the credits that are spent at it; looked for from a pace on in steps that double, since playing far more
    /// than can be paid for takes long.
    fn largest(&self, from: u32, until: Day) -> Option<(u32, u64)> {
        let (mut enough, mut too_many, mut pace, mut step) = (None, MOST + 1, from, 1);
        loop {
            match self.spent(pace, until) {
                Some(spent) => enough = Some((pace, spent)),
                None => too_many = pace,
            }
            pace = match enough {
                Some((enough, _)) if too_many - enough == 1 => break,
                Some((enough, _)) if too_many <= MOST => enough.midpoint(too_many),
                Some((enough, _)) => (enough + step).min(MOST),
                None if too_many == 0 => break,
                None => too_many.saturating_sub(step),
            };
            step *= 2;
        }
        enough
    }

    /// The credits that all campaigns spend at a pace before a day; nothing if more than a few run out.
    fn spent(&self, per_week: u32, until: Day) -> Option<u64> {
        let mut paced = self.case.first_days(until);
        paced.segments[self.place].pace = Pace::PerWeek(vec![per_week]);
        paced.segments[self.place].prospects = None;
        let schedule = Schedule::with_tables(&paced, self.tables);
        let trials = self.settings.trials;
        let played = |campaigns: &mut Campaigns<'_>, block: u64| {
            let (mut short, mut spent) = (0, 0);
            let lucks = (block * BLOCK..((block + 1) * BLOCK).min(trials))
                .map(|trial| self.settings.sampling.luck(self.settings.seed, trial));
            campaigns.play(lucks, |counted| {
                short += u64::from(counted[Count::Short] > 0);
                spent += counted[Count::Spent];
            });
            (short, spent)
        };
        let new = || Campaigns::new(&schedule);
        let blocks = trials.div_ceil(BLOCK);
        let some = (0..blocks.div_ceil(BLOCKS)).try_fold((0, 0), |(short, spent), some| {
            let next = some * BLOCKS..((some + 1) * BLOCKS).min(blocks);
            let sum = |one: (u64, u64), other: (u64, u64)| (one.0 + other.0, one.1 + other.1);
            let (short, spent) = sum((short, spent), next.into_par_iter().map_init(new, played).reduce(|| (0, 0), sum));
            let is_settled = short as f64 > SELDOM * trials as f64;
            if is_settled { ControlFlow::Break(()) } else { ControlFlow::Continue((short, spent)) }
        });
        match some {
            ControlFlow::Continue((_, spent)) => Some(spent),
            ControlFlow::Break(()) => None,
        }
    }
}
