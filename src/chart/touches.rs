//! By channel: what each touch costs, hours included, and what it brings.

use crate::words::case::{currency, mean_count};
use crate::words::visible::clean;
use plotters::backend::DrawingBackend;
use plotters::style::RGBColor;

use crate::domain::touch::Channel;
use crate::figures::number::{money, number, percent};
use crate::figures::{CaseFigures, Figure, TouchFigures};

use super::legend::{Legend, Sample};
use super::page::{Foot, Head};
use super::pen::{Align, Drawn, Frame, Pen};
use super::scale::Scale;
use super::style::{BLUE, GREEN, GUTTER, LABEL, MARGIN, NOTE, ORANGE, STRONG, WIDTH};
use super::text::{shorten, widest, wrap};
use super::{Drawing, Kind, Shown, picture};

pub(super) const KIND: Kind =
    Kind { name: Touches::NAME, draw: |shown| Touches::new(shown).map(|drawing| picture::chart(&drawing)).transpose() };

/// The most that names may take of the width.
const NAMES: i32 = 250;
/// The heights of a case's heading and of a bar.
const HEADING: i32 = 28;
const BAR: i32 = 16;
/// The height of the headings of columns.
const HEADINGS: i32 = 2 * NOTE.line_height() + 8;

/// What one touch costs and brings, on average over campaigns.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    /// The touch, and the segment where that is needed to tell rows apart.
    name: String,
    touch: String,
    /// Its channel, and its segment where there are several.
    note: String,
    sent: f64,
    /// Its credits at what a credit costs; nothing where no credit was granted that it could be measured by.
    credits: Option<f64>,
    labour: f64,
    replies: f64,
}

impl Row {
    fn cost(&self) -> Option<f64> {
        Some(self.credits? + self.labour)
    }

    fn cost_label(&self, currency: &str) -> String {
        self.cost().map_or("–".to_owned(), |cost| money(cost, currency))
    }

    fn cost_per_reply(&self) -> Option<f64> {
        if self.replies > 0.0 { Some(self.cost()? / self.replies) } else { None }
    }
}

/// The rows of one case.
#[derive(Debug, Clone, PartialEq)]
struct Group {
    heading: Option<String>,
    top: i32,
    bottom: i32,
    rows: Vec<Placed>,
}

/// A row in its place, with its names as they are broken into lines.
#[derive(Debug, Clone, PartialEq)]
struct Placed {
    row: Row,
    middle: i32,
    name: Vec<String>,
    note: Vec<String>,
}

impl Placed {
    fn new(row: Row, top: i32) -> Placed {
        let (name, note) = (wrap(&row.touch, LABEL, NAMES, 2), wrap(&row.note, NOTE, NAMES, 2));
        Placed { middle: top + height(&name, &note) / 2, row, name, note }
    }

    fn height(&self) -> i32 {
        height(&self.name, &self.note)
    }
}

fn height(name: &[String], note: &[String]) -> i32 {
    name.len() as i32 * LABEL.line_height() + note.len() as i32 * NOTE.line_height() + 6
}

/// The chart, with everything placed.
struct Touches {
    head: Head,
    legend: Legend,
    groups: Vec<Group>,
    currency: String,
    /// Those of the columns of numbers, the space before each included.
    widths: [i32; 3],
    costs: Scale,
    replies: Scale,
    prices_anything: bool,
    bottom: i32,
    foot: Foot,
}

/// Columns of numbers at the right: heading, cell.
type Cell = fn(&Row, &str) -> String;
const COLUMNS: [([&str; 2], Cell); 3] = [
    (["", "sent"], |row, _| number(row.sent)),
    (["replies", "per touch"], |row, _| {
        if row.sent > 0.0 && row.replies > 0.0 { percent(row.replies / row.sent) } else { "–".to_owned() }
    }),
    (["cost per", "reply"], |row, currency| {
        row.cost_per_reply().map_or("–".to_owned(), |cost| money(cost, currency))
    }),
];

