//! Years that are paid for and counted in part, and prices of a year that are taken for those of a month.

use super::Review;
use crate::domain::plan::Billing;
use crate::domain::subscription::{months_paid, short_last_period};
use crate::scenario::document::source::Mark;
use crate::scenario::warning::WarningKind;

/// The months of a year.
const YEAR: u32 = 12;

/// So many times the price of a month is more than any discount explains.
const A_YEAR_OR_SO: f64 = 6.0;

pub(super) fn review(review: &mut Review<'_>) {
    parts_of_a_year(review);
    years_as_months(review);
}

/// Whoever pays by the year pays for all of it.
fn parts_of_a_year(review: &mut Review<'_>) {
    let mut found: Vec<(u32, Mark, Vec<String>)> = Vec::new();
    let mut all = 0;
    for reviewed in review.wanted() {
        let mark = review.length_mark(reviewed);
        for &case in &reviewed.wanted {
            all += 1;
            // A shorter campaign that does without the last period is told of elsewhere, and a change of plan ends a year by choice.
            if case.billing != Billing::Annual || short_last_period(case).is_some() {
                continue;
            }
            let team = case.team();
            let kept = team.iter().filter(|seat| seat.plan_changes.is_empty());
            let Some(months) = kept.map(|seat| months_paid(case, seat)).find(|months| months % YEAR > 0) else {
                continue;
            };
            match found.iter_mut().find(|(other, at, _)| (*other, *at) == (months, mark)) {
                Some((.., cases)) => cases.push(case.name.id()),
                None => found.push((months, mark, vec![case.name.id()])),
            }
        }
    }
    for (months, mark, cases) in found {
        let every = cases.len() == all && all > 1;
        review.tell(WarningKind::PartOfYear { cases, every, months, whole: months.next_multiple_of(YEAR) }, mark);
    }
}

/// The annual price is the one of a month of it.
fn years_as_months(review: &mut Review<'_>) {
    let mut found = Vec::new();
    for reviewed in review.wanted() {
        for seat in reviewed.wanted.iter().flat_map(|case| case.team().into_owned()) {
            let plan = &seat.plan;
            let (Some(monthly), Some(annual)) = (plan.price_per_month, plan.price_per_month_annual) else { continue };
            let path = ["plan", plan.id.as_str(), "price_per_month_annual"];
            if annual.units() >= A_YEAR_OR_SO * monthly.units() && monthly.units() > 0.0 && reviewed.states(&path) {
                let month = format!("{:.2}", annual.units() / f64::from(YEAR));
                let kind = WarningKind::YearAsMonth { plan: plan.id.clone(), price: annual.units().to_string(), month };
                found.push((kind, review.mark(reviewed, &path)));
            }
        }
    }
    found.into_iter().for_each(|(kind, mark)| review.tell(kind, mark));
}
