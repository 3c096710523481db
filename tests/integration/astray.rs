//! Paths and values that are not what was meant.

use crate::program::{Program, SMALL};

#[test]
fn a_path_that_is_no_scenario_file_is_told_what_was_probably_meant() {
    let program = Program::new()
        .file("campaign.toml", SMALL)
        .file("plans/a.toml", SMALL)
        .file("plans/notes.txt", "")
        .file("record.csv", "sent_at,replied_at\n2026-01-05,2026-01-06\n")
        .file("people.txt", "Name;Degree\nA;2nd\n")
        .file("data/one.csv", "")
        .file("page.html", "<!DOCTYPE html>\n")
        .file("none/x", "");
    let calibrate = "is no scenario file; if it is a record of what was sent, `inmail-sim calibrate`";
    for (path, told) in [
        ("campaign", "cannot read `campaign`: there is no such file; did you mean `campaign.toml`?"),
        ("campain.toml", "cannot read `campain.toml`: there is no such file; did you mean `campaign.toml`?"),
        ("campaign.tml", "cannot read `campaign.tml`: there is no such file; did you mean `campaign.toml`?"),
        ("plans", "cannot read `plans`: it is a folder; did you mean `plans/a.toml`?"),
        ("none", "cannot read `none`: it is a folder without scenario files (`.toml`)\n"),
        (
            "data",
            "without scenario files (`.toml`); for the archive of LinkedIn's data there is `inmail-sim calibrate`",
        ),
        ("page.html", calibrate),
        ("record.csv", calibrate),
        ("people.txt", calibrate),
    ] {
        for command in ["run", "check", "trace", "forecast"] {
            program.run([command, path]).exits(2).prints("").mentions(told);
        }
    }
    let many = (0..7).fold(program, |program, number| program.file(&format!("plans/b{number}.toml"), SMALL));
    many.run(["run", "plans"]).exits(2).mentions(
        "it is a folder; name its files, such as `plans/a.toml`, `plans/b0.toml`, `plans/b1.toml`, `plans/b2.toml`, \
         `plans/b3.toml` and 3 more",
    );
}

#[test]
fn a_pattern_that_no_shell_has_looked_up_stands_for_its_files() {
    let program = Program::new().file("a.toml", SMALL).file("b.toml", SMALL).file("c.txt", "mine");
    let run = ["--trials", "20", "--no-charts", "--quiet"];
    program.run([&["run", "*.toml"], &run[..]].concat()).exits(0);
    assert!(program.has("results/a/summary.csv") && program.has("results/b/summary.csv"));
    program.run(["check", "[ab].toml"]).exits(0).mentions("");
    program.run(["check", "x*.toml"]).exits(2).mentions("cannot read `x*.toml`");
    // A file that is called so is meant itself.
    let program = program.file("[ab].toml", SMALL);
    program.run([&["run", "[ab].toml", "--out", "own"], &run[..]].concat()).exits(0);
    assert!(program.has("own/[ab]/summary.csv") && !program.has("own/a"));
}

/// What it holds can be read once, also where a question about circumstances would read the file again.
#[cfg(unix)]
#[test]
fn of_a_pipe_it_is_said_that_it_is_waited_for() {
    let circumstance = "[[what_if]]\nname = 'few'\nkind = 'circumstance'\nsegment.prospects.per_week = 2\n";
    let program = Program::new();
    let made = std::process::Command::new("mkfifo").arg(program.path("p.toml")).status();
    assert!(made.is_ok_and(|status| status.success()));
    let pipe = program.path("p.toml");
    let writer = std::thread::spawn(move || std::fs::write(pipe, format!("{SMALL}{circumstance}")));
    program
        .run(["run", "p.toml", "--trials", "20", "--no-charts"])
        .exits(0)
        .mentions("`p.toml` is a pipe: waiting for what is written to it");
    assert!(writer.join().is_ok_and(|written| written.is_ok()) && program.has("results/p/summary.csv"));
}

#[test]
fn a_scenario_in_utf_16_is_read_as_it_is() {
    let wide =
        |order: fn(u16) -> [u8; 2]| -> Vec<u8> { format!("\u{feff}{SMALL}").encode_utf16().flat_map(order).collect() };
    let program = Program::new()
        .file("plain/a.toml", SMALL)
        .file("little/a.toml", wide(u16::to_le_bytes))
        .file("big/a.toml", wide(u16::to_be_bytes));
    let summary = |folder: &str| {
        let file = format!("{folder}/a.toml");
        program.run(["run", &file, "--trials", "20", "--no-charts", "--quiet", "--out", folder]).exits(0);
        program.text(&format!("{folder}/a/summary.csv"))
    };
    let plain = summary("plain");
    assert!(summary("little") == plain && summary("big") == plain);
    let cut = [wide(u16::to_le_bytes), vec![0x00, 0xd8, b'x', 0]].concat();
    program.file("cut.toml", cut).run(["run", "cut.toml"]).exits(2).mentions("the text is not UTF-8 from here on");
}

#[test]
fn a_number_of_trials_may_be_in_thousands() {
    let program = Program::new().file("a.toml", SMALL);
    let trials = |typed: &str| {
        program.run(["run", "a.toml", "--no-charts", "--quiet", "--trials", typed]).exits(0);
        program.table("results/a/summary.csv").distinct("trials")
    };
    for (typed, number) in [("1k", "1000"), ("1_200", "1200"), ("1,300", "1300")] {
        assert_eq!(trials(typed), [number], "{typed}");
    }
    for wrong in ["k", "1.5k", "1,5k", "1,5", "_200", "200_", "1,0000", "many", "-3", "99999999999999m"] {
        let told =
            format!("invalid value '{wrong}' for '--trials <N>': it must be a whole number, such as 20000 or 20k");
        program.run(["run", "a.toml", &format!("--trials={wrong}")]).exits(2).mentions(&told);
    }
}

#[test]
fn a_pipe_is_as_wide_and_as_plain_as_its_variables_say() {
    let program = Program::new().file("a.toml", SMALL);
    let printed = |variables: &[(&str, &str)]| {
        let run = ["run", "a.toml", "--trials", "20", "--no-charts"];
        let output = program.command().envs(variables.iter().copied()).args(run).output().expect("it runs");
        String::from_utf8(output.stdout).expect("it is UTF-8")
    };
    let widest = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    assert!(widest(&printed(&[("COLUMNS", "60")])) <= 60);
    assert!((61..=100).contains(&widest(&printed(&[("COLUMNS", "wide")]))));
    assert!(!printed(&[("CLICOLOR_FORCE", "0")]).contains('\u{1b}'));
    assert!(printed(&[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
}