impl Touches {
    /// Places everything; nothing if no case has several touches that go out.
    fn new(shown: &Shown<'_>) -> Option<Touches> {
        let cases = of_interest(&shown.figures.cases)?;
        let head = Head::new(finding(&cases), "What touches cost and bring", shown);
        let rows_of: Vec<Vec<Row>> = cases.iter().map(|case| rows(case)).collect();
        let all = || rows_of.iter().flatten();
        let prices_anything = all().any(|row| row.cost().is_some_and(|cost| cost > 0.0));
        let legend = legend(&rows_of);
        let headed = cases.len() > 1;
        let top = head.bottom() + legend.height + 14 + HEADINGS;
        let (mut groups, mut bottom) = (Vec::new(), top);
        for (case, rows) in cases.iter().zip(&rows_of) {
            let name = case.name.what_if.as_deref().unwrap_or("Base");
            let name = if cases.iter().any(|other| other.name.plan != case.name.plan) {
                format!("{name} ({})", case.name.plan)
            } else {
                name.to_owned()
            };
            let heading = headed.then(|| shorten(&clean(&name), STRONG, WIDTH - 2 * MARGIN));
            bottom += if headed { HEADING } else { 0 };
            let top = bottom;
            let mut placed = Vec::new();
            for row in rows {
                placed.push(Placed::new(row.clone(), bottom));
                bottom += placed.last().map_or(0, Placed::height);
            }
            groups.push(Group { heading, top, bottom, rows: placed });
            bottom += if headed { 8 } else { 0 };
        }
        let lines = |of: fn(&Placed) -> &[String], kind| {
            let placed = groups.iter().flat_map(|group| &group.rows);
            widest(placed.flat_map(of).map(String::as_str), kind)
        };
        let names = lines(|placed| &placed.name, LABEL).max(lines(|placed| &placed.note, NOTE));
        let left = MARGIN + names + GUTTER;
        let currency = currency(cases[0]);
        let widths = COLUMNS.map(|(heading, cell)| {
            let cells: Vec<String> = all().map(|row| cell(row, &currency)).collect();
            GUTTER + widest(heading, NOTE).max(widest(cells.iter().map(String::as_str), STRONG))
        });
        let right = WIDTH - MARGIN - widths.iter().sum::<i32>();
        // Room for the figure at the end of the longest bar.
        let middle = if prices_anything { left + (right - left) / 2 } else { left };
        let most = |value: &dyn Fn(&Row) -> f64| all().map(value).fold(0.0, f64::max);
        let scale = |left, right, most: f64| Scale { left, right, limit: if most > 0.0 { most } else { 1.0 } };
        let labels: Vec<String> = all().map(|row| row.cost_label(&currency)).collect();
        let label = widest(labels.iter().map(String::as_str), LABEL);
        let costs = scale(left, middle - label - 18, most(&|row| row.cost().unwrap_or(0.0)));
        let labels: Vec<String> = all().map(|row| number(row.replies)).collect();
        let label = widest(labels.iter().map(String::as_str), LABEL);
        let replies = scale(middle, right - label - 6, most(&|row| row.replies));
        let plans = shown.figures.cases.iter().filter(|case| case.name.what_if == cases[0].name.what_if).count();
        let foot = foot(&cases, plans, all().any(|row| row.credits.is_none()));
        Some(Touches { head, legend, groups, currency, widths, costs, replies, prices_anything, bottom, foot })
    }

