//! A trial and the course of its days: lapse, plan change, billing and refill; the end of a week, the end of it all.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::plan::{CreditLife, Overflow, Plan, PlanChangeRule, Refill};
use inmail_sim::domain::quantity::Day;
use inmail_sim::engine::luck::Luck;

use super::account::{Account, Lot};
use super::chances::Chances;
use super::landing::Landing;
use super::outcomes::ToCome;
use super::sending::Prospect;
use super::{Event, Kind, Played, SegmentCount, TouchCount, Week};

/// One trial under way.
pub(super) struct Trial<'a> {
    pub(super) case: &'a Case,
    pub(super) chances: Chances,
    pub(super) account: Account,
    pub(super) plan: Subscription<'a>,
    /// The prospects that each segment has started, in that order.
    pub(super) prospects: Vec<Vec<Prospect>>,
    /// Replies and acceptances still to come.
    pub(super) landings: Vec<Landing>,
    /// Outcomes still to come, in the order in which what led to them landed.
    pub(super) outcomes: Vec<ToCome>,
    /// How many touches have been sent, the pending ones included.
    pub(super) touches_sent: u64,
    /// How often each touch went out on each day.
    pub(super) sent_by_day: Vec<Vec<u32>>,
    /// The last day on which nothing may go out because of a restriction.
    pub(super) restricted_until: Option<Day>,
    pub(super) today: Day,
    pub(super) played: Played,
}

/// The plan in force.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subscription<'a> {
    pub(super) plan: &'a Plan,
    /// The day of the month on which it renews.
    day_of_month: i8,
    /// Its first day in force; `None`: it was running before day 0.
    first_day: Option<Day>,
}

/// What an event is about, apart from credits: everything empty where it does not matter.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About {
    pub(super) prospect: Option<u64>,
    pub(super) segment: Option<usize>,
    pub(super) touch: Option<usize>,
    pub(super) amount: Option<u64>,
    pub(super) outcome: Option<usize>,
}

