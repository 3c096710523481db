//! The touches that follow on others, in a log that says to whom each went.

use std::collections::BTreeMap;

use crate::domain::touch::Channel;
use crate::record::channel;
use crate::record::contact::Contact;

/// Marks each touch as following the one before it to the same person, and that one as followed up; an invitation stays open
/// all the same. Contacts come with their lines: of two at the same moment the one further up went out first.
pub(super) fn follow_up(contacts: &mut [((u32, u64), Contact)], people: &[String]) {
    let mut to: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, person) in people.iter().enumerate().filter(|(_, person)| !person.is_empty()) {
        to.entry(person).or_default().push(place);
    }
    for (person, mut places) in (0..).zip(to.into_values()) {
        places.iter().for_each(|&place| contacts[place].1.person = Some(person));
        places.sort_by_key(|&place| (contacts[place].1.sent, place));
        for pair in places.windows(2) {
            let (before, next) = (contacts[pair[0]].1.sent, contacts[pair[1]].1.sent);
            contacts[pair[1]].1.after = Some(before);
            let contact = &mut contacts[pair[0]].1;
            if channel::named(&contact.touch) != Some(Channel::Connect) {
                contact.followed = Some(next);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::record::log::{Log, LogReading, read_log};

    #[test]
    fn the_next_touch_to_a_person_ends_the_wait_for_an_answer() {
        let text = "sent_at,replied_at,touch,person,accepted_at\n2026-03-09,,follow-up,ann\n2026-03-02,,inmail,ann\n\
            2026-03-01,,connect,ann\n2026-03-02,,inmail,\n2026-03-05,,inmail,\n";
        let Log { contacts, .. } = read_log("log.csv", text.as_bytes(), &LogReading::default()).expect("it is right");
        let followed: Vec<Option<String>> =
            contacts.iter().map(|contact| contact.followed.map(|at| at.date.to_string())).collect();
        assert_eq!(followed, [None, Some("2026-03-09".into()), None, None, None]);
        let after: Vec<Option<String>> =
            contacts.iter().map(|contact| contact.after.map(|at| at.date.to_string())).collect();
        assert_eq!(after, [Some("2026-03-02".into()), Some("2026-03-01".into()), None, None, None]);
    }
}
