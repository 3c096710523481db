//! Contacts: touches to one person each, with what came of them.

use std::sync::Arc;

use jiff::civil::{Date, Time};
use thiserror::Error;

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
    /// What came at a time that the record does not say.
    pub undated: Undated,
    /// Did it cost a credit? `None` where the record does not say.
    pub credit: Option<bool>,
}

/// What came of a touch at a time that the record does not say: after it went out, and before the record ends or the next
/// touch goes out, since nobody follows up who has an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Undated {
    /// A reply.
    pub replied: bool,
    /// The acceptance of an invitation.
    pub accepted: bool,
}

/// What came of a touch, as far as it is known when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// It came at this moment.
    At(Moment),
    /// It came at some time.
    Sometime,
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
}

impl End {
    /// The end of `as_of` for these contacts, as if all answers had a time of day. Those without a date have come by then.
    pub fn at(contacts: &[Contact], as_of: Date) -> End {
        let known = |contact: &Contact| [Some(contact.sent), contact.replied, contact.accepted, contact.followed];
        let latest = contacts.iter().flat_map(known).flatten().max();
        let latest = latest.filter(|latest| latest.date == as_of && latest.is_timed());
        let midnight = || Some(Moment { date: as_of.tomorrow().ok()?, time: Some(Time::midnight()) });
        End { date: as_of, moment: latest.or_else(midnight) }
    }

    /// The same end for contacts of which this is waited for: by the day if one of the answers has no time of day.
    pub fn for_answers<'c>(self, contacts: impl IntoIterator<Item = &'c Contact>, awaited: Awaited) -> End {
        let answers = contacts.into_iter().filter_map(|contact| Some((contact.sent, contact.awaited(awaited)?)));
        let mut by_day = answers.filter(|(sent, answer)| !(sent.is_timed() && answer.is_timed()));
        End { moment: self.moment.filter(|_| by_day.next().is_none()), ..self }
    }

    /// The days from when a touch went out to the end. One that has no time of day went out in the middle of it, by and
    /// large; where answers are dated by the day, the record holds those of the whole last day.
    fn days_since(self, sent: Moment) -> f64 {
        let exact = self.moment.filter(|_| sent.is_timed());
        exact.map_or_else(|| day(self.date) + 1.0 - place(sent), |moment| moment.days_since(sent))
    }
}

/// The number of a day, so that differences are days between.
fn day(date: Date) -> f64 {
    f64::from((date - Date::constant(2000, 1, 1)).get_days())
}

/// The same of a moment: one without a time of day is in the middle of its day, by and large.
fn place(moment: Moment) -> f64 {
    day(moment.date) + moment.time.map_or(0.5, |time| time.duration_since(Time::midnight()).as_secs_f64() / 86_400.0)
}

/// The fate of a touch with an answer on a day or at a moment. Where one of both has no time of day, all that is known is an
/// interval of a day; where neither has, it lies evenly about the days between the dates.
fn answered(sent: Moment, answer: Moment) -> Fate {
    match (sent.is_timed(), answer.is_timed()) {
        (true, true) => Fate::replied_after(answer.days_since(sent)),
        (false, false) => Fate::replied_on_date((answer.days_since(sent)) as u32),
        (true, false) => Fate::replied_between(day(answer.date) - place(sent), day(answer.date) + 1.0 - place(sent)),
        (false, true) => Fate::replied_between(place(answer) - day(sent.date) - 1.0, place(answer) - day(sent.date)),
    }
}

impl Contact {
    /// The moment of the event that is waited for; nothing where the record does not say when it came.
    pub(super) fn awaited(&self, awaited: Awaited) -> Option<Moment> {
        match awaited {
            Awaited::Reply => self.replied,
            Awaited::Acceptance => self.accepted,
        }
    }

    /// The event that is waited for.
    pub(super) fn came(&self, awaited: Awaited) -> Option<Came> {
        let is_undated = match awaited {
            Awaited::Reply => self.undated.replied,
            Awaited::Acceptance => self.undated.accepted,
        };
        self.awaited(awaited).map(Came::At).or(is_undated.then_some(Came::Sometime))
    }

    /// Its fate as far as it is known at the end; nothing if it had not gone out by then.
    pub fn fate(&self, awaited: Awaited, end: End) -> Option<Fate> {
        let came = self.came(awaited);
        // Who replies to an invitation has accepted it before.
        let is_bounded = awaited == Awaited::Acceptance && came == Some(Came::Sometime);
        self.fate_with(came, self.replied.filter(|_| is_bounded).or(self.followed), end)
    }

    /// The same with this event, and this moment after which nothing is known.
    pub(super) fn fate_with(&self, came: Option<Came>, over: Option<Moment>, end: End) -> Option<Fate> {
        let is_known = |moment: &Moment| moment.date <= end.date;
        if !is_known(&self.sent) {
            return None;
        }
        let until = || match over.filter(is_known) {
            Some(over) if over.is_timed() == self.sent.is_timed() => over.days_since(self.sent),
            Some(over) => place(over) - place(self.sent),
            None => end.days_since(self.sent),
        };
        Some(match came {
            Some(Came::At(moment)) if is_known(&moment) => answered(self.sent, moment),
            Some(Came::Sometime) => Fate::replied_within(until()),
            _ => Fate::silent_for(until()),
        })
    }
}

