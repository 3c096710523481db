//! A trace: every credit accounted for, and the very campaign that a run counts.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::program::{BUSY, Program, SMALL};
use crate::table::{Row, Table, assert_close};

/// The columns, as the interface has them.
const COLUMNS: &str =
    "day,date,week,event,credits,lapses_on,balance,prospect,segment,touch,channel,amount,seat,outcome";

/// What can happen.
const EVENTS: [&str; 13] = [
    "opening",
    "lapse",
    "forfeit",
    "charge",
    "grant",
    "cap",
    "reply",
    "refund",
    "send",
    "accept",
    "short",
    "held",
    "restricted",
];

/// How to count something in a trace.
type Counted = fn(&Table) -> f64;

/// The figures that a trace and a run count alike, and how a trace counts them.
const COUNTS: [(&str, Counted); 9] = [
    ("cost", |trace| amounts(trace)),
    ("opening", |trace| credits(trace, "opening")),
    ("granted", |trace| credits(trace, "grant")),
    ("refunded", |trace| credits(trace, "refund")),
    ("spent", |trace| -credits(trace, "send")),
    ("lapsed", |trace| -credits(trace, "lapse")),
    ("capped", |trace| -credits(trace, "cap")),
    ("forfeited", |trace| -credits(trace, "forfeit")),
    ("replies_settled", |trace| trace.having("event", "reply").count() as f64),
];

fn credits(trace: &Table, event: &str) -> f64 {
    // Adding zero turns -0 into 0.
    trace.having("event", event).map(|row| row.number("credits")).sum::<f64>() + 0.0
}

fn amounts(trace: &Table) -> f64 {
    trace.having("event", "charge").map(|row| row.number("amount")).sum()
}

/// The busy scenario in its folder, with its cases by plan and what-if.
fn busy() -> (Program, Vec<(String, String)>) {
    let program = Program::new().file("busy.toml", BUSY);
    program.run(["run", "busy.toml", "--trials", "1", "--no-charts"]).exits(0);
    let summary = program.table("results/busy/summary.csv");
    let cases = summary.rows().map(|row| (row.text("plan").into(), row.text("what_if").into())).collect();
    (program, cases)
}

/// What a case is called on the command line; tables precede what a spreadsheet would take for a formula by a quote.
fn what_if_argument(what_if: &str) -> &str {
    if what_if.is_empty() { "base" } else { what_if.trim_start_matches('\'') }
}

fn trace(program: &Program, (plan, what_if): &(String, String), arguments: &[&str]) -> Table {
    let case = ["trace", "busy.toml", "--format", "csv", "--plan", plan, "--what-if", what_if_argument(what_if)];
    Table::read(program.run([&case, arguments].concat()).exits(0).stdout.as_bytes())
}

#[test]
fn a_trace_has_the_columns_and_events_of_the_interface() {
    let (program, cases) = busy();
    let mut seen: Vec<String> = Vec::new();
    for case in &cases {
        for trial in ["1", "2", "3"] {
            let trace = trace(&program, case, &["--trial", trial]);
            assert_eq!(trace.header(), COLUMNS);
            seen.extend(trace.distinct("event"));
        }
    }
    for event in EVENTS {
        assert!(seen.iter().any(|seen| seen == event), "no `{event}` happened: the scenario is not busy enough");
    }
    assert!(seen.iter().all(|seen| EVENTS.contains(&seen.as_str())), "{seen:?}");
}

#[test]
fn the_running_sum_of_the_credits_is_the_balance() {
    let (program, cases) = busy();
    for case in &cases {
        let mut balance = 0.0;
        for (place, row) in trace(&program, case, &[]).rows().enumerate() {
            balance += row.number("credits");
            assert_eq!(row.number("balance"), balance, "{case:?}, row {place}");
            assert!(balance >= 0.0, "{case:?}, row {place}");
        }
    }
}

#[test]
fn the_first_campaign_is_the_one_that_a_run_of_one_trial_counts() {
    let (program, cases) = busy();
    let figures = program.table("results/busy/figures.csv");
    for case in &cases {
        let trace = trace(&program, case, &[]);
        let count = |figure: &str| mean(&figures, case, figure);
        for (figure, counted) in COUNTS {
            assert_close(counted(&trace), count(figure), &format!("{figure} of {case:?}"));
        }
        let last = trace.rows().filter(|row| row.number("week") <= 14.0).last().expect("something happened");
        assert_close(last.number("balance"), count("closing"), &format!("closing of {case:?}"));
    }
    let summary = program.table("results/busy/summary.csv");
    for (row, case) in summary.rows().zip(&cases) {
        for column in ["cost", "granted", "refunded", "spent", "replies_settled"] {
            assert_close(row.number(column), mean(&figures, case, column), column);
        }
    }
}

