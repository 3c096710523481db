//! A case, played for a few of its figures and for nothing else.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::domain::figure::Figure;
use crate::domain::figure_sums::FigureSums;
use crate::domain::formula::Measure;
use crate::domain::ratio::Ratio;
use crate::domain::spread::Spread;
use crate::engine::Settings;
use crate::engine::campaigns::Campaigns;
use crate::engine::schedule::Schedule;
use crate::figures::Quantiles;

/// How many trials a thread takes on at a time.
const BLOCK: u64 = 1 << 14;

/// A figure of a case: all that its mean, its error and its differences from other cases need, and how trials vary.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Its sums.
    pub sums: FigureSums,
    /// Its quantiles over trials, one in which it is undefined being +∞; absent for probabilities.
    pub quantiles: Quantiles,
}

/// A figure while its trials are counted.
#[derive(Debug, Clone, Default)]
struct Counted {
    sums: FigureSums,
    values: Spread,
}

impl Counted {
    #[inline]
    fn add(&mut self, trial: u64, value: Ratio, with_quantiles: bool) {
        self.sums.add(trial, value);
        if with_quantiles && let Some(value) = value.value() {
            self.values.add(value);
        }
    }

    fn merge(mut self, other: &Counted) -> Counted {
        self.sums.merge(&other.sums);
        self.values.merge(&other.values);
        self
    }

    fn measured(self) -> Measured {
        let counts = self.values.counts().into_iter().map(|(value, times)| (Some(value), times));
        Measured { quantiles: Quantiles::of(counts, self.sums.trials()), sums: self.sums }
    }
}

/// Plays the trials of a case on the threads of the current rayon pool and measures these figures, in their order;
/// nothing once `goes_on` says no. After every few trials `progress` gets the number of those played since.
///
/// No figure may compare the case with others, as the best probability does. The result does not depend on the number
/// of threads.
pub fn measure(
    schedule: &Schedule<'_>,
    settings: &Settings,
    figures: &[Figure],
    goes_on: &(impl Fn() -> bool + Sync),
    progress: &(impl Fn(u64) + Sync),
) -> Option<Vec<Measured>> {
    let nothing = || vec![Counted::default(); figures.len()];
    let merged = |one: Vec<Counted>, other: Vec<Counted>| {
        one.into_iter().zip(&other).map(|(one, other)| one.merge(other)).collect::<Vec<_>>()
    };
    let block = |block: u64| {
        let trials = block * BLOCK..settings.trials.min((block + 1) * BLOCK);
        let played = play(schedule, settings, trials.clone(), figures, goes_on);
        // What was broken off is no block.
        let played = goes_on().then_some(played)?;
        progress(trials.end - trials.start);
        Some(played)
    };
    let blocks = (0..settings.trials.div_ceil(BLOCK)).into_par_iter().map(block);
    let counted = blocks.try_reduce(nothing, |one, other| Some(merged(one, other)))?;
    Some(counted.into_iter().map(Counted::measured).collect())
}

fn play(
    schedule: &Schedule<'_>,
    settings: &Settings,
    trials: Range<u64>,
    figures: &[Figure],
    goes_on: &impl Fn() -> bool,
) -> Vec<Counted> {
    let mut counted = vec![Counted::default(); figures.len()];
    let measures: Vec<Option<Measure>> = figures.iter().map(|figure| figure.under(&schedule.terms())).collect();
    let mut trial = trials.start;
    let lucks = trials.take_while(|_| goes_on()).map(|trial| settings.sampling.luck(settings.seed, trial));
    Campaigns::new(schedule).play(lucks, |outcome| {
        for ((figure, measure), counted) in figures.iter().zip(&measures).zip(&mut counted) {
            if let Some(measure) = measure {
                counted.add(trial, measure.in_trial(outcome), !figure.is_share());
            }
        }
        trial += 1;
    });
    counted
}
