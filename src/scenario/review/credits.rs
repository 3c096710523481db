//! Balances that cannot be held, and more InMails than anybody can pay for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Review;
use crate::domain::case::Case;
use crate::domain::demand::{brought, credits_each, credits_wanted, refund_multiple, starts};
use crate::domain::seat::{Seat, accounts};
use crate::domain::segment::Segment;
use crate::domain::subscription::bill;
use crate::domain::touch::Channel;
use crate::scenario::document::source::Mark;
use crate::scenario::warning::WarningKind;

/// So many times the credits there are, refunds included, are more than a case that shows what running out is like.
const FAR: f64 = 2.0;

/// With such a share of Open Profiles a segment has no other InMails.
const NEARLY_ALL: f64 = 0.999;

pub(super) fn review(review: &mut Review<'_>) {
    demand(review);
    let mut found = Vec::new();
    for reviewed in review.wanted() {
        // Of several plans, some may be too small on purpose.
        let mut caps: BTreeMap<Mark, (u64, u64)> = BTreeMap::new();
        for seat in reviewed.wanted_teams().flat_map(alone) {
            let plan = seat.begins_under().0;
            if !plan.is_none() {
                let key = if reviewed.states(&reviewed.opening_path(&seat, "lots")) { "lots" } else { "credits" };
                let mark = review.mark(reviewed, &reviewed.opening_path(&seat, key));
                let (_, cap) = caps.entry(mark).or_insert((seat.held() / u64::from(seat.count), 0));
                *cap = (*cap).max(plan.cap.into());
            }
        }
        let above = caps.into_iter().filter(|(_, (opening, cap))| opening > cap);
        found.extend(above.map(|(mark, (opening, cap))| (WarningKind::OpeningAboveCap { opening, cap }, mark)));
        let holds: Vec<Vec<Held>> = reviewed.wanted_teams().map(|team| held(&team)).collect();
        for (place, segment) in reviewed.case().segments.iter().enumerate() {
            let working = holds.iter().map(|held| held.iter().filter(|held| held.seat.segments.contains(&place)));
            let paid =
                working.map(|held| held.filter(|held| !held.seat.begins_under().0.is_none()).collect::<Vec<_>>());
            let idle = paid.filter(|held| held.iter().all(|held| u64::from(segment.reserve) >= held.most));
            let mut plans: Vec<String> = Vec::new();
            for id in idle.flatten().map(|held| &held.seat.begins_under().0.id) {
                if !plans.contains(id) {
                    plans.push(id.clone());
                }
            }
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

/// The seats whose people share their account with nobody.
fn alone(team: Cow<'_, [Seat]>) -> Vec<Seat> {
    let accounts = accounts(&team);
    let is_alone =
        |place: usize| accounts.iter().all(|people| people.len() == 1 || people.iter().all(|it| it.seat != place));
    team.iter().enumerate().filter(|(place, _)| is_alone(*place)).map(|(_, seat)| seat.clone()).collect()
}

/// A seat, and the most credits that an account of its people ever holds, but for refunds.
struct Held {
    seat: Seat,
    most: u64,
}

fn held(team: &[Seat]) -> Vec<Held> {
    let most = |seat: &Seat| {
        let opening = seat.held() / u64::from(seat.count);
        seat.plans().map(|plan| u64::from(plan.cap)).fold(opening, u64::max)
    };
    // People who share an account hold the sum.
    let mut shared: Vec<u64> = team.iter().map(most).collect();
    for account in accounts(team).iter().filter(|account| account.len() > 1) {
        let sum = account.iter().map(|person| most(&team[person.seat])).sum();
        account.iter().for_each(|person| shared[person.seat] = sum);
    }
    team.iter().cloned().zip(shared).map(|(seat, most)| Held { seat, most }).collect()
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
            let credits = bill(case).granted + brought(case);
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
