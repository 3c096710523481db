//! The list of keys against the reader that goes by it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::{Overrides, load_from};
use super::*;
use crate::scenario::document::kind::Kind;

#[test]
fn paths_find_their_keys() {
    assert_eq!(SCENARIO.find(&["touch", "x", "reply_rate"]).unwrap().path, "touch.ID.reply_rate");
    assert!(SCENARIO.find(&["touch", "x"]).is_none());
    assert!(SCENARIO.find(&["touch", "x", "reply_rate", "mean"]).is_none());
    assert_eq!(SCENARIO.within("opening"), ["credits", "lots", "pending"]);
    assert_eq!(RULEBOOK.within(""), ["id", "name", "as_of", "sources", "rules", "plan"]);
}

#[test]
fn keys_are_found_in_every_section_that_has_them() {
    assert_eq!(SCENARIO.sections_with("weeks"), [""]);
    assert_eq!(SCENARIO.sections_with("restriction"), ["pacing"]);
    assert_eq!(SCENARIO.sections_with("reply_lift"), ["touch.ID", "segment.ID", "seat.ID"]);
    assert!(SCENARIO.sections_with("ID").is_empty() && SCENARIO.sections_with("budget").is_empty());
}

#[test]
fn sections_are_named_as_headers_or_as_paths() {
    let sections = ["", "touch.ID", "plan_change"].map(str::to_owned);
    assert_eq!(
        SCENARIO.belonging("x", &sections, false),
        "it belongs at the top of the file, above the first [section], under `[touch.ID]` or under `[[plan_change]]`"
    );
    assert_eq!(SCENARIO.belonging("x", &sections[..2], true), "write `x` or `touch.ID.x`");
}

#[test]
fn every_key_is_listed_once_and_explained() {
    for keys in [SCENARIO.list, RULEBOOK.list] {
        for (place, key) in keys.iter().enumerate() {
            assert!(keys[..place].iter().all(|other| other.path != key.path), "{} twice", key.path);
            assert!(!key.meaning.is_empty());
        }
    }
}

/// A scenario in which every key has a place to stand in. What it states itself, an example takes the place of.
const WHOLE: &str = r#"
plans = ["team-seat"]
plan.team-seat = { credits_per_month = 1, cap = 1, price_per_month = 1, price_per_month_annual = 1 }
plan_change = [{ week = 2, plan = "none" }]
opening.pending = [{ touch = "inmail", sent_days_ago = 1, count = 1 }]
touch.inmail = { channel = "inmail", reply_rate = 0.1 }
touch.follow-up = { channel = "inmail", reply_rate = 0.1, wait_days = 5 }
touch.invitation = { channel = "connect", reply_rate = 0.1, accept_rate = 0.1, accept_delay_days = 1 }
touch.warm-up = { channel = "engage" }
segment.people = { per_week = 10, sequence = ["inmail"] }
seat.me.segments = ["people"]
seat.colleague = { segments = ["people"], opening.pending = [{ touch = "inmail", sent_days_ago = 1, count = 1 }] }
outcome.meeting.rate = 0.1
outcome.deal.rate = 0.1
pacing.restriction = { above_per_day = 5, chance = 0.1, days = 7 }
goal = { minimize = "cost", vary = { weeks = [26] } }
what_if = [{ name = "other" }]
"#;

/// What a target must state beside any other key of it.
const TARGET: &[(&str, &str)] = &[("figure", "\"cost\""), ("at_least", "0")];

/// A rulebook in which every key has a place to stand in.
const RULES: &str = r#"
id = "own"
name = "Own"
rules = { credit_life_days = 1, refund_window_days = 1, refund_life = "fresh", cap_on_refund = true, overflow = "drop-newest", plan_change = "forfeit" }
plan.team-seat = { credits_per_month = 1, cap = 1, price_per_month = 1 }
"#;

