//! Which case does best in a figure, and which others cannot be told apart from it: the one place where that is decided,
//! for whatever was played.

use std::ops::Range;

use crate::domain::decision::TIE;
use crate::domain::figure::Better;
use crate::domain::mean::Level;

use super::{CaseFigures, Figure, Figures, TWO_SIDED_95};

/// How the cases of a circumstance stand in a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The cases in which the figure is defined: first those that are as good as equal to the best, then the others, each
    /// best first and equal ones in the order of the cases.
    pub order: Vec<usize>,
    /// How many of them, the best included, are as good as equal to it: they differ by less than [`TIE`] of its size, or cannot
    /// be told apart.
    pub alike: usize,
}

impl Standing {
    /// How the cases of a run stand in a figure that are in its first circumstance.
    pub fn new(figures: &Figures, figure: Figure) -> Standing {
        let first = figures.circumstances.first().map_or(0..figures.cases.len(), |first| first.cases.clone());
        Standing::among_cases(figures, figure, first)
    }

    /// How these cases of a run, all in one circumstance, stand in a figure.
    pub fn among_cases(figures: &Figures, figure: Figure, cases: Range<usize>) -> Standing {
        let first = cases.start;
        let means: Vec<Option<f64>> = figures.cases[cases].iter().map(|case| case.estimate(figure).mean).collect();
        let Standing { order, alike } =
            Standing::among(&means, figure, |best, other| told_apart(figures, figure, first + best, first + other));
        Standing { order: order.into_iter().map(|place| first + place).collect(), alike }
    }

    /// How cases with these means of a figure stand, given whether two of them can be told apart.
    pub fn among(means: &[Option<f64>], figure: Figure, told_apart: impl Fn(usize, usize) -> bool) -> Standing {
        let mut defined: Vec<(usize, f64)> =
            means.iter().enumerate().filter_map(|(case, mean)| Some((case, (*mean)?))).collect();
        defined.sort_by(|(_, one), (_, other)| match figure.better() {
            Some(Better::Lower) => one.total_cmp(other),
            Some(Better::Higher) | None => other.total_cmp(one),
        });
        let order = defined.iter().map(|&(case, _)| case);
        let Some(&(best, mean)) = defined.first() else { return Standing { order: Vec::new(), alike: 0 } };
        let is_near = |case: usize| means[case].is_some_and(|other| is_tie(mean, other));
        let (alike, apart): (Vec<usize>, Vec<usize>) =
            order.partition(|&case| case == best || is_near(case) || !told_apart(best, case));
        let count = alike.len();
        Standing { order: [alike, apart].concat(), alike: count }
    }

    /// The case that is best beyond doubt, if there is one.
    pub fn winner(&self) -> Option<usize> {
        if self.alike == 1 { self.order.first().copied() } else { None }
    }
}

/// Do the best value of a figure and another differ by so little that it does not matter?
fn is_tie(best: f64, other: f64) -> bool {
    (best - other).abs() < TIE * best.abs()
}

/// Do two cases differ by so little in a figure that it does not matter?
pub fn is_near(figures: &Figures, figure: Figure, one: usize, other: usize) -> bool {
    let mean = |place: usize| figures.cases[place].estimate(figure).mean;
    let Some((first, second)) = mean(one).zip(mean(other)) else { return false };
    let first_is_better = (first < second) == (figure.better() == Some(Better::Lower));
    first == second || if first_is_better { is_tie(first, second) } else { is_tie(second, first) }
}

/// Are two cases as good as equal in a figure?
pub fn as_good(figures: &Figures, figure: Figure, one: usize, other: usize) -> bool {
    let has = |place: usize| figures.cases[place].estimate(figure).mean.is_some();
    has(one) && has(other) && (is_near(figures, figure, one, other) || !told_apart(figures, figure, one, other))
}

/// Does a value stand out from 0 beyond simulation error: does its 95 % interval exclude 0? Without an error nothing can
/// be said, and what is exactly 0 does not stand out.
pub fn is_clear(value: f64, se: Option<f64>) -> bool {
    se.is_some_and(|se| value.abs() > TWO_SIDED_95 * se)
}

