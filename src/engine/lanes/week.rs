//! What one campaign week counted in all lanes.

use std::ops::{Index, IndexMut};

use crate::domain::outcome::WeekCount;

use super::row::{LANES, Row};

/// What one campaign week counted in all lanes.
#[derive(Debug, Clone)]
pub struct Week([Row; WeekCount::ALL.len()]);

impl Week {
    /// Nothing counted yet.
    pub(crate) const NOTHING: Week = Week([Row::ZERO; WeekCount::ALL.len()]);

    /// Adds what another one counted.
    #[inline(always)]
    pub(crate) fn add(&mut self, other: &Week) {
        for (row, other) in self.0.iter_mut().zip(&other.0) {
            *row += *other;
        }
    }
}

impl Week {
    /// A count, lane by lane.
    #[inline(always)]
    pub fn lanes(&self, count: WeekCount) -> &[i32; LANES] {
        self.0[count as usize].lanes()
    }
}

impl Index<WeekCount> for Week {
    type Output = Row;

    #[inline(always)]
    fn index(&self, count: WeekCount) -> &Row {
        &self.0[count as usize]
    }
}

impl IndexMut<WeekCount> for Week {
    #[inline(always)]
    fn index_mut(&mut self, count: WeekCount) -> &mut Row {
        &mut self.0[count as usize]
    }
}
