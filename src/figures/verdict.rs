//! The verdict on a scenario: which case costs least per reply and how sure that is, and which cases run out of credits.
//! One wording of it serves the terminal, the page and programs.

#[cfg(test)]
mod tests;

use super::{CaseFigures, Estimate, Figure, Figures, TWO_SIDED_95};

/// Cases that run out of credits in no larger a share of campaigns are not worth a warning.
const SELDOM: f64 = 0.1;

/// The most trials that a scenario may ask for.
const MOST_TRIALS: f64 = 1e9;

/// What the figures say.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What they say about the cost per reply.
    pub finding: Finding,
    /// The cases that run out of credits in more than one campaign in ten, in their order.
    pub shortages: Vec<Shortage>,
    /// Trials played of each case.
    pub trials: u64,
    /// What is known of the ranking, in a sentence; nothing where the run was not asked to stop on it.
    pub ranking: Option<String>,
}

/// What there is to say about the cost per reply.
#[derive(Debug, Clone, PartialEq)]
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
        /// 1.96 standard errors of the difference, paired: simulation error; nothing where so few trials tell none.
        error: Option<f64>,
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
        let ranking = figures.ranking.as_ref().map(|ranking| ranking.sentence(figures));
        Verdict { finding: Finding::new(figures), shortages, trials: figures.trials, ranking }
    }
}

/// Are all amounts in one currency, so that they can be compared?
pub fn one_currency(figures: &Figures) -> bool {
    figures.cases.windows(2).all(|pair| pair[0].currency == pair[1].currency)
}

/// The places of the cases with a cost per reply, from the lowest to the highest; equal ones in their order.
pub fn by_cost(figures: &Figures) -> Vec<usize> {
    let cost = |place: &usize| figures.cases[*place].estimate(Figure::CostPerReply).mean;
    let mut order: Vec<usize> = (0..figures.cases.len()).filter(|place| cost(place).is_some()).collect();
    order.sort_by(|one, other| cost(one).unwrap_or(0.0).total_cmp(&cost(other).unwrap_or(0.0)));
    order
}

impl Finding {
    fn new(figures: &Figures) -> Finding {
        let cases = figures.cases.as_slice();
        let order = by_cost(figures);
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
            (_, &[best, ref others @ ..]) => {
                let against = |place: usize| Difference::new(figures, place, best);
                // The next in line may be told apart although one behind it, on other luck, is not.
                let alike: Vec<usize> = others.iter().copied().filter(|&place| !against(place).is_told()).collect();
                let next = *alike.first().unwrap_or(&others[0]);
                let nearest = against(next);
                Finding::Cheapest {
                    best: contender(best),
                    next: contender(next),
                    difference: nearest.mean,
                    error: nearest.error,
                    alike: alike.len(),
                    trials_needed: nearest.trials_needed(figures.trials),
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

/// By how much a case costs more per reply than the cheapest.
#[derive(Debug, Clone, Copy)]
struct Difference {
    mean: f64,
    error: Option<f64>,
}

impl Difference {
    fn new(figures: &Figures, place: usize, best: usize) -> Difference {
        let Estimate { mean, se, .. } = figures.cost_difference(place, best);
        Difference { mean: mean.unwrap_or(0.0), error: se.map(|se| TWO_SIDED_95 * se) }
    }

    /// Is it larger than simulation error?
    fn is_told(self) -> bool {
        self.error.is_some_and(|error| self.mean > error)
    }

    /// About how many trials would tell it from nothing: errors fall with the root of their number.
    fn trials_needed(self, trials: u64) -> Option<u64> {
        let error = self.error.filter(|_| !self.is_told() && self.mean > 0.0)?;
        let needed = trials as f64 * (error / self.mean).powi(2);
        // Two digits are more than such a guess is good for.
        let unit = 10f64.powf((needed.log10().floor() - 1.0).max(0.0));
        let rounded = (needed / unit).ceil() * unit;
        (rounded <= MOST_TRIALS).then_some(rounded as u64)
    }
}

fn shortage(case: &CaseFigures) -> Option<Shortage> {
    let share = case.estimate(Figure::StockoutProbability).mean.filter(|&share| share > SELDOM)?;
    Some(Shortage { case: case.name.to_string(), share, week: case.first_short_week })
}
