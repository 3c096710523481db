//! What replies lead to: how often, when and for how much, against what can be worked out without a simulation.

use inmail_sim::domain::case::{Case, Pending};
use inmail_sim::domain::count::{Count, TrialCounts};
use inmail_sim::domain::delay::Delay;
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::event::EventKind;
use inmail_sim::domain::histogram::Histogram;
use inmail_sim::domain::moments::Moments;
use inmail_sim::domain::outcome::Worth;
use inmail_sim::domain::rate::{AnyRate, Lift, Rate, Tie};
use inmail_sim::domain::tally::Tally;
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use inmail_sim::engine::{Sampling, Settings, play, trace};
use inmail_sim::figures::Figures;
use proptest::prelude::*;

use crate::builder::{Campaign, campaign, fixed};
use crate::random_case;
use crate::statistics::{assert_distributed, assert_near, beta_binomial, binomial};

/// Forty messages in the first week, each answered on the next day.
fn answered() -> Campaign {
    campaign().weeks(4).every_day().per_week(40).prospects(40).message("message", 1.0, 1.0)
}

fn tally(case: Case) -> Tally {
    play(&[case], &Settings { trials: 50_000, seed: 12, sampling: Sampling::Plain, precision: None }, |_| {})
}

fn count(tally: &Tally, count: Count) -> &Histogram {
    tally.cases[0].count(count).expect("it is counted")
}

fn mean(counted: &Histogram) -> f64 {
    Moments::of(counted).mean().expect("there are trials")
}

fn counted(case: &Case, trial: u64) -> TrialCounts {
    Player::new(&Schedule::new(case)).play(Sampling::Plain.luck(5, trial), &mut Silent).clone()
}

#[test]
fn outcomes_of_constant_rates_are_binomial_and_multiply_along_a_chain() {
    let case = answered().outcome("yes", None, 0.4, 0.0, 0.0).outcome("meeting", Some("yes"), 0.5, 0.0, 0.0);
    let tally = tally(case.outcome("deal", Some("meeting"), 0.3, 0.0, 0.0).build());
    for (place, rate) in [(0, 0.4), (1, 0.2), (2, 0.06)] {
        assert_distributed("outcomes", count(&tally, Count::Reached(place)), &binomial(40, rate));
    }
    // Two of one reply are drawn each by itself.
    let case = answered().outcome("one", None, 0.5, 0.0, 1.0).outcome("other", None, 0.5, 0.0, 1.0).build();
    let both = (0..2_000).map(|trial| counted(&case, trial));
    let product = |counted: TrialCounts| {
        (counted[Count::Reached(0)] as f64 - 20.0) * (counted[Count::Reached(1)] as f64 - 20.0) / 10.0
    };
    assert_near("what they do together", both.map(product).sum::<f64>() / 2_000.0, 0.0, 1.0 / 2_000f64.sqrt());
}

#[test]
fn a_rate_that_is_not_known_is_drawn_once_a_trial() {
    let rate = Distribution::beta(2.0, 6.0).map(|rate| Rate::new(rate).expect("a share"));
    let case = answered().outcome("yes", None, 0.0, 0.0, 0.0);
    let case = case.with(|case| case.outcomes[0].rate = rate.expect("above 0").into());
    assert_distributed("outcomes", count(&tally(case.build()), Count::Reached(0)), &beta_binomial(40, 2.0, 6.0));
}

#[test]
fn lifts_of_touch_and_segment_multiply_what_replies_lead_to_and_nothing_after_it() {
    let lift = |value: f64| Lift::new(fixed(value)).expect("it is not negative");
    let case = answered().outcome("yes", None, 0.2, 0.0, 0.0).outcome("deal", Some("yes"), 0.5, 0.0, 0.0);
    let case = case.with(|case| {
        case.touches[0].outcome_lift = lift(1.5);
        case.segments[0].outcome_lift = lift(2.0);
        case.opening.pending.push(Pending { touch: 0, sent_days_ago: 1, count: 25 });
    });
    // A pending touch has no segment: 0.3 of 25 and 0.6 of 40.
    let tally = tally(case.build());
    let variance = 40.0 * 0.6 * 0.4 + 25.0 * 0.3 * 0.7;
    let error = (variance / 50_000.0_f64).sqrt();
    assert_near("outcomes", mean(count(&tally, Count::Reached(0))), 40.0 * 0.6 + 25.0 * 0.3, error);
    let deals = 31.5 * 0.5;
    let error = ((variance / 4.0 + 31.5 / 4.0) / 50_000.0_f64).sqrt();
    assert_near("deals", mean(count(&tally, Count::Reached(1))), deals, error);
    // Held to 1.
    let all = answered().outcome("yes", None, 0.8, 0.0, 0.0).with(|case| case.segments[0].outcome_lift = lift(2.0));
    assert_eq!(counted(&all.build(), 0)[Count::Reached(0)], 40);
}

