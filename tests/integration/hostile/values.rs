//! Hostile values for every key that there is.

use std::path::{Path, PathBuf};

use inmail_sim::scenario::document::kind::Kind;
use inmail_sim::scenario::{Overrides, keys, load_from};

use super::Texts;
use crate::program::BUSY;

/// Numbers that no key may be set to, nor any part of a rate, lift or delay.
const NO_NUMBERS: [&str; 8] =
    ["nan", "-nan", "inf", "-inf", "1e308", "-1e308", "-0.5", "99999999999999999999999999999999999999999"];

/// What is wrong with a scenario in which everything happens once this is set in it, if anything is.
fn told(set: String) -> Option<String> {
    let text =
        format!("{BUSY}\n[outcome.deal]\nrate = 0.1\n[seat.me]\nsegments = [\"executives\", \"others, many\"]\n");
    let texts = Texts::from([(PathBuf::from("busy.toml"), text.into_bytes())]);
    let overrides = Overrides { set: vec![set], ..Overrides::default() };
    load_from(&texts, Path::new("busy.toml"), &overrides).err().map(|problems| problems.to_string())
}

/// `PATH=VALUE` for a key, where lists of tables are set as a whole.
fn set(path: &str, value: &str) -> String {
    let other = |key: &str, other: &str, rest: &str| {
        if path.ends_with(key) { String::new() } else { format!("{other}, {rest}") }
    };
    match path.rsplit_once('.') {
        Some((list @ "plan_change", key)) => {
            let rest = [other("week", "week = 3", ""), other("plan", "plan = 'none'", "")].concat();
            format!("{list}=[{{ {rest} {key} = {value} }}]")
        }
        Some((list @ "target", key)) => {
            let bounded = ["at_least", "at_most", "above", "below"].contains(&key);
            let bound = if bounded { "" } else { "above = 1, " };
            let rest = [other("figure", "figure = 'replies'", ""), bound.into()].concat();
            format!("{list}=[{{ {rest} {key} = {value} }}]")
        }
        Some((list @ ("opening.lots" | "seat.ID.opening.lots"), key)) => {
            let (rest, list) = (other("credits", "credits = 3", ""), list.replace("ID", "me"));
            format!("{list}=[{{ {rest} {key} = {value} }}]")
        }
        Some((list @ ("opening.pending" | "seat.ID.opening.pending"), key)) => {
            let list = list.replace("ID", "me");
            let keys = [("touch", "touch = 'inmail'"), ("sent_days_ago", "sent_days_ago = 3"), ("count", "count = 1")];
            let rest: String = keys.map(|(name, text)| other(name, text, "")).concat();
            format!("{list}=[{{ {rest} {key} = {value} }}]")
        }
        _ => {
            let touch = match path.rsplit('.').next() {
                Some("accept_rate" | "accept_delay_days") => "invitation",
                Some("accept_lift" | "reply_lift") => "warm-up",
                _ => "inmail",
            };
            let path = path.replace("touch.ID", &format!("touch.{touch}")).replace("outcome.ID", "outcome.deal");
            let path = path
                .replace("seat.ID", "seat.me")
                .replace("segment.ID", "segment.executives")
                .replace("plan.ID", "plan.sales-navigator");
            format!("{path}={value}")
        }
    }
}

/// Every key that can be set by an argument.
fn all() -> impl Iterator<Item = &'static keys::Key> {
    keys::reference().iter().filter(|key| key.path != "extends" && !key.path.starts_with("what_if"))
}

#[test]
fn no_key_takes_a_number_out_of_all_ranges() {
    for key in all() {
        let name = key.path.rsplit('.').next().unwrap_or_default();
        for value in NO_NUMBERS {
            let set = set(key.path, value);
            let told = told(set.clone());
            assert!(told.as_ref().is_some_and(|told| told.contains(name)), "{set}: {told:?}");
        }
    }
}

#[test]
fn negative_zero_is_nothing_where_nothing_may_be() {
    for key in all() {
        let set = set(key.path, "-0.0");
        let is_right = matches!(
            key.kind,
            Kind::Number(..)
                | Kind::Share
                | Kind::Rate
                | Kind::TiedRate
                | Kind::Lift
                | Kind::Worth
                | Kind::Delay
                | Kind::Money
                | Kind::Minutes
        );
        // By itself a key of the goal is not a goal.
        let is_told = |told: String| told.lines().any(|line| !line.contains("`goal` lacks"));
        let told = told(set.clone());
        assert_eq!(told.clone().is_some_and(is_told), !is_right, "{set}: {told:?}");
    }
}

#[test]
fn no_part_of_a_rate_lift_or_delay_takes_a_number_out_of_all_ranges() {
    let forms = [
        ("touch.inmail.reply_rate", ["{ mean = #, sd = 0.1 }", "{ mean = 0.2, sd = # }", "{ alpha = #, beta = 2 }"]),
        (
            "touch.inmail.reply_rate",
            ["{ alpha = 2, beta = # }", "{ replies = #, sent = 9 }", "{ replies = 1, sent = # }"],
        ),
        ("touch.inmail.reply_rate", ["{ uniform = [#, 0.5] }", "{ uniform = [0.1, #] }", "{ pert = [0, #, 1] }"]),
        (
            "touch.invitation.accept_rate",
            ["{ triangular = [#, 0.1, 1] }", "{ pert = [#, 0.1, 1] }", "{ pert = [0, 0.1, #] }"],
        ),
        (
            "touch.follow-up.reply_rate",
            ["{ of = 'inmail', lift = # }", "{ of = 'inmail', lift = { pert = [0, 1, #] } }", "{ of = # }"],
        ),
        ("touch.warm-up.reply_lift", ["{ uniform = [#, 2] }", "{ triangular = [1, #, 2] }", "{ pert = [1, 1.5, #] }"]),
        ("touch.inmail.reply_delay_days", ["{ median = #, p90 = 9 }", "{ median = 1, p90 = # }", "{ cdf = [[#, 1]] }"]),
        (
            "touch.inmail.reply_delay_days",
            [
                "{ weibull = { shape = #, scale = 1 } }",
                "{ weibull = { shape = 1, scale = # } }",
                "{ cdf = [[1, #], [2, 1]] }",
            ],
        ),
        (
            "touch.inmail.reply_delay_days",
            [
                "{ any_of = [1, #] }",
                "{ any_of = [1, { median = #, p90 = 9 }] }",
                "{ any_of = [{ cdf = [[1, #], [2, 1]] }, 2] }",
            ],
        ),
    ];
    for (path, ways) in forms {
        for way in ways {
            for value in NO_NUMBERS {
                let set = format!("{path}={}", way.replace('#', value));
                let told = told(set.clone());
                assert!(told.as_ref().is_some_and(|told| told.contains(path)), "{set}: {told:?}");
            }
        }
    }
}

#[test]
fn every_key_is_in_the_dictionary_of_the_fuzzer() {
    let dictionary = include_str!("../../../fuzz/keys.dict");
    for key in keys::reference().iter().chain(keys::rulebook_reference()) {
        for name in key.path.split('.').filter(|name| *name != "ID") {
            assert!(dictionary.contains(&format!("\n\"{name}\"\n")), "add \"{name}\" to fuzz/keys.dict");
        }
    }
}
