//! The verdict on a scenario: which case costs least per reply and how sure that is, and which cases run out of credits.
//! One wording of it serves the terminal, the page and programs.

#[cfg(test)]
mod tests;

use crate::domain::decision::Decision;
use crate::domain::mean::Level;

use super::standing::{Standing, one_currency};
use super::{CaseFigures, Estimate, Figure, Figures, Ranking};

/// Cases that run out of credits in no larger a share of campaigns are not worth a warning.
const SELDOM: f64 = 0.1;

/// The most trials that a scenario may ask for.
const MOST_TRIALS: f64 = 1e9;

/// The verdict that the figures allow.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What they say about the cost per reply.
    pub finding: Finding,
    /// The cases that run out of credits in more than one campaign in ten, in their order.
    pub shortages: Vec<Shortage>,
    /// Trials played of each case.
    pub trials: u64,
    /// What is known of the ranking; nothing where the run was not asked to stop on it.
    pub ranking: Option<Settlement>,
}

/// Whether the ranking of the cases by cost per reply is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// Trials of each case that there could have been.
    pub trials: u64,
    /// How it stands.
    pub state: Settled,
}

/// How a ranking stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// One case is the cheapest, or as good as it.
    Yes {
        /// The name of the case.
        best: String,
        /// The names of those that are as good.
        ties: Vec<String>,
    },
    /// There is one case alone, which has no rank.
    OneCase,
    /// Costs are in different currencies, which have no order.
    Currencies,
    /// More trials may settle it.
    NotYet,
}

/// What there is to say about the cost per reply.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Finding {
    /// Nobody ever replies, so that a reply has no price.
    NoReplies {
        /// How many cases there are.
        cases: usize,
    },
    /// There is one case alone.
    Alone {
        /// The case.
        only: Contender,
        /// Its cost per reply over campaigns.
        spread: Estimate,
        /// The share of campaigns without a reply.
        no_reply: f64,
    },
    /// Of several cases one alone gets replies.
    OnlyOne(Contender),
    /// Costs are in different currencies, and nothing is converted.
    Currencies,
    /// One case costs least.
    Cheapest {
        /// The case with the lowest cost per reply.
        best: Contender,
        /// The cheapest of those that cannot be told apart from it; if there is none, the case with the lowest but one.
        next: Contender,
        /// By how much the next costs more than the best, never negative.
        difference: f64,
        /// How far the difference may be off, paired, 95 % sure: simulation error; nothing where so few trials tell none.
        error: Option<f64>,
        /// Was the difference the same in every campaign?
        never_differed: bool,
        /// How many cases cannot be told apart from the best; none if that is beyond doubt.
        alike: usize,
        /// About how many trials would tell the two apart; nothing where they are told apart, or no number would.
        trials_needed: Option<u64>,
    },
}

/// A case with what it costs per reply.
#[derive(Debug, Clone, PartialEq)]
pub struct Contender {
    /// Its name.
    pub case: String,
    /// The label of the amount.
    pub currency: String,
    /// Its cost per reply: the ratio of the means.
    pub cost: f64,
    /// The share of trials in which it has the lowest cost per reply of all.
    pub best_probability: f64,
}

/// A case that runs out of credits.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortage {
    /// Its name.
    pub case: String,
    /// The share of trials with a week short of credits.
    pub share: f64,
    /// The campaign week by which half of those trials have been short for the first time; exact.
    pub week: Option<u32>,
}

impl Verdict {
    /// The verdict on these figures.
    pub fn new(figures: &Figures) -> Verdict {
        let shortages = figures.cases.iter().filter_map(shortage).collect();
        let ranking = figures.ranking.as_ref().map(|ranking| Settlement::new(figures, ranking));
        Verdict { finding: Finding::new(figures), shortages, trials: figures.trials, ranking }
    }
}

impl Settlement {
    fn new(figures: &Figures, ranking: &Ranking) -> Settlement {
        let name = |place: usize| figures.cases[place].name.to_string();
        let state = match &ranking.decision {
            Some(Decision { best, ties }) => {
                Settled::Yes { best: name(*best), ties: ties.iter().map(|&place| name(place)).collect() }
            }
            None if figures.cases.len() == 1 => Settled::OneCase,
            None if !one_currency(figures) => Settled::Currencies,
            None => Settled::NotYet,
        };
        Settlement { trials: ranking.trials, state }
    }
}

impl Finding {
    fn new(figures: &Figures) -> Finding {
        let cases = figures.cases.as_slice();
        let Standing { order, alike } = Standing::new(figures, Figure::CostPerReply);
        let contender = |place: usize| Contender::new(&cases[place]);
        match (cases, order.as_slice()) {
            (_, []) => Finding::NoReplies { cases: cases.len() },
            ([only], _) => Finding::Alone {
                only: contender(0),
                spread: only.estimate(Figure::CostPerReply),
                no_reply: only.estimate(Figure::NoReplyProbability).mean.unwrap_or(0.0),
            },
            _ if !one_currency(figures) => Finding::Currencies,
            (_, &[only]) => Finding::OnlyOne(contender(only)),
            // The cheapest of those that cannot be told apart comes before one that is cheaper and can.
            (_, &[best, next, ..]) => {
                let found = figures.cost_difference(next, best);
                let difference = contender(next).cost - contender(best).cost;
                let off = found.as_ref().and_then(|found| found.off(Level::TWO_SIDED_95));
                let error = off.map(|(below, above)| below.max(above));
                let is_open = alike > 1 && difference > 0.0;
                Finding::Cheapest {
                    best: contender(best),
                    next: contender(next),
                    difference,
                    error,
                    never_differed: found.is_some_and(|found| found.never_varied()),
                    alike: alike - 1,
                    trials_needed: error
                        .filter(|_| is_open)
                        .and_then(|error| trials_needed(difference, error, figures.trials)),
                }
            }
        }
    }
}

impl Contender {
    fn new(case: &CaseFigures) -> Contender {
        let mean = |figure| case.estimate(figure).mean.unwrap_or(0.0);
        Contender {
            case: case.name.to_string(),
            currency: case.currency.clone(),
            cost: mean(Figure::CostPerReply),
            best_probability: mean(Figure::BestProbability),
        }
    }
}

/// About how many trials would tell a difference from nothing: errors fall with the root of their number.
fn trials_needed(difference: f64, error: f64, trials: u64) -> Option<u64> {
    let needed = trials as f64 * (error / difference).powi(2);
    // Two digits are more than such a guess is good for.
    let unit = 10f64.powf((needed.log10().floor() - 1.0).max(0.0));
    let rounded = (needed / unit).ceil() * unit;
    (rounded <= MOST_TRIALS).then_some(rounded as u64)
}

fn shortage(case: &CaseFigures) -> Option<Shortage> {
    let share = case.estimate(Figure::StockoutProbability).mean.filter(|&share| share > SELDOM)?;
    Some(Shortage { case: case.name.to_string(), share, week: case.first_short_week })
}
