//! Numbers for people: three significant digits, no more decimals than that takes, thin spaces in thousands.

use crate::domain::figure::Figure;

/// Between a number and its unit, and between thousands: narrow, and no line breaks there.
const THIN: char = '\u{202f}';

/// A number that is not negative, with three significant digits, or all those before the decimal point.
pub fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    // The exponent after rounding: 9.999 is 10.0.
    let exponent: i32 =
        format!("{value:.2e}").split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0);
    match exponent {
        ..=-7 => format!("{value:.2e}"),
        -6..=5 => thousands(format!("{value:.*}", usize::try_from(2 - exponent).unwrap_or(0))),
        6..=8 => scaled(value / 1e6, "million"),
        9..=14 => scaled(value / 1e9, "billion"),
        15.. => format!("{value:.2e}"),
    }
}

/// A mean number of credits: like [`number`], but whole where it is.
pub fn credits(value: f64) -> String {
    if value < 1e6 && value.fract() == 0.0 { fixed(value, 0) } else { number(value) }
}

fn scaled(value: f64, unit: &str) -> String {
    format!("{}{THIN}{unit}", number(value))
}

/// A whole number.
pub fn whole(value: u64) -> String {
    thousands(value.to_string())
}

/// A number of things: `1 case`, `2 cases`.
pub fn count(number: u64, thing: &str) -> String {
    format!("{} {thing}{}", whole(number), if number == 1 { "" } else { "s" })
}

/// A number of decimals fixed from outside, as for the ticks of an axis.
pub fn fixed(value: f64, decimals: usize) -> String {
    thousands(format!("{value:.decimals$}"))
}

/// Puts a thin space between thousands, from five digits on.
fn thousands(digits: String) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    if whole < 5 {
        return digits;
    }
    let mut spaced = String::with_capacity(digits.len() + 2 * whole);
    for (place, digit) in digits.char_indices() {
        if place > 0 && place < whole && (whole - place).is_multiple_of(3) {
            spaced.push(THIN);
        }
        spaced.push(digit);
    }
    spaced
}

/// A value and its error, the error with two significant digits and the value with as many decimals.
pub fn measured(value: f64, error: f64) -> (String, String) {
    if error == 0.0 {
        return (number(value), "0".into());
    }
    let magnitude = error.log10().floor() as i32;
    let decimals = usize::try_from((1 - magnitude).clamp(0, 9)).unwrap_or(0);
    (fixed(value, decimals), fixed(error, decimals))
}

/// A price, with cents where it has any.
pub fn price(price: f64) -> String {
    fixed(price, if price.fract() == 0.0 { 0 } else { 2 })
}

/// An amount of money with its label: `12.3 USD`, `₹12.3`.
pub fn money(value: f64, currency: &str) -> String {
    labelled(number(value), currency)
}

/// An amount as it is to be shown, with the label of its currency.
pub fn labelled(amount: String, currency: &str) -> String {
    if currency.is_empty() {
        amount
    } else if currency.chars().any(char::is_alphanumeric) {
        format!("{amount}\u{a0}{currency}")
    } else {
        format!("{currency}{amount}")
    }
}

/// A value of a figure: a share in percent, anything else as a number.
pub fn shown(figure: Figure, value: f64) -> String {
    if figure.is_share() { percent(value) } else { number(value) }
}

/// A share in percent, such that only 0 and 1 themselves read as nothing and all.
pub fn percent(share: f64) -> String {
    let digits = match share * 100.0 {
        percent if percent <= 0.0 => "0".to_owned(),
        percent if percent < 0.1 => "<0.1".to_owned(),
        percent if percent < 9.95 => format!("{percent:.1}"),
        percent if percent < 99.5 => format!("{percent:.0}"),
        percent if percent < 99.9 => format!("{percent:.1}"),
        percent if percent < 100.0 => ">99.9".to_owned(),
        _ => "100".to_owned(),
    };
    format!("{digits}{THIN}%")
}

/// A share of simulations: `87 of 100 simulations`, such that only 0 and 1 themselves read as none and all.
pub fn simulations(share: f64) -> String {
    match share * 100.0 {
        percent if percent <= 0.0 => "no simulation".to_owned(),
        percent if percent >= 100.0 => "all simulations".to_owned(),
        percent if percent < 0.95 => "fewer than 1 of 100 simulations".to_owned(),
        percent if percent > 99.05 => "more than 99 of 100 simulations".to_owned(),
        percent => format!("{percent:.0} of 100 simulations"),
    }
}

