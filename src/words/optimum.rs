//! The answer in words.

use std::slice;

use crate::domain::figure::Figure;
use crate::domain::objective::Statistic;
use crate::domain::requirement::Requirement;
use crate::figures::number::{number, percent, seldom, whole};
use crate::scenario::document::lists::all;

use crate::study::optimum::Optimum;
use crate::study::race::{Entrant, Keeps, Miss, Verdict};
use crate::words::figure::named;
use crate::words::setting::setting_at;

impl Optimum<'_> {
    /// The answer: what is best, how sure that is, what each requirement rules out, and what it took to find out.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences = vec![self.finding()];
        sentences.extend(self.sure());
        sentences.extend(self.never_failed());
        let requirements = self.contest.require.iter().enumerate();
        sentences.extend(requirements.filter_map(|(place, asked)| self.rules_out(place, asked)));
        sentences.push(format!(
            "That took {} simulations, {} of the {} that it takes to play every one of the {} to the end.",
            whole(self.race.played),
            percent(self.race.share_played()),
            whole(self.race.exhaustive),
            self.number()
        ));
        sentences
    }

    /// A candidate as people may read it: `Sales Navigator, 20 people a week`.
    pub fn label(&self, entrant: &Entrant) -> String {
        let mut label = entrant.name.to_string();
        for (place, _) in self.columns() {
            let setting = setting_at(self.short(place), &self.setting(entrant, place), slice::from_ref(&entrant.name));
            label.push_str(&format!(", {setting}"));
        }
        label
    }

    /// What the goal minimizes or maximizes, as people call it: `cost per reply`, `p90 of cost`.
    pub fn aimed_at(&self) -> String {
        let objective = &self.contest.objective;
        objective.to_string().replace(objective.figure.name(), &named(objective.figure))
    }

    /// The best candidate in one sentence: the first one, and the title of the chart.
    pub fn finding(&self) -> String {
        let objective = self.aimed_at();
        let Some(first) = self.race.entrants.first() else { return "There is nothing to compare.".into() };
        let (label, value) = (self.label(first), self.value(first.objective));
        let aim = match self.contest.objective.aim.sign() {
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
                self.within(first),
                self.while_keeping()
            ),
            Verdict::Undecided => format!("{label} looks best, with a {objective} of {value}, but it is not settled."),
            Verdict::Infeasible => {
                format!("None of the {} keeps all that is required; {label} comes nearest.", self.number())
            }
            Verdict::Undefined => {
                let left = self.race.entrants.iter().filter(|entrant| entrant.left).count();
                match left {
                    _ if self.race.entrants.iter().all(|entrant| entrant.objective.is_none()) => {
                        format!("The {objective} is infinite for every one of the {}.", self.number())
                    }
                    1 => format!("Only {label} may keep what is required, and its {objective} is infinite."),
                    left => format!(
                        "The {objective} is infinite for all {} of the {} that may keep what is required.",
                        whole(left as u64),
                        self.number()
                    ),
                }
            }
        }
    }

    /// Within how much of the best the first of several is that may be as good.
    fn within(&self, first: &Entrant) -> String {
        let matters = self.contest.indifference * first.objective.unwrap_or(0.0).abs();
        let better_by = self.race.better_by();
        if better_by > matters { self.value(Some(better_by)) } else { percent(self.contest.indifference) }
    }

    /// How sure the answer is, and who else is left.
    fn sure(&self) -> Vec<String> {
        let rivals = self.race.rivals().count();
        let confidence = percent(self.contest.confidence);
        let trials = self.race.entrants.first().map_or(0, |first| first.trials);
        match self.race.verdict {
            Verdict::Best => vec![format!(
                "The chance that another is better is at most {}.",
                percent(1.0 - self.contest.confidence)
            )],
            Verdict::Tie => {
                let next = self.race.rivals().next();
                let next =
                    next.map(|next| format!(", next of all {} with {}", self.label(next), self.value(next.objective)));
                let is_alike = |rival: &Entrant| {
                    rival.beside.is_some_and(|beside| beside.never_differed)
                        && Some(rival.objective) == self.race.entrants.first().map(|first| first.objective)
                };
                let alike = match self.race.rivals().all(is_alike) {
                    true => format!(" and came to the same in all of {} simulations", whole(trials)),
                    false => String::new(),
                };
                vec![format!(
                    "This is {confidence} sure. The race leaves {} that may be as good{alike}{}.",
                    others(rivals),
                    next.unwrap_or_default()
                )]
            }
            Verdict::Undecided => self.undecided(),
            Verdict::Infeasible => {
                let first = self.race.entrants.first();
                first.map(|first| format!("It misses {}.", self.misses(first))).into_iter().collect()
            }
            Verdict::Undefined => vec![self.why_infinite(trials)],
        }
    }

    /// What is not settled, and what may settle it.
    fn undecided(&self) -> Vec<String> {
        let Some(first) = self.race.entrants.first() else { return Vec::new() };
        let campaigns = whole(first.trials);
        let asked = |place: usize| &self.contest.require[place];
        let mut sentences = Vec::new();
        if !first.doubts.is_empty() {
            let doubts = all(first.doubts.iter().map(|doubt| format!("`{}`", asked(doubt.requirement))));
            let next =
                self.race.entrants.get(1).filter(|next| next.left && !self.race.rivals().any(|rival| rival == *next));
            let next =
                next.map(|next| format!("; if not, {} is next with {}", self.label(next), self.value(next.objective)));
            sentences.push(format!(
                "{campaigns} simulations do not tell whether it keeps {doubts}{}.",
                next.unwrap_or_default()
            ));
        }
        let rivals = self.race.rivals().count();
        if rivals > 0 {
            sentences.push(format!("{campaigns} simulations do not tell it from {}.", others(rivals)));
        }
        let is_nothing = first.objective == Some(0.0);
        let may_show = |rival: &Entrant| !is_nothing || rival.beside.is_none_or(|beside| !beside.never_differed);
        let by_trials = !first.doubts.is_empty() || self.race.rivals().any(may_show);
        let has_room = |place: usize| asked(place).bound().1 != 0.0;
        let by_indifference = first.doubts.iter().any(|doubt| has_room(doubt.requirement)) || rivals > 0 && !is_nothing;
        sentences.extend(match (by_trials, by_indifference) {
            (true, true) => Some("More `--trials` may, and so does a larger `indifference`.".to_owned()),
            (true, false) => Some("More `--trials` may.".to_owned()),
            (false, true) => Some("A larger `indifference` does.".to_owned()),
            (false, false) => None,
        });
        sentences
    }

    /// What the first keeps as far as can be known.
    fn never_failed(&self) -> Option<String> {
        let first =
            self.race.entrants.first().filter(|first| !first.never_failed.is_empty() && first.keeps != Keeps::No)?;
        let never = all(first.never_failed.iter().map(|&place| format!("`{}`", self.contest.require[place])));
        Some(format!(
            "In none of {} simulations did it fail {never}: it does so in at most {} ({} sure).",
            whole(first.trials),
            seldom(first.may_fail),
            percent(self.contest.confidence)
        ))
    }

    /// Why nobody who is left has a finite objective.
    fn why_infinite(&self, trials: u64) -> String {
        let shared = match self.contest.objective.figure {
            Figure::CostPerReply | Figure::LoadedCostPerReply => "a reply",
            Figure::CostPerEffectiveCredit => "an effective credit",
            _ => "a credit granted",
        };
        match self.contest.objective.statistic {
            Statistic::Mean => format!("None of {} simulations has {shared} to share it among.", whole(trials)),
            Statistic::Quantile(_) => format!("In a campaign without {shared} it is infinite, and too many have none."),
            Statistic::Worst(_) => {
                format!("In a campaign without {shared} it is infinite, and so is any mean with such a campaign in it.")
            }
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
        let is = if comparison.is_above() { "only " } else { "" };
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

fn others(rivals: usize) -> String {
    match rivals {
        1 => "one other".to_owned(),
        rivals => format!("{} others", whole(rivals as u64)),
    }
}
