//! Cost per reply by case: the ratio of the means, and how single campaigns vary around it.

use crate::words::case::{currency, mean_count, shared_currency};
use plotters::backend::DrawingBackend;
use plotters::style::RGBColor;

use crate::figures::{CaseFigures, Estimate, Figure, TWO_SIDED_95};

use super::bounds::{self, Bound};
use super::column::{self, Column, NOTHING};
use super::legend::{Legend, Sample, draw_point};
use super::page::{Foot, Head};
use super::pen::{Drawn, Frame, Pen};
use super::rows::{Row, Rows};
use super::scale::Scale;
use super::style::{BLUE, GUTTER, MARGIN, NOTE, PALE_BLUE, SKY_BLUE};
use super::{Drawing, Kind, Shown, picture};
use crate::figures::number::{money, number, percent};
use crate::figures::standing::Standing;
use crate::words::titles;

const THICK: i32 = 14;
const THIN: i32 = 5;

pub(super) const KIND: Kind =
    Kind { name: CostPerReply::NAME, draw: |shown| Ok(Some(picture::chart(&CostPerReply::new(shown))?)) };

/// The chart, with everything placed.
struct CostPerReply<'a> {
    cases: &'a [CaseFigures],
    head: Head,
    legend: Legend,
    rows: Rows,
    columns: Vec<Column>,
    strong: Vec<usize>,
    scale: Scale,
    /// Nothing if no case has a cost per reply: then there is nothing to measure.
    unit: Option<String>,
    bounds: Vec<Bound>,
    foot: Foot,
}

impl<'a> CostPerReply<'a> {
    /// Places everything.
    fn new(shown: &Shown<'a>) -> CostPerReply<'a> {
        let figures = shown.figures;
        let cases = figures.cases.as_slice();
        let standing = Standing::new(figures, Figure::CostPerReply);
        let finding = titles::cost_per_reply(figures, &standing);
        let head = Head::new(finding, "Cost per reply", shown);
        // Amounts in different currencies have no order.
        let comparable = cases.len() > 1 && shared_currency(figures).is_some();
        // A cost in one currency is no bound for that in another.
        let bounds =
            if shared_currency(figures).is_some() { bounds::whole(figures, Figure::CostPerReply) } else { Vec::new() };
        let limit = limit(cases).map(|limit| bounds::room(limit, &bounds));
        let bounds = if limit.is_some() { bounds } else { Vec::new() };
        let (columns, legend, foot) = (columns(cases, comparable), legend(cases, limit), foot(cases));
        let rows = Rows::new(cases, head.bottom() + legend.height + 14 + column::HEADINGS, 34);
        let (left, right) = (MARGIN + rows.names + GUTTER, column::left_edge(&columns));
        let scale = Scale { left, right, limit: limit.unwrap_or(1.0) };
        let unit = limit.map(|_| match shared_currency(figures) {
            Some(currency) if currency.is_empty() => "Cost per reply".to_owned(),
            Some(currency) => format!("Cost per reply [{currency}]"),
            None => "Cost per reply [each in its own currency]".to_owned(),
        });
        let strong = if comparable { standing.winner().into_iter().collect() } else { Vec::new() };
        CostPerReply { cases, head, legend, rows, columns, strong, scale, unit, bounds, foot }
    }

    fn axis_bottom(&self) -> i32 {
        self.rows.bottom + if self.unit.is_some() { Scale::NUMBERS } else { 0 }
    }

    fn draw_row<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, row: &Row) -> Drawn<DB> {
        let (cost, scale) = (self.cases[row.case].estimate(Figure::CostPerReply), self.scale);
        let Some(mean) = cost.mean else {
            return pen.text_on_ground("no reply in any campaign", NOTE, scale.left + 8, row.middle);
        };
        draw_band(pen, scale, row.middle, THIN, PALE_BLUE, (cost.quantiles.p05, cost.quantiles.p95))?;
        draw_band(pen, scale, row.middle, THICK, SKY_BLUE, (cost.quantiles.p25, cost.quantiles.p75))?;
        match scale.place(mean) {
            (x, true) => draw_point(pen, (x, row.middle), BLUE),
            (x, false) => pen.arrow((x, row.middle), 11, 12, BLUE),
        }
    }
}