/// A small share of simulations, so that it can be told from none: `1.5 in 10 000`.
pub fn seldom(share: f64) -> String {
    match share {
        share if share >= 1e-3 => format!("{} of simulations", percent(share)),
        share if share >= 1e-5 => format!("{} in {} simulations", number(share * 1e4), whole(10_000)),
        share => format!("{} in a million simulations", number(share * 1e6)),
    }
}

/// `label` with the sign of `value`; nothing is put before what is not negative.
pub fn signed(value: f64, label: &str) -> String {
    if value < 0.0 { format!("−{label}") } else { label.to_owned() }
}

/// A difference, with its sign.
pub fn difference(value: f64) -> String {
    let sign = if value > 0.0 { "+" } else { "" };
    format!("{sign}{}", signed(value, &number(value.abs())))
}

/// How far off a mean may be: one significant digit, two where the first is 1.
pub fn margin(error: f64) -> String {
    let decimals = decimals(error);
    if error >= 1e6 || decimals > 6 { number(error) } else { fixed(error, decimals) }
}

/// A difference with the margin of its mean, to the same decimals.
pub fn difference_within(value: f64, error: f64) -> String {
    let margin = margin(error);
    if error <= 0.0 || value.abs().max(error) >= 1e6 || decimals(error) > 6 {
        return format!("{} ± {margin}", difference(value));
    }
    let digits = fixed(value.abs(), decimals(error));
    let sign = if value > 0.0 { "+" } else { "" };
    format!("{sign}{} ± {margin}", signed(value, &digits))
}

/// As many decimals as a margin is told with.
fn decimals(error: f64) -> usize {
    if error <= 0.0 {
        return 0;
    }
    let power = error.log10().floor();
    let leading = error / 10f64.powf(power);
    (if leading < 1.95 { 1.0 - power } else { -power }).max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_significant_digits() {
        let cases = [
            (0.0, "0"),
            (0.001234, "0.00123"),
            (1.0, "1.00"),
            (9.999, "10.0"),
            (12.345, "12.3"),
            (123.4, "123"),
            (1234.5, "1234"),
            (12345.6, "12\u{202f}346"),
            (1_234_567.0, "1.23\u{202f}million"),
            (12_345_678_901.0, "12.3\u{202f}billion"),
            (1e-9, "1.00e-9"),
            (1e20, "1.00e20"),
        ];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
        assert_eq!((credits(30.0), credits(30.04), credits(3e6)), ("30".into(), "30.0".into(), number(3e6)));
        assert_eq!(fixed(12500.0, 1), "12\u{202f}500.0");
    }

    #[test]
    fn codes_follow_amounts_and_signs_precede_them() {
        assert_eq!(money(12.34, "USD"), "12.3\u{a0}USD");
        assert_eq!(money(12.34, "₹"), "₹12.3");
        assert_eq!(money(12.34, ""), "12.3");
    }

    #[test]
    fn only_nothing_and_all_read_so() {
        let cases = [
            (0.0, "0"),
            (0.0001, "<0.1"),
            (0.0423, "4.2"),
            (0.0999, "10"),
            (0.634, "63"),
            (0.9951, "99.5"),
            (0.99999, ">99.9"),
            (1.0, "100"),
        ];
        for (share, text) in cases {
            assert_eq!(percent(share), format!("{text}\u{202f}%"));
        }
    }

    #[test]
    fn differences_have_signs() {
        assert_eq!([difference(1.5), difference(-1.5), difference(0.0)], ["+1.50", "−1.50", "0"]);
    }

    #[test]
    fn means_have_as_many_decimals_as_their_margins() {
        assert_eq!(difference_within(-49.917, 0.783), "−49.9 ± 0.8");
        assert_eq!(difference_within(49.917, 1.13), "+49.9 ± 1.1");
        assert_eq!(difference_within(1057.2, 34.0), "+1057 ± 34");
        assert_eq!(difference_within(2.0, 0.0), "+2.00 ± 0");
        assert_eq!(difference_within(2e7, 3e6), "+20.0\u{202f}million ± 3.00\u{202f}million");
    }
}
