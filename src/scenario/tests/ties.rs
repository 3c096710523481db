//! Rates that are tied to the same rate of another touch.

use std::path::Path;

use super::{Overrides, compile, files, rate_of, right, right_with, told_with_related, wrong};
use crate::domain::distribution::Distribution;
use crate::scenario::load_with_from;

/// Three letters, the second tied to the first and the third to the second, in the other order of the file.
const CHAIN: &str = "plans = ['none']
touch.third = { channel = 'inmail', wait_days = 9, reply_rate = { of = 'second', lift = 0.5 } }
touch.second = { channel = 'inmail', wait_days = 5, reply_rate = { of = 'first', lift = 2 } }
touch.first = { channel = 'inmail', reply_rate = 0.3 }
segment.all = { per_week = 3, sequence = ['first', 'second', 'third'] }
";

#[test]
fn a_tied_rate_is_the_other_times_the_lift_in_whatever_order_they_stand() {
    let case = &right(CHAIN).cases[0];
    assert_eq!([0, 1, 2].map(|touch| rate_of(case, touch)), [0.3, 0.6, 0.3]);
    let followed = case.reply_rate(0).expect("it draws replies");
    assert_eq!((followed.root, followed.lifts.len()), (2, 2));
    // The result is held to 1 before it is lifted on.
    assert_eq!(rate_of(&right_with(CHAIN, &["touch.second.reply_rate.lift=5"]).cases[0], 0), 0.5);
    // Without a lift it is the same.
    let same = CHAIN.replace(", lift = 2", "");
    assert_eq!(rate_of(&right(&same).cases[0], 1), 0.3);
}

#[test]
fn acceptances_follow_acceptances_and_replies_replies() {
    let text = "plans = ['none']
touch.a = { channel = 'connect', accept_rate = 0.2, reply_rate = 0.1 }
touch.b = { channel = 'connect', accept_rate = { of = 'a', lift = 1.4 }, reply_rate = { of = 'c', lift = 3 } }
touch.c = { channel = 'message', reply_rate = { of = 'a' } }
segment.all = { per_week = 3, sequence = ['b'] }";
    let case = &right(text).cases[0];
    let accepted = case.accept_rate(1).and_then(|rate| rate.as_fixed()).expect("it is known");
    assert!((accepted - 0.28).abs() < 1e-15 && (rate_of(case, 1) - 0.3).abs() < 1e-15 && rate_of(case, 2) == 0.1);
    assert_eq!(case.accept_rate(2), None);
}

#[test]
fn the_lift_may_be_laid_over_alone_and_what_it_follows_stays() {
    let uncertain = |set: &[&str]| {
        let scenario = right_with(CHAIN, set);
        let rate = scenario.cases[0].reply_rate(1).expect("it draws replies");
        (rate.root, rate.lifts.iter().map(|lift| lift.distribution().clone()).collect::<Vec<Distribution>>())
    };
    let pert = Distribution::pert(0.25, 0.45, 1.1).expect("a distribution");
    assert_eq!(uncertain(&["touch.second.reply_rate.lift={ pert = [0.25, 0.45, 1.1] }"]), (2, vec![pert.clone()]));
    assert_eq!(uncertain(&["touch.second.reply_rate.lift.pert=[0.25, 0.45, 1.1]"]), (2, vec![pert]));
    assert_eq!(uncertain(&["touch.second.reply_rate=0.1"]), (1, vec![]));
    let without = CHAIN.replace(", lift = 2", "");
    assert_eq!(rate_of(&right_with(&without, &["touch.second.reply_rate.lift=2"]).cases[0], 1), 0.6);
    let what_if = format!("{CHAIN}[[what_if]]\nname = 'x'\ntouch.second.reply_rate.lift = 0.9\n");
    let scenario = right(&what_if);
    assert_eq!([0, 1].map(|case| rate_of(&scenario.cases[case], 1)), [0.6, 0.27]);
    // Over a rate of another form it does not say what is lifted.
    let set = Overrides { set: vec!["touch.first.reply_rate.lift=2".into()], ..Overrides::default() };
    let told = compile(&[("a.toml", CHAIN)], &set).expect_err("it follows nothing").to_string();
    assert_eq!(told, "--set:1:13: `touch.first.reply_rate` has `lift` but lacks `of`");
}

