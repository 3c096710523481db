//! How the dates of a log are to be read: what only whole columns, and all of them together, can say.

use crate::record::moment::{Moment, MomentError, Order, Said, is_serial, said_by, serial};

/// What is written, in lower case, where nothing came.
const NOTHING: [&str; 14] = [
    "n/a",
    "n.a.",
    "na",
    "#n/a",
    "none",
    "null",
    "nil",
    "nan",
    "no",
    "false",
    "never",
    "no reply",
    "no answer",
    "not yet",
];

/// Does a text say that there is no date? One of nothing but signs and zeros does, such as `-` or `0000-00-00`.
pub(super) fn is_nothing(text: &str) -> bool {
    let says_something = |c: char| c.is_alphanumeric() && c != '0';
    !text.contains(says_something) || NOTHING.contains(&text.to_lowercase().as_str())
}

/// How the dates of a column are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As dates, of which the order may be known.
    Dates(Option<Order>),
    /// As the numbers by which a spreadsheet counts days.
    Numbers,
}

impl Reading {
    pub(super) fn read(self, text: &str) -> Result<Moment, MomentError> {
        match self {
            Reading::Dates(order) => Moment::read(text, order),
            Reading::Numbers => serial(text).ok_or(MomentError::Unreadable),
        }
    }
}

/// How the dates of each column are to be read. One that can only be read one way decides for its column, and for those
/// that decide nothing, unless another column says otherwise.
pub(super) fn readings(columns: [Vec<&str>; 3], known: Option<Order>) -> [Reading; 3] {
    let said = columns.each_ref().map(|texts| said_by(texts.iter().copied()));
    let is = |order| said.contains(&Said::One(order));
    let pooled = match (is(Order::Dmy), is(Order::Mdy)) {
        (true, false) => Some(Order::Dmy),
        (false, true) => Some(Order::Mdy),
        _ => None,
    };
    let mut readings = [Reading::Dates(None); 3];
    for ((reading, said), texts) in readings.iter_mut().zip(said).zip(columns) {
        let own = match said {
            Said::One(order) => Some(order),
            Said::Nothing => pooled,
            Said::Both => None,
        };
        let mut dates = texts.into_iter().filter(|text| !text.is_empty()).peekable();
        let is_numbers = dates.peek().is_some() && dates.all(is_serial);
        *reading = if is_numbers { Reading::Numbers } else { Reading::Dates(known.or(own)) };
    }
    readings
}
