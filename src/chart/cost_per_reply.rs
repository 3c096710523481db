//! Cost per reply by case: the ratio of the means, and how single campaigns vary around it.

use plotters::style::RGBColor;

use crate::domain::outcome_figure::OutcomePart;
use crate::domain::ranking::Circumstance;
use crate::figures::number::{money, number, percent};
use crate::figures::standing::Standing;
use crate::figures::{CaseFigures, Estimate, Figure, TWO_SIDED_95};
use crate::words::case::{currency, mean_count, shared_currency};
use crate::words::figure::in_words;
use crate::words::titles;
use crate::words::visible::clean;

use super::axis::Axis;
use super::bounds;
use super::column::{Column, NOTHING};
use super::legend::{Legend, Sample, occurring};
use super::pen::{Frame, Pen};
use super::sheet::{Head, Sheet};
use super::style::{BLUE, NOTE, PALE_BLUE, SKY_BLUE};
use super::table::Table;
use super::{BARS, Chart, ChartError, Kind, Shown, grown};

const THICK: i32 = 14;
const THIN: i32 = 5;
const ROW: i32 = 34;

/// What a cost is that no simulation brought a reply for.
const ENDLESS: &str = "∞";

/// A chart of every scenario.
pub(super) const KIND: Kind = Kind { name: "cost-per-reply", draw };

fn draw(shown: &Shown<'_>) -> Result<Option<Chart>, ChartError> {
    let figures = shown.figures;
    let cases = figures.cases.as_slice();
    let ranks = |is: fn(&Figure) -> bool| figures.circumstances.iter().map(|of| of.by).find(is);
    let loaded = ranks(|by| *by == Figure::LoadedCostPerReply);
    // What each outcome costs is told in place of what a reply does where that is what ranks.
    let of_outcome = ranks(|by| matches!(by, Figure::Outcome(outcome) if outcome.part() == OutcomePart::Cost));
    let (figure, subject) = match (of_outcome, loaded, figures.has_costs_beside()) {
        (Some(figure), ..) => (figure, sentence(&in_words(figure))),
        (None, Some(figure), _) => (figure, "Cost per reply, all costs included".to_owned()),
        (None, None, true) => (Figure::CostPerReply, "Cost per reply, the plan alone".to_owned()),
        (None, None, false) => (Figure::CostPerReply, "Cost per reply".to_owned()),
    };
    let subject = subject.as_str();
    let is_plan_alone = figure == Figure::CostPerReply && figures.has_costs_beside();
    let each = each(figure);
    // The verdict is on what ranks, which may be another figure; and so may be who is best.
    let ranks = figures.circumstances.iter().all(|of| of.by == figure);
    let title = match ranks {
        true => shown.verdict.to_owned(),
        false => titles::of_first(figures, titles::best_in(figures, figure)),
    };
    let head = Head::for_run(title, subject, shown);
    // Amounts in different currencies have no order, and a bound in one of them is none in another.
    let currency = shared_currency(figures);
    let comparable = cases.len() > 1 && currency.is_some();
    let bounds = if currency.is_some() { bounds::whole(figures, figure) } else { Vec::new() };
    let limit = limit(cases, figure).map(|limit| bounds::room(limit, &bounds));
    let mut sheet = Sheet::new(KIND.name, head, &legend(cases, figure, limit, &divided(is_plan_alone, &each)));
    let growth = shown.growth(ROW);
    let row_height = grown(ROW, growth);
    let mut table = Table::new(
        cases,
        columns(cases, figure, comparable && ranks),
        sheet.top + 14,
        row_height,
        limit.unwrap_or(1.0),
    );
    if limit.is_some() {
        table.bounds = bounds;
        table.unit = Some(match currency {
            Some(currency) if currency.is_empty() => subject.to_owned(),
            Some(currency) => format!("{subject} [{currency}]"),
            None => format!("{subject} [each in its own currency]"),
        });
    }
    if comparable {
        let winner = |of: &Circumstance| Standing::among_cases(figures, of.by, of.cases.clone()).winner();
        table.strong = figures.circumstances.iter().filter_map(winner).collect();
    }
    let bottom = table.draw(&mut sheet.pen, |pen, case, row| {
        let (cost, axis) = (case.estimate(figure), table.axis);
        let Some(mean) = cost.mean else {
            return pen.text_on_ground(&format!("no {each} in any simulation"), NOTE, axis.start + 8, row.middle);
        };
        draw_band(
            pen,
            axis,
            (row.middle, grown(THIN, growth.min(BARS))),
            PALE_BLUE,
            (cost.quantiles.p05, cost.quantiles.p95),
        );
        draw_band(
            pen,
            axis,
            (row.middle, grown(THICK, growth.min(BARS))),
            SKY_BLUE,
            (cost.quantiles.p25, cost.quantiles.p75),
        );
        if axis.holds(mean) {
            pen.point((axis.place(mean), row.middle), BLUE);
        } else {
            pen.arrow((axis.place(mean), row.middle), 11, 12, BLUE);
        }
    });
    let description = format!(
        "One row a case: a point at the ratio of the means, {}; a thick bar over the middle \
         50 % of the simulations, a thin one over the middle 90 %. {}",
        divided(is_plan_alone, &each).replace('÷', "divided by"),
        table.in_words()
    );
    sheet.parts = table.parts();
    sheet.finish(bottom + 14, &note(cases, figure), &description).map(Some)
}

