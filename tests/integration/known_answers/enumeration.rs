//! A campaign small enough for all that can happen to be written down: two credits, two weeks, one prospect a week.

use std::collections::BTreeMap;

use inmail_sim::domain::count::Count;
use jiff::civil::{Weekday, date};

use crate::builder::{campaign, play_each};
use crate::statistics::assert_fits;

/// Every count of a trial, in the order of [`Count::BY_CAMPAIGN`].
type Counts = [u64; Count::BY_CAMPAIGN.len()];

/// The small campaign: from Monday 2 March 2026 on, sending on Mondays and Thursdays, that is on days 0, 3, 7 and 10.
/// One a week starts on the second send day of its week: the first prospect on day 3, the second on day 10.
#[derive(Debug, Clone, Copy)]
struct Small {
    /// The chance that the InMail draws a reply.
    rate: f64,
    /// The chance that the follow-up does, if there is one: four days later, so on day 7; the second prospect's would
    /// fall behind the end.
    follow_up: Option<f64>,
    /// From a touch to its reply [days].
    delay: i32,
}

/// What comes of the small campaign if the InMails to the two prospects and the follow-up to the first would draw
/// replies or not, as `draws` says.
fn counts(small: Small, draws: [bool; 3]) -> Counts {
    let [first, second, follow_up] = draws;
    let inside = |day: i32| day < 14;
    // The first prospect: when a reply lands, and what was spent. The follow-up goes out unless a reply is there.
    let reply_to_first = first.then_some(3 + small.delay);
    let followed_up = small.follow_up.is_some() && reply_to_first.is_none_or(|day| day > 7);
    let reply_to_follow_up = (followed_up && follow_up).then_some(7 + small.delay);
    let replied = reply_to_first.or(reply_to_follow_up);
    let mut spent = 1 + u64::from(followed_up);
    let mut refunded = u64::from(replied.is_some_and(inside));
    let mut settled = u64::from(replied.is_some());
    // The second prospect starts if a credit is there on day 10.
    let there = 2 - spent + u64::from(replied.is_some_and(|day| day <= 10));
    let started = 1 + u64::from(there > 0);
    if there > 0 {
        spent += 1;
        settled += u64::from(second);
        refunded += u64::from(second && inside(10 + small.delay));
    }
    Count::BY_CAMPAIGN.map(|count| match count {
        Count::Spent => spent,
        Count::Refunded | Count::Replies => refunded,
        Count::RepliesSettled => settled,
        Count::Balance => 2 + refunded - spent,
        Count::Started => started,
        Count::Short | Count::Shortfall => 2 - started,
        Count::Lapsed | Count::Capped | Count::Forfeited | Count::Effort => 0,
        Count::Sent | Count::RepliesSoFar => unreachable!("they are of weeks"),
        new => unreachable!("{new:?} is not enumerated"),
    })
}

/// All that can come of the small campaign, with its chances.
fn enumerate(small: Small) -> BTreeMap<Counts, f64> {
    let mut chances = BTreeMap::new();
    for outcome in 0..8u8 {
        let draws = [0, 1, 2].map(|draw| outcome & (1 << draw) != 0);
        let rates = [small.rate, small.rate, small.follow_up.unwrap_or(0.0)];
        let chance: f64 = draws.iter().zip(rates).map(|(&draws, rate)| if draws { rate } else { 1.0 - rate }).product();
        *chances.entry(counts(small, draws)).or_default() += chance;
    }
    chances.retain(|_, chance| *chance > 0.0);
    chances
}

/// Plays the small campaign, and compares how often all counts together took each value they can take.
fn check(small: Small) {
    let case = campaign().start(date(2026, 3, 2)).weeks(2).send_on([Weekday::Monday, Weekday::Thursday]);
    let case = case.opening(2).per_week(1).inmail("inmail", small.rate, f64::from(small.delay));
    let case = match small.follow_up {
        Some(rate) => case.inmail("follow-up", rate, f64::from(small.delay)).after(4),
        None => case,
    };
    let mut observed: BTreeMap<Counts, u64> = BTreeMap::new();
    let expected = enumerate(small);
    // What is certain comes every time, or does not.
    let trials = if expected.len() == 1 { 1_000 } else { 100_000 };
    play_each(&case.build(), 40, trials, |outcome, _| {
        *observed.entry(Count::BY_CAMPAIGN.map(|count| outcome[count])).or_default() += 1;
    });
    for counts in observed.keys() {
        assert!(expected.contains_key(counts), "{small:?} cannot come to {counts:?}");
    }
    let observed: Vec<u64> = expected.keys().map(|counts| observed.get(counts).copied().unwrap_or(0)).collect();
    assert_fits(&format!("{small:?}"), &observed, &expected.into_values().collect::<Vec<f64>>());
}

/// Delays of all kinds: a reply that stops the follow-up and refunds the second prospect's credit (2), one that does so
/// on the very day of the follow-up (4), one that crosses with it (5), one that refunds just in time for the second
/// prospect (7), one too late for that (8), one on the last day (10), one after the end (20).
const DELAYS: [i32; 7] = [2, 4, 5, 7, 8, 10, 20];

#[test]
fn the_small_campaign_comes_to_what_can_be_enumerated() {
    for rate in [0.0, 0.15, 0.5, 1.0] {
        DELAYS.into_iter().for_each(|delay| check(Small { rate, follow_up: None, delay }));
    }
}

#[test]
fn the_small_campaign_with_a_follow_up_comes_to_what_can_be_enumerated() {
    for (rate, follow_up) in [(0.15, 0.3), (0.5, 0.5), (0.6, 1.0), (0.0, 0.2)] {
        DELAYS.into_iter().for_each(|delay| check(Small { rate, follow_up: Some(follow_up), delay }));
    }
}

#[test]
fn the_enumeration_is_right_where_it_can_be_checked_at_a_glance() {
    // Certain replies after two days: both refunded in time, nobody followed up.
    let certain = enumerate(Small { rate: 1.0, follow_up: Some(0.5), delay: 2 });
    let counts = Count::BY_CAMPAIGN.map(|count| match count {
        Count::Spent | Count::Refunded | Count::Replies | Count::RepliesSettled | Count::Started => 2,
        Count::Balance => 2,
        _ => 0,
    });
    assert_eq!(certain.into_iter().collect::<Vec<_>>(), [(counts, 1.0)]);
    // Without a follow-up there is a credit for both: four outcomes, two of which look the same.
    assert_eq!(enumerate(Small { rate: 0.5, follow_up: None, delay: 2 }).len(), 3);
    // With one, the second prospect starts only if the first has replied to either touch.
    let followed = enumerate(Small { rate: 0.5, follow_up: Some(0.5), delay: 2 });
    let second_starts: f64 =
        followed.iter().filter(|(counts, _)| counts[Count::Started.in_campaign()] == 2).map(|(_, p)| p).sum();
    assert_eq!(second_starts, 0.75);
}
