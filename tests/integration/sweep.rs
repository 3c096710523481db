//! `sweep`: what it plays, where cases break even, how its tables are written and go on, and what it refuses.

use std::sync::LazyLock;

use inmail_sim::report::sha256;

use crate::program::{Program, SMALL, in_repository};
use crate::table::{Row, Table, assert_close};

/// Two plans under which everybody replies a day later: with plenty of credits forty people are reached in four weeks, with
/// one credit one a send day, twenty in all. Nothing is left to luck.
const CERTAIN: &str = r#"
weeks  = 4
trials = 130
plans  = ["plenty", "single"]

[plan.plenty]
credits_per_month = 12
cap               = 100
price_per_month   = 80

[plan.single]
credits_per_month = 1
cap               = 100
price_per_month   = 50

[touch.inmail]
channel          = "inmail"
reply_rate       = 1
reply_delay_days = 1

[segment.people]
per_week = 10
sequence = ["inmail"]
"#;

const FOLDER: &str = "results/a";

fn program(scenario: &str) -> Program {
    Program::new().file("a.toml", scenario)
}

/// Runs a sweep without charts, and gives where cases break even.
#[track_caller]
fn broken_even(scenario: &str, arguments: &[&str]) -> Table {
    let program = program(scenario);
    program.run([&["sweep", "a.toml", "--no-charts", "-q"], arguments].concat()).exits(0).prints("").notes("");
    program.table("results/a/break_even.csv")
}

fn only(table: &Table) -> Row<'_> {
    assert_eq!(table.rows().count(), 1);
    table.rows().next().expect("there is one")
}

#[test]
fn prices_break_even_where_a_reply_costs_the_same() {
    // 50 · 40/20.
    let found = broken_even(CERTAIN, &["--vary", "plan.plenty.price_per_month=60..150:4"]);
    assert_eq!(found.header(), "path,case,against,figure,value,low,high");
    let row = only(&found);
    let names = ["path", "case", "against", "figure"].map(|column| row.text(column));
    assert_eq!(names, ["plan.plenty.price_per_month", "single", "plenty", "cost_per_reply"]);
    assert_eq!(["value", "low", "high"].map(|column| row.number(column)), [100.0; 3]);
    // The same price is a point of this grid.
    let found = broken_even(CERTAIN, &["--vary", "plan.plenty.price_per_month=60,100,140"]);
    assert_eq!(["value", "low", "high"].map(|column| only(&found).number(column)), [100.0; 3]);
    // Cents: 33.33 · 40/20 is 66.66.
    let arguments = ["--vary", "plan.plenty.price_per_month=60..150:4", "--set", "plan.single.price_per_month=33.33"];
    assert_close(only(&broken_even(CERTAIN, &arguments)).number("value"), 66.66, "in cents");
}

#[test]
fn prices_break_even_where_a_credit_costs_the_same() {
    let arguments = ["--vary", "plan.plenty.price_per_month=60..400:9", "--figure", "cost_per_effective_credit"];
    // 12 and 1 granted, and each reply brings one back but for those that land after the last day.
    let program = program(CERTAIN);
    program
        .run(["sweep", "a.toml", "--no-charts", "-q", "--vary", "weeks=4", "--figure", "effective_credits"])
        .exits(0);
    let table = program.table("results/a/sweep.csv");
    let credits = |case: &str| table.having("case", case).next().expect("it is there").number("mean");
    let found = broken_even(CERTAIN, &arguments);
    let expected = 50.0 * credits("plenty") / credits("single");
    let row = only(&found);
    // Cents lie on either side of it, and a straight line between them.
    assert!((row.number("value") - expected).abs() < 1e-6, "{} for {expected}", row.number("value"));
    assert_eq!(row.number("low"), row.number("high"));
}

