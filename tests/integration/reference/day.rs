//! A trial of an account and the course of its days: opening, lapse, plan change, billing and refill; the end of a week,
//! the end of it all.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::plan::{CreditLife, Overflow, Plan, PlanChangeRule, Refill};
use inmail_sim::domain::quantity::Day;

use super::account::{Account, Lot};
use super::landing::Landing;
use super::outcomes::ToCome;
use super::team::Member;
use super::{Event, Kind, Played, SeatCount, SegmentCount, TouchCount, Week};

/// One trial of an account under way.
pub(super) struct Trial<'a> {
    pub(super) case: &'a Case,
    /// Those who have the account, in file order; places in it are what `person` stands for.
    pub(super) people: Vec<Member<'a>>,
    /// Is there nobody else in the whole case?
    is_alone: bool,
    pub(super) account: Account,
    /// The plan in force.
    pub(super) plan: &'a Plan,
    /// Replies and acceptances still to come.
    pub(super) landings: Vec<Landing>,
    /// Outcomes still to come, in the order in which what led to them landed.
    pub(super) outcomes: Vec<ToCome>,
    /// How many touches have been sent, the pending ones included.
    pub(super) touches_sent: u64,
    pub(super) today: Day,
    pub(super) played: Played,
}

/// What an event is about, apart from credits: everything empty where it does not matter.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct About {
    /// A place among the people of the account.
    pub(super) person: Option<usize>,
    pub(super) prospect: Option<u64>,
    pub(super) segment: Option<usize>,
    pub(super) touch: Option<usize>,
    pub(super) amount: Option<u64>,
    pub(super) outcome: Option<usize>,
}

impl About {
    /// Of one of the people.
    pub(super) fn of(person: usize) -> About {
        About { person: Some(person), ..About::default() }
    }
}

/// The counts of a trial in which nothing has happened.
pub(super) fn nothing_yet(case: &Case) -> Played {
    let touches = case.touch_rows().into_iter().map(|row| TouchCount {
        segment: row.segment,
        touch: row.touch,
        sent: 0,
        credits: 0,
        accepted: 0,
        replies: 0,
    });
    Played {
        weeks: vec![Week::default(); (case.calendar.days as usize).div_ceil(7)],
        touches: touches.collect(),
        segments: vec![SegmentCount::default(); case.segments.len()],
        seats: vec![SeatCount::default(); case.team().len()],
        reached: vec![(0, 0); case.outcomes.len()],
        ..Played::default()
    }
}

