//! Times of day, and how far they are from UTC.

use jiff::SignedDuration;
use jiff::civil::Time;

/// A time of day as written.
pub(super) struct Clock {
    pub(super) time: Time,
    /// The time by which it is ahead of UTC.
    pub(super) offset: SignedDuration,
    /// Is it the end of the day, written as 24:00?
    pub(super) is_next_day: bool,
}

/// The names of time zones, by how far ahead of UTC they are \[minutes\].
const ZONES: [(i64, &[&str]); 18] = [
    (0, &["Z", "UTC", "GMT", "WET"]),
    (60, &["WEST", "BST", "CET", "MEZ"]),
    (120, &["CEST", "MESZ", "EET", "SAST"]),
    (180, &["EEST", "MSK"]),
    (240, &["GST"]),
    (300, &["PKT"]),
    (480, &["SGT", "HKT", "AWST"]),
    (540, &["JST", "KST"]),
    (600, &["AEST"]),
    (660, &["AEDT"]),
    (720, &["NZST"]),
    (780, &["NZDT"]),
    (-180, &["BRT"]),
    (-240, &["AST", "EDT"]),
    (-300, &["EST", "CDT"]),
    (-360, &["CST", "MDT"]),
    (-420, &["MST", "PDT"]),
    (-480, &["PST"]),
];

/// The furthest that a time zone is from UTC \[minutes\].
const FURTHEST: i64 = 14 * 60 + 59;

/// Reads `10:00`, `10:00:00.123Z`, `1:45 p.m. CET`, `10:00 Uhr`, `100000+0100` and the like.
pub(super) fn read(text: &str) -> Option<Clock> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let (clock, rest) = text.split_at(end);
    let (mut hour, minute, second) = match in_words(text) {
        Some(time) => return time.map(|time| Clock { time, offset: SignedDuration::ZERO, is_next_day: false }),
        None if clock.contains(':') => with_colons(clock)?,
        None => without_colons(clock)?,
    };
    // The usual endings need no looking up.
    let usual = matches!(rest, "" | "Z" | " UTC");
    let rest = if usual { "" } else { rest };
    let rest: String = rest.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    let mut rest = rest.to_uppercase();
    if let Some(after) = rest.strip_prefix("UHR") {
        rest = after.to_owned();
    }
    if let Some(half) = ["AM", "PM"].into_iter().find(|half| rest.starts_with(half)) {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if half == "PM" { 12 } else { 0 };
        rest = rest[half.len()..].to_owned();
    }
    let is_next_day = (hour, minute, second) == (24, 0, 0);
    let time = Time::new(if is_next_day { 0 } else { hour }, minute, second, 0).ok()?;
    Some(Clock { time, offset: SignedDuration::from_mins(offset(&rest)?), is_next_day })
}

/// The place in a text without colons from which on it is a time of day, such as `9h30` or `09.30 Uhr`.
pub(super) fn place(text: &str) -> Option<usize> {
    let is_end = |c: char| c.is_whitespace() || c == ',';
    let spoken = text.len().checked_sub(3).and_then(|end| text.get(..end));
    let body = spoken.filter(|body| text[body.len()..].eq_ignore_ascii_case("uhr")).map(str::trim_end);
    let (end, sign) = body.unwrap_or(text).char_indices().rev().find(|&(_, c)| is_end(c))?;
    let place = end + sign.len_utf8();
    in_words(&text[place..]).map(|_| place)
}

/// A time as Germans and the French write it: `09.30 Uhr`, `9 Uhr`, `9h30`, `10h`; nothing where it is none such, and none where
/// there is no such time.
fn in_words(text: &str) -> Option<Option<Time>> {
    let text = text.to_ascii_lowercase();
    let (hour, minute) = match text.strip_suffix("uhr") {
        Some(clock) => clock.trim_end().split_once('.').unwrap_or((clock.trim_end(), "")),
        None => text.split_once('h')?,
    };
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = matches!(hour.len(), 1 | 2) && matches!(minute.len(), 0 | 2) && is_number(hour) && is_number(minute);
    is_time.then(|| {
        let minute = if minute.is_empty() { Ok(0) } else { minute.parse() };
        Time::new(hour.parse().ok()?, minute.ok()?, 0, 0).ok()
    })
}

fn with_colons(clock: &str) -> Option<(i8, i8, i8)> {
    let mut parts = clock.split(':');
    let mut number = || parts.next().map(|part| part.split('.').next().unwrap_or_default().parse::<i8>().ok());
    Some((number()??, number()??, number().unwrap_or(Some(0))?))
}

/// Four digits, or six and a fraction.
fn without_colons(clock: &str) -> Option<(i8, i8, i8)> {
    let digits = clock.split('.').next().filter(|digits| matches!(digits.len(), 4 | 6))?;
    let two = |place: usize| digits.get(place..place + 2).map(|two| two.parse::<i8>().ok());
    Some((two(0)??, two(2)??, two(4).unwrap_or(Some(0))?))
}

/// The minutes by which a time zone is ahead of UTC: by its name, by two or four digits, or both, as in `GMT+0100`.
fn offset(text: &str) -> Option<i64> {
    if text.is_empty() {
        return Some(0);
    }
    if let Some((minutes, _)) = ZONES.iter().find(|(_, names)| names.contains(&text)) {
        return Some(*minutes);
    }
    let text = text.strip_prefix("GMT").or_else(|| text.strip_prefix("UTC")).unwrap_or(text);
    let Some(sign) = text.chars().next() else { return Some(0) };
    let ahead = match sign {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    // The name of the zone behind its offset says nothing more.
    let text = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let digits = text[sign.len_utf8()..].replacen(':', "", 1);
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hours: i64 = digits[..2].parse().ok()?;
    let minutes: i64 = if digits.len() == 4 { digits[2..].parse().ok()? } else { 0 };
    let all = 60 * hours + minutes;
    (minutes < 60 && all <= FURTHEST).then_some(ahead * all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_names_or_two_or_four_digits() {
        for (text, minutes) in
            [("", 0), ("Z", 0), ("EST", -300), ("+01", 60), ("-0830", -510), ("+05:30", 330), ("UTC-03:00", -180)]
        {
            assert_eq!(offset(text), Some(minutes), "{text}");
        }
        for text in ["+1", "+100", "+15:00", "+0160", "+01:00:00", "++1", "+é1", "ESTX", "99"] {
            assert_eq!(offset(text), None, "{text}");
        }
    }
}
