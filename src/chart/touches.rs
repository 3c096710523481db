//! By channel: what each touch costs, hours included, and what it brings.

mod columns;

use crate::domain::touch::Channel;
use crate::figures::number::{money, number};
use crate::figures::standing::Standing;
use crate::figures::{CaseFigures, Figure, Figures};
use crate::words::case::{currency, mean_count};
use crate::words::channel::touch_kind;
use crate::words::visible::clean;

use super::column::HEADINGS;
use super::legend::{Legend, Sample, occurring};
use super::rows::{Name, heading};
use super::sheet::{Head, Sheet};
use super::style::{BLUE, GREEN, MARGIN, ORANGE, PURPLE, STRONG, WIDTH};
use super::text::shorten;
use super::{Chart, ChartError, Kind, Shown};

use columns::Columns;

/// A chart of scenarios in which some case has several touches that go out.
pub(super) const KIND: Kind = Kind { name: "touches", draw };

/// The most that names may take of the width.
const NAMES: i32 = 250;

fn draw(shown: &Shown<'_>) -> Result<Option<Chart>, ChartError> {
    let Some(cases) = of_interest(shown.figures) else { return Ok(None) };
    let head = Head::for_run(finding(&cases), "What touches cost and bring", shown);
    let groups: Vec<Group> = cases.iter().map(|case| Group::new(case, &cases)).collect();
    let rows: Vec<&Row> = groups.iter().flat_map(|group| &group.rows).collect();
    let mut sheet = Sheet::new(KIND.name, head, &legend(&rows));
    let currency = &currency(cases[0]);
    let columns = Columns::new(&rows, currency);
    let (bottom, parts) = columns.draw(&mut sheet.pen, &groups, sheet.top + 14 + HEADINGS);
    sheet.parts = parts;
    let said = groups.iter().flat_map(|group| {
        let case = group.heading.as_ref().map_or(String::new(), |heading| format!("{heading}, "));
        group.rows.iter().map(move |row| {
            let each = row.cost_per_reply().map_or(String::new(), |cost| format!(" at {} each", money(cost, currency)));
            format!(" {case}{}: sent {}, {} replies{each}.", row.title, number(row.sent), number(row.replies))
        })
    });
    let description =
        "One row a touch: a bar for what it costs in credits and working time, a bar for the replies that it \
                       brings; means over simulations."
            .to_owned()
            + &said.collect::<String>();
    let plans = shown.figures.cases.iter().filter(|case| case.name.variant() == cases[0].name.variant()).count();
    let note = note(&cases, plans, rows.iter().any(|row| row.credits.is_none()));
    sheet.finish(bottom + 14, &note, &description).map(Some)
}

/// The rows of one case.
struct Group {
    heading: Option<String>,
    rows: Vec<Row>,
}

impl Group {
    /// The rows of one of these cases, with its name as a heading if there are several.
    fn new(case: &CaseFigures, cases: &[&CaseFigures]) -> Group {
        let variant = heading(&case.name);
        let name = if cases.iter().any(|other| other.name.plan != case.name.plan) {
            format!("{variant} ({})", case.name.plan_label())
        } else {
            variant
        };
        let heading = (cases.len() > 1).then(|| shorten(&clean(&name), STRONG, WIDTH - 2 * MARGIN));
        Group { heading, rows: rows(case) }
    }
}

/// The mean cost of one touch, and the replies that it brings on average over campaigns.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    /// The touch, and the segment where that is needed to tell rows apart.
    title: String,
    /// The touch, and below it its channel, with its segment where there are several.
    name: Name,
    sent: f64,
    /// Its credits at what a credit costs; nothing where no credit was granted that it could be measured by.
    credits: Option<f64>,
    labour: f64,
    expenses: f64,
    replies: f64,
}

impl Row {
    fn cost(&self) -> Option<f64> {
        Some(self.credits? + self.labour + self.expenses)
    }

    fn height(&self) -> i32 {
        self.name.height() + 6
    }

    fn cost_per_reply(&self) -> Option<f64> {
        if self.replies > 0.0 { Some(self.cost()? / self.replies) } else { None }
    }
}

/// The base under its best plan, and every what-if under that plan, or its first case; nothing
/// if none of them has several touches that go out.
fn of_interest(figures: &Figures) -> Option<Vec<&CaseFigures>> {
    let cases = figures.cases.as_slice();
    let variants: Vec<&[CaseFigures]> = cases.chunk_by(|a, b| a.name.variant() == b.name.variant()).collect();
    let of_base = 0..variants.first()?.len();
    let best = Standing::among_cases(figures, figures.circumstances.first()?.by, of_base).order.first().copied();
    let plan = &figures.cases[best.unwrap_or_default()].name.plan;
    let chosen: Vec<&CaseFigures> = variants
        .iter()
        .filter_map(|variant| variant.iter().find(|case| case.name.plan == *plan).or_else(|| variant.first()))
        .filter(|case| !rows(case).is_empty())
        .collect();
    chosen.iter().any(|case| has_several(case)).then_some(chosen)
}