#[test]
fn a_rate_that_follows_another_outcome_is_that_times_the_lift() {
    let tie = Tie { of: 0, lift: Lift::new(fixed(0.5)).expect("it is not negative") };
    let case = answered().outcome("yes", None, 0.6, 0.0, 0.0).outcome("no", None, 0.0, 0.0, 0.0);
    let case = case.with(|case| case.outcomes[1].rate = AnyRate::Tied(tie)).build();
    assert_distributed("outcomes", count(&tally(case), Count::Reached(1)), &binomial(40, 0.3));
}

#[test]
fn an_outcome_comes_the_rounded_up_days_after_what_it_follows_and_counts_in_time_by_the_end() {
    let case = campaign().weeks(1).every_day().per_week(1).prospects(1).message("message", 1.0, 1.0);
    let case =
        case.outcome("same-day", None, 1.0, 0.0, 3.0).outcome("later", Some("same-day"), 1.0, 2.2, 4.005).build();
    let (counts, events) = trace(&case, Sampling::Even.luck(1, 0));
    let told = events.iter().filter(|event| matches!(event.kind, EventKind::Reply | EventKind::Outcome));
    let told: Vec<_> =
        told.map(|event| (event.day, event.subject.outcome, event.amount.map(|it| it.cents()))).collect();
    // Sent on the last day of the week, so that all of it settles.
    assert_eq!(told, [(7, None, None), (7, Some(0), Some(300)), (10, Some(1), Some(401))]);
    assert_eq!((counts[Count::Value], counts[Count::InTime(0)], counts[Count::Reached(1)]), (701, 0, 1));
    let longer =
        Case { calendar: inmail_sim::domain::calendar::Calendar { days: 10, ..case.calendar.clone() }, ..case };
    let counts = trace(&longer, Sampling::Even.luck(1, 0)).0;
    assert!(counts[Count::Reached(1)] == 1 && counts[Count::InTime(0)] == 1);
}

#[test]
fn values_are_drawn_for_each_and_multiplied_by_the_segment() {
    let case = answered().outcome("deal", None, 1.0, 0.0, 0.0);
    let case = case.with(|case| {
        case.outcomes[0].value = Worth::Spread(Distribution::uniform(100.0, 300.0).expect("it has a width"));
        case.segments[0].value_lift = 0.5;
    });
    let case = case.build();
    let trials = 4_000;
    let mean = (0..trials).map(|trial| counted(&case, trial)[Count::Value] as f64 / 100.0).sum::<f64>() / trials as f64;
    // Forty times half of 100 to 300: each of variance 100² / 12.
    let error = (40.0 * 100.0 * 100.0 / 12.0 / trials as f64).sqrt();
    assert_near("value", mean, 40.0 * 100.0, error);
    let lognormal = case.outcomes[0].clone();
    let law = Worth::Law(Delay::lognormal(50.0, 400.0).expect("it rises"));
    let drawn = Case { outcomes: vec![inmail_sim::domain::outcome::Outcome { value: law, ..lognormal }], ..case };
    let below = (0..500).flat_map(|trial| {
        let events = trace(&drawn, Sampling::Plain.luck(9, trial)).1;
        events
            .into_iter()
            .filter(|event| event.kind == EventKind::Outcome)
            .map(|event| event.amount)
            .collect::<Vec<_>>()
    });
    let below: Vec<bool> = below.map(|amount| amount.expect("it is worth something").cents() <= 2_500).collect();
    let share = below.iter().filter(|&&is| is).count() as f64 / below.len() as f64;
    assert_near("half of the median", share, 0.5, 0.5 / (below.len() as f64).sqrt());
}

