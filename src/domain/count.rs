//! The whole numbers that a trial counts, and those that each of its campaign weeks counts.
//!
//! Every campaign has the basic counts. The further ones, which come with lists, limits, costs beside the plan and
//! outcomes, are there where any case of a scenario has a use for them, so that others pay nothing for them.

use super::reason::Reason;

/// The counts, whole numbers: taken in every campaign week, over the whole campaign, or both.
#[non_exhaustive]
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
    /// Weeks in which a restriction held up a wanted touch: 1 in such a week, else 0. Further.
    HeldByRestriction,
    /// Weeks in which a limit did. Further.
    HeldByLimit,
    /// Weeks in which the hours of the week did. Further.
    HeldByHours,
    /// Weeks in which a segment's share of the credits did. Further.
    HeldByCreditsAtMost,
    /// Paid for each touch sent and each prospect started \[cents\]. Further.
    Expenses,
    /// What the outcomes reached are worth \[cents\]. Further.
    Value,
    /// 1 where every segment with a known number of prospects is through by the end, else 0. Further.
    Through,
    /// What came back by each person's own days of a grant [[`Monthly`](super::terms::Monthly)], where these differ. Further.
    RefundedMonthly,
    /// How often the outcome in this place was reached in all. Further.
    Reached(u16),
    /// How often the outcome in this place was reached inside the campaign. Further.
    InTime(u16),
    /// What the outcome in this place is worth, all times together \[cents\]. Further.
    Worth(u16),
}

impl Count {
    /// The basic ones that a campaign has, in the order of their places in a tally.
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

    /// The further ones that a campaign has, those of outcomes aside, in the order of their places after the basic ones.
    pub const FURTHER_BY_CAMPAIGN: [Count; 8] = [
        Count::HeldByRestriction,
        Count::HeldByLimit,
        Count::HeldByHours,
        Count::HeldByCreditsAtMost,
        Count::Expenses,
        Count::Value,
        Count::Through,
        Count::RefundedMonthly,
    ];

    /// The basic ones that a campaign week has, in the order of their places in a tally.
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

    /// The further ones that a campaign week has, in the order of their places after the basic ones.
    pub const FURTHER_BY_WEEK: [Count; 4] =
        [Count::HeldByRestriction, Count::HeldByLimit, Count::HeldByHours, Count::HeldByCreditsAtMost];

    /// The basic ones of a campaign that are the sum of those of its weeks, as all further ones of weeks are.
    pub const SUMMED: [Count; 7] =
        [Count::Refunded, Count::Spent, Count::Lapsed, Count::Capped, Count::Replies, Count::Short, Count::Shortfall];

    /// Those that `weekly.csv` has; the others are for charts.
    pub const REPORTED_BY_WEEK: [Count; 9] = *Count::BY_WEEK.first_chunk().expect("charts alone have the last one");

    /// All that a campaign has, in the order of their places: with the `further` ones of so many outcomes, if it has them.
    pub fn of_campaign(further: Option<u16>) -> impl Iterator<Item = Count> {
        Count::BY_CAMPAIGN.into_iter().chain(Count::further(further))
    }

    /// The further ones of so many outcomes that a campaign has, in the order of their places after the basic ones.
    pub fn further(outcomes: Option<u16>) -> impl Iterator<Item = Count> {
        let of_outcome = |place| [Count::Reached(place), Count::InTime(place), Count::Worth(place)];
        let further = Count::FURTHER_BY_CAMPAIGN.into_iter();
        outcomes.into_iter().flat_map(move |outcomes| further.clone().chain((0..outcomes).flat_map(of_outcome)))
    }

    /// How many of them are further ones.
    pub fn further_of_campaign(further: Option<u16>) -> usize {
        further.map_or(0, |outcomes| Count::FURTHER_BY_CAMPAIGN.len() + 3 * usize::from(outcomes))
    }

    /// The weeks in which this held up a wanted touch.
    pub const fn held_up(reason: Reason) -> Count {
        match reason {
            Reason::Restriction => Count::HeldByRestriction,
            Reason::Limit => Count::HeldByLimit,
            Reason::Hours => Count::HeldByHours,
            Reason::CreditsAtMost => Count::HeldByCreditsAtMost,
            Reason::Credits => Count::Short,
        }
    }

    /// Is it an amount, of money or of parts of credits, which may be another in every trial? It is summed, and how often each
    /// value occurs is told of figures only.
    pub const fn is_amount(self) -> bool {
        matches!(self, Count::Expenses | Count::Value | Count::Worth(_) | Count::RefundedMonthly)
    }

    /// Its place among those of a campaign.
    ///
    /// # Panics
    ///
    /// If a campaign does not have it.
    #[inline(always)]
    pub const fn in_campaign(self) -> usize {
        const FURTHER: usize = Count::BY_CAMPAIGN.len();
        const OF_OUTCOMES: usize = FURTHER + Count::FURTHER_BY_CAMPAIGN.len();
        match self {
            Count::Refunded => 0,
            Count::Spent => 1,
            Count::Lapsed => 2,
            Count::Capped => 3,
            Count::Forfeited => 4,
            Count::Balance => 5,
            Count::Started => 6,
            Count::Replies => 7,
            Count::RepliesSettled => 8,
            Count::Short => 9,
            Count::Shortfall => 10,
            Count::Effort => 11,
            Count::HeldByRestriction => FURTHER,
            Count::HeldByLimit => FURTHER + 1,
            Count::HeldByHours => FURTHER + 2,
            Count::HeldByCreditsAtMost => FURTHER + 3,
            Count::Expenses => FURTHER + 4,
            Count::Value => FURTHER + 5,
            Count::Through => FURTHER + 6,
            Count::RefundedMonthly => FURTHER + 7,
            Count::Reached(outcome) => OF_OUTCOMES + 3 * outcome as usize,
            Count::InTime(outcome) => OF_OUTCOMES + 3 * outcome as usize + 1,
            Count::Worth(outcome) => OF_OUTCOMES + 3 * outcome as usize + 2,
            Count::Sent | Count::RepliesSoFar => panic!("it is not counted there"),
        }
    }

