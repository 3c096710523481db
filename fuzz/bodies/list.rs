//! A list of prospects, rules and a fragment, cut at lines of `---`: whatever they hold, they are refused or make a scenario
//! that can be played. Without rules those of the program count.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use inmail_sim::record::checklist::{BUILT_IN, Checklist};
use inmail_sim::record::prospects::{ListReading, read_prospects};
use inmail_sim::record::segments::{Own, segments};
use inmail_sim::scenario::document::problem::Problems;
use inmail_sim::scenario::{Overrides, load_from};

use super::parts;
use super::scenario::play;

pub(crate) fn run(data: &[u8]) {
    let mut parts = parts(data, 3).into_iter();
    let list = parts.next().unwrap_or_default();
    let [rules, fragment] =
        [(); 2].map(|()| parts.next().and_then(|part| str::from_utf8(part).ok()).unwrap_or_default());
    let rules = if rules.is_empty() { BUILT_IN } else { rules };
    let Some(checklist) = read(Checklist::read("rules.toml", rules)) else { return };
    let own = if fragment.is_empty() { None } else { read(Own::read("record.toml", fragment)) };
    let wanted = checklist.columns();
    let reading = ListReading { wanted: &wanted, ..ListReading::default() };
    let list = match read_prospects("list.csv", list, &reading) {
        Ok(list) => list,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let mut tiers = vec![(0, 0); checklist.tiers().len()];
    for prospect in &list.prospects {
        let placed = checklist.place(prospect);
        assert!(!checklist.reasons(prospect, &placed).is_empty());
        tiers[placed.tier].0 += 1;
        tiers[placed.tier].1 += u32::from(prospect.open_profile);
    }
    let made = segments(&checklist, "list", &tiers, own.as_ref().map(|own| ("record.toml", own)));
    let texts = [("a.toml", made.text.as_str()), ("record.toml", fragment)];
    let files: BTreeMap<PathBuf, Vec<u8>> =
        texts.into_iter().map(|(name, text)| (PathBuf::from(name), text.as_bytes().to_vec())).collect();
    match load_from(&files, Path::new("a.toml"), &Overrides::default()) {
        Ok(scenario) => play(&scenario),
        Err(problems) => {
            let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
            // Only what is wrong in the fragment itself, or a list without anybody, may be told here.
            assert!(own.is_some() || list.prospects.is_empty(), "{told:?}\n{}", made.text);
        }
    }
}

fn read<T>(read: Result<T, Problems>) -> Option<T> {
    read.map_err(|problems| super::rules::assert_placed(&problems)).ok()
}
