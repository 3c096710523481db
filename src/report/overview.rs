//! The cases side by side, in numbers for people: what the table on the terminal, that in Markdown and that of the page
//! show.

use crate::domain::figure::Better;
use crate::domain::kept::kept;
use crate::domain::ranking::Circumstance;
use crate::figures::number::{credits, measured, number, percent, price, whole};
use crate::figures::standing::{Standing, one_currency};
use crate::figures::verdict::List;
use crate::figures::{CaseFigures, Estimate, Figure, Figures, TWO_SIDED_95};
use crate::words::bought::length;
use crate::words::figure::{cost_per_reply, in_words};
use crate::words::seats::people;
use crate::words::visible::clean;

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
    /// Its heading, in some lines.
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

/// Lines of headings are about as wide as most numbers below them \[characters\].
const HEADING: usize = 9;

/// The most seats that are named one by one.
const MOST_SEATS: usize = 6;

/// The most columns beside the names by which somebody decides.
const FEW: usize = 4;

/// A column of the table: its heading, and its cell for a case.
type ColumnOf = (Heading, Box<dyn Fn(&CaseFigures) -> Cell>);

/// Every heading that the table may have beside that of the figure that ranks.
pub fn headings() -> Vec<Heading> {
    let of = |has_costs_beside| columns(Figure::CostPerReply, [true, true, has_costs_beside]);
    let mut all: Vec<Heading> = Vec::new();
    for (heading, _) in of(false).into_iter().chain(of(true)) {
        if !all.iter().any(|known| known.name == heading.name) {
            all.push(heading);
        }
    }
    all
}

/// The columns, in order, of cases that are ranked by a figure, with lists or without, where there are several or not, and
/// where something beside plans costs money or nothing does.
fn columns(by: Figure, [has_lists, is_ranked, has_costs_beside]: [bool; 3]) -> Vec<ColumnOf> {
    let of = |figure: Figure, show: fn(f64) -> String| -> Box<dyn Fn(&CaseFigures) -> Cell> {
        Box::new(move |case| Cell::new(case.estimate(figure).mean, show))
    };
    let mut columns: Vec<ColumnOf> = Vec::new();
    let mut spread_of = Figure::CostPerReply;
    if ![Figure::CostPerReply, Figure::RepliesSettled, Figure::StockoutProbability].contains(&by) {
        let name = kept(&in_lines(&in_words(by)));
        let show = if by.is_share() { percent } else { signed_number };
        columns.push((heading(name, Room::Narrow, by.meaning()), of(by, show)));
        // What ranks is what people want to know the range of. A share has none.
        if !by.is_share() {
            columns.extend(spread(by));
            spread_of = by;
        }
    }
    columns.push((
        heading(
            match by {
                // Beside a heading of several lines there is room below and none to the right.
                Figure::LoadedCostPerReply => "plan\ncost per\nreply",
                _ => kept(&in_lines(cost_per_reply(has_costs_beside))),
            },
            Room::Narrow,
            "what the subscription costs, divided by the replies: all costs ÷ all replies",
        ),
        of(Figure::CostPerReply, number),
    ));
    if spread_of == Figure::CostPerReply {
        columns.extend(spread(spread_of));
    }
    columns.extend([(
        heading("replies", Room::Narrow, "the mean number of replies, those after the last day included"),
        of(Figure::RepliesSettled, mean),
    )]);
    if has_lists {
        columns.push((
            heading("people\nreached", Room::Narrow, "how many of the people on the lists are written to, on average"),
            Box::new(|case: &CaseFigures| match List::new(case) {
                Some(list) => Cell {
                    shown: format!("{} of {}", credits(list.reached.round()), whole(list.people)),
                    value: Some(list.reached),
                },
                None => Cell::new(None, number),
            }),
        ));
    }
    columns.extend([
        (
            heading("effective\ncredits", Room::Narrow, "credits granted and credits that came back"),
            of(Figure::EffectiveCredits, mean),
        ),
        (
            heading("of\ngrant", Room::Wide, "effective credits ÷ credits granted"),
            of(Figure::Multiplier, |multiplier| format!("×{multiplier:.2}")),
        ),
        (
            heading(
                "unused",
                Room::Middling,
                "credits that expired, were cut off by the cap or lost in a change of plan",
            ),
            Box::new(|case: &CaseFigures| {
                let lost = [Figure::Lapsed, Figure::Capped, Figure::Forfeited];
                Cell::new(Some(lost.into_iter().filter_map(|figure| case.estimate(figure).mean).sum()), mean)
            }),
        ),
        (
            heading(
                "weeks\nshort",
                Room::Wide,
                "the mean number of weeks in which someone was not written to for lack of credits",
            ),
            of(Figure::WeeksShort, mean),
        ),
        (
            heading(
                "runs\nout",
                Room::Narrow,
                "the share of simulations in which credits are short in at least one week",
            ),
            Box::new(|case: &CaseFigures| match case.estimate(Figure::StockoutProbability).mean {
                Some(_) if !case.has_credits() => Cell::text("no credits"),
                share => Cell::new(share, percent),
            }),
        ),
        (
            heading(
                if has_costs_beside { "plan a\nmonth" } else { "a\nmonth" },
                Room::Narrow,
                "what the subscriptions cost a month at the start, of all people together",
            ),
            Box::new(|case: &CaseFigures| {
                let prices = case.plans.iter().map(|plan| f64::from(plan.people) * plan.price);
                Cell::new((!case.plans.is_empty()).then(|| prices.sum()), price)
            }),
        ),
        (
            heading(
                if has_costs_beside { "plan costs\nin all" } else { "costs\nin all" },
                Room::Wide,
                "what the subscription costs over the campaign",
            ),
            of(Figure::Cost, number),
        ),
    ]);
    if is_ranked {
        columns.push((
            heading(
                "best\nin",
                Room::Narrow,
                "the share of simulations in which the case is the best by the figure that ranks, on the same luck",
            ),
            of(Figure::BestProbability, percent),
        ));
    }
    columns
}

