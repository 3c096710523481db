//! `check`: what it says about files that are right, doubtful or wrong, to people and to programs.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::documents::{fields, listed};
use crate::program::{BUSY, Program, SMALL, in_repository};
use crate::table::assert_close;

/// A scenario that can be run, with two things that its author would want to look at again.
const DOUBTFUL: &str = r#"plans = ["sales-navigator"]

[touch.inmail]
channel    = "inmail"
reply_rate = 0.015

[segment.prospects]
per_week = 10
sequence = ["inmail"]

[[what_if]]
name = "more"
segment.prospects.per_week = 10
"#;

/// What is said about it.
const DOUBTS: &str = r#"warning: `touch.inmail.reply_rate` is 1.5 % on average, outside the 3 to 50 % that are published for a first InMail; check it: 10 % is written 0.1 or "10%"
 --> doubtful.toml:5:14
  |
5 | reply_rate = 0.015
  |              ^^^^^
warning: what-if `more` changes nothing, its cases are those of the base; change something in it or take it out
  --> doubtful.toml:12:8
   |
12 | name = "more"
   |        ^^^^^^
"#;

/// What costs money beside plan and work, in every way that there is.
const COSTLY: &str = r#"plans = ["sales-navigator", "none"]
months = 3
costs = { per_month = 59, once = 40 }
touch.inmail = { channel = "inmail", reply_rate = 0.15 }
touch.email = { channel = "email", reply_rate = 0.02, cost = 0.01 }
touch.unused = { channel = "email", reply_rate = 0.02, cost = 7 }
segment.best = { per_week = 5, sequence = ["inmail"] }
segment.others = { per_week = 50, sequence = ["email"], cost_per_prospect = 0.2 }
"#;

#[test]
fn what_costs_money_beside_plan_and_work_is_told() {
    let program = Program::new().file("a.toml", COSTLY);
    let told = program.run(["check", "a.toml"]).exits(0).stdout;
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    // 2 March, 2 April and 2 May.
    let costs =
        "beside plan and work it costs 217.00 USD, 0.20 USD for each prospect of others and 0.01 USD for each email ";
    assert!(told.contains(costs), "{told}");
    assert!(told.ends_with("without a plan there are no credits and no subscription"), "{told}");
}

/// A scenario with something in every sentence.
const WORDS: &str = r#"plans       = ["sales-navigator"]
start       = 2026-03-02
billing_day = 2
weeks       = 13

[opening]
credits = 20
pending = [{ touch = "inmail", sent_days_ago = 3, count = 1 }]

[[plan_change]]
week = 10
plan = "none"

[touch.inmail]
channel    = "inmail"
reply_rate = 0.15

[touch.follow-up]
channel    = "inmail"
wait_days  = [5, 7]
reply_rate = 0.07

[touch.invitation]
channel     = "connect"
accept_rate = 0.25
reply_rate  = 0.22
wait_days   = 5

[segment.best]
per_week  = 5
prospects = 50
sequence  = ["inmail", "follow-up", "invitation"]

[segment.others]
per_week     = [1, 2, 3]
sequence     = ["invitation", "follow-up"]
open_profile = 0.1

[[what_if]]
name = "all that comes back"
segment.others = { per_week = "refunds", sequence = ["inmail"] }

[[what_if]]
name = "a better letter"
touch.inmail.reply_rate = 0.2

[[what_if]]
name = "nothing but e-mail"
plans = ["none"]
plan_change = []
segment.best.per_week = 0
segment.others.sequence = ["invitation"]
"#;

/// The document that `check --format json` prints, without what depends on the machine.
fn json(program: &Program, arguments: &[&str], status: i32) -> Value {
    let outcome = program.run([&["check", "--format", "json"], arguments].concat()).exits(status);
    let mut document: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    for file in document["files"].as_array_mut().expect("it has files") {
        let seconds = file.as_object_mut().and_then(|file| file.remove("estimated_seconds")).expect("it is estimated");
        // Nothing to run, nothing to estimate.
        assert_eq!(seconds.as_f64().is_some(), file["problems"] == Value::Array(Vec::new()), "{file}");
        assert!(seconds.as_f64().is_none_or(|seconds| seconds >= 0.0), "{seconds}");
    }
    document
}

