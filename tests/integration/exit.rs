//! How the program ends: 0 done, 1 failed while running, 2 the input is wrong; and where it says so.

use std::path::Path;
use std::process::Stdio;

use crate::program::{BUSY, Program, SMALL, only_reports};

/// A scenario with three things wrong.
const WRONG: &str = r#"weeks = 0

[touch.inmail]
chanel     = "inmail"
reply_rate = 0.2

[segment.prospects]
per_week = 10
sequence = ["inmial"]
"#;

/// What is said about it.
const WHAT_IS_WRONG: &str = r#"error: `weeks` is `0`; it must be a whole number from 1 to 520
 --> wrong.toml:1:9
  |
1 | weeks = 0
  |         ^
error: unknown key `chanel` in `touch.inmail`; did you mean `channel`?
 --> wrong.toml:4:1
  |
4 | chanel     = "inmail"
  | ^^^^^^
error: unknown touch `inmial`; did you mean `inmail`?
 --> wrong.toml:9:13
  |
9 | sequence = ["inmial"]
  |             ^^^^^^^^
"#;

#[test]
fn all_that_is_wrong_is_told_with_its_place_and_nothing_is_written() {
    let program = Program::new().file("wrong.toml", WRONG);
    program.run(["run", "wrong.toml"]).exits(2).prints("").notes(WHAT_IS_WRONG);
    assert_eq!(program.names("."), ["wrong.toml"]);
}

#[test]
fn every_command_that_reads_a_scenario_says_the_same_about_it() {
    let program = Program::new().file("wrong.toml", WRONG);
    program.run(["check", "wrong.toml"]).exits(2).prints("").notes(WHAT_IS_WRONG);
    program.run(["check", "--quiet", "wrong.toml"]).exits(2).prints("").notes(WHAT_IS_WRONG);
    program.run(["run", "--quiet", "wrong.toml"]).exits(2).prints("").notes(WHAT_IS_WRONG);
    program.run(["trace", "wrong.toml"]).exits(2).prints("").notes(WHAT_IS_WRONG);
}

#[test]
fn what_is_wrong_with_a_second_file_keeps_the_first_from_being_run() {
    let program = Program::new().file("right.toml", SMALL).file("wrong.toml", WRONG);
    program.run(["run", "right.toml", "wrong.toml"]).exits(2).prints("").notes(WHAT_IS_WRONG);
    assert_eq!(program.names("."), ["right.toml", "wrong.toml"]);
}

#[test]
fn what_is_wrong_with_several_files_is_told_at_once() {
    let program = Program::new().file("wrong.toml", WRONG).file("empty.toml", "");
    let both = program.run(["run", "empty.toml", "wrong.toml"]).exits(2).prints("");
    assert!(both.stderr.ends_with(WHAT_IS_WRONG), "{}", both.stderr);
    both.mentions("the scenario has no touch").mentions("the scenario has no segment").mentions("--> empty.toml:1:1");
}

#[test]
fn a_file_that_is_not_there_is_wrong_input() {
    let program = Program::new().file("folder/a.toml", SMALL);
    let missing = "error: cannot read `missing.toml`: there is no such file\n";
    program.run(["run", "missing.toml"]).exits(2).prints("").notes(missing);
    program.run(["run", "folder/a.toml", "missing.toml"]).exits(2).prints("").notes(missing);
    program
        .run(["run", "folder"])
        .exits(2)
        .prints("")
        .notes("error: cannot read `folder`: it is a folder; did you mean `folder/a.toml`?\n");
    assert_eq!(program.names("."), ["folder"]);
}

#[test]
fn wrong_arguments_are_wrong_input() {
    let program = Program::new().file("a.toml", SMALL);
    let wrong: [&[&str]; 9] = [
        &["run", "a.toml", "--outt", "results"],
        &["run"],
        &["run", "a.toml", "--threads", "0"],
        &["run", "a.toml", "--trials", "many"],
        &["run", "a.toml", "--trials", "0"],
        &["run", "a.toml", "--set", "weeks"],
        &["run", "a.toml", "--set", "segment.prospect.per_week=20"],
        &["trace", "a.toml", "--trial", "0"],
        &["walk", "a.toml"],
    ];
    for arguments in wrong {
        let outcome = program.run(arguments).exits(2).prints("");
        assert!(outcome.stderr.starts_with("error: "), "{arguments:?}: {}", outcome.stderr);
    }
    assert_eq!(program.names("."), ["a.toml"]);
}