/// Forty people at a rate bring as many replies as twenty who are certain to reply at 50 %, but for luck: the interval is
/// of 4,000 times forty people.
#[test]
fn rates_break_even_where_replies_are_as_many() {
    let scenario = r#"
        trials = 4000
        weeks = 4
        plans = ["premium-career"]
        [touch.open]
        channel = "email"
        reply_rate = 0.1
        reply_delay_days = 1
        [touch.certain]
        channel = "email"
        reply_rate = 1
        reply_delay_days = 1
        [segment.people]
        per_week = 10
        sequence = ["open"]
        [[what_if]]
        name = "certain"
        segment.people = { per_week = 5, sequence = ["certain"] }
    "#;
    let found = broken_even(scenario, &["--vary", "touch.open.reply_rate=10%..90%:5", "--figure", "replies_settled"]);
    let row = only(&found);
    let [value, low, high] = ["value", "low", "high"].map(|column| row.number(column));
    assert!(low <= 0.5 && 0.5 <= high && low < value && value < high, "{low} {value} {high}");
    let half = 1.96 * (0.25f64 / 40.0 / 4_000.0).sqrt();
    assert!(((high - low) / 2.0 / half - 1.0).abs() < 0.4, "{low} to {high} for ±{half}");
}

#[test]
fn where_nothing_breaks_even_it_is_said_who_stays_ahead() {
    let program = program(CERTAIN);
    let outcome =
        program.run(["sweep", "a.toml", "--vary", "plan.plenty.price_per_month=20..60:5", "--no-charts"]).exits(0);
    assert!(
        outcome.stdout.ends_with("\n\nplenty is cheaper per reply than single over the whole range.\n\n"),
        "{}",
        outcome.stdout
    );
    assert_eq!(program.text("results/a/break_even.csv"), "path,case,against,figure,value,low,high\r\n");
}

#[test]
fn a_tie_is_no_break_even() {
    let same = ["--set", "plan.single.credits_per_month=12", "--set", "plan.single.price_per_month=80"];
    let program = program(CERTAIN);
    let outcome = program
        .run([&["sweep", "a.toml", "--no-charts", "--vary", "segment.people.per_week=1..9:5"], &same[..]].concat())
        .exits(0);
    assert!(
        outcome.stdout.ends_with("\n\nplenty and single come to the same over the whole range.\n\n"),
        "{}",
        outcome.stdout
    );
    assert_eq!(program.table("results/a/break_even.csv").rows().count(), 0);
}

#[test]
fn what_is_printed_is_a_table_and_the_answer_in_words() {
    let program = program(CERTAIN);
    let outcome =
        program.run(["sweep", "a.toml", "--vary", "plan.plenty.price_per_month=80..120:3", "--no-charts"]).exits(0);
    let expected = "a (cost_per_reply [USD/reply], plan.plenty.price_per_month, 130 simulations a case)

  price_per_month  plenty  single  best
  [USD a month]
  80                 2.00    2.50  plenty
  100                2.50    2.50  cannot be told apart
  120                3.00    2.50  single

Below 100 USD a month plenty is cheaper per reply than single, above it single is.

";
    outcome.prints(expected).mentions("reports in results/a\npage: results/a/sweep.html\n780 simulations in ");
}

