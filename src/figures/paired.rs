//! The differences of a case from the first, paired by trial.

use crate::domain::tally::{CaseTally, PairedTally};

use super::first_order::FirstOrder;
use super::single::{Source, best, excess, share, source};
use super::{Estimate, Figure, Quantiles};

/// The difference of a figure: that of the case less that of the first.
pub(super) fn difference(figure: Figure, case: &CaseTally, first: &CaseTally, paired: &PairedTally) -> Estimate {
    let both = excess(figure, case).zip(excess(figure, first));
    let se = both.and_then(|(of_case, of_first)| of_case.minus(&of_first).standard_error());
    let mean = |of: &dyn Fn(&CaseTally) -> Option<f64>| of(case).zip(of(first)).map(|(case, first)| case - first);
    let none = Quantiles::default();
    match (source(figure, case), source(figure, first)) {
        (Source::Constant(amount, parts), Source::Constant(of_first, _)) => {
            Estimate::constant((amount as i64 - of_first as i64) as f64 / f64::from(parts))
        }
        (Source::Count(count, shift), Source::Count(_, first_shift)) => {
            Estimate::of(paired.count(count), shift as i64 - first_shift as i64, se)
        }
        (Source::Share(of), _) => Estimate { mean: mean(&|tally| share(tally, of)), se, quantiles: none },
        (Source::Best, _) => Estimate { mean: mean(&best), se, quantiles: none },
        _ => {
            let of = |tally: &CaseTally| FirstOrder::of(figure, &tally.terms, &tally.replicates);
            let mean = mean(&|tally| of(tally).map(|figure| figure.mean));
            derived(figure, Estimate { mean, se, quantiles: none }, case, first, paired)
        }
    }
}

/// A derived figure's difference with its quantiles, if it is defined.
fn derived(figure: Figure, estimate: Estimate, case: &CaseTally, first: &CaseTally, paired: &PairedTally) -> Estimate {
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
    if estimate.mean.is_none() {
        return estimate;
    }
    Estimate { quantiles: Quantiles::of_spread(spread), ..estimate }
}
