//! Effective credits by case: what came in, and where it went.

use crate::words::case::mean_count;
use plotters::backend::DrawingBackend;
use plotters::style::RGBColor;

use crate::figures::{CaseFigures, Figure};

use super::bounds::{self, Bound};
use super::column::{self, Column, NOTHING};
use super::legend::{Legend, Sample};
use super::page::{Foot, Head};
use super::pen::{Align, Drawn, Frame, Pen};
use super::rows::{Row, Rows};
use super::scale::Scale;
use super::style::{BLUE, GREEN, GREY, GUTTER, INSIDE, MARGIN, NOTE, ORANGE, PURPLE, SKY_BLUE, VERMILION, ink_on};
use super::text::width;
use super::{Drawing, Kind, Shown, picture};
use crate::figures::number::{credits, number, percent};
use crate::figures::standing::Standing;
use crate::words::titles::{self, unused_share};

/// The height of one of a case's two bars, and of its row.
const BAR: i32 = 17;
const ROW: i32 = 2 * BAR + 16;
/// The space for the words `in` and `out` before the bars.
const WORDS: i32 = 26;

/// A part of a bar.
type Part = (Figure, &'static str, RGBColor);

const IN: [Part; 3] = [
    (Figure::Opening, "brought along", GREY),
    (Figure::Granted, "granted", SKY_BLUE),
    (Figure::Refunded, "refunded", GREEN),
];

const OUT: [Part; 5] = [
    (Figure::Spent, "spent", BLUE),
    (Figure::Lapsed, "lapsed", VERMILION),
    (Figure::Capped, "dropped by the cap", ORANGE),
    (Figure::Forfeited, "lost in a plan change", PURPLE),
    (Figure::Closing, "left at the end", GREY),
];

pub(super) const KIND: Kind =
    Kind { name: EffectiveCredits::NAME, draw: |shown| Ok(Some(picture::chart(&EffectiveCredits::new(shown))?)) };

/// The chart, with everything placed.
struct EffectiveCredits<'a> {
    cases: &'a [CaseFigures],
    head: Head,
    legend: Legend,
    rows: Rows,
    columns: Vec<Column>,
    strong: Vec<usize>,
    scale: Scale,
    /// Is there anything to measure?
    axis: bool,
    bounds: Vec<Bound>,
    foot: Foot,
}

impl<'a> EffectiveCredits<'a> {
    /// Places everything.
    fn new(shown: &Shown<'a>) -> EffectiveCredits<'a> {
        let figures = shown.figures;
        let cases = figures.cases.as_slice();
        let standing = Standing::new(figures, Figure::Multiplier);
        let finding = titles::effective_credits(figures, &standing);
        let head = Head::new(finding, "Effective credits", shown);
        let (columns, legend) = (columns(cases), legend(cases));
        let foot = Foot::new(
            "Means over all campaigns. Effective credits are those granted and refunded; the multiplier is \
             effective\u{a0}÷\u{a0}granted; unused is the share of all credits that lapsed or were lost to the cap or a \
             plan change.",
        );
        let rows = Rows::new(cases, head.bottom() + legend.height + 14 + column::HEADINGS, ROW);
        let most = cases.iter().flat_map(|case| [total(case, &IN), total(case, &OUT)]).fold(0.0, f64::max);
        let bounds = if most > 0.0 { bounds::whole(figures, Figure::EffectiveCredits) } else { Vec::new() };
        let scale = Scale {
            left: MARGIN + rows.names + GUTTER + WORDS,
            right: column::left_edge(&columns),
            limit: if most > 0.0 { bounds::room(most * 1.02, &bounds) } else { 1.0 },
        };
        let strong = if cases.len() > 1 { standing.winner().into_iter().collect() } else { Vec::new() };
        EffectiveCredits { cases, head, legend, rows, columns, strong, scale, axis: most > 0.0, bounds, foot }
    }

    fn axis_bottom(&self) -> i32 {
        self.rows.bottom + if self.axis { Scale::NUMBERS } else { 0 }
    }

    fn draw_row<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, row: &Row) -> Drawn<DB> {
        let case = &self.cases[row.case];
        if total(case, &IN) <= 0.0 {
            return pen.text_on_ground("no credits", NOTE, self.scale.left + 8, row.middle);
        }
        for (word, parts, middle) in
            [("in", IN.as_slice(), row.middle - BAR / 2 - 1), ("out", OUT.as_slice(), row.middle + BAR / 2 + 1)]
        {
            pen.text_at_middle(word, NOTE, Align::Right, self.scale.left - 6, middle)?;
            let mut sum = 0.0;
            for &(figure, _, colour) in parts {
                let left = self.scale.place(sum).0;
                sum += mean_count(case, figure);
                let right = self.scale.place(sum).0;
                pen.fill(Frame::around(middle, BAR, left, right), colour)?;
                let amount = credits(mean_count(case, figure));
                if width(&amount, INSIDE) + 8 <= right - left {
                    let kind = INSIDE.coloured(ink_on(colour));
                    pen.text_at_middle(&amount, kind, Align::Centre, (left + right) / 2, middle)?;
                }
            }
        }
        Ok(())
    }
}

impl Drawing for EffectiveCredits<'_> {
    const NAME: &'static str = "effective-credits";

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        format!(
            "Two stacked bars a case: the credits that came in (brought along, granted, refunded), and where they went \
             (spent, lapsed, dropped by the cap, lost in a plan change, left at the end). {}{}",
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
            if self.axis {
                self.scale.draw_grid(pen, group.top, group.bottom)?;
            }
            for row in &group.rows {
                self.draw_row(pen, row)?;
            }
        }
        bounds::draw_across(&self.bounds, pen, self.scale, &self.rows)?;
        if self.axis {
            self.scale.draw_numbers(pen, self.rows.bottom, "Credits, mean over campaigns")?;
        }
        self.foot.draw(pen, self.axis_bottom() + 14)
    }
}

fn total(case: &CaseFigures, parts: &[Part]) -> f64 {
    parts.iter().map(|&(figure, _, _)| mean_count(case, figure)).sum()
}

fn columns(cases: &[CaseFigures]) -> Vec<Column> {
    let cells = |text: fn(&CaseFigures) -> Option<String>| -> Vec<String> {
        cases.iter().map(|case| text(case).unwrap_or_else(|| NOTHING.to_owned())).collect()
    };
    vec![
        Column::new(
            ["", "Multiplier"],
            cells(|case| Some(format!("×{}", number(case.estimate(Figure::Multiplier).mean?)))),
        ),
        Column::new(
            ["Effective", "credits"],
            cells(|case| Some(credits(case.estimate(Figure::EffectiveCredits).mean?))),
        ),
        Column::new(["", "Unused"], cells(|case| Some(percent(unused_share(case)?)))),
    ]
}

/// Only what occurs in some case.
fn legend(cases: &[CaseFigures]) -> Legend {
    let list = |word: &str, parts: &[Part]| {
        let occurring = parts.iter().filter(|&&(figure, _, _)| cases.iter().any(|case| mean_count(case, figure) > 0.0));
        let entries = occurring.map(|&(_, name, colour)| (Sample::Bar(12, colour), name.to_owned()));
        std::iter::once((Sample::Words, word.to_owned())).chain(entries).collect()
    };
    Legend::new(vec![list("In:", &IN), list("Out:", &OUT)])
}