#[test]
fn the_mean_over_campaigns_traced_one_by_one_is_that_of_a_run() {
    let (program, cases) = busy();
    let case = &cases[1];
    let traces = ["even", "plain"].map(|sampling| {
        let luck = ["--seed", "12", "--sampling", sampling];
        program.run([&["run", "busy.toml", "--trials", "4", "--no-charts"], &luck[..]].concat()).exits(0);
        let figures = program.table("results/busy/figures.csv");
        let traces =
            ["1", "2", "3", "4"].map(|trial| trace(&program, case, &[&["--trial", trial], &luck[..]].concat()));
        for (figure, counted) in COUNTS {
            let mean_of_traces = traces.iter().map(counted).sum::<f64>() / 4.0;
            assert_close(mean_of_traces, mean(&figures, case, figure), figure);
        }
        assert!(traces.windows(2).any(|two| credits(&two[0], "refund") != credits(&two[1], "refund")), "luck differs");
        traces
    });
    let replies = |traces: &[Table; 4]| traces.each_ref().map(|trace| trace.having("event", "reply").count());
    assert_ne!(replies(&traces[0]), replies(&traces[1]), "the rates are drawn otherwise");
}

fn mean(figures: &Table, (plan, what_if): &(String, String), figure: &str) -> f64 {
    let of_case = |row: &Row<'_>| row.text("plan") == plan && row.text("what_if") == what_if;
    figures.having("figure", figure).find(of_case).expect("every case has every figure").number("mean")
}

#[test]
fn days_dates_and_weeks_of_a_trace_agree() {
    let (program, cases) = busy();
    let start: Date = "2026-01-26".parse().expect("a date");
    for case in &cases {
        let mut before = 0;
        for row in trace(&program, case, &[]).rows() {
            let day: i64 = row.text("day").parse().expect("a number");
            assert!(day >= before, "{case:?}: day {day} after day {before}");
            before = day;
            assert_eq!(row.text("date"), (start + day.days()).to_string());
            assert_eq!(row.number("week"), (day / 7 + 1) as f64);
        }
    }
}

#[test]
fn each_event_fills_the_columns_that_it_has_a_use_for() {
    let (program, cases) = busy();
    for case in &cases {
        for row in trace(&program, case, &[]).rows() {
            let event = row.text("event");
            let filled = |column: &str| !row.text(column).is_empty();
            let what = format!("{:?} in {case:?}", row.cells());
            assert_eq!(filled("amount"), event == "charge", "{what}");
            let of_touch = ["send", "reply", "accept", "refund"].contains(&event);
            assert_eq!(filled("touch"), of_touch, "{what}");
            assert_eq!(filled("channel"), of_touch, "{what}");
            // Touches that were out before the first day belong to no segment.
            assert!(!filled("prospect") || of_touch, "{what}");
            if event == "send" {
                assert!(["0", "-1"].contains(&row.text("credits")), "{what}");
                assert!(row.text("channel") == "inmail" || row.text("credits") == "0", "{what}");
                assert!(filled("prospect") && filled("segment"), "{what}");
            }
            if ["reply", "accept", "charge", "short", "restricted"].contains(&event) {
                assert_eq!(row.text("credits"), "0", "{what}");
            }
        }
    }
}

#[test]
fn a_trace_for_people_has_a_row_for_each_event() {
    let program = Program::new().file("a.toml", SMALL);
    let trace = ["trace", "a.toml", "--plan", "sales-navigator"];
    let people = program.run(trace).exits(0).notes("campaign 1 of Sales Navigator, seed 1\n").stdout;
    let programs = program.run([&trace[..], &["--format", "csv"]].concat()).exits(0).stdout;
    let events = Table::read(programs.as_bytes()).rows().count();
    // A line of headings before, an empty line after.
    assert_eq!(people.lines().count(), events + 2, "{people}");
    assert_eq!(program.names("."), ["a.toml"], "a trace writes nothing");
}
