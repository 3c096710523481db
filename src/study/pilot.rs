//! Pilots: the worth of a test of a touch before it is sent, for the choice among cases.
//!
//! A touch whose rate is not known is sent so many times, the replies are counted, and then the case is chosen that is
//! worth most by what is then known of the rate: replies at their value, less all that they cost. The test is worth
//! what that choice brings on average, less what the best choice without it brings. All trials are those of a run:
//! each says what every case is worth at the rate that was drawn for it, so that no trial is played anew for a test, and
//! the rate may have any distribution.

mod binomial;
mod cost;
mod curve;
mod sums;
#[cfg(test)]
pub(crate) mod tests;
mod worth;

use std::fmt;

use crate::domain::case::{Case, CaseName};
use crate::domain::figure::Figure;
use crate::domain::followed::Followed;
use crate::domain::quantity::Money;
use crate::domain::touch::{Channel, Touch};
use crate::engine::Settings;
use crate::engine::luck::{Luck, Stream};
use crate::engine::schedule::Schedule;
use crate::engine::tables::Tables;
use crate::study::space::Space;

pub use cost::SendCost;
use sums::Counted;
#[cfg(test)]
pub(crate) use tests::made_up;
pub use worth::Worth;

/// By so many values each what a tied rate follows and what it is multiplied by are told.
const VALUES: usize = 256;

/// A question about a test.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Among which cases somebody chooses; at least one.
    pub cases: &'a [Case],
    /// The id of the touch that is tested.
    pub touch: &'a str,
    /// How many are sent in the test, from 1.
    pub sends: u32,
    /// The worth of a reply; `None`: what its outcomes are worth where `net_value` ranks, else what the case with the lowest
    /// full cost per reply pays for one on average.
    pub reply_value: Option<Money>,
    /// The trials of each case.
    pub settings: Settings,
}

impl<'a> Question<'a> {
    /// Asks for the worth of this many sends of a touch, for the choice among the cases of a scenario.
    pub fn new(space: &'a Space, touch: &'a str, sends: u32, reply_value: Option<Money>) -> Question<'a> {
        Question { cases: &space.scenario.cases, touch, sends, reply_value, settings: space.settings(None) }
    }

    /// How many campaigns it takes to answer.
    pub fn campaigns(&self) -> u64 {
        self.settings.trials * self.cases.len() as u64
    }

    /// Sees whether the question has an answer, as far as that is known before anything is played.
    pub fn check(&self) -> Result<(), Refusal> {
        tested(self).map(drop)
    }
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// There is no such touch.
    Unknown,
    /// The touch draws no replies.
    DrawsNoReplies,
    /// No case sends it.
    Unused,
    /// Cases state different rates for it.
    RatesDiffer(String, String),
    /// Cases are in different currencies.
    Currencies,
    /// No reply comes in any trial, so that none has a price.
    NoReplies,
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Pilot {
    /// The id of the touch.
    pub touch: String,
    /// Its channel.
    pub channel: Channel,
    /// The rate if it is known exactly.
    pub known_rate: Option<f64>,
    /// The cases.
    pub cases: Vec<CaseName>,
    /// The label of all amounts.
    pub currency: String,
    /// Trials of each case.
    pub trials: u64,
    /// The assumed worth of a reply; by outcomes, on average in the case that is best without a test.
    pub reply_value: f64,
    /// The case whose full cost per reply that is; `None`: it was stated, or is that of outcomes.
    pub valued_by: Option<usize>,
    /// Are replies worth what their outcomes are?
    pub by_outcomes: bool,
    /// The case that is best without a test.
    pub now: usize,
    /// The cost of sending one.
    pub send_cost: SendCost,
    /// The test that was asked for.
    pub asked: Test,
    /// The choice after it: from this many replies on, this case. Never empty.
    pub choices: Vec<(u32, usize)>,
    /// Tests of from one send on, in ascending order, the one asked for and the best one among them.
    pub curve: Vec<Test>,
    /// The test that is worth most beyond what it costs; nothing if none is worth its cost, or if none costs anything.
    pub best: Option<Test>,
    /// The worth of knowing the rate exactly.
    pub knowing: Worth,
}

/// A test of so many sends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// How many are sent.
    pub sends: u32,
    /// The amount that it is expected to save.
    pub worth: Worth,
    /// Its cost.
    pub cost: f64,
}

impl Test {
    /// The amount that it is expected to save beyond its cost.
    pub fn net(&self) -> f64 {
        self.worth.value - self.cost
    }
}