/// Adds the contacts of another source, whose people are others.
pub fn join(contacts: &mut Vec<Contact>, more: Vec<Contact>) {
    if contacts.is_empty() {
        *contacts = more;
        return;
    }
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
    /// The invitation was accepted, nobody knows when.
    #[error("accepted on a day that cannot be read")]
    OnSomeDay,
    /// Whether an invitation was accepted is not known: accepted ones seem not to be in the file.
    #[error("accepted or not: only pending invitations seem to be listed")]
    Pending,
    /// It has no subject and went to somebody who was no connection, as does all that could be an InMail.
    #[error("an InMail without a subject or none: nothing tells")]
    Unsure,
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
    /// A count or a notice below a list.
    #[error("a note, and nobody")]
    Footer,
    /// It went out after the last day that counts.
    #[error("after the last day")]
    After,
    /// An answer of somebody to whom nothing went out before.
    #[error("an answer to nothing that went out before")]
    Stray,
    /// An event that is no touch and no answer to one.
    #[error("no touch, and no answer to one")]
    NoTouch,
    /// A word of which it is not known what it says of an answer.
    #[error("status: it is not known what that means")]
    Status,
    /// The sum of other rows.
    #[error("the sum of other rows")]
    Sum,
    /// Totals that are no whole numbers.
    #[error("no whole number")]
    Number,
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
pub(super) fn inmail(sent: Moment, replied: Option<Moment>) -> Contact {
    Contact {
        touch: "inmail".into(),
        segment: String::new(),
        person: None,
        sent,
        replied,
        accepted: None,
        after: None,
        followed: None,
        undated: Undated::default(),
        credit: None,
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
        inmail(at(sent), replied.map(at))
    }

    #[test]
    fn what_is_known_depends_on_the_day_as_of_which_it_is_asked() {
        let contact = contact("2026-03-05", Some("2026-03-09"));
        let end = |day| End::at(std::slice::from_ref(&contact), date(2026, 3, day));
        let fate = |day| contact.fate(Awaited::Reply, end(day));
        assert_eq!(fate(4), None);
        assert_eq!(fate(8), Some(Fate::silent_for(3.5)));
        assert_eq!(fate(9), Some(Fate::replied_on_date(4)));
        assert_eq!(contact.fate(Awaited::Acceptance, end(9)), Some(Fate::silent_for(4.5)));
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
        assert_eq!(silent(&by_day, 8), Some(Fate::silent_for(3.625)), "until midnight: the day's answers have no hour");
        let dates = [contact("2026-03-05", None), contact("2026-03-07", Some("2026-03-07"))];
        assert_eq!(silent(&dates, 5), Some(Fate::silent_for(0.5)), "from the middle of the day");
        assert_eq!(silent(&dates, 6), Some(Fate::silent_for(1.5)));
    }

    #[test]
    fn times_of_day_are_used_where_both_are_known() {
        let timed = contact("2026-03-05 09:00", Some("2026-03-05 15:30"));
        let fate =
            |contact: &Contact| contact.fate(Awaited::Reply, End::at(std::slice::from_ref(contact), date(2026, 3, 9)));
        let hour = 1.0 / 24.0;
        let Some(Fate::Replied { after, within }) = fate(&timed) else { panic!("a reply") };
        assert!((after - 6.0 * hour).abs() < 1e-12 && (within - 7.0 * hour).abs() < 1e-12);
    }

    #[test]
    fn of_dates_without_times_a_day_is_known_and_no_hour() {
        let fate = |sent, replied| {
            let contact = contact(sent, Some(replied));
            contact.fate(Awaited::Reply, End::at(std::slice::from_ref(&contact), date(2026, 3, 20)))
        };
        let between = |after, within| Some(Fate::Replied { after, within });
        assert_eq!(fate("2026-03-05", "2026-03-05"), between(0.0, 0.5));
        assert_eq!(fate("2026-03-05", "2026-03-06"), between(0.5, 1.5));
        // Where one of both has a time, the day is exact.
        assert_eq!(fate("2026-03-05 18:00", "2026-03-05"), between(0.0, 0.25));
        assert_eq!(fate("2026-03-05 18:00", "2026-03-06"), between(0.25, 1.25));
        assert_eq!(fate("2026-03-05", "2026-03-06 06:00"), between(0.25, 1.25));
        assert_eq!(fate("2026-03-05", "2026-03-05 06:00"), between(0.0, 0.25));
    }

    #[test]
    fn an_answer_without_a_date_came_before_the_record_ended_or_went_on() {
        let mut touch = contact("2026-03-05", None);
        touch.undated = Undated { replied: true, accepted: true };
        let fate = |contact: &Contact, awaited| {
            contact.fate(awaited, End::at(std::slice::from_ref(contact), date(2026, 3, 20)))
        };
        let within = |within| Some(Fate::Undated { within });
        assert_eq!(fate(&touch, Awaited::Reply), within(16.0));
        touch.followed = Some(at("2026-03-12"));
        assert_eq!(fate(&touch, Awaited::Reply), within(7.0), "nobody follows up who has an answer");
        touch.replied = Some(at("2026-03-09"));
        assert_eq!(fate(&touch, Awaited::Acceptance), within(4.0), "who replies has accepted before");
        assert_eq!(fate(&touch, Awaited::Reply), Some(Fate::replied_on_date(4)), "a date says more");
    }
}
