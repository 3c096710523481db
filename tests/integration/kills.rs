//! Commands that are killed at random moments, as a machine does that runs out of memory: `cargo test --release --test
//! integration kills -- --ignored --nocapture`. In `src/commands/tests.rs` every operation on files fails in turn.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::{Duration, Instant};

use inmail_sim::report::sha256;
use serde_json::Value;

use crate::program::{Program, SMALL};

/// How often each command is killed.
const KILLS: u64 = 500;

const FOLDER: &str = "results/a";

type Contents = Vec<(String, Vec<u8>)>;

/// The files of the folder that are not hidden and not of an unfinished sweep.
fn visible(program: &Program) -> Contents {
    let names = if program.has(FOLDER) { program.names(FOLDER) } else { Vec::new() };
    let names = names.into_iter().filter(|name| !name.starts_with('.') && name != "unfinished-sweep");
    names.map(|name| (name.clone(), program.bytes(&format!("{FOLDER}/{name}")))).collect()
}

/// What a record says of the files that are there: `old`, `new` or `changing`. Panics at a mix.
fn state(program: &Program, record: &str, sets: &[(&'static str, &Contents)]) -> &'static str {
    let there = visible(program);
    if let Some((name, _)) = sets.iter().find(|(_, set)| **set == there) {
        return name;
    }
    let bytes = &there.iter().find(|(name, _)| name == record).expect("a mix without a record").1;
    let read: Value = serde_json::from_slice(bytes).expect("it is JSON");
    assert!(read["reports"].is_null() && read["changing"].is_string(), "a mix under a record of whole files");
    for (name, bytes) in there.iter().filter(|(name, _)| name != record) {
        let hash = Value::from(sha256(bytes));
        assert!(hash == read["from"][name] || hash == read["to"][name], "{name} is half");
    }
    "changing"
}

/// Kills `new` at random moments where nothing was, or where `old` was done, and gives the command again as `next` says.
fn kill(old: &[&str], new: &[&str], record: &str, next: impl Fn(&Program, u64)) {
    let (nothing, fresh) = (Contents::new(), Program::new().file("a.toml", SMALL));
    fresh.run(old).exits(0);
    let before = visible(&fresh);
    let begin = Instant::now();
    fresh.run(new).exits(0);
    let (takes, after) = (begin.elapsed(), visible(&fresh));
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for kill in 0..KILLS {
        let program = Program::new().file("a.toml", SMALL);
        let is_first = kill % 4 == 0;
        if !is_first {
            for (name, bytes) in &before {
                program.put(&format!("{FOLDER}/{name}"), bytes);
            }
        }
        // Half of them in the last third, in which files are put in place.
        let digits = &sha256(&kill.to_le_bytes())[..8];
        let share = f64::from(u32::from_str_radix(digits, 16).expect("they are hexadecimal")) / f64::from(u32::MAX);
        let share = if kill % 2 == 0 { 1.1 * share } else { 0.7 + 0.4 * share };
        let mut child = program.command().args(new).spawn().expect("it starts");
        sleep(Duration::from_secs_f64(takes.as_secs_f64() * share));
        child.kill().expect("it can be killed");
        let ended = child.wait().expect("it ends");
        let earlier = if is_first { &nothing } else { &before };
        let state = state(&program, record, &[("new", &after), ("old", earlier)]);
        let is_begun = program.has("results/a/unfinished-sweep");
        let how = if ended.success() { "done before" } else { "killed" };
        *counts.entry(format!("{how}, {state}{}", if is_begun { ", begun" } else { "" })).or_default() += 1;
        next(&program, kill);
        assert!(
            program.contents(FOLDER) == after,
            "kill {kill}: the next command does not end with the new files alone"
        );
    }
    println!("{KILLS} of `{}`, which takes {takes:?}: {counts:?}", new.join(" "));
}

#[test]
#[ignore = "it takes minutes"]
fn a_run_that_is_killed_leaves_the_old_or_the_new() {
    let run = |seed| ["run", "a.toml", "--trials", "2000", "--quiet", "--seed", seed];
    kill(&run("1"), &run("2"), "run.json", |program, _| drop(program.run(run("2")).exits(0)));
}

#[test]
#[ignore = "it takes minutes"]
fn a_sweep_that_is_killed_goes_on() {
    let sweep = |seed| {
        [
            "sweep",
            "a.toml",
            "--trials",
            "500",
            "--quiet",
            "--vary",
            "segment.prospects.per_week=1..12:12",
            "--seed",
            seed,
        ]
    };
    kill(&sweep("1"), &sweep("2"), "sweep.json", |program, _| {
        let resumed = program.run(sweep("2").into_iter().chain(["--resume"]));
        // It was killed before it began.
        if resumed.stderr.contains("leave out `--resume`") {
            program.run(sweep("2")).exits(0);
        } else {
            resumed.exits(0);
        }
    });
}
