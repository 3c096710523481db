//! From tallies to the figures of the model.
//!
//! Counts have plain means. A ratio is the ratio of the means, never a mean of ratios. Every standard error comes from
//! the [replicates](crate::domain::replicates), that of a ratio by the delta method. Quantiles are exact, a trial without a reply having infinite cost per reply. What is undefined or
//! infinite is absent.

mod estimate;
pub mod number;
mod paired;
mod parts;
#[cfg(test)]
pub(crate) mod samples;
mod seats;
mod single;
pub mod standing;
pub mod targets;
#[cfg(test)]
mod tests;
mod together;
pub mod verdict;

use std::borrow::Cow;

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::domain::case::{Case, CaseName};
use crate::domain::count::Count;
use crate::domain::decision::Decision;
use crate::domain::mean::Mean;
use crate::domain::most::most;
use crate::domain::plan_weeks::{PlanWeek, plan_weeks};
use crate::domain::quantity::Day;
use crate::domain::ranking::Circumstance;
use crate::domain::reason::Reason;
use crate::domain::reported::outcomes;
use crate::domain::tally::{CaseTally, Tally};
use crate::domain::terms::Terms;

use paired::Side;

pub use crate::domain::figure::Figure;
pub use crate::domain::normal::TWO_SIDED_95;
pub use crate::domain::reported::reported;
pub use targets::TargetFigures;

/// A figure of a case, or of the comparison of two: its mean over trials, how well the trials tell it, and how it
/// varies from trial to trial. What is undefined or infinite is absent.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Estimate {
    /// The mean over trials; for a ratio the ratio of the means; for a probability the share of trials.
    pub mean: Option<f64>,
    /// The standard error of the mean: simulation error, which more trials make smaller; absent where it is not told.
    pub se: Option<f64>,
    /// How single trials vary; absent for probabilities.
    pub quantiles: Quantiles,
}

/// Exact quantiles over trials: the smallest value that at least that share of the trials does not exceed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Quantiles {
    /// 5 %.
    pub p05: Option<f64>,
    /// 25 %.
    pub p25: Option<f64>,
    /// 50 %.
    pub p50: Option<f64>,
    /// 75 %.
    pub p75: Option<f64>,
    /// 95 %.
    pub p95: Option<f64>,
}

/// The figures of all cases of a scenario.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    /// Trials played of each case.
    pub trials: u64,
    /// The figures that are reported, in order: those that nothing in the scenario could give a value are left out.
    pub reported: Vec<Figure>,
    /// The cases, in the order of the scenario.
    pub cases: Vec<CaseFigures>,
    /// Their circumstances, in order: cases are ranked and compared within one.
    pub circumstances: Vec<Circumstance>,
    /// What the cases were held to: every target of the first case, then those of the next.
    pub targets: Vec<TargetFigures>,
    /// What is known of the ranking; nothing where the run was not asked to stop on it.
    pub ranking: Option<Ranking>,
}

/// A ranking of the cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Trials of each case that there could have been.
    pub trials: u64,
    /// What is settled, circumstance by circumstance; nothing where it is not.
    pub decisions: Vec<Option<Decision>>,
}

impl Figures {
    /// The figures of `cases` from the tally of their trials, on the threads of the current rayon pool.
    pub fn new(cases: &[Case], tally: &Tally) -> Figures {
        let all = Figure::of(outcomes(cases));
        // Without a trial nothing is known of what trials count.
        let counts_further = tally.trials == 0 || tally.cases.iter().any(|case| case.terms.further.is_some());
        let terms: Vec<Terms> = tally.cases.iter().map(|case| case.terms).collect();
        let circumstances = Circumstance::all(cases, &terms);
        let singles =
            |place: usize| single::each(&all, counts_further, |figure| single::single(figure, &tally.cases[place]));
        let of_circumstance = |of: &Circumstance| {
            let first = singles(of.cases.start);
            let figures = |place: usize| {
                let own = if place == of.cases.start { Cow::Borrowed(&first) } else { Cow::Owned(singles(place)) };
                let [own, first] = [(place, &*own), (of.cases.start, &first)]
                    .map(|(place, figures)| Side { tally: &tally.cases[place], figures });
                let against_first = own.tally.against_first.as_ref().map(|paired| {
                    let difference = |figure| paired::difference(figure, own, first, paired);
                    single::each(&all, counts_further, difference)
                });
                let estimates = own.figures.iter().map(|single| single.estimate).collect();
                CaseFigures::new(&cases[place], own.tally, of.by, estimates, against_first)
            };
            of.cases.clone().into_par_iter().map(figures).collect::<Vec<_>>()
        };
        let cases_figures = circumstances.par_iter().flat_map(of_circumstance).collect();
        Figures {
            trials: tally.trials,
            reported: reported(cases),
            cases: cases_figures,
            circumstances,
            ..Figures::default()
        }
    }
}

