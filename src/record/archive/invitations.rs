//! The invitations of archives, accepted or not.

use jiff::civil::Date;

use super::super::contact::{Contact, Reason, Undated};
use super::super::moment::Moment;
use super::Place;
use super::connections::{Connections, UNDATED};
use super::people::Person;
use super::threads::Outcome;

/// An invitation that was sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Invitation {
    pub(super) place: Place,
    /// `None` where the file names no sender: the owner.
    pub(super) from: Option<Person>,
    pub(super) to: Person,
    pub(super) sent: Moment,
}

/// Adds the invitations of an owner as contacts, with their connections, if these are known. Of several invitations to one
/// person the last before that day was accepted; the others waited until the next. If only pending ones are listed none says
/// anything.
pub(super) fn contacts(
    mut invitations: Vec<Invitation>,
    connections: Option<&Connections>,
    only_pending: bool,
    outcome: &mut Outcome,
) {
    invitations.sort_by_key(|invitation| (invitation.to, invitation.sent, invitation.place));
    for to_one in invitations.chunk_by(|one, other| one.to == other.to) {
        for (number, invitation) in to_one.iter().enumerate() {
            let next = to_one.get(number + 1).map(|next| next.sent);
            let on = connections.and_then(|connections| connections.since.get(&invitation.to));
            let reason = if next == Some(invitation.sent) {
                Some(Reason::Double)
            } else if connections.is_none() {
                Some(Reason::Unknown)
            } else if connections.is_some_and(|of| of.namesakes.binary_search(&invitation.to).is_ok()) {
                Some(Reason::Namesake)
            } else if only_pending {
                Some(Reason::Pending)
            } else if on == Some(&UNDATED) {
                Some(Reason::OnSomeDay)
            } else {
                None
            };
            if let Some(reason) = reason {
                outcome.left_out.push((invitation.place, reason));
                continue;
            }
            let sent = invitation.sent;
            // The day of a connection may be that of another time zone.
            let is_after = |on: &&Date| **on >= sent.date.yesterday().unwrap_or(sent.date);
            let is_before_next = |on: &&Date| next.is_none_or(|next| **on < next.date);
            let accepted = on.filter(is_after).filter(is_before_next).map(|&on| on.max(sent.date));
            outcome.contacts.push(Contact {
                touch: "connect".into(),
                segment: String::new(),
                person: None,
                sent,
                replied: None,
                accepted: accepted.map(|date| Moment { date, time: None }),
                after: None,
                followed: next,
                undated: Undated::default(),
                credit: Some(false),
            });
        }
    }
}
