//! The trade-off: what each case costs against the replies that it brings, and which cases nothing beats.

mod key;
mod plot;
mod point;

use crate::domain::outlay::Outlay;
use crate::figures::number::{credits, margin, money};
use crate::figures::standing::as_good;
use crate::figures::{CaseFigures, Estimate, Figure, Figures, Quantiles, TWO_SIDED_95};
use crate::words::case::{currency, mean_count, shared_currency};
use crate::words::titles;

use super::column::sentences;
use super::legend::{Legend, Sample, occurring};
use super::sheet::{Head, Sheet};
use super::style::{BLUE, GREY, PALE_BLUE, SKY_BLUE};
use super::{Chart, ChartError, Kind, Shown};

use plot::Plot;

/// A chart of scenarios in which cases of one currency differ in cost, and some of them bring replies.
pub(super) const KIND: Kind = Kind { name: "trade-off", draw };

fn draw(shown: &Shown<'_>) -> Result<Option<Chart>, ChartError> {
    // One circumstance's cases are no match for another's.
    let (first, others) = match shown.figures.circumstances.as_slice() {
        [first, _, ..] => (Some(shown.figures.first(first.cases.end)), true),
        _ => (None, false),
    };
    let figures = first.as_ref().unwrap_or(shown.figures);
    let cases = figures.cases.as_slice();
    let costs: Vec<f64> = cases.iter().filter_map(|case| outlay(case).mean).collect();
    let differ = costs.iter().any(|&cost| cost != costs[0]);
    let replies = cases.iter().any(|case| mean_count(case, Figure::RepliesSettled) > 0.0);
    if costs.len() < cases.len() || !differ || !replies || shared_currency(figures).is_none() {
        return Ok(None);
    }
    let unbeaten = unbeaten(figures);
    let head = Head::for_run(titles::of_first(shown.figures, finding(cases, &unbeaten)), "Cost against replies", shown);
    let any = |figure| cases.iter().any(|case| mean_count(case, figure) > 0.0);
    let counts = Outlay::of(any(Figure::Expenses), any(Figure::Labour));
    let some_beaten = unbeaten.len() < cases.len();
    // Which bars are drawn is known once there is room for names or not; the legend takes the same room.
    let legend = |crowded: bool| legend(unbeaten.len() > 1, some_beaten, crowded && some_beaten);
    let top = head.bottom() + legend(false).height.max(legend(true).height) + 14;
    let height = if shown.for_slides { plot::ON_SLIDES } else { plot::HEIGHT };
    let plot = Plot::new(cases, &unbeaten, counts, (top, height));
    let mut sheet = Sheet::new(KIND.name, head, &legend(plot.is_crowded()));
    plot.draw(&mut sheet.pen);
    let said = |case: &CaseFigures| {
        let cost = money(outlay(case).mean.unwrap_or(0.0), &currency(case));
        format!("it costs {cost} and brings {} replies", credits(mean_count(case, Figure::RepliesSettled)))
    };
    let description = format!(
        "A point a case: its cost to the right, its mean replies upwards, with bars over the middle 50 % and 90 % of \
         simulations. Cases that no other beats are blue and joined. {}",
        sentences(cases.iter().map(|case| (case, said(case))))
    );
    sheet
        .finish(
            plot.bottom() + 14,
            &(note(cases, plot.moved, counts) + if others { " Other circumstances are not shown." } else { "" }),
            &description,
        )
        .map(Some)
}

/// The full cost of a campaign.
fn outlay(case: &CaseFigures) -> Estimate {
    if mean_count(case, Figure::Expenses) > 0.0 {
        return case.estimate(Figure::FullCost);
    }
    let (cost, labour) = (case.estimate(Figure::Cost), case.estimate(Figure::Labour));
    let Some(subscription) = cost.mean else { return cost };
    // The subscription is the same in every campaign.
    let with = |labour: Option<f64>| Some(subscription + labour.unwrap_or(0.0));
    let Quantiles { p05, p25, p50, p75, p95 } = labour.quantiles;
    let quantiles = Quantiles { p05: with(p05), p25: with(p25), p50: with(p50), p75: with(p75), p95: with(p95) };
    Estimate { mean: with(labour.mean), se: labour.se, quantiles }
}

/// The cases that no other of their circumstance beats, by rising cost. One beats another that costs more and brings no more
/// replies, or as much and brings fewer; replies that are as good as equal are the same.
fn unbeaten(figures: &Figures) -> Vec<usize> {
    let cases = figures.cases.as_slice();
    let cost = |case: usize| outlay(&cases[case]).mean.unwrap_or(0.0);
    let replies = |case: usize| mean_count(&cases[case], Figure::RepliesSettled);
    let has_more = |a: usize, b: usize| replies(a) > replies(b) && !as_good(figures, Figure::RepliesSettled, a, b);
    let beats = |a: usize, b: usize| {
        figures.circumstance(a).is_some_and(|of| of.cases.contains(&b))
            && (cost(a) < cost(b) && !has_more(b, a) || cost(a) == cost(b) && has_more(a, b))
    };
    let all = 0..cases.len();
    let mut unbeaten: Vec<usize> = all.clone().filter(|&case| !all.clone().any(|other| beats(other, case))).collect();
    unbeaten.sort_by(|&a, &b| cost(a).total_cmp(&cost(b)).then(replies(a).total_cmp(&replies(b))));
    unbeaten
}

