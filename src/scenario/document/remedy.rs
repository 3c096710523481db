//! Remedies for values that are not allowed: the right spelling of the value that was probably meant.

use super::found::Found;
use super::kind::{FORMS, Kind, MAX_COUNT, MAX_DAYS, MAX_LIFT, MAX_WORTH};
use super::lists::either;
use super::near::nearest;
use super::number::{date, number, part, parts, plain};
use crate::domain::quantity::{Minutes, Money};
use crate::domain::touch::Channel;

/// Above this not every whole number is a double.
const EXACT: f64 = 9e15;

/// What people write between replies and messages sent.
const AMONG: [&str; 5] = ["/", ":", " out of ", " of ", " in "];

/// What people write between the two ends of an interval.
const UNTIL: [&str; 11] = [" to ", "to", " bis ", " and ", " und ", " à ", " a ", "-", "–", "—", ".."];

/// Words that people use, and the words for the same in files.
const SAME: &[(&str, &str)] = &[("yearly", "annual"), ("unlimited", "max")];

/// The remedy for a wrong value at `path`, such as `did you mean 26, without quotes?`, if there is one that fits.
pub(crate) fn remedy(path: &str, found: &Found, allowed: &Kind) -> Option<String> {
    let text = match (found, allowed) {
        (Found::List, Kind::Table) => return Some(format!("write `[{path}]`, with one pair of brackets")),
        (Found::Table, Kind::Tables) => return Some(format!("write `[[{path}]]`, with two pairs of brackets")),
        (Found::Text(text), _) => text.trim(),
        _ => return None,
    };
    let inner = unquoted(text).trim();
    if let (Kind::List(_), Some(items)) = (allowed, between(text, '[', ']')) {
        // A list that is none: a shell has taken the quotes within it for itself.
        let items: Vec<String> = items.split(',').map(|item| format!("\"{}\"", item.trim())).collect();
        return Some(format!("write '[{}]', single quotes around all of it", items.join(", ")));
    }
    let meant: Vec<String> = meant(text, inner, allowed).into_iter().filter(|meant| meant != text).collect();
    let is_number = !matches!(allowed, Kind::Tables | Kind::List(_));
    if meant.is_empty() || is_number && is_in_another_unit(path, inner) {
        return None;
    }
    // Dates may stand between quotes.
    let bare = text != unquoted(text)
        && !matches!(allowed, Kind::Date | Kind::DateOr(_))
        && meant.iter().all(|meant| !meant.contains('"'));
    Some(format!("did you mean {}{}?", either(&meant), if bare { ", without quotes" } else { "" }))
}

/// Does a time stand beside the number that the key is not counted in? Three months are not three weeks.
pub(crate) fn is_in_another_unit(path: &str, inner: &str) -> bool {
    const UNITS: [&str; 7] = ["minute", "hour", "day", "week", "month", "quarter", "year"];
    // A part of a rate or delay is counted in what the whole is.
    let is_part = |name: &str| FORMS.iter().any(|form| form.keys.contains(&name));
    let key = path.rsplit('.').find(|name| !is_part(name)).unwrap_or_default();
    let words = inner.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    let mut units = words.filter_map(|word| UNITS.into_iter().find(|unit| word.trim_end_matches('s') == *unit));
    units.any(|unit| !key.contains(unit))
}

