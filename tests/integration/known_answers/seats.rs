//! People with accounts of their own: when they begin, how fast, and which part of a list is theirs.

use inmail_sim::domain::case::{Case, PlanChange};
use inmail_sim::domain::distribution::Distribution;
use inmail_sim::domain::histogram::Histogram;
use inmail_sim::domain::opening::OpeningLot;
use inmail_sim::domain::plan::{CreditLife, Plan};
use inmail_sim::domain::quantity::{Day, Money};
use inmail_sim::domain::rate::Lift;
use inmail_sim::domain::seat::Seat;
use inmail_sim::domain::segment::Pace;
use jiff::civil::Weekday;
use proptest::prelude::*;

use super::lists::successes;
use crate::builder::{Campaign, campaign};
use crate::reference::{self, Event, Kind, Played};
use crate::statistics::assert_distributed;
use crate::{engine, random_case};

/// Somebody who plays a trial of a case under a seed.
type Player = fn(&Case, u64, u64) -> Played;

/// Both who play.
pub(super) const PLAYERS: [Player; 2] = [engine::play, reference::play];

/// One more seat of one person who works all segments there are under the case's plan and brings nothing along, but for
/// what is said of it.
pub(super) fn seat(campaign: Campaign, id: &str, change: impl FnOnce(&mut Seat)) -> Campaign {
    campaign.with(|case| {
        let mut seat = Seat {
            id: id.into(),
            segments: (0..case.segments.len()).collect(),
            count: 1,
            plan: case.plan.clone(),
            plan_changes: Vec::new(),
            opening: case.opening.clone(),
            from_week: 1,
            ramp: Vec::new(),
            reply_lift: Lift::one(),
            accept_lift: Lift::one(),
        };
        change(&mut seat);
        case.seats.push(seat);
    })
}

/// The days of what happened of a kind to one of the people, with the credits or the money that it was about.
fn days(events: &[Event], kind: Kind, person: usize) -> Vec<(Day, i64)> {
    let of_kind = events.iter().filter(|event| event.kind == kind && event.seat == Some(person));
    of_kind.map(|event| (event.day, event.amount.map_or(event.credits, |cents| cents as i64))).collect()
}

/// How many prospects somebody starts in each week.
fn started_by_week(played: &Played, person: usize, weeks: usize) -> Vec<usize> {
    let mut started = vec![0; weeks];
    for (day, _) in days(&played.events, Kind::Send, person) {
        started[day as usize / 7] += 1;
    }
    started
}

/// How often each number of replies comes of so many trials.
fn replies(player: Player, case: &Case, trials: u64) -> Histogram {
    let mut counted = Histogram::default();
    (0..trials).for_each(|trial| counted.add(player(case, 40, trial).replies_settled as i64));
    counted
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_seat_of_one_who_works_all_segments_is_as_no_seat(case in random_case::without_seats(), seed: u64) {
        let seats = case.team().into_owned().into_iter().map(|seat| Seat { id: "alone".into(), ..seat });
        let alone = Case { seats: seats.collect(), ..case.clone() };
        for player in PLAYERS {
            prop_assert_eq!(player(&alone, seed, 0), player(&case, seed, 0));
        }
    }
}

#[test]
fn of_two_with_segments_of_their_own_means_and_variances_add() {
    const TRIALS: u64 = 4_000;
    let case = campaign().plan(60, 150, 50.0).every_day().per_week(40).prospects(40).inmail("inmail", 0.3, 2.0);
    let case = case.segment("others").per_week(30).prospects(30).inmail("other", 0.8, 2.0);
    let case = seat(case, "one", |seat| seat.segments = vec![0]);
    let case = seat(case, "other", |seat| seat.segments = vec![1]).build();
    let expected = successes([0.3; 40].into_iter().chain([0.8; 30]));
    for player in PLAYERS {
        assert_distributed("replies of two", &replies(player, &case, TRIALS), &expected);
        let played = player(&case, 1, 0);
        assert_eq!((played.cost_cents, played.granted, played.spent), (2 * 5_000, 2 * 60, 40 + 30));
        assert_eq!(played.seats.iter().map(|seat| seat.spent).collect::<Vec<_>>(), [40, 30]);
    }
}

