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

/// Keeps the first events of a trial, and counts all of them. Where accounts are played one after the other, those of the later
/// ones are kept only as far as there is room.
#[derive(Debug, Clone, Default)]
pub struct First {
    /// The events.
    pub events: Vec<Event>,
    /// As many are kept at most.
    pub most: usize,
    /// As many there are.
    pub number: usize,
}

impl Recorder for First {
    fn record(&mut self, event: impl FnOnce() -> Event) {
        self.number += 1;
        if self.events.len() < self.most {
            self.events.push(event());
        }
    }

    fn end_trial(&mut self) {
        self.events.end_trial();
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
