//! Costs beside plan and work: those of the campaign, of each touch and of each prospect.

use inmail_sim::domain::case::{Case, Costs, Pending};
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::quantity::{Day, Money};
use inmail_sim::domain::rate::Rate;
use inmail_sim::domain::segment::Pace;
use inmail_sim::engine::{Sampling, Settings, play};
use inmail_sim::figures::{CaseFigures, Figure, Figures};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::builder::{Campaign, campaign};

fn cents(cents: u64) -> Money {
    Money::from_cents(cents)
}

/// A campaign from `start` on up to the day before `end`, with a month at a euro and a cent once, renewed on the 18th.
fn paid(start: Date, end: Date) -> Money {
    let case = campaign().start(start).inmail("inmail", 0.0, 1.0).with(|case| {
        case.calendar.days = (end - start).get_days();
        case.costs = Costs { per_month: cents(100), once: cents(1) };
        case.billing_day = Some(18);
    });
    case.build().fixed_expenses()
}

#[test]
fn a_campaign_of_n_months_pays_n_times_from_its_first_day_on() {
    for start in [date(2026, 1, 1), date(2026, 3, 2), date(2026, 1, 31), date(2024, 2, 29), date(2026, 12, 30)] {
        for months in 1..=24 {
            // In a month that lacks the day, its last: as the length of a campaign in months has it.
            let end = start.saturating_add(months.months());
            assert_eq!(paid(start, end).cents(), 1 + 100 * months as u64, "{months} from {start}");
            let longer = end.saturating_add(1.day());
            assert_eq!(paid(start, longer).cents(), 1 + 100 * (months as u64 + 1), "{months} and a day from {start}");
        }
    }
}

#[test]
fn from_the_31st_it_pays_on_the_last_day_of_shorter_months() {
    let days = |day: Date| (day - date(2026, 1, 31)).get_days();
    let mut paid_on: Vec<Day> = Vec::new();
    for day in 0..100 {
        let until = |day: Day| paid(date(2026, 1, 31), date(2026, 1, 31).saturating_add(day.days()));
        // A campaign of no days is none.
        let before = if day == 0 { cents(1) } else { until(day) };
        if until(day + 1) > before {
            paid_on.push(day);
        }
    }
    let expected = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)];
    assert_eq!(paid_on, expected.map(days));
}

#[test]
fn a_case_has_expenses_where_something_that_it_does_may_cost_money() {
    let base = || campaign().per_week(1).inmail("inmail", 0.5, 1.0);
    let has = |change: fn(&mut Case)| base().with(change).build().has_expenses();
    assert!(!has(|_| ()));
    assert!(has(|case| case.touches[0].cost = cents(1)));
    assert!(has(|case| case.segments[0].cost_per_prospect = cents(1)));
    assert!(has(|case| case.costs.once = cents(1)));
    assert!(has(|case| case.costs.per_month = cents(1)));
    // What no sequence uses is never sent.
    assert!(!has(|case| {
        let mut unused = case.touches[0].clone();
        (unused.id, unused.cost) = ("unused".into(), cents(1));
        case.touches.push(unused);
    }));
}

/// The figures of some cases of which all trials are the same.
fn figures(cases: &[Case]) -> Figures {
    let settings = Settings { trials: 50, seed: 4, sampling: Sampling::Plain, precision: None };
    Figures::new(cases, &play(cases, &settings, |_| ()))
}

/// What a figure comes to in every trial.
fn certain(case: &CaseFigures, figure: Figure) -> Option<f64> {
    let found = case.estimate(figure);
    let quantiles = [found.quantiles.p05, found.quantiles.p50, found.quantiles.p95];
    assert!(quantiles.iter().all(|quantile| quantile.is_none_or(|it| Some(it) == found.mean)), "{figure:?} {found:?}");
    assert!(found.se.is_none_or(|se| se == 0.0), "{figure:?} {found:?}");
    found.mean
}

