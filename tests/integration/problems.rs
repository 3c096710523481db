//! Mistakes as their authors meet them: everything at once, what each has to do with, and what an argument does.

use crate::program::{BUSY, Program, SMALL};

/// A scenario with twelve things wrong.
const TWELVE: &str = r#"wekes     = 13
start     = "02.03.2026"

[touch.inmail]
channel    = "in-mail"
reply_rate = 25

[touch.follow-up]
channel    = "inmail"
wait_days  = [7, 5]
reply_rate = "3-10%"

[touch.invitation]
channel     = "connect"
reply_rate  = 0.22

[segment.best]
per_week  = "10"
sequence  = ["inmail", "folow-up"]

[segment.others]
per_week = 5
sequence = ["invitation", "inmail"]

[pacing]
send_days = ["monday"]
currency  = "EUR"
"#;

/// What is said about it.
const ALL_TWELVE: &str = r#"error: unknown key `wekes`; did you mean `weeks`?
 --> twelve.toml:1:1
  |
1 | wekes     = 13
  | ^^^^^
error: `start` is `"02.03.2026"`; it must be a date such as 2026-03-02, from 1900 to 2999, "today" or "next-monday"; did you mean 2026-03-02?
 --> twelve.toml:2:13
  |
2 | start     = "02.03.2026"
  |             ^^^^^^^^^^^^
error: `touch.inmail.channel` is `"in-mail"`; it must be "inmail", "connect", "message", "engage" or "email"; did you mean "inmail"?
 --> twelve.toml:5:14
  |
5 | channel    = "in-mail"
  |              ^^^^^^^^^
error: `touch.inmail.reply_rate` is `25`; it must be a share from 0 to 1; did you mean 0.25 or "25%"?
 --> twelve.toml:6:14
  |
6 | reply_rate = 25
  |              ^^
error: `touch.follow-up.wait_days` is `[7, 5]`; it must be a whole number of days from 1 to 36500, or [a, b] with a not above b; did you mean [5, 7]?
  --> twelve.toml:10:14
   |
10 | wait_days  = [7, 5]
   |              ^^^^^^
error: `touch.follow-up.reply_rate` is `"3-10%"`; it must be a share from 0 to 1; did you mean "3% to 10%"?
  --> twelve.toml:11:14
   |
11 | reply_rate = "3-10%"
   |              ^^^^^^^
error: `touch.invitation` lacks `accept_rate`, which channel `connect` needs
  --> twelve.toml:14:15
   |
14 | channel     = "connect"
   |               ^^^^^^^^^
error: `segment.best.per_week` is `"10"`; it must be a whole number from 0 to 1000000, a list of such numbers, "max" or "refunds"; did you mean 10, without quotes?
  --> twelve.toml:18:13
   |
18 | per_week  = "10"
   |             ^^^^
error: unknown touch `folow-up`; did you mean `follow-up`?
  --> twelve.toml:19:24
   |
19 | sequence  = ["inmail", "folow-up"]
   |                        ^^^^^^^^^^
error: touch `inmail` lacks `wait_days`, which it needs in second or later place of `segment.others`
  --> twelve.toml:23:27
   |
23 | sequence = ["invitation", "inmail"]
   |                           ^^^^^^^^
note: the touch is defined here
 --> twelve.toml:4:8
  |
4 | [touch.inmail]
  |        ------
error: `pacing.send_days` is `"monday"`; it must be "mon", "tue", "wed", "thu", "fri", "sat" or "sun"; did you mean "mon"?
  --> twelve.toml:26:14
   |
26 | send_days = ["monday"]
   |              ^^^^^^^^
error: unknown key `currency` in `pacing`; it belongs at the top of the file, above the first [section]
  --> twelve.toml:27:1
   |
27 | currency  = "EUR"
   | ^^^^^^^^
"#;

#[test]
fn twelve_mistakes_are_told_in_one_run() {
    let program = Program::new().file("twelve.toml", TWELVE);
    let told = program.run(["run", "twelve.toml"]).exits(2).prints("").notes(ALL_TWELVE);
    assert_eq!(told.stderr.lines().filter(|line| line.starts_with("error: ")).count(), 12);
    assert_eq!(program.names("."), ["twelve.toml"]);
}

#[test]
fn a_what_if_is_to_blame_and_the_base_is_shown() {
    let text = "\
touch.letter = { channel = \"inmail\", reply_rate = { mean = 0.1, sd = 0.1 } }
segment.all  = { sequence = [\"letter\"], per_week = 10 }

[[what_if]]
name = \"worse\"
touch.letter.reply_rate.mean = 0.005
";
    let program = Program::new().file("a.toml", text);
    program.run(["check", "a.toml"]).exits(2).prints("").notes(
        "error: `touch.letter.reply_rate`: `sd` is 0.1, but a Beta with mean 0.005 needs sd² below mean × (1 − mean) = 0.004975
 --> a.toml:6:32
  |
6 | touch.letter.reply_rate.mean = 0.005
  |                                ^^^^^
note: the rest of it stands here
 --> a.toml:1:51
  |
1 | touch.letter = { channel = \"inmail\", reply_rate = { mean = 0.1, sd = 0.1 } }
  |                                                   ------------------------
",
    );
}

#[test]
fn an_argument_is_to_blame_and_the_file_is_shown() {
    let program = Program::new().file("a.toml", SMALL.replace("inmail\"\n", "email\"\n"));
    let told = program.run(["check", "a.toml", "--set", "segment.prospects.per_week=max"]).exits(2).prints("");
    told.mentions(
        "error: `per_week = \"max\"` needs a first touch of channel `inmail`; `inmail` has channel `email`
 --> --set:1:28
  |
1 | segment.prospects.per_week=max
  |                            ^^^
note: the channel is stated here
 --> a.toml:",
    );
}

#[test]
fn a_part_of_a_default_can_be_set() {
    let program = Program::new().file("a.toml", SMALL);
    let set = "touch.inmail.reply_delay_days.weibull.shape=0.5";
    program.run(["check", "a.toml", "--set", set]).exits(0);
    let lists = ["--set", "plans=[\"none\"]", "--set", "segment.prospects.per_week=[1, 2]", "--set", "name=A b"];
    let told = program.run([&["check", "a.toml"][..], &lists].concat()).exits(0);
    assert!(told.stdout.starts_with("A b (1 case, "), "{}", told.stdout);
}

#[test]
fn a_plan_and_a_what_if_that_do_not_meet_leave_no_case() {
    let text = format!("plans = [\"none\"]\n{SMALL}\n[[what_if]]\nname = \"busy\"\nplans = [\"recruiter-lite\"]\n");
    let program = Program::new().file("a.toml", text);
    program.run(["run", "a.toml", "--plan", "none", "--what-if", "busy"]).exits(2).prints("").notes(
        "error: no case has plan `none` and what-if `busy`; known there: `recruiter-lite`
 --> --plan:1:1
  |
1 | none
  | ^^^^
",
    );
    assert_eq!(program.names("."), ["a.toml"]);
}

#[test]
fn a_name_that_was_nearly_right_is_told_beside_all_there_are() {
    let program = Program::new().file("busy.toml", BUSY);
    program.run(["check", "busy.toml", "--what-if", "slow"]).exits(2).prints("").notes(
        r#"error: unknown what-if `slow`; known: `base`, `no "follow-up", and no limit` and `=slow`; did you mean `=slow`?
 --> --what-if:1:1
  |
1 | slow
  | ^^^^
"#,
    );
}
