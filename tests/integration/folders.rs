//! What a run does in a folder that is not empty: it replaces what a run wrote, and touches nothing else.

use std::path::Path;

use inmail_sim::chart;
use inmail_sim::report::sha256;
use serde_json::Value;

use crate::program::{Outcome, Program, REPORTS, SMALL, only_reports};

/// A folder in which `a.toml` was run once, without charts.
fn after_a_run() -> Program {
    let program = Program::new().file("a.toml", SMALL);
    again(&program, &[]).exits(0);
    program
}

/// Runs `a.toml` without charts, with these arguments besides.
fn again(program: &Program, arguments: &[&str]) -> Outcome {
    program.run([&["run", "a.toml", "--trials", "20", "--no-charts"], arguments].concat())
}

/// What is said when `names` are in the way.
fn in_the_way(names: &str) -> String {
    format!(
        "error: `{}` holds files that no run wrote or that were changed since: {names}; nothing was overwritten, move \
         them away or choose another folder with `--out`\n",
        Path::new("results").join("a").display()
    )
}

/// The name of a chart's file.
fn a_chart() -> String {
    format!("{}.svg", chart::NAMES.first().expect("charts are drawn"))
}

#[test]
fn a_users_own_file_is_not_overwritten() {
    let mine = "notes of my own\n";
    for name in REPORTS {
        let program = Program::new().file("a.toml", SMALL).file(&format!("results/a/{name}"), mine);
        again(&program, &[]).exits(1).prints("").notes(&in_the_way(&format!("`{name}`")));
        assert_eq!(program.names("results/a"), [name]);
        assert_eq!(program.text(&format!("results/a/{name}")), mine);
    }
}

/// What the record of the last run lists of a kind: its own `reports`, or what is `older`.
fn recorded(program: &Program, kind: &str) -> Vec<String> {
    let record: Value = serde_json::from_slice(&program.bytes("results/a/run.json")).expect("it is JSON");
    record[kind].as_object().map(|files| files.keys().cloned().collect()).unwrap_or_default()
}

#[test]
fn what_a_run_is_asked_not_to_make_stays_and_is_told() {
    let program = Program::new().file("a.toml", SMALL);
    let run = |more: &[&str]| program.run([&["run", "a.toml", "--trials", "20"], more].concat()).exits(0);
    let is_picture = |name: &String| name.ends_with(".png") || name.ends_with(".svg");
    run(&[]);
    let first = program.contents("results/a");
    let pictures = first.iter().filter(|(name, _)| is_picture(name)).count();
    let left = "left as an earlier run wrote it, and not made anew: ";
    let told = run(&["--seed", "2", "--no-charts", "--no-xlsx"]);
    told.mentions(&format!("{left}{pictures} pictures and report.xlsx\n"));
    assert_eq!(recorded(&program, "older").len(), pictures + 1);
    for (name, bytes) in &first {
        let is_same = &program.bytes(&format!("results/a/{name}")) == bytes;
        assert!(is_same || !is_picture(name) && name != "report.xlsx", "{name}");
        assert!(!is_same || name != "summary.csv");
    }
    // They are still the program's own, whoever runs it how often.
    run(&["--seed", "3", "--no-charts"]).mentions(&format!("{left}{pictures} pictures\n"));
    assert!(recorded(&program, "older").iter().all(is_picture));
    let whole = run(&[]);
    assert!(!whole.stderr.contains(left));
    assert!(recorded(&program, "older").is_empty());
    assert_eq!(program.contents("results/a"), first);
    // What somebody changed or removed is not the program's, and is not told.
    let (mine, gone) = (a_chart(), a_chart().replace(".svg", ".png"));
    program.put(&format!("results/a/{mine}"), "mine");
    std::fs::remove_file(program.path(&format!("results/a/{gone}"))).expect("it can be removed");
    run(&["--no-charts"]).mentions(&format!("{left}{} pictures\n", pictures - 2));
    assert_eq!(program.text(&format!("results/a/{mine}")), "mine");
}

