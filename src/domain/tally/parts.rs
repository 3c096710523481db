//! What touches and segments came to in all trials together.

use serde::{Deserialize, Serialize};

use crate::domain::histogram::Histogram;
use crate::domain::quantity::Day;

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

impl SegmentTally {
    /// Counts a trial in which the segment was through on this day, if it was.
    #[inline]
    pub fn add(&mut self, started: u64, replied: u64, through: Option<Day>) {
        self.started += started;
        self.replied += replied;
        if let Some(day) = through {
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
