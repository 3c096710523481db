//! The ledger: the lots of credits that an account holds, in the order in which they are spent.

use super::plan::Overflow;
use super::quantity::{Credits, Day};

/// Credits that were credited together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lot {
    /// The day on which they were credited.
    pub credited: Day,
    /// The day at whose start they lapse; [`Lot::NEVER`]: they do not.
    pub lapses: Day,
    /// How many are left.
    pub credits: Credits,
}

impl Lot {
    /// The lapse day of credits that never lapse.
    pub const NEVER: Day = Day::MAX;

    /// `credits` credited on day `credited`, to be spent on that day or one of the `life`-1 days after it.
    pub fn new(credits: Credits, credited: Day, life: Option<u32>) -> Lot {
        let lapses = life.map_or(Lot::NEVER, |days| credited.saturating_add_unsigned(days));
        Lot { credited, lapses, credits }
    }
}

/// The lots of an account in spending order: what lapses first is first; of equal lapse days, what was credited first.
///
/// ```
/// use inmail_sim::domain::ledger::{Ledger, Lot};
///
/// let mut ledger = Ledger::default();
/// ledger.credit(Lot::new(50, 0, Some(90)));
/// ledger.credit(Lot::new(2, 0, Some(10)));
/// assert_eq!(ledger.balance(), 52);
/// assert_eq!(ledger.spend().map(|lot| lot.lapses), Some(10));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// In spending order from `front` on; before it stand those used up.
    lots: Vec<Lot>,
    front: usize,
    balance: Credits,
}

impl Ledger {
    /// Forgets all credits.
    pub fn clear(&mut self) {
        self.lots.clear();
        (self.front, self.balance) = (0, 0);
    }

    /// The credits held.
    #[inline]
    pub fn balance(&self) -> Credits {
        self.balance
    }

    /// The lots held, in spending order.
    pub fn lots(&self) -> &[Lot] {
        &self.lots[self.front..]
    }

    /// Adds a lot of at least one credit, and tells its place in the spending order.
    pub fn credit(&mut self, lot: Lot) -> usize {
        let order = |lot: &Lot| (lot.lapses, lot.credited);
        // Nearly always the new lot lapses last, so the search begins at the end.
        let place = self.lots().iter().rposition(|held| order(held) <= order(&lot)).map_or(0, |before| before + 1);
        self.balance += lot.credits;
        self.lots.insert(self.front + place, lot);
        place
    }

    /// Spends one credit, the first in spending order, and tells the lot that it came from.
    #[inline]
    pub fn spend(&mut self) -> Option<Lot> {
        let lot = self.lots.get_mut(self.front)?;
        self.balance -= 1;
        lot.credits -= 1;
        self.front += usize::from(lot.credits == 0);
        Some(*lot)
    }

    /// Takes away the next lot that can no longer be spent on `day`, if there is one.
    #[inline]
    pub fn lapse(&mut self, day: Day) -> Option<Lot> {
        let lot = *self.lots.get(self.front)?;
        (lot.lapses <= day).then(|| {
            self.balance -= lot.credits;
            self.front += 1;
            lot
        })
    }

    /// Takes away what the next lot loses when the balance is cut to `cap`, if it is above: the first in spending
    /// order or the last.
    pub fn cut(&mut self, cap: Credits, overflow: Overflow) -> Option<Lot> {
        let place = match overflow {
            Overflow::DropOldest => 0,
            Overflow::DropNewest => self.lots().len().wrapping_sub(1),
        };
        self.cut_at(cap, place)
    }

    /// Takes away what the lot at `place` loses when the balance is cut to `cap`, if it is above.
    pub fn cut_at(&mut self, cap: Credits, place: usize) -> Option<Lot> {
        let excess = self.balance.checked_sub(cap).filter(|&excess| excess > 0)?;
        let lot = self.lots[self.front..].get_mut(place)?;
        let dropped = Lot { credits: lot.credits.min(excess), ..*lot };
        self.balance -= dropped.credits;
        lot.credits -= dropped.credits;
        if lot.credits == 0 {
            self.lots.remove(self.front + place);
        }
        Some(dropped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(lots: &[(Credits, Day, Day)]) -> Ledger {
        let mut ledger = Ledger::default();
        for &(credits, credited, lapses) in lots {
            ledger.credit(Lot { credited, lapses, credits });
        }
        ledger
    }

    fn held(ledger: &Ledger) -> Vec<(Credits, Day, Day)> {
        ledger.lots().iter().map(|lot| (lot.credits, lot.credited, lot.lapses)).collect()
    }

    #[test]
    fn lots_stand_in_spending_order() {
        let ledger = ledger(&[(1, 5, 50), (2, 0, Lot::NEVER), (3, 7, 40), (4, 2, 50)]);
        assert_eq!(held(&ledger), [(3, 7, 40), (4, 2, 50), (1, 5, 50), (2, 0, Lot::NEVER)]);
        assert_eq!(ledger.balance(), 10);
    }

    #[test]
    fn a_credit_can_be_spent_on_the_last_day_of_its_life() {
        let mut ledger = Ledger::default();
        ledger.credit(Lot::new(3, 10, Some(90)));
        assert_eq!(ledger.lapse(99), None);
        assert_eq!(ledger.lapse(100), Some(Lot { credited: 10, lapses: 100, credits: 3 }));
        assert_eq!((ledger.balance(), ledger.lapse(100)), (0, None));
    }

    #[test]
    fn spending_takes_what_lapses_first() {
        let mut ledger = ledger(&[(1, 0, 90), (2, 30, 120)]);
        let lapse_days: Vec<Day> = std::iter::from_fn(|| ledger.spend()).map(|lot| lot.lapses).collect();
        assert_eq!(lapse_days, [90, 120, 120]);
        assert_eq!(ledger.balance(), 0);
    }

    #[test]
    fn a_cut_drops_the_oldest_or_the_newest() {
        let lots = [(2, 0, 90), (3, 30, 120), (4, 60, 150)];
        let mut oldest = ledger(&lots);
        while oldest.cut(5, Overflow::DropOldest).is_some() {}
        assert_eq!(held(&oldest), [(1, 30, 120), (4, 60, 150)]);
        let mut newest = ledger(&lots);
        while newest.cut(2, Overflow::DropNewest).is_some() {}
        assert_eq!(held(&newest), [(2, 0, 90)]);
        assert_eq!(newest.cut(2, Overflow::DropNewest), None);
    }

    #[test]
    fn a_cut_may_begin_in_the_middle() {
        let mut ledger = ledger(&[(2, 0, 90), (3, 30, 120), (4, 60, 150)]);
        assert_eq!(ledger.cut_at(5, 1), Some(Lot { credited: 30, lapses: 120, credits: 3 }));
        assert_eq!(held(&ledger), [(2, 0, 90), (4, 60, 150)]);
    }
}
