//! What the keys of scenario files may be set to, and how messages and manuals put it.

use std::fmt;

use super::words::either;

/// What a key may be set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Some text.
    Text,
    /// A text of at least one character.
    Name,
    /// A path.
    Path,
    /// `true` or `false`.
    Flag,
    /// A whole number, both ends included.
    Whole(u64, u64),
    /// A whole number, which may be written as a float such as `1e6`.
    Round(u64, u64),
    /// A whole number, or this word.
    WholeOr(u64, u64, &'static str),
    /// A number between these two, neither included.
    Between(u32, u32),
    /// A number, both ends included.
    Number(u32, u32),
    /// An amount of money.
    Money,
    /// Working time.
    Minutes,
    /// A civil date.
    Date,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A share of attempts, perhaps uncertain.
    Rate,
    /// A factor on rates, perhaps uncertain.
    Lift,
    /// A time that replies or acceptances take.
    Delay,
    /// The wait before a touch.
    Wait,
    /// New prospects a week.
    Pace,
    /// A list of these.
    List(&'static Kind),
    /// A list of as many numbers as there are words.
    Tuple(&'static [&'static str]),
    /// A table.
    Table,
    /// A list of tables.
    Tables,
}

/// The largest number of credits, prospects or touches that a file may state.
pub const MAX_COUNT: u64 = 1_000_000;
/// The longest time that a file may state, in days: a century.
pub const MAX_DAYS: u64 = 36_500;
/// The largest factor on a rate.
pub const MAX_LIFT: u32 = 1_000;
/// The most touches, or segments, of a scenario.
pub const MAX_TABLES: usize = 10_000;
/// The most what-ifs of a scenario, and the most plans of a scenario or rulebook.
pub const MAX_VARIANTS: usize = 1_000;
/// The most touches of a sequence.
pub const MAX_SEQUENCE: usize = 64;

/// The ways to write a rate, lift or delay as a table: the keys of each, of which all but `column` are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The keys.
    pub keys: &'static [&'static str],
    /// For which of [`Kind::Rate`], [`Kind::Lift`] and [`Kind::Delay`] it can be used.
    pub kinds: &'static [Kind],
}

/// Every way to write a rate, lift or delay as a table.
pub const FORMS: &[Form] = &[
    Form { keys: &["mean", "sd"], kinds: &[Kind::Rate] },
    Form { keys: &["alpha", "beta"], kinds: &[Kind::Rate] },
    Form { keys: &["replies", "sent"], kinds: &[Kind::Rate] },
    Form { keys: &["uniform"], kinds: &[Kind::Rate, Kind::Lift] },
    Form { keys: &["triangular"], kinds: &[Kind::Rate, Kind::Lift] },
    Form { keys: &["pert"], kinds: &[Kind::Rate, Kind::Lift] },
    Form { keys: &["median", "p90"], kinds: &[Kind::Delay] },
    Form { keys: &["weibull"], kinds: &[Kind::Delay] },
    Form { keys: &["cdf"], kinds: &[Kind::Delay] },
    Form { keys: &["samples", "column"], kinds: &[Kind::Rate, Kind::Lift, Kind::Delay] },
];

impl Kind {
    /// How a rate, lift or delay may be written, one way after the other.
    pub fn forms(self) -> Vec<String> {
        let plain: &[&str] = match self {
            Kind::Rate => &["a number", "\"25%\"", "\"10% to 25%\""],
            _ => &["a number"],
        };
        let tables = FORMS.iter().filter(|form| form.kinds.contains(&self));
        let tables = tables.map(|form| format!("{{ {} }}", form.keys.join(", ")));
        plain.iter().map(|form| form.to_string()).chain(tables).collect()
    }

    /// The same without the ways to write it, for where one of them is named anyway.
    pub(super) fn brief(self) -> String {
        let long = self.to_string();
        match self {
            Kind::Rate | Kind::Lift | Kind::Delay => long.split(':').next().unwrap_or_default().to_owned(),
            _ => long,
        }
    }
}

/// As in "it must be …".
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Text => f.write_str("a text in quotes"),
            Kind::Name => f.write_str("a text in quotes, not empty"),
            Kind::Path => f.write_str("a path in quotes"),
            Kind::Flag => f.write_str("`true` or `false`"),
            Kind::Whole(min, max) | Kind::Round(min, max) => write!(f, "a whole number from {min} to {max}"),
            Kind::WholeOr(min, max, word) => write!(f, "a whole number from {min} to {max}, or \"{word}\""),
            Kind::Between(min, max) => write!(f, "a number above {min} and below {max}"),
            Kind::Number(min, max) => write!(f, "a number from {min} to {max}"),
            Kind::Money => f.write_str("an amount from 0 to 1000000000 with at most two decimals"),
            Kind::Minutes => f.write_str("a number of minutes from 0 to 10080 with at most three decimals"),
            Kind::Date => f.write_str("a date such as 2026-03-02, from 1900 to 2999"),
            Kind::OneOf(words) => f.write_str(&either(words.iter().map(|word| format!("\"{word}\"")))),
            Kind::Rate => write!(f, "a share from 0 to 1: {}", either(self.forms())),
            Kind::Lift => write!(f, "a factor from 0 to {MAX_LIFT}: {}", either(self.forms())),
            Kind::Delay => write!(f, "a time from 0 to {MAX_DAYS} days: {}", either(self.forms())),
            Kind::Wait => write!(f, "a whole number of days from 1 to {MAX_DAYS}, or [a, b] with a not above b"),
            Kind::Pace => {
                write!(f, "a whole number from 0 to {MAX_COUNT}, a list of such numbers, \"max\" or \"refunds\"")
            }
            Kind::List(kind) => write!(f, "a list, each item {kind}"),
            Kind::Tuple(words) => write!(f, "a list of {} numbers, [{}]", words.len(), words.join(", ")),
            Kind::Table => f.write_str("a table"),
            Kind::Tables => f.write_str("a list of tables"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_as_the_end_of_a_sentence() {
        assert_eq!(Kind::Whole(1, 520).to_string(), "a whole number from 1 to 520");
        assert_eq!(Kind::OneOf(&["monthly", "annual"]).to_string(), "\"monthly\" or \"annual\"");
        assert_eq!(
            Kind::Lift.to_string(),
            "a factor from 0 to 1000: a number, { uniform }, { triangular }, { pert } or { samples, column }"
        );
    }
}