#[test]
fn help_is_data_if_it_is_asked_for() {
    let program = Program::new();
    for arguments in [&["--help"][..], &["-h"], &["run", "--help"]] {
        let outcome = program.run(arguments).exits(0).notes("");
        assert!(outcome.stdout.contains("Usage: inmail-sim"), "{}", outcome.stdout);
    }
    program.run(["--version"]).exits(0).notes("").prints(concat!("inmail-sim ", env!("CARGO_PKG_VERSION"), "\n"));
    let nothing: [&str; 0] = [];
    program.run(nothing).exits(2).prints("").mentions("Usage: inmail-sim");
}

#[test]
fn an_argument_is_marked_as_a_line_of_a_file_is() {
    let program = Program::new().file("a.toml", SMALL);
    program.run(["run", "a.toml", "--set", "segment.prospects.per_weak=20"]).exits(2).prints("").notes(
        "error: unknown key `per_weak` in `segment.prospects`; did you mean `per_week`?
 --> --set:1:19
  |
1 | segment.prospects.per_weak=20
  |                   ^^^^^^^^
",
    );
}

#[test]
fn a_plan_that_has_no_case_is_wrong_input_and_those_that_have_are_named() {
    let program = Program::new().file("a.toml", SMALL);
    program.run(["run", "a.toml", "--plan", "enterprise"]).exits(2).prints("").notes(
        "error: unknown plan `enterprise`; known: `premium-career`, `premium-business`, `sales-navigator` and \
         `recruiter-lite`
 --> --plan:1:1
  |
1 | enterprise
  | ^^^^^^^^^^
",
    );
    assert!(!program.has("results"));
}

#[test]
fn a_what_if_that_has_no_case_is_wrong_input_and_those_that_have_are_named() {
    let program = Program::new().file("busy.toml", BUSY);
    let known = r#"known: `base`, `no "follow-up", and no limit` and `=slow`"#;
    program.run(["run", "busy.toml", "--what-if", "x"]).exits(2).prints("").notes(&format!(
        "error: unknown what-if `x`; {known}
 --> --what-if:1:1
  |
1 | x
  | ^
"
    ));
    // One that exists does not make up for one that does not.
    let two = ["run", "busy.toml", "--what-if", "base", "--what-if", "x"];
    program.run(two).exits(2).prints("").mentions(known);
    assert!(!program.has("results"));
}

#[test]
fn an_unknown_what_if_does_not_hide_an_unknown_plan() {
    let program = Program::new().file("busy.toml", BUSY);
    let both = ["trace", "busy.toml", "--plan", "enterprise", "--what-if", "x"];
    program.run(both).exits(2).prints("").mentions("unknown what-if `x`").mentions("unknown plan `enterprise`");
}

#[test]
fn two_files_of_the_same_name_are_not_mixed() {
    let program = Program::new().file("one/a.toml", SMALL).file("two/a.toml", SMALL).file("two/A.toml", SMALL);
    let refused = |second| {
        format!(
            "error: `one/a.toml` and `{second}` would both write to `{}`; run them apart, with different folders for \
             `--out`\n",
            Path::new("results").join("a").display()
        )
    };
    program.run(["run", "one/a.toml", "two/a.toml"]).exits(2).prints("").notes(&refused("two/a.toml"));
    program.run(["run", "one/a.toml", "./one/a.toml"]).exits(2).prints("").notes(&refused("./one/a.toml"));
    // Some file systems do not tell `A` from `a`.
    program.run(["run", "one/a.toml", "two/A.toml"]).exits(2).prints("").mentions("would both write to");
    assert_eq!(program.names("."), ["one", "two"]);
}

#[test]
fn a_folder_that_cannot_be_written_to_is_known_before_anything_is_played() {
    let program = Program::new().file("a.toml", SMALL).file("taken", "mine").file("results/a", "mine");
    // Permissions do not stop an administrator: a file where a folder should be stops everybody. That many trials
    // would not end before somebody looked.
    let long = ["run", "a.toml", "--trials", "10000000", "--weeks", "520"];
    for out in ["taken", "taken/deeper", "results"] {
        let outcome = program.run([&long[..], &["--out", out]].concat()).exits(1).prints("");
        assert!(outcome.stderr.starts_with("error: cannot write to `"), "{}", outcome.stderr);
        assert_eq!(outcome.stderr.lines().count(), 1, "{}", outcome.stderr);
        outcome.mentions(&Path::new(out).join("a").display().to_string());
    }
    assert_eq!(program.names("."), ["a.toml", "results", "taken"]);
    assert_eq!((program.text("taken"), program.text("results/a")), ("mine".into(), "mine".into()));
}

