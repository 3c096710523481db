//! Balance by week: how many credits are left, and how likely they are to be too few.

use crate::words::case::mean_count;
use crate::words::visible::clean;
use plotters::backend::DrawingBackend;

use crate::domain::outcome::Count;
use crate::figures::number::{percent, whole};
use crate::figures::{CaseFigures, Figure};

use super::fan::{Fan, Joined, draw_shares};
use super::legend::{Legend, Sample};
use super::page::{Foot, Head};
use super::panels::{Layout, Panel, Panels};
use super::pen::{Align, Drawn, Frame, Pen};
use super::rise::Rise;
use super::style::{AXIS, GREEN, GRID, INK, NOTE, PURPLE, VERMILION};
use super::text::{shorten, width};
use super::weeks::Weeks;
use super::{Drawing, Kind, Shown, picture};

pub(super) const KIND: Kind =
    Kind { name: Balance::NAME, draw: |shown| Balance::new(shown).map(|drawing| picture::chart(&drawing)).transpose() };

/// The room for refill marks below a plot, and the height of the columns of chances.
const REFILLS: i32 = 8;
const CHANCES: i32 = 40;
/// Below this many pixels a week, a balance that goes up and down each month is not seen to.
const PIXELS_A_WEEK: f64 = 1.5;

/// The chart, with everything placed.
struct Balance<'a> {
    cases: Vec<&'a CaseFigures>,
    fans: Vec<Fan>,
    head: Head,
    legend: Legend,
    panels: Panels,
    number_of_weeks: u32,
    limit: f64,
    /// Does any case run short, so that there are chances to show?
    runs_short: bool,
    foot: Foot,
}

impl<'a> Balance<'a> {
    /// Places everything; nothing if no case ever has a credit.
    fn new(shown: &Shown<'a>) -> Option<Balance<'a>> {
        let cases = of_interest(&shown.figures.cases);
        let number_of_weeks = cases.iter().map(|case| case.weeks).max()?;
        let fans: Vec<Fan> = cases.iter().map(|case| Fan::new(case, Count::Balance)).collect();
        let head = Head::new(finding(&cases), "Balance by week", shown);
        let runs_short = cases.iter().any(|case| shares(case).iter().any(|&share| share > 0.0));
        let legend = legend(&cases, runs_short);
        let mut columns = match cases.len() {
            1 => 1,
            2 | 4 => 2,
            3 | 5 | 6 | 9 => 3,
            _ => 4,
        };
        let below = REFILLS + if runs_short { CHANCES + 12 } else { 0 };
        let top = head.bottom() + legend.height + 14;
        let layout = |columns| Layout {
            columns,
            top,
            height: if columns == 1 && cases.len() == 1 { 230 } else { 150 },
            below,
            beside: 0,
        };
        while columns > 1 && f64::from(layout(columns).width()) < PIXELS_A_WEEK * f64::from(number_of_weeks) {
            columns -= 1;
        }
        let notes: Vec<String> = cases.iter().map(|case| note(case)).collect();
        let panels = layout(columns).place(&cases, &notes);
        let most = fans.iter().map(Fan::most).fold(0.0, f64::max);
        let caps = cases.iter().flat_map(|case| &case.plan_weeks).map(|week| f64::from(week.cap));
        // A cap far above all balances would squeeze them; it is named above the panel.
        let limit = caps.filter(|&cap| cap <= 2.5 * most).fold(most, f64::max).max(3.5);
        // The plans taken up are named above the cap.
        let limit = limit * if cases.iter().any(|case| takes_up(case)) { 1.25 } else { 1.08 };
        let foot = Foot::new(
            "Credits left at the end of each week. Bands show how single campaigns differ, by luck and by rates that \
             are not known; more trials do not narrow them. A week is short of credits if someone who should have been \
             written to in it was not, for lack of credits.",
        );
        Some(Balance { cases, fans, head, legend, panels, number_of_weeks, limit, runs_short, foot })
    }

    fn draw_panel<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, panel: &Panel) -> Drawn<DB> {
        let (case, plot) = (self.cases[panel.case], panel.plot);
        let weeks = Weeks { left: plot.left, right: plot.right, number: self.number_of_weeks, start: case.start };
        let rise = Rise { top: plot.top, bottom: plot.bottom, limit: self.limit };
        panel.draw_head(pen)?;
        rise.draw_grid(pen, plot.left, plot.right)?;
        weeks.draw_grid(pen, plot.top, plot.bottom)?;
        self.fans[panel.case].draw(pen, weeks, rise, Joined::Steps)?;
        draw_caps(case, pen, weeks, rise)?;
        for (week, _) in case.plan_weeks.iter().enumerate().filter(|(_, week)| week.granted > 0) {
            let (left, right) = (weeks.place(week), weeks.place(week + 1));
            pen.fill(Frame { left, top: plot.bottom + 2, right, bottom: plot.bottom + 6 }, GREEN)?;
        }
        draw_plan_changes(case, pen, weeks, rise)?;
        let mut bottom = plot.bottom + REFILLS;
        if self.runs_short {
            bottom += 12 + CHANCES;
            for (y, colour) in [(bottom - CHANCES, GRID), (bottom - CHANCES / 2, GRID), (bottom, AXIS)] {
                pen.fill(Frame { left: plot.left, top: y, right: plot.right, bottom: y + 1 }, colour)?;
            }
            draw_shares(&shares(case), pen, weeks, (bottom, CHANCES), VERMILION)?;
        }
        if panel.begins_row && self.runs_short {
            pen.text_at_middle(&percent(1.0), NOTE, Align::Right, plot.left - 6, bottom - CHANCES)?;
            pen.text_at_middle("0", NOTE, Align::Right, plot.left - 6, bottom)?;
        }
        panel.draw_axes(pen, rise, weeks, "credits", bottom)
    }
}

