//! Figures that are not themselves counts, to first order: a mean, and how much each count moves it. Exact for what is
//! linear in the counts; for a ratio of means it is the delta method.

use crate::domain::moments::{Moments, covariance};
use crate::domain::outcome::Count;
use crate::domain::tally::{CaseTally, Products};
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

/// Sums over all trials of the counts that such figures are made of, and of their products with those of one case,
/// perhaps the same.
pub(super) struct Sums {
    trials: u64,
    effort: i128,
    replies: i128,
    refunded: i128,
    products: Products,
}

impl Sums {
    /// The sums of a case and the products with its own counts.
    pub(super) fn of(tally: &CaseTally) -> Sums {
        let of = |count| Moments::of(tally.count(count));
        let (effort, replies, refunded) = (of(Count::Effort), of(Count::RepliesSettled), of(Count::Refunded));
        Sums {
            trials: replies.number,
            effort: effort.sum,
            replies: replies.sum,
            refunded: refunded.sum,
            products: Products {
                replies_replies: replies.squares as u128,
                refunded_refunded: refunded.squares as u128,
                effort_effort: effort.squares as u128,
                effort_replies: tally.effort_by_replies,
                replies_effort: tally.effort_by_replies,
            },
        }
    }
}

impl FirstOrder {
    /// A figure of a case; nothing where it is undefined, or is a count or a probability.
    pub(super) fn of(figure: Figure, terms: &Terms, sums: &Sums) -> Option<FirstOrder> {
        let cost = u128::from(terms.cost.cents()) as i128;
        let trials = i128::from(sums.trials);
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

    /// The standard error over trials; nothing for fewer than two.
    pub(super) fn standard_error(&self, sums: &Sums) -> Option<f64> {
        error(self.covariance(self, sums, sums, &sums.products)?, sums.trials)
    }

    /// The standard error of the difference from `first`, paired by trial; nothing for fewer than two trials.
    /// `products` are those of the counts of this case and the first's.
    pub(super) fn paired_error(
        &self,
        sums: &Sums,
        first: &FirstOrder,
        first_sums: &Sums,
        products: &Products,
    ) -> Option<f64> {
        let own = self.covariance(self, sums, sums, &sums.products)?;
        let of_first = first.covariance(first, first_sums, first_sums, &first_sums.products)?;
        let shared = self.covariance(first, sums, first_sums, products)?;
        error(own + of_first - 2.0 * shared, sums.trials)
    }

    /// The covariance of two figures over single trials. No figure moves both with refunds and with another count, so
    /// refunds vary with refunds alone.
    fn covariance(&self, other: &FirstOrder, sums: &Sums, others: &Sums, products: &Products) -> Option<f64> {
        let of = |sum, other_sum, product| covariance(sums.trials, sum, other_sum, product as i128);
        let effort_effort = of(sums.effort, others.effort, products.effort_effort)?;
        let effort_replies = of(sums.effort, others.replies, products.effort_replies)?;
        let replies_effort = of(sums.replies, others.effort, products.replies_effort)?;
        let replies_replies = of(sums.replies, others.replies, products.replies_replies)?;
        let refunded_refunded = of(sums.refunded, others.refunded, products.refunded_refunded)?;
        Some(
            self.effort * other.effort * effort_effort
                + self.effort * other.replies * effort_replies
                + self.replies * other.effort * replies_effort
                + self.replies * other.replies * replies_replies
                + self.refunded * other.refunded * refunded_refunded,
        )
    }
}

fn error(variance: f64, trials: u64) -> Option<f64> {
    // Rounding may leave less than nothing where there is no variance.
    Some((variance.max(0.0) / trials as f64).sqrt())
}
