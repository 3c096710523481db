//! The kinds of values that keys may be set to, and how messages and manuals describe them.

use std::fmt;

use super::lists::either;

/// A kind of value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
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
    /// A number between these two, neither included, or this word.
    BetweenOr(u32, u32, &'static str),
    /// A number, both ends included.
    Number(u32, u32),
    /// An amount of money.
    Money,
    /// Working time.
    Minutes,
    /// A civil date.
    Date,
    /// A civil date, or one of these words.
    DateOr(&'static [&'static str]),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A share, which may be written in per cent.
    Share,
    /// A share of attempts, perhaps uncertain.
    Rate,
    /// A share of attempts, perhaps uncertain, or tied to that of another touch or outcome.
    TiedRate,
    /// A factor on rates, perhaps uncertain.
    Lift,
    /// An amount of money, perhaps one of a distribution.
    Worth,
    /// A time that replies or acceptances take, perhaps one of several.
    Delay,
    /// One of the times of which a delay may be any.
    Law,
    /// How far two things go together.
    Correlation,
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
    /// A figure to minimize or maximize, or a statistic of one.
    Objective,
    /// A bound on a figure.
    Requirement,
    /// The values that a path takes in turn.
    Values,
    /// A table of paths, each with its values.
    Axes,
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
/// The most targets of a scenario.
pub const MAX_TARGETS: usize = 100;
/// The most outcomes of a scenario.
pub const MAX_OUTCOMES: usize = 100;
/// The most people of a case, those of all seats together.
pub const MAX_PEOPLE: u64 = 10_000;
/// The largest amount of money that a file may state.
pub const MAX_WORTH: u32 = 1_000_000_000;
/// The most touches of a sequence.
pub const MAX_SEQUENCE: usize = 64;

/// A way to write a rate, lift or delay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The keys of the table that it is, of which all but those in [`OPTIONAL`] are needed; none if it is no table.
    pub keys: &'static [&'static str],
    /// For which of [`Kind::Rate`], [`Kind::TiedRate`], [`Kind::Lift`], [`Kind::Delay`], [`Kind::Law`] and
    /// [`Kind::Worth`] it can be used.
    pub kinds: &'static [Kind],
    /// A value so written, in TOML.
    pub example: &'static str,
    /// Its meaning.
    pub meaning: &'static str,
}

const fn form(
    keys: &'static [&'static str],
    kinds: &'static [Kind],
    example: &'static str,
    meaning: &'static str,
) -> Form {
    Form { keys, kinds, example, meaning }
}

const RATE: &[Kind] = &[Kind::Rate, Kind::TiedRate];
const TIE: &[Kind] = &[Kind::TiedRate];
const DELAY: &[Kind] = &[Kind::Delay];
const LAW: &[Kind] = &[Kind::Delay, Kind::Law, Kind::Worth];
const SPREAD: &[Kind] = &[Kind::Rate, Kind::TiedRate, Kind::Lift, Kind::Worth];
const NUMBER: &[Kind] = &[Kind::Rate, Kind::TiedRate, Kind::Lift, Kind::Delay, Kind::Law, Kind::Worth];
const ANY: &[Kind] = &[Kind::Rate, Kind::TiedRate, Kind::Lift, Kind::Delay, Kind::Worth];

/// The keys of forms that may be left out, each with the key beside which it stands.
pub const OPTIONAL: [(&str, &str); 3] = [("column", "samples"), ("correlation", "any_of"), ("lift", "of")];

/// Every way to write a rate, lift or delay without a table.
#[rustfmt::skip]
pub const PLAIN_FORMS: &[Form] = &[
    form(&[], NUMBER, "0.15", "known exactly"),
    form(&[], RATE, "\"15%\"", "the same, in per cent"),
    form(&[], RATE, "\"10% to 25%\"",
        "nine campaigns in ten lie between these: the Beta distribution with these 5 % and 95 % quantiles"),
];

/// Every way to write a rate, lift or delay as a table.
#[rustfmt::skip]
pub const FORMS: &[Form] = &[
    form(&["mean", "sd"], RATE, "{ mean = 0.15, sd = 0.05 }",
        "the Beta distribution with this mean and standard deviation"),
    form(&["alpha", "beta"], RATE, "{ alpha = 3, beta = 17 }", "a Beta distribution by its parameters"),
    form(&["replies", "sent"], RATE, "{ replies = 11, sent = 64 }",
        "your own record: the Beta distribution that these counts leave (Jeffreys prior)"),
    form(&["uniform"], SPREAD, "{ uniform = [0.1, 0.3] }", "anything between these, equally likely"),
    form(&["triangular"], SPREAD, "{ triangular = [0.05, 0.1, 0.3] }",
        "lowest, most likely, highest; straight lines between them"),
    form(&["pert"], SPREAD, "{ pert = [0.05, 0.1, 0.3] }",
        "lowest, most likely, highest; a smooth curve with more weight in the middle"),
    form(&["of", "lift"], TIE, "{ of = \"inmail\", lift = { pert = [0.25, 0.45, 1.1] } }",
        "tied: the same rate of another touch or outcome, as it is in the campaign, times a `lift` drawn once for each \
         campaign (1 if left out), held to 0 to 1; of shares only `reply_rate`, `accept_rate` and an outcome's `rate` can be tied"),
    form(&["median", "p90"], LAW, "{ median = 2, p90 = 14 }",
        "half take no longer than the one, nine in ten no longer than the other: lognormal"),
    form(&["weibull"], LAW, "{ weibull = { shape = 0.4036, scale = 0.8865 } }",
        "a Weibull distribution by its parameters"),
    form(&["cdf"], LAW, "{ cdf = [[1, 0.6], [7, 0.9], [30, 1]] }",
        "which share has come by which day, straight lines from (0, 0) to a share of 1"),
    form(&["any_of", "correlation"], DELAY, "{ any_of = [1, { median = 3, p90 = 20 }], correlation = 0.4 }",
        "not known: one of these 2 to 64 delays, each equally likely, holds for a whole campaign; with a `correlation` (from \
        -1 to 1, 0 if left out) above 0 the later ones go with higher rates of the touch, below 0 with lower ones"),
    form(&["samples", "column"], ANY, "{ samples = \"campaigns.csv\", column = \"rate\" }",
        "one of the values in a column of a CSV file, each equally likely; `column` may be left out if there is only one"),
];

