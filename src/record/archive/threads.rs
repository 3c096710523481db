//! The threads of messages with each person: who wrote first, which message was a follow-up, and when the reply came.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::hash::BuildHasherDefault;
use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHasher;

use super::super::calibration::{FOLLOW_UP, OPEN_DAYS};
use super::super::contact::{Contact, Reason, Undated};
use super::super::moment::Moment;
use super::connections::{Connections, UNDATED};
use super::people::{Known, People, Person};
use super::{Map, Place};

/// A message so soon after the one before goes on with it \[days\].
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

/// Facts about people from outside of their messages.
#[derive(Debug)]
pub(super) struct Outside<'a> {
    /// The days from which on messages to somebody do not count, since they are a connection.
    pub(super) connected: Map<Person, Date>,
    /// Invitations, by person and day.
    pub(super) invited: HashSet<(Person, Date), BuildHasherDefault<FxHasher>>,
    /// All who were invited.
    pub(super) invitees: HashSet<Person, BuildHasherDefault<FxHasher>>,
    /// The connections, if they are known.
    pub(super) connections: Option<&'a Connections>,
    /// Do accepted invitations seem to be missing?
    pub(super) only_pending: bool,
}

/// A message between the owner and one other person.
#[derive(Debug, Clone, Copy)]
struct Turn<'m> {
    other: Person,
    message: &'m Message,
    is_own: bool,
    /// Did it begin its conversation?
    is_first: bool,
}

/// The contacts of an archive, and the rows that are left out.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) contacts: Vec<Contact>,
    pub(super) left_out: Vec<(Place, Reason)>,
    /// The number of conversations of several.
    pub(super) groups: u64,
    /// The number of InMails with a subject.
    pub(super) with_subject: u64,
    /// The number of first messages without one to people who were no connections and not invited.
    pub(super) without_subject: u64,
    /// The number of other first messages, to people who were connections later, or may have been.
    pub(super) others: u64,
    /// What such threads hold: contacts, and the places of their messages.
    unsure: Vec<(Range<usize>, Vec<Place>)>,
}

impl Outside<'_> {
    /// Is a message the note of an invitation? Once the invitation is accepted, its note looks like a message that begins a
    /// conversation. Its day may be that of another time zone.
    fn is_note(&self, turn: &Turn) -> bool {
        let day = turn.message.at.date;
        let days = [day.yesterday().ok(), Some(day), day.tomorrow().ok()];
        let is_invited = |day| self.invited.contains(&(turn.other, day));
        let since = self.connections.and_then(|connections| connections.since.get(&turn.other));
        let is_accepted = since.is_some_and(|&since| since != UNDATED && since >= days[0].unwrap_or(day));
        let is_invited = days.into_iter().flatten().any(is_invited) || self.only_pending && is_accepted;
        turn.is_own && turn.is_first && !turn.message.has_subject && is_invited
    }

    /// Is somebody known to be no connection and not to have been invited? A message to them is an InMail, most likely.
    fn is_stranger(&self, person: Person) -> bool {
        !self.invitees.contains(&person) && self.connections.is_some_and(|connections| connections.lack(person))
    }
}

/// Sorts messages by conversation and time. Archives list the latest first; of two in the same minute the one further down is
/// the earlier.
pub(super) fn sort(messages: &mut [Message]) {
    messages.sort_by_key(|message| (message.conversation, message.at, Reverse(message.place)));
}

/// Takes those with whom one conversation was had for one person, if each of several archives has one of them: people take
/// new addresses, and new names.
pub(super) fn unite_partners(messages: &[Message], owner: &[Person], people: &mut People) {
    for conversation in messages.chunk_by(|one, other| one.conversation == other.conversation) {
        if conversation.iter().all(|message| message.place.source == conversation[0].place.source) {
            continue;
        }
        let mut sources: Vec<u16> = conversation.iter().map(|message| message.place.source).collect();
        sources.sort_unstable();
        sources.dedup();
        let of = |&source: &u16| conversation.iter().filter(move |message| message.place.source == source);
        let partners: Result<Vec<Person>, Reason> =
            sources.iter().map(|source| partner(of(source), owner, people)).collect();
        let Ok(partners) = partners else { continue };
        partners.windows(2).for_each(|pair| people.unite(pair[0], pair[1]));
    }
}