fn finding(cases: &[CaseFigures], unbeaten: &[usize]) -> String {
    let name = |place: usize| &cases[unbeaten[place]].name;
    let others = match cases.len() - unbeaten.len() {
        1 => "the other case costs as much or more for no more replies",
        _ => "the other cases cost as much or more for no more replies",
    };
    match unbeaten.len() {
        1 => format!("No case costs less or brings more replies than {}", name(0)),
        all if all == cases.len() => "No case beats another: those that cost more bring more replies".to_owned(),
        2 => format!("Nothing beats {} and {}; {others}", name(0), name(1)),
        3 => format!("Nothing beats {}, {} and {}; {others}", name(0), name(1), name(2)),
        some => format!("Nothing beats {some} of {} cases; {others}", cases.len()),
    }
}

fn legend(joined: bool, some_beaten: bool, crowded: bool) -> Legend {
    let middle =
        if crowded { "middle 50 % of simulations, of those beaten by none" } else { "middle 50 % of simulations" };
    let points = occurring([
        (joined, Sample::Point(BLUE), "beaten by no other case, joined"),
        (!joined, Sample::Point(BLUE), "beaten by no other case"),
        (some_beaten, Sample::Point(GREY), "beaten: another costs no more and brings no fewer replies"),
    ]);
    let bars = [(true, Sample::Bar(10, SKY_BLUE), middle), (true, Sample::Bar(4, PALE_BLUE), "middle 90 %")];
    Legend::new(vec![points, occurring(bars)])
}

fn note(cases: &[CaseFigures], moved: bool, counts: Outlay) -> String {
    let mut note =
        "Points are means; bars show how single simulations differ, by luck and by rates that are not known. "
            .to_owned();
    let errors = cases.iter().filter_map(|case| case.estimate(Figure::RepliesSettled).se);
    let error = TWO_SIDED_95 * errors.fold(0.0, f64::max);
    if error > 0.0 {
        note.push_str(&format!("Simulation error of the mean replies: ± {} at most. ", margin(error)));
    }
    match counts {
        Outlay::Plan => {}
        Outlay::Work => note.push_str("Cost is the subscription and the work at its price. "),
        Outlay::All => note.push_str("Cost is the subscription, the work at its price and all other expenses. "),
    }
    if moved {
        note.push_str("Points that would hide each other stand side by side. ");
    }
    if cases.iter().any(|case| case.weeks != cases[0].weeks) {
        note.push_str("Campaigns differ in length. ");
    }
    note.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::samples::{case, figures, set};

    fn plans(costs_and_replies: &[(f64, f64)]) -> Figures {
        let plan = |(place, &(cost, replies)): (usize, &(f64, f64))| {
            let mut case = case(["a", "b", "c", "d"][place], None, cost, 100.0, 10.0, 0.0);
            set(&mut case, Figure::Cost, Some(cost), Some(0.0));
            set(&mut case, Figure::RepliesSettled, Some(replies), Some(0.1));
            case
        };
        figures(costs_and_replies.iter().enumerate().map(plan).collect())
    }

    fn found(costs_and_replies: &[(f64, f64)]) -> String {
        let figures = plans(costs_and_replies);
        finding(&figures.cases, &unbeaten(&figures))
    }

    #[test]
    fn a_case_is_beaten_by_one_that_costs_no_more_and_brings_no_less() {
        assert_eq!(unbeaten(&plans(&[(10.0, 5.0), (20.0, 5.0), (30.0, 9.0), (25.0, 4.0)])), [0, 2]);
        assert_eq!(unbeaten(&plans(&[(20.0, 5.0), (10.0, 5.0), (20.0, 6.0)])), [1, 2]);
    }

    #[test]
    fn of_equal_costs_replies_decide_only_beyond_simulation_error() {
        // Against the first case, errors are half: 1.96 × 0.05.
        assert_eq!(unbeaten(&plans(&[(10.0, 5.0), (10.0, 5.09)])), [0, 1]);
        assert_eq!(unbeaten(&plans(&[(10.0, 5.0), (10.0, 5.11)])), [1]);
    }

    #[test]
    fn findings_name_what_nothing_beats() {
        assert_eq!(found(&[(10.0, 5.0), (20.0, 5.0)]), "No case costs less or brings more replies than a");
        assert_eq!(
            found(&[(10.0, 5.0), (20.0, 9.0)]),
            "No case beats another: those that cost more bring more replies"
        );
        assert_eq!(
            found(&[(10.0, 5.0), (20.0, 9.0), (30.0, 8.0)]),
            "Nothing beats a and b; the other case costs as much or more for no more replies"
        );
    }

    #[test]
    fn work_is_a_cost_where_it_has_a_price() {
        let mut figures = plans(&[(10.0, 5.0), (20.0, 5.0)]);
        assert_eq!(outlay(&figures.cases[0]).mean, Some(10.0));
        set(&mut figures.cases[0], Figure::Labour, Some(15.0), Some(1.0));
        assert_eq!((outlay(&figures.cases[0]).mean, unbeaten(&figures)), (Some(25.0), vec![1]));
    }

    #[test]
    fn so_is_what_is_paid_beside_plan_and_work() {
        let mut figures = plans(&[(10.0, 5.0), (20.0, 5.0)]);
        set(&mut figures.cases[0], Figure::Expenses, Some(12.0), Some(1.0));
        set(&mut figures.cases[0], Figure::FullCost, Some(22.0), Some(1.0));
        assert_eq!((outlay(&figures.cases[0]).mean, unbeaten(&figures)), (Some(22.0), vec![1]));
        assert!(note(&figures.cases, false, Outlay::All).contains("all other expenses"));
    }
}
