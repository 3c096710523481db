//! The text of a cell.

use crate::domain::digits::twelve_digits;
use crate::words::visible::turns;

/// A number, or an empty cell for what is undefined or infinite.
pub(super) fn number(value: impl Into<Option<f64>>) -> String {
    match value.into() {
        // Printed without an exponent, and no longer than it takes to tell the rounded number.
        Some(value) if value.is_finite() => twelve_digits(value).to_string(),
        _ => String::new(),
    }
}

/// Text that a user chose. A single quote goes before what a spreadsheet would take for a formula, so that opening a
/// report never computes or fetches anything; nor is it shown the other way round.
pub(super) fn text(chosen: &str) -> String {
    let chosen = chosen.replace(turns, "\u{fffd}");
    if chosen.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{chosen}") } else { chosen }
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
            (1234567.891, "1234567.891"),
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
    fn a_name_does_not_become_a_formula() {
        assert_eq!(text("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(["+1", "-1", "@a", "\ta", "\ra", "\na"].map(text), ["'+1", "'-1", "'@a", "'\ta", "'\ra", "'\na"]);
        assert_eq!(text("a\u{202e}b"), "a\u{fffd}b");
        assert_eq!(["plan · a=b", "", "'x"].map(text), ["plan · a=b", "", "'x"]);
    }
}
