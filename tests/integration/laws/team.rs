//! What holds for the accounts of a case and for the people who have them.

use std::collections::BTreeSet;

use inmail_sim::domain::case::Case;
use inmail_sim::domain::plan::Plan;
use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::seat::Seat;
use proptest::prelude::*;

use super::Verdict;
use crate::reference::{Event, Kind, Played};

/// One of the people: the place of the seat, the plan at the beginning and the first day.
struct Person<'a> {
    seat: usize,
    plan: &'a Plan,
    first_day: Day,
}

fn people(team: &[Seat]) -> Vec<Person<'_>> {
    let mut people = Vec::new();
    for (place, seat) in team.iter().enumerate() {
        let earlier = seat.plan_changes.iter().rfind(|change| change.week < seat.from_week);
        let plan = earlier.map_or(&seat.plan, |change| &change.plan);
        let first_day = 7 * (seat.from_week as Day - 1);
        people.extend((0..seat.count).map(|_| Person { seat: place, plan, first_day }));
    }
    people
}

/// The account of each of the people, and of each account whether several have it.
fn accounts(people: &[Person]) -> (Vec<usize>, Vec<bool>) {
    let (mut of_person, mut shared): (Vec<usize>, Vec<bool>) = (Vec::new(), Vec::new());
    for (place, person) in people.iter().enumerate() {
        let pool = people[..place].iter().position(|other| person.plan.pooled && other.plan.id == person.plan.id);
        match pool {
            Some(other) => shared[of_person[other]] = true,
            None => shared.push(false),
        }
        of_person.push(pool.map_or(shared.len() - 1, |other| of_person[other]));
    }
    (of_person, shared)
}

/// In every account the running sum of the credits is the balance; on each day one account comes after the other.
pub(super) fn balances_follow_from_events(case: &Case, events: &[Event]) -> Verdict {
    let team = case.team();
    let people = people(&team);
    let (of_person, shared) = accounts(&people);
    // What nobody in particular is concerned by does not say of which account it is. All ways to read it are followed:
    // the account that the day has come to, and the balances.
    let mut readings = BTreeSet::from([(0, vec![0; shared.len()])]);
    let mut day = 0;
    for event in events {
        let begins_day = std::mem::replace(&mut day, event.day) != event.day;
        let own = if people.len() == 1 { Some(0) } else { event.seat.map(|person| of_person[person]) };
        prop_assert!(people.len() > 1 || event.seat.is_none(), "there is one alone: {:?}", event);
        let is_loss = matches!(event.kind, Kind::Lapse | Kind::Cap | Kind::Forfeit);
        let may_be = |account: usize| own.map_or(shared[account], |own| own == account && !(is_loss && shared[own]));
        let mut next = BTreeSet::new();
        for (last, balances) in &readings {
            for account in (0..shared.len()).filter(|&account| may_be(account) && (begins_day || account >= *last)) {
                let balance = balances[account] + event.credits;
                if i128::from(balance) == i128::from(event.balance) {
                    let mut balances: Vec<i64> = balances.clone();
                    balances[account] = balance;
                    next.insert((account, balances));
                }
            }
        }
        prop_assert!(!next.is_empty(), "no account has this balance after {:?}", event);
        readings = next;
    }
    Ok(())
}

/// Nothing happens to anybody before the first day, and nobody works what is not theirs.
pub(super) fn nobody_works_before_the_first_day(case: &Case, events: &[Event]) -> Verdict {
    let team = case.team();
    let people = people(&team);
    for event in events {
        let person = if people.len() == 1 { Some(&people[0]) } else { event.seat.map(|person| &people[person]) };
        let Some(person) = person else { continue };
        prop_assert!(event.day >= person.first_day && person.first_day < case.calendar.days, "too early: {:?}", event);
        let works = |segment: usize| team[person.seat].segments.contains(&segment);
        prop_assert!(event.segment.is_none_or(works), "not theirs: {:?}", event);
        prop_assert!(event.kind != Kind::Opening || event.day == person.first_day, "not the first day: {:?}", event);
    }
    Ok(())
}

/// What seats came to is what happened to their people, and together it is what the case came to.
pub(super) fn seats_sum_up(case: &Case, played: &Played) -> Verdict {
    let team = case.team();
    let people = people(&team);
    prop_assert_eq!(played.seats.len(), team.len());
    for (place, seat) in played.seats.iter().enumerate() {
        let theirs = |event: &&Event| {
            if people.len() == 1 { true } else { event.seat.is_some_and(|it| people[it].seat == place) }
        };
        let events = |kind| played.events.iter().filter(theirs).filter(move |event| event.kind == kind);
        let credits = |kind| events(kind).map(|event| event.credits).sum::<i64>().unsigned_abs();
        prop_assert_eq!(seat.cost_cents, events(Kind::Charge).filter_map(|event| event.amount).sum::<u64>());
        prop_assert_eq!((seat.granted, seat.refunded), (credits(Kind::Grant), credits(Kind::Refund)));
        prop_assert_eq!((seat.spent, seat.replies_settled), (credits(Kind::Send), events(Kind::Reply).count() as u64));
        prop_assert_eq!(seat.is_short, events(Kind::Short).count() > 0);
        let started: BTreeSet<_> =
            events(Kind::Send).map(|event| (event.seat, event.segment, event.prospect)).collect();
        prop_assert_eq!(seat.started, started.len() as u64);
        let sent = events(Kind::Send).filter_map(|event| event.touch).map(|it| case.touches[it].minutes);
        let reached = events(Kind::Outcome).filter_map(|event| event.outcome).map(|it| case.outcomes[it].minutes);
        prop_assert_eq!(seat.effort, sent.chain(reached).map(|minutes| minutes.thousandths()).sum::<u64>());
        let shares_with_others = people.iter().enumerate().any(|(it, person)| {
            person.seat == place
                && people.iter().enumerate().any(|(other_place, other)| {
                    other.seat != place && other_place != it && person.plan.pooled && other.plan.id == person.plan.id
                })
        });
        prop_assert_eq!(seat.unused.is_none(), shares_with_others);
    }
    let sum = |count: fn(&crate::reference::SeatCount) -> u64| played.seats.iter().map(count).sum::<u64>();
    prop_assert_eq!(sum(|seat| seat.cost_cents), played.cost_cents);
    prop_assert_eq!((sum(|seat| seat.granted), sum(|seat| seat.refunded)), (played.granted, played.refunded));
    prop_assert_eq!((sum(|seat| seat.spent), sum(|seat| seat.started)), (played.spent, played.started));
    prop_assert_eq!(
        (sum(|seat| seat.replies_settled), sum(|seat| seat.effort)),
        (played.replies_settled, played.effort)
    );
    let is_short = played.weeks.iter().any(|week| week.held_up[inmail_sim::domain::reason::Reason::Credits as usize]);
    prop_assert_eq!(played.seats.iter().any(|seat| seat.is_short), is_short);
    let unused = played.lapsed + played.capped + played.forfeited;
    let known: Option<u64> = played.seats.iter().map(|seat| seat.unused).sum();
    prop_assert!(known.is_none_or(|known| known == unused), "{:?} for {}", known, unused);
    Ok(())
}
