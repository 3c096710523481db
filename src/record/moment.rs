//! Dates and times as exports write them.

mod calendar;
mod clock;
mod names;
mod serial;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};
use thiserror::Error;

use calendar::is_likely;
pub use serial::{is_serial, serial};

/// A date, with a time of day where one is stated. Times with an offset from UTC are moved to UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The date.
    pub date: Date,
    /// The time of day; `None` where only the date is known.
    pub time: Option<Time>,
}

/// The part that comes first in a date such as 3/5/26.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The day.
    Dmy,
    /// The month.
    Mdy,
    /// The year, in two digits.
    Ymd,
}

/// Why a date cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MomentError {
    /// It is none.
    #[error("no date")]
    Unreadable,
    /// There is no such day.
    #[error("there is no such day")]
    NoSuchDay,
    /// It has a day and a month, and no year.
    #[error("its year is missing")]
    NoYear,
    /// It may be one of two days.
    #[error("day, month and year may be meant another way round")]
    Ambiguous,
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
    /// `05 Mar 2026`, `March 5th, 2026`, `5. März 2026`, `5.3.2026`, `3/5/26, 1:45 AM`, seconds since 1970 and the like. For
    /// numbers between slashes `order` must be given, unless only one order is possible.
    pub fn read(text: &str, order: Option<Order>) -> Result<Moment, MomentError> {
        // The name of a time zone behind its offset says nothing more.
        let text = text.split(['[', '(']).next().unwrap_or_default().trim();
        if let Some(moment) = serial::since_1970(text) {
            return Ok(moment);
        }
        let (date, time) = split(text);
        let date = calendar::read(date, order)?;
        let Some(time) = time else { return Ok(Moment { date, time: None }) };
        let clock = clock::read(time).ok_or(MomentError::Unreadable)?;
        let days = if clock.is_next_day { 1.days() } else { 0.days() };
        let date = date.checked_add(days).map_err(|_| MomentError::NoSuchDay)?;
        let moved = date.to_datetime(clock.time).checked_sub(clock.offset).map_err(|_| MomentError::NoSuchDay)?;
        Ok(Moment { date: moved.date(), time: Some(moved.time()) })
    }
}

/// The date of a text, and the time of day if there is one.
fn split(text: &str) -> (&str, Option<&str>) {
    if let Some(colon) = text.find(':') {
        let hours = text[..colon].bytes().rev().take_while(u8::is_ascii_digit).count().min(2);
        let (date, time) = text.split_at(colon - hours);
        return (date.trim_end_matches([' ', ',', 'T', 't', '\u{202f}', '\u{a0}']), Some(time));
    }
    // Without any signs, as in 20260305T100000Z.
    match text.split_once(['T', 't']) {
        Some((date, time)) if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) => (date, Some(time)),
        // Or without any at all, as in 20260305100000.
        _ if matches!(text.len(), 12 | 14) && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            let (date, time) = text.split_at(8);
            (date, Some(time))
        }
        _ => clock::place(text).map_or((text, None), |place| {
            let (date, time) = text.split_at(place);
            (date.trim_end_matches([' ', ',', '\u{202f}', '\u{a0}']), Some(time))
        }),
    }
}

/// The orders that dates may have: each rules out those in which it cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orders {
    /// No date rules any out.
    Unknown,
    /// All but one are ruled out.
    One(Order),
    /// One is ruled out.
    Not(Order),
    /// None is left: some show the one, some the other.
    Both,
}

impl Orders {
    const ALL: [Order; 3] = [Order::Dmy, Order::Mdy, Order::Ymd];

    /// Those of the orders that are possible.
    fn of(is_possible: impl Fn(Order) -> bool) -> Orders {
        let possible: Vec<Order> = Orders::ALL.into_iter().filter(|&order| is_possible(order)).collect();
        match possible[..] {
            [] => Orders::Both,
            [order] => Orders::One(order),
            [_, _] => {
                Orders::Not(Orders::ALL.into_iter().find(|order| !possible.contains(order)).unwrap_or(Order::Ymd))
            }
            _ => Orders::Unknown,
        }
    }

    fn allows(self, order: Order) -> bool {
        match self {
            Orders::Unknown => true,
            Orders::One(one) => one == order,
            Orders::Not(other) => other != order,
            Orders::Both => false,
        }
    }

    /// The orders that these and other dates may have.
    pub fn and(self, other: Orders) -> Orders {
        match (self, other) {
            (orders, Orders::Unknown) | (Orders::Unknown, orders) => orders,
            _ => Orders::of(|order| self.allows(order) && other.allows(order)),
        }
    }

    /// The order, if it is a single one.
    pub fn one(self) -> Option<Order> {
        match self {
            Orders::One(order) => Some(order),
            Orders::Unknown | Orders::Not(_) | Orders::Both => None,
        }
    }
}

