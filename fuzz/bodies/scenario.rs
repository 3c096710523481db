//! A scenario with the files that it names, cut from the input at lines of `---`: the scenario, a rulebook, samples.
//! Whatever they hold, they are read or refused with messages that point into them, and what is read can be played.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use inmail_sim::engine::schedule::Schedule;
use inmail_sim::engine::{self, Sampling, Settings};
use inmail_sim::scenario::{Overrides, Scenario, load_from};

use super::parts;

const NAMES: [&str; 3] = ["a.toml", "rules.toml", "samples.csv"];

/// Larger campaigns are read and not played.
const MAX_WEEKS: u64 = 400;

pub(crate) fn run(data: &[u8]) {
    let parts = parts(data, NAMES.len()).into_iter().map(<[u8]>::to_vec);
    let files: BTreeMap<PathBuf, Vec<u8>> = NAMES.iter().map(PathBuf::from).zip(parts).collect();
    match load_from(&files, Path::new(NAMES[0]), &Overrides::default()) {
        Ok(scenario) => play(&scenario),
        Err(problems) => {
            assert!(problems.iter().count() > 0);
            for problem in problems.iter() {
                assert!(!problem.to_string().is_empty());
                for place in problem.place.iter().chain(problem.related.iter().map(|related| &related.place)) {
                    assert!(place.line > 0 && place.column > 0 && place.width > 0);
                }
            }
        }
    }
}

pub(super) fn play(scenario: &Scenario) {
    let weeks: u64 = scenario.cases.iter().map(|case| u64::from(case.calendar.weeks())).sum();
    let large = scenario.cases.iter().any(|case| {
        use inmail_sim::domain::segment::Pace;
        case.segments.iter().any(|segment| match &segment.pace {
            Pace::PerWeek(numbers) => numbers.iter().any(|&number| number > 100),
            _ => segment.prospects.is_none_or(|prospects| prospects > 1_000),
        }) || case.opening.pending.iter().any(|pending| pending.count > 1_000)
    });
    if weeks > MAX_WEEKS {
        return;
    }
    if large {
        Schedule::all(&scenario.cases);
        return;
    }
    let settings = Settings { trials: 2, seed: scenario.seed, sampling: Sampling::Even, precision: None };
    let tally = engine::play(&scenario.cases, &settings, |_| {});
    assert_eq!(tally.trials, 2);
}
