//! The verdict on a scenario: which case is best by the figure that ranks, circumstance by circumstance, how sure that is,
//! what the money buys there and what holds it up; and which cases run out of credits. One wording of it serves the
//! terminal, the page and programs.

mod bought;
mod paid_on;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::domain::case::CaseName;
use crate::domain::decision::Decision;
use crate::domain::mean::Level;
use crate::domain::ranking::Circumstance;

use super::standing::{Standing, as_good, is_near, one_currency};
use super::{CaseFigures, Estimate, Figure, Figures, PlanFigures};

pub use bought::{Bought, List};
pub use paid_on::{PaidOn, Shorter};

/// Cases that run out of credits in no larger a share of campaigns are not worth a warning.
const SELDOM: f64 = 0.1;

/// The most trials that a scenario may ask for.
const MOST_TRIALS: f64 = 1e9;

/// A difference of shares of campaigns that no simulation error explains.
const CLEARLY: f64 = 0.1;

/// The verdict that the figures allow.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What they say in each circumstance, in order; that of the base comes first if it is played.
    pub circumstances: Vec<Ranked>,
    /// The cases that run out of credits in more than one campaign in ten, in their order.
    pub shortages: Vec<Shortage>,
    /// How many cases there are.
    pub cases: usize,
    /// Trials played of each case.
    pub trials: u64,
    /// The prices that may not be what people pay, each once.
    pub prices: Vec<PlanFigures>,
    /// The cases whose plans are paid for after everybody on their lists has been written to, in their order.
    pub paid_on: Vec<PaidOn>,
    /// The length at which nothing would be paid for after lists are through; nothing where nothing is.
    pub shorter: Option<Shorter>,
    /// Where the best plan changes between circumstances that differ in one number, as far as that was looked for.
    pub turns: Vec<Turn>,
}

/// Where one plan takes over from another as the best.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The path of the number in which circumstances differ.
    pub path: String,
    /// The best below.
    pub from: CaseName,
    /// The best above.
    pub to: CaseName,
    /// The number with its unit.
    pub at: String,
}

/// What there is to say about the cases of one circumstance.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// What people call the circumstance.
    pub circumstance: String,
    /// The figure that ranks its cases.
    pub by: Figure,
    /// Do replies rank cases that all cost the same?
    pub for_same_money: bool,
    /// What the figures say about it.
    pub finding: Finding,
    /// What the best of them buys; nothing where none is best.
    pub bought: Option<Bought>,
    /// What each choice changes, in file order; empty where the finding says so.
    pub changes: Vec<Change>,
    /// What is known of the ranking; nothing where the run was not asked to stop on it.
    pub settlement: Option<Settlement>,
}

/// What a choice makes of the best that there is without it.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The name of the choice.
    pub choice: String,
    /// The best case with it.
    pub with: Contender,
    /// The best case without.
    pub without: Contender,
    /// Are the two as good as equal?
    pub is_equal: bool,
    /// Can they not be told apart, although they may differ?
    pub is_open: bool,
}

/// Whether the ranking of the cases of a circumstance is settled.
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
    /// One case is the best, or as good as it.
    Yes {
        /// The name of the case.
        best: CaseName,
        /// The names of those that are as good.
        ties: Vec<CaseName>,
    },
    /// There is one case alone, which has no rank.
    OneCase,
    /// Amounts are in different currencies, which have no order.
    Currencies,
    /// More trials may settle it.
    NotYet,
}

/// What there is to say about the figure that ranks.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Finding {
    /// It is undefined in every case: nobody ever replies, so that a reply has no price.
    Undefined {
        /// How many cases there are.
        cases: usize,
    },
    /// There is one case alone.
    Alone {
        /// The case.
        only: Contender,
        /// The figure over campaigns.
        spread: Estimate,
        /// The share of campaigns without a reply.
        no_reply: f64,
    },
    /// Of several cases it is defined in one alone.
    OnlyOne(Contender),
    /// Amounts are in different currencies, and nothing is converted.
    Currencies,
    /// One case is best.
    Best {
        /// The best case.
        best: Contender,
        /// The best of those that are as good as equal; if there is none, the best but one.
        next: Contender,
        /// The case that is best in clearly more campaigns than the best one, if there is such: a mean may rest on few campaigns.
        more_often: Option<Box<Contender>>,
        /// By how much the next is worse than the best, never negative.
        difference: f64,
        /// How far the difference may be off, paired, 95 % sure: simulation error; nothing where so few trials tell none.
        error: Option<f64>,
        /// Was the difference the same in every campaign?
        never_differed: bool,
        /// How many cases are as good as equal to the best.
        alike: usize,
        /// Can the two not be told apart?
        is_open: bool,
        /// About how many trials would tell the two apart; nothing where they are told apart, or no number would.
        trials_needed: Option<u64>,
    },
}

