//! `seats.csv`: what the people of each seat cost and come to.

use crate::figures::{CaseFigures, Figures, SeatFigures};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Field, Sheet, case_fields, field};

/// A case and one of its seats.
pub(super) type Row<'a> = (&'a CaseFigures, &'a SeatFigures);

/// The table of the seats, as CSV.
pub fn seats_csv(figures: &Figures) -> Vec<u8> {
    sheet().csv(figures.cases.iter().flat_map(|case| case.by_seat.iter().map(move |seat| (case, seat))))
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let mut fields: Vec<Field<'a, Row<'a>>> = case_fields(|row: &Row<'a>| row.0).into();
    let short = "share of trials in which any of them has a week short of credits";
    fields.extend([
        field("seat", "", "the id of the seat", |row: &Row<'a>| text(&row.1.seat)),
        field("count", "people", "how many people it has; the row is about all of them", |row: &Row<'a>| {
            row.1.count.to_string()
        }),
        field("seat_plan", "", "the id of the plan that they begin under", |row: &Row<'a>| text(&row.1.plan)),
        amount("cost", "currency", "what their subscriptions cost", |seat| Some(seat.cost)),
        amount("labour", "currency", "mean price of their working time", |seat| seat.labour),
        amount("granted", "credits", "credits that they are granted, before the cap", |seat| Some(seat.granted)),
        amount("refunded", "credits", "mean number that comes back by replies of their prospects", |seat| seat.refunded),
        amount("spent", "credits", "mean number that their InMails cost", |seat| seat.spent),
        amount(
            "unused",
            "credits",
            "mean number of their accounts that lapses, that the cap drops or that changes of plan take; empty where people \
             of other seats share an account with them",
            |seat| seat.unused,
        ),
        amount("started", "prospects", "mean number of prospects started", |seat| seat.started),
        amount("replies_settled", "replies", "mean number of their replies, settled", |seat| seat.replies),
        amount("cost_per_reply", "currency/reply", "subscription cost for each of these replies", |seat| {
            seat.cost_per_reply
        }),
        amount("stockout_probability", "share", short, |seat| seat.stockout_probability),
    ]);
    Sheet::new(Table::Seats, fields)
}

fn amount<'a>(
    name: &'static str,
    unit: &str,
    meaning: &str,
    part: fn(&SeatFigures) -> Option<f64>,
) -> Field<'a, Row<'a>> {
    field(name, unit, meaning, move |row: &Row<'a>| number(part(row.1)))
}
