//! The schemas that editors check files by: in step with the program, and no stricter or laxer than it than they must.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use inmail_sim::guide::{results_schema, rulebook_schema, scenario_schema};
use inmail_sim::scenario::keys::{self, Key};
use inmail_sim::scenario::{Overrides, load_from};
use serde_json::Value;

use crate::pages::pages;
use crate::program::{BUSY, SMALL, in_repository};

/// What holds a value against one schema.
struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

/// The schema is itself held against draft 7 while it is compiled.
fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V7);
    compiler.add_resource("schema.json", schema).expect("the schema has a place");
    let index = compiler.compile("schema.json", &mut schemas).expect("the schema is one of draft 7");
    Validator { schemas, index }
}

/// The JSON that an editor holds against a schema for a TOML file. Dates become texts.
fn json(text: &str) -> Value {
    fn of(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(of).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, of(value))).collect(),
            value => serde_json::to_value(value).expect("plain values are JSON"),
        }
    }
    of(toml::Value::Table(text.parse().expect("it is TOML")))
}

/// What a schema has to say about a file, nothing if it is right.
fn told(validator: &Validator, text: &str) -> String {
    validator.schemas.validate(&json(text), validator.index).map_or_else(|error| error.to_string(), |()| String::new())
}

fn texts(folder: &str, extension: &str) -> BTreeMap<PathBuf, String> {
    let entries = fs::read_dir(in_repository(folder)).expect("the folder can be listed");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let files = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    files.map(|path| (path.clone(), fs::read_to_string(path).expect("it can be read"))).collect()
}

#[test]
fn the_committed_schemas_are_those_that_the_program_prints() {
    let printed = [("scenario", scenario_schema()), ("rulebook", rulebook_schema()), ("results", results_schema())];
    for (name, schema) in printed {
        let path = in_repository(&format!("schemas/{name}.schema.json"));
        let same = fs::read_to_string(&path).is_ok_and(|text| text == schema);
        assert!(same, "schemas/{name}.schema.json is old: cargo run -- schema {name} > schemas/{name}.schema.json");
    }
}

#[test]
fn every_file_of_the_repository_is_as_its_schema_has_it() {
    let (scenario, rulebook) = (validator(&scenario_schema()), validator(&rulebook_schema()));
    let scenarios = texts("scenarios", "toml");
    assert!(scenarios.len() > 10);
    for (path, text) in &scenarios {
        assert_eq!(told(&scenario, text), "", "{}", path.display());
    }
    for text in [SMALL, BUSY] {
        assert_eq!(told(&scenario, text), "");
    }
    let rulebooks = texts("src/rulebooks", "toml");
    assert_eq!(rulebooks.len(), 2);
    for (path, text) in &rulebooks {
        assert_eq!(told(&rulebook, text), "", "{}", path.display());
    }
}

#[test]
fn every_file_on_a_page_is_as_its_schema_has_it() {
    let (scenario, rulebook) = (validator(&scenario_schema()), validator(&rulebook_schema()));
    let text: String = pages().into_iter().map(|page| page.text).collect();
    let mut seen = 0;
    for block in text.split("```toml ").skip(1) {
        let (mark, text) = block.split_once('\n').expect("a block has lines");
        let text = text.split("```").next().expect("there is always one");
        let (kind, name) = mark.split_once('=').expect("a mark is kind=name");
        let told = told(if kind == "rulebook" { &rulebook } else { &scenario }, text);
        assert_eq!(told.is_empty(), kind != "broken", "{name}: {told}");
        seen += 1;
    }
    assert!(seen > 4);
}

#[test]
fn scenarios_say_where_their_schema_is() {
    for (path, text) in texts("scenarios", "toml") {
        // Editors look for it in the comments before the first key.
        let header = text.lines().take_while(|line| line.is_empty() || line.starts_with('#'));
        let directives: Vec<&str> = header.filter(|line| line.starts_with("#:")).collect();
        assert_eq!(directives, ["#:schema ../schemas/scenario.schema.json"], "{}", path.display());
    }
}