impl<'a> Trial<'a> {
    /// A trial before its first day.
    pub(super) fn new(case: &'a Case, luck: Luck) -> Trial<'a> {
        let weeks = (case.calendar.days as usize).div_ceil(7);
        let touches = case.touch_rows().into_iter().map(|row| TouchCount {
            segment: row.segment,
            touch: row.touch,
            sent: 0,
            credits: 0,
            accepted: 0,
            replies: 0,
        });
        Trial {
            case,
            chances: Chances::new(luck),
            account: Account::default(),
            plan: Subscription {
                plan: &case.plan,
                day_of_month: case.billing_day.unwrap_or(case.calendar.start.day()),
                first_day: if case.billing_day.is_some() { None } else { Some(0) },
            },
            prospects: case.segments.iter().map(|_| Vec::new()).collect(),
            landings: Vec::new(),
            outcomes: Vec::new(),
            touches_sent: 0,
            sent_by_day: vec![vec![0; case.touches.len()]; case.calendar.days as usize],
            restricted_until: None,
            today: 0,
            played: Played {
                weeks: vec![Week::default(); weeks],
                touches: touches.collect(),
                segments: vec![SegmentCount::default(); case.segments.len()],
                reached: vec![(0, 0); case.outcomes.len()],
                ..Played::default()
            },
        }
    }

    /// Credits what the account brings along and takes over the touches sent before day 0.
    pub(super) fn open(&mut self) {
        for opening in &self.case.opening.lots {
            let lapses = match opening.lapses_in_days {
                Some(days) => Some(days as Day),
                None => self.end_of_life(0),
            };
            let credits = u64::from(opening.credits);
            if credits > 0 {
                self.account.credit(Lot { credits, credited: 0, lapses });
                self.played.opening += credits;
                self.record(Kind::Opening, credits as i64, lapses, About::default());
            }
        }
        self.take_over_pending();
    }

    /// Plays one day of the campaign, step by step.
    pub(super) fn play_day(&mut self, day: Day) {
        self.today = day;
        self.pay_costs();
        self.lapse();
        self.change_plan();
        self.bill_and_refill();
        self.land_todays();
        self.reach_todays();
        self.send();
        self.end_day();
        if day % 7 == 6 || day == self.case.calendar.days - 1 {
            self.end_week();
        }
    }

    /// What the campaign pays beside plan and work, whatever happens: once on day 0, and each month on the day of the month
    /// of day 0, or on the last day of a month that is too short.
    fn pay_costs(&mut self) {
        let costs = self.case.costs;
        if self.today == 0 {
            self.played.expenses_cents += costs.once.cents();
        }
        let (first, date) = (self.case.calendar.start, self.case.calendar.date(self.today));
        let is_last = date == date.last_of_month();
        if date.day() == first.day() || is_last && date.day() < first.day() {
            self.played.expenses_cents += costs.per_month.cents();
        }
    }

    /// Step 1: lots that have reached the end of their life go.
    pub(super) fn lapse(&mut self) {
        while let Some(lot) = self.account.take_lapsed(self.today) {
            self.played.lapsed += lot.credits;
            self.week().lapsed += lot.credits;
            self.record_loss(Kind::Lapse, lot);
        }
    }

    /// Step 2: the plan change that falls on this day, if one does.
    fn change_plan(&mut self) {
        let case = self.case;
        let Some(change) = case.plan_changes.iter().find(|change| (change.week as Day - 1) * 7 == self.today) else {
            return;
        };
        let kept = match case.rules.plan_change {
            PlanChangeRule::KeepToCap => u64::from(change.plan.cap),
            PlanChangeRule::Forfeit => 0,
        };
        while let Some(lot) = self.account.take_oldest_above(kept) {
            self.played.forfeited += lot.credits;
            self.record_loss(Kind::Forfeit, lot);
        }
        self.plan = Subscription {
            plan: &change.plan,
            day_of_month: case.calendar.date(self.today).day(),
            first_day: Some(self.today),
        };
    }

    /// Step 3: the price on a billing day, the grant and the cut to the cap on a refill day.
    fn bill_and_refill(&mut self) {
        let calendar = &self.case.calendar;
        let Subscription { plan, day_of_month, first_day } = self.plan;
        let is_billing_day = calendar.is_month_day(self.today, day_of_month);
        let is_refill_day = first_day == Some(self.today)
            || match plan.refill {
                Refill::BillingDay => is_billing_day,
                Refill::FirstOfMonth => calendar.date(self.today).day() == 1,
            };
        if is_billing_day {
            let price = plan.price(self.case.billing).expect("a case's plans are sold under its billing").cents();
            if price > 0 {
                self.played.cost_cents += price;
                self.record(Kind::Charge, 0, None, About { amount: Some(price), ..About::default() });
            }
        }
        if is_refill_day {
            let credits = u64::from(plan.credits_per_month);
            // A lot of nothing is credited too: it is what `"drop-newest"` looks at first, and then passes over.
            let lapses = self.end_of_life(self.today);
            self.account.credit(Lot { credits, credited: self.today, lapses });
            if credits > 0 {
                self.played.granted += credits;
                self.played.grant_days += 1;
                self.record(Kind::Grant, credits as i64, lapses, About::default());
            }
            self.cut_to_cap();
        }
    }

    /// The overflow rule, right after a lot was credited.
    pub(super) fn cut_to_cap(&mut self) {
        let cap = u64::from(self.plan.plan.cap);
        while let Some(lot) = match self.case.rules.overflow {
            Overflow::DropOldest => self.account.take_oldest_above(cap),
            Overflow::DropNewest => self.account.take_newest_above(cap),
        } {
            self.played.capped += lot.credits;
            self.week().capped += lot.credits;
            self.record_loss(Kind::Cap, lot);
        }
    }

    /// The day at whose start a credit lapses that is credited on `day`, under the plan in force now.
    pub(super) fn end_of_life(&self, day: Day) -> Option<Day> {
        match self.plan.plan.credit_life {
            CreditLife::AsRules => self.case.rules.credit_life_days.map(|life| day + life as Day),
            CreditLife::Days(life) => Some(day + life as Day),
            CreditLife::Unlimited => None,
        }
    }

    /// After the last step of a week's last day.
    fn end_week(&mut self) {
        let balance = self.account.balance();
        let shortfall = (0..self.case.segments.len()).map(|segment| self.shortfall_of_week(segment)).sum();
        self.week().balance = balance;
        self.week().shortfall = shortfall;
        self.week().replies_so_far = self.played.replies;
        self.played.shortfall += shortfall;
        let held_up = self.week().held_up;
        self.played.held_up.iter_mut().zip(held_up).for_each(|(weeks, held_up)| *weeks += u64::from(held_up));
    }

    /// After the last day: what was sent may still be accepted and answered.
    pub(super) fn settle(&mut self) {
        self.played.closing = self.account.balance();
        self.played.through = self.are_lists_through();
        self.land_the_rest();
    }

    /// The campaign week of today, from 0.
    pub(super) fn week_place(&self) -> usize {
        self.today as usize / 7
    }

    pub(super) fn first_day_of_week(&self) -> Day {
        self.week_place() as Day * 7
    }

    /// What this week has counted so far.
    pub(super) fn week(&mut self) -> &mut Week {
        let place = self.week_place();
        &mut self.played.weeks[place]
    }

    /// The row in which a segment's touch is counted.
    pub(super) fn row(&mut self, segment: Option<usize>, touch: usize) -> &mut TouchCount {
        let mut rows = self.played.touches.iter_mut();
        rows.find(|row| row.segment == segment && row.touch == touch).expect("every touch has a row")
    }

    /// Records that something happened, with the balance after it.
    pub(super) fn record(&mut self, kind: Kind, credits: i64, lapses_on: Option<Day>, about: About) {
        let About { prospect, segment, touch, amount, outcome } = about;
        let balance = self.account.balance();
        let day = self.today;
        self.played.events.push(Event {
            day,
            kind,
            credits,
            lapses_on,
            balance,
            prospect,
            segment,
            touch,
            amount,
            outcome,
        });
    }

    /// Records the loss of what was taken of a lot. Where several lots go at once, each row's balance counts those
    /// alone that are already gone.
    fn record_loss(&mut self, kind: Kind, taken: Lot) {
        self.record(kind, -(taken.credits as i64), taken.lapses, About::default());
    }
}
