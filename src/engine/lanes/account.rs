//! The accounts of all lanes.
//!
//! Where every lot lapses no earlier than those credited before it, credits are spent, lapse and are dropped in the order
//! in which they came, and a ledger is two running totals and a history: credit number n is still there if more than n
//! have been credited and fewer than n used, and what lapses on a day is what had been credited a life before and has
//! not been used.

use crate::domain::case::Case;
use crate::domain::count::Count;
use crate::domain::plan::{Overflow, PlanChangeRule, RefundLife, Rules};
use crate::domain::quantity::Credits;
use crate::domain::seat::Seat;

use super::row::{Chosen, Row};
use super::week::Week;
use crate::engine::calendar::DayPlan;

/// The accounts of all lanes.
#[derive(Debug, Clone)]
pub(crate) struct Accounts<'a> {
    rules: &'a Rules,
    /// All credits that came in, less those that a cap took from the newest.
    credited: Row,
    /// All credits that went out: spent, lapsed, dropped or forfeited.
    used: Row,
    pub(crate) forfeited: Row,
    /// How many of the credits that came in will have reached the end of their life, for as many days as they live, or
    /// the campaign has: in a circle, at `today` for the day under way.
    lapsing: Vec<Row>,
    today: usize,
    /// The same on the first days, of the credits brought along alone.
    opening_lapsing: Vec<i32>,
    opening: i32,
}

impl<'a> Accounts<'a> {
    /// Accounts of one of the people of a seat, under the rules of the case; nothing where they do not keep the order.
    pub(crate) fn new(case: &'a Case, seat: &Seat) -> Option<Accounts<'a>> {
        let rules = &case.rules;
        let days = case.calendar.days as usize;
        let lots = &seat.opening.lots;
        let life = seat.plan.credit_life_days(rules);
        let lapses = |lapses_in_days: Option<u32>| lapses_in_days.or(life);
        // What is brought along must not outlive what is credited later.
        let is_ordered = lots.iter().all(|lot| life.is_none_or(|life| lapses(lot.lapses_in_days) <= Some(life)))
            && seat.plan_changes.iter().all(|change| change.plan.credit_life_days(rules) == life);
        if rules.refund_life != RefundLife::Fresh || life == Some(0) || !is_ordered {
            return None;
        }
        let rows = life.map_or(days, |life| (life as usize).min(days));
        let mut opening_lapsing = vec![0; rows];
        for lot in lots {
            let first = lapses(lot.lapses_in_days).map_or(rows, |day| (day as usize).min(rows));
            opening_lapsing[first..].iter_mut().for_each(|lapsed| *lapsed += lot.credits as i32);
        }
        Some(Accounts {
            rules,
            credited: Row::ZERO,
            used: Row::ZERO,
            forfeited: Row::ZERO,
            lapsing: vec![Row::ZERO; rows],
            today: 0,
            opening_lapsing,
            opening: lots.iter().map(|lot| lot.credits as i32).sum(),
        })
    }

    /// Begins the trials.
    #[inline(always)]
    pub(crate) fn open(&mut self) {
        (self.credited, self.used, self.forfeited) = (Row::all(self.opening), Row::ZERO, Row::ZERO);
        self.today = 0;
        for (row, &lapsing) in self.lapsing.iter_mut().zip(&self.opening_lapsing) {
            *row = Row::all(lapsing);
        }
    }

    /// The credits held.
    #[inline(always)]
    pub(crate) fn balance(&self) -> Row {
        self.credited - self.used
    }

    /// Steps 1 to 3 of a day: lapse, plan change, billing and refill.
    #[inline(always)]
    pub(crate) fn begin_day(&mut self, plan: &DayPlan, week: &mut Week) {
        let lapsed = self.lapsing[self.today].above(self.used);
        self.used += lapsed;
        week[Count::Lapsed] += lapsed;
        if plan.is_quiet() {
            return;
        }
        if plan.plan_change {
            let kept = match self.rules.plan_change {
                PlanChangeRule::KeepToCap => row_of(plan.cap),
                PlanChangeRule::Forfeit => Row::ZERO,
            };
            let forfeited = self.balance().above(kept);
            self.used += forfeited;
            self.forfeited += forfeited;
        }
        if let Some(credits) = plan.grant() {
            let credits = row_of(credits);
            self.credited += credits;
            self.cut(self.balance().above(row_of(plan.cap)), credits, week);
        }
    }

    /// Credits come back.
    #[inline(always)]
    pub(crate) fn refund(&mut self, refunds: Row, plan: &DayPlan, week: &mut Week) {
        self.credited += refunds;
        week[Count::Refunded] += refunds;
        if plan.cap_on_refund {
            let excess = self.balance().above(row_of(plan.cap));
            self.cut(Row::of(|lane| if refunds[lane] > 0 { excess[lane] } else { 0 }), refunds, week);
        }
    }

    /// Credits are spent, no more than are held.
    #[inline(always)]
    pub(crate) fn spend(&mut self, credits: Row) {
        self.used += credits;
    }

    /// Ends a day: what has come in by now lapses a life later.
    #[inline(always)]
    pub(crate) fn end_day(&mut self) {
        self.lapsing[self.today] = self.credited;
        self.today = if self.today + 1 == self.lapsing.len() { 0 } else { self.today + 1 };
    }

    /// Drops what is above the cap, of which `newest` has just been credited.
    #[inline(always)]
    fn cut(&mut self, excess: Row, newest: Row, week: &mut Week) {
        week[Count::Capped] += excess;
        match self.rules.overflow {
            Overflow::DropOldest => self.used += excess,
            Overflow::DropNewest => {
                self.credited -= excess;
                if !Chosen::of(|lane| excess[lane] > newest[lane]).is_empty() {
                    // Credits of earlier days are gone too: they cannot lapse any more.
                    for row in &mut self.lapsing {
                        *row = row.min(self.credited);
                    }
                }
            }
        }
    }
}

/// The same number of credits in each lane. What a plan or a scenario can state is far below 2^31.
#[inline(always)]
fn row_of(credits: Credits) -> Row {
    Row::all(i32::try_from(credits).unwrap_or(i32::MAX))
}