/// A scenario in which every key has a place to stand in.
const WHOLE: &str = r#"
plans = ["team-seat"]
plan.team-seat = { credits_per_month = 1, cap = 1, price_per_month = 1, price_per_month_annual = 1 }
plan_change = [{ week = 2, plan = "none" }]
opening.pending = [{ touch = "inmail", sent_days_ago = 1, count = 1 }]
touch.inmail = { channel = "inmail", reply_rate = 0.1 }
touch.follow-up = { channel = "inmail", reply_rate = 0.1, wait_days = 5 }
touch.invitation = { channel = "connect", reply_rate = 0.1, accept_rate = 0.1, accept_delay_days = 1 }
touch.warm-up = { channel = "engage" }
segment.people = { per_week = 10, sequence = ["inmail"], prospects = 5 }
seat.me.segments = ["people"]
seat.colleague = { segments = ["people"], opening.pending = [{ touch = "inmail", sent_days_ago = 1, count = 1 }] }
pacing.restriction = { above_per_day = 5, chance = 0.1, days = 7 }
goal = { minimize = "cost", vary = { weeks = [26] } }
what_if = [{ name = "other" }]
"#;

/// The text with a value at a path; nothing in place of a value takes out what is there.
fn with(text: &str, path: &str, value: Option<&str>) -> String {
    let mut table: toml::Table = text.parse().expect("it is TOML");
    let (section, name) = path.rsplit_once('.').unwrap_or(("", path));
    let mut place = &mut table;
    for part in section.split('.').filter(|part| !part.is_empty()) {
        let inner = place.entry(part).or_insert_with(|| match part {
            "lots" => toml::Value::Array(vec![toml::Table::from_iter([("credits".to_owned(), 1.into())]).into()]),
            _ => toml::Table::new().into(),
        });
        place = match inner {
            toml::Value::Array(items) => items[0].as_table_mut(),
            inner => inner.as_table_mut(),
        }
        .expect("a table");
    }
    match value {
        Some(value) => {
            let mut assigned: toml::Table = format!("it = {value}").parse().expect("the value is TOML");
            place.insert(name.into(), assigned.remove("it").expect("it was assigned"));
            if path == "goal.maximize" {
                place.remove("minimize");
            }
        }
        None => drop(place.remove(name)),
    }
    table.to_string()
}

fn path_in_whole(key: &Key) -> String {
    let touch = match key.channels {
        ["connect"] => "touch.invitation",
        ["engage"] => "touch.warm-up",
        _ => "touch.follow-up",
    };
    let path = key.path.replace("touch.ID", touch).replace("segment.ID", "segment.people");
    path.replace("plan.ID", "plan.team-seat").replace("seat.ID", "seat.colleague")
}

/// What the program says about a scenario.
fn refused(text: &str) -> Option<String> {
    let files = [("a.toml", text), ("base.toml", ""), ("rates.csv", "rate\n0.1\n0.2\n")];
    let files: BTreeMap<PathBuf, Vec<u8>> = files.map(|(name, text)| (name.into(), text.into())).into();
    load_from(&files, Path::new("a.toml"), &Overrides::default()).err().map(|problems| problems.to_string())
}

