//! The engine against the model played a second time: every count, week, touch and event of random cases.

use inmail_sim::domain::case::Case;
use inmail_sim::domain::count::{Count, TrialCounts};
use inmail_sim::domain::event::{self, EventKind};
use inmail_sim::domain::figure::Figure;
use inmail_sim::domain::flag::Flag;
use inmail_sim::domain::ledger::Lot;
use inmail_sim::domain::reason::Reason;
use inmail_sim::domain::seat::{Person, Seat, accounts, people};
use inmail_sim::domain::subscription::{Bill, seat_bill};
use inmail_sim::domain::tally::SeatCounts;
use inmail_sim::engine::Sampling;
use inmail_sim::engine::recorder::Silent;
use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::trial::Player;
use proptest::prelude::*;

use crate::random_case;
use crate::reference::{self, Event, Kind, Played, SeatCount, SegmentCount, TouchCount, Week};
use crate::{laws, ledger};

/// Plays one trial with the engine, and puts what it tells into the reference's words.
pub(crate) fn play(case: &Case, seed: u64, trial: u64) -> Played {
    let schedule = Schedule::new(case);
    let mut player = Player::new(&schedule);
    // A trial before it must leave no trace.
    player.play(Sampling::Even.luck(seed, trial + 1), &mut Silent);
    let mut events: Vec<event::Event> = Vec::new();
    let counted = player.play(Sampling::Even.luck(seed, trial), &mut events).clone();
    let silent = Player::new(&schedule).play(Sampling::Even.luck(seed, trial), &mut Silent).clone();
    assert_eq!(counted, silent, "listening changes nothing");
    let terms = schedule.terms();
    let count = |count: Count| counted[count];
    let segments = player.segments().iter().map(|counts| SegmentCount {
        started: counts.started,
        replied: counts.replied,
        through: counts.through,
    });
    Played {
        opening: terms.opening,
        granted: terms.granted,
        refunded: count(Count::Refunded),
        spent: count(Count::Spent),
        lapsed: count(Count::Lapsed),
        capped: count(Count::Capped),
        forfeited: count(Count::Forfeited),
        closing: count(Count::Balance),
        started: count(Count::Started),
        replies: count(Count::Replies),
        replies_settled: count(Count::RepliesSettled),
        held_up: each_reason(count),
        shortfall: count(Count::Shortfall),
        effort: effort(&counted, terms.effort_unit),
        reached: (0..case.outcomes.len() as u16)
            .map(|outcome| (count(Count::Reached(outcome)), count(Count::InTime(outcome))))
            .collect(),
        value_cents: count(Count::Value),
        cost_cents: terms.cost.cents(),
        expenses_cents: terms.expenses.cents() + count(Count::Expenses),
        grant_days: grant_days(case),
        through: Flag::Through.applies(&terms) && Flag::Through.is_up(&counted),
        weeks: player.weeks().iter().map(|week| week_of(|count| u64::from(week[count]))).collect(),
        touches: case
            .touch_rows()
            .iter()
            .zip(player.touches())
            .map(|(row, touch)| TouchCount {
                segment: row.segment,
                touch: row.touch,
                sent: touch.sent,
                credits: touch.credits,
                accepted: touch.accepted,
                replies: touch.replies,
            })
            .collect(),
        segments: segments.collect(),
        seats: seats(case, &player, &counted, terms.effort_unit),
        events: events.iter().map(event_of).collect(),
    }
}

/// The days on which each of the people is granted credits, all together.
fn grant_days(case: &Case) -> u64 {
    let of_seat = |seat: &Seat| u64::from(seat.count) * u64::from(seat_bill(case, seat).grant_days);
    case.team().iter().map(of_seat).sum()
}

/// What the people of each seat came to, with what the calendar has for them.
fn seats(case: &Case, player: &Player<'_>, counted: &TrialCounts, unit: u64) -> Vec<SeatCount> {
    let team = case.team();
    // Without seats there is one for all.
    let all = [SeatCounts::of_all(counted)];
    let counts = if case.seats.is_empty() { &all } else { player.seats() };
    let accounts = accounts(&team);
    let shares = |place: usize| {
        let with_others =
            |people: &Vec<Person>| people.iter().any(|it| it.seat == place) && people.iter().any(|it| it.seat != place);
        accounts.iter().any(with_others)
    };
    let of_seat = |(place, (seat, counts)): (usize, (&Seat, &SeatCounts))| {
        let bill = seat_bill(case, seat);
        SeatCount {
            cost_cents: u64::from(seat.count) * bill.cost.cents(),
            granted: u64::from(seat.count) * bill.granted,
            refunded: counts.refunded,
            spent: counts.spent,
            unused: (!shares(place)).then_some(counts.lost),
            started: counts.started,
            replies_settled: counts.replies,
            effort: counts.effort * unit,
            is_short: counts.was_short,
        }
    };
    team.iter().zip(counts).enumerate().map(of_seat).collect()
}

