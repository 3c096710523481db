//! Which figures follow from several counts, so that it is counted how often each of their values occurred.

use crate::domain::figure::Figure;
use crate::domain::formula::{Formula, Measure};
use crate::domain::histogram::Histogram;
use crate::domain::outcome_figure::{OutcomeFigure, OutcomePart};
use crate::domain::terms::Terms;

/// The figures whose values may follow from several counts under these terms, or from amounts: those of which a tally holds how
/// often each value occurred, in that order.
pub(super) fn of_several_counts(terms: &Terms) -> Vec<Figure> {
    let basic = [Figure::LoadedCostPerReply];
    let further = [Figure::Expenses, Figure::FullCost, Figure::Value, Figure::NetValue, Figure::Return];
    let of_outcomes =
        |outcomes| (0..outcomes).map(|place| Figure::Outcome(OutcomeFigure::new(place, "", OutcomePart::Cost)));
    let further = terms.further.into_iter().flat_map(|outcomes| further.into_iter().chain(of_outcomes(outcomes)));
    let monthly = terms.monthly.map(|_| Figure::EffectiveCreditsPerMonth);
    basic.into_iter().chain(further).chain(monthly).collect()
}

/// The figures whose differences do not follow from those of one count under these terms, in the order in which a tally
/// holds them.
pub(super) fn paired(terms: &Terms) -> Vec<Figure> {
    let of_one_count = [
        Figure::Labour,
        Figure::CostPerReply,
        Figure::CostPerEffectiveCredit,
        Figure::EffectiveCreditsPerMonth,
        Figure::Multiplier,
    ];
    let others = of_several_counts(terms).into_iter().filter(|figure| !of_one_count.contains(figure));
    of_one_count.into_iter().chain(others).collect()
}

/// The place of a figure in a list; of an outcome it is the place of the outcome that counts, whatever its name.
pub(super) fn place_of(figure: Figure, listed: &[Figure]) -> Option<usize> {
    listed.iter().position(|listed| listed.place() == figure.place())
}

/// The figure whose values a figure has: loaded cost is cost where only the plan costs anything, and is not counted twice.
pub(super) fn counted_as(figure: Figure, is_loaded: bool) -> Figure {
    if figure == Figure::LoadedCostPerReply && !is_loaded { Figure::CostPerReply } else { figure }
}

/// How a figure follows from counts, if it does.
pub(super) fn formula(figure: Figure, terms: &Terms) -> Option<Formula> {
    match figure.under(terms)? {
        Measure::Formula(formula) => Some(formula),
        Measure::Flag(..) => None,
    }
}

/// How the figures that may follow from several counts do so; nothing for those that follow from one.
pub(super) fn formulas(terms: &Terms) -> Vec<Option<Formula>> {
    let follows = |figure| formula(figure, terms).filter(|formula| formula.decided_by().is_none());
    of_several_counts(terms).into_iter().map(follows).collect()
}

/// The formulas of paired figures in a case and in the first one; nothing for what is not to be counted.
pub(super) fn pairs(terms: &Terms, first: &Terms) -> Vec<Option<(Formula, Formula)>> {
    let is_loaded = terms.is_loaded() || first.is_loaded();
    let pair = |figure| {
        let (own, other) = formula(figure, terms).zip(formula(figure, first))?;
        let is_constant = own.is_constant() && other.is_constant();
        (counted_as(figure, is_loaded) == figure && !is_constant).then_some((own, other))
    };
    paired(terms).into_iter().map(pair).collect()
}

pub(super) fn merge_all(histograms: &mut [Histogram], others: &[Histogram]) {
    for (histogram, other) in histograms.iter_mut().zip(others) {
        histogram.merge(other);
    }
}