    /// Its place among those of a week.
    ///
    /// # Panics
    ///
    /// If a week does not have it.
    #[inline(always)]
    pub const fn in_week(self) -> usize {
        const FURTHER: usize = Count::BY_WEEK.len();
        match self {
            Count::Balance => 0,
            Count::Sent => 1,
            Count::Spent => 2,
            Count::Replies => 3,
            Count::Refunded => 4,
            Count::Lapsed => 5,
            Count::Capped => 6,
            Count::Shortfall => 7,
            Count::Short => 8,
            Count::RepliesSoFar => 9,
            Count::HeldByRestriction => FURTHER,
            Count::HeldByLimit => FURTHER + 1,
            Count::HeldByHours => FURTHER + 2,
            Count::HeldByCreditsAtMost => FURTHER + 3,
            Count::Forfeited
            | Count::Started
            | Count::RepliesSettled
            | Count::Effort
            | Count::Expenses
            | Count::Value
            | Count::Through
            | Count::RefundedMonthly
            | Count::Reached(_)
            | Count::InTime(_)
            | Count::Worth(_) => panic!("it is not counted there"),
        }
    }

    /// Its name in the table of weeks.
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
            Count::HeldByRestriction => "held_by_restriction",
            Count::HeldByLimit => "held_by_limit",
            Count::HeldByHours => "held_by_hours",
            Count::HeldByCreditsAtMost => "held_by_credits_at_most",
            Count::Expenses => "expenses",
            Count::Value => "value",
            Count::Through => "through",
            Count::RefundedMonthly => "refunded_monthly",
            Count::Reached(_) => "reached",
            Count::InTime(_) => "in_time",
            Count::Worth(_) => "worth",
        }
    }
}

/// The counts of one trial.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TrialCounts {
    basic: [u64; Count::BY_CAMPAIGN.len()],
    /// Empty where the campaign does not have them.
    further: Vec<u64>,
}

impl TrialCounts {
    /// Nothing counted yet, of a campaign with the `further` counts of so many outcomes, if it has them.
    pub fn new(further: Option<u16>) -> TrialCounts {
        TrialCounts { further: vec![0; Count::further_of_campaign(further)], ..TrialCounts::default() }
    }

    /// Begins anew, with the `further` counts of so many outcomes, if there are such, in the memory that there is.
    pub fn reset(&mut self, further: Option<u16>) {
        self.basic = Default::default();
        self.further.clear();
        self.further.resize(Count::further_of_campaign(further), 0);
    }

    /// Adds each count of another account of the same campaign.
    pub fn add(&mut self, other: &TrialCounts) {
        let sums = self.basic.iter_mut().chain(&mut self.further);
        sums.zip(other.each()).for_each(|(sum, counted)| *sum = sum.saturating_add(counted));
    }

    /// The basic ones, in the order of their places.
    #[inline]
    pub fn basic(&self) -> &[u64; Count::BY_CAMPAIGN.len()] {
        &self.basic
    }

    /// The further ones, in the order of their places after the basic ones; none where the campaign has none.
    #[inline]
    pub fn further(&self) -> &[u64] {
        &self.further
    }

    /// The count in this place; 0 for one that the campaign does not have.
    #[inline]
    pub fn at(&self, place: usize) -> &u64 {
        self.basic.get(place).unwrap_or_else(|| self.further.get(place - self.basic.len()).unwrap_or(&0))
    }

    /// Every count, in the order of their places.
    pub fn each(&self) -> impl Iterator<Item = u64> {
        self.basic.iter().chain(&self.further).copied()
    }
}

impl std::ops::Index<Count> for TrialCounts {
    type Output = u64;

    /// What a campaign does not count is 0.
    #[inline]
    fn index(&self, count: Count) -> &u64 {
        self.at(count.in_campaign())
    }
}

impl std::ops::IndexMut<Count> for TrialCounts {
    /// # Panics
    ///
    /// If the campaign does not have the count.
    #[inline]
    fn index_mut(&mut self, count: Count) -> &mut u64 {
        let place = count.in_campaign();
        match place.checked_sub(Count::BY_CAMPAIGN.len()) {
            None => &mut self.basic[place],
            Some(place) => &mut self.further[place],
        }
    }
}

/// The counts of one week of a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WeekCounts([u32; Count::BY_WEEK.len() + Count::FURTHER_BY_WEEK.len()]);

impl WeekCounts {
    /// Adds what another account counted: something is held up in the week if it is on either.
    #[inline]
    pub fn add(&mut self, other: &WeekCounts) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, other)| *sum += other);
        for count in [Count::Short].into_iter().chain(Count::FURTHER_BY_WEEK) {
            self[count] = self[count].min(1);
        }
    }

    /// Every count, in the order of their places.
    #[inline]
    pub fn each(&self) -> &[u32] {
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

#[cfg(test)]
mod tests;
