//! Verdicts answer the question that was asked: of every example file the sentence that answers its first line, the ranking
//! within circumstances in every report, and scenarios side by side.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use inmail_sim::engine::{Sampling, Settings, play, ranked_by};
use inmail_sim::figures::verdict::Verdict;
use inmail_sim::figures::{Figure, Figures};
use inmail_sim::scenario::{Overrides, load, load_from};

use crate::program::{Program, SMALL, in_repository};

/// Of each file the part of its verdict that answers its question. Of those in the second list another command answers it:
/// `sweep`, `optimize`, `sensitivity`, `pilot`, `forecast` or a target.
const ANSWERS: [(&str, &[&str]); 22] = [
    ("annual-or-monthly", &["base: Sales Navigator Core · annual is the cheapest per reply", "“annual”"]),
    (
        "double-credits",
        &["50 % reply: Sales Navigator: multiplier 1.99", "10 % reply: Sales Navigator: multiplier 1.11"],
    ),
    (
        "downgrade-or-cancel",
        &["use the balance, then cancel is the cheapest per reply", "“downgrade”", "the balance is lost:"],
    ),
    (
        "email-or-inmail",
        &["Sales Navigator is the cheapest per reply, all costs included", "“e-mail to ten a week (No plan)”"],
    ),
    ("follow-up-or-not", &["everything on new people brings most replies", "“a follow-up”"]),
    ("four-hours", &["replies for", "credits hold it up in", "eight hours:"]),
    ("free-ways-first", &["cost per reply, all costs included", "“invitation, then InMail”"]),
    ("free-ways-first-executives", &["“warm up, invitation, InMail”", "people are through in week"]),
    ("from-today", &["everything at once brings most replies", "“rule of thumb”", "all of it lapses in ten days:"]),
    ("light-sender", &["lets fewest credits expire", "Sales Navigator (credits that expire)", "if there were no cap:"]),
    ("list-of-600", &["all 600 people are through in week", "the list wears out:"]),
    ("new-colleague", &["chance to get through the list", "“a colleague joins in week 5”"]),
    ("own-plan", &["is the cheapest per reply", "strict rules:"]),
    ("own-record", &["base: Sales Navigator costs", "borrowed rates: Sales Navigator costs"]),
    ("pacing", &["as good as equal", "“Mondays only”"]),
    ("pooled-contract", &["base: Pooled Lite is the cheapest per reply", "a third of the price:"]),
    ("recycle-refunds", &["brings most replies", "“refunds stay with the broad list”"]),
    ("short-and-personal", &["under 400 characters is the cheapest per reply, all costs included", "“one by one”"]),
    ("six-people", &["team is the cheapest per reply, all costs included", "“Sales Navigator for all”"]),
    ("top-fifth", &["brings most replies", "“InMail for everybody”"]),
    (
        "two-rulebooks",
        &["base: Recruiter Lite is the cheapest", "LinkedIn Help 2026: Sales Navigator Core is the cheapest"],
    ),
    (
        "worth-it",
        &["leaves most after all costs", "a fifth of the deal size: Premium Business leaves most after all costs: −"],
    ),
];
const BY_OTHER_COMMANDS: [&str; 8] = [
    "break-even",
    "cheapest-for-a-goal",
    "goal-by-june",
    "test-first",
    "upgrade-or-target",
    "what-matters",
    "when-do-we-run-out",
    "which-plan",
];

fn figures(file: &str, trials: u64) -> Figures {
    let path = in_repository(&format!("scenarios/{file}.toml"));
    let scenario = load(&path, &Overrides::default()).unwrap_or_else(|problems| panic!("{problems}"));
    let settings = Settings { trials, seed: scenario.seed, sampling: Sampling::Even, precision: None };
    Figures::new(&scenario.cases, &play(&scenario.cases, &settings, |_| {}))
}