/// A case with the figure that ranks.
#[derive(Debug, Clone, PartialEq)]
pub struct Contender {
    /// Its name among the cases of its circumstance.
    pub case: CaseName,
    /// The label of amounts of money.
    pub currency: String,
    /// The figure; of a ratio the ratio of the means.
    pub value: f64,
    /// The share of trials in which it is the best of its circumstance.
    pub best_probability: f64,
}

/// A case that runs out of credits.
#[derive(Debug, Clone, PartialEq)]
pub struct Shortage {
    /// Its name.
    pub case: CaseName,
    /// The share of trials with a week short of credits.
    pub share: f64,
    /// The campaign week by which half of those trials have been short for the first time; exact.
    pub week: Option<u32>,
}

impl Verdict {
    /// The verdict on these figures.
    pub fn new(figures: &Figures) -> Verdict {
        let circumstances = figures.circumstances.iter().enumerate();
        let ranked = circumstances.map(|(place, circumstance)| Ranked::new(figures, circumstance, place)).collect();
        let shortages = figures.cases.iter().filter_map(shortage).collect();
        let mut prices: Vec<PlanFigures> = Vec::new();
        for plan in figures.cases.iter().flat_map(|case| &case.plans).filter(|plan| plan.doubt.is_some()) {
            if !prices.iter().any(|known| (&known.id, known.price) == (&plan.id, plan.price)) {
                prices.push(plan.clone());
            }
        }
        let paid_on: Vec<PaidOn> = figures.cases.iter().filter_map(PaidOn::new).collect();
        // No circumstance is cut short.
        let lists = figures.circumstances.iter().filter_map(|of| List::new(best_of(figures, of)?));
        let people = lists.map(|list| list.people).max();
        Verdict {
            circumstances: ranked,
            shortages,
            cases: figures.cases.len(),
            trials: figures.trials,
            prices,
            shorter: Shorter::new(&paid_on, people),
            paid_on,
            turns: Vec::new(),
        }
    }
}

/// The best case of a circumstance.
fn best_of<'f>(figures: &'f Figures, Circumstance { cases, by }: &Circumstance) -> Option<&'f CaseFigures> {
    Standing::among_cases(figures, *by, cases.clone()).order.first().map(|&place| &figures.cases[place])
}

impl Ranked {
    fn new(figures: &Figures, circumstance: &Circumstance, place: usize) -> Ranked {
        let Circumstance { cases, by } = circumstance;
        let standing = Standing::among_cases(figures, *by, cases.clone());
        let finding = Finding::new(figures, circumstance, &standing);
        let best = standing.order.first().filter(|_| !matches!(finding, Finding::Currencies));
        let settlement = figures.ranking.as_ref().map(|ranking| Settlement {
            trials: ranking.trials,
            state: Settled::new(figures, circumstance, ranking.decisions.get(place).and_then(Option::as_ref)),
        });
        Ranked {
            circumstance: figures.cases[cases.start].name.circumstance_label(),
            by: *by,
            bought: best.map(|&best| Bought::new(&figures.cases[best], *by)),
            for_same_money: *by == Figure::RepliesSettled && is_same_cost(&figures.cases[cases.clone()]),
            changes: if best.is_some() { changes(figures, circumstance) } else { Vec::new() },
            finding,
            settlement,
        }
    }
}

/// What each choice changes. With two cases in all the finding says it.
fn changes(figures: &Figures, circumstance: &Circumstance) -> Vec<Change> {
    let places = &circumstance.cases;
    let cases = &figures.cases[places.clone()];
    let mut choices = cases.chunk_by(|one, other| one.name.choice == other.name.choice);
    let mut first = places.start;
    let mut best_of_next = |plan: &Option<String>| -> Option<(Option<String>, Option<usize>)> {
        let group = choices.next()?;
        let places = first..first + group.len();
        first = places.end;
        let of_plan = |plan: &String| places.clone().find(|&place| figures.cases[place].name.plan == *plan);
        let best = Standing::among_cases(figures, circumstance.by, places.clone()).order.first().copied();
        // What the choice does and not another plan.
        let best = plan.as_ref().and_then(of_plan).or(best);
        Some((group[0].name.choice.clone(), best))
    };
    let Some((None, Some(without))) = best_of_next(&None).filter(|_| cases.len() > 2) else { return Vec::new() };
    let change = |(choice, best): (Option<String>, Option<usize>)| {
        let (choice, best) = (choice?, best?);
        let contender = |place: usize| Contender::new(&figures.cases[place], circumstance.by);
        let is_equal = as_good(figures, circumstance.by, without, best);
        let is_open = is_equal && !is_near(figures, circumstance.by, without, best);
        Some(Change { choice, with: contender(best), without: contender(without), is_equal, is_open })
    };
    let plan = Some(figures.cases[without].name.plan.clone());
    std::iter::from_fn(|| best_of_next(&plan)).filter_map(change).collect()
}

