//! Figures against naive formulas over the values of every trial.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::domain::calendar::{Calendar, SendDays};
use crate::domain::case::{Costs, Opening, Pacing};
use crate::domain::count::{Count, TrialCounts};
use crate::domain::plan::{Billing, Overflow, Plan, PlanChangeRule, RefundLife, Rules};
use crate::domain::quantity::Money;
use crate::domain::rank_by::RankBy;
use crate::domain::ranking::Circumstance;
use crate::domain::replicates::REPLICATES;
use crate::domain::tally::Shape;
use crate::domain::terms::Terms;

mod parts;

fn case(plan: &str) -> Case {
    Case {
        name: CaseName { plan: plan.into(), ..CaseName::default() },
        calendar: Calendar {
            start: date(2026, 3, 2),
            days: 14,
            send_days: SendDays::default(),
            days_off: BTreeSet::new(),
        },
        plan: Plan::none(),
        plan_changes: Vec::new(),
        billing: Billing::Monthly,
        billing_day: None,
        rules: Rules {
            credit_life_days: Some(90),
            refund_window_days: 90,
            refund_life: RefundLife::Fresh,
            cap_on_refund: false,
            overflow: Overflow::DropOldest,
            plan_change: PlanChangeRule::KeepToCap,
        },
        opening: Opening::default(),
        touches: Vec::new(),
        segments: Vec::new(),
        outcomes: Vec::new(),
        seats: Vec::new(),
        pacing: Pacing::default(),
        hourly_cost: Money::default(),
        costs: Costs::default(),
        currency: "USD".into(),
        has_foreign_prices: false,
        rank_by: RankBy { figure: Figure::CostPerReply, is_stated: true },
    }
}

fn terms(cost: f64, granted: u64, hourly_cost: f64) -> Terms {
    Terms {
        cost: Money::new(cost).unwrap(),
        opening: 3,
        granted,
        grant_days: u32::from(granted > 0) * 2,
        effort_unit: 500,
        hourly_cost: Money::new(hourly_cost).unwrap(),
        ..Terms::default()
    }
}

/// The same with costs beside plan and work, of which so much is paid whatever happens.
fn with_expenses(terms: Terms, fixed: f64) -> Terms {
    Terms { expenses: Money::new(fixed).unwrap(), expenses_vary: true, further: Some(0), ..terms }
}

/// What a trial pays beside plan and work, but for what is paid whatever happens, where anything costs money there [cents].
fn expenses(terms: &Terms, [_, refunded, effort, _]: &[u64; 4]) -> u64 {
    if terms.further.is_some() { 13 * effort + 750 * refunded } else { 0 }
}

/// A trial with these replies, refunds, effort and weeks short of credits.
fn counted(terms: &Terms, numbers: [u64; 4]) -> TrialCounts {
    let [replies, refunded, effort, weeks_short] = numbers;
    let mut counted = TrialCounts::new(terms.further);
    if terms.further.is_some() {
        counted[Count::Expenses] = expenses(terms, &numbers);
    }
    counted[Count::RepliesSettled] = replies;
    counted[Count::Refunded] = refunded;
    counted[Count::Effort] = effort;
    counted[Count::Short] = weeks_short;
    counted
}

fn tally(terms: &[Terms], trials: &[Vec<[u64; 4]>]) -> Tally {
    tally_from(0, terms, trials)
}

/// A tally of trials of which `first` is the number of the first.
fn tally_from(first: usize, terms: &[Terms], trials: &[Vec<[u64; 4]>]) -> Tally {
    let circumstances = Circumstance::of_all(terms.len());
    let shapes = terms.iter().map(|&terms| Shape { terms, weeks: 2, ..Shape::default() });
    let mut tally = Tally::new(shapes, &circumstances);
    for (number, trial) in (first as u64..).zip(trials) {
        let counts = terms.iter().zip(trial).map(|(terms, &numbers)| counted(terms, numbers));
        tally.add(number, &counts.collect::<Vec<_>>(), &circumstances);
    }
    tally
}

