//! What holds for every trial of every case, whoever plays it.

mod team;

use std::collections::{BTreeMap, BTreeSet};

use inmail_sim::domain::case::{Case, LimitWeek};
use inmail_sim::domain::reason::Reason;
use inmail_sim::domain::touch::Channel;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use crate::random_case;
use crate::reference::{self, Event, Kind, Played};

type Verdict = Result<(), TestCaseError>;

/// Checks all laws on what a player makes of random cases, `cases` of them.
pub(crate) fn are_kept_by(player: impl Fn(&Case, u64, u64) -> Played, cases: u32) {
    // A failing case is printed whole: there is no need for a file of seeds.
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let inputs = (random_case::case(), any::<u64>(), 0..1_000_000u64);
    let verdict = runner.run(&inputs, |(case, seed, trial)| {
        let played = player(&case, seed, trial);
        events_are_in_order(&played.events)?;
        team::balances_follow_from_events(&case, &played.events)?;
        team::nobody_works_before_the_first_day(&case, &played.events)?;
        team::seats_sum_up(&case, &played)?;
        ledger_balances_every_day(&case, &played)?;
        counts_agree_with_events(&case, &played)?;
        weeks_sum_up(&case, &played)?;
        touches_sum_up(&case, &played)?;
        outcomes_follow_what_leads_to_them(&case, &played)?;
        prospects_answer_once(&played.events)?;
        refunds_follow_replies(&case, &played.events)?;
        touches_go_out_when_they_may(&case, &played.events)?;
        nobody_takes_more_than_is_allowed(&case, &played.events)?;
        lists_are_worked_through_once(&case, &played)
    });
    if let Err(failure) = verdict {
        panic!("{failure}");
    }
}

fn events_are_in_order(events: &[Event]) -> Verdict {
    prop_assert!(events.is_sorted_by_key(|event| event.day));
    Ok(())
}

/// opening + granted + refunded = spent + lapsed + capped + forfeited + balance, each day.
fn ledger_balances_every_day(case: &Case, played: &Played) -> Verdict {
    for day in 0..case.calendar.days {
        let so_far = || played.events.iter().filter(|event| event.day <= day);
        let sum = |kinds: &[Kind]| -> i64 {
            so_far().filter(|event| kinds.contains(&event.kind)).map(|event| event.credits).sum()
        };
        let balance: i64 = so_far().map(|event| event.credits).sum();
        let gained = sum(&[Kind::Opening, Kind::Grant, Kind::Refund]);
        let lost = -sum(&[Kind::Send, Kind::Lapse, Kind::Cap, Kind::Forfeit]);
        prop_assert_eq!(gained, lost + balance, "on day {}", day);
        if day % 7 == 6 {
            prop_assert_eq!(played.weeks[day as usize / 7].balance, balance as u64, "on day {}", day);
        }
    }
    Ok(())
}

fn counts_agree_with_events(case: &Case, played: &Played) -> Verdict {
    let credits = |kind| {
        let of_kind = played.events.iter().filter(|event| event.kind == kind);
        of_kind.map(|event| event.credits).sum::<i64>().unsigned_abs()
    };
    let number = |kind| played.events.iter().filter(|event| event.kind == kind).count() as u64;
    prop_assert_eq!(played.opening, credits(Kind::Opening));
    prop_assert_eq!(played.granted, credits(Kind::Grant));
    prop_assert_eq!(played.refunded, credits(Kind::Refund));
    prop_assert_eq!(played.spent, credits(Kind::Send));
    prop_assert_eq!(played.lapsed, credits(Kind::Lapse));
    prop_assert_eq!(played.capped, credits(Kind::Cap));
    prop_assert_eq!(played.forfeited, credits(Kind::Forfeit));
    prop_assert_eq!(played.grant_days, number(Kind::Grant));
    let amounts = |is_outcome: bool| {
        let of = played.events.iter().filter(|event| (event.kind == Kind::Outcome) == is_outcome);
        of.filter_map(|event| event.amount).sum::<u64>()
    };
    prop_assert_eq!((played.cost_cents, played.value_cents), (amounts(false), amounts(true)));
    prop_assert_eq!(played.replies_settled, number(Kind::Reply));
    let inside = played.events.iter().filter(|event| event.day < case.calendar.days);
    prop_assert_eq!(played.replies, inside.filter(|event| event.kind == Kind::Reply).count() as u64);
    prop_assert_eq!(
        played.opening + played.granted + played.refunded,
        played.spent + played.lapsed + played.capped + played.forfeited + played.closing
    );
    Ok(())
}

