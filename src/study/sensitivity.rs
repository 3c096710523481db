//! Sensitivity: how the figures of a case depend on what is not known, how much of their spread that makes and how much
//! is luck, and what each lever of the planner does.
//!
//! One set of trials is played as `run` plays it; beside each of them stand others in which the rates, the luck of the
//! prospects, or a single rate come from another world. From the first follow the figures where a rate is low or high
//! ([`near`]), from the pairs the shares of variance ([`pairs`]).

pub mod jackknife;
mod levers;
pub mod near;
pub mod pairs;
mod play;

use std::cmp::Ordering;

use crate::domain::case::{Case, CaseName};
use crate::domain::figure::Figure;
use crate::domain::figure_sums::FigureSums;
use crate::engine::{Sampling, Settings};
use crate::figures::TWO_SIDED_95;
use crate::figures::standing::is_clear;
use crate::study::space::Space;

pub use jackknife::Measured;
pub use levers::LEVER_CASES;
pub use play::{played, runs};

/// The shares of an input's 10 % and 90 % point.
pub const POINTS: [f64; 2] = [0.1, 0.9];

/// The most trials of a case unless more are asked for: each is played several times over.
const TRIALS: u64 = 20_000;

/// A question about every case of a scenario: how its figures depend on what is not known and on what can be set.
#[derive(Debug)]
pub struct Question<'a> {
    space: &'a Space,
    asked: Asked,
    /// The levers of each case.
    levers: Vec<Vec<Lever>>,
}

impl<'a> Question<'a> {
    /// The question about these figures, at least one and none that compares cases. At most 20 000 trials of a case are
    /// played, unless the overrides say how many.
    pub fn new(space: &'a Space, figures: Vec<Figure>) -> Question<'a> {
        let most = Some(TRIALS).filter(|_| space.origin.overrides.trials.is_none());
        let Settings { trials, seed, sampling, .. } = space.settings(most);
        let levers = levers::levers_of_cases(space);
        Question { space, asked: Asked { figures, trials, seed, sampling }, levers }
    }

    /// The trials of each case, each of them played several times over.
    pub fn settings(&self) -> Settings {
        let Asked { trials, seed, sampling, .. } = self.asked;
        Settings { trials, seed, sampling, precision: None }
    }

    /// How many campaigns it takes in all.
    pub fn campaigns(&self) -> u64 {
        self.cases().map(|(case, levers)| self.asked.trials * runs(case, levers)).sum()
    }

    /// The answer, case by case and in each figure by figure, found on the threads of the current rayon pool. `progress`
    /// gets the number of campaigns played since it was called last.
    pub fn play(&self, progress: impl Fn(u64) + Sync) -> Vec<Sensitivity> {
        self.cases().flat_map(|(case, levers)| played(case, levers, &self.asked, &progress)).collect()
    }

    fn cases(&self) -> impl Iterator<Item = (&Case, &Vec<Lever>)> {
        self.space.scenario.cases.iter().zip(&self.levers)
    }
}

/// Finds what matters to these figures in every case of a scenario: see [`Question`].
pub fn sensitivity(space: &Space, figures: Vec<Figure>, progress: impl Fn(u64) + Sync) -> Vec<Sensitivity> {
    Question::new(space, figures).play(progress)
}

/// The terms on which a case is studied.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The figures, at least one; none that compares cases.
    pub figures: Vec<Figure>,
    /// Trials of each case, each of them played several times over.
    pub trials: u64,
    /// Selects the luck.
    pub seed: u64,
    /// How what is drawn once a trial is spread over the trials.
    pub sampling: Sampling,
}

/// A setting that a planner holds, changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Lever {
    /// Its dotted path, or `plan`.
    pub path: String,
    /// Its value, for people.
    pub from: String,
    /// Its changed value.
    pub to: String,
    /// What people call both, where files call them otherwise.
    pub names: Option<[String; 2]>,
    /// The case with the change.
    pub case: Case,
}

/// All that matters to one figure of one case.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// The name of the case.
    pub case: CaseName,
    /// The label for its amounts of money.
    pub currency: String,
    /// The length of its campaign.
    pub weeks: u32,
    /// The figure.
    pub figure: Figure,
    /// The trials of the set from which means are taken.
    pub trials: u64,
    /// The figure; nothing where it is undefined.
    pub mean: Option<Measured>,
    /// The standard deviation of what a trial adds to the figure, to first order; nothing where nothing varies.
    pub spread: Option<f64>,
    /// Each uncertain input, in file order.
    pub inputs: Vec<Input>,
    /// All uncertain inputs together.
    pub rates: Shares,
    /// All that is drawn prospect by prospect.
    pub luck: Shares,
    /// The effects of changed levers, where they were asked for.
    pub levers: Vec<Effect>,
}