/// Can two cases be told apart in a figure? One in which it is undefined is apart from any other.
pub fn told_apart(figures: &Figures, figure: Figure, a: usize, b: usize) -> bool {
    let (first, second) = (&figures.cases[a], &figures.cases[b]);
    let (Some(mean), Some(other)) = (first.estimate(figure).mean, second.estimate(figure).mean) else {
        return true;
    };
    let ranks = |place: usize| figures.circumstance(place).filter(|of| of.by == figure);
    let is_ranked = ranks(a).is_some_and(|of| of.cases.contains(&b));
    let exact = if is_ranked { figures.difference(a, b) } else { None };
    match exact {
        Some(difference) => difference.interval(Level::TWO_SIDED_95).is_some_and(|(low, high)| low > 0.0 || high < 0.0),
        None => {
            let one_is_first =
                figures.circumstance(a).is_none_or(|of| of.cases.start == a.min(b) && of.cases.contains(&b));
            is_clear(mean - other, difference_error(first, second, figure, one_is_first))
        }
    }
}

/// Are all amounts of these cases in one currency, so that they can be compared?
pub fn one_currency(cases: &[CaseFigures]) -> bool {
    let label = |case: &CaseFigures| (case.currency.clone(), case.has_foreign_prices);
    cases.windows(2).all(|pair| label(&pair[0]) == label(&pair[1]))
}

/// The standard error of the difference of two cases. Against the first case it is known, paired. Between two others it
/// is at most the sum of their paired errors; common luck keeps it below that of independent cases as well.
fn difference_error(a: &CaseFigures, b: &CaseFigures, figure: Figure, one_is_first: bool) -> Option<f64> {
    let paired = |case: &CaseFigures| case.against_first.as_ref().and_then(|against| against.get(figure.place())?.se);
    if one_is_first && let Some(error) = paired(a).or_else(|| paired(b)) {
        return Some(error);
    }
    let own = |case: &CaseFigures| -> Option<f64> { case.estimate(figure).se };
    let independent = own(a).zip(own(b)).map(|(a, b)| a.hypot(b));
    let through_first = paired(a).zip(paired(b)).map(|(a, b)| a + b);
    match (independent, through_first) {
        (Some(independent), Some(through_first)) => Some(independent.min(through_first)),
        (independent, through_first) => independent.or(through_first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::{case, figures, set};

    /// Three cases with these costs per reply and standard errors; paired errors are half of those.
    fn standing(costs: [(Option<f64>, f64); 3]) -> Standing {
        let cases = costs.iter().map(|&(mean, se)| {
            let mut case = case("plan", None, 1.0, 1.0, 1.0, 0.0);
            set(&mut case, Figure::CostPerReply, mean, Some(se));
            case
        });
        Standing::new(&figures(cases.collect()), Figure::CostPerReply)
    }

    #[test]
    fn paired_errors_decide_against_the_first_case() {
        // The paired error is 0.5: 1.96 of it is 0.98.
        assert_eq!(standing([(Some(10.0), 1.0), (Some(10.97), 1.0), (Some(20.0), 1.0)]).alike, 2);
        assert_eq!(standing([(Some(10.0), 1.0), (Some(10.99), 1.0), (Some(20.0), 1.0)]).alike, 1);
    }

    #[test]
    fn between_other_cases_the_smaller_bound_decides() {
        // Through the first: 0.5 + 0.5; as if independent: √2.
        let costs = |last| standing([(Some(20.0), 1.0), (Some(10.0), 1.0), (Some(last), 1.0)]);
        assert_eq!((costs(11.95).alike, costs(11.97).alike), (2, 1));
    }

    #[test]
    fn undefined_figures_have_no_place() {
        let standing = standing([(None, 1.0), (Some(12.0), 0.0), (Some(10.0), 0.0)]);
        assert_eq!(standing, Standing { order: vec![2, 1], alike: 1 });
        assert_eq!(standing.winner(), Some(2));
    }
}
