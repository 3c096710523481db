//! The delay of a touch made ready: its table, or the tables of those of which one holds in each trial.

use std::sync::Arc;

use super::delay_table::DelayTable;
use super::unknown::UnknownId;

/// How the days of a delay are found in a trial.
#[derive(Debug, Clone)]
pub(crate) enum DelayPlan {
    /// By this table in every trial.
    Known(Arc<DelayTable>),
    /// By that of these tables whose place is drawn in the trial.
    AnyOf(UnknownId, Box<[Arc<DelayTable>]>),
}

impl DelayPlan {
    /// The place of the table of a trial in which the schedule's unknowns are `drawn`.
    #[inline(always)]
    pub(crate) fn place(&self, drawn: impl Fn(UnknownId) -> f64) -> usize {
        match self {
            DelayPlan::Known(_) => 0,
            DelayPlan::AnyOf(place, _) => drawn(*place) as usize,
        }
    }

    /// The table in a place.
    #[inline(always)]
    pub(crate) fn table(&self, place: usize) -> &DelayTable {
        match self {
            DelayPlan::Known(table) => table,
            DelayPlan::AnyOf(_, tables) => &tables[place],
        }
    }

    /// The table of a trial in which the schedule's unknowns are `drawn`.
    #[inline(always)]
    pub(crate) fn of(&self, drawn: &[f64]) -> &DelayTable {
        self.table(self.place(|unknown| drawn[unknown]))
    }
}
