//! Every table that any command writes or prints is explained, with exactly its columns.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use inmail_sim::guide::{Line, explain};
use inmail_sim::report::Table;

use crate::program::{Program, in_repository};
use crate::table;

/// Two plans with and without a follow-up, a target, a goal, and a rate that is not known.
pub(crate) const SCENARIO: &str = r#"
plans  = ["none", "sales-navigator"]
weeks  = 8
trials = 64

[touch.letter]
channel    = "inmail"
reply_rate = "5% to 20%"

[segment.people]
per_week = 10
sequence = ["letter"]

[[what_if]]
name                    = "slower"
segment.people.per_week = 5

[[target]]
figure   = "replies"
at_least = 1

[goal]
maximize     = "replies"
indifference = 0.1

[goal.vary]
plan                    = ["none", "sales-navigator"]
what_if                 = ["base", "slower"]
touch.letter.reply_rate = [0.1, 0.2]
"#;

/// What is varied, as each command is asked to.
const VARIED: &str = "touch.letter.reply_rate";

/// The CSV files below a folder.
fn written(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("it can be listed").map(|entry| entry.expect("it can be listed").path());
    let below = |path: PathBuf| if path.is_dir() { written(&path) } else { vec![path] };
    let files = entries.flat_map(below);
    files.filter(|path| path.extension().is_some_and(|extension| extension == "csv")).collect()
}

/// Claims that `explain` knows the table of this name with these columns.
#[track_caller]
fn assert_explained(name: &str, bytes: &[u8]) {
    let known = explain(name).unwrap_or_else(|_| panic!("`explain` does not know {name}"));
    let facts = known.iter().filter(|topic| topic.name == name).flat_map(|topic| &topic.facts);
    let columns = facts.into_iter().find(|fact| fact.label == "columns").expect("it is explained as a table");
    let names = columns.lines.iter().map(|line| match line {
        Line::Pair(name, meaning) => {
            assert!(!meaning.is_empty() && explain(name).is_ok(), "{name}: a column that is not explained");
            name.replace("PATH…", VARIED)
        }
        _ => panic!("{name}: a column without a meaning"),
    });
    assert_eq!(table::Table::read(bytes).header(), names.collect::<Vec<_>>().join(","), "{name}");
}

#[test]
fn every_table_that_a_command_writes_is_explained_with_its_columns() {
    let list = in_repository("scenarios/lists/prospects.csv").display().to_string();
    let log = in_repository("scenarios/records/inmails.csv").display().to_string();
    let vary = format!("{VARIED}=0.1,0.2");
    let commands: [&[&str]; 11] = [
        &["run", "a.toml", "--set", "seat.me.segments=['people']", "--no-charts"],
        &["compare", "a.toml", "b.toml", "--no-charts"],
        &["sweep", "a.toml", "--vary", &vary, "--no-charts"],
        &["sensitivity", "a.toml", "--trials", "200", "--no-charts"],
        &["optimize", "a.toml", "--no-charts"],
        &["pilot", "a.toml", "--touch", "letter", "--sends", "5", "--reply-value", "20", "--no-charts"],
        &["forecast", "a.toml", "--no-charts"],
        &[
            "calibrate",
            &log,
            "--column",
            "sent_at=Date sent",
            "--column",
            "replied_at=Answered on",
            "--out",
            "log/record.toml",
            "--no-charts",
        ],
        &["qualify", &list, "--out", "list"],
        &["plans", "--format", "csv"],
        &["trace", "a.toml", "--plan", "none", "--format", "csv"],
    ];
    let mut seen = BTreeSet::new();
    for arguments in commands {
        let program = Program::new().file("a.toml", SCENARIO).file("b.toml", SCENARIO);
        let outcome = program.run(arguments).exits(0);
        let files = written(&program.path(""));
        if files.is_empty() {
            assert_explained(arguments[0], outcome.stdout.as_bytes());
            seen.insert(arguments[0].to_owned());
        }
        for path in files {
            let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
            assert_explained(&name, &fs::read(&path).expect("it can be read"));
            seen.insert(name);
        }
    }
    let known: BTreeSet<String> = Table::ALL.iter().map(|table| table.file_name().to_owned()).collect();
    assert_eq!(seen, known, "every table is written by some command");
}
