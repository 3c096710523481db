//! Where the credits went: of all that came in, the shares spent, left and wasted.

use crate::words::case::mean_count;
use plotters::backend::DrawingBackend;
use plotters::style::RGBColor;

use crate::figures::number::{credits, percent};
use crate::figures::{CaseFigures, Figure};

use super::column::{self, Column, NOTHING};
use super::legend::{Legend, Sample};
use super::page::{Foot, Head};
use super::pen::{Align, Drawn, Frame, Pen};
use super::rows::{Row, Rows};
use super::scale::Scale;
use super::style::{BLUE, GREY, GUTTER, INSIDE, MARGIN, NOTE, ORANGE, PURPLE, VERMILION, ink_on};
use super::text::width;
use super::{Chart, ChartError, Drawing, Kind, Shown, picture};
use crate::words::titles::{self, came_in, unused_share};

const BAR: i32 = 22;
const ROW: i32 = BAR + 14;

/// What can become of a credit, what it is called and its colour. What is wasted comes last, so that it can be compared
/// at the right edge, as what is spent can at the left.
const ENDS: [(Figure, &str, RGBColor); 5] = [
    (Figure::Spent, "spent", BLUE),
    (Figure::Closing, "left at the end", GREY),
    (Figure::Forfeited, "lost in a plan change", PURPLE),
    (Figure::Capped, "dropped by the cap", ORANGE),
    (Figure::Lapsed, "lapsed", VERMILION),
];

/// A chart of scenarios in which some credits come in.
pub(super) const KIND: Kind = Kind { name: Credits::NAME, draw };

fn draw(shown: &Shown<'_>) -> Result<Option<Chart>, ChartError> {
    let needed = shown.figures.cases.iter().any(|case| came_in(case) > 0.0);
    needed.then(|| picture::chart(&Credits::new(shown))).transpose()
}

/// The chart, with everything placed.
struct Credits<'a> {
    cases: &'a [CaseFigures],
    head: Head,
    legend: Legend,
    rows: Rows,
    columns: Vec<Column>,
    scale: Scale,
    foot: Foot,
}

impl<'a> Credits<'a> {
    fn new(shown: &Shown<'a>) -> Credits<'a> {
        let cases = shown.figures.cases.as_slice();
        let head = Head::new(titles::credits_went(cases), "Where the credits went", shown);
        let (columns, legend) = (columns(cases), legend(cases));
        let foot = Foot::new(
            "Means over all campaigns, as shares of all credits that came in: brought along, granted and refunded. \
             Unused are those that lapsed or were lost to the cap or a plan change; what is left at the end is not \
             among them.",
        );
        let rows = Rows::new(cases, head.bottom() + legend.height + 14 + column::HEADINGS, ROW);
        let scale =
            Scale { left: MARGIN + rows.names + GUTTER, right: column::left_edge(&columns) - GUTTER, limit: 100.0 };
        Credits { cases, head, legend, rows, columns, scale, foot }
    }

    fn draw_row<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, row: &Row) -> Drawn<DB> {
        let case = &self.cases[row.case];
        let all = came_in(case);
        if all <= 0.0 {
            return pen.text_on_ground("no credits", NOTE, self.scale.left + 8, row.middle);
        }
        let mut sum = 0.0;
        for (figure, _, colour) in ENDS {
            let left = self.scale.place(100.0 * sum / all).0;
            sum += mean_count(case, figure);
            let right = self.scale.place(100.0 * sum / all).0;
            pen.fill(Frame::around(row.middle, BAR, left, right), colour)?;
            let share = percent(mean_count(case, figure) / all);
            if width(&share, INSIDE) + 8 <= right - left {
                let kind = INSIDE.coloured(ink_on(colour));
                pen.text_at_middle(&share, kind, Align::Centre, (left + right) / 2, row.middle)?;
            }
        }
        Ok(())
    }
}

impl Drawing for Credits<'_> {
    const NAME: &'static str = "credits";

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        let shares = |case: &CaseFigures| {
            let parts = ENDS.into_iter().filter(|&(figure, _, _)| mean_count(case, figure) > 0.0);
            let parts =
                parts.map(|(figure, name, _)| format!("{name} {}", percent(mean_count(case, figure) / came_in(case))));
            parts.collect::<Vec<_>>().join(", ")
        };
        let told = self.cases.iter().map(|case| (case, shares(case)));
        format!(
            "One bar a case, divided into the shares of all its credits that were spent, left at the end, lost or \
             lapsed. {}",
            column::told(told)
        )
    }

    fn height(&self) -> i32 {
        self.rows.bottom + Scale::NUMBERS + 14 + self.foot.height()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.head.draw(pen)?;
        self.legend.draw(pen, self.head.bottom())?;
        let top = self.head.bottom() + self.legend.height + 14 + column::HEADINGS;
        self.rows.draw_names(pen, &[])?;
        column::draw(&self.columns, pen, top, &self.rows, &[])?;
        for group in &self.rows.groups {
            self.scale.draw_grid(pen, group.top, group.bottom)?;
            for row in &group.rows {
                self.draw_row(pen, row)?;
            }
        }
        self.scale.draw_numbers(pen, self.rows.bottom, "Share of all credits that came in [%]")?;
        self.foot.draw(pen, self.rows.bottom + Scale::NUMBERS + 14)
    }
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
