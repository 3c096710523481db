//! The scenario files of the repository.

use super::*;

#[test]
fn every_scenario_of_the_repository_compiles() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let problems: Vec<Problems> = paths.iter().filter_map(|path| load(path, &Overrides::default()).err()).collect();
    let problems: Vec<String> = problems.iter().map(Problems::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
