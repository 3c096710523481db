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
    /// The requirements that it fails, or seems to fail.
    pub misses: Vec<Miss>,
    /// The trials that it played.
    pub trials: u64,
    /// Was it left when the race ended?
    pub left: bool,
    /// The mean cost of a campaign, work at its price included.
    pub cost: f64,
    /// Does work have a price?
    pub has_labour: bool,
    /// The mean number of replies of a campaign, settled.
    pub replies: f64,
}

/// Whether a candidate keeps what is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keeps {
    /// It does.
    Yes,
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

impl Keeps {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Keeps::Yes => "yes",
            Keeps::Open => "open",
            Keeps::No => "no",
        }
    }
}

impl Entrant {
    /// By how much it is off the requirement that it fails by most; 0 if it fails none.
    pub fn shortfall(&self) -> f64 {
        self.misses.iter().map(|miss| miss.shortfall).fold(0.0, f64::max)
    }
}
