//! JSON Schemas of scenario and rulebook files, by which editors complete, explain and check what is typed.
//!
//! Draft 7 is what editors for TOML know. A file that extends another may leave out what the other states, and so may a
//! what-if: what is required stands apart, and holds only for files that stand alone.

mod kinds;
mod required;

use serde_json::{Map, Value, json};

use super::results::DRAFT;
use crate::domain::plan::Plan;
use crate::domain::touch::Channel;
use crate::scenario::document::kind::{Kind, MAX_SEQUENCE};
use crate::scenario::keys::{self, Default, Key, Keys, meaning_of};
use crate::scenario::{EITHER, NOT_IN_WHAT_IF, builtin_rulebook_texts, builtin_rulebooks};
use kinds::kind;
use required::required;

/// Lists that must not be empty.
const SOME: [&str; 5] = ["plans", "segment.ID.sequence", "seat.ID.segments", "seat.ID.ramp", "pacing.send_days"];

/// Lists in which nothing may stand twice.
const ONCE: [&str; 3] = ["plans", "seat.ID.segments", "pacing.send_days"];

/// The schema of scenario files.
pub fn scenario_schema() -> String {
    let tree = Tree(&keys::SCENARIO);
    let mut schema = tree.table("");
    schema["$schema"] = DRAFT.into();
    schema["title"] = "Scenario of inmail-sim".into();
    schema["description"] = "A campaign, and the variants of it to compare.".into();
    schema["definitions"] = kinds::definitions();
    // Within `allOf`: some checkers take what stands beside a condition for all that there may be.
    schema["allOf"] = json!([{ "if": { "not": { "required": ["extends"] } }, "then": required(tree.0) }]);
    text(&schema)
}

/// The schema of rulebook files.
pub fn rulebook_schema() -> String {
    let tree = Tree(&keys::RULEBOOK);
    let mut schema = tree.table("");
    schema["$schema"] = DRAFT.into();
    schema["title"] = "Rulebook of inmail-sim".into();
    schema["description"] = "Plans, their prices, and what happens to their credits.".into();
    schema["required"] = json!(["id", "name", "rules", "plan"]);
    for section in ["rules", "plan"] {
        let table = &mut schema["properties"][section];
        let table = if section == "plan" { &mut table["additionalProperties"] } else { table };
        let pattern = if section == "plan" { "plan.ID" } else { section };
        table["required"] = names(tree.0, pattern, |key| key.default == Default::Required);
    }
    text(&schema)
}

fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