#[test]
fn tables_are_tidy() {
    let program = program(SMALL);
    let arguments = ["--vary", "segment.prospects.per_week=4,8", "--vary", "touch.inmail.reply_rate=10%..20%:2"];
    let figures =
        ["--figure", "replies", "--figure", "cost_per_reply", "--plan", "recruiter-lite", "--plan", "sales-navigator"];
    program
        .run([&["sweep", "a.toml", "--no-charts", "-q", "--trials", "300"], &arguments[..], &figures[..]].concat())
        .exits(0);
    let table = program.table("results/a/sweep.csv");
    assert_eq!(
        table.header(),
        "case,plan,what_if,segment.prospects.per_week,touch.inmail.reply_rate,figure,mean,se,p05,p50,p95"
    );
    let keys: Vec<String> = table.rows().map(|row| row.cells()[..6].join(",")).collect();
    assert_eq!(keys.len(), 4 * 2 * 2);
    assert_eq!(keys[0], "sales-navigator,sales-navigator,,4,0.1,replies");
    assert_eq!(keys[1], "sales-navigator,sales-navigator,,4,0.1,cost_per_reply");
    assert_eq!(keys[6], "recruiter-lite,recruiter-lite,,4,0.2,replies");
    assert_eq!(keys[15], "recruiter-lite,recruiter-lite,,8,0.2,cost_per_reply");
    let differences = program.table("results/a/sweep_differences.csv");
    assert_eq!(differences.header(), "case,against,segment.prospects.per_week,touch.inmail.reply_rate,figure,mean,se");
    assert_eq!(differences.rows().count(), 4 * 2);
    // With two paths nothing is said about single values.
    assert!(!program.has("results/a/break_even.csv"));
}

#[test]
fn a_cell_is_what_a_run_makes_of_it() {
    let program = program(SMALL);
    let run = ["--trials", "500", "--set", "segment.prospects.per_week=7", "--no-charts", "-q", "--out", "run"];
    program.run([&["run", "a.toml"], &run[..]].concat()).exits(0);
    let sweep = ["--trials", "500", "--vary", "segment.prospects.per_week=5,7", "--no-charts", "-q"];
    let figures = ["--figure", "cost_per_reply", "--figure", "refunded", "--figure", "stockout_probability"];
    program.run([&["sweep", "a.toml"], &sweep[..], &figures[..]].concat()).exits(0);
    let (figures, sweep) = (program.table("run/a/figures.csv"), program.table("results/a/sweep.csv"));
    let mut compared = 0;
    for row in sweep.having("segment.prospects.per_week", "7") {
        let mut same =
            figures.having("case", row.text("case")).filter(|other| other.text("figure") == row.text("figure"));
        let same = same.next().expect("the run has it, too");
        for column in ["mean", "se", "p05", "p50", "p95"] {
            assert_eq!(row.text(column), same.text(column), "{} of {}", column, row.text("figure"));
        }
        compared += 1;
    }
    assert_eq!(compared, 12);
    let (differences, sweep) =
        (program.table("run/a/differences.csv"), program.table("results/a/sweep_differences.csv"));
    for row in sweep.having("segment.prospects.per_week", "7").filter(|row| row.text("against") == "premium-career") {
        let same =
            differences.having("case", row.text("case")).find(|other| other.text("figure") == row.text("figure"));
        let same = same.expect("the run has it, too");
        assert_eq!([row.text("mean"), row.text("se")], [same.text("mean"), same.text("se")]);
    }
}

#[test]
fn plans_and_what_ifs_are_chosen_by_axes() {
    let program = program(SMALL);
    let cases = |arguments: &[&str]| {
        program.run([&["sweep", "a.toml", "--no-charts", "-q", "--trials", "50"], arguments].concat()).exits(0);
        program.table("results/a/sweep.csv").distinct("case").join(" ")
    };
    assert_eq!(cases(&["--vary", "plan=all"]), "premium-career premium-business sales-navigator recruiter-lite");
    assert_eq!(cases(&["--vary", "plan=recruiter-lite,premium-career"]), "premium-career recruiter-lite");
    assert_eq!(cases(&["--vary", "what_if=base", "--plan", "premium-career"]), "premium-career");
}

/// A sweep that can be interrupted, and its arguments.
const LONG: [&str; 8] =
    ["sweep", "a.toml", "--no-charts", "--trials", "40", "--vary", "segment.prospects.per_week=1..40:40", "-q"];

/// A folder in which it was not. It is played once.
fn whole() -> Program {
    static WHOLE: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
        let whole = program(SMALL);
        whole.run(LONG).exits(0);
        whole.contents(FOLDER)
    });
    let program = program(SMALL);
    WHOLE.iter().for_each(|(name, bytes)| program.put(&format!("{FOLDER}/{name}"), bytes));
    program
}

