//! The plane of cost and replies: every combination, the line of the frontier, and what each further reply costs along it.

use std::collections::BTreeSet;

use crate::domain::outlay::Outlay;
use crate::figures::number::money;
use crate::study::optimum::Optimum;
use crate::study::race::{Entrant, Keeps};

use super::super::pen::{Frame, Pen, Place};
use super::super::plane::{Plane, Size, Words};
use super::super::style::{BLUE, GREY, LABEL, NOTE, ORANGE, STRONG, VERMILION, WHITE};
use super::super::text::balance;

/// The height of the plane, and the space below 0, so that points there hide no numbers.
const HEIGHT: i32 = 440;
const BELOW: i32 = 14;
/// Points nearer to each other than this are drawn once.
const CELL: i32 = 4;
/// The most that a line of a name in the plane may take, and how many it may have.
const NAME: i32 = 330;
const LINES: usize = 2;
/// The shortest part of the line beside which there is room for words.
const SHORTEST: i32 = 46;

/// A kind of point, those that lie below others first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Fails,
    Other,
    Corner,
    First,
}

/// Draws it from the height `top` on, and returns where it ends.
pub(super) fn draw(pen: &mut Pen, optimum: &Optimum<'_>, top: i32) -> i32 {
    let entrants = &optimum.race.entrants;
    let plane = plane(entrants, top);
    let at = |entrant: &Entrant| plane.place(entrant.cost, entrant.replies);
    let corners = optimum.frontier().0;
    let line: Vec<Place> = corners.iter().map(|corner| at(corner.entrant)).collect();
    let points = points(optimum, at);
    let around = |&(look, at): &(Look, Place)| Frame::about(at, if look >= Look::Corner { 8 } else { 3 });
    let mut words = Words::new(plane.room(2), points.iter().map(around).collect(), &[&line]);

    // As far as there is room: the name of the first, then the prices along the line, then the names of the corners.
    let name = |entrant: &Entrant, kind| balance(&optimum.label(entrant), kind, NAME, LINES);
    if let Some(first) = entrants.first() {
        words.place_lines(name(first, STRONG), STRONG, at(first));
    }
    for (pair, corner) in line.windows(2).zip(corners.iter().skip(1)) {
        let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
        if (to_x - x).abs().max((to_y - y).abs()) >= SHORTEST {
            let price = format!("{} for each further reply", money(corner.each_further, optimum.currency));
            words.place(price, NOTE.coloured(BLUE), ((x + to_x) / 2, (y + to_y) / 2));
        }
    }
    let is_first = |entrant: &Entrant| entrants.first().is_some_and(|first| first.number == entrant.number);
    for corner in corners.iter().map(|corner| corner.entrant).filter(|corner| !is_first(corner)) {
        words.place_lines(name(corner, LABEL), LABEL, at(corner));
    }

    let unit = unit(optimum.currency, optimum.outlay());
    plane.draw(pen, ["Replies a campaign", &unit], &plane.across.ticks(80));
    let (below, above) = points.split_at(points.partition_point(|&(look, _)| look < Look::Corner));
    below.iter().for_each(|&(look, at)| draw_point(pen, look, at));
    if line.len() > 1 {
        pen.line(line, 2, BLUE);
    }
    above.iter().for_each(|&(look, at)| draw_point(pen, look, at));
    words.draw(pen);
    plane.bottom()
}

/// All points that do not hide each other, what lies below others first.
fn points(optimum: &Optimum<'_>, at: impl Fn(&Entrant) -> Place) -> Vec<(Look, Place)> {
    let entrants = &optimum.race.entrants;
    let first = entrants.first().map(|first| first.number);
    let corners: BTreeSet<usize> = optimum.frontier().0.iter().map(|corner| corner.entrant.number).collect();
    let look = |entrant: &Entrant| match entrant.keeps {
        _ if Some(entrant.number) == first => Look::First,
        _ if corners.contains(&entrant.number) => Look::Corner,
        Keeps::No => Look::Fails,
        _ => Look::Other,
    };
    let mut seen = BTreeSet::new();
    let mut points: Vec<(Look, Place)> = entrants.iter().map(|entrant| (look(entrant), at(entrant))).collect();
    points.retain(|&(look, (x, y))| look >= Look::Corner || seen.insert((look, x / CELL, y / CELL)));
    points.sort();
    points
}

fn draw_point(pen: &mut Pen, look: Look, at: Place) {
    match look {
        Look::Fails => pen.ring(at, ORANGE),
        Look::Other => pen.disc(at, 4, GREY),
        Look::Corner => pen.point(at, BLUE),
        Look::First => {
            pen.disc(at, 9, WHITE);
            pen.disc(at, 7, VERMILION);
        }
    }
}

fn unit(currency: &str, outlay: Outlay) -> String {
    let cost = match outlay {
        Outlay::Plan => "Cost",
        Outlay::Work => "Cost and work",
        Outlay::All => "Full cost",
    };
    if currency.is_empty() { format!("{cost} of a campaign") } else { format!("{cost} [{currency} a campaign]") }
}

/// A plane from nothing to a little more than the most.
fn plane(entrants: &[Entrant], top: i32) -> Plane {
    let above = |figure: fn(&Entrant) -> f64| {
        let most = entrants.iter().map(figure).fold(0.0, f64::max);
        if most > 0.0 { most * 1.06 } else { 1.0 }
    };
    let size = Size { top, height: HEIGHT, below: BELOW, apart: 60 };
    Plane::new(size, (0.0, above(|it| it.cost) * 1.06), above(|it| it.replies))
}
