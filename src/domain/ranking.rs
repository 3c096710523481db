//! By what the cases of a scenario are ranked, and which with each other.

use std::ops::Range;

use super::case::Case;
use super::figure::{Better, Figure};
use super::rank_by::RankBy;
use super::terms::Terms;

/// Figures that differ by less than this share of their size tie in a trial.
const NOTHING: f64 = 1e-9;

/// What usually ranks these, all cases of a scenario: what is left of the value of outcomes after all costs if they have any,
/// or else what a reply costs, with work and all else that is paid where it is.
pub fn usual<'c>(cases: impl Iterator<Item = &'c Case> + Clone) -> RankBy {
    let figure = if cases.clone().any(|case| case.outcomes.iter().any(|outcome| !outcome.value.is_nothing())) {
        Figure::NetValue
    } else if cases.clone().any(|case| case.pays_for_work() || case.has_expenses()) {
        Figure::LoadedCostPerReply
    } else {
        Figure::CostPerReply
    };
    RankBy { figure, is_stated: false }
}

/// The cases of one circumstance, which are ranked with each other and with no others.
#[derive(Debug, Clone, PartialEq)]
pub struct Circumstance {
    /// The places of its cases in their scenario; never empty.
    pub cases: Range<usize>,
    /// The figure that ranks them.
    pub by: Figure,
}

impl Circumstance {
    /// All of so many cases, ranked by what a reply costs.
    pub fn of_all(cases: usize) -> Vec<Circumstance> {
        let all = Circumstance { cases: 0..cases, by: Figure::CostPerReply };
        if cases == 0 { Vec::new() } else { vec![all] }
    }

    /// The circumstances of these cases, whose terms these are, in order. Where the money is the same in all cases of one,
    /// replies rank them, unless the scenario says what does.
    pub fn all(cases: &[Case], terms: &[Terms]) -> Vec<Circumstance> {
        let mut first = 0;
        let groups = cases.chunk_by(|one, other| one.name.circumstance == other.name.circumstance);
        let circumstances = groups.map(|group| {
            let cases = first..first + group.len();
            first = cases.end;
            let by = group[0].rank_by;
            let is_same = !by.is_stated && is_same_money(by.figure, group, &terms[cases.clone()]);
            let by = if is_same { Figure::RepliesSettled } else { by.figure };
            Circumstance { cases, by }
        });
        circumstances.collect()
    }
}

/// Is what a figure shares among replies the same, whatever happens, in at least two cases and in all of them?
fn is_same_money(figure: Figure, cases: &[Case], terms: &[Terms]) -> bool {
    let is_shared = [Figure::CostPerReply, Figure::LoadedCostPerReply].contains(&figure);
    let money = |terms: &Terms| match figure {
        Figure::LoadedCostPerReply => terms.fixed_parts(),
        _ => terms.cost.cents().into(),
    };
    let varies = figure == Figure::LoadedCostPerReply && cases.iter().any(Case::costs_vary);
    let is_alike = terms.windows(2).all(|pair| money(&pair[0]) == money(&pair[1]));
    is_shared
        && !varies
        && cases.len() > 1
        && cases.windows(2).all(|pair| pair[0].currency == pair[1].currency)
        && is_alike
}

/// Is a value of a figure, nothing where it is undefined, as good as the best? What hardly differs from it is; what is
/// undefined is worst.
#[inline]
pub fn is_best(value: Option<f64>, best: Option<f64>) -> bool {
    match (value, best) {
        (None, best) => best.is_none(),
        (Some(_), None) => false,
        (Some(value), Some(best)) => value == best || (value - best).abs() < NOTHING * value.abs().max(best.abs()),
    }
}

/// The better of two values of a figure.
#[inline]
pub fn better(one: Option<f64>, other: Option<f64>, side: Better) -> Option<f64> {
    match (one, other, side) {
        (Some(one), Some(other), Better::Lower) => Some(one.min(other)),
        (Some(one), Some(other), Better::Higher) => Some(one.max(other)),
        (one, other, _) => one.or(other),
    }
}
