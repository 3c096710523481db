//! What the calendar makes of the plans week by week: known before anything is left to luck.

use super::case::Case;
use super::quantity::Credits;
use super::subscription::Subscription;

/// The plans in one campaign week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanWeek {
    /// The most credits that the plan in force lets an account hold.
    pub cap: Credits,
    /// The credits granted in the week, before the cap.
    pub granted: u64,
    /// The id of the plan that is taken up on the week's first day, if one is; not that of the campaign's first plan.
    pub taken_up: Option<String>,
}

/// The campaign weeks of a case.
pub fn plan_weeks(case: &Case) -> Vec<PlanWeek> {
    let mut subscription = Subscription::at_start(case);
    let mut changes = case.plan_changes.iter().peekable();
    (1..=case.calendar.weeks())
        .map(|week| {
            let days = case.calendar.week_days(week);
            let change = changes.next_if(|change| change.week == week);
            if let Some(change) = change {
                subscription = Subscription::taken_up(case, &change.plan, days.start);
            }
            PlanWeek {
                cap: subscription.plan().cap,
                granted: days.filter_map(|day| subscription.grant(case, day)).map(u64::from).sum(),
                taken_up: change.map(|change| change.plan.id.clone()),
            }
        })
        .collect()
}
