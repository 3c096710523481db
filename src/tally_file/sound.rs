//! Whether a tally that was read could have been counted: what is reported from it must not depend on who wrote it.

use crate::domain::histogram::Histogram;
use crate::domain::spread::Spread;
use crate::domain::tally::{CaseTally, PairedTally, Tally};

/// No count of a trial is larger; squares of it, summed over all trials that a scenario may have, are whole numbers.
const LARGEST: i64 = 1 << 46;

/// Could `tally` have come from so many trials of the cases of which `nothing` is the tally before any?
pub fn is_sound(tally: &Tally, nothing: &Tally, trials: u64) -> bool {
    tally.trials == trials
        && tally.cases.len() == nothing.cases.len()
        && tally.cases.iter().zip(&nothing.cases).all(|(case, nothing)| is_sound_case(case, nothing, trials))
}

fn is_sound_case(case: &CaseTally, nothing: &CaseTally, trials: u64) -> bool {
    let once = |histogram: &Histogram| is_counted(histogram, 0, trials);
    let touches = case.touches.iter().flat_map(|touch| [touch.sent, touch.credits, touch.accepted, touch.replies]);
    case.terms == nothing.terms
        && case.weeks.len() == nothing.weeks.len()
        && case.touches.len() == nothing.touches.len()
        && case.best.len() == nothing.best.len()
        && case.counts.iter().chain(case.weeks.iter().flatten()).all(once)
        && touches.into_iter().all(|sum| is_sum(sum.into(), trials))
        && is_spread(&case.loaded_cost_per_reply, trials)
        && is_product(case.effort_by_replies, trials)
        && case.best.iter().all(|&sum| sum <= trials)
        && match (&case.against_first, &nothing.against_first) {
            (None, None) => true,
            (Some(paired), Some(nothing)) => is_sound_pair(paired, nothing, trials),
            _ => false,
        }
}

fn is_sound_pair(paired: &PairedTally, nothing: &PairedTally, trials: u64) -> bool {
    let spreads = [
        &paired.labour,
        &paired.cost_per_reply,
        &paired.loaded_cost_per_reply,
        &paired.cost_per_effective_credit,
        &paired.effective_credits_per_month,
        &paired.multiplier,
    ];
    let products = &paired.products;
    let products = [
        products.replies_replies,
        products.refunded_refunded,
        products.effort_effort,
        products.effort_replies,
        products.replies_effort,
    ];
    let differences = paired.counts.iter().chain([&paired.stockout, &paired.no_reply]);
    paired.best_alone.len() == nothing.best_alone.len()
        && paired.first_alone.len() == nothing.first_alone.len()
        && paired.best_alone.iter().chain(&paired.first_alone).all(|&sum| sum <= trials)
        && differences.into_iter().all(|histogram| is_counted(histogram, -LARGEST, trials))
        && spreads.into_iter().all(|spread| is_spread(spread, trials))
        && products.into_iter().all(|product| is_product(product, trials))
}

/// Was something counted once in each trial, and never below `least`?
fn is_counted(histogram: &Histogram, least: i64, trials: u64) -> bool {
    histogram.total() == trials && histogram.counts().iter().all(|(value, _)| (least..=LARGEST).contains(value))
}

/// Was something counted once in each trial at most?
fn is_spread(spread: &Spread, trials: u64) -> bool {
    spread.counts().iter().map(|&(_, count)| count).sum::<u64>() <= trials
}

fn is_sum(sum: u128, trials: u64) -> bool {
    // So that the sums of all shards of a thousand million trials fit into 64 bits.
    sum <= u128::from(trials) << 33
}

fn is_product(product: u128, trials: u64) -> bool {
    product <= u128::from(trials) * (LARGEST as u128).pow(2)
}
