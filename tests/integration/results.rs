//! What `run` and `merge` print, in each format.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::documents::{fields, listed};
use crate::program::{BUSY, Program, SMALL};

/// Two cases of which one is cheaper and one runs out of credits.
const RUN: [&str; 6] = ["run", "a.toml", "--no-charts", "--trials", "300", "--format"];

fn printed(program: &Program, format: &str) -> String {
    program.run(RUN.iter().copied().chain([format])).exits(0).stdout
}

fn document(program: &Program, file: &str) -> Value {
    let run = ["run", file, "--no-charts", "--trials", "300", "--format", "json"];
    serde_json::from_str(&program.run(run).exits(0).stdout).expect("it is JSON")
}

#[test]
fn the_csv_is_the_summary_and_nothing_else() {
    let program = Program::new().file("a.toml", BUSY);
    assert_eq!(printed(&program, "csv"), program.text("results/a/summary.csv"));
    program.put("b.toml", SMALL);
    program.run(["run", "a.toml", "b.toml", "--format", "csv"]).exits(2).prints("").notes(
        "error: `--format csv` prints one table, that of one scenario; run the files one by one, or use `--format \
         json`\n",
    );
    let both = program.run(["run", "a.toml", "b.toml", "--trials", "20", "--no-charts", "--format", "json"]).exits(0);
    let both: Value = serde_json::from_str(&both.stdout).expect("one document for both");
    assert_eq!(both["results"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_printed_of_shards_is_what_the_run_prints() {
    let program = Program::new().file("a.toml", BUSY);
    program.run(["run", "a.toml", "--trials", "300", "--tally", "a.tally"]).exits(0);
    for format in ["table", "markdown", "csv", "json"] {
        let merged = program.run(["merge", "a.tally", "--no-charts", "--format", format]).exits(0).stdout;
        assert_eq!(merged, printed(&program, format), "{format}");
        // What is for programs is printed although nothing else is.
        let quiet = program.run(["merge", "a.tally", "--no-charts", "--format", format, "--quiet"]).exits(0).notes("");
        assert_eq!(quiet.stdout, if format == "table" { String::new() } else { merged }, "{format}");
    }
}

#[test]
fn the_verdict_has_the_same_words_everywhere() {
    let program = Program::new().file("a.toml", SMALL);
    let json = document(&program, "a.toml");
    let verdict = &json["results"][0]["verdict"];
    let sentences: Vec<&str> = verdict["text"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    let warnings: Vec<&str> =
        verdict["runs_out"].as_array().expect("a list").iter().filter_map(|of| of["text"].as_str()).collect();
    assert!(!sentences.is_empty() && !warnings.is_empty());
    let flowing = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (table, page) = (flowing(&printed(&program, "table")), flowing(&program.text("results/a/report.html")));
    for said in sentences.iter().chain(&warnings) {
        assert!(table.contains(&flowing(said)), "{said}\n{table}");
        assert!(page.contains(&flowing(said)), "{said}");
    }
    let summary = program.table("results/a/summary.csv");
    let share = |case: &str| summary.having("case", case).next().expect("a row").number("stockout_probability");
    let short: Vec<String> = summary.distinct("case").into_iter().filter(|case| share(case) > 0.1).collect();
    let told: Vec<&str> =
        verdict["runs_out"].as_array().expect("a list").iter().filter_map(|of| of["case"].as_str()).collect();
    assert_eq!(told, short);
}

#[test]
fn the_week_of_running_out_lies_where_the_weeks_have_it() {
    let program = Program::new().file("a.toml", SMALL);
    let json = document(&program, "a.toml");
    let weekly = program.table("results/a/weekly.csv");
    for of in json["results"][0]["verdict"]["runs_out"].as_array().expect("a list") {
        let (case, share) = (of["case"].as_str().expect("a name"), of["share"].as_f64().expect("a share"));
        let week = of["week"].as_u64().expect("a week") as usize;
        let short: Vec<f64> = weekly
            .having("case", case)
            .filter(|row| row.text("figure") == "short")
            .map(|row| row.number("mean"))
            .collect();
        // No more can have been short by a week than were in any of the weeks up to it, nor fewer than in one of them.
        assert!(short[..week].iter().sum::<f64>() >= share / 2.0 - 1e-9, "{case}");
        assert!(short[..week - 1].iter().all(|&in_week| in_week < share / 2.0), "{case}");
    }
}

#[test]
fn a_case_for_programs_has_the_columns_of_the_summary() {
    let program = Program::new().file("a.toml", BUSY);
    let json = document(&program, "a.toml");
    let summary = program.table("results/a/summary.csv");
    let cases = json["results"][0]["cases"].as_array().expect("a list");
    assert_eq!(cases.len(), summary.rows().count());
    for (case, row) in cases.iter().zip(summary.rows()) {
        let columns: BTreeSet<&str> = case.as_object().expect("a table").keys().map(String::as_str).collect();
        let header = summary.header();
        assert_eq!(columns, header.split(',').collect());
        for column in columns {
            match &case[column] {
                Value::Number(number) => assert_eq!(number.as_f64(), Some(row.number(column)), "{column}"),
                Value::Null => assert_eq!(row.text(column), "", "{column}"),
                // A spreadsheet's quote is for spreadsheets.
                text => assert_eq!(text.as_str(), Some(row.text(column).trim_start_matches('\'')), "{column}"),
            }
        }
    }
}

#[test]
fn every_field_of_the_results_is_listed_and_no_other() {
    let further = "prospects = 20\n[[what_if]]\nname = 'more'\nsegment.prospects.per_week = 20\n\
                   [[what_if]]\nname = 'bad luck'\nkind = 'circumstance'\nsegment.prospects.reply_lift = 0.5\n\
                   [[target]]\nfigure = 'replies'\nat_most = 19\nwith = '100%'\n";
    let program =
        Program::new().file("a.toml", format!("plans = ['sales-navigator', 'premium-career']\n{SMALL}{further}"));
    let fewer = "[[what_if]]\nname = 'few'\nkind = 'circumstance'\nsegment.prospects.per_week = 2\n";
    let plans = "plans = ['premium-business', 'sales-navigator']\n";
    program.put("b.toml", format!("{plans}base_name = 'ten'\n{SMALL}{fewer}"));
    program.put("c.toml", format!("{plans}{SMALL}"));
    program.put("d.toml", format!("{plans}{SMALL}"));
    let mut found = BTreeSet::new();
    fields(&document(&program, "a.toml"), "", &mut found);
    fields(&document(&program, "b.toml"), "", &mut found);
    let both = ["compare", "c.toml", "d.toml", "--no-charts", "--trials", "100", "--format", "json"];
    let both: Value = serde_json::from_str(&program.run(both).exits(0).stdout).expect("it is JSON");
    fields(&both, "", &mut found);
    // Each circumstance has the fields of the first, and the columns of tables are those of the tables.
    found.retain(|field| !["circumstances[]", "cases[].", "sums[]."].iter().any(|part| field.contains(part)));
    let listed = listed("run");
    assert_eq!(listed.symmetric_difference(&found).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn files_that_differ_in_what_nobody_chooses_are_told_apart() {
    let program = Program::new().file("a.toml", SMALL);
    program.put("pace.toml", SMALL.replace("per_week = 10", "per_week = 12"));
    program.put("rate.toml", SMALL.replace("reply_rate = 0.2", "reply_rate = 0.3"));
    program.put("long.toml", format!("weeks = 13\n{SMALL}"));
    let told = |files: [&str; 3]| {
        let compare = ["compare", "a.toml"].into_iter().chain(files).chain(["--no-charts", "--trials", "50"]);
        program.run(compare).exits(0).stderr
    };
    assert!(!told(["pace.toml", "--plan", "sales-navigator"]).contains("the files differ"));
    let found = told(["rate.toml", "long.toml", "pace.toml"]);
    let expected = "the files differ in the length of the campaign (182 days in `a`, 182 days in `rate`, 91 days in `long` and 182 \
                    days in `pace`) and in the reply rate of `inmail`, to which the best may owe it; state the same in all of them";
    assert!(found.contains(expected), "{found}");
}

/// What a run of these plans prints as a table and in Markdown, and its page.
fn shown(program: &Program, plans: &str) -> [String; 3] {
    let printed = |format: &str| {
        let run = ["run", "a.toml", "--no-charts", "--trials", "300", "--set", plans, "--format", format];
        program.run(run).exits(0).stdout
    };
    [printed("table"), printed("markdown"), program.text("results/a/report.html")]
}

#[test]
fn a_case_is_marked_as_the_best_only_if_it_is_the_best() {
    let same = "[[what_if]]\nname = 'again'\n[[what_if]]\nname = 'once more'\n";
    let program = Program::new().file("a.toml", format!("{SMALL}{same}"));
    let marks = ["›", "**", "<tr class=\"best\">"];
    let ties = shown(&program, "plans=['premium-career']");
    assert!(ties[0].contains("are equal in all of 300 simulations"), "{}", ties[0]);
    for (shown, mark) in ties.iter().zip(marks) {
        assert!(!shown.contains(mark), "{shown}");
    }
    program.put("a.toml", SMALL);
    let settled = shown(&program, "plans=['premium-career', 'recruiter-lite']");
    assert!(settled[0].contains("is the cheapest per reply"), "{}", settled[0]);
    for (shown, mark) in settled.iter().zip(marks) {
        // It stands before and after the name, and on the page in the small table and in the whole one.
        assert_eq!(shown.matches(mark).count(), if mark == "›" { 1 } else { 2 }, "{shown}");
    }
}