fn each_reason<T: Copy>(held_up: impl Fn(Count) -> T) -> [T; Reason::ALL.len()] {
    std::array::from_fn(|reason| held_up(Count::held_up(Reason::ALL[reason])))
}

fn effort(counted: &TrialCounts, unit: u64) -> u64 {
    counted[Count::Effort] * unit
}

fn week_of(count: impl Fn(Count) -> u64) -> Week {
    Week {
        balance: count(Count::Balance),
        sent: count(Count::Sent),
        spent: count(Count::Spent),
        replies: count(Count::Replies),
        refunded: count(Count::Refunded),
        lapsed: count(Count::Lapsed),
        capped: count(Count::Capped),
        shortfall: count(Count::Shortfall),
        held_up: each_reason(|reason| count(reason) > 0),
        replies_so_far: count(Count::RepliesSoFar),
    }
}

fn event_of(event: &event::Event) -> Event {
    Event {
        day: event.day,
        kind: kind_of(event.kind),
        credits: event.credits,
        lapses_on: event.lapses.filter(|&day| day != Lot::NEVER),
        balance: u64::from(event.balance),
        prospect: event.subject.prospect.map(|prospect| u64::from(prospect) + 1),
        segment: event.subject.segment.map(|segment| segment as usize),
        touch: event.subject.touch.map(|touch| touch as usize),
        seat: event.subject.seat.map(|seat| seat as usize),
        amount: event.amount.map(|amount| amount.cents()),
        outcome: event.subject.outcome.map(|outcome| outcome as usize),
    }
}

fn kind_of(kind: EventKind) -> Kind {
    match kind {
        EventKind::Opening => Kind::Opening,
        EventKind::Lapse => Kind::Lapse,
        EventKind::Forfeit => Kind::Forfeit,
        EventKind::Charge => Kind::Charge,
        EventKind::Grant => Kind::Grant,
        EventKind::Cap => Kind::Cap,
        EventKind::Reply => Kind::Reply,
        EventKind::Refund => Kind::Refund,
        EventKind::Send => Kind::Send,
        EventKind::Accept => Kind::Accept,
        EventKind::Outcome => Kind::Outcome,
        EventKind::Short => Kind::Short,
        EventKind::Held(reason) => Kind::Held(reason),
        EventKind::Restricted => Kind::Restricted,
        new => panic!("the laws know no {new:?}"),
    }
}

#[test]
fn the_engine_keeps_the_laws() {
    laws::are_kept_by(play, 500);
}

#[test]
fn the_engine_keeps_the_ledger_counted_by_hand() {
    ledger::is_kept_by(play);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_does_what_the_model_says(case in random_case::case(), seed in 0u64..1000, trial in 0u64..1000) {
        let expected = reference::play(&case, seed, trial);
        let played = play(&case, seed, trial);
        for (ours, theirs) in played.events.iter().zip(&expected.events) {
            prop_assert_eq!(ours, theirs);
        }
        prop_assert_eq!(played, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn effective_credits_a_month_go_by_the_days_on_which_each_person_is_granted_credits(
        case in random_case::case(), seed in 0u64..1000, trial in 0u64..1000
    ) {
        let (schedule, mut events) = (Schedule::new(&case), Vec::new());
        let counted = Player::new(&schedule).play(Sampling::Even.luck(seed, trial), &mut events).clone();
        let found = Figure::EffectiveCreditsPerMonth.in_trial(&schedule.terms(), &counted).and_then(|ratio| ratio.value());
        let team = case.team();
        let persons: Vec<(Bill, Option<u32>)> = people(&team)
            .zip(0..)
            .map(|(person, place)| (seat_bill(&case, &team[person.seat]), (people(&team).count() > 1).then_some(place)))
            .collect();
        let of_person = |(bill, seat): &(Bill, Option<u32>)| {
            let refunds = events.iter().filter(|it| it.kind == EventKind::Refund && it.subject.seat == *seat).count();
            (bill.grant_days > 0).then(|| (bill.granted as f64 + refunds as f64) / f64::from(bill.grant_days))
        };
        let each: Vec<f64> = persons.iter().filter_map(of_person).collect();
        let expected = (!each.is_empty()).then(|| each.iter().sum::<f64>());
        let near = |found: f64, expected: f64| (found - expected).abs() <= 1e-5 * (1.0 + expected);
        prop_assert!(found.is_some() == expected.is_some() && found.zip(expected).is_none_or(|(a, b)| near(a, b)), "{found:?} for {expected:?}");
    }
}
