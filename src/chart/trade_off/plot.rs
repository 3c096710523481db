//! The plane of cost and replies: points, their spread, the line that joins those that nothing beats, and their names.

use crate::domain::outlay::Outlay;
use crate::figures::{CaseFigures, Estimate, Figure};
use crate::words::case::currency;

use super::super::labels::{Spot, along, beside_one_another, places};
use super::super::pen::{Frame, Pen, Place};
use super::super::plane::{Plane, Size};
use super::super::style::BLUE;
use super::key::Key;
use super::outlay;
use super::point::{Point, spans};

/// The height of the plane, the same on slides, and the space below 0, so that points there hide no numbers.
pub(super) const HEIGHT: i32 = 440;
pub(super) const ON_SLIDES: i32 = 270;
const BELOW: i32 = 14;
/// The space above the key.
const ABOVE: i32 = 10;

/// Everything placed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plot {
    plane: Plane,
    unit: String,
    points: Vec<Point>,
    /// The points that nothing beats, by rising cost.
    line: Vec<Place>,
    /// The key of the numbers that points have where there is no room for names in the plane.
    key: Option<Key>,
    /// Does a point stand beside its place?
    pub moved: bool,
}

impl Plot {
    /// Places everything from the height `top` on, in a plane of this height.
    pub(super) fn new(cases: &[CaseFigures], unbeaten: &[usize], counts: Outlay, (top, height): (i32, i32)) -> Plot {
        let mut roomy = Plot::with(cases, unbeaten, counts, (top, height), false);
        if roomy.place_names() {
            return roomy;
        }
        let mut crowded = Plot::with(cases, unbeaten, counts, (top, height), true);
        crowded.key = Some(Key::new(&crowded.points));
        crowded
    }

    fn with(cases: &[CaseFigures], unbeaten: &[usize], counts: Outlay, room: (i32, i32), crowded: bool) -> Plot {
        let is_unbeaten = |case: usize| unbeaten.contains(&case);
        let barred = |case: usize| !crowded || is_unbeaten(case);
        let plane = plane(cases, room, if crowded { 0.05 } else { 0.35 }, &barred);
        // Those that nothing beats first: they keep their places.
        let rest = (0..cases.len()).filter(|&case| !is_unbeaten(case));
        let order: Vec<usize> = unbeaten.iter().copied().chain(rest).collect();
        let true_place = |case: usize| {
            plane.place(outlay(&cases[case]).mean.unwrap_or(0.0), replies(&cases[case]).mean.unwrap_or(0.0))
        };
        let wanted: Vec<Spot> = order.iter().map(|&case| Spot { at: true_place(case), barred: barred(case) }).collect();
        let apart = if crowded { 20 } else { 14 };
        let ends = (plane.across.start + apart / 2, plane.across.end - apart / 2);
        let placed = beside_one_another(&wanted, apart, ends);

        let point = |(case, its): (usize, &CaseFigures)| {
            let place = order.iter().position(|&other| other == case).unwrap_or(0);
            let Spot { at: (x, y), barred } = wanted[place];
            let mut point = Point::new(its, (placed[place], y), is_unbeaten(case));
            if barred {
                point.upright = spans(plane.up, replies(its).quantiles, 0);
                let level =
                    (counts > Outlay::Plan).then(|| spans(plane.across, outlay(its).quantiles, placed[place] - x));
                point.level = level.flatten();
            }
            point
        };
        Plot {
            plane,
            unit: unit(counts, &currency(&cases[0])),
            points: cases.iter().enumerate().map(point).collect(),
            // Through the true places, so that it rises.
            line: unbeaten.iter().map(|&case| true_place(case)).collect(),
            key: None,
            moved: wanted.iter().zip(&placed).any(|(spot, &x)| (spot.at.0 - x).abs() > 1),
        }
    }