#[test]
fn warnings_are_told_by_check_run_and_merge_and_change_nothing_else() {
    let program = Program::new().file("doubtful.toml", DOUBTFUL);
    program.run(["check", "doubtful.toml"]).exits(0).notes(&format!("{DOUBTS}doubtful: a run takes …\n"));
    program.run(["check", "doubtful.toml", "--quiet"]).exits(0).prints("").notes("");
    let run = ["run", "doubtful.toml", "--trials", "1000", "--no-charts"];
    let told = program.run(run).exits(0);
    assert!(told.stderr.starts_with(DOUBTS), "{}", told.stderr);
    program.run([&run[..], &["--quiet"]].concat()).exits(0).prints("").notes("");
    program.run(["run", "doubtful.toml", "--trials", "1000", "--tally", "a.tally"]).exits(0);
    let merged = program.run(["merge", "a.tally", "--no-charts", "--out", "merged"]).exits(0);
    assert!(merged.stderr.starts_with(DOUBTS), "{}", merged.stderr);
    assert_eq!(program.contents("merged/doubtful"), program.contents("results/doubtful"));
}

#[test]
fn strict_lets_no_warning_pass() {
    let program = Program::new().file("doubtful.toml", DOUBTFUL).file("a.toml", SMALL);
    let end = "error: 2 warnings, and `--strict` lets none pass\n";
    let strict = program.run(["check", "--strict", "doubtful.toml", "a.toml"]).exits(2);
    assert!(strict.stderr.starts_with(DOUBTS) && strict.stderr.ends_with(end), "{}", strict.stderr);
    program.run(["check", "--strict", "--quiet", "doubtful.toml"]).exits(2).prints("").notes(&format!("{DOUBTS}{end}"));
    program
        .run(["check", "--strict", "--what-if", "base", "--quiet", "doubtful.toml"])
        .exits(2)
        .mentions("error: 1 warning,");
    program.run(["check", "--strict", "--quiet", "a.toml"]).exits(0).prints("").notes("");
    program.run(["check", "--strict", "--quiet", "a.toml", "--set", "weeks=x"]).exits(2).mentions("error: `weeks` is");
    // Nothing else is an error only because warnings are.
    program.run(["run", "doubtful.toml", "--trials", "20", "--no-charts"]).exits(0);
}

#[test]
fn every_example_is_strictly_right() {
    let program = Program::new();
    for entry in fs::read_dir(in_repository("scenarios")).expect("the repository has scenarios") {
        let path = entry.expect("it can be listed").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            program.run(["check", "--strict", "--quiet", &path.to_string_lossy()]).exits(0).prints("").notes("");
        }
    }
}

#[test]
fn the_numbers_are_put_in_words_and_of_what_ifs_what_is_different() {
    let program = Program::new().file("a.toml", WORDS);
    let printed = program.run(["check", "a.toml"]).exits(0).notes("a: a run takes …\n").stdout;
    let words = printed.split_once("\n\n").and_then(|(_, rest)| rest.split_once("\n\n")).expect("there is a table").1;
    assert_eq!(
        words,
        "base
  best: 5 new prospects a week for 13 weeks, 50 in all: 50 first InMails, up to 50 follow-ups and
    up to 50 free touches more
  others: 1 to 3 new prospects a week for 13 weeks: 36 first invitations and up to 36 InMails; 10\u{202f}%
    have Open Profiles
  the account opens with 20 credits and 1 message without an answer
  Sales Navigator, from week 10 no plan, grants 150 credits in that time for 240.00 USD
all that comes back
  others: as many new prospects as credits came back in the week before, for 13 weeks
a better letter
  the same people, credits and costs
nothing but e-mail
  best: nobody new for 13 weeks
  others: 1 to 3 new prospects a week for 13 weeks: 36 first invitations
  without a plan there are no credits and no costs

"
    );
}