impl Settled {
    fn new(figures: &Figures, circumstance: &Circumstance, decision: Option<&Decision>) -> Settled {
        let name = |place: usize| figures.cases[place].name.in_circumstance();
        match decision {
            Some(Decision { best, ties }) => {
                Settled::Yes { best: name(*best), ties: ties.iter().map(|&place| name(place)).collect() }
            }
            None if circumstance.cases.len() == 1 => Settled::OneCase,
            None if !can_compare(figures, circumstance.by, &circumstance.cases) => Settled::Currencies,
            None => Settled::NotYet,
        }
    }
}

/// Does everything cost the same in all of these cases?
fn is_same_cost(cases: &[CaseFigures]) -> bool {
    let cost = |case: &CaseFigures| case.estimate(Figure::FullCost).mean.or(case.estimate(Figure::Cost).mean);
    cases.len() > 1 && cases.windows(2).all(|pair| cost(&pair[0]) == cost(&pair[1]))
}

/// Are amounts of a figure in one currency, if it is money?
fn can_compare(figures: &Figures, by: Figure, cases: &Range<usize>) -> bool {
    !by.is_money() || one_currency(&figures.cases[cases.clone()])
}

impl Finding {
    fn new(figures: &Figures, circumstance: &Circumstance, standing: &Standing) -> Finding {
        let Circumstance { cases, by } = circumstance;
        let Standing { order, alike } = standing;
        let contender = |place: usize| Contender::new(&figures.cases[place], *by);
        match (cases.len(), order.as_slice()) {
            (cases, []) => Finding::Undefined { cases },
            (1, &[only, ..]) => Finding::Alone {
                only: contender(only),
                spread: figures.cases[only].estimate(*by),
                no_reply: figures.cases[only].estimate(Figure::NoReplyProbability).mean.unwrap_or(0.0),
            },
            _ if !can_compare(figures, *by, cases) => Finding::Currencies,
            (_, &[only]) => Finding::OnlyOne(contender(only)),
            // The best of those that are as good comes before one that is better and not.
            (_, &[best, next, ..]) => {
                let found = figures.difference(next, best);
                let difference = (contender(next).value - contender(best).value).abs();
                let off = found.as_ref().and_then(|found| found.off(Level::TWO_SIDED_95));
                let error = off.map(|(below, above)| below.max(above));
                let is_open = *alike > 1 && !super::standing::told_apart(figures, *by, best, next);
                let wins = |&place: &usize| figures.cases[place].estimate(Figure::BestProbability).mean.unwrap_or(0.0);
                let often = cases.clone().max_by(|one, other| wins(one).total_cmp(&wins(other)));
                Finding::Best {
                    best: contender(best),
                    next: contender(next),
                    more_often: often
                        .filter(|often| wins(often) > wins(&best) + CLEARLY)
                        .map(|often| Box::new(contender(often))),
                    difference,
                    error,
                    never_differed: found.is_some_and(|found| found.never_varied()),
                    alike: alike - 1,
                    is_open,
                    trials_needed: error
                        .filter(|_| is_open && difference > 0.0)
                        .and_then(|error| trials_needed(difference, error, figures.trials)),
                }
            }
        }
    }
}

impl Contender {
    fn new(case: &CaseFigures, by: Figure) -> Contender {
        let mean = |figure| case.estimate(figure).mean.unwrap_or(0.0);
        Contender {
            case: case.name.in_circumstance(),
            currency: case.currency.clone(),
            value: mean(by),
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
    let share =
        case.estimate(Figure::StockoutProbability).mean.filter(|&share| share > SELDOM && case.has_credits())?;
    Some(Shortage { case: case.name.clone(), share, week: case.first_short_week })
}
