//! Who wants to know what happens in a trial.

use crate::domain::event::Event;

/// Listens to a trial.
pub trait Recorder {
    /// Takes note of an event. A listener that does not care never has it made.
    fn record(&mut self, event: impl FnOnce() -> Event);
}

/// Wants to know nothing: for trials that are only counted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Recorder for Silent {
    #[inline]
    fn record(&mut self, _event: impl FnOnce() -> Event) {}
}

/// Keeps every event in the order in which it happened.
impl Recorder for Vec<Event> {
    fn record(&mut self, event: impl FnOnce() -> Event) {
        self.push(event());
    }
}