/// Values of all kinds, within and beyond what the keys may be.
const VALUES: [&str; 58] = [
    "0",
    "1",
    "2",
    "7",
    "31",
    "32",
    "520",
    "521",
    "36500",
    "36501",
    "1000000",
    "1000001",
    "1000000001",
    "-1",
    "0.5",
    "1.5",
    "-0.5",
    "10081",
    "true",
    "\"\"",
    "\" \"",
    "\"x\"",
    "\"none\"",
    "\"max\"",
    "\"refunds\"",
    "\"monthly\"",
    "\"fresh\"",
    "\"new-first\"",
    "\"inmail\"",
    "\"25%\"",
    "\"10% to 25%\"",
    "\"10%to 25%\"",
    "\"25\"",
    "\"101%\"",
    "\"-5%\"",
    "2026-03-02",
    "\"2026-03-02\"",
    "\"2026-3-2\"",
    "1899-12-31",
    "[]",
    "[1, 2]",
    "[2, 1, 3]",
    "[\"mon\"]",
    "[\"mon\", \"mon\"]",
    "[\"inmail\"]",
    "[\"none\"]",
    "[2026-03-02]",
    "{}",
    "{ mean = 0.1, sd = 0.05 }",
    "{ mean = 0.1 }",
    "{ mean = 0.1, alpha = 1 }",
    "{ uniform = [0.1, 0.2] }",
    "{ pert = [0.1, 0.2] }",
    "{ samples = \"rates.csv\" }",
    "{ weibull = { shape = 1, scale = 1 } }",
    "{ weibull = { shape = 1 } }",
    "{ cdf = [[1, 1]] }",
    "{ median = 1, p90 = 2 }",
];

/// What only the whole of a scenario, or its files, can show to be wrong.
const BEYOND_A_SCHEMA: [&str; 3] = ["unknown ", "cannot read", "in quotes"];

#[test]
fn the_schema_and_the_program_agree_about_every_key() {
    let validator = validator(&scenario_schema());
    assert_eq!((refused(WHOLE), told(&validator, WHOLE)), (None, String::new()));
    let mut differences = String::new();
    for key in keys::reference() {
        for value in VALUES.into_iter().chain([key.example]) {
            let text = with(WHOLE, &path_in_whole(key), Some(value));
            let (program, schema) = (refused(&text), told(&validator, &text));
            match &program {
                None if !schema.is_empty() => {
                    differences += &format!("{} = {value}: only the schema: {schema}", key.path)
                }
                Some(what) if schema.is_empty() && !BEYOND_A_SCHEMA.iter().any(|clause| what.contains(clause)) => {
                    differences += &format!("{} = {value}: only the program: {what}\n", key.path);
                }
                _ => {}
            }
        }
    }
    assert!(differences.is_empty(), "\n{differences}");
}

/// Texts that the program refuses and that the schema must refuse, too.
const BROKEN: [&str; 42] = [
    "seat.b = { count = 2 }",
    "seat.b = { segments = [] }",
    "seat.b = { segments = [\"people\", \"people\"] }",
    "seat.b = { segments = [\"people\"], ramp = [] }",
    "weaks = 26",
    "weeks = 521",
    "weeks = \"26\"",
    "start = 2026-03-02T10:00:00",
    "trials = 0.5",
    "precision = 1",
    "billing = \"yearly\"",
    "billing_day = 32",
    "plans = []",
    "plans = [\"sales-navigator\", \"sales-navigator\"]",
    "plan.none = { cap = 1 }",
    "plan.x = { like = \"sales-navigator\", caps = 1 }",
    "rules.overflow = \"drop-old\"",
    "rules.credit_life_days = \"never\"",
    "rules = 3",
    "plan_change = { week = 1, plan = \"none\" }",
    "plan_change = [{ week = 1 }]",
    "opening = { credits = 1, lots = [] }",
    "opening.lots = [{ lapses_in_days = 3 }]",
    "touch.b = { channel = \"inmail\" }",
    "touch.b = { reply_rate = 0.1 }",
    "touch.b = { channel = \"connect\", reply_rate = 0.1 }",
    "touch.b = { channel = \"engage\", reply_rate = 0.1 }",
    "touch.b = { channel = \"inmail\", reply_rate = { mean = 0.1 } }",
    "touch.b = { channel = \"inmail\", reply_rate = { mean = 0.1, beta = 2 } }",
    "touch.b = { channel = \"inmail\", reply_rate = 0.1, reply_delay_days = { weibull = { shape = 1 } } }",
    "touch.b = { channel = \"inmail\", reply_rate = 0.1, reply_delay_days = { correlation = 0.2 } }",
    "touch.b = { channel = \"inmail\", reply_rate = 0.1, reply_delay_days = { any_of = [1] } }",
    "touch.b = { channel = \"inmail\", reply_rate = 0.1, reply_delay_days = { any_of = [1, 2], correlation = 2 } }",
    "touch.b = { channel = \"inmail\", reply_rate = 0.1, reply_delay_days = { any_of = [1, { median = 2 }] } }",
    "touch.b = { channel = \"inmail\", reply_rate = 0.1, reply_delay_days = { any_of = [1, { any_of = [1, 2] }] } }",
    "touch.b = { channel = \"inmail\", reply_rate = 0.1, reply_delay_days = { any_of = [1, { samples = \"a.csv\" }] } }",
    "touch.b = { channel = \"inmail\", reply_rate = { lift = 2 } }",
    "segment.b = { sequence = [\"inmail\"], per_week = 1, open_profile = { of = \"inmail\" } }",
    "segment.b = { sequence = [\"inmail\"] }",
    "segment.b = { sequence = [], per_week = 1 }",
    "pacing.restriction = { above_per_day = 3 }",
    "effort.hourly_cost = -1",
];

