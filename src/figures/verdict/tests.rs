//! The verdict against differences computed campaign by campaign, and its exact words.

use super::*;
use crate::domain::case::CaseName;
use crate::domain::count::{Count, TrialCounts};
use crate::domain::quantity::Money;
use crate::domain::tally::{Shape, Tally};
use crate::domain::terms::Terms;
use crate::figures::number::measured;
use crate::figures::{parts, single};

/// Cases that cost so much, with these replies in every trial.
fn figures(cases: &[(&str, f64, &[u64])]) -> Figures {
    let terms = |cost| Terms { cost: Money::new(cost).unwrap(), granted: 10, grant_days: 1, ..Terms::default() };
    let mut tally =
        Tally::new(cases.iter().map(|&(_, cost, _)| Shape { terms: terms(cost), weeks: 4, ..Shape::default() }));
    for trial in 0..cases[0].2.len() {
        let counts = cases.iter().map(|(_, _, replies)| {
            let mut counted = TrialCounts::default();
            counted[Count::RepliesSettled] = replies[trial];
            counted
        });
        tally.add(trial as u64, &counts.collect::<Vec<_>>());
    }
    let mut most = TrialCounts::default();
    most[Count::RepliesSettled] = cases.iter().flat_map(|(.., replies)| replies.iter().copied()).max().unwrap_or(0);
    let figures = cases.iter().zip(&tally.cases).map(|((name, ..), counted)| CaseFigures {
        name: CaseName { plan: (*name).into(), what_if: None },
        weeks: 4,
        currency: "USD".into(),
        estimates: Figure::ALL.map(|figure| single::estimate(figure, counted)).into(),
        against_first: None,
        start: jiff::civil::date(2026, 3, 2),
        plan_weeks: Vec::new(),
        by_week: Vec::new(),
        by_touch: Vec::new(),
        by_segment: Vec::new(),
        held_up: Default::default(),
        by_outcome: Vec::new(),
        by_seat: Vec::new(),
        cost: single::mean_of(Figure::CostPerReply, counted, &most),
        first_short_week: parts::first_short_week(counted),
    });
    Figures { trials: tally.trials, cases: figures.collect(), ..Figures::default() }
}

fn said(figures: &Figures) -> String {
    Verdict::new(figures).sentences().join(" ").replace(['\u{a0}', '\u{202f}'], " ")
}

/// 1.96 standard errors of the difference between two ratios of means, from the values of every trial.
fn naive_error(one: (f64, &[u64]), other: (f64, &[u64])) -> f64 {
    let owed = |(cost, replies): (f64, &[u64])| -> Vec<f64> {
        let mean = replies.iter().sum::<u64>() as f64 / replies.len() as f64;
        replies.iter().map(|&replies| (cost - cost / mean * replies as f64) / mean).collect()
    };
    let each: Vec<f64> = owed(one).iter().zip(owed(other)).map(|(one, other)| one - other).collect();
    let n = each.len() as f64;
    1.96 * (each.iter().map(|value| value * value).sum::<f64>() / (n - 1.0) / n).sqrt()
}

#[test]
fn the_error_between_any_two_cases_is_paired() {
    let (a, b): (&[u64], &[u64]) = (&[4, 6, 2, 8, 5], &[5, 7, 3, 9, 7]);
    let figures = figures(&[("first", 900.0, &[1, 2, 9, 1, 3]), ("a", 60.0, a), ("b", 60.0, b)]);
    let Finding::Cheapest { best, next, difference, error, alike, trials_needed, .. } = Verdict::new(&figures).finding
    else {
        panic!("one is cheapest")
    };
    assert_eq!((best.case.as_str(), next.case.as_str(), alike, trials_needed), ("b", "a", 0, None));
    assert!((difference - (12.0 - 60.0 / 6.2)).abs() < 1e-12, "{difference}");
    let expected = naive_error((60.0, a), (60.0, b));
    assert!(error.is_some_and(|error| (error - expected).abs() < 1e-12), "{error:?} {expected}");
    // By themselves the two overlap widely.
    assert!(figures.cases[1].estimate(Figure::CostPerReply).se.is_some_and(|se| se > difference / 2.0));
}

#[test]
fn the_cheapest_is_told_with_its_lead_and_how_often_it_is_best() {
    let figures = figures(&[("a", 60.0, &[3, 3, 3, 3]), ("b", 60.0, &[6, 5, 6, 2])]);
    assert_eq!(
        said(&figures),
        "b is the cheapest per reply: 12.6 USD, 7.4 ± 4.9 USD less than a (20.0 USD). It is the best of all in 75 % \
         of campaigns, on the same luck. ± is simulation error (95 % sure), which more trials make smaller; luck and \
         not knowing the rates, which they do not, are in “90 % of campaigns”."
    );
}

