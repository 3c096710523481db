//! The whole numbers that a trial counts, and those that each of its campaign weeks counts.

use strum::VariantArray;

/// The counts, whole numbers: taken in every campaign week, over the whole campaign, or both.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, VariantArray)]
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
    Balance,
    /// Prospects started.
    Started,
    /// Replies that landed inside the campaign.
    Replies,
    /// All replies, those after the last day included.
    RepliesSettled,
    /// Weeks short of credits: 1 in such a week, else 0.
    Short,
    /// New prospects that a week's pace wanted and that were not started, summed over weeks and segments.
    Shortfall,
    /// Working time [[`Terms::effort_unit`](super::terms::Terms::effort_unit)].
    Effort,
    /// Touches of every channel; counted by week alone.
    Sent,
    /// Replies that landed from day 0 to the end of the week: their quantiles do not follow from those of single weeks.
    /// Counted by week alone.
    RepliesSoFar,
}

impl Count {
    /// Those that a campaign has, in the order of their places in a tally.
    pub const BY_CAMPAIGN: [Count; 12] = [
        Count::Refunded,
        Count::Spent,
        Count::Lapsed,
        Count::Capped,
        Count::Forfeited,
        Count::Balance,
        Count::Started,
        Count::Replies,
        Count::RepliesSettled,
        Count::Short,
        Count::Shortfall,
        Count::Effort,
    ];

    /// Those that a campaign week has, in the order of their places in a tally.
    pub const BY_WEEK: [Count; 10] = [
        Count::Balance,
        Count::Sent,
        Count::Spent,
        Count::Replies,
        Count::Refunded,
        Count::Lapsed,
        Count::Capped,
        Count::Shortfall,
        Count::Short,
        Count::RepliesSoFar,
    ];

    /// Those of a campaign that are the sum of those of its weeks.
    pub const SUMMED: [Count; 7] =
        [Count::Refunded, Count::Spent, Count::Lapsed, Count::Capped, Count::Replies, Count::Short, Count::Shortfall];

    /// Those that `weekly.csv` has; the others are for charts.
    pub const REPORTED_BY_WEEK: [Count; 9] = [
        Count::Balance,
        Count::Sent,
        Count::Spent,
        Count::Replies,
        Count::Refunded,
        Count::Lapsed,
        Count::Capped,
        Count::Shortfall,
        Count::Short,
    ];

    /// Its place among those of a campaign.
    ///
    /// # Panics
    ///
    /// If a campaign does not have it.
    #[inline(always)]
    pub const fn in_campaign(self) -> usize {
        Count::place(self, &IN_CAMPAIGN)
    }

    /// Its place among those of a week.
    ///
    /// # Panics
    ///
    /// If a week does not have it.
    #[inline(always)]
    pub const fn in_week(self) -> usize {
        Count::place(self, &IN_WEEK)
    }

    #[inline(always)]
    const fn place(self, places: &[usize; Count::VARIANTS.len()]) -> usize {
        let place = places[self as usize];
        assert!(place != NOWHERE, "it is not counted there");
        place
    }

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Count::Refunded => "refunded",
            Count::Spent => "spent",
            Count::Lapsed => "lapsed",
            Count::Capped => "capped",
            Count::Forfeited => "forfeited",
            Count::Balance => "balance",
            Count::Started => "started",
            Count::Replies => "replies",
            Count::RepliesSettled => "replies_settled",
            Count::Short => "short",
            Count::Shortfall => "shortfall",
            Count::Effort => "effort",
            Count::Sent => "sent",
            Count::RepliesSoFar => "replies_so_far",
        }
    }
}

/// The place of a count that is not among those listed.
const NOWHERE: usize = usize::MAX;

const IN_CAMPAIGN: [usize; Count::VARIANTS.len()] = places(&Count::BY_CAMPAIGN);

const IN_WEEK: [usize; Count::VARIANTS.len()] = places(&Count::BY_WEEK);

/// The place of every count in a list of some.
const fn places(listed: &[Count]) -> [usize; Count::VARIANTS.len()] {
    let mut places = [NOWHERE; Count::VARIANTS.len()];
    let mut place = 0;
    while place < listed.len() {
        places[listed[place] as usize] = place;
        place += 1;
    }
    places
}

/// The counts of one trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TrialCounts([u64; Count::BY_CAMPAIGN.len()]);

impl TrialCounts {
    /// Every count, in the order of [`Count::BY_CAMPAIGN`].
    #[inline]
    pub fn each(&self) -> &[u64; Count::BY_CAMPAIGN.len()] {
        &self.0
    }
}

impl std::ops::Index<Count> for TrialCounts {
    type Output = u64;

    #[inline]
    fn index(&self, count: Count) -> &u64 {
        &self.0[count.in_campaign()]
    }
}

impl std::ops::IndexMut<Count> for TrialCounts {
    #[inline]
    fn index_mut(&mut self, count: Count) -> &mut u64 {
        &mut self.0[count.in_campaign()]
    }
}

/// The counts of one week of a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WeekCounts([u32; Count::BY_WEEK.len()]);

impl WeekCounts {
    /// Every count, in the order of [`Count::BY_WEEK`].
    #[inline]
    pub fn each(&self) -> &[u32; Count::BY_WEEK.len()] {
        &self.0
    }
}

impl std::ops::Index<Count> for WeekCounts {
    type Output = u32;

    #[inline]
    fn index(&self, count: Count) -> &u32 {
        &self.0[count.in_week()]
    }
}

impl std::ops::IndexMut<Count> for WeekCounts {
    #[inline]
    fn index_mut(&mut self, count: Count) -> &mut u32 {
        &mut self.0[count.in_week()]
    }
}

/// Something that a trial has or has not, and of which the share of trials is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum Flag {
    /// At least one week is short of credits.
    Short,
    /// Nobody replies.
    Silent,
}

impl Flag {
    /// Does a trial have it that came to this?
    #[inline]
    pub fn is_up(self, counted: &TrialCounts) -> bool {
        match self {
            Flag::Short => counted[Count::Short] > 0,
            Flag::Silent => counted[Count::RepliesSettled] == 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_is_one_of_a_campaign_or_of_a_week_and_what_is_summed_is_both() {
        for count in Count::VARIANTS {
            assert!(Count::BY_CAMPAIGN.contains(count) || Count::BY_WEEK.contains(count), "{}", count.name());
        }
        let is_both = |count: &Count| Count::BY_CAMPAIGN.contains(count) && Count::BY_WEEK.contains(count);
        assert!(Count::SUMMED.iter().all(is_both));
        assert!(Count::REPORTED_BY_WEEK.iter().all(|count| Count::BY_WEEK.contains(count)));
    }

    #[test]
    fn counts_keep_their_places_in_a_tally() {
        for (place, count) in Count::BY_CAMPAIGN.into_iter().enumerate() {
            assert_eq!(count.in_campaign(), place, "{}", count.name());
        }
        for (place, count) in Count::BY_WEEK.into_iter().enumerate() {
            assert_eq!(count.in_week(), place, "{}", count.name());
        }
    }

    #[test]
    #[should_panic(expected = "not counted there")]
    fn a_campaign_has_no_count_of_its_weeks_alone() {
        let _ = TrialCounts::default()[Count::Sent];
    }
}
