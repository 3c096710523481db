//! The credits that an account holds at the end of a record: its grants, InMails and answers played through the ledger.
//!
//! What the account held before the record begins is not known. Two ledgers are played side by side: one that held nothing,
//! and one that held as much as the cap allows, all of it new. At every moment, and of whatever age, the true account has at
//! least the credits of the first and at most those of the second: to lapse, to grant, to spend what lapses first and to cut
//! what lapses first all keep that order. Once the two hold the same lots, so does the account, and what it held before
//! no longer matters.
//!
//! An answer without a date gave a credit back at some time, if it came soon enough: to the fuller account as late as it may
//! have come, since a credit lives the longer the later it comes back; to the other as early as it may have, or not at all
//! where it may have come too late. Answers to InMails from before the record may have added as much as the cap allows, up to
//! the last day on which they could: a third account holds that.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::domain::calendar::{Calendar, SendDays};
use crate::domain::ledger::{Ledger, Lot};
use crate::domain::plan::{Overflow, Plan, Refill, RefundLife, Rules};
use crate::domain::quantity::{Credits, Day};
use crate::domain::touch::Channel;

use super::channel;
use super::contact::Contact;

/// The days for which a lot is said to live that never lapses: as long as may be stated.
const FOREVER: u32 = 36_500;

/// The account whose record it is.
#[derive(Debug, Clone, Copy)]
pub struct Account<'a> {
    /// The plan, in force all the time.
    pub plan: &'a Plan,
    /// The rules of its credits.
    pub rules: &'a Rules,
    /// The day of the month on which it renews; in a month that lacks it the last.
    pub renews: i8,
}

/// What the account holds at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The lots that it holds at least, each by its credits and the days until they lapse, from the day after the last.
    pub lots: Vec<(Credits, u32)>,
    /// The most credits that it may hold.
    pub most: Credits,
    /// The first day of the record.
    pub first: Date,
    /// The day from whose end on the two ledgers held the same; `None`: they do not yet.
    pub known_from: Option<Date>,
    /// The most credits that it may hold if answers to InMails from before the record came as well, and the last day on which
    /// one of them could give a credit back.
    pub with_earlier: (Credits, Date),
    /// Answers without a date that may have given a credit back.
    pub undated: u64,
    /// InMails for which even the fullest account had no credit: the record and the plan do not fit each other.
    pub unpaid: u64,
}

impl Held {
    /// The fewest credits that it may hold.
    pub fn least(&self) -> Credits {
        self.lots.iter().map(|(credits, _)| credits).sum()
    }
}

/// What happens to the credits of an account on a day.
#[derive(Debug, Default)]
struct Events {
    /// The InMails, places among the paid ones, of which an answer gives the credit back: for certain and now, now at the
    /// earliest, and now at the latest.
    refunds: Vec<usize>,
    earliest: Vec<usize>,
    latest: Vec<usize>,
    /// Those that go out.
    sent: Vec<usize>,
}

/// One of the accounts.
struct Played<'a> {
    account: Account<'a>,
    ledger: Ledger,
    /// For each paid InMail the day on which its credit would have lapsed, once it is sent.
    lapses: Vec<Option<Day>>,
    unpaid: u64,
}