/// The spellings that may have been meant by a value as written, which is `inner` without quotes.
pub(crate) fn meant(text: &str, inner: &str, allowed: &Kind) -> Vec<String> {
    let plainly = |number: Option<f64>| number.map(plain).into_iter().collect();
    let whole = |min: u64, max: u64| number(inner).filter(|n| is_whole(*n, min, max));
    match allowed {
        Kind::Text | Kind::Name => {
            let bare = text == inner && text.starts_with(|c: char| c.is_ascii_digit());
            bare.then(|| format!("\"{text}\"")).into_iter().collect()
        }
        Kind::Flag => match inner.to_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => vec!["true".into()],
            "false" | "no" | "off" | "0" => vec!["false".into()],
            _ => Vec::new(),
        },
        Kind::Whole(min, max) | Kind::Round(min, max) => plainly(whole(*min, *max)),
        Kind::WholeOr(min, max, word) => word_or(inner, &[word], plainly(whole(*min, *max))),
        Kind::Between(min, max) => {
            let fits = |n: &f64| *n > f64::from(*min) && *n < f64::from(*max);
            plainly(share_or_number(inner, *max).filter(fits))
        }
        Kind::Number(min, max) => {
            let fits = |n: &f64| (f64::from(*min)..=f64::from(*max)).contains(n);
            plainly(share_or_number(inner, *max).filter(fits))
        }
        Kind::Worth => plainly(number(inner).filter(|n| (0.0..=f64::from(MAX_WORTH)).contains(n))),
        Kind::Money => plainly(number(inner).filter(|n| Money::new(*n).is_some())),
        Kind::Minutes => plainly(number(inner).filter(|n| Minutes::new(*n).is_some())),
        Kind::Date => date(without_time(inner)),
        Kind::DateOr(words) => word_or(inner, words, date(without_time(inner))),
        Kind::OneOf(words) => word_or(inner, words, Vec::new()),
        Kind::BetweenOr(min, max, word) => word_or(inner, &[word], meant(text, inner, &Kind::Between(*min, *max))),
        Kind::Share => share(inner).map(|share| vec![plain(share), percent(share)]).unwrap_or_default(),
        Kind::Rate | Kind::TiedRate => rate(inner),
        Kind::Lift => lift(inner),
        Kind::Delay | Kind::Law => plainly(number(inner).filter(|n| (0.0..=MAX_DAYS as f64).contains(n))),
        Kind::Correlation => {
            let correlation = part(inner).map(|(number, percent)| if percent { number / 100.0 } else { number });
            plainly(correlation.filter(|n| (-1.0..=1.0).contains(n)))
        }
        Kind::Wait => wait(inner),
        Kind::Pace => word_or(inner, &["max", "refunds"], plainly(whole(0, MAX_COUNT))),
        Kind::List(kind) => list(text, inner, kind),
        Kind::Tuple(words) => tuple(inner, words.len()),
        Kind::Tables => between(text, '{', '}').map(|_| format!("[{text}]")).into_iter().collect(),
        Kind::Table | Kind::Path | Kind::Objective | Kind::Requirement | Kind::Values | Kind::Axes => Vec::new(),
    }
}

fn is_whole(number: f64, min: u64, max: u64) -> bool {
    number.fract() == 0.0 && number < EXACT && (min as f64..=max as f64).contains(&number)
}

/// A text without the quotes around it.
fn unquoted(text: &str) -> &str {
    between(text, '"', '"').or_else(|| between(text, '\'', '\'')).unwrap_or(text)
}

