//! Whole files from memory: what they compile to, and what is said about those that do not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::problem::Problems;
use super::{Overrides, Scenario, load, load_from};

mod broken;
mod layers;
mod repository;
mod valid;

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

/// What is wrong with the first of these files.
fn wrong(texts: &[(&str, &str)]) -> String {
    compile(texts, &Overrides::default()).expect_err("something is wrong").to_string()
}

/// The names of all cases.
fn names(scenario: &Scenario) -> Vec<String> {
    scenario.cases.iter().map(|case| case.name.to_string()).collect()
}
