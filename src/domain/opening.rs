//! What an account brings along on its first day: credits, and touches that are still silent.

use super::quantity::Credits;

/// The credits and touches with which an account begins.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Opening {
    /// The credits held, credited on its first day: day 0, unless its seat begins later.
    pub lots: Vec<OpeningLot>,
    /// Touches sent before day 0 that are still without a reply.
    pub pending: Vec<Pending>,
}

/// Credits that lapse together, by days from the first one, here called day 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningLot {
    /// How many.
    pub credits: Credits,
    /// They can be spent on days 0 to n-1; `None`: for a full credit life.
    pub lapses_in_days: Option<u32>,
}

/// Touches sent before day 0, silent up to the end of day -1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending {
    /// The touch, a place in [`Case::touches`]: an InMail that cost a credit, a message or an e-mail.
    ///
    /// [`Case::touches`]: super::case::Case::touches
    pub touch: usize,
    /// How many days before day 0 they were sent; at least 1.
    pub sent_days_ago: u32,
    /// How many.
    pub count: u32,
}
