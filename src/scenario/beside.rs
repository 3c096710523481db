//! Several scenarios as one, whose cases are set side by side.

use super::Scenario;
use super::document::lists::all;
use super::outcomes;
use super::warning::counted;
use crate::domain::case::{BETWEEN, Case};
use crate::domain::figure::Figure;
use crate::domain::rank_by::RankBy;
use crate::domain::ranking::usual;
use crate::domain::touch::Touch;

/// In what the first cases of these scenarios differ that nobody chooses, so that the better of them may owe it to that: how long
/// their campaigns are, and at which rate the same touch on the same channel is answered.
pub fn unlike(scenarios: &[Scenario]) -> Option<String> {
    let files: Vec<(&str, &Case)> =
        scenarios.iter().filter_map(|scenario| Some((scenario.stem.as_str(), scenario.cases.first()?))).collect();
    let (&(_, first), others) = files.split_first()?;
    let mut told = Vec::new();
    if others.iter().any(|(_, case)| case.calendar.days != first.calendar.days) {
        let lengths =
            files.iter().map(|(stem, case)| format!("{} in `{stem}`", counted(case.calendar.days as u64, "day")));
        told.push(format!("the length of the campaign ({})", all(lengths)));
    }
    let is_unlike = |touch: &&Touch| {
        let same = |other: &&Touch| other.id == touch.id && other.channel() == touch.channel();
        let mut others = others.iter().flat_map(|(_, case)| &case.touches).filter(same);
        others.any(|other| other.reply_rate() != touch.reply_rate())
    };
    let touches: Vec<String> = first.touches.iter().filter(is_unlike).map(|touch| format!("`{}`", touch.id)).collect();
    if !touches.is_empty() {
        told.push(format!("the reply rate of {}", all(touches.into_iter())));
    }
    let told = told.join(" and in ");
    (!told.is_empty())
        .then(|| format!("the files differ in {told}, to which the best may owe it; state the same in all of them"))
}

/// The scenarios as one, with the trials, the seed and the precision of the first: the cases of each are choices that are called
/// after its file, and held to its targets. The name that two of the files or of the cases would share, if any do.
pub fn side_by_side(scenarios: Vec<Scenario>) -> Result<Scenario, String> {
    let stems: Vec<String> = scenarios.iter().map(|scenario| scenario.stem.clone()).collect();
    if let Some((_, twice)) = stems.iter().enumerate().find(|(place, stem)| stems[..*place].contains(stem)) {
        return Err(twice.clone());
    }
    let mut all = scenarios.into_iter();
    let Some(mut together) = all.next() else { return Err(String::new()) };
    call_after(&mut together.cases, &stems[0]);
    together.target_files = vec![stems[0].clone(); together.targets.len()];
    for (mut other, stem) in all.zip(&stems[1..]) {
        call_after(&mut other.cases, stem);
        together.cases.append(&mut other.cases);
        together.target_files.extend(other.targets.iter().map(|_| stem.clone()));
        together.targets.append(&mut other.targets);
        together.sources.append(&mut other.sources);
        together.warnings.append(&mut other.warnings);
        other.assumptions.iter_mut().for_each(|it| it.what_if = Some(named(stem, it.what_if.as_deref())));
        together.assumptions.append(&mut other.assumptions);
        let rulebooks = other.rulebooks.into_iter().filter(|rulebook| !together.rulebooks.contains(rulebook));
        together.rulebooks.extend(rulebooks.collect::<Vec<_>>());
    }
    // Those of one circumstance are ranked with each other, from whichever file they come.
    let mut circumstances: Vec<Option<String>> = Vec::new();
    for case in &together.cases {
        if !circumstances.contains(&case.name.circumstance) {
            circumstances.push(case.name.circumstance.clone());
        }
    }
    together.cases.sort_by_key(|case| circumstances.iter().position(|known| *known == case.name.circumstance));
    outcomes::align(&mut together.cases.iter_mut().collect::<Vec<&mut Case>>());
    // A figure of an outcome is known by the place of the outcome, which may be another one now.
    let ids: Vec<String> = outcomes::ids(together.cases.first(), std::iter::empty());
    let known = Figure::of(ids.iter().map(String::as_str));
    let renewed = |figure: Figure| known.iter().copied().find(|known| known.name() == figure.name()).unwrap_or(figure);
    together.targets.iter_mut().for_each(|target| target.figure = renewed(target.figure));
    let stated = together.cases.iter().map(|case| case.rank_by).find(|by| by.is_stated);
    let stated = stated.map(|by| RankBy { figure: renewed(by.figure), ..by });
    let by = stated.unwrap_or_else(|| usual(together.cases.iter()));
    together.cases.iter_mut().for_each(|case| case.rank_by = by);
    let mut names: Vec<String> = together.cases.iter().map(|case| case.name.id()).collect();
    names.sort_unstable();
    if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(pair[0].clone());
    }
    together.name = stems.join(", ");
    together.stem = stems.join("-");
    together.description = "Scenarios side by side".into();
    together.goal = None;
    Ok(together)
}

fn named(stem: &str, what_if: Option<&str>) -> String {
    what_if.map_or_else(|| stem.to_owned(), |what_if| format!("{stem}{BETWEEN}{what_if}"))
}

/// Is it a case of this file?
pub(super) fn is_of(case: &Case, stem: &str) -> bool {
    let rest = case.name.choice.as_deref().and_then(|choice| choice.strip_prefix(stem));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(BETWEEN))
}

fn call_after(cases: &mut [Case], stem: &str) {
    for case in cases {
        case.name.choice = Some(named(stem, case.name.choice.as_deref()));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    use super::*;
    use crate::scenario::{Overrides, load_from};

    const SMALL: &str = "plans = ['none']\ntouch.note = { channel = 'email', reply_rate = 0.5 }\n\
                         segment.all = { per_week = 9, sequence = ['note'] }\n";

    fn read(name: &str, more: &str) -> Scenario {
        let files = BTreeMap::from([(PathBuf::from(name), format!("{more}{SMALL}").into_bytes())]);
        load_from(&files, Path::new(name), &Overrides::default()).unwrap_or_else(|problems| panic!("{problems}"))
    }

    #[test]
    fn figures_of_outcomes_are_those_of_the_same_name_wherever_they_stand() {
        let one = read("one.toml", "outcome.a = { rate = 0.5 }\noutcome.b = { rate = 0.1 }\n");
        let asked =
            "rank_by = 'outcome.b'\noutcome.b = { rate = 0.2 }\ntarget = [{ figure = 'outcome.b', above = 1 }]\n";
        let both = side_by_side(vec![read("two.toml", asked), one]).expect("they have names of their own");
        let place = both.cases[0].outcomes.iter().position(|outcome| outcome.id == "b").map(|place| place as u16);
        let places = [both.cases[1].rank_by.figure, both.targets[0].figure].map(|figure| match figure {
            Figure::Outcome(outcome) => Some(outcome.place()),
            _ => None,
        });
        assert_eq!(places, [place; 2]);
    }

    #[test]
    fn files_or_cases_of_one_name_are_refused() {
        let circumstance = "what_if = [{ name = 'aa', kind = 'circumstance', weeks = 9 }]\n";
        let choice = "what_if = [{ name = 'bb', weeks = 9 }]\n";
        assert_eq!(side_by_side(vec![read("x.toml", ""), read("x.toml", "")]).err().as_deref(), Some("x"));
        let same = side_by_side(vec![read("aa.toml", choice), read("bb.toml", circumstance)]).err();
        assert_eq!(same.as_deref(), Some("none · aa · bb"));
    }
}
