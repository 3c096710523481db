//! Texts that are kept for as long as the program runs, so that what bears them can be handed on by copying.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// This text, kept once however often it is asked for. For names of which scenarios have few.
pub(crate) fn kept(text: &str) -> &'static str {
    let mut known = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(text) = known.get(text) {
        return text;
    }
    let text: &'static str = Box::leak(text.into());
    known.insert(text);
    text
}
