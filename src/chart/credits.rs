//! Where the credits went: of all that came in, the shares spent, left and wasted.

use plotters::style::RGBColor;

use crate::figures::number::{credits, percent};
use crate::figures::{CaseFigures, Figure};
use crate::words::case::mean_count;
use crate::words::titles::{self, came_in, unused_share};

use super::column::{Column, NOTHING, sentences};
use super::legend::{Legend, Sample};
use super::sheet::{Head, Sheet};
use super::style::{BLUE, GREY, GUTTER, NOTE, ORANGE, PURPLE, VERMILION};
use super::table::Table;
use super::{Chart, ChartError, Kind, Shown, grown};

const BAR: i32 = 22;
const ROW: i32 = BAR + 14;

/// The ends that a credit can come to, each with its name and colour. Waste comes last, so that it can be compared at the
/// right edge, as what is spent can at the left.
const ENDS: [(Figure, &str, RGBColor); 5] = [
    (Figure::Spent, "spent", BLUE),
    (Figure::Closing, "left at the end", GREY),
    (Figure::Forfeited, "lost in a plan change", PURPLE),
    (Figure::Capped, "dropped by the cap", ORANGE),
    (Figure::Lapsed, "expired", VERMILION),
];

/// A chart of scenarios in which some credits come in.
pub(super) const KIND: Kind = Kind { name: "credits", draw };

fn draw(shown: &Shown<'_>) -> Result<Option<Chart>, ChartError> {
    let cases = shown.figures.cases.as_slice();
    if !cases.iter().any(|case| came_in(case) > 0.0) {
        return Ok(None);
    }
    let head = Head::for_run(titles::credits_went(cases), "Where the credits went", shown);
    let mut sheet = Sheet::new(KIND.name, head, &legend(cases));
    let growth = shown.growth(ROW);
    let mut table = Table::new(cases, columns(cases), sheet.top + 14, grown(ROW, growth), 100.0);
    table.axis.end -= GUTTER;
    table.unit = Some("Share of all credits that came in [%]".to_owned());
    let bottom = table.draw(&mut sheet.pen, |pen, case, row| {
        let all = came_in(case);
        if all <= 0.0 {
            return pen.text_on_ground("no credits", NOTE, table.axis.start + 8, row.middle);
        }
        let parts = ENDS.into_iter().map(|(figure, _, colour)| {
            let amount = mean_count(case, figure);
            (amount, colour, Some(percent(amount / all)))
        });
        pen.stack((row.middle, grown(BAR, growth)), parts, |sum| table.axis.place(100.0 * sum / all));
    });
    let note = "Means over all simulations, as shares of all credits that came in: brought along, granted and returned. Unused \
                are those that expired or were lost to the cap or a plan change; what is left at the end is not among them.";
    let description = format!(
        "One bar a case, divided into the shares of all its credits that were spent, left at the end, lost or expired. {}",
        sentences(cases.iter().map(|case| (case, shares(case))))
    );
    sheet.parts = table.parts();
    sheet.finish(bottom + 14, note, &description).map(Some)
}

/// The shares of a case in words.
fn shares(case: &CaseFigures) -> String {
    let parts = ENDS.into_iter().filter(|&(figure, _, _)| mean_count(case, figure) > 0.0);
    let parts = parts.map(|(figure, name, _)| format!("{name} {}", percent(mean_count(case, figure) / came_in(case))));
    parts.collect::<Vec<_>>().join(", ")
}

fn columns(cases: &[CaseFigures]) -> Vec<Column> {
    let came_in = cases.iter().map(|case| credits(came_in(case)));
    let unused = cases.iter().map(|case| unused_share(case).map_or(NOTHING.to_owned(), percent));
    vec![Column::new(["Credits that", "came in"], came_in), Column::new(["", "Unused"], unused)]
}

/// Only what occurs in some case.
fn legend(cases: &[CaseFigures]) -> Legend {
    let occurring = ENDS.into_iter().filter(|&(figure, _, _)| cases.iter().any(|case| mean_count(case, figure) > 0.0));
    Legend::new(vec![occurring.map(|(_, name, colour)| (Sample::Bar(12, colour), name.to_owned())).collect()])
}