/// Plays a record up to the end of `as_of`. Nothing where no InMail of it cost a credit by then.
pub fn play(contacts: &[Contact], as_of: Date, account: Account<'_>) -> Option<Held> {
    let mut by_touch: BTreeMap<&str, Vec<&Contact>> = BTreeMap::new();
    contacts.iter().for_each(|contact| by_touch.entry(&contact.touch).or_default().push(contact));
    let is_inmail: BTreeMap<&str, bool> =
        by_touch.iter().map(|(touch, sent)| (*touch, channel::channel(touch, sent) == Channel::InMail)).collect();
    let is_paid = |contact: &&Contact| {
        is_inmail[contact.touch.as_str()] && contact.credit != Some(false) && contact.sent.date <= as_of
    };
    let mut paid: Vec<&Contact> = contacts.iter().filter(is_paid).collect();
    paid.sort_by_key(|contact| contact.sent);
    let first = paid.first()?.sent.date;
    let calendar = Calendar { start: first, days: 1, send_days: SendDays::default(), days_off: [].into() };
    let day = |date: Date| (date - first).get_days();
    let mut events: BTreeMap<Day, Events> = BTreeMap::new();
    let mut sent_to: BTreeMap<u32, Vec<Day>> = BTreeMap::new();
    for (place, contact) in paid.iter().enumerate() {
        events.entry(day(contact.sent.date)).or_default().sent.push(place);
        if let Some(person) = contact.person {
            sent_to.entry(person).or_default().push(day(contact.sent.date));
        }
    }
    // An answer without a date is one by the end of the record: its last row, or the day of which it tells, if that is later.
    let rows = contacts.iter().flat_map(|contact| [Some(contact.sent), contact.replied]).flatten().map(|at| at.date);
    let ends = rows.fold(as_of, Date::max);
    let (window, mut undated) = (account.rules.refund_window_days as Day, 0);
    for (place, contact) in paid.iter().enumerate() {
        if contact.replied.is_none() && contact.undated.replied {
            undated += 1;
            let sent = day(contact.sent.date);
            let followed = contact.followed.map(|followed| followed.date);
            let by = day(followed.unwrap_or(ends));
            if by <= day(as_of) && by <= sent + window {
                events.entry((sent + 1).min(by)).or_default().earliest.push(place);
            }
            events.entry(by.min(sent + window).min(day(as_of))).or_default().latest.push(place);
        }
        let Some(replied) = contact.replied.map(|replied| replied.date).filter(|date| *date <= as_of) else { continue };
        // The latest InMail to the person counts, whichever drew the answer.
        let to = contact.person.and_then(|person| sent_to.get(&person)).into_iter().flatten();
        let latest = to.copied().filter(|sent| *sent < day(replied)).max().unwrap_or(day(contact.sent.date));
        if day(replied) - latest <= window {
            events.entry(day(replied)).or_default().refunds.push(place);
        }
    }
    let cap = account.plan.cap;
    let mut accounts = [0, cap, cap].map(|held| Played::new(account, held, paid.len()));
    let (last, mut known) = (day(as_of), None);
    let last_earlier = (window - 1).min(last);
    let nothing = Events::default();
    for day in 0..=last {
        let grants = match account.plan.refill {
            Refill::BillingDay => calendar.is_month_day(day, account.renews),
            Refill::FirstOfMonth => calendar.is_month_day(day, 1),
        };
        let events = events.get(&day).unwrap_or(&nothing);
        let [empty, full, fullest] = &mut accounts;
        empty.day(day, grants, &events.refunds, &events.earliest, &events.sent);
        for played in [&mut *full, &mut *fullest] {
            played.day(day, grants, &events.refunds, &events.latest, &events.sent);
        }
        if day == last_earlier {
            fullest.fill(day);
        }
        known = known.or(Some(day)).filter(|_| empty.lots() == full.lots());
    }
    for played in &mut accounts {
        while played.ledger.lapse(last + 1).is_some() {}
    }
    let [empty, full, fullest] = &accounts;
    let days = |lot: &Lot| if lot.lapses == Lot::NEVER { FOREVER } else { (lot.lapses - last - 1) as u32 };
    Some(Held {
        lots: merged(empty.ledger.lots().iter().map(|lot| (lot.credits, days(lot)))),
        most: full.ledger.balance(),
        first,
        known_from: known.map(|day| calendar.date(day)),
        with_earlier: (fullest.ledger.balance(), calendar.date(last_earlier)),
        undated,
        unpaid: full.unpaid,
    })
}

