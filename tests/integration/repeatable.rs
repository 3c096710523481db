//! The same file, seed and version give the same bytes: on any number of threads, in any folder, beside any other case.

use std::collections::BTreeSet;

use crate::program::{BUSY, Program, REPORTS, SMALL};
use crate::table::{Row, Table};

/// The reports of the busy scenario, run with these arguments besides.
fn reports(program: &Program, out: &str, arguments: &[&str]) -> Vec<(String, Vec<u8>)> {
    let run = ["run", "busy.toml", "--no-charts", "--quiet", "--out", out];
    program.run([&run, arguments].concat()).exits(0);
    program.contents(&format!("{out}/busy"))
}

#[track_caller]
fn same(reports: &[(String, Vec<u8>)], expected: &[(String, Vec<u8>)], when: &str) {
    assert_eq!(expected.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), REPORTS);
    assert_eq!(reports.len(), expected.len(), "{when}");
    for ((name, bytes), (_, expected)) in reports.iter().zip(expected) {
        assert!(bytes == expected, "{name} is another {when}");
    }
}

#[test]
fn threads_cannot_be_told_from_the_reports() {
    let program = Program::new().file("busy.toml", BUSY);
    let one = reports(&program, "one", &["--threads", "1"]);
    for threads in ["2", "3", "8"] {
        let many = reports(&program, threads, &["--threads", threads]);
        same(&many, &one, &format!("on {threads} threads"));
    }
    let all = reports(&program, "all", &[]);
    same(&all, &one, "on as many threads as there are cores");
}

#[test]
fn charts_are_drawn_to_the_same_bytes() {
    let program = Program::new().file("busy.toml", BUSY);
    let drawn = |out: &str, threads: &str| {
        program.run(["run", "busy.toml", "--quiet", "--out", out, "--threads", threads]).exits(0);
        program.contents(&format!("{out}/busy"))
    };
    let (one, many) = (drawn("one", "1"), drawn("many", "8"));
    assert!((2..=2 * inmail_sim::chart::NAMES.len()).contains(&(one.len() - REPORTS.len())));
    for (one, many) in one.iter().zip(&many) {
        assert!(one == many, "{} is another on 8 threads", one.0);
    }
}

#[test]
fn threads_do_not_decide_when_a_run_is_precise_enough() {
    let program = Program::new().file("busy.toml", BUSY);
    let stop = ["--set", "precision=0.01", "--trials", "100000"];
    let one = reports(&program, "one", &[&stop[..], &["--threads", "1"]].concat());
    let many = reports(&program, "many", &[&stop[..], &["--threads", "5"]].concat());
    same(&many, &one, "on 5 threads");
    let trials = program.table("one/busy/summary.csv").distinct("trials");
    assert!(trials.len() == 1 && trials[0].parse::<u32>().expect("a number") < 100_000, "{trials:?}");
}

#[test]
fn a_run_can_be_repeated_in_place_elsewhere_and_from_elsewhere() {
    let program = Program::new().file("busy.toml", BUSY).file("deeper/busy.toml", BUSY);
    let first = reports(&program, "results", &[]);
    same(&reports(&program, "results", &[]), &first, "in the second run");
    same(&reports(&program, "an other/place", &[]), &first, "in another folder");
    program.run(["run", "deeper/busy.toml", "--no-charts", "--out", "deeper"]).exits(0);
    same(&program.contents("deeper/busy"), &first, "for a copy of the file");
    same(&reports(&Program::new().file("busy.toml", BUSY), "results", &[]), &first, "on another day");
}

#[test]
fn a_scenario_beside_another_is_as_it_is_alone() {
    let program = Program::new().file("busy.toml", BUSY).file("small.toml", SMALL);
    let alone = reports(&program, "alone", &["--trials", "300"]);
    let both = ["run", "small.toml", "busy.toml", "--no-charts", "--trials", "300"];
    program.run(both).exits(0);
    same(&program.contents("results/busy"), &alone, "beside another scenario");
}

#[test]
fn the_record_of_a_run_has_neither_times_nor_paths() {
    let program = Program::new().file("busy.toml", BUSY);
    reports(&program, "some/where", &["--threads", "2"]);
    let record = program.text("some/where/busy/run.json");
    let folder = program.path("");
    for trace in ["some", "where", "thread", folder.to_str().expect("it is UTF-8")] {
        assert!(!record.contains(trace), "{trace} is in {record}");
    }
    let record: serde_json::Value = serde_json::from_str(&record).expect("it is JSON");
    let keys: BTreeSet<&str> = record.as_object().expect("it is a table").keys().map(String::as_str).collect();
    let known = [
        "version",
        "scenario",
        "seed",
        "trials",
        "sampling",
        "precision",
        "files",
        "rulebooks",
        "overrides",
        "cases",
        "starts",
        "reports",
    ];
    assert_eq!(keys, BTreeSet::from(known));
    assert_eq!(record["sampling"], "even");
    assert_eq!(record["files"][0]["name"], "busy.toml");
}

/// What a table says about a case, but for what depends on the other cases.
fn rows_of(table: &Table, case: &str) -> Vec<Vec<String>> {
    let apart = |row: &Row<'_>| row.cells().iter().any(|cell| cell == "best_probability");
    table.having("case", case).filter(|row| !apart(row)).map(|row| row.cells().to_vec()).collect()
}

#[test]
fn a_case_alone_is_as_it_is_among_others() {
    let program = Program::new().file("busy.toml", BUSY);
    reports(&program, "all", &[]);
    let all = program.table("all/busy/summary.csv");
    assert_eq!(all.rows().count(), 6);
    let alone = |out: &str, arguments: &[&str], cases: usize| {
        reports(&program, out, arguments);
        let names = program.table(&format!("{out}/busy/summary.csv")).distinct("case");
        assert_eq!(names.len(), cases, "{arguments:?}");
        for file in ["figures.csv", "weekly.csv", "touches.csv"] {
            let among = program.table(&format!("all/busy/{file}"));
            let alone = program.table(&format!("{out}/busy/{file}"));
            assert_eq!(alone.distinct("case"), names, "{file}");
            for case in &names {
                let rows = rows_of(&alone, case);
                assert!(!rows.is_empty());
                assert_eq!(rows, rows_of(&among, case), "{case} in {file}");
            }
        }
    };
    alone("plan", &["--plan", "sales-navigator"], 3);
    alone("base", &["--what-if", "base"], 2);
    alone("slow", &["--what-if", "=slow", "--plan", "premium-business"], 1);
    alone("two", &["--what-if", "=slow", "--what-if", "base"], 4);
}

#[test]
fn another_seed_gives_another_draw_of_luck() {
    let program = Program::new().file("busy.toml", BUSY);
    let (one, other) = (reports(&program, "one", &["--seed", "1"]), reports(&program, "other", &["--seed", "2"]));
    // Without outcomes there is but a header to tell apart; which columns there are is no matter of luck.
    let luckless = ["outcomes.csv", "datapackage.json"];
    for ((name, one), (_, other)) in one.iter().zip(&other).filter(|((name, _), _)| !luckless.contains(&name.as_str()))
    {
        assert_ne!(one, other, "{name}");
    }
    same(&reports(&program, "again", &["--seed", "1"]), &one, "for the same seed");
}
