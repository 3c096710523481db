//! The plane of numbers sent and money: the band, both lines, and the tests that are spoken of.

use plotters::backend::DrawingBackend;
use plotters::element::Polygon;

use crate::figures::number::whole;
use crate::study::pilot::{Pilot, Test};

use super::super::axis::Axis;
use super::super::labels::places;
use super::super::pen::{Align, Drawn, Frame, Pen};
use super::super::scale::Scale;
use super::super::style::{
    AXIS, BLUE, GREY, GRID, LABEL, MARGIN, NOTE, PALE_BLUE, STRONG, Type, VERMILION, WHITE, WIDTH,
};
use super::super::text::{widest, width};

/// The height of the plane, and of the words above it.
const HEIGHT: i32 = 380;
const WORDS: i32 = 22;
/// Points of the cost are so far above one another at least.
const FLAT: i32 = 6;

/// Everything placed.
pub(super) struct Plot {
    across: Axis,
    up: Axis,
    unit: [String; 2],
    value: Vec<(i32, i32)>,
    /// The outline of the band.
    band: Vec<(i32, i32)>,
    cost: Vec<(i32, i32)>,
    /// The height of what it is worth to know the rate.
    knowing: i32,
    marks: Vec<Mark>,
}

/// A test that is named.
struct Mark {
    at: (i32, i32),
    words: String,
    kind: Type,
    label: Option<Frame>,
}

impl Plot {
    /// Places everything from the height `top` on.
    pub(super) fn new(pilot: &Pilot, top: i32) -> Plot {
        let (across, up) = axes(pilot, top + WORDS);
        let x = |sends: f64| across.place(sends.log10());
        let at = |test: &Test, value: f64| (x(test.sends.into()), up.place(value));
        let ends = |test: &Test| test.worth.interval.unwrap_or((test.worth.value, test.worth.value));
        let lows = pilot.curve.iter().rev().map(|test| at(test, ends(test).0));
        let mut plot = Plot {
            across,
            up,
            unit: units(pilot),
            value: pilot.curve.iter().map(|test| at(test, test.worth.value)).collect(),
            band: pilot.curve.iter().map(|test| at(test, ends(test).1)).chain(lows).collect(),
            cost: cost(pilot, across, up),
            knowing: up.place(pilot.knowing.value),
            marks: Vec::new(),
        };
        plot.marks = plot.marks(pilot);
        plot
    }

    /// The best test, and the one that was asked for.
    fn marks(&self, pilot: &Pilot) -> Vec<Mark> {
        let others = pilot.best.filter(|best| best.sends != pilot.asked.sends);
        let is_best = |test: &Test| pilot.best.is_some_and(|best| best.sends == test.sends);
        let mut marks: Vec<Mark> = others
            .into_iter()
            .chain([pilot.asked])
            .map(|test| {
                let best = if is_best(&test) { ", the best" } else { "" };
                Mark {
                    at: (self.across.place(f64::from(test.sends).log10()), self.up.place(test.worth.value)),
                    words: format!(
                        "{}{best}: saves {}, costs {}",
                        whole(test.sends.into()),
                        pilot.amount(test.worth.value),
                        pilot.amount(test.cost)
                    ),
                    kind: if is_best(&test) { STRONG } else { LABEL },
                    label: None,
                }
            })
            .collect();
        let points: Vec<(i32, i32)> = marks.iter().map(|mark| mark.at).collect();
        let size = |mark: &Mark| (width(&mark.words, mark.kind), mark.kind.line_height());
        let sizes: Vec<(i32, i32)> = marks.iter().map(size).collect();
        let area =
            Frame { left: self.across.start + 4, top: self.up.end, right: WIDTH - MARGIN, bottom: self.up.start - 4 };
        if let Some(labels) = places(&points, &sizes, &self.obstacles(&points), area) {
            marks.iter_mut().zip(labels).for_each(|(mark, label)| mark.label = Some(label));
        }
        marks
    }

    /// What names must not lie on.
    fn obstacles(&self, points: &[(i32, i32)]) -> Vec<Frame> {
        let around = |&(x, y): &(i32, i32)| Frame { left: x - 8, top: y - 8, right: x + 8, bottom: y + 8 };
        let mut obstacles: Vec<Frame> = points.iter().map(around).collect();
        let knowing = [(self.across.start, self.knowing), (self.across.end, self.knowing)];
        for pair in [&self.value[..], &self.cost, &knowing].into_iter().flat_map(|line| line.windows(2)) {
            let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
            let steps = ((to_x - x).abs().max((to_y - y).abs()) / 6).max(1);
            obstacles.extend((0..=steps).map(|step| {
                let (x, y) = (x + (to_x - x) * step / steps, y + (to_y - y) * step / steps);
                Frame { left: x - 2, top: y - 2, right: x + 2, bottom: y + 2 }
            }));
        }
        obstacles
    }

