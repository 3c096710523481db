//! The counts of one campaign week in all lanes.

use std::ops::{Index, IndexMut};

use crate::domain::count::{Count, TrialCounts};
use crate::domain::reason::Reason;

use super::row::{LANES, Row};

/// The counts of one campaign week in all lanes.
#[derive(Debug, Clone)]
pub struct Week {
    /// The basic ones.
    counts: [Row; Count::BY_WEEK.len()],
    /// What held touches up, a bit for each reason: where anything but credits may.
    held: Row,
}

/// The counts of all weeks together.
#[derive(Debug, Clone)]
pub(super) struct Total {
    counts: [Row; Count::BY_WEEK.len()],
    /// The weeks in which each reason held touches up, in the order of the reasons.
    held: [Row; Reason::ALL.len()],
}

impl Week {
    /// Nothing counted yet.
    pub(crate) const NOTHING: Week = Week { counts: [Row::ZERO; Count::BY_WEEK.len()], held: Row::ZERO };

    /// What held touches up, a bit for each reason, credits included.
    pub(super) fn hold_up(&mut self, held: Row) {
        self.held = held;
        self[Count::Short] = of_reason(&held, Reason::Credits);
    }

    /// Adds what another account counted: something is held up in the week if it is for either.
    pub(super) fn add_account(&mut self, other: &Week) {
        let short = self[Count::Short].max(other[Count::Short]);
        self.counts.iter_mut().zip(&other.counts).for_each(|(row, other)| *row += *other);
        self[Count::Short] = short;
        self.held = Row::of(|lane| self.held[lane] | other.held[lane]);
    }

    /// A basic count, lane by lane.
    #[inline(always)]
    pub fn lanes(&self, count: Count) -> &[i32; LANES] {
        self.counts[count.in_week()].lanes()
    }

    /// Did this hold up a touch that was wanted? 1 where it did, else 0, lane by lane; of credits [`Count::Short`] tells it.
    pub fn held_up(&self, reason: Reason) -> [i32; LANES] {
        *of_reason(&self.held, reason).lanes()
    }
}

impl Total {
    /// Nothing counted yet.
    pub(super) const NOTHING: Total =
        Total { counts: [Row::ZERO; Count::BY_WEEK.len()], held: [Row::ZERO; Reason::ALL.len()] };

    /// Adds a week; `held` tells whether anything but credits may hold touches up.
    #[inline(always)]
    pub(super) fn add(&mut self, week: &Week, held: bool) {
        self.counts.iter_mut().zip(&week.counts).for_each(|(row, week)| *row += *week);
        if held {
            for (row, reason) in self.held.iter_mut().zip(Reason::ALL) {
                *row += of_reason(&week.held, reason);
            }
        }
    }

    /// A basic count of all weeks.
    #[inline(always)]
    pub(super) fn of(&self, count: Count) -> &Row {
        &self.counts[count.in_week()]
    }

    /// Writes the weeks in which anything but credits held touches up in a lane.
    pub(super) fn tell_held(&self, lane: usize, counted: &mut TrialCounts) {
        for (row, reason) in self.held.iter().zip(Reason::ALL).filter(|&(_, reason)| reason != Reason::Credits) {
            counted[Count::held_up(reason)] = row[lane] as u64;
        }
    }
}

/// 1 where a reason has its bit, else 0.
#[inline(always)]
fn of_reason(held: &Row, reason: Reason) -> Row {
    Row::of(|lane| held[lane] >> reason as u8 & 1)
}

impl Index<Count> for Week {
    type Output = Row;

    #[inline(always)]
    fn index(&self, count: Count) -> &Row {
        &self.counts[count.in_week()]
    }
}

impl IndexMut<Count> for Week {
    #[inline(always)]
    fn index_mut(&mut self, count: Count) -> &mut Row {
        &mut self.counts[count.in_week()]
    }
}