#[test]
fn every_verdict_answers_the_first_line_of_its_file() {
    let mut files: Vec<String> = std::fs::read_dir(in_repository("scenarios"))
        .expect("the repository has scenarios")
        .filter_map(|entry| Some(entry.ok()?.file_name().to_str()?.strip_suffix(".toml")?.to_owned()))
        .collect();
    files.sort();
    let mut listed: Vec<&str> = ANSWERS.iter().map(|(file, _)| *file).chain(BY_OTHER_COMMANDS).collect();
    listed.sort_unstable();
    assert_eq!(files, listed);
    for (file, answers) in ANSWERS {
        let said = Verdict::new(&figures(file, 512)).sentences().join(" ").replace(['\u{a0}', '\u{202f}'], " ");
        for answer in answers {
            assert!(said.contains(answer), "{file} does not say “{answer}”: {said}");
        }
    }
}

#[test]
fn what_buys_and_holds_up_is_that_of_the_tables() {
    let figures = figures("four-hours", 256);
    let verdict = Verdict::new(&figures);
    for (ranked, of) in verdict.circumstances.iter().zip(&figures.circumstances) {
        let bought = ranked.bought.as_ref().expect("there are replies");
        let best = figures.cases[of.cases.clone()]
            .iter()
            .find(|case| {
                (case.estimate(Figure::RepliesSettled).mean, case.estimate(Figure::FullCost).mean)
                    == (Some(bought.replies), Some(bought.cost))
            })
            .expect("it is one of the cases of the circumstance");
        let (reason, weeks) = bought.held_up.expect("something holds it up");
        assert_eq!(Some(weeks), best.estimate(Figure::held_up(reason)).mean);
        let most = Figure::ALL.into_iter().filter(|figure| figure.name().starts_with("held_up."));
        assert!(most.filter_map(|figure| best.estimate(figure).mean).all(|other| other <= weeks));
    }
}

const TWO_REPS: &str = "[[what_if]]\nname = \"heavy\"\nkind = \"circumstance\"\nsegment.prospects.per_week = 25\n\
                        [[what_if]]\nname = \"better\"\ntouch.inmail.reply_rate = 0.3\n";

#[test]
fn every_report_ranks_and_compares_within_circumstances() {
    let program = Program::new().file("a.toml", format!("{SMALL}\n{TWO_REPS}"));
    let run = ["run", "a.toml", "--trials", "300", "--plan", "sales-navigator", "--plan", "premium-business"];
    let out = program.run(run).exits(0).stdout;
    assert!(out.contains("\nbase: ") && out.contains("\nheavy: "), "{out}");
    let summary = program.table("results/a/summary.csv");
    let best = |of: &dyn Fn(&str) -> bool| -> f64 {
        summary.rows().filter(|row| of(row.text("what_if"))).map(|row| row.number("best_probability")).sum()
    };
    let is_heavy = |what_if: &str| what_if.starts_with("heavy");
    assert!((best(&is_heavy) - 1.0).abs() < 1e-9 && (best(&|it| !is_heavy(it)) - 1.0).abs() < 1e-9);
    let names: Vec<String> = summary.rows().map(|row| row.text("what_if").to_owned()).collect();
    assert_eq!(names, ["", "", "better", "better", "heavy", "heavy", "heavy · better", "heavy · better"]);
    let differences = program.table("results/a/differences.csv");
    for row in differences.rows() {
        assert_eq!(row.text("case").contains("heavy"), row.text("against").contains("heavy"), "{}", row.text("case"));
        assert_ne!(row.text("case"), row.text("against"));
    }
    let json = program.run(run.into_iter().chain(["--format", "json"])).exits(0).stdout;
    assert!(json.contains("\"circumstances\"") && json.contains("\"rank_by\": \"cost_per_reply\""), "{json}");
    let refused = program.run(["sweep", "a.toml", "--vary", "segment.prospects.per_week=2,4"]).exits(2);
    refused.mentions("cases are ranked within one circumstance").mentions("--what-if \"heavy\"");
    program
        .run(["sweep", "a.toml", "--vary", "segment.prospects.per_week=2,4", "--what-if", "heavy", "--trials", "50"])
        .exits(0);
}

