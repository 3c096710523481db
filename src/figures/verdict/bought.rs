//! What the money of a case buys, how far it comes with its lists, and what holds it up.

use jiff::civil::Date;

use crate::domain::quantity::Day;
use crate::domain::reason::Reason;
use crate::figures::{CaseFigures, Figure, PlanFigures};

/// Less than this many weeks of being held up are not worth a word.
const HARDLY: f64 = 0.05;

/// A smaller share of the credits is hardly any.
const LEFT: f64 = 0.03;

/// A smaller share is not worth a word.
const FEW: f64 = 0.05;

/// What a case comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Bought {
    /// The mean number of settled replies.
    pub replies: f64,
    /// The id and the mean number of the last outcome, if there are any.
    pub outcome: Option<(String, f64)>,
    /// What everything costs \[units of the currency\].
    pub cost: f64,
    /// What the subscriptions cost of it \[units of the currency\].
    pub plans: f64,
    /// The plans that people begin under.
    pub team: Vec<PlanFigures>,
    /// The first day of the campaign.
    pub start: Date,
    /// Are hardly any credits left at the end or never used?
    pub uses_all: bool,
    /// The mean number of credits that expire, are cut off by the cap or are lost in a change of plan.
    pub unused: f64,
    /// The credits that come in: brought along, granted and returned.
    pub came_in: f64,
    /// The label of amounts of money.
    pub currency: String,
    /// The length of the campaign.
    pub weeks: u32,
    /// The same in days.
    pub days: Day,
    /// The mean number of people who are written to and of those whom the pace asks for, where they differ by more than a few.
    pub of_asked: Option<[f64; 2]>,
    /// The share of trials that cost more than they bring, where what is left ranks; nothing where it is hardly any.
    pub loses: Option<f64>,
    /// What holds it up in most weeks, and the mean number of these; nothing where hardly anything does.
    pub held_up: Option<(Reason, f64)>,
    /// How far it comes with lists of people; nothing without one.
    pub list: Option<List>,
}

/// How far a case comes with all segments that have a known number of people.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// How many people are on it.
    pub people: u64,
    /// The mean number of those who are written to.
    pub reached: f64,
    /// The share of trials in which all have been written to and nothing is to come by the end.
    pub through: f64,
    /// The dates by which 5, 50 and 95 % of trials are through with the list that takes longest, as far as there are any.
    pub dates: [Option<Date>; 3],
}

impl Bought {
    /// What a case comes to that is ranked by a figure.
    pub(super) fn new(case: &CaseFigures, by: Figure) -> Bought {
        let mean = |figure: Figure| case.estimate(figure).mean;
        let weeks_held = |reason: Reason| mean(Figure::held_up(reason)).unwrap_or(0.0);
        let most = Reason::ALL.into_iter().max_by(|&one, &other| weeks_held(one).total_cmp(&weeks_held(other)));
        let asked = match by {
            Figure::Outcome(outcome) => case.by_outcome.get(usize::from(outcome.place())),
            _ => None,
        };
        let outcome = asked.or(case.by_outcome.last());
        let left = [Figure::Closing, Figure::Lapsed, Figure::Capped, Figure::Forfeited];
        let left: f64 = left.into_iter().filter_map(mean).sum();
        let brought: f64 = [Figure::Opening, Figure::Granted].into_iter().filter_map(mean).sum();
        Bought {
            plans: mean(Figure::Cost).unwrap_or(0.0),
            team: case.plans.clone(),
            start: case.start,
            uses_all: brought > 0.0 && left < LEFT * brought,
            replies: mean(Figure::RepliesSettled).unwrap_or(0.0),
            outcome: outcome.map(|outcome| (outcome.id.clone(), outcome.reached.mean.unwrap_or(0.0))),
            cost: mean(Figure::FullCost).or_else(|| mean(Figure::Cost)).unwrap_or(0.0),
            unused: [Figure::Lapsed, Figure::Capped, Figure::Forfeited].into_iter().filter_map(mean).sum(),
            came_in: brought + mean(Figure::Refunded).unwrap_or(0.0),
            currency: case.currency.clone(),
            weeks: case.weeks,
            days: case.days,
            held_up: most.map(|reason| (reason, weeks_held(reason))).filter(|&(_, weeks)| weeks >= HARDLY),
            list: List::new(case),
            of_asked: mean(Figure::Started)
                .zip(mean(Figure::Shortfall))
                .map(|(started, short)| [started, started + short])
                .filter(|[started, asked]| case.has_pace && asked - started > FEW * asked),
            loses: case.loses.filter(|&loses| by == Figure::NetValue && loses > FEW),
        }
    }
}

impl List {
    /// How far a case comes with its lists.
    pub fn new(case: &CaseFigures) -> Option<List> {
        let lists = || case.by_segment.iter().filter(|segment| segment.prospects.is_some());
        let longest = lists().max_by_key(|list| {
            let [_, p50, p95] = list.through;
            (p95.unwrap_or(Date::MAX), p50.unwrap_or(Date::MAX))
        })?;
        let all_through = case.estimate(Figure::ThroughProbability).mean;
        Some(List {
            people: lists().filter_map(|list| list.prospects).map(u64::from).sum(),
            reached: lists().filter_map(|list| list.started).sum(),
            through: all_through.or(longest.through_probability).unwrap_or(0.0),
            dates: longest.through,
        })
    }
}
