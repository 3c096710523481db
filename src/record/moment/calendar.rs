//! Dates.

use jiff::civil::Date;

use super::names::{is_idle, is_weekday, month};
use super::{MomentError, Order};

/// The years that a date may lie in: those of scenario files.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// The signs behind year, month and day in Chinese, Japanese and Korean.
const OF_YEARS: &str = "年月日년월일";

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Number(i32, usize),
    Month(i32),
}

pub(super) fn read(text: &str, order: Option<Order>) -> Result<Date, MomentError> {
    if let Some((year, month, day)) = usual(text) {
        return date(year, month, day);
    }
    let is_divider = |c: char| !c.is_alphanumeric() || OF_YEARS.contains(c);
    let words = text.split(is_divider).filter(|word| !word.is_empty() && !is_idle(word));
    let mut words: Vec<&str> = words.collect();
    // A word that may be a weekday is a month if there is no other month, as in `mar. 5`.
    let months = words.iter().filter(|word| month(word).is_some()).count();
    if words.first().is_some_and(|first| is_weekday(first) && (month(first).is_none() || months > 1)) {
        words.remove(0);
    }
    let parts: Vec<Part> = words.into_iter().map(part).collect::<Option<_>>().ok_or(MomentError::Unreadable)?;
    let (year, month, day) = match *parts.as_slice() {
        [Part::Number(all, 8)] => (all / 10_000, all / 100 % 100, all % 100),
        [Part::Number(year, 4), Part::Number(month, ..=2), Part::Number(day, ..=2)] => (year, month, day),
        [Part::Number(day, ..=2), Part::Month(month), Part::Number(year, digits)]
        | [Part::Month(month), Part::Number(day, ..=2), Part::Number(year, digits)] => {
            (full(year, digits)?, month, day)
        }
        [Part::Number(one, 2), Part::Number(two, ..=2), Part::Number(three, 2)]
            if order
                .map_or_else(|| is_year_first(text, one, two, three) == Some(true), |order| order == Order::Ymd) =>
        {
            (2000 + one, two, three)
        }
        [Part::Number(one, ..=2), Part::Number(two, ..=2), Part::Number(year, digits @ (2 | 4))] => {
            let order = if text.contains('.') { Some(Order::Dmy) } else { order };
            let (day, month) = match order {
                Some(Order::Dmy) => (one, two),
                Some(Order::Mdy) => (two, one),
                _ if digits == 2 && is_year_first(text, one, two, year).is_none() => {
                    return Err(MomentError::Ambiguous);
                }
                _ if one > 12 => (one, two),
                _ if two > 12 || one == two => (two, one),
                _ => return Err(MomentError::Ambiguous),
            };
            (full(year, digits)?, month, day)
        }
        [Part::Number(..=31, ..=2), Part::Month(_)] | [Part::Month(_), Part::Number(..=31, ..=2)] => {
            return Err(MomentError::NoYear);
        }
        _ => return Err(MomentError::Unreadable),
    };
    date(year, month, day)
}

/// A date as most are, such as 2026-03-05, which needs no taking apart.
fn usual(text: &str) -> Option<(i32, i32, i32)> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        let all = digits.iter().all(u8::is_ascii_digit);
        all.then(|| digits.iter().fold(0, |number, digit| 10 * number + i32::from(digit - b'0')))
    };
    Some((number(&[a, b, c, d])?, number(&[e, f])?, number(&[g, h])?))
}

fn date(year: i32, month: i32, day: i32) -> Result<Date, MomentError> {
    let small = |number: i32| i8::try_from(number).ok();
    let year = Some(year).filter(|year| YEARS.contains(year)).and_then(|year| i16::try_from(year).ok());
    let date = year.zip(small(month)).zip(small(day));
    date.and_then(|((year, month), day)| Date::new(year, month, day).ok()).ok_or(MomentError::NoSuchDay)
}

/// The years of two digits in which messages are likely to have gone out.
const LIKELY: std::ops::RangeInclusive<i32> = 10..=39;

/// May three numbers be a year, a month and a day?
fn begins_with_year([one, two, three]: [i32; 3]) -> bool {
    LIKELY.contains(&one) && (1..=12).contains(&two) && (1..=31).contains(&three)
}

/// May the last of three numbers be a year?
fn ends_with_year([one, _, three]: [i32; 3]) -> bool {
    LIKELY.contains(&three) && (1..=31).contains(&one)
}

/// Does such a date begin with the year? Nothing where it may. With hyphens dates often do, otherwise hardly ever, unless the last
/// number is no likely year.
fn is_year_first(text: &str, one: i32, two: i32, three: i32) -> Option<bool> {
    match (begins_with_year([one, two, three]), ends_with_year([one, two, three])) {
        (true, false) => Some(true),
        (true, true) if text.contains('-') => None,
        _ => Some(false),
    }
}

/// Is a date likely to be meant in this order, as far as its year tells?
pub(super) fn is_likely(text: &str, order: Order) -> bool {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [one, two, three] = numbers[..] else { return true };
    if one.len() <= 2 && three.len() == 4 {
        return order != Order::Ymd;
    }
    if one.len() > 2 || three.len() != 2 || text.chars().any(char::is_alphabetic) {
        return true;
    }
    let number = |text: &str| text.parse().unwrap_or(0);
    let years = [number(one), number(two), number(three)];
    match (one.len() == 2 && begins_with_year(years), ends_with_year(years)) {
        // It tells nothing by itself: others of its column do.
        (true, true) => true,
        (is_first, _) => is_first == (order == Order::Ymd),
    }
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
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    match &word[digits..] {
        "" => word.parse().ok().map(|number| Part::Number(number, digits)),
        "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" if digits > 0 => {
            word[..digits].parse().ok().map(|number| Part::Number(number, digits))
        }
        _ => month(word).map(Part::Month),
    }
}
