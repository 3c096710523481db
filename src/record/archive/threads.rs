//! Conversations: who wrote first, what was a follow-up, and when the reply came.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use jiff::civil::Date;
use rustc_hash::FxHasher;

use super::super::contact::{Contact, Reason};
use super::super::moment::Moment;
use super::Map;
use super::people::Person;

/// A message within so many days of the one before goes on with it.
const CONTINUED: f64 = 1.0 / 24.0;

/// A message, without its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Message {
    pub(super) at: Moment,
    pub(super) line: u64,
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

impl Outside {
    /// Is a message that began a conversation with somebody the note of an invitation? Once that is accepted, the note
    /// stands there like a message. Its day may be that of another time zone.
    fn is_note(&self, other: Person, first: &Message) -> bool {
        let day = first.at.date;
        let days = [day.yesterday().ok(), Some(day), day.tomorrow().ok()];
        !first.has_subject && days.into_iter().flatten().any(|day| self.invited.contains(&(other, day)))
    }

    fn connected_since(&self, other: Person) -> Option<Date> {
        self.connected.get(&other).copied()
    }
}

/// The conversations of an archive, in the order in which they are met.
#[derive(Debug, Default)]
pub(super) struct Threads {
    numbers: Map<String, u32>,
    each: Vec<Vec<Message>>,
}

impl Threads {
    /// The number of a conversation.
    pub(super) fn conversation(&mut self, id: &str) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = self.each.len() as u32;
        self.numbers.insert(id.to_owned(), number);
        self.each.push(Vec::new());
        number
    }

    pub(super) fn add(&mut self, conversation: u32, message: Message) {
        self.each[conversation as usize].push(message);
    }

    /// Whose archive it is: who writes in most conversations.
    pub(super) fn owner(&self) -> Option<Person> {
        let mut written: Map<Person, u32> = Map::default();
        for messages in &self.each {
            let mut senders: Vec<Person> = messages.iter().map(|message| message.from).collect();
            senders.sort_unstable();
            senders.dedup();
            senders.into_iter().for_each(|sender| *written.entry(sender).or_default() += 1);
        }
        // Of several the one met first, whatever the order of the map.
        let most = written.into_iter().max_by_key(|&(person, count)| (count, std::cmp::Reverse(person)));
        most.map(|(person, _)| person)
    }

    /// The touches of `owner`, and the lines that are left out.
    pub(super) fn contacts(self, owner: Person, outside: &Outside) -> (Vec<Contact>, Vec<(u64, Reason)>) {
        let (mut contacts, mut left_out) = (Vec::new(), Vec::new());
        for mut messages in self.each {
            // Archives list the latest first; of two in the same minute the one further down is the earlier.
            messages.sort_by_key(|message| (message.at, std::cmp::Reverse(message.line)));
            let with = |message: &Message| if message.from == owner { message.to } else { message.from };
            let Some(other) = messages.first().map(with) else { continue };
            let mut rest = &messages[..];
            if let [note, after @ ..] = rest
                && note.from == owner
                && outside.is_note(other, note)
            {
                left_out.push((note.line, Reason::Note));
                rest = after;
            }
            let whole = if rest.iter().any(|message| message.is_to_several || with(message) != other) {
                Some(Reason::Group)
            } else if other == owner {
                Some(Reason::Oneself)
            } else {
                rest.first().filter(|first| first.from != owner).map(|_| Reason::BegunByOther)
            };
            match whole {
                Some(reason) => left_out.extend(rest.iter().map(|message| (message.line, reason.clone()))),
                None => thread(rest, owner, outside.connected_since(other), &mut contacts, &mut left_out),
            }
        }
        (contacts, left_out)
    }
}

/// The touches of a conversation that the owner began, until there is a reply, or a message to somebody who is a
/// connection by then: whatever came after that one may be an answer to it.
fn thread(
    messages: &[Message],
    owner: Person,
    connected: Option<Date>,
    contacts: &mut Vec<Contact>,
    left_out: &mut Vec<(u64, Reason)>,
) {
    let is_free = |message: &Message| connected.is_some_and(|since| since <= message.at.date);
    let ends = messages.iter().position(|message| message.from != owner || is_free(message));
    let (before, after) = messages.split_at(ends.unwrap_or(messages.len()));
    let (reply, free) = match after {
        [reply, rest @ ..] if reply.from != owner => {
            left_out.extend(rest.iter().map(|message| (message.line, Reason::AfterReply)));
            (Some(reply.at), None)
        }
        _ => {
            left_out.extend(after.iter().map(|message| (message.line, Reason::Connection)));
            (None, after.first().map(|message| message.at))
        }
    };
    let is_inmail = before.first().is_some_and(|first| first.has_subject);
    let mut touches: Vec<Moment> = Vec::new();
    let mut last: Option<Moment> = None;
    for message in before {
        let goes_on = last
            .is_some_and(|last| last.is_timed() && message.at.is_timed() && message.at.days_since(last) < CONTINUED);
        last = Some(message.at);
        if goes_on {
            left_out.push((message.line, Reason::Continued));
        } else {
            touches.push(message.at);
        }
    }
    for (place, &sent) in touches.iter().enumerate() {
        let next = touches.get(place + 1).copied();
        let touch = match (is_inmail, place) {
            (true, 0) => "inmail",
            (true, _) => "follow-up",
            (false, _) => "message",
        };
        contacts.push(Contact {
            touch: touch.into(),
            segment: String::new(),
            sent,
            replied: reply.filter(|_| next.is_none()),
            accepted: None,
            followed: next.or(free),
            credit: Some(is_inmail),
        });
    }
}