#[test]
fn what_replies_may_lead_to_is_told_in_words() {
    let text = "plans = ['none']
touch.a = { channel = 'email', reply_rate = 0.02 }
outcome.meeting.rate = 0.2
outcome.deal = { of = 'meeting', rate = 0.1 }
segment.s = { per_week = 1, sequence = ['a'] }
[[what_if]]
name = 'refusals'
outcome.no.rate = 0.5";
    let told = Program::new().file("a.toml", text).run(["check", "a.toml"]).exits(0).stdout;
    assert!(told.contains("  replies may lead to meeting and deal after meeting\n"), "{told}");
    assert!(told.contains("  replies may lead to meeting, deal after meeting and no\n"), "{told}");
}

#[test]
fn rates_that_are_tied_are_told_in_words() {
    let text = "plans = ['none']
touch.a = { channel = 'connect', accept_rate = 0.2, reply_rate = 0.2 }
touch.b = { channel = 'connect', accept_rate = { of = 'a', lift = { uniform = [0.5, 1.25] } }, reply_rate = { of = 'a' } }
touch.c = { channel = 'email', reply_rate = { of = 'b', lift = 0.5 } }
segment.s = { per_week = 1, sequence = ['b'] }";
    let program = Program::new().file("a.toml", text);
    let told = program.run(["check", "a.toml"]).exits(0).stdout;
    let words = "  accept_rate of b: that of a, times 0.5 to 1.25\n  reply_rate of b: that of a\n";
    // Of a touch that nobody gets nothing is told.
    assert!(told.contains(words) && !told.contains("of c"), "{told}");
}

#[test]
fn delays_that_are_not_known_are_told_in_words() {
    let text = "plans = ['none']
touch.a = { channel = 'connect', accept_rate = 0.3, reply_rate = 0.2, accept_delay_days = { any_of = [1, 4, 2] } }
touch.b = { channel = 'message', reply_rate = 0.1, reply_delay_days = { any_of = [0.5, 1] } }
segment.s = { per_week = 1, sequence = ['a'] }";
    let known = text.replace("{ any_of = [1, 4, 2] }", "2").replace("{ any_of = [0.5, 1] }", "1");
    let program = Program::new().file("sure.toml", &known).file("many.toml", text);
    let told = |file: &str| program.run(["check", file]).exits(0).stdout;
    let words = "  accept_delay_days of a: not known: median 1 to 4 days\n";
    assert!(told("many.toml").contains(words), "{}", told("many.toml"));
    // Of a touch that nobody gets nothing is told.
    assert_eq!(told("many.toml").replace(words, ""), told("sure.toml").replace("sure", "many"));
}

