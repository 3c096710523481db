//! What `--format json` prints is as the schema of results has it, of every command.

use std::collections::BTreeSet;

use boon::{Compiler, Draft, Schemas};
use clap::CommandFactory;
use inmail_sim::cli::Cli;
use inmail_sim::guide::{DOCUMENTS, results_schema};
use serde_json::Value;

use crate::program::{BUSY, Program, SMALL, in_repository};
use crate::tables::SCENARIO;

/// The fields of the document of this name, as its list has them.
pub(crate) fn listed(name: &str) -> BTreeSet<String> {
    let document = DOCUMENTS.into_iter().find(|document| document.name == name).expect("there is such a document");
    document.fields().iter().map(|field| field.path.to_owned()).collect()
}

/// The paths of all fields of a document, with `[]` for the items of a list.
pub(crate) fn fields(value: &Value, path: &str, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(inner) => inner.iter().for_each(|(key, value)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            into.insert(path.clone());
            fields(value, &path, into);
        }),
        Value::Array(items) => items.iter().for_each(|item| fields(item, &format!("{path}[]"), into)),
        _ => {}
    }
}

/// What the schema has to say about a document, nothing if it is right.
fn told(name: &str, text: &str) -> String {
    let schema: Value = serde_json::from_str(&results_schema()).expect("the schema is JSON");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V7);
    compiler.add_resource("schema.json", schema).expect("the schema has a place");
    let of_one = compiler.compile(&format!("schema.json#/definitions/{name}"), &mut schemas).expect("it is defined");
    let of_all = compiler.compile("schema.json", &mut schemas).expect("the schema is one of draft 7");
    let document: Value = serde_json::from_str(text).expect("it is JSON");
    let held = |index| schemas.validate(&document, index).map_or_else(|error| error.to_string(), |()| String::new());
    held(of_one) + &held(of_all)
}

#[test]
fn every_command_prints_what_the_schema_says() {
    let list = in_repository("scenarios/lists/prospects.csv").display().to_string();
    let pilot = ["pilot", "a.toml", "--touch", "letter", "--sends", "5", "--reply-value", "20"];
    let log = ["calibrate", "log.csv", "--plan", "sales-navigator", "--renews", "1"];
    let today = ["today", "--plan", "sales-navigator", "--credits", "43", "--renews", "1", "--from", "2026-12-16"];
    let commands: [&[&str]; 17] = [
        &["run", "a.toml"],
        &["run", "busy.toml", "a.toml", "--seed", "18446744073709551615"],
        &["compare", "a.toml", "b.toml"],
        &["merge", "a.tally"],
        &["sweep", "a.toml", "--vary", "touch.letter.reply_rate=0.1,0.2"],
        &["sweep", "a.toml", "--vary", "plan=all", "--vary", "weeks=4,8", "--figure", "replies", "--figure", "cost"],
        &["optimize", "a.toml"],
        &["optimize", "a.toml", "--set", "goal.require=['replies >= 1000']"],
        &["sensitivity", "a.toml", "--figure", "replies", "--figure", "cost_per_reply"],
        &pilot,
        &["forecast", "a.toml"],
        &today,
        &log,
        &["qualify", &list, "--out", "list"],
        &["trace", "a.toml", "--plan", "sales-navigator"],
        &["plans"],
        &["check", "a.toml", "wrong.toml"],
    ];
    let program = Program::new().file("a.toml", SCENARIO).file("b.toml", SCENARIO).file("busy.toml", BUSY);
    program.put("wrong.toml", format!("plans = ['none', 'none']\n{SMALL}"));
    let rows = (1..=9).map(|day| format!("2026-01-0{day},{}\n", if day % 3 == 0 { "2026-01-20" } else { "" }));
    program.put("log.csv", format!("sent_at,replied_at\n{}", rows.collect::<String>()));
    program.run(["run", "a.toml", "--tally", "a.tally"]);
    for arguments in commands {
        let asked = [arguments, &["--format", "json"]].concat();
        let name = if ["compare", "merge"].contains(&arguments[0]) { "run" } else { arguments[0] };
        let printed = program.run(&asked).stdout;
        assert_eq!(told(name, &printed), "", "{asked:?}\n{printed}");
        let document: Value = serde_json::from_str(&printed).expect("it is JSON");
        let text = document.pointer("/verdict/text").or(document.get("text"));
        let has_text = !["run", "trace", "plans", "check"].contains(&name);
        assert_eq!(text.and_then(Value::as_array).is_some_and(|text| !text.is_empty()), has_text, "{asked:?}");
    }
}

