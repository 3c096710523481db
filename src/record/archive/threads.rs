//! Conversations: who wrote first, what was a follow-up, and when the reply came.

use jiff::civil::Date;

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

    /// The touches of `owner`, and the lines that are left out. Conversations with people who were `connected` by then are
    /// left out, too, where these are given.
    pub(super) fn contacts(
        self,
        owner: Person,
        connected: Option<&Map<Person, Date>>,
    ) -> (Vec<Contact>, Vec<(u64, Reason)>) {
        let (mut contacts, mut left_out) = (Vec::new(), Vec::new());
        for mut messages in self.each {
            // Archives list the latest first; of two in the same minute the one further down is the earlier.
            messages.sort_by_key(|message| (message.at, std::cmp::Reverse(message.line)));
            match whole(&messages, owner, connected) {
                Some(reason) => left_out.extend(messages.iter().map(|message| (message.line, reason.clone()))),
                None => thread(&messages, owner, &mut contacts, &mut left_out),
            }
        }
        (contacts, left_out)
    }
}

/// Why a whole conversation is left out, if it is.
fn whole(messages: &[Message], owner: Person, connected: Option<&Map<Person, Date>>) -> Option<Reason> {
    let first = messages.first()?;
    let other = |message: &Message| if message.from == owner { message.to } else { message.from };
    let with = other(first);
    if messages.iter().any(|message| message.is_to_several || other(message) != with) {
        return Some(Reason::Group);
    }
    if with == owner {
        return Some(Reason::Oneself);
    }
    if first.from != owner {
        return Some(Reason::BegunByOther);
    }
    let since = connected.and_then(|connected| connected.get(&with))?;
    (*since <= first.at.date).then_some(Reason::Connection)
}

/// The touches of a conversation that the owner began.
fn thread(messages: &[Message], owner: Person, contacts: &mut Vec<Contact>, left_out: &mut Vec<(u64, Reason)>) {
    let reply = messages.iter().position(|message| message.from != owner);
    let before = &messages[..reply.unwrap_or(messages.len())];
    let replied = reply.map(|place| messages[place].at);
    left_out.extend(messages.iter().skip(before.len() + 1).map(|message| (message.line, Reason::AfterReply)));
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
        let followed = touches.get(place + 1).copied();
        let touch = match (is_inmail, place) {
            (true, 0) => "inmail",
            (true, _) => "follow-up",
            (false, _) => "message",
        };
        contacts.push(Contact {
            touch: touch.into(),
            segment: String::new(),
            sent,
            replied: replied.filter(|_| followed.is_none()),
            accepted: None,
            followed,
            credit: Some(is_inmail),
        });
    }
}
