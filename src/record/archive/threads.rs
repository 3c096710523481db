//! What was written to each person: who wrote first, what was a follow-up, and when the reply came.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use jiff::civil::Date;
use rustc_hash::FxHasher;

use super::super::calibration::{FOLLOW_UP, OPEN_DAYS};
use super::super::contact::{Contact, Reason};
use super::super::moment::Moment;
use super::people::{Known, People, Person};
use super::{Map, Place};

/// A message within so many days of the one before goes on with it.
const CONTINUED: f64 = 1.0 / 24.0;

/// A message, without its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Message {
    pub(super) place: Place,
    pub(super) at: Moment,
    pub(super) conversation: u32,
    pub(super) from: Person,
    pub(super) to: Person,
    pub(super) is_to_several: bool,
    pub(super) has_subject: bool,
}

/// What is known of people outside of messages.
#[derive(Debug, Default)]
pub(super) struct Outside {
    /// Since when messages to somebody do not count, since they are a connection.
    pub(super) connected: Map<Person, Date>,
    /// Who was invited, and on which day.
    pub(super) invited: HashSet<(Person, Date), BuildHasherDefault<FxHasher>>,
}

/// A message between the owner and one other person.
#[derive(Debug, Clone, Copy)]
struct Turn {
    other: Person,
    at: Moment,
    place: Place,
    conversation: u32,
    is_own: bool,
    has_subject: bool,
    /// Did it begin its conversation?
    is_first: bool,
}

/// What comes of messages: contacts, and what is left out.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) contacts: Vec<Contact>,
    pub(super) left_out: Vec<(Place, Reason)>,
}

impl Outside {
    /// Is a message the note of an invitation? Once that is accepted, the note stands there like a message that begins a
    /// conversation. Its day may be that of another time zone.
    fn is_note(&self, turn: &Turn) -> bool {
        let day = turn.at.date;
        let days = [day.yesterday().ok(), Some(day), day.tomorrow().ok()];
        let is_invited = |day| self.invited.contains(&(turn.other, day));
        turn.is_own && turn.is_first && !turn.has_subject && days.into_iter().flatten().any(is_invited)
    }
}

/// Who takes part in most conversations, and writes in most of these: the owner of the archive. Of equals the one met first.
pub(super) fn writer(messages: &[Message]) -> Option<Person> {
    let parts = |message: &Message| [(message.from, true), (message.to, false)].map(|of| (of, message.conversation));
    let mut parts: Vec<((Person, bool), u32)> = messages.iter().flat_map(parts).collect();
    parts.sort_unstable();
    parts.dedup();
    let of_one = parts.chunk_by(|one, other| one.0.0 == other.0.0).map(|of| {
        let mut conversations: Vec<u32> = of.iter().map(|(_, conversation)| *conversation).collect();
        conversations.sort_unstable();
        conversations.dedup();
        let wrote = of.iter().filter(|((_, is_writer), _)| *is_writer).count();
        (conversations.len(), wrote, Reverse(of[0].0.0))
    });
    of_one.max().map(|(_, _, Reverse(person))| person)
}

/// The contacts of the messages of `owner`.
pub(super) fn contacts(mut messages: Vec<Message>, owner: &[Person], people: &People, outside: &Outside) -> Told {
    let mut told = Told::default();
    // Archives list the latest first; of two in the same minute the one further down is the earlier.
    messages.sort_by_key(|message| (message.conversation, message.at, Reverse(message.place)));
    let mut turns = Vec::with_capacity(messages.len());
    for conversation in messages.chunk_by(|one, other| one.conversation == other.conversation) {
        match partner(conversation, owner, people) {
            Ok(other) => turns.extend((0..).zip(conversation).map(|(number, message)| Turn {
                other,
                at: message.at,
                place: message.place,
                conversation: message.conversation,
                is_own: owner.contains(&message.from),
                has_subject: message.has_subject,
                is_first: number == 0,
            })),
            Err(reason) => told.left_out.extend(conversation.iter().map(|message| (message.place, reason.clone()))),
        }
    }
    turns.sort_by_key(|turn| (turn.other, turn.at, Reverse(turn.place)));
    let mut alike = HashSet::<_, BuildHasherDefault<FxHasher>>::default();
    for with_one in turns.chunk_by(|one, other| one.other == other.other) {
        alike.clear();
        let mut thread = Vec::with_capacity(with_one.len());
        for turn in with_one {
            let is_new = alike.insert((turn.at, turn.conversation, turn.is_own, turn.has_subject));
            match (is_new, outside.is_note(turn)) {
                (false, _) => told.left_out.push((turn.place, Reason::Double)),
                (true, true) => told.left_out.push((turn.place, Reason::Note)),
                (true, false) => thread.push(*turn),
            }
        }
        let connected = thread.first().and_then(|turn| outside.connected.get(&turn.other));
        told.add(&thread, connected.copied());
    }
    told
}