/// The folder in which a sweep grows.
const UNFINISHED: &str = "results/a/unfinished-sweep";

/// A folder in which a sweep was interrupted after so many cells, and what is whole of one that was not. `tail` is added
/// to the table: what was written of the next cell.
fn interrupted(whole: &Program, cells: usize, tail: &str) -> Program {
    let tables = ["sweep.csv", "sweep_differences.csv"].map(|name| lines(&whole.text(&format!("{FOLDER}/{name}"))));
    let record = whole.text("results/a/sweep.json");
    let record =
        format!("{}  \"reports\": {{}}\n}}\n", record.split_once("  \"reports\"").expect("it lists reports").0);
    // Four cases and six pairs of them to a cell, below a header.
    let kept = |cells: usize| [4, 6].map(|rows| 1 + rows * cells);
    let part = |table: usize, cells: usize| tables[table][..kept(cells)[table]].concat();
    let seal = |text: &str| format!("{} {} {}", text.len(), text.lines().count(), sha256(text.as_bytes()));
    let seals = (0..=cells).map(|cells| [0, 1].map(|table| seal(&part(table, cells))).join(" ") + "\n");
    let program = program(SMALL);
    program.put(&format!("{UNFINISHED}/seals.txt"), format!("{}\n{}", seal(&record), seals.collect::<String>()));
    program.put(&format!("{UNFINISHED}/sweep.json"), record);
    program.put(&format!("{UNFINISHED}/sweep.csv"), part(0, cells) + tail);
    program.put(&format!("{UNFINISHED}/sweep_differences.csv"), part(1, cells));
    program
}

#[test]
fn a_sweep_that_goes_on_writes_what_one_without_a_break_would() {
    let whole = whole();
    let expected = whole.contents(FOLDER);
    let (table, differences) = (whole.text("results/a/sweep.csv"), whole.text("results/a/sweep_differences.csv"));
    let (rows, pairs) = (lines(&table), lines(&differences));
    let goes_on = |half: &Program, when: &str| {
        half.run(LONG.into_iter().chain(["--resume"])).exits(0).prints("").notes("");
        assert_eq!(half.names(FOLDER).len(), expected.len(), "{when}");
        for ((name, bytes), (other, found)) in expected.iter().zip(&half.contents(FOLDER)) {
            assert!((name, bytes) == (other, found), "{name} {when}");
        }
    };
    // Whole cells of both, a part of a cell, a part of a line.
    for (cells, tail) in [(1, ""), (5, ""), (3, &*rows[13]), (1, "premium-ca"), (30, "x,y"), (40, "")] {
        goes_on(&interrupted(&whole, cells, tail), &format!("after {cells} cells and {tail:?}"));
    }
    // Tables that were cut off before what is sealed, as by a power failure, or lag behind one another.
    for (kept, other) in [(1, 1), (1 + 4 * 5, 1 + 6 * 5), (4, 9), (160, 100), (161, 241), (0, 0)] {
        let half = interrupted(&whole, 40, "");
        half.put(&format!("{UNFINISHED}/sweep.csv"), rows[..kept].concat());
        half.put(&format!("{UNFINISHED}/sweep_differences.csv"), pairs[..other].concat());
        goes_on(&half, &format!("after {kept} and {other} lines"));
    }
}

#[test]
fn a_sweep_that_begins_today_does_not_go_on_with_that_of_another_day() {
    let program = program(&format!("start = 'today'\n{SMALL}"));
    let arguments =
        ["sweep", "a.toml", "-q", "--no-charts", "--trials", "20", "--vary", "segment.prospects.per_week=1,2"];
    program.run(arguments).exits(0);
    let record: serde_json::Value = serde_json::from_str(&program.text("results/a/sweep.json")).expect("it is JSON");
    let today = record["starts"][0].as_str().expect("it has a first day");
    let resume = || program.run(arguments.into_iter().chain(["--resume"]));
    resume().exits(0);
    program.put("results/a/sweep.json", program.text("results/a/sweep.json").replace(today, "2026-01-05"));
    resume().exits(2).mentions("was begun with another file or other options");
}