fn between(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

/// One of these words, between quotes, or else a number.
fn word_or(inner: &str, words: &[&str], number: Vec<String>) -> Vec<String> {
    let plain = inner.to_lowercase();
    let channel = || Channel::written_as(&plain).map(Channel::name);
    let same = SAME.iter().find(|(other, _)| *other == plain).map(|(_, word)| *word).or_else(channel);
    let same = same.filter(|word| words.contains(word));
    match same.map(str::to_owned).or_else(|| nearest(inner, words.iter().copied())) {
        Some(word) if number.is_empty() => vec![format!("\"{word}\"")],
        _ => number,
    }
}

/// A share from one that is written as `25`, `25%` or `0,25`.
fn share(text: &str) -> Option<f64> {
    let (number, is_percent) = part(text)?;
    let share = if is_percent || number > 1.0 { number / 100.0 } else { number };
    (0.0..=1.0).contains(&share).then_some(share)
}

fn share_or_number(inner: &str, max: u32) -> Option<f64> {
    if max == 1 { share(inner) } else { number(inner) }
}

/// A factor. A small percentage may be what is added, or all there is.
fn lift(inner: &str) -> Vec<String> {
    let factors = match part(inner) {
        Some((number, true)) if inner.starts_with(['+', '-']) => vec![1.0 + number / 100.0],
        Some((number, true)) if number < 100.0 => vec![1.0 + number / 100.0, number / 100.0],
        Some((number, true)) => vec![number / 100.0],
        Some((number, false)) => vec![number],
        None => Vec::new(),
    };
    let possible = factors.into_iter().filter(|factor| (0.0..=f64::from(MAX_LIFT)).contains(factor));
    possible.map(plain).collect()
}

/// A date without the time of day behind it.
fn without_time(inner: &str) -> &str {
    inner.split_once(['T', 't']).map_or(inner, |(date, time)| if time.contains(':') { date } else { inner })
}

/// A share in both ways to write it, or an interval of shares.
fn rate(inner: &str) -> Vec<String> {
    if AMONG.iter().any(|among| inner.contains(among)) {
        return replies_of(inner).into_iter().collect();
    }
    let inner = between(inner, '[', ']').unwrap_or(inner);
    let separators: &[&str] = if inner.contains(", ") { &[","] } else { &UNTIL };
    match parts(inner, separators).as_deref() {
        Some([_]) => share(inner).map(|share| vec![plain(share), percent(share)]).unwrap_or_default(),
        Some([one, other]) => {
            // With one percent sign both ends are percentages.
            let percentages = one.1 || other.1 || one.0 > 1.0 || other.0 > 1.0;
            let share = |number: f64| if percentages { number / 100.0 } else { number };
            let (low, high) = (share(one.0).min(share(other.0)), share(one.0).max(share(other.0)));
            if low < 0.0 || high > 1.0 || low == high {
                return Vec::new();
            }
            let (low, high) = (percent(low), percent(high));
            vec![format!("{} to {}", low.trim_end_matches('"'), high.trim_start_matches('"'))]
        }
        _ => Vec::new(),
    }
}

/// Replies counted among messages sent, as in `17/97`, `17 of 97` or `1 in 8`; a share where they are a fraction, as `1/3` is:
/// nobody counts so few.
fn replies_of(inner: &str) -> Option<String> {
    let (among, (replies, sent)) = AMONG.iter().find_map(|among| Some((*among, inner.split_once(among)?)))?;
    let count = |text: &str| number(text).filter(|number| is_whole(*number, 0, MAX_COUNT));
    let (replies, sent) = (count(replies)?, count(sent)?);
    if among == "/" && sent > 0.0 && sent <= 10.0 && replies <= sent {
        return Some(format!("\"{}%\"", plain((replies / sent * 1000.0).round() / 10.0)));
    }
    (sent > 0.0 && replies <= sent).then(|| format!("{{ replies = {}, sent = {} }}", plain(replies), plain(sent)))
}

fn percent(share: f64) -> String {
    format!("\"{}%\"", plain(share * 100.0))
}

/// A number of days, or a window from the smaller to the larger.
fn wait(inner: &str) -> Vec<String> {
    let days = |number: f64| is_whole(number, 1, MAX_DAYS);
    let window = between(inner, '[', ']').map(|window| parts(window, &[","]));
    let window = window.unwrap_or_else(|| parts(inner, &[" to ", "-", "–", "—", ".."]));
    match window.as_deref() {
        Some([(only, false)]) if days(*only) => vec![plain(*only)],
        Some([(one, false), (other, false)]) if days(*one) && days(*other) => {
            vec![format!("[{}, {}]", plain(one.min(*other)), plain(one.max(*other)))]
        }
        _ => Vec::new(),
    }
}

/// A list of what stands there by itself.
fn list(text: &str, inner: &str, kind: &Kind) -> Vec<String> {
    if text.starts_with('{') || inner.is_empty() {
        return Vec::new();
    }
    let item = |item: &str| match kind {
        Kind::Text | Kind::Name if text == inner && text.starts_with(|c: char| c.is_ascii_digit()) => None,
        Kind::Text | Kind::Name | Kind::Requirement => Some(format!("\"{}\"", item.trim())),
        Kind::OneOf(words) if words.contains(&item.trim()) => Some(format!("\"{}\"", item.trim())),
        Kind::OneOf(_) => meant(item, item.trim(), kind).into_iter().next(),
        Kind::Date => date(item.trim()).into_iter().next(),
        _ => None,
    };
    if let Kind::OneOf(words) = kind
        && let Some(range) = range(inner, words)
    {
        return range;
    }
    let items: Option<Vec<String>> = inner.split(',').map(item).collect();
    items.map(|items| format!("[{}]", items.join(", "))).into_iter().collect()
}

/// All words from one to another, such as weekdays; none if they come in another order.
fn range(inner: &str, words: &[&str]) -> Option<Vec<String>> {
    let (first, last) = inner.split_once('-').or_else(|| inner.split_once(" to "))?;
    let place = |word: &str| {
        let word = nearest(word.trim(), words.iter().copied())?;
        words.iter().position(|known| *known == word)
    };
    let between = words.get(place(first)?..=place(last)?);
    let list = |words: &[&str]| words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    Some(between.map(|words| format!("[{}]", list(words))).into_iter().collect())
}

/// So many numbers from twice as many: their decimals stand behind commas.
fn tuple(inner: &str, length: usize) -> Vec<String> {
    let Some(items) = between(inner, '[', ']') else { return Vec::new() };
    let items: Vec<&str> = items.split(',').map(str::trim).collect();
    let digits = |item: &&str| !item.is_empty() && item.bytes().all(|byte| byte.is_ascii_digit());
    if items.len() != 2 * length || !items.iter().all(digits) {
        return Vec::new();
    }
    let pairs: Vec<String> = items.chunks(2).map(|pair| pair.join(".")).collect();
    vec![format!("[{}]", pairs.join(", "))]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Claims the remedy for each of these values.
    fn assert_meant(allowed: Kind, expected: &[(&str, &str)]) {
        for (found, meant) in expected {
            let told = remedy("x.days", &Found::Text(found.to_string()), &allowed).unwrap_or_default();
            let expected = if meant.is_empty() { String::new() } else { format!("did you mean {meant}?") };
            assert_eq!(told, expected, "{found} as {allowed}");
        }
    }

    #[test]
    fn a_percentage_is_told_in_both_right_spellings() {
        let both = r#"0.25 or "25%""#;
        for found in ["25", r#""25""#, r#""25 percent""#, r#""25 per cent""#, r#""0.25""#, r#""0,25""#, "'25'"] {
            assert_meant(Kind::Rate, &[(found, both)]);
        }
        assert_meant(Kind::Rate, &[("7", r#"0.07 or "7%""#), (r#""12,5%""#, r#"0.125 or "12.5%""#)]);
        let interval = r#""10% to 25%""#;
        for found in [
            r#""10-25%""#,
            r#""10% - 25%""#,
            r#""0.1 to 0.25""#,
            r#""10 to 25""#,
            r#""10–25 %""#,
            r#""25% - 10%""#,
            r#""10%-25%""#,
            "10-25%",
            "[0.1, 0.25]",
            "[10, 25]",
        ] {
            assert_meant(Kind::Rate, &[(found, interval)]);
        }
        for found in ["-0.1", "101", "nan", "1e308", "true", r#""often""#, r#""150%""#, r#""1% to 2% to 3%""#, r#""""#]
        {
            assert_meant(Kind::Rate, &[(found, "")]);
        }
        for (found, meant) in [
            ("\"17/97\"", "{ replies = 17, sent = 97 }, without quotes"),
            ("\"1 in 8\"", "{ replies = 1, sent = 8 }, without quotes"),
            ("\"33 out of 145\"", "{ replies = 33, sent = 145 }, without quotes"),
            ("\"12% bis 15%\"", "\"12% to 15%\""),
            ("\"1:8\"", "{ replies = 1, sent = 8 }, without quotes"),
            ("\"1/3\"", "\"33.3%\""),
            ("\"9/8\"", ""),
            ("\"2 in ten\"", ""),
            ("\"one in 8\"", ""),
            ("\"3 out of many\"", ""),
        ] {
            assert_meant(Kind::Rate, &[(found, meant)]);
        }
        assert_meant(Kind::Number(0, 1), &[("25", "0.25"), ("25 %", "0.25"), ("0,3", "0.3"), ("x", "")]);
        assert_meant(Kind::Between(0, 1), &[("5", "0.05"), (r#""5%""#, "0.05, without quotes"), ("0", "")]);
    }

    #[test]
    fn numbers_are_freed_from_quotes_units_and_separators() {
        let count = Kind::Whole(0, 1_000_000);
        assert_meant(count, &[(r#""10""#, "10, without quotes"), ("10.0", "10"), ("1e3", "1000"), ("1.5", "")]);
        assert_meant(count, &[(r#""1,000""#, "1000, without quotes"), (r#""1 000""#, "1000, without quotes")]);
        assert_meant(Kind::Whole(1, 9), &[(r#""10""#, ""), ("0", ""), (r#""""#, "")]);
        assert_meant(Kind::Money, &[(r#""$80""#, "80, without quotes"), (r#""79,99 €""#, "79.99, without quotes")]);
        assert_meant(Kind::Money, &[("12.345", ""), ("-1", ""), (r#""USD 1,234.50""#, "1234.5, without quotes")]);
        assert_meant(Kind::Delay, &[(r#""2 days""#, "2, without quotes"), (r#""soon""#, "")]);
        assert_meant(Kind::Correlation, &[(r#""-40%""#, "-0.4, without quotes"), ("1.5", ""), ("40", "")]);
        assert_meant(Kind::Lift, &[(r#""120%""#, "1.2, without quotes"), (r#""1,5""#, "1.5, without quotes")]);
        assert_meant(Kind::Lift, &[(r#""20%""#, "1.2 or 0.2, without quotes"), (r#""+20%""#, "1.2, without quotes")]);
        assert_meant(Kind::Lift, &[(r#""-20%""#, "0.8, without quotes"), (r#""-120%""#, "")]);
        assert_meant(Kind::Tuple(&["lo", "hi"]), &[("[0,1, 0,3]", "[0.1, 0.3]"), ("[0.2]", "")]);
    }

    #[test]
    fn a_number_in_another_unit_has_no_remedy() {
        let weeks = Kind::Whole(1, 520);
        for (path, text, meant) in [
            ("weeks", "\"13 weeks\"", Some("did you mean 13, without quotes?")),
            ("weeks", "\"3 months\"", None),
            ("weeks", "\"1 Quarter\"", None),
            ("segment.a.per_week", "\"10 a week\"", Some("did you mean 10, without quotes?")),
            ("segment.a.per_week", "\"2 per day\"", None),
        ] {
            assert_eq!(remedy(path, &Found::Text(text.into()), &weeks).as_deref(), meant, "{path} {text}");
        }
    }

    #[test]
    fn words_waits_dates_and_lists_are_told_as_they_are_written() {
        const DAY: Kind = Kind::OneOf(&["mon", "tue"]);
        assert_meant(DAY, &[(r#""monday""#, r#""mon""#), (r#""Tue""#, r#""tue""#), (r#""sunday""#, "")]);
        assert_meant(Kind::Flag, &[(r#""true""#, "true, without quotes"), ("0", "false"), ("2", "")]);
        assert_meant(Kind::Wait, &[("[7, 5]", "[5, 7]"), (r#""5-7""#, "[5, 7], without quotes"), ("0", "")]);
        assert_meant(Kind::Pace, &[(r#""Max""#, r#""max""#), (r#""10 people""#, "10, without quotes")]);
        assert_meant(Kind::Name, &[("3", r#""3""#), ("true", ""), (r#""""#, "")]);
        assert_meant(Kind::Date, &[(r#""02.03.2026""#, "2026-03-02"), ("2026-03-02T10:00:00", "2026-03-02")]);
        const BILLING: Kind = Kind::OneOf(&["monthly", "annual"]);
        assert_meant(BILLING, &[(r#""yearly""#, r#""annual""#), (r#""Annually""#, r#""annual""#), (r#""visit""#, "")]);
        const WEEK: Kind = Kind::OneOf(&["mon", "tue", "wed"]);
        assert_meant(Kind::List(&WEEK), &[(r#""mon-wed""#, r#"["mon", "tue", "wed"]"#)]);
        assert_meant(Kind::List(&WEEK), &[(r#""Tuesday to Wednesday""#, r#"["tue", "wed"]"#), (r#""wed-mon""#, "")]);
        assert_meant(Kind::List(&Kind::Name), &[(r#""a""#, r#"["a"]"#), ("none", r#"["none"]"#), ("3", "")]);
        assert_meant(Kind::List(&Kind::Name), &[(r#""a, b""#, r#"["a", "b"]"#), ("{ a = 1 }", "")]);
        assert_meant(Kind::List(&DAY), &[(r#""mon, Tuesday""#, r#"["mon", "tue"]"#)]);
        assert_meant(Kind::List(&Kind::Date), &[("2026-09-28", "[2026-09-28]")]);
        assert_meant(Kind::Tables, &[("{ week = 3 }", "[{ week = 3 }]"), ("3", "")]);
        let shell = remedy("plans", &Found::Text("[none]".into()), &Kind::List(&Kind::Name));
        assert_eq!(shell.as_deref(), Some(r#"write '["none"]', single quotes around all of it"#));
    }
}
