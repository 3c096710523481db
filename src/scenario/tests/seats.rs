//! Who works the segments: what seats compile to, and what is said about those that cannot be.

use super::{Overrides, compile, names, right, right_with, told_with_related, wrong};
use crate::domain::case::{Opening, OpeningLot};
use crate::domain::seat::Seat;

/// Two segments, for seats to work.
const TWO: &str = "touch.inmail = { channel = 'inmail', reply_rate = 0.2 }\n\
                   segment.a = { per_week = 10, sequence = ['inmail'] }\n\
                   segment.b = { per_week = 5, sequence = ['inmail'] }\n";

/// A pooled plan and another, with prices.
const POOLED: &str = "plan.pool = { credits_per_month = 9, cap = 27, price_per_month = 9, pooled = true }\n\
                      plan.alone = { credits_per_month = 9, cap = 27, price_per_month = 9 }\n";

fn told(text: &str) -> String {
    wrong(&[("a.toml", &format!("{text}\n{TWO}"))])
}

/// What is wrong, with what it has to do with.
fn told_with(text: &str, set: &[&str]) -> String {
    let overrides = Overrides { set: set.iter().map(|set| set.to_string()).collect(), ..Overrides::default() };
    let problems = compile(&[("a.toml", &format!("{text}\n{TWO}"))], &overrides).expect_err("something is wrong");
    told_with_related(&problems)
}

/// The seats of the only case.
fn team(text: &str, set: &[&str]) -> Vec<Seat> {
    let mut cases = right_with(&format!("{text}\n{TWO}"), set).cases;
    assert_eq!(cases.len(), 1);
    cases.swap_remove(0).seats
}

#[test]
fn a_seat_is_one_person_from_the_first_week_under_the_plan_of_the_case_unless_it_says_otherwise() {
    let text = "plans = ['none', 'sales-navigator']\nopening.credits = 7\nseat.me.segments = ['b', 'a']\n\
                seat.others = { segments = ['a'], count = 3, plan = 'premium-business', from_week = 4, ramp = [0.5, 1], \
                opening = { credits = 2 }, reply_lift = 1.5, accept_lift = 0.5 }";
    let scenario = right(&format!("{text}\n{TWO}"));
    assert_eq!(names(&scenario), ["none", "sales-navigator"]);
    for case in &scenario.cases {
        let [me, others] = case.seats.as_slice() else { panic!("two seats") };
        assert_eq!((me.id.as_str(), me.segments.as_slice(), me.count, me.from_week), ("me", &[0, 1][..], 1, 1));
        assert_eq!((&me.plan, &me.opening, me.ramp.len()), (&case.plan, &case.opening, 0));
        assert_eq!((others.id.as_str(), others.segments.as_slice(), others.count), ("others", &[0][..], 3));
        assert_eq!(
            (others.plan.id.as_str(), others.from_week, &others.ramp[..]),
            ("premium-business", 4, &[0.5, 1.0][..])
        );
        let lots = vec![OpeningLot { credits: 2, lapses_in_days: None }];
        assert_eq!(others.opening, Opening { lots, pending: Vec::new() });
        assert_eq!((me.held(), others.held()), (7, 6));
        let fixed =
            [&me.reply_lift, &others.reply_lift, &others.accept_lift].map(|lift| lift.distribution().as_fixed());
        assert_eq!(fixed, [Some(1.0), Some(1.5), Some(0.5)]);
    }
    assert!(right(TWO).cases.iter().all(|case| case.seats.is_empty()));
}

