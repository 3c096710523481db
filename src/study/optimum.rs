//! The best plan and values for a goal: what a search among combinations found, with the values of each.

pub mod frontier;
mod search;

use crate::domain::figure::Figure;
use crate::domain::outlay::Outlay;
use crate::domain::requirement::Requirement;
use crate::figures::number::{credits, money, number, percent};

use super::race::{Contest, Entrant, Keeps, Race};
use super::refusal::Refusal;
use super::space::Space;

pub use search::Search;

/// The result of a search.
#[derive(Debug)]
pub struct Optimum<'a> {
    /// The name of the scenario in reports.
    pub name: &'a str,
    /// The label of amounts of money.
    pub currency: &'a str,
    /// The terms of the race.
    pub contest: Contest<'a>,
    /// The result of the race; nobody entered if it was not run.
    pub race: Race,
    /// The paths that were varied, `plan` and `what_if` among them.
    pub paths: Vec<&'a str>,
    /// The value of each path, for each candidate in the order of their numbers.
    pub settings: Vec<Vec<&'a str>>,
}

/// Finds the best of all combinations that the goal of a scenario names, on the threads of the current rayon pool;
/// `progress` gets the number of candidates that have dropped out since it was called last.
pub fn optimum<'a>(space: &'a Space, progress: impl Fn(u64)) -> Result<Optimum<'a>, Refusal> {
    Search::new(space)?.run(progress)
}

impl<'a> Optimum<'a> {
    /// The paths that have columns of their own, each with its place: the plan and the what-if have theirs anyway.
    pub fn columns(&self) -> Vec<(usize, &'a str)> {
        let paths = self.paths.iter().copied().enumerate();
        paths.filter(|(_, path)| !["plan", "what_if"].contains(path)).collect()
    }

    /// Are there what-ifs among the candidates?
    pub fn has_what_ifs(&self) -> bool {
        self.race.entrants.iter().any(|entrant| entrant.name.what_if().is_some())
    }

    /// What the cost of a campaign counts.
    pub fn outlay(&self) -> Outlay {
        self.race.entrants.iter().map(|entrant| entrant.outlay).max().unwrap_or(Outlay::Plan)
    }

    /// A path as people may read it: its last part, where no other path ends so.
    pub fn short(&self, place: usize) -> &'a str {
        let path = self.paths[place];
        let last = |path: &'a str| path.rsplit('.').next().unwrap_or(path);
        let ends = self.paths.iter().filter(|other| last(other) == last(path)).count();
        if ends > 1 { path } else { last(path) }
    }

    /// The value of a path for a candidate as people may read it, lists without brackets and quotes.
    pub fn setting(&self, entrant: &Entrant, place: usize) -> String {
        let quotes = |c: char| matches!(c, '[' | ']' | '"' | '\'');
        let written = self.settings[entrant.number][place].replace(quotes, "");
        written.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A value of the objective with its unit.
    pub fn value(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| amount(self.contest.objective.figure, value, self.currency))
    }

    /// A measured value of a requirement with its unit.
    pub fn measured(&self, asked: &Requirement, value: f64) -> String {
        if asked.with.is_some() { percent(value) } else { amount(asked.figure, value, self.currency) }
    }

    /// Who surely fails a requirement.
    pub fn ruled_out(&self, requirement: usize) -> impl Iterator<Item = &Entrant> {
        let out = self.race.entrants.iter().filter(|entrant| entrant.keeps == Keeps::No);
        out.filter(move |entrant| entrant.misses.iter().any(|miss| miss.requirement == requirement))
    }

    /// Is an objective better than another? An undefined one never is.
    pub fn is_better(&self, one: Option<f64>, other: Option<f64>) -> bool {
        let sign = self.contest.objective.aim.sign();
        let value = |value: Option<f64>| value.map_or(f64::INFINITY, |value| sign * value);
        value(one) < value(other)
    }
}

/// A value of a figure with its unit.
fn amount(figure: Figure, value: f64, currency: &str) -> String {
    match figure.unit("¤").as_str() {
        "share" => percent(value),
        "ratio" => format!("×{}", number(value)),
        "¤" => money(value, currency),
        unit => format!("{}\u{a0}{}", credits(value), unit.replace('¤', currency).trim_start_matches('/')),
    }
}
