//! What the archives of an owner hold, for the table that is shown before anything is fitted.

use std::collections::HashSet;

use jiff::civil::Date;

use super::Part;
use super::connections::{Connections, UNDATED};
use super::invitations::Invitation;
use super::people::{People, Person};

/// So many people who became connections in the time of invitations, none of them among the invited, say that accepted
/// invitations are not listed.
const MANY: u64 = 3;

/// The contents of the archives of one owner. It is for the eyes of the owner alone, and written to no file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Holding {
    /// The initials of the owner, from their name or the end of the address of their profile; empty if neither is known.
    pub owner: String,
    /// The first and the last day of messages and invitations.
    pub days: Option<(Date, Date)>,
    /// Messages that were sent or received.
    pub messages: u64,
    /// Messages that were not sent.
    pub drafts: u64,
    /// Conversations of more than two.
    pub groups: u64,
    /// First messages with a subject, to people who were no connections as far as that is known.
    pub with_subject: u64,
    /// First messages without one, to people who are known to be no connections and were not invited.
    pub without_subject: u64,
    /// Other first messages without one, to people who were connections later, or may have been.
    pub others: u64,
    /// Invitations that went out.
    pub invitations: u64,
    /// The number of the invited who are connections; `None` where connections are not known.
    pub accepted: Option<u64>,
    /// People who became connections in the time of these invitations, were not invited, and did not invite.
    pub others_connected: u64,
    /// Connections that are listed; `None` where they are not known.
    pub connections: Option<u64>,
}

impl Holding {
    /// What holds of messages, and the owner.
    pub(super) fn new(people: &People, owner: Person, part: &Part) -> Holding {
        let sent = part.messages.iter().map(|message| message.at.date);
        let days = sent.chain(part.invitations.iter().map(|invitation| invitation.sent.date));
        let days = days.fold(None, |days: Option<(Date, Date)>, day| {
            Some(days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        });
        let profile = part.profile.as_ref().filter(|(person, _)| people.are_alike(*person, owner));
        let owner = profile.map(|(_, name)| name.clone()).or_else(|| people.called(owner).map(str::to_owned));
        Holding {
            owner: owner.map(|name| initials(&name)).unwrap_or_default(),
            days,
            messages: part.messages.len() as u64,
            drafts: part.drafts,
            ..Holding::default()
        }
    }

    /// What holds of invitations.
    pub(super) fn invite(&mut self, own: &[Invitation], connections: Option<&Connections>, inviters: &[Person]) {
        self.invitations = own.len() as u64;
        let Some(connections) = connections else { return };
        self.connections = Some(connections.listed);
        let invited: HashSet<Person> = own.iter().map(|invitation| invitation.to).collect();
        let since = &connections.since;
        self.accepted = Some(invited.iter().filter(|person| since.contains_key(person)).count() as u64);
        let Some(first) = own.iter().map(|invitation| invitation.sent.date).min() else { return };
        let inviters: HashSet<Person> = inviters.iter().copied().collect();
        let is_other = |person: &Person| !invited.contains(person) && !inviters.contains(person);
        let others = since.iter().filter(|(person, day)| **day != UNDATED && **day >= first && is_other(person));
        self.others_connected = others.count() as u64;
    }

    /// Do invitations that were accepted seem to be missing? Then nothing is known of how many are.
    pub fn only_pending(&self) -> bool {
        self.invitations > 0 && self.accepted == Some(0) && self.others_connected >= MANY
    }
}

/// The first letters of a name: enough to know oneself by, and nothing that others could read on a screen.
fn initials(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
    let letters: Vec<String> = words.take(4).map(|first| format!("{}.", first.to_uppercase())).collect();
    letters.join(" ")
}