/// With whom the owner has a conversation. Who is named there without an address is the one with an address, and who has
/// left either: members who leave lose both.
fn partner(conversation: &[Message], owner: &[Person], people: &People) -> Result<Person, Reason> {
    let (mut addressed, mut named, mut gone) = (None, None, None);
    for message in conversation {
        for person in [message.from, message.to].into_iter().filter(|person| !owner.contains(person)) {
            let known = match people.known(person) {
                Known::Address => &mut addressed,
                Known::Name => &mut named,
                Known::Nothing => &mut gone,
            };
            if message.is_to_several || *known.get_or_insert(person) != person {
                return Err(Reason::Group);
            }
        }
    }
    addressed.or(named).or(gone).ok_or(Reason::Oneself)
}

impl Told {
    /// The touches of a thread that the owner began, until there is a reply, or a message to somebody who is a connection
    /// by then: whatever came after that one may be an answer to it.
    fn add(&mut self, thread: &[Turn], connected: Option<Date>) {
        if thread.first().is_some_and(|first| !first.is_own) {
            self.left_out.extend(thread.iter().map(|turn| (turn.place, Reason::BegunByOther)));
            return;
        }
        let is_free = |turn: &Turn| connected.is_some_and(|since| since <= turn.at.date);
        let ends = thread.iter().position(|turn| !turn.is_own || is_free(turn));
        let (before, after) = thread.split_at(ends.unwrap_or(thread.len()));
        let (reply, free) = match after {
            [reply, rest @ ..] if !reply.is_own => {
                self.left_out.extend(rest.iter().map(|turn| (turn.place, Reason::AfterReply)));
                (Some(reply.at), None)
            }
            _ => {
                self.left_out.extend(after.iter().map(|turn| (turn.place, Reason::Connection)));
                (None, after.first().map(|turn| turn.at))
            }
        };
        let mut touches: Vec<&Turn> = Vec::new();
        let mut last: Option<Moment> = None;
        for turn in before {
            let is_soon = |last: Moment| turn.at.days_since(last) < CONTINUED;
            let goes_on = last.is_some_and(|last| last.is_timed() && turn.at.is_timed() && is_soon(last));
            last = Some(turn.at);
            if goes_on {
                self.left_out.push((turn.place, Reason::Continued));
            } else {
                touches.push(turn);
            }
        }
        let mut is_inmail = false;
        for (number, turn) in touches.iter().enumerate() {
            let next = touches.get(number + 1).map(|next| next.at);
            let before = number.checked_sub(1).map(|before| touches[before].at);
            // After a silence that no reply would end in time, contact begins anew.
            let after = before.filter(|&before| turn.at.days_since(before) <= f64::from(OPEN_DAYS));
            let touch = match (is_inmail && after.is_some(), turn.has_subject) {
                (true, _) => FOLLOW_UP,
                (false, true) => "inmail",
                (false, false) => "message",
            };
            is_inmail = touch != "message";
            self.contacts.push(Contact {
                touch: touch.into(),
                segment: String::new(),
                sent: turn.at,
                replied: reply.filter(|_| next.is_none()),
                accepted: None,
                after,
                followed: next.or(free),
                credit: Some(is_inmail),
            });
        }
    }
}
