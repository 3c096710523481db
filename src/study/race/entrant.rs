//! A candidate, as it stood when the race was over for it.

use crate::domain::case::CaseName;

/// A candidate at the end of its race.
#[derive(Debug, Clone, PartialEq)]
pub struct Entrant {
    /// Which candidate, counted from 0.
    pub number: usize,
    /// The plan and the what-if.
    pub name: CaseName,
    /// The value of the objective; nothing where it is undefined or infinite.
    pub objective: Option<f64>,
    /// Between which values it lies, 95 % sure: simulation error.
    pub low: Option<f64>,
    /// The same, from above.
    pub high: Option<f64>,
    /// Whether it keeps what is required.
    pub keeps: Keeps,
    /// The requirements that it surely fails.
    pub misses: Vec<Miss>,
    /// The requirements of which it is not known whether it keeps them.
    pub doubts: Vec<Doubt>,
    /// The requirements that it never failed, where that is all that can be known.
    pub never_failed: Vec<usize>,
    /// The share of campaigns in which it may fail one of these for all that is known; 0 if there are none.
    pub may_fail: f64,
    /// The trials that it played.
    pub trials: u64,
    /// Was it left when the race ended?
    pub left: bool,
    /// How it stands to the first, if it is another one that is left.
    pub beside: Option<Beside>,
    /// The mean cost of a campaign, work at its price included.
    pub cost: f64,
    /// Does work have a price?
    pub is_loaded: bool,
    /// The mean number of replies of a campaign, settled.
    pub replies: f64,
}

/// Whether a candidate keeps what is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keeps {
    /// It does.
    Yes,
    /// It does as far as can be known: what a single campaign fails, none of those that were played has failed.
    SoFar,
    /// The race ended for it before that was clear.
    Open,
    /// It does not.
    No,
}

/// A requirement that is failed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Miss {
    /// Its place among the requirements.
    pub requirement: usize,
    /// The measured value: the figure, or the share of campaigns that keep the bound; nothing where it is undefined.
    pub measured: Option<f64>,
    /// By how much that is off the bound, as a share of the bound.
    pub shortfall: f64,
}

/// A requirement of which it is not known whether it is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Doubt {
    /// Its place among the requirements.
    pub requirement: usize,
    /// Does it look kept?
    pub seems_kept: bool,
}

/// How somebody who is left stands to the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beside {
    /// By how much it may be better at most, for all that is known \[the unit of the objective\]: below 0 if it is worse for
    /// sure, infinite if nothing is known.
    pub better_by: f64,
    /// Did the two differ by the same in every campaign?
    pub never_differed: bool,
}

impl Keeps {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Keeps::Yes => "yes",
            Keeps::SoFar => "so far",
            Keeps::Open => "open",
            Keeps::No => "no",
        }
    }
}

impl Entrant {
    /// Does it look as if it kept all that is required, where that is not known?
    pub fn seems_to_keep(&self) -> bool {
        self.misses.is_empty() && self.doubts.iter().all(|doubt| doubt.seems_kept)
    }

    /// By how much it is off the requirement that it fails by most; 0 if it fails none.
    pub fn shortfall(&self) -> f64 {
        self.misses.iter().map(|miss| miss.shortfall).fold(0.0, f64::max)
    }
}
