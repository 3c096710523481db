//! The verdict in words.

use crate::domain::case::CaseName;
use crate::domain::figure::Better;
use crate::figures::number::{count, labelled, measured, number, simulations, whole};
use crate::figures::verdict::{Change, Contender, Finding, Ranked, Shortage, Verdict};
use crate::figures::{Figure, TWO_SIDED_95};

use super::figure::{amount, in_words, superlative};

/// No more choices than this are told one by one.
const CHOICES: usize = 6;

/// Of no more cases than this it is told one by one that they run out of credits.
pub(super) const SHORTAGES: usize = 3;

impl Verdict {
    /// The verdict: with one circumstance the finding first, then what the money buys, how sure it is and what choices change;
    /// with several a sentence for each. Last whether the ranking is settled, where that was asked.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences: Vec<String> = match self.circumstances.as_slice() {
            [only] => only.sentences(self.trials),
            several => several.iter().map(|ranked| ranked.sentence(self.trials)).collect(),
        };
        if !self.turns.is_empty() {
            let told = self.turns.iter().map(|turn| format!("from {} to {} at {}", turn.from, turn.to, turn.at));
            sentences.push(format!("The best changes {}.", told.collect::<Vec<_>>().join(", ")));
        }
        let settled = self.circumstances.iter().filter_map(|ranked| {
            let settled = ranked.settlement.as_ref()?.sentence(self.trials);
            Some(if self.circumstances.len() > 1 { format!("{}: {settled}", ranked.circumstance) } else { settled })
        });
        sentences.extend(settled);
        sentences
    }

    /// Who runs out of credits: a sentence each or, where they are many, one for all.
    pub fn shortages_in_words(&self) -> Vec<String> {
        match self.shortages_together() {
            Some(together) => vec![format!("{together}; summary.csv tells which")],
            None => self.shortages.iter().map(Shortage::sentence).collect(),
        }
    }

    /// The sentence for all cases that run out of credits, where they are many.
    pub fn shortages_together(&self) -> Option<String> {
        let many = self.shortages.len();
        (many > SHORTAGES)
            .then(|| format!("{many} of {} cases run out of credits in more than one simulation in ten", self.cases))
    }

    /// The finding alone, circumstance by circumstance, as a title.
    pub fn title(&self) -> String {
        match self.circumstances.as_slice() {
            [only] => only.finding(self.trials).remove(0).trim_end_matches('.').to_owned(),
            several => {
                let best = several.iter().map(|ranked| match &ranked.finding {
                    Finding::Best { best, .. } | Finding::Alone { only: best, .. } | Finding::OnlyOne(best) => {
                        format!("{}: {}, {}", ranked.circumstance, best.case, ranked.amount(best))
                    }
                    Finding::Undefined { .. } | Finding::Currencies => format!("{}: no case", ranked.circumstance),
                });
                let best = best.collect::<Vec<_>>().join("; ");
                match several {
                    [first, rest @ ..] if rest.iter().all(|other| other.by == first.by) => {
                        format!("Best by {}: {best}", in_words(first.by))
                    }
                    _ => best,
                }
            }
        }
    }
}

impl Ranked {
    /// All there is to say, sentence by sentence.
    fn sentences(&self, trials: u64) -> Vec<String> {
        let mut sentences = self.finding(trials);
        if let Some((bought, best)) = self.bought.as_ref().zip(self.best_name()) {
            // Where others are named last, it is said whose these are.
            let is_last = matches!(self.finding, Finding::Best { .. });
            let (start, place) =
                if is_last { (format!("With {best} that is"), sentences.len()) } else { ("That is".to_owned(), 1) };
            sentences.insert(place, format!("{}.", bought.phrase(&start)));
        }
        sentences.extend(self.changes_in_words());
        sentences.retain(|sentence| !sentence.is_empty());
        sentences
    }

    /// The finding, why two are as good as equal, and what the money buys in one sentence.
    fn sentence(&self, trials: u64) -> String {
        let found = self.finding(trials);
        let mut finding = found[0].trim_end_matches('.').to_owned();
        if let Some(why) = found.get(1).filter(|_| self.is_tie()) {
            let (first, rest) = why.trim_end_matches('.').split_at(1);
            finding += &format!(" ({}{rest})", first.to_lowercase());
        }
        if let Finding::Best { best, more_often: Some(other), .. } = &self.finding {
            let [of_best, of_other] = [best, &**other].map(|contender| simulations(contender.best_probability));
            finding += &format!("; it is the best in {of_best}, and {} in {of_other}", other.case);
        }
        let bought = self.bought.as_ref().map(|bought| format!("; {}", bought.phrase("that is"))).unwrap_or_default();
        let changes = self.changes_in_words().map(|changes| format!(" {changes}")).unwrap_or_default();
        format!("{}: {finding}{bought}.{changes}", self.circumstance)
    }

    /// Is the next as good as the best one, as far as trials tell?
    fn is_tie(&self) -> bool {
        match self.finding {
            Finding::Best { error: Some(_), alike, never_differed, difference, .. } => {
                alike > 0 || never_differed && difference == 0.0
            }
            _ => false,
        }
    }

