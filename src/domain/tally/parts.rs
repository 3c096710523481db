//! What touches and segments came to in all trials together.

use serde::{Deserialize, Serialize};

use crate::domain::count::{Count, TrialCounts};
use crate::domain::histogram::Histogram;
use crate::domain::quantity::Day;
use crate::domain::segment::Segment;

/// Sums over all trials of what a touch of a segment did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TouchTally {
    /// How often it went out.
    pub sent: u64,
    /// The credits that it cost.
    pub credits: u64,
    /// Invitations accepted, those after the last day included.
    pub accepted: u64,
    /// Replies that it drew, those after the last day included.
    pub replies: u64,
}

/// What a segment came to in all trials together.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SegmentTally {
    /// The sum of the prospects started.
    pub started: u64,
    /// The sum of their replies, those after the last day included.
    pub replied: u64,
    /// How often each campaign day was the one on which the segment was through; trials in which it was not through by the
    /// last day are not in it.
    pub through: Histogram,
}

/// What a segment came to in one trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SegmentCounts {
    /// The prospects started.
    pub started: u64,
    /// Their replies, those after the last day included.
    pub replied: u64,
    /// The day on which all had been started and none had a touch to come, if there was one.
    pub through: Option<Day>,
}

/// What the people of a seat came to in one trial together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SeatCounts {
    /// Credits that came back by replies of their prospects.
    pub refunded: u64,
    /// Credits that their InMails cost.
    pub spent: u64,
    /// Credits of their accounts that lapsed, that the cap dropped or that changes of plan took; of no meaning where people
    /// of other seats share an account with them.
    pub lost: u64,
    /// Prospects started.
    pub started: u64,
    /// Their replies, those after the last day included.
    pub replies: u64,
    /// Working time [[`Terms::effort_unit`](crate::domain::terms::Terms::effort_unit)].
    pub effort: u64,
    /// Was any of them short of credits in any week?
    pub was_short: bool,
}

impl SegmentCounts {
    /// Before anybody has worked it; a list of which nobody has a part is through from the start.
    pub fn nothing(segment: &Segment) -> SegmentCounts {
        SegmentCounts { through: segment.prospects.map(|_| 0), ..SegmentCounts::default() }
    }

    /// Adds what one person came to: the prospects started, their replies, and when this one's part was through. Whoever has
    /// no part of a list has no say in that.
    pub fn add(&mut self, has_part: bool, (started, replied, through): (u64, u64, Option<Day>)) {
        self.started += started;
        self.replied += replied;
        if has_part {
            self.through = self.through.zip(through).map(|(one, other)| one.max(other));
        }
    }
}

impl SeatCounts {
    /// Adds what another of its people came to.
    pub fn add(&mut self, other: &SeatCounts) {
        self.refunded += other.refunded;
        self.spent += other.spent;
        self.lost += other.lost;
        self.started += other.started;
        self.replies += other.replies;
        self.effort += other.effort;
        self.was_short |= other.was_short;
    }

    /// What one seat came to that all people of a campaign have.
    pub fn of_all(counted: &TrialCounts) -> SeatCounts {
        SeatCounts {
            refunded: counted[Count::Refunded],
            spent: counted[Count::Spent],
            lost: counted[Count::Lapsed] + counted[Count::Capped] + counted[Count::Forfeited],
            started: counted[Count::Started],
            replies: counted[Count::RepliesSettled],
            effort: counted[Count::Effort],
            was_short: counted[Count::Short] > 0,
        }
    }
}

/// Sums over all trials of what the people of a seat came to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SeatTally {
    /// Credits that came back by replies of their prospects.
    pub refunded: u64,
    /// Credits that their InMails cost.
    pub spent: u64,
    /// Credits of their accounts that were lost, as in [`SeatCounts::lost`].
    pub lost: u64,
    /// Prospects started.
    pub started: u64,
    /// Their replies, those after the last day included.
    pub replies: u64,
    /// Working time [[`Terms::effort_unit`](crate::domain::terms::Terms::effort_unit)].
    pub effort: u128,
    /// Trials in which any of them was short of credits in any week.
    pub short: u64,
}

impl SeatTally {
    /// Counts a trial.
    pub fn add(&mut self, counts: &SeatCounts) {
        self.refunded += counts.refunded;
        self.spent += counts.spent;
        self.lost += counts.lost;
        self.started += counts.started;
        self.replies += counts.replies;
        self.effort += u128::from(counts.effort);
        self.short += u64::from(counts.was_short);
    }

    pub(super) fn merge(&mut self, other: &SeatTally) {
        self.refunded += other.refunded;
        self.spent += other.spent;
        self.lost += other.lost;
        self.started += other.started;
        self.replies += other.replies;
        self.effort += other.effort;
        self.short += other.short;
    }
}

impl SegmentTally {
    /// Counts a trial.
    #[inline]
    pub fn add(&mut self, counts: SegmentCounts) {
        self.started += counts.started;
        self.replied += counts.replied;
        if let Some(day) = counts.through {
            self.through.add(day.into());
        }
    }

    pub(super) fn merge(&mut self, other: &SegmentTally) {
        self.started += other.started;
        self.replied += other.replied;
        self.through.merge(&other.through);
    }
}

impl TouchTally {
    /// Adds the sums of `other`.
    pub fn merge(&mut self, other: &TouchTally) {
        self.sent += other.sent;
        self.credits += other.credits;
        self.accepted += other.accepted;
        self.replies += other.replies;
    }
}
