//! Ratios of whole numbers, kept whole until they are read: equal ratios differ by exactly 0.

/// An amount for each of a number of things, such as cost per reply; undefined where there is none of them.
///
/// A ratio is subtracted only from one of the same kind, whose amount comes in the same parts.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    amount: i128,
    number: i128,
    parts: u32,
}

/// Between which values the amounts and the numbers of a ratio lie in any trial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// The least and the most amount, in parts.
    pub amount: (i128, i128),
    /// The least and the most number that shares it.
    pub number: (i128, i128),
    /// How many parts make a whole.
    pub parts: u32,
}

impl Extent {
    /// That of what is 1 or 0 in each trial.
    pub const FLAG: Extent = Extent { amount: (0, 1), number: (1, 1), parts: 1 };

    /// The least and the most that the ratio comes to in a trial, infinite where it may be undefined. An amount below
    /// nothing is least where the fewest share it.
    pub fn values(&self) -> (f64, f64) {
        let ratio = |amount: i128, number: i128| match number {
            0 => f64::INFINITY,
            number => amount as f64 / (number as f64 * f64::from(self.parts)),
        };
        let least = if self.amount.0 < 0 { self.number.0.max(1) } else { self.number.1 };
        let most = if self.amount.1 < 0 { self.number.1 } else { self.number.0 };
        (ratio(self.amount.0, least), ratio(self.amount.1, most))
    }
}

impl Ratio {
    /// `amount` for each of `number`, the amount counted in parts of which `parts` make a whole.
    pub fn new(amount: i128, number: i128, parts: u32) -> Ratio {
        Ratio { amount, number, parts }
    }

    /// The ratio in whole units; nothing where there is none to share the amount.
    #[inline]
    pub fn value(self) -> Option<f64> {
        (self.number > 0).then(|| float(self.amount) / (float(self.number) * f64::from(self.parts)))
    }

    /// This ratio less `other` in whole units; nothing where either is undefined.
    pub fn less(self, other: Ratio) -> Option<f64> {
        debug_assert_eq!(self.parts, other.parts);
        let (above, below) = (self.cross(other) - other.cross(self), self.number * other.number);
        (below > 0).then(|| float(above) / (float(below) * f64::from(self.parts)))
    }

    /// The amount, counted in [`parts`](Ratio::parts).
    pub fn amount(self) -> i128 {
        self.amount
    }

    /// The number that shares the amount.
    pub fn number(self) -> i128 {
        self.number
    }

    /// How many parts of the amount make a whole.
    pub fn parts(self) -> u32 {
        self.parts
    }

    fn cross(self, other: Ratio) -> i128 {
        self.amount * other.number
    }
}

/// The nearest number: the same as for any whole number, and quicker for those of 64 bits, as nearly all are.
#[inline]
pub(super) fn float(whole: i128) -> f64 {
    i64::try_from(whole).map_or_else(|_| long(whole), |whole| whole as f64)
}

/// Out of the way, or else it would be worked out for every number.
#[cold]
#[inline(never)]
fn long(whole: i128) -> f64 {
    whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ratios_differ_by_nothing_whatever_their_terms() {
        let (a, b) = (Ratio::new(9999, 3, 100), Ratio::new(6666, 2, 100));
        assert_eq!((a.value(), a.less(b)), (Some(33.33), Some(0.0)));
    }

    #[test]
    fn a_number_is_the_nearest_whether_it_has_64_bits_or_not() {
        let edge = 1i128 << 63;
        for whole in [0, 3, (1 << 53) + 1, edge - 1, edge, edge + 1025, 1 << 100] {
            assert_eq!((float(whole), float(-whole)), (whole as f64, -(whole as f64)), "{whole}");
        }
    }

    #[test]
    fn undefined_ratios_differ_from_nothing() {
        let (some, none) = (Ratio::new(5, 2, 1), Ratio::new(0, 0, 1));
        assert_eq!((none.value(), none.less(some), some.less(none)), (None, None, None));
        assert_eq!(some.less(Ratio::new(3, 1, 1)), Some(-0.5));
    }
}
