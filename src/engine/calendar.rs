//! The calendar of a case made ready: what each campaign day holds before anything is left to luck.

use crate::domain::case::Case;
use crate::domain::quantity::{Credits, Money};
use crate::domain::subscription::Subscription;

/// One campaign day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DayPlan {
    /// There is neither a plan change nor a charge nor a refill.
    pub(crate) is_quiet: bool,
    /// Another plan is taken up, or the same anew.
    pub(crate) plan_change: bool,
    /// The charge.
    pub(crate) charge: Money,
    /// The credits granted, where it is a refill day.
    pub(crate) grant: Option<Credits>,
    /// The cap of the plan in force.
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

/// The days of a campaign.
pub(crate) fn days(case: &Case) -> Vec<DayPlan> {
    let mut subscription = Subscription::at_start(case);
    let mut changes = case.plan_changes.iter().peekable();
    let mut days = Vec::with_capacity(case.calendar.days as usize);
    for week in 1..=case.calendar.weeks() {
        let inside = case.calendar.week_days(week);
        let first = inside.start;
        let change = changes.next_if(|change| change.week == week);
        if let Some(change) = change {
            subscription = Subscription::taken_up(case, &change.plan, first);
        }
        let sends_in_week = (first..first + 7).filter(|&day| case.calendar.is_send_day(day)).count() as u32;
        let mut sends = 0;
        for day in inside {
            let sends_today = case.calendar.is_send_day(day);
            sends += u32::from(sends_today);
            let plan_change = change.is_some() && day == first;
            let (charge, grant) = (subscription.charge(case, day), subscription.grant(case, day));
            days.push(DayPlan {
                is_quiet: !plan_change && charge == Money::default() && grant.is_none(),
                plan_change,
                charge,
                grant,
                cap: subscription.plan().cap,
                life: subscription.plan().credit_life_days(&case.rules),
                cap_on_refund: case.rules.cap_on_refund || subscription.plan().is_none(),
                send: sends_today.then_some(sends),
                sends_in_week,
            });
        }
    }
    days
}

/// How many send days these days of a campaign week have, and the whole of it.
pub(crate) fn send_days(days: &[DayPlan]) -> (u32, u32) {
    let sends = days.iter().filter(|day| day.send.is_some()).count() as u32;
    (sends, days.first().map_or(0, |day| day.sends_in_week))
}
