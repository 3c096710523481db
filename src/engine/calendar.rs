//! The calendar of a case made ready: what each campaign day holds before anything is left to luck.

use crate::domain::case::Case;
use crate::domain::plan::{Plan, Refill};
use crate::domain::quantity::{Credits, Day, Money};

/// One campaign day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DayPlan {
    /// There is neither a plan change nor a charge nor a refill.
    pub(crate) is_quiet: bool,
    /// Another plan is taken up, or the same anew.
    pub(crate) plan_change: bool,
    /// What is charged.
    pub(crate) charge: Money,
    /// What is granted, where it is a refill day.
    pub(crate) grant: Option<Credits>,
    /// The cap of the plan in force.
    pub(crate) cap: Credits,
    /// Does the cap also cut after each refund?
    pub(crate) cap_on_refund: bool,
    /// Where it is a send day: the how many-th of its campaign week, from 1.
    pub(crate) send: Option<u32>,
    /// How many send days its campaign week has.
    pub(crate) sends_in_week: u32,
}

/// The days of a campaign.
pub(crate) fn days(case: &Case) -> Vec<DayPlan> {
    let mut subscription = Subscription::at_start(case);
    let mut changes = case.plan_changes.iter().peekable();
    let mut days = Vec::with_capacity(case.calendar.days() as usize);
    for first in (0..case.calendar.days()).step_by(7) {
        let change = changes.next_if(|change| change.week == case.calendar.week(first));
        if let Some(change) = change {
            subscription = Subscription::taken_up(case, &change.plan, first);
        }
        let sends_in_week = (first..first + 7).filter(|&day| case.calendar.is_send_day(day)).count() as u32;
        let mut sends = 0;
        for day in first..first + 7 {
            let sends_today = case.calendar.is_send_day(day);
            sends += u32::from(sends_today);
            let plan_change = change.is_some() && day == first;
            let (charge, grant) = (subscription.charge(case, day), subscription.grant(case, day));
            days.push(DayPlan {
                is_quiet: !plan_change && charge == Money::default() && grant.is_none(),
                plan_change,
                charge,
                grant,
                cap: subscription.plan.cap,
                cap_on_refund: case.rules.cap_on_refund || subscription.plan.is_none(),
                send: sends_today.then_some(sends),
                sends_in_week,
            });
        }
    }
    days
}

/// A last billing period of which less than half lies inside the campaign.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShortLastPeriod {
    /// The months charged.
    pub months_paid: u32,
    /// How many of the last period's days lie inside the campaign.
    pub days_used: u32,
    /// How many days it has.
    pub days: u32,
}

/// Tells whether the campaign pays for a last billing period that it hardly uses.
pub fn short_last_period(case: &Case) -> Option<ShortLastPeriod> {
    let charges: Vec<Day> =
        (0..).zip(days(case)).filter(|(_, day)| day.charge > Money::default()).map(|(day, _)| day).collect();
    let last = *charges.last()?;
    let end = case.calendar.days();
    let change = case.plan_changes.iter().rev().map(|change| (change.week as Day - 1) * 7).find(|&day| day < end);
    // A plan given up does not come round again.
    if change.is_some_and(|change| change > last) {
        return None;
    }
    let billing_day = match (change, case.billing_day) {
        (None, Some(billing_day)) => billing_day,
        (change, _) => case.calendar.date(change.unwrap_or(0)).day(),
    };
    // Two billing days are at most 31 days apart.
    let next = (last + 1..=last + 31).find(|&day| case.calendar.is_month_day(day, billing_day))?;
    let (days_used, days) = ((end - last) as u32, (next - last) as u32);
    (2 * days_used < days).then_some(ShortLastPeriod { months_paid: charges.len() as u32, days_used, days })
}

/// A plan in force, and when it bills.
struct Subscription<'a> {
    plan: &'a Plan,
    billing_day: i8,
    /// The day on which it was taken up; `None`: before day 0.
    since: Option<Day>,
}

impl<'a> Subscription<'a> {
    fn at_start(case: &'a Case) -> Subscription<'a> {
        match case.billing_day {
            None => Subscription::taken_up(case, &case.plan, 0),
            Some(billing_day) => Subscription { plan: &case.plan, billing_day, since: None },
        }
    }

    fn taken_up(case: &Case, plan: &'a Plan, day: Day) -> Subscription<'a> {
        Subscription { plan, billing_day: case.calendar.date(day).day(), since: Some(day) }
    }

    fn bills(&self, case: &Case, day: Day) -> bool {
        self.since == Some(day) || case.calendar.is_month_day(day, self.billing_day)
    }

    fn charge(&self, case: &Case, day: Day) -> Money {
        // Every plan of a case is sold under its billing.
        let price = self.plan.price(case.billing).unwrap_or_default();
        if self.bills(case, day) { price } else { Money::default() }
    }

    fn grant(&self, case: &Case, day: Day) -> Option<Credits> {
        let refills = match self.plan.refill {
            Refill::BillingDay => self.bills(case, day),
            Refill::FirstOfMonth => self.since == Some(day) || case.calendar.is_month_day(day, 1),
        };
        refills.then_some(self.plan.credits_per_month)
    }
}
