//! Files that are dropped on the page: a record of one's own, or a list of people.

use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use crate::figures::number::percent as percent_of;
use crate::report::page::table_html;

use super::document;
use super::state::Refused;

/// What reads a file of the user's: given whether it is a list, the name that it has in the browser and its bytes, the JSON
/// of `calibrate` or `qualify` and the text of the file that came of it, or what is wrong.
pub type Own = dyn Fn(bool, &Path, &[u8]) -> Result<(String, String), String> + Send + Sync;

/// What a file says.
#[derive(Debug, Serialize)]
pub(super) struct Read {
    said: Vec<String>,
    table: String,
    /// The rates and delays of a record, to be laid over a scenario file.
    #[serde(skip_serializing_if = "String::is_empty")]
    fragment: String,
    /// The scenario file that a list makes.
    #[serde(skip_serializing_if = "String::is_empty")]
    segments: String,
    takes: Vec<Take>,
}

/// A value that can be taken over.
#[derive(Debug, Serialize)]
struct Take {
    path: String,
    value: String,
    shown: String,
    label: String,
}

/// A name without folders, and short enough for every system: by some names the kind of a file is known.
pub(super) fn safe_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = name.chars().filter(|char| char.is_alphanumeric() || " ._-()".contains(*char)).collect();
    let plain = plain.trim_start_matches(['.', ' ', '-']);
    if plain.is_empty() { "file.csv".into() } else { last_bytes(plain, 100) }
}

/// The end of a text, so many bytes at most: that of a name tells its kind.
fn last_bytes(text: &str, most: usize) -> String {
    let from = (0..text.len()).find(|&at| text.is_char_boundary(at) && text.len() - at <= most);
    text[from.unwrap_or(text.len())..].to_owned()
}

/// Reads a record or a list.
pub(super) fn read(own: &Own, is_list: bool, name: &str, bytes: &[u8]) -> Result<Read, Refused> {
    let (json, text) = own(is_list, Path::new(&safe_name(name)), bytes).map_err(Refused::Wrong)?;
    let found: Value = serde_json::from_str(&json)?;
    Ok(if is_list { list(&found, text) } else { record(&found, text) })
}

/// Every text of these fields, one after the other.
fn texts(found: &Value, fields: &[&str]) -> Vec<String> {
    let mut said = Vec::new();
    for field in fields {
        match &found[*field] {
            Value::String(text) => said.push(text.clone()),
            Value::Array(items) => said.extend(items.iter().filter_map(Value::as_str).map(str::to_owned)),
            _ => {}
        }
    }
    said
}

fn record(found: &Value, text: String) -> Read {
    let percent = |value: &Value| value.as_f64().map_or("–".to_owned(), percent_of);
    let touches = found["touches"].as_array().cloned().unwrap_or_default();
    let between = |touch: &Value| {
        let rate = &touch["rate"];
        format!("{} to {}", percent(&rate["p05"]), percent(&rate["p95"]))
    };
    let row = |touch: &Value| {
        let name = touch["touch"].as_str().unwrap_or_default().to_owned();
        vec![
            name,
            touch["sent"].to_string(),
            touch["answered"].to_string(),
            percent(&touch["rate"]["mean"]),
            between(touch),
        ]
    };
    let columns = [("message", false), ("sent", true), ("answered", true), ("rate", true), ("90 % sure", true)];
    let takes = touches.iter().filter_map(|touch| {
        let rate = &touch["rate"];
        let (name, low, high) = (touch["touch"].as_str()?, rate["p05"].as_f64()?, rate["p95"].as_f64()?);
        let key = if touch["awaited"] == "acceptance" { "accept_rate" } else { "reply_rate" };
        Some(Take {
            path: document::path(&["touch", name, key]),
            value: format!("{:.2}% to {:.2}%", low * 100.0, high * 100.0),
            shown: between(touch),
            label: name.to_owned(),
        })
    });
    Read {
        said: texts(found, &["text", "notes", "warnings"]),
        table: table_html("What was counted", &columns, touches.iter().map(row).collect()),
        takes: takes.collect(),
        fragment: text,
        segments: String::new(),
    }
}

fn list(found: &Value, text: String) -> Read {
    let tiers = found["tiers"].as_array().cloned().unwrap_or_default();
    let cell = |tier: &Value, field: &str| tier[field].as_str().map_or_else(|| tier[field].to_string(), str::to_owned);
    let rows = tiers.iter().map(|tier| ["name", "prospects", "channel", "why"].map(|field| cell(tier, field)).to_vec());
    let columns = [("tier", false), ("people", true), ("first step", false), ("why", false)];
    Read {
        said: texts(found, &["text", "warnings"]),
        table: table_html("Who is on the list", &columns, rows.collect()),
        takes: Vec::new(),
        fragment: String::new(),
        segments: text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere() {
        assert_eq!(safe_name("../../etc/passwd"), "passwd");
        assert_eq!(safe_name("C:\\a\\Export (1).zip"), "Export (1).zip");
        assert_eq!(safe_name("..."), "file.csv");
        assert_eq!(safe_name("-rf\u{0}\n.csv"), "rf.csv");
    }
}
