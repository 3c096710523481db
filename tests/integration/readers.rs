//! How much is read of logs, lists, rules and fragments, and what is refused at the door.

use std::fmt::Write;

use crate::program::{Outcome, Program};

const HEADER: &str = "sent_at,replied_at\n";

/// A log that can be calibrated, with rows before it that cannot be read.
fn log(unreadable: usize) -> String {
    let mut text = HEADER.to_owned() + &"x\n".repeat(unreadable);
    for day in 1..=28 {
        let reply = if day % 3 == 0 { format!("2026-02-{day:02}") } else { String::new() };
        let _ = writeln!(text, "2026-01-{day:02},{reply}");
    }
    text
}

fn calibrate(program: &Program, more: &[&str]) -> Outcome {
    program.run([&["calibrate", "log.csv", "--out", "record.toml", "--no-charts"][..], more].concat())
}

fn qualify(program: &Program, more: &[&str]) -> Outcome {
    program.run([&["qualify", "list.csv", "--out", "q"][..], more].concat())
}

fn list(rows: usize, row: impl Fn(usize) -> String) -> String {
    "name,title\n".to_owned() + &(0..rows).map(row).collect::<String>()
}

#[test]
fn rows_that_cannot_be_read_are_listed_up_to_a_thousand_and_counted_beyond() {
    let program = Program::new().file("log.csv", log(90_000));
    let printed = calibrate(&program, &[]).exits(0).stdout;
    assert!(printed.contains("90\u{202f}000 rows do not count: 90\u{202f}000 sent_at: no date."), "{printed}");
    let left_out = program.text("left-out.csv");
    assert_eq!(left_out.lines().count(), 1 + 1_000 + 1);
    let last = left_out.lines().last().expect("there are some");
    assert!(last.starts_with("log.csv,1002,") && last.contains("and 88999 more rows like it"), "{last}");

    let list = list(3, |row| format!("p{row},CEO\n")) + &"-,CEO\n".repeat(5_000);
    let program = Program::new().file("list.csv", list);
    let printed = qualify(&program, &[]).exits(0).stdout;
    assert!(printed.contains("5000 rows do not count: 5000 no name or profile"), "{printed}");
    assert_eq!(program.text("q/left-out.csv").lines().count(), 1 + 1_000 + 1);
}

#[test]
fn a_file_of_which_nothing_can_be_read_is_given_up() {
    let told = "none of the first 100000 rows can be read; is it the right file?\n";
    let program = Program::new().file("log.csv", log(100_000));
    calibrate(&program, &[]).exits(2).notes(&format!("error: `log.csv`: {told}"));
    let program = Program::new().file("list.csv", list(100_000, |_| ",CEO\n".into()));
    qualify(&program, &[]).exits(2).notes(&format!("error: `list.csv`: {told}"));
    let invitations = "Direction,Sent At\n".to_owned() + &"OUTGOING,x\n".repeat(100_000);
    let program = Program::new().file("Invitations.csv", invitations);
    let outcome = program.run(["calibrate", "Invitations.csv", "--out", "record.toml"]).exits(2);
    outcome.notes(&format!("error: `Invitations.csv`: Invitations.csv: {told}"));
}

