//! The keys that a scenario that stands alone must state, beyond those that every file must.

use serde_json::{Map, Value, json};

use super::{join, names, on};
use crate::domain::touch::REPLY_RATE;
use crate::scenario::document::kind::{FORMS, Kind, OPTIONAL};
use crate::scenario::keys::{Default, Keys};

/// The keys that a scenario file must state unless it extends another.
pub(super) fn required(keys: &'static Keys) -> Value {
    let mut whole = table(keys, "").unwrap_or_else(|| json!({}));
    whole["required"] = json!(["touch", "segment"]);
    for section in ["touch", "segment"] {
        whole["properties"][section]["minProperties"] = 1.into();
    }
    whole
}

/// The keys that a table must state; nothing if there are none.
fn table(keys: &'static Keys, pattern: &str) -> Option<Value> {
    let mut table = Map::new();
    let mut properties = Map::new();
    for name in keys.within(pattern) {
        let path = join(pattern, name);
        let inner = match keys.list.iter().find(|key| key.path == path) {
            Some(key) => distribution(key.kind),
            // Lists of tables are whole in every file.
            None if keys.is_list(&path) => None,
            None => self::table(keys, &path),
        };
        match inner {
            Some(inner) if name == "ID" => drop(table.insert("additionalProperties".into(), inner)),
            Some(inner) => drop(properties.insert(name.into(), inner)),
            None => {}
        }
    }
    let required = names(keys, pattern, |key| key.default == Default::Required);
    if required.as_array().is_some_and(|names| !names.is_empty()) {
        table.insert("required".into(), required);
    }
    if pattern == "touch.ID" {
        let replies = json!({ "if": { "not": on("engage") }, "then": { "required": [REPLY_RATE] } });
        let accepts = json!({ "if": on("connect"), "then": { "required": ["accept_rate"] } });
        table.insert("allOf".into(), json!([replies, accepts]));
    }
    if pattern == "goal" {
        table.insert("anyOf".into(), json!([{ "required": ["minimize"] }, { "required": ["maximize"] }]));
    }
    if !properties.is_empty() {
        table.insert("properties".into(), properties.into());
    }
    (!table.is_empty()).then(|| table.into())
}

/// A rate, lift or delay that is a table has all keys of its form.
fn distribution(kind: Kind) -> Option<Value> {
    let forms = FORMS.iter().filter(|form| form.kinds.contains(&kind)).map(|form| {
        let needed: Vec<&str> =
            form.keys.iter().copied().filter(|key| !OPTIONAL.iter().any(|(name, _)| name == key)).collect();
        match *form.keys {
            ["weibull"] => json!({
                "required": needed,
                "properties": { "weibull": { "required": ["shape", "scale"] } },
            }),
            _ => json!({ "required": needed }),
        }
    });
    let forms: Vec<Value> = forms.collect();
    (!forms.is_empty()).then(|| json!({ "if": { "type": "object" }, "then": { "anyOf": forms } }))
}
