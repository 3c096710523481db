//! The answer to a question about a scenario as one document for programs: its verdict in fields and sentences, and the
//! rows of its tables.

mod forecast;
mod optimum;
mod pilot;
mod sensitivity;
mod sweep;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::domain::plan::Rulebook;

use super::ReportFile;
use super::seed::Seed;
use super::table_file::TableFile;

pub use forecast::forecast_verdict;
pub use optimum::optimum_verdict;
pub use pilot::pilot_verdict;
pub use sensitivity::sensitivity_verdict;
pub use sweep::sweep_verdict;

/// Fields with their values.
pub type Fields = Map<String, Value>;

/// An answer about a scenario, for programs.
#[derive(Debug, Clone)]
pub struct AnswerEntry<'a> {
    /// The command.
    pub command: &'a str,
    /// The name of the scenario.
    pub scenario: &'a str,
    /// Its line for people, perhaps empty.
    pub description: &'a str,
    /// The seed.
    pub seed: u64,
    /// Simulations of each case; nothing where not all have as many.
    pub trials: Option<u64>,
    /// How what is drawn once a trial is spread over the trials.
    pub sampling: &'a str,
    /// The verdict.
    pub verdict: Fields,
    /// The tables, as they are written with commas.
    pub tables: &'a [ReportFile],
    /// What is doubtful in the scenario, a sentence each.
    pub warnings: Vec<String>,
}

#[derive(Serialize)]
struct Document<'a> {
    command: &'a str,
    scenario: &'a str,
    description: &'a str,
    version: &'a str,
    seed: Seed,
    trials: Option<u64>,
    sampling: &'a str,
    verdict: Fields,
    tables: BTreeMap<&'static str, Vec<Fields>>,
    warnings: Vec<String>,
}

/// The answer as JSON.
pub fn answer_json(entry: AnswerEntry<'_>) -> String {
    let AnswerEntry { command, scenario, description, seed, trials, sampling, verdict, tables, warnings } = entry;
    let (version, seed, tables) = (env!("CARGO_PKG_VERSION"), Seed(seed), rows(tables));
    let document =
        Document { command, scenario, description, version, seed, trials, sampling, verdict, tables, warnings };
    text(&document)
}

/// One campaign of a case, credit by credit, as JSON.
pub fn trace_json(scenario: &str, case: &str, (trial, seed): (u64, u64), table: ReportFile) -> String {
    let (version, tables) = (env!("CARGO_PKG_VERSION"), rows(&[table]));
    text(&json!({
        "command": "trace", "scenario": scenario, "case": case, "trial": trial, "seed": Seed(seed), "version": version,
        "tables": tables,
    }))
}

/// The plans of a rulebook as JSON.
pub fn plans_json(rulebook: &Rulebook, table: ReportFile) -> String {
    let (id, name, version, tables) = (&rulebook.id, &rulebook.name, env!("CARGO_PKG_VERSION"), rows(&[table]));
    text(&json!({ "command": "plans", "rulebook": id, "name": name, "version": version, "tables": tables }))
}

/// The rows of each table, by its name.
fn rows(files: &[ReportFile]) -> BTreeMap<&'static str, Vec<Fields>> {
    files.iter().filter_map(TableFile::of).map(|table| (table.stem(), table.json())).collect()
}

fn text(document: &impl Serialize) -> String {
    serde_json::to_string_pretty(document).expect("all keys are texts, and no number is infinite") + "\n"
}

/// The fields of a table in a document.
fn fields(value: Value) -> Fields {
    match value {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}
