//! Moments that are written as one number: days since 1900 as spreadsheets count them, or seconds since 1970.

use jiff::civil::{Date, Time, date};
use jiff::{SignedDuration, ToSpan};

use super::Moment;

/// Day 0 of a spreadsheet: two days before 1 January 1900, its day 1, since it counts a 29 February 1900 that never was.
const BEFORE: Date = date(1899, 12, 30);

/// The days that a number may stand for: from 1982 to 2064.
const DAYS: std::ops::RangeInclusive<f64> = 30_000.0..=60_000.0;

/// Seconds or milliseconds since 1970, in ten or thirteen digits: from 2001 on.
pub(super) fn since_1970(text: &str) -> Option<Moment> {
    if !matches!(text.len(), 10 | 13) || text.starts_with('0') || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = text[..10].parse().ok()?;
    let at = date(1970, 1, 1).at(0, 0, 0, 0).checked_add(SignedDuration::from_secs(seconds)).ok()?;
    Some(Moment { date: at.date(), time: Some(at.time()) })
}

/// May this be the number of a day in a spreadsheet? Only the whole column can show whether it is one.
pub fn is_serial(text: &str) -> bool {
    serial(text).is_some()
}

/// The moment that a spreadsheet's number stands for, with a time of day if it has a fraction.
pub fn serial(text: &str) -> Option<Moment> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (days, fraction) = match text.split_once(['.', ',']) {
        Some((days, fraction)) if is_number(days) && is_number(fraction) => (days, Some(fraction)),
        None if is_number(text) => (text, None),
        _ => return None,
    };
    let number: f64 = days.parse().ok().filter(|days| DAYS.contains(days))?;
    let day = BEFORE.checked_add((number as i64).days()).ok()?;
    let Some(fraction) = fraction else { return Some(Moment { date: day, time: None }) };
    let part: f64 = format!("0.{fraction}").parse().ok()?;
    let at = day.to_datetime(Time::midnight()).checked_add(((part * 86_400.0).round() as i64).seconds()).ok()?;
    Some(Moment { date: at.date(), time: Some(at.time()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_counts_days() {
        assert_eq!(serial("46086"), Some(Moment { date: date(2026, 3, 5), time: None }));
        assert_eq!(serial("46086.5").map(|at| at.time), Some(Some(Time::constant(12, 0, 0, 0))));
        assert_eq!(serial("46086,999999").map(|at| at.date), Some(date(2026, 3, 6)));
        for text in ["", "29999", "60001", "5.3.2026", "46086.", "1e5", "-46086", "2026"] {
            assert_eq!(serial(text), None, "{text}");
        }
    }
}
