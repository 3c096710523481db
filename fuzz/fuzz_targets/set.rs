//! `--set PATH=VALUE`, one a line, on a small scenario.

#![no_main]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use inmail_sim::scenario::{Overrides, load_from};
use libfuzzer_sys::fuzz_target;

const SCENARIO: &str = include_str!("../../tests/integration/program/busy.toml");

fuzz_target!(|data: &str| {
    let files = BTreeMap::from([(PathBuf::from("a.toml"), SCENARIO.as_bytes().to_vec())]);
    let overrides = Overrides { set: data.split('\n').take(8).map(str::to_owned).collect(), ..Overrides::default() };
    if let Err(problems) = load_from(&files, Path::new("a.toml"), &overrides) {
        assert!(problems.iter().all(|problem| !problem.to_string().is_empty()));
    }
});