    fn draw_row<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, placed: &Placed) -> Drawn<DB> {
        let (row, middle) = (&placed.row, placed.middle);
        let top = middle - placed.height() / 2 + 2;
        pen.lines(&placed.name, LABEL, MARGIN, top + LABEL.em)?;
        pen.lines(&placed.note, NOTE, MARGIN, top + placed.name.len() as i32 * LABEL.line_height() + NOTE.em)?;
        if self.prices_anything {
            let end =
                self.draw_bar(pen, self.costs, middle, &[(row.credits.unwrap_or(0.0), BLUE), (row.labour, ORANGE)])?;
            pen.text_at_middle(&row.cost_label(&self.currency), LABEL, Align::Left, end + 6, middle)?;
        }
        let end = self.draw_bar(pen, self.replies, middle, &[(row.replies, GREEN)])?;
        pen.text_at_middle(&number(row.replies), LABEL, Align::Left, end + 6, middle)?;
        let mut right = WIDTH - MARGIN - self.widths.iter().sum::<i32>();
        for (place, (_, cell)) in COLUMNS.into_iter().enumerate() {
            right += self.widths[place];
            let kind = if place + 1 == COLUMNS.len() { STRONG } else { LABEL };
            pen.text_at_middle(&cell(row, &self.currency), kind, Align::Right, right, middle)?;
        }
        Ok(())
    }

    /// Draws the parts of a bar one after the other, and tells where they end.
    fn draw_bar<DB: DrawingBackend>(
        &self,
        pen: &Pen<'_, DB>,
        scale: Scale,
        middle: i32,
        parts: &[(f64, RGBColor)],
    ) -> Result<i32, plotters::drawing::DrawingAreaErrorKind<DB::ErrorType>> {
        let mut sum = 0.0;
        for &(amount, colour) in parts {
            let from = scale.place(sum).0;
            sum += amount;
            pen.fill(Frame::around(middle, BAR, from, scale.place(sum).0), colour)?;
        }
        Ok(scale.place(sum).0)
    }

    fn draw_headings<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, top: i32) -> Drawn<DB> {
        let baseline = top - 8;
        if self.prices_anything {
            let unit = if self.currency.is_empty() { String::new() } else { format!(" [{}]", self.currency) };
            pen.text(&format!("costs{unit}"), NOTE, Align::Left, self.costs.left, baseline)?;
        }
        pen.text("brings [replies]", NOTE, Align::Left, self.replies.left, baseline)?;
        let mut right = WIDTH - MARGIN - self.widths.iter().sum::<i32>();
        for (([first, second], _), wide) in COLUMNS.into_iter().zip(self.widths) {
            right += wide;
            pen.text(first, NOTE, Align::Right, right, baseline - NOTE.line_height())?;
            pen.text(second, NOTE, Align::Right, right, baseline)?;
        }
        Ok(())
    }
}

impl Drawing for Touches {
    const NAME: &'static str = "touches";

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        let told = self.groups.iter().flat_map(|group| {
            let case = group.heading.as_ref().map_or(String::new(), |heading| format!("{heading}, "));
            group.rows.iter().map(move |Placed { row, .. }| {
                let each = row
                    .cost_per_reply()
                    .map_or(String::new(), |cost| format!(" at {} each", money(cost, &self.currency)));
                format!(" {case}{}: sent {}, {} replies{each}.", row.name, number(row.sent), number(row.replies))
            })
        });
        let start = "One row a touch: a bar for what it costs in credits and working time, a bar for the replies that it \
                     brings; means over campaigns.";
        std::iter::once(start.to_owned()).chain(told).collect()
    }

    fn height(&self) -> i32 {
        self.bottom + 14 + self.foot.height()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.head.draw(pen)?;
        self.legend.draw(pen, self.head.bottom())?;
        self.draw_headings(pen, self.head.bottom() + self.legend.height + 14 + HEADINGS)?;
        let axes =
            if self.prices_anything { vec![self.costs.left, self.replies.left] } else { vec![self.replies.left] };
        for group in &self.groups {
            if let Some(heading) = &group.heading {
                pen.text(heading, STRONG, Align::Left, MARGIN, group.top - 8)?;
            }
            for &x in &axes {
                pen.fill(Frame { left: x - 1, top: group.top, right: x, bottom: group.bottom }, super::style::AXIS)?;
            }
            for placed in &group.rows {
                self.draw_row(pen, placed)?;
            }
        }
        self.foot.draw(pen, self.bottom + 14)
    }
}

