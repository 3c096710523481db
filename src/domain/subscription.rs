//! What the calendar makes of a subscription: when it charges and grants, and what it pays for.

use std::collections::BTreeMap;

use super::case::Case;
use super::plan::{Plan, Refill};
use super::quantity::{Credits, Day, Money};
use super::seat::Seat;

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

/// Tells whether the campaign pays for a last billing period that it hardly uses: that of the first seat, of those who work
/// from day 0 on, of which it does.
pub fn short_last_period(case: &Case) -> Option<ShortLastPeriod> {
    case.team().iter().filter(|seat| seat.from_week == 1).find_map(|seat| short_last_period_of(case, seat))
}

fn short_last_period_of(case: &Case, seat: &Seat) -> Option<ShortLastPeriod> {
    let end = case.calendar.days;
    let periods = billing_periods(case, seat);
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

/// How many months one of the people of a seat is charged for; none under a plan that costs nothing.
pub fn months_paid(case: &Case, seat: &Seat) -> u32 {
    billing_periods(case, seat).len() as u32
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

fn billing_periods(case: &Case, seat: &Seat) -> Vec<BillingPeriod> {
    let end = case.calendar.days;
    let mut periods: Vec<BillingPeriod> = Vec::new();
    for (is_change, subscription, day) in seat_days(case, seat) {
        if let Some(before) = periods.last_mut().filter(|_| is_change) {
            before.used_until = before.used_until.min(day);
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
    /// The number of days on which credits were granted.
    pub grant_days: u32,
}

/// Adds up what all people of the campaign are charged and granted, on the days on which any of them is granted credits.
pub fn bill(case: &Case) -> Bill {
    let mut all = Bill::default();
    for seat in case.team().iter() {
        let Bill { cost, granted, grant_days } = seat_bill(case, seat);
        let count = u64::from(seat.count);
        all.cost = Money::from_cents(all.cost.cents() + count * cost.cents());
        all.granted += count * granted;
        all.grant_days = all.grant_days.max(grant_days);
    }
    all
}

/// What all people of the campaign are charged on each day on which any of them is charged something.
pub fn charges(case: &Case) -> Vec<(Day, Money)> {
    let mut cents: BTreeMap<Day, u64> = BTreeMap::new();
    for seat in case.team().iter() {
        for (_, subscription, day) in seat_days(case, seat) {
            *cents.entry(day).or_default() += u64::from(seat.count) * subscription.charge(case, day).cents();
        }
    }
    cents.into_iter().filter(|&(_, cents)| cents > 0).map(|(day, cents)| (day, Money::from_cents(cents))).collect()
}

/// Adds up what one of the people of a seat is charged and granted.
pub fn seat_bill(case: &Case, seat: &Seat) -> Bill {
    let mut bill = Bill::default();
    let mut cents = 0;
    for (_, subscription, day) in seat_days(case, seat) {
        cents += subscription.charge(case, day).cents();
        let granted = subscription.grant(case, day).map_or(0, u64::from);
        bill.granted += granted;
        bill.grant_days += u32::from(granted > 0);
    }
    Bill { cost: Money::from_cents(cents), ..bill }
}

/// The days on which a seat's people work, from the first one to the campaign's last: whether a plan is taken up on it,
/// other than the one that they begin under, the subscription in force, and the day.
pub fn seat_days<'a>(case: &'a Case, seat: &'a Seat) -> impl Iterator<Item = (bool, Subscription<'a>, Day)> {
    let (plan, changes) = seat.begins_under();
    let first = seat.first_day();
    let mut subscription = match case.billing_day {
        Some(billing_day) if first == 0 => Subscription { plan, billing_day, since: None },
        _ => Subscription::taken_up(case, plan, first),
    };
    let mut changes = changes.iter().peekable();
    (first..case.calendar.days).map(move |day| {
        let change = changes.next_if(|change| day % 7 == 0 && change.week == case.calendar.week(day));
        if let Some(change) = change {
            subscription = Subscription::taken_up(case, &change.plan, day);
        }
        (change.is_some(), subscription, day)
    })
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
