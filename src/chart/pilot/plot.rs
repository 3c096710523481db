//! The plane of numbers sent and money: the band, both lines, and the tests that are spoken of.

use crate::figures::number::whole;
use crate::study::pilot::{Pilot, Test};

use super::super::axis::Tick;
use super::super::labels::{along, places};
use super::super::pen::{Align, Frame, Pen, Place};
use super::super::plane::{Plane, Size};
use super::super::style::{BLUE, GREY, LABEL, PALE_BLUE, STRONG, Type, VERMILION};
use super::super::text::width;

/// The height of the plane.
const HEIGHT: i32 = 380;
/// Points of the cost are so far above one another at least.
const FLAT: i32 = 6;

/// A test that is named.
struct Mark {
    at: Place,
    words: String,
    kind: Type,
}

/// Draws it from the height `top` on, and returns where it ends.
pub(super) fn draw(pen: &mut Pen, pilot: &Pilot, top: i32) -> i32 {
    let plane = plane(pilot, top);
    let at = |test: &Test, value: f64| plane.place(f64::from(test.sends).log10(), value);
    let ends = |test: &Test| test.worth.interval.unwrap_or((test.worth.value, test.worth.value));
    let value: Vec<Place> = pilot.curve.iter().map(|test| at(test, test.worth.value)).collect();
    let high = pilot.curve.iter().map(|test| at(test, ends(test).1));
    let low = pilot.curve.iter().map(|test| at(test, ends(test).0)).collect();
    let knowing = plane.up.place(pilot.knowing.value);
    let knowing = vec![(plane.across.start, knowing), (plane.across.end, knowing)];
    let cost = cost(pilot, plane);
    let marks = marks(pilot, at);
    let labels = labels(&marks, plane.room(4), &[&value, &cost, &knowing]);

    let [above, below] = units(pilot);
    plane.draw(pen, [&above, &below], &ticks(plane));
    pen.band(high, low, PALE_BLUE);
    pen.line(knowing, 2, GREY);
    if cost.len() > 1 {
        pen.line(cost, 2, VERMILION);
    }
    pen.line(value, 2, BLUE);
    for (place, mark) in marks.iter().enumerate() {
        pen.point(mark.at, BLUE);
        if let Some(label) = labels.get(place) {
            pen.text(&mark.words, mark.kind, Align::Left, label.left, label.top + mark.kind.em);
        }
    }
    plane.bottom()
}

/// The best test, and the one that was asked for.
fn marks(pilot: &Pilot, at: impl Fn(&Test, f64) -> Place) -> Vec<Mark> {
    let best = pilot.best.map(|best| best.sends);
    let others = pilot.best.filter(|best| best.sends != pilot.asked.sends);
    let mark = |test: Test| {
        let is_best = best == Some(test.sends);
        let words = format!(
            "{}{}: saves {}, costs {}",
            whole(test.sends.into()),
            if is_best { ", the best" } else { "" },
            pilot.amount(test.worth.value),
            pilot.amount(test.cost)
        );
        Mark { at: at(&test, test.worth.value), words, kind: if is_best { STRONG } else { LABEL } }
    };
    others.into_iter().chain([pilot.asked]).map(mark).collect()
}

/// Where the words of all marks stand; nowhere if there is no room for one of them.
fn labels(marks: &[Mark], room: Frame, lines: &[&[Place]]) -> Vec<Frame> {
    let points: Vec<Place> = marks.iter().map(|mark| mark.at).collect();
    let sizes: Vec<(i32, i32)> =
        marks.iter().map(|mark| (width(&mark.words, mark.kind), mark.kind.line_height())).collect();
    let around = points.iter().map(|&point| Frame::about(point, 8));
    let obstacles: Vec<Frame> = around.chain(lines.iter().flat_map(|line| along(line))).collect();
    places(&points, &sizes, &obstacles, room).unwrap_or_default()
}

/// The units above the plane and below it.
fn units(pilot: &Pilot) -> [String; 2] {
    let money = if pilot.currency.is_empty() { "Money".into() } else { format!("Money [{}]", pilot.currency) };
    let sends = pilot.sends(2);
    let what = sends.split_once('\u{a0}').map_or("touches", |(_, what)| what).to_owned();
    [money, format!("{what} sent in the test, logarithmic scale")]
}

/// A plane that holds both lines where it matters: the cost goes on beyond what any test is worth.
fn plane(pilot: &Pilot, top: i32) -> Plane {
    let highs = pilot.curve.iter().map(|test| test.worth.interval.map_or(test.worth.value, |(_, high)| high));
    let most = highs.fold(pilot.knowing.value, f64::max);
    let last = pilot.curve.last().map_or(1, |test| test.sends).max(2);
    let size = Size { top, height: HEIGHT, below: 0, apart: 50 };
    Plane::new(size, (0.0, f64::from(last).log10()), if most > 0.0 { most * 1.25 } else { 1.0 })
}

/// The course of the cost, up to where it leaves the plane.
fn cost(pilot: &Pilot, plane: Plane) -> Vec<Place> {
    let price = pilot.send_cost.for_sends(1);
    if price <= 0.0 {
        return Vec::new();
    }
    let last = (plane.up.to / price).log10().min(plane.across.to);
    let steps = 120;
    let at = |step: u32| last * f64::from(step) / f64::from(steps);
    let point = |sends: f64| plane.place(sends, price * 10f64.powf(sends));
    let mut line: Vec<Place> = Vec::new();
    for step in (0..=steps).filter(|_| last > 0.0) {
        let (x, y) = point(at(step));
        // In whole pixels a flat line would be a staircase.
        if step == 0 || step == steps || line.last().is_none_or(|&(_, before)| (before - y).abs() > FLAT) {
            line.push((x, y));
        }
    }
    line
}

/// The numbers to mark: 1, 2 and 5 times powers of ten, or the powers alone where that would be many.
fn ticks(plane: Plane) -> Vec<Tick> {
    let last = 10f64.powf(plane.across.to).round() as u32;
    let factors: &[u32] = if last > 20_000 { &[1] } else { &[1, 2, 5] };
    let powers = (0..10).map(|power| 10u32.pow(power));
    let all = powers.flat_map(|power| factors.iter().map(move |factor| factor.saturating_mul(power)));
    let tick = |sends: u32| (plane.across.place(f64::from(sends).log10()), whole(sends.into()));
    all.filter(|&sends| sends <= last).map(tick).collect()
}
