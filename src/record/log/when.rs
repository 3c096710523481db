//! Days within the words of an answer: `Ja, am 3.5.`, `replied on May 3`.

use crate::record::moment::{Moment, MomentError, Order};
use crate::record::plain::{has, words};

use super::lexicon::{Tells, tell};
use super::words::{Says, says};

/// The most words of a date, with its time of day.
const MOST: usize = 6;

/// A day without its year is the next one after the touch, if it comes within so many days: nothing is answered much later.
const SOON: i32 = 183;

/// Words before a date.
const BEFORE: &str = "on at am um den vom le du el em op the from since seit depuis desde";

/// What tells that an answer came, by words that are about nothing else.
const CAME: Tells = Tells::YES.or(Tells::ANSWERED).or(Tells::ANSWER).or(Tells::DECLINED).or(Tells::GOT);

/// The day that a text names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum When {
    /// None.
    Never,
    /// This one, and it is that of the answer.
    At(Moment),
    /// One that may be another, or that of something else.
    Unclear,
}

/// The day of an answer to what was sent then, where dates have this order.
pub(super) fn when(text: &str, order: Option<Order>, sent: Option<Moment>) -> When {
    let blank = |c: char| c.is_whitespace();
    let starts = text.char_indices().filter(|&(at, c)| !blank(c) && !text[..at].ends_with(|c: char| !blank(c)));
    let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    for (first, &start) in starts.iter().enumerate() {
        let ends = first + 1..starts.len().min(first + MOST) + 1;
        for end in ends.rev().map(|next| starts.get(next).copied().unwrap_or(text.len())) {
            let found = date(text[start..end].trim(), order, sent);
            if found == When::Never {
                continue;
            }
            let is_plain = is_plain(&format!("{} {}", &text[..start], &text[end..]));
            return if is_plain { found } else { When::Unclear };
        }
    }
    When::Never
}

/// A part of a text as a date.
fn date(part: &str, order: Option<Order>, sent: Option<Moment>) -> When {
    let is_sign = |c: char| "(),;:!".contains(c);
    let part = part.trim_matches(is_sign);
    let is_bare = part.bytes().all(|byte| byte.is_ascii_digit());
    if is_bare || !part.contains(|c: char| c.is_ascii_digit()) {
        return When::Never;
    }
    match Moment::read(part.trim_end_matches('.'), order) {
        Ok(moment) => When::At(moment),
        Err(MomentError::Ambiguous) => When::Unclear,
        Err(_) => without_year(part, order, sent),
    }
}

/// The same of one that leaves out its year.
fn without_year(part: &str, order: Option<Order>, sent: Option<Moment>) -> When {
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let words = words(part);
    let (is_numbers, is_led) = (words.iter().filter(|word| is_number(word)).count() == 2, has(&words[..1], BEFORE));
    // 3.5 may be a number.
    let is_day = part.ends_with('.') || part.contains('/') || is_led;
    if !(2..=3).contains(&words.len()) || is_numbers && !is_day || part.contains(':') {
        return When::Never;
    }
    let date = if is_led { part.trim_start_matches(char::is_alphabetic).trim_start() } else { part };
    let in_year = |year: i16| Moment::read(&format!("{date} {year}"), order);
    let year = sent.map_or(2000, |sent| sent.date.year());
    match (in_year(year), sent) {
        (Ok(found), Some(sent)) => {
            let next = if found.date < sent.date { in_year(year + 1).unwrap_or(found) } else { found };
            let days = (next.date - sent.date).get_days();
            if (0..=SOON).contains(&days) { When::At(next) } else { When::Unclear }
        }
        (Ok(_) | Err(MomentError::Ambiguous), _) => When::Unclear,
        (Err(_), _) => When::Never,
    }
}

/// Does what stands beside a date say that something came, and nothing else?
fn is_plain(rest: &str) -> bool {
    let beside: Vec<String> = words(rest).into_iter().filter(|word| !has(std::slice::from_ref(word), BEFORE)).collect();
    if beside.is_empty() {
        let signs = rest.trim_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_alphabetic());
        return signs.is_empty() || says(signs) == Some(Says::Answered);
    }
    let came = match says(rest) {
        Some(Says::Answered | Says::Declined) => CAME,
        // Beside an answer the day may be that of what was accepted before it.
        Some(Says::Accepted) => CAME.or(Tells::ACCEPTED),
        Some(Says::Nothing | Says::NotSent) | None => return false,
    };
    tell(&beside).iter().all(|tells| tells.is(came) && !tells.is(Tells::MEETING.or(Tells::NOT)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, sent: &str, order: Option<Order>) -> String {
        match when(text, order, Moment::read(sent, None).ok()) {
            When::At(moment) => moment.date.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_day_beside_the_words_of_an_answer_is_that_of_the_answer() {
        for text in [
            "Ja, am 3.5.",
            "yes 2026-05-03",
            "replied on May 3",
            "Replied (3 May)",
            "answered 3rd May 2026",
            "Antwort am 3. Mai",
            "Oui, le 3 mai",
            "✓ 3.5.",
            "x 03.05.26",
            "respondió el 3 de mayo",
            "Reply received 2026-05-03 10:00",
            "May 3",
            "declined, 3/5/2026",
            "accepted 3 May",
        ] {
            assert_eq!(told(text, "2026-04-28", Some(Order::Dmy)), "2026-05-03", "{text}");
        }
        assert_eq!(told("yes, Jan 3", "2025-12-20", None), "2026-01-03", "of the next year");
    }

    #[test]
    fn a_day_that_may_be_another_or_that_of_something_else_is_not_taken() {
        for text in [
            "Meeting booked for May 3",
            "replied, call on 3 May",
            "yes 3/5/2026",
            "yes, on 3/5",
            "replied May 3, again May 9",
            "not interested, try again 2026-05-03",
            "Ja, am 3.4.",
            "Termin am 3.5.",
            "sent May 3, replied",
            "accepted May 4, replied",
            "gesendet am 3.5., Antwort erhalten",
        ] {
            assert_eq!(told(text, "2026-04-28", None), "Unclear", "{text}");
        }
        assert_eq!(told("Ja, am 3.5.", "", None), "Unclear", "nobody knows the year");
        for text in ["yes", "replied twice", "yes 3.5", "1", "2nd round", "replied, 12345678", "", "call 0172 5551234"]
        {
            assert_eq!(told(text, "2026-04-28", None), "Never", "{text}");
        }
    }
}