#[test]
fn what_is_laid_over_a_rate_is_followed_by_those_tied_to_it() {
    let fragment = "touch.first.reply_rate = { alpha = 3, beta = 17 }\n";
    let files = files(&[("a.toml", CHAIN), ("record.toml", fragment)]);
    let fragment = Some(Path::new("record.toml"));
    let scenario = load_with_from(&files, Path::new("a.toml"), fragment, &Overrides::default()).expect("it is right");
    let means = [2, 1].map(|touch| scenario.cases[0].reply_rate(touch).expect("it draws replies").mean());
    assert!((means[0] - 0.15).abs() < 1e-12 && (means[1] - 0.3).abs() < 1e-3, "{means:?}");
}

#[test]
fn what_there_is_not_to_follow_is_told_with_what_there_is() {
    let told = |tie: &str| {
        wrong(&[("a.toml", &format!("{CHAIN}touch.new = {{ channel = 'email', reply_rate = {tie} }}"))])
            .replace("a.toml:6:", "")
    };
    assert_eq!(told("{ of = 'frist' }"), "54: unknown touch `frist`; did you mean `first`?");
    assert_eq!(told("{ of = 'x' }"), "54: unknown touch `x`; known: `third`, `second` and `first`");
    assert_eq!(
        told("{ of = 3, lift = -1 }"),
        "54: `touch.new.reply_rate.of` is `3`; it must be a text in quotes, not empty; did you mean \"3\"?\n\
         64: `touch.new.reply_rate.lift` is `-1`; it must be a factor from 0 to 1000: a number, { uniform }, \
         { triangular }, { pert } or { samples, column }"
    );
    assert!(told("{ of = 'first', uniform = [0, 1] }").contains("cannot be made of `of` and `uniform`"));
    assert!(told("{ of = 'first', left = 2 }").contains("did you mean `lift`?"));
    let engage = format!(
        "{CHAIN}touch.visit.channel = 'engage'\n[[what_if]]\nname = 'x'\n\
                          touch.second.reply_rate.of = 'visit'\n"
    );
    let told = compile(&[("a.toml", &engage)], &Overrides::default()).expect_err("a visit draws no replies");
    assert_eq!(
        told_with_related(&told),
        "a.toml:9:30: `touch.second.reply_rate` cannot follow touch `visit`, whose channel `engage` has no `reply_rate`; \
         known: `third` and `first`\n+ a.toml:6:23: the channel is stated here"
    );
    // Nothing but what a touch does can be tied.
    let share = CHAIN.replace("per_week = 3", "per_week = 3, open_profile = { of = 'first' }");
    assert!(wrong(&[("a.toml", &share)]).contains("`segment.all.open_profile` cannot be made of `of`"));
}

#[test]
fn a_circle_is_told_once_with_all_of_it_and_so_is_what_else_is_wrong() {
    let circle = CHAIN.replace("reply_rate = 0.3", "reply_rate = { of = 'third' }") + "touch.x.channel = 'fax'\n";
    let told = compile(&[("a.toml", &circle)], &Overrides::default()).expect_err("they end nowhere");
    let told = told_with_related(&told);
    let expected = "a.toml:2:72: `touch.third.reply_rate` follows itself by way of `second` and `first`; one of them must \
                    be a rate of its own\n+ a.toml:3:73: the circle goes on here\na.toml:6:19: `touch.x.channel` is ";
    assert!(told.starts_with(expected), "{told}");
    let alone = CHAIN.replace("reply_rate = 0.3", "reply_rate = { of = 'first' }");
    assert_eq!(
        wrong(&[("a.toml", &alone)]),
        "a.toml:4:57: `touch.first.reply_rate` follows itself; it must follow another, or be a rate of its own"
    );
}

#[test]
fn a_pending_touch_that_follows_a_sure_one_cannot_be_silent_either() {
    let text = "plans = ['none']
opening.pending = [{ touch = 'b', sent_days_ago = 9, count = 1 }]
touch.a = { channel = 'message', reply_rate = 0.5 }
touch.b = { channel = 'message', reply_rate = { of = 'a', lift = 2 }, reply_delay_days = 3 }
segment.all = { per_week = 3, sequence = ['a'] }";
    assert!(wrong(&[("a.toml", text)]).contains("touch `b` cannot be silent after 9 days"));
    right(&text.replace("lift = 2", "lift = 1.9"));
}
