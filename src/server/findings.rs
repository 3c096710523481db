//! What is wrong or doubtful in a state, each finding at the control that it is about.

use serde::Serialize;

use crate::scenario::Scenario;
use crate::scenario::document::place::Place;
use crate::scenario::document::problem::Problems;

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
    fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}

/// The findings about a text that was read, or could not be, as the file of this name.
pub(super) fn findings(text: &str, name: &str, read: &Result<Scenario, Problems>) -> Findings {
    let places = document::places(text);
    let finding = |level, message: String, place: Option<&Place>| {
        let place = place.filter(|place| crate::report::page::file_name(&place.file) == name);
        let at = place.and_then(|place| byte(text, place));
        let stands = |span: &std::ops::Range<usize>| at.is_some_and(|at| span.contains(&at) || span.start == at);
        // Inner ones come after the outer ones that they lie in.
        let innermost = places.iter().filter(|(_, span)| stands(span)).max_by_key(|(path, _)| path.len());
        let path = innermost.map(|(parts, _)| document::path(&parts.iter().map(String::as_str).collect::<Vec<_>>()));
        // What is wrong with the file as a whole is said of its first letter.
        let is_whole = place.is_some_and(|place| (place.line, place.column) == (1, 1));
        let path = path.filter(|path| !is_whole || message.contains(&format!("`{path}")));
        Finding { level, message, path, line: place.map(|place| place.line) }
    };
    match read {
        Ok(scenario) => {
            let warnings = scenario.warnings.iter();
            warnings.map(|warning| finding(Level::Warning, warning.to_string(), Some(&warning.place))).collect()
        }
        Err(problems) => {
            problems.iter().map(|problem| finding(Level::Error, problem.to_string(), problem.place.as_ref())).collect()
        }
    }
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
    }
}