/// The text with a key set to a value.
fn with(text: &str, path: &str, value: &str) -> String {
    let mut table: toml::Table = text.parse().expect("it is TOML");
    let assigned: toml::Table = format!("it = {value}").parse().expect("the value is TOML");
    let (section, name) = path.rsplit_once('.').unwrap_or(("", path));
    let mut place = &mut table;
    for part in section.split('.').filter(|part| !part.is_empty()) {
        let inner = place.entry(part).or_insert_with(|| match section {
            "opening.lots" | "seat.colleague.opening.lots" | "target" if ["lots", "target"].contains(&part) => {
                toml::Value::Array(vec![toml::Table::new().into()])
            }
            _ => toml::Table::new().into(),
        });
        place = match inner {
            toml::Value::Array(items) => items[0].as_table_mut().expect("a table"),
            inner => inner.as_table_mut().expect("a table"),
        };
    }
    place.insert(name.into(), assigned["it"].clone());
    if path == "goal.maximize" {
        place.remove("minimize");
    }
    if section == "target" {
        let has_bound = ["at_most", "above", "below"].contains(&name);
        for (key, toml) in TARGET.iter().filter(|(key, _)| *key == "figure" || !has_bound) {
            let stated: toml::Table = format!("it = {toml}").parse().expect("the value is TOML");
            place.entry(*key).or_insert(stated["it"].clone());
        }
    }
    if section.ends_with("opening.lots") {
        place.entry("credits").or_insert(1.into());
    }
    table.to_string()
}

/// What is wrong with the scenario, or with the rulebook that it names.
fn told(text: &str, rulebook: &str) -> String {
    let files = [("a.toml", text), ("own.toml", rulebook), ("base.toml", "")];
    let files: BTreeMap<PathBuf, Vec<u8>> = files.map(|(name, text)| (name.into(), text.into())).into();
    let loaded = load_from(&files, Path::new("a.toml"), &Overrides::default());
    loaded.err().map(|problems| problems.to_string()).unwrap_or_default()
}

/// The path of a key in [`WHOLE`] or [`RULES`].
fn path_in_whole(key: &Key) -> String {
    let touch = match key.channels {
        ["connect"] => "invitation",
        ["engage"] => "warm-up",
        _ => "follow-up",
    };
    let path = key.path.replace("touch.ID", &format!("touch.{touch}"));
    path.replace("segment.ID", "segment.people")
        .replace("outcome.ID", "outcome.deal")
        .replace("seat.ID", "seat.colleague")
        .replace("plan.ID", "plan.team-seat")
}

#[test]
fn every_example_can_be_written() {
    for key in reference() {
        let text = with(WHOLE, &path_in_whole(key), key.example);
        assert_eq!(told(&text, ""), "", "{text}");
    }
    for key in rulebook_reference() {
        let text = with(RULES, &path_in_whole(key), key.example);
        assert_eq!(told(&format!("rulebook = \"own.toml\"\n{WHOLE}"), &text), "", "{text}");
    }
}

#[test]
fn an_example_is_not_the_default() {
    for key in reference().iter().filter(|key| matches!(key.default, Default::Value(_))) {
        assert_ne!(key.default, Default::Value(key.example), "{}", key.path);
    }
}

#[test]
fn a_default_that_is_a_figure_has_a_source() {
    // What follows from leaving something out is nobody's figure.
    let plain = ["\"\"", "0", "[]", "1", "\"reply\""];
    for key in reference().iter().chain(rulebook_reference()) {
        if let Default::Value(value) = key.default {
            assert!(!key.source.is_empty() || plain.contains(&value), "{} is {value} on nobody's word", key.path);
        }
    }
}

#[test]
fn channels_are_those_that_the_reader_lets_a_key_have() {
    let Kind::OneOf(channels) = SCENARIO.find(&["touch", "x", "channel"]).expect("it is listed").kind else {
        panic!("channels are words")
    };
    for key in reference().iter().filter(|key| key.place().0 == "touch.ID" && key.place().1 != "channel") {
        for channel in channels {
            let text = format!("touch.x = {{ channel = \"{channel}\", {} = {} }}", key.place().1, key.example);
            let files = BTreeMap::from([(PathBuf::from("a.toml"), text.clone().into_bytes())]);
            let problems = load_from(&files, Path::new("a.toml"), &Overrides::default()).expect_err("no segment");
            let idle = problems.iter().any(|problem| problem.kind == "IdleKey");
            assert_eq!(idle, !key.channels.is_empty() && !key.channels.contains(channel), "{text}");
        }
    }
}

#[test]
fn every_section_is_listed_in_the_order_of_its_keys() {
    for keys in [&SCENARIO, &RULEBOOK] {
        let mut paths: Vec<&str> = keys.list.iter().map(|key| key.place().0).collect();
        paths.dedup();
        assert_eq!(keys.sections.iter().map(|section| section.path).collect::<Vec<_>>(), paths);
    }
}

#[test]
fn every_word_is_listed_and_explained() {
    let mut words: Vec<&str> = Vec::new();
    for word in reference().iter().chain(rulebook_reference()).flat_map(|key| key.kind.words()) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    for word in &words {
        assert!(meaning_of(word).is_some(), "{word}");
    }
    assert_eq!(words.len(), choices().count());
}