#[test]
fn a_run_prints_data_on_standard_output_and_notes_on_standard_error() {
    let program = Program::new().file("a.toml", SMALL);
    let folder = Path::new("results").join("a");
    let page = folder.join("report.html");
    let run = program.run(["run", "a.toml", "--trials", "20", "--no-charts"]).exits(0).notes(&format!(
        "reports in {}\npage: {}\n80 simulations in … s\n",
        folder.display(),
        page.display()
    ));
    assert!(run.stdout.starts_with("a (20 simulations a case, 26 weeks from 2026-03-02, USD)\n\n"), "{}", run.stdout);
    let table = run.stdout.split("\n\n").nth(1).expect("there is a table");
    for plan in ["Premium Career", "Premium Business", "Sales Navigator", "Recruiter Lite"] {
        assert_eq!(table.matches(plan).count(), 1, "{}", run.stdout);
    }
    only_reports(&program, "results/a", &[]);
}

#[test]
fn check_prints_the_cases_and_writes_nothing() {
    let program = Program::new().file("a.toml", SMALL);
    program.run(["check", "a.toml"]).exits(0).notes("a: a run takes …\n").prints(
        "a (4 cases, 100\u{202f}000 simulations each)

  case              weeks      starts  granted       costs
  Premium Career       26  2026-03-02       30  360.00 USD
  Premium Business     26  2026-03-02       90  360.00 USD
  Sales Navigator      26  2026-03-02      300  480.00 USD
  Recruiter Lite       26  2026-03-02      180  450.00 USD

  10 new prospects a week for 26 weeks: 260 first InMails
  Premium Career grants 30 credits in that time for 360.00 USD, Premium Business 90 for 360.00 USD,
    Sales Navigator 300 for 480.00 USD and Recruiter Lite 180 for 450.00 USD

",
    );
    assert_eq!(program.names("."), ["a.toml"]);
}

#[test]
fn a_quiet_program_prints_what_it_is_asked_for_and_nothing_else() {
    let program = Program::new().file("a.toml", SMALL);
    program.run(["check", "a.toml", "--quiet"]).exits(0).prints("").notes("");
    program.run(["run", "a.toml", "--quiet", "--trials", "20", "--no-charts"]).exits(0).prints("").notes("");
    only_reports(&program, "results/a", &[]);
    let quiet = program.run(["trace", "a.toml", "--quiet"]).exits(0).notes("");
    let told = program.run(["trace", "a.toml"]).exits(0).mentions("campaign 1 of Premium Career, seed 1");
    assert_eq!(quiet.stdout, told.stdout);
}

#[test]
fn nothing_is_coloured_unless_it_is_asked_for() {
    let program = Program::new().file("a.toml", SMALL).file("wrong.toml", WRONG);
    let plain = program.run(["check", "a.toml"]).exits(0).stdout;
    let coloured = program.run(["check", "a.toml", "--color", "always"]).exits(0).stdout;
    assert!(!plain.contains('\u{1b}') && coloured.contains('\u{1b}'), "{coloured}");
    assert!(program.run(["check", "wrong.toml", "--color", "always"]).exits(2).stderr.contains('\u{1b}'));
    program.run(["check", "wrong.toml", "--color", "never"]).exits(2).notes(WHAT_IS_WRONG);
}

#[test]
fn whoever_stops_reading_has_had_enough() {
    let program = Program::new().file("a.toml", SMALL);
    let mut command = program.command();
    command.args(["trace", "a.toml", "--weeks", "520", "--plan", "sales-navigator"]).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("error"), "{:?}", output.stderr);
}

#[test]
#[cfg(target_os = "linux")]
fn what_cannot_be_printed_is_a_failure() {
    let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    let program = Program::new().file("a.toml", SMALL);
    let output = program.command().args(["check", "a.toml"]).stdout(full).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.starts_with(b"error: cannot print: "), "{:?}", output.stderr);
}

/// The file that is always full.
#[cfg(target_os = "linux")]
#[test]
fn help_that_cannot_be_printed_is_a_failure() {
    for arguments in [&["--help"][..], &["--version"], &["run", "--help"]] {
        let program = Program::new();
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("it is there");
        let output = program.command().args(arguments).stdout(full).output().expect("it starts");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).starts_with("error: cannot print: "), "{output:?}");
    }
}
