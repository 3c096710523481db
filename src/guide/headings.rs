//! The headings of tables that are printed, explained.

use super::topic::Topic;
use crate::report::overview::headings;
use crate::report::seat_overview::HEADINGS;

pub(super) const GROUP: &str = "headings of printed tables";

/// Those of a forecast, each with its meaning.
const OF_FORECAST: [(&str, &str); 6] = [
    ("half of those by", "the day by which half of the simulations that ever run out of credits have done so"),
    ("5 % to 95 %", "the days by which 5 and 95 of 100 of those simulations have run out"),
    (
        "affordable InMails a weekday, until",
        "the fastest pace at which no more than 10 of 100 simulations run out before the next credits come, and that day",
    ),
    ("to the end", "the same pace if it is kept to the end of the campaign"),
    ("rule of thumb", "the credits that are held, divided by the weekdays that are left until the next ones come"),
    ("InMails a weekday", "a pace: InMails on each day on which something may be sent"),
];

/// Every heading, as it is printed in one line; one that means the same in several tables once.
pub(super) fn topics() -> Vec<Topic> {
    let of_tables = headings().into_iter().chain(HEADINGS).map(|heading| (heading.line(), heading.meaning));
    let of_forecast = OF_FORECAST.map(|(name, meaning)| (name.to_owned(), meaning));
    // What is one word is a column or a figure of the same meaning.
    let is_own = |(name, _): &(String, &str)| name.contains(' ') || name == "±";
    of_tables
        .chain(of_forecast)
        .filter(is_own)
        .map(|(name, meaning)| Topic::new(name, GROUP, meaning).with_words("in", "tables that are printed"))
        .collect()
}
