//! Problems with the goal and the targets of a campaign.

use strum::{AsRefStr, VariantNames};
use thiserror::Error;

use crate::scenario::document::known::Known;
use crate::scenario::document::lists::{either, quoted};
use crate::scenario::document::near::did_you_mean;
use crate::scenario::document::problem::Wrong;
use crate::scenario::keys::BOUNDS;

#[derive(Debug, Error, AsRefStr, VariantNames)]
pub(in crate::scenario) enum GoalProblem {
    #[error("`{figure}` compares a case with the others, so none can be held to it; choose another figure")]
    NoTarget { figure: &'static str },
    #[error("`{figure}` ranks nothing; rank by a figure that is better for more or for less, such as {}", either(.known.iter().map(quoted)))]
    RanksNothing { figure: String, known: Vec<&'static str> },
    #[error("`{section}` has no bound; set one of {}", either(BOUNDS.map(quoted)))]
    NoBound { section: String },
    #[error("`{path}` is week {week}, after the last of the campaign; it must be a week from 1 to {weeks}")]
    AfterEnd { path: String, week: u32, weeks: u32 },
    #[error("unknown figure `{name}`{known}")]
    UnknownFigure { name: String, known: Known },
    /// A requirement or objective that lacks a word.
    #[error("it ends too early: what must follow is {wanted}")]
    Unfinished { wanted: &'static str },
    /// A word of a requirement or objective that does not belong there, and perhaps the one that was meant.
    #[error("`{found}` cannot stand here; it must be {wanted}{}", did_you_mean(.near.as_deref()))]
    Phrase { found: String, wanted: &'static str, near: Option<String> },
    /// A requirement by a week that the campaign does not have.
    #[error("week {week} comes after the campaign's last, week {weeks}; name an earlier one or set `weeks`")]
    LateWeek { week: u32, weeks: u32 },
    #[error("`{path}` cannot be varied; it must be a path such as `plan` or `segment.ID.per_week`")]
    NotVaried { path: String },
    #[error("the values of `{path}` cannot be read: {why}")]
    Values { path: String, why: &'static str },
}

impl Wrong for GoalProblem {}
