//! `weekly.csv`: how each case goes from week to week.

use jiff::ToSpan;

use crate::domain::count::Count;
use crate::figures::{CaseFigures, Estimate, Figures};

use super::cell::number;
use super::manifest::Table;
use super::table::{Field, Kind, Sheet, case_fields, field};

/// A case, one of its weeks, counted from 0, and a count of that week.
pub(super) type Row<'a> = (&'a CaseFigures, usize, Count);

/// The table of the campaign weeks, as CSV.
pub fn weekly_csv(figures: &Figures) -> Vec<u8> {
    let weeks = figures.cases.iter().flat_map(|case| (0..case.by_week.len()).map(move |week| (case, week)));
    sheet().csv(weeks.flat_map(|(case, week)| Count::REPORTED_BY_WEEK.map(|count| (case, week, count))))
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let mut fields: Vec<Field<'a, Row<'a>>> = case_fields(|row: &Row<'a>| row.0).into();
    let figure = "balance (credits at the end of the week), sent (touches of every channel), spent, replies, refunded, \
                  lapsed, capped, shortfall, or short (1 in a week short of credits)";
    fields.extend([
        field("week", "", "campaign week, counted from 1", |row: &Row<'a>| (row.1 + 1).to_string()).of(Kind::Whole),
        field("week_start", "", "the first day of the week", |row: &Row<'a>| {
            row.0.start.saturating_add((row.1 as i32 * 7).days()).to_string()
        })
        .of(Kind::Date),
        field("figure", "", figure, |row: &Row<'a>| row.2.name().into()),
        statistic("mean", "mean over trials; for `short` the share of trials", |it| it.mean),
        statistic("p05", "5 % of the trials come to no more", |it| it.quantiles.p05),
        statistic("p25", "25 % of the trials come to no more", |it| it.quantiles.p25),
        statistic("p50", "half of the trials come to no more", |it| it.quantiles.p50),
        statistic("p75", "75 % of the trials come to no more", |it| it.quantiles.p75),
        statistic("p95", "95 % of the trials come to no more", |it| it.quantiles.p95),
    ]);
    Sheet::new(Table::Weekly, fields)
}

fn statistic<'a>(name: &'static str, meaning: &str, part: fn(&Estimate) -> Option<f64>) -> Field<'a, Row<'a>> {
    field(name, "as `figure`", meaning, move |row: &Row<'a>| number(part(row.0.week(row.1, row.2))))
}