/// The tables of a kind of file.
struct Tree(&'static Keys);

impl Tree {
    /// A table: what its keys may be, none of which is required.
    fn table(&self, pattern: &str) -> Value {
        let mut table = json!({ "type": "object", "additionalProperties": false });
        let mut properties = Map::new();
        for name in self.0.within(pattern) {
            let path = join(pattern, name);
            if name == "ID" {
                table["additionalProperties"] = self.table(&path);
                table["propertyNames"] = ids(pattern);
            } else if let Some(key) = self.0.list.iter().find(|key| key.path == path) {
                properties.insert(name.into(), property(key));
            } else {
                properties.insert(name.into(), self.section(&path));
            }
        }
        match pattern {
            "what_if" => properties.extend(self.variant()),
            "touch.ID" => table["allOf"] = idle_keys(self.0.list),
            _ => {}
        }
        // Of the ways to say the same a table has one.
        for (_, ways) in
            EITHER.iter().filter(|(path, ways)| path.join(".") == pattern && properties.contains_key(ways[0]))
        {
            let pairs =
                (0..).zip(*ways).flat_map(|(place, way)| ways.iter().skip(place + 1).map(move |other| [way, other]));
            let pairs: Vec<Value> = pairs.map(|pair| json!({ "required": pair })).collect();
            table["not"] = if let [pair] = pairs.as_slice() { pair.clone() } else { json!({ "anyOf": pairs }) };
        }
        if !properties.is_empty() {
            table["properties"] = properties.into();
        }
        if let Some(section) = self.0.sections.iter().find(|section| section.path == pattern) {
            table["description"] = sentence(section.meaning).into();
        }
        table
    }

    /// A table, or a list of such tables. A list is never laid over another, so its tables must be whole.
    fn section(&self, path: &str) -> Value {
        let mut table = self.table(path);
        match self.0.sections.iter().find(|section| section.path == path) {
            Some(section) if section.is_list => {
                table["required"] = names(self.0, path, |key| key.default == Default::Required);
                json!({ "type": "array", "items": table, "description": sentence(section.meaning) })
            }
            Some(_) => table,
            None => {
                // The sections under names of the user's choice are what it is about.
                let named = self.0.sections.iter().find(|section| section.path == join(path, "ID"));
                table["description"] = named.map(|section| sentence(section.meaning)).unwrap_or_default().into();
                table
            }
        }
    }

    /// The keys that a what-if may set beside its name: those of the file, but for a few.
    fn variant(&self) -> Map<String, Value> {
        let own = ["name", "description"];
        let names = self.0.within("").into_iter().filter(|name| !NOT_IN_WHAT_IF.contains(name));
        let shared = names.filter(|name| !own.contains(name)).map(|name| {
            // What stands in the file itself need not be said twice.
            (name.to_owned(), json!({ "$ref": format!("#/properties/{name}") }))
        });
        shared.chain([("description".to_owned(), json!({ "$ref": "#/properties/description" }))]).collect()
    }
}

/// The names under which plans, touches and segments may stand.
fn ids(pattern: &str) -> Value {
    let mut ids = json!({ "pattern": "\\S" });
    if pattern == "plan" {
        ids["not"] = json!({ "const": Plan::NONE });
    }
    ids
}

/// A key: what it may be, and what an editor shows about it.
fn property(key: &Key) -> Value {
    let mut property = kind(key.kind);
    property["description"] = description(key).into();
    if let Default::Value(value) = key.default {
        property["default"] = kinds::json_of(value);
    }
    if SOME.contains(&key.path) {
        property["minItems"] = 1.into();
    }
    if ONCE.contains(&key.path) {
        property["uniqueItems"] = true.into();
    }
    if key.path == "segment.ID.sequence" {
        property["maxItems"] = MAX_SEQUENCE.into();
    }
    // An editor offers the built-in names, but others may be right too.
    match key.path {
        "rulebook" => offer(&mut property, builtin_rulebooks().map(str::to_owned).collect()),
        "plan.ID.like" | "plan_change.plan" | "seat.ID.plan" => offer(&mut property, plan_ids()),
        "plans" => offer(&mut property["items"], plan_ids()),
        _ => {}
    }
    let words = key.kind.words();
    if !words.is_empty() && matches!(key.kind, Kind::OneOf(_)) {
        property["x-taplo"] =
            json!({ "docs": { "enumValues": words.iter().map(|word| meaning_of(word)).collect::<Value>() } });
    }
    property
}

/// Names a text that is likely among those that may stand there.
fn offer(text: &mut Value, names: Vec<String>) {
    text["anyOf"] = json!([{ "enum": names }, { "type": "string" }]);
}

/// The plans of the built-in rulebooks, and none.
fn plan_ids() -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for (_, text) in builtin_rulebook_texts() {
        let sections = text.lines().filter_map(|line| line.strip_prefix("[plan.")?.strip_suffix(']'));
        for id in sections {
            if !ids.iter().any(|known| known == id) {
                ids.push(id.to_owned());
            }
        }
    }
    ids.push(Plan::NONE.to_owned());
    ids
}

/// The meaning of a key, its unit, kind, default and an example, in Markdown.
fn description(key: &Key) -> String {
    let mut lines = vec![sentence(key.meaning)];
    if !key.unit.is_empty() {
        lines.push(format!("Unit: {}.", key.unit));
    }
    lines.push(format!("May be: {}.", key.kind));
    lines.push(match key.default {
        Default::Required => "Required.".into(),
        Default::Value(value) if key.source.is_empty() => format!("Default: `{value}`."),
        Default::Value(value) => format!("Default: `{value}` ({}).", key.source),
        Default::Otherwise(words) => format!("Default: {words}."),
    });
    lines.push(format!("Example: `{} = {}`", key.place().1, key.example));
    lines.join("\n\n")
}

/// The keys that mean nothing on a channel, for each channel.
fn idle_keys(keys: &[Key]) -> Value {
    let touch = || keys.iter().filter(|key| key.place().0 == "touch.ID" && !key.channels.is_empty());
    let rules = Channel::ALL.map(|channel| {
        let idle = touch().filter(|key| !key.channels.contains(&channel.name()));
        let none: Map<String, Value> = idle.map(|key| (key.place().1.to_owned(), json!({ "not": {} }))).collect();
        json!({ "if": on(channel.name()), "then": { "properties": none } })
    });
    rules.into_iter().collect()
}

/// A touch that states this channel.
fn on(channel: &str) -> Value {
    json!({ "required": ["channel"], "properties": { "channel": { "const": channel } } })
}

/// The names of a section's keys of which something holds.
fn names(keys: &Keys, section: &str, holds: impl Fn(&Key) -> bool) -> Value {
    keys.list.iter().filter(|key| key.place().0 == section && holds(key)).map(|key| key.place().1).collect()
}

fn join(pattern: &str, name: &str) -> String {
    if pattern.is_empty() { name.to_owned() } else { format!("{pattern}.{name}") }
}

/// The words with a capital and a full stop.
fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", rest.as_str())
}