#[test]
fn where_every_seat_of_a_variant_names_its_plan_there_is_one_case() {
    let text = "plans = ['none', 'sales-navigator']\nseat.x = { segments = ['a', 'b'], plan = 'premium-business' }\n\
                seat.y.segments = ['a']\nwhat_if = [{ name = 'all', seat.y.plan = 'none' }]";
    let scenario = right(&format!("{text}\n{TWO}"));
    assert_eq!(names(&scenario), ["none", "sales-navigator", "team · all"]);
    let last = &scenario.cases[2];
    assert_eq!((last.name.plan.as_str(), last.plan.id.as_str()), ("team", "premium-business"));
    assert_eq!(last.seats[1].plan.id, "none");
    let overrides = Overrides { plans: vec!["team".into()], ..Overrides::default() };
    let scenario = compile(&[("a.toml", &format!("{text}\n{TWO}"))], &overrides).unwrap();
    assert_eq!(names(&scenario), ["team · all"]);
    // In a change of a team its name goes without saying; in that of a plan that is called so it does not.
    assert_eq!(scenario.cases[0].name.to_string(), "all");
    let called = "plans = ['mine']\nplan.mine = { like = 'sales-navigator', name = 'Your team' }\n\
                  what_if = [{ name = 'more', segment.a.per_week = 9 }]";
    let shown: Vec<String> =
        right(&format!("{called}\n{TWO}")).cases.iter().map(|case| case.name.to_string()).collect();
    assert_eq!(shown, ["Your team", "Your team · more"]);
}

#[test]
fn a_plan_change_holds_for_the_seat_that_it_names_or_for_those_that_take_the_plan_of_the_case() {
    let text = "plans = ['sales-navigator']\nseat.x.segments = ['a', 'b']\nseat.y.segments = ['a']\n\
                seat.z = { segments = ['a'], plan = 'premium-business' }\n\
                plan_change = [{ week = 9, plan = 'none' }, { week = 5, plan = 'recruiter-lite', seat = 'y' }, \
                { week = 9, plan = 'recruiter-lite', seat = 'z' }]";
    let changes: Vec<Vec<(u32, String)>> = team(text, &[])
        .iter()
        .map(|seat| seat.plan_changes.iter().map(|change| (change.week, change.plan.id.clone())).collect())
        .collect();
    let (none, lite) = ("none".to_owned(), "recruiter-lite".to_owned());
    assert_eq!(changes, [vec![(9, none.clone())], vec![(5, lite.clone()), (9, none)], vec![(9, lite)]]);
}

#[test]
fn seats_are_set_by_arguments_and_what_ifs_key_by_key() {
    let text = "plans = ['none']\nseat.x = { segments = ['a', 'b'], opening.lots = [{ credits = 5 }] }";
    let set = ["seat.x.count=3", "seat.x.plan=premium-business", "seat.x.opening.credits=2", "seat.x.ramp=[0.5]"];
    let team = team(text, &set);
    assert_eq!((team[0].count, team[0].plan.id.as_str(), team[0].held()), (3, "premium-business", 6));
    assert_eq!(team[0].ramp, [0.5]);
    let more = format!("{text}\nwhat_if = [{{ name = 'two', seat.y.segments = ['b'] }}]\n{TWO}");
    let seats: Vec<usize> = right(&more).cases.iter().map(|case| case.seats.len()).collect();
    assert_eq!(seats, [1, 2]);
    // What only another variant declares is changed there alone.
    let seats: Vec<Vec<u32>> = right_with(&more, &["seat.y.count=2"])
        .cases
        .iter()
        .map(|case| case.seats.iter().map(|seat| seat.count).collect())
        .collect();
    assert_eq!(seats, [vec![1], vec![1, 2]]);
}

