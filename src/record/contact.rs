//! Contacts: a touch to one person, and what came of it.

use std::fmt;

use jiff::civil::Date;

use super::fate::Fate;
use super::moment::{Moment, MomentError};
use super::rows::Damage;

/// One touch to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The id of the touch.
    pub touch: String,
    /// The id of the segment; empty where the record has none.
    pub segment: String,
    /// When it went out.
    pub sent: Moment,
    /// When the reply to it came.
    pub replied: Option<Moment>,
    /// When the invitation was accepted, if it is one.
    pub accepted: Option<Moment>,
    /// When the next touch went out, so that a reply after that is not one to this.
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

impl Contact {
    /// What is known at the end of a day of what is waited for; nothing if the touch had not gone out by then.
    pub fn fate(&self, awaited: Awaited, as_of: Date) -> Option<Fate> {
        let end = Moment { date: as_of, time: None };
        let event = match awaited {
            Awaited::Reply => self.replied,
            Awaited::Acceptance => self.accepted,
        };
        if self.sent.date > as_of {
            return None;
        }
        Some(match event.filter(|event| event.date <= as_of) {
            Some(event) if event.is_timed() && self.sent.is_timed() => Fate::replied_after(event.days_since(self.sent)),
            Some(event) => Fate::replied_on_day(event.days_since(self.sent) as u32),
            None => {
                let until = self.followed.filter(|followed| followed.date <= as_of).unwrap_or(end);
                Fate::silent_for(until.days_since(self.sent))
            }
        })
    }
}

/// Why a row of a record is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The row cannot be read.
    Damaged(Damage),
    /// A value that is needed is missing.
    Missing(&'static str),
    /// This column holds no date.
    Date(&'static str, MomentError),
    /// What came of the touch comes before it.
    Before(&'static str),
    /// Several people are written to.
    Group,
    /// The account's owner writes to themselves.
    Oneself,
    /// The other side wrote first.
    BegunByOther,
    /// The recipient was a connection by then.
    Connection,
    /// The invitation came from the other side.
    Incoming,
    /// The note of an invitation.
    Note,
    /// It goes on with the message before it.
    Continued,
    /// The conversation was under way: somebody had replied.
    AfterReply,
    /// A draft, or something that LinkedIn placed there.
    NotSent,
    /// Somebody who stands on the list already.
    Double,
    /// It went out after the day as of which the record is read.
    After,
    /// An invitation of which nothing tells whether it was accepted.
    NoAcceptance,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Damaged(damage) => write!(f, "{damage}"),
            Reason::Missing(column) => write!(f, "no {column}"),
            Reason::Date(column, why) => write!(f, "{column}: {why}"),
            Reason::Before(column) => write!(f, "{column} is before the touch went out"),
            Reason::Group => f.write_str("a group"),
            Reason::Oneself => f.write_str("a message to oneself"),
            Reason::BegunByOther => f.write_str("begun by the other side"),
            Reason::Connection => f.write_str("a connection by then"),
            Reason::Incoming => f.write_str("an invitation from the other side"),
            Reason::Note => f.write_str("the note of an invitation"),
            Reason::Continued => f.write_str("goes on with the message before it"),
            Reason::AfterReply => f.write_str("after the reply"),
            Reason::NotSent => f.write_str("not sent"),
            Reason::Double => f.write_str("there already"),
            Reason::After => f.write_str("after the last day"),
            Reason::NoAcceptance => f.write_str("accepted or not: there is no accepted_at"),
        }
    }
}

/// A row that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The name of the file, without folders.
    pub file: String,
    /// The line on which the row begins.
    pub line: u64,
    /// Why.
    pub reason: Reason,
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
            sent: at(sent),
            replied: replied.map(at),
            accepted: None,
            followed: None,
            credit: None,
        }
    }

    #[test]
    fn what_is_known_depends_on_the_day_as_of_which_it_is_asked() {
        let contact = contact("2026-03-05", Some("2026-03-09"));
        let fate = |day| contact.fate(Awaited::Reply, date(2026, 3, day));
        assert_eq!(fate(4), None);
        assert_eq!(fate(8), Some(Fate::Silent { days: 3.0 }));
        assert_eq!(fate(9), Some(Fate::replied_on_day(4)));
        assert_eq!(contact.fate(Awaited::Acceptance, date(2026, 3, 9)), Some(Fate::Silent { days: 4.0 }));
    }

    #[test]
    fn after_the_next_touch_nothing_is_waited_for() {
        let mut contact = contact("2026-03-05 09:00", None);
        contact.followed = Some(at("2026-03-12 09:00"));
        assert_eq!(contact.fate(Awaited::Reply, date(2026, 5, 1)), Some(Fate::Silent { days: 7.0 }));
        assert_eq!(contact.fate(Awaited::Reply, date(2026, 3, 8)), Some(Fate::Silent { days: 3.0 }));
    }

    #[test]
    fn times_of_day_are_used_where_both_are_known() {
        let timed = contact("2026-03-05 09:00", Some("2026-03-05 15:30"));
        let hour = 1.0 / 24.0;
        let Some(Fate::Replied { after, within }) = timed.fate(Awaited::Reply, date(2026, 3, 9)) else {
            panic!("a reply")
        };
        assert!((after - 6.0 * hour).abs() < 1e-12 && (within - 7.0 * hour).abs() < 1e-12);
        let dated = contact("2026-03-05 09:00", Some("2026-03-05"));
        assert_eq!(dated.fate(Awaited::Reply, date(2026, 3, 9)), Some(Fate::replied_on_day(1)));
    }
}
