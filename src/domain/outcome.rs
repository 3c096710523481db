//! What one trial counted.

/// What is counted in every trial, in whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Count {
    /// Credits that came back.
    Refunded,
    /// Credits that InMails cost.
    Spent,
    /// Credits that reached the end of their life.
    Lapsed,
    /// Credits that the cap dropped.
    Capped,
    /// Credits lost in plan changes.
    Forfeited,
    /// The balance at the end of the last day \[credits\].
    Closing,
    /// Prospects started.
    Started,
    /// Replies that landed inside the campaign.
    Replies,
    /// All replies, those after the last day included.
    RepliesSettled,
    /// Weeks short of credits.
    WeeksShort,
    /// New prospects that a week's pace wanted and that were not started, summed over weeks and segments.
    Shortfall,
    /// Working time [[`Terms::effort_unit`](super::terms::Terms::effort_unit)].
    Effort,
}

impl Count {
    /// Every count.
    pub const ALL: [Count; 12] = [
        Count::Refunded,
        Count::Spent,
        Count::Lapsed,
        Count::Capped,
        Count::Forfeited,
        Count::Closing,
        Count::Started,
        Count::Replies,
        Count::RepliesSettled,
        Count::WeeksShort,
        Count::Shortfall,
        Count::Effort,
    ];
}

/// What one trial counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Outcome([u64; Count::ALL.len()]);

impl std::ops::Index<Count> for Outcome {
    type Output = u64;

    #[inline]
    fn index(&self, count: Count) -> &u64 {
        &self.0[count as usize]
    }
}

impl std::ops::IndexMut<Count> for Outcome {
    #[inline]
    fn index_mut(&mut self, count: Count) -> &mut u64 {
        &mut self.0[count as usize]
    }
}

/// What is counted in every campaign week, in whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WeekCount {
    /// The balance at the end of the week \[credits\].
    Balance,
    /// Touches of every channel.
    Sent,
    /// Credits that InMails cost.
    Spent,
    /// Replies that landed.
    Replies,
    /// Credits that came back.
    Refunded,
    /// Credits that reached the end of their life.
    Lapsed,
    /// Credits that the cap dropped.
    Capped,
    /// New prospects that were wanted and not started.
    Shortfall,
    /// 1 in a week short of credits, else 0.
    Short,
    /// Replies that landed from day 0 to the end of the week: their quantiles do not follow from those of single weeks.
    RepliesSoFar,
}

impl WeekCount {
    /// Every count of a week.
    pub const ALL: [WeekCount; 10] = [
        WeekCount::Balance,
        WeekCount::Sent,
        WeekCount::Spent,
        WeekCount::Replies,
        WeekCount::Refunded,
        WeekCount::Lapsed,
        WeekCount::Capped,
        WeekCount::Shortfall,
        WeekCount::Short,
        WeekCount::RepliesSoFar,
    ];

    /// Those that `weekly.csv` has; the others are for charts.
    pub const REPORTED: [WeekCount; 9] = [
        WeekCount::Balance,
        WeekCount::Sent,
        WeekCount::Spent,
        WeekCount::Replies,
        WeekCount::Refunded,
        WeekCount::Lapsed,
        WeekCount::Capped,
        WeekCount::Shortfall,
        WeekCount::Short,
    ];

    /// What reports call it.
    pub fn name(self) -> &'static str {
        match self {
            WeekCount::Balance => "balance",
            WeekCount::Sent => "sent",
            WeekCount::Spent => "spent",
            WeekCount::Replies => "replies",
            WeekCount::Refunded => "refunded",
            WeekCount::Lapsed => "lapsed",
            WeekCount::Capped => "capped",
            WeekCount::Shortfall => "shortfall",
            WeekCount::Short => "short",
            WeekCount::RepliesSoFar => "replies_so_far",
        }
    }
}

/// What one week of a trial counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WeekOutcome([u32; WeekCount::ALL.len()]);

impl std::ops::Index<WeekCount> for WeekOutcome {
    type Output = u32;

    #[inline]
    fn index(&self, count: WeekCount) -> &u32 {
        &self.0[count as usize]
    }
}

impl std::ops::IndexMut<WeekCount> for WeekOutcome {
    #[inline]
    fn index_mut(&mut self, count: WeekCount) -> &mut u32 {
        &mut self.0[count as usize]
    }
}
