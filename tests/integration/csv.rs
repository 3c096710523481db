//! The tables of a run: their form, their columns, and the sums that must agree between them.

use std::collections::BTreeSet;

use crate::program::{BUSY, Program};
use crate::table::{Row, Table, assert_close};

/// The tables and their columns, as the interface has them.
const TABLES: [(&str, &str); 8] = [
    (
        "summary.csv",
        "case,plan,what_if,trials,weeks,currency,cost,granted,refunded,spent,unused,effective_credits,\
         effective_credits_per_month,multiplier,cost_per_effective_credit,replies,replies_settled,cost_per_reply,\
         cost_per_reply_se,cost_per_reply_p05,cost_per_reply_p50,cost_per_reply_p95,loaded_cost_per_reply,\
         no_reply_probability,stockout_probability,best_probability",
    ),
    ("figures.csv", "case,plan,what_if,figure,unit,mean,se,p05,p25,p50,p75,p95"),
    ("weekly.csv", "case,plan,what_if,week,week_start,figure,mean,p05,p25,p50,p75,p95"),
    (
        "segments.csv",
        "case,plan,what_if,segment,prospects,started,replied,through_probability,through_p05,through_p50,through_p95",
    ),
    ("held_up.csv", "case,plan,what_if,reason,probability,weeks"),
    ("touches.csv", "case,plan,what_if,segment,touch,channel,sent,credits,accepted,replies,minutes"),
    (
        "outcomes.csv",
        "case,plan,what_if,outcome,of,reached,reached_p05,reached_p50,reached_p95,in_time,cost_each,value",
    ),
    ("differences.csv", "case,against,figure,mean,se,p05,p50,p95"),
];

/// The figures, as the interface has them.
const FIGURES: [&str; 24] = [
    "cost",
    "labour",
    "opening",
    "granted",
    "refunded",
    "spent",
    "lapsed",
    "capped",
    "forfeited",
    "closing",
    "started",
    "replies",
    "replies_settled",
    "weeks_short",
    "shortfall",
    "effective_credits",
    "effective_credits_per_month",
    "multiplier",
    "cost_per_reply",
    "loaded_cost_per_reply",
    "cost_per_effective_credit",
    "stockout_probability",
    "no_reply_probability",
    "best_probability",
];

/// The figures of a week, as the interface has them.
const WEEKLY: [&str; 9] = ["balance", "sent", "spent", "replies", "refunded", "lapsed", "capped", "shortfall", "short"];

/// Columns that hold text or a date; all others hold numbers.
const TEXT: [&str; 15] = [
    "case",
    "plan",
    "what_if",
    "currency",
    "figure",
    "unit",
    "week_start",
    "segment",
    "touch",
    "channel",
    "against",
    "reason",
    "through_p05",
    "through_p50",
    "through_p95",
];

/// A folder in which the busy scenario was run.
fn busy() -> Program {
    let program = Program::new().file("busy.toml", BUSY);
    program.run(["run", "busy.toml", "--no-charts", "--quiet"]).exits(0);
    program
}

fn table(program: &Program, name: &str) -> Table {
    program.table(&format!("results/busy/{name}"))
}

/// The mean of a figure of a case.
fn mean(figures: &Table, case: &str, figure: &str) -> f64 {
    let row = figures.having("case", case).find(|row| row.text("figure") == figure);
    row.unwrap_or_else(|| panic!("no {figure} of {case}")).number("mean")
}

#[test]
fn every_table_has_the_columns_of_the_interface() {
    let program = busy();
    for (name, columns) in TABLES {
        assert_eq!(table(&program, name).header(), columns, "{name}");
    }
}

#[test]
fn every_table_has_a_row_for_each_thing_it_is_about() {
    let program = busy();
    let [summary, figures, weekly, _, _, touches, _, differences] = TABLES.map(|(name, _)| table(&program, name));
    let cases = summary.distinct("case");
    assert_eq!(cases.len(), 6);
    assert_eq!(summary.rows().count(), cases.len());
    for table in [&figures, &weekly, &touches] {
        assert_eq!(table.distinct("case"), cases);
    }
    assert_eq!(differences.distinct("case"), cases[1..]);
    assert_eq!(differences.distinct("against"), cases[..1]);
    let figures_of = |table: &Table, case: &str| -> Vec<String> {
        table.having("case", case).map(|row| row.text("figure").to_owned()).collect()
    };
    for case in &cases {
        assert_eq!(figures_of(&figures, case), FIGURES);
        let of_weeks = weekly.having("case", case).map(|row| (row.text("week").to_owned(), row.text("figure")));
        let weeks: Vec<_> = (1..=14).flat_map(|week| WEEKLY.map(|figure| (week.to_string(), figure))).collect();
        assert_eq!(of_weeks.collect::<Vec<_>>(), weeks);
        let pairs: Vec<_> = touches.having("case", case).map(|row| (row.text("segment"), row.text("touch"))).collect();
        assert_eq!(pairs.iter().collect::<BTreeSet<_>>().len(), pairs.len(), "{pairs:?}");
    }
    for case in &cases[1..] {
        assert_eq!(figures_of(&differences, case), FIGURES);
    }
}

