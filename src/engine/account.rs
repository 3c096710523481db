//! The account: its ledger under the rules of the case, and the counts that follow from it.

use std::ops::Range;

use crate::domain::count::{Count, WeekCounts};
use crate::domain::ledger::{Ledger, Lot};
use crate::domain::plan::{Overflow, PlanChangeRule, RefundLife, Rules};
use crate::domain::quantity::{Credits, Day, Money};
use crate::domain::reason::Reason;

use super::account_plan::PersonPlan;
use super::calendar::{DayPlan, PersonDay};
use super::recorder::Recorder;
use crate::domain::event::{Event, EventKind, Subject};

/// An account in one trial.
#[derive(Debug, Clone)]
pub(crate) struct Account<'a> {
    rules: &'a Rules,
    /// Whose it is: a place among all people, where there are several and it is that one's alone.
    owner: Option<u32>,
    ledger: Ledger,
    day: Day,
    cap: Credits,
    cap_on_refund: bool,
    /// How long a credit lives that is credited now [days].
    life: Option<u32>,
    /// The counts of the campaign week so far.
    pub(crate) week: WeekCounts,
    /// Credits lost in plan changes.
    pub(crate) forfeited: u64,
}

impl<'a> Account<'a> {
    pub(crate) fn new(rules: &'a Rules) -> Account<'a> {
        Account {
            rules,
            owner: None,
            ledger: Ledger::default(),
            day: 0,
            cap: 0,
            cap_on_refund: false,
            life: None,
            week: WeekCounts::default(),
            forfeited: 0,
        }
    }

    /// Begins a trial of an account that is `owner`'s: forgets the one before.
    pub(crate) fn begin(&mut self, owner: Option<u32>) {
        *self = Account { owner, ledger: std::mem::take(&mut self.ledger), ..Account::new(self.rules) };
        self.ledger.clear();
    }

    pub(crate) fn balance(&self) -> Credits {
        self.ledger.balance()
    }

    /// Events noted from now on happen on `day`.
    pub(crate) fn go_to(&mut self, day: Day) {
        self.day = day;
    }

    /// Steps 1 to 3 of a day: lapse, plan change, billing and refill. Whoever begins on it brings credits along before that.
    #[inline]
    pub(crate) fn begin_day(&mut self, day: Day, plan: &DayPlan, people: &[PersonPlan], recorder: &mut impl Recorder) {
        (self.day, self.cap, self.cap_on_refund, self.life) = (day, plan.cap, plan.cap_on_refund, plan.life);
        let subject = |bill: &PersonDay| Subject { seat: people[bill.person].seat, ..Subject::default() };
        for bill in &plan.bills {
            for lot in &bill.opening {
                self.credit(EventKind::Opening, *lot, subject(bill), recorder);
            }
        }
        while let Some(lot) = self.ledger.lapse(day) {
            self.week[Count::Lapsed] += lot.credits;
            self.note_loss(EventKind::Lapse, lot, recorder);
        }
        if plan.is_quiet() {
            return;
        }
        if plan.plan_change {
            self.change_plan(recorder);
        }
        let mut granted = 0..0;
        for bill in &plan.bills {
            if bill.charge > Money::default() {
                let charge = || self.event(EventKind::Charge, 0, None, subject(bill));
                recorder.record(|| Event { amount: Some(bill.charge), ..charge() });
            }
            if let Some(credits) = bill.grant {
                let lot = Lot::new(credits, day, self.life);
                if let Some(place) = self.credit(EventKind::Grant, lot, subject(bill), recorder) {
                    // Those of one day stand side by side.
                    granted = if granted.is_empty() { place..place + 1 } else { granted.start..place + 1 };
                }
            }
        }
        if plan.bills.iter().any(|bill| bill.grant.is_some()) {
            self.cut_to_cap(granted, recorder);
        }
    }

    /// One credit comes back for a reply that a credit of the lapse day `spent_lapses` drew.
    pub(crate) fn refund(&mut self, spent_lapses: Day, subject: Subject, recorder: &mut impl Recorder) {
        let lapses = match self.rules.refund_life {
            RefundLife::Fresh => Lot::new(1, self.day, self.life).lapses,
            RefundLife::Inherit => spent_lapses,
        };
        let lot = Lot { credited: self.day, lapses, credits: 1 };
        self.week[Count::Refunded] += 1;
        let mut newest = self.credit(EventKind::Refund, lot, subject, recorder).map_or(0..0, |place| place..place + 1);
        // What has come back too late for its own life is first in spending order.
        if let Some(lot) = self.ledger.lapse(self.day) {
            self.week[Count::Lapsed] += lot.credits;
            self.note_loss(EventKind::Lapse, lot, recorder);
            newest = 0..0;
        }
        if self.cap_on_refund {
            self.cut_to_cap(newest, recorder);
        }
    }

    /// Spends a credit, and tells the day on which it would have lapsed; nothing if there is none.
    #[inline]
    pub(crate) fn spend(&mut self) -> Option<Day> {
        self.ledger.spend().map(|lot| lot.lapses)
    }

    /// Takes note of a touch that has gone out, and of the lapse day of the credit that it cost, if it did.
    #[inline]
    pub(crate) fn note_sent(
        &self,
        credit: Option<Day>,
        subject: impl FnOnce() -> Subject,
        recorder: &mut impl Recorder,
    ) {
        let credits = -i64::from(credit.is_some());
        recorder.record(|| self.event(EventKind::Send, credits, credit, subject()));
    }

    /// Something holds up a touch that a segment wants.
    pub(crate) fn hold_up(&mut self, reason: Reason, segment: Subject, recorder: &mut impl Recorder) {
        self.week[Count::held_up(reason)] = 1;
        let kind = if reason == Reason::Credits { EventKind::Short } else { EventKind::Held(reason) };
        self.note(kind, segment, recorder);
    }

    /// Takes note of something that leaves the balance as it is.
    pub(crate) fn note(&self, kind: EventKind, subject: Subject, recorder: &mut impl Recorder) {
        recorder.record(|| self.event(kind, 0, None, subject));
    }

    /// Takes note of an outcome that is reached.
    pub(crate) fn note_outcome(&self, subject: Subject, value: Money, recorder: &mut impl Recorder) {
        recorder.record(|| Event { amount: Some(value), ..self.event(EventKind::Outcome, 0, None, subject) });
    }

    /// Adds a lot, and tells its place in the spending order. No credits make no lot.
    fn credit(&mut self, kind: EventKind, lot: Lot, subject: Subject, recorder: &mut impl Recorder) -> Option<usize> {
        if lot.credits == 0 {
            return None;
        }
        let place = self.ledger.credit(lot);
        recorder.record(|| self.event(kind, lot.credits.into(), Some(lot.lapses), subject));
        Some(place)
    }

    fn change_plan(&mut self, recorder: &mut impl Recorder) {
        let kept = match self.rules.plan_change {
            PlanChangeRule::KeepToCap => self.cap,
            PlanChangeRule::Forfeit => 0,
        };
        while let Some(lot) = self.ledger.cut(kept, Overflow::DropOldest) {
            self.forfeited += u64::from(lot.credits);
            self.note_loss(EventKind::Forfeit, lot, recorder);
        }
    }

    /// Cuts the balance to the cap; `newest` are the places of the lots that have just been credited, if any.
    fn cut_to_cap(&mut self, mut newest: Range<usize>, recorder: &mut impl Recorder) {
        if self.rules.overflow != Overflow::DropNewest {
            newest = 0..0;
        }
        while let Some(lot) = match newest.next_back() {
            Some(place) => self.ledger.cut_at(self.cap, place),
            None => self.ledger.cut(self.cap, self.rules.overflow),
        } {
            self.week[Count::Capped] += lot.credits;
            self.note_loss(EventKind::Cap, lot, recorder);
        }
    }

    fn note_loss(&self, kind: EventKind, lot: Lot, recorder: &mut impl Recorder) {
        let subject = Subject { seat: self.owner, ..Subject::default() };
        recorder.record(|| self.event(kind, -i64::from(lot.credits), Some(lot.lapses), subject));
    }

    /// An event that costs no money.
    fn event(&self, kind: EventKind, credits: i64, lapses: Option<Day>, subject: Subject) -> Event {
        Event { day: self.day, kind, credits, balance: self.balance(), lapses, subject, amount: None }
    }
}
