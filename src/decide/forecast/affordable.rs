//! How many InMails a day a balance affords until the next refill, and what the rule of thumb says.

use jiff::civil::Weekday;
use rayon::iter::ParallelIterator;

use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::event::{Event, EventKind};
use crate::domain::quantity::{Credits, Day};
use crate::domain::segment::Pace;
use crate::domain::touch::Channel;
use crate::engine::Settings;
use crate::engine::recorder::Recorder;
use crate::engine::schedule::Schedule;
use crate::engine::tables::Tables;
use crate::engine::trial::Player;

use super::blocks;

/// Running out before the next refill in no more than this share of campaigns is affordable.
pub const SELDOM: f64 = 0.1;

/// The largest pace that is looked at \[prospects a week\].
const MOST: u32 = 10_000;

/// What a balance affords.
#[derive(Debug, Clone, PartialEq)]
pub struct Affordable {
    /// The segment whose pace is looked at, where there are others, which go on as the file has it.
    pub segment: Option<String>,
    /// New prospects on each send day, with their follow-ups.
    pub prospects_a_day: f64,
    /// InMails that cost a credit on each send day on average, follow-ups and those of other segments among them.
    pub inmails_a_day: f64,
    /// The day of the next refill; nothing if there is none before the end of the campaign.
    pub refill: Option<Day>,
    /// What the rule of thumb says; nothing where no weekday is left in the month.
    pub rule_of_thumb: Option<RuleOfThumb>,
}

/// Credits left, divided by the weekdays left in the month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleOfThumb {
    /// Credits held on the first day, its grant among them.
    pub credits: Credits,
    /// Weekdays from the first day to the end of its month.
    pub weekdays: u32,
}

impl RuleOfThumb {
    /// InMails a day.
    pub fn a_day(self) -> f64 {
        f64::from(self.credits) / f64::from(self.weekdays)
    }

    fn new(calendar: &Calendar, credits: Credits) -> Option<RuleOfThumb> {
        let left = Day::from(calendar.start.days_in_month() - calendar.start.day()) + 1;
        let is_weekday = |day: &Day| !matches!(calendar.date(*day).weekday(), Weekday::Saturday | Weekday::Sunday);
        let weekdays = (0..left).filter(is_weekday).count() as u32;
        (weekdays > 0).then_some(RuleOfThumb { credits, weekdays })
    }
}

/// Counts what is spent before a day, and sees whether the account is short of credits before it.
#[derive(Debug)]
struct Until {
    day: Day,
    spent: u64,
    is_short: bool,
}

impl Recorder for Until {
    fn record(&mut self, event: impl FnOnce() -> Event) {
        let event = event();
        if event.day < self.day {
            self.spent += u64::from(event.kind == EventKind::Send && event.credits < 0);
            self.is_short |= event.kind == EventKind::Short;
        }
    }
}

/// The largest pace of the first segment that begins with an InMail under which the account is seldom short of credits
/// before its next refill. There are always enough prospects.
pub(super) fn affordable(
    case: &Case,
    schedule: &Schedule<'_>,
    refill: Option<Day>,
    settings: &Settings,
    tables: &Tables,
) -> Option<Affordable> {
    let begins = |place: &usize| case.touches[case.segments[*place].sequence[0]].channel() == Channel::InMail;
    let place = (0..case.segments.len()).find(begins)?;
    let until = refill.unwrap_or(schedule.days.len() as Day);
    let weeks = (until as u32).div_ceil(7);
    // Campaigns that are short, and what all of them spend.
    let played = |per_week: u32| -> (u64, u64) {
        let mut paced = case.first_weeks(weeks);
        paced.segments[place].pace = Pace::PerWeek(vec![per_week]);
        paced.segments[place].prospects = None;
        let schedule = Schedule::with_tables(&paced, tables);
        let sums = blocks(settings.trials).map(|block| {
            let mut player = Player::new(&schedule);
            let mut sums = (0, 0);
            for trial in block {
                let mut counted = Until { day: until, spent: 0, is_short: false };
                player.play(settings.sampling.luck(settings.seed, trial), &mut counted);
                sums = (sums.0 + u64::from(counted.is_short), sums.1 + counted.spent);
            }
            sums
        });
        sums.reduce(|| (0, 0), |one, other| (one.0 + other.0, one.1 + other.1))
    };
    let is_seldom_short = |per_week: u32| played(per_week).0 as f64 <= SELDOM * settings.trials as f64;
    // By doubling, since playing far more than can be paid for takes long.
    let (mut enough, mut too_many) = (0, 1);
    while too_many < MOST && is_seldom_short(too_many) {
        (enough, too_many) = (too_many, 2 * too_many);
    }
    while too_many - enough > 1 {
        let middle = enough.midpoint(too_many);
        if is_seldom_short(middle) { enough = middle } else { too_many = middle }
    }
    let in_a_week = (0..7).filter(|&day| case.calendar.send_days.contains(case.calendar.date(day).weekday())).count();
    let send_days = (0..until).filter(|&day| case.calendar.is_send_day(day)).count();
    let spent = played(enough).1 as f64 / settings.trials.max(1) as f64;
    Some(Affordable {
        segment: (case.segments.len() > 1).then(|| case.segments[place].id.clone()),
        prospects_a_day: f64::from(enough) / in_a_week.max(1) as f64,
        inmails_a_day: spent / send_days.max(1) as f64,
        refill,
        rule_of_thumb: RuleOfThumb::new(&case.calendar, held(case, schedule)),
    })
}

/// Credits on the first day before anything is sent.
fn held(case: &Case, schedule: &Schedule<'_>) -> Credits {
    let held = case.opening.lots.iter().fold(0, |sum: Credits, lot| sum.saturating_add(lot.credits));
    match schedule.days.first() {
        Some(first) if first.grant.is_some_and(|credits| credits > 0) => {
            held.saturating_add(first.grant.unwrap_or(0)).min(first.cap)
        }
        _ => held,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::SendDays;
    use jiff::civil::date;

    fn rule(start: jiff::civil::Date) -> Option<RuleOfThumb> {
        let calendar = Calendar { start, weeks: 4, send_days: SendDays::default(), days_off: Default::default() };
        RuleOfThumb::new(&calendar, 42)
    }

    #[test]
    fn the_rule_of_thumb_counts_the_weekdays_that_are_left_in_the_month() {
        let weekdays = |start| rule(start).map(|rule| rule.weekdays);
        assert_eq!(weekdays(date(2026, 3, 2)), Some(22));
        assert_eq!(weekdays(date(2026, 3, 31)), Some(1));
        assert_eq!(weekdays(date(2026, 2, 27)), Some(1));
        assert_eq!(weekdays(date(2026, 1, 31)), None, "a Saturday is the last day");
        assert_eq!(rule(date(2026, 12, 11)).map(RuleOfThumb::a_day), Some(42.0 / 15.0));
    }
}
