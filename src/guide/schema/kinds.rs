//! The kinds of values in a JSON Schema.

use serde_json::{Map, Value, json};

use crate::domain::delays::Delays;
use crate::domain::quantity::{Minutes, Money};
use crate::scenario::document::kind::{FORMS, Form, Kind, MAX_COUNT, MAX_DAYS, MAX_LIFT, MAX_WORTH, part};

/// A share in per cent, as a regular expression.
const PERCENT: &str = r"(100(\.0*)?|\d{1,2}(\.\d*)?|\.\d+)\s*%";

/// The definitions to which rates, lifts and delays refer.
pub(super) fn definitions() -> Value {
    // A path may stand in quotes, or as tables within tables.
    let values = json!({ "oneOf": [kind(Kind::Values), { "$ref": "#/definitions/axes" }] });
    let axes = json!({ "type": "object", "minProperties": 1, "additionalProperties": values });
    let kinds = [Kind::Rate, Kind::TiedRate, Kind::Lift, Kind::Delay, Kind::Law, Kind::Worth];
    let [rate, tied, lift, delay, law, worth] = kinds.map(layered);
    json!({ "worth": worth, "rate": rate, "tied_rate": tied, "lift": lift, "delay": delay, "law": law, "axes": axes })
}

/// A value of this kind.
pub(super) fn kind(kind: Kind) -> Value {
    match kind {
        Kind::Text | Kind::Path => json!({ "type": "string" }),
        Kind::Name => json!({ "type": "string", "pattern": "\\S" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Whole(min, max) | Kind::Round(min, max) => whole(min, max),
        Kind::WholeOr(min, max, word) => json!({ "oneOf": [whole(min, max), { "enum": [word] }] }),
        Kind::Between(min, max) => json!({ "type": "number", "exclusiveMinimum": min, "exclusiveMaximum": max }),
        Kind::BetweenOr(min, max, word) => {
            json!({ "oneOf": [self::kind(Kind::Between(min, max)), { "enum": [word] }] })
        }
        Kind::Number(min, max) => json!({ "type": "number", "minimum": min, "maximum": max }),
        Kind::Money => json!({ "type": "number", "minimum": 0, "maximum": Money::MAX.units() }),
        Kind::Minutes => json!({ "type": "number", "minimum": 0, "maximum": Minutes::MAX.minutes() }),
        // TOML's own dates reach the schema as texts or, in some checkers, as dates; a text may state one as well.
        Kind::Date => json!({
            "anyOf": [{ "type": "string", "format": "date" }, { "type": "string" }],
            "pattern": r"^(19|2\d)\d\d-\d\d-\d\d$",
        }),
        Kind::DateOr(words) => json!({ "anyOf": [self::kind(Kind::Date), self::kind(Kind::OneOf(words))] }),
        Kind::OneOf(words) => json!({ "type": "string", "enum": words }),
        Kind::Share => json!({ "oneOf": [
            { "type": "number", "minimum": 0, "maximum": 1 },
            { "type": "string", "pattern": format!(r"^\s*{PERCENT}\s*$") },
        ] }),
        Kind::Rate => json!({ "allOf": [{ "$ref": "#/definitions/rate" }] }),
        Kind::TiedRate => json!({ "allOf": [{ "$ref": "#/definitions/tied_rate" }] }),
        Kind::Lift => json!({ "allOf": [{ "$ref": "#/definitions/lift" }] }),
        Kind::Worth => json!({ "allOf": [{ "$ref": "#/definitions/worth" }] }),
        Kind::Delay => json!({ "allOf": [{ "$ref": "#/definitions/delay" }] }),
        Kind::Law => json!({ "allOf": [{ "$ref": "#/definitions/law" }] }),
        Kind::Correlation => json!({ "type": "number", "minimum": -1, "maximum": 1 }),
        Kind::Wait => {
            let days = whole(1, MAX_DAYS);
            json!({ "oneOf": [days, { "type": "array", "items": days, "minItems": 2, "maxItems": 2 }] })
        }
        Kind::Pace => {
            let number = whole(0, MAX_COUNT);
            let list = json!({ "type": "array", "items": number, "minItems": 1 });
            json!({ "oneOf": [number, list, { "enum": kind.words() }] })
        }
        Kind::List(inner) => json!({ "type": "array", "items": self::kind(*inner) }),
        Kind::Tuple(words) => {
            json!({ "type": "array", "items": { "type": "number" }, "minItems": words.len(), "maxItems": words.len() })
        }
        Kind::Table => json!({ "type": "object" }),
        Kind::Tables => json!({ "type": "array", "items": { "type": "object" } }),
        Kind::Objective => json!({ "type": "string", "pattern": r"^\s*[a-z]" }),
        Kind::Requirement => json!({ "type": "string", "pattern": r"^\s*[a-z_]+\s*[<>]" }),
        Kind::Values => json!({ "type": ["array", "string"], "minItems": 1, "uniqueItems": true, "pattern": "\\S" }),
        Kind::Axes => json!({ "allOf": [{ "$ref": "#/definitions/axes" }] }),
    }
}

fn whole(min: u64, max: u64) -> Value {
    json!({ "type": "integer", "minimum": min, "maximum": max })
}

/// The ways to write a rate, lift or delay. Of a table only some keys need be there, as it may be laid over another
/// that has the rest.
fn layered(kind: Kind) -> Value {
    let number = json!({ "type": "number", "minimum": 0, "maximum": largest(kind), "description": "Known exactly." });
    let percentages = json!({
        "type": "string",
        "pattern": format!(r"^\s*{PERCENT}( to \s*{PERCENT})?\s*$"),
        "description": "A share such as \"15%\", or what nine campaigns in ten lie between, such as \"10% to 25%\".",
    });
    let tables = FORMS.iter().filter(|form| form.kinds.contains(&kind)).map(|form| table(kind, form));
    let texts = matches!(kind, Kind::Rate | Kind::TiedRate).then_some(percentages);
    json!({ "oneOf": std::iter::once(number).chain(texts).chain(tables).collect::<Value>() })
}

fn table(kind: Kind, form: &Form) -> Value {
    let keys: Map<String, Value> = form.keys.iter().map(|key| (key.to_string(), inner(kind, key))).collect();
    let mut table = json!({
        "type": "object",
        "properties": keys,
        "additionalProperties": false,
        "minProperties": 1,
        "description": format!("`{}`: {}.", form.example, form.meaning),
    });
    if kind == Kind::Law {
        // In a list nothing is laid over anything.
        table["required"] = json!(form.keys);
    }
    table
}

/// A key of the table that is a rate, lift or delay.
fn inner(of: Kind, key: &str) -> Value {
    let number = json!({ "type": "number", "minimum": 0, "maximum": largest(of) });
    let numbers = |count: u32| json!({ "type": "array", "items": number, "minItems": count, "maxItems": count });
    match key {
        "uniform" => numbers(2),
        "triangular" | "pert" => numbers(3),
        "samples" => kind(Kind::Path),
        "column" | "of" => kind(Kind::Name),
        "lift" => kind(Kind::Lift),
        "any_of" => {
            let laws = kind(Kind::Law);
            json!({ "type": "array", "items": laws, "minItems": Delays::NUMBER.start(), "maxItems": Delays::NUMBER.end() })
        }
        "weibull" => {
            let mut weibull = json!({
                "type": "object",
                "properties": { "shape": kind(part(of, "shape")), "scale": kind(part(of, "scale")) },
                "additionalProperties": false,
            });
            if of == Kind::Law {
                weibull["required"] = json!(["shape", "scale"]);
            }
            weibull
        }
        "cdf" => {
            let point = json!([kind(Kind::Number(0, largest(of) as u32)), kind(Kind::Number(0, 1))]);
            let point = json!({ "type": "array", "items": point, "minItems": 2, "maxItems": 2 });
            json!({ "type": "array", "items": point, "minItems": 1 })
        }
        key => kind(part(of, key)),
    }
}

fn largest(kind: Kind) -> u64 {
    match kind {
        Kind::Rate | Kind::TiedRate => 1,
        Kind::Lift => MAX_LIFT.into(),
        Kind::Worth => MAX_WORTH.into(),
        _ => MAX_DAYS,
    }
}

/// A TOML value as the JSON that a schema is held against.
pub(super) fn json_of(toml: &str) -> Value {
    let table: toml::Table =
        format!("it = {toml}").parse().expect("defaults and examples are TOML, which tests see to");
    to_json(&table["it"])
}

fn to_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.clone().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.iter().map(to_json).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), to_json(value))).collect(),
    }
}
