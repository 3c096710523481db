//! A race between candidates on the same luck: who is best, found with as few campaigns as it takes.
//!
//! All candidates play the same trials, in stages of which each doubles them. After a stage, and within the first after
//! every few candidates, each is compared with the best so far that surely keeps what is required: by the paired
//! difference and its standard error over replicates. Who is surely worse is dropped, and so is who surely fails a
//! requirement. The race ends when one is left, when nobody left can be better than the best by more than what does not
//! matter, or when the trials are used up. So it stops on the decision, and never on the width of an interval. What no trial
//! showed is reckoned with as [`Mean`](crate::domain::mean::Mean) says. A requirement that a single trial fails is never known
//! to be kept: whoever has not failed it plays to the end, and keeps it so far.
//!
//! Racing by confidence bounds is Maron and Moore's (Hoeffding races, NIPS 6, 1994); elimination by paired differences on
//! common random numbers, with a zone of indifference, is that of Kim and Nelson (A fully sequential procedure for
//! indifference-zone selection in simulation, ACM TOMACS 11(3), 2001, doi:10.1145/502109.502111); that a candidate may be
//! dropped only for one that keeps the requirements, while these are tested beside, is Andradóttir and Kim's (Fully
//! sequential procedures for comparing constrained systems via simulation, Naval Research Logistics 57(5), 2010,
//! doi:10.1002/nav.20408). The chance of a mistake is shared out evenly over all stages and rivals (Bonferroni), half of
//! it to the requirements where there are any: the best is lost only if one of its own comparisons goes wrong, so that it
//! takes one bound for each rival and stage, not one for each pair.

mod bounds;
mod entrant;
mod heat;
mod measure;
mod requirements;
mod stages;
mod sums;

use crate::domain::case::Case;
use crate::domain::objective::Objective;
use crate::domain::requirement::Requirement;
use crate::engine::Sampling;

pub use entrant::{Beside, Doubt, Entrant, Keeps, Miss};

/// The terms of a race: its aim, and how far it goes.
#[derive(Debug, Clone)]
pub struct Contest<'a> {
    /// The figure that is to be least or most.
    pub objective: Objective,
    /// The requirements that the winner must keep.
    pub require: &'a [Requirement],
    /// How sure the answer must be; between 0 and 1.
    pub confidence: f64,
    /// The relative difference that does not matter, from 0 to 1.
    pub indifference: f64,
    /// The most trials of each candidate, from 1.
    pub trials: u64,
    /// Selects the luck.
    pub seed: u64,
    /// How what is drawn once a trial is spread over the trials.
    pub sampling: Sampling,
}

/// The result of a race.
#[derive(Debug, Clone, PartialEq)]
pub struct Race {
    /// How it ended.
    pub verdict: Verdict,
    /// Everybody: the winner first, then who is left, then who keeps what is required or may keep it, then who does not;
    /// each by the objective.
    pub entrants: Vec<Entrant>,
    /// How many trials were played of all candidates together.
    pub played: u64,
    /// How many it takes to play every candidate to the end.
    pub exhaustive: u64,
}

/// How a race ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The first is the best.
    Best,
    /// The first is the best or nearer to it than matters; others that are left may be as good.
    Tie,
    /// The trials did not tell the first from others that are left, or did not tell whether it keeps what is required.
    Undecided,
    /// Nobody keeps what is required.
    Infeasible,
    /// Nobody is left but those whose objective is infinite.
    Undefined,
}

impl Verdict {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Best => "best",
            Verdict::Tie => "tie",
            Verdict::Undecided => "undecided",
            Verdict::Infeasible => "infeasible",
            Verdict::Undefined => "undefined",
        }
    }
}

impl Race {
    /// Who is left beside the first and may be as good.
    pub fn rivals(&self) -> impl Iterator<Item = &Entrant> {
        let may_be = |entrant: &&Entrant| entrant.beside.is_some_and(|beside| beside.better_by >= 0.0);
        self.entrants.iter().skip(1).filter(may_be)
    }

    /// By how much another may be better than the first at most, for all that is known \[the unit of the objective\]; at
    /// least 0, and infinite if nothing is known.
    pub fn better_by(&self) -> f64 {
        self.rivals().filter_map(|rival| Some(rival.beside?.better_by)).fold(0.0, f64::max)
    }

    /// Of all trials that it takes to play everybody to the end, the share that was played.
    pub fn share_played(&self) -> f64 {
        if self.exhaustive == 0 { 0.0 } else { self.played as f64 / self.exhaustive as f64 }
    }
}

/// Runs the race of so many candidates, on the threads of the current rayon pool. `case` makes the case of a candidate,
/// or tells why it cannot be made; `progress` is told how many more candidates are out.
///
/// The result depends on the candidates and the contest alone, not on the number of threads.
pub fn race<E: Send>(
    contest: &Contest<'_>,
    candidates: usize,
    case: impl Fn(usize) -> Result<Case, E> + Sync,
    progress: impl Fn(u64),
) -> Result<Race, E> {
    stages::run(contest, candidates, &case, &progress)
}
