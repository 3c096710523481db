//! Dates and times as exports write them.

use std::fmt;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

/// A date, with a time of day where one is stated. Times with an offset from UTC are moved to UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The date.
    pub date: Date,
    /// The time of day; `None` where only the date is known.
    pub time: Option<Time>,
}

/// What comes first in a date such as 3/5/26.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The day.
    Dmy,
    /// The month.
    Mdy,
}

/// Why a date cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MomentError {
    /// It is none.
    Unreadable,
    /// There is no such day.
    NoSuchDay,
    /// It may be one of two days.
    Ambiguous,
}

impl fmt::Display for MomentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MomentError::Unreadable => "no date",
            MomentError::NoSuchDay => "there is no such day",
            MomentError::Ambiguous => "day and month may be meant the other way round",
        })
    }
}

impl Moment {
    /// The days from an earlier moment to this one: whole where one of them has no time, exact to the second otherwise.
    pub fn days_since(self, earlier: Moment) -> f64 {
        match self.date_time().zip(earlier.date_time()) {
            Some((later, earlier)) => later.duration_since(earlier).as_secs_f64() / 86_400.0,
            None => self.date.duration_since(earlier.date).as_hours() as f64 / 24.0,
        }
    }

    /// Is the time of day known?
    pub fn is_timed(self) -> bool {
        self.time.is_some()
    }

    fn date_time(self) -> Option<DateTime> {
        self.time.map(|time| self.date.to_datetime(time))
    }

    /// Reads a date, perhaps with a time: `2026-03-05`, `2026-03-05T10:00:00Z`, `2026-03-05 10:00:00 UTC`,
    /// `05 Mar 2026`, `Mar 5, 2026`, `5.3.2026`, `3/5/26, 1:45 AM` and the like. Of numbers between slashes the order must
    /// be known, unless only one is possible.
    pub fn read(text: &str, order: Option<Order>) -> Result<Moment, MomentError> {
        let text = text.trim();
        let (date, time) = match text.find(':') {
            None => (text, None),
            Some(colon) => {
                let hours = text[..colon].bytes().rev().take_while(u8::is_ascii_digit).count().min(2);
                let (date, time) = text.split_at(colon - hours);
                (date, Some(time))
            }
        };
        let date = date.trim_end_matches([' ', ',', 'T', 't', '\u{202f}', '\u{a0}']);
        let date = read_date(date, order)?;
        let Some(time) = time else { return Ok(Moment { date, time: None }) };
        let (time, offset) = read_time(time).ok_or(MomentError::Unreadable)?;
        let moved = date.to_datetime(time).checked_sub(offset).map_err(|_| MomentError::NoSuchDay)?;
        Ok(Moment { date: moved.date(), time: Some(moved.time()) })
    }
}

/// The order of day and month that a column of dates has: what its dates say that can only be read one way. Nothing where
/// they say nothing, or both.
pub fn order_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Order> {
    let (mut day_first, mut month_first) = (false, false);
    for text in texts {
        let is = |order| Moment::read(text, Some(order)).is_ok();
        match (is(Order::Dmy), is(Order::Mdy)) {
            (true, false) => day_first = true,
            (false, true) => month_first = true,
            _ => {}
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(Order::Dmy),
        (false, true) => Some(Order::Mdy),
        _ => None,
    }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Number(i32, usize),
    Month(i32),
}

fn read_date(text: &str, order: Option<Order>) -> Result<Date, MomentError> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.filter(|word| !WEEKDAYS.iter().any(|day| is_name(word, day)));
    let parts: Vec<Part> = words.map(part).collect::<Option<_>>().ok_or(MomentError::Unreadable)?;
    let (year, month, day) = match *parts.as_slice() {
        [Part::Number(all, 8)] => (all / 10_000, all / 100 % 100, all % 100),
        [Part::Number(year, 4), Part::Number(month, ..=2), Part::Number(day, ..=2)] => (year, month, day),
        [Part::Number(day, ..=2), Part::Month(month), Part::Number(year, digits)]
        | [Part::Month(month), Part::Number(day, ..=2), Part::Number(year, digits)] => {
            (full(year, digits)?, month, day)
        }
        [Part::Number(one, ..=2), Part::Number(two, ..=2), Part::Number(year, digits @ (2 | 4))] => {
            let order = if text.contains('.') { Some(Order::Dmy) } else { order };
            let (day, month) = match order {
                Some(Order::Dmy) => (one, two),
                Some(Order::Mdy) => (two, one),
                None if one > 12 => (one, two),
                None if two > 12 || one == two => (two, one),
                None => return Err(MomentError::Ambiguous),
            };
            (full(year, digits)?, month, day)
        }
        _ => return Err(MomentError::Unreadable),
    };
    let small = |number: i32| i8::try_from(number).ok();
    let date = i16::try_from(year).ok().zip(small(month)).zip(small(day));
    date.and_then(|((year, month), day)| Date::new(year, month, day).ok()).ok_or(MomentError::NoSuchDay)
}

