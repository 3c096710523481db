//! Common random numbers: two cases differ by what they do, never by luck.

use std::collections::{BTreeMap, BTreeSet};

use inmail_sim::domain::case::{Case, Order};
use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::event::EventKind;
use inmail_sim::domain::quantity::Day;
use inmail_sim::engine::{Sampling, trace};
use jiff::civil::date;

use crate::builder::{Campaign, campaign};

/// Who in which segment, and to which touch.
type Contact = (String, u32, String);

/// What happened to each contact in a trial: when it went out, and when it drew a reply, if it did.
#[derive(Debug, Default)]
struct Contacts {
    sent: BTreeMap<Contact, Day>,
    replied: BTreeMap<Contact, Day>,
}

impl Contacts {
    fn of(case: &Case, trial: u64) -> Contacts {
        let mut contacts = Contacts::default();
        for event in trace(case, Sampling::Even.luck(50, trial)).1 {
            let (Some(segment), Some(prospect), Some(touch)) =
                (event.subject.segment, event.subject.prospect, event.subject.touch)
            else {
                continue;
            };
            let (segment, touch) = (&case.segments[segment as usize].id, &case.touches[touch as usize].id);
            let contact = (segment.clone(), prospect, touch.clone());
            match event.kind {
                EventKind::Send => assert_eq!(contacts.sent.insert(contact, event.day), None),
                EventKind::Reply => assert_eq!(contacts.replied.insert(contact, event.day), None),
                _ => {}
            }
        }
        contacts
    }

    /// Those who reply to one of these touches.
    fn replies_to(&self, touches: &[&str]) -> BTreeSet<&Contact> {
        self.replied.keys().filter(|(_, _, touch)| touches.contains(&touch.as_str())).collect()
    }

    /// The days from a touch to the reply that it drew.
    fn delays(&self) -> BTreeMap<&Contact, Day> {
        self.replied.iter().map(|(contact, day)| (contact, day - self.sent[contact])).collect()
    }

    fn who_replies(&self) -> BTreeSet<(&str, u32)> {
        self.replied.keys().map(|(segment, prospect, _)| (segment.as_str(), *prospect)).collect()
    }
}

/// Eight weeks of ten prospects and credits for whatever comes.
fn ample() -> Campaign {
    campaign().opening(10_000).weeks(12).per_week(10).prospects(80)
}

/// Two InMails and a message between.
fn in_sequence(case: Campaign, rates: [f64; 3], delay: &Delay) -> Campaign {
    let case = case.inmail("hello", rates[0], 0.0).delays(delay.clone());
    let case = case.message("hint", rates[1], 0.0).after(3).delays(delay.clone());
    case.inmail("again", rates[2], 0.0).after(4).delays(delay.clone())
}

fn scarce(case: Campaign) -> Campaign {
    case.plan(25, 60, 99.0).with(|case| case.opening.lots.clear())
}

const TOUCHES: [&str; 3] = ["hello", "hint", "again"];

/// Replies that may come long after the touches that follow.
fn slow() -> Delay {
    Delay::lognormal(2.5, 9.0).expect("p90 above the median")
}

/// Replies that come before anything else: to which touch a prospect replies does not depend on the waits between.
fn soon() -> Delay {
    Delay::fixed(1.0).expect("it is not negative")
}

const TRIALS: u64 = 20;

/// Rates that rise step by step, from never to always.
const RATES: [f64; 7] = [0.0, 0.05, 0.2, 0.35, 0.5, 0.9, 1.0];

#[test]
fn a_higher_rate_keeps_every_reply_to_a_touch_that_goes_out_all_the_same() {
    for trial in 0..TRIALS {
        // The last touch of a sequence decides about no other. Its replies may be the first to land where an earlier
        // touch has drawn one as well, so only with quick ones is every reply still to the same touch.
        let with = |rate| Contacts::of(&in_sequence(ample(), [0.2, 0.1, rate], &soon()).build(), trial);
        for rates in RATES.windows(2) {
            let (low, high) = (with(rates[0]), with(rates[1]));
            assert_eq!(low.sent, high.sent);
            assert!(low.replied.iter().all(|(contact, day)| high.replied.get(contact) == Some(day)), "{rates:?}");
            assert!(low.replied.len() < high.replied.len(), "{rates:?}");
        }
    }
}