fn weeks_sum_up(case: &Case, played: &Played) -> Verdict {
    let weeks = &played.weeks;
    prop_assert_eq!(weeks.len(), case.calendar.weeks() as usize);
    prop_assert_eq!(weeks.last().map(|week| week.balance), Some(played.closing));
    prop_assert_eq!(weeks.iter().map(|week| week.spent).sum::<u64>(), played.spent);
    prop_assert_eq!(weeks.iter().map(|week| week.replies).sum::<u64>(), played.replies);
    prop_assert_eq!(weeks.iter().map(|week| week.refunded).sum::<u64>(), played.refunded);
    prop_assert_eq!(weeks.iter().map(|week| week.lapsed).sum::<u64>(), played.lapsed);
    prop_assert_eq!(weeks.iter().map(|week| week.capped).sum::<u64>(), played.capped);
    prop_assert_eq!(weeks.iter().map(|week| week.shortfall).sum::<u64>(), played.shortfall);
    for (place, week) in weeks.iter().enumerate() {
        let this_week = || played.events.iter().filter(|event| event.day / 7 == place as i32);
        let number = |kind| this_week().filter(|event| event.kind == kind).count();
        prop_assert_eq!(week.sent, number(Kind::Send) as u64);
        for (reason, held_up) in Reason::ALL.into_iter().zip(week.held_up) {
            let kind = if reason == Reason::Credits { Kind::Short } else { Kind::Held(reason) };
            prop_assert_eq!(held_up, number(kind) > 0, "{:?}", reason);
        }
    }
    for (place, sum) in played.held_up.into_iter().enumerate() {
        prop_assert_eq!(weeks.iter().filter(|week| week.held_up[place]).count() as u64, sum);
    }
    Ok(())
}

fn touches_sum_up(case: &Case, played: &Played) -> Verdict {
    let rows: Vec<_> = played.touches.iter().map(|row| (row.segment, row.touch)).collect();
    let expected: Vec<_> = case.touch_rows().iter().map(|row| (row.segment, row.touch)).collect();
    prop_assert_eq!(rows, expected);
    for row in &played.touches {
        let of_row =
            || played.events.iter().filter(|event| (event.segment, event.touch) == (row.segment, Some(row.touch)));
        let number = |kind| of_row().filter(|event| event.kind == kind).count() as u64;
        let spent = of_row().filter(|event| event.kind == Kind::Send).map(|event| event.credits).sum::<i64>();
        prop_assert_eq!(row.sent, number(Kind::Send));
        prop_assert_eq!(row.credits, spent.unsigned_abs());
        prop_assert_eq!(row.accepted, number(Kind::Accept));
        prop_assert_eq!(row.replies, number(Kind::Reply));
    }
    prop_assert_eq!(played.touches.iter().map(|row| row.replies).sum::<u64>(), played.replies_settled);
    let effort = played.touches.iter().map(|row| row.sent * case.touches[row.touch].minutes.thousandths());
    let reached = played.reached.iter().zip(&case.outcomes);
    let effort = effort.chain(reached.map(|((reached, _), outcome)| reached * outcome.minutes.thousandths()));
    prop_assert_eq!(effort.sum::<u64>(), played.effort);
    Ok(())
}

/// Nobody replies twice, has more than one credit refunded, or is contacted after the reply.
/// Nothing is reached more often, or sooner, than what it follows from, and each time by somebody who replied.
fn outcomes_follow_what_leads_to_them(case: &Case, played: &Played) -> Verdict {
    for (place, (outcome, &(reached, in_time))) in case.outcomes.iter().zip(&played.reached).enumerate() {
        let leads = outcome.of.map_or((played.replies_settled, played.replies), |of| played.reached[of]);
        prop_assert!(reached <= leads.0 && in_time <= leads.1 && in_time <= reached, "{}", outcome.id);
        let events = || played.events.iter().filter(|event| event.outcome == Some(place));
        let inside = events().filter(|event| event.day < case.calendar.days).count() as u64;
        prop_assert_eq!((reached, in_time), (events().count() as u64, inside));
        for event in events() {
            let who = |event: &Event| (event.seat, event.segment, event.prospect);
            let same = |other: &&Event| who(other) == who(event);
            let lead = |other: &&Event| match outcome.of {
                None => other.kind == Kind::Reply,
                Some(of) => other.outcome == Some(of),
            };
            prop_assert!(played.events.iter().filter(same).filter(lead).any(|lead| lead.day <= event.day));
        }
    }
    Ok(())
}