#[test]
fn a_program_reads_what_is_found_and_where() {
    let wrong = "weeks = 0\n[touch.inmail]\nchannel = \"inmail\"\nreply_rate = 0.2\n[segment.a]\nper_week = 1\n\
                 sequence = [\"inmial\"]\n";
    let program = Program::new().file("doubtful.toml", DOUBTFUL).file("wrong.toml", wrong);
    let case = |case: &str, what_if: Option<&str>| {
        serde_json::json!({
            "case": case, "plan": "sales-navigator", "what_if": what_if, "start": "2026-03-02", "weeks": 26,
            "seats": [], "trials": 100_000, "opening": 0, "granted": 300, "cost": 480.0, "currency": "USD",
            "demand": { "prospects": 260, "first_inmails": 260, "later_inmails": 0 },
        })
    };
    let expected = serde_json::json!({
        "problems": 2,
        "warnings": 2,
        "files": [
            {
                "file": "doubtful.toml", "name": "doubtful", "description": "",
                "cases": [case("sales-navigator", None), case("sales-navigator · more", Some("more"))],
                "problems": [],
                "warnings": [
                    {
                        "level": "warning",
                        "message": "`touch.inmail.reply_rate` is 1.5 % on average, outside the 3 to 50 % that are \
                                    published for a first InMail; check it: 10 % is written 0.1 or \"10%\"",
                        "place": { "file": "doubtful.toml", "line": 5, "column": 14, "end_column": 19,
                                   "text": "reply_rate = 0.015" },
                        "related": [],
                    },
                    {
                        "level": "warning",
                        "message": "what-if `more` changes nothing, its cases are those of the base; change \
                                    something in it or take it out",
                        "place": { "file": "doubtful.toml", "line": 12, "column": 8, "end_column": 14,
                                   "text": "name = \"more\"" },
                        "related": [],
                    },
                ],
            },
            {
                "file": "wrong.toml", "name": null, "description": null, "cases": [],
                "problems": [
                    {
                        "level": "error",
                        "message": "`weeks` is `0`; it must be a whole number from 1 to 520",
                        "place": { "file": "wrong.toml", "line": 1, "column": 9, "end_column": 10,
                                   "text": "weeks = 0" },
                        "related": [],
                    },
                    {
                        "level": "error",
                        "message": "unknown touch `inmial`; did you mean `inmail`?",
                        "place": { "file": "wrong.toml", "line": 7, "column": 13, "end_column": 21,
                                   "text": "sequence = [\"inmial\"]" },
                        "related": [],
                    },
                ],
                "warnings": [],
            },
        ],
    });
    assert_eq!(json(&program, &["doubtful.toml", "wrong.toml"], 2), expected);
    // Nothing is said twice, and nothing but the document is for programs.
    program.run(["check", "--format", "json", "doubtful.toml", "wrong.toml"]).exits(2).notes("");
    let quiet = program.run(["check", "--format", "json", "--quiet", "doubtful.toml"]).exits(0).notes("");
    assert!(quiet.stdout.contains("\"warnings\""), "{}", quiet.stdout);
    assert_eq!(json(&program, &["wrong.toml", "--quiet"], 2)["problems"], 2);
    assert_eq!(json(&program, &["doubtful.toml"], 0)["warnings"], 2);
    assert_eq!(json(&program, &["doubtful.toml", "--strict"], 2)["problems"], 0);
}

#[test]
fn doubts_about_one_file_are_told_beside_what_is_wrong_with_another() {
    let program = Program::new().file("doubtful.toml", DOUBTFUL).file("wrong.toml", SMALL.replace("= 10", "= -1"));
    let wrong = program.run(["check", "wrong.toml"]).exits(2).prints("").stderr.clone();
    let files = ["doubtful.toml", "wrong.toml"];
    program.run(["check", files[0], files[1]]).exits(2).prints("").notes(&format!("{DOUBTS}{wrong}"));
    program.run(["check", files[1], files[0]]).exits(2).prints("").notes(&format!("{wrong}{DOUBTS}"));
    program.run(["check", "--quiet", files[0], files[1]]).exits(2).notes(&wrong);
    program.run(["check", "--quiet", "--strict", files[0], files[1]]).exits(2).notes(&format!("{DOUBTS}{wrong}"));
}

#[test]
fn a_file_that_is_not_there_has_no_place_and_a_second_place_is_told() {
    let twice = format!("{SMALL}[[what_if]]\nname = \"x\"\nweeks = 3\n[[what_if]]\nname = \"x\"\nweeks = 4\n");
    let program = Program::new().file("twice.toml", twice);
    let found = json(&program, &["missing.toml", "twice.toml"], 2);
    assert_eq!(found["files"][0]["problems"][0]["place"], Value::Null);
    let twice = &found["files"][1]["problems"][0];
    assert_eq!((&twice["place"]["line"], &twice["related"][0]["place"]["line"]), (&12.into(), &9.into()), "{twice}");
    assert_eq!(twice["related"][0]["note"], "first named here");
}

