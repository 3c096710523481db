//! What the calendar makes of the plans week by week.

use inmail_sim::domain::case::PlanChange;
use inmail_sim::domain::plan::Plan;
use inmail_sim::domain::plan_weeks::{PlanWeek, plan_weeks};
use inmail_sim::domain::subscription::bill;
use proptest::prelude::*;

use crate::builder::campaign;
use crate::random_case;

#[test]
fn caps_refills_and_plan_changes_fall_into_their_weeks() {
    // Day 0 is the 1st of January; the second plan bills on the 15th, the first day of week 3, and is gone by then.
    let mut case = campaign().inmail("letter", 0.1, 1.0).plan(5, 15, 60.0).weeks(6).build();
    let larger = Plan { id: "larger".into(), credits_per_month: 30, cap: 90, ..case.plan.clone() };
    case.plan_changes = vec![PlanChange { week: 3, plan: larger }, PlanChange { week: 5, plan: Plan::none() }];
    let week = |cap, granted, taken_up: Option<&str>| PlanWeek { cap, granted, taken_up: taken_up.map(str::to_owned) };
    let expected = [
        week(15, 5, None),
        week(15, 0, None),
        week(90, 30, Some("larger")),
        week(90, 0, None),
        week(0, 0, Some("none")),
        week(0, 0, None),
    ];
    assert_eq!(plan_weeks(&case), expected);
}

proptest! {
    #[test]
    fn the_weeks_grant_what_the_campaign_is_granted(case in random_case::case()) {
        let weeks = plan_weeks(&case);
        prop_assert_eq!(weeks.len(), case.calendar.weeks() as usize);
        prop_assert_eq!(weeks.iter().map(|week| week.granted).sum::<u64>(), bill(&case).granted);
    }
}