/// Variants that the program refuses and that the schema must refuse, too.
const BROKEN_VARIANTS: [&str; 8] = [
    "weeks = 3",
    "name = \"\"",
    "name = \"x\"\ntrials = 3",
    "name = \"x\"\nextends = \"a.toml\"",
    "name = \"x\"\nsegment.prospects.per_weak = 3",
    "name = \"x\"\nsegment.prospects.per_week = -3",
    "name = \"x\"\ntouch.inmail.reply_rate = { mean = 0.1, beta = 2 }",
    "name = \"x\"\nplan_change = [{ week = 3 }]",
];

#[test]
fn what_is_wrong_by_itself_is_refused_by_the_schema_too() {
    let validator = validator(&scenario_schema());
    let variants = BROKEN_VARIANTS.map(|variant| format!("{SMALL}\n[[what_if]]\n{variant}\n"));
    let mut broken: Vec<String> = BROKEN.map(|line| format!("{line}\n{SMALL}")).into();
    broken.extend(variants);
    broken.extend(["".to_owned(), "touch = {}\nsegment = {}".to_owned()]);
    for text in broken {
        assert!(refused(&text).is_some() && !told(&validator, &text).is_empty(), "{text}");
    }
}

#[test]
fn a_broken_rulebook_is_refused_by_the_schema_too() {
    let validator = validator(&rulebook_schema());
    let (_, text) = texts("src/rulebooks", "toml").pop_first().expect("there is one");
    for (path, value) in [
        ("id", None),
        ("rules", None),
        ("plan", None),
        ("rules.overflow", None),
        ("plan.sales-navigator.cap", None),
        ("as_off", Some("\"2026\"")),
        ("plan.sales-navigator.like", Some("\"premium-career\"")),
        ("plan.sales-navigator.refill", Some("\"monthly\"")),
        ("rules.cap_on_refund", Some("\"no\"")),
        ("plan.none", Some("{ credits_per_month = 1, cap = 1, price_per_month = 1 }")),
    ] {
        assert_ne!(told(&validator, &with(&text, path, value)), "", "{path}");
    }
}

#[test]
fn what_is_laid_over_something_need_not_be_whole() {
    let validator = validator(&scenario_schema());
    for part in [
        "touch.inmail.reply_rate.mean = 0.2",
        "touch.inmail.reply_delay_days.weibull.shape = 0.5",
        "touch.inmail.reply_delay_days.correlation = 0.5",
        "segment.prospects.per_week = 20",
        "pacing.restriction.days = 3",
    ] {
        let extending = format!("extends = \"base.toml\"\n{part}\n");
        let what_if = format!("{SMALL}\n[[what_if]]\nname = \"x\"\n{part}\n");
        for text in [extending, what_if] {
            assert_eq!(told(&validator, &text), "", "{text}");
        }
        // By itself it is not enough.
        assert_ne!(told(&validator, part), "", "{part}");
    }
}
