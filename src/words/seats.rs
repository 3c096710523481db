//! Who works the segments, in sentences.

use crate::domain::case::Case;
use crate::domain::plan::Plan;
use crate::domain::seat::{Seat, accounts};
use crate::figures::number::{count, number, percent, whole};
use crate::scenario::document::lists::all;
use crate::words::visible::visible;

/// The most seats, or segments of one, that are described one by one.
const SEATS: usize = 12;

/// The most weeks of a ramp that are told one by one.
const RAMP: usize = 4;

/// A sentence for each seat of a variant, and one for each account that several people share.
pub(super) fn seats(cases: &[&Case]) -> Vec<String> {
    let Some(case) = cases.first() else { return Vec::new() };
    let seats = case.seats.iter().take(SEATS).enumerate().map(|(place, seat)| {
        // Who takes the plan of the case has another in each.
        let is_same = cases.iter().all(|other| other.seats.get(place).is_some_and(|it| it.plan.id == seat.plan.id));
        in_words(case, seat, is_same)
    });
    let mut told: Vec<String> = seats.collect();
    if case.seats.len() > SEATS {
        told.push(format!("and {}", count((case.seats.len() - SEATS) as u64, "more seat")));
    }
    let of_each: Vec<Vec<String>> = cases.iter().map(|case| pools(&case.seats)).collect();
    for (case, pools) in cases.iter().zip(&of_each) {
        for sentence in pools {
            // Who shares an account may be another under each plan of the case.
            let is_same = of_each.iter().all(|others| others.contains(sentence));
            let sentence =
                if is_same { sentence.clone() } else { format!("with {} {sentence}", visible(&case.plan.name)) };
            if !told.contains(&sentence) {
                told.push(sentence);
            }
        }
    }
    told
}

/// Such as `2 people (heavy) under Sales Navigator work prospects from week 5 on`.
fn in_words(case: &Case, seat: &Seat, has_plan: bool) -> String {
    let people = people(seat.count);
    let plan = if has_plan { under(&seat.plan) } else { String::new() };
    let changes = seat.plan_changes.iter().filter(|change| change.week <= case.calendar.weeks());
    let changes: Vec<String> =
        changes.take(SEATS).map(|change| format!(", from week {}{}", change.week, under(&change.plan))).collect();
    let comma = if changes.is_empty() { "" } else { "," };
    let work = if seat.count == 1 { "works" } else { "work" };
    let segments = match seat.segments.len() {
        worked if worked == case.segments.len() && worked > 1 => "all segments".to_owned(),
        worked if worked > SEATS => count(worked as u64, "segment"),
        _ => all(seat.segments.iter().map(|&place| visible(&case.segments[place].id))),
    };
    let from = if seat.from_week > 1 { format!(" from week {} on", seat.from_week) } else { String::new() };
    let (id, changes) = (visible(&seat.id), changes.concat());
    format!("{people} ({id}){plan}{changes}{comma} {work} {segments}{from}{}", ramp(&seat.ramp))
}

fn under(plan: &Plan) -> String {
    if plan.is_none() { " without a plan".into() } else { format!(" under {}", visible(&plan.name)) }
}

/// A factor of a ramp, which may be above 1.
fn part(factor: f64) -> String {
    if factor <= 1.0 { percent(factor) } else { format!("{}\u{202f}%", number(100.0 * factor)) }
}

/// What part of the pace is kept in the first weeks.
fn ramp(ramp: &[f64]) -> String {
    let weeks = count(ramp.len() as u64, "week");
    match ramp {
        [] => String::new(),
        [one] => format!(", in their first week at {} of the pace", part(*one)),
        [first, .., last] if ramp.len() > RAMP => {
            format!(", in their first {weeks} at {} to {} of the pace", part(*first), part(*last))
        }
        ramp => format!(", in their first {weeks} at {} of the pace", all(ramp.iter().map(|factor| part(*factor)))),
    }
}

/// The accounts that several people share.
fn pools(team: &[Seat]) -> Vec<String> {
    let shared = accounts(team).into_iter().filter(|account| account.len() > 1);
    let told = shared.map(|account| {
        let mut seats: Vec<usize> = account.iter().map(|person| person.seat).collect();
        seats.dedup();
        let names = if seats.len() > SEATS {
            count(seats.len() as u64, "seat")
        } else {
            all(seats.iter().map(|&place| visible(&team[place].id)))
        };
        let plan = visible(&team[seats[0]].begins_under().0.name);
        format!("the {} of {names} share one account under {plan}", people(account.len() as u32))
    });
    told.collect()
}

/// `1 person`, `6 people`.
pub fn people(number: u32) -> String {
    if number == 1 { "1 person".into() } else { format!("{} people", whole(number.into())) }
}