    /// The name of the best case, if one is.
    fn best_name(&self) -> Option<&CaseName> {
        match &self.finding {
            Finding::Best { best, .. } | Finding::Alone { only: best, .. } | Finding::OnlyOne(best) => Some(&best.case),
            Finding::Undefined { .. } | Finding::Currencies => None,
        }
    }

    fn amount(&self, contender: &Contender) -> String {
        amount(self.by, contender.value, &contender.currency)
    }

    /// What the figure that ranks says, then how sure that is.
    fn finding(&self, trials: u64) -> Vec<String> {
        match &self.finding {
            Finding::Undefined { cases } => vec![self.undefined(*cases)],
            Finding::Alone { only, spread, no_reply } => {
                let start = match self.by {
                    Figure::CostPerReply => format!("{} costs {} a reply", only.case, self.amount(only)),
                    _ => format!("{}: {} {}", only.case, in_words(self.by), self.amount(only)),
                };
                let range = match (spread.quantiles.p05, spread.quantiles.p95) {
                    (Some(low), Some(high)) if low < high => {
                        let [low, high] = [low, high].map(|end| amount(self.by, end, ""));
                        format!(", in 90 of 100 simulations between {low} and {high}")
                    }
                    (Some(_), Some(_)) => String::new(),
                    _ if *no_reply > 0.0 => format!("; {} end without a reply", simulations(*no_reply)),
                    _ => String::new(),
                };
                let sure = spread.se.filter(|&se| se > 0.0).map(|se| {
                    let (_, error) = measured(only.value, TWO_SIDED_95 * se);
                    format!("The mean is good to ±\u{a0}{}.", labelled(error, &self.unit(only)))
                });
                [Some(format!("{start}{range}.")), sure].into_iter().flatten().collect()
            }
            Finding::OnlyOne(only) => match self.by {
                Figure::CostPerReply | Figure::LoadedCostPerReply => {
                    vec![format!("Only {} gets replies, at {} each.", only.case, self.amount(only))]
                }
                _ => vec![format!("Only {} has a figure for {}: {}.", only.case, in_words(self.by), self.amount(only))],
            },
            Finding::Currencies => {
                vec!["The cases are in different currencies: nothing is converted, so none is called best.".into()]
            }
            Finding::Best { best, next, difference, error: Some(error), never_differed: true, .. }
                if *difference == 0.0 =>
            {
                self.the_same(best, next, *error, trials)
            }
            Finding::Best { best, next, more_often, difference, error: error @ None, .. }
            | Finding::Best { best, next, more_often, difference, error, alike: 0, .. } => {
                self.best(best, next, more_often.as_deref(), (*difference, *error))
            }
            Finding::Best { best, next, more_often, difference, error, alike, is_open, trials_needed, .. } => {
                let trials_needed = is_open.then_some(*trials_needed);
                let mut told = self.as_good((best, next), (*difference, *error), *alike, (trials, trials_needed));
                let other = more_often.iter().filter(|often| often.case != next.case);
                told.extend(other.map(|often| {
                    let wins = simulations(often.best_probability);
                    format!("Most often, in {wins}, {} is the best.", often.case)
                }));
                told
            }
        }
    }

    fn undefined(&self, cases: usize) -> String {
        match (self.by, cases) {
            (Figure::CostPerReply | Figure::LoadedCostPerReply, 1) => {
                "No simulation gets a reply, so a reply has no price.".into()
            }
            (Figure::CostPerReply | Figure::LoadedCostPerReply, _) => {
                "No case gets a reply in any simulation, so a reply has no price.".into()
            }
            _ => format!("In no case there is a figure for {}.", in_words(self.by)),
        }
    }

    /// The label of an error of the figure that ranks.
    fn unit(&self, contender: &Contender) -> String {
        if self.by.is_money() { contender.currency.clone() } else { String::new() }
    }

    /// Of two cases that were the same in all campaigns: for certain if nothing else can come, and else as far as is known.
    fn the_same(&self, best: &Contender, next: &Contender, error: f64, trials: u64) -> Vec<String> {
        let (value, most) = (self.amount(best), amount(self.by, error, &best.currency));
        let best_value = best.value.abs();
        let (best, next, by) = (&best.case, &next.case, in_words(self.by));
        if error == 0.0 {
            return vec![
                format!("{best} and {next} are equal: {value} with both ({by})."),
                "No number of simulations would tell them apart.".into(),
            ];
        }
        let trials = whole(trials);
        vec![
            format!("{best} and {next} are equal in all of {trials} simulations a case: {value} with both ({by})."),
            // A bound beyond the value itself says nothing.
            if error < best_value {
                format!("So on average they differ by no more than {most} (95\u{a0}% sure).")
            } else {
                "Rare simulations may still set them apart: more of them tell.".into()
            },
        ]
    }

