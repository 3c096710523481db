//! The answer in words.

use crate::domain::requirement::{Comparison, Requirement};
use crate::figures::number::{number, percent, whole};
use crate::scenario::document::lists::all;

use crate::study::optimum::Optimum;
use crate::study::race::{Entrant, Keeps, Miss, Verdict};

impl Optimum<'_> {
    /// The answer: what is best, how sure that is, what each requirement rules out, and what it took to find out.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences = vec![self.finding()];
        sentences.extend(self.sure());
        let requirements = self.contest.require.iter().enumerate();
        sentences.extend(requirements.filter_map(|(place, asked)| self.rules_out(place, asked)));
        sentences.push(format!(
            "That took {} campaigns, {} of the {} that it takes to play every one of the {} to the end.",
            whole(self.race.played),
            percent(self.race.share_played()),
            whole(self.race.exhaustive),
            self.number()
        ));
        sentences
    }

    /// The best candidate in one sentence: the first one, and the title of the chart.
    pub fn finding(&self) -> String {
        let objective = self.contest.objective;
        let Some(first) = self.race.entrants.first() else { return "There is nothing to compare.".into() };
        let (label, value) = (self.label(first), self.value(first.objective));
        let aim = match objective.aim.sign() {
            1.0.. => "lowest",
            _ => "highest",
        };
        match self.race.verdict {
            Verdict::Best => format!(
                "{label} is best: its {objective} of {value} is the {aim}{} among {}.",
                self.that_keeps(),
                self.number()
            ),
            Verdict::Tie => format!(
                "{label} is the best, or within {} of it: its {objective} is {value}{}.",
                percent(self.contest.indifference),
                self.while_keeping()
            ),
            Verdict::Undecided => format!("{label} looks best, with a {objective} of {value}, but it is not settled."),
            Verdict::Infeasible => {
                format!("None of the {} keeps all that is required; {label} comes nearest.", self.number())
            }
            Verdict::Undefined => format!("{objective} is defined for none of the {}.", self.number()),
        }
    }

    /// How sure the answer is, and who else is left.
    fn sure(&self) -> Vec<String> {
        let rivals = self.race.rivals().count();
        let confidence = percent(self.contest.confidence);
        let trials = self.race.entrants.first().map_or(0, |first| first.trials);
        let others = |rivals: usize| match rivals {
            1 => "one other".to_owned(),
            rivals => format!("{} others", whole(rivals as u64)),
        };
        match self.race.verdict {
            Verdict::Best => vec![format!(
                "The chance that another is better is at most {}.",
                percent(1.0 - self.contest.confidence)
            )],
            Verdict::Tie => {
                let next = self.race.rivals().next();
                let next =
                    next.map(|next| format!(", next of all {} with {}", self.label(next), self.value(next.objective)));
                vec![format!(
                    "This is {confidence} sure. The race leaves {} that may be as good{}.",
                    others(rivals),
                    next.unwrap_or_default()
                )]
            }
            Verdict::Undecided => {
                let mut sentences = Vec::new();
                if let Some(first) = self.race.entrants.first().filter(|first| first.keeps == Keeps::Open) {
                    let open = self.contest.require.iter().enumerate().find(|(place, asked)| {
                        first.misses.iter().any(|miss| miss.requirement == *place) || asked.with.is_some()
                    });
                    let open = open.map(|(_, asked)| format!("`{asked}`")).unwrap_or_else(|| "what is required".into());
                    sentences.push(format!("{} campaigns do not tell whether it keeps {open}.", whole(trials)));
                }
                if rivals > 0 {
                    sentences.push(format!("{} campaigns do not tell it from {}.", whole(trials), others(rivals)));
                }
                sentences.push("More `--trials` may, and so does a larger `indifference`.".into());
                sentences
            }
            Verdict::Infeasible => {
                let first = self.race.entrants.first();
                first.map(|first| format!("It misses {}.", self.misses(first))).into_iter().collect()
            }
            Verdict::Undefined => vec!["No campaign had anything to work it out from.".into()],
        }
    }

    /// The candidates that a requirement rules out, and by how little the best of these misses it.
    fn rules_out(&self, place: usize, asked: &Requirement) -> Option<String> {
        let number = self.ruled_out(place).count();
        if number == 0 {
            return Some(format!("`{asked}` rules out none."));
        }
        let ruled = format!("`{asked}` rules out {}", whole(number as u64));
        if self.race.verdict == Verdict::Infeasible {
            return Some(format!("{ruled}."));
        }
        let first = self.race.entrants.first()?;
        let better: Vec<&Entrant> =
            self.ruled_out(place).filter(|other| self.is_better(other.objective, first.objective)).collect();
        let best = better
            .iter()
            .copied()
            .reduce(|best, other| if self.is_better(other.objective, best.objective) { other } else { best });
        let Some(best) = best else { return Some(format!("{ruled}, none of which looks better.")) };
        let nearest = better.iter().copied().min_by(|a, b| a.shortfall().total_cmp(&b.shortfall()))?;
        let said = |entrant: &Entrant| {
            let value = self.value(entrant.objective);
            format!("{} with {value}, misses {}", self.label(entrant), self.misses(entrant))
        };
        let nearest = if nearest.shortfall() < best.shortfall() {
            format!("; the nearest that looks better, {}", said(nearest))
        } else {
            String::new()
        };
        Some(format!("{ruled}; the best of these, {}{nearest}.", said(best)))
    }

    /// The requirements that someone fails, each with by how much.
    fn misses(&self, entrant: &Entrant) -> String {
        match entrant.misses.as_slice() {
            [] => "nothing by more than what does not matter".into(),
            misses => all(misses.iter().map(|miss| self.miss(miss))),
        }
    }

    fn miss(&self, miss: &Miss) -> String {
        let asked = &self.contest.require[miss.requirement];
        let (comparison, bound) = asked.bound();
        let Some(measured) = miss.measured else { return format!("`{asked}`, since it is undefined") };
        let by = (measured - bound).abs();
        let by = if asked.with.is_some() || asked.figure.unit("") == "share" {
            format!("{} points", number(100.0 * by))
        } else {
            self.measured(asked, by)
        };
        let is = if matches!(comparison, Comparison::AtLeast | Comparison::Above) { "only " } else { "" };
        format!("`{asked}` by {by} ({is}{})", self.measured(asked, measured))
    }

    fn number(&self) -> String {
        match self.race.entrants.len() {
            1 => "one combination".into(),
            number => format!("{} combinations", whole(number as u64)),
        }
    }

    fn that_keeps(&self) -> &'static str {
        if self.contest.require.is_empty() { "" } else { " that keeps what is required" }
    }

    fn while_keeping(&self) -> &'static str {
        if self.contest.require.is_empty() { "" } else { ", and it keeps what is required" }
    }
}
