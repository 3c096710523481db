//! A campaign of sixteen weeks counted by hand, from the model's page alone: every event with its date and balance.
//!
//! Nothing in it is left to luck: rates are 0 or 1 and delays fixed. Day 0 is Saturday 2026-01-31, so campaign weeks
//! run from Saturday to Friday; touches go out on Mondays and Thursdays, but for Easter Monday. A pace of one a week
//! therefore starts its prospect on the Thursday, in the week of Easter too.

mod scenario;

use inmail_sim::domain::calendar::Calendar;
use inmail_sim::domain::case::Case;

use crate::reference::{self, Event, Played, SeatCount, SegmentCount, TouchCount, Week};

/// Date, event, credits, when they lapse or would have, balance; then prospect, segment and touch, or the cents.
const EVENTS: &str = "
    2026-01-31  opening    +3  2026-02-20   3
    2026-01-31  opening    +3  2026-02-05   6
    2026-01-31  charge      0  -            6  2000
    2026-01-31  grant      +4  2026-03-17  10
    2026-01-31  cap        -1  2026-02-05   9
    2026-02-01  reply       0  -            9  again
    2026-02-01  refund     +1  2026-03-18  10  again
    2026-02-05  lapse      -2  2026-02-05   8
    2026-02-05  send       -1  2026-02-20   7  1 cold hello
    2026-02-09  send       -1  2026-02-20   6  2 cold hello
    2026-02-12  send        0  -            6  1 warm connect
    2026-02-12  send       -1  2026-02-20   5  1 cold again
    2026-02-12  send       -1  2026-03-17   4  3 cold hello
    2026-02-15  accept      0  -            4  1 warm connect
    2026-02-16  reply       0  -            4  1 cold again
    2026-02-16  refund     +1  2026-04-02   5  1 cold again
    2026-02-16  send       -1  2026-03-17   4  2 cold again
    2026-02-19  send        0  -            4  1 warm thanks
    2026-02-19  send       -1  2026-03-17   3  3 cold again
    2026-02-19  send       -1  2026-03-17   2  1 late slow
    2026-02-20  reply       0  -            2  2 cold again
    2026-02-20  refund     +1  2026-04-06   3  2 cold again
    2026-02-21  reply       0  -            3  1 warm thanks
    2026-02-23  reply       0  -            3  3 cold again
    2026-02-23  refund     +1  2026-04-09   4  3 cold again
    2026-02-28  charge      0  -            4  2000
    2026-02-28  grant      +4  2026-04-14   8
    2026-03-03  reply       0  -            8  1 late slow
    2026-03-18  lapse      -1  2026-03-18   7
    2026-03-19  send       -1  2026-04-02   6  4 cold hello
    2026-03-26  send       -1  2026-04-06   5  4 cold again
    2026-03-30  reply       0  -            5  4 cold again
    2026-03-30  refund     +1  2026-05-14   6  4 cold again
    2026-03-31  charge      0  -            6  2000
    2026-03-31  grant      +4  2026-05-15  10
    2026-03-31  cap        -1  2026-04-09   9
    2026-04-04  forfeit    -4  2026-04-14   5
    2026-04-04  forfeit    -1  2026-05-14   4
    2026-04-04  forfeit    -1  2026-05-15   3
    2026-04-04  charge      0  -            3  950
    2026-04-04  grant      +2  2026-05-19   5
    2026-04-04  cap        -2  2026-05-15   3
    2026-04-09  send       -1  2026-05-15   2  5 cold hello
    2026-04-09  send       -1  2026-05-19   1  6 cold hello
    2026-04-09  short       0  -            1  late
    2026-04-16  send       -1  2026-05-19   0  5 cold again
    2026-04-16  short       0  -            0  cold
    2026-04-20  reply       0  -            0  5 cold again
    2026-04-20  refund     +1  2026-06-04   1  5 cold again
    2026-05-01  grant      +2  2026-06-15   3
    2026-05-04  charge      0  -            3  950
    2026-05-07  send       -1  2026-06-04   2  7 cold hello
    2026-05-14  send       -1  2026-06-15   1  7 cold again
    2026-05-14  send       -1  2026-06-15   0  8 cold hello
    2026-05-18  reply       0  -            0  7 cold again
    2026-05-18  refund     +1  2026-07-02   1  7 cold again
    2026-05-21  send        0  -            1  2 warm connect
    2026-05-21  send       -1  2026-07-02   0  8 cold again
    2026-05-24  accept      0  -            0  2 warm connect
    2026-05-25  reply       0  -            0  8 cold again
";

