//! `today`: what it says from a stated day on, that a file says the same, and what it says to those who mistype.

use serde_json::Value;

use crate::program::Program;

/// Somebody in the middle of December, with few simulations.
const ACCOUNT: [&str; 11] = [
    "today",
    "--plan",
    "sales-navigator",
    "--credits",
    "43",
    "--renews",
    "1",
    "--from",
    "2026-12-16",
    "--trials",
    "60",
];

/// The same with other options behind it.
fn with<'a>(options: &[&'a str]) -> Vec<&'a str> {
    ACCOUNT.iter().chain(options).copied().collect()
}

#[test]
fn a_renewal_before_the_first_working_day_is_counted_in() {
    // On a Saturday, with the renewal on Sunday.
    let program = Program::new();
    let told = program.run(on("2026-01-31", "43", "1", &[])).exits(0).stdout.replace(['\n', '\u{a0}'], " ");
    assert!(told.contains("What the renewal on 1 Feb brings is counted in."), "{told}");
    let told = program.run(on("2026-02-02", "43", "1", &[])).exits(0).stdout;
    assert!(!told.contains("is counted in"), "{told}");
}

/// An account of Sales Navigator on a day, with these options besides.
fn on<'a>(from: &'a str, credits: &'a str, renews: &'a str, options: &[&'a str]) -> Vec<&'a str> {
    let account = [
        "today",
        "--plan",
        "sales-navigator",
        "--from",
        from,
        "--credits",
        credits,
        "--renews",
        renews,
        "--trials",
        "60",
    ];
    account.iter().chain(options).copied().collect()
}

/// What is printed, in one line.
fn said(arguments: Vec<&str>) -> String {
    let printed = Program::new().run(arguments).exits(0).notes("").stdout;
    printed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn json(arguments: Vec<&str>) -> Value {
    let all = [arguments, vec!["--format", "json"]].concat();
    serde_json::from_str(&Program::new().run(all).exits(0).stdout).expect("it is JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

#[test]
fn the_same_day_has_the_same_answer_on_any_number_of_threads() {
    let program = Program::new();
    let told = |threads: &str| {
        let output = program.command().args(ACCOUNT).env("RAYON_NUM_THREADS", threads).output().expect("it starts");
        String::from_utf8(output.stdout).expect("it is UTF-8")
    };
    let one = told("1");
    assert!(one.starts_with("Sales Navigator: 43 credits on Wednesday, 16\u{a0}December\u{a0}2026\n\nSend "), "{one}");
    assert_eq!(told("3"), one);
    assert_eq!(program.names("."), [""; 0], "nothing is written");
    // Without a day it is that of the machine: whichever it is, there is an answer.
    program.run(["today", "--plan", "sales-navigator", "--credits", "9", "--renews", "31", "--trials", "20"]).exits(0);
}

#[test]
fn the_file_that_is_written_forecasts_the_same() {
    let own = ["--pending", "20", "--rate", "{ replies = 17, sent = 97 }", "--follow-up-rate", "3% to 10%"];
    let off = ["--days-off", "2026-12-24,2026-12-25", "--seed", "7"];
    let help = ["--rulebook", "linkedin-help-2026"];
    let cases: [&[&str]; 4] = [&[], &own, &off, &help];
    for options in cases {
        let program = Program::new();
        let table = program.run(with(&[options, &["--format", "csv", "--write", "deep/own.toml"]].concat())).exits(0);
        program.run(["forecast", "deep/own.toml", "--no-charts", "--quiet"]).exits(0);
        assert_eq!(program.text("results/own/forecast-summary.csv"), table.stdout, "{options:?}");
        let doubts = program.run(["check", "deep/own.toml"]).exits(0).stderr;
        assert_eq!(doubts.matches("warning").count(), 1, "{doubts}");
        assert!(doubts.contains("`trials` is 60"), "{doubts}");
    }
    // The command stands in the file, and says the same once more.
    let program = Program::new();
    program.run(with(&[&own[..], &["--write", "own.toml", "--quiet"]].concat())).exits(0).prints("").notes("");
    let text = program.text("own.toml");
    let command = "# Written by `inmail-sim today --plan sales-navigator --credits 43 --renews 1 --pending 20 --rate \
                   \"{ replies = 17, sent = 97 }\" --follow-up-rate \"3% to 10%\" --from 2026-12-16 --trials 60`.\n";
    assert!(text.contains(command), "{text}");
}

#[test]
fn a_plan_without_a_published_price_is_played_and_its_file_says_so() {
    let account = ["today", "--plan", "Recruiter Corporate", "--rulebook", "linkedin-help-2026", "--credits", "300"];
    let rest = ["--renews", "9", "--from", "2026-12-16", "--trials", "20", "--write", "own.toml"];
    let program = Program::new();
    let told = program.run([&account[..], &rest].concat()).exits(0).stdout;
    let told: Vec<&str> = told.split_whitespace().collect();
    assert!(told.ends_with(&["Go", "on", "with:", "inmail-sim", "forecast", "own.toml"]), "{told:?}");
    assert!(program.text("own.toml").contains("price_per_month = 0   # none is published: put in what you pay"));
    program.run(["check", "own.toml"]).exits(0);
}

#[test]
fn a_file_that_is_there_is_left_alone() {
    let program = Program::new().file("own.toml", "mine");
    program.run(with(&["--write", "own.toml"])).exits(1).prints("").mentions("own.toml");
    assert_eq!(program.text("own.toml"), "mine");
}

#[test]
fn without_answers_paper_says_how_many_a_day_there_are() {
    // Twenty working days from Monday, 2 March, to the renewal on the 30th.
    let silent = ["--rate", "0", "--follow-up-rate", "0"];
    let found = json(on("2026-03-02", "40", "30", &silent));
    assert_eq!((number(&found["inmails_a_day"]), number(&found["prospects_a_week"])), (2.0, 10.0));
    assert_eq!((found["until"].as_str(), number(&found["working_days"])), (Some("2026-03-29"), 20.0));
    assert_eq!(
        (number(&found["follow_up"]["answered_without"]), &found["follow_up"]["verdict"]),
        (0.0, &"equal".into())
    );
    // 22 weekdays are left in the month; 36 of 40 go out by the 29th, and the rest is kept.
    let rule = &found["rule_of_thumb"];
    assert_eq!((number(&rule["inmails_a_day"]), number(&rule["runs_out"])), (40.0 / 22.0, 0.0));
    assert!((3.0..=5.0).contains(&number(&rule["credits_left"])), "{rule}");
    // A day off is no working day, for the rule of thumb neither.
    let off = json(on("2026-03-02", "38", "30", &[&silent[..], &["--days-off", "2026-03-04"]].concat()));
    // Ten a week are 40, too many for 38: nine a week are 36 in 19 days.
    assert_eq!((number(&off["working_days"]), number(&off["inmails_a_day"])), (19.0, 36.0 / 19.0));
    assert_eq!(number(&off["rule_of_thumb"]["inmails_a_day"]), 38.0 / 21.0);
}

#[test]
fn a_day_that_the_rulebook_rules_out_is_refused() {
    let by_help = |renews| on("2026-12-02", "43", renews, &["--rulebook", "linkedin-help-2026"]);
    Program::new().run(by_help("1")).exits(0);
    Program::new().run(by_help("15")).exits(2).mentions(
        "`--renews` is 15, but with rulebook `linkedin-help-2026` the credits of Sales Navigator Core renew on the first of each month",
    );
}

#[test]
fn an_own_pace_takes_the_place_of_the_rule_of_thumb() {
    // Without answers 40 credits last ten working days at four a day, from Monday, 2 March: on the 16th there is none left.
    let at = |a_day| on("2026-03-02", "40", "30", &["--rate", "0", "--follow-up-rate", "0", "--a-day", a_day]);
    let found = json(at("4"));
    let own = &found["own_pace"];
    assert_eq!(["inmails_a_day", "runs_out", "credits_left"].map(|key| number(&own[key])), [4.0, 1.0, 0.0]);
    // What lasts is what it was, and the rule of thumb is told but was not played.
    assert_eq!((number(&found["inmails_a_day"]), number(&found["prospects_a_week"])), (2.0, 10.0));
    let rule = &found["rule_of_thumb"];
    assert_eq!((number(&rule["inmails_a_day"]), &rule["runs_out"]), (40.0 / 22.0, &Value::Null));
    // A rate of nothing is warned about.
    let said = |arguments: Vec<&str>| {
        let printed = Program::new().run(arguments).exits(0).stdout;
        printed.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let told = said(at("4"));
    let short = "Your pace: 4 InMails a working day, more than there is: your credits run out by 16 Mar in half of the \
                 simulations, 9 working days before the renewal.";
    assert!(told.contains(short) && !told.contains("Rule of thumb"), "{told}");
    let careful = said(at("1"));
    let fewer =
        "Your pace: 1 InMail a working day, more careful than it need be: about 20 InMails and 0.0 replies fewer";
    assert!(careful.contains(fewer), "{careful}");
    // A pace that is near to one that lasts, and runs out more often than once in ten simulations, does not last.
    let near = said(with(&["--a-day", "4,2"]));
    assert!(near.contains("Your pace: 4.2 InMails a working day, more than there is: your credits run out"), "{near}");
    // Without a credit up to the renewal it is answered, too, and no key of a file is spoken of.
    let none = on("2026-12-31", "0", "1", &["--a-day", "6"]);
    Program::new().run(none.clone()).exits(0).notes("");
    let none = said(none);
    assert!(none.contains("Your pace: 6 InMails a working day, more than there is"), "{none}");
    // Whoever states none has none.
    assert_eq!(json(on("2026-03-02", "40", "30", &[]))["own_pace"], Value::Null);
}

#[test]
fn a_follow_up_is_judged_by_what_a_credit_brings() {
    let follow_up = |rate: &str, again: &str| {
        let options = ["--rate", rate, "--follow-up-rate", again, "--trials", "400"];
        let account =
            ["today", "--plan", "sales-navigator", "--credits", "43", "--renews", "1", "--from", "2026-12-16"];
        json([&account[..], &options].concat())["follow_up"].clone()
    };
    // The interval is 95 % sure; at 3.9 in place of 1.96 standard errors a false alarm comes once in 10 000.
    let near = |found: &Value, which: &str, place: usize, from: f64, to: f64| {
        let off = number(&found["plus_minus"][place]) * 3.9 / 1.96;
        let share = number(&found[which]);
        assert!(share > from - off && share < to + off, "{share} ± {off}: {from} to {to}");
    };
    // Of those who reply, at least nine in ten have done so after five days, when the second one goes out.
    let nothing = follow_up("0.2", "0");
    near(&nothing, "answered_without", 0, 0.2, 0.2);
    near(&nothing, "answered_with", 1, 0.2 / (2.0 - 0.9 * 0.2), 0.2 / (2.0 - 0.2));
    assert_eq!(nothing["verdict"], "fewer");
    let same = follow_up("0.1", "0.1");
    near(&same, "answered_with", 1, 0.0985, 0.1);
    let better = follow_up("0.1", "0.4");
    near(&better, "answered_with", 1, 0.5 * (0.1 + 0.4 * 0.9), 0.5 * (0.1 + 0.4) + 0.02);
    assert_eq!(better["verdict"], "more");
}

#[test]
fn no_line_is_longer_than_80_and_each_account_is_spoken_to_as_it_is() {
    let tomorrow = "Nothing is lost by keeping some: the renewal on 17 Dec leaves up to 100 beside its own 50. Rule of \
                    thumb: 43 credits ÷ 12 working days";
    let dropped =
        "Of those that you hold send 30 before the renewal on 17 Dec, which leaves no more than 100 beside its own 50.";
    let cases: [(Vec<&str>, &str); 15] = [
        (with(&[]), "Rule of thumb: 43 credits ÷ 12 working days left in December = 3.6 a day"),
        (on("2026-12-16", "43", "17", &[]), tomorrow),
        (on("2026-12-16", "130", "17", &[]), dropped),
        (on("2026-01-31", "43", "1", &[]), "Rule of thumb: it says nothing, since no working day is left in January."),
        (on("2026-01-31", "43", "1", &[]), "your credits last until they renew on 1 Mar."),
        (on("2026-12-16", "0", "1", &[]), "Send no InMail before 1 Jan 2027, when your credits renew: there are none."),
        (on("2026-12-16", "0", "1", &["--pending", "150"]), "answers to earlier ones bring back about"),
        (on("2026-12-02", "2", "28", &[]), "Send 2 InMails in all before 28 Dec, when your credits renew"),
        (on("2026-11-30", "43", "18", &[]), "= 43.0 a day, more than there is: your credits run out by"),
        (on("2026-12-16", "60", "16", &[]), "the 50 credits of today's renewal are among yours"),
        (on("2026-12-16", "60", "16", &[]), "60 credits on Wednesday, 16 December 2026, 50 of them new today"),
        (on("2026-12-16", "3", "16", &[]), "today's renewal is still to come, with 50 credits"),
        (
            on("2026-12-16", "3", "16", &[]),
            "3 credits on Wednesday, 16 December 2026, and 50 more from today's renewal",
        ),
        (on("2026-12-16", "60", "16", &[]), "If today's 50 are still to come: --credits 110."),
        (on("2026-12-16", "3", "16", &[]), "If today's 50 are among yours already: --from 2026-12-17."),
    ];
    for (arguments, expected) in cases {
        let printed = Program::new().run(arguments.clone()).exits(0).notes("").stdout;
        let longest = printed.lines().map(|line| line.chars().count()).max();
        assert!(longest <= Some(80), "{longest:?}: {printed}");
        let text = said(arguments);
        assert!(text.contains(expected), "{expected}: {text}");
    }
    let own = said(with(&["--pending", "20", "--rate", "0.2"]));
    assert!(own.contains("20 earlier InMails are still to be answered, sent evenly over the last 30 days"), "{own}");
    assert!(own.contains("first InMails are answered at your rate, 0.2"), "{own}");
}

/// Paper says what lasts up to the renewal after the next one, without answers: 43 and 50 credits by the 23 working days up
/// to 16 January, of which 22 come after the renewal. With 3 credits no more than these can go out before.
#[test]
fn before_a_renewal_that_leaves_what_is_held_not_all_is_to_be_sent() {
    let silent = ["--rate", "0", "--follow-up-rate", "0"];
    let found = |credits: &str| json(on("2026-12-16", credits, "17", &silent));
    let kept = found("43");
    assert_eq!((number(&kept["prospects_a_week"]), kept["until"].as_str()), (20.0, Some("2027-01-16")));
    assert_eq!(number(&kept["inmails_a_day"]), 92.0 / 23.0);
}

#[test]
fn the_credits_of_a_renewal_on_the_first_day_are_there_once() {
    let held = |credits: &str| json(on("2026-12-16", credits, "16", &[]))["rule_of_thumb"]["inmails_a_day"].clone();
    assert_eq!(number(&held("60")), 60.0 / 12.0);
    assert_eq!(number(&held("3")), 53.0 / 12.0);
}

#[test]
fn all_that_is_missing_is_asked_for_at_once() {
    let program = Program::new();
    let all = "error: `today` must be told about your account:
  --plan ID     your plan: premium-career, premium-business, sales-navigator, recruiter-lite
  --credits N   the InMail credits that you have now
  --renews DAY  the day of the month on which they renew, 1 to 31
such as: inmail-sim today --plan sales-navigator --credits 43 --renews 1
";
    program.run(["today"]).exits(2).prints("").notes(all);
    let one = "error: `today` must be told about your account:
  --credits N   the InMail credits that you have now
such as: inmail-sim today --plan sales-navigator --credits 43 --renews 1
";
    program.run(["today", "--plan", "sales-navigator", "--renews", "1"]).exits(2).prints("").notes(one);
}

#[test]
fn what_cannot_be_is_told_by_the_option_that_says_it() {
    let program = Program::new();
    let wrong = |options: &[&str], told: &str| {
        let mut typed = vec!["today"];
        let account = [("--plan", "sales-navigator"), ("--credits", "43"), ("--renews", "1"), ("--from", "2026-12-16")];
        for (option, value) in account.into_iter().chain([("--trials", "20")]) {
            if !options.contains(&option) {
                typed.extend([option, value]);
            }
        }
        typed.extend(options);
        program.run(typed).exits(2).prints("").mentions(told);
    };
    wrong(&["--plan", "sales-navigater"], "error: unknown plan `sales-navigater`; did you mean `sales-navigator`?");
    wrong(&["--plan", "Sales Navigater"], "did you mean `sales-navigator`?");
    let plans = "there are premium-career, premium-business, sales-navigator, recruiter-lite";
    wrong(&["--plan", "x"], &format!("error: unknown plan `x`; {plans}"));
    wrong(
        &["--plan", "premium-all-in-one"],
        "rulebook `linkedin-help-2026` has it: add `--rulebook linkedin-help-2026`",
    );
    wrong(&["--rulebook", "article"], "error: unknown rulebook `article`");
    let cap =
        "error: `--credits` is 151, but Sales Navigator holds 150 credits at most; type what LinkedIn shows as left";
    wrong(&["--credits", "151"], cap);
    wrong(&["--credits", "-3"], "it must be the number of your credits, such as 43");
    for day in ["0", "32", "-1", "first"] {
        wrong(&["--renews", day], "it must be the day of the month on which your credits renew, 1 to 31");
    }
    let pending = "error: `--pending` is 201, but with Sales Navigator, which holds 150 credits at most and brings 50 a month, no \
                   more than 200 InMails of the last 30 days can be without an answer; count those alone";
    wrong(&["--pending", "201"], pending);
    for pace in ["0", "-2", "many", "1001", "nan"] {
        wrong(&["--a-day", pace], "it must be a number of InMails a working day, 0.1 to 1000, such as 6");
    }
    wrong(
        &["--rate", "5-30"],
        "error: `--rate` is `\"5-30\"`; it must be a share from 0 to 1; did you mean \"5% to 30%\"?",
    );
    wrong(
        &["--rate", "15"],
        "error: `--rate` is `15`; it must be a share from 0 to 1; did you mean 0.15 or \"15%\"?\n --> --rate",
    );
    wrong(&["--rate", "{ replies = 3"], "error: `--rate` is `\"{ replies = 3\"`");
    wrong(&["--rate", "0.1 # \n[x]"], "error: `--rate` is");
    wrong(&["--follow-up-rate", "often"], "error: `--follow-up-rate` is `\"often\"`");
    let date = "error: `--days-off` is `\"24.12.2026\"`; it must be a date such as 2026-03-02, from 1900 to 2999; did you mean";
    wrong(&["--days-off", "24.12.2026"], date);
    wrong(&["--from", "16.12.2026"], "it must be a date such as 2026-12-16");
    wrong(&["--trials", "10001"], "10001 is not in 1..=10000");
}

#[test]
fn what_is_doubtful_is_told_by_its_option_too() {
    let told = Program::new().run(with(&["--rate", "0.7", "--days-off", "2027-12-24"])).exits(0).stderr;
    assert!(told.contains("warning: `--rate` is 70 % on average, outside the 3 to 50 %"), "{told}");
    assert!(told.contains("warning: 2027-12-24 is outside the campaign"), "{told}");
}