/// How far a figure may be off, and how single campaigns vary around it.
fn spread(of: Figure) -> [ColumnOf; 2] {
    [
        (
            heading(
                "±",
                Room::Wide,
                "simulation error of the figure before it, 95 % sure: more trials make it smaller",
            ),
            Box::new(move |case: &CaseFigures| {
                let estimate = case.estimate(of);
                Cell::new(estimate.se.filter(|_| estimate.mean.is_some()).map(|se| TWO_SIDED_95 * se), error)
            }) as Box<dyn Fn(&CaseFigures) -> Cell>,
        ),
        (
            heading(
                "90 of 100\nbetween",
                Room::Narrow,
                "between what the figure before it lies in 90 of 100 simulations: luck, and not knowing the reply rate",
            ),
            Box::new(move |case: &CaseFigures| {
                let estimate = case.estimate(of);
                Cell { shown: range(case, of, estimate), value: estimate.quantiles.p95 }
            }),
        ),
    ]
}

const fn heading(name: &'static str, room: Room, meaning: &'static str) -> Heading {
    Heading { name, room, meaning }
}

/// A heading in lines that are as short as its longest word allows.
fn in_lines(name: &str) -> String {
    let longest = name.split(' ').map(str::len).max().unwrap_or(0).max(HEADING);
    let mut lines: Vec<String> = Vec::new();
    for word in name.split(' ') {
        match lines.last_mut().filter(|line| line.len() + 1 + word.len() <= longest) {
            Some(line) => *line += &format!(" {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// A number that may be negative.
fn signed_number(value: f64) -> String {
    format!("{}{}", if value < 0.0 { "−" } else { "" }, number(value.abs()))
}

impl Overview {
    /// The table of these figures.
    pub fn new(figures: &Figures) -> Overview {
        Overview::with_sums(figures, &[])
    }

    /// The same with sums of cases below them.
    pub fn with_sums(figures: &Figures, sums: &[CaseFigures]) -> Overview {
        // A case without others is the best of all for no merit of its own, and amounts in different currencies have no
        // order.
        let can_rank = |of: &&Circumstance| {
            of.cases.len() > 1 && (!of.by.is_money() || one_currency(&figures.cases[of.cases.clone()]))
        };
        let ranked = || figures.circumstances.iter().filter(can_rank);
        let winner = |of: &Circumstance| Standing::among_cases(figures, of.by, of.cases.clone()).winner();
        let best: Vec<usize> = ranked().filter_map(winner).collect();
        let by = figures.circumstances.first().map_or(Figure::CostPerReply, |first| first.by);
        let has_lists = figures.cases.iter().any(|case| List::new(case).is_some());
        let columns = columns(by, [has_lists, ranked().next().is_some(), figures.has_costs_beside()]);
        let rows = figures.cases.iter().enumerate().map(|(place, case)| Row {
            case: case.name.to_string(),
            is_best: best.contains(&place),
            cells: columns.iter().map(|(_, cell)| cell(case)).collect(),
        });
        let mut rows: Vec<Row> = rows.collect();
        let sum = |sum: &CaseFigures| Row {
            case: sum.name.to_string(),
            is_best: false,
            cells: columns.iter().map(|(_, cell)| cell(sum)).collect(),
        };
        rows.extend(sums.iter().map(sum));
        Overview { facts: facts(figures), rows, columns: columns.into_iter().map(|(heading, _)| heading).collect() }
    }
}

impl Overview {
    /// The place of the column that says how often credits run out.
    pub fn shortage(&self) -> Option<usize> {
        self.columns.iter().position(|column| column.line() == "runs out")
    }

    /// The places of the few columns by which somebody decides: the figure that ranks and what is beside it, then the last.
    pub fn few(&self) -> Vec<usize> {
        let last = self.columns.len().saturating_sub(1);
        let narrow = (0..last).filter(|&place| self.columns[place].room == Room::Narrow);
        narrow.take(FEW - 1).chain([last]).collect()
    }
}

impl Heading {
    /// Its heading in one line.
    pub fn line(&self) -> String {
        self.name.replace('\n', " ")
    }
}

fn facts(figures: &Figures) -> String {
    let weeks = shared(figures.cases.iter().map(|case| length(case.start, case.days)));
    let start = shared(figures.cases.iter().map(|case| format!("from {}", case.start)));
    let weeks = weeks.map(|weeks| start.iter().fold(weeks, |weeks, start| format!("{weeks} {start}")));
    let currency = shared(figures.cases.iter().map(|case| case.currency.clone())).filter(|label| !label.is_empty());
    let campaigns = format!("{} simulations a case", whole(figures.trials));
    let people = shared(figures.cases.iter().map(team)).filter(|team| !team.is_empty());
    [Some(campaigns), weeks, currency, people].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Who the people of a case are: `six people: 2 heavy + 4 light`; nothing without seats.
fn team(case: &CaseFigures) -> String {
    let all: u32 = case.by_seat.iter().map(|seat| seat.count).sum();
    let seats =
        case.by_seat.iter().take(MOST_SEATS).map(|seat| format!("{} {}", whole(seat.count.into()), clean(&seat.seat)));
    let more = if case.by_seat.len() > MOST_SEATS { " + …" } else { "" };
    let seats = seats.collect::<Vec<_>>().join(" + ");
    // A case whose seats name their own plans is called so.
    let of = if case.name.is_team { "team of " } else { "" };
    if all == 0 { String::new() } else { format!("{of}{}: {seats}{more}", people(all)) }
}

/// The value that all have in common, if they have.
fn shared(mut values: impl Iterator<Item = String>) -> Option<String> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

impl Cell {
    /// A cell that is sorted by its text.
    pub(super) fn text(shown: impl Into<String>) -> Cell {
        Cell { shown: shown.into(), value: None }
    }

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

/// The range in which nine campaigns of ten lie; a reply or an outcome that never comes costs without end.
fn range(case: &CaseFigures, of: Figure, estimate: Estimate) -> String {
    let no_reply = case.estimate(Figure::NoReplyProbability).mean.unwrap_or_default();
    match (estimate.quantiles.p05, estimate.quantiles.p95) {
        (Some(low), Some(high)) if low < 0.0 => format!("{} to {}", signed_number(low), signed_number(high)),
        (Some(low), Some(high)) => format!("{}–{}", number(low), number(high)),
        (Some(low), None) => format!("{}–∞", number(low)),
        _ if no_reply > 0.0 && of.better() == Some(Better::Lower) => "∞".into(),
        _ => "–".into(),
    }
}
