//! The progress of a run, on a terminal.

use std::io::{IsTerminal, stderr};
use std::sync::{Mutex, PoisonError};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The bar that is shown.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// A progress bar on standard error, shown only on a terminal and gone when it is dropped.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar for `trials` trials of the scenario called `name`; one that is `quiet` is never shown.
    pub fn new(name: &str, trials: u64, quiet: bool) -> Progress {
        if quiet || !stderr().is_terminal() {
            return Progress(None);
        }
        // It is drawn when trials are counted: a thread that keeps time would be one more that may not be had.
        let bar = ProgressBar::with_draw_target(Some(trials), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {eta} left") {
            bar.set_style(style);
        }
        bar.set_message(name.to_owned());
        *SHOWN.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar.clone());
        Progress(Some(bar))
    }

    /// Counts trials that were played.
    pub fn add(&self, trials: u64) {
        if let Some(bar) = &self.0 {
            bar.inc(trials);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.0.is_some() {
            clear_progress();
        }
    }
}

/// Takes the bar away that is shown, so that nothing of it is left before the next prompt.
pub fn clear_progress() {
    if let Some(bar) = SHOWN.lock().unwrap_or_else(PoisonError::into_inner).take() {
        bar.finish_and_clear();
    }
}
