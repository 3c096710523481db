//! What `--format json` prints: every field of every document, for the pages, and a JSON Schema of them.
//!
//! The fields of a document are a list in a file beside this one, a line each: path, type, meaning. In a path `[]` stands for
//! the items of a list. What the rows of a table have comes from the table itself.

use serde_json::{Map, Value, json};

use crate::report::{Column, Kind, Table};

/// The draft that schemas are written in.
pub(super) const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// A document for programs.
#[derive(Debug, Clone, Copy)]
pub struct Document {
    /// Its name in the schema: that of the first command that prints it.
    pub name: &'static str,
    /// The commands that print it.
    pub commands: &'static [&'static str],
    text: &'static str,
}

/// Every document, in the order in which the pages name them.
pub const DOCUMENTS: [Document; 12] = [
    document(&["run", "compare", "merge"], include_str!("results/run.txt")),
    document(&["sweep"], include_str!("results/sweep.txt")),
    document(&["optimize"], include_str!("results/optimize.txt")),
    document(&["sensitivity"], include_str!("results/sensitivity.txt")),
    document(&["pilot"], include_str!("results/pilot.txt")),
    document(&["forecast"], include_str!("results/forecast.txt")),
    document(&["today"], include_str!("results/today.txt")),
    document(&["calibrate"], include_str!("results/calibrate.txt")),
    document(&["qualify"], include_str!("results/qualify.txt")),
    document(&["trace"], include_str!("results/trace.txt")),
    document(&["plans"], include_str!("results/plans.txt")),
    document(&["check"], include_str!("results/check.txt")),
];

const fn document(commands: &'static [&'static str], text: &'static str) -> Document {
    Document { name: commands[0], commands, text }
}

/// A field of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its path.
    pub path: &'static str,
    /// What it holds: `text`, `number`, `yes or no`, `date`, `table`, `list`, …; `or null` where it may be null, `if any` where
    /// it may not be there.
    pub holds: &'static str,
    /// Its meaning.
    pub meaning: &'static str,
}

impl Document {
    /// Its fields, in the order in which the pages list them.
    pub fn fields(&self) -> Vec<Field> {
        let field = |line: &'static str| {
            let (path, rest) = line.split_once(" | ")?;
            let (holds, meaning) = rest.split_once(" | ")?;
            Some(Field { path, holds, meaning })
        };
        self.text.lines().filter_map(field).collect()
    }
}

/// The schema of all documents that `--format json` prints.
pub fn results_schema() -> String {
    let mut definitions = Map::new();
    for document in DOCUMENTS {
        definitions.insert(document.name.into(), table_of(&document.fields(), ""));
    }
    let rows = |table: &Table| {
        let names = DOCUMENTS.iter().flat_map(|document| document.fields()).filter_map(|field| rows_of(field.holds));
        names.into_iter().any(|name| name == table.file_name())
    };
    for table in Table::ALL.into_iter().filter(rows) {
        definitions.insert(row_name(table.file_name()), row_of(table));
    }
    let any = DOCUMENTS.map(|document| json!({ "$ref": format!("#/definitions/{}", document.name) }));
    let schema = json!({
        "$schema": DRAFT,
        "title": "Results of inmail-sim",
        "description": "What `--format json` prints; each document has a definition, named after its command.",
        "anyOf": any,
        "definitions": definitions,
    });
    format!("{schema:#}\n")
}

/// The fields of a table, whose paths begin so.
fn table_of(fields: &[Field], prefix: &str) -> Value {
    let own = fields.iter().filter_map(|field| Some((field, field.path.strip_prefix(prefix)?)));
    let own: Vec<(&Field, &str)> = own.filter(|(_, name)| !name.contains(['.', '['])).collect();
    let property = |&(field, name): &(&Field, &str)| (name.to_owned(), property(fields, field, prefix));
    let required: Vec<&str> =
        own.iter().filter(|(field, _)| !field.holds.ends_with(", if any")).map(|(_, name)| *name).collect();
    json!({
        "type": "object",
        "properties": own.iter().map(property).collect::<Map<_, _>>(),
        "required": required,
        "additionalProperties": false,
    })
}

