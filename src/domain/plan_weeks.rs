//! What the calendar makes of the plans week by week: known before anything is left to luck.

use super::case::Case;
use super::subscription::seat_days;

/// The plans in one campaign week, those of all people together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanWeek {
    /// The most credits that the plans in force let accounts hold \[credits\].
    pub cap: u64,
    /// The credits granted in the week, before the cap.
    pub granted: u64,
    /// The id of the plan that is taken up on the week's first day, if one is, after the seat where there are several; not
    /// that of the plan that anybody begins under.
    pub taken_up: Option<String>,
}

/// The campaign weeks of a case.
pub fn plan_weeks(case: &Case) -> Vec<PlanWeek> {
    let mut weeks = vec![PlanWeek::default(); case.calendar.weeks() as usize];
    let team = case.team();
    for seat in team.iter() {
        let count = u64::from(seat.count);
        for (is_change, subscription, day) in seat_days(case, seat) {
            let week = &mut weeks[day as usize / 7];
            // The plan of a week is that of its first day, on which every change falls.
            if day % 7 == 0 {
                week.cap += count * u64::from(subscription.plan().cap);
            }
            week.granted += count * subscription.grant(case, day).map_or(0, u64::from);
            if is_change && week.taken_up.is_none() {
                let plan = &subscription.plan().id;
                week.taken_up = Some(if team.len() == 1 { plan.clone() } else { format!("{}: {plan}", seat.id) });
            }
        }
    }
    weeks
}