/// The effect of one uncertain input.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Its dotted path.
    pub path: String,
    /// The input at its 10 % and 90 % point.
    pub values: [f64; 2],
    /// The figure there.
    pub at: [Option<Measured>; 2],
    /// Its shares of the variance.
    pub shares: Shares,
}

/// Shares of a figure's variance; nothing where nothing varies.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Shares {
    /// Its effect by itself: by how much the variance would fall if it were known.
    pub first_order: Option<Share>,
    /// Its effect by itself and together with others: how much would be left if all others were known.
    pub total: Option<Share>,
}

/// A share of variance with its 95 % interval, all held to 0 … 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The estimate.
    pub value: f64,
    /// Where the interval begins and ends; nothing where there are too few trials to tell.
    pub interval: Option<[f64; 2]>,
}

/// The effect of a changed lever on the figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The path of the lever, or `plan`.
    pub path: String,
    /// Its value, for people.
    pub from: String,
    /// Its changed value.
    pub to: String,
    /// What people call both, where files call them otherwise.
    pub names: Option<[String; 2]>,
    /// The figure with the change.
    pub at: Option<f64>,
    /// By how much that exceeds the figure without, in the same campaigns.
    pub change: Option<Measured>,
}

impl Share {
    fn new(share: Measured) -> Share {
        let held = |share: f64| share.clamp(0.0, 1.0);
        let interval = |se: f64| {
            let reach = TWO_SIDED_95 * se;
            [held(share.value - reach), held(share.value + reach)]
        };
        Share { value: held(share.value), interval: share.se.map(interval) }
    }

    /// The estimate.
    pub fn at(self) -> Option<f64> {
        Some(self.value)
    }

    /// Where its interval begins.
    pub fn low(self) -> Option<f64> {
        self.interval.map(|[low, _]| low)
    }

    /// Where its interval ends.
    pub fn high(self) -> Option<f64> {
        self.interval.map(|[_, high]| high)
    }
}

impl Sensitivity {
    /// The inputs, those whose ends are farthest apart first.
    pub fn by_width(&self) -> Vec<&Input> {
        let mut inputs: Vec<&Input> = self.inputs.iter().collect();
        inputs.sort_by(|a, b| descending(a.width(), b.width()));
        inputs
    }

    /// The levers, those that change most first.
    pub fn by_change(&self) -> Vec<&Effect> {
        let mut levers: Vec<&Effect> = self.levers.iter().collect();
        let size = |effect: &Effect| effect.change.map(|change| change.value.abs());
        levers.sort_by(|a, b| descending(size(a), size(b)));
        levers
    }
}

impl Input {
    /// How far the figures at its two points are apart.
    pub fn width(&self) -> Option<f64> {
        let [low, high] = self.at;
        Some((high?.value - low?.value).abs())
    }

    /// Are the figures at its two points farther apart than their simulation errors?
    pub fn is_clear(&self) -> bool {
        let [Some(low), Some(high)] = self.at else { return false };
        let se = low.se.zip(high.se).map(|(low, high)| low.hypot(high));
        Measured { value: high.value - low.value, se }.is_clear()
    }
}

impl Effect {
    fn new(lever: &Lever, with: &FigureSums, without: &FigureSums) -> Effect {
        Effect {
            path: lever.path.clone(),
            from: lever.from.clone(),
            to: lever.to.clone(),
            names: lever.names.clone(),
            at: with.mean(),
            change: with.difference(without).map(|(value, se)| Measured { value, se }),
        }
    }

    /// Does the change stand out from its simulation error?
    pub fn is_clear(&self) -> bool {
        self.change.is_some_and(|change| change.is_clear())
    }
}

impl Measured {
    /// Does it stand out from 0 by more than its simulation error?
    pub fn is_clear(self) -> bool {
        is_clear(self.value, self.se)
    }
}

fn descending(a: Option<f64>, b: Option<f64>) -> Ordering {
    b.unwrap_or(-1.0).total_cmp(&a.unwrap_or(-1.0))
}
