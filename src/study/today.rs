//! How fast the credits of an account may go from today on, and whether a credit is better spent on writing again.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::domain::calendar::Calendar;
use crate::domain::case::{Case, Opening, OpeningLot};
use crate::domain::count::Count;
use crate::domain::figure_sums::FigureSums;
use crate::domain::normal::TWO_SIDED_95;
use crate::domain::quantity::{Credits, Day};
use crate::domain::ratio::Ratio;
use crate::domain::segment::Pace;
use crate::engine::Settings;
use crate::engine::campaigns::Campaigns;
use crate::engine::schedule::Schedule;
use crate::study::forecast::{Afforded, Forecast, MOST_TRIALS, Until, forecast};
use crate::study::space::Space;

/// People who are written to in each campaign, and the weeks after which the last touch to them has gone out.
const PEOPLE: u32 = 100;
const WEEKS: Day = 5;

/// A renewal that comes in less than two weeks is near \[days\].
const NEAR: Day = 14;

/// Trials that one thread plays in one go.
const BLOCK: u64 = 125;

/// Shares of answers that differ by less than this share of the first are as good as equal.
const ALIKE: f64 = 0.01;

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Today {
    /// What lies ahead if everybody is written to once, and if those who are silent get a follow-up.
    pub ahead: [Forecast; 2],
    /// How many of the InMails are answered then.
    pub answered: [Answered; 2],
    /// What a follow-up does to that share.
    pub follow_up: FollowUp,
    /// The pace that is advised where everybody is written to once; nothing where none can be afforded.
    pub advised: Option<Advised>,
}

/// A pace for the days to come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Advised {
    /// The pace.
    pub pace: Afforded,
    /// Up to before which day it lasts.
    pub until: Day,
    /// The renewal before then, by which more could be sent: what is kept is not lost by it.
    pub kept: Option<Kept>,
}

/// A renewal that leaves what is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Its day.
    pub renewal: Day,
    /// The most that it leaves beside the credits that it brings.
    pub leaves: Credits,
    /// So many of those that are held it drops, unless they are spent by then.
    pub drops: Credits,
}

impl Advised {
    /// What the credits that are held afford up to the renewal or, where a renewal is near and leaves what is not spent, up
    /// to the one after it: to send all at once brings no reply more, and leaves nothing to go on with.
    fn new(case: &Case, ahead: &Forecast) -> Option<Advised> {
        let found = ahead.affordable.as_ref()?;
        let (pace, until) = (found.pace?, found.until.day());
        let later = found.to_the_end.filter(|later| later.inmails_a_day < pace.inmails_a_day);
        let renewal = if let Until::Refill(day) = found.until { Some(day).filter(|&day| day < NEAR) } else { None };
        let Some((renewal, later)) = renewal.zip(later) else {
            return Some(Advised { pace, until, kept: None });
        };
        let leaves = case.plan.cap.saturating_sub(case.plan.credits_per_month);
        let drops = ahead.rule_of_thumb.credits.saturating_sub(leaves);
        Some(Advised { pace: later, until: ahead.last_day() + 1, kept: Some(Kept { renewal, leaves, drops }) })
    }
}

/// A share of InMails that are answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answered {
    /// Answers for each InMail.
    pub share: f64,
    /// Half of its interval, 95 % sure.
    pub off: f64,
}

/// What an InMail brings if some of them are follow-ups, beside one that is always a first message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowUp {
    /// More answers.
    More,
    /// As good as equally many: the difference is below a hundredth, or cannot be told.
    Equal,
    /// Fewer answers.
    Fewer,
}

/// Looks ahead from the first day of an account in two cases of the same campaign, of which the second has a follow-up.
/// Nothing where the scenario has other cases. The result does not depend on the number of threads.
pub fn today(space: &Space) -> Option<Today> {
    let ahead: [Forecast; 2] = forecast(space, |_| ()).try_into().ok()?;
    let settings = space.settings(Some(MOST_TRIALS));
    let [once, again] = space.scenario.cases.as_slice() else { return None };
    let sums = [answers(once, &settings), answers(again, &settings)];
    let answered = sums.each_ref().map(|sums| Answered {
        share: sums.mean().unwrap_or_default(),
        off: TWO_SIDED_95 * sums.standard_error().unwrap_or_default(),
    });
    let (more, error) = sums[1].difference(&sums[0]).unwrap_or_default();
    let advised = Advised::new(once, &ahead[0]);
    Some(Today { ahead, answered, follow_up: judged(more, error, answered[0].share), advised })
}

fn judged(more: f64, error: Option<f64>, first: f64) -> FollowUp {
    let is_told = error.is_some_and(|error| more.abs() > TWO_SIDED_95 * error);
    match more {
        _ if !is_told || more.abs() < ALIKE * first => FollowUp::Equal,
        more if more > 0.0 => FollowUp::More,
        _ => FollowUp::Fewer,
    }
}

