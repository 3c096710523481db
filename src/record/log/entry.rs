//! What a row of a table says: that something went out, what came of it, or both.

use jiff::civil::Date;

use crate::domain::touch::Channel;
use crate::record::address::person;
use crate::record::channel;
use crate::record::contact::{Came, Contact, Reason, Undated};
use crate::record::moment::Moment;

/// One touch, or an answer that stands by itself.
#[derive(Debug)]
pub(super) struct Entry {
    /// The place of its file, and its line.
    pub(super) at: (u32, u64),
    /// Whoever it went to, as far as the table tells people apart.
    pub(super) who: Box<str>,
    /// Does this tell what followed on what? Otherwise it only tells what is the same.
    pub(super) is_person: bool,
    /// What tells this event from others, where a table of events says so.
    pub(super) key: Box<str>,
    pub(super) touch: String,
    /// Does the table say which touch it is?
    pub(super) is_told: bool,
    pub(super) segment: String,
    /// The moment when it went out; nothing for an answer by itself.
    pub(super) sent: Option<Moment>,
    pub(super) replied: Option<Came>,
    pub(super) accepted: Option<Came>,
    pub(super) credit: Option<bool>,
    /// The number of the person.
    pub(super) person: Option<u32>,
    /// The moments of the touches before and after it to the same person.
    pub(super) after: Option<Moment>,
    pub(super) followed: Option<Moment>,
    /// Is it from a table of events?
    pub(super) is_event: bool,
}

impl Entry {
    /// An entry without anything.
    pub(super) fn new(at: (u32, u64), who: &str, touch: &str) -> Entry {
        Entry {
            at,
            who: person(who).into(),
            is_person: true,
            key: "".into(),
            touch: touch.to_owned(),
            is_told: true,
            segment: String::new(),
            sent: None,
            replied: None,
            accepted: None,
            credit: None,
            person: None,
            after: None,
            followed: None,
            is_event: false,
        }
    }

    /// Is it an invitation by its name?
    pub(super) fn is_invitation(&self) -> bool {
        channel::named(&self.touch) == Some(Channel::Connect)
    }

    /// Why it cannot count, if it cannot: what came of it is older, or it went out too late.
    pub(super) fn fault(&self, until: Option<Date>) -> Option<Reason> {
        let sent = self.sent?;
        let is_before = |came: Option<Came>| matches!(came, Some(Came::At(moment)) if moment.days_since(sent) < 0.0);
        match () {
            () if is_before(self.replied) => Some(Reason::Before("replied_at")),
            () if is_before(self.accepted) => Some(Reason::Before("accepted_at")),
            () if until.is_some_and(|until| sent.date > until) => Some(Reason::After),
            () => None,
        }
    }

    /// The touch that went out; nothing for an answer by itself.
    pub(super) fn contact(self) -> Option<Contact> {
        let at = |came| match came {
            Some(Came::At(moment)) => Some(moment),
            _ => None,
        };
        Some(Contact {
            touch: self.touch,
            segment: self.segment,
            person: self.person,
            sent: self.sent?,
            replied: at(self.replied),
            accepted: at(self.accepted),
            after: self.after,
            followed: self.followed,
            undated: Undated {
                replied: self.replied == Some(Came::Sometime),
                accepted: self.accepted == Some(Came::Sometime),
            },
            credit: self.credit,
        })
    }
}

/// What is known of an event by two sources: a date says more than none, and the later source more than the earlier.
pub(super) fn better(earlier: Option<Came>, later: Option<Came>) -> Option<Came> {
    match (earlier, later) {
        (Some(Came::At(_)), None | Some(Came::Sometime)) => earlier,
        (earlier, later) => later.or(earlier),
    }
}
