//! How many touches of a step may go out, and what holds up the next one.

use crate::engine::lanes::row::{Chosen, Row};
use crate::engine::vectors::Vectors;

/// How many touches may go out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// By the limits.
    pub(super) touches: Row,
    /// By the credits that the segment may spend, and by those above its reserve.
    pub(super) share: Row,
    pub(super) free: Row,
    /// Does even a prospect who costs nothing wait for a credit?
    pub(super) by_balance: bool,
}

/// In which lanes somebody to whom a step was to come was held up.
#[derive(Debug, Clone, Copy)]
pub(super) struct HeldUp {
    pub(super) by_limits: Chosen,
    pub(super) by_credits: Chosen,
}

impl Room {
    /// What holds up the next one in lanes in which so many of those `wanted` are sent, but for `others`.
    #[inline(always)]
    pub(super) fn held_up(&self, vectors: Vectors, sent: &Row, wanted: &Row, others: Chosen) -> HeldUp {
        let mut short = Chosen::below(vectors, sent, wanted).without(others);
        if short.is_empty() {
            return HeldUp { by_limits: Chosen::NONE, by_credits: Chosen::NONE };
        }
        if self.by_balance {
            short = short.and(Chosen::below(vectors, sent, &self.free));
        }
        let by_limits = short.without(Chosen::below(vectors, sent, &self.touches));
        HeldUp { by_limits, by_credits: short.without(by_limits) }
    }
}

impl HeldUp {
    /// Nobody was.
    #[inline(always)]
    pub(super) fn is_empty(&self) -> bool {
        self.by_limits.is_empty() && self.by_credits.is_empty()
    }
}

/// The same of one lane, as it goes from prospect to prospect.
pub(super) struct LaneRoom {
    pub(super) touches: i32,
    pub(super) share: i32,
    pub(super) free: i32,
    pub(super) by_balance: bool,
}

/// Why the next prospect has to wait.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Halt {
    No,
    Limits,
    Credits,
    /// The pace asks for no more.
    Pace,
}

impl LaneRoom {
    /// That of a lane.
    #[inline(always)]
    pub(super) fn of(room: &Room, lane: usize) -> LaneRoom {
        let Room { touches, share, free, by_balance } = room;
        LaneRoom { touches: touches[lane], share: share[lane], free: free[lane], by_balance: *by_balance }
    }

    /// What holds up the next one, who costs a credit or does not.
    #[inline(always)]
    pub(super) fn halt(&self, pays: bool) -> Halt {
        if self.by_balance && self.free == 0 {
            Halt::Pace
        } else if self.touches == 0 {
            Halt::Limits
        } else if pays && (self.share == 0 || self.free == 0) {
            Halt::Credits
        } else {
            Halt::No
        }
    }

    /// How many more there is room for.
    #[inline(always)]
    pub(super) fn left(&self, pays: bool) -> i32 {
        if pays { self.touches.min(self.share).min(self.free) } else { self.touches }
    }

    #[inline(always)]
    pub(super) fn take(&mut self, number: i32, pays: bool) {
        self.touches -= number;
        if pays {
            self.share -= number;
            self.free -= number;
        }
    }
}