impl Drawing for CostPerReply<'_> {
    const NAME: &'static str = "cost-per-reply";

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        format!(
            "One row a case: a point at the ratio of the means, all costs divided by all replies; a thick bar over the \
             middle 50 % of the simulated campaigns, a thin one over the middle 90 %. {}{}",
            column::in_words(&self.columns, self.cases),
            bounds::in_words(&self.bounds)
        )
    }

    fn height(&self) -> i32 {
        self.axis_bottom() + 14 + self.foot.height()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.head.draw(pen)?;
        self.legend.draw(pen, self.head.bottom())?;
        let top = self.head.bottom() + self.legend.height + 14 + column::HEADINGS;
        self.rows.draw_names(pen, &self.strong)?;
        column::draw(&self.columns, pen, top, &self.rows, &self.strong)?;
        for group in &self.rows.groups {
            if self.unit.is_some() {
                self.scale.draw_grid(pen, group.top, group.bottom)?;
            }
            for row in &group.rows {
                self.draw_row(pen, row)?;
            }
        }
        bounds::draw_across(&self.bounds, pen, self.scale, &self.rows)?;
        if let Some(unit) = &self.unit {
            self.scale.draw_numbers(pen, self.rows.bottom, unit)?;
        }
        self.foot.draw(pen, self.axis_bottom() + 14)
    }
}

/// A band between two quantiles. It ends in an arrow where it goes on beyond the axis, and is not there if it begins
/// beyond it.
fn draw_band<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    scale: Scale,
    middle: i32,
    height: i32,
    colour: RGBColor,
    (from, to): (Option<f64>, Option<f64>),
) -> Drawn<DB> {
    let (left, true) = scale.place(from.unwrap_or(f64::INFINITY)) else { return Ok(()) };
    match scale.place(to.unwrap_or(f64::INFINITY)) {
        // At least a hair, where all campaigns come to the same.
        (right, true) => pen.fill(Frame::around(middle, height, left, right.max(left + 2)), colour),
        (right, false) => {
            let base = right - height - 4;
            pen.fill(Frame::around(middle, height, left, base), colour)?;
            pen.arrow((right, middle), height + 4, (2 * height + 2).min(22), colour)
        }
    }
}

/// Where the axis ends: it holds every point and the middle half of the campaigns, and of the middle 90 % what does not
/// squeeze those. Only what costs ten times as much as the typical case may lie beyond it. Nothing if no case has a
/// cost per reply.
fn limit(cases: &[CaseFigures]) -> Option<f64> {
    let costs: Vec<_> = cases.iter().map(|case| case.estimate(Figure::CostPerReply)).collect();
    let reach = |cost: &Estimate| Some(cost.mean?.max(cost.quantiles.p75.unwrap_or(0.0)));
    let mut reaches: Vec<f64> = costs.iter().filter_map(reach).collect();
    reaches.sort_by(f64::total_cmp);
    let typical = *reaches.get(reaches.len().checked_sub(1)? / 2)?;
    let most = if typical > 0.0 { 10.0 * typical } else { f64::INFINITY };
    let inside = reaches.into_iter().filter(|&reach| reach <= most).fold(0.0, f64::max);
    let ends = costs.iter().filter_map(|cost| cost.quantiles.p95).filter(|&end| end <= 2.5 * inside);
    let limit = ends.fold(inside, f64::max) * 1.04;
    Some(if limit > 0.0 { limit } else { 1.0 })
}

/// Can a campaign of the case end without a reply, as far as the figures tell?
fn may_lack_replies(case: &CaseFigures) -> bool {
    let cost = case.estimate(Figure::CostPerReply);
    mean_count(case, Figure::NoReplyProbability) > 0.0 || cost.mean.is_some() && cost.quantiles.p95.is_none()
}

fn columns(cases: &[CaseFigures], comparable: bool) -> Vec<Column> {
    let cost = |case: &CaseFigures| case.estimate(Figure::CostPerReply);
    let share = |figure| move |case: &CaseFigures| case.estimate(figure).mean.map_or(NOTHING.to_owned(), percent);
    let per_reply =
        |case: &CaseFigures| cost(case).mean.map_or(NOTHING.to_owned(), |mean| money(mean, &currency(case)));
    let spread = |case: &CaseFigures| match (cost(case).quantiles.p05, cost(case).quantiles.p95) {
        (Some(from), Some(to)) if from == to => number(from),
        (Some(from), Some(to)) => format!("{} to {}", number(from), number(to)),
        (Some(from), None) => format!("{} to ∞", number(from)),
        (None, _) if may_lack_replies(case) => "∞".to_owned(),
        (None, _) => NOTHING.to_owned(),
    };
    let column = |heading, cell: &dyn Fn(&CaseFigures) -> String| Column::new(heading, cases.iter().map(cell));
    let mut columns = vec![column(["Cost per", "reply"], &per_reply), column(["Middle 90 %", "of campaigns"], &spread)];
    if cases.iter().any(may_lack_replies) {
        columns.push(column(["No reply in", "of campaigns"], &share(Figure::NoReplyProbability)));
    }
    if comparable {
        columns.push(column(["Cheapest in", "of campaigns"], &share(Figure::BestProbability)));
    }
    columns
}

