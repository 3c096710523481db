//! Contacts: touches to one person each, with what came of them.

use std::sync::Arc;

use jiff::civil::{Date, Time};
use thiserror::Error;

use super::fate::{AT_ONCE, Fate};
use super::moment::{Moment, MomentError};
use super::rows::Damage;

/// One touch to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The id of the touch.
    pub touch: String,
    /// The id of the segment; empty where the record has none.
    pub segment: String,
    /// The person it went to, by a number; `None` where the record does not say.
    pub person: Option<u32>,
    /// The moment when it went out.
    pub sent: Moment,
    /// The moment of the reply.
    pub replied: Option<Moment>,
    /// The moment when it was accepted, if it is an invitation.
    pub accepted: Option<Moment>,
    /// The moment when the touch before it to the same person went out, if it follows one.
    pub after: Option<Moment>,
    /// The moment when the next touch went out: a reply after that is counted there, whichever touch drew it.
    pub followed: Option<Moment>,
    /// Did it cost a credit? `None` where the record does not say.
    pub credit: Option<bool>,
}

/// An event that may be waited for after a touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaited {
    /// A reply.
    Reply,
    /// The acceptance of an invitation.
    Acceptance,
}

/// The end of a record, up to which it is known what came of touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The last day.
    date: Date,
    /// The moment, where answers have a time of day: midnight after the last day; but on the last day of the record its
    /// latest moment, since it may have been written in the middle of that day. `None` where answers are dated by the day.
    moment: Option<Moment>,
    /// Are some answers, dated by the day, from the day of the touch itself? Then silence on that day says something, too.
    at_once: bool,
}

impl End {
    /// The end of `as_of` for these contacts, as if all answers had a time of day.
    pub fn at(contacts: &[Contact], as_of: Date) -> End {
        let known = |contact: &Contact| [Some(contact.sent), contact.replied, contact.accepted, contact.followed];
        let latest = contacts.iter().flat_map(known).flatten().max();
        let latest = latest.filter(|latest| latest.date == as_of && latest.is_timed());
        let midnight = || Some(Moment { date: as_of.tomorrow().ok()?, time: Some(Time::midnight()) });
        End { date: as_of, moment: latest.or_else(midnight), at_once: false }
    }

    /// The same end for contacts of which this is waited for: by the day if one of the answers has no time of day.
    pub fn for_answers<'c>(self, contacts: impl IntoIterator<Item = &'c Contact>, awaited: Awaited) -> End {
        let answers = contacts.into_iter().filter_map(|contact| Some((contact.sent, contact.awaited(awaited)?)));
        let mut by_day = answers.filter(|(sent, answer)| !(sent.is_timed() && answer.is_timed())).peekable();
        let moment = self.moment.filter(|_| by_day.peek().is_none());
        End { moment, at_once: by_day.any(|(sent, answer)| sent.date == answer.date), ..self }
    }
}

impl Contact {
    /// The moment of the event that is waited for.
    pub(super) fn awaited(&self, awaited: Awaited) -> Option<Moment> {
        match awaited {
            Awaited::Reply => self.replied,
            Awaited::Acceptance => self.accepted,
        }
    }

    /// Its fate as far as it is known at the end; nothing if it had not gone out by then.
    pub fn fate(&self, awaited: Awaited, end: End) -> Option<Fate> {
        self.fate_with(self.awaited(awaited), self.followed, end)
    }

    /// The same with this event, and this moment after which nothing is known.
    pub(super) fn fate_with(&self, event: Option<Moment>, followed: Option<Moment>, end: End) -> Option<Fate> {
        let is_known = |moment: &Moment| moment.date <= end.date;
        if !is_known(&self.sent) {
            return None;
        }
        Some(match event.filter(is_known) {
            Some(event) if event.is_timed() && self.sent.is_timed() => Fate::replied_after(event.days_since(self.sent)),
            Some(event) if end.at_once => Fate::replied_on_day_or_at_once(event.days_since(self.sent) as u32),
            Some(event) => Fate::replied_on_day(event.days_since(self.sent) as u32),
            None => {
                // By the day, a reply on the last day is seen: silence for a day means none on the next.
                let moment = end.moment.filter(|_| self.sent.is_timed());
                let over = moment.unwrap_or(Moment { date: end.date, time: None });
                let days = followed.filter(is_known).unwrap_or(over).days_since(self.sent);
                Fate::silent_for(if end.at_once { days.max(AT_ONCE) } else { days })
            }
        })
    }
}

/// Adds the contacts of another source, whose people are others.
pub fn join(contacts: &mut Vec<Contact>, more: Vec<Contact>) {
    let people = contacts.iter().filter_map(|contact| contact.person).max().map_or(0, |last| last + 1);
    contacts
        .extend(more.into_iter().map(|contact| Contact { person: contact.person.map(|of| of + people), ..contact }));
}

