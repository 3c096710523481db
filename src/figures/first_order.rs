//! Figures that are not themselves counts, to first order: a mean, and how much each count moves it. Exact for what is
//! linear in the counts; for a ratio of means it is the delta method.

use crate::domain::outcome::Count;
use crate::domain::replicates::{Excess, Replicates};
use crate::domain::terms::Terms;

use super::Figure;

/// A figure of a case close to the means of its counts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FirstOrder {
    /// The figure at the means.
    pub(super) mean: f64,
    effort: f64,
    replies: f64,
    refunded: f64,
}

/// Sums over all trials of the counts that such figures are made of.
#[derive(Debug, Clone, Copy)]
struct Sums {
    trials: i128,
    effort: i128,
    replies: i128,
    refunded: i128,
}

impl Sums {
    fn of(replicates: &Replicates) -> Sums {
        let sum = |count| replicates.sum(|replicate| replicate.count(count)) as i128;
        Sums {
            trials: replicates.trials().into(),
            effort: sum(Count::Effort),
            replies: sum(Count::RepliesSettled),
            refunded: sum(Count::Refunded),
        }
    }
}

impl FirstOrder {
    /// A figure of a case; nothing where it is undefined, or is a count or a probability.
    pub(super) fn of(figure: Figure, terms: &Terms, replicates: &Replicates) -> Option<FirstOrder> {
        let sums = Sums::of(replicates);
        let cost = u128::from(terms.cost.cents()) as i128;
        let trials = sums.trials;
        let granted = i128::from(terms.granted);
        let effective = granted * trials + sums.refunded;
        let mean = |amount: i128, number: i128, parts: u32| {
            (number > 0).then(|| amount as f64 / (number as f64 * f64::from(parts)))
        };
        let per_trial = |sum: i128| sum as f64 / sums.trials as f64;
        let labour = terms.labour_parts(1) as i128;
        let none = FirstOrder::default();
        match figure {
            Figure::Labour => {
                let mean = mean(labour * sums.effort, trials, Terms::PARTS)?;
                Some(FirstOrder { mean, effort: terms.labour(1), ..none })
            }
            Figure::LoadedCostPerReply if terms.prices_labour() => {
                let mean = mean(cost * 60_000 * trials + labour * sums.effort, sums.replies, Terms::PARTS)?;
                let replies = per_trial(sums.replies);
                Some(FirstOrder { mean, effort: terms.labour(1) / replies, replies: -mean / replies, ..none })
            }
            Figure::CostPerReply | Figure::LoadedCostPerReply => {
                let mean = mean(cost * trials, sums.replies, 100)?;
                Some(FirstOrder { mean, replies: -mean / per_trial(sums.replies), ..none })
            }
            Figure::CostPerEffectiveCredit => {
                let mean = mean(cost * trials, effective, 100)?;
                Some(FirstOrder { mean, refunded: -mean / per_trial(effective), ..none })
            }
            Figure::EffectiveCreditsPerMonth => {
                let mean = mean(effective, trials * i128::from(terms.grant_days), 1)?;
                Some(FirstOrder { mean, refunded: 1.0 / f64::from(terms.grant_days), ..none })
            }
            Figure::Multiplier => {
                let mean = mean(effective, trials * granted, 1)?;
                Some(FirstOrder { mean, refunded: 1.0 / terms.granted as f64, ..none })
            }
            _ => None,
        }
    }

    /// What each replicate has of the figure more than its share.
    pub(super) fn excess(&self, replicates: &Replicates) -> Excess {
        let of = |count, weight| replicates.excess(|replicate| replicate.count(count)).times(weight);
        let of_effort = of(Count::Effort, self.effort);
        of_effort.plus(&of(Count::RepliesSettled, self.replies)).plus(&of(Count::Refunded, self.refunded))
    }
}
