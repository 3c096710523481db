//! Balance by week: how many credits are left, and how likely they are to be too few.

mod words;

use plotters::style::RGBColor;

use crate::domain::count::Count;
use crate::domain::reason::Reason;
use crate::figures::number::whole;
use crate::figures::{CaseFigures, Figure, WeekFigures};
use crate::words::case::mean_count;
use crate::words::visible::clean;

use super::chances::Chances;
use super::fan::{Fan, Joined};
use super::legend::{Legend, Sample, occurring};
use super::panels::Layout;
use super::pen::{Align, Frame, Pen};
use super::rise::Rise;
use super::sheet::{Head, Sheet};
use super::style::{BLUE, GREEN, INK, NOTE, ORANGE, PURPLE, VERMILION};
use super::text::{shorten, width};
use super::weeks::Weeks;
use super::{Chart, ChartError, Kind, Shown};

use words::{finding, holds_up, note};

/// A chart of scenarios in which some case has a credit at some time, or something holds somebody up.
pub(super) const KIND: Kind = Kind { name: "balance", draw };

/// The room for refill marks below a plot, and the height of the columns of chances.
const REFILLS: i32 = 8;
const CHANCES: i32 = 40;
/// With fewer pixels a week, nobody sees a balance go up and down each month.
const PIXELS_A_WEEK: f64 = 1.5;

fn draw(shown: &Shown<'_>) -> Result<Option<Chart>, ChartError> {
    let cases = of_interest(&shown.figures.cases);
    let Some(number_of_weeks) = cases.iter().map(|case| case.weeks).max() else { return Ok(None) };
    let held_up = reasons(&cases);
    let head = Head::for_run(finding(&cases), "Balance by week", shown);
    let mut sheet = Sheet::new(KIND.name, head, &legend(&cases, &held_up));
    let pen = &mut sheet.pen;
    let fans: Vec<Fan> = cases.iter().map(|case| Fan::new(case, Count::Balance)).collect();
    let limit = limit(&cases, fans.iter().map(Fan::most).fold(0.0, f64::max));
    let notes: Vec<String> = cases.iter().map(|case| note(case)).collect();
    let mut layout = layout(cases.len(), sheet.top + 14, held_up.len() as i32, number_of_weeks);
    layout.names_weeks = shown.for_slides;
    let panels = layout.place(&cases, &notes);
    for panel in &panels.panels {
        let (case, plot) = (cases[panel.case], panel.plot);
        let axes = panel.axes(number_of_weeks, case.start, limit);
        let (weeks, rise) = axes;
        panel.draw_ground(pen, axes);
        fans[panel.case].draw(pen, weeks, rise, Joined::Steps);
        draw_caps(case, pen, weeks, rise);
        for (week, _) in case.plan_weeks.iter().enumerate().filter(|(_, week)| week.granted > 0) {
            let (left, right) = (weeks.place(week), weeks.place(week + 1));
            pen.fill(Frame { left, top: plot.bottom + 2, right, bottom: plot.bottom + 6 }, GREEN);
        }
        draw_plan_changes(case, pen, weeks, rise);
        let mut bottom = plot.bottom + REFILLS;
        for &(reason, colour) in &held_up {
            bottom += 12 + CHANCES;
            let chances = Chances { bottom, height: CHANCES, most: 1.0, least: 0.001 };
            let column = |(week, share)| (weeks.place(week), weeks.place(week + 1), share);
            let columns = shares(case, reason).into_iter().enumerate().map(column);
            chances.draw(pen, (plot.left, plot.right), (3, colour), columns);
            if panel.begins_row {
                chances.draw_numbers(pen, plot.left - 6);
            }
        }
        panel.draw_labels(pen, axes, "credits", bottom);
    }
    let note = "Credits left at the end of each week. Bands show how single simulations differ, by luck and by rates that are \
                not known; more trials do not narrow them. A week is short of credits if someone who should have been \
                written to in it was not, for lack of credits.";
    let description = cases.iter().zip(&fans).zip(&notes).map(|((case, fan), note)| {
        let [low, median, high] = fan.last().map(|credits| whole(credits as u64));
        let name = &case.name;
        let note = note.replace(" · ", ", ");
        format!(
            " {name}: {note}; at the end {median} credits in the median simulation, {low} to {high} in the middle 90 %."
        )
    });
    let description =
        "One panel a case: the credits left at the end of each week, as a band over the middle 90 % of the \
                       simulations, one over the middle half and a line at the median; below them how likely each \
                       week is to be short of credits."
            .to_owned()
            + &description.collect::<String>();
    sheet.parts = panels.parts;
    sheet.finish(panels.bottom + 18, note, &description).map(Some)
}

/// As many panels side by side as keep weeks apart.
fn layout(cases: usize, top: i32, reasons: i32, number_of_weeks: u32) -> Layout {
    let columns = match cases {
        1 => 1,
        2 | 4 => 2,
        3 | 5 | 6 | 9 => 3,
        _ => 4,
    };
    let below = REFILLS + reasons * (CHANCES + 12);
    let height = if cases == 1 { 230 } else { 150 };
    let mut layout = Layout { columns, top, height, below, beside: 0, names_weeks: false };
    while layout.columns > 1 && f64::from(layout.width()) < PIXELS_A_WEEK * f64::from(number_of_weeks) {
        layout.columns -= 1;
    }
    layout
}