impl Figures {
    /// By how much the figure that ranks one case exceeds that of another in its circumstance, paired; nothing where either
    /// is undefined.
    pub fn difference(&self, one: usize, other: usize) -> Option<Mean> {
        let ranked = |place: usize| self.cases[place].ranked.as_ref().filter(|mean| mean.value.is_finite());
        Some(ranked(one)?.minus(ranked(other)?))
    }

    /// The figures of the first so many cases.
    pub fn first(&self, cases: usize) -> Figures {
        let mut first = Figures { cases: self.cases[..cases].to_vec(), ..self.clone() };
        first.circumstances.retain(|of| of.cases.start < cases);
        first.circumstances.iter_mut().for_each(|of| of.cases.end = of.cases.end.min(cases));
        first
    }

    /// Does something beside plans cost money in some case, so that a reply has two costs?
    pub fn has_costs_beside(&self) -> bool {
        let costs = |case: &CaseFigures| {
            [Figure::Labour, Figure::Expenses].iter().any(|&of| case.estimate(of).mean.is_some_and(|mean| mean > 0.0))
        };
        self.cases.iter().any(costs)
    }

    /// The circumstance of a case.
    pub fn circumstance(&self, place: usize) -> Option<&Circumstance> {
        self.circumstances.iter().find(|of| of.cases.contains(&place))
    }
}

impl CaseFigures {
    /// The figures of a case, which this one ranks, from what was counted of it.
    fn new(
        case: &Case,
        counted: &CaseTally,
        by: Figure,
        estimates: Vec<Estimate>,
        against_first: Option<Vec<Estimate>>,
    ) -> CaseFigures {
        let trials = counted.replicates.trials();
        CaseFigures {
            name: case.name.clone(),
            weeks: case.calendar.weeks(),
            days: case.calendar.days,
            currency: case.currency.clone(),
            has_foreign_prices: case.has_foreign_prices,
            plans: parts::plans(case),
            estimates,
            against_first,
            start: case.calendar.start,
            charges: parts::charges(case),
            by_week: parts::by_week(counted),
            plan_weeks: plan_weeks(case),
            by_touch: parts::by_touch(case, counted, trials),
            by_segment: parts::by_segment(case, counted, trials),
            by_seat: seats::by_seat(case, counted, trials),
            held_up: parts::held_up(counted),
            by_outcome: parts::by_outcome(case, counted),
            ranked: single::mean_of(by, counted, &most(case, &counted.terms)),
            loses: parts::loses(counted),
            has_pace: parts::has_pace(case),
            first_short_week: parts::first_short_week(counted),
        }
    }

    /// A figure of the case.
    pub fn estimate(&self, figure: Figure) -> Estimate {
        self.estimates.get(figure.place()).copied().unwrap_or_default()
    }

    /// Has it credits at all? Who has none does not run out of them.
    pub fn has_credits(&self) -> bool {
        [Figure::Opening, Figure::Granted].iter().any(|&of| self.estimate(of).mean != Some(0.0))
    }

    /// How a figure differs from that of the first case of its circumstance; nothing for that case itself.
    pub fn against_first(&self, figure: Figure) -> Option<Estimate> {
        self.against_first.as_ref().map(|estimates| estimates[figure.place()])
    }

    /// The share of trials with a week in which this held up a wanted touch.
    pub fn held_up(&self, reason: Reason) -> Option<f64> {
        self.held_up[reason as usize]
    }

    /// A count of a campaign week, counted from 0.
    pub fn week(&self, week: usize, count: Count) -> &Estimate {
        &self.by_week[week].estimates[count.in_week()]
    }
}

/// The figures of one case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFigures {
    /// How reports name it.
    pub name: CaseName,
    /// The length of its campaign.
    pub weeks: u32,
    /// Its length in days: the last of its weeks may be a short one.
    pub days: Day,
    /// A label for amounts of money.
    pub currency: String,
    /// Does it pay a price that is not in that currency?
    pub has_foreign_prices: bool,
    /// The plans that its people begin under, each once.
    pub plans: Vec<PlanFigures>,
    /// The figures, in the order of their places.
    pub estimates: Vec<Estimate>,
    /// The differences from the first case of its circumstance, in the order of their places; absent for that case itself.
    pub against_first: Option<Vec<Estimate>>,
    /// The first day of the campaign.
    pub start: jiff::civil::Date,
    /// What the subscriptions charge on which days \[units of the currency\]; empty where they are billed annually, so that
    /// nobody can stop paying.
    pub charges: Vec<(jiff::civil::Date, f64)>,
    /// The campaign weeks.
    pub by_week: Vec<WeekFigures>,
    /// What the calendar makes of the plans in each campaign week.
    pub plan_weeks: Vec<PlanWeek>,
    /// What each touch of each segment did.
    pub by_touch: Vec<TouchFigures>,
    /// How far each segment came.
    pub by_segment: Vec<SegmentFigures>,
    /// What the people of each seat came to; empty without seats.
    pub by_seat: Vec<SeatFigures>,
    /// The share of trials with a week in which each [`Reason`] held up a wanted touch, in their order.
    pub held_up: [Option<f64>; Reason::ALL.len()],
    /// How far replies lead, outcome by outcome.
    pub by_outcome: Vec<OutcomeFigures>,
    /// The figure that ranks it, from which its difference from that of any other case of its circumstance follows.
    pub ranked: Option<Mean>,
    /// The share of trials that cost more than their outcomes are worth; nothing where no outcome is worth anything.
    pub loses: Option<f64>,
    /// Does it ask for a number of people a week whom its first touch writes to, and for nobody else?
    pub has_pace: bool,
    /// The campaign week, from 1, by which half of the trials that are ever short of credits have been for the first
    /// time; nothing where none is.
    pub first_short_week: Option<u32>,
}

