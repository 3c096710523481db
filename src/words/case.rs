//! A case in a sentence: its counts and the label of its money.

use super::visible::clean;
use crate::figures::standing::one_currency;
use crate::figures::{CaseFigures, Figure, Figures};

/// The longest label of money \[characters\].
const LABEL: usize = 8;

/// The mean of a figure that counts something; 0 where it is undefined.
pub fn mean_count(case: &CaseFigures, figure: Figure) -> f64 {
    case.estimate(figure).mean.unwrap_or(0.0)
}

/// The label for the money of a case, short enough for a chart.
pub fn currency(case: &CaseFigures) -> String {
    let label = clean(case.currency.trim());
    if label.chars().count() > LABEL { label.chars().take(LABEL - 1).chain(['…']).collect() } else { label }
}

/// The label for money, if all cases have the same.
pub fn shared_currency(figures: &Figures) -> Option<String> {
    let first = figures.cases.first()?;
    one_currency(&figures.cases).then(|| currency(first))
}
