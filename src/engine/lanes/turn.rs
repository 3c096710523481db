//! The turn of a segment on a send day.

use crate::domain::quantity::Day;
use crate::engine::luck::Luck;
use crate::engine::vectors::Vectors;

use super::bounds::Bounds;
use super::inbox::Inbox;
use super::row::{LANES, Row};

/// What is drawn once a trial, lane by lane.
pub(super) type Drawn = [[f64; LANES]];

/// The turn of a segment on a send day: what it has room for, and what it sends.
pub(super) struct Turn<'t, 'a> {
    pub(super) vectors: Vectors,
    pub(super) day: Day,
    /// After so many days a reply brings no credit back.
    pub(super) window: Day,
    pub(super) lucks: &'t [Luck; LANES],
    pub(super) drawn: &'t Drawn,
    /// The credits above the segment's reserve that are left.
    pub(super) free: Row,
    /// The touches sent that cost none.
    pub(super) unpaid: Row,
    /// 1 where a touch was held up for want of credits, where nothing else can.
    pub(super) short: Row,
    /// What else can, where anything does.
    pub(super) bounds: Option<&'t mut Bounds<'a>>,
    pub(super) inbox: &'t mut Inbox,
}