#[test]
fn the_first_has_the_luck_of_the_case_without_seats_and_all_others_their_own() {
    let people = || campaign().plan(20, 60, 50.0).weeks(8).per_week(10).inmail("inmail", 0.5, 3.0).open_profile(0.3);
    let people = || people().connect("connect", 0.5, 0.5, 2.0).after(4).outcome("meeting", None, 0.5, 2.0, 10.0);
    let alone = people().build();
    let team = seat(people(), "twins", |seat| seat.count = 2);
    let team = seat(team, "third", |_| ()).build();
    for player in PLAYERS {
        for trial in 0..20 {
            let (alone, team) = (player(&alone, 3, trial), player(&team, 3, trial));
            let of = |person: usize| -> Vec<Event> {
                let theirs = team.events.iter().filter(|event| event.seat == Some(person));
                theirs.map(|event| Event { seat: None, ..*event }).collect()
            };
            assert_eq!(of(0), alone.events);
            assert!(of(0) != of(1) && of(1) != of(2) && of(0) != of(2), "their replies are the same");
        }
    }
}

#[test]
fn what_is_not_known_about_a_seat_is_drawn_once_for_all_of_its_people() {
    // A lift of 0 or 2 on a rate of a half: nobody replies, or everybody does.
    let either = || Distribution::samples(vec![0.0, 2.0]).ok().and_then(Lift::new).expect("it is a lift");
    let case = campaign().every_day().per_week(7).prospects(28).message("message", 0.5, 1.0);
    let case = seat(case, "twins", |seat| (seat.count, seat.reply_lift) = (2, either()));
    let case = seat(case, "others", |seat| (seat.count, seat.reply_lift) = (2, either())).build();
    for player in PLAYERS {
        let mut found = std::collections::BTreeSet::new();
        for trial in 0..100 {
            let seats = player(&case, 5, trial).seats;
            found.insert([seats[0].replies_settled, seats[1].replies_settled]);
        }
        // That one of the four is missing: less than 4 (3/4)^100.
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [[0, 0], [0, 14], [14, 0], [14, 14]]);
    }
}

#[test]
fn lifts_of_a_seat_multiply_those_of_the_segment_before_a_rate_is_held_to_one() {
    const TRIALS: u64 = 3_000;
    let lift = |factor: f64| Distribution::fixed(factor).and_then(Lift::new).expect("it is a lift");
    let case = campaign().every_day().per_week(20).prospects(40).connect("connect", 0.4, 0.9, 1.0).wear(0.5);
    let case = case.with(|case| (case.segments[0].reply_lift, case.segments[0].accept_lift) = (lift(2.0), lift(3.0)));
    let case = seat(case, "one", |seat| (seat.reply_lift, seat.accept_lift) = (lift(0.5), lift(0.25)));
    let case = seat(case, "other", |_| ()).build();
    // They take turns on the list.
    let expected = successes((0..40).map(|before| {
        let (worn, lifts) =
            (0.5f64.powf(f64::from(before) / 100.0), if before % 2 == 0 { (1.0, 0.75) } else { (2.0, 3.0) });
        (0.4 * lifts.1 * worn).min(1.0) * (0.9 * lifts.0 * worn).min(1.0)
    }));
    for player in PLAYERS {
        assert_distributed("replies lifted", &replies(player, &case, TRIALS), &expected);
    }
}

/// Twelve weeks of a plan of 80 a month from New Year's Day 2026, with 7 credits at the start; nobody is written to.
fn paid() -> Campaign {
    campaign().plan(10, 1_000, 80.0).weeks(12).opening(7).inmail("inmail", 0.0, 1.0)
}

#[test]
fn a_late_seat_is_charged_and_granted_from_its_first_day_on() {
    let case = seat(paid().with(|case| case.billing_day = Some(20)), "first", |_| ());
    let late = |seat: &mut Seat| {
        seat.from_week = 3;
        seat.opening.lots[0].lapses_in_days = Some(5);
    };
    let case = seat(seat(case, "late", late), "never", |seat| seat.from_week = 13).build();
    for player in PLAYERS {
        let played = player(&case, 1, 0);
        let of = |kind, person| days(&played.events, kind, person);
        // 20 January, 20 February, 20 March; 15 January, 15 February, 15 March.
        assert_eq!(of(Kind::Charge, 0), [(19, 8_000), (50, 8_000), (78, 8_000)]);
        assert_eq!(of(Kind::Grant, 0), [(19, 10), (50, 10), (78, 10)]);
        assert_eq!(of(Kind::Charge, 1), [(14, 8_000), (45, 8_000), (73, 8_000)]);
        assert_eq!(of(Kind::Grant, 1), [(14, 10), (45, 10), (73, 10)]);
        assert_eq!((of(Kind::Opening, 0), of(Kind::Opening, 1)), (vec![(0, 7)], vec![(14, 7)]));
        assert_eq!(of(Kind::Lapse, 1), [(19, -7)]);
        assert!(played.events.iter().all(|event| event.seat.is_some_and(|person| person < 2)));
        assert_eq!((played.opening, played.granted, played.grant_days, played.cost_cents), (14, 60, 6, 48_000));
        let balances: Vec<u64> = played.weeks.iter().map(|week| week.balance).collect();
        assert_eq!(balances, [7, 7, 27, 27, 27, 27, 37, 47, 47, 47, 57, 67]);
    }
}

