//! Which figures the reports on some cases have.

use super::case::Case;
use super::figure::Figure;

/// The figures that reports on these cases have, in order: those that came with some keys are left out where no case uses
/// any of these.
pub fn reported(cases: &[Case]) -> Vec<Figure> {
    let any = |uses: fn(&Case) -> bool| cases.iter().any(uses);
    let (bounds, lists) = (any(Case::has_bounds), any(Case::has_lists) && any(Case::wears));
    let (expenses, ids) = (any(Case::has_expenses), outcomes(cases));
    let is_reported = |figure: &Figure| match figure {
        Figure::Expenses | Figure::FullCost => expenses,
        Figure::Value | Figure::NetValue | Figure::Return => !ids.is_empty(),
        Figure::Outcome(_) => true,
        Figure::HeldUpByRestriction
        | Figure::HeldUpByLimit
        | Figure::HeldUpByHours
        | Figure::HeldUpByCreditsAtMost
        | Figure::HeldUpByCredits => bounds,
        Figure::ThroughProbability => lists,
        _ => true,
    };
    Figure::of(ids.iter().copied()).into_iter().filter(is_reported).collect()
}

/// The ids of the outcomes of these cases, in their order: all cases of a scenario have the same.
pub fn outcomes(cases: &[Case]) -> Vec<&str> {
    cases.first().map(|case| case.outcomes.iter().map(|outcome| outcome.id.as_str()).collect()).unwrap_or_default()
}