fn prospects_answer_once(events: &[Event]) -> Verdict {
    let mut happened = BTreeSet::new();
    for event in events.iter().filter(|event| event.prospect.is_some()) {
        let prospect = (event.seat, event.segment, event.prospect);
        match event.kind {
            Kind::Reply => prop_assert!(happened.insert((prospect, 'r')), "a second reply: {:?}", event),
            Kind::Refund => prop_assert!(happened.insert((prospect, 'c')), "a second refund: {:?}", event),
            Kind::Send => prop_assert!(!happened.contains(&(prospect, 'r')), "after the reply: {:?}", event),
            _ => {}
        }
    }
    Ok(())
}

/// A refund comes right after the reply that earned it, inside the campaign and the window, and for a prospect who
/// cost a credit.
fn refunds_follow_replies(case: &Case, events: &[Event]) -> Verdict {
    let mut latest_paid = BTreeMap::new();
    for (place, event) in events.iter().enumerate() {
        if event.kind == Kind::Send && event.credits == -1 {
            latest_paid.insert((event.seat, event.segment, event.prospect), event.day);
        }
        if event.kind == Kind::Refund {
            let reply = &events[place - 1];
            prop_assert_eq!(reply.kind, Kind::Reply);
            prop_assert_eq!(
                (reply.day, reply.seat, reply.segment, reply.prospect, reply.touch),
                (event.day, event.seat, event.segment, event.prospect, event.touch)
            );
            prop_assert!(event.day < case.calendar.days);
            if event.segment.is_some() {
                let paid = latest_paid.get(&(event.seat, event.segment, event.prospect)).copied();
                let last = paid.map(|day| day + case.rules.refund_window_days as i32);
                prop_assert!(last.is_some_and(|last| event.day <= last), "outside the window: {:?}", event);
            }
        }
    }
    Ok(())
}

/// Touches go out on send days, in the order of the sequence; only InMails cost.
fn touches_go_out_when_they_may(case: &Case, events: &[Event]) -> Verdict {
    let mut steps = BTreeMap::new();
    for event in events.iter().filter(|event| event.kind == Kind::Send) {
        let segment = event.segment.expect("a segment sends");
        let place = event.touch.expect("a touch is sent");
        let touch = &case.touches[place];
        prop_assert!(event.day < case.calendar.days && case.calendar.is_send_day(event.day));
        prop_assert!(event.credits == 0 || (event.credits == -1 && touch.channel() == Channel::InMail));

        let sequence = &case.segments[segment].sequence;
        let step: &mut usize = steps.entry((event.seat, segment, event.prospect)).or_default();
        if *step == 0 {
            prop_assert_eq!(place, sequence[0], "not the first touch: {:?}", event);
        }
        let next = sequence[*step..].iter().position(|&touch| touch == place);
        prop_assert!(next.is_some(), "not in the sequence: {:?}", event);
        *step += next.expect("it was found") + 1;
    }
    Ok(())
}

/// Limits of a day and of a week, hours of a week and shares of the credits are kept, each person's own.
fn nobody_takes_more_than_is_allowed(case: &Case, events: &[Event]) -> Verdict {
    let sends: Vec<&Event> = events.iter().filter(|event| event.kind == Kind::Send).collect();
    let limit = |limit: Option<u32>| limit.map_or(usize::MAX, |limit| limit as usize);
    for (place, event) in sends.iter().enumerate() {
        let touch = &case.touches[event.touch.expect("a touch is sent")];
        let so_far = || sends[..=place].iter().filter(|sent| sent.seat == event.seat);
        let alike_since = |day| so_far().filter(|sent| sent.touch == event.touch && sent.day >= day).count();
        let week = match case.pacing.limit_week {
            LimitWeek::Campaign => event.day / 7 * 7,
            LimitWeek::Rolling => event.day - 6,
        };
        prop_assert!(alike_since(event.day) <= limit(touch.limit_per_day), "above the limit of a day: {:?}", event);
        prop_assert!(alike_since(week) <= limit(touch.limit_per_week), "above the limit of a week: {:?}", event);

        let this_week = so_far().filter(|sent| sent.day / 7 == event.day / 7).filter_map(|sent| sent.touch);
        let minutes: u64 = this_week.map(|touch| case.touches[touch].minutes.thousandths()).sum();
        let is_short = touch.minutes.thousandths() == 0;
        let hours = case.pacing.hours_per_week;
        prop_assert!(is_short || hours.is_none_or(|hours| minutes <= hours.thousandths()), "no time: {:?}", event);

        let most = event.segment.and_then(|segment| case.segments[segment].credits_at_most);
        let spent = so_far().filter(|sent| sent.segment == event.segment && sent.credits < 0).count();
        prop_assert!(event.credits == 0 || spent <= limit(most), "above its share: {:?}", event);
    }
    Ok(())
}

