//! Replies by week: how many have come so far.

use crate::domain::count::Count;
use crate::figures::number::whole;
use crate::figures::standing::Standing;
use crate::figures::{CaseFigures, Figure, Figures};
use crate::words::bought::length;
use crate::words::case::mean_count;
use crate::words::titles;

use super::bounds;
use super::fan::{Fan, Joined};
use super::legend::Legend;
use super::panels::Layout;
use super::pen::{Align, Frame};
use super::sheet::{Head, Sheet};
use super::style::{INK, LABEL, NOTE, STRONG};
use super::text::width;
use super::{Chart, ChartError, Kind, Shown};

/// A chart of scenarios in which some case sends anything or gets a reply.
pub(super) const KIND: Kind = Kind { name: "replies", draw };

fn draw(shown: &Shown<'_>) -> Result<Option<Chart>, ChartError> {
    let cases: Vec<&CaseFigures> = shown.figures.cases.iter().collect();
    let sends = |case: &CaseFigures| case.by_touch.iter().any(|touch| touch.sent > 0.0 || touch.replies > 0.0);
    if !cases.iter().any(|case| sends(case)) || cases.iter().any(|case| case.by_week.is_empty()) {
        return Ok(None);
    }
    let number_of_weeks = cases.iter().map(|case| case.weeks).max().unwrap_or(1);
    let fans: Vec<Fan> = cases.iter().map(|case| Fan::new(case, Count::RepliesSoFar)).collect();
    let head = Head::for_run(titles::of_first(shown.figures, finding(shown.figures, &fans)), "Replies by week", shown);
    let mut sheet = Sheet::new(KIND.name, head, &Legend::new(vec![Fan::legend()]));
    let pen = &mut sheet.pen;
    let columns = columns(&cases);
    let height = match cases.len() {
        1 => 260,
        number if number <= columns => 200,
        _ => 130,
    };
    let labels = fans.iter().flat_map(Fan::last).map(|replies| width(&whole(replies as u64), STRONG));
    let layout = Layout {
        columns,
        top: sheet.top + 14,
        height,
        below: 0,
        beside: 6 + labels.max().unwrap_or(0),
        names_weeks: shown.for_slides,
    };
    let panels = layout.place(&cases, &vec![String::new(); cases.len()]);
    let bounds = bounds::bounds(shown.figures, Figure::Replies);
    let limit = bounds::room(fans.iter().map(Fan::most).fold(3.5, f64::max) * 1.04, &bounds);
    for panel in &panels.panels {
        let (case, plot, fan) = (cases[panel.case], panel.plot, &fans[panel.case]);
        let axes = panel.axes(number_of_weeks, case.start, limit);
        let (weeks, rise) = axes;
        panel.draw_ground(pen, axes);
        fan.draw(pen, weeks, rise, Joined::Lines);
        panel.draw_labels(pen, axes, "replies", plot.bottom);
        for bound in bounds.iter().filter(|bound| bound.value <= limit) {
            let y = rise.place(bound.value);
            let right = weeks.place(bound.by.unwrap_or(case.weeks).min(case.weeks) as usize);
            pen.fill(Frame { left: plot.left, top: y - 1, right, bottom: y + 1 }, INK);
            pen.text(&bound.label, NOTE.coloured(INK), Align::Left, plot.left + 4, y - 5);
        }
        let [low, median, high] = fan.last();
        let x = weeks.place(case.weeks as usize) + 6;
        pen.text_at_middle(&whole(median as u64), STRONG, Align::Left, x, rise.place(median));
        // The ends of the band only where they do not come too close.
        for end in [low, high] {
            if (rise.place(end) - rise.place(median)).abs() >= LABEL.line_height() {
                pen.text_at_middle(&whole(end as u64), NOTE, Align::Left, x, rise.place(end));
            }
        }
    }
    let note = "Replies from the campaign's first day to the end of each week; those that come after its last day are not among \
                them. The figures at the right are the 5 %, 50 % and 95 % quantiles. Bands show how single simulations differ, \
                by luck and by rates that are not known; more trials do not narrow them.";
    let ends = cases.iter().zip(&fans).map(|(case, fan)| {
        let [low, median, high] = fan.last().map(|replies| whole(replies as u64));
        format!(" {}: {median} in the median simulation, {low} to {high} in the middle 90 %.", case.name)
    });
    let description = format!(
        "One panel a case: the replies that have come by the end of each week, as a band over the middle 90 % of the \
         simulations, one over the middle half and a line at the median. By the end:{}{}",
        ends.collect::<String>(),
        bounds::in_words(&bounds)
    );
    sheet.parts = panels.parts;
    sheet.finish(panels.bottom + 18, note, &description).map(Some)
}

/// A row a variant where that makes a grid, else as many as keep a panel wide enough.
fn columns(cases: &[&CaseFigures]) -> usize {
    let plans = cases.iter().take_while(|case| case.name.variant() == cases[0].name.variant()).count();
    let is_grid = cases.len() > plans
        && cases.chunks(plans).all(|row| {
            row.len() == plans && row.iter().zip(cases).all(|(case, first)| case.name.plan == first.name.plan)
        });
    match (plans, cases.len()) {
        (2..=4, _) if is_grid => plans,
        (_, number @ 1..=4) => number,
        (_, 5 | 6 | 9) => 3,
        _ => 4,
    }
}

/// The title: the case that brings most replies, and their number.
fn finding(figures: &Figures, fans: &[Fan]) -> String {
    let of_first = figures.circumstances.first().map_or(figures.cases.len(), |first| first.cases.end);
    let cases = &figures.cases[..of_first];
    let standing = Standing::new(figures, Figure::Replies);
    let numbers = |place: usize| {
        let [low, median, high] = fans[place].last().map(|replies| whole(replies as u64));
        let spread = if low == high { String::new() } else { format!("; in 90 of 100 simulations {low} to {high}") };
        (median, spread)
    };
    let Some(&best) = standing.order.first() else { return "No case gets a reply".to_owned() };
    let (median, spread) = numbers(best);
    let weeks = length(cases[best].start, cases[best].days);
    match cases {
        _ if mean_count(&cases[best], Figure::Replies) <= 0.0 => "No reply comes in any simulation".to_owned(),
        [case] => format!("{}: {median} replies in {weeks} in the median simulation{spread}", case.name),
        _ if standing.alike == 1 => {
            format!("{} brings most replies: {median} in {weeks} in the median simulation{spread}", cases[best].name)
        }
        _ => {
            let who = match standing.alike {
                2 => format!("{} and {}", cases[standing.order[0]].name, cases[standing.order[1]].name),
                alike if alike == cases.len() => format!("All {alike} cases"),
                alike => format!("{alike} of {} cases", cases.len()),
            };
            format!("{who} bring the most replies and cannot be told apart: {median} in the median simulation{spread}")
        }
    }
}
