//! The figures of one case.

use crate::domain::outcome::Count;
use crate::domain::replicates::{Excess, Replicate, WHOLE_WIN};
use crate::domain::tally::CaseTally;

use super::first_order::FirstOrder;
use super::{Estimate, Figure, Quantiles};

/// What a figure is made of.
pub(super) enum Source {
    /// The same in every trial: an amount, and how many of it make one.
    Constant(u64, u32),
    /// A count of each trial, with what is the same in all added.
    Count(Count, u64),
    /// The share of trials that each replicate counts so.
    Share(fn(&Replicate) -> u64),
    /// The share of trials that the case wins.
    Best,
    /// What follows from several of these.
    Derived,
}

/// What `figure` of a case is made of.
pub(super) fn source(figure: Figure, tally: &CaseTally) -> Source {
    let terms = &tally.terms;
    match figure {
        Figure::Cost => Source::Constant(terms.cost.cents(), 100),
        Figure::Opening => Source::Constant(terms.opening, 1),
        Figure::Granted => Source::Constant(terms.granted, 1),
        Figure::Refunded => Source::Count(Count::Refunded, 0),
        Figure::Spent => Source::Count(Count::Spent, 0),
        Figure::Lapsed => Source::Count(Count::Lapsed, 0),
        Figure::Capped => Source::Count(Count::Capped, 0),
        Figure::Forfeited => Source::Count(Count::Forfeited, 0),
        Figure::Closing => Source::Count(Count::Closing, 0),
        Figure::Started => Source::Count(Count::Started, 0),
        Figure::Replies => Source::Count(Count::Replies, 0),
        Figure::RepliesSettled => Source::Count(Count::RepliesSettled, 0),
        Figure::WeeksShort => Source::Count(Count::WeeksShort, 0),
        Figure::Shortfall => Source::Count(Count::Shortfall, 0),
        Figure::EffectiveCredits => Source::Count(Count::Refunded, terms.granted),
        Figure::StockoutProbability => Source::Share(|replicate| replicate.short),
        Figure::NoReplyProbability => Source::Share(|replicate| replicate.silent),
        Figure::BestProbability => Source::Best,
        Figure::Labour
        | Figure::EffectiveCreditsPerMonth
        | Figure::Multiplier
        | Figure::CostPerReply
        | Figure::LoadedCostPerReply
        | Figure::CostPerEffectiveCredit => Source::Derived,
    }
}

/// A figure of a case.
pub(super) fn estimate(figure: Figure, tally: &CaseTally) -> Estimate {
    let se = excess(figure, tally).and_then(|excess| excess.standard_error());
    let none = Quantiles::default();
    match source(figure, tally) {
        Source::Constant(amount, parts) => Estimate::constant(amount as f64 / f64::from(parts)),
        Source::Count(count, shift) => Estimate::of(tally.count(count), shift as i64, se),
        Source::Share(of) => Estimate { mean: share(tally, of), se, quantiles: none },
        Source::Best => Estimate { mean: best(tally), se, quantiles: none },
        Source::Derived => Estimate {
            mean: FirstOrder::of(figure, &tally.terms, &tally.replicates).map(|figure| figure.mean),
            se,
            quantiles: Quantiles::of(values(figure, tally), tally.count(Count::RepliesSettled).total()),
        },
    }
}

/// What each replicate has of a figure more than its share: where every standard error comes from. Nothing for a figure
/// that is undefined, or the same in every trial.
pub(super) fn excess(figure: Figure, tally: &CaseTally) -> Option<Excess> {
    let replicates = &tally.replicates;
    match source(figure, tally) {
        Source::Constant(..) => None,
        Source::Count(count, _) => Some(replicates.excess(|replicate| replicate.count(count))),
        Source::Share(of) => Some(replicates.excess(|replicate| of(replicate).into())),
        Source::Best => Some(replicates.excess(|replicate| replicate.won.into()).times(1.0 / WHOLE_WIN as f64)),
        Source::Derived => FirstOrder::of(figure, &tally.terms, replicates).map(|figure| figure.excess(replicates)),
    }
}

/// The share of trials that each replicate counts as `of`.
pub(super) fn share(tally: &CaseTally, of: fn(&Replicate) -> u64) -> Option<f64> {
    let trials = tally.replicates.trials();
    (trials > 0).then(|| tally.replicates.sum(|replicate| of(replicate).into()) as f64 / trials as f64)
}

/// What the case won on average: 1/k where it shared the lowest cost per reply with k − 1 others, else nothing.
pub(super) fn best(tally: &CaseTally) -> Option<f64> {
    let trials = tally.replicates.trials();
    let won = tally.best.iter().enumerate().skip(1).map(|(ties, &count)| count as f64 / ties as f64);
    (trials > 0).then(|| won.sum::<f64>() / trials as f64)
}

/// The values of a derived figure over trials, in ascending order; absent at the end where it is infinite.
fn values(figure: Figure, tally: &CaseTally) -> Vec<(Option<f64>, u64)> {
    let terms = &tally.terms;
    let rising = |count: Count, value: &dyn Fn(u64) -> Option<f64>| -> Vec<(Option<f64>, u64)> {
        tally.count(count).counts().into_iter().map(|(counted, times)| (value(counted as u64), times)).collect()
    };
    let falling = |count: Count, value: &dyn Fn(u64) -> Option<f64>| {
        let mut values = rising(count, value);
        values.reverse();
        values
    };
    match figure {
        Figure::Labour => rising(Count::Effort, &|effort| Some(terms.labour(effort))),
        Figure::EffectiveCreditsPerMonth => {
            rising(Count::Refunded, &|refunded| terms.effective_credits_per_month(refunded).value())
        }
        Figure::Multiplier => rising(Count::Refunded, &|refunded| terms.multiplier(refunded).value()),
        Figure::CostPerEffectiveCredit => {
            falling(Count::Refunded, &|refunded| terms.cost_per_effective_credit(refunded).value())
        }
        Figure::LoadedCostPerReply if terms.prices_labour() => {
            tally.loaded_cost_per_reply.counts().into_iter().map(|(value, times)| (Some(value), times)).collect()
        }
        _ => falling(Count::RepliesSettled, &|replies| terms.cost_per_reply(replies).value()),
    }
}