impl<'a> Trial<'a> {
    /// A trial before its first day.
    pub(super) fn new(case: &'a Case, people: Vec<Member<'a>>, is_alone: bool) -> Trial<'a> {
        let mut trial = Trial {
            case,
            plan: people[0].begins_under,
            people,
            is_alone,
            account: Account::default(),
            landings: Vec::new(),
            outcomes: Vec::new(),
            touches_sent: 0,
            today: 0,
            played: nothing_yet(case),
        };
        trial.take_over_pending();
        trial
    }

    /// Plays one day of the campaign, step by step.
    pub(super) fn play_day(&mut self, day: Day) {
        self.today = day;
        self.open();
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

    /// Credits what those bring along who begin today.
    fn open(&mut self) {
        for person in 0..self.people.len() {
            if self.people[person].first_day != self.today {
                continue;
            }
            for opening in &self.people[person].settings.opening.lots {
                let lapses = match opening.lapses_in_days {
                    Some(days) => Some(self.today + days as Day),
                    None => self.end_of_life(self.people[person].begins_under, self.today),
                };
                let credits = u64::from(opening.credits);
                if credits > 0 {
                    self.account.credit(Lot { credits, credited: self.today, lapses });
                    self.played.opening += credits;
                    self.record(Kind::Opening, credits as i64, lapses, About::of(person));
                }
            }
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

    /// Step 2: the plan change that falls on this day, if one does. It is one of all who have begun.
    fn change_plan(&mut self) {
        let case = self.case;
        let begun = self.people.iter().filter(|member| member.has_begun(self.today));
        let mut changes = begun.flat_map(|member| &member.settings.plan_changes);
        let Some(change) = changes.find(|change| (change.week as Day - 1) * 7 == self.today) else {
            return;
        };
        self.plan = &change.plan;
        let kept = match case.rules.plan_change {
            PlanChangeRule::KeepToCap => self.cap(),
            PlanChangeRule::Forfeit => 0,
        };
        while let Some(lot) = self.account.take_oldest_above(kept) {
            self.played.forfeited += lot.credits;
            self.record_loss(Kind::Forfeit, lot);
        }
        for member in self.people.iter_mut().filter(|member| member.has_begun(self.today)) {
            member.day_of_month = case.calendar.date(self.today).day();
            member.subscribed = Some(self.today);
        }
    }

    /// Step 3: the price on a billing day of each one, the grant on a refill day; then the cut to the cap if anyone had such
    /// a day.
    fn bill_and_refill(&mut self) {
        let (calendar, plan, today) = (&self.case.calendar, self.plan, self.today);
        let mut is_refilled = false;
        for person in 0..self.people.len() {
            let member = &self.people[person];
            if !member.has_begun(today) {
                continue;
            }
            let is_billing_day = calendar.is_month_day(today, member.day_of_month);
            let is_refill_day = member.subscribed == Some(today)
                || match plan.refill {
                    Refill::BillingDay => is_billing_day,
                    Refill::FirstOfMonth => calendar.date(today).day() == 1,
                };
            if is_billing_day {
                let price = plan.price(self.case.billing).expect("a case's plans are sold under its billing").cents();
                if price > 0 {
                    self.people[person].counted.cost_cents += price;
                    self.record(Kind::Charge, 0, None, About { amount: Some(price), ..About::of(person) });
                }
            }
            if is_refill_day {
                self.grant(person, !is_refilled);
                is_refilled = true;
            }
        }
        if is_refilled {
            self.cut_to_cap();
        }
    }

    /// To the cap, what all are granted on a day is one.
    fn grant(&mut self, person: usize, is_first: bool) {
        let credits = u64::from(self.plan.credits_per_month);
        let lapses = self.end_of_life(self.plan, self.today);
        let lot = Lot { credits, credited: self.today, lapses };
        // A lot of nothing is credited too: it is what `"drop-newest"` looks at first, and then passes over.
        if is_first {
            self.account.credit(lot);
        } else {
            self.account.credit_with_newest(lot);
        }
        if credits > 0 {
            self.people[person].counted.granted += credits;
            self.played.grant_days += 1;
            self.record(Kind::Grant, credits as i64, lapses, About::of(person));
        }
    }

    /// The most that the account may hold: so much for each who has begun.
    fn cap(&self) -> u64 {
        let begun = self.people.iter().filter(|member| member.has_begun(self.today)).count() as u64;
        u64::from(self.plan.cap) * begun
    }

    /// The overflow rule, right after a lot was credited.
    pub(super) fn cut_to_cap(&mut self) {
        let cap = self.cap();
        while let Some(lot) = match self.case.rules.overflow {
            Overflow::DropOldest => self.account.take_oldest_above(cap),
            Overflow::DropNewest => self.account.take_newest_above(cap),
        } {
            self.played.capped += lot.credits;
            self.week().capped += lot.credits;
            self.record_loss(Kind::Cap, lot);
        }
    }

    /// The day at whose start a credit lapses that is credited on `day`, under this plan.
    pub(super) fn end_of_life(&self, plan: &Plan, day: Day) -> Option<Day> {
        match plan.credit_life {
            CreditLife::AsRules => self.case.rules.credit_life_days.map(|life| day + life as Day),
            CreditLife::Days(life) => Some(day + life as Day),
            CreditLife::Unlimited => None,
        }
    }

    /// After the last step of a week's last day.
    fn end_week(&mut self) {
        let balance = self.account.balance();
        let shortfall = self.turns().into_iter().map(|(person, segment)| self.shortfall_of_week(person, segment)).sum();
        self.week().balance = balance;
        self.week().shortfall = shortfall;
        self.week().replies_so_far = self.played.replies;
        self.played.shortfall += shortfall;
    }

    /// After the last day: what was sent may still be accepted and answered.
    pub(super) fn settle(&mut self) {
        self.played.closing = self.account.balance();
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
        let About { person, prospect, segment, touch, amount, outcome } = about;
        let balance = self.account.balance();
        let day = self.today;
        let person = if self.people.len() == 1 { Some(0) } else { person };
        let seat = person.filter(|_| !self.is_alone).map(|person| self.people[person].place);
        self.played.events.push(Event {
            day,
            kind,
            credits,
            lapses_on,
            balance,
            seat,
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
