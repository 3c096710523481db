//! Is the page still open?

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A page that says nothing for so long is closed: browsers let those that nobody looks at speak once a minute.
const SILENCE: Duration = Duration::from_secs(300);
/// A page that said that it closes may only be on its way to the same page again.
const FAREWELL: Duration = Duration::from_secs(20);
/// A browser may take its time to start.
const ARRIVAL: Duration = Duration::from_secs(600);

/// When the page was last heard of.
pub(super) struct Presence(Mutex<(Instant, Duration)>);

impl Presence {
    pub(super) fn new() -> Presence {
        Presence(Mutex::new((Instant::now(), ARRIVAL)))
    }

    /// It was heard of.
    pub(super) fn seen(&self) {
        self.set(SILENCE);
    }

    /// It said that it closes.
    pub(super) fn farewell(&self) {
        self.set(FAREWELL);
    }

    fn set(&self, patience: Duration) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = (Instant::now(), patience);
    }

    /// How long it is still to be waited for; nothing if it is closed.
    pub(super) fn left(&self) -> Option<Duration> {
        let (seen, patience) = *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        patience.checked_sub(seen.elapsed()).filter(|left| !left.is_zero())
    }
}
