//! Seats as their users meet them: a file with people in it, and what its reports say of each.

use crate::program::{BUSY, Program};

/// Two people write from the first day on, each under a plan of 50 credits at 80; a third begins in the fifth of nine weeks,
/// under one of 15 at 60. Nobody replies.
const TEAM: &str = "
plans = ['premium-business']
weeks = 9
trials = 3
touch.inmail = { channel = 'inmail', reply_rate = 0 }
segment.a = { per_week = 5, sequence = ['inmail'] }
segment.b = { per_week = 5, sequence = ['inmail'] }
seat.heavy = { segments = ['a'], count = 2, plan = 'sales-navigator' }
seat.late = { segments = ['b'], from_week = 5 }
";

#[test]
fn what_each_seat_costs_and_spends_can_be_counted_by_hand() {
    let program = Program::new().file("team.toml", TEAM);
    program.run(["run", "team.toml", "--no-charts"]).exits(0);
    let seats = program.text("results/team/seats.csv");
    let heavy = "premium-business,premium-business,,heavy,2,sales-navigator,480,0,300,0,90,0,90,0,,0";
    // Begun on 30 March, charged then and on 30 April: 15 credits last for three weeks, and the next ones come in the fifth.
    let late = "premium-business,premium-business,,late,1,premium-business,120,0,30,0,20,0,20,0,,1";
    assert_eq!(seats.lines().skip(1).map(str::trim_end).collect::<Vec<_>>(), [heavy, late]);
    let summary = program.table("results/team/summary.csv");
    let row = summary.rows().next().expect("a case");
    assert_eq!(["cost", "granted", "spent"].map(|column| row.text(column)), ["600", "330", "110"]);
}

#[test]
fn one_seat_for_all_segments_changes_no_byte_of_a_report() {
    let all = "[seat.me]\nsegments = ['executives', 'others, many']\n";
    let program = Program::new().file("plain/busy.toml", BUSY).file("seat/busy.toml", format!("{BUSY}\n{all}"));
    let run = |folder: &str| {
        let file = format!("{folder}/busy.toml");
        program.run(["run", &file, "--trials", "300", "--out", &format!("{folder}/out")]).exits(0);
        let mut files = program.contents(&format!("{folder}/out/busy"));
        // They are about the seat as well, or know the file by its hash.
        let about = ["run.json", "report.html", "report.xlsx", "datapackage.json"];
        files.retain(|(name, _)| !about.contains(&name.as_str()) && !name.starts_with("seats."));
        (files, program.run(["trace", &file, "--format", "csv"]).exits(0).stdout)
    };
    assert!(run("plain") == run("seat"));
}

#[test]
fn a_trace_tells_whose_credits_go_and_each_account_adds_up() {
    let program = Program::new().file("team.toml", TEAM.replace("reply_rate = 0", "reply_rate = 0.5"));
    let printed = program.run(["trace", "team.toml", "--format", "csv"]).exits(0).stdout;
    let program = program.file("trace.csv", printed);
    let trace = program.table("trace.csv");
    for seat in ["heavy 1", "heavy 2", "late"] {
        let mut balance = 0;
        let mut rows = 0;
        for row in trace.rows().filter(|row| row.text("seat") == seat) {
            balance += row.text("credits").parse::<i64>().expect("a number");
            assert_eq!(row.text("balance"), balance.to_string(), "{seat}");
            rows += 1;
        }
        assert!(rows > 30, "{seat}: {rows}");
    }
    let days: Vec<i64> = trace.rows().map(|row| row.text("day").parse().expect("a day")).collect();
    assert!(days.is_sorted());
}

