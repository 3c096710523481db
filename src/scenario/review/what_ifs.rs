//! What-ifs that are the base once more.

use super::Review;
use crate::domain::case::Case;
use crate::scenario::document::tree::{Node, Table, Value};
use crate::scenario::warning::WarningKind;

pub(super) fn review(review: &mut Review<'_>) {
    let Some((base, what_ifs)) = review.variants.split_first() else { return };
    let mut found = Vec::new();
    let alone = what_ifs.iter().filter(|reviewed| !reviewed.variant.is_crossed());
    for reviewed in alone.filter(|reviewed| !reviewed.wanted.is_empty()) {
        let is_in_base = |case: &Case| {
            base.cases.iter().any(|other| other.name.plan == case.name.plan && is_same_but_for_its_name(case, other))
        };
        let (Some(name), Some(mark)) = (reviewed.variant.what_if(), reviewed.variant.mark) else { continue };
        if reviewed.cases.iter().all(is_in_base) {
            let by_argument = is_overridden(review, &reviewed.variant.stated, &reviewed.variant.table);
            found.push((WarningKind::SameAsBase { name, by_argument }, mark));
        }
    }
    for (kind, mark) in found {
        review.tell(kind, mark);
    }
}

fn is_same_but_for_its_name(one: &Case, other: &Case) -> bool {
    let Case {
        name: _,
        calendar,
        plan,
        plan_changes,
        billing,
        billing_day,
        rules,
        opening,
        touches,
        segments,
        outcomes,
        seats,
        pacing,
        hourly_cost,
        costs,
        currency,
        has_foreign_prices,
        rank_by: _,
    } = one;
    (calendar, plan, plan_changes, billing, billing_day)
        == (&other.calendar, &other.plan, &other.plan_changes, &other.billing, &other.billing_day)
        && (rules, opening, pacing, hourly_cost, costs, currency)
            == (&other.rules, &other.opening, &other.pacing, &other.hourly_cost, &other.costs, &other.currency)
        && (touches, has_foreign_prices) == (&other.touches, &other.has_foreign_prices)
        && (segments, outcomes, seats) == (&other.segments, &other.outcomes, &other.seats)
}

/// Does an argument set what the what-if states?
fn is_overridden(review: &Review<'_>, stated: &Table, table: &Table) -> bool {
    stated.entries.iter().any(|entry| match (&entry.node.value, table.get(&entry.key).map(|entry| &entry.node)) {
        (Value::Table(stated), Some(Node { value: Value::Table(inner), .. })) => is_overridden(review, stated, inner),
        (_, Some(node)) => review.is_argument(node.mark),
        (_, None) => false,
    })
}