/// A plan under which people begin.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanFigures {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How many people begin under it.
    pub people: u32,
    /// What each of them pays a month, as the case is billed \[units of the currency\].
    pub price: f64,
    /// Why that may not be what people pay, if it is known.
    pub doubt: Option<String>,
    /// Is it in another currency than the case?
    pub is_foreign: bool,
    /// The key by which a file states that price.
    pub price_key: &'static str,
}

/// One campaign week of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekFigures {
    /// The estimates, in the order of the places of [counts](Count) in a week; that of `Short` has
    /// the share of trials short of credits as its mean and no quantiles. None has a standard error.
    pub estimates: Vec<Estimate>,
}

/// How far one segment came. What is undefined is absent, and so is all about being through where the number of its
/// prospects is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentFigures {
    /// The id of the segment.
    pub segment: String,
    /// How many prospects there are; nothing: as many as are wanted.
    pub prospects: Option<u32>,
    /// The mean number of prospects started.
    pub started: Option<f64>,
    /// The mean number of their replies, those after the last day included.
    pub replied: Option<f64>,
    /// The share of trials in which all have been started and none has a touch to come by the end.
    pub through_probability: Option<f64>,
    /// The dates by which 5, 50 and 95 % of the trials are through.
    pub through: [Option<jiff::civil::Date>; 3],
}

/// What the people of one seat cost and came to together. What is undefined is absent.
#[derive(Debug, Clone, PartialEq)]
pub struct SeatFigures {
    /// The id of the seat.
    pub seat: String,
    /// How many people it has.
    pub count: u32,
    /// The id of the plan that they begin under.
    pub plan: String,
    /// What their subscriptions cost \[units of the currency\].
    pub cost: f64,
    /// The mean price of their working time \[units of the currency\].
    pub labour: Option<f64>,
    /// The credits that they are granted, before the cap.
    pub granted: f64,
    /// The mean number of credits that come back by replies of their prospects.
    pub refunded: Option<f64>,
    /// The mean number of credits that their InMails cost.
    pub spent: Option<f64>,
    /// The mean number of credits of their accounts that lapse, that the cap drops or that changes of plan take; absent
    /// where people of other seats share an account with them.
    pub unused: Option<f64>,
    /// The mean number of prospects started.
    pub started: Option<f64>,
    /// The mean number of their replies, those after the last day included.
    pub replies: Option<f64>,
    /// The cost of their subscriptions for each of these replies \[units of the currency\].
    pub cost_per_reply: Option<f64>,
    /// The share of trials in which any of them has a week short of credits.
    pub stockout_probability: Option<f64>,
}

/// How often one outcome was reached.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeFigures {
    /// Its id.
    pub id: String,
    /// The id of the outcome that it follows, or `reply`.
    pub of: String,
    /// How often it was reached in all.
    pub reached: Estimate,
    /// How often inside the campaign.
    pub in_time: Estimate,
    /// Full cost for each time.
    pub cost_each: Estimate,
    /// What all times together are worth on average [units of the currency].
    pub value: f64,
}

/// What one touch of one segment did: means over trials.
#[derive(Debug, Clone, PartialEq)]
pub struct TouchFigures {
    /// The id of the segment; empty for touches that were pending on day 0.
    pub segment: String,
    /// The id of the touch.
    pub touch: String,
    /// Its channel.
    pub channel: crate::domain::touch::Channel,
    /// How often it went out.
    pub sent: f64,
    /// The credits that it cost.
    pub credits: f64,
    /// Invitations accepted, settled.
    pub accepted: f64,
    /// Replies drawn, settled.
    pub replies: f64,
    /// Working time \[minutes\].
    pub minutes: f64,
    /// What it costs beside plan and work \[units of the currency\].
    pub expenses: f64,
}
