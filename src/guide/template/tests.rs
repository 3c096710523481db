//! The scenario to start from can be run, and so can every line of it that is switched off.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::*;
use crate::scenario::{Overrides, load_from};

/// The problems of a scenario.
fn problems(text: &str) -> String {
    let files = BTreeMap::from([(PathBuf::from("campaign.toml"), text.as_bytes().to_vec())]);
    let loaded = load_from(&files, Path::new("campaign.toml"), &Overrides::default());
    loaded.err().map(|problems| problems.to_string()).unwrap_or_default()
}

/// Is the line switched off?
fn is_off(line: &str) -> bool {
    line.strip_prefix('#').is_some_and(|rest| !rest.is_empty() && !rest.starts_with([' ', ':']))
}

/// The text with these lines switched on.
fn switched_on(text: &str, on: impl Fn(usize) -> bool) -> String {
    let lines = text.lines().enumerate();
    let lines = lines.map(|(at, line)| if on(at) && is_off(line) { &line[1..] } else { line });
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn what_is_written_can_be_run_and_stands_in_lines_that_can_be_read() {
    for schema in [None, Some("scenario.schema.json")] {
        let text = template("mine.toml", schema);
        assert_eq!(problems(&text), "");
        assert!(text.starts_with("# ") && text.lines().next().is_some_and(|line| line.ends_with('?')));
        assert!(text.contains("inmail-sim run mine.toml"));
        assert!(text.lines().all(|line| line.chars().count() <= 120), "{text}");
    }
    assert!(template("a.toml", Some("scenario.schema.json")).contains("\n#:schema scenario.schema.json\n\nname "));
}

#[test]
fn every_line_that_is_switched_off_can_be_switched_on() {
    let text = template("mine.toml", None);
    let lines: Vec<&str> = text.lines().collect();
    let is_header = |line: &str| line.trim_start_matches('#').starts_with('[');
    for at in (0..lines.len()).filter(|&at| is_off(lines[at])) {
        let header = (0..=at).rev().find(|&at| is_header(lines[at]));
        let on = match header {
            // A section that is switched off is switched on as a whole.
            Some(header) if is_off(lines[header]) => {
                let next = (header + 1..lines.len()).find(|&at| is_header(lines[at])).unwrap_or(lines.len());
                switched_on(&text, |at| (header..next).contains(&at))
            }
            _ => switched_on(&text, |other| other == at),
        };
        // The default rulebook has no annual prices.
        let annual = on.contains("\nbilling = \"annual\"");
        let on = if annual { on.replace("\"article-2025-10\"", "\"linkedin-help-2026\"") } else { on };
        assert_eq!(problems(&on), "", "line {}: {on}", at + 1);
        assert_ne!(on, text);
    }
}

#[test]
fn every_key_stands_in_its_section() {
    let text = template("mine.toml", None);
    for key in keys::reference().iter().filter(|key| !LEFT_OUT.contains(&key.path)) {
        let (section, name) = key.place();
        let headers = PARTS.iter().filter(|part| part.pattern == section).map(|part| part.header);
        let bodies = headers.flat_map(|header| match header {
            "" => vec![text.as_str()],
            header => text.split(header).skip(1).collect(),
        });
        let body = |rest: &str| {
            rest.split("\n[").next().unwrap_or_default().split("\n#[").next().unwrap_or_default().to_owned()
        };
        let stands =
            |body: String| body.lines().any(|line| line.trim_start_matches('#').starts_with(&format!("{name} ")));
        assert!(bodies.map(body).any(stands), "{} is missing from\n{text}", key.path);
    }
}