/// Where the axis ends, with balances up to `most`.
fn limit(cases: &[&CaseFigures], most: f64) -> f64 {
    let caps = cases.iter().flat_map(|case| &case.plan_weeks).map(|week| week.cap as f64);
    // A cap far above all balances would squeeze them; it is named above the panel.
    let limit = caps.filter(|&cap| cap <= 2.5 * most).fold(most, f64::max).max(3.5);
    // The plans taken up are named above the cap.
    limit * if cases.iter().any(|case| takes_up(case)) { 1.25 } else { 1.08 }
}

/// The plans of the base that have credits, or that something holds up; where they are one at most, all such cases.
fn of_interest(cases: &[CaseFigures]) -> Vec<&CaseFigures> {
    let is_held_up = |case: &CaseFigures| reasons(&[case]).iter().any(|(reason, _)| *reason != Reason::Credits);
    let of_interest = || cases.iter().filter(|case| has_credits(case) || is_held_up(case));
    let of_base: Vec<&CaseFigures> =
        of_interest().filter(|case| case.name.variant() == cases[0].name.variant()).collect();
    if of_base.len() > 1 { of_base } else { of_interest().collect() }
}

fn has_credits(case: &CaseFigures) -> bool {
    !case.by_week.is_empty() && (mean_count(case, Figure::Opening) > 0.0 || mean_count(case, Figure::Granted) > 0.0)
}

/// The share of campaigns in which this held up somebody in each week.
fn shares(case: &CaseFigures, reason: Reason) -> Vec<f64> {
    let share = |week: &WeekFigures| week.estimates.get(Count::held_up(reason).in_week())?.mean;
    case.by_week.iter().map(|week| share(week).unwrap_or(0.0)).collect()
}

/// What holds people up in some week of some case, credits first, and its colour.
fn reasons(cases: &[&CaseFigures]) -> Vec<(Reason, RGBColor)> {
    let all = [
        (Reason::Credits, VERMILION),
        (Reason::CreditsAtMost, ORANGE),
        (Reason::Hours, BLUE),
        (Reason::Limit, GREEN),
        (Reason::Restriction, INK),
    ];
    let occurs = |&(reason, _): &(Reason, RGBColor)| {
        cases.iter().any(|case| shares(case, reason).iter().any(|&share| share > 0.0))
    };
    all.into_iter().filter(occurs).collect()
}

fn takes_up(case: &CaseFigures) -> bool {
    case.plan_weeks.iter().any(|week| week.taken_up.is_some())
}

/// Only what occurs.
fn legend(cases: &[&CaseFigures], held_up: &[(Reason, RGBColor)]) -> Legend {
    let weeks = || cases.iter().flat_map(|case| &case.plan_weeks);
    let marks = occurring([
        (weeks().any(|week| week.cap > 0), Sample::Bar(1, INK), "cap"),
        (weeks().any(|week| week.granted > 0), Sample::Bar(4, GREEN), "week with a refill"),
        (cases.iter().any(|case| takes_up(case)), Sample::Bar(2, PURPLE), "plan change"),
    ]);
    let held_up = held_up.iter().map(|&(reason, colour)| (Sample::Bar(12, colour), holds_up(reason).to_owned()));
    let (short, others): (Vec<_>, Vec<_>) = held_up.partition(|(sample, _)| *sample == Sample::Bar(12, VERMILION));
    let marks = marks.into_iter().chain(short).collect();
    Legend::new([Fan::legend(), marks].into_iter().chain(others.chunks(2).map(<[_]>::to_vec)).collect())
}

/// A dashed line at the cap, where there is one on the axis.
fn draw_caps(case: &CaseFigures, pen: &mut Pen, weeks: Weeks, rise: Rise) {
    let mut week = 0;
    for of_cap in case.plan_weeks.chunk_by(|a, b| a.cap == b.cap) {
        let (cap, from) = (of_cap[0].cap as f64, week);
        week += of_cap.len();
        if cap <= 0.0 || cap > rise.limit {
            continue;
        }
        let (y, right) = (rise.place(cap), weeks.place(week));
        for left in (weeks.place(from)..right).step_by(9) {
            pen.fill(Frame { left, top: y, right: (left + 6).min(right), bottom: y + 1 }, INK);
        }
    }
}

/// A line at each change, with the plan taken up beside it where there is room.
fn draw_plan_changes(case: &CaseFigures, pen: &mut Pen, weeks: Weeks, rise: Rise) {
    let changes: Vec<(i32, &str)> = (0..)
        .zip(&case.plan_weeks)
        .filter_map(|(week, plan)| Some((weeks.place(week), plan.taken_up.as_deref()?)))
        .collect();
    let mut free = weeks.left;
    for (place, &(x, plan)) in changes.iter().enumerate() {
        pen.fill(Frame { left: x - 1, top: rise.top, right: x + 1, bottom: rise.bottom }, PURPLE);
        let after = changes.get(place + 1).map_or(weeks.right, |&(next, _)| next - 4) - x - 6;
        let before = x - 6 - free;
        free = free.max(x + 6);
        let text = format!("→ {}", clean(plan));
        let wide = width(&text, NOTE);
        let on_right = wide <= after || after >= before;
        let room = if on_right { after } else { before };
        if wide.min(60) > room {
            continue;
        }
        let text = shorten(&text, NOTE, room);
        let wide = width(&text, NOTE);
        let left = if on_right { x + 6 } else { x - 6 - wide };
        pen.text_at_middle(&text, NOTE, Align::Left, left, rise.top + 7);
        free = free.max(left + wide + 6);
    }
}
