//! One number for each of the trials that are played side by side.

use std::ops::{Add, AddAssign, Index, IndexMut, Sub, SubAssign};

use crate::engine::vectors::Vectors;

/// How many trials are played side by side.
pub const LANES: usize = 64;

/// A whole number for each lane. What is done to all lanes alike is written as a loop over them, which the compiler
/// turns into vector instructions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(align(64))]
pub struct Row([i32; LANES]);

impl Row {
    pub(crate) const ZERO: Row = Row([0; LANES]);

    /// The same number in every lane.
    #[inline(always)]
    pub(crate) const fn all(value: i32) -> Row {
        Row([value; LANES])
    }

    /// The results of `value` for each lane.
    #[inline(always)]
    pub(crate) fn of(value: impl Fn(usize) -> i32) -> Row {
        let mut row = Row::ZERO;
        for lane in 0..LANES {
            row.0[lane] = value(lane);
        }
        row
    }

    /// The smaller number of each lane.
    #[inline(always)]
    pub(crate) fn min(self, other: Row) -> Row {
        Row::of(|lane| self.0[lane].min(other.0[lane]))
    }

    /// The larger number of each lane.
    #[inline(always)]
    pub(crate) fn max(self, other: Row) -> Row {
        Row::of(|lane| self.0[lane].max(other.0[lane]))
    }

    /// How far each lane is above `other`; 0 where it is not.
    #[inline(always)]
    pub(crate) fn above(self, other: Row) -> Row {
        (self - other).max(Row::ZERO)
    }

    /// The smallest number of all.
    #[inline(always)]
    pub(crate) fn least(&self) -> i32 {
        self.0.iter().fold(i32::MAX, |least, &number| least.min(number))
    }

    /// The numbers, in the order of the lanes.
    #[inline(always)]
    pub(crate) fn lanes(&self) -> &[i32; LANES] {
        &self.0
    }
}

impl Index<usize> for Row {
    type Output = i32;

    #[inline(always)]
    fn index(&self, lane: usize) -> &i32 {
        &self.0[lane]
    }
}

impl IndexMut<usize> for Row {
    #[inline(always)]
    fn index_mut(&mut self, lane: usize) -> &mut i32 {
        &mut self.0[lane]
    }
}

impl Add for Row {
    type Output = Row;

    #[inline(always)]
    fn add(self, other: Row) -> Row {
        Row::of(|lane| self.0[lane] + other.0[lane])
    }
}

impl Sub for Row {
    type Output = Row;

    #[inline(always)]
    fn sub(self, other: Row) -> Row {
        Row::of(|lane| self.0[lane] - other.0[lane])
    }
}

impl AddAssign for Row {
    #[inline(always)]
    fn add_assign(&mut self, other: Row) {
        *self = *self + other;
    }
}

impl SubAssign for Row {
    #[inline(always)]
    fn sub_assign(&mut self, other: Row) {
        *self = *self - other;
    }
}

/// Some of the lanes, in ascending order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chosen(u64);

impl Chosen {
    /// The lanes for which `choose` holds.
    #[inline(always)]
    pub(crate) fn of(choose: impl Fn(usize) -> bool) -> Chosen {
        let mut bits = 0;
        for lane in 0..LANES {
            bits |= u64::from(choose(lane)) << lane;
        }
        Chosen(bits)
    }

    /// The lanes in which one row is below another.
    #[inline(always)]
    pub(crate) fn below(vectors: Vectors, row: &Row, other: &Row) -> Chosen {
        Chosen(vectors.below(row.lanes(), other.lanes()))
    }

    /// Those that are among the others too.
    #[inline(always)]
    pub(crate) fn and(self, other: Chosen) -> Chosen {
        Chosen(self.0 & other.0)
    }

    /// Those that are not among the others.
    #[inline(always)]
    pub(crate) fn without(self, other: Chosen) -> Chosen {
        Chosen(self.0 & !other.0)
    }

    /// None of them.
    pub(crate) const NONE: Chosen = Chosen(0);

    /// Is a lane among them?
    #[inline(always)]
    pub(crate) fn has(self, lane: usize) -> bool {
        self.0 >> lane & 1 == 1
    }

    /// Adds a lane if `condition` holds.
    #[inline(always)]
    pub(crate) fn add_if(&mut self, lane: usize, condition: bool) {
        self.0 |= u64::from(condition) << lane;
    }

    /// Is there none?
    #[inline(always)]
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Iterator for Chosen {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        if self.0 == 0 {
            return None;
        }
        let lane = self.0.trailing_zeros() as usize;
        self.0 &= self.0 - 1;
        Some(lane)
    }
}
