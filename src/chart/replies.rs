//! Replies by week: how many have come so far.

use crate::words::case::mean_count;
use plotters::backend::DrawingBackend;

use crate::domain::outcome::Count;
use crate::figures::number::whole;
use crate::figures::{CaseFigures, Figure, Figures};

use super::bounds::{self, Bound};
use super::fan::{Fan, Joined};
use super::legend::Legend;
use super::page::{Foot, Head};
use super::panels::{Layout, Panel, Panels};
use super::pen::{Align, Drawn, Frame, Pen};
use super::rise::Rise;
use super::style::{INK, LABEL, NOTE, STRONG};
use super::text::width;
use super::weeks::Weeks;
use super::{Drawing, Kind, Shown, picture};
use crate::figures::standing::Standing;

pub(super) const KIND: Kind =
    Kind { name: Replies::NAME, draw: |shown| Replies::new(shown).map(|drawing| picture::chart(&drawing)).transpose() };

/// The chart, with everything placed.
struct Replies<'a> {
    cases: Vec<&'a CaseFigures>,
    fans: Vec<Fan>,
    head: Head,
    legend: Legend,
    panels: Panels,
    number_of_weeks: u32,
    limit: f64,
    bounds: Vec<Bound>,
    foot: Foot,
}

impl<'a> Replies<'a> {
    /// Places everything; nothing if no case sends anything or gets a reply.
    fn new(shown: &Shown<'a>) -> Option<Replies<'a>> {
        let cases: Vec<&CaseFigures> = shown.figures.cases.iter().collect();
        let sends = |case: &CaseFigures| case.by_touch.iter().any(|touch| touch.sent > 0.0 || touch.replies > 0.0);
        if !cases.iter().any(|case| sends(case)) || cases.iter().any(|case| case.by_week.is_empty()) {
            return None;
        }
        let number_of_weeks = cases.iter().map(|case| case.weeks).max()?;
        let fans: Vec<Fan> = cases.iter().map(|case| Fan::new(case, Count::RepliesSoFar)).collect();
        let head = Head::new(finding(shown.figures, &fans), "Replies by week", shown);
        let legend = Legend::new(vec![Fan::legend()]);
        let columns = columns(&cases);
        let top = head.bottom() + legend.height + 14;
        let height = if cases.len() == 1 {
            260
        } else if cases.len() <= columns {
            200
        } else {
            130
        };
        let most = fans.iter().map(Fan::most).fold(0.0, f64::max);
        let labels = fans.iter().flat_map(Fan::last).map(|replies| width(&whole(replies as u64), STRONG));
        let beside = 6 + labels.max().unwrap_or(0);
        let layout = Layout { columns, top, height, below: 0, beside };
        let panels = layout.place(&cases, &vec![String::new(); cases.len()]);
        let foot = Foot::new(
            "Replies from the campaign's first day to the end of each week; those that come after its last day are not \
             among them. The figures at the right are the 5 %, 50 % and 95 % quantiles. Bands show how single campaigns \
             differ, by luck and by rates that are not known; more trials do not narrow them.",
        );
        let bounds = bounds::bounds(shown.figures, Figure::Replies);
        let limit = bounds::room(most.max(3.5) * 1.04, &bounds);
        Some(Replies { cases, fans, head, legend, panels, number_of_weeks, limit, bounds, foot })
    }

    fn draw_panel<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, panel: &Panel) -> Drawn<DB> {
        let (case, plot) = (self.cases[panel.case], panel.plot);
        let weeks = Weeks { left: plot.left, right: plot.right, number: self.number_of_weeks, start: case.start };
        let rise = Rise { top: plot.top, bottom: plot.bottom, limit: self.limit };
        panel.draw_head(pen)?;
        rise.draw_grid(pen, plot.left, plot.right)?;
        weeks.draw_grid(pen, plot.top, plot.bottom)?;
        let fan = &self.fans[panel.case];
        fan.draw(pen, weeks, rise, Joined::Lines)?;
        panel.draw_axes(pen, rise, weeks, "replies", plot.bottom)?;
        for bound in self.bounds.iter().filter(|bound| bound.value <= self.limit) {
            let y = rise.place(bound.value);
            let right = weeks.place(bound.by.unwrap_or(case.weeks).min(case.weeks) as usize);
            pen.fill(Frame { left: plot.left, top: y - 1, right, bottom: y + 1 }, INK)?;
            pen.text(&bound.label, NOTE.coloured(INK), Align::Left, plot.left + 4, y - 5)?;
        }
        let [low, median, high] = fan.last();
        let x = weeks.place(case.weeks as usize) + 6;
        pen.text_at_middle(&whole(median as u64), STRONG, Align::Left, x, rise.place(median))?;
        // The ends of the band only where they do not come too close.
        for end in [low, high] {
            if (rise.place(end) - rise.place(median)).abs() >= LABEL.line_height() {
                pen.text_at_middle(&whole(end as u64), NOTE, Align::Left, x, rise.place(end))?;
            }
        }
        Ok(())
    }
}

impl Drawing for Replies<'_> {
    const NAME: &'static str = "replies";

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        let cases = self.cases.iter().zip(&self.fans).map(|(case, fan)| {
            let [low, median, high] = fan.last().map(|replies| whole(replies as u64));
            format!(" {}: {median} in the median campaign, 5 % to 95 %: {low} to {high}.", case.name)
        });
        let start = "One panel a case: the replies that have come by the end of each week, as a band over the middle \
                     90 % of the simulated campaigns, one over the middle half and a line at the median. By the end:";
        std::iter::once(start.to_owned()).chain(cases).chain([bounds::in_words(&self.bounds)]).collect()
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

/// A row a variant where that makes a grid, else as many as keep a panel wide enough.
fn columns(cases: &[&CaseFigures]) -> usize {
    let plans = cases.iter().take_while(|case| case.name.what_if == cases[0].name.what_if).count();
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

/// Which case brings most replies, and how many that are.
fn finding(figures: &Figures, fans: &[Fan]) -> String {
    let cases = figures.cases.as_slice();
    let standing = Standing::new(figures, Figure::Replies);
    let told = |place: usize| {
        let [low, median, high] = fans[place].last().map(|replies| whole(replies as u64));
        let spread = if low == high { String::new() } else { format!("; in nine campaigns of ten {low} to {high}") };
        (median, spread)
    };
    let Some(&best) = standing.order.first() else { return "No case gets a reply".to_owned() };
    let (median, spread) = told(best);
    let weeks = match cases[best].weeks {
        1 => "one week".to_owned(),
        weeks => format!("{weeks} weeks"),
    };
    match cases {
        _ if mean_count(&cases[best], Figure::Replies) <= 0.0 => "No reply comes in any campaign".to_owned(),
        [case] => format!("{}: {median} replies in {weeks} in the median campaign{spread}", case.name),
        _ if standing.alike == 1 => {
            format!("{} brings most replies: {median} in {weeks} in the median campaign{spread}", cases[best].name)
        }
        _ => {
            let who = match standing.alike {
                2 => format!("{} and {}", cases[standing.order[0]].name, cases[standing.order[1]].name),
                alike if alike == cases.len() => format!("All {alike} cases"),
                alike => format!("{alike} of {} cases", cases.len()),
            };
            format!("{who} bring the most replies and cannot be told apart: {median} in the median campaign{spread}")
        }
    }
}