/// Finds the worth of a test, on the threads of the current rayon pool; `progress` gets the number of trials played since
/// it was called last. The result does not depend on the number of threads.
pub fn pilot(question: &Question<'_>, progress: impl Fn(u64) + Sync) -> Result<Pilot, Refusal> {
    let Tested { case, touch, rate } = tested(question)?;
    let tables = Tables::default();
    let schedules: Vec<Schedule<'_>> = question.cases.iter().map(|case| Schedule::with_tables(case, &tables)).collect();
    let key = Stream::ReplyRate(question.touch).key();
    let distribution = rate.distribution(VALUES);
    let counted = if rate.lifts.is_empty() {
        let share = |luck: Luck| luck.unknown(key).unit();
        Counted::play(&schedules, &question.settings, (&distribution, share), progress)
    } else {
        let share = |luck: Luck| schedules[case].unknown(key, luck).map_or(0.0, |rate| distribution.cdf(rate));
        Counted::play(&schedules, &question.settings, (&distribution, share), progress)
    };
    let stated = question.reply_value.map(|value| (None, value.units()));
    let by_outcomes = stated.is_none() && question.cases[0].rank_by.figure == Figure::NetValue;
    let cheapest = || counted.cheapest_reply().map(|(case, cost)| (Some(case), cost));
    let priced = if by_outcomes { None } else { Some(stated.or_else(cheapest).ok_or(Refusal::NoReplies)?) };

    let sums = counted.worth(priced.map(|(_, value)| value));
    let now = sums.best();
    let of_outcomes = || (None, counted.outcomes_of_a_reply(now).unwrap_or_default());
    let (valued_by, reply_value) = priced.unwrap_or_else(of_outcomes);
    let send_cost = SendCost::new(question.cases, now, touch, rate.mean());
    let known_rate = rate.as_fixed();
    let test = |sends: u32| {
        // Parts of a rate that is known are luck and nothing else.
        let worth = if known_rate.is_some() { Worth::NOTHING } else { worth::of_test(&sums, sends).worth };
        Test { sends, worth, cost: send_cost.for_sends(sends) }
    };
    let knowing = if known_rate.is_some() { Worth::NOTHING } else { worth::of_knowing(&sums) };
    let asked = test(question.sends);
    let curve = curve::curve(asked, knowing, send_cost.for_sends(1), test);
    let costs = send_cost.for_sends(1) > 0.0;
    let best =
        curve.iter().copied().filter(|_| costs).reduce(|best, test| if test.net() > best.net() { test } else { best });
    let choices = worth::of_test(&sums, question.sends).chosen;
    Ok(Pilot {
        touch: question.touch.to_owned(),
        channel: touch.channel(),
        known_rate,
        cases: question.cases.iter().map(|case| case.name.clone()).collect(),
        currency: question.cases[0].currency.clone(),
        trials: question.settings.trials,
        reply_value,
        valued_by,
        by_outcomes,
        now,
        send_cost,
        asked,
        choices: if known_rate.is_some() { vec![(0, now)] } else { worth::likely_choices(&choices) },
        curve,
        best: best.filter(|best| best.net() > 0.0),
        knowing,
    })
}

/// The touch that is tested, as the first case that sends it has it.
struct Tested<'a> {
    case: usize,
    touch: &'a Touch,
    rate: Followed<'a>,
}

impl Tested<'_> {
    /// Is it of the same rate in another case?
    fn is_as(&self, other: &Tested<'_>, cases: &[Case]) -> bool {
        let root = |tested: &Tested<'_>| cases[tested.case].touches[tested.rate.root].id.clone();
        root(self) == root(other) && (self.rate.rate, &self.rate.lifts) == (other.rate.rate, &other.rate.lifts)
    }
}

/// The touch, once it is seen that a test of it has an answer.
fn tested<'a>(question: &Question<'a>) -> Result<Tested<'a>, Refusal> {
    let cases = question.cases;
    let place = |case: &Case| case.touches.iter().position(|touch| touch.id == question.touch);
    let known: Vec<(usize, usize)> =
        cases.iter().enumerate().filter_map(|(number, case)| Some((number, place(case)?))).collect();
    let tested = |&(case, place): &(usize, usize)| {
        let rate = cases[case].reply_rate(place)?;
        Some(Tested { case, touch: &cases[case].touches[place], rate })
    };
    tested(known.first().ok_or(Refusal::Unknown)?).ok_or(Refusal::DrawsNoReplies)?;
    let is_used =
        |&&(case, place): &&(usize, usize)| cases[case].segments.iter().any(|of| of.sequence.contains(&place));
    let mut users = known.iter().filter(is_used).filter_map(tested);
    let first = users.next().ok_or(Refusal::Unused)?;
    if let Some(other) = users.find(|other| !first.is_as(other, cases)) {
        return Err(Refusal::RatesDiffer(cases[first.case].name.id(), cases[other.case].name.id()));
    }
    if cases.iter().any(|case| case.currency != cases[0].currency) {
        return Err(Refusal::Currencies);
    }
    Ok(first)
}

/// Of a touch whose name whoever asked knows.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Unknown => f.write_str("there is no such touch"),
            Refusal::DrawsNoReplies => f.write_str(
                "it draws no replies, so that a test of it tells nothing; test a touch of another channel than `engage`",
            ),
            Refusal::Unused => {
                f.write_str("no sequence uses it, so that the choice does not depend on it; test a touch that is sent")
            }
            Refusal::RatesDiffer(one, other) => write!(
                f,
                "`{one}` and `{other}` state different reply rates for it, and a test is of one rate; choose the cases \
                 that state the same with `--what-if`"
            ),
            Refusal::Currencies => f.write_str(
                "the cases are in different currencies, and nothing is converted; choose some with `--plan` or `--what-if`",
            ),
            Refusal::NoReplies => f.write_str(
                "no campaign gets a reply, so that a reply has no price; state what one is worth with `--reply-value`",
            ),
        }
    }
}