#[test]
fn a_list_has_no_more_people_than_anybody_writes_to() {
    let program = Program::new().file("list.csv", list(250_001, |_| ",CEO\n".into()).replacen(",CEO", "Ann,CEO", 1));
    let outcome = qualify(&program, &[]).exits(2);
    outcome.notes("error: `list.csv`: more than 250000 rows; leave out what is older or of no use\n");
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_not_read_for_ever() {
    let program = Program::new().file("list.csv", list(3, |row| format!("p{row},CEO\n")));
    for option in ["--rules", "--record"] {
        let outcome = qualify(&program, &[option, "/dev/zero"]).exits(2);
        outcome.notes("error: `/dev/zero`: it is larger than 10 MB\n");
    }
    let outcome = program.run(["calibrate", "/dev/zero", "--out", "record.toml"]).exits(2);
    outcome.notes("error: `/dev/zero`: it holds more than 100 MB\n");
    let outcome = program.run(["qualify", "/dev/zero", "--out", "q"]).exits(2);
    outcome.notes("error: `/dev/zero`: it holds more than 100 MB\n");
}

#[test]
fn a_checklist_has_at_most_as_many_tiers_as_a_scenario_has_segments() {
    let tier = |n: usize| format!("[[tier]]\nname = 't{n}'\ndegree = '1st'\nchannel = 'email'\nwhy = 'x'\n");
    let rules = |tiers: usize| {
        let tiers: String = (1..tiers).map(tier).collect();
        format!(
            "decision_maker.words = ['boss']\nangle.columns = []\ntried.columns = []\n{tiers}[[tier]]\nname = 'rest'\n\
             channel = 'email'\nwhy = 'x'\n"
        )
    };
    let program = Program::new().file("list.csv", list(3, |row| format!("p{row},CEO\n"))).file("r.toml", rules(10_000));
    qualify(&program, &["--rules", "r.toml", "--quiet"]).exits(0);
    program.put("r.toml", rules(10_001));
    qualify(&program, &["--rules", "r.toml"]).exits(2).mentions("error: too many tiers; there may be 10000");
}

#[test]
fn lines_of_any_length_can_be_pointed_at() {
    let program = Program::new().file("list.csv", list(3, |row| format!("p{row},CEO\n")));
    let long = "y".repeat(70_000);
    for text in [format!("x = \"{long}\""), format!("{long} = 1"), " ".repeat(70_000) + "x", format!("x = '{long}' y")]
    {
        program.put("k.toml", text);
        for option in ["--rules", "--record"] {
            let outcome = qualify(&program, &[option, "k.toml"]).exits(2);
            assert!(outcome.stderr.len() < 5_000, "{} bytes", outcome.stderr.len());
        }
    }
    let vary = format!("a.b=1,{long}");
    program.put("a.toml", crate::program::SMALL);
    program.run(["sweep", "a.toml", "--vary", &vary]).exits(2);
}

#[test]
fn options_of_a_calibration_are_refused_beyond_their_ranges() {
    let program = Program::new().file("log.csv", log(0));
    for prior in ["1e15,1", "1e-300,1e300", "1e308,1e308", "1e-5,1e9", "0.0009,1", "1,1000001", "nan,1"] {
        let outcome = calibrate(&program, &["--prior", prior]).exits(2);
        outcome.mentions("it must be two numbers from 0.001 to 1000000, such as 3,17");
    }
    let told = "error: the record ends on 2999-12-31, and a campaign begins by the year 2999; say when it ends by `--as-of DATE`\n";
    calibrate(&program, &["--as-of", "2999-12-31"]).exits(2).notes(told);
    let outcome = calibrate(&program, &["--lots", "999999@3", "--lots", "2@3"]).exits(2);
    outcome.notes("error: `--lots` add up to 1000001 credits; there may be 1000000\n");
    program.put("log.csv", log(0) + "2999-12-31,\n");
    calibrate(&program, &["--balance", "3"]).exits(2).notes(told);
}

#[test]
fn what_is_at_the_ends_of_the_ranges_makes_a_fragment_that_can_be_extended() {
    let program = Program::new();
    program.put(
        "a.toml",
        "extends = \"record.toml\"\nplans = [\"sales-navigator\"]\n[segment.all]\nper_week = 5\nsequence = [\"inmail\"]\n",
    );
    program.put("log.csv", log(0));
    for prior in ["0.001,1000000", "1000000,0.001", "1000000,1000000", "0.001,0.001"] {
        calibrate(&program, &["--prior", prior]).exits(0);
        program.run(["check", "--quiet", "a.toml"]).exits(0);
    }
    for more in [["--as-of", "2999-12-30"], ["--lots", "1000000@36500"], ["--balance", "1000000"]] {
        calibrate(&program, &more).exits(0);
        program.run(["check", "--quiet", "a.toml"]).exits(0);
    }
    program.put("log.csv", HEADER.to_owned() + "1900-01-01,1900-01-01\n1900-01-01,\n");
    calibrate(&program, &["--as-of", "1900-01-01"]).exits(0);
    program.run(["check", "--quiet", "a.toml"]).exits(0);
}

#[test]
fn no_column_is_read_as_two() {
    let program = Program::new().file("log.csv", log(0)).file("list.csv", list(3, |row| format!("p{row},CEO\n")));
    let outcome = calibrate(&program, &["--column", "sent_at=replied_at"]).exits(2);
    outcome.notes(
        "error: `log.csv`: `replied_at` cannot be both replied_at and sent_at; say which one is replied_at with `--column \
         replied_at=\"…\"`\n",
    );
    calibrate(&program, &["--column", "sent_at=replied_at", "--column", "replied_at=sent_at"])
        .exits(2)
        .mentions("no touch");
    let outcome = qualify(&program, &["--column", "company=Title"]).exits(2);
    outcome.notes(
        "error: `list.csv`: `Title` cannot be both title and company; say which one is title with `--column title=\"…\"`\n",
    );
}

#[test]
fn a_log_has_no_more_touches_than_a_scenario_can_have() {
    let touches = |number: usize| {
        let rows = (0..number).map(|touch| format!("2026-01-{:02},,t{touch}\n", touch % 28 + 1));
        "sent_at,replied_at,touch\n".to_owned() + &rows.collect::<String>()
    };
    let program = Program::new().file("log.csv", touches(9_001));
    let outcome = calibrate(&program, &[]).exits(2);
    outcome.notes("error: the record names 9001 touches; there may be 9000, each a kind of letter and not a person\n");
}