/// Do several touches go out? What was sent before the first day costs nothing now and has nothing to be weighed against.
fn has_several(case: &CaseFigures) -> bool {
    case.by_touch.iter().filter(|touch| touch.sent > 0.0).count() > 1
}

/// The touches that go out or bring a reply.
fn rows(case: &CaseFigures) -> Vec<Row> {
    let granted = mean_count(case, Figure::Granted);
    let a_credit = if granted > 0.0 { Some(mean_count(case, Figure::Cost) / granted) } else { None };
    let minutes: f64 = case.by_touch.iter().map(|touch| touch.minutes).sum();
    let a_minute = if minutes > 0.0 { mean_count(case, Figure::Labour) / minutes } else { 0.0 };
    let segments: Vec<&str> = case.by_touch.iter().map(|touch| touch.segment.as_str()).collect();
    let several = segments.iter().any(|segment| !segment.is_empty() && *segment != segments[0]);
    let used = case.by_touch.iter().filter(|touch| touch.sent > 0.0 || touch.replies > 0.0);
    used.map(|touch| {
        let again = case.by_touch.iter().filter(|other| other.touch == touch.touch).count() > 1;
        let title = match touch.segment.as_str() {
            "" => format!("{} from before", touch.touch),
            segment if again && several => format!("{} to {segment}", touch.touch),
            _ => touch.touch.clone(),
        };
        let note = match (touch_kind(touch), touch.segment.as_str()) {
            (channel, segment) if several && !segment.is_empty() => format!("{channel} to {segment}"),
            (channel, _) => channel.to_owned(),
        };
        Row {
            title: clean(&title),
            name: Name::new(&touch.touch, Some(&note), NAMES),
            sent: touch.sent,
            credits: if touch.credits > 0.0 { a_credit.map(|cost| cost * touch.credits) } else { Some(0.0) },
            labour: a_minute * touch.minutes,
            expenses: touch.expenses,
            replies: touch.replies,
        }
    })
    .collect()
}

/// Which touch of the case with several brings most replies, and which the cheapest.
fn finding(cases: &[&CaseFigures]) -> String {
    let Some(case) = cases.iter().find(|case| has_several(case)) else { return String::new() };
    let (rows, currency) = (rows(case), currency(case));
    let most = rows.iter().reduce(|most, row| if row.replies > most.replies { row } else { most });
    let Some(most) = most.filter(|most| most.replies > 0.0) else {
        return format!("{}: no touch brings a reply", case.name);
    };
    let start = format!("{}: {} brings most replies, {}", case.name, most.title, number(most.replies));
    let Some(cost) = most.cost_per_reply() else { return start };
    let price =
        |cost: f64| if cost > 0.0 { format!("at {} each", money(cost, &currency)) } else { "at no cost".to_owned() };
    let others = rows.iter().filter(|row| row.title != most.title && row.sent > 0.0 && row.replies > 0.0);
    let priced = others.filter_map(|row| Some((row, row.cost_per_reply()?)));
    let start = format!("{start} {}", price(cost));
    match priced.reduce(|least, other| if other.1 < least.1 { other } else { least }) {
        Some((other, least)) => format!("{start}; {} brings {} {}", other.title, number(other.replies), price(least)),
        None => start,
    }
}

/// Only what occurs.
fn legend(rows: &[&Row]) -> Legend {
    let credits = rows.iter().any(|row| row.credits.is_some_and(|credits| credits > 0.0));
    Legend::new(vec![occurring([
        (credits, Sample::Bar(12, BLUE), "credits, at what the plan charges for one"),
        (rows.iter().any(|row| row.labour > 0.0), Sample::Bar(12, ORANGE), "working time"),
        (rows.iter().any(|row| row.expenses > 0.0), Sample::Bar(12, PURPLE), "what each one costs besides"),
        (true, Sample::Bar(12, GREEN), "replies"),
    ])])
}

fn note(cases: &[&CaseFigures], plans: usize, unpriced: bool) -> String {
    let mut note = "Means over all simulations; luck and rates that are not known make single simulations differ. A credit \
                    counts at the subscription's cost ÷ credits granted, also one that came back, so what is not used is \
                    charged to no touch. Replies of an invitation are those to the message after its acceptance."
        .to_owned();
    if unpriced {
        note.push_str(" Credits of a case that is granted none have no price.");
    }
    if cases.iter().any(|case| case.by_touch.iter().any(|touch| touch.channel == Channel::Engage)) {
        note.push_str(" What a touch without replies of its own does for later ones is counted there.");
    }
    if plans > 1 {
        let cost = cases[0].estimate(Figure::CostPerReply).mean;
        let why = cost.map_or("the first plan", |_| "the best plan of the base");
        note.push_str(&format!(" Shown under {}, {why}.", cases[0].name.plan_label()));
    }
    note
}
