//! What a trial has or has not, and of which the share of trials is reported.

use strum::VariantArray;

use super::count::{Count, TrialCounts};
use super::terms::Terms;

/// Something that a trial has or has not, and of which the share of trials is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum Flag {
    /// At least one week is short of credits.
    Short,
    /// Nobody replies.
    Silent,
    /// Every segment with a known number of prospects is through.
    Through,
}

impl Flag {
    /// Does a trial have it that came to this?
    #[inline]
    pub fn is_up(self, counted: &TrialCounts) -> bool {
        match self {
            Flag::Short => counted[Count::Short] > 0,
            Flag::Silent => counted[Count::RepliesSettled] == 0,
            Flag::Through => counted[Count::Through] > 0,
        }
    }

    /// Is there anything in a case with these terms that could raise it?
    pub fn applies(self, terms: &Terms) -> bool {
        match self {
            Flag::Short | Flag::Silent => true,
            Flag::Through => terms.has_lists,
        }
    }
}