fn lines(text: &str) -> Vec<String> {
    text.split_inclusive('\n').map(str::to_owned).collect()
}

#[test]
fn what_is_done_is_not_thrown_away() {
    let whole = whole();
    let table = whole.text("results/a/sweep.csv");
    let program = interrupted(&whole, 10, "");
    program.run(LONG).exits(2).notes(
        "error: `results/a` holds 10 of 40 cells of this sweep; go on with it by `--resume`, or delete `unfinished-sweep` \
         there to begin anew\n",
    );
    // Nor by another sweep.
    program.run(LONG.into_iter().chain(["--seed", "2"])).exits(2).notes(
        "error: `results/a` holds 10 of 40 cells of another sweep, which was interrupted: `--vary \
         segment.prospects.per_week=1,2,3,4,5,6,7,8,9,10,11,12,13,14,…`; finish it by its own command with `--resume`, or delete \
         `unfinished-sweep` there, or choose another folder with `--out`\n",
    );
    std::fs::remove_dir_all(program.path(UNFINISHED)).expect("it is there");
    program.run(LONG).exits(0);
    assert_eq!(program.text("results/a/sweep.csv"), table);
}

#[test]
fn a_row_that_was_changed_is_not_taken_for_the_sweeps() {
    let whole = whole();
    let rows = lines(&whole.text("results/a/sweep.csv"));
    let program = interrupted(&whole, 10, "");
    let table = format!("{UNFINISHED}/sweep.csv");
    let changed = |row: usize| {
        let mut rows = rows[..41].to_vec();
        rows[row] = rows[row].replacen(",cost_per_reply,", ",cost_per_reply,1", 1);
        assert_ne!(rows[row], lines(&whole.text("results/a/sweep.csv"))[row]);
        rows
    };
    let told = "error: lines 22 to 25 of `results/a/unfinished-sweep/sweep.csv` are not as this sweep wrote them; put them \
                back, or delete them and all below them to have these cells played again, or delete `unfinished-sweep` in \
                `results/a` to begin anew\n";
    for row in [21, 24] {
        program.put(&table, changed(row).concat());
        let before = program.contents(UNFINISHED);
        program.run(LONG.into_iter().chain(["--resume"])).exits(2).notes(told);
        assert!(program.contents(UNFINISHED) == before, "nothing was touched");
    }
    program.put(&table, changed(24)[..21].concat());
    program.run(LONG.into_iter().chain(["--resume"])).exits(0);
    assert!(program.contents(FOLDER) == whole.contents(FOLDER));
}

#[test]
fn the_rows_of_an_earlier_sweep_are_not_those_of_the_next() {
    let program = program(SMALL);
    program.run(LONG.into_iter().chain(["--seed", "2"])).exits(0);
    let earlier = program.contents(FOLDER);
    // A table that cannot be replaced: something else has its name.
    let table = program.bytes("results/a/sweep.csv");
    std::fs::remove_file(program.path("results/a/sweep.csv")).expect("it is there");
    program.put("results/a/sweep.csv/mine", "mine");
    program
        .run(LONG)
        .exits(1)
        .mentions("cannot write to `results/a/sweep.csv`: it is a folder; nothing was overwritten");
    std::fs::remove_dir_all(program.path("results/a/sweep.csv")).expect("it is there");
    program.put("results/a/sweep.csv", table);
    assert!(program.contents(FOLDER) == earlier);
    program.run(LONG.into_iter().chain(["--resume"])).exits(2).mentions("was begun with another file or other options");
    // Tables and seals under the record of another sweep.
    let mixed = interrupted(&whole(), 10, "");
    let record = mixed.text(&format!("{UNFINISHED}/sweep.json")).replace("--trials 40", "--trials 60");
    mixed.put(&format!("{UNFINISHED}/sweep.json"), record);
    let other: Vec<&str> = LONG.into_iter().map(|word| if word == "40" { "60" } else { word }).collect();
    mixed.run(other.iter().chain(&["--resume"])).exits(0);
    let whole = self::program(SMALL);
    whole.run(&other).exits(0);
    assert!(mixed.contents(FOLDER) == whole.contents(FOLDER), "all cells were played anew");
}

