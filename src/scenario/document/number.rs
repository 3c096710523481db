//! Percentages as files write them; and numbers and dates as people write them where files want them otherwise, only ever
//! to name the right spelling.

use jiff::civil::Date;

/// A number as files spell it, without the rounding of doubles.
pub(crate) fn plain(number: f64) -> String {
    let rounded = (number * 1e9).round() / 1e9;
    if rounded.is_finite() { rounded.to_string() } else { number.to_string() }
}

/// The share that `25%` is.
pub(crate) fn percentage(text: &str) -> Option<f64> {
    let number = text.trim().strip_suffix('%')?.trim_end();
    let plain = number.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    number.parse().ok().filter(|_| plain).map(|percent: f64| percent / 100.0)
}

/// A number that may stand beside a currency or a unit, with a comma for its decimals or something between thousands.
pub(crate) fn number(text: &str) -> Option<f64> {
    let beside = |c: char| c.is_alphabetic() || c.is_whitespace() || "$€£¥".contains(c);
    let text = text.trim_matches(beside);
    let digit = |c: char| c.is_ascii_digit();
    if !text.contains(digit) {
        return None;
    }
    let between_thousands = |c: char| c == ' ' || c == '\'' || c == '’' || c == '\u{202f}' || c == '\u{a0}' || c == '_';
    let text = ungrouped(text, between_thousands)?;
    let (comma, point) = (text.rfind(','), text.rfind('.'));
    let text = match (comma, point) {
        (Some(comma), Some(point)) if comma < point => ungrouped(&text, |c| c == ',')?,
        (Some(_), Some(_)) => ungrouped(&text, |c| c == '.')?.replacen(',', ".", 1),
        (Some(_), None) => match ungrouped(&text, |c| c == ',') {
            // No thousands begin with a zero.
            Some(whole) if !text.starts_with("0,") => whole,
            _ => text.replacen(',', ".", 1),
        },
        (None, Some(_)) if text.matches('.').count() > 1 => ungrouped(&text, |c| c == '.')?,
        _ => text,
    };
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// A number without what stands between its thousands; nothing if that does not stand before every three digits.
fn ungrouped(text: &str, separator: impl Fn(char) -> bool) -> Option<String> {
    let whole = text.split_once('.').filter(|_| !separator('.')).map_or(text, |(whole, _)| whole);
    let whole = whole.split_once(',').filter(|_| !separator(',')).map_or(whole, |(whole, _)| whole);
    let groups: Vec<&str> = whole.split(&separator).collect();
    let rest = &text[whole.len()..];
    let in_threes = groups[1..].iter().all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
    let sound = in_threes && (groups.len() == 1 || (1..=3).contains(&groups[0].trim_start_matches('-').len()));
    sound.then(|| format!("{}{rest}", groups.concat()))
}

/// A number, and whether it is a percentage.
pub(crate) fn part(text: &str) -> Option<(f64, bool)> {
    let text = text.trim().to_lowercase();
    let percent = ["%", "percent", "per cent", "pct"].iter().find_map(|sign| text.strip_suffix(sign));
    Some((number(percent.unwrap_or(&text))?, percent.is_some()))
}

/// The one or more numbers between the first of these separators that there is.
pub(crate) fn parts(text: &str, separators: &[&str]) -> Option<Vec<(f64, bool)>> {
    let separator = separators.iter().find(|separator| text.trim_start_matches('-').contains(*separator));
    match separator {
        Some(separator) => text.split(separator).map(part).collect(),
        None => part(text).map(|part| vec![part]),
    }
}

/// The dates that a text may stand for, as files spell them: two where nothing says which is the day and which the month.
pub(crate) fn date(text: &str) -> Vec<String> {
    let separator = |c: char| !c.is_alphanumeric();
    let words: Vec<&str> = text.split(separator).filter(|word| !word.is_empty()).collect();
    let spelt = |year: i16, month: i8, day: i8| Date::new(year, month, day).ok().map(|date| date.to_string());
    let [first, second, third] = words.as_slice() else { return Vec::new() };
    let small = |word: &str| word.trim_end_matches(|c: char| c.is_alphabetic()).parse::<i8>().ok();
    let year = |word: &str| word.parse::<i16>().ok().filter(|year| (1900..=2999).contains(year));
    if let (Some(year), Some(month), Some(day)) = (year(first), small(second), small(third)) {
        return spelt(year, month, day).into_iter().collect();
    }
    let Some(year) = year(third) else { return Vec::new() };
    let dates = match (month(first), month(second), small(first), small(second)) {
        (Some(month), None, _, Some(day)) | (None, Some(month), Some(day), _) => vec![spelt(year, month, day)],
        // With points between them the day comes first; with strokes it depends on the country.
        (_, _, Some(day), Some(month)) if text.contains('.') => vec![spelt(year, month, day)],
        (_, _, Some(one), Some(other)) if one == other => vec![spelt(year, one, one)],
        (_, _, Some(one), Some(other)) => vec![spelt(year, other, one), spelt(year, one, other)],
        _ => Vec::new(),
    };
    dates.into_iter().flatten().collect()
}

/// The month that a word begins like.
fn month(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.to_lowercase();
    let place = MONTHS.iter().position(|month| word.starts_with(month))?;
    i8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let expected = [
            ("25", 25.0),
            ("0,25", 0.25),
            ("0,125", 0.125),
            ("1,000", 1000.0),
            ("1.000.000", 1e6),
            ("1.234,50", 1234.5),
            ("1,234.50", 1234.5),
            ("1 000", 1000.0),
            ("1'000", 1000.0),
            ("$80", 80.0),
            ("80 USD", 80.0),
            (".25", 0.25),
            ("026", 26.0),
            ("-3", -3.0),
        ];
        for (text, value) in expected {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in ["", "a", "1 2", "10 or 20", "1,2,3", "nan", "--", "1,,000", "5-7"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in ["02.03.2026", "2026/03/02", "2026-3-2", "2 March 2026", "Mar 2, 2026", "2nd march 2026"] {
            assert_eq!(date(text), ["2026-03-02"], "{text}");
        }
        assert_eq!(date("3/4/2026"), ["2026-04-03", "2026-03-04"]);
        assert_eq!(date("31/12/2026"), ["2026-12-31"]);
        assert_eq!(date("12/31/2026"), ["2026-12-31"]);
        for text in ["", "2026", "next March", "30.02.2026", "a b c", "2026-02-30"] {
            assert!(date(text).is_empty(), "{text}");
        }
    }
}