#[test]
fn figures_of_a_chain_without_delay_are_replies_times_rates_times_value_less_full_cost() {
    let case =
        answered().plan(0, 0, 80.0).outcome("yes", None, 0.4, 0.0, 0.0).outcome("deal", Some("yes"), 0.25, 0.0, 500.0);
    let minutes = inmail_sim::domain::quantity::Minutes::new(30.0).expect("a number of minutes");
    let case = case.with(|case| {
        case.outcomes[0].minutes = minutes;
        case.hourly_cost = inmail_sim::domain::quantity::Money::from_cents(4_000);
    });
    let case = case.build();
    let figures = Figures::new(std::slice::from_ref(&case), &tally(case.clone()));
    let names: Vec<&str> = figures.reported.iter().map(|figure| figure.name()).collect();
    let of_outcomes = ["value", "net_value", "return", "outcome.yes", "outcome.yes.in_time", "outcome.yes.cost"];
    assert!(names[24..].starts_with(&of_outcomes), "{names:?}");
    let estimate = |name: &str| {
        let figure = figures.reported.iter().find(|figure| figure.name() == name).expect("it is reported");
        figures.cases[0].estimate(*figure)
    };
    // A month of 80, and forty replies that lead to 16 answers of half an hour and to 4 deals.
    let (cost, value) = (80.0 + 16.0 * 20.0, 4.0 * 500.0);
    for (name, expected) in [
        ("value", value),
        ("net_value", value - cost),
        ("return", value / cost),
        ("outcome.yes", 16.0),
        ("outcome.deal", 4.0),
        ("outcome.deal.cost", cost / 4.0),
    ] {
        let found = estimate(name);
        assert_near(name, found.mean.expect("it is defined"), expected, found.se.expect("there are many trials"));
    }
    let row = &figures.cases[0].by_outcome[1];
    assert_eq!((row.id.as_str(), row.of.as_str()), ("deal", "yes"));
    assert!((row.value - estimate("value").mean.expect("it is defined")).abs() < 1e-9);
}

#[test]
fn what_is_not_known_of_outcomes_is_told_by_its_path() {
    let case = answered().outcome("yes", None, 0.0, 0.0, 0.0).outcome("deal", Some("yes"), 0.0, 0.0, 0.0);
    let unsure = || Distribution::uniform(0.1, 0.3).expect("it has a width");
    let lift = || Lift::new(unsure()).expect("it is not negative");
    let case = case.with(|case| {
        case.touches[0].outcome_lift = lift();
        case.segments[0].outcome_lift = lift();
        case.outcomes[0].rate = Rate::new(unsure()).expect("a share").into();
        case.outcomes[1].rate = AnyRate::Tied(Tie { of: 0, lift: lift() });
    });
    let paths: Vec<String> = Schedule::new(&case.build()).uncertain().into_iter().map(|input| input.path).collect();
    let expected =
        ["touch.message.outcome_lift", "segment.people.outcome_lift", "outcome.yes.rate", "outcome.deal.rate.lift"];
    assert_eq!(paths, expected);
}

#[test]
fn work_of_outcomes_counts_as_labour_does() {
    let case = answered().outcome("call", None, 1.0, 0.0, 0.0);
    let minutes = inmail_sim::domain::quantity::Minutes::new(30.0).expect("a number of minutes");
    let case = case.with(|case| case.outcomes[0].minutes = minutes).build();
    let schedule = Schedule::new(&case);
    let counts = counted(&case, 0);
    assert_eq!(counts[Count::Effort] * schedule.terms().effort_unit, 40 * 30_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_higher_rate_keeps_every_outcome_that_there_was(case in random_case::case(), trial in 0u64..1000, share in 0.0..1.0f64) {
        let lower = |case: &Case| {
            let mut lower = case.clone();
            for outcome in &mut lower.outcomes {
                if let AnyRate::Own(rate) = &outcome.rate && let Some(value) = rate.distribution().as_fixed() {
                    outcome.rate = Rate::new(fixed(value * share)).expect("a share").into();
                }
            }
            lower
        };
        let reached = |case: &Case| {
            let events = trace(case, Sampling::Plain.luck(3, trial)).1.into_iter();
            let of = events.filter(|event| event.kind == EventKind::Outcome);
            of.map(|event| (event.day, event.amount, event.subject)).collect::<Vec<_>>()
        };
        let (fewer, all) = (reached(&lower(&case)), reached(&case));
        prop_assert!(fewer.iter().all(|outcome| all.contains(outcome)));
    }

    #[test]
    fn outcomes_leave_everything_before_them_as_it_was(case in random_case::case(), trial in 0u64..1000) {
        let without = Case { outcomes: Vec::new(), ..case.clone() };
        let events = |case: &Case| {
            let events = trace(case, Sampling::Plain.luck(3, trial)).1.into_iter();
            events.filter(|event| event.kind != EventKind::Outcome).collect::<Vec<_>>()
        };
        prop_assert_eq!(events(&case), events(&without));
    }
}