impl Drawing for Balance<'_> {
    const NAME: &'static str = "balance";

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        let cases = self.cases.iter().zip(&self.fans).map(|(case, fan)| {
            let [low, median, high] = fan.last().map(|credits| whole(credits as u64));
            format!(
                " {}: {}; at the end {median} credits in the median campaign, 5 % to 95 %: {low} to {high}.",
                case.name,
                note(case)
            )
        });
        let start = "One panel a case: the credits left at the end of each week, as a band over the middle 90 % of the \
                     simulated campaigns, one over the middle half and a line at the median; below them how likely each \
                     week is to be short of credits.";
        std::iter::once(start.to_owned()).chain(cases).collect()
    }

    fn height(&self) -> i32 {
        self.panels.bottom + 18 + self.foot.height()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.head.draw(pen)?;
        self.legend.draw(pen, self.head.bottom())?;
        for panel in &self.panels.panels {
            self.draw_panel(pen, panel)?;
        }
        self.foot.draw(pen, self.panels.bottom + 18)
    }
}

/// The plans of the base that have credits; where they are one at most, all cases that have.
fn of_interest(cases: &[CaseFigures]) -> Vec<&CaseFigures> {
    let with_credits = || cases.iter().filter(|case| has_credits(case));
    let of_base: Vec<&CaseFigures> = with_credits().filter(|case| case.name.what_if == cases[0].name.what_if).collect();
    if of_base.len() > 1 { of_base } else { with_credits().collect() }
}

fn has_credits(case: &CaseFigures) -> bool {
    !case.by_week.is_empty() && (mean_count(case, Figure::Opening) > 0.0 || mean_count(case, Figure::Granted) > 0.0)
}

/// The share of campaigns that each week finds short of credits.
fn shares(case: &CaseFigures) -> Vec<f64> {
    let share = |week: &crate::figures::WeekFigures| week.estimates.get(Count::Short.in_week())?.mean;
    case.by_week.iter().map(|week| share(week).unwrap_or(0.0)).collect()
}

/// The week, from 1, that is most likely to be short, and how likely that is.
fn worst_week(case: &CaseFigures) -> Option<(usize, f64)> {
    let of_weeks = shares(case).into_iter().zip(1..).filter(|&(share, _)| share > 0.0);
    of_weeks.reduce(|worst, other| if other.0 > worst.0 { other } else { worst }).map(|(share, week)| (week, share))
}

/// Its caps and its chance of running short, in words.
fn note(case: &CaseFigures) -> String {
    let mut caps: Vec<String> = case.plan_weeks.iter().map(|week| whole(week.cap.into())).collect();
    caps.dedup();
    let cap = match caps.len() {
        0 => String::new(),
        1..=3 => format!("cap {} · ", caps.join(", then ")),
        _ => "several caps · ".to_owned(),
    };
    match worst_week(case) {
        None => format!("{cap}never short"),
        Some((week, share)) => {
            let short =
                format!("{cap}short in {} of campaigns", percent(mean_count(case, Figure::StockoutProbability)));
            let worst = format!(", at worst in week\u{a0}{week}: {}", percent(share));
            if case.by_week.len() == 1 { short } else { short + &worst }
        }
    }
}

