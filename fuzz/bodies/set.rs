//! `--set PATH=VALUE`, one a line, on a small scenario.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use inmail_sim::scenario::{Overrides, load_from};

const SCENARIO: &str = include_str!("../../tests/integration/program/busy.toml");

pub(crate) fn run(data: &[u8]) {
    let Ok(data) = str::from_utf8(data) else { return };
    let files = BTreeMap::from([(PathBuf::from("a.toml"), SCENARIO.as_bytes().to_vec())]);
    let overrides = Overrides { set: data.split('\n').take(8).map(str::to_owned).collect(), ..Overrides::default() };
    if let Err(problems) = load_from(&files, Path::new("a.toml"), &overrides) {
        assert!(problems.iter().all(|problem| !problem.to_string().is_empty()));
    }
}