#[test]
fn what_is_wrong_with_a_seat_is_told_at_its_place() {
    for (text, expected) in [
        ("seat.x = {}", "a.toml:1:6: `seat.x` lacks `segments`"),
        ("seat.x.segments = []", "a.toml:1:19: `seat.x.segments` is empty; it must have at least one item"),
        ("seat.x.segments = ['a', 'b', 'a']", "a.toml:1:30: segment `a` is there twice; once is enough"),
        ("seat.x.segments = ['a', 'bb']", "a.toml:1:25: unknown segment `bb`; known: `a` and `b`"),
        (
            "seat.x = { segments = ['a', 'b'], ramp = [] }",
            "a.toml:1:42: `seat.x.ramp` is empty; it must have at least one item",
        ),
        (
            "seat.x = { segments = ['a', 'b'], ramp = [101] }",
            "a.toml:1:43: `seat.x.ramp` is `101`; it must be a number from 0 to 100",
        ),
        (
            "seat.x = { segments = ['a', 'b'], count = 0 }",
            "a.toml:1:43: `seat.x.count` is `0`; it must be a whole number from 1 to 10000",
        ),
        (
            "seat.x = { segments = ['a', 'b'], count = 9_999 }\nseat.y = { segments = ['a'], count = 2 }",
            "a.toml:2:38: too many people in all seats together; there may be 10000",
        ),
        (
            "seat.x = { segments = ['a', 'b'], plan = 'premium-busines' }",
            "a.toml:1:42: unknown plan `premium-busines`; did you mean `premium-business`?",
        ),
        (
            "seat.x = { segments = ['a', 'b'], opening = { credits = 1, lots = [] } }",
            "a.toml:1:60: `seat.x.opening` has both `credits` and `lots`; it may have one of them",
        ),
        (
            "seat.x = { segments = ['a', 'b'], opening.pending = [{ touch = 'inmial', sent_days_ago = 1, count = 1 }] }",
            "a.toml:1:64: unknown touch `inmial`; did you mean `inmail`?",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
    let priceless = "rulebook = 'linkedin-help-2026'\nseat.x.segments = ['a', 'b']\n\
                     seat.y = { segments = ['a'], plan = 'recruiter-corporate' }";
    let asked = "no price of plan `recruiter-corporate` is published; state yours: \
                 `[plan.recruiter-corporate] price_per_month = …`";
    assert_eq!(told(priceless), format!("a.toml:3:37: {asked}"));
}

#[test]
fn a_segment_that_nobody_works_is_told_where_it_or_what_leaves_it_out_is_stated() {
    let nobody = "no seat works `segment.b`; name it in the `segments` of one, or take it out";
    let text = "seat.x.segments = ['a']";
    let here = "+ a.toml:1:19: the segments of this seat";
    assert_eq!(told_with(text, &[]), format!("a.toml:4:9: {nobody}\n{here}"));
    let text = "seat.x.segments = ['a', 'b']";
    let there = "+ a.toml:4:9: the segment begins here";
    assert_eq!(told_with(text, &["seat.x.segments=[\"a\"]"]), format!("--set:1:17: {nobody}\n{there}"));
    let what_if = format!("{text}\nwhat_if = [{{ name = 'one', seat.x.segments = ['a'] }}]");
    assert_eq!(told_with(&what_if, &[]), format!("a.toml:2:46: {nobody}\n{}", there.replace(":4:", ":5:")));
}

#[test]
fn a_plan_change_names_a_seat_that_there_is_and_holds_for_one() {
    let seats = "seat.ann.segments = ['a', 'b']\nseat.bob.segments = ['a']";
    assert_eq!(
        told(&format!("{seats}\nplan_change = [{{ week = 2, plan = 'none', seat = 'bobb' }}]")),
        "a.toml:3:50: unknown seat `bobb`; did you mean `bob`?"
    );
    assert_eq!(
        told("plan_change = [{ week = 2, plan = 'none', seat = 'bob' }]"),
        "a.toml:1:50: unknown seat `bob`; there is no seat to name"
    );
    let twice = |one: &str, other: &str| {
        let change = |seat: &str| format!("{{ week = 2, plan = 'none'{seat} }}");
        told_with(&format!("{seats}\nplan_change = [{}, {}]", change(one), change(other)), &[])
    };
    let is_there_twice = "a plan change in week `2` is there twice; once is enough\n+ a.toml:3:25: first named here";
    for (one, other) in [(", seat = 'bob'", ", seat = 'bob'"), ("", ", seat = 'ann'"), (", seat = 'ann'", ""), ("", "")]
    {
        assert!(twice(one, other).ends_with(is_there_twice), "{}", twice(one, other));
    }
    let apart = format!(
        "{seats}\nplan_change = [{{ week = 2, plan = 'none', seat = 'ann' }}, {{ week = 2, plan = 'none', seat = 'bob' }}]"
    );
    right(&format!("{apart}\n{TWO}"));

    let own = "seat.x = { segments = ['a', 'b'], plan = 'none' }\nplan_change = [{ week = 2, plan = 'none' }]";
    let nobodys = "the plan change names no `seat`, and every seat names a plan of its own, so it holds for none; name the \
                   seat";
    assert_eq!(told_with(own, &[]), format!("a.toml:2:16: {nobodys}\n+ a.toml:1:42: this seat names its own plan"));
    let taken = "seat.x.segments = ['a', 'b']\nplan_change = [{ week = 2, plan = 'none' }]";
    assert_eq!(
        told_with(taken, &["seat.x.plan=none"]),
        format!("--set:1:13: {nobodys}\n+ a.toml:2:16: the change begins here")
    );
}

#[test]
fn an_account_changes_as_a_whole() {
    let seats = |one: &str, other: &str, changes: &str| {
        format!(
            "{POOLED}seat.x = {{ segments = ['a', 'b'], plan = '{one}' }}\nseat.y = {{ segments = ['a'], plan = '{other}' }}\n\
             plan_change = [{changes}]"
        )
    };
    let change = |week: u32, seat: &str, plan: &str| format!("{{ week = {week}, plan = '{plan}', seat = '{seat}' }},");
    let both = |week: u32, plan: &str| change(week, "x", plan) + &change(week, "y", plan);
    for right_ones in [
        seats("pool", "pool", &(both(3, "none") + &both(5, "pool") + &both(7, "pool"))),
        seats("pool", "alone", &(change(3, "y", "none") + &change(5, "y", "alone") + &change(6, "x", "none"))),
        // Before it begins a seat has no account.
        seats("pool", "alone", &change(3, "y", "pool")).replace("seat.y = {", "seat.y = { from_week = 4,"),
        // With one person alone pooled means nothing.
        seats("pool", "x", &change(3, "x", "alone"))
            .lines()
            .filter(|line| !line.starts_with("seat.y"))
            .fold(String::new(), |text, line| format!("{text}{line}\n")),
    ] {
        right(&format!("{right_ones}\n{TWO}"));
    }
    assert_eq!(
        told(&seats("pool", "pool", &both(3, "alone"))),
        "a.toml:5:35: `seat.x` cannot change to `alone` in week 3: `pool` is pooled, and the account of all its seats changes \
         as a whole and is never parted; it may change to `none`, or to `pool` anew\n\
         a.toml:5:76: `seat.y` cannot change to `alone` in week 3: `pool` is pooled, and the account of all its seats changes \
         as a whole and is never parted; it may change to `none`, or to `pool` anew"
    );
    assert_eq!(
        told(&seats("alone", "none", &both(3, "pool"))),
        "a.toml:5:35: `seat.x` cannot change to `pool` in week 3: `pool` is pooled, and accounts are never joined; let it \
         begin under `pool`\n\
         a.toml:5:75: `seat.y` cannot change to `pool` in week 3: `pool` is pooled, and accounts are never joined; let it \
         begin under `pool`"
    );
    let parted = "the plan change in week 3 leaves out `seat.y`: `pool` is pooled, and the account of all its seats changes as \
                  a whole; change all of them to the same plan in that week";
    assert_eq!(told(&seats("pool", "pool", &change(3, "x", "none"))), format!("a.toml:5:35: {parted}"));
    let differently = change(3, "x", "none") + &change(3, "y", "pool");
    assert_eq!(told(&seats("pool", "pool", &differently)), format!("a.toml:5:35: {parted}"));
    // One broken pool is one mistake.
    let alone = told(&seats("pool", "pool", &change(3, "x", "alone")));
    assert!(alone.starts_with("a.toml:5:35: `seat.x` cannot change to `alone`") && !alone.contains('\n'), "{alone}");
    // Several people of one seat are several all the same.
    let text = format!(
        "{POOLED}plans = ['pool']\nseat.x = {{ segments = ['a', 'b'], count = 2 }}\nplan_change = [{{ week = 2, plan = 'alone' }}]"
    );
    assert!(told(&text).starts_with("a.toml:5:35: `seat.x` cannot change to `alone` in week 2"), "{}", told(&text));
}

#[test]
fn what_a_scenario_may_come_to_is_reckoned_over_all_its_people() {
    let seats = |count: u32| format!("plans = ['none']\nseat.x = {{ segments = ['a', 'b'], count = {count} }}\n");
    let weeks = "a.toml:1:1: too many campaign weeks of all people in all cases together; there may be 150000";
    assert_eq!(told(&format!("{}weeks = 16", seats(9_999))), weeks);
    let credits = "a.toml:1:1: too many credits held on day 0; there may be 1000000";
    assert_eq!(told(&format!("{}weeks = 1\nopening.credits = 1_000", seats(1_001))), credits);
}
