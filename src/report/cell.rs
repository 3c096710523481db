//! The text of a cell.

use crate::domain::digits::twelve_digits;
use crate::words::visible::turns;

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// A number, or an empty cell for what is undefined or infinite.
pub(super) fn number(value: impl Into<Option<f64>>) -> String {
    match value.into() {
        // Printed without an exponent, and no longer than it takes to tell the rounded number.
        Some(value) if value.is_finite() => unmistakable(twelve_digits(value).to_string()),
        _ => String::new(),
    }
}

/// A value as a scenario has it: a number or text.
pub(super) fn stated(value: &str) -> String {
    unmistakable(text(value))
}

/// Where a point parts thousands, three digits after it make a number with a point a whole one: a German spreadsheet takes
/// 40.171 for 40171, and 1234.567 for 1234567. With a fourth digit after it no program does.
fn unmistakable(mut cell: String) -> String {
    if decimals(&cell) == Some(3) {
        cell.push('0');
    }
    cell
}

/// How many digits a plain number has after its point; nothing if it has no point or is no number.
pub(super) fn decimals(cell: &str) -> Option<usize> {
    let (before, after) = cell.strip_prefix('-').unwrap_or(cell).split_once('.')?;
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (are_digits(before) && are_digits(after)).then_some(after.len())
}

/// Text that a user chose. A single quote goes before what a spreadsheet would take for a formula, so that opening a
/// report never computes or fetches anything; nor is it shown the other way round.
pub(super) fn text(chosen: &str) -> String {
    let chosen = chosen.replace(turns, "\u{fffd}");
    if is_formula(&chosen) { format!("'{chosen}") } else { chosen }
}

/// Would a spreadsheet take it for a formula? Quotes of the user's own are kept: one more goes before them, too.
fn is_formula(chosen: &str) -> bool {
    chosen.trim_start_matches('\'').starts_with(FORMULA)
}

/// What a user chose, without the quote that [`text`] put before it.
pub(super) fn as_chosen(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|chosen| is_formula(chosen)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_decimals() {
        let cases = [
            (0.1 + 0.2, "0.3"),
            (54.0, "54"),
            (-0.0, "0"),
            (1e15, "1000000000000000"),
            (1.0 / 3.0, "0.333333333333"),
            (-2e-9 / 3.0, "-0.000000000666666666667"),
            (1234567.891, "1234567.8910"),
            (1234.5678, "1234.5678"),
            (40.171, "40.1710"),
            (-0.038, "-0.0380"),
            (999.9996, "999.9996"),
        ];
        for (value, expected) in cases {
            assert_eq!(number(value), expected);
        }
    }

    #[test]
    fn what_is_absent_or_infinite_is_empty() {
        assert_eq!([number(None), number(f64::INFINITY), number(f64::NAN)], ["", "", ""]);
    }

    #[test]
    fn a_stated_number_is_as_plain_and_text_stays() {
        assert_eq!(
            ["0.125", "-0.5", "12.345 a week", "a.125", "1.2.345"].map(stated),
            ["0.1250", "'-0.5", "12.345 a week", "a.125", "1.2.345"]
        );
    }

    #[test]
    fn a_name_does_not_become_a_formula() {
        assert_eq!(text("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(["+1", "-1", "@a", "\ta", "\ra", "\na"].map(text), ["'+1", "'-1", "'@a", "'\ta", "'\ra", "'\na"]);
        assert_eq!(text("a\u{202e}b"), "a\u{fffd}b");
        assert_eq!(["'=a", "'x", "-1"].map(as_chosen), ["=a", "'x", "-1"]);
        assert_eq!(["plan · a=b", "", "'x"].map(text), ["plan · a=b", "", "'x"]);
        assert_eq!(["'=a", "''-1", "a\u{fffe}"].map(text), ["''=a", "'''-1", "a\u{fffd}"]);
    }
}