#[test]
fn every_command_with_json_has_a_document() {
    let program = Cli::command();
    let has_json = |command: &&clap::Command| {
        let format = command.get_arguments().find(|argument| argument.get_long() == Some("format"));
        format.is_some_and(|format| format.get_possible_values().iter().any(|value| value.get_name() == "json"))
    };
    let commands: BTreeSet<&str> = program.get_subcommands().filter(has_json).map(clap::Command::get_name).collect();
    let known: BTreeSet<&str> = DOCUMENTS.iter().flat_map(|document| document.commands).copied().collect();
    assert_eq!(commands, known);
    let with_format = program
        .get_subcommands()
        .filter(|command| command.get_arguments().any(|argument| argument.get_long() == Some("format")));
    assert_eq!(with_format.count(), known.len(), "whatever prints for programs prints JSON");
}

#[test]
fn the_schema_tells_a_field_that_is_missing_or_unknown() {
    let program = Program::new().file("a.toml", SMALL);
    let printed = program.run(["plans", "--format", "json"]).exits(0).stdout;
    assert_eq!(told("plans", &printed), "");
    assert_ne!(told("plans", &printed.replace("\"rulebook\"", "\"rule_book\"")), "");
    assert_ne!(told("plans", &printed.replace("\"cap\": 45", "\"cap\": \"45\"")), "");
    assert_ne!(told("trace", &printed), "");
}

#[test]
fn a_seed_that_programs_would_take_for_another_is_text() {
    let program = Program::new().file("a.toml", SMALL);
    let seed = |seed: &str| -> [Value; 2] {
        let run = ["run", "a.toml", "--trials", "20", "--no-charts", "--format", "json", "--seed", seed];
        let printed: Value = serde_json::from_str(&program.run(run).exits(0).stdout).expect("it is JSON");
        let record: Value = serde_json::from_str(&program.text("results/a/run.json")).expect("it is JSON");
        [printed["results"][0]["seed"].clone(), record["seed"].clone()]
    };
    assert_eq!(seed("9007199254740991"), [9_007_199_254_740_991_u64; 2].map(Value::from));
    assert_eq!(seed("9007199254740992"), ["9007199254740992"; 2].map(Value::from));
}

#[test]
fn sums_of_cases_are_where_the_cases_are() {
    let program = Program::new().file("a.toml", SCENARIO).file("b.toml", SCENARIO);
    let compare = |format: &str| {
        let asked = ["compare", "a.toml", "b.toml", "--what-if", "base", "--no-charts", "--format", format];
        program.run(asked).stdout
    };
    let document: Value = serde_json::from_str(&compare("json")).expect("it is JSON");
    let sums = program.table("results/a-b/sums.csv");
    let costs: Vec<f64> = sums.rows().map(|row| row.number("cost")).collect();
    assert!(costs.len() == 2 && costs[1] > 0.0, "{costs:?}");
    let entry = &document["results"][0];
    let cost = |row: &Value| row["cost"].as_f64().expect("a number");
    let of = |name: &str| entry[name].as_array().expect("a list").iter().map(cost).collect::<Vec<f64>>();
    assert_eq!(of("sums"), costs);
    assert_eq!(of("cases").iter().sum::<f64>(), costs.iter().sum::<f64>());
    let printed = compare("csv");
    let whole = program.text("results/a-b/summary.csv")
        + program.text("results/a-b/sums.csv").split_once('\n').expect("it has lines").1;
    assert_eq!(printed, whole);
    assert!(compare("table").contains("together"));
}