/// What segments came to is what happened; one that is through has started everybody and sends nothing later.
fn lists_are_worked_through_once(case: &Case, played: &Played) -> Verdict {
    for (place, (settings, segment)) in case.segments.iter().zip(&played.segments).enumerate() {
        let events = || played.events.iter().filter(|event| event.segment == Some(place));
        let sends = || events().filter(|event| event.kind == Kind::Send);
        let started: BTreeSet<_> = sends().map(|event| (event.seat, event.prospect)).collect();
        prop_assert_eq!(segment.started, started.len() as u64);
        prop_assert_eq!(segment.replied, events().filter(|event| event.kind == Kind::Reply).count() as u64);
        if let Some(day) = segment.through {
            prop_assert_eq!(Some(segment.started), settings.prospects.map(u64::from));
            prop_assert!((0..case.calendar.days).contains(&day) && sends().all(|event| event.day <= day));
            let held_up = |event: &Event| matches!(event.kind, Kind::Held(_) | Kind::Short);
            prop_assert!(!events().any(|event| held_up(event) && event.day > day));
        }
    }
    prop_assert_eq!(played.started, played.segments.iter().map(|segment| segment.started).sum::<u64>());
    let mut lists = case.segments.iter().zip(&played.segments).filter(|(settings, _)| settings.prospects.is_some());
    let has_lists = lists.clone().count() > 0;
    prop_assert_eq!(played.through, has_lists && lists.all(|(_, segment)| segment.through.is_some()));
    Ok(())
}

#[test]
fn the_reference_keeps_the_laws() {
    are_kept_by(reference::play, 500);
}

/// Laws that are never put to the test prove nothing: everything that can happen happens in many random cases.
#[test]
fn random_cases_reach_every_event() {
    const CASES: usize = 400;
    let mut runner = TestRunner::deterministic();
    let mut cases_with: BTreeMap<String, usize> = BTreeMap::new();
    for trial in 0..CASES {
        let case = random_case::case().new_tree(&mut runner).expect("no case is rejected").current();
        let played = reference::play(&case, 1, trial as u64);
        let events = &played.events;
        let after_the_end = |event: &&Event| event.day >= case.calendar.days;
        let is_free_inmail = |event: &&Event| {
            let is_inmail = |touch: usize| case.touches[touch].channel() == Channel::InMail;
            event.kind == Kind::Send && event.credits == 0 && event.touch.is_some_and(is_inmail)
        };
        let mut found: BTreeSet<String> = events.iter().map(|event| format!("{:?}", event.kind)).collect();
        let is_team = events.iter().any(|event| event.seat.is_some());
        found.extend(is_team.then(|| "a team".into()));
        let nobodys = events.iter().filter(|event| is_team && event.seat.is_none());
        found.extend(nobodys.map(|event| format!("a pool's {:?}", event.kind)));
        found.extend(played.seats.iter().find(|seat| seat.unused.is_none()).map(|_| "pool of seats".into()));
        found.extend(played.through.then(|| "through".into()));
        found.extend(events.iter().find(after_the_end).map(|_| "after the end".into()));
        found.extend(events.iter().find(is_free_inmail).map(|_| "free InMail".into()));
        for pair in events.windows(2) {
            if pair[0].kind == Kind::Refund && matches!(pair[1].kind, Kind::Lapse | Kind::Cap) {
                found.insert(format!("refund, then {:?}", pair[1].kind));
            }
        }
        for what in found {
            *cases_with.entry(what).or_default() += 1;
        }
    }
    assert_eq!(cases_with.len(), 27, "{cases_with:#?}");
    assert!(cases_with.values().all(|&cases| cases >= CASES / 50), "{cases_with:#?}");
}
