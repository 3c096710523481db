//! What sequences of either way tell, and what they mean by nobody and by no day.

use crate::domain::quantity::Day;

use super::row::Row;
use crate::engine::luck::Latents;

/// How many prospects are drawn at a time: as many as a word has bits.
pub(super) const WORD: i32 = Latents::RUN as i32;

/// No prospect and no place in a queue: one beyond all that there are.
pub(super) const NOBODY: i32 = i32::MAX / 2;

/// A day that has not come.
pub(super) const NOT_YET: Day = -1;

/// A reply that lands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Landing {
    pub(super) step: usize,
    /// The number of the prospect.
    pub(super) number: i32,
    pub(super) day: Day,
}

/// What a step of a sequence did, lane by lane.
#[derive(Debug, Clone, Copy)]
pub(super) struct StepRows {
    pub(super) sent: Row,
    pub(super) credits: Row,
    pub(super) accepted: Row,
    /// How many prospects reply to it.
    pub(super) replies: Row,
}
