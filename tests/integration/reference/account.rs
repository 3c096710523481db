//! Credits in lots, and the order in which lots are spent.

use inmail_sim::domain::quantity::Day;

/// Credits that were credited together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lot {
    /// How many are left.
    pub(super) credits: u64,
    /// The day on which they were credited.
    pub(super) credited: Day,
    /// The day at whose start they lapse; `None`: never.
    pub(super) lapses: Option<Day>,
}

/// The lots in the order in which they were credited, those used up since the last crediting included.
#[derive(Debug, Default)]
pub(super) struct Account {
    lots: Vec<Lot>,
    /// How many of them, the last ones, were credited at once.
    newest: usize,
}

impl Account {
    /// The credits that may be spent now.
    pub(super) fn balance(&self) -> u64 {
        self.lots.iter().map(|lot| lot.credits).sum()
    }

    /// Adds a lot, and forgets those that are used up.
    pub(super) fn credit(&mut self, lot: Lot) {
        self.lots.retain(|lot| lot.credits > 0);
        self.lots.push(lot);
        self.newest = 1;
    }

    /// Adds one that is as new as the lot credited last.
    pub(super) fn credit_with_newest(&mut self, lot: Lot) {
        self.lots.push(lot);
        self.newest += 1;
    }

    /// The places of all lots in spending order: the lot that lapses first, then the one credited first; a lot that
    /// never lapses comes last. The sort is stable, so lots that agree in both stay in the order of their crediting.
    fn spending_order(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.lots.len()).collect();
        places.sort_by_key(|&place| {
            let lot = self.lots[place];
            (lot.lapses.is_none(), lot.lapses, lot.credited)
        });
        places
    }

    /// The spending order backwards, the lots credited last before all others.
    fn newest_first(&self) -> Vec<usize> {
        let newest = self.lots.len() - self.newest;
        let (mut places, last): (Vec<usize>, Vec<usize>) =
            self.spending_order().into_iter().partition(|&place| place < newest);
        places.extend(last);
        places.reverse();
        places
    }

    /// Spends one credit of those there are and says when it would have lapsed.
    pub(super) fn spend(&mut self) -> Option<Day> {
        let order = self.spending_order();
        let place = order.into_iter().find(|&place| self.lots[place].credits > 0).expect("a credit is left");
        self.lots[place].credits -= 1;
        self.lots[place].lapses
    }

    /// Takes the next lot that has come to the end of its life by the start of `day`, whole.
    pub(super) fn take_lapsed(&mut self, day: Day) -> Option<Lot> {
        let order = self.spending_order();
        let over = |lot: Lot| lot.credits > 0 && lot.lapses.is_some_and(|lapses| lapses <= day);
        let place = order.into_iter().find(|&place| over(self.lots[place]))?;
        Some(self.take(place, self.lots[place].credits))
    }

    /// If the balance is above `cap`, takes of the oldest lot as much as is too much and as it has.
    pub(super) fn take_oldest_above(&mut self, cap: u64) -> Option<Lot> {
        self.take_first_above(cap, self.spending_order())
    }

    /// If the balance is above `cap`, takes of a lot credited last, or when these are used up of the last one in the
    /// spending order, as much as is too much and as it has.
    pub(super) fn take_newest_above(&mut self, cap: u64) -> Option<Lot> {
        if self.lots.is_empty() { None } else { self.take_first_above(cap, self.newest_first()) }
    }

    fn take_first_above(&mut self, cap: u64, order: Vec<usize>) -> Option<Lot> {
        let excess = self.balance().saturating_sub(cap);
        let place = order.into_iter().find(|&place| self.lots[place].credits > 0)?;
        (excess > 0).then(|| self.take(place, excess.min(self.lots[place].credits)))
    }

    /// Takes `credits` of the lot at `place`; the lot returned holds what was taken.
    fn take(&mut self, place: usize, credits: u64) -> Lot {
        self.lots[place].credits -= credits;
        Lot { credits, ..self.lots[place] }
    }
}
