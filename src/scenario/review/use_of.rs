//! Definitions that are of no use, and trials that are too few for a result.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{Review, value_mark};
use crate::domain::segment::Pace;
use crate::scenario::axis::Axis;
use crate::scenario::document::source::{Mark, Role};
use crate::scenario::document::tree::{Entry, Table, Value};
use crate::scenario::warning::WarningKind;

/// Of fewer trials, fewer than fifty lie beyond either end of the 90 % range.
const FEW_TRIALS: u64 = 1_000;

pub(super) fn review(review: &mut Review<'_>) {
    unused_touches(review);
    unused_records(review);
    unused_plans(review);
    idle_segments(review);
    few_trials(review);
}

/// Files to be extended may well hold more than one scenario needs: only the scenario file itself is held to it.
fn unused_touches(review: &mut Review<'_>) {
    let mut used: HashSet<&str> = varied_touches(review).collect();
    for reviewed in &review.variants {
        let case = reviewed.case();
        let sent = case.segments.iter().flat_map(|segment| segment.sequence.iter().copied());
        let team = case.team();
        let pending = team.iter().flat_map(|seat| &seat.opening.pending).map(|pending| pending.touch);
        used.extend(sent.chain(pending).map(|touch| case.touches[touch].id.as_str()));
    }
    let mut unused: Vec<(String, Mark)> = Vec::new();
    for reviewed in &review.variants {
        for touch in under(reviewed.table(), "touch") {
            if !used.contains(touch.key.as_str()) && review.role(touch.mark) == Role::Scenario {
                unused.push((touch.key.clone(), touch.mark));
            }
        }
    }
    for (touch, mark) in unused {
        review.tell(WarningKind::UnusedTouch { touch }, mark);
    }
}

/// What the goal varies below a path of the file.
fn varied<'r>(review: &Review<'r>, path: &str) -> impl Iterator<Item = &'r Axis> + use<'r> {
    let path = path.to_owned();
    let axes = review.goal.into_iter().flat_map(|goal| &goal.vary);
    axes.filter(move |axis| {
        axis.path.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// The touches in sequences that the goal varies: whatever stands in quotes there.
fn varied_touches<'r>(review: &Review<'r>) -> impl Iterator<Item = &'r str> + use<'r> {
    let settings = varied(review, "segment").flat_map(|axis| &axis.settings).collect::<Vec<_>>();
    settings.into_iter().flat_map(|setting| setting.text.split(['"', '\'']).skip(1).step_by(2))
}

/// But a file with touches of which none is in a sequence, such as a record whose touches have other names, is of no use.
fn unused_records(review: &mut Review<'_>) {
    let mut used: BTreeSet<&str> = varied_touches(review).collect();
    for reviewed in &review.variants {
        let case = reviewed.case();
        used.extend(
            case.segments.iter().flat_map(|segment| &segment.sequence).map(|&touch| case.touches[touch].id.as_str()),
        );
    }
    // Of each file its first touch, the names of all, and whether one of them is used.
    let mut files: BTreeMap<usize, (Mark, BTreeSet<&str>, bool)> = BTreeMap::new();
    for reviewed in &review.variants {
        for touch in under(reviewed.table(), "touch") {
            let values = touch.node.table().into_iter().flat_map(|table| &table.entries).map(|entry| entry.mark);
            for mark in std::iter::once(touch.mark).chain(values) {
                if matches!(review.role(mark), Role::Extended | Role::Record) {
                    let (first, names, is_used) =
                        files.entry(mark.source).or_insert((touch.mark, BTreeSet::new(), false));
                    *first = (*first).min(touch.mark);
                    names.insert(&touch.key);
                    *is_used |= used.contains(touch.key.as_str());
                }
            }
        }
    }
    let list = |names: &BTreeSet<&str>| names.iter().map(|&name| name.to_owned()).collect();
    let unused = files.into_values().filter(|(_, _, is_used)| !is_used);
    let told: Vec<(WarningKind, Mark)> = unused
        .map(|(mark, names, _)| (WarningKind::UnusedTouches { touches: list(&names), used: list(&used) }, mark))
        .collect();
    told.into_iter().for_each(|(kind, mark)| review.tell(kind, mark));
}

/// The same as for touches holds for plans. One that another is like has its use.
fn unused_plans(review: &mut Review<'_>) {
    let mut used: HashSet<String> = HashSet::new();
    let mut stated: Vec<(String, Mark)> = Vec::new();
    for reviewed in &review.variants {
        if reviewed.entry(&["plans"]).is_some_and(|plans| review.is_argument(value_mark(plans))) {
            // Whoever asks for some plans by an argument leaves out the others.
            return;
        }
        for seat in reviewed.cases.iter().flat_map(|case| case.team().into_owned()) {
            used.extend(seat.plan_changes.into_iter().map(|change| change.plan.id).chain([seat.plan.id]));
        }
        for plan in under(reviewed.table(), "plan") {
            if let Some(Value::Text(like)) =
                plan.node.table().and_then(|table| table.get("like")).map(|entry| &entry.node.value)
            {
                used.insert(like.clone());
            }
            if review.role(plan.mark) == Role::Scenario {
                stated.push((plan.key.clone(), plan.mark));
            }
        }
    }
    stated.retain(|(plan, _)| !used.contains(plan));
    for (plan, mark) in stated {
        review.tell(WarningKind::UnusedPlan { plan }, mark);
    }
}

/// The entries of a section of a table.
fn under<'t>(table: &'t Table, section: &str) -> impl Iterator<Item = &'t Entry> {
    table.at(&[section]).and_then(|entry| entry.node.table()).into_iter().flat_map(|table| &table.entries)
}

fn idle_segments(review: &mut Review<'_>) {
    let varied = |segment: &str| varied(review, &format!("segment.{segment}")).next().is_some();
    let mut started: HashSet<&str> = HashSet::new();
    let mut idle: Vec<(&str, &'static str, Mark)> = Vec::new();
    for reviewed in &review.variants {
        for segment in &reviewed.case().segments {
            let nobody_wanted = matches!(&segment.pace, Pace::PerWeek(list) if list.iter().all(|&number| number == 0));
            let key = match (nobody_wanted, segment.prospects) {
                (true, _) => "per_week",
                (false, Some(0)) => "prospects",
                _ => {
                    started.insert(&segment.id);
                    continue;
                }
            };
            if !started.contains(segment.id.as_str()) {
                idle.push((&segment.id, key, review.mark(reviewed, &["segment", &segment.id, key])));
            }
        }
    }
    idle.retain(|(segment, ..)| !started.contains(segment) && !varied(segment));
    for (segment, key, mark) in idle {
        let kind = WarningKind::IdleSegment { segment: segment.to_owned(), key };
        review.tell(kind, mark);
    }
}

/// Whoever asks for few trials by an argument wants a quick look.
fn few_trials(review: &mut Review<'_>) {
    let Some(trials) = review.variants[0].table().at(&["trials"]) else { return };
    let number = match trials.node.value {
        Value::Whole(number) => u64::try_from(number).unwrap_or(u64::MAX),
        Value::Float(number) => number as u64,
        _ => return,
    };
    let mark = value_mark(trials);
    if number < FEW_TRIALS && !review.is_argument(mark) {
        review.tell(WarningKind::FewTrials { trials: number, beyond: number / 20 }, mark);
    }
}