fn figures(tally: &Tally) -> Figures {
    let cases: Vec<Case> = (0..tally.cases.len()).map(|place| case(&format!("plan-{place}"))).collect();
    Figures::new(&cases, tally)
}

/// Above and below the line of a derived figure, in every trial of a case.
fn quotient(figure: Figure, terms: &Terms, trials: &[[u64; 4]]) -> Vec<(f64, f64)> {
    let cost = terms.cost.units();
    let labour = |effort: u64| effort as f64 * 0.5 / 60.0 * terms.hourly_cost.units();
    let value = |numbers: &[u64; 4]| {
        let &[replies, refunded, effort, _] = numbers;
        let beside = terms.expenses.units() + expenses(terms, numbers) as f64 / 100.0;
        let (replies, effective) = (replies as f64, (terms.granted + refunded) as f64);
        match figure {
            Figure::Labour => (labour(effort), 1.0),
            Figure::CostPerReply => (cost, replies),
            Figure::LoadedCostPerReply => (cost + labour(effort) + beside, replies),
            Figure::Expenses => (beside, 1.0),
            Figure::FullCost => (cost + labour(effort) + beside, 1.0),
            Figure::CostPerEffectiveCredit => (cost, effective),
            Figure::EffectiveCreditsPerMonth => (effective, f64::from(terms.grant_days)),
            Figure::Multiplier => (effective, terms.granted as f64),
            _ => unreachable!("not a derived figure"),
        }
    };
    trials.iter().map(value).collect()
}

const DERIVED: [Figure; 6] = [
    Figure::Labour,
    Figure::CostPerReply,
    Figure::LoadedCostPerReply,
    Figure::CostPerEffectiveCredit,
    Figure::EffectiveCreditsPerMonth,
    Figure::Multiplier,
];

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The standard error of the mean from how the sums of the replicates deviate from their expectation; for values no more
/// than there are replicates it is the textbook's s/√n.
fn error(values: &[f64]) -> f64 {
    let (n, mean) = (values.len(), mean(values));
    let replicates = n.min(REPLICATES);
    let squares: f64 = (0..replicates)
        .map(|first| values.iter().skip(first).step_by(REPLICATES).map(|value| value - mean).sum::<f64>().powi(2))
        .sum();
    (squares * replicates as f64 / (replicates as f64 - 1.0)).sqrt() / n as f64
}

/// The ratio of the means, and in every trial what the figure owes to it to first order.
fn naive_ratio(quotients: &[(f64, f64)]) -> Option<(f64, Vec<f64>)> {
    let (above, below): (Vec<f64>, Vec<f64>) = quotients.iter().copied().unzip();
    let (ratio, below) = (mean(&above) / mean(&below), mean(&below));
    (below > 0.0).then(|| (ratio, quotients.iter().map(|(x, y)| (x - ratio * y) / below).collect()))
}

fn naive_quantile(mut values: Vec<f64>, share: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let enough =
        |x: &&f64| values.iter().filter(|value| value <= x).count() as f64 >= share * values.len() as f64 - 1e-9;
    values.iter().find(enough).copied().filter(|value| value.is_finite())
}

fn close(found: Option<f64>, expected: Option<f64>) -> bool {
    match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() <= 1e-6 * (1.0 + expected.abs()),
        (found, expected) => found.is_none() && expected.is_none(),
    }
}

