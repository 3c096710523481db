//! The names that can be typed: those of the program, and those of scenario files.

use std::path::PathBuf;

use crate::domain::case::Case;
use crate::guide::{self, EXAMPLES};
use crate::scenario::keys::{self, Key, SECTIONS, meaning_of};
use crate::scenario::{self, NOT_IN_WHAT_IF, Overrides, Scenario};

/// A name, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) name: String,
    pub(super) meaning: String,
}

impl Name {
    pub(super) fn new(name: impl Into<String>, meaning: impl Into<String>) -> Name {
        Name { name: name.into(), meaning: meaning.into() }
    }
}

/// The names that scenario files know, as far as they can be read.
#[derive(Debug, Default)]
pub(super) struct Names {
    scenarios: Vec<Scenario>,
}

impl Names {
    /// Those of these files. One with something wrong in it has none yet.
    pub(super) fn read(files: Vec<PathBuf>) -> Names {
        let scenarios = files.iter().filter_map(|file| scenario::load(file, &Overrides::default()).ok());
        Names { scenarios: scenarios.collect() }
    }

    fn cases(&self) -> impl Iterator<Item = &Case> {
        self.scenarios.iter().flat_map(|scenario| &scenario.cases)
    }

    /// The plans of which the files have cases; without files, those of the default rulebook.
    pub(super) fn plans(&self) -> Vec<Name> {
        let plans = self.cases().map(|case| {
            let is_its_plan = case.name.plan == case.plan.id;
            let meaning = if is_its_plan { &case.plan.name } else { "each seat under the plan that it names" };
            Name::new(&case.name.plan, meaning)
        });
        let plans = once(plans);
        if !plans.is_empty() {
            return plans;
        }
        let rulebook = scenario::builtin_rulebooks().next().and_then(|name| scenario::rulebook(name).ok());
        let plans = rulebook.into_iter().flat_map(|rulebook| rulebook.plans);
        plans.map(|plan| Name::new(plan.id, plan.name)).collect()
    }

    /// The what-ifs of the files, and the base.
    pub(super) fn what_ifs(&self) -> Vec<Name> {
        let base = Name::new("base", "the base, without any what-if");
        let parts = |case: &Case| [case.name.what_if(), case.name.circumstance.clone(), case.name.choice.clone()];
        let what_ifs = self.cases().flat_map(parts).flatten().map(|name| Name::new(name, ""));
        once(std::iter::once(base).chain(what_ifs))
    }

    /// The arguments of `--set`: paths with an equals sign, then words where the key takes words.
    pub(super) fn assignments(&self, typed: &str) -> Vec<Name> {
        let paths = once(
            keys::reference()
                .iter()
                .filter(|key| is_settable(key))
                .flat_map(|key| {
                    let paths = self.paths(key).into_iter();
                    paths.map(|path| (Name::new(format!("{path}="), key.meaning), key)).collect::<Vec<_>>()
                })
                .map(|(name, _)| name),
        );
        let Some((path, _)) = typed.split_once('=') else { return paths };
        let key =
            keys::reference().iter().find(|key| is_settable(key) && self.paths(key).iter().any(|known| known == path));
        let words = key.map(|key| key.kind.words()).unwrap_or_default();
        let meaning = |word: &str| meaning_of(word).unwrap_or_default().to_owned();
        words.into_iter().map(|word| Name::new(format!("{path}={word}"), meaning(word))).collect()
    }

    /// The paths of a key, with the ids of the files.
    fn paths(&self, key: &Key) -> Vec<String> {
        let Some((section, _)) = key.path.split_once(".ID.") else { return vec![key.path.to_owned()] };
        let touches = |case: &Case| -> Vec<String> {
            let fits = |channel: &str| key.channels.is_empty() || key.channels.contains(&channel);
            let touches = case.touches.iter().filter(|touch| fits(touch.channel().name()));
            touches.map(|touch| touch.id.clone()).collect()
        };
        let ids = self.cases().flat_map(|case| match section {
            "touch" => touches(case),
            "outcome" => case.outcomes.iter().map(|outcome| outcome.id.clone()).collect(),
            "seat" => case.seats.iter().map(|seat| seat.id.clone()).collect(),
            "segment" => case.segments.iter().map(|segment| segment.id.clone()).collect(),
            _ => plans_of(case),
        });
        once(ids.map(|id| key.path.replacen("ID", &id, 1)))
    }
}

/// The ids of the plans that the people of a case have.
fn plans_of(case: &Case) -> Vec<String> {
    let team = case.team();
    let plans = team.iter().flat_map(|seat| seat.plans()).filter(|plan| !plan.is_none());
    plans.map(|plan| plan.id.clone()).collect()
}

/// Can `--set` reach the key? Not what only files can state, nor what stands in lists of tables.
fn is_settable(key: &Key) -> bool {
    let in_list = SECTIONS.iter().any(|section| section.is_list && section.path == key.place().0);
    let alone = ["trials", "precision", "seed"];
    !in_list && (!NOT_IN_WHAT_IF.contains(&key.path) || alone.contains(&key.path))
}

/// The built-in rulebooks.
pub(super) fn rulebooks() -> Vec<Name> {
    let meaning = |name: &str| scenario::rulebook(name).map(|rulebook| rulebook.name).unwrap_or_default();
    scenario::builtin_rulebooks().map(|name| Name::new(name, meaning(name))).collect()
}

/// The example scenarios.
pub(super) fn templates() -> Vec<Name> {
    EXAMPLES.iter().map(|example| Name::new(example.name, example.question())).collect()
}

/// The names that `explain` knows.
pub(super) fn explained() -> Vec<Name> {
    let topics = guide::topics().into_iter();
    once(topics.flat_map(|topic| {
        let names: Vec<String> = topic.name.split(", ").map(str::to_owned).collect();
        names.into_iter().map(move |name| Name::new(name, topic.meaning.clone()))
    }))
}

/// Each once, in the order in which they come first.
fn once<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for item in items {
        if !once.contains(&item) {
            once.push(item);
        }
    }
    once
}