#[test]
fn a_change_before_a_seat_begins_sets_the_plan_that_it_begins_under() {
    // A plan of so many cents, the credits of which live as many days.
    let priced = |case: &Case, price: u32| Plan {
        id: "other".into(),
        price_per_month: Some(Money::from_cents(price.into())),
        credit_life: CreditLife::Days(price),
        ..case.plan.clone()
    };
    let base = paid().build();
    let changes = [(2, 10), (3, 20), (4, 30), (5, 40)];
    let changes = changes.map(|(week, price)| PlanChange { week, plan: priced(&base, price) });
    let change = |seat: &mut Seat| (seat.from_week, seat.plan_changes) = (4, changes.to_vec());
    let case = seat(seat(paid(), "first", |_| ()), "late", change).build();
    for player in PLAYERS {
        let played = player(&case, 1, 0);
        // In its first week it changes before anything is charged; 29 January is the first day of the fifth.
        assert_eq!(days(&played.events, Kind::Charge, 1), [(21, 30), (28, 40), (58, 40)]);
        let lapses: Vec<_> =
            played.events.iter().filter(|event| event.seat == Some(1)).map(|it| it.lapses_on).collect();
        // Its opening, the charge and the grant of its first day.
        assert_eq!(lapses[..3], [Some(21 + 20), None, Some(21 + 30)]);
        assert_eq!(days(&played.events, Kind::Opening, 1), [(21, 7)]);
    }
}

#[test]
fn a_ramp_goes_by_the_weeks_of_the_seat_and_rounds_down() {
    let case = campaign().weeks(5).per_week(100).message("message", 0.0, 1.0);
    let case = seat(case, "first", |seat| seat.ramp = vec![0.29, 0.555, 1.5]);
    let case = seat(case, "late", |seat| (seat.ramp, seat.from_week) = (vec![0.0, 0.29], 2)).build();
    for player in PLAYERS {
        let played = player(&case, 1, 0);
        assert_eq!(started_by_week(&played, 0, 5), [29, 55, 150, 100, 100]);
        assert_eq!(started_by_week(&played, 1, 5), [0, 0, 29, 100, 100]);
        assert_eq!(played.shortfall, 0);
    }
    // A list in `per_week` goes by campaign weeks.
    let of_weeks = |case: &mut Case| case.segments[0].pace = Pace::PerWeek(vec![10, 20, 40]);
    let case = campaign().weeks(4).message("message", 0.0, 1.0).with(of_weeks);
    let case = seat(seat(case, "first", |_| ()), "late", |seat| (seat.ramp, seat.from_week) = (vec![0.5], 2)).build();
    for player in PLAYERS {
        let played = player(&case, 1, 0);
        assert_eq!(started_by_week(&played, 0, 4), [10, 20, 40, 40]);
        assert_eq!(started_by_week(&played, 1, 4), [0, 10, 40, 40]);
    }
}

/// A list of so many that wears, worked by three of two seats, the last a week later.
fn three_on_a_list(prospects: u32, wear: f64, rate: f64) -> Case {
    let case = campaign().weeks(2).send_on([Weekday::Thursday]).per_week(prospects).prospects(prospects).wear(wear);
    let case = case.inmail("inmail", rate, 1.0).opening(prospects.div_ceil(3));
    seat(seat(case, "twins", |seat| seat.count = 2), "late", |seat| seat.from_week = 2).build()
}

