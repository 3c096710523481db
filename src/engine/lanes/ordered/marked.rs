//! A prospect to whom anything but silence may happen.

use crate::domain::quantity::Day;
use crate::engine::lanes::told::NOBODY;

/// A day that never comes.
pub(super) const NEVER: Day = Day::MAX;

/// A prospect who may reply, accept or have an Open Profile. All others are alike: what is sent to them is silence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marked {
    /// The how many-th prospect of the segment, from 0.
    pub(super) number: i32,
    /// The day on which the first reply lands, so far as it is drawn.
    pub(super) lands: Day,
    /// The day on which a connection is accepted first.
    pub(super) accepted_on: Day,
    /// A bit for each step to which there may be a reply, or an acceptance.
    pub(super) answers: u16,
    /// A bit for each warming-up step that went out.
    pub(super) warmed_by: u16,
    /// A bit for each step that has come out of turn.
    pub(super) ahead: u16,
    /// The step that draws the reply; did it cost a credit, and will one come back?
    pub(super) reply_step: u8,
    pub(super) credit: bool,
    pub(super) refunds: bool,
    pub(super) open_profile: bool,
}

impl Marked {
    pub(super) const NOBODY: Marked = Marked {
        number: NOBODY,
        lands: NEVER,
        accepted_on: NEVER,
        answers: 0,
        warmed_by: 0,
        ahead: 0,
        reply_step: 0,
        credit: false,
        refunds: false,
        open_profile: false,
    };

    /// Needs a step no more, or has had it out of turn.
    #[inline(always)]
    pub(super) fn is_done_with(&self, step: usize, day: Day) -> bool {
        self.lands <= day || self.ahead >> step & 1 == 1
    }
}