/// Why a row of a record is left out.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Reason {
    /// The row cannot be read.
    #[error("{0}")]
    Damaged(Damage),
    /// A value that is needed is missing.
    #[error("no {0}")]
    Missing(&'static str),
    /// This column holds no date.
    #[error("{0}: {1}")]
    Date(&'static str, MomentError),
    /// This column says that something came of the touch before it went out.
    #[error("{0} is before the touch went out")]
    Before(&'static str),
    /// Several people are written to.
    #[error("a group")]
    Group,
    /// The account's owner writes to themselves.
    #[error("a message to oneself")]
    Oneself,
    /// The other side wrote first.
    #[error("begun by the other side")]
    BegunByOther,
    /// The recipient was a connection by then.
    #[error("a connection by then")]
    Connection,
    /// The invitation came from the other side.
    #[error("an invitation from the other side")]
    Incoming,
    /// The note of an invitation.
    #[error("the note of an invitation")]
    Note,
    /// Whether an invitation was accepted is not known.
    #[error("accepted or not: Connections.csv is missing")]
    Unknown,
    /// Whether an invitation was accepted is not known: the connection of that name may be somebody else.
    #[error("accepted or not: several people have that name")]
    Namesake,
    /// It goes on with the message before it.
    #[error("goes on with the message before it")]
    Continued,
    /// The conversation was under way: somebody had replied.
    #[error("after the reply")]
    AfterReply,
    /// A draft, or something that LinkedIn placed there.
    #[error("not sent")]
    NotSent,
    /// Somebody who stands on the list already.
    #[error("there already")]
    Double,
    /// It went out after the last day that counts.
    #[error("after the last day")]
    After,
    /// An invitation of which nothing tells whether it was accepted.
    #[error("accepted or not: there is no accepted_at")]
    NoAcceptance,
}

/// A row that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The name of the file, without folders.
    pub file: Arc<str>,
    /// The line on which the row begins.
    pub line: u64,
    /// Why.
    pub reason: Reason,
    /// The number of rows that this stands for: 1, but for those like it that are no longer listed one by one.
    pub rows: u64,
}

impl Reason {
    /// Can the row not be read?
    pub(super) fn is_unreadable(&self) -> bool {
        matches!(self, Reason::Damaged(_) | Reason::Missing(_) | Reason::Date(..))
    }

    /// The same reason, whatever it has to do with the one row?
    pub(super) fn is_like(&self, other: &Reason) -> bool {
        let has_columns = |reason: &Reason| matches!(reason, Reason::Damaged(Damage::Columns { .. }));
        self == other || (has_columns(self) && has_columns(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(text: &str) -> Moment {
        Moment::read(text, None).expect("it is a date")
    }

    fn contact(sent: &str, replied: Option<&str>) -> Contact {
        Contact {
            touch: "inmail".into(),
            segment: String::new(),
            person: None,
            sent: at(sent),
            replied: replied.map(at),
            accepted: None,
            after: None,
            followed: None,
            credit: None,
        }
    }

    #[test]
    fn what_is_known_depends_on_the_day_as_of_which_it_is_asked() {
        let contact = contact("2026-03-05", Some("2026-03-09"));
        let end = |day| End::at(std::slice::from_ref(&contact), date(2026, 3, day));
        let fate = |day| contact.fate(Awaited::Reply, end(day));
        assert_eq!(fate(4), None);
        assert_eq!(fate(8), Some(Fate::Silent { days: 3.0 }));
        assert_eq!(fate(9), Some(Fate::replied_on_day(4)));
        assert_eq!(contact.fate(Awaited::Acceptance, end(9)), Some(Fate::Silent { days: 4.0 }));
    }

    #[test]
    fn after_the_next_touch_nothing_is_waited_for() {
        let mut contact = contact("2026-03-05 09:00", None);
        contact.followed = Some(at("2026-03-12 09:00"));
        let fate = |as_of| contact.fate(Awaited::Reply, End::at(std::slice::from_ref(&contact), as_of));
        assert_eq!(fate(date(2026, 5, 1)), Some(Fate::Silent { days: 7.0 }));
        assert_eq!(fate(date(2026, 3, 6)), Some(Fate::silent_for(1.625)));
    }

    #[test]
    fn silence_lasts_as_long_as_a_reply_would_be_known() {
        let record = [contact("2026-03-05 09:00", None), contact("2026-03-07 18:00", Some("2026-03-08 15:00"))];
        let silent = |record: &[Contact], day| {
            let end = End::at(record, date(2026, 3, day));
            record[0].fate(Awaited::Reply, end.for_answers(record, Awaited::Reply))
        };
        assert_eq!(silent(&record, 7), Some(Fate::silent_for(2.625)), "until midnight");
        assert_eq!(silent(&record, 8), Some(Fate::silent_for(3.25)), "until the last that the record knows");
        assert_eq!(silent(&record, 9), Some(Fate::silent_for(5.0 - 9.0 / 24.0)), "until midnight");
        let by_day = [record[0].clone(), contact("2026-03-07 18:00", Some("2026-03-08"))];
        assert_eq!(silent(&by_day, 9), Some(Fate::silent_for(4.0)), "as answers are told");
        assert_eq!(silent(&by_day, 5), Some(Fate::silent_for(0.0)), "no answer is told so soon");
        let at_once = [contact("2026-03-05", None), contact("2026-03-07", Some("2026-03-07"))];
        assert_eq!(silent(&at_once, 5), Some(Fate::silent_for(0.5)), "answers are told on the same day");
        assert_eq!(silent(&at_once, 6), Some(Fate::silent_for(1.0)));
    }

    #[test]
    fn times_of_day_are_used_where_both_are_known() {
        let timed = contact("2026-03-05 09:00", Some("2026-03-05 15:30"));
        let fate =
            |contact: &Contact| contact.fate(Awaited::Reply, End::at(std::slice::from_ref(contact), date(2026, 3, 9)));
        let hour = 1.0 / 24.0;
        let Some(Fate::Replied { after, within }) = fate(&timed) else { panic!("a reply") };
        assert!((after - 6.0 * hour).abs() < 1e-12 && (within - 7.0 * hour).abs() < 1e-12);
        let dated = contact("2026-03-05 09:00", Some("2026-03-05"));
        assert_eq!(fate(&dated), Some(Fate::replied_on_day(1)));
    }
}
