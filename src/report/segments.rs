//! `segments.csv`: how far each segment comes, and when its list is through.

use crate::figures::{CaseFigures, Figures, SegmentFigures};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Field, Kind, Sheet, case_fields, field};

/// A case and one of its segments.
pub(super) type Row<'a> = (&'a CaseFigures, &'a SegmentFigures);

/// The table of the segments, as CSV.
pub fn segments_csv(figures: &Figures) -> Vec<u8> {
    sheet().csv(figures.cases.iter().flat_map(|case| case.by_segment.iter().map(move |segment| (case, segment))))
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let mut fields: Vec<Field<'a, Row<'a>>> = case_fields(|row: &Row<'a>| row.0).into();
    let through = "share of trials in which all of them have been started and none has a touch to come by the end";
    fields.extend([
        field("segment", "", "the id of the segment", |row: &Row<'a>| text(&row.1.segment)),
        field("prospects", "prospects", "how many there are; empty: unlimited", |row: &Row<'a>| {
            row.1.prospects.map(|prospects| prospects.to_string()).unwrap_or_default()
        })
        .of(Kind::Whole),
        field("started", "prospects", "mean number of prospects started", |row: &Row<'a>| number(row.1.started)),
        field("replied", "prospects", "mean number of them who reply, settled", |row: &Row<'a>| number(row.1.replied)),
        field("through_probability", "share", through, |row: &Row<'a>| number(row.1.through_probability)),
        date("through_p05", "the date by which 5 % of the trials are through; empty: fewer are", 0),
        date("through_p50", "the date by which half of the trials are through; empty: fewer are", 1),
        date("through_p95", "the date by which 95 % of the trials are through; empty: fewer are", 2),
    ]);
    Sheet::new(Table::Segments, fields)
}

fn date<'a>(name: &'static str, meaning: &str, place: usize) -> Field<'a, Row<'a>> {
    field(name, "", meaning, move |row: &Row<'a>| row.1.through[place].map(|date| date.to_string()).unwrap_or_default())
        .of(Kind::Date)
}
