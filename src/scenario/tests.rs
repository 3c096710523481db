//! Whole files from memory: what they compile to, and what is said about those that do not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::document::kind::Kind;
use super::document::lists::{all, quoted};
use super::document::place::Place;
use super::document::problem::{Problem, Problems};
use super::keys::SCENARIO;
use super::{Overrides, Scenario, load, load_from};
use crate::domain::case::Case;

mod blame;
mod broken;
mod broken_touches;
mod circumstances;
mod demand;
mod every_kind;
mod files;
mod goal;
mod layers;
mod length;
mod outcomes;
mod plans;
mod price_warnings;
mod remedies;
mod repository;
mod seat_warnings;
mod seats;
mod slips;
mod targets;
mod ties;
mod valid;
mod warnings;

/// The smallest scenario, for others to be laid over or set in.
const SMALL: &str = "[touch.inmail]\nchannel = \"inmail\"\nreply_rate = 0.2\n\n\
                     [segment.prospects]\nper_week = 10\nsequence = [\"inmail\"]\n";

/// Files from memory: names and texts.
fn files(files: &[(&str, &str)]) -> BTreeMap<PathBuf, Vec<u8>> {
    files.iter().map(|(name, text)| (PathBuf::from(name), text.as_bytes().to_vec())).collect()
}

/// Compiles the first of these files.
fn compile(texts: &[(&str, &str)], overrides: &Overrides) -> Result<Scenario, Problems> {
    load_from(&files(texts), Path::new(texts[0].0), overrides)
}

/// Compiles a single file that is right.
fn right(text: &str) -> Scenario {
    right_with(text, &[])
}

/// Compiles a single file that is right, with these `PATH=VALUE`.
fn right_with(text: &str, set: &[&str]) -> Scenario {
    let overrides = Overrides { set: set.iter().map(|set| set.to_string()).collect(), ..Overrides::default() };
    compile(&[("a.toml", text)], &overrides).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The reply rate of a touch, which is a number or follows numbers.
fn rate_of(case: &Case, touch: usize) -> f64 {
    case.reply_rate(touch).and_then(|rate| rate.as_fixed()).expect("a fixed rate")
}

/// What is wrong with the first of these files.
fn wrong(texts: &[(&str, &str)]) -> String {
    compile(texts, &Overrides::default()).expect_err("something is wrong").to_string()
}

/// What is wrong with a file, each with its line.
fn wrong_with_places(text: &str) -> Vec<(usize, String)> {
    let problems = compile(&[("a.toml", text)], &Overrides::default()).err();
    let all = problems.iter().flat_map(Problems::iter);
    all.map(|problem| (problem.place.as_ref().map_or(0, |place| place.line), problem.to_string())).collect()
}

/// The same with what each has to do with, below it: `+ file:line:column: what stands there`.
fn told_with_related(problems: &Problems) -> String {
    let place = |place: &Place| format!("{}:{}:{}", place.file, place.line, place.column);
    let line = |problem: &Problem| {
        let at = problem.place.as_ref().map(|at| format!("{}: ", place(at))).unwrap_or_default();
        let related = problem.related.as_ref();
        let related = related.map(|related| format!("\n+ {}: {}", place(&related.place), related.note));
        format!("{at}{problem}{}", related.unwrap_or_default())
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The names of all cases.
fn names(scenario: &Scenario) -> Vec<String> {
    scenario.cases.iter().map(|case| case.name.id()).collect()
}

/// Compares what is said about texts made of these snippets, line by line as `line:column: what`. `<rate>` and the like
/// stand for what a rate must be; `…` at the end for whatever the distribution says.
fn assert_told(snippets: &[(&str, &[&str])], text: impl Fn(&str) -> String) {
    let keys = all(SCENARIO.within("").iter().map(quoted));
    let mut wrong_ones = Vec::new();
    for (snippet, expected) in snippets {
        let told = wrong(&[("a.toml", &text(snippet))]);
        let told: Vec<&str> = told.lines().map(|line| line.strip_prefix("a.toml:").unwrap_or(line)).collect();
        let expected: Vec<String> = expected
            .iter()
            .map(|line| line.replace("<rate>", &Kind::TiedRate.to_string()).replace("<lift>", &Kind::Lift.to_string()))
            .map(|line| {
                line.replace("<delay>", &Kind::Delay.to_string())
                    .replace("<law>", &Kind::Law.to_string())
                    .replace("<keys>", &keys)
            })
            .collect();
        let same = |(told, expected): (&&str, &String)| match expected.strip_suffix('…') {
            Some(beginning) => told.starts_with(beginning),
            None => told == expected,
        };
        let matches = told.len() == expected.len() && told.iter().zip(&expected).all(same);
        if !matches {
            wrong_ones.push(format!("{snippet}\n  told:\n{}\n  expected:\n{}", told.join("\n"), expected.join("\n")));
        }
    }
    assert!(wrong_ones.is_empty(), "{}", wrong_ones.join("\n\n"));
}
