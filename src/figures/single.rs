//! The figures of one case.

use crate::domain::moments::Moments;
use crate::domain::outcome::Count;
use crate::domain::tally::CaseTally;

use super::first_order::{FirstOrder, Sums};
use super::{Estimate, Figure, Quantiles};

/// What a figure is made of.
pub(super) enum Source {
    /// The same in every trial: an amount, and how many of it make one.
    Constant(u64, u32),
    /// A count of each trial, with what is the same in all added.
    Count(Count, u64),
    /// The share of trials in which a count is above 0.
    Any(Count),
    /// The share of trials in which a count is 0.
    None(Count),
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
        Figure::StockoutProbability => Source::Any(Count::WeeksShort),
        Figure::NoReplyProbability => Source::None(Count::RepliesSettled),
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
pub(super) fn estimate(figure: Figure, tally: &CaseTally, sums: &Sums) -> Estimate {
    match source(figure, tally) {
        Source::Constant(amount, parts) => Estimate::constant(amount as f64 / f64::from(parts)),
        Source::Count(count, shift) => Estimate::of(tally.count(count), shift as i64),
        Source::Any(count) => share(tally, count, |zero, trials| trials - zero),
        Source::None(count) => share(tally, count, |zero, _| zero),
        Source::Best => Estimate::mean_of(&best(tally)),
        Source::Derived => derived(figure, tally, sums),
    }
}

/// The share of trials that `chosen` counts, given how many had none of `count` and how many there are.
fn share(tally: &CaseTally, count: Count, chosen: impl Fn(u64, u64) -> u64) -> Estimate {
    let histogram = tally.count(count);
    let number = histogram.total();
    let hits = i128::from(chosen(histogram.count(0), number));
    let moments = Moments { number, sum: hits, squares: hits };
    Estimate { mean: moments.mean(), se: moments.standard_error(), quantiles: Quantiles::default() }
}

/// What the case won in each trial: 1/k where it shared the lowest cost per reply with k − 1 others, else nothing.
fn best(tally: &CaseTally) -> Vec<(f64, u64)> {
    let trials = tally.count(Count::RepliesSettled).total();
    let lost = trials.saturating_sub(tally.best.iter().sum());
    let won = tally.best.iter().enumerate().skip(1).map(|(ties, &count)| (1.0 / ties as f64, count));
    std::iter::once((0.0, lost)).chain(won).collect()
}

fn derived(figure: Figure, tally: &CaseTally, sums: &Sums) -> Estimate {
    let first_order = FirstOrder::of(figure, &tally.terms, sums);
    Estimate {
        mean: first_order.map(|figure| figure.mean),
        se: first_order.and_then(|figure| figure.standard_error(sums)),
        quantiles: Quantiles::of(values(figure, tally), tally.count(Count::RepliesSettled).total()),
    }
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
