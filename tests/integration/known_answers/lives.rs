//! A credit lives as long as the plan has it that is in force when it is credited.

use inmail_sim::domain::case::{Case, PlanChange};
use inmail_sim::domain::event::EventKind;
use inmail_sim::domain::plan::{CreditLife, Plan};
use inmail_sim::domain::quantity::Day;
use inmail_sim::engine::{Sampling, trace};
use jiff::civil::date;

use crate::builder::{Campaign, campaign};

/// When the credits of each event of a kind lapse, by the day of the event.
fn lapse_days(case: &Case, kind: EventKind) -> Vec<(Day, Option<Day>)> {
    let (_, events) = trace(case, Sampling::Even.luck(1, 0));
    events.iter().filter(|event| event.kind == kind).map(|event| (event.day, event.lapses)).collect()
}

fn plan_of(life: CreditLife, id: &str, case: &Case) -> Plan {
    Plan { id: id.into(), credit_life: life, ..case.plan.clone() }
}

/// A hundred days from New Year's Day 2026, 10 credits a month for ever under a plan of this life, 7 at the start.
fn hundred_days(life: CreditLife) -> Campaign {
    let days = |case: &mut Case| (case.calendar.days, case.plan.credit_life) = (100, life);
    campaign().plan(10, 1000, 80.0).opening(7).start(date(2026, 1, 1)).with(days).inmail("inmail", 0.0, 1.0)
}

#[test]
fn the_life_of_the_plan_stands_in_place_of_that_of_the_rules() {
    let lapses = |life| {
        let case = hundred_days(life).build();
        let lapsed: Vec<Day> = lapse_days(&case, EventKind::Lapse).into_iter().map(|(day, _)| day).collect();
        (lapse_days(&case, EventKind::Opening)[0].1, lapse_days(&case, EventKind::Grant)[1].1, lapsed)
    };
    // Grants on days 0, 31, 59 and 90; the opening lot is of day 0.
    assert_eq!(lapses(CreditLife::AsRules), (Some(90), Some(121), vec![90, 90]));
    assert_eq!(lapses(CreditLife::Days(40)), (Some(40), Some(71), vec![40, 40, 71, 99]));
    let (opening, grant, lapsed) = lapses(CreditLife::Unlimited);
    assert!(lapsed.is_empty() && opening == grant, "{opening:?} {grant:?}");
    assert_eq!(
        lapse_days(
            &hundred_days(CreditLife::AsRules).with(|case| case.rules.credit_life_days = None).build(),
            EventKind::Grant
        )[1]
        .1,
        grant
    );
}

#[test]
fn a_change_of_plan_leaves_the_lives_of_what_was_credited_before() {
    // From day 35 on credits live ten days, from day 70 on as the rules have it.
    let case = hundred_days(CreditLife::Days(80))
        .with(|case| {
            let short = plan_of(CreditLife::Days(10), "short", case);
            let again = plan_of(CreditLife::AsRules, "again", case);
            case.plan_changes = vec![PlanChange { week: 6, plan: short }, PlanChange { week: 11, plan: again }];
        })
        .build();
    let grants = lapse_days(&case, EventKind::Grant);
    // 5 February and 5 March; then 12 March.
    assert_eq!(grants, [(0, Some(80)), (31, Some(111)), (35, Some(45)), (63, Some(73)), (70, Some(160))]);
    let lapsed: Vec<Day> = lapse_days(&case, EventKind::Lapse).into_iter().map(|(day, _)| day).collect();
    assert_eq!(lapsed, [45, 73, 80, 80]);
}

#[test]
fn what_is_brought_along_has_the_life_of_the_plan_that_the_campaign_begins_with() {
    // It is credited before the change of the same day.
    let changed = |case: &mut Case| {
        let short = plan_of(CreditLife::Days(10), "short", case);
        case.plan_changes = vec![PlanChange { week: 1, plan: short }];
    };
    let case = hundred_days(CreditLife::Days(80)).with(changed).build();
    assert_eq!(lapse_days(&case, EventKind::Opening), [(0, Some(80))]);
    assert_eq!(lapse_days(&case, EventKind::Grant)[0], (0, Some(10)));
}

#[test]
fn a_credit_that_comes_back_lives_as_the_plan_of_that_day_has_it() {
    // Sent on day 1, answered 40 days later, when another plan is in force.
    let case =
        campaign().plan(10, 1000, 80.0).weeks(8).every_day().per_week(1).prospects(1).inmail("inmail", 1.0, 40.0);
    let case = case
        .with(|case| {
            case.plan.credit_life = CreditLife::Days(60);
            case.plan_changes = vec![PlanChange { week: 3, plan: plan_of(CreditLife::Days(20), "short", case) }];
        })
        .build();
    let sent = lapse_days(&case, EventKind::Send);
    let back = sent[0].0 + 40;
    assert_eq!(sent, [(back - 40, Some(60))]);
    assert_eq!(lapse_days(&case, EventKind::Refund), [(back, Some(back + 20))]);
}
