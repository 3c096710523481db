//! The search that a scenario's goal asks for: its candidates, and the race among them.

use crate::domain::case::Case;
use crate::domain::requirement::Requirement;
use crate::scenario::Overrides;
use crate::scenario::goal::Goal;
use crate::study::race::{Contest, race};
use crate::study::refusal::Refusal;
use crate::study::space::{Space, in_one_circumstance};

use super::Optimum;

/// A search that can be made.
#[derive(Debug)]
pub struct Search<'a> {
    space: &'a Space,
    goal: &'a Goal,
    candidates: Vec<Candidate<'a>>,
}

/// One of those that are compared: a combination of the values of all axes, and one of its cases.
#[derive(Debug)]
struct Candidate<'a> {
    combination: usize,
    /// The case of the file that has its plan and its what-if.
    like: &'a Case,
}

impl<'a> Search<'a> {
    /// The search of a scenario, or why it has none.
    pub fn new(space: &'a Space) -> Result<Search<'a>, Refusal> {
        let scenario = &space.scenario;
        let goal = scenario.goal.as_ref().ok_or_else(|| Refusal::NoGoal(space.origin.path().to_owned()))?;
        let search = Search { space, goal, candidates: candidates(&scenario.cases, goal) };
        if search.candidates.is_empty() {
            return Err(Refusal::NoCombination);
        }
        in_one_circumstance(search.candidates.iter().map(|candidate| &candidate.like.name))?;
        if scenario.cases.iter().any(|case| case.currency != scenario.cases[0].currency) {
            return Err(Refusal::Currencies);
        }
        match search.candidates.iter().find_map(|candidate| too_few_weeks(goal, candidate)) {
            Some(refusal) => Err(refusal),
            None => Ok(search),
        }
    }

    /// How many candidates there are.
    pub fn candidates(&self) -> usize {
        self.candidates.len()
    }

    /// Runs the race among all candidates, on the threads of the current rayon pool; `progress` gets the number of those
    /// that have dropped out since it was called last.
    pub fn run(&self, progress: impl Fn(u64)) -> Result<Optimum<'a>, Refusal> {
        let (scenario, goal) = (&self.space.scenario, self.goal);
        let contest = Contest {
            objective: goal.objective,
            require: &goal.require,
            confidence: goal.confidence,
            indifference: goal.indifference,
            trials: scenario.trials,
            seed: scenario.seed,
            sampling: self.space.sampling,
        };
        let race = race(&contest, self.candidates.len(), |number| self.case(number), progress)?;
        let settings = |candidate: &Candidate<'_>| {
            let settings = goal.combination(candidate.combination);
            settings.into_iter().map(|setting| setting.text.as_str()).collect()
        };
        Ok(Optimum {
            name: &scenario.name,
            currency: &scenario.cases[0].currency,
            contest,
            race,
            paths: goal.vary.iter().map(|axis| axis.path.as_str()).collect(),
            settings: self.candidates.iter().map(settings).collect(),
        })
    }

    /// The case of a candidate, or what is wrong with its values.
    fn case(&self, number: usize) -> Result<Case, Refusal> {
        let Candidate { combination, like } = &self.candidates[number];
        let (plans, what_ifs) = (vec![like.name.plan.clone()], vec![like.name.exactly()]);
        let overrides = Overrides { plans, what_ifs, ..self.space.origin.overrides.clone() };
        let set = self.goal.vary.iter().zip(self.goal.combination(*combination));
        let set = set.filter(|(axis, _)| !["plan", "what_if"].contains(&axis.path.as_str()));
        let overrides = set.fold(overrides, |overrides, (axis, setting)| axis.set(setting, overrides));
        let case = self.space.origin.cases(&overrides)?.into_iter().next();
        case.ok_or_else(|| Refusal::NoCase(self.space.scenario.stem.clone()))
    }
}

/// Every combination with every case of the file that it is about.
fn candidates<'a>(cases: &'a [Case], goal: &Goal) -> Vec<Candidate<'a>> {
    let place = |path: &str| goal.vary.iter().position(|axis| axis.path == path);
    let (plan, what_if) = (place("plan"), place("what_if"));
    let of_combination = |combination: usize| {
        let settings = goal.combination(combination);
        let is = |place: Option<usize>, name: &str| place.is_none_or(|place| settings[place].text == name);
        let like = cases.iter().filter(|case| is(plan, &case.name.plan) && is(what_if, &case.name.variant()));
        like.map(|like| Candidate { combination, like }).collect::<Vec<_>>()
    };
    (0..goal.combinations()).flat_map(of_combination).collect()
}

/// Why a candidate cannot be held to what is required, if it ends before the week of a requirement.
fn too_few_weeks(goal: &Goal, candidate: &Candidate<'_>) -> Option<Refusal> {
    let varied = goal.vary.iter().position(|axis| axis.path == "weeks");
    let weeks = varied.and_then(|place| goal.combination(candidate.combination)[place].number);
    let weeks = weeks.unwrap_or_else(|| candidate.like.calendar.weeks().into());
    let beyond = |asked: &&Requirement| asked.by.is_some_and(|week| f64::from(week) > weeks);
    let asked = goal.require.iter().find(beyond)?;
    Some(Refusal::TooFewWeeks { requirement: asked.to_string(), weeks })
}
