//! An account made ready to be played: who shares it, what the calendar makes of it, and the segments that they work.

use std::sync::Arc;

use crate::domain::quantity::Day;
use crate::domain::seat::Person;

use super::calendar::DayPlan;
use super::pending::PendingPlan;
use super::segment_plan::SegmentPlan;

/// An account made ready.
#[derive(Debug, Clone)]
pub(crate) struct AccountPlan {
    /// Whose it is: one person, or those under a pooled plan.
    pub(crate) people: Vec<PersonPlan>,
    /// The campaign day by day, the same for all accounts of one kind.
    pub(crate) days: Arc<[DayPlan]>,
    /// The segments of all of them in the order in which they go.
    pub(crate) segments: Vec<SegmentPlan>,
    /// The pending touches of all of them in the order in which they were sent.
    pub(crate) pending: Vec<PendingPlan>,
}

/// One of those who share an account.
#[derive(Debug, Clone)]
pub(crate) struct PersonPlan {
    pub(crate) person: Person,
    /// Its place among all people, where there are several.
    pub(crate) seat: Option<u32>,
    /// The day on which this one begins.
    pub(crate) begins: Day,
}

impl AccountPlan {
    /// Whose account it is, where it is one person's and there are others.
    pub(crate) fn owner(&self) -> Option<u32> {
        self.people.first().filter(|_| self.people.len() == 1)?.seat
    }
}
