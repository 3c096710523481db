//! Costs beside plan and work: what the calendar makes of those of the campaign.

use inmail_sim::domain::case::{Case, Costs};
use inmail_sim::domain::quantity::{Day, Money};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::builder::campaign;

/// A campaign from `start` on up to the day before `end`, with a month at a euro and a cent once, renewed on the 18th.
fn paid(start: Date, end: Date) -> Money {
    let cents = |cents| Money::from_cents(cents);
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
        let before = if day == 0 { Money::from_cents(1) } else { until(day) };
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
    assert!(has(|case| case.touches[0].cost = Money::from_cents(1)));
    assert!(has(|case| case.segments[0].cost_per_prospect = Money::from_cents(1)));
    assert!(has(|case| case.costs.once = Money::from_cents(1)));
    assert!(has(|case| case.costs.per_month = Money::from_cents(1)));
    // What no sequence uses is never sent.
    assert!(!has(|case| {
        let mut unused = case.touches[0].clone();
        (unused.id, unused.cost) = ("unused".into(), Money::from_cents(1));
        case.touches.push(unused);
    }));
}
