//! Civil dates and campaign days: which day is which date, when something may be sent, when a month comes round.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::quantity::Day;

/// The days of the week on which new touches go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SendDays([bool; 7]);

impl SendDays {
    /// Exactly these weekdays.
    pub fn new(weekdays: impl IntoIterator<Item = Weekday>) -> SendDays {
        let mut days = [false; 7];
        for weekday in weekdays {
            days[weekday.to_monday_zero_offset() as usize] = true;
        }
        SendDays(days)
    }

    /// Is something sent on this weekday?
    pub fn contains(self, weekday: Weekday) -> bool {
        self.0[weekday.to_monday_zero_offset() as usize]
    }
}

impl Default for SendDays {
    /// Monday to Friday.
    fn default() -> SendDays {
        SendDays([true, true, true, true, true, false, false])
    }
}

/// The longest campaign \[days\]: 520 weeks.
pub const MAX_DAYS: Day = 3640;

/// When a campaign takes place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Day 0. Between the years 1900 and 2999, so that every day of a campaign is a date.
    pub start: Date,
    /// The length of the campaign \[days\], 1 to 3640. Week w, counted from 1, is days 7(w-1) to 7w-1; the last one is
    /// shorter where the days do not make whole weeks.
    pub days: Day,
    /// The weekdays on which new touches go out.
    pub send_days: SendDays,
    /// Dates on which nothing is sent although their weekday would allow it.
    pub days_off: BTreeSet<Date>,
}

impl Calendar {
    /// The number of campaign weeks, a short last one among them.
    pub fn weeks(&self) -> u32 {
        self.days.unsigned_abs().div_ceil(7)
    }

    /// The days of a campaign week that lie in the campaign; `week` is counted from 1.
    pub fn week_days(&self, week: u32) -> Range<Day> {
        let first = 7 * (week as Day - 1);
        first..(first + 7).min(self.days)
    }

    /// How many prospects a segment is to start in a campaign week of which the whole wants so many.
    pub fn due(&self, week: u32, wanted: u32) -> u32 {
        let inside = self.week_days(week);
        let sends = |days: Range<Day>| days.filter(|&day| self.is_send_day(day)).count() as u32;
        due(wanted, sends(inside.clone()), sends(inside.start..inside.start + 7))
    }

    /// The civil date of a campaign day.
    pub fn date(&self, day: Day) -> Date {
        self.start.saturating_add(day.days())
    }

    /// The campaign day of a civil date: negative before the campaign.
    pub fn day(&self, date: Date) -> Day {
        (date - self.start).get_days()
    }

    /// The campaign week of a day from 0 on, counted from 1.
    pub fn week(&self, day: Day) -> u32 {
        day as u32 / 7 + 1
    }

    /// May new touches go out on this day?
    pub fn is_send_day(&self, day: Day) -> bool {
        let date = self.date(day);
        self.send_days.contains(date.weekday()) && !self.days_off.contains(&date)
    }

    /// Does something that comes round on day `day_of_month` of each month fall on this day? In a month that lacks
    /// that day it falls on the month's last.
    pub fn is_month_day(&self, day: Day, day_of_month: i8) -> bool {
        let date = self.date(day);
        date.day() == day_of_month.min(date.days_in_month())
    }
}

/// What a campaign week comes to with `sends` of its `of` send days, if the whole of it wants so many prospects: all of
/// them in a whole week, its share in a short last one. A week that has no send days at all wants them all the same.
pub fn due(wanted: u32, sends: u32, of: u32) -> u32 {
    if of == 0 { wanted } else { (u64::from(wanted) * u64::from(sends) / u64::from(of)) as u32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn calendar(start: Date) -> Calendar {
        Calendar { start, days: 182, send_days: SendDays::default(), days_off: BTreeSet::new() }
    }

    #[test]
    fn days_and_dates_are_each_others_inverse() {
        let calendar = calendar(date(2026, 3, 2));
        assert_eq!(calendar.date(30), date(2026, 4, 1));
        for day in -400..4000 {
            assert_eq!(calendar.day(calendar.date(day)), day);
        }
    }

    #[test]
    fn weeks_count_from_one() {
        let calendar = calendar(date(2026, 3, 2));
        assert_eq!((calendar.week(0), calendar.week(6), calendar.week(7)), (1, 1, 2));
    }

    #[test]
    fn the_last_week_is_short_where_the_days_make_no_whole_weeks() {
        // A Monday, and 16 days: the third week is a Monday and a Tuesday.
        let short = Calendar { days: 16, ..calendar(date(2026, 3, 2)) };
        assert_eq!((short.weeks(), short.week_days(2), short.week_days(3)), (3, 7..14, 14..16));
        assert_eq!((short.due(2, 11), short.due(3, 11), short.due(3, 2)), (11, 4, 0), "two of five send days");
        let idle = Calendar { send_days: SendDays::new([]), ..short };
        assert_eq!(idle.due(3, 11), 11, "of no send days there is no share");
    }

    #[test]
    fn nothing_is_sent_at_the_weekend_or_on_days_off() {
        let mut calendar = calendar(date(2026, 3, 2));
        calendar.days_off.insert(date(2026, 3, 4));
        let sends: Vec<bool> = (0..7).map(|day| calendar.is_send_day(day)).collect();
        assert_eq!(sends, [true, true, false, true, true, false, false]);
    }

    #[test]
    fn the_31st_comes_on_the_last_day_of_shorter_months() {
        let calendar = calendar(date(2026, 1, 31));
        let days: Vec<Date> =
            (0..120).filter(|&day| calendar.is_month_day(day, 31)).map(|day| calendar.date(day)).collect();
        assert_eq!(days, [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]);
    }
}