/// Balance, sent, spent, replies, refunded, lapsed, capped, shortfall, short.
const WEEKS: [[u64; 9]; 16] = [
    [7, 1, 1, 1, 1, 2, 1, 0, 0],
    [4, 4, 3, 0, 0, 0, 0, 0, 0],
    [3, 4, 3, 2, 2, 0, 0, 0, 0],
    [4, 0, 0, 2, 1, 0, 0, 0, 0],
    [8, 0, 0, 1, 0, 0, 0, 0, 0],
    [8, 0, 0, 0, 0, 0, 0, 0, 0],
    [6, 1, 1, 0, 0, 1, 0, 0, 0],
    [5, 1, 1, 0, 0, 0, 0, 0, 0],
    [9, 0, 0, 1, 1, 0, 1, 0, 0],
    [1, 2, 2, 0, 0, 0, 2, 1, 1],
    [0, 1, 1, 0, 0, 0, 0, 1, 1],
    [1, 0, 0, 1, 1, 0, 0, 0, 0],
    [3, 0, 0, 0, 0, 0, 0, 0, 0],
    [2, 1, 1, 0, 0, 0, 0, 0, 0],
    [0, 2, 2, 0, 0, 0, 0, 0, 0],
    [0, 2, 1, 1, 1, 0, 0, 0, 0],
];

/// Segment, touch, sent, credits, accepted, replies.
const TOUCHES: [(Option<usize>, usize, u64, u64, u64, u64); 6] = [
    (Some(0), 0, 8, 8, 0, 0),
    (Some(0), 1, 7, 7, 0, 7),
    (Some(1), 2, 2, 0, 2, 0),
    (Some(1), 3, 1, 0, 0, 1),
    (Some(2), 4, 1, 1, 0, 1),
    (None, 1, 0, 0, 0, 1),
];

/// Started, replied.
const SEGMENTS: [(u64, u64); 3] = [(8, 7), (2, 1), (1, 1)];

/// Checks that a player comes to the ledger that was counted by hand.
pub(crate) fn is_kept_by(player: impl Fn(&Case, u64, u64) -> Played) {
    let case = scenario::case();
    let played = player(&case, 1, 0);

    let columns = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected: Vec<String> = EVENTS.lines().map(columns).filter(|line| !line.is_empty()).collect();
    let events: Vec<String> = played.events.iter().map(|event| line(&case, event)).collect();
    for (event, expected) in events.iter().zip(&expected) {
        assert_eq!(event, expected);
    }
    assert_eq!(events.len(), expected.len());

    let counts = Played {
        opening: 6,
        granted: 16,
        refunded: 7,
        spent: 16,
        lapsed: 3,
        capped: 4,
        forfeited: 6,
        closing: 0,
        started: 11,
        replies: 9,
        replies_settled: 10,
        held_up: [0, 0, 0, 0, 2],
        shortfall: 2,
        // Thousandths of a minute: 8 × 2.5 + 7 × 1.25 + 2 × 0.5 + 1 + 3 minutes.
        effort: 33_750,
        reached: Vec::new(),
        value_cents: 0,
        cost_cents: 7_900,
        expenses_cents: 0,
        grant_days: 5,
        through: false,
        weeks: WEEKS.into_iter().scan(0, |so_far, row| Some(week(row, so_far))).collect(),
        touches: TOUCHES.into_iter().map(touch_count).collect(),
        segments: SEGMENTS.map(|(started, replied)| SegmentCount { started, replied, through: None }).into(),
        seats: vec![SeatCount {
            cost_cents: 7_900,
            granted: 16,
            refunded: 7,
            spent: 16,
            unused: Some(3 + 4 + 6),
            started: 11,
            replies_settled: 10,
            effort: 33_750,
            is_short: true,
        }],
        events: Vec::new(),
    };
    assert_eq!(Played { events: Vec::new(), ..played }, counts);
}

fn week(row: [u64; 9], replies_so_far: &mut u64) -> Week {
    let [balance, sent, spent, replies, refunded, lapsed, capped, shortfall, short] = row;
    *replies_so_far += replies;
    let (held_up, replies_so_far) = ([false, false, false, false, short == 1], *replies_so_far);
    Week { balance, sent, spent, replies, refunded, lapsed, capped, shortfall, held_up, replies_so_far }
}

fn touch_count(row: (Option<usize>, usize, u64, u64, u64, u64)) -> TouchCount {
    let (segment, touch, sent, credits, accepted, replies) = row;
    TouchCount { segment, touch, sent, credits, accepted, replies }
}

/// An event as a line of the table.
fn line(case: &Case, event: &Event) -> String {
    let date = |calendar: &Calendar, day| calendar.date(day).to_string();
    let mut columns = vec![
        date(&case.calendar, event.day),
        format!("{:?}", event.kind).to_lowercase(),
        if event.credits == 0 { "0".into() } else { format!("{:+}", event.credits) },
        event.lapses_on.map_or("-".into(), |day| date(&case.calendar, day)),
        event.balance.to_string(),
    ];
    columns.extend(event.prospect.map(|prospect| prospect.to_string()));
    columns.extend(event.segment.map(|segment| case.segments[segment].id.clone()));
    columns.extend(event.touch.map(|touch| case.touches[touch].id.clone()));
    columns.extend(event.amount.map(|cents| cents.to_string()));
    columns.join(" ")
}

#[test]
fn the_reference_keeps_the_ledger_counted_by_hand() {
    is_kept_by(reference::play);
}
