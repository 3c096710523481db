//! The figures of one case.

use crate::domain::count::TrialCounts;
use crate::domain::formula::{Formula, Measure, Source};
use crate::domain::histogram::Histogram;
use crate::domain::mean::Mean;
use crate::domain::ratio_sums::{self, Portion};
use crate::domain::replicates::{Excess, WHOLE_WIN};
use crate::domain::tally::CaseTally;

use super::{Estimate, Figure, Quantiles};

/// A figure of a case, and what its error and that of its difference from another case come from: every replicate is
/// looked at once for both.
#[derive(Clone, Default)]
pub(super) struct Single {
    pub(super) estimate: Estimate,
    /// By how much each replicate exceeds its share; nothing for a figure that is undefined or the same in every trial.
    pub(super) excess: Option<Excess>,
}

/// Each of these figures, in the order of their places, as `work_out` has it. Where nothing further is counted, those that
/// came with it are nothing, undefined or those of others, without a look at every replicate.
pub(super) fn each<T: Clone + Default + From<Estimate>>(
    all: &[Figure],
    counts_further: bool,
    work_out: impl Fn(Figure) -> T,
) -> Vec<T> {
    let mut known: Vec<T> = Vec::with_capacity(all.len());
    for &figure in all {
        known.push(match figure {
            _ if counts_further => work_out(figure),
            Figure::Expenses
            | Figure::Value
            | Figure::HeldUpByRestriction
            | Figure::HeldUpByLimit
            | Figure::HeldUpByHours
            | Figure::HeldUpByCreditsAtMost => Estimate::constant(0.0).into(),
            Figure::HeldUpByCredits => known[Figure::WeeksShort.place()].clone(),
            Figure::ThroughProbability => T::default(),
            figure => work_out(figure),
        });
    }
    known
}

/// A figure of a case.
pub(super) fn single(figure: Figure, tally: &CaseTally) -> Single {
    let quantiles = match (figure.source(), figure.under(&tally.terms)) {
        (Source::Constant(..), Some(Measure::Formula(formula))) => return constant(&formula).into(),
        (_, Some(Measure::Formula(formula))) => {
            Quantiles::of(values(figure, &formula, tally), tally.replicates.trials())
        }
        (_, Some(Measure::Flag(..)) | None) => Quantiles::default(),
    };
    let excess = excess(figure, tally);
    let se = excess.as_ref().and_then(Excess::standard_error);
    Single { estimate: Estimate { mean: mean(figure, tally), se, quantiles }, excess }
}

/// The share of trials in which a figure is below nothing; nothing without a trial, or for a flag.
pub(super) fn below_nothing(figure: Figure, tally: &CaseTally) -> Option<f64> {
    let trials = tally.replicates.trials();
    match figure.under(&tally.terms)? {
        Measure::Formula(formula) if trials > 0 => {
            let values = values(figure, &formula, tally).into_iter();
            let below: u64 =
                values.filter(|(value, _)| value.is_some_and(|value| value < 0.0)).map(|(_, times)| times).sum();
            Some(below as f64 / trials as f64)
        }
        Measure::Formula(_) | Measure::Flag(..) => None,
    }
}

impl From<Estimate> for Single {
    fn from(estimate: Estimate) -> Single {
        Single { estimate, excess: None }
    }
}

/// The terms, the same in every trial.
fn constant(formula: &Formula) -> Estimate {
    formula.at(0).value().map(Estimate::constant).unwrap_or_default()
}

/// The mean of a figure over trials; nothing where it is undefined.
pub(super) fn mean(figure: Figure, tally: &CaseTally) -> Option<f64> {
    match figure.under(&tally.terms) {
        Some(measure) => ratio_sums::mean(portions(&measure, tally), measure.parts()),
        None => best(tally),
    }
}

/// By how much each replicate exceeds its share of a figure: the source of every standard error. Nothing for a figure
/// that is undefined.
pub(super) fn excess(figure: Figure, tally: &CaseTally) -> Option<Excess> {
    let Some(measure) = figure.under(&tally.terms) else {
        return Some(tally.replicates.excess(|replicate| replicate.won.into()).times(1.0 / WHOLE_WIN as f64));
    };
    let varying: Vec<Portion> =
        tally.replicates.each().iter().map(|replicate| measure.varying_over(replicate)).collect();
    let total = Portion::total(portions(&measure, tally));
    Some(ratio_sums::excess_around(mean(figure, tally)?, &total, varying.iter().copied(), measure.unit()))
}

/// A figure and how far it may be off, if no trial counts more than `most`; nothing for the one figure that compares cases.
pub(super) fn mean_of(figure: Figure, tally: &CaseTally, most: &TrialCounts) -> Option<Mean> {
    let measure = figure.under(&tally.terms)?;
    let total = Portion::total(portions(&measure, tally));
    let excess = excess(figure, tally).unwrap_or_else(|| tally.replicates.excess(|_| 0));
    Some(Mean::around(&total, excess, &measure.extent(most)))
}

fn portions<'t>(measure: &'t Measure, tally: &'t CaseTally) -> impl Iterator<Item = Portion> + Clone + 't {
    tally.replicates.each().iter().map(|replicate| measure.over(replicate))
}

/// The mean win of the case: 1/k where it was best with k − 1 others, else nothing.
fn best(tally: &CaseTally) -> Option<f64> {
    let trials = tally.replicates.trials();
    let won = tally.best.iter().enumerate().skip(1).map(|(ties, &count)| count as f64 / ties as f64);
    (trials > 0).then(|| won.sum::<f64>() / trials as f64)
}

/// The values of a figure over trials, in ascending order; absent at the end where it is infinite.
fn values(figure: Figure, formula: &Formula, tally: &CaseTally) -> Vec<(Option<f64>, u64)> {
    let Some(count) = formula.decided_by() else {
        let counts = tally.values(figure).map(|spread| spread.counts()).unwrap_or_default();
        return counts.into_iter().map(|(value, times)| (Some(value), times)).collect();
    };
    // What campaigns do not count is nothing in all of them.
    let counts = tally.count(count).map_or_else(|| vec![(0, tally.replicates.trials())], Histogram::counts);
    let mut values: Vec<_> =
        counts.into_iter().map(|(counted, times)| (formula.at(counted as u64).value(), times)).collect();
    let order = |value: Option<f64>| value.unwrap_or(f64::INFINITY);
    values.sort_by(|(one, _), (other, _)| order(*one).total_cmp(&order(*other)));
    values
}
