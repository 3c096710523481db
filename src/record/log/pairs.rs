//! The touches that follow on others, in a log that says to whom each went.

use super::entry::Entry;

/// Marks each touch as following the one before it to the same person, and that one as followed up; an invitation stays open
/// all the same. Of two at the same moment the one further up went out first.
pub(super) fn follow_up(touches: &mut [Entry]) {
    let is_known = |touch: &Entry| touch.is_person && !touch.who.is_empty();
    let mut order: Vec<usize> = (0..touches.len()).filter(|&place| is_known(&touches[place])).collect();
    order.sort_unstable_by(|&one, &other| {
        (&touches[one].who, touches[one].sent, one).cmp(&(&touches[other].who, touches[other].sent, other))
    });
    let mut person = 0;
    for (place, &next) in order.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| order[before]);
        match before.filter(|&before| touches[before].who == touches[next].who) {
            Some(before) => {
                touches[next].after = touches[before].sent;
                if !touches[before].is_invitation() {
                    touches[before].followed = touches[next].sent;
                }
            }
            None => person += u32::from(place > 0),
        }
        touches[next].person = Some(person);
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
