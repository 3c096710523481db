//! Seats that never work, and what no seat makes use of.

use super::Review;
use crate::scenario::warning::WarningKind;

pub(super) fn review(review: &mut Review<'_>) {
    let mut checked = Vec::new();
    for reviewed in &review.variants {
        let case = reviewed.case();
        let weeks = case.calendar.weeks();
        for seat in case.seats.iter().filter(|seat| seat.from_week > 1) {
            let kind = || WarningKind::LateSeat { seat: seat.id.clone(), week: seat.from_week, weeks };
            let is_late = seat.from_week > weeks && !review.is_cut();
            checked.push((review.mark(reviewed, &["seat", &seat.id, "from_week"]), is_late.then(kind)));
        }
        if reviewed.states(&["plans"]) {
            let is_idle = reviewed.is_of_team();
            checked.push((review.mark(reviewed, &["plans"]), is_idle.then_some(WarningKind::IdlePlans)));
        }
        if reviewed.states(&["opening"]) {
            let seats = &case.seats;
            let is_own = |id: &str| reviewed.states(&["seat", id, "opening"]);
            let is_idle = !seats.is_empty() && seats.iter().all(|seat| is_own(&seat.id));
            checked.push((review.mark(reviewed, &["opening"]), is_idle.then_some(WarningKind::IdleOpening)));
        }
    }
    review.tell_if_in_all(checked);
}
