//! What several cases come to together: six reps in six files, say.

use super::{CaseFigures, Estimate, Figure, Figures};
use crate::domain::case::CaseName;
use crate::domain::formula::Source;

/// Ratios that follow from sums: the figure, what is shared, and among what.
const RATIOS: [(Figure, Figure, Figure); 5] = [
    (Figure::CostPerReply, Figure::Cost, Figure::RepliesSettled),
    (Figure::LoadedCostPerReply, Figure::FullCost, Figure::RepliesSettled),
    (Figure::CostPerEffectiveCredit, Figure::Cost, Figure::EffectiveCredits),
    (Figure::Multiplier, Figure::EffectiveCredits, Figure::Granted),
    (Figure::Return, Figure::Value, Figure::FullCost),
];

impl Figures {
    /// The sums of cases that are called after these files: of each plan that every file has once and, where there is none, of
    /// all of them if each file has one case. What-ifs have no part in them.
    pub fn sums(&self, files: &[String]) -> Vec<CaseFigures> {
        let is_of_file = |case: &&CaseFigures| {
            case.name.circumstance.is_none() && case.name.choice.as_ref().is_some_and(|choice| files.contains(choice))
        };
        let mut plans: Vec<&CaseName> = Vec::new();
        for case in self.cases.iter().filter(is_of_file) {
            if plans.iter().all(|known| known.plan != case.name.plan) {
                plans.push(&case.name);
            }
        }
        let of = |name: &str, has: &dyn Fn(&CaseFigures) -> bool| {
            let cases: Vec<CaseFigures> =
                self.cases.iter().filter(is_of_file).filter(|case| has(case)).cloned().collect();
            let has_each = cases.len() == files.len();
            Figures { cases, ..Figures::default() }.together(name).filter(|_| has_each)
        };
        let of_plan = |of_plan: &&CaseName| {
            of(&format!("{} · together", of_plan.plan_label()), &|case| case.name.plan == of_plan.plan)
        };
        let sums: Vec<CaseFigures> = plans.iter().filter_map(of_plan).collect();
        if sums.is_empty() { of("together", &|_| true).into_iter().collect() } else { sums }
    }

    /// The sum of all cases, if there are several in one currency: means of what adds up, and ratios of sums. Cases are as
    /// many people as they have, each on its own.
    pub fn together(&self, name: &str) -> Option<CaseFigures> {
        let first = self.cases.first().filter(|_| self.cases.len() > 1)?;
        if self.cases.iter().any(|case| case.currency != first.currency) {
            return None;
        }
        let sum = |figure: Figure| self.cases.iter().map(|case| case.estimate(figure).mean).sum::<Option<f64>>();
        let adds_up = |figure: Figure| match figure.source() {
            Source::Constant(..) | Source::Count(..) => true,
            Source::Share(_) | Source::Best => false,
            Source::Ratio(..) => {
                figure.is_money() && !figure.name().contains("_per_") && !figure.name().ends_with(".cost")
            }
        };
        let mut all = CaseFigures {
            name: CaseName { plan: name.to_owned(), ..CaseName::default() },
            weeks: self.cases.iter().map(|case| case.weeks).max().unwrap_or(0),
            estimates: vec![Estimate::default(); first.estimates.len()],
            against_first: None,
            by_week: Vec::new(),
            plan_weeks: Vec::new(),
            by_touch: Vec::new(),
            by_segment: self.cases.iter().flat_map(|case| case.by_segment.clone()).collect(),
            by_seat: Vec::new(),
            held_up: Default::default(),
            by_outcome: Vec::new(),
            plans: self.cases.iter().flat_map(|case| case.plans.clone()).collect(),
            ranked: None,
            first_short_week: None,
            ..first.clone()
        };
        for figure in Figure::ALL.into_iter().filter(|&figure| adds_up(figure)) {
            all.estimates[figure.place()].mean = sum(figure);
        }
        for (ratio, amount, number) in RATIOS {
            let shared = sum(amount).zip(sum(number).filter(|&number| number > 0.0));
            all.estimates[ratio.place()].mean = shared.map(|(amount, number)| amount / number);
        }
        Some(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::{case, figures};

    #[test]
    fn counts_add_up_and_ratios_are_those_of_sums() {
        let both = figures(vec![case("a", None, 300.0, 100.0, 10.0, 0.0), case("b", None, 60.0, 50.0, 20.0, 0.0)]);
        let all = both.together("together").expect("they are in one currency");
        let mean = |figure: Figure| all.estimate(figure).mean;
        assert_eq!((mean(Figure::Cost), mean(Figure::RepliesSettled)), (Some(360.0), Some(33.0)));
        assert_eq!(mean(Figure::CostPerReply).map(|cost| (cost * 11.0).round()), Some(120.0));
        assert_eq!(mean(Figure::Multiplier), Some(180.0 / 150.0));
        assert_eq!(mean(Figure::BestProbability), None);
        assert!(figures(vec![case("a", None, 1.0, 1.0, 1.0, 0.0)]).together("together").is_none());
    }

    #[test]
    fn a_sum_has_each_file_once_and_no_what_if() {
        let named = |plan: &str, choice: &str, circumstance: Option<&str>| {
            let mut case = case(plan, Some(choice), 60.0, 10.0, 10.0, 0.0);
            case.name.circumstance = circumstance.map(Into::into);
            case
        };
        let files = ["one", "two"].map(String::from);
        let names = |cases: Vec<CaseFigures>| -> Vec<String> {
            figures(cases).sums(&files).iter().map(|sum| sum.name.to_string()).collect()
        };
        let both = || vec![named("a", "one", None), named("a", "two", None)];
        assert_eq!(names([both(), vec![named("a", "two · more", None)]].concat()), ["a · together"]);
        assert!(names(vec![named("a", "one", None), named("a", "one", Some("slow"))]).is_empty());
        assert_eq!(names(vec![named("a", "one", None), named("b", "two", None)]), ["together"]);
    }
}