#[test]
fn those_who_share_a_pool_are_told_apart_but_for_what_lapses() {
    let pool = "plan.pool = { credits_per_month = 10, cap = 40, price_per_month = 100, pooled = true }\n";
    let text = TEAM
        .replace("plan = 'sales-navigator'", "plan = 'pool'")
        .replace("from_week = 5", "from_week = 5, plan = 'pool'");
    let program = Program::new().file("team.toml", text.replace("plans = ['premium-business']", pool));
    program.run(["run", "team.toml", "--no-charts"]).exits(0);
    let seats = program.table("results/team/seats.csv");
    let cells = |column: &str| seats.rows().map(|row| row.text(column).to_owned()).collect::<Vec<_>>();
    assert_eq!((cells("case"), cells("plan")), (vec!["team".to_owned(); 2], vec!["team".to_owned(); 2]));
    assert_eq!((cells("cost"), cells("granted")), (vec!["600".into(), "200".into()], vec!["60".into(), "20".into()]));
    assert_eq!(cells("unused"), ["", ""]);
    // What is granted on the last Saturday is left over.
    let spent: u32 = cells("spent").iter().map(|cell| cell.parse::<u32>().expect("a whole number")).sum();
    assert_eq!(spent, 60);
}

#[test]
fn a_printed_trace_says_whose_credits_go_where_there_are_several_people() {
    let program = Program::new().file("team.toml", TEAM).file("busy.toml", BUSY);
    let printed = |file: &str| program.run(["trace", file]).exits(0).stdout;
    assert!(printed("team.toml").contains("heavy 2"));
    assert!(!printed("busy.toml").contains("seat"));
}

#[test]
fn check_tells_what_holds_for_each_person_and_for_whom_nothing_holds() {
    let more = "segment.a.credits_at_most = 13\nseat.late.ramp = [1.5, 0.5]\nseat.late.opening.credits = 7\n\
                seat.never = { segments = ['b'], from_week = 10, opening.credits = 9, plan = 'premium-career' }\n";
    let program = Program::new().file("team.toml", TEAM).file("a.toml", format!("extends = 'team.toml'\n{more}"));
    let printed = program.run(["check", "a.toml"]).exits(0).stdout;
    let printed = printed.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in [
        "at most 13 credits in all for a for each person",
        "in their first 2 weeks at 150 % and 50 % of the pace",
        "all accounts together open with 7 credits",
    ] {
        assert!(printed.contains(sentence), "{sentence} in {printed}");
    }
}

#[test]
fn a_forecast_from_a_day_on_which_nobody_works_is_refused() {
    let late = TEAM.replace("seat.heavy = { segments = ['a'], count = 2, plan = 'sales-navigator' }\n", "");
    let late = late.replace("segment.a = { per_week = 5, sequence = ['inmail'] }\n", "");
    let program = Program::new().file("late.toml", late);
    program.run(["forecast", "late.toml"]).exits(2).mentions("nobody works on the first day").mentions("`from_week`");
}

#[test]
fn what_is_brought_into_a_pool_is_not_held_to_the_cap_of_one() {
    let pool = "plan.pool = { credits_per_month = 10, cap = 25, price_per_month = 100, pooled = true }\n\
                touch.inmail = { channel = 'inmail', reply_rate = 0 }\n\
                segment.a = { per_week = 5, sequence = ['inmail'] }\nweeks = 9\n";
    let seats = "seat.one = { segments = ['a'], plan = 'pool', opening.credits = 4 }\n\
                 seat.two = { segments = ['a'], plan = 'pool', opening.credits = 30 }\n";
    let program = Program::new().file("pool.toml", format!("{pool}{seats}"));
    let outcome = program.run(["check", "pool.toml"]).exits(0);
    assert!(!outcome.stderr.contains("above the cap"), "{}", outcome.stderr);
}

#[test]
fn a_pace_of_refunds_is_bounded_even_where_every_inmail_is_free() {
    let free = "plans = ['premium-business']\ntouch.inmail = { channel = 'inmail', reply_rate = 0.5 }\n\
                segment.a = { per_week = 'refunds', sequence = ['inmail'], open_profile = 1 }\n";
    Program::new().file("free.toml", free).run(["check", "free.toml"]).exits(0);
}

#[test]
fn a_name_that_several_parts_of_a_file_know_is_listed_once() {
    let what_ifs = "[[what_if]]\nname = 'more'\nseat.late.count = 2\n[[what_if]]\nname = 'most'\nseat.late.count = 3\n";
    let program = Program::new().file("team.toml", format!("{TEAM}{what_ifs}"));
    let told = program.run(["check", "team.toml", "--set", "seat.x.count=3"]).exits(2).stderr;
    assert_eq!(told.matches("`late`").count(), 1, "{told}");
}