/// The base under the plan with the lowest cost per reply, and every what-if under that plan, or its first case; nothing
/// if none of them has several touches that go out.
fn of_interest(cases: &[CaseFigures]) -> Option<Vec<&CaseFigures>> {
    let cost = |case: &CaseFigures| case.estimate(Figure::CostPerReply).mean.unwrap_or(f64::INFINITY);
    let variants: Vec<&[CaseFigures]> = cases.chunk_by(|a, b| a.name.what_if == b.name.what_if).collect();
    let plan = &variants.first()?.iter().min_by(|a, b| cost(a).total_cmp(&cost(b)))?.name.plan;
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
        let name = match touch.segment.as_str() {
            "" => format!("{} from before", touch.touch),
            segment if again && several => format!("{} to {segment}", touch.touch),
            _ => touch.touch.clone(),
        };
        let channel = channel(touch);
        Row {
            name: clean(&name),
            touch: clean(&touch.touch),
            note: if several && !touch.segment.is_empty() {
                clean(&format!("{channel} to {}", touch.segment))
            } else {
                channel.to_owned()
            },
            sent: touch.sent,
            credits: if touch.credits > 0.0 { a_credit.map(|cost| cost * touch.credits) } else { Some(0.0) },
            labour: a_minute * touch.minutes,
            replies: touch.replies,
        }
    })
    .collect()
}

fn channel(touch: &TouchFigures) -> &'static str {
    if touch.segment.is_empty() { "sent before the first day" } else { touch.channel.way() }
}

/// Which touch of the case with several brings most replies, and which the cheapest.
fn finding(cases: &[&CaseFigures]) -> String {
    let Some(case) = cases.iter().find(|case| has_several(case)) else { return String::new() };
    let (rows, currency) = (rows(case), currency(case));
    let most = rows.iter().reduce(|most, row| if row.replies > most.replies { row } else { most });
    let Some(most) = most.filter(|most| most.replies > 0.0) else {
        return format!("{}: no touch brings a reply", case.name);
    };
    let start = format!("{}: {} brings most replies, {}", case.name, most.name, number(most.replies));
    let Some(cost) = most.cost_per_reply() else { return start };
    let price =
        |cost: f64| if cost > 0.0 { format!("at {} each", money(cost, &currency)) } else { "at no cost".to_owned() };
    let others = rows.iter().filter(|row| row.name != most.name && row.sent > 0.0 && row.replies > 0.0);
    let priced = others.filter_map(|row| Some((row, row.cost_per_reply()?)));
    let start = format!("{start} {}", price(cost));
    match priced.reduce(|least, other| if other.1 < least.1 { other } else { least }) {
        Some((other, least)) => format!("{start}; {} brings {} {}", other.name, number(other.replies), price(least)),
        None => start,
    }
}

/// Only what occurs.
fn legend(rows: &[Vec<Row>]) -> Legend {
    let all = || rows.iter().flatten();
    let mut entries = Vec::new();
    if all().any(|row| row.credits.is_some_and(|credits| credits > 0.0)) {
        entries.push((Sample::Bar(12, BLUE), "credits, at what the plan charges for one".to_owned()));
    }
    if all().any(|row| row.labour > 0.0) {
        entries.push((Sample::Bar(12, ORANGE), "working time".to_owned()));
    }
    entries.push((Sample::Bar(12, GREEN), "replies".to_owned()));
    Legend::new(vec![entries])
}

fn foot(cases: &[&CaseFigures], plans: usize, unpriced: bool) -> Foot {
    let mut note = "Means over all campaigns; luck and rates that are not known make single campaigns differ. A credit \
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
        let why = cost.map_or("the first plan", |_| "the plan with the lowest cost per reply in the base");
        note.push_str(&format!(" Shown under {}, {why}.", cases[0].name.plan));
    }
    Foot::new(&note)
}
