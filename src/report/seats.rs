//! `seats.csv`: what the people of each seat cost and come to.

use crate::figures::{CaseFigures, Figure, Figures, SeatFigures};

use super::cell::{number, text};
use super::manifest::Table;
use super::table::{Field, Kind, Sheet, case_fields, field};

/// A case and one of its seats.
pub(super) type Row<'a> = (&'a CaseFigures, &'a SeatFigures);

/// The table of the seats, as CSV.
pub fn seats_csv(figures: &Figures) -> Vec<u8> {
    sheet().csv(figures.cases.iter().flat_map(|case| case.by_seat.iter().map(move |seat| (case, seat))))
}

pub(super) fn sheet<'a>() -> Sheet<'a, Row<'a>> {
    let mut fields: Vec<Field<'a, Row<'a>>> = case_fields(|row: &Row<'a>| row.0).into();
    let unused = "mean number of their accounts that lapses, that the cap drops or that changes of plan take; empty where people \
                  of other seats share an account with them";
    fields.extend([
        field("seat", "", "the id of the seat", |row: &Row<'a>| text(&row.1.seat)),
        field("count", "people", "how many people it has; the row is about all of them", |row: &Row<'a>| {
            row.1.count.to_string()
        })
        .of(Kind::Whole),
        field("seat_plan", "", "the id of the plan that they begin under", |row: &Row<'a>| text(&row.1.plan)),
        of_figure(Figure::Cost, |seat| Some(seat.cost)),
        of_figure(Figure::Labour, |seat| seat.labour),
        of_figure(Figure::Granted, |seat| Some(seat.granted)),
        of_figure(Figure::Refunded, |seat| seat.refunded),
        of_figure(Figure::Spent, |seat| seat.spent),
        field("unused", "credits", unused, |row: &Row<'a>| number(row.1.unused)),
        of_figure(Figure::Started, |seat| seat.started),
        of_figure(Figure::RepliesSettled, |seat| seat.replies),
        of_figure(Figure::CostPerReply, |seat| seat.cost_per_reply),
        of_figure(Figure::StockoutProbability, |seat| seat.stockout_probability),
    ]);
    Sheet::new(Table::Seats, fields)
}

/// A figure, as it is for the people of the seat.
fn of_figure<'a>(figure: Figure, part: fn(&SeatFigures) -> Option<f64>) -> Field<'a, Row<'a>> {
    let unit = figure.unit("currency");
    field(figure.name(), &unit, figure.meaning(), move |row: &Row<'a>| number(part(row.1)))
}