#[test]
fn what_cannot_be_told_apart_is_told_with_what_would_tell() {
    let figures = figures(&[("a", 60.0, &[3, 5, 4, 4]), ("b", 60.0, &[5, 3, 4, 5]), ("c", 60.0, &[4, 4, 4, 4])]);
    let Finding::Cheapest { difference, error: Some(error), alike, trials_needed, .. } = Verdict::new(&figures).finding
    else {
        panic!("one is cheapest")
    };
    assert_eq!(alike, 2);
    let exact = 4.0 * (error / difference).powi(2);
    assert!(trials_needed.is_some_and(|needed| needed as f64 >= exact && needed as f64 <= exact * 1.1 + 1.0));
    assert_eq!(
        said(&figures),
        "b (14.1 USD) and a (15.0 USD) cannot be told apart with 4 campaigns a case: the difference in cost per \
         reply \
         is 0.9 ± 5.9 USD. Nor can 1 more case. If that is the difference, it takes about 180 campaigns a case to \
         tell. b is the best of all in 58 % of campaigns, a in 33 %. ± is simulation error (95 % sure), which more \
         trials make smaller; luck and not knowing the rates, which they do not, are in “90 % of campaigns”."
    );
}

#[test]
fn what_cannot_be_told_apart_is_named_although_another_is_closer() {
    let figures = figures(&[("a", 60.0, &[4, 6, 3, 5]), ("b", 60.0, &[6, 5, 6, 2]), ("c", 61.0, &[6, 5, 6, 2])]);
    let Finding::Cheapest { best, next, alike, trials_needed, .. } = Verdict::new(&figures).finding else {
        panic!("one is cheapest")
    };
    assert_eq!((best.case.as_str(), next.case.as_str(), alike), ("b", "a", 1));
    assert!(trials_needed.is_some());
}

#[test]
fn what_is_the_same_is_said_to_be() {
    let often = [3, 5].repeat(1_000);
    let same = figures(&[("a", 60.0, &often), ("b", 60.0, &often)]);
    // They may differ in 3.69 of 2000, and then by 18.75: one without a reply, the other with the most.
    assert_eq!(
        said(&same),
        "a and b cost the same per reply in all of 2000 campaigns a case: 15.0 USD. So on average they differ by no more \
         than 0.0346 USD (95 % sure)."
    );
    let one = figures(&[("a", 60.0, &[3]), ("b", 60.0, &[5])]);
    assert!(said(&one).ends_with("So few campaigns cannot say how sure that is."), "{}", said(&one));
}

#[test]
fn without_replies_or_rivals_there_is_no_race() {
    assert_eq!(
        said(&figures(&[("a", 60.0, &[0, 0]), ("b", 60.0, &[0, 0])])),
        "No case gets a reply in any campaign, so a reply has no price."
    );
    assert_eq!(said(&figures(&[("a", 60.0, &[0, 0])])), "No campaign gets a reply, so a reply has no price.");
    assert_eq!(
        said(&figures(&[("a", 60.0, &[0, 0]), ("b", 60.0, &[3, 1])])),
        "Only b gets replies, at 30.0 USD \
         each."
    );
    assert_eq!(
        said(&figures(&[("a", 60.0, &[3, 3, 3])])),
        "a costs 20.0 USD a reply, in nine campaigns of ten between 20.0 and 20.0. The mean is good to ± 0 USD: ± \
         is simulation error (95 % sure), which more trials make smaller; luck and not knowing the rates, which \
         they do not, are in “90 % of campaigns”."
    );
    assert!(said(&figures(&[("a", 60.0, &[3, 0, 3])])).starts_with(
        "a costs 30.0 USD a reply; 33 % of campaigns \
         get"
    ));
    let mut two = figures(&[("a", 60.0, &[3, 1]), ("b", 60.0, &[3, 1])]);
    two.cases[1].currency = "EUR".into();
    assert_eq!(
        said(&two),
        "The cases are in different currencies: nothing is converted, so none is called \
         cheapest."
    );
}

#[test]
fn a_warning_needs_more_than_one_campaign_in_ten() {
    let mut figures = figures(&[("a", 60.0, &[3, 1]), ("b", 60.0, &[3, 1])]);
    for (case, share) in figures.cases.iter_mut().zip([0.1, 0.11]) {
        case.estimates[Figure::StockoutProbability.place()].mean = Some(share);
        case.first_short_week = Some(3);
    }
    let shortages: Vec<String> = Verdict::new(&figures).shortages.iter().map(Shortage::sentence).collect();
    assert_eq!(shortages, ["b runs out of credits in 11\u{202f}% of campaigns, half of these by week 3"]);
}

#[test]
fn errors_have_two_digits_and_values_as_many_decimals() {
    let cases = [
        ((1.2345, 0.0213), ("1.234", "0.021")),
        ((1234.5, 87.0), ("1234", "87")),
        ((12.0, 1.96), ("12.0", "2.0")),
        ((12.0, 0.0), ("12.0", "0")),
    ];
    for ((value, error), (shown, its_error)) in cases {
        assert_eq!(measured(value, error), (shown.into(), its_error.into()));
    }
}
