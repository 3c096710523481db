//! What lies ahead, in cases that can be worked out on paper, and what `forecast` prints and writes.

use inmail_sim::decide::forecast::{Forecast, forecasts};
use inmail_sim::domain::case::Case;
use inmail_sim::engine::{Sampling, Settings};
use jiff::civil::date;

use crate::builder::{Campaign, campaign};
use crate::program::{Program, SMALL};

/// Mondays to Fridays from Monday, 2 March 2026: nobody replies.
fn silent(credits: u32, per_week: u32) -> Campaign {
    campaign().start(date(2026, 3, 2)).opening(credits).per_week(per_week).inmail("letter", 0.0, 1.0)
}

fn ahead(case: Case) -> Forecast {
    let settings = Settings { trials: 600, seed: 7, sampling: Sampling::Even, precision: None };
    forecasts(&[case], &settings, |_| {}).remove(0)
}

fn affordable(case: Case) -> (f64, f64) {
    let found = ahead(case).affordable.expect("it begins with an InMail");
    (found.prospects_a_day, found.inmails_a_day)
}

#[test]
fn without_replies_the_balance_follows_from_the_calendar() {
    let found = ahead(silent(20, 10).build());
    let of_a_day: Vec<i64> = found
        .balance
        .iter()
        .map(|[low, middle, high]| {
            assert_eq!((low, high), (middle, middle));
            *middle
        })
        .collect();
    assert_eq!(of_a_day[..14], [18, 16, 14, 12, 10, 10, 10, 8, 6, 4, 2, 0, 0, 0]);
    assert_eq!(of_a_day.len(), 28);
}

#[test]
fn at_a_constant_pace_credits_run_out_on_the_day_that_paper_says() {
    // Two a day: the tenth send day, Friday the 13th, spends the last; Monday the 16th is short.
    let found = ahead(silent(20, 10).build());
    assert_eq!((found.runs_out(), found.run_out_days()), (1.0, Some([14, 14, 14])));
    assert_eq!((found.short_by(13), found.short_by(14)), (0.0, 1.0));
    let enough = ahead(silent(40, 10).build());
    assert_eq!((enough.runs_out(), enough.run_out_days()), (0.0, None));
    assert_eq!(enough.finding(), "plan: credits do not run out by 29\u{a0}March\u{a0}2026");
    assert_eq!(found.finding(), "plan: credits run out in 100\u{202f}% of campaigns on 16\u{a0}March\u{a0}2026");
}

#[test]
fn who_writes_to_as_many_as_there_are_credits_for_runs_out_with_the_last_one() {
    assert_eq!(ahead(silent(20, 10).per_week_max().build()).run_out_days(), Some([0, 0, 0]));
    assert_eq!(ahead(silent(0, 10).per_week_max().build()).runs_out(), 0.0, "there was none to spend");
}

#[test]
fn without_replies_credits_divided_by_days_are_affordable_exactly() {
    // Four weeks of five send days and no refill: 20 days.
    assert_eq!(affordable(silent(40, 1).build()), (2.0, 2.0));
    assert_eq!(affordable(silent(39, 1).build()), (1.8, 1.8));
    assert_eq!(affordable(silent(0, 1).build()), (0.0, 0.0));
    // Neither few prospects nor another pace limit what can be afforded.
    let few = |case: &mut Case| case.segments[0].prospects = Some(3);
    assert_eq!(affordable(silent(40, 1).with(few).build()), (2.0, 2.0));
}

#[test]
fn a_refill_ends_what_must_be_afforded() {
    // The plan renews on the 16th: ten send days before it.
    let renews = |case: &mut Case| case.billing_day = Some(16);
    let found = ahead(silent(40, 1).plan(50, 150, 80.0).with(renews).build());
    let afforded = found.affordable.clone().expect("it begins with an InMail");
    assert_eq!((afforded.refill, afforded.prospects_a_day, found.refills), (Some(14), 4.0, vec![14]));
    let rule = afforded.rule_of_thumb.expect("March has weekdays");
    assert_eq!((rule.credits, rule.weekdays), (40, 22));
}

#[test]
fn follow_ups_count_among_the_inmails_that_are_afforded() {
    // Everyone is written to twice, the second time within the same week or the next.
    let (prospects, inmails) = affordable(silent(40, 1).inmail("again", 0.0, 1.0).after(3).build());
    assert!(prospects < 1.3 && inmails > 1.5 * prospects, "{prospects} prospects, {inmails} InMails");
}

#[test]
fn nobody_is_written_to_by_inmail_first() {
    let found = ahead(campaign().opening(10).per_week(5).message("mail", 0.1, 1.0).build());
    assert_eq!((found.runs_out(), found.affordable), (0.0, None));
}

const FRAGMENT: &str = "start = 2026-04-01\n[touch.inmail]\nreply_rate = 0\n[opening]\ncredits = 20\n";

#[test]
fn a_record_is_laid_over_the_file_and_blamed_for_its_own_mistakes() {
    let program = Program::new().file("small.toml", SMALL).file("own/record.toml", FRAGMENT);
    let all = ["forecast", "small.toml", "--record", "own/record.toml", "--trials", "300", "--no-charts"];
    let told = program.run(all).exits(0).stdout;
    assert!(told.contains("from 2026-04-01"), "{told}");
    let record = program.text("results/small/forecast.json");
    assert!(record.contains("--record own/record.toml") && record.contains("\"own/record.toml\""), "{record}");
    program.put("own/record.toml", "[touch.inmail]\nreply_rat = 0\n");
    program.run(all).exits(2).mentions("own/record.toml:2:1");
    let mut missing = all;
    missing[3] = "none.toml";
    program.run(missing).exits(2).mentions("none.toml");
}

#[test]
fn any_number_of_threads_sees_the_same_and_a_run_is_left_alone() {
    let program = Program::new().file("small.toml", SMALL);
    program.run(["run", "small.toml", "--trials", "200", "--no-charts"]).exits(0);
    let before = program.bytes("results/small/run.json");
    let look = |threads: &str| {
        program.run(["forecast", "small.toml", "--trials", "700", "--threads", threads, "--quiet"]).exits(0).prints("");
        ["forecast.csv", "forecast.json", "forecast.svg", "forecast.png"]
            .map(|name| program.bytes(&format!("results/small/{name}")))
    };
    assert_eq!(look("1"), look("3"));
    assert_eq!(program.bytes("results/small/run.json"), before);
    let table = program.table("results/small/forecast.csv");
    for row in table.rows() {
        let [low, middle, high] = ["p05", "p50", "p95"].map(|name| row.number(name));
        assert!(low <= middle && middle <= high && (0.0..=1.0).contains(&row.number("short")));
    }
    let printed = program.run(["forecast", "small.toml", "--trials", "700", "--format", "csv"]).exits(0).stdout;
    assert_eq!(printed, program.text("results/small/forecast.csv"));
    program.put("results/small/forecast.csv", "mine");
    program
        .run(["forecast", "small.toml", "--trials", "700"])
        .exits(1)
        .mentions("`forecast.csv`; nothing was overwritten");
    program.run(["forecast", "small.toml", "--trials", "10001"]).exits(2);
}