#[test]
fn a_higher_rate_anywhere_keeps_everybody_who_replies() {
    for trial in 0..TRIALS {
        for touch in 0..3 {
            let with = |rate| {
                let mut rates = [0.15, 0.1, 0.25];
                rates[touch] = rate;
                Contacts::of(&in_sequence(ample(), rates, &slow()).build(), trial)
            };
            for rates in RATES.windows(2) {
                let (low, high) = (with(rates[0]), with(rates[1]));
                assert!(low.who_replies().is_subset(&high.who_replies()), "touch {touch}, {rates:?}");
            }
        }
    }
}

#[test]
fn another_segment_leaves_the_luck_of_the_others_alone() {
    for trial in 0..TRIALS {
        let people = || in_sequence(ample(), [0.3, 0.2, 0.3], &slow());
        let alone = Contacts::of(&people().build(), trial);
        // The newcomers go first, and use a touch of the others besides their own.
        let others = people().segment("others").priority(0).per_week(25).prospects(90).again("hello");
        let beside = Contacts::of(&others.inmail("other", 0.5, 2.0).after(2).build(), trial);
        assert!(alone.sent.iter().all(|(contact, day)| beside.sent.get(contact) == Some(day)));
        let of_people = |contacts: &Contacts| -> BTreeMap<Contact, Day> {
            let replied = contacts.replied.iter().filter(|((segment, ..), _)| segment == "people");
            replied.map(|(contact, day)| (contact.clone(), *day)).collect()
        };
        assert_eq!(of_people(&alone), of_people(&beside));
        // They share a touch and their numbers with the others, and not their luck: all 80 agree by chance with 10^-19.
        let numbers = |segment: &str| -> BTreeSet<u32> {
            let first = beside
                .replied
                .keys()
                .filter(|(other, number, touch)| other == segment && *number < 80 && touch == "hello");
            first.map(|(_, number, _)| *number).collect()
        };
        assert_ne!(numbers("people"), numbers("others"));
    }
}

#[test]
fn another_touch_leaves_the_luck_of_the_others_alone() {
    for trial in 0..TRIALS {
        let people = || in_sequence(ample(), [0.3, 0.2, 0.3], &soon());
        let before = Contacts::of(&people().build(), trial);
        let longer = Contacts::of(&people().inmail("last", 0.4, 1.0).after(5).build(), trial);
        assert_eq!(before.replies_to(&TOUCHES), longer.replies_to(&TOUCHES));
        assert!(longer.replied.len() > before.replied.len());
        // One that draws no replies, in front or in between: the others only go out later.
        for place in 0..3 {
            let wider = people().message("nothing", 0.0, 1.0).after(2).with(|case| {
                case.touches[0].wait = case.touches[1].wait;
                let nothing = case.segments[0].sequence.pop().expect("it was added last");
                case.segments[0].sequence.insert(place, nothing);
            });
            let wider = Contacts::of(&wider.build(), trial);
            assert!(before.sent != wider.sent);
            assert_eq!(before.replies_to(&TOUCHES), wider.replies_to(&TOUCHES), "at place {place}");
        }
    }
}

#[test]
fn prospects_keep_their_luck_whenever_they_are_contacted() {
    for trial in 0..TRIALS {
        let base =
            || in_sequence(ample(), [0.3, 0.2, 0.3], &soon()).unsure(Distribution::beta(2.0, 5.0).expect("above 0"));
        let others = [
            base().per_week(80),
            base().every_day(),
            base().start(date(2027, 5, 29)),
            base().per_week_max(),
            // Credits for a few only, month by month.
            scarce(base()),
            scarce(base()).with(|case| case.pacing.order = Order::NewFirst),
            scarce(base()).per_week_max(),
        ];
        let base = Contacts::of(&base().build(), trial);
        for (place, other) in others.into_iter().enumerate() {
            let other = Contacts::of(&other.build(), trial);
            assert!(base.sent != other.sent, "case {place} does something else");
            let both: Vec<&Contact> = base.sent.keys().filter(|contact| other.sent.contains_key(contact)).collect();
            assert!(both.len() > 40, "case {place} has contacts in common");
            for contact in both {
                assert_eq!(base.replied.contains_key(contact), other.replied.contains_key(contact), "{contact:?}");
            }
        }
    }
}

#[test]
fn replies_take_as_long_whenever_their_touch_goes_out() {
    for trial in 0..TRIALS {
        let base = || ample().inmail("hello", 0.4, 0.0).delays(slow());
        let others = [base().per_week(80), base().every_day().start(date(2027, 5, 29)), base().per_week_max()];
        let base = Contacts::of(&base().build(), trial);
        assert!(base.delays().into_values().collect::<BTreeSet<Day>>().len() > 3, "delays vary");
        for other in others {
            assert_eq!(base.delays(), Contacts::of(&other.build(), trial).delays());
        }
    }
}
