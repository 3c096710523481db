//! What is wrong or doubtful in a state, each finding at the control that it is about.

use serde::Serialize;

use crate::scenario::Scenario;
use crate::scenario::document::place::Place;
use crate::scenario::document::problem::Problems;
use crate::scenario::keys;

use super::document;

/// Everything that is wrong or doubtful, in the order of the file.
pub(super) type Findings = Vec<Finding>;

/// Something that is wrong or doubtful.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Finding {
    level: Level,
    message: String,
    /// The control that it is about, if it is about one.
    path: Option<String>,
    /// The line of the file; nothing where it stands in another one.
    line: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    Error,
    Warning,
}

impl Finding {
    /// What it says.
    pub(super) fn message(&self) -> &str {
        &self.message
    }

    fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

/// The findings about a text that was read, or could not be, as the file of this name.
pub(super) fn findings(text: &str, name: &str, read: &Result<Scenario, Problems>) -> Findings {
    let places = document::places(text);
    let finding = |level, message: String, place: Option<&Place>, kind: &str| {
        let place = place.filter(|place| crate::report::page::file_name(&place.file) == name);
        let at = place.and_then(|place| byte(text, place));
        let stands = |span: &std::ops::Range<usize>| at.is_some_and(|at| span.contains(&at) || span.start == at);
        // Inner ones come after the outer ones that they lie in.
        let innermost = places.iter().filter(|(_, span)| stands(span)).max_by_key(|(path, _)| path.len());
        let path = innermost.map(|(parts, _)| document::path(&at_lacking(parts, &message, kind)));
        // What is wrong with the file as a whole is said of its first letter.
        let is_whole = place.is_some_and(|place| (place.line, place.column) == (1, 1));
        let path = path.filter(|path| !is_whole || message.contains(&format!("`{path}")));
        Finding { level, message, path, line: place.map(|place| place.line) }
    };
    match read {
        Ok(scenario) => {
            let warnings = scenario.warnings.iter();
            warnings.map(|warning| finding(Level::Warning, warning.to_string(), Some(&warning.place), "")).collect()
        }
        Err(problems) => {
            let problems = problems.iter();
            let told = problems.map(|it| finding(Level::Error, it.to_string(), it.place.as_ref(), &it.kind));
            told.collect()
        }
    }
}

/// The kind of a problem with a table that lacks a key, and what stands before the name of the key.
const LACKS: (&str, &str) = ("Missing", " lacks `");

/// The path at which something is told: what a table lacks is told where it would stand, be the table marked or the key in it
/// that needs the other one.
fn at_lacking<'p>(parts: &'p [String], message: &'p str, kind: &str) -> Vec<&'p str> {
    let at: Vec<&str> = parts.iter().map(String::as_str).collect();
    let lacking = message.split_once(LACKS.1).filter(|_| kind == LACKS.0).and_then(|(_, rest)| rest.split('`').next());
    let Some(lacking) = lacking else { return at };
    let within = |table: &[&'p str]| [table, &[lacking]].concat();
    let places = [within(&at), within(&at[..at.len().saturating_sub(1)])];
    places.into_iter().find(|place| keys::named(&document::in_plan(place)).is_some()).unwrap_or(at)
}

/// What is wrong with the value at a path, or with a part of it.
pub(super) fn message(findings: &[Finding], path: &str) -> Option<String> {
    let is_at = |finding: &&Finding| {
        let at = finding.path.as_deref().unwrap_or_default();
        finding.is_error() && (at == path || at.strip_prefix(path).is_some_and(|rest| rest.starts_with(['.', '['])))
    };
    findings.iter().find(is_at).map(|finding| finding.message.clone())
}

/// The byte of a text at which a place begins.
fn byte(text: &str, place: &Place) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(place.line.checked_sub(1)?).map(str::len).sum();
    let line = text[before..].lines().next().unwrap_or_default();
    let column = line.char_indices().nth(place.column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    Some(before + column)
}

#[cfg(test)]
mod tests {
    use super::super::desk::Desk;
    use super::super::state::State;
    use super::*;
    use crate::scenario::Overrides;

    fn found(text: &str) -> Vec<(Option<String>, String)> {
        let desk = Desk::empty();
        let state = State { text: text.into(), off: Vec::new() };
        let read = desk.scenario(&state, &Overrides::default());
        findings(text, &desk.name(), &read).into_iter().map(|finding| (finding.path, finding.message)).collect()
    }

    #[test]
    fn a_finding_is_at_the_control_that_it_is_about() {
        let text = "weeks = 0 # ü\n[touch.\"in mail\"]\nchannel = 'inmail'\nreply_rate = { uniform = [0.5, 2] }\n\
                    [segment.s]\nper_week = 5\nsequence = ['in mail', 'x']\n";
        let paths: Vec<Option<String>> = found(text).into_iter().map(|(path, _)| path).collect();
        let at = |path: &str| Some(path.to_owned());
        assert_eq!(paths[0], at("weeks"));
        assert!(paths.contains(&at("touch.\"in mail\".reply_rate.uniform")), "{paths:?}");
        assert!(paths.contains(&at("segment.s.sequence")), "{paths:?}");
        // In a row of a list, and what a table lacks where it would stand.
        for text in
            ["[[target]]\nfigure = 'replies'\nat_least = -1\n", "target = [{ figure = 'replies', at_least = -1 }]\n"]
        {
            let text = format!("{text}[touch.a]\nchannel = 'inmail'\n[segment.s]\nper_week = 5\nsequence = ['a']\n");
            let paths: Vec<Option<String>> = found(&text).into_iter().map(|(path, _)| path).collect();
            assert!(paths.contains(&at("target.0.at_least")) && paths.contains(&at("touch.a.reply_rate")), "{paths:?}");
        }
    }
}