/// The answers for each InMail, where everybody who is written to goes through the whole sequence: whatever the account
/// holds, a credit is worth that much.
fn answers(case: &Case, settings: &Settings) -> FigureSums {
    let mut case = case.clone();
    case.calendar.days = 7 * WEEKS;
    case.calendar.days_off.clear();
    let segment = &mut case.segments[0];
    (segment.pace, segment.prospects) = (Pace::PerWeek(vec![PEOPLE, 0]), None);
    let credits = PEOPLE * segment.sequence.len() as u32;
    // Nothing is cut, and nothing lapses before it is spent.
    case.plan.cap = Credits::MAX;
    case.opening = Opening { lots: vec![OpeningLot { credits, lapses_in_days: None }], pending: Vec::new() };
    let schedule = Schedule::new(&case);
    let block = |block: u64| {
        let trials = block * BLOCK..((block + 1) * BLOCK).min(settings.trials);
        let (mut sums, mut trial) = (FigureSums::default(), trials.start);
        Campaigns::new(&schedule).play(trials.map(|trial| settings.sampling.luck(settings.seed, trial)), |counted| {
            let [replies, spent] = [Count::RepliesSettled, Count::Spent].map(|count| i128::from(counted[count]));
            sums.add(trial, Ratio::new(replies, spent, 1));
            trial += 1;
        });
        sums
    };
    let blocks = (0..settings.trials.div_ceil(BLOCK)).into_par_iter().map(block);
    blocks.reduce(FigureSums::default, |mut one, other| {
        one.merge(&other);
        one
    })
}

/// New people in each week for whoever goes by the rule of thumb: what is held by the working days that are left in the
/// month, and in later months what is granted, with what no day was left for, by theirs.
pub fn rule_of_thumb_pace(calendar: &Calendar, held: Credits, granted: Credits) -> Vec<u32> {
    let (mut left, mut rate) = (f64::from(held), 0.0);
    of_each_week(calendar, |day| {
        let date = calendar.date(day);
        if day == 0 || date.day() == 1 {
            left += if day == 0 { 0.0 } else { f64::from(granted) };
            let rest = day..day + Day::from(date.days_in_month() - date.day()) + 1;
            let working = rest.filter(|&day| calendar.is_send_day(day)).count();
            rate = if working > 0 { std::mem::take(&mut left) / working as f64 } else { 0.0 };
        }
        rate
    })
}

/// New people in each week for whoever writes to so many a working day.
pub fn own_pace(calendar: &Calendar, a_day: f64) -> Vec<u32> {
    of_each_week(calendar, |_| a_day)
}

/// New people in each week, from what each of its working days brings.
fn of_each_week(calendar: &Calendar, mut rate: impl FnMut(Day) -> f64) -> Vec<u32> {
    let (mut people, mut all, mut told) = (Vec::new(), 0.0, 0);
    for day in 0..7 * calendar.weeks() as Day {
        let rate = rate(day);
        all += if calendar.is_send_day(day) { rate } else { 0.0 };
        if day % 7 == 6 {
            let by_now = all.round() as u32;
            people.push(by_now - told);
            told = by_now;
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::SendDays;
    use jiff::civil::{Date, date};

    fn calendar(start: Date, days: Day) -> Calendar {
        Calendar { start, days, send_days: SendDays::default(), days_off: Default::default() }
    }

    #[test]
    fn a_difference_that_is_small_or_cannot_be_told_is_none() {
        assert_eq!(judged(-0.05, Some(0.01), 0.2), FollowUp::Fewer);
        assert_eq!(judged(0.05, Some(0.01), 0.2), FollowUp::More);
        assert_eq!(judged(0.05, Some(0.03), 0.2), FollowUp::Equal, "it cannot be told");
        assert_eq!(judged(0.001, Some(0.0001), 0.2), FollowUp::Equal, "it is half a hundredth");
        assert_eq!(judged(0.05, None, 0.2), FollowUp::Equal);
    }

    #[test]
    fn the_rule_of_thumb_shares_out_what_is_left_by_the_working_days_that_are_left() {
        // From Wednesday, 16 December: 12 working days for 43; from 1 January on 50 by 21.
        let december = rule_of_thumb_pace(&calendar(date(2026, 12, 16), 47), 43, 50);
        assert_eq!(december, [18, 18, 14, 12, 12, 12, 12]);
        // On the last day of a month all is sent at once, and on a last Saturday nothing.
        assert_eq!(rule_of_thumb_pace(&calendar(date(2026, 11, 30), 7), 43, 46), [51]);
        assert_eq!(rule_of_thumb_pace(&calendar(date(2026, 1, 31), 7), 10, 10), [5]);
    }

    #[test]
    fn an_own_pace_is_that_of_each_working_day_of_a_week() {
        // From Wednesday: the third and the fifth working day of the second week are off.
        let mut calendar = calendar(date(2026, 12, 16), 20);
        calendar.days_off = [date(2026, 12, 25), date(2026, 12, 29)].into();
        assert_eq!(own_pace(&calendar, 6.0), [30, 18, 30]);
        // Halves add up over the weeks.
        assert_eq!(own_pace(&calendar, 0.5), [3, 1, 3]);
    }
}
