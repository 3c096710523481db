//! The calendar of a case made ready: what each campaign day holds before anything is left to luck.

use crate::domain::case::{Case, PlanChange};
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

/// What a campaign pays for and what it uses of it, where less than half of the last billing period lies inside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShortLastPeriod {
    /// The months charged.
    pub months_paid: u32,
    /// The months used: of each billing period the share that lies before the next plan change and the campaign's end.
    pub months_used: f64,
    /// How many of the last period's days lie inside the campaign.
    pub days_used: u32,
}

/// Tells whether the campaign pays for a last billing period that it hardly uses.
pub fn short_last_period(case: &Case) -> Option<ShortLastPeriod> {
    let end = case.calendar.days();
    let periods = billing_periods(case);
    let last = periods.last()?;
    // A period that a plan change ends is cut short by choice.
    let is_short = last.used_until == end && 2 * last.days_used() < last.ends - last.begins;
    is_short.then(|| ShortLastPeriod {
        months_paid: periods.len() as u32,
        months_used: periods
            .iter()
            .map(|period| f64::from(period.days_used()) / f64::from(period.ends - period.begins))
            .sum(),
        days_used: last.days_used() as u32,
    })
}

/// What a charge pays for.
struct BillingPeriod {
    begins: Day,
    /// The next billing day.
    ends: Day,
    /// That, or the plan change or the end of the campaign before it.
    used_until: Day,
}

impl BillingPeriod {
    fn days_used(&self) -> Day {
        self.used_until - self.begins
    }
}

fn billing_periods(case: &Case) -> Vec<BillingPeriod> {
    let end = case.calendar.days();
    let mut subscription = Subscription::at_start(case);
    let mut periods: Vec<BillingPeriod> = Vec::new();
    for day in 0..end {
        let is_change = |change: &&PlanChange| day % 7 == 0 && change.week == case.calendar.week(day);
        if let Some(change) = case.plan_changes.iter().find(is_change) {
            subscription = Subscription::taken_up(case, &change.plan, day);
            if let Some(before) = periods.last_mut() {
                before.used_until = before.used_until.min(day);
            }
        }
        if subscription.charge(case, day) > Money::default() {
            // Two billing days are at most 31 days apart.
            let next = (day + 1..=day + 31).find(|&later| subscription.bills(case, later)).unwrap_or(day + 31);
            periods.push(BillingPeriod { begins: day, ends: next, used_until: next.min(end) });
        }
    }
    periods
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