/// What the costs are divided among: `reply`, or the name of an outcome.
fn each(figure: Figure) -> String {
    match figure {
        Figure::Outcome(outcome) => clean(outcome.id()),
        _ => "reply".to_owned(),
    }
}

/// How the points follow from the sums of all simulations.
fn divided(is_plan_alone: bool, each: &str) -> String {
    let costs = if is_plan_alone { "all plan costs" } else { "all costs" };
    match each {
        "reply" => format!("{costs} ÷ all replies"),
        each => format!("{costs} ÷ all of “{each}”"),
    }
}

/// A text with its first letter as that of a sentence.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A band between two quantiles, of which those that are undefined are infinite. It ends in an arrow where it goes on
/// beyond the axis, and is not there if it begins beyond it.
fn draw_band(
    pen: &mut Pen,
    axis: Axis,
    (middle, height): (i32, i32),
    colour: RGBColor,
    (from, to): (Option<f64>, Option<f64>),
) {
    let Some(left) = from.filter(|&from| axis.holds(from)).map(|from| axis.place(from)) else { return };
    match to.filter(|&to| axis.holds(to)) {
        // At least a hair, where all campaigns come to the same.
        Some(to) => pen.fill(Frame::around(middle, height, left, axis.place(to).max(left + 2)), colour),
        None => {
            pen.fill(Frame::around(middle, height, left, axis.end - height - 4), colour);
            pen.arrow((axis.end, middle), height + 4, (2 * height + 2).min(22), colour);
        }
    }
}

