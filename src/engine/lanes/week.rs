//! The counts of one campaign week in all lanes.

use std::ops::{Index, IndexMut};

use crate::domain::count::Count;

use super::row::{LANES, Row};

/// The counts of one campaign week in all lanes.
#[derive(Debug, Clone)]
pub struct Week([Row; Count::BY_WEEK.len()]);

impl Week {
    /// Nothing counted yet.
    pub(crate) const NOTHING: Week = Week([Row::ZERO; Count::BY_WEEK.len()]);

    /// Adds what another one counted.
    #[inline(always)]
    pub(crate) fn add(&mut self, other: &Week) {
        for (row, other) in self.0.iter_mut().zip(&other.0) {
            *row += *other;
        }
    }
}

impl Week {
    /// Adds what another account counted: a week is short if it is for either.
    pub(super) fn add_account(&mut self, other: &Week) {
        let short = Row::of(|lane| self[Count::Short][lane].max(other[Count::Short][lane]));
        self.add(other);
        self[Count::Short] = short;
    }

    /// A count, lane by lane.
    #[inline(always)]
    pub fn lanes(&self, count: Count) -> &[i32; LANES] {
        self.0[count.in_week()].lanes()
    }
}

impl Index<Count> for Week {
    type Output = Row;

    #[inline(always)]
    fn index(&self, count: Count) -> &Row {
        &self.0[count.in_week()]
    }
}

impl IndexMut<Count> for Week {
    #[inline(always)]
    fn index_mut(&mut self, count: Count) -> &mut Row {
        &mut self.0[count.in_week()]
    }
}
