//! `init`: what it writes can be checked and run, and it never writes over anything.

use std::fs;

use crate::program::{Program, in_repository};

/// What every file that `init` writes must pass.
const CHECK: &[&str] = &["check", "--strict"];

/// Fails unless a file passes the check, and can be run.
fn assert_runs(program: &Program, file: &str) {
    program.run([CHECK, &[file]].concat()).exits(0);
    program.run(["run", file, "--trials", "50", "--no-charts", "--quiet"]).exits(0);
}

#[test]
fn a_scenario_to_start_from_is_written_and_can_be_run() {
    let program = Program::new();
    program.run(["init"]).exits(0).prints("").notes("wrote campaign.toml\nnext: inmail-sim check campaign.toml\n");
    assert_eq!(program.names("."), ["campaign.toml"]);
    assert_runs(&program, "campaign.toml");
    program
        .run(["init", "new folder/mine.toml"])
        .exits(0)
        .notes("wrote new folder/mine.toml\nnext: inmail-sim check \"new folder/mine.toml\"\n");
    let words = program.text("new folder/mine.toml").replace("\n#", "");
    assert!(words.contains("inmail-sim run new folder/mine.toml"), "{words}");
    program.run(["init", "quiet.toml", "--quiet"]).exits(0).prints("").notes("");
}

#[test]
fn every_example_is_written_with_what_it_needs_and_can_be_run() {
    let list = Program::new().run(["init", "--list"]).exits(0).notes("").stdout;
    let scenarios = fs::read_dir(in_repository("scenarios")).expect("the repository has scenarios");
    let mut names: Vec<String> = scenarios
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| path.file_stem().expect("it has a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    let program = Program::new();
    for name in &names {
        assert!(list.lines().any(|line| line.starts_with(&format!("{name} "))), "{name}: {list}");
        program.run(["init", "--template", name, &format!("{name}/mine.toml")]).exits(0);
        // It is the example, which is run elsewhere: here it must find what it names.
        let file = format!("{name}/mine.toml");
        program.run([CHECK, &[&file]].concat()).exits(0);
        program.run(["trace", &file, "--format", "csv", "--quiet"]).exits(0);
    }
    assert_eq!(program.names("own-record"), ["data", "mine.toml"]);
    assert_eq!(program.names("own-record/data"), ["follow-up-rates.csv", "reply-delays.csv"]);
    assert_eq!(program.names("free-ways-first-executives"), ["free-ways-first.toml", "mine.toml"]);
    // What is already there, and the same, is no hindrance.
    program
        .run(["init", "--template", "own-record", "own-record/second.toml"])
        .exits(0)
        .notes("wrote own-record/second.toml\nnext: inmail-sim check own-record/second.toml\n");
}

#[test]
fn nothing_is_written_over_and_nothing_is_written_by_halves() {
    let program = Program::new().file("campaign.toml", "mine");
    let there = "error: `campaign.toml` is there already; it was not overwritten\n";
    program.run(["init"]).exits(1).prints("").notes(there);
    program.run(["init", "--template", "which-plan", "campaign.toml"]).exits(1).notes(there);
    program.put("data/reply-delays.csv", "mine, too");
    program
        .run(["init", "--template", "own-record"])
        .exits(1)
        .notes("error: `data/reply-delays.csv` is there already; it was not overwritten\n");
    assert_eq!(
        (program.names("."), program.names("data")),
        (vec!["campaign.toml".to_owned(), "data".to_owned()], vec!["reply-delays.csv".to_owned()],)
    );
    assert_eq!(program.text("campaign.toml"), "mine");
    assert_eq!(program.text("data/reply-delays.csv"), "mine, too");
}

#[test]
fn an_unknown_template_is_wrong_input() {
    let program = Program::new();
    program
        .run(["init", "--template", "which-plans"])
        .exits(2)
        .notes("error: unknown template `which-plans`; did you mean `which-plan`?\n");
    program
        .run(["init", "--template", "quotation"])
        .exits(2)
        .notes("error: unknown template `quotation`; `inmail-sim init --list` lists them\n");
    program
        .run(["init", "--template", "free-ways-first-executives", "free-ways-first.toml"])
        .exits(2)
        .notes("error: `free-ways-first.toml` is the name of a file that it needs beside it; choose another\n");
    assert!(program.names(".").is_empty());
}

#[test]
fn the_schema_is_written_beside_the_file_that_names_it() {
    let program = Program::new();
    program.run(["init", "a.toml", "--schema"]).exits(0).mentions("wrote a.toml, scenario.schema.json");
    program.run(["init", "b.toml", "--schema", "--template", "own-plan"]).exits(0).mentions("wrote b.toml\n");
    for name in ["a.toml", "b.toml"] {
        assert_eq!(program.text(name).matches("\n#:schema scenario.schema.json\n").count(), 1, "{name}");
    }
    let printed = program.run(["schema"]).exits(0).notes("").stdout;
    assert_eq!(program.text("scenario.schema.json"), printed);
    assert_ne!(program.run(["schema", "rulebook"]).exits(0).stdout, printed);
}