#[test]
fn replies_of_a_list_that_wears_are_those_of_its_places_whoever_works_it() {
    const TRIALS: u64 = 1_000;
    for (wear, rate) in [(0.3f64, 0.2f64), (0.8, 0.6), (1.2, 0.3)] {
        let expected = successes((0..250).map(|before| (rate * wear.powf(f64::from(before) / 100.0)).min(1.0)));
        for player in PLAYERS {
            let counted = replies(player, &three_on_a_list(250, wear, rate), TRIALS);
            assert_distributed(&format!("replies at {rate}, worn by {wear}"), &counted, &expected);
        }
    }
}

#[test]
fn a_list_is_divided_evenly_and_each_in_turn_takes_one() {
    for player in PLAYERS {
        for (prospects, parts) in [(0, [0, 0]), (1, [1, 0]), (2, [2, 0]), (3, [2, 1]), (8, [6, 2]), (9, [6, 3])] {
            let played = player(&three_on_a_list(prospects, 1.0, 0.0), 1, 0);
            assert_eq!([played.seats[0].started, played.seats[1].started], parts, "of {prospects}");
        }
        // Nobody but the first of the list replies to what wears out at once.
        let played = player(&three_on_a_list(30, 0.0, 1.0), 1, 0);
        let replies = played.events.iter().filter(|event| event.kind == Kind::Reply);
        assert_eq!(replies.map(|event| (event.seat, event.prospect)).collect::<Vec<_>>(), [(Some(0), Some(1))]);
    }
}

#[test]
fn a_list_is_through_when_all_are_who_have_a_part_of_it() {
    for player in PLAYERS {
        let through = |case: &Case| {
            let played = player(case, 1, 0);
            (played.segments[0].through, played.through)
        };
        // The late one sends on the Thursday of the second week; of a list of two there is no part left.
        assert_eq!(through(&three_on_a_list(3, 1.0, 0.0)), (Some(7), true));
        assert_eq!(through(&three_on_a_list(2, 1.0, 0.0)), (Some(0), true));
        // One who never begins keeps a part, or has none.
        let never = |prospects| {
            let mut case = three_on_a_list(prospects, 1.0, 0.0);
            case.seats[1].from_week = 3;
            case
        };
        assert_eq!((through(&never(3)), through(&never(2))), ((None, false), (Some(0), true)));
    }
}

#[test]
fn limits_and_hours_are_each_ones_own() {
    let case = campaign().weeks(1).every_day().per_week(70).message("message", 0.0, 1.0).limit_per_week(5);
    let case = case.segment("long").per_week(70).message("long", 0.0, 1.0).minutes(10.0).hours_per_week(0.5);
    let case = seat(case, "twins", |seat| seat.count = 2).build();
    for player in PLAYERS {
        let played = player(&case, 1, 0);
        assert_eq!([played.touches[0].sent, played.touches[1].sent], [2 * 5, 2 * 3]);
        assert_eq!((started_by_week(&played, 0, 1), started_by_week(&played, 1, 1)), (vec![8], vec![8]));
    }
}

#[test]
fn refunds_pace_the_one_whose_prospects_brought_them_back() {
    // Both write to four of a list in the first week; only those of the first answer.
    let case = campaign().weeks(3).every_day().per_week(4).prospects(8).inmail("inmail", 1.0, 1.0);
    let case = case.segment("again").again("inmail").with(|case| {
        case.segments[1].pace = Pace::Refunds;
        case.opening.lots = vec![OpeningLot { credits: 20, lapses_in_days: None }];
    });
    let deaf = Distribution::fixed(0.0).and_then(Lift::new).expect("it is a lift");
    let case = seat(case, "first", |seat| seat.ramp = vec![1.0, 0.5]);
    let case = seat(case, "second", |seat| seat.reply_lift = deaf);
    for (player, pooled) in PLAYERS.into_iter().flat_map(|player| [(player, false), (player, true)]) {
        let pool = |case: &mut Case| case.seats.iter_mut().for_each(|seat| seat.plan.pooled = pooled);
        let played = player(&case.clone().with(pool).build(), 1, 0);
        let of = |person| days(&played.events, Kind::Send, person).iter().filter(|(day, _)| day / 7 == 1).count();
        let back = days(&played.events, Kind::Refund, 0).iter().filter(|(day, _)| day / 7 == 0).count();
        assert!(back >= 3, "{back} came back");
        // Nobody is left of the list.
        assert_eq!((of(0), of(1)), (back / 2, 0), "pooled: {pooled}");
    }
}