/// The contacts of the messages of `owner`, sorted.
pub(super) fn contacts(messages: &[Message], owner: &[Person], people: &People, outside: &Outside) -> Outcome {
    let mut outcome = Outcome::default();
    let mut turns = Vec::with_capacity(messages.len());
    for conversation in messages.chunk_by(|one, other| one.conversation == other.conversation) {
        match partner(conversation.iter(), owner, people) {
            Ok(other) => turns.extend((0..).zip(conversation).map(|(number, message)| Turn {
                other,
                message,
                is_own: owner.contains(&message.from),
                is_first: number == 0,
            })),
            Err(reason) => {
                outcome.groups += u64::from(reason == Reason::Group);
                outcome.left_out.extend(conversation.iter().map(|message| (message.place, reason.clone())));
            }
        }
    }
    turns.sort_by_key(|turn| (turn.other, turn.message.at, Reverse(turn.message.place)));
    let mut alike = HashSet::<_, BuildHasherDefault<FxHasher>>::default();
    for with_one in turns.chunk_by(|one, other| one.other == other.other) {
        alike.clear();
        let mut thread = Vec::with_capacity(with_one.len());
        for turn in with_one {
            let Message { at, place, conversation, has_subject, .. } = *turn.message;
            let is_new = alike.insert((at, conversation, turn.is_own, has_subject));
            match (is_new, outside.is_note(turn)) {
                (false, _) => outcome.left_out.push((place, Reason::Double)),
                (true, true) => outcome.left_out.push((place, Reason::Note)),
                (true, false) => thread.push(*turn),
            }
        }
        let connected = thread.first().and_then(|turn| outside.connected.get(&turn.other));
        let is_stranger = thread.first().is_some_and(|turn| outside.is_stranger(turn.other));
        outcome.add(&thread, connected.copied(), is_stranger);
    }
    outcome.drop_unsure();
    outcome
}

