//! The cases side by side, in numbers for people: what the table on the terminal, that in Markdown and that of the page
//! show.

use crate::domain::ranking::Circumstance;
use crate::figures::number::{count, measured, number, percent, whole};
use crate::figures::standing::{Standing, one_currency};
use crate::figures::{CaseFigures, Estimate, Figure, Figures, TWO_SIDED_95};

/// The table of the cases.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// Campaigns, weeks and currency in words, as far as all cases have them in common.
    pub facts: String,
    /// The columns after the name of the case.
    pub columns: Vec<Heading>,
    /// The cases.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heading {
    /// Its heading, in one or two lines.
    pub name: &'static str,
    /// The room that it needs to be shown.
    pub room: Room,
    /// Its meaning, with the kind of uncertainty that it shows.
    pub meaning: &'static str,
}

/// The width of table that a column needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    /// Any.
    Narrow,
    /// One of 100 characters.
    Middling,
    /// One of 120 characters.
    Wide,
}

/// A case.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its name.
    pub case: String,
    /// Is it beyond doubt the best of several by the figure that ranks?
    pub is_best: bool,
    /// Its cell in each column.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The text that is shown.
    pub shown: String,
    /// The number by which rows are sorted; nothing if it is undefined or infinite.
    pub value: Option<f64>,
}

const HEADINGS: [Heading; 11] = [
    heading(
        "cost per\nreply",
        Room::Narrow,
        "what the subscription costs, divided by the replies: all costs ÷ all replies",
    ),
    heading("±", Room::Wide, "simulation error of the cost per reply, 95 % sure: more trials make it smaller"),
    heading(
        "90 % of\ncampaigns",
        Room::Narrow,
        "between what the cost per reply lies in nine campaigns of ten: luck, and not knowing the reply rate",
    ),
    heading("replies", Room::Narrow, "the mean number of replies, those after the last day included"),
    heading("effective\ncredits", Room::Narrow, "credits granted and credits that came back"),
    heading("of\ngrant", Room::Middling, "effective credits ÷ credits granted"),
    heading("unused", Room::Middling, "credits that lapsed, were cut off by the cap or lost in a change of plan"),
    heading(
        "weeks\nshort",
        Room::Wide,
        "the mean number of weeks in which someone was not written to for lack of credits",
    ),
    heading("runs\nout", Room::Narrow, "the share of campaigns with at least one such week"),
    heading("costs\nin all", Room::Wide, "what the subscription costs over the campaign"),
    heading(
        "best",
        Room::Narrow,
        "the share of campaigns in which the case is the best by the figure that ranks, on the same luck",
    ),
];

const fn heading(name: &'static str, room: Room, meaning: &'static str) -> Heading {
    Heading { name, room, meaning }
}

impl Overview {
    /// The table of these figures.
    pub fn new(figures: &Figures) -> Overview {
        // A case without others is the best of all for no merit of its own, and amounts in different currencies have no
        // order.
        let can_rank = |of: &&Circumstance| {
            of.cases.len() > 1 && (!of.by.is_money() || one_currency(&figures.cases[of.cases.clone()]))
        };
        let ranked = || figures.circumstances.iter().filter(can_rank);
        let shown = if ranked().next().is_some() { HEADINGS.len() } else { HEADINGS.len() - 1 };
        let winner = |of: &Circumstance| Standing::among_cases(figures, of.by, of.cases.clone()).winner();
        let best: Vec<usize> = ranked().filter_map(winner).collect();
        let rows = figures.cases.iter().enumerate().map(|(place, case)| Row {
            case: case.name.to_string(),
            is_best: best.contains(&place),
            cells: cells(case).into_iter().take(shown).collect(),
        });
        Overview { facts: facts(figures), columns: HEADINGS[..shown].to_vec(), rows: rows.collect() }
    }
}

impl Heading {
    /// Its heading in one line.
    pub fn line(&self) -> String {
        self.name.replace('\n', " ")
    }
}

fn facts(figures: &Figures) -> String {
    let weeks = shared(figures.cases.iter().map(|case| count(case.weeks.into(), "week")));
    let currency = shared(figures.cases.iter().map(|case| case.currency.clone())).filter(|label| !label.is_empty());
    let campaigns = format!("{} campaigns a case", whole(figures.trials));
    [Some(campaigns), weeks, currency].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The value that all have in common, if they have.
fn shared(mut values: impl Iterator<Item = String>) -> Option<String> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

fn cells(case: &CaseFigures) -> [Cell; HEADINGS.len()] {
    let cost = case.estimate(Figure::CostPerReply);
    let unused: f64 = [Figure::Lapsed, Figure::Capped, Figure::Forfeited]
        .iter()
        .filter_map(|&figure| case.estimate(figure).mean)
        .sum();
    let of = |figure: Figure, show: fn(f64) -> String| Cell::new(case.estimate(figure).mean, show);
    [
        Cell::new(cost.mean, number),
        Cell::new(cost.se.filter(|_| cost.mean.is_some()).map(|se| TWO_SIDED_95 * se), error),
        Cell { shown: range(case, cost), value: cost.quantiles.p95 },
        of(Figure::RepliesSettled, mean),
        of(Figure::EffectiveCredits, mean),
        of(Figure::Multiplier, |multiplier| format!("×{multiplier:.2}")),
        Cell::new(Some(unused), mean),
        of(Figure::WeeksShort, mean),
        of(Figure::StockoutProbability, percent),
        of(Figure::Cost, number),
        of(Figure::BestProbability, percent),
    ]
}

impl Cell {
    pub(super) fn new(value: Option<f64>, show: fn(f64) -> String) -> Cell {
        Cell { shown: value.map_or("–".into(), show), value }
    }
}

/// An error with two significant digits.
fn error(value: f64) -> String {
    measured(value, value).1
}

/// A mean of whole numbers: nobody plans with hundredths of a reply.
pub(super) fn mean(value: f64) -> String {
    match value {
        0.0 => "0".into(),
        0.0..0.05 => "<0.1".into(),
        0.0..9.95 => format!("{value:.1}"),
        _ => number(value),
    }
}

/// The range in which nine campaigns of ten lie; a reply that never comes costs without end.
fn range(case: &CaseFigures, estimate: Estimate) -> String {
    let no_reply = case.estimate(Figure::NoReplyProbability).mean.unwrap_or_default();
    match (estimate.quantiles.p05, estimate.quantiles.p95) {
        (Some(low), Some(high)) => format!("{}–{}", number(low), number(high)),
        (Some(low), None) => format!("{}–∞", number(low)),
        _ if no_reply > 0.0 => "∞".into(),
        _ => "–".into(),
    }
}
