//! The calendar of an account made ready: what each campaign day holds before anything is left to luck.

use crate::domain::case::Case;
use crate::domain::ledger::Lot;
use crate::domain::quantity::{Credits, Money};
use crate::domain::seat::Seat;
use crate::domain::subscription::seat_days;

/// One campaign day of an account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct DayPlan {
    /// Another plan is taken up, or the same anew.
    pub(crate) plan_change: bool,
    /// What is brought along, charged and granted, person by person; most days have nothing of it.
    pub(crate) bills: Vec<PersonDay>,
    /// The cap of the plan in force, once for each who works by then.
    pub(crate) cap: Credits,
    /// How long what is credited on it lives [days]; `None`: for ever.
    pub(crate) life: Option<u32>,
    /// Does the cap also cut after each refund?
    pub(crate) cap_on_refund: bool,
    /// Where it is a send day: the how many-th of its campaign week, from 1.
    pub(crate) send: Option<u32>,
    /// How many send days its campaign week has; the whole of it, where it is a short last one.
    pub(crate) sends_in_week: u32,
}

/// What a day holds for one of those who share an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonDay {
    /// A place among them.
    pub(crate) person: usize,
    /// What this one brings along on the first day.
    pub(crate) opening: Vec<Lot>,
    /// The charge.
    pub(crate) charge: Money,
    /// The credits granted, where it is a refill day.
    pub(crate) grant: Option<Credits>,
}

impl DayPlan {
    /// Is there neither a plan change nor anything brought along, charged or granted?
    #[inline]
    pub(crate) fn is_quiet(&self) -> bool {
        self.bills.is_empty() && !self.plan_change
    }

    /// The credits granted, where it is a refill day.
    pub(crate) fn grant(&self) -> Option<Credits> {
        self.bills.iter().filter_map(|bill| bill.grant).reduce(|sum, grant| sum + grant)
    }
}

/// The days of a campaign, as the calendar has them for the account that people of these seats share.
pub(crate) fn days(case: &Case, people: &[&Seat]) -> Vec<DayPlan> {
    let mut days = Vec::with_capacity(case.calendar.days as usize);
    for week in 1..=case.calendar.weeks() {
        let inside = case.calendar.week_days(week);
        let first = inside.start;
        let sends_in_week = (first..first + 7).filter(|&day| case.calendar.is_send_day(day)).count() as u32;
        let mut sends = 0;
        for day in inside {
            let sends_today = case.calendar.is_send_day(day);
            sends += u32::from(sends_today);
            days.push(DayPlan { send: sends_today.then_some(sends), sends_in_week, ..DayPlan::default() });
        }
    }
    for (person, seat) in people.iter().enumerate() {
        let opens_under = seat.begins_under().0.credit_life_days(&case.rules);
        for (plan_change, subscription, day) in seat_days(case, seat) {
            let (plan, today) = (subscription.plan(), &mut days[day as usize]);
            today.plan_change |= plan_change;
            today.cap = today.cap.saturating_add(plan.cap);
            today.life = plan.credit_life_days(&case.rules);
            today.cap_on_refund = case.rules.cap_on_refund || plan.is_none();
            let (charge, grant) = (subscription.charge(case, day), subscription.grant(case, day));
            let lots = seat.opening.lots.iter().filter(|_| day == seat.first_day());
            let opening: Vec<Lot> =
                lots.map(|lot| Lot::new(lot.credits, day, lot.lapses_in_days.or(opens_under))).collect();
            if !opening.is_empty() || charge > Money::default() || grant.is_some() {
                today.bills.push(PersonDay { person, opening, charge, grant });
            }
        }
    }
    days
}

/// How many send days these days of a campaign week have, and the whole of it.
pub(crate) fn send_days(days: &[DayPlan]) -> (u32, u32) {
    let sends = days.iter().filter(|day| day.send.is_some()).count() as u32;
    (sends, days.first().map_or(0, |day| day.sends_in_week))
}
