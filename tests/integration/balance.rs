//! Today's balance from the record: what `calibrate --plan` makes of a record that `trace` gives is what the engine's own ledger
//! holds, credit by credit and day by day.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::program::Program;
use crate::table::Table;

/// The days after the end of a record on which lots lapse, each with its credits.
type Lots = BTreeMap<i64, i64>;

fn date(text: &str) -> Date {
    text.parse().expect("it is a date")
}

/// A campaign with follow-ups that begins with so many credits, whose plan renews on the first.
fn scenario(opening: u32) -> String {
    let running = if opening > 0 { format!("[opening]\ncredits = {opening}\n") } else { String::new() };
    format!(
        "start = 2026-01-01\nweeks = 40\nplans = [\"sales-navigator\"]\n{running}\
         [touch.inmail]\nchannel = \"inmail\"\nreply_rate = 0.25\n\
         [touch.again]\nchannel = \"inmail\"\nwait_days = 7\nreply_rate = 0.1\n\
         [segment.all]\nper_week = 4\nsequence = [\"inmail\", \"again\"]\n"
    )
}

/// The record of a trace up to the end of a day, and the lots that the account then holds.
fn record(trace: &Table, as_of: Date) -> (String, Lots) {
    let mut lots: BTreeMap<Date, i64> = BTreeMap::new();
    let is_by = |text: &str| date(text) <= as_of;
    for row in trace.rows().filter(|row| is_by(row.text("date")) && !row.text("lapses_on").is_empty()) {
        *lots.entry(date(row.text("lapses_on"))).or_default() += row.number("credits") as i64;
    }
    let mut replied: BTreeMap<(String, String), String> = BTreeMap::new();
    for row in trace.having("event", "reply").filter(|row| is_by(row.text("date"))) {
        replied.insert((row.text("prospect").into(), row.text("touch").into()), row.text("date").into());
    }
    let mut log = "sent_at,replied_at,touch,person\n".to_owned();
    for row in trace.having("event", "send").filter(|row| is_by(row.text("date"))) {
        let key = (row.text("prospect").to_owned(), row.text("touch").to_owned());
        let reply = replied.get(&key).map_or("", String::as_str);
        let _ = writeln!(log, "{},{reply},{},{}", row.text("date"), key.1, key.0);
    }
    let first = as_of + 1.day();
    let days = |lapses: Date| i64::from((lapses - first).get_days());
    (
        log,
        lots.into_iter()
            .map(|(lapses, credits)| (days(lapses), credits))
            .filter(|(days, held)| *days > 0 && *held > 0)
            .collect(),
    )
}

/// The opening lots of a fragment.
fn opening(fragment: &str) -> Lots {
    let fragment: toml::Table = fragment.parse().expect("it is TOML");
    let lots = fragment["opening"].get("lots").and_then(|lots| lots.as_array());
    let whole = |lot: &toml::Value, key: &str| lot[key].as_integer().expect("it is a whole number");
    lots.into_iter().flatten().map(|lot| (whole(lot, "lapses_in_days"), whole(lot, "credits"))).collect()
}

#[test]
fn a_record_of_a_trace_gives_back_its_balance_and_lots() {
    let mut compared = 0;
    for held in [0, 40, 150] {
        let program = Program::new().file("plan.toml", scenario(held));
        let trial = (held + 1).to_string();
        let told = program.run(["trace", "plan.toml", "--format", "csv", "--trial", &trial]).exits(0);
        let trace = Table::read(told.stdout.as_bytes());
        for as_of in ["2026-02-10", "2026-06-30", "2026-08-31", "2026-10-07"].map(date) {
            let (log, lots) = record(&trace, as_of);
            program.put("log.csv", log);
            let by = as_of.to_string();
            let account = ["--plan", "sales-navigator", "--renews", "1", "--no-charts", "--as-of", &by];
            let told = program.run(["calibrate", "log.csv", "--out", "record.toml"].iter().chain(&account)).exits(0);
            let found = opening(&program.text("record.toml"));
            let (least, held_by_it) = (found.values().sum::<i64>(), lots.values().sum::<i64>());
            if told.stdout.contains("Known from") {
                assert_eq!(found, lots, "{held} {as_of}\n{}", told.stdout);
                compared += 1;
            } else {
                let most =
                    told.stdout.split_once(&format!("holds {least} to ")).and_then(|(_, rest)| rest.split(' ').next());
                let most: i64 = most.and_then(|most| most.parse().ok()).expect("it is told");
                assert!((least..=most).contains(&held_by_it), "{held} {as_of}: {least} {held_by_it} {most}");
            }
            assert!(program.text("record.toml").contains("billing_day = 1\n"));
        }
    }
    assert!(compared >= 6, "{compared} were known");
}

#[test]
fn a_plan_that_is_not_there_and_a_record_without_inmails_are_refused() {
    let program = Program::new()
        .file("log.csv", "sent_at,replied_at,touch\n2026-03-02,2026-03-03,message\n2026-03-02,,message\n");
    let calibrate =
        |plan: &str| program.run(["calibrate", "log.csv", "--out", "r.toml", "--plan", plan, "--renews", "1"]);
    assert!(calibrate("sales-navigater").exits(2).stderr.contains("did you mean `sales-navigator`?"));
    calibrate("sales-navigator").exits(2).notes(
        "error: `--plan sales-navigator`: the record has no InMail that costs a credit, so it tells no balance\n",
    );
}
