//! Ratios of whole numbers, kept whole until they are read: equal ratios compare equal and differ by exactly 0.

use std::cmp::Ordering;

/// An amount for each of a number of things, such as cost per reply; undefined where there is none of them.
///
/// Ratios are compared and subtracted only with ratios of the same kind, whose amounts come in the same parts.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    amount: i128,
    number: i128,
    parts: u32,
}

impl Ratio {
    /// `amount` for each of `number`, the amount counted in parts of which `parts` make a whole.
    pub fn new(amount: u128, number: u128, parts: u32) -> Ratio {
        Ratio { amount: amount as i128, number: number as i128, parts }
    }

    /// The ratio in whole units; nothing where there is none to share the amount.
    pub fn value(self) -> Option<f64> {
        (self.number > 0).then(|| self.amount as f64 / (self.number as f64 * f64::from(self.parts)))
    }

    /// This ratio less `other` in whole units; nothing where either is undefined.
    pub fn less(self, other: Ratio) -> Option<f64> {
        debug_assert_eq!(self.parts, other.parts);
        let (above, below) = (self.cross(other) - other.cross(self), self.number * other.number);
        (below > 0).then(|| above as f64 / (below as f64 * f64::from(self.parts)))
    }

    fn cross(self, other: Ratio) -> i128 {
        self.amount * other.number
    }
}

impl Ord for Ratio {
    /// An undefined ratio is above all others.
    fn cmp(&self, other: &Ratio) -> Ordering {
        match (self.number > 0, other.number > 0) {
            (true, true) => self.cross(*other).cmp(&other.cross(*self)),
            (defined, other_defined) => other_defined.cmp(&defined),
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Ratio) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Ratio {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_ratios_are_equal_whatever_their_terms() {
        let (a, b) = (Ratio::new(9999, 3, 100), Ratio::new(6666, 2, 100));
        assert_eq!((a, a.value(), a.less(b)), (b, Some(33.33), Some(0.0)));
    }

    #[test]
    fn undefined_ratios_are_above_all_and_equal() {
        let (some, none) = (Ratio::new(5, 2, 1), Ratio::new(0, 0, 1));
        assert!(some < none && none == Ratio::new(7, 0, 1));
        assert_eq!((none.value(), none.less(some), some.less(none)), (None, None, None));
        assert_eq!(some.less(Ratio::new(3, 1, 1)), Some(-0.5));
    }
}