#[test]
fn links_are_never_written_through() {
    let whole = whole();
    let half = interrupted(&whole, 10, "");
    let table = half.path(&format!("{UNFINISHED}/sweep.csv"));
    let kept = half.bytes(&format!("{UNFINISHED}/sweep.csv"));
    std::fs::hard_link(&table, half.path("backup.csv")).expect("links can be made");
    half.run(LONG.into_iter().chain(["--resume"])).exits(0);
    assert!(half.bytes("backup.csv") == kept);
    assert!(half.contents(FOLDER) == whole.contents(FOLDER));
    // The whole table, too.
    std::fs::hard_link(half.path("results/a/sweep.csv"), half.path("whole.csv")).expect("links can be made");
    half.run(LONG.into_iter().chain(["--seed", "2"])).exits(0);
    assert!(half.bytes("whole.csv") == whole.bytes("results/a/sweep.csv"));
}

#[test]
fn a_sweep_does_not_go_on_with_another() {
    let program = program(SMALL);
    let none = "error: there is no sweep in `results/a` to go on with; leave out `--resume`\n";
    program.run(LONG.into_iter().chain(["--resume"])).exits(2).notes(none);
    assert!(!program.has("results"));
    program.run(LONG).exits(0);
    let before = program.contents(FOLDER);
    let other = "error: the sweep in `results/a` was begun with another file or other options; give those, or leave out \
                 `--resume` to begin anew\n";
    program.run(LONG.into_iter().chain(["--resume", "--seed", "2"])).exits(2).notes(other);
    program.run(LONG.into_iter().chain(["--resume", "--figure", "replies"])).exits(2).notes(other);
    program.put("a.toml", SMALL.replace("0.2", "0.21"));
    program.run(LONG.into_iter().chain(["--resume"])).exits(2).notes(other);
    program.put("a.toml", SMALL);
    let record = program.text("results/a/sweep.json");
    program.put("results/a/sweep.json", record.replace(env!("CARGO_PKG_VERSION"), "0.0.1"));
    program.run(LONG.into_iter().chain(["--resume"])).exits(2).mentions("was begun by version 0.0.1, and this is ");
    program.put("results/a/sweep.json", record);
    assert!(before == program.contents(FOLDER), "nothing was touched");
    let table = program.text("results/a/sweep.csv");
    program.put("results/a/sweep.csv", table.replace("premium-career,premium-career,,3,", "premium-career,mine,,3,"));
    program.run(LONG.into_iter().chain(["--resume"])).exits(2).notes(
        "error: `sweep.csv` in `results/a` is not as this sweep writes it; put it back, or move it away and leave out \
         `--resume` to begin anew\n",
    );
}

