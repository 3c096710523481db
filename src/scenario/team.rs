//! Gives seats their plans, and sees to it that accounts change as a whole.

use std::collections::BTreeMap;

use super::document::context::Context;
use super::document::quote::quote;
use super::plan_changes::{Change, Changes};
use super::problem::CampaignProblem;
use super::seats::{Own, Stated};
use crate::domain::case::Opening;
use crate::domain::plan::{Plan, PlanChange};
use crate::domain::seat::Seat;

/// What the case of a variant in which every seat names its plan has in place of one.
pub(super) const TEAM: &str = "team";
/// What people call it.
pub(super) const YOUR_TEAM: &str = "Your team";

/// The people of a case under a plan. Changes that would part or join accounts are reported.
pub(super) fn team(
    ctx: &Context<'_>,
    stated: &[Stated],
    own: &[Own],
    changes: &Changes,
    plan: &Plan,
    opening: &Opening,
) -> Vec<Seat> {
    let changes: Vec<Vec<&Change>> =
        own.iter().enumerate().map(|(place, own)| changes.of(place, own.mark.is_none())).collect();
    let seat = |(place, (stated, own)): (usize, (&Stated, &Own))| Seat {
        id: stated.id.clone(),
        segments: stated.segments.clone(),
        count: stated.count,
        plan: own.plan.as_ref().unwrap_or(plan).clone(),
        plan_changes: changes[place].iter().map(|change| change.change.clone()).collect(),
        opening: stated.opening.as_ref().unwrap_or(opening).clone(),
        from_week: stated.from_week,
        ramp: stated.ramp.clone(),
        reply_lift: stated.reply_lift.clone(),
        accept_lift: stated.accept_lift.clone(),
    };
    let team: Vec<Seat> = stated.iter().zip(own).enumerate().map(seat).collect();
    if team.iter().map(|seat| seat.count).sum::<u32>() > 1 {
        check_accounts(ctx, &team, &changes);
    }
    team
}

/// An account changes as a whole, and is never parted or joined.
fn check_accounts(ctx: &Context<'_>, team: &[Seat], changes: &[Vec<&Change>]) {
    let mut pools: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, seat) in team.iter().enumerate() {
        let (first, later) = seat.begins_under();
        if first.pooled {
            pools.entry(&first.id).or_default().push(place);
        }
        for (change, stated) in later.iter().zip(&changes[place][changes[place].len() - later.len()..]) {
            let (path, week) = (format!("seat.{}", quote(&seat.id)), change.week);
            let to = &change.plan;
            if first.pooled && !to.is_none() && to.id != first.id {
                let (from, to) = (first.id.clone(), to.id.clone());
                ctx.note(CampaignProblem::LeavesPool { seat: path, week, from, to }, stated.mark);
            } else if !first.pooled && to.pooled {
                ctx.note(CampaignProblem::JoinsPool { seat: path, week, to: to.id.clone() }, stated.mark);
            }
        }
    }
    for (plan, pool) in pools {
        check_pool(ctx, plan, &pool, team, changes);
    }
}

/// Reports each week in which some seats of a pool change and others do not.
fn check_pool(ctx: &Context<'_>, plan: &str, pool: &[usize], team: &[Seat], changes: &[Vec<&Change>]) {
    let mut weeks: BTreeMap<u32, Vec<(usize, &PlanChange)>> = BTreeMap::new();
    for &place in pool {
        for change in team[place].begins_under().1 {
            weeks.entry(change.week).or_default().push((place, change));
        }
    }
    // That the account would be parted is told once: a change to a plan that it cannot take is told already.
    let can_be = |change: &PlanChange| change.plan.is_none() || change.plan.id == plan;
    for (week, changing) in weeks.into_iter().filter(|(_, all)| all.iter().all(|(_, change)| can_be(change))) {
        let Some(&(place, first)) = changing.first() else { continue };
        // Whoever begins later begins under the pool's plan, so that it must be in force by then.
        let has_part = |&&other: &&usize| first.plan.is_none() || team[other].from_week <= week;
        let same =
            |&&other: &&usize| changing.iter().any(|&(at, change)| at == other && change.plan.id == first.plan.id);
        let Some(&stays) = pool.iter().filter(has_part).find(|other| !same(other)) else { continue };
        let stated = changes[place].iter().find(|stated| stated.change.week == week);
        if let Some(stated) = stated {
            let (plan, seat) = (plan.to_owned(), format!("seat.{}", quote(&team[stays].id)));
            ctx.note(CampaignProblem::PartsPool { plan, week, seat }, stated.mark);
        }
    }
}