/// Only what occurs.
fn legend(cases: &[CaseFigures], limit: Option<f64>) -> Legend {
    let Some(limit) = limit else { return Legend::new(Vec::new()) };
    let mut entries = vec![(Sample::Point(BLUE), "all costs ÷ all replies".to_owned())];
    let costs = || cases.iter().map(|case| case.estimate(Figure::CostPerReply)).filter(|cost| cost.mean.is_some());
    if costs().any(|cost| cost.quantiles.p05.is_some()) {
        entries.push((Sample::Bar(THICK, SKY_BLUE), "middle 50 % of campaigns".to_owned()));
        entries.push((Sample::Bar(THIN, PALE_BLUE), "middle 90 % of campaigns".to_owned()));
    }
    if costs().any(|cost| [cost.mean, cost.quantiles.p95].into_iter().flatten().any(|end| end > limit))
        || cases.iter().any(may_lack_replies)
    {
        entries.push((Sample::Arrow(PALE_BLUE), "goes on beyond the axis".to_owned()));
    }
    Legend::new(vec![entries])
}

fn foot(cases: &[CaseFigures]) -> Foot {
    let mut note = String::new();
    if cases.iter().any(|case| case.estimate(Figure::CostPerReply).quantiles.p05.is_some()) {
        note.push_str(
            "Bars show how single campaigns differ, by luck and by rates that are not known; more trials do not \
             shorten them. ",
        );
    }
    let error = |case: &CaseFigures| {
        let Estimate { mean, se, .. } = case.estimate(Figure::CostPerReply);
        Some(TWO_SIDED_95 * se? / mean.filter(|&mean| mean > 0.0)?)
    };
    let error = cases.iter().filter_map(error).fold(0.0, f64::max);
    if error > 0.0 {
        note.push_str(&format!(
            "Simulation error of the points: at most ±\u{a0}{}; more trials shrink it. ",
            percent(error)
        ));
    }
    if cases.iter().any(may_lack_replies) {
        note.push_str("A campaign without a reply has no finite cost per reply (∞).");
    }
    Foot::new(note.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::{case, empty, quantiles};

    fn costing(mean: f64, p75: f64, p95: Option<f64>) -> CaseFigures {
        let mut case = case("plan", None, 1.0, 1.0, 1.0, 0.0);
        case.estimates[Figure::CostPerReply as usize] = Estimate {
            mean: Some(mean),
            se: None,
            quantiles: quantiles([Some(0.0), Some(0.0), Some(mean), Some(p75), p95]),
        };
        case
    }

    fn share_of_axis(cases: &[CaseFigures]) -> Option<f64> {
        limit(cases).map(|limit| (limit / 1.04 * 1e6).round() / 1e6)
    }

    #[test]
    fn the_axis_holds_points_and_bands() {
        assert_eq!(share_of_axis(&[costing(10.0, 13.0, Some(20.0))]), Some(20.0));
        assert_eq!(share_of_axis(&[costing(10.0, 13.0, None)]), Some(13.0));
    }

    #[test]
    fn what_would_squeeze_the_rest_lies_beyond_it() {
        assert_eq!(share_of_axis(&[costing(10.0, 13.0, Some(50.0))]), Some(13.0));
        let cases = [costing(10.0, 13.0, Some(20.0)), costing(12.0, 14.0, Some(22.0)), costing(500.0, 600.0, None)];
        assert_eq!(share_of_axis(&cases), Some(22.0));
    }

    #[test]
    fn costs_of_zero_have_an_axis_and_absent_ones_none() {
        assert_eq!(limit(&[costing(0.0, 0.0, Some(0.0))]), Some(1.0));
        assert_eq!(limit(&[empty("plan", None)]), None);
    }
}