    fn best(
        &self,
        best: &Contender,
        next: &Contender,
        more_often: Option<&Contender>,
        (difference, error): (f64, Option<f64>),
    ) -> Vec<String> {
        let (value, other) = (self.amount(best), self.amount(next));
        let superlative =
            superlative(self.by).unwrap_or_default() + if self.for_same_money { " for the same money" } else { "" };
        let Some(error) = error else {
            let found = format!("{} {superlative}: {value}, against {other} for {}", best.case, next.case);
            return vec![format!("{found}; so few simulations cannot say how sure that is.")];
        };
        let side = if self.by.better() == Some(Better::Lower) { "less" } else { "more" };
        let difference = self.difference(difference, error, best);
        let than = format!("{difference} {side} than {} ({other})", next.case);
        vec![
            format!("{} {superlative}: {value}, {than}.", best.case),
            match more_often {
                None => format!("It is the best in {}, on the same luck.", simulations(best.best_probability)),
                Some(other) => format!(
                    "It is the best on average, and in {}; {} is in {}.",
                    simulations(best.best_probability),
                    other.case,
                    simulations(other.best_probability)
                ),
            },
        ]
    }

    /// A difference, no finer than its error.
    fn difference(&self, difference: f64, error: f64, best: &Contender) -> String {
        if self.by.is_share() {
            return points(difference);
        }
        let (within_error, _) = measured(difference, error);
        let three_digits = number(difference);
        let shown = if within_error.len() < three_digits.len() { within_error } else { three_digits };
        labelled(shown, &self.unit(best))
    }

    fn as_good(
        &self,
        (best, next): (&Contender, &Contender),
        (difference, error): (f64, Option<f64>),
        alike: usize,
        (trials, trials_needed): (u64, Option<Option<u64>>),
    ) -> Vec<String> {
        let by = in_words(self.by);
        let more = match alike {
            1 => String::new(),
            2 => ", and so is 1 more case".into(),
            more => format!(", and so are {} more cases", whole(more as u64 - 1)),
        };
        let found = format!(
            "{} ({}) and {} ({}) are as good as equal in {by}{more}.",
            best.case,
            self.amount(best),
            next.case,
            self.amount(next)
        );
        let why = match (trials_needed, error) {
            (None, _) => "They differ by less than 1\u{a0}%, which does not matter.".to_owned(),
            (Some(needed), error) => {
                let tell = match needed {
                    Some(needed) => {
                        format!("if that is the difference, it takes about {} to tell", count(needed, "simulation"))
                    }
                    None => "if they differ at all, it takes more simulations than this program plays".into(),
                };
                let plus_minus = error.map(|error| {
                    let (amount, error) = measured(difference, error);
                    labelled(format!("{amount}\u{a0}±\u{a0}{error}"), &self.unit(best))
                });
                let plus_minus = plus_minus.map(|told| format!(" differ by {told}")).unwrap_or_default();
                format!("After {} a case they{plus_minus}: {tell}.", count(trials, "simulation"))
            }
        };
        let wins = |contender: &Contender| simulations(contender.best_probability);
        let of_next = wins(next).replace(" of 100 simulations", "");
        vec![found, why, format!("{} is the best in {}, {} in {of_next}.", best.case, wins(best), next.case)]
    }

    /// What each choice changes, in a sentence.
    pub(crate) fn changes_in_words(&self) -> Option<String> {
        let without = &self.changes.first()?.without;
        let told = self.changes.iter().take(CHOICES).map(|change| self.change(change)).collect::<Vec<_>>();
        let more = match self.changes.len().saturating_sub(CHOICES) {
            0 => String::new(),
            more => format!("; {} more in the table", whole(more as u64)),
        };
        let by = in_words(self.by);
        Some(format!(
            "What a choice changes, against {} with {} ({by}): {}{more}.",
            self.amount(without),
            without.case,
            told.join("; ")
        ))
    }

    fn change(&self, Change { choice, with, without, is_equal, is_open }: &Change) -> String {
        let plan = with.case.plan_label();
        let name = if with.case.plan == without.case.plan { choice.clone() } else { format!("{choice} ({plan})") };
        if *is_open {
            return format!("“{name}” {}, which cannot be told apart", self.amount(with));
        } else if *is_equal {
            return format!("“{name}” makes no difference");
        }
        let side = if with.value < without.value { "less" } else { "more" };
        let difference = match (with.value - without.value).abs() {
            share if self.by.is_share() => points(share),
            difference => amount(self.by, difference, &with.currency),
        };
        format!("“{name}” {}, {difference} {side}", self.amount(with))
    }
}

impl Shortage {
    /// The warning of it: `half of these by week 3` means that half of those simulations were short of credits for the
    /// first time in week 3 or before.
    pub fn sentence(&self) -> String {
        let half = self.week.map(|week| format!(", half of these by week {week}")).unwrap_or_default();
        format!("{} runs out of credits in {}{half}", self.case, simulations(self.share))
    }
}

/// A difference of two shares.
fn points(difference: f64) -> String {
    format!("{} points", number(100.0 * difference))
}