/// The orders that dates may have. What is no date, or is read alike in any, rules none out.
pub fn orders_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Orders {
    let shown = |text: &str| {
        // As most are: with the year in front, there is nothing to be shown.
        if text.len() >= 8 && text.bytes().take(4).all(|byte| byte.is_ascii_digit()) {
            return Orders::Unknown;
        }
        let is = |order| Moment::read(text, Some(order)).is_ok() && is_likely(split(text).0, order);
        let orders = Orders::of(is);
        if orders == Orders::Both { Orders::Unknown } else { orders }
    };
    texts.into_iter().map(shown).fold(Orders::Unknown, Orders::and)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            ("March 5th, 2026", "2026-03-05"),
            ("Thu Mar 05 2026 10:00:00 GMT+0100 (Central European Standard Time)", "2026-03-05 09:00:00"),
            ("2026-03-05T10:00:00+01:00[Europe/Berlin]", "2026-03-05 09:00:00"),
            ("2026-03-05 10:00:00 CEST", "2026-03-05 08:00:00"),
            ("2026-03-05 22:00:00 PST", "2026-03-06 06:00:00"),
            ("2026-03-05 10:00 p.m.", "2026-03-05 22:00:00"),
            ("Mar 5, 2026 at 1:45 PM UTC", "2026-03-05 13:45:00"),
            ("20260305T100000Z", "2026-03-05 10:00:00"),
            ("20260305T1000+0530", "2026-03-05 04:30:00"),
            ("2026-12-31 24:00", "2027-01-01 00:00:00"),
            ("05.03.2026 08:15 Uhr", "2026-03-05 08:15:00"),
            ("mardi 1er décembre 2026", "2026-12-01"),
            ("05.03.2026, 08.15 Uhr", "2026-03-05 08:15:00"),
            ("5. März 2026, 8 Uhr", "2026-03-05 08:00:00"),
            ("15/03/2026 9h05", "2026-03-15 09:05:00"),
            ("5 mars 2026 à 17h", "2026-03-05 17:00:00"),
            ("5 de marzo de 2026", "2026-03-05"),
            ("2026-03-05 10:00:00 +0100 CET", "2026-03-05 09:00:00"),
            ("2026年3月5日 10:00", "2026-03-05 10:00:00"),
            ("1772704800", "2026-03-05 10:00:00"),
            ("1772704800000", "2026-03-05 10:00:00"),
            ("20260305100000", "2026-03-05 10:00:00"),
            ("202603051000", "2026-03-05 10:00:00"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_may_be_two_days_is_not_guessed() {
        assert_eq!(Moment::read("3/5/26, 1:45 AM", None), Err(MomentError::Ambiguous));
        let date = |order| Moment::read("3/5/26", Some(order)).expect("it is a date").date.to_string();
        assert_eq!((date(Order::Dmy), date(Order::Mdy)), ("2026-05-03".into(), "2026-03-05".into()));
        assert_eq!(orders_of(["3/5/26", "3/15/26"]), Orders::One(Order::Mdy));
        assert_eq!(orders_of(["3/5/26", "31/1/26", "x"]), Orders::One(Order::Dmy));
        assert_eq!((orders_of(["3/5/26"]).one(), orders_of(["3/15/26", "15/3/26"])), (None, Orders::Both));
    }

    #[test]
    fn two_digits_of_a_year_may_stand_in_front() {
        let date = |text, order| Moment::read(text, order).map(|moment| moment.date.to_string());
        assert_eq!(date("26-01-05", None), Ok("2026-01-05".into()), "2005 is no likely year");
        assert_eq!(date("26/01/05 10:00", None), Ok("2026-01-05".into()));
        assert_eq!(date("26-01-15", None), Err(MomentError::Ambiguous), "26 January or 15 January");
        assert_eq!(date("26-01-15", Some(Order::Ymd)), Ok("2026-01-15".into()));
        assert_eq!(date("26-01-15", Some(Order::Dmy)), Ok("2015-01-26".into()));
        assert_eq!(date("26/01/15", None), Ok("2015-01-26".into()), "with slashes the year hardly ever comes first");
        assert_eq!(date("5/3/2026", Some(Order::Ymd)), Err(MomentError::Ambiguous));
        assert_eq!(orders_of(["26-01-15", "26-01-05"]), Orders::One(Order::Ymd));
        assert_eq!(orders_of(["15-03-26", "05-13-26"]), Orders::Both);
        // With stops, too, where another date of the column shows it; alone the day comes first.
        assert_eq!(orders_of(["26.03.14", "26.03.05"]), Orders::One(Order::Ymd));
        assert_eq!(date("14.03.26", None), Ok("2026-03-14".into()));
        assert_eq!(orders_of(["14.03.26", "05.03.26"]).one(), None, "a stop says enough");
        assert_eq!(orders_of(["15-03-26", "05-04-26", "x"]), Orders::One(Order::Dmy));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "yesterday",
            "2026",
            "12",
            "2026-03",
            "3/5/026",
            "1:30",
            "2026-03-05 25:00",
            "2026-03-05 13:00 PM",
            "2026-03-05 24:01",
            "2026-03-05 10:00+011000000000000000000",
            "2026-03-05 10:00 +15:00",
            "2026-03-05 10:00 +1",
            "2026-03-05 10:00 +01:60",
            "2026-03-05 10:00 XYZ",
            "2026-03-05 10h7",
            "15.03.2026 25.00 Uhr",
            "46086",
            "5 marble 2026",
        ] {
            assert_eq!(read(text), "no date", "{text}");
        }
        for text in ["3 May", "May 3"] {
            assert_eq!(read(text), "its year is missing", "{text}");
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

    proptest! {
        #[test]
        fn no_text_is_too_strange_to_be_refused(text in "[0-9:+./, TZaemprs()\\[\\]-]{0,40}", any in ".{0,40}") {
            for order in [None, Some(Order::Dmy), Some(Order::Mdy)] {
                let _ = (Moment::read(&text, order), Moment::read(&any, order));
                let _ = Moment::read(&format!("2026-03-05 10:00{text}"), order);
            }
            let _ = (serial(&text), serial(&any));
        }
    }
}
