//! The way in which the dates of a log are written, which only whole columns, and all of them together, can show.

use crate::record::moment::{Moment, MomentError, Order, Orders, is_serial, orders_of, serial};

use super::words::says;

/// Texts, in lower case, that stand where nothing came, between bars.
const NOTHING: &str = "n/a|n.a.|na|#n/a|none|null|nil|nan|no|false|never|no reply|no answer|not yet";

/// The most bytes of one of them.
const LONGEST: usize = 9;

/// Does a text say that there is no date? One of nothing but signs and zeros does, such as `-` or `0000-00-00`.
pub(super) fn is_nothing(text: &str) -> bool {
    let says_something = |c: char| c.is_alphanumeric() && c != '0';
    !text.contains(says_something)
        || text.len() <= LONGEST && NOTHING.split('|').any(|nothing| nothing == text.to_lowercase())
}

/// Is a text mostly digits, as a slip in a date is, rather than words?
pub(super) fn is_date_like(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    2 * letters < text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The way in which the dates of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As dates, perhaps in a known order of day and month.
    Dates(Option<Order>),
    /// As the numbers by which a spreadsheet counts days.
    Numbers,
}

impl Reading {
    /// The order of day and month of its dates, if it is known.
    pub(super) fn order(self) -> Option<Order> {
        if let Reading::Dates(order) = self { order } else { None }
    }

    pub(super) fn read(self, text: &str) -> Result<Moment, MomentError> {
        match self {
            Reading::Dates(order) => Moment::read(text, order),
            Reading::Numbers => serial(text).ok_or(MomentError::Unreadable),
        }
    }
}

/// The way in which the dates of each column are written. A date that can only be read one way decides for its column, and for
/// columns without such a date, unless columns contradict each other; and where no date does, the order that is `usual`.
pub(super) fn readings(columns: &[Vec<&str>], known: Option<Order>, usual: Option<Order>) -> Vec<Reading> {
    let orders: Vec<Orders> = columns.iter().map(|texts| orders_of(texts.iter().copied())).collect();
    // Columns that show both orders say nothing about others.
    let pooled =
        orders.iter().copied().filter(|orders| *orders != Orders::Both).fold(Orders::Unknown, Orders::and).one();
    let reading = |(texts, orders): (&Vec<&str>, &Orders)| {
        let own = if orders.one().is_none() && *orders != Orders::Both { pooled } else { orders.one() };
        let mut dates = texts.iter().filter(|text| !text.is_empty() && says(text).is_none()).peekable();
        let is_numbers = dates.peek().is_some() && dates.all(|text| is_serial(text));
        if is_numbers {
            Reading::Numbers
        } else {
            Reading::Dates(known.or(own).or(usual.filter(|_| *orders != Orders::Both)))
        }
    };
    columns.iter().zip(&orders).map(reading).collect()
}