fn property(fields: &[Field], field: &Field, prefix: &str) -> Value {
    let holds = field.holds.trim_end_matches(", if any");
    let (kind, or_null) = holds.strip_suffix(" or null").map_or((holds, false), |kind| (kind, true));
    let quoted = || kind.split('`').nth(1).unwrap_or_default();
    let list = |items: Value| json!({ "type": "array", "items": items });
    let mut property = match kind {
        "text" => json!({ "type": "string" }),
        "number" => json!({ "type": "number" }),
        "number or text" => json!({ "type": ["number", "string"] }),
        "yes or no" => json!({ "type": "boolean" }),
        "date" => json!({ "type": "string", "format": "date" }),
        "list of texts" => list(json!({ "type": "string" })),
        "list of numbers" => list(json!({ "type": "number" })),
        "table of texts" => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        "table of numbers" => json!({ "type": "object", "additionalProperties": { "type": "number" } }),
        "table" => table_of(fields, &format!("{}.", field.path)),
        "list" => list(table_of(fields, &format!("{}[].", field.path))),
        "list of such" => list(table_of(&such(fields, field), prefix)),
        _ if kind.starts_with("table like") => table_of(fields, &format!("{}.", quoted())),
        _ if kind.starts_with("list like") => list(table_of(fields, &format!("{}[].", quoted()))),
        _ => list(json!({ "$ref": format!("#/definitions/{}", row_name(rows_of(holds).unwrap_or_default())) })),
    };
    property["description"] = field.meaning.into();
    if or_null {
        property["type"] = json!([property["type"], "null"]);
    }
    property
}

/// The fields beside this one and before it, but for the sentences about all of them.
fn such(fields: &[Field], field: &Field) -> Vec<Field> {
    let before = fields.iter().take_while(|other| other.path != field.path);
    before.filter(|other| !other.path.ends_with(".text")).copied().collect()
}

/// The table whose rows a field holds.
fn rows_of(holds: &'static str) -> Option<&'static str> {
    holds.strip_prefix("rows of ").map(|name| name.trim_end_matches(", if any"))
}

/// The name of the definition of a row of this table.
fn row_name(table: &str) -> String {
    format!("row-of-{}", table.trim_end_matches(".csv"))
}

/// A row of a table.
fn row_of(table: Table) -> Value {
    let columns = table.columns();
    let cell = |column: &Column| {
        let mut cell = match column.kind {
            Kind::Text => json!({ "type": ["string", "null"] }),
            Kind::Whole | Kind::Number => json!({ "type": ["number", "null"] }),
            Kind::Date => json!({ "type": ["string", "null"], "format": "date" }),
            Kind::Value => json!({ "type": ["number", "string", "null"] }),
        };
        cell["description"] = match column.unit.as_str() {
            "" => column.meaning.clone(),
            unit => format!("{} [{unit}]", column.meaning),
        }
        .into();
        cell
    };
    // What has no name of its own is named by a path that was varied.
    let (named, others): (Vec<&Column>, Vec<&Column>) = columns.iter().partition(|column| column.name != "PATH…");
    let always = named.iter().filter(|column| !column.meaning.contains("a column only if"));
    json!({
        "type": "object",
        "properties": named.iter().map(|column| (column.name.clone(), cell(column))).collect::<Map<_, _>>(),
        "required": always.map(|column| column.name.as_str()).collect::<Vec<_>>(),
        "additionalProperties": others.first().map_or(json!(false), |column| cell(column)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_field_and_every_table_exists() {
        for document in DOCUMENTS {
            let fields = document.fields();
            assert_eq!(fields.len(), document.text.lines().count(), "{}", document.name);
            for name in fields.iter().filter_map(|field| rows_of(field.holds)) {
                assert!(Table::ALL.iter().any(|table| table.file_name() == name), "{name}");
            }
        }
    }

    #[test]
    fn what_stands_beside_a_list_of_such_is_what_its_items_have() {
        let schema: Value = serde_json::from_str(&results_schema()).expect("it is JSON");
        let verdict = &schema["definitions"]["run"]["properties"]["results"]["items"]["properties"]["verdict"];
        let items = &verdict["properties"]["circumstances"]["items"]["properties"];
        let names: Vec<&String> = items.as_object().expect("a table").keys().collect();
        assert_eq!(names.len(), 12, "{names:?}");
        assert!(names.iter().any(|name| *name == "choices") && !names.iter().any(|name| *name == "text"));
    }
}
