//! What may hold up a touch that is wanted.

/// What holds up a touch that is wanted on a send day, in the order in which it is looked at.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// Some reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reasons(u8);

impl Reasons {
    /// Adds one.
    #[inline]
    pub fn add(&mut self, reason: Reason) {
        self.0 |= 1 << reason as u8;
    }

    /// Each of them, in the order of [`Reason`].
    #[inline]
    pub fn each(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.into_iter().filter(move |&reason| self.0 & (1 << reason as u8) != 0)
    }
}

impl Reason {
    /// Every reason, in the order in which they are looked at.
    pub const ALL: [Reason; 5] =
        [Reason::Restriction, Reason::Limit, Reason::Hours, Reason::CreditsAtMost, Reason::Credits];

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