/// The person with whom the owner has a conversation. A name without an address is taken for the person with an address, and
/// somebody who has left for either of them: members who leave lose both.
fn partner<'m>(
    conversation: impl Iterator<Item = &'m Message>,
    owner: &[Person],
    people: &People,
) -> Result<Person, Reason> {
    let (mut addressed, mut named, mut gone) = (None, None, None);
    for message in conversation {
        for person in [message.from, message.to].into_iter().filter(|person| !owner.contains(person)) {
            let person = people.one(person);
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

/// Does the owner begin anew, after a silence that no reply would end in time? What goes on in the same conversation without a
/// subject costs nothing once there was an answer.
fn begins_anew(before: &Turn, turn: &Turn) -> bool {
    let Turn { message, is_own, is_first, .. } = turn;
    *is_own && (*is_first || message.has_subject) && message.at.days_since(before.message.at) > f64::from(OPEN_DAYS)
}

impl Outcome {
    /// Adds a thread. Once the other side has written, what follows goes on with that, until contact begins anew.
    fn add(&mut self, thread: &[Turn], connected: Option<Date>, is_stranger: bool) {
        let mut rest = thread;
        while let Some(first) = rest.first() {
            let (over, reason) = match first.is_own {
                true => self.add_begun(rest, connected, is_stranger),
                false => (rest, Reason::BegunByOther),
            };
            let anew = (1..over.len()).find(|&place| begins_anew(&over[place - 1], &over[place]));
            let (over, next) = over.split_at(anew.unwrap_or(over.len()));
            // The reply itself counts.
            let over = if reason == Reason::AfterReply { &over[1..] } else { over };
            self.left_out.extend(over.iter().map(|turn| (turn.message.place, reason.clone())));
            rest = next;
        }
    }

    /// Adds the touches of a thread that the owner began, up to the first reply or the first message to somebody who is a
    /// connection by then: a reply after that may be one to it. Returns what comes from there on, and why it does not count.
    fn add_begun<'t, 'm>(
        &mut self,
        thread: &'t [Turn<'m>],
        connected: Option<Date>,
        is_stranger: bool,
    ) -> (&'t [Turn<'m>], Reason) {
        // What has a subject is an InMail, which nobody sends to a connection: it came before one of the same day.
        let is_free = |turn: &Turn| {
            let day = turn.message.at.date;
            connected.is_some_and(|since| since < day || since == day && !turn.message.has_subject)
        };
        let ends = thread.iter().position(|turn| !turn.is_own || is_free(turn));
        let (before, after) = thread.split_at(ends.unwrap_or(thread.len()));
        let (reply, free, reason) = match after.first() {
            Some(reply) if !reply.is_own => (Some(reply.message.at), None, Reason::AfterReply),
            free => (None, free.map(|turn| turn.message.at), Reason::Connection),
        };
        let mut touches: Vec<&Turn> = Vec::new();
        let mut last: Option<Moment> = None;
        for turn in before {
            let is_soon = |last: Moment| turn.message.at.days_since(last) < CONTINUED;
            let goes_on = last.is_some_and(|last| last.is_timed() && turn.message.at.is_timed() && is_soon(last));
            last = Some(turn.message.at);
            if goes_on {
                self.left_out.push((turn.message.place, Reason::Continued));
            } else {
                touches.push(turn);
            }
        }
        let person = self.contacts.last().and_then(|last| last.person).map_or(0, |last| last + 1);
        let mut is_inmail = false;
        let (contacts, mut is_unsure) = (self.contacts.len(), false);
        for (number, turn) in touches.iter().enumerate() {
            let next = touches.get(number + 1).map(|next| next.message.at);
            let before = number.checked_sub(1).map(|before| touches[before].message.at);
            // After a silence that no reply would end in time, contact begins anew.
            let after = before.filter(|&before| turn.message.at.days_since(before) <= f64::from(OPEN_DAYS));
            let touch = match (is_inmail && after.is_some(), turn.message.has_subject) {
                (true, _) => FOLLOW_UP,
                (false, true) => "inmail",
                // Only InMails reach people who are no connections, and their subject may be left out.
                (false, false) if is_stranger => "inmail",
                (false, false) => "message",
            };
            self.others += u64::from(touch == "message" && number == 0);
            if touch == "inmail" {
                *if turn.message.has_subject { &mut self.with_subject } else { &mut self.without_subject } += 1;
                is_unsure |= !turn.message.has_subject;
            }
            is_inmail = touch != "message";
            self.contacts.push(Contact {
                touch: touch.into(),
                segment: String::new(),
                person: Some(person),
                sent: turn.message.at,
                replied: reply.filter(|_| next.is_none()),
                accepted: None,
                after,
                followed: next.or(free),
                undated: Undated::default(),
                credit: Some(is_inmail),
            });
        }
        if is_unsure {
            let places = touches.iter().map(|turn| turn.message.place).collect();
            self.unsure.push((contacts..self.contacts.len(), places));
        }
        (after, reason)
    }

    /// Leaves out what may be InMails without a subject if there is no other InMail: no rate rests on that alone.
    fn drop_unsure(&mut self) {
        if self.with_subject > 0 {
            return;
        }
        for (contacts, places) in std::mem::take(&mut self.unsure).into_iter().rev() {
            self.contacts.drain(contacts);
            self.left_out.extend(places.into_iter().map(|place| (place, Reason::Unsure)));
        }
    }
}
