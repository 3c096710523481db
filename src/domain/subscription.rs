//! What the calendar makes of a subscription: when it charges and grants, and what it pays for.

use super::case::{Case, PlanChange};
use super::plan::{Plan, Refill};
use super::quantity::{Credits, Day, Money};

/// What a campaign pays for and what it uses of it, where less than half of the last billing period lies inside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShortLastPeriod {
    /// The months charged.
    pub months_paid: u32,
    /// The months used: of each billing period the share that lies before the next plan change and the campaign's end.
    pub months_used: f64,
    /// How many of the last period's days lie inside the campaign.
    pub days_used: u32,
    /// The longest campaign, shorter than this, that ends before the last period begins \[weeks\]; 0: there is none.
    pub weeks_without: u32,
}

/// Tells whether the campaign pays for a last billing period that it hardly uses.
pub fn short_last_period(case: &Case) -> Option<ShortLastPeriod> {
    let end = case.calendar.days;
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
        weeks_without: last.begins as u32 / 7,
    })
}

/// The period that a charge pays for.
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
    let end = case.calendar.days;
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

/// The cost of the subscription over the campaign, and the credits that it grants, before the cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bill {
    /// All charges.
    pub cost: Money,
    /// All grants.
    pub granted: u64,
}

/// Adds up what the campaign is charged and granted.
pub fn bill(case: &Case) -> Bill {
    let mut subscription = Subscription::at_start(case);
    let mut changes = case.plan_changes.iter().peekable();
    let (mut cents, mut granted) = (0, 0);
    for day in 0..case.calendar.days {
        if let Some(change) = changes.next_if(|change| day % 7 == 0 && change.week == case.calendar.week(day)) {
            subscription = Subscription::taken_up(case, &change.plan, day);
        }
        cents += subscription.charge(case, day).cents();
        granted += subscription.grant(case, day).map_or(0, u64::from);
    }
    Bill { cost: Money::from_cents(cents), granted }
}

/// A plan in force, and when it bills.
#[derive(Debug, Clone, Copy)]
pub struct Subscription<'a> {
    plan: &'a Plan,
    billing_day: i8,
    /// The day on which it was taken up; `None`: before day 0.
    since: Option<Day>,
}

impl<'a> Subscription<'a> {
    /// The plan with which the campaign begins.
    pub fn at_start(case: &'a Case) -> Subscription<'a> {
        match case.billing_day {
            None => Subscription::taken_up(case, &case.plan, 0),
            Some(billing_day) => Subscription { plan: &case.plan, billing_day, since: None },
        }
    }

    /// A plan taken up on a campaign day.
    pub fn taken_up(case: &Case, plan: &'a Plan, day: Day) -> Subscription<'a> {
        Subscription { plan, billing_day: case.calendar.date(day).day(), since: Some(day) }
    }

    /// The plan itself.
    pub fn plan(&self) -> &'a Plan {
        self.plan
    }

    fn bills(&self, case: &Case, day: Day) -> bool {
        self.since == Some(day) || case.calendar.is_month_day(day, self.billing_day)
    }

    /// The charge on a day.
    pub fn charge(&self, case: &Case, day: Day) -> Money {
        // Every plan of a case is sold under its billing.
        let price = self.plan.price(case.billing).unwrap_or_default();
        if self.bills(case, day) { price } else { Money::default() }
    }

    /// The credits granted on a day; nothing if it is no refill day.
    pub fn grant(&self, case: &Case, day: Day) -> Option<Credits> {
        let refills = match self.plan.refill {
            Refill::BillingDay => self.bills(case, day),
            Refill::FirstOfMonth => self.since == Some(day) || case.calendar.is_month_day(day, 1),
        };
        refills.then_some(self.plan.credits_per_month)
    }
}