fn takes_up(case: &CaseFigures) -> bool {
    case.plan_weeks.iter().any(|week| week.taken_up.is_some())
}

/// Which case runs out, and how likely that is.
fn finding(cases: &[&CaseFigures]) -> String {
    let chance = |case: &CaseFigures| mean_count(case, Figure::StockoutProbability);
    let mut order: Vec<&CaseFigures> = cases.to_vec();
    order.sort_by(|a, b| chance(a).total_cmp(&chance(b)));
    let never = order.iter().filter(|case| chance(case) <= 0.0).count();
    let ([best, ..], [.., worst]) = (order.as_slice(), order.as_slice()) else { return String::new() };
    let (low, high) = (in_words(chance(best)), in_words(chance(worst)));
    match (cases, never) {
        ([case], 1) => format!("{} never runs short of credits", case.name),
        ([case], _) => {
            let week = worst_week(case).map_or(String::new(), |(week, _)| format!(", most often in week {week}"));
            format!("{}: credits run short in {high} of campaigns{week}", case.name)
        }
        (all, never) if never == all.len() => "No case ever runs short of credits".to_owned(),
        ([_, _, _, ..], 1) if chance(order[1]) >= 0.5 => {
            let low = in_words(chance(order[1]));
            let more = if low == high { "" } else { " or more" };
            format!("{} never runs short of credits; every other case does in {low} of campaigns{more}", best.name)
        }
        (_, 1) => format!("{} never runs short of credits; {} does in {high} of campaigns", best.name, worst.name),
        (all, 2..) => {
            format!(
                "{never} of {} cases never run short of credits; {} does in {high} of campaigns",
                all.len(),
                worst.name
            )
        }
        _ if low == high => format!("Credits run short in {low} of campaigns in every case"),
        _ => format!(
            "{} is least often short of credits, in {low} of campaigns, and {} most often, in {high}",
            best.name, worst.name
        ),
    }
}

/// A share in a sentence.
fn in_words(share: f64) -> String {
    percent(share).replace('>', "more than ").replace('<', "less than ")
}

/// Only what occurs.
fn legend(cases: &[&CaseFigures], runs_short: bool) -> Legend {
    let mut marks = Vec::new();
    let weeks = || cases.iter().flat_map(|case| &case.plan_weeks);
    if weeks().any(|week| week.cap > 0) {
        marks.push((Sample::Bar(1, INK), "cap".to_owned()));
    }
    if weeks().any(|week| week.granted > 0) {
        marks.push((Sample::Bar(4, GREEN), "week with a refill".to_owned()));
    }
    if cases.iter().any(|case| takes_up(case)) {
        marks.push((Sample::Bar(2, PURPLE), "plan change".to_owned()));
    }
    if runs_short {
        marks.push((Sample::Bar(12, VERMILION), "campaigns in which that week is short of credits".to_owned()));
    }
    Legend::new(vec![Fan::legend(), marks])
}

/// A dashed line at the cap, where there is one on the axis.
fn draw_caps<DB: DrawingBackend>(case: &CaseFigures, pen: &Pen<'_, DB>, weeks: Weeks, rise: Rise) -> Drawn<DB> {
    let mut week = 0;
    for of_cap in case.plan_weeks.chunk_by(|a, b| a.cap == b.cap) {
        let (cap, from) = (f64::from(of_cap[0].cap), week);
        week += of_cap.len();
        if cap <= 0.0 || cap > rise.limit {
            continue;
        }
        let (y, right) = (rise.place(cap), weeks.place(week));
        for left in (weeks.place(from)..right).step_by(9) {
            pen.fill(Frame { left, top: y, right: (left + 6).min(right), bottom: y + 1 }, INK)?;
        }
    }
    Ok(())
}

/// A line at each change, with the plan taken up beside it where there is room.
fn draw_plan_changes<DB: DrawingBackend>(case: &CaseFigures, pen: &Pen<'_, DB>, weeks: Weeks, rise: Rise) -> Drawn<DB> {
    let changes: Vec<(i32, &str)> = (0..)
        .zip(&case.plan_weeks)
        .filter_map(|(week, plan)| Some((weeks.place(week), plan.taken_up.as_deref()?)))
        .collect();
    let mut free = weeks.left;
    for (place, &(x, plan)) in changes.iter().enumerate() {
        pen.fill(Frame { left: x - 1, top: rise.top, right: x + 1, bottom: rise.bottom }, PURPLE)?;
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
        pen.text_at_middle(&text, NOTE, Align::Left, left, rise.top + 7)?;
        free = free.max(left + wide + 6);
    }
    Ok(())
}
