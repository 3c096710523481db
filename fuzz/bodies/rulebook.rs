//! A rulebook: it is refused, or its first plan is played and reported.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use inmail_sim::engine::{Sampling, Settings, play};
use inmail_sim::figures::Figures;
use inmail_sim::report::summary_csv;
use inmail_sim::scenario::{Overrides, load_from};

const SCENARIO: &str = "rulebook = \"rules.toml\"\nweeks = 60\n\
                        touch.letter = { channel = \"inmail\", reply_rate = 0.3 }\n\
                        segment.all = { per_week = 5, sequence = [\"letter\"] }\n";

pub(crate) fn run(data: &[u8]) {
    let plan = str::from_utf8(data).ok().and_then(|text| text.parse::<toml::Table>().ok()).and_then(|rules| {
        let plans = rules.get("plan")?.as_table()?;
        plans.keys().next().cloned()
    });
    let plan = toml::Value::from(plan.unwrap_or_else(|| "p".into()));
    let scenario = format!("plans = [{plan}]\n{SCENARIO}");
    let texts = [("a.toml", scenario.as_bytes()), ("rules.toml", data)];
    let files: BTreeMap<PathBuf, Vec<u8>> =
        texts.into_iter().map(|(name, text)| (PathBuf::from(name), text.to_vec())).collect();
    match load_from(&files, Path::new("a.toml"), &Overrides::default()) {
        Ok(scenario) => {
            let settings = Settings { trials: 4, seed: scenario.seed, sampling: Sampling::Even, precision: None };
            let tally = play(&scenario.cases, &settings, |_| {});
            assert!(!summary_csv(&Figures::new(&scenario.cases, &tally)).is_empty());
        }
        Err(problems) => super::rules::assert_placed(&problems),
    }
}