#[test]
fn other_commands_leave_what_they_are_asked_not_to_make_too() {
    let program = Program::new().file("a.toml", format!("plans = ['recruiter-lite', 'premium-business']\n{SMALL}"));
    let rows = (1..=9).map(|day| format!("2026-01-0{day},{}\n", if day % 3 == 0 { "2026-01-20" } else { "" }));
    program.put("log.csv", format!("sent_at,replied_at\n{}", rows.collect::<String>()));
    let commands: [(&[&str], &str, &str); 3] = [
        (&["sweep", "a.toml", "--vary", "segment.prospects.per_week=5,20"], "results/a", "sweep.json"),
        (&["forecast", "a.toml"], "results/a", "forecast.json"),
        (&["calibrate", "log.csv"], "results/log", "calibration.json"),
    ];
    for (command, folder, record) in commands {
        let trials: &[&str] = if command[0] == "calibrate" { &[] } else { &["--trials", "50"] };
        let run = |more: &[&str]| program.run([command, trials, more].concat()).exits(0);
        run(&[]);
        let first = program.contents(folder);
        run(&["--no-charts"]).mentions("left as an earlier run wrote it");
        assert_eq!(program.names(folder), first.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
        assert!(program.text(&format!("{folder}/{record}")).contains("\"older\""), "{record}");
        run(&[]);
        assert_eq!(program.contents(folder), first, "{record}");
    }
}

#[test]
fn a_folder_in_place_of_a_report_is_left_alone() {
    let program = Program::new().file("a.toml", SMALL).file("results/a/summary.csv/mine", "mine");
    let path = Path::new("results").join("a").join("summary.csv");
    again(&program, &[]).exits(1).prints("").mentions(&format!("error: cannot write to `{}`: ", path.display()));
    assert_eq!(
        (program.names("results/a"), program.names("results/a/summary.csv")),
        (vec!["summary.csv".into()], vec!["mine".into()])
    );
}

#[test]
fn all_files_in_the_way_are_named() {
    let program = Program::new().file("a.toml", SMALL);
    program.put("results/a/weekly.csv", "");
    program.put("results/a/summary.csv", "");
    again(&program, &[]).exits(1).prints("").notes(&in_the_way("`summary.csv`, `weekly.csv`"));
}

#[test]
fn files_of_other_names_do_not_matter() {
    let program = Program::new().file("a.toml", SMALL);
    program.put("results/a/notes.txt", "mine");
    program.put("results/a/old/summary.csv", "mine");
    program.put("results/summary.csv", "mine");
    for _ in 0..2 {
        again(&program, &[]).exits(0);
        only_reports(&program, "results/a", &["notes.txt", "old"]);
    }
    for path in ["results/a/notes.txt", "results/a/old/summary.csv", "results/summary.csv"] {
        assert_eq!(program.text(path), "mine");
    }
}

#[test]
fn what_is_in_the_way_of_a_second_scenario_keeps_the_first_from_being_written() {
    let program = Program::new().file("a.toml", SMALL).file("b.toml", SMALL).file("results/b/summary.csv", "mine");
    program.run(["run", "a.toml", "b.toml", "--trials", "20", "--no-charts"]).exits(1).prints("");
    assert_eq!(program.names("results/b"), ["summary.csv"]);
    assert!(program.names("results/a").is_empty());
}

#[test]
fn a_second_run_replaces_the_first() {
    let program = after_a_run();
    let first = program.contents("results/a");
    let results = Path::new("results").join("a");
    again(&program, &["--seed", "2"]).exits(0).notes(&format!(
        "reports in {}, in place of those of an earlier run\npage: {}\n80 simulations in … s\n",
        results.display(),
        results.join("report.html").display()
    ));
    only_reports(&program, "results/a", &[]);
    let second = program.contents("results/a");
    assert_ne!(first, second);
    again(&program, &["--seed", "2", "--out", "fresh"]).exits(0);
    assert_eq!(program.contents("fresh/a"), second, "nothing of the first run is left");
}

#[test]
fn whose_results_are_replaced_is_told_as_far_as_it_is_known() {
    let program = after_a_run();
    // Nobody knows whether a file was changed or is another one: it replaces what was there, and that is told.
    program.put("a.toml", format!("{SMALL}# changed\n"));
    again(&program, &[]).exits(0).mentions(
        "in place of those of an earlier run, whose `a.toml` was not the same: this file before it was changed, or another \
         one of that name",
    );
    program.put("other/a.toml", SMALL);
    program
        .run(["run", "other/a.toml", "--trials", "20", "--no-charts"])
        .exits(0)
        .mentions("or another one of that name");
    // One of another name is another one.
    let before = program.contents("results/a");
    program.put("a.txt", SMALL);
    program.run(["run", "a.txt", "--trials", "20", "--no-charts"]).exits(2).prints("").mentions(
        "holds the results of `a.toml`, and those of `a.txt` would replace them; choose another folder with `--out`",
    );
    assert_eq!(program.contents("results/a"), before);
    // A sweep tells the same of its own.
    let sweep = || {
        program.run(["sweep", "a.toml", "--vary", "segment.prospects.per_week=5,10", "--trials", "20", "--no-charts"])
    };
    sweep().exits(0);
    sweep().exits(0).mentions("in place of those of an earlier run\n");
    program.put("a.toml", format!("{SMALL}# changed again\n"));
    sweep().exits(0).mentions("in place of those of an earlier run, whose `a.toml` was not the same");
}

#[test]
fn a_report_that_was_changed_since_is_not_overwritten() {
    let program = after_a_run();
    let remarks = program.text("results/a/summary.csv") + "my remarks\n";
    program.put("results/a/summary.csv", &remarks);
    let before = program.contents("results/a");
    again(&program, &["--seed", "2"]).exits(1).prints("").notes(&in_the_way("`summary.csv`"));
    assert_eq!(program.contents("results/a"), before);
}

#[test]
fn a_report_that_was_removed_is_written_anew() {
    let program = after_a_run();
    std::fs::remove_file(program.path("results/a/summary.csv")).expect("it is there");
    again(&program, &[]).exits(0);
    only_reports(&program, "results/a", &[]);
}

#[test]
fn without_the_record_of_a_run_no_file_is_a_runs_own() {
    let program = after_a_run();
    program.put("results/a/run.json", "{}\n");
    let names = "`summary.csv`, `figures.csv`, `weekly.csv`, `touches.csv`, `segments.csv`, `held_up.csv`, `outcomes.csv`, `differences.csv`, `report.html`, `run.json`, `datapackage.json`, `report.xlsx`";
    again(&program, &[]).exits(1).prints("").notes(&in_the_way(names));
    assert_eq!(program.text("results/a/run.json"), "{}\n");
}

#[test]
fn the_record_has_the_hash_of_every_other_report() {
    let program = after_a_run();
    let record: Value = serde_json::from_slice(&program.bytes("results/a/run.json")).expect("it is JSON");
    let hashes = record["reports"].as_object().expect("it lists the reports");
    for name in REPORTS.iter().filter(|name| **name != "run.json") {
        assert_eq!(hashes[*name], sha256(&program.bytes(&format!("results/a/{name}"))), "{name}");
    }
    assert_eq!(hashes.len(), REPORTS.len() - 1);
}

#[test]
fn a_users_own_chart_is_in_the_way_of_charts_alone() {
    let (chart, mine) = (a_chart(), "a drawing of my own");
    let path = format!("results/a/{chart}");
    let program = Program::new().file("a.toml", SMALL).file(&path, mine);
    let charted = ["run", "a.toml", "--trials", "20"];
    program.run(charted).exits(1).prints("").notes(&in_the_way(&format!("`{chart}`")));
    assert_eq!(program.names("results/a"), [chart.as_str()]);
    for _ in 0..2 {
        again(&program, &[]).exits(0);
        only_reports(&program, "results/a", &[&chart]);
        assert_eq!(program.text(&path), mine);
    }
}

#[test]
fn leaving_charts_out_removes_none_of_an_earlier_run() {
    let program = Program::new().file("a.toml", SMALL);
    program.run(["run", "a.toml", "--trials", "20"]).exits(0);
    // Those that its cases need.
    let charts: Vec<String> =
        chart::NAMES.iter().flat_map(|name| [format!("{name}.png"), format!("{name}.svg")]).collect();
    let drawn = program.names("results/a");
    let drawn: Vec<&str> =
        charts.iter().map(String::as_str).filter(|name| drawn.iter().any(|own| own == name)).collect();
    assert!(drawn.contains(&a_chart().as_str()));
    only_reports(&program, "results/a", &drawn);
    again(&program, &[]).exits(0);
    only_reports(&program, "results/a", &drawn);
}

/// A table that the run has no use for.
const IDLE: &str = "targets.csv";

/// Puts a table beside the reports and into the record, as if a run before had written it.
fn written_before(program: &Program, content: &str) {
    program.put(&format!("results/a/{IDLE}"), content);
    let mut record: Value = serde_json::from_slice(&program.bytes("results/a/run.json")).expect("it is JSON");
    record["reports"][IDLE] = sha256(content.as_bytes()).into();
    program.put("results/a/run.json", record.to_string());
}

#[test]
fn what_is_no_longer_made_is_removed_unless_it_was_changed_since() {
    let program = after_a_run();
    written_before(&program, "case\n");
    again(&program, &[]).exits(0);
    only_reports(&program, "results/a", &[]);
    written_before(&program, "case\n");
    program.put(&format!("results/a/{IDLE}"), "mine");
    again(&program, &[]).exits(0);
    only_reports(&program, "results/a", &[IDLE]);
}

#[test]
fn a_record_cannot_make_a_run_remove_files_elsewhere() {
    let program = after_a_run();
    program.put("results/mine.csv", "mine");
    let mut record: Value = serde_json::from_slice(&program.bytes("results/a/run.json")).expect("it is JSON");
    record["reports"]["../mine.csv"] = sha256(b"mine").into();
    program.put("results/a/run.json", record.to_string());
    again(&program, &[]).exits(1);
    assert_eq!(program.text("results/mine.csv"), "mine");
}

/// The record as it is while a run replaces these files by those of another.
fn changing(from: &Program, to: &Program) -> String {
    let reports = |program: &Program| -> Value {
        let record: Value = serde_json::from_slice(&program.bytes("results/a/run.json")).expect("it is JSON");
        record["reports"].clone()
    };
    serde_json::json!({ "changing": "", "from": reports(from), "to": reports(to) }).to_string()
}

#[test]
fn what_an_interrupted_run_began_is_finished_by_the_next() {
    let (other, program) = (after_a_run(), after_a_run());
    again(&other, &["--seed", "2"]).exits(0);
    // All files but one are in their places.
    let staged = "results/a/.inmail-sim-run.json";
    for name in ["weekly.csv", "run.json"] {
        program.put(&format!("{staged}/{name}"), other.bytes(&format!("results/a/{name}")));
    }
    program.put("results/a/run.json", changing(&program, &other));
    for name in REPORTS.iter().filter(|name| !["weekly.csv", "run.json"].contains(name)) {
        program.put(&format!("results/a/{name}"), other.bytes(&format!("results/a/{name}")));
    }
    // A command of another kind finishes it as well.
    program
        .run(["sweep", "a.toml", "--trials", "2", "--vary", "weeks=1", "--no-charts", "-q", "--out", "results"])
        .exits(0);
    for (name, bytes) in other.contents("results/a") {
        assert!(program.bytes(&format!("results/a/{name}")) == bytes, "{name}");
    }
    assert!(!program.has(staged));
}

#[test]
fn a_mix_that_cannot_be_finished_is_replaced() {
    let (other, program) = (after_a_run(), after_a_run());
    again(&other, &["--seed", "2"]).exits(0);
    program.put("results/a/run.json", changing(&program, &other));
    program.put("results/a/weekly.csv", other.bytes("results/a/weekly.csv"));
    let remarks = other.text("results/a/figures.csv") + "my remarks\n";
    program.put("results/a/figures.csv", &remarks);
    again(&program, &["--seed", "2"]).exits(1).notes(&in_the_way("`figures.csv`"));
    assert_eq!(program.text("results/a/figures.csv"), remarks);
    program.put("results/a/figures.csv", other.bytes("results/a/figures.csv"));
    again(&program, &["--seed", "2"]).exits(0);
    assert!(program.contents("results/a") == other.contents("results/a"));
}

#[test]
fn what_dead_runs_left_is_removed_and_nothing_else() {
    let program = after_a_run();
    let reports = program.contents("results/a");
    program.put("results/a/.inmail-sim-AatFKN", "half");
    program.put("results/a/.inmail-sim-0123456789abcdef", "half");
    program.put("results/a/.inmail-sim-run.json/summary.csv", "half");
    program.put("results/a/.inmail-sim-notes.txt", "mine");
    program.put("results/a/.inmail-sim-mine/notes.txt", "mine");
    again(&program, &[]).exits(0);
    only_reports(&program, "results/a", &[".inmail-sim-notes.txt", ".inmail-sim-mine"]);
    assert!(program.has("results/a/.inmail-sim-mine/notes.txt"));
    for (name, bytes) in reports {
        assert!(program.bytes(&format!("results/a/{name}")) == bytes, "{name}");
    }
}

#[test]
fn a_record_that_lists_a_folder_is_no_hindrance() {
    let program = after_a_run();
    program.put("results/a/sub/mine.txt", "mine");
    let mut record: Value = serde_json::from_slice(&program.bytes("results/a/run.json")).expect("it is JSON");
    record["reports"]["sub"] = "00".into();
    program.put("results/a/run.json", record.to_string());
    again(&program, &[]).exits(0);
    only_reports(&program, "results/a", &["sub"]);
    assert_eq!(program.text("results/a/sub/mine.txt"), "mine");
}

/// A link may lead to what has no end, and what it leads to is not a run's.
#[cfg(unix)]
#[test]
fn links_and_pipes_are_neither_read_nor_replaced() {
    for (target, there) in [("/dev/zero", true), ("../../kept.csv", true), ("nowhere.csv", false)] {
        for name in ["summary.csv", "run.json"] {
            let program =
                Program::new().file("a.toml", SMALL).file("kept.csv", "mine").file("results/a/notes.txt", "mine");
            let path = program.path(&format!("results/a/{name}"));
            std::os::unix::fs::symlink(target, &path).expect("links can be made");
            let told = format!("cannot write to `results/a/{name}`: it is a link; nothing was overwritten");
            again(&program, &[]).exits(1).prints("").mentions(&told);
            assert_eq!((path.exists(), program.text("kept.csv").as_str()), (there, "mine"));
            assert!(path.is_symlink());
        }
    }
    let program = Program::new().file("a.toml", SMALL).file("results/a/notes.txt", "mine");
    let made = std::process::Command::new("mkfifo").arg(program.path("results/a/summary.csv")).status();
    assert!(made.expect("there is a `mkfifo`").success());
    let told = "cannot write to `results/a/summary.csv`: it is neither a file nor a folder";
    again(&program, &[]).exits(1).mentions(told);
}

/// Somebody else replaced a report by a second name of it: the other name keeps what it has.
#[test]
fn a_second_name_of_a_report_keeps_its_content() {
    let program = after_a_run();
    let kept = program.bytes("results/a/summary.csv");
    std::fs::hard_link(program.path("results/a/summary.csv"), program.path("kept.csv")).expect("links can be made");
    again(&program, &["--seed", "2"]).exits(0);
    assert!(program.bytes("kept.csv") == kept && program.bytes("results/a/summary.csv") != kept);
}

#[test]
fn two_at_once_are_one_after_the_other() {
    let (program, fresh) = (Program::new().file("a.toml", SMALL), Program::new().file("a.toml", SMALL));
    let seeds = ["1", "2", "3", "4"];
    let start = |seed: &&str| {
        let mut command = program.command();
        command.args(["run", "a.toml", "--trials", "20", "--no-charts", "--quiet", "--seed", seed]);
        command.spawn().expect("it starts")
    };
    let children: Vec<_> = seeds.iter().map(start).collect();
    for mut child in children {
        assert!(child.wait().expect("it ends").success());
    }
    let found = program.contents("results/a");
    let expected = seeds.map(|seed| {
        again(&fresh, &["--seed", seed]).exits(0);
        fresh.contents("results/a")
    });
    assert!(expected.contains(&found), "it is the set of one of them, and nothing else");
}

#[test]
fn a_scenario_whose_stem_is_no_name_of_a_folder_writes_nothing() {
    let program = Program::new().file("...toml", SMALL).file("..toml", SMALL).file("b/..toml", SMALL);
    for (file, stem) in [("...toml", ".."), ("..toml", "."), ("b/..toml", ".")] {
        let told = format!(
            "error: the reports of `{stem}.toml` would go to a folder called `{stem}`, which is no name of a folder; rename \
             the file\n"
        );
        let sweep = ["sweep", file, "--vary", "weeks=1,2", "--out", "x/y"];
        program.run(sweep).exits(2).prints("").notes(&told);
        program.run(["run", file, "--out", "x/y", "--trials", "20"]).exits(2).prints("").notes(&told);
        program.run(["sensitivity", file, "--out", "x/y"]).exits(2).prints("").notes(&told);
        program.run(["run", file, "--tally", "a.tally", "--trials", "20", "-q"]).exits(0);
        program.run(["merge", "a.tally", "--out", "x/y"]).exits(2).prints("").notes(&told);
        std::fs::remove_file(program.path("a.tally")).expect("it is there");
    }
    assert!(!program.has("x"));
    // One that is called by its ending alone has a folder that everybody sees.
    program
        .file(".toml", SMALL)
        .run(["run", ".toml", "--trials", "20", "--no-charts"])
        .exits(0)
        .mentions("results/toml");
}
