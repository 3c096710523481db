//! One of those who share an account, in one trial: the limits, the luck and the counts that are this one's alone.

use crate::domain::quantity::Day;

use super::luck::Luck;
use super::quota::{Limits, Quota};

/// One of those who share an account, in one trial.
#[derive(Debug, Clone)]
pub(crate) struct PersonState<'a> {
    pub(crate) luck: Luck,
    pub(crate) quota: Quota<'a>,
    /// The last day on which a restriction lets nothing of this one's go out.
    pub(crate) restricted_until: Day,
    /// Credits that came back by replies of this one's prospects: in the week before, in this one, and in all.
    pub(crate) refunded: [u32; 2],
    pub(crate) refunded_in_all: u64,
    /// Replies to this one's pending touches.
    pub(crate) pending_replies: u64,
    /// The work that this one's outcomes take.
    pub(crate) effort: u64,
    pub(crate) was_short: bool,
}

impl<'a> PersonState<'a> {
    pub(crate) fn new(limits: &'a Limits) -> PersonState<'a> {
        PersonState {
            luck: Luck::default(),
            quota: Quota::new(limits),
            restricted_until: -1,
            refunded: [0; 2],
            refunded_in_all: 0,
            pending_replies: 0,
            effort: 0,
            was_short: false,
        }
    }

    /// Begins a trial.
    pub(crate) fn begin(&mut self, luck: Luck) {
        self.luck = luck;
        self.quota.begin();
        (self.restricted_until, self.refunded, self.refunded_in_all) = (-1, [0; 2], 0);
        (self.pending_replies, self.effort, self.was_short) = (0, 0, false);
    }
}