#[test]
fn scenarios_side_by_side_are_their_own_runs_and_their_sum() {
    let other = SMALL.replace("per_week", "# more\nper_week");
    let program = Program::new().file("one.toml", SMALL).file("two.toml", other);
    let trials = ["--trials", "400", "--no-charts", "--plan", "sales-navigator"];
    let out = program.run(["compare", "one.toml", "two.toml"].into_iter().chain(trials)).exits(0).stdout;
    program.run(["run", "one.toml"].into_iter().chain(trials)).exits(0);
    let both = program.table("results/one-two/summary.csv");
    let alone = program.table("results/one/summary.csv");
    let alone: Vec<f64> = alone.rows().map(|row| row.number("replies")).collect();
    let replies: Vec<f64> = both.rows().map(|row| row.number("replies")).collect();
    assert_eq!(replies, [alone[0], alone[0]], "the same luck for each");
    assert!(out.contains("Sales Navigator · one") && out.contains("Sales Navigator · together"), "{out}");
    program.run(["compare", "one.toml"]).exits(2);
    program.file("b/one.toml", SMALL).run(["compare", "one.toml", "b/one.toml"]).exits(2).mentions("called `one`");
}

#[test]
fn replies_rank_where_the_money_is_the_same_whatever_it_is_paid_for() {
    let plans = "plans = ['sales-navigator', 'none']\nplan.sales-navigator.price_per_month = 0\n";
    let files = BTreeMap::from([(PathBuf::from("a.toml"), format!("{plans}{SMALL}").into_bytes())]);
    let by = |set: &[&str]| {
        let set = set.iter().map(|&set| set.to_owned()).collect();
        let overrides = Overrides { set, ..Overrides::default() };
        let cases =
            load_from(&files, Path::new("a.toml"), &overrides).unwrap_or_else(|problems| panic!("{problems}")).cases;
        ranked_by(&cases)[0].by
    };
    assert_eq!(by(&[]), Figure::RepliesSettled);
    assert_eq!(by(&["costs.once=10"]), Figure::RepliesSettled);
    assert_eq!(by(&["costs.per_month=10"]), Figure::RepliesSettled);
    assert_eq!(by(&["segment.prospects.cost_per_prospect=1"]), Figure::LoadedCostPerReply);
    assert_eq!(by(&["rank_by=cost_per_reply"]), Figure::CostPerReply);
    assert_eq!(by(&["rank_by=started"]), Figure::Started);
}

#[test]
fn where_circumstances_differ_in_one_number_it_is_told_at_which_the_best_plan_changes() {
    // Nothing comes back, so that the small plan writes to 90 people in its six months, however many are wanted. A reply
    // costs the same under both where the large one writes to 90 × 80 / 60 = 120, which is 4.6 a week, and nobody
    // writes to six tenths of a person.
    let file = "weeks = 26\nstart = 2026-03-02\ntrials = 4000\nplans = ['small', 'large']\nbase_name = 'light'\n\
        plan.small = { credits_per_month = 15, cap = 45, price_per_month = 60 }\n\
        plan.large = { credits_per_month = 50, cap = 150, price_per_month = 80 }\n\
        rules.refund_window_days = 1\n\
        touch.inmail = { channel = 'inmail', reply_rate = 0.2, reply_delay_days = 5 }\n\
        segment.people = { per_week = 2, sequence = ['inmail'] }\n\
        [[what_if]]\nname = 'heavy'\nkind = 'circumstance'\nsegment.people.per_week = 8\n";
    let program = Program::new().file("a.toml", file);
    let run = |more: &[&str]| program.run(["run", "a.toml", "--no-charts"].iter().chain(more)).exits(0).stdout;
    let told = run(&[]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("The best changes from small to large at 5 prospects a week."), "{told}");
    let json: serde_json::Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    let change = &json["results"][0]["verdict"]["changes"][0];
    assert_eq!((&change["from"], &change["to"]), (&"small".into(), &"large".into()), "{json}");
    // Merged from shards it is the same page.
    let page = program.bytes("results/a/report.html");
    for (shard, tally) in [("1/2", "one.tally"), ("2/2", "two.tally")] {
        program.run(["run", "a.toml", "--shard", shard, "--tally", tally]).exits(0);
    }
    program.run(["merge", "one.tally", "two.tally", "--out", "merged", "--no-charts"]).exits(0);
    assert!(program.bytes("merged/a/report.html") == page, "the merged page is another");
    // Where the best does not change, or nothing is known of the other end, nothing is told.
    for quiet in [["--set", "segment.people.per_week=8"], ["--what-if", "heavy"], ["--plan", "large"]] {
        assert!(!run(&quiet).contains("The best changes"));
    }
}
