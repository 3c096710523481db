//! Which case does best in a figure, and which others cannot be told apart from it.

use crate::domain::figure::Better;

use super::{CaseFigures, Figure, Figures, TWO_SIDED_95};

/// How the cases stand in a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The cases in which the figure is defined, best first; equal ones in the order of the cases.
    pub order: Vec<usize>,
    /// How many of them, the best included, cannot be told apart from the best.
    pub alike: usize,
}

impl Standing {
    /// Orders the cases, those that cannot be told apart from the best in front.
    pub fn new(figures: &Figures, figure: Figure) -> Standing {
        let mean = |case: usize| figures.cases[case].estimate(figure).mean;
        let mut order: Vec<usize> = (0..figures.cases.len()).filter(|&case| mean(case).is_some()).collect();
        order.sort_by(|&a, &b| {
            let ascending = mean(a).unwrap_or(0.0).total_cmp(&mean(b).unwrap_or(0.0));
            if figure.better() == Some(Better::Lower) { ascending } else { ascending.reverse() }
        });
        let Some(&best) = order.first() else {
            return Standing { order, alike: 0 };
        };
        let (alike, apart): (Vec<usize>, Vec<usize>) =
            order.into_iter().partition(|&case| case == best || !told_apart(figures, figure, best, case));
        let count = alike.len();
        Standing { order: [alike, apart].concat(), alike: count }
    }

    /// The case that is best beyond doubt, if there is one.
    pub fn winner(&self) -> Option<usize> {
        if self.alike == 1 { self.order.first().copied() } else { None }
    }
}

/// Does the 95 % interval of the difference exclude 0?
pub fn told_apart(figures: &Figures, figure: Figure, a: usize, b: usize) -> bool {
    let (first, second) = (&figures.cases[a], &figures.cases[b]);
    let (Some(mean), Some(other)) = (first.estimate(figure).mean, second.estimate(figure).mean) else {
        return true;
    };
    let difference = (mean - other).abs();
    // That of the verdict, lest a title contradict it.
    let exact = if figure == Figure::CostPerReply { figures.cost_difference(a, b).se } else { None };
    match exact.or_else(|| difference_error(first, second, figure, a.min(b) == 0)) {
        Some(error) => difference > TWO_SIDED_95 * error,
        // Without an error nothing can be said of a difference; what is equal is alike anyhow.
        None => false,
    }
}

/// The standard error of the difference of two cases. Against the first case it is known, paired. Between two others it
/// is at most the sum of their paired errors; common luck keeps it below that of independent cases as well.
fn difference_error(a: &CaseFigures, b: &CaseFigures, figure: Figure, one_is_first: bool) -> Option<f64> {
    let paired = |case: &CaseFigures| case.against_first.as_ref().and_then(|against| against.get(figure as usize)?.se);
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