impl<'a> Played<'a> {
    fn new(account: Account<'a>, held: Credits, paid: usize) -> Played<'a> {
        let mut ledger = Ledger::default();
        if held > 0 {
            ledger.credit(Lot::new(held, 0, account.plan.credit_life_days(account.rules)));
        }
        Played { account, ledger, lapses: vec![None; paid], unpaid: 0 }
    }

    /// The lots by what matters of them.
    fn lots(&self) -> Vec<(Day, Credits)> {
        let mut lots: Vec<(Day, Credits)> = Vec::new();
        for lot in self.ledger.lots() {
            match lots.last_mut() {
                Some((lapses, credits)) if *lapses == lot.lapses => *credits += lot.credits,
                _ => lots.push((lot.lapses, lot.credits)),
            }
        }
        lots
    }

    /// Adds new credits up to the cap.
    fn fill(&mut self, day: Day) {
        let Account { plan, rules, .. } = self.account;
        let missing = plan.cap.saturating_sub(self.ledger.balance());
        if missing > 0 {
            self.ledger.credit(Lot::new(missing, day, plan.credit_life_days(rules)));
        }
    }

    /// Plays a day in the order of the rules: what lapses, what is granted, what comes back, and what is sent.
    fn day(&mut self, day: Day, grants: bool, refunds: &[usize], undated: &[usize], sent: &[usize]) {
        let Account { plan, rules, .. } = self.account;
        let life = plan.credit_life_days(rules);
        while self.ledger.lapse(day).is_some() {}
        if grants && plan.credits_per_month > 0 {
            let place = self.ledger.credit(Lot::new(plan.credits_per_month, day, life));
            self.cut(place);
        }
        for &inmail in refunds.iter().chain(undated) {
            let lapses = match rules.refund_life {
                RefundLife::Fresh => Lot::new(1, day, life).lapses,
                RefundLife::Inherit => self.lapses[inmail].unwrap_or(day),
            };
            if lapses <= day {
                continue;
            }
            let place = self.ledger.credit(Lot { credited: day, lapses, credits: 1 });
            if rules.cap_on_refund {
                self.cut(place);
            }
        }
        for &inmail in sent {
            match self.ledger.spend() {
                Some(lot) => self.lapses[inmail] = Some(lot.lapses),
                None => self.unpaid += 1,
            }
        }
    }

    /// Cuts the balance to the cap, where the lot at `newest` has just been credited.
    fn cut(&mut self, newest: usize) {
        let Account { plan, rules, .. } = self.account;
        if rules.overflow == Overflow::DropNewest {
            self.ledger.cut_at(plan.cap, newest);
        }
        while self.ledger.cut(plan.cap, rules.overflow).is_some() {}
    }
}

/// Lots of the same day as one.
fn merged(lots: impl Iterator<Item = (Credits, u32)>) -> Vec<(Credits, u32)> {
    let mut merged: BTreeMap<u32, Credits> = BTreeMap::new();
    for (credits, days) in lots {
        *merged.entry(days).or_default() += credits;
    }
    merged.into_iter().map(|(days, credits)| (credits, days)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::super::contact::{Undated, inmail as contact};
    use super::*;
    use crate::record::moment::Moment;
    use crate::scenario::rulebook;

    fn inmail(sent: Date, replied: Option<Date>) -> Contact {
        let at = |date| Moment { date, time: None };
        contact(at(sent), replied.map(at))
    }

    fn held(contacts: &[Contact], as_of: Date) -> Option<Held> {
        let rulebook = rulebook("article-2025-10").expect("it is built in");
        let plan = rulebook.plans.iter().find(|plan| plan.id == "sales-navigator").expect("it has this plan");
        play(contacts, as_of, Account { plan, rules: &rulebook.rules, renews: 1 })
    }

    #[test]
    fn an_account_that_sends_little_is_known_once_the_cap_cuts_it() {
        // 50 a month, at most 150, for 90 days. At first the account may hold anything from what it sends to 150.
        let contacts = [inmail(date(2026, 1, 15), None), inmail(date(2026, 1, 16), None)];
        let early = held(&contacts, date(2026, 1, 31)).expect("there is an InMail");
        assert_eq!((early.least(), early.most, early.known_from, early.unpaid), (0, 148, None, 0));
        // 1 February: 50 more. 1 March: 100 and the full one is cut to 150. On 1 April both have three grants.
        let later = held(&contacts, date(2026, 4, 2)).expect("there is an InMail");
        assert_eq!((later.known_from, later.least(), later.most), (Some(date(2026, 4, 1)), 150, 150));
        // From 3 April on: those of 1 February lapse on 2 May, those of 1 March on 30 May, those of 1 April on 30 June.
        assert_eq!(later.lots, [(50, 29), (50, 57), (50, 88)]);
    }

    #[test]
    fn an_answer_in_time_gives_a_credit_back_and_a_late_one_does_not() {
        let sent = date(2026, 4, 2);
        let quiet = |replied| [inmail(date(2026, 1, 1), None), inmail(sent, replied)];
        let balance = |replied| held(&quiet(replied), date(2026, 8, 1)).expect("there is an InMail").least();
        let none = balance(None);
        assert_eq!(balance(Some(sent + 90.days())), none, "the next refill cuts it to the cap again");
        let on = |replied| held(&quiet(replied), sent + 93.days()).expect("there is an InMail").least();
        assert_eq!(on(Some(sent + 91.days())), on(None), "too late");
        let balance = |replied| held(&quiet(replied), date(2026, 4, 20)).expect("there is an InMail").least();
        assert_eq!((balance(Some(date(2026, 4, 9))), balance(None)), (150, 149));
        assert_eq!(balance(Some(date(2026, 4, 21))), 149, "after the last day");
    }

    #[test]
    fn an_answer_without_a_date_is_one_credit_more_or_less_until_that_no_longer_matters() {
        let undated = |sent| Contact { undated: Undated { replied: true, accepted: false }, ..inmail(sent, None) };
        let contacts = |last| [inmail(date(2026, 1, 1), None), undated(date(2026, 4, 2)), inmail(last, None)];
        // It came at some time up to the last day, soon enough: both accounts have the credit back.
        let soon = held(&contacts(date(2026, 4, 20)), date(2026, 4, 20)).expect("there is an InMail");
        assert_eq!((soon.undated, soon.least(), soon.most), (1, 149, 149));
        // The one has it from 3 April on, the other from the 20th: it lapses at another day.
        assert_eq!((soon.known_from, soon.lots.len()), (None, 4));
        // By July it may have come too late. On 1 September the cap has cut what it brought at the latest, on 1 July.
        let ends = date(2026, 9, 2);
        let late = held(&contacts(ends), date(2026, 7, 15)).expect("there is an InMail");
        assert_eq!((late.least(), late.most, late.known_from), (150, 151, None));
        let later = held(&contacts(ends), ends).expect("there is an InMail");
        assert_eq!((later.least(), later.most, later.known_from), (149, 149, Some(date(2026, 9, 1))));
        // As of a day before the end of the record it may be still to come.
        let before = held(&contacts(ends), date(2026, 4, 20)).expect("there is an InMail");
        assert_eq!((before.least(), before.most, before.known_from), (149, 150, None));
        // The tracker may be of a later day than its last row, and the answer of that day, too.
        let after = held(&contacts(date(2026, 4, 20)), date(2026, 7, 15)).expect("there is an InMail");
        assert_eq!((after.least(), after.most, after.known_from), (late.least(), late.most, None));
        // Nobody follows up who has an answer.
        let followed =
            Contact { followed: Some(Moment { date: date(2026, 4, 9), time: None }), ..undated(date(2026, 4, 2)) };
        let followed = [inmail(date(2026, 1, 1), None), followed, inmail(date(2026, 7, 31), None)];
        assert_eq!(held(&followed, date(2026, 4, 20)).map(|held| held.least()), Some(150));
    }

    #[test]
    fn answers_to_earlier_inmails_add_what_the_cap_allows_until_that_no_longer_matters() {
        let contacts: Vec<Contact> = (0..40).map(|_| inmail(date(2026, 1, 15), None)).collect();
        let early = held(&contacts, date(2026, 1, 31)).expect("there is an InMail");
        assert_eq!((early.most, early.with_earlier), (110, (150, date(2026, 1, 31))));
        // InMails of 14 January may be answered up to 14 April; on 1 May all accounts are at the cap.
        let later = held(&contacts, date(2026, 5, 2)).expect("there is an InMail");
        assert_eq!((later.most, later.with_earlier), (150, (150, date(2026, 4, 14))));
    }

    #[test]
    fn more_inmails_than_the_plan_pays_for_are_told_and_what_is_free_costs_nothing() {
        let many: Vec<Contact> = (0..160).map(|_| inmail(date(2026, 1, 15), None)).collect();
        assert_eq!(held(&many, date(2026, 1, 20)).map(|held| (held.unpaid, held.most)), Some((10, 0)));
        let free = Contact { credit: Some(false), ..inmail(date(2026, 1, 15), None) };
        assert_eq!(held(&[free], date(2026, 1, 20)), None);
        let message = Contact { touch: "message".into(), ..inmail(date(2026, 1, 15), None) };
        assert_eq!(held(&[message], date(2026, 1, 20)), None);
    }
}