/// Ten weeks of five letters, each answered on the day after, with every kind of cost: 80 a month and 60 an hour besides.
fn certain_campaign() -> Campaign {
    let people = campaign().plan(50, 1000, 80.0).weeks(10).every_day().per_week(5).inmail("letter", 1.0, 1.0);
    people.minutes(3.0).with(|case| {
        case.hourly_cost = cents(6_000);
        case.touches[0].cost = cents(35);
        case.segments[0].cost_per_prospect = cents(20);
        case.costs = Costs { per_month: cents(4_900), once: cents(30_000) };
    })
}

#[test]
fn where_everything_is_certain_all_costs_are_exact() {
    let figures = figures(&[certain_campaign().build()]);
    let case = &figures.cases[0];
    // Fifty letters to fifty people; New Year's Day, the first of February and of March.
    let (expenses, cost, labour) = (50.0 * (0.35 + 0.20) + 3.0 * 49.0 + 300.0, 3.0 * 80.0, 50.0 * 3.0);
    let figure = |figure| certain(case, figure).expect("it is defined");
    assert_eq!((figure(Figure::Cost), figure(Figure::Labour)), (cost, labour));
    assert_eq!((figure(Figure::Expenses), figure(Figure::FullCost)), (expenses, cost + labour + expenses));
    assert_eq!(figure(Figure::CostPerReply), cost / 50.0);
    assert!((figure(Figure::LoadedCostPerReply) - (cost + labour + expenses) / 50.0).abs() < 1e-12);
    let has = |figure| figures.reported.contains(&figure);
    assert!(has(Figure::Expenses) && has(Figure::FullCost) && !has(Figure::Value));
}

#[test]
fn beside_a_case_with_costs_one_without_has_none() {
    let free = |case: &mut Case| {
        (case.touches[0].cost, case.segments[0].cost_per_prospect) = (cents(0), cents(0));
        (case.costs, case.hourly_cost) = (Costs::default(), cents(0));
    };
    let figures = figures(&[certain_campaign().build(), certain_campaign().with(free).build()]);
    let [costly, cheap] = figures.cases.as_slice() else { panic!("there are two") };
    assert_eq!((certain(cheap, Figure::Expenses), certain(cheap, Figure::FullCost)), (Some(0.0), Some(240.0)));
    assert_eq!(certain(cheap, Figure::LoadedCostPerReply), certain(cheap, Figure::CostPerReply));
    let difference = cheap.against_first(Figure::Expenses).expect("it is against the first").mean;
    assert_eq!(difference, certain(costly, Figure::Expenses).map(|expenses| -expenses));
    // By itself it has no such figures to report.
    let alone = self::figures(&[certain_campaign().with(free).build()]);
    assert!(!alone.reported.contains(&Figure::Expenses) && !alone.reported.contains(&Figure::FullCost));
}

#[test]
fn a_free_inmail_still_pays_for_its_touch() {
    let case = certain_campaign().with(|case| {
        let open = Distribution::fixed(1.0).and_then(Rate::new);
        case.segments[0].open_profile = open.expect("all is a share");
        (case.segments[0].cost_per_prospect, case.costs) = (cents(0), Costs::default());
    });
    let figures = figures(&[case.build()]);
    assert_eq!(certain(&figures.cases[0], Figure::Spent), Some(0.0));
    assert_eq!(certain(&figures.cases[0], Figure::Expenses), Some(50.0 * 0.35));
}

#[test]
fn what_was_sent_before_day_0_was_paid_before() {
    let case = certain_campaign().with(|case| {
        case.opening.pending.push(Pending { touch: 0, sent_days_ago: 1, count: 7 });
        case.costs = Costs::default();
        // Surely answered on this day, not before.
        case.segments[0].pace = Pace::PerWeek(vec![0]);
    });
    let figures = figures(&[case.build()]);
    assert_eq!(certain(&figures.cases[0], Figure::RepliesSettled), Some(7.0));
    assert_eq!(certain(&figures.cases[0], Figure::Expenses), Some(0.0));
}