/// Checks every derived figure of two cases, and their differences, against the values of every trial.
fn check(terms: [Terms; 2], trials: &[Vec<[u64; 4]>]) {
    let figures = figures(&tally(&terms, trials));
    let has_expenses = terms[0].further.is_some();
    let further = [Figure::Expenses, Figure::FullCost].into_iter().filter(|_| has_expenses);
    for figure in DERIVED.into_iter().chain(further) {
        let of = |place: usize| {
            quotient(figure, &terms[place], &trials.iter().map(|trial| trial[place]).collect::<Vec<_>>())
        };
        let finite = |x: f64, y: f64| if y > 0.0 { x / y } else { f64::INFINITY };
        let values = |place| of(place).iter().map(|&(x, y)| finite(x, y)).collect::<Vec<_>>();
        for place in [0, 1] {
            let found = figures.cases[place].estimate(figure);
            let expected = naive_ratio(&of(place));
            assert!(close(found.mean, expected.as_ref().map(|naive| naive.0)), "{figure:?} {found:?}");
            assert!(close(found.se, expected.as_ref().map(|naive| error(&naive.1))), "{figure:?} {found:?}");
            assert!(close(found.quantiles.p05, naive_quantile(values(place), 0.05)), "{figure:?} {found:?}");
            assert!(close(found.quantiles.p50, naive_quantile(values(place), 0.5)), "{figure:?} {found:?}");
            assert!(close(found.quantiles.p95, naive_quantile(values(place), 0.95)), "{figure:?} {found:?}");
        }
        let found = figures.cases[1].against_first(figure).unwrap();
        let expected = naive_ratio(&of(1)).zip(naive_ratio(&of(0))).map(|(case, first)| {
            let each: Vec<f64> = case.1.iter().zip(&first.1).map(|(case, first)| case - first).collect();
            (case.0 - first.0, error(&each))
        });
        assert!(close(found.mean, expected.map(|naive| naive.0)), "{figure:?} {found:?} {expected:?}");
        assert!(close(found.se, expected.map(|naive| naive.1)), "{figure:?} {found:?} {expected:?}");
        let both = values(1).into_iter().zip(values(0)).map(|(case, first)| case - first).filter(|d| d.is_finite());
        assert!(close(found.quantiles.p50, naive_quantile(both.collect(), 0.5)), "{figure:?} {found:?}");
    }
}

fn counts() -> impl Strategy<Value = [u64; 4]> {
    [0u64..6, 0u64..6, 0u64..40, 0u64..2]
}

proptest! {
    #[test]
    fn derived_figures_are_those_of_the_naive_formulas(
        trials in prop::collection::vec(prop::collection::vec(counts(), 2), 2..40),
        granted in [0u64..3, 0u64..3],
        hourly in [0u32..2, 0u32..2],
        fixed in [0u32..2, 0u32..2],
    ) {
        let terms = [0, 1].map(|i| terms(79.99 + i as f64, 15 * granted[i], 33.5 * f64::from(hourly[i])));
        check(terms, &trials);
        check([0, 1].map(|i| with_expenses(terms[i], 49.5 * f64::from(fixed[i]))), &trials);
    }

    #[test]
    fn figures_of_merged_halves_are_those_of_the_whole(
        trials in prop::collection::vec(prop::collection::vec(counts(), 3), 1..40),
        cut in 0usize..40,
    ) {
        let terms = [terms(50.0, 10, 20.0), terms(75.0, 0, 0.0), terms(0.0, 15, 20.0)];
        let (one, two) = trials.split_at(cut.min(trials.len()));
        let mut merged = tally_from(one.len(), &terms, two);
        merged.merge(&tally(&terms, one));
        prop_assert_eq!(figures(&merged), figures(&tally(&terms, &trials)));
    }

    #[test]
    fn what_is_reported_is_finite_and_quantiles_ascend(
        trials in prop::collection::vec(prop::collection::vec(counts(), 3), 1..20),
    ) {
        let figures = figures(&tally(&[terms(0.0, 0, 0.0), terms(9.0, 0, 1.0), terms(9.0, 5, 0.0)], &trials));
        let all = figures.cases.iter().flat_map(|case| case.estimates.iter().chain(case.against_first.iter().flatten()));
        for Estimate { mean, se, quantiles: Quantiles { p05, p25, p50, p75, p95 } } in all.copied() {
            prop_assert!([mean, se, p05, p25, p50, p75, p95].into_iter().flatten().all(f64::is_finite));
            prop_assert!([p05, p25, p50, p75, p95].into_iter().flatten().is_sorted());
        }
        let best: f64 = figures.cases.iter().filter_map(|case| case.estimate(Figure::BestProbability).mean).sum();
        prop_assert!((best - 1.0).abs() < 1e-9);
    }
}

