//! A case compared with the first one, trial by trial.

use serde::{Deserialize, Serialize};

use super::several::{counted_as, merge_all, paired, place_of};
use crate::domain::count::{Count, TrialCounts};
use crate::domain::figure::Figure;
use crate::domain::formula::Formula;
use crate::domain::histogram::Histogram;
use crate::domain::spread::Spread;
use crate::domain::terms::Terms;

/// A case compared with the first case of its scenario, trial by trial: each value is this case's less the first's.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PairedTally {
    /// Differences of the counts, in the order of their places in a campaign; empty for money.
    pub counts: Vec<Histogram>,
    /// Differences of the figures that do not follow from one count, where both are defined; empty for one that is the same
    /// in every trial of both cases, and for loaded cost where only the plan costs anything in either, since it is then the
    /// cost.
    pub differences: Vec<Spread>,
}

impl PairedTally {
    /// That of no trial, of cases with the counts that these terms state.
    pub(super) fn new(terms: &Terms) -> PairedTally {
        PairedTally {
            counts: vec![Histogram::default(); Count::of_campaign(terms.further).count()],
            differences: vec![Spread::default(); paired(terms).len()],
        }
    }

    /// How often each difference of `count` occurred; nothing for one that campaigns do not have, and for money.
    pub fn count(&self, count: Count) -> Option<&Histogram> {
        self.counts.get(count.in_campaign()).filter(|_| !count.is_amount())
    }

    /// How often each difference of a figure occurred that does not follow from one count; `terms` and `first` are those of
    /// the two cases.
    pub fn differences(&self, figure: Figure, terms: &Terms, first: &Terms) -> Option<&Spread> {
        let figure = counted_as(figure, terms.is_loaded() || first.is_loaded());
        place_of(figure, &paired(terms)).map(|place| &self.differences[place])
    }

    /// Counts what trials came to in the case and in the first one; `outcomes` tells whether they have the further counts, and of
    /// how many outcomes.
    pub(super) fn add<'t>(
        &mut self,
        formulas: &[Option<(Formula, Formula)>],
        outcomes: Option<u16>,
        trials: impl Iterator<Item = (&'t TrialCounts, &'t TrialCounts)> + Clone,
    ) {
        for (place, (count, histogram)) in Count::of_campaign(outcomes).zip(&mut self.counts).enumerate() {
            if !count.is_amount() {
                histogram.add_each(trials.clone().map(|(own, first)| *own.at(place) as i64 - *first.at(place) as i64));
            }
        }
        for (differences, formulas) in self.differences.iter_mut().zip(formulas) {
            if let Some((own, other)) = formulas {
                let difference = |(counted, first)| own.in_trial(counted).less(other.in_trial(first));
                differences.add_each(trials.clone().filter_map(difference));
            }
        }
    }

    pub(super) fn merge(&mut self, other: &PairedTally) {
        merge_all(&mut self.counts, &other.counts);
        self.differences.iter_mut().zip(&other.differences).for_each(|(spread, other)| spread.merge(other));
    }
}
