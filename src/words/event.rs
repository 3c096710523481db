//! What happened in a campaign, in a few words.

use crate::domain::event::EventKind;
use crate::domain::reason::Reason;

/// What an event is called where people read one after the other.
pub fn happened(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Opening => "credits from before",
        EventKind::Lapse => "credits expired",
        EventKind::Forfeit => "credits lost with the change of plan",
        EventKind::Charge => "plan paid",
        EventKind::Grant => "credits granted",
        EventKind::Cap => "credits above the cap lost",
        EventKind::Reply => "reply came",
        EventKind::Outcome => "outcome reached",
        EventKind::Refund => "credit returned",
        EventKind::Send => "sent",
        EventKind::Accept => "invitation accepted",
        EventKind::Short | EventKind::Held(Reason::Credits) => "not sent: no credits left",
        EventKind::Held(Reason::Restriction) => "not sent: restricted by LinkedIn",
        EventKind::Held(Reason::Limit) => "not sent: limit reached",
        EventKind::Held(Reason::Hours) => "not sent: no time left",
        EventKind::Held(Reason::CreditsAtMost) => "not sent: share of the credits used up",
        EventKind::Restricted => "day lost to a restriction",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_event_has_words_of_its_own() {
        let mut words: Vec<&str> = EventKind::ALL.into_iter().map(happened).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), EventKind::ALL.len());
        assert!(words.iter().all(|words| !words.contains('_')));
    }
}