#[test]
fn the_name_of_a_case_is_its_plan_and_its_what_if() {
    let summary = table(&busy(), "summary.csv");
    let names: Vec<Vec<&str>> =
        summary.rows().map(|row| row.cells()[..3].iter().map(String::as_str).collect()).collect();
    let what_if = r#"no "follow-up", and no limit"#;
    let expected = [
        ["premium-business", "premium-business", ""],
        ["sales-navigator", "sales-navigator", ""],
        [&format!("premium-business · {what_if}"), "premium-business", what_if],
        [&format!("sales-navigator · {what_if}"), "sales-navigator", what_if],
        // What a spreadsheet would take for a formula is preceded by a quote.
        ["premium-business · =slow", "premium-business", "'=slow"],
        ["sales-navigator · =slow", "sales-navigator", "'=slow"],
    ];
    assert_eq!(names, expected);
}

#[test]
fn lines_end_as_the_standard_for_csv_has_it() {
    let program = busy();
    for (name, _) in TABLES {
        let text = program.text(&format!("results/busy/{name}"));
        assert!(text.ends_with("\r\n"), "{name}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{name}");
        assert!(!text.contains("\r\n\r\n") && !text.starts_with('\u{feff}'), "{name}");
    }
}

#[test]
fn cells_that_need_quotes_have_them_and_no_others() {
    let program = busy();
    let text = program.text("results/busy/touches.csv");
    assert!(text.contains(r#","no ""follow-up"", and no limit","#), "{text}");
    assert!(text.contains(r#","others, many","#), "{text}");
    let plain = text.lines().find(|line| line.starts_with("premium-business,premium-business,,executives,"));
    assert!(!plain.expect("there is such a row").contains('"'), "{text}");
}

#[test]
fn numbers_are_plain_and_what_is_undefined_is_empty() {
    let program = busy();
    for (name, columns) in TABLES {
        for row in table(&program, name).rows() {
            for column in columns.split(',').filter(|column| !TEXT.contains(column)) {
                let cell = row.text(column);
                let plain = cell.bytes().all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte));
                let number = cell.is_empty() || cell.parse::<f64>().is_ok_and(f64::is_finite);
                assert!(plain && number && cell != "-0", "`{cell}` in {column} of {name}");
            }
        }
    }
}

#[test]
fn what_never_happens_is_an_empty_cell_and_not_a_zero() {
    let program = Program::new().file("busy.toml", BUSY);
    let silent = ["inmail", "follow-up", "invitation", "group-message", "e-mail"]
        .map(|touch| format!("touch.{touch}.reply_rate=0"))
        .map(|set| ["--set".to_owned(), set])
        .concat();
    let run = ["run", "busy.toml", "--no-charts", "--trials", "20"].map(str::to_owned);
    program.run([&run[..], &silent].concat()).exits(0);
    for row in table(&program, "summary.csv").rows() {
        assert_eq!(row.text("replies_settled"), "0");
        assert_eq!(row.text("no_reply_probability"), "1");
        for column in ["cost_per_reply", "cost_per_reply_se", "cost_per_reply_p05", "loaded_cost_per_reply"] {
            assert_eq!(row.text(column), "", "{column}");
        }
    }
}

#[test]
fn every_week_begins_seven_days_after_the_one_before() {
    let weekly = table(&busy(), "weekly.csv");
    let starts = weekly.distinct("week_start");
    assert_eq!((starts.len(), starts[0].as_str(), starts[13].as_str()), (14, "2026-01-26", "2026-04-27"));
}

#[test]
fn the_credits_of_every_case_are_accounted_for() {
    let program = busy();
    let (figures, summary) = (table(&program, "figures.csv"), table(&program, "summary.csv"));
    let gains = ["opening", "granted", "refunded"];
    let losses = ["spent", "lapsed", "capped", "forfeited", "closing"];
    for case in figures.distinct("case") {
        let sum = |names: &[&str]| names.iter().map(|name| mean(&figures, &case, name)).sum::<f64>();
        assert_close(sum(&gains), sum(&losses), &case);
        let row = summary.having("case", &case).next().expect("it has a row");
        assert_close(row.number("unused"), sum(&["lapsed", "capped", "forfeited"]), &case);
    }
    for figure in [&gains[..], &losses, &["shortfall", "weeks_short", "labour"]].concat() {
        let happens = figures.having("figure", figure).any(|row| row.number("mean") > 0.0);
        assert!(happens, "no {figure} in any case: the scenario is not busy enough");
    }
}

#[test]
fn a_figure_is_the_same_in_every_table_that_has_it() {
    let program = busy();
    let (figures, summary) = (table(&program, "figures.csv"), table(&program, "summary.csv"));
    for row in summary.rows() {
        let figure = |name: &str| {
            let found = figures.having("case", row.text("case")).find(|figure| figure.text("figure") == name);
            found.unwrap_or_else(|| panic!("there is no {name}"))
        };
        for name in TABLES[0].1.split(',').filter(|name| FIGURES.contains(name)) {
            assert_eq!(row.text(name), figure(name).text("mean"), "{name}");
        }
        for (column, part) in [("se", "se"), ("p05", "p05"), ("p50", "p50"), ("p95", "p95")] {
            let name = format!("cost_per_reply_{column}");
            assert_eq!(row.text(&name), figure("cost_per_reply").text(part), "{name}");
        }
    }
}

#[test]
fn the_weeks_sum_up_to_the_figures() {
    let program = busy();
    let (figures, weekly) = (table(&program, "figures.csv"), table(&program, "weekly.csv"));
    for case in figures.distinct("case") {
        let of_week = |figure: &str| -> Vec<f64> {
            let rows = weekly.having("case", &case).filter(|row| row.text("figure") == figure);
            rows.map(|row| row.number("mean")).collect()
        };
        for figure in ["spent", "refunded", "replies", "lapsed", "capped", "shortfall"] {
            let sum = of_week(figure).iter().sum();
            assert_close(sum, mean(&figures, &case, figure), &format!("{figure} of {case}"));
        }
        let short: f64 = of_week("short").iter().sum();
        assert_close(short, mean(&figures, &case, "weeks_short"), &format!("weeks short of {case}"));
        let closing = *of_week("balance").last().expect("there are weeks");
        assert_close(closing, mean(&figures, &case, "closing"), &format!("closing of {case}"));
    }
}

#[test]
fn the_touches_sum_up_to_the_figures() {
    let program = busy();
    let [_, figures, weekly, _, _, touches, ..] = TABLES.map(|(name, _)| table(&program, name));
    for case in figures.distinct("case") {
        let sum = |column: &str| touches.having("case", &case).map(|row| row.number(column)).sum::<f64>();
        let figure = |name: &str| mean(&figures, &case, name);
        assert_close(sum("replies"), figure("replies_settled"), &format!("replies of {case}"));
        assert_close(sum("credits"), figure("spent"), &format!("credits of {case}"));
        assert_close(sum("minutes") / 60.0 * 40.0, figure("labour"), &format!("labour of {case}"));
        let sent = weekly.having("case", &case).filter(|row| row.text("figure") == "sent");
        assert_close(sum("sent"), sent.map(|row| row.number("mean")).sum(), &format!("touches of {case}"));
    }
    let some = |row: &Row<'_>| row.text("segment").is_empty() && row.number("replies") > 0.0;
    assert!(touches.rows().any(|row| some(&row)), "touches that were out before the first day have a row");
    let free = touches.having("touch", "inmail").all(|row| row.number("credits") <= row.number("sent"));
    assert!(free, "an InMail costs a credit at most");
}

#[test]
fn a_difference_is_that_of_the_figures() {
    let program = busy();
    let (figures, differences) = (table(&program, "figures.csv"), table(&program, "differences.csv"));
    for row in differences.rows() {
        let of = |column: &str| mean(&figures, row.text(column), row.text("figure"));
        let what = format!("{} of {}", row.text("figure"), row.text("case"));
        assert_close(row.number("mean"), of("case") - of("against"), &what);
    }
}

#[test]
fn one_case_alone_differs_from_nothing() {
    let program = Program::new().file("busy.toml", BUSY);
    let one = ["run", "busy.toml", "--plan", "sales-navigator", "--what-if", "base", "--no-charts", "--trials", "20"];
    program.run(one).exits(0);
    let differences = table(&program, "differences.csv");
    assert_eq!((differences.header().as_str(), differences.rows().count()), (TABLES[7].1, 0));
}
