//! Balances that cannot be held, and more InMails than anybody can pay for.

use super::Review;
use crate::domain::case::Case;
use crate::domain::demand::{credits_each, credits_wanted, refund_multiple, starts};
use crate::domain::segment::Segment;
use crate::domain::subscription::bill;
use crate::domain::touch::Channel;
use crate::scenario::warning::WarningKind;

/// So many times the credits there are, refunds included, are more than a case that shows what running out is like.
const FAR: f64 = 2.0;

/// With such a share of Open Profiles a segment has no other InMails.
const NEARLY_ALL: f64 = 0.999;

pub(super) fn review(review: &mut Review<'_>) {
    demand(review);
    let mut found = Vec::new();
    for reviewed in review.wanted() {
        let opening: u64 = reviewed.case().opening.lots.iter().map(|lot| u64::from(lot.credits)).sum();
        let paid = || reviewed.wanted.iter().filter(|case| !case.plan.is_none());
        // Of several plans, some may be too small on purpose.
        if let Some(cap) = paid().map(|case| u64::from(case.plan.cap)).max().filter(|&cap| opening > cap) {
            let key = if reviewed.states(&["opening", "lots"]) { "lots" } else { "credits" };
            let mark = review.mark(reviewed, &["opening", key]);
            found.push((WarningKind::OpeningAboveCap { opening, cap }, mark));
        }
        for segment in &reviewed.case().segments {
            let held = |case: &&&Case| u64::from(segment.reserve) >= highest(case).max(opening);
            let plans: Vec<String> = paid().filter(held).map(|case| case.plan.id.clone()).collect();
            if segment.reserve > 0 && !plans.is_empty() && has_inmail(reviewed.case(), segment) {
                let kind =
                    WarningKind::ReserveAboveCap { segment: segment.id.clone(), reserve: segment.reserve, plans };
                found.push((kind, review.mark(reviewed, &["segment", &segment.id, "reserve"])));
            }
            // Of a list it is known.
            let is_list = segment.prospects.is_some();
            let all_open = segment.open_profile.distribution().mean() > NEARLY_ALL;
            if all_open && !is_list && has_inmail(reviewed.case(), segment) {
                let kind = WarningKind::AllOpen { segment: segment.id.clone() };
                found.push((kind, review.mark(reviewed, &["segment", &segment.id, "open_profile"])));
            }
        }
    }
    for (kind, mark) in found {
        review.tell(kind, mark);
    }
}

/// The highest cap that ever holds in a case.
fn highest(case: &Case) -> u64 {
    let later = case.plan_changes.iter().map(|change| change.plan.cap);
    u64::from(later.fold(case.plan.cap, u32::max))
}

fn has_inmail(case: &Case, segment: &Segment) -> bool {
    segment.sequence.iter().any(|&touch| case.touches[touch].channel() == Channel::InMail)
}

/// Where one case of the file can pay for what it wants, or nearly, the others show what it is like if one cannot. Told
/// is the case that comes nearest.
fn demand(review: &mut Review<'_>) {
    struct Short {
        times: f64,
        wanted: f64,
        credits: u64,
        with_refunds: f64,
        variant: usize,
    }
    let mut nearest: Option<Short> = None;
    for (variant, reviewed) in review.variants.iter().enumerate() {
        // What the segments want is the same under every plan.
        let (wanted, multiple) = (credits_wanted(reviewed.case()), refund_multiple(reviewed.case()));
        for case in reviewed.cases {
            let credits = bill(case).granted + case.opening.lots.iter().map(|lot| u64::from(lot.credits)).sum::<u64>();
            let with_refunds = credits as f64 * multiple;
            let times = if wanted > 0.0 { wanted / with_refunds } else { 0.0 };
            if nearest.as_ref().is_none_or(|nearest| times < nearest.times) {
                nearest = Some(Short { times, wanted, credits, with_refunds, variant });
            }
        }
    }
    let Some(short) = nearest.filter(|nearest| nearest.times > FAR) else { return };
    let reviewed = &review.variants[short.variant];
    let case = reviewed.case();
    let share = |segment: &&Segment| starts(case, segment).unwrap_or_default() as f64 * credits_each(case, segment);
    let Some(segment) = case.segments.iter().max_by(|one, other| share(one).total_cmp(&share(other))) else { return };
    let kind = WarningKind::Demand {
        wanted: short.wanted.round() as u64,
        weeks: case.calendar.weeks(),
        credits: short.credits,
        with_refunds: short.with_refunds.round() as u64,
    };
    let mark = review.mark(reviewed, &["segment", &segment.id, "per_week"]);
    review.tell(kind, mark);
}