#[test]
fn what_is_said_before_a_run_is_what_it_reports() {
    let program = Program::new().file("busy.toml", BUSY).file("words.toml", WORDS);
    for file in ["busy.toml", "words.toml"] {
        program.run(["run", file, "--trials", "50", "--no-charts", "--quiet"]).exits(0);
        let summary = program.table(&format!("results/{}/summary.csv", file.trim_end_matches(".toml")));
        let checked = json(&program, &[file], 0);
        let cases = checked["files"][0]["cases"].as_array().expect("it has cases");
        assert_eq!(cases.len(), summary.rows().count());
        for (case, row) in cases.iter().zip(summary.rows()) {
            assert_eq!(case["case"], row.text("case"));
            assert_close(case["granted"].as_f64().expect("a number"), row.number("granted"), "granted");
            assert_close(case["cost"].as_f64().expect("a number"), row.number("cost"), "cost");
        }
    }
}

#[test]
fn every_field_for_programs_is_listed_and_no_other() {
    let program = Program::new().file("doubtful.toml", DOUBTFUL);
    program.put("wrong.toml", format!("plans = [\"none\", \"none\"]\n{SMALL}"));
    program.put("team.toml", format!("seat.me = {{ segments = ['prospects'], ramp = [1], count = 2 }}\nplan.recruiter-lite.pooled = true\n{SMALL}"));
    let outcome = program.run(["check", "--format", "json", "doubtful.toml", "wrong.toml", "team.toml"]).exits(2);
    let document: Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let mut found = BTreeSet::new();
    fields(&document, "", &mut found);

    // What holds for both kinds of findings is listed once.
    let both = |name: String| match name.strip_prefix("files[].problems[]") {
        Some(rest) if !rest.contains("related[]") => vec![name.clone(), format!("files[].warnings[]{rest}")],
        _ => vec![name],
    };
    let listed: BTreeSet<String> = listed("check").into_iter().flat_map(both).collect();
    // The places of a finding and of what is related to it have the same fields.
    let found: BTreeSet<String> = found.into_iter().filter(|field| !field.contains("related[].place.")).collect();
    assert_eq!(listed, found);
}

#[test]
fn no_more_than_a_dozen_segments_are_listed() {
    let scenario = |segments: u32| {
        let touch = "plans = ['none']\n[touch.a]\nchannel = 'inmail'\nreply_rate = 0.1\n".to_owned();
        let segment = |number: u32| format!("[segment.s{number}]\nper_week = 1\nsequence = ['a']\n");
        touch + &(1..=segments).map(segment).collect::<String>()
    };
    for (segments, more) in [(12, None), (13, Some("  and 1 more segment\n")), (14, Some("  and 2 more segments\n"))] {
        let printed = Program::new().file("a.toml", scenario(segments)).run(["check", "a.toml"]).exits(0).stdout;
        assert_eq!(printed.matches(": 1 new prospect a week").count(), 12, "{printed}");
        assert_eq!(printed.contains("more segment"), more.is_some(), "{printed}");
        assert!(more.is_none_or(|more| printed.contains(more)), "{printed}");
    }
}

#[test]
fn what_bounds_touches_and_what_is_left_of_the_rates_is_told() {
    let more = "touch.inmail.limit_per_day = 6\n\
                segment.prospects.credits_at_most = 40\n\
                segment.prospects.wear = 0.7\n\
                pacing = { hours_per_week = 2.5, limit_week = 'rolling' }\n";
    let program = Program::new().file("small.toml", SMALL).file("a.toml", format!("extends = 'small.toml'\n{more}"));
    let printed = program.run(["check", "a.toml"]).exits(0).stdout;
    let bounds = "  at most 2.5 hours of work a week, 6 inmail a day and 40 credits in all\n";
    assert!(printed.contains(bounds), "{printed}");
    assert!(printed.contains("  of the rates 70\u{202f}% are left after each hundred prospects\n"), "{printed}");
    let weekly = program.run(["check", "a.toml", "--set", "touch.inmail.limit_per_week=20"]).exits(0).stdout;
    let weekly = weekly.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(weekly.contains("6 inmail a day, 20 inmail in any seven days and 40 credits in all"), "{weekly}");
    let plain = program.run(["check", "small.toml"]).exits(0).stdout;
    assert!(!plain.contains("at most") && !plain.contains("rates"), "{plain}");
}
