//! The scenario files of the repository, and what the command line can change about one.

use std::fs;
use std::path::PathBuf;

use crate::program::{BUSY, Program, SMALL, in_repository, only_reports};
use crate::spreadsheets::assert_sound;
use crate::table::{Table, assert_close};

/// Every scenario file, in order.
fn scenarios() -> Vec<PathBuf> {
    let entries = fs::read_dir(in_repository("scenarios")).expect("the repository has scenarios");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    assert!(paths.len() > 10, "{paths:?}");
    paths
}

#[test]
fn every_scenario_begins_with_its_question() {
    for path in scenarios() {
        let text = fs::read_to_string(&path).expect("it can be read");
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("# ") && first.ends_with('?'), "{}: {first}", path.display());
    }
}

#[test]
fn every_scenario_is_checked_and_run() {
    let program = Program::new();
    for path in scenarios() {
        let file = path.to_str().expect("the path is UTF-8");
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("the name is UTF-8");
        let checked = program.run(["check", file]).exits(0).stdout;
        program.run(["run", file, "--trials", "200", "--no-charts"]).exits(0).mentions("reports in ");
        let folder = format!("results/{stem}");
        // Two tables are only of files that state what they are about.
        let text = fs::read_to_string(&path).expect("it can be read");
        let stated = [("targets.csv", "[[target]]"), ("seats.csv", "[seat.")].into_iter();
        let others: Vec<&str> = stated.filter(|(_, header)| text.contains(header)).map(|(file, _)| file).collect();
        only_reports(&program, &folder, &others);
        assert_sound(&program, &folder);
        let summary = program.table(&format!("{folder}/summary.csv"));
        let cases = summary.rows().count();
        let number = format!("({cases} case{}, ", if cases == 1 { "" } else { "s" });
        assert!(checked.contains(&number), "{number}: {checked}");
        for row in summary.rows() {
            assert!(row.number("replies_settled") > 0.0 || row.text("cost_per_reply").is_empty(), "{stem}");
        }
    }
}

#[test]
fn every_scenario_can_be_traced() {
    let program = Program::new();
    for path in scenarios() {
        let file = path.to_str().expect("the path is UTF-8");
        let trace = program.run(["trace", file, "--format", "csv", "--quiet"]).exits(0).notes("").stdout;
        assert!(Table::read(trace.as_bytes()).rows().count() > 0, "{file}");
    }
}

#[test]
fn both_rulebooks_are_printed_with_their_plans() {
    let program = Program::new();
    let rulebooks: [(&[&str], &str, &[&str]); 2] = [
        (&[], "article-2025-10", &["premium-career", "premium-business", "sales-navigator", "recruiter-lite"]),
        (
            &["--rulebook", "linkedin-help-2026"],
            "linkedin-help-2026",
            &[
                "premium-career",
                "premium-business",
                "sales-navigator",
                "sales-navigator-advanced",
                "recruiter-lite",
                "premium-all-in-one",
                "sales-navigator-advanced-plus",
                "recruiter-professional-services",
                "recruiter-corporate",
            ],
        ),
    ];
    for (arguments, id, plans) in rulebooks {
        let people = program.run([&["plans"], arguments].concat()).exits(0).notes("").stdout;
        assert!(people.lines().next().is_some_and(|line| line.ends_with(&format!("({id})"))), "{people}");
        let table = program.run([&["plans", "--format", "csv"], arguments].concat()).exits(0).notes("").stdout;
        let table = Table::read(table.as_bytes());
        assert_eq!(table.distinct("plan"), plans);
        let flowing = people.split_whitespace().collect::<Vec<_>>().join(" ");
        for row in table.rows() {
            assert!(people.contains(row.text("plan")) && people.contains(row.text("price_per_month")), "{people}");
            assert!(flowing.contains(row.text("doubt")), "{people}");
            if row.text("price_per_month").is_empty() {
                assert_eq!(row.text("cost_per_credit"), "");
            } else {
                let price = row.number("price_per_month") / row.number("credits_per_month");
                assert_close(row.number("cost_per_credit"), price, row.text("plan"));
            }
        }
    }
    program
        .run(["plans", "--rulebook", "article-2025"])
        .exits(2)
        .prints("")
        .mentions("did you mean `article-2025-10`?");
}