    /// Gives every name its place in the plane, if all of them find room there.
    fn place_names(&mut self) -> bool {
        if self.points.iter().flat_map(|point| &point.name).any(|(line, _)| line.ends_with('…')) {
            return false;
        }
        // Names of those that nothing beats choose first.
        let mut order: Vec<usize> = (0..self.points.len()).collect();
        order.sort_by_key(|&point| !self.points[point].unbeaten);
        let points: Vec<Place> = order.iter().map(|&point| self.points[point].at).collect();
        let sizes: Vec<(i32, i32)> = order.iter().map(|&point| self.points[point].name_size()).collect();
        let obstacles: Vec<Frame> = self.points.iter().flat_map(Point::obstacles).chain(along(&self.line)).collect();
        let Some(places) = places(&points, &sizes, &obstacles, self.plane.room(2)) else { return false };
        for (point, place) in order.into_iter().zip(places) {
            self.points[point].label = Some(place);
        }
        true
    }

    /// Are points numbered, since there is no room for names in the plane?
    pub(super) fn is_crowded(&self) -> bool {
        self.key.is_some()
    }

    /// Where it ends, the key included.
    pub(super) fn bottom(&self) -> i32 {
        self.plane.bottom() + self.key.as_ref().map_or(0, |key| ABOVE + key.height)
    }

    /// Draws it.
    pub(super) fn draw(&self, pen: &mut Pen) {
        self.plane.draw(pen, ["Replies a campaign", &self.unit], &self.plane.across.ticks(80));
        self.points.iter().for_each(|point| point.draw_spread(pen));
        pen.line(self.line.clone(), 2, BLUE);
        // Those that nothing beats lie on top.
        for unbeaten in [false, true] {
            for (place, point) in self.points.iter().enumerate().filter(|(_, point)| point.unbeaten == unbeaten) {
                match self.key {
                    Some(_) => point.draw_numbered(pen, place, point.at),
                    None => point.draw(pen),
                }
            }
        }
        self.points.iter().for_each(|point| point.draw_name(pen));
        if let Some(key) = &self.key {
            key.draw(pen, &self.points, self.plane.bottom() + ABOVE);
        }
    }
}

fn replies(case: &CaseFigures) -> Estimate {
    case.estimate(Figure::RepliesSettled)
}

fn unit(counts: Outlay, currency: &str) -> String {
    match (counts, currency) {
        (Outlay::Plan, "") => "Cost of a campaign".to_owned(),
        (Outlay::Work, "") => "Cost of a campaign and its work".to_owned(),
        (Outlay::All, "") => "Full cost of a campaign".to_owned(),
        (Outlay::Plan, currency) => format!("Cost [{currency} a campaign]"),
        (Outlay::Work, currency) => format!("Cost and work [{currency} a campaign]"),
        (Outlay::All, currency) => format!("Full cost [{currency} a campaign]"),
    }
}

/// A plane that holds every point and the bars of those that are `barred`, with `room` beside them as a share of what they
/// span. Replies begin at 0; cost does unless that would leave most of the plane empty.
fn plane(cases: &[CaseFigures], (top, height): (i32, i32), room: f64, barred: &dyn Fn(usize) -> bool) -> Plane {
    let ends = |figure: fn(&CaseFigures) -> Estimate| {
        let values = cases.iter().enumerate().flat_map(|(case, figures)| {
            let it = figure(figures);
            let bars = if barred(case) { [it.quantiles.p05, it.quantiles.p95] } else { [None; 2] };
            [it.mean, bars[0], bars[1]]
        });
        let ends = (f64::INFINITY, 0.0);
        values.flatten().fold(ends, |(least, most): (f64, f64), value| (least.min(value), most.max(value)))
    };
    let (least, most) = ends(outlay);
    let from = Some(least - room * (most - least)).filter(|&from| from > 0.35 * most).unwrap_or(0.0);
    let replies = ends(replies).1;
    let size = Size { top, height, below: BELOW, apart: 60 };
    Plane::new(size, (from, most + room * (most - least)), if replies > 0.0 { replies * 1.04 } else { 1.0 })
}
