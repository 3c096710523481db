//! Numbers as tables state them.

/// Significant digits of a number: more than any use needs, and few enough to leave out the noise of binary fractions.
const DIGITS: usize = 12;

/// A number with the digits that tables state of it; never −0. What is not finite stays as it is.
pub fn twelve_digits(value: f64) -> f64 {
    // Adding zero turns -0 into 0.
    format!("{value:.*e}", DIGITS - 1).parse().unwrap_or(value) + 0.0
}