/// A year of two or four digits.
fn full(year: i32, digits: usize) -> Result<i32, MomentError> {
    match digits {
        2 => Ok(2000 + year),
        4 => Ok(year),
        _ => Err(MomentError::Unreadable),
    }
}

fn part(word: &str) -> Option<Part> {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return word.parse().ok().map(|number| Part::Number(number, word.len()));
    }
    let month = MONTHS.iter().position(|month| is_name(word, month))?;
    Some(Part::Month(month as i32 + 1))
}

/// Is the word a name that begins so, whole or cut to three letters or more?
fn is_name(word: &str, begins: &str) -> bool {
    word.get(..3).is_some_and(|first| first.eq_ignore_ascii_case(begins)) && word.chars().all(char::is_alphabetic)
}

/// A time of day, and how far ahead of UTC it is.
fn read_time(text: &str) -> Option<(Time, SignedDuration)> {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let (clock, rest) = text.split_at(digits);
    let mut parts = clock.split(':');
    let mut number = || parts.next().map(|part| part.split('.').next().unwrap_or_default().parse::<i8>().ok());
    let (mut hour, minute, second) = (number()??, number()??, number().unwrap_or(Some(0))?);
    let rest = rest.trim_matches([' ', '\u{202f}', '\u{a0}']).to_ascii_uppercase();
    let rest = match rest.as_str() {
        "AM" | "PM" if !(1..=12).contains(&hour) => return None,
        "AM" => {
            hour %= 12;
            ""
        }
        "PM" => {
            hour = hour % 12 + 12;
            ""
        }
        rest => rest,
    };
    let offset = match rest {
        "" | "Z" | "UTC" | "GMT" => SignedDuration::ZERO,
        rest => {
            let sign = if rest.starts_with('-') { -1 } else { 1 };
            let digits: String = rest.strip_prefix(['+', '-'])?.chars().filter(|&c| c != ':').collect();
            let (hours, minutes) =
                (digits.get(..2)?.parse::<i64>().ok()?, digits.get(2..)?.parse::<i64>().unwrap_or(0));
            SignedDuration::from_mins(sign * (60 * hours + minutes))
        }
    };
    Some((Time::new(hour, minute, second, 0).ok()?, offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match Moment::read(text, None) {
            Ok(Moment { date, time: None }) => date.to_string(),
            Ok(Moment { date, time: Some(time) }) => format!("{date} {time}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn usual_dates_and_times_are_read() {
        for (text, expected) in [
            ("2026-03-05", "2026-03-05"),
            ("2026-01-01 10:00:00 UTC", "2026-01-01 10:00:00"),
            ("2026-01-01 10:00 UTC", "2026-01-01 10:00:00"),
            ("2026-01-01T23:30:15.123Z", "2026-01-01 23:30:15"),
            ("2026-01-01T00:30:00+02:00", "2025-12-31 22:30:00"),
            ("05 Mar 2026", "2026-03-05"),
            ("Thursday, March 5, 2026", "2026-03-05"),
            ("5-Sept-26", "2026-09-05"),
            ("20260305", "2026-03-05"),
            ("05.03.2026 08:15", "2026-03-05 08:15:00"),
            ("3/15/26, 1:45 PM", "2026-03-15 13:45:00"),
            ("15/3/2026 12:05 AM", "2026-03-15 00:05:00"),
            ("4/4/26", "2026-04-04"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_may_be_two_days_is_not_guessed() {
        assert_eq!(Moment::read("3/5/26, 1:45 AM", None), Err(MomentError::Ambiguous));
        let date = |order| Moment::read("3/5/26", Some(order)).expect("it is a date").date.to_string();
        assert_eq!((date(Order::Dmy), date(Order::Mdy)), ("2026-05-03".into(), "2026-03-05".into()));
        assert_eq!(order_of(["3/5/26", "3/15/26"]), Some(Order::Mdy));
        assert_eq!(order_of(["3/5/26", "31/1/26", "x"]), Some(Order::Dmy));
        assert_eq!((order_of(["3/5/26"]), order_of(["3/15/26", "15/3/26"])), (None, None));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["", "yesterday", "2026", "12", "2026-03", "3/5/026", "1:30", "2026-03-05 25:00", "2026-03-05 13:00 PM"]
        {
            assert_eq!(read(text), "no date", "{text}");
        }
        for text in ["2026-02-30", "31 Apr 2026", "99/99/26", "2026-13-01"] {
            assert_eq!(read(text), "there is no such day", "{text}");
        }
    }

    #[test]
    fn days_are_whole_unless_both_times_are_known() {
        let at = |text: &str| Moment::read(text, None).expect("it is a date");
        assert_eq!(at("2026-03-05").days_since(at("2026-03-01 23:00")), 4.0);
        assert_eq!(at("2026-03-05 12:00").days_since(at("2026-03-05 06:00")), 0.25);
    }
}