#[test]
fn derived_figures_of_more_trials_than_replicates_are_those_of_the_naive_formulas() {
    let draw = |i: u64, range: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) % range;
    let trial = |i: u64| [draw(i, 6), draw(i + 1, 6), draw(i + 2, 40), draw(i + 3, 2)];
    // Replicates of two and three trials each.
    let trials: Vec<Vec<[u64; 4]>> = (0..300).map(|i| vec![trial(i), trial(3 * i + 1000)]).collect();
    let terms = [terms(79.99, 15, 33.5), terms(80.99, 30, 0.0)];
    check(terms, &trials);
    check([with_expenses(terms[0], 300.0), with_expenses(terms[1], 0.0)], &trials);
}

#[test]
fn cost_per_reply_is_a_ratio_of_means_with_infinite_quantiles_absent() {
    let trials: Vec<Vec<[u64; 4]>> = [2, 0, 4, 0].map(|replies| vec![[replies, 0, 0, 0]]).into();
    let figures = figures(&tally(&[terms(60.0, 10, 0.0)], &trials));
    let found = figures.cases[0].estimate(Figure::CostPerReply);
    // 60 over a mean of 1.5; the sample variance of the replies is 11/3.
    assert_eq!(found.mean, Some(40.0));
    assert!(close(found.se, Some(40.0 / 1.5 * (11.0f64 / 3.0 / 4.0).sqrt())));
    let Quantiles { p05, p25, p50, p75, p95 } = found.quantiles;
    assert_eq!([p05, p25, p50, p75, p95], [Some(15.0), Some(15.0), Some(30.0), None, None]);
    let none = figures.cases[0].estimate(Figure::NoReplyProbability);
    assert_eq!((none.mean, none.quantiles), (Some(0.5), Quantiles::default()));
    assert!(close(none.se, Some((0.25f64 / 3.0).sqrt())));
}

#[test]
fn a_trial_without_effort_counts_with_its_plain_cost() {
    let trials: Vec<Vec<[u64; 4]>> = vec![vec![[2, 0, 0, 0]], vec![[1, 0, 120, 0]], vec![[0, 0, 120, 0]]];
    let figures = figures(&tally(&[terms(60.0, 10, 30.0)], &trials));
    let Quantiles { p05, p50, p75, .. } = figures.cases[0].estimate(Figure::LoadedCostPerReply).quantiles;
    assert_eq!([p05, p50, p75], [Some(30.0), Some(90.0), None]);
}

#[test]
fn ties_share_the_win_even_where_both_are_infinite_or_the_quotients_round() {
    let terms = [terms(99.99, 10, 0.0), terms(66.66, 10, 0.0), terms(50.0, 10, 0.0)];
    let replies = [[3, 2, 0], [0, 0, 0], [3, 2, 9], [3, 0, 0]];
    let trials: Vec<Vec<[u64; 4]>> = replies.map(|each| each.map(|replies| [replies, 0, 0, 0]).into()).into();
    let figures = figures(&tally(&terms, &trials));
    let third = 1.0 / 3.0;
    let won = [[0.5, third, 0.0, 1.0], [0.5, third, 0.0, 0.0], [0.0, third, 1.0, 0.0]];
    for (case, won) in figures.cases.iter().zip(&won) {
        let found = case.estimate(Figure::BestProbability);
        assert!(close(found.mean, Some(mean(won))) && close(found.se, Some(error(won))), "{found:?}");
    }
    for (case, won_by) in figures.cases.iter().zip(&won).skip(1) {
        let found = case.against_first(Figure::BestProbability).unwrap();
        let each: Vec<f64> = won_by.iter().zip(&won[0]).map(|(case, first)| case - first).collect();
        assert!(close(found.mean, Some(mean(&each))) && close(found.se, Some(error(&each))), "{found:?}");
    }
    let difference = figures.cases[1].against_first(Figure::CostPerReply).unwrap();
    assert_eq!(difference.quantiles.p95, Some(0.0));
}

