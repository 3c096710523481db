//! What can be worked out without a simulation: the known answers of the model's page.

mod bounds;
mod enumeration;
mod expenses;
mod held_up;
mod lists;
mod lives;
mod multiplier;
mod pools;
mod replies;
mod seats;
mod uncertainty;

use std::collections::BTreeMap;

use inmail_sim::domain::count::Count;
use inmail_sim::domain::event::{Event, EventKind};
use inmail_sim::domain::quantity::Day;
use inmail_sim::engine::{Sampling, trace};

use crate::builder::{campaign, play_each};

/// The credits moved by events of a kind, day by day.
fn credits_by_day(events: &[Event], kind: EventKind) -> BTreeMap<Day, u64> {
    let mut days = BTreeMap::new();
    for event in events.iter().filter(|event| event.kind == kind && event.credits != 0) {
        *days.entry(event.day).or_default() += event.credits.unsigned_abs();
    }
    days
}

/// The first days of the months of 2026, counted from New Year's Day: refill days of a campaign that begins then.
const MONTHS: [Day; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

#[test]
fn without_replies_everything_follows_from_the_calendar() {
    let case =
        campaign().plan(50, 150, 80.0).opening(20).weeks(52).every_day().per_week_max().inmail("inmail", 0.0, 1.0);
    let case = case.build();
    let (_, events) = trace(&case, Sampling::Even.luck(1, 0));
    // Every credit goes out on the day on which it comes.
    let sends: BTreeMap<Day, u64> = MONTHS.into_iter().map(|day| (day, if day == 0 { 70 } else { 50 })).collect();
    assert_eq!(credits_by_day(&events, EventKind::Send), sends);
    let kinds = [EventKind::Opening, EventKind::Charge, EventKind::Grant, EventKind::Send];
    assert!(events.iter().all(|event| kinds.contains(&event.kind)));
    // And no luck is left that could tell one trial from another.
    play_each(&case, 1, 100, |outcome, _| {
        for count in Count::BY_CAMPAIGN {
            let expected = if matches!(count, Count::Spent | Count::Started) { 620 } else { 0 };
            assert_eq!(outcome[count], expected, "{count:?}");
        }
    });
}

#[test]
fn without_replies_a_modest_pace_leaves_the_rest_to_the_cap() {
    // Five a week of 50 a month: all that is wanted goes out, and the account closes at the cap at most.
    let case = campaign().plan(50, 150, 80.0).weeks(52).every_day().per_week(5).inmail("inmail", 0.0, 1.0).build();
    play_each(&case, 1, 100, |outcome, _| {
        assert_eq!((outcome[Count::Refunded], outcome[Count::Replies], outcome[Count::RepliesSettled]), (0, 0, 0));
        assert_eq!((outcome[Count::Spent], outcome[Count::Short], outcome[Count::Shortfall]), (5 * 52, 0, 0));
        let lost = outcome[Count::Lapsed] + outcome[Count::Capped];
        assert_eq!(12 * 50, 5 * 52 + lost + outcome[Count::Balance]);
        assert!(outcome[Count::Balance] <= 150);
    });
}

#[test]
fn certain_replies_bring_every_credit_back_the_next_day() {
    let case = campaign().plan(50, 150, 80.0).weeks(26).every_day().per_week_max().inmail("inmail", 1.0, 1.0).build();
    let (outcome, events) = trace(&case, Sampling::Even.luck(1, 0));
    let sends = credits_by_day(&events, EventKind::Send);
    let refunds = credits_by_day(&events, EventKind::Refund);
    // Nothing is ever lost, so each day sends whatever has been granted by then, new or come back.
    let granted_by = |day: Day| 50 * MONTHS.iter().filter(|&&refill| refill <= day).count() as u64;
    for day in 0..26 * 7 {
        let granted = granted_by(day);
        assert_eq!(sends.get(&day), Some(&granted), "sent on day {day}");
        assert_eq!(refunds.get(&(day + 1)), (day < 26 * 7 - 1).then_some(&granted), "back on day {}", day + 1);
    }
    let mut spent_on = BTreeMap::new();
    for event in &events {
        match event.kind {
            EventKind::Send => assert_eq!(spent_on.insert(event.subject.prospect, event.day), None),
            EventKind::Refund => assert_eq!(spent_on[&event.subject.prospect] + 1, event.day),
            _ => {}
        }
    }
    let too_late = outcome[Count::Spent] - outcome[Count::Refunded];
    assert_eq!(too_late, granted_by(26 * 7 - 1), "the last day's replies land after the end");
    assert_eq!(outcome[Count::RepliesSettled], outcome[Count::Spent]);
}

#[test]
fn a_follow_up_that_draws_the_reply_costs_two_and_brings_one_back() {
    let case = campaign().opening(2).every_day().per_week(1).prospects(1);
    let case = case.inmail("inmail", 0.0, 1.0).inmail("follow-up", 1.0, 2.0).after(3).build();
    let (outcome, events) = trace(&case, Sampling::Even.luck(1, 0));
    let story: Vec<(Day, EventKind, Option<u32>)> =
        events.iter().map(|event| (event.day, event.kind, event.subject.touch)).collect();
    // One a week starts on the last send day of the week.
    let expected = [
        (0, EventKind::Opening, None),
        (6, EventKind::Send, Some(0)),
        (9, EventKind::Send, Some(1)),
        (11, EventKind::Reply, Some(1)),
        (11, EventKind::Refund, Some(1)),
    ];
    assert_eq!(story, expected);
    assert_eq!((outcome[Count::Spent], outcome[Count::Refunded], outcome[Count::Balance]), (2, 1, 1));
}

#[test]
fn without_sends_every_refill_from_the_fourth_fills_the_account_to_the_cap() {
    // Fifty weeks: they end between the twelfth refill and the day on which the lot of the tenth lapses.
    let case = campaign().plan(50, 150, 80.0).weeks(50).inmail("inmail", 0.5, 1.0).build();
    let (outcome, events) = trace(&case, Sampling::Even.luck(1, 0));
    let balance_after = |day: Day| events.iter().rfind(|event| event.day == day).map(|event| event.balance);
    for (number, day) in (1..).zip(MONTHS) {
        assert_eq!(balance_after(day), Some(if number < 3 { 50 * number } else { 150 }), "refill {number}");
    }
    // A lot meets its end at the third refill after its own: there the cap takes it, unless its 90 days are over.
    let (mut lapses, mut cuts) = (BTreeMap::new(), BTreeMap::new());
    for lot in MONTHS.windows(4) {
        let (credited, third_after) = (lot[0], lot[3]);
        if third_after - credited >= 90 {
            lapses.insert(credited + 90, 50);
        } else {
            cuts.insert(third_after, 50);
        }
    }
    assert_eq!(credits_by_day(&events, EventKind::Lapse), lapses);
    assert_eq!(credits_by_day(&events, EventKind::Cap), cuts);
    assert_eq!(cuts.len(), 1, "only from 1 February to 1 May are less than 90 days");
    assert_eq!(outcome[Count::Balance], 150);
}
