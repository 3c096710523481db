//! Effective credits by case: the credits that came in, and where they went.

use plotters::style::RGBColor;

use crate::figures::number::{credits, number, percent};
use crate::figures::standing::Standing;
use crate::figures::{CaseFigures, Figure};
use crate::words::case::mean_count;
use crate::words::titles::{self, unused_share};

use super::bounds;
use super::column::{Column, NOTHING};
use super::legend::{Legend, Sample};
use super::pen::Align;
use super::sheet::{Head, Sheet};
use super::style::{BLUE, GREEN, GREY, NOTE, ORANGE, PURPLE, SKY_BLUE, VERMILION};
use super::table::Table;
use super::{Chart, ChartError, Kind, Shown, grown};

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
    (Figure::Refunded, "returned", GREEN),
];

const OUT: [Part; 5] = [
    (Figure::Spent, "spent", BLUE),
    (Figure::Lapsed, "expired", VERMILION),
    (Figure::Capped, "dropped by the cap", ORANGE),
    (Figure::Forfeited, "lost in a plan change", PURPLE),
    (Figure::Closing, "left at the end", GREY),
];

/// A chart of every scenario.
pub(super) const KIND: Kind = Kind { name: "effective-credits", draw };

fn draw(shown: &Shown<'_>) -> Result<Option<Chart>, ChartError> {
    let figures = shown.figures;
    let cases = figures.cases.as_slice();
    let standing = Standing::new(figures, Figure::Multiplier);
    let head = Head::for_run(
        titles::of_first(figures, titles::effective_credits(figures, &standing)),
        "Effective credits",
        shown,
    );
    let mut sheet = Sheet::new(KIND.name, head, &legend(cases));
    let most = cases.iter().flat_map(|case| [total(case, &IN), total(case, &OUT)]).fold(0.0, f64::max);
    let growth = shown.growth(ROW);
    let bar = grown(BAR, growth);
    let mut table = Table::new(cases, columns(cases), sheet.top + 14, grown(ROW, growth), 1.0);
    table.axis.start += WORDS;
    if most > 0.0 {
        table.bounds = bounds::whole(figures, Figure::EffectiveCredits);
        table.axis.to = bounds::room(most * 1.02, &table.bounds);
        table.unit = Some("Credits, mean over simulations".to_owned());
    }
    if cases.len() > 1 {
        table.strong = standing.winner().into_iter().collect();
    }
    let bottom = table.draw(&mut sheet.pen, |pen, case, row| {
        if total(case, &IN) <= 0.0 {
            return pen.text_on_ground("no credits", NOTE, table.axis.start + 8, row.middle);
        }
        let bars = [("in", IN.as_slice(), row.middle - bar / 2 - 1), ("out", OUT.as_slice(), row.middle + bar / 2 + 1)];
        for (word, parts, middle) in bars {
            pen.text_at_middle(word, NOTE, Align::Right, table.axis.start - 6, middle);
            let parts = parts.iter().map(|&(figure, _, colour)| {
                let amount = mean_count(case, figure);
                (amount, colour, Some(credits(amount)))
            });
            pen.stack((middle, bar), parts, |sum| table.axis.place(sum));
        }
    });
    let note = "Means over all simulations. Effective credits are those granted and returned; the multiplier is \
                effective\u{a0}÷\u{a0}granted; unused is the share of all credits that expired or were lost to the cap or a \
                plan change.";
    let description = format!(
        "Two stacked bars a case: the credits that came in (brought along, granted, returned), and where they went (spent, \
         expired, dropped by the cap, lost in a plan change, left at the end). {}",
        table.in_words()
    );
    sheet.parts = table.parts();
    sheet.finish(bottom + 14, note, &description).map(Some)
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