#[test]
fn a_case_like_the_first_differs_by_exactly_nothing() {
    let terms = [terms(79.99, 50, 41.0); 2];
    let trials: Vec<Vec<[u64; 4]>> = (0..50).map(|i| vec![[i % 7, i % 5, i * 3, i % 2]; 2]).collect();
    let figures = figures(&tally(&terms, &trials));
    // Without a price of anything else, what a return would be is known; without lists nobody can be through.
    for figure in Figure::ALL.into_iter().filter(|&figure| figure != Figure::ThroughProbability) {
        let found = figures.cases[1].against_first(figure).unwrap();
        assert_eq!((found.mean, found.se), (Some(0.0), Some(0.0)), "{figure:?}");
    }
}

#[test]
fn the_delta_method_agrees_with_the_jackknife() {
    let draw = |i: u64, range: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) % range;
    let trials: Vec<[u64; 4]> = (1..1500).map(|i| [2 + draw(i, 9), 0, 30 + draw(i, 9) * draw(i + 9, 7), 0]).collect();
    let terms = terms(80.0, 15, 60.0);
    let found = figures(&tally(&[terms], &trials.iter().map(|&trial| vec![trial]).collect::<Vec<_>>())).cases[0]
        .estimate(Figure::LoadedCostPerReply);
    let quotients = quotient(Figure::LoadedCostPerReply, &terms, &trials);
    // One replicate left out at a time. They differ in size: there are 11 or 12 trials in each.
    let sums =
        |each: &mut dyn Iterator<Item = &(f64, f64)>| each.fold((0.0, 0.0), |sums, x| (sums.0 + x.0, sums.1 + x.1));
    let (above, below) = sums(&mut quotients.iter());
    let without: Vec<f64> = (0..REPLICATES)
        .map(|first| sums(&mut quotients.iter().skip(first).step_by(REPLICATES)))
        .map(|(x, y)| (above - x) / (below - y))
        .collect();
    let jackknife = error(&without) * (REPLICATES as f64 - 1.0);
    assert!((found.se.unwrap() / jackknife - 1.0).abs() < 0.01, "{found:?} {jackknife}");
}

#[test]
fn what_is_fixed_is_certain_and_what_is_undefined_is_absent() {
    let nothing = Terms { cost: Money::new(30.0).unwrap(), ..Terms::default() };
    let figures = figures(&tally(&[nothing, terms(60.0, 10, 0.0)], &[vec![[0; 4], [1, 2, 0, 0]]]));
    let cost = figures.cases[0].estimate(Figure::Cost);
    assert_eq!(
        (cost.mean, cost.se, cost.quantiles.p05, cost.quantiles.p95),
        (Some(30.0), Some(0.0), Some(30.0), Some(30.0))
    );
    for figure in &DERIVED[1..] {
        assert_eq!(figures.cases[0].estimate(*figure), Estimate::default(), "{figure:?}");
        assert_eq!(figures.cases[1].against_first(*figure), Some(Estimate::default()), "{figure:?}");
    }
    let alone = figures.cases[1].estimate(Figure::Multiplier);
    assert_eq!((alone.mean, alone.se, alone.quantiles.p50), (Some(1.2), None, Some(1.2)));
    assert_eq!(figures.cases[1].against_first(Figure::EffectiveCredits).unwrap().mean, Some(12.0));
    assert_eq!(figures.cases[0].against_first(Figure::Cost), None);
}

#[test]
fn without_trials_only_what_is_fixed_is_known() {
    let figures = figures(&tally(&[terms(60.0, 10, 5.0); 2], &[]));
    for figure in Figure::ALL {
        let known = matches!(figure, Figure::Cost | Figure::Opening | Figure::Granted);
        assert_eq!(figures.cases[1].estimate(figure).mean.is_some(), known, "{figure:?}");
    }
}
