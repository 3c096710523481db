//! `held_up.csv`: what held up touches that were wanted, and in how many weeks.

use crate::domain::reason::Reason;
use crate::figures::{CaseFigures, Figure, Figures};

use super::cell::number;
use super::manifest::Table;
use super::table::{Field, Sheet, case_fields, field};

/// A case and something that may hold up its touches.
pub(super) type Row<'a> = (&'a CaseFigures, Reason);

/// The table of what held up touches, as CSV.
pub fn held_up_csv(figures: &Figures) -> Vec<u8> {
    sheet().csv(figures.cases.iter().flat_map(|case| Reason::ALL.map(|reason| (case, reason))))
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let mut fields: Vec<Field<'a, Row<'a>>> = case_fields(|row: &Row<'a>| row.0).into();
    fields.extend([
        field("reason", "", "what held up a touch that was wanted", |row: &Row<'a>| row.1.name().into()),
        field("probability", "share", "share of trials with at least one week in which it did", |row: &Row<'a>| {
            number(row.0.held_up(row.1))
        }),
        field("weeks", "weeks", "mean number of weeks in which it did", |row: &Row<'a>| {
            number(row.0.estimate(Figure::held_up(row.1)).mean)
        }),
    ]);
    Sheet::new(Table::HeldUp, fields)
}
