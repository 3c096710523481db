//! What could be typed next, asked of the function that answers shells.

use std::fs;

use super::*;

/// The answers for the last of these words, with the names of a scenario file.
fn answers(words: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("mine.toml");
    let text = "plans = ['sales-navigator']\ntouch.letter = { channel = 'inmail', reply_rate = 0.1 }\n\
                segment.all = { per_week = 5, sequence = ['letter'] }\n\
                what_if = [{ name = 'twice as many', segment.all.per_week = 10 }]\n";
    fs::write(&file, text).expect("it can be written");
    let names = if words.contains(&"mine.toml") { Names::read(vec![file]) } else { Names::default() };
    let words: Vec<OsString> = std::iter::once(PROGRAM).chain(words.iter().copied()).map(OsString::from).collect();
    let last = words.len() - 1;
    let mut command = completing(names);
    let found = clap_complete::engine::complete(&mut command, words, last, None).expect("it can be completed");
    found.iter().map(|candidate| candidate.get_value().to_string_lossy().into_owned()).collect()
}

#[test]
fn plans_and_what_ifs_are_those_of_the_file() {
    assert_eq!(answers(&["run", "mine.toml", "--plan", ""]), ["sales-navigator"]);
    assert_eq!(answers(&["run", "--plan", "premium"]), ["premium-career", "premium-business"]);
    assert_eq!(answers(&["check", "mine.toml", "--what-if", ""]), ["base", "twice as many"]);
    assert_eq!(answers(&["trace", "mine.toml", "--what-if", "tw"]), ["twice as many"]);
}

#[test]
fn paths_to_set_have_the_ids_of_the_file_and_words_where_there_are_any() {
    let set = |typed: &str| answers(&["run", "mine.toml", "--set", typed]);
    assert_eq!(
        set("touch."),
        [
            "channel",
            "reply_rate",
            "reply_delay_days",
            "wait_days",
            "limit_per_week",
            "limit_per_day",
            "outcome_lift",
            "minutes",
            "cost"
        ]
        .map(|key| format!("touch.letter.{key}="))
    );
    assert_eq!(set("segment.all.per_week=m"), ["segment.all.per_week=max"]);
    assert_eq!(set("rules.overflow="), ["rules.overflow=drop-oldest", "rules.overflow=drop-newest"]);
    assert_eq!(set("pacing.o"), ["pacing.order="]);
    assert!(set("extends").is_empty() && set("what_if").is_empty() && set("plan_change").is_empty());
    assert_eq!(set("see"), ["seed="]);
}

#[test]
fn what_the_program_knows_can_be_completed_without_a_file() {
    assert_eq!(answers(&["plans", "--rulebook", "l"]), ["linkedin-help-2026"]);
    assert_eq!(answers(&["init", "--template", "own"]), ["own-record", "own-plan"]);
    assert_eq!(answers(&["explain", "touch.ID.reply_r"]), ["touch.ID.reply_rate"]);
    assert_eq!(
        answers(&["explain", "cost_per_r"]),
        ["cost_per_reply", "cost_per_reply_se", "cost_per_reply_p05", "cost_per_reply_p50", "cost_per_reply_p95"]
    );
    assert_eq!(answers(&["man", "tr"]), ["trace"]);
    assert_eq!(answers(&["completions", "z"]), ["zsh"]);
    assert_eq!(answers(&["comp"]), ["compare", "completions"]);
}