    /// Where it ends.
    pub(super) fn bottom(&self) -> i32 {
        self.up.start + Scale::NUMBERS
    }

    /// Draws it.
    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.draw_axes(pen)?;
        pen.0.draw(&Polygon::new(self.band.clone(), PALE_BLUE))?;
        pen.line(&[(self.across.start, self.knowing), (self.across.end, self.knowing)], 2, GREY)?;
        if self.cost.len() > 1 {
            pen.line(&self.cost, 2, VERMILION)?;
        }
        pen.line(&self.value, 2, BLUE)?;
        for mark in &self.marks {
            pen.disc(mark.at, 7, WHITE)?;
            pen.disc(mark.at, 5, BLUE)?;
            if let Some(label) = mark.label {
                pen.text(&mark.words, mark.kind, Align::Left, label.left, label.top + mark.kind.em)?;
            }
        }
        Ok(())
    }

    fn draw_axes<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        let (left, right, top, bottom) = (self.across.start, self.across.end, self.up.end, self.up.start);
        pen.text(&self.unit[0], NOTE, Align::Left, MARGIN, top - 10)?;
        for (y, label) in self.up.ticks(50) {
            pen.fill(Frame { left, top: y, right, bottom: y + 1 }, if y == bottom { AXIS } else { GRID })?;
            pen.text_at_middle(&label, NOTE, Align::Right, left - 8, y)?;
        }
        let baseline = bottom + 6 + NOTE.em;
        for sends in ticks(10f64.powf(self.across.to).round() as u32) {
            let x = self.across.place(f64::from(sends).log10());
            pen.fill(Frame { left: x, top, right: x + 1, bottom }, GRID)?;
            pen.text(&whole(sends.into()), NOTE, Align::Centre, x, baseline)?;
        }
        pen.text(&self.unit[1], NOTE, Align::Centre, (left + right) / 2, baseline + NOTE.line_height() + 3)
    }
}

/// What stands above the plane and below it.
fn units(pilot: &Pilot) -> [String; 2] {
    let money = if pilot.currency.is_empty() { "Money".into() } else { format!("Money [{}]", pilot.currency) };
    let sends = pilot.sends(2);
    let what = sends.split_once('\u{a0}').map_or("touches", |(_, what)| what).to_owned();
    [money, format!("{what} sent in the test, logarithmic scale")]
}

/// Axes that hold both lines where it matters: the cost goes on beyond what any test is worth.
fn axes(pilot: &Pilot, top: i32) -> (Axis, Axis) {
    let highs = pilot.curve.iter().map(|test| test.worth.interval.map_or(test.worth.value, |(_, high)| high));
    let most = highs.fold(pilot.knowing.value, f64::max);
    let up = Axis { start: top + HEIGHT, end: top, from: 0.0, to: if most > 0.0 { most * 1.25 } else { 1.0 } };
    let labels: Vec<String> = up.ticks(50).into_iter().map(|(_, label)| label).collect();
    let left = MARGIN + widest(labels.iter().map(String::as_str), NOTE) + 10;
    let last = pilot.curve.last().map_or(1, |test| test.sends).max(2);
    (Axis { start: left, end: WIDTH - MARGIN - 20, from: 0.0, to: f64::from(last).log10() }, up)
}

/// The course of the cost, up to where it leaves the plane.
fn cost(pilot: &Pilot, across: Axis, up: Axis) -> Vec<(i32, i32)> {
    let price = pilot.send_cost.for_sends(1);
    if price <= 0.0 {
        return Vec::new();
    }
    let last = (up.to / price).log10().min(across.to);
    let steps = 120;
    let at = |step: u32| last * f64::from(step) / f64::from(steps);
    let point = |sends: f64| (across.place(sends), up.place(price * 10f64.powf(sends)));
    let mut line: Vec<(i32, i32)> = Vec::new();
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
fn ticks(last: u32) -> Vec<u32> {
    let factors: &[u32] = if last > 20_000 { &[1] } else { &[1, 2, 5] };
    let powers = (0..10).map(|power| 10u32.pow(power));
    let ticks = powers.flat_map(|power| factors.iter().map(move |factor| factor.saturating_mul(power)));
    ticks.filter(|&sends| sends <= last).collect()
}
