//! Seats by case: the credits that their people have, those that they spend, and what comes of it.

use crate::domain::reason::Reason;
use crate::figures::number::{money, number, percent};
use crate::figures::{CaseFigures, Figure, SeatFigures};
use crate::words::case::{currency, mean_count};
use crate::words::titles;
use crate::words::visible::clean;

use super::column::{Column, NOTHING};
use super::legend::{Legend, Sample};
use super::pen::{Align, Frame};
use super::sheet::{Head, Sheet};
use super::style::{BLUE, NOTE, SKY_BLUE};
use super::table::Table;
use super::text::shorten;
use super::{Chart, ChartError, Kind, Shown, grown};

/// A chart of every scenario with seats.
pub(super) const KIND: Kind = Kind { name: "seats", draw };

/// The height of a seat, and the space between two cases.
const STEP: i32 = 26;
const APART: i32 = 14;
/// The space for the names of seats before the bars, and for what comes of them behind.
const NAMES: i32 = 130;
const YIELDS: i32 = 150;
/// The most seats that a case is drawn with: the chart is to fit on a page.
const MOST: usize = 12;

fn draw(shown: &Shown<'_>) -> Result<Option<Chart>, ChartError> {
    let cases = shown.figures.cases.as_slice();
    let Some(number_of) = cases.iter().map(|case| seats(case).len()).max().filter(|&most| most > 0) else {
        return Ok(None);
    };
    let head = Head::for_run(
        titles::of_first(shown.figures, titles::seats(shown.figures)),
        "Credits and replies of each seat",
        shown,
    );
    let mut sheet = Sheet::new(KIND.name, head, &legend());
    let height = number_of.max(2) as i32 * STEP + APART;
    let growth = shown.growth(height);
    let step = grown(STEP, growth);
    let mut table = Table::new(cases, columns(cases), sheet.top + 14, grown(height, growth), 1.0);
    table.axis.start += NAMES;
    table.axis.end -= YIELDS;
    let all = cases.iter().flat_map(seats);
    table.axis.to = all.map(|seat| effective(seat).max(spent(seat))).fold(1.0, f64::max);
    let bottom = table.draw(&mut sheet.pen, |pen, case, row| {
        let first = row.middle - (seats(case).len() as i32 - 1) * step / 2;
        for (place, seat) in (0..).zip(seats(case)) {
            let (middle, left) = (first + place * step, table.axis.start);
            let at = |value: f64| table.axis.place(value);
            pen.text_at_middle(&name(seat), NOTE, Align::Right, left - 6, middle);
            pen.fill(Frame::around(middle, step - grown(8, growth), left, at(effective(seat))), SKY_BLUE);
            pen.fill(Frame::around(middle, step - grown(18, growth), left, at(spent(seat))), BLUE);
            let end = at(effective(seat).max(spent(seat)));
            pen.text_at_middle(&yields(case, seat), NOTE, Align::Left, end + 8, middle);
        }
    });
    let note = "Means over simulations, of all people of a seat together. The wide bar has the credits that they are granted and \
                that come back to them, the narrow one those that they spend. A reply costs what their subscriptions do, \
                divided by their replies.";
    let said = cases.iter().map(|case| {
        let each = seats(case)
            .iter()
            .map(|seat| format!("{} has {} credits, {}", name(seat), number(effective(seat)), yields(case, seat)));
        format!(" {}: {}.", clean(&case.name.to_string()), each.collect::<Vec<_>>().join("; "))
    });
    let description = format!(
        "One group of bars a case, a bar a seat: the credits that its people have, and those that they spend.{} {}",
        said.collect::<String>(),
        table.in_words()
    );
    sheet.parts = table.parts();
    sheet.finish(bottom + 14, note, &description).map(Some)
}

fn seats(case: &CaseFigures) -> &[SeatFigures] {
    &case.by_seat[..case.by_seat.len().min(MOST)]
}

fn name(seat: &SeatFigures) -> String {
    let people = if seat.count == 1 { String::new() } else { format!(" × {}", seat.count) };
    let room = NAMES - 12 - if people.is_empty() { 0 } else { 34 };
    format!("{}{people}", shorten(&clean(&seat.seat), NOTE, room))
}

fn effective(seat: &SeatFigures) -> f64 {
    seat.granted + seat.refunded.unwrap_or(0.0)
}

fn spent(seat: &SeatFigures) -> f64 {
    seat.spent.unwrap_or(0.0)
}

/// What comes of a seat, in a few words.
fn yields(case: &CaseFigures, seat: &SeatFigures) -> String {
    let replies = format!("{} replies", number(seat.replies.unwrap_or(0.0)));
    match seat.cost_per_reply {
        Some(cost) => format!("{replies}, {} each", money(cost, &currency(case))),
        None => replies,
    }
}

fn columns(cases: &[CaseFigures]) -> Vec<Column> {
    let cells = |text: &dyn Fn(&CaseFigures) -> Option<String>| -> Vec<String> {
        cases.iter().map(|case| text(case).unwrap_or_else(|| NOTHING.to_owned())).collect()
    };
    let cost = |case: &CaseFigures| Some(money(mean_count(case, Figure::Cost), &currency(case)));
    let short = |case: &CaseFigures| case.held_up(Reason::Credits).map(percent);
    vec![Column::new(["Costs", "of all"], cells(&cost)), Column::new(["Any seat", "runs short"], cells(&short))]
}

fn legend() -> Legend {
    Legend::new(vec![vec![
        (Sample::Bar(16, SKY_BLUE), "granted and returned".to_owned()),
        (Sample::Bar(8, BLUE), "spent".to_owned()),
    ]])
}
