//! The results of the campaigns of a case, held against its targets.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::count::TrialCounts;
use super::figure_sums::FigureSums;
use super::ratio::Extent;
use super::requirement::Requirement;
use super::terms::Terms;

/// The sums over the trials of a case for one requirement.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TargetSums {
    /// 1 for each trial in which the figure keeps the bound.
    pub kept: FigureSums,
    /// The figure.
    pub figure: FigureSums,
}

/// Between which values any trial of a case lies, for one requirement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TargetExtents {
    /// Of 1 where the figure keeps the bound, else 0.
    pub kept: Extent,
    /// Of the figure.
    pub figure: Extent,
}

impl TargetExtents {
    /// Those of a case with these terms, whose trials count no more than `most`; nothing for the one figure that compares
    /// cases.
    pub fn new(asked: &Requirement, terms: &Terms, most: &TrialCounts) -> Option<TargetExtents> {
        let kept = asked.share_under(terms)?.extent(most);
        Some(TargetExtents { kept, figure: asked.figure.under(terms)?.extent(most) })
    }
}

impl TargetSums {
    /// Counts a trial, by its number from 0.
    pub fn add(&mut self, trial: u64, asked: &Requirement, terms: &Terms, counted: &TrialCounts) {
        if let Some(kept) = asked.kept(terms, counted) {
            self.kept.add(trial, kept);
        }
        if let Some(value) = asked.figure.in_trial(terms, counted) {
            self.figure.add(trial, value);
        }
    }

    /// Adds the trials of `other`, which are of the same requirement.
    pub fn merge(&mut self, other: &TargetSums) {
        self.kept.merge(&other.kept);
        self.figure.merge(&other.figure);
    }

    /// Could these have been counted in these trials?
    pub fn could_be_of(&self, trials: Range<u64>) -> bool {
        self.kept.could_be_of(trials.clone()) && self.kept.is_of_flags() && self.figure.could_be_of(trials)
    }
}
