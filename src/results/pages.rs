//! The page and the first sheet of an answer about a scenario.

use crate::chart::Chart;
use crate::report::page::{Basis, Content, Page, Picture, Stated, file_name};
use crate::report::{self, Cover, RunRecord};
use crate::scenario::assumption::Origin;
use crate::scenario::{self, Scenario};

/// A chart on a page, with the stem of its files' names.
pub fn picture<'a>(name: &'a str, chart: &'a Chart) -> Picture<'a> {
    Picture { name, svg: &chart.svg, finding: &chart.finding }
}

/// The page of an answer about a scenario.
pub fn page_of(
    scenario: &Scenario,
    (command, run): (Vec<String>, &RunRecord),
    content: Content,
    charts: Vec<Picture<'_>>,
    varied: Vec<(String, String)>,
) -> Vec<u8> {
    // What is varied has no one value.
    let kept = |path: &str| !varied.iter().any(|(varied, _)| varied == path);
    let assumptions = scenario.assumptions.iter().filter(|assumption| kept(&assumption.path));
    let assumptions = assumptions.map(|assumption| Stated {
        what_if: assumption.what_if.clone().unwrap_or_default(),
        path: assumption.path.clone(),
        value: assumption.value.clone(),
        unit: assumption.unit.into(),
        label: assumption.origin.label().into(),
        is_recorded: assumption.origin == Origin::Record,
        remark: assumption.remark.clone(),
    });
    let basis = Basis {
        command,
        run,
        assumptions: assumptions.collect(),
        varied,
        cases: &scenario.cases,
        rulebooks: &scenario.rulebooks,
        // They are part of the program, so that they can be read; if not, the page has less to say.
        builtin: scenario::builtin_rulebooks().filter_map(|name| scenario::rulebook(name).ok()).collect(),
        warnings: warnings(scenario),
    };
    let (title, question) = (scenario.name.as_str(), scenario.description.as_str());
    report::page_html(&Page { title, question, content, charts, basis: Some(basis) })
}

/// What the first sheet of the workbook says of an answer to a question about a scenario.
pub fn cover<'a>(scenario: &'a Scenario, content: &Content, run: &RunRecord) -> Cover<'a> {
    Cover {
        question: &scenario.name,
        description: &scenario.description,
        answer: content.sentences().to_vec(),
        played: content.facts().to_owned(),
        ranked: None,
        cases: &scenario.cases,
        prices: None,
        rulebooks: &scenario.rulebooks,
        warnings: warnings(scenario),
        repeated: format!("version {} of the program, seed {}", run.version, run.seed),
    }
}

/// The warnings about a scenario, each with its place but no folder, which holds on one machine only.
pub fn warnings(scenario: &Scenario) -> Vec<String> {
    let told = |warning: &scenario::warning::Warning| {
        format!("{}, line {}: {warning}", file_name(&warning.place.file), warning.place.line)
    };
    scenario.warnings.iter().map(told).collect()
}
