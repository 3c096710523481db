//! Who wants to know what happens in a trial.

use crate::domain::event::Event;

/// Listens to a trial.
pub trait Recorder {
    /// Takes note of an event. A listener that does not care never has it made.
    fn record(&mut self, event: impl FnOnce() -> Event);

    /// The trial is over. Accounts were played one after the other, each from its first day to its last.
    fn end_trial(&mut self) {}
}

/// Wants to know nothing: for trials that are only counted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Recorder for Silent {
    #[inline]
    fn record(&mut self, _event: impl FnOnce() -> Event) {}
}

/// Keeps the first events of a trial, in the order in which a list of all of them has them, and counts all.
#[derive(Debug, Clone, Default)]
pub(super) struct First {
    /// The events: once the trial is over no more than `most`.
    pub(super) events: Vec<Event>,
    /// As many are kept at most.
    pub(super) most: usize,
    /// As many there are.
    pub(super) number: usize,
}

impl First {
    /// Lets those go that come after the first ones: whatever is recorded later, they do not come before.
    fn settle(&mut self) {
        self.events.end_trial();
        self.events.truncate(self.most);
    }
}

impl Recorder for First {
    fn record(&mut self, event: impl FnOnce() -> Event) {
        self.number += 1;
        self.events.push(event());
        if self.events.len() >= 2 * self.most.max(1) {
            self.settle();
        }
    }

    fn end_trial(&mut self) {
        self.settle();
    }
}

/// Keeps every event of a trial in the order of days; those of a day account by account, and of an account in the order in
/// which they happened.
impl Recorder for Vec<Event> {
    fn record(&mut self, event: impl FnOnce() -> Event) {
        self.push(event());
    }

    fn end_trial(&mut self) {
        self.sort_by_key(|event| event.day);
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::event::{EventKind, Subject};

    use super::*;

    #[test]
    fn the_first_events_are_those_of_all_accounts_in_the_order_of_days() {
        let event = |account: u64, day| Event {
            day,
            kind: EventKind::Grant,
            credits: account as i64,
            balance: 0,
            lapses: None,
            subject: Subject::default(),
            amount: None,
        };
        for most in [0, 1, 7, 30, 89, 90, 500] {
            let (mut all, mut first) = (Vec::new(), First { most, ..First::default() });
            for (account, day) in (0..3).flat_map(|account| (0..30).map(move |day| (account, day / 2))) {
                all.record(|| event(account, day));
                first.record(|| event(account, day));
            }
            all.end_trial();
            first.end_trial();
            all.truncate(most);
            assert_eq!((first.number, first.events), (90, all), "{most}");
        }
    }
}