/// The kind of a number within a rate, lift, delay or amount that is a table, by its key.
pub fn part(of: Kind, key: &str) -> Kind {
    match key {
        "mean" | "sd" => Kind::Number(0, 1),
        "replies" | "sent" | "alpha" | "beta" => Kind::Number(0, 1_000_000_000),
        "median" | "p90" if of == Kind::Worth => Kind::Number(0, MAX_WORTH),
        "median" | "p90" => Kind::Number(0, MAX_DAYS as u32),
        "correlation" => Kind::Correlation,
        "scale" if of == Kind::Worth => Kind::Number(0, MAX_WORTH),
        _ => Kind::Number(0, 1_000_000),
    }
}

impl Kind {
    /// How a rate, lift or delay may be written, one way after the other.
    pub fn forms(self) -> Vec<String> {
        let plain: &[&str] = match self {
            Kind::Rate | Kind::TiedRate => &["a number", "\"25%\"", "\"10% to 25%\""],
            _ => &["a number"],
        };
        let tables = FORMS.iter().filter(|form| form.kinds.contains(&self));
        let tables = tables.map(|form| format!("{{ {} }}", form.keys.join(", ")));
        plain.iter().map(|form| form.to_string()).chain(tables).collect()
    }

    /// The same without the ways to write it, for where one of them is named anyway.
    pub(crate) fn brief(self) -> String {
        let long = self.to_string();
        match self {
            Kind::Rate | Kind::TiedRate | Kind::Lift | Kind::Delay | Kind::Law | Kind::Worth => {
                long.split(':').next().unwrap_or_default().to_owned()
            }
            _ => long,
        }
    }

    /// The words that it may be, or that each item of its list may be.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Kind::OneOf(words) | Kind::DateOr(words) => words.to_vec(),
            Kind::WholeOr(_, _, word) | Kind::BetweenOr(_, _, word) => vec![word],
            Kind::Pace => vec!["max", "refunds"],
            Kind::List(kind) => kind.words(),
            _ => Vec::new(),
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
            Kind::BetweenOr(min, max, word) => write!(f, "a number above {min} and below {max}, or \"{word}\""),
            Kind::Number(min, max) => write!(f, "a number from {min} to {max}"),
            Kind::Money => f.write_str("an amount from 0 to 1000000000 with at most two decimals"),
            Kind::Minutes => f.write_str("a number of minutes from 0 to 10080 with at most three decimals"),
            Kind::Date => f.write_str("a date such as 2026-03-02, from 1900 to 2999"),
            Kind::DateOr(words) => write!(f, "{}, {}", Kind::Date, Kind::OneOf(words)),
            Kind::OneOf(words) => f.write_str(&either(words.iter().map(|word| format!("\"{word}\"")))),
            Kind::Share => f.write_str("a share from 0 to 1, such as 0.8 or \"80%\""),
            Kind::Rate | Kind::TiedRate => write!(f, "a share from 0 to 1: {}", either(self.forms())),
            Kind::Lift => write!(f, "a factor from 0 to {MAX_LIFT}: {}", either(self.forms())),
            Kind::Delay | Kind::Law => write!(f, "a time from 0 to {MAX_DAYS} days: {}", either(self.forms())),
            Kind::Worth => write!(f, "an amount from 0 to {MAX_WORTH}: {}", either(self.forms())),
            Kind::Correlation => f.write_str("a number from -1 to 1"),
            Kind::Wait => write!(f, "a whole number of days from 1 to {MAX_DAYS}, or [a, b] with a not above b"),
            Kind::Pace => {
                write!(f, "a whole number from 0 to {MAX_COUNT}, a list of such numbers, \"max\" or \"refunds\"")
            }
            Kind::List(kind) => write!(f, "a list, each item {kind}"),
            Kind::Tuple(words) => write!(f, "a list of {} numbers, [{}]", words.len(), words.join(", ")),
            Kind::Table => f.write_str("a table"),
            Kind::Tables => f.write_str("a list of tables"),
            Kind::Objective => f.write_str(
                "a figure such as \"cost_per_reply\", \"p90 of cost_per_reply\" or \"worst 10% of replies\"",
            ),
            Kind::Requirement => f.write_str("a text such as \"replies >= 25 by week 12 with 80%\" or \"cost <= 900\""),
            Kind::Values => f.write_str("a list of values, or a range such as \"5..50:10\""),
            Kind::Axes => write!(f, "a table of paths, each with {}", Kind::Values),
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
