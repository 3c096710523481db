//! What may hold up a touch that is wanted.

use strum::VariantArray;

/// What holds up a touch that is wanted on a send day, in the order in which it is looked at.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, VariantArray)]
pub enum Reason {
    /// The network lets nothing go out for some days.
    Restriction,
    /// The touch has gone out as often as it may that day or week.
    Limit,
    /// There is no time left for it this week.
    Hours,
    /// The segment has spent all the credits that it may.
    CreditsAtMost,
    /// The balance is not above the segment's reserve.
    Credits,
}

impl Reason {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Reason::Restriction => "restriction",
            Reason::Limit => "limit",
            Reason::Hours => "hours",
            Reason::CreditsAtMost => "credits_at_most",
            Reason::Credits => "credits",
        }
    }
}
