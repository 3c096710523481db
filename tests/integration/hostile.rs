//! Files as nobody should write them: whatever they hold, they are read or refused, and what is read can be played.

mod mutation;
mod values;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use inmail_sim::domain::case::Case;
use inmail_sim::domain::segment::Pace;
use inmail_sim::engine::{self, Sampling, Settings};
use inmail_sim::scenario::document::place::Place;
use inmail_sim::scenario::{Overrides, Scenario, load_from};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::program::{BUSY, SMALL, in_repository};
use mutation::{Mutation, mutation};

/// Files from memory.
type Texts = BTreeMap<PathBuf, Vec<u8>>;

/// A rulebook of one's own, for [`RULED`].
const RULES: &str = "rules.toml";

/// A scenario under a rulebook file.
const RULED: &str = "ruled.toml";

/// The example files with all that they name, and a scenario under a rulebook file. They are read once.
fn examples() -> Texts {
    static EXAMPLES: LazyLock<Texts> = LazyLock::new(read_examples);
    EXAMPLES.clone()
}

fn read_examples() -> Texts {
    let mut texts = Texts::new();
    for folder in ["scenarios", "scenarios/data"] {
        for entry in fs::read_dir(in_repository(folder)).expect("the repository has examples") {
            let path = entry.expect("it can be listed").path();
            if path.is_file() {
                let name = path.strip_prefix(in_repository("scenarios")).expect("it is in there");
                texts.insert(name.to_owned(), fs::read(&path).expect("it can be read"));
            }
        }
    }
    let rules = fs::read(in_repository("src/rulebooks/linkedin-help-2026.toml")).expect("it is there");
    texts.insert(RULES.into(), rules);
    texts.insert(RULED.into(), format!("rulebook = '{RULES}'\n{SMALL}").into_bytes());
    texts.insert("busy.toml".into(), BUSY.into());
    assert!(texts.len() > 18, "{:?}", texts.keys());
    texts
}

/// Reads one of these files, and plays what is right if it is small.
fn read_and_play(texts: &Texts, path: &Path) -> Result<(), TestCaseError> {
    match load_from(texts, path, &Overrides::default()) {
        Err(problems) => {
            prop_assert!(problems.iter().count() > 0);
            for problem in problems.iter() {
                prop_assert!(!problem.to_string().trim().is_empty());
                for place in problem.place.iter().chain(problem.related.iter().map(|related| &related.place)) {
                    check_place(texts, place)?;
                }
            }
        }
        Ok(scenario) => {
            prop_assert!(!scenario.cases.is_empty() && scenario.trials > 0);
            let few = Overrides { weeks: Some(3), ..Overrides::default() };
            if let Some(scenario) = load_from(texts, path, &few).ok().filter(is_small) {
                let settings = Settings { trials: 3, seed: scenario.seed, sampling: Sampling::Even, precision: None };
                prop_assert_eq!(engine::play(&scenario.cases, &settings, |_| {}).trials, 3);
            }
        }
    }
    Ok(())
}

/// Does a place lie in a file, and show it?
fn check_place(texts: &Texts, place: &Place) -> Result<(), TestCaseError> {
    let Some(bytes) = texts.get(Path::new(&place.file)) else {
        // The text of a rulebook that is part of the program, or of an argument.
        return Ok(());
    };
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let line = text.split('\n').nth(place.line - 1);
    prop_assert!(line.is_some(), "{place:?}");
    let line = line.unwrap_or_default().trim_end_matches('\r');
    prop_assert!(line.contains(&place.text), "{place:?}: {line:?}");
    prop_assert!((1..=line.chars().count() + 2).contains(&place.column), "{place:?}: {line:?}");
    prop_assert!(place.width >= 1 && place.text_column >= 1 && place.text_column <= place.column);
    Ok(())
}

/// Is a campaign of these cases played in no time?
fn is_small(scenario: &Scenario) -> bool {
    let few = |case: &Case| {
        let starts = |pace: &Pace| matches!(pace, Pace::PerWeek(numbers) if numbers.iter().all(|&number| number < 500));
        case.segments.iter().all(|segment| starts(&segment.pace) || segment.prospects.is_some_and(|all| all < 500))
            && case.opening.pending.iter().all(|pending| pending.count < 500)
    };
    scenario.cases.len() < 50 && scenario.cases.iter().all(few)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn broken_copies_of_the_examples_are_read_or_refused(
        file in any::<Index>(),
        mutations in vec(mutation(), 1..5),
    ) {
        let mut texts = examples();
        let scenarios: Vec<PathBuf> =
            texts.keys().filter(|path| path.extension().is_some_and(|end| end == "toml")).cloned().collect();
        let path = file.get(&scenarios);
        for mutation in &mutations {
            mutation.apply(&mut texts, path);
        }
        read_and_play(&texts, path)?;
    }

    #[test]
    fn broken_rulebooks_and_samples_are_read_or_refused(mutations in vec(mutation(), 1..4)) {
        let mut texts = examples();
        for mutation in &mutations {
            mutation.apply(&mut texts, Path::new(RULES));
            mutation.apply(&mut texts, Path::new("data/follow-up-rates.csv"));
            mutation.apply(&mut texts, Path::new("data/reply-delays.csv"));
        }
        read_and_play(&texts, Path::new(RULED))?;
        read_and_play(&texts, Path::new("own-record.toml"))?;
    }
}

#[test]
fn the_examples_themselves_are_right_with_any_line_ends_and_a_byte_order_mark() {
    let texts = examples();
    for path in texts.keys().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        if path == Path::new(RULES) {
            continue;
        }
        for mutations in [
            &[][..],
            &[Mutation::WindowsLines],
            &[Mutation::ByteOrderMark],
            &[Mutation::WindowsLines, Mutation::ByteOrderMark],
        ] {
            let mut texts = texts.clone();
            let all: Vec<PathBuf> = texts.keys().cloned().collect();
            mutations.iter().for_each(|mutation| all.iter().for_each(|path| mutation.apply(&mut texts, path)));
            let read = load_from(&texts, path, &Overrides::default());
            assert!(read.is_ok(), "{}: {mutations:?}: {}", path.display(), read.unwrap_err());
        }
    }
}
