//! `touches.csv`: what each touch of each segment did.

use crate::figures::{CaseFigures, Figures, TouchFigures};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Field, Sheet, case_fields, field};

/// A case and a touch of one of its segments.
pub(super) type Row<'a> = (&'a CaseFigures, &'a TouchFigures);

/// The table of the touches, as CSV.
pub fn touches_csv(figures: &Figures) -> Vec<u8> {
    sheet().csv(figures.cases.iter().flat_map(|case| case.by_touch.iter().map(move |touch| (case, touch))))
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let mut fields: Vec<Field<'a, Row<'a>>> = case_fields(|row: &Row<'a>| row.0).into();
    let segment = "the id of the segment; empty for touches that were pending on day 0";
    fields.extend([
        field("segment", "", segment, |row: &Row<'a>| text(&row.1.segment)),
        field("touch", "", "the id of the touch", |row: &Row<'a>| text(&row.1.touch)),
        field("channel", "", "the channel of the touch", |row: &Row<'a>| row.1.channel.name().into()),
        mean("sent", "touches", "how often it goes out; free InMails included", |it| Some(it.sent)),
        mean("credits", "credits", "the credits that it costs", |it| Some(it.credits)),
        mean("accepted", "invitations", "invitations accepted, settled", |it| Some(it.accepted)),
        mean("replies", "replies", "replies that it draws, settled", |it| Some(it.replies)),
        mean("minutes", "minutes", "working time", |it| Some(it.minutes)),
    ]);
    Sheet::new(Table::Touches, fields)
}

fn mean<'a>(
    name: &'static str,
    unit: &str,
    meaning: &str,
    part: fn(&TouchFigures) -> Option<f64>,
) -> Field<'a, Row<'a>> {
    field(name, unit, meaning, move |row: &Row<'a>| number(part(row.1)))
}
