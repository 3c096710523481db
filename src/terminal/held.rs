//! The credits that an account holds, by its record.

use jiff::civil::Date;

use crate::record::balance::Held;
use crate::words::held::held_in_words;

use super::screen::{Screen, finding_first};

/// What an account under this plan holds at the end of `as_of`, and how far that is known.
pub fn held(screen: Screen, held: &Held, plan: &str, as_of: Date) -> String {
    format!("\n{}", finding_first(screen, &held_in_words(held, plan, as_of)))
}
