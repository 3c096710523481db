//! The channel of a touch of a record.

use crate::domain::touch::Channel;

use super::contact::Contact;
use super::plain::letters;

/// The channel that a touch is named after, in whatever case and with whatever blanks and hyphens.
pub fn named(touch: &str) -> Option<Channel> {
    Channel::in_record(&letters(touch))
}

/// The channel of a touch, by its name or by what came of it; an InMail unless something says otherwise.
pub(super) fn channel(touch: &str, contacts: &[&Contact]) -> Channel {
    let accepted = || contacts.iter().any(|contact| contact.accepted.is_some()).then_some(Channel::Connect);
    let free = || contacts.iter().all(|contact| contact.credit == Some(false)).then_some(Channel::Message);
    named(touch).or_else(accepted).or_else(free).unwrap_or(Channel::InMail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_every_way_to_write_them() {
        for (touch, channel) in [
            ("Connect", Some(Channel::Connect)),
            (" connection  Request ", Some(Channel::Connect)),
            ("INVITE", Some(Channel::Connect)),
            ("E-Mail", Some(Channel::Email)),
            ("message", Some(Channel::Message)),
            ("InMail", Some(Channel::InMail)),
            ("Follow-up", Some(Channel::InMail)),
            ("Step 1", None),
            ("engage", None),
        ] {
            assert_eq!(named(touch), channel, "{touch}");
        }
    }
}