/// Interrupted as a user does it, at whatever place that is.
#[cfg(unix)]
#[test]
fn an_interrupted_sweep_says_how_to_go_on() {
    let vary = "segment.prospects.per_week=1..80:80";
    let long = ["sweep", "a.toml", "--no-charts", "--threads", "1", "--trials", "1000", "--vary", vary];
    let whole = program(SMALL);
    let program = program(SMALL);
    let mut child = program.command().args(long).stderr(std::process::Stdio::piped()).spawn().expect("it starts");
    let table = "results/a/unfinished-sweep/sweep.csv";
    while !program.has(table) || program.text(table).lines().count() < 9 {
        assert!(child.try_wait().expect("it can be asked").is_none(), "it ended before it was interrupted");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let process = nix::unistd::Pid::from_raw(child.id() as i32);
    nix::sys::signal::kill(process, nix::sys::signal::Signal::SIGINT).expect("it can be interrupted");
    let output = child.wait_with_output().expect("it ends");
    let notes = String::from_utf8(output.stderr).expect("it is UTF-8");
    let signal = std::os::unix::process::ExitStatusExt::signal(&output.status);
    assert_eq!(signal, Some(2), "{notes}");
    assert!(
        notes.starts_with("stopped: ") && notes.contains(&format!(" of 80 cells are in {table}; go on with\n")),
        "{notes}"
    );
    let again = notes.lines().last().expect("it has lines").trim();
    assert_eq!(again, format!("inmail-sim {} --resume", long.join(" ")));
    let kept = program.text(table);
    assert!(kept.lines().count() > 8 && kept.lines().count() < 320);
    // A shorter one would be another sweep: the rest is played in full.
    program.run(again.split(' ').skip(1).chain(["-q"])).exits(0);
    whole.run(long.into_iter().chain(["-q"])).exits(0);
    assert!(whole.contents(FOLDER) == program.contents(FOLDER));
}

#[test]
fn the_number_of_threads_cannot_be_told() {
    let [one, three] = ["1", "3"].map(|threads| {
        let program = program(SMALL);
        let arguments = ["--trials", "4000", "--vary", "segment.prospects.per_week=2..10:5", "--threads", threads];
        program.run([&["sweep", "a.toml", "-q"], &arguments[..]].concat()).exits(0);
        program.contents(FOLDER)
    });
    assert!(one == three);
}

#[test]
fn charts_are_written_beside_the_tables() {
    let program = program(SMALL);
    let small = ["--trials", "50", "-q", "--figure", "cost_per_reply", "--figure", "replies"];
    let names = |arguments: &[&str]| {
        program.run([&["sweep", "a.toml"], &small[..], arguments].concat()).exits(0);
        program.names(FOLDER).into_iter().filter(|name| name.ends_with(".png")).collect::<Vec<_>>()
    };
    let one = names(&["--vary", "segment.prospects.per_week=2..10:3"]);
    assert_eq!(one, ["sweep-cost-per-reply.png", "sweep-replies.png"]);
    let two = names(&["--vary", "segment.prospects.per_week=2..10:3", "--vary", "weeks=4,8"]);
    assert_eq!(two, ["sweep-cost-per-reply.png", "sweep-replies.png", "wins-cost-per-reply.png", "wins-replies.png"]);
    // What an earlier sweep wrote and this one does not goes; what a run wrote stays.
    program.run(["run", "a.toml", "--trials", "50", "--no-charts", "-q"]).exits(0);
    let three =
        names(&["--vary", "weeks=4,8", "--vary", "segment.prospects.per_week=2,3", "--vary", "billing_day=1,2"]);
    assert_eq!(three, [""; 0]);
    assert!(program.has("results/a/summary.csv") && !program.has("results/a/break_even.csv"));
}

#[test]
fn files_of_others_are_not_overwritten() {
    let program = program(SMALL).file("results/a/sweep.csv", "mine");
    program
        .run(LONG)
        .exits(1)
        .mentions("`results/a` holds files that no run wrote or that were changed since: `sweep.csv`");
    assert_eq!((program.names(FOLDER), program.text("results/a/sweep.csv")), (vec!["sweep.csv".into()], "mine".into()));
}

#[test]
fn what_is_wrong_with_the_arguments_is_told_and_nothing_is_written() {
    let program = program(SMALL);
    let notes = |arguments: &[&str], expected: &str| {
        program.run([&["sweep", "a.toml"], arguments].concat()).exits(2).prints("").notes(expected);
        assert_eq!(program.names("."), ["a.toml"]);
    };
    notes(
        &["--vary", "weeks=5..1:3"],
        "error: a range goes from the lower number to the higher
 --> --vary:1:1
  |
1 | weeks=5..1:3
  | ^^^^^^^^^^^^
",
    );
    notes(
        &["--vary", "weeks=4,8", "--vary", "weeks=12"],
        "error: a path can be varied once; give all values together
 --> --vary:1:1
  |
1 | weeks=12
  | ^^^^^^^^
",
    );
    notes(
        &["--vary", "plan=all", "--plan", "premium-career"],
        "error: cases are chosen either by `--vary` or by `--plan` and `--what-if`; leave one out
 --> --vary:1:1
  |
1 | plan=all
  | ^^^^^^^^
",
    );
    notes(
        &["--vary", "segment.prospect.per_week=4,8"],
        "error: unknown segment `prospect`; did you mean `prospects`?
 --> --vary:1:9
  |
1 | segment.prospect.per_week=4
  |         ^^^^^^^^
",
    );
    notes(
        &["--vary", "plan=all,premium-career"],
        "error: unknown plan `all`; known: `premium-career`, `premium-business`, `sales-navigator` and `recruiter-lite`
 --> --vary:1:1
  |
1 | all
  | ^^^
",
    );
    notes(
        &["--vary", "weeks=8,ten,0"],
        "error: `weeks` is `ten`; it must be a whole number from 1 to 520
 --> --vary:1:7
  |
1 | weeks=ten
  |       ^^^
error: `weeks` is `0`; it must be a whole number from 1 to 520
 --> --vary:1:7
  |
1 | weeks=0
  |       ^
",
    );
    notes(
        &["--vary", "seed=1..9:9"],
        "error: it is the same for all campaigns that are compared
 --> --vary:1:1
  |
1 | seed=1..9:9
  | ^^^^^^^^^^^
",
    );
    notes(
        &["--vary", "weeks=4", "--figure", "cost_per_rply"],
        "error: unknown figure `cost_per_rply`; did you mean `cost_per_reply`?\n",
    );
    notes(
        &["--vary", "weeks=4", "--figure", "best_probability"],
        "error: `best_probability` compares cases and is not a figure of one; look at `cost_per_reply` instead\n",
    );
    notes(
        &["--vary", "segment.prospects.per_week=1..1000:1000", "--vary", "weeks=1..500:500"],
        "error: the values make 500000 cells; a sweep has 100 000 at most: give fewer values\n",
    );
    program.run(["sweep", "a.toml"]).exits(2).mentions("--vary <PATH=VALUES>");
    program
        .run(["sweep", "b.toml", "--vary", "weeks=4"])
        .exits(2)
        .notes("error: cannot read `b.toml`: there is no such file\n");
}

/// Many cells are looked at before the first is played, and that takes no time to speak of.
#[test]
fn ten_thousand_cells_are_checked_first() {
    let program = program(SMALL);
    let many = ["--vary", "segment.prospects.per_week=1..100:100", "--vary", "touch.inmail.reply_rate=0%..101%:100"];
    let outcome = program.run([&["sweep", "a.toml"], &many[..]].concat()).exits(2).prints("");
    assert!(outcome.stderr.starts_with("error: `touch.inmail.reply_rate` is `1.01`;"), "{}", outcome.stderr);
    assert_eq!(outcome.stderr.matches("error: ").count(), 1);
}

#[test]
fn the_example_breaks_even() {
    let program = Program::new();
    let file = in_repository("scenarios/break-even.toml");
    let file = file.to_str().expect("the path is UTF-8");
    let vary = ["--vary", "segment.prospects.per_week=2..30:15", "--trials", "1000", "--no-charts", "-q"];
    program.run([&["sweep", file], &vary[..]].concat()).exits(0);
    let table = program.table("results/break-even/break_even.csv");
    let row = only(&table);
    assert!(row.number("low") < row.number("value") && row.number("value") < row.number("high"));
}
