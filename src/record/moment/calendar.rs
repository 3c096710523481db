//! Dates.

use jiff::civil::Date;

use super::names::{is_idle, is_weekday, month};
use super::{MomentError, Order};

/// The years that a date may lie in: those of scenario files.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Number(i32, usize),
    Month(i32),
}

pub(super) fn read(text: &str, order: Option<Order>) -> Result<Date, MomentError> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !is_idle(word));
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
    let year = Some(year).filter(|year| YEARS.contains(year)).and_then(|year| i16::try_from(year).ok());
    let date = year.zip(small(month)).zip(small(day));
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
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    match &word[digits..] {
        "" => word.parse().ok().map(|number| Part::Number(number, digits)),
        "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" if digits > 0 => {
            word[..digits].parse().ok().map(|number| Part::Number(number, digits))
        }
        _ => month(word).map(Part::Month),
    }
}
