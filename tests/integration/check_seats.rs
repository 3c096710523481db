//! What `check` tells of seats, and the command that looks at one account alone.

use serde_json::Value;

use crate::program::{Program, SMALL};

/// Two kinds of people on a segment each and one together.
const TEAM: &str = "
extends = 'small.toml'
start = 2026-03-02
weeks = 13
plans = ['premium-business', 'sales-navigator']
plan.premium-business.pooled = true
segment.others = { per_week = 1, sequence = ['inmail'] }
seat.heavy = { segments = ['prospects', 'others'], count = 2, plan = 'recruiter-lite', opening.credits = 5 }
seat.light = { segments = ['prospects'], count = 4, from_week = 3, ramp = [0.25, 0.5] }
what_if = [{ name = 'own plan', seat.light.plan = 'none', plan_change = [{ week = 4, plan = 'none', seat = 'heavy' }] }]
";

fn program() -> Program {
    Program::new().file("small.toml", SMALL).file("team.toml", TEAM)
}

#[test]
fn check_tells_who_works_what_and_who_shares_an_account() {
    let printed = program().run(["check", "team.toml"]).exits(0).stdout;
    let told = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in [
        "prospects: 10 new prospects a week for 13 weeks by each of 6 people",
        "2 people (heavy) under Recruiter Lite work all segments",
        "4 people (light) work prospects from week 3 on, in their first 2 weeks at 25 % and 50 % of the pace",
        "the 4 people of light share one account under Premium Business",
        "all accounts together open with 10 credits",
        "2 people (heavy) under Recruiter Lite, from week 4 without a plan, work all segments",
        "4 people (light) without a plan work prospects from week 3 on",
        "own plan",
    ] {
        assert!(told.contains(sentence), "{sentence}\n{printed}");
    }
    assert!(!told.contains("heavy share"), "{printed}");
}

#[test]
fn a_program_reads_the_seats_of_each_case() {
    let printed = program().run(["check", "--format", "json", "team.toml"]).exits(0).stdout;
    let document: Value = serde_json::from_str(&printed).expect("it is JSON");
    let seats = |case: usize| document["files"][0]["cases"][case]["seats"].clone();
    let heavy = |plan: &str| {
        serde_json::json!({
            "seat": "heavy", "count": 2, "plan": plan, "from_week": 1, "ramp": [], "segments": ["prospects", "others"],
            "pool": [],
        })
    };
    let light = |plan: &str, pool: &[&str]| {
        serde_json::json!({
            "seat": "light", "count": 4, "plan": plan, "from_week": 3, "ramp": [0.25, 0.5], "segments": ["prospects"],
            "pool": pool,
        })
    };
    assert_eq!(seats(0), serde_json::json!([heavy("recruiter-lite"), light("premium-business", &["light"])]));
    assert_eq!(seats(1), serde_json::json!([heavy("recruiter-lite"), light("sales-navigator", &[])]));
    assert_eq!(seats(2), serde_json::json!([heavy("recruiter-lite"), light("none", &[])]));
    assert_eq!(document["files"][0]["cases"][2]["plan"], "team");
    assert_eq!(document["files"][0]["cases"][0]["opening"], 10);
}

#[test]
fn a_forecast_looks_at_one_account() {
    let refused = program().run(["forecast", "team.toml", "--trials", "100", "--no-charts"]).exits(2);
    let told = "`premium-business` has several people, and a forecast looks ahead in the account of one; look at each in a file";
    assert!(refused.stderr.contains(told), "{}", refused.stderr);
}