/// Where the axis ends: it holds every point and the middle half of the campaigns, and of the middle 90 % what does not
/// squeeze those. Only what costs ten times as much as the typical case may lie beyond it. Nothing if no case has a
/// cost per reply.
fn limit(cases: &[CaseFigures], figure: Figure) -> Option<f64> {
    let costs: Vec<_> = cases.iter().map(|case| case.estimate(figure)).collect();
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

/// Can a campaign of the case end without a reply, or whatever the costs are divided among, as far as the figures tell?
fn may_lack(case: &CaseFigures, figure: Figure) -> bool {
    let cost = case.estimate(if is_of_outcome(figure) { figure } else { Figure::CostPerReply });
    // Where simulations have no quantiles of it at all, nothing is told.
    let is_told = !is_of_outcome(figure) || cost.quantiles.p05.is_some();
    mean_count(case, Figure::NoReplyProbability) > 0.0 || is_told && cost.mean.is_some() && cost.quantiles.p95.is_none()
}

fn is_of_outcome(figure: Figure) -> bool {
    matches!(figure, Figure::Outcome(_))
}

fn columns(cases: &[CaseFigures], figure: Figure, comparable: bool) -> Vec<Column> {
    let cost = |case: &CaseFigures| case.estimate(figure);
    let share = |figure| move |case: &CaseFigures| case.estimate(figure).mean.map_or(NOTHING.to_owned(), percent);
    let per_reply =
        |case: &CaseFigures| cost(case).mean.map_or(NOTHING.to_owned(), |mean| money(mean, &currency(case)));
    let spread = |case: &CaseFigures| spread(case, figure);
    let column =
        |heading: [&str; 2], cell: &dyn Fn(&CaseFigures) -> String| Column::new(heading, cases.iter().map(cell));
    let mut columns =
        vec![column(["Cost per", &each(figure)], &per_reply), column(["Middle 90 %", "of simulations"], &spread)];
    if !is_of_outcome(figure) && cases.iter().any(|case| may_lack(case, figure)) {
        columns.push(column(["No reply in", "of simulations"], &share(Figure::NoReplyProbability)));
    }
    if comparable {
        columns.push(column(["Best in", "of simulations"], &share(Figure::BestProbability)));
    }
    columns
}

/// From where to where nine in ten simulations come.
fn spread(case: &CaseFigures, figure: Figure) -> String {
    let quantiles = &case.estimate(figure).quantiles;
    match (quantiles.p05, quantiles.p95) {
        (Some(from), Some(to)) if from == to => number(from),
        (Some(from), Some(to)) => format!("{} to {}", number(from), number(to)),
        (Some(from), None) => format!("{} to {ENDLESS}", number(from)),
        (None, _) if may_lack(case, figure) => ENDLESS.to_owned(),
        (None, _) => NOTHING.to_owned(),
    }
}

/// Only what occurs.
fn legend(cases: &[CaseFigures], figure: Figure, limit: Option<f64>, points: &str) -> Legend {
    let Some(limit) = limit else { return Legend::new(Vec::new()) };
    let costs = || cases.iter().map(|case| case.estimate(figure)).filter(|cost| cost.mean.is_some());
    let spread = costs().any(|cost| cost.quantiles.p05.is_some());
    let beyond = |cost: Estimate| [cost.mean, cost.quantiles.p95].into_iter().flatten().any(|end| end > limit);
    let beyond = costs().any(beyond) || cases.iter().any(|case| may_lack(case, figure));
    Legend::new(vec![occurring([
        (true, Sample::Point(BLUE), points),
        (spread, Sample::Bar(THICK, SKY_BLUE), "middle 50 % of simulations"),
        (spread, Sample::Bar(THIN, PALE_BLUE), "middle 90 % of simulations"),
        (beyond, Sample::Arrow(PALE_BLUE), "goes on beyond the axis"),
    ])])
}

fn note(cases: &[CaseFigures], figure: Figure) -> String {
    let mut note = String::new();
    if cases.iter().any(|case| case.estimate(figure).quantiles.p05.is_some()) {
        note.push_str(
            "Bars show how single simulations differ, by luck and by rates that are not known; more trials do not \
             shorten them. ",
        );
    }
    let error = |case: &CaseFigures| {
        let Estimate { mean, se, .. } = case.estimate(figure);
        Some(TWO_SIDED_95 * se? / mean.filter(|&mean| mean > 0.0)?)
    };
    let error = cases.iter().filter_map(error).fold(0.0, f64::max);
    if error > 0.0 {
        note.push_str(&format!(
            "Simulation error of the points: at most ±\u{a0}{}; more trials shrink it. ",
            percent(error)
        ));
    }
    if cases.iter().any(|case| may_lack(case, figure)) {
        let each = each(figure);
        let none = if is_of_outcome(figure) { format!("any “{each}”") } else { format!("a {each}") };
        let sign = if cases.iter().any(|case| spread(case, figure).ends_with(ENDLESS)) { " (∞)" } else { "" };
        note.push_str(&format!("A simulation without {none} has no finite cost per {each}{sign}."));
    }
    note.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::{case, empty, quantiles};

    fn costing(mean: f64, p75: f64, p95: Option<f64>) -> CaseFigures {
        let mut case = case("plan", None, 1.0, 1.0, 1.0, 0.0);
        case.estimates[Figure::CostPerReply.place()] = Estimate {
            mean: Some(mean),
            se: None,
            quantiles: quantiles([Some(0.0), Some(0.0), Some(mean), Some(p75), p95]),
        };
        case
    }

    fn share_of_axis(cases: &[CaseFigures]) -> Option<f64> {
        limit(cases, Figure::CostPerReply).map(|limit| (limit / 1.04 * 1e6).round() / 1e6)
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
    fn the_sign_of_what_is_endless_is_told_where_it_stands() {
        let now_and_then = |p95| {
            let mut case = costing(10.0, 13.0, p95);
            case.estimates[Figure::NoReplyProbability.place()].mean = Some(0.01);
            note(&[case], Figure::CostPerReply)
        };
        assert!(now_and_then(None).ends_with("no finite cost per reply (∞)."));
        assert!(now_and_then(Some(20.0)).ends_with("no finite cost per reply."));
    }

    #[test]
    fn costs_of_zero_have_an_axis_and_absent_ones_none() {
        assert_eq!(limit(&[costing(0.0, 0.0, Some(0.0))], Figure::CostPerReply), Some(1.0));
        assert_eq!(limit(&[empty("plan", None)], Figure::CostPerReply), None);
    }
}
