//! What the people of each seat cost and come to.

use crate::domain::case::Case;
use crate::domain::seat::{Seat, accounts};
use crate::domain::subscription::seat_bill;
use crate::domain::tally::{CaseTally, SeatTally};
use crate::domain::terms::Terms;

use super::SeatFigures;

/// What the people of each seat of a case came to in so many trials.
pub(super) fn by_seat(case: &Case, tally: &CaseTally, trials: u64) -> Vec<SeatFigures> {
    let is_shared = shared(&case.seats);
    let figures = case.seats.iter().zip(&tally.seats).zip(is_shared);
    figures.map(|((seat, counted), is_shared)| of_seat(case, (seat, is_shared), counted, tally, trials)).collect()
}

fn of_seat(
    case: &Case,
    (seat, is_shared): (&Seat, bool),
    counted: &SeatTally,
    tally: &CaseTally,
    trials: u64,
) -> SeatFigures {
    let mean = |sum: u64| (trials > 0).then(|| sum as f64 / trials as f64);
    let bill = seat_bill(case, seat);
    let cost = f64::from(seat.count) * bill.cost.units();
    let labour = tally.terms.labour_parts(counted.effort) as f64 / f64::from(Terms::PARTS);
    SeatFigures {
        seat: seat.id.clone(),
        count: seat.count,
        plan: seat.begins_under().0.id.clone(),
        cost,
        labour: (trials > 0).then(|| labour / trials as f64),
        granted: f64::from(seat.count) * bill.granted as f64,
        refunded: mean(counted.refunded),
        spent: mean(counted.spent),
        unused: mean(counted.lost).filter(|_| !is_shared),
        started: mean(counted.started),
        replies: mean(counted.replies),
        cost_per_reply: (counted.replies > 0).then(|| cost * trials as f64 / counted.replies as f64),
        stockout_probability: mean(counted.short),
    }
}

/// Whether people of each seat share an account with those of others.
fn shared(team: &[Seat]) -> Vec<bool> {
    let mut shared = vec![false; team.len()];
    for people in accounts(team) {
        if people.iter().any(|person| person.seat != people[0].seat) {
            people.iter().for_each(|person| shared[person.seat] = true);
        }
    }
    shared
}
