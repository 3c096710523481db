//! The owners of archives, and who is one and the same person in them.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::people::{Known, People, Person};
use super::threads::Message;
use super::{Map, Part, Place};

/// Finds out who is the same person under two addresses, and which columns of names are those of several.
pub(super) fn settle(people: &mut People, parts: &mut [Part]) {
    let has_lists = parts.iter().any(|part| !part.lists.is_empty());
    let names = if has_lists { people.all_names() } else { HashSet::new() };
    for part in parts.iter_mut().filter(|part| !part.lists.is_empty()) {
        let owner = part.profile.as_ref().and_then(|(person, _)| people.name(*person));
        let is_group = |list: &[u64]| list[1..].iter().any(|name| names.contains(name)) || owner == Some(list[0]);
        let groups: HashSet<Place> =
            part.lists.drain(..).filter(|(_, list)| is_group(list)).map(|(place, _)| place).collect();
        if !groups.is_empty() {
            part.messages.iter_mut().for_each(|message| message.is_to_several |= groups.contains(&message.place));
        }
    }
    // Two addresses of one name in a conversation of two are those of one person.
    let shared = people.shared_names();
    let alone = || parts.iter().flat_map(|part| &part.messages).filter(|message| !message.is_to_several);
    let sides = |message: &Message| [message.from, message.to];
    let named = |people: &People, person: Person| {
        let name = people.name(person).filter(|_| people.known(person) == Known::Address);
        name.filter(|name| shared.contains(name))
    };
    let mut met: Map<(u32, u64), Person> = Map::default();
    for message in alone().filter(|_| !shared.is_empty()) {
        for person in sides(message) {
            let Some(name) = named(people, person) else { continue };
            let known = *met.entry((message.conversation, name)).or_insert(person);
            people.unite(known, person);
        }
    }
    people.unite_names();
}

/// The archives of each owner, made one. Whoever took a new name and a new address in between is known by the messages that
/// stand in both.
pub(super) fn by_owner(people: &mut People, parts: Vec<Part>) -> Vec<(Person, Part)> {
    let mut by_owner: Vec<(Person, Part)> = Vec::new();
    for part in parts {
        // Without an owner there are connections at most.
        let Some(owner) = owner(people, &part) else { continue };
        let is_same = |(known, of): &(Person, Part)| {
            people.are_alike(*known, owner) || share_a_message(people, (*known, of), (owner, &part))
        };
        match by_owner.iter().position(is_same) {
            Some(place) => {
                let (known, of) = &mut by_owner[place];
                people.unite(*known, owner);
                of.merge(part);
            }
            None => by_owner.push((owner, part)),
        }
    }
    by_owner
}

/// Do two archives hold one message with somebody who is neither of their owners? A conversation of two stands in the mailboxes
/// of these two alone, so that the owners are one.
fn share_a_message(people: &People, one: (Person, &Part), other: (Person, &Part)) -> bool {
    let owners = [one.0, other.0];
    let is_owner = |person: Person| owners.iter().any(|&owner| people.are_alike(owner, person));
    let with_others = |(owner, part): (Person, &Part)| {
        let alone = part.messages.iter().filter(|message| !message.is_to_several);
        let with = alone.filter_map(move |message| {
            let [from, to] = [message.from, message.to];
            let other = if people.are_alike(owner, from) { to } else { from };
            let is_own = people.are_alike(owner, from) || people.are_alike(owner, to);
            is_own.then_some((message.conversation, message.at, other))
        });
        with.filter(|(.., other)| !is_owner(*other)).collect::<Vec<_>>()
    };
    let known: HashSet<_> = with_others(one).into_iter().map(|(of, at, other)| (of, at, people.one(other))).collect();
    with_others(other).into_iter().any(|(of, at, other)| known.contains(&(of, at, people.one(other))))
}

/// The owner of an archive: whom the profile names, if they take part; the sender of most of the invitations, or of the messages
/// that went out; or else who takes part in most conversations.
fn owner(people: &People, part: &Part) -> Option<Person> {
    let mut met = part.messages.iter().flat_map(|message| [message.from, message.to]);
    let profile = part.profile.as_ref().map(|(person, _)| *person);
    let named = profile.and_then(|named| met.find(|&person| people.are_alike(person, named)));
    let most = |senders: &mut dyn Iterator<Item = (Person, u64)>| {
        let mut times: Map<Person, u64> = Map::default();
        senders.for_each(|(person, number)| *times.entry(people.one(person)).or_default() += number);
        times.into_iter().max_by_key(|&(person, number)| (number, Reverse(person))).map(|(person, _)| person)
    };
    let inviter = || most(&mut part.invitations.iter().filter_map(|of| Some((of.from?, 1))));
    let sender = || most(&mut part.outgoing.iter().map(|(&person, &number)| (person, number)));
    named.or_else(inviter).or_else(sender).or_else(|| writer(people, &part.messages))
}

/// Who takes part in most conversations; of equals who writes in most, and then who was met first.
fn writer(people: &People, messages: &[Message]) -> Option<Person> {
    let parts = |message: &Message| {
        [(message.from, true), (message.to, false)].map(|(of, wrote)| ((people.one(of), wrote), message.conversation))
    };
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

/// All addresses and names of an owner.
pub(super) fn names_of(people: &People, owner: Person) -> Vec<Person> {
    let united = people.united(owner);
    let alike = united.into_iter().flat_map(|person| people.alike(person));
    let mut names: Vec<Person> = alike.flat_map(|person| [person, people.one(person)]).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Puts one of the addresses of everybody in place of all.
pub(super) fn settle_on_one(people: &People, part: &mut Part) {
    for message in &mut part.messages {
        (message.from, message.to) = (people.one(message.from), people.one(message.to));
    }
    for invitation in &mut part.invitations {
        (invitation.from, invitation.to) = (invitation.from.map(|from| people.one(from)), people.one(invitation.to));
    }
    part.inviters.iter_mut().for_each(|person| *person = people.one(*person));
}

impl Part {
    /// Adds what another archive of the same owner holds.
    fn merge(&mut self, other: Part) {
        self.messages.extend(other.messages);
        self.invitations.extend(other.invitations);
        self.inviters.extend(other.inviters);
        self.drafts += other.drafts;
        self.profile = self.profile.take().or(other.profile);
        if let Some(connected) = other.connected {
            let known = self.connected.get_or_insert_default();
            for (person, dates) in connected {
                let known = known.entry(person).or_default();
                // What stands in both archives is one connection.
                known.extend(dates.into_iter().filter(|date| !known.contains(date)).collect::<Vec<_>>());
            }
        }
    }
}
