//! The differences of a case from the first, paired by trial.

use crate::domain::outcome::Count;
use crate::domain::tally::{CaseTally, PairedTally};

use super::first_order::{FirstOrder, Sums};
use super::single::{Source, source};
use super::{Estimate, Figure, Quantiles};

/// A case of the comparison: what it counted, and the sums that its derived figures are made of.
pub(super) type Side<'a> = (&'a CaseTally, &'a Sums);

/// The difference of a figure: that of the case less that of the first.
pub(super) fn difference(
    figure: Figure,
    (case, sums): Side,
    (first, first_sums): Side,
    paired: &PairedTally,
) -> Estimate {
    match (source(figure, case), source(figure, first)) {
        (Source::Constant(amount, parts), Source::Constant(of_first, _)) => {
            Estimate::constant((amount as i64 - of_first as i64) as f64 / f64::from(parts))
        }
        (Source::Count(count, shift), Source::Count(_, first_shift)) => {
            Estimate::of(paired.count(count), shift as i64 - first_shift as i64)
        }
        (Source::Any(_), _) => Estimate::share(&paired.stockout),
        (Source::None(_), _) => Estimate::share(&paired.no_reply),
        (Source::Best, _) => Estimate::mean_of(&best(paired)),
        _ => derived(figure, (case, sums), (first, first_sums), paired),
    }
}

/// What the case won in each trial less what the first won: both the same where they shared the lowest cost per reply.
fn best(paired: &PairedTally) -> Vec<(f64, u64)> {
    let trials = paired.count(Count::RepliesSettled).total();
    let decided: u64 = paired.best_alone.iter().chain(&paired.first_alone).sum();
    let won = |counts: &[u64], sign: f64| -> Vec<(f64, u64)> {
        counts.iter().enumerate().skip(1).map(|(ties, &count)| (sign / ties as f64, count)).collect()
    };
    let even = std::iter::once((0.0, trials.saturating_sub(decided)));
    even.chain(won(&paired.best_alone, 1.0)).chain(won(&paired.first_alone, -1.0)).collect()
}

fn derived(figure: Figure, (case, sums): Side, (first, first_sums): Side, paired: &PairedTally) -> Estimate {
    let priced = case.terms.prices_labour() || first.terms.prices_labour();
    let spread = match figure {
        Figure::Labour if !priced => return Estimate::constant(0.0),
        Figure::Labour => &paired.labour,
        Figure::EffectiveCreditsPerMonth => &paired.effective_credits_per_month,
        Figure::Multiplier => &paired.multiplier,
        Figure::CostPerEffectiveCredit => &paired.cost_per_effective_credit,
        Figure::LoadedCostPerReply if priced => &paired.loaded_cost_per_reply,
        _ => &paired.cost_per_reply,
    };
    let both = FirstOrder::of(figure, &case.terms, sums).zip(FirstOrder::of(figure, &first.terms, first_sums));
    let Some((of_case, of_first)) = both else { return Estimate::default() };
    Estimate {
        mean: Some(of_case.mean - of_first.mean),
        se: of_case.paired_error(sums, &of_first, first_sums, &paired.products),
        quantiles: Quantiles::of_spread(spread),
    }
}