#[test]
fn a_rulebook_can_be_a_file() {
    let text = fs::read_to_string(in_repository("src/rulebooks/article-2025-10.toml")).expect("it can be read");
    let own = text.replace("article-2025-10", "our-own");
    let program = Program::new().file("rules/our-own.toml", &own);
    let printed = program.run(["plans", "--rulebook", "rules/our-own.toml"]).exits(0).notes("").stdout;
    assert!(printed.contains("(our-own)"), "{printed}");
    let program = program.file("a.toml", format!("rulebook = \"rules/our-own.toml\"\n{SMALL}"));
    program.run(["run", "a.toml", "--trials", "20", "--no-charts"]).exits(0);
    let record = program.text("results/a/run.json");
    assert!(record.contains(r#""id": "our-own""#) && record.contains(r#""name": "rules/our-own.toml""#), "{record}");
    let wrong = program.file("rules/our-own.toml", own.replace("\ncap ", "\ncapp "));
    wrong.run(["plans", "--rulebook", "rules/our-own.toml"]).exits(2).prints("").mentions("unknown key `capp`");
}

/// The summary of `a.toml` under one plan, run with these arguments besides.
fn summary(program: &Program, arguments: &[&str]) -> Table {
    let run = ["run", "a.toml", "--no-charts", "--quiet", "--trials", "50", "--plan", "sales-navigator"];
    program.run([&run, arguments].concat()).exits(0);
    program.table("results/a/summary.csv")
}

#[test]
fn set_changes_what_it_says_and_nothing_else() {
    let program = Program::new().file("a.toml", SMALL);
    let cell = |table: &Table, column: &str| table.rows().next().expect("there is a case").text(column).to_owned();
    let before = summary(&program, &[]);
    let price = summary(&program, &["--set", "plan.sales-navigator.price_per_month=100"]);
    assert_eq!((cell(&before, "cost"), cell(&price, "cost")), ("480".into(), "600".into()));
    for column in ["granted", "refunded", "spent", "replies", "multiplier"] {
        assert_eq!(cell(&before, column), cell(&price, column), "{column}");
    }
    let silent = summary(&program, &["--set", "touch.inmail.reply_rate=0", "--set", "currency=\"EUR\""]);
    assert_eq!((cell(&silent, "replies"), cell(&silent, "refunded")), ("0".into(), "0".into()));
    assert_eq!((cell(&before, "currency"), cell(&silent, "currency")), ("USD".into(), "EUR".into()));
    let pace = summary(&program, &["--set", "segment.prospects.per_week=2", "--set", "touch.inmail.reply_rate=0"]);
    assert_eq!(cell(&pace, "spent"), "52");
}

#[test]
fn weeks_seed_and_trials_are_as_if_they_stood_in_the_file() {
    let arguments = ["--weeks", "8", "--seed", "5", "--trials", "30"];
    let program = Program::new().file("a.toml", SMALL);
    let typed = [&["run", "a.toml", "--no-charts"], &arguments[..]].concat();
    program.run(typed).exits(0);
    let program = program.file("written/a.toml", format!("weeks = 8\nseed = 5\ntrials = 30\n{SMALL}"));
    program.run(["run", "written/a.toml", "--no-charts", "--out", "written"]).exits(0);
    for name in
        ["summary.csv", "figures.csv", "weekly.csv", "touches.csv", "segments.csv", "held_up.csv", "differences.csv"]
    {
        assert_eq!(program.text(&format!("results/a/{name}")), program.text(&format!("written/a/{name}")), "{name}");
    }
    let set = ["--set", "weeks=8", "--set", "seed=5", "--set", "trials=30", "--out", "set"];
    program.run([&["run", "a.toml", "--no-charts"], &set[..]].concat()).exits(0);
    assert_eq!(program.text("set/a/figures.csv"), program.text("written/a/figures.csv"));
}

#[test]
fn the_record_of_a_run_says_what_the_command_line_changed() {
    let program = Program::new().file("busy.toml", BUSY);
    let set = "touch.inmail.reply_rate=0.3";
    let run = ["run", "busy.toml", "--no-charts", "--set", set, "--weeks", "12", "--what-if", "base", "--trials", "20"];
    let recorded = |run: &[&str]| -> serde_json::Value {
        program.run(run).exits(0);
        serde_json::from_slice(&program.bytes("results/busy/run.json")).expect("JSON")
    };
    let plain = recorded(&[&run[..], &["--sampling", "plain"]].concat());
    let typed = [&format!("--set {set}"), "--what-if base", "--trials 20", "--weeks 12", "--sampling plain"];
    assert_eq!((&plain["overrides"], &plain["sampling"]), (&serde_json::json!(typed), &"plain".into()));
    let record = recorded(&run);
    assert_eq!((&record["overrides"], &record["sampling"]), (&serde_json::json!(typed[..4]), &"even".into()));
    assert_eq!(record["trials"], 20);
    assert_eq!(record["cases"], serde_json::json!(["premium-business", "sales-navigator"]));
}

#[test]
fn plan_and_what_if_choose_the_cases() {
    let program = Program::new().file("busy.toml", BUSY);
    let cases = |arguments: &[&str]| -> usize {
        let checked = program.run([&["check", "busy.toml"], arguments].concat()).exits(0).stdout;
        checked.lines().filter(|line| line.contains("2026-01-26")).count()
    };
    assert_eq!(cases(&[]), 6);
    assert_eq!(cases(&["--plan", "sales-navigator"]), 3);
    assert_eq!(cases(&["--what-if", "base"]), 2);
    assert_eq!(cases(&["--what-if", "base", "--what-if", "=slow"]), 4);
    assert_eq!(cases(&["--what-if", "=slow", "--plan", "sales-navigator"]), 1);
    assert_eq!(cases(&["--plan", "sales-navigator", "--plan", "premium-business"]), 6);
}
