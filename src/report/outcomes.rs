//! `outcomes.csv`: how far the replies of each case lead.

use crate::figures::{CaseFigures, Figures, OutcomeFigures};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Field, Sheet, case_fields, field};

/// A case and one of its outcomes.
pub(super) type Row<'a> = (&'a CaseFigures, &'a OutcomeFigures);

/// The table of the outcomes, as CSV: the header alone where there are none.
pub fn outcomes_csv(figures: &Figures) -> Vec<u8> {
    sheet().csv(figures.cases.iter().flat_map(|case| case.by_outcome.iter().map(move |outcome| (case, outcome))))
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let mut fields: Vec<Field<'a, Row<'a>>> = case_fields(|row: &Row<'a>| row.0).into();
    fields.extend([
        field("outcome", "", "the id of the outcome", |row: &Row<'a>| text(&row.1.id)),
        field("of", "", "what it follows: `reply`, or the id of an outcome", |row: &Row<'a>| text(&row.1.of)),
        amount("reached", "times", "how often it is reached in all, on average", |it| it.reached.mean),
        amount("reached_p05", "times", "5 % of the trials come to no more", |it| it.reached.quantiles.p05),
        amount("reached_p50", "times", "half of the trials come to no more", |it| it.reached.quantiles.p50),
        amount("reached_p95", "times", "95 % of the trials come to no more", |it| it.reached.quantiles.p95),
        amount("in_time", "times", "how often it is reached inside the campaign, on average", |it| it.in_time.mean),
        amount("cost_each", "currency/time", "full cost for each time that it is reached", |it| it.cost_each.mean),
        amount("value", "currency", "what all times together are worth, on average", |it| Some(it.value)),
    ]);
    Sheet::new(Table::Outcomes, fields)
}

fn amount<'a>(
    name: &'static str,
    unit: &str,
    meaning: &str,
    part: fn(&OutcomeFigures) -> Option<f64>,
) -> Field<'a, Row<'a>> {
    field(name, unit, meaning, move |row: &Row<'a>| number(part(row.1)))
}
