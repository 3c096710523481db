//! The differences of a case from the first, paired by trial.

use crate::domain::formula::{Measure, Source};
use crate::domain::tally::{CaseTally, PairedTally};

use super::single::Single;
use super::{Estimate, Figure, Quantiles};

/// What was counted of a case, and its figures in the order of their places.
#[derive(Clone, Copy)]
pub(super) struct Side<'t> {
    pub(super) tally: &'t CaseTally,
    pub(super) figures: &'t [Single],
}

/// The difference of a figure: that of the case less that of the first.
pub(super) fn difference(figure: Figure, case: Side<'_>, first: Side<'_>, paired: &PairedTally) -> Estimate {
    let [of_case, of_first] = [case, first].map(|side| &side.figures[figure.place()]);
    let both = of_case.excess.clone().zip(of_first.excess.as_ref());
    let se = both.and_then(|(of_case, of_first)| of_case.minus(of_first).standard_error());
    let mean = of_case.estimate.mean.zip(of_first.estimate.mean).map(|(case, first)| case - first);
    let (case, first) = (case.tally, first.tally);
    let (terms, first_terms) = (&case.terms, &first.terms);
    match figure.source() {
        Source::Constant(amount, parts) => {
            let difference = amount(terms) - amount(first_terms);
            Estimate::constant(difference as f64 / f64::from(parts))
        }
        Source::Count(count, plus) => {
            let shift = (plus(terms) - plus(first_terms)) as i64;
            // What campaigns do not count differs in none.
            paired.count(count).map_or_else(|| Estimate::constant(0.0), |counted| Estimate::of(counted, shift, se))
        }
        Source::Share(_) | Source::Best => Estimate { mean, se, quantiles: Quantiles::default() },
        Source::Ratio(..) if is_constant(figure, case) && is_constant(figure, first) => {
            mean.map(Estimate::constant).unwrap_or_default()
        }
        Source::Ratio(..) => match paired.differences(figure, terms, first_terms) {
            Some(spread) if mean.is_some() => Estimate { mean, se, quantiles: Quantiles::of_spread(spread) },
            Some(_) | None => Estimate { mean, se, quantiles: Quantiles::default() },
        },
    }
}

/// Do the terms of a case make a figure the same in every trial?
fn is_constant(figure: Figure, case: &CaseTally) -> bool {
    match figure.under(&case.terms) {
        Some(Measure::Formula(formula)) => formula.is_constant(),
        Some(Measure::Flag(..)) | None => false,
    }
}
