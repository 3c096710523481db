//! The plane of cost and replies: points, their spread, the line that joins those that nothing beats, and their names.

use crate::words::case::currency;
use plotters::backend::DrawingBackend;
use plotters::style::RGBColor;

use crate::figures::number::{credits, number};
use crate::figures::{CaseFigures, Estimate, Figure, Quantiles};

use super::super::axis::Axis;
use super::super::labels::{beside_one_another, places};
use super::super::pen::{Align, Drawn, Frame, Pen};
use super::super::scale::Scale;
use super::super::style::{
    AXIS, BLUE, GREY, GRID, INK, INSIDE, LABEL, MARGIN, NOTE, PALE_BLUE, SKY_BLUE, STRONG, Type, WHITE, WIDTH,
};
use super::super::text::{widest, width, wrap};

use super::key::Key;
use super::outlay;

/// The height of the plane, and of the words above it.
const HEIGHT: i32 = 440;
const WORDS: i32 = 22;
/// The most that a name in the plane may take.
const NAME: i32 = 210;
/// The space below 0, so that points there hide no numbers.
const BELOW: i32 = 14;
/// The space above the key.
const ABOVE: i32 = 10;

/// Everything placed.
pub(super) struct Plot {
    across: Axis,
    up: Axis,
    unit: String,
    points: Vec<Point>,
    /// The points that nothing beats, by rising cost.
    line: Vec<(i32, i32)>,
    /// Is there no room for names in the plane, so that points are numbered?
    pub crowded: bool,
    key: Option<Key>,
    /// Does a point stand beside its place?
    pub moved: bool,
}

/// A case.
pub(super) struct Point {
    at: (i32, i32),
    /// Does no other case beat it?
    pub unbeaten: bool,
    /// The middle 90 % and 50 % of its campaigns, of replies and of cost; none if they are not drawn.
    upright: Option<[(i32, i32); 2]>,
    level: Option<[(i32, i32); 2]>,
    /// The name in the plane, and where it stands.
    name: Vec<(String, Type)>,
    label: Option<Frame>,
    /// The name in the key, and what stands beside it.
    pub title: String,
    /// Its cost and its replies.
    pub figures: String,
}

impl Plot {
    /// Places everything from the height `top` on.
    pub(super) fn new(cases: &[CaseFigures], unbeaten: &[usize], labour: bool, top: i32) -> Plot {
        let roomy = Plot::with(cases, unbeaten, labour, top, false);
        if roomy.points.iter().all(|point| point.label.is_some()) {
            return roomy;
        }
        Plot::with(cases, unbeaten, labour, top, true)
    }

    fn with(cases: &[CaseFigures], unbeaten: &[usize], labour: bool, top: i32, crowded: bool) -> Plot {
        let replies = |case: &CaseFigures| case.estimate(Figure::RepliesSettled);
        let is_unbeaten = |case: usize| unbeaten.contains(&case);
        let barred = |case: usize| !crowded || is_unbeaten(case);
        let (across, up) = axes(cases, top + WORDS, if crowded { 0.05 } else { 0.35 }, &barred);
        // Those that nothing beats first: they keep their places.
        let rest = (0..cases.len()).filter(|&case| !is_unbeaten(case));
        let order: Vec<usize> = unbeaten.iter().copied().chain(rest).collect();
        let true_place = |case: usize| {
            (
                across.place(outlay(&cases[case]).mean.unwrap_or(0.0)),
                up.place(replies(&cases[case]).mean.unwrap_or(0.0)),
            )
        };
        let wanted: Vec<(i32, i32, bool)> =
            order.iter().map(|&case| (true_place(case).0, true_place(case).1, barred(case))).collect();
        let apart = if crowded { 20 } else { 14 };
        let placed = beside_one_another(&wanted, apart, (across.start + apart / 2, across.end - apart / 2));

        let mut points: Vec<Point> = Vec::new();
        for (case, its) in cases.iter().enumerate() {
            let place = order.iter().position(|&other| other == case).unwrap_or(0);
            let (x, y) = (placed[place], wanted[place].1);
            let shift = x - wanted[place].0;
            let bars = |axis: Axis, of: Quantiles, shift: i32| {
                let span = |from: Option<f64>, to: Option<f64>| {
                    Some((axis.place(from?) + shift, axis.place(to?) + shift)).filter(|(from, to)| from != to)
                };
                span(of.p05, of.p95).map(|wide| [wide, span(of.p25, of.p75).unwrap_or(wide)]).filter(|_| barred(case))
            };
            let kind = if is_unbeaten(case) { STRONG } else { LABEL };
            let level = if labour { bars(across, outlay(its).quantiles, shift) } else { None };
            points.push(Point {
                at: (x, y),
                unbeaten: is_unbeaten(case),
                upright: bars(up, replies(its).quantiles, 0),
                level,
                name: name(its, kind),
                label: None,
                title: its.name.to_string(),
                figures: figures(its),
            });
        }
        // Through the true places, so that it rises.
        let line: Vec<(i32, i32)> = unbeaten.iter().map(|&case| true_place(case)).collect();
        let moved = wanted.iter().zip(&placed).any(|(&(x, _, _), &at)| (x - at).abs() > 1);
        let unit = match (labour, currency(&cases[0])) {
            (false, label) if label.is_empty() => "Cost of a campaign".to_owned(),
            (true, label) if label.is_empty() => "Cost of a campaign and its work".to_owned(),
            (false, label) => format!("Cost [{label} a campaign]"),
            (true, label) => format!("Cost and work [{label} a campaign]"),
        };
        let key = crowded.then(|| Key::new(&points));
        let mut plot = Plot { across, up, unit, points, line, crowded, key, moved };
        if !crowded {
            plot.place_names();
        }
        plot
    }

    fn place_names(&mut self) {
        if self.points.iter().flat_map(|point| &point.name).any(|(line, _)| line.ends_with('…')) {
            return;
        }
        let size = |point: &Point| {
            let wide = point.name.iter().map(|(line, kind)| width(line, *kind)).max().unwrap_or(0);
            (wide, point.name.iter().map(|(_, kind)| kind.line_height()).sum())
        };
        // Names of those that nothing beats choose first.
        let mut order: Vec<usize> = (0..self.points.len()).collect();
        order.sort_by_key(|&point| !self.points[point].unbeaten);
        let points: Vec<(i32, i32)> = order.iter().map(|&point| self.points[point].at).collect();
        let sizes: Vec<(i32, i32)> = order.iter().map(|&point| size(&self.points[point])).collect();
        let area =
            Frame { left: self.across.start + 4, top: self.up.end, right: WIDTH - MARGIN, bottom: self.floor() - 2 };
        if let Some(places) = places(&points, &sizes, &self.obstacles(), area) {
            for (point, place) in order.into_iter().zip(places) {
                self.points[point].label = Some(place);
            }
        }
    }

    /// What names must not lie on.
    fn obstacles(&self) -> Vec<Frame> {
        let mut obstacles = Vec::new();
        for point in &self.points {
            let (x, y) = point.at;
            obstacles.push(Frame { left: x - 8, top: y - 8, right: x + 8, bottom: y + 8 });
            obstacles.extend(point.upright.map(|[wide, _]| upright(x, 6, wide)));
            obstacles.extend(point.level.map(|[wide, _]| level(y, 6, wide)));
        }
        for pair in self.line.windows(2) {
            let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
            let steps = ((to_x - x).abs().max((to_y - y).abs()) / 6).max(1);
            obstacles.extend((0..=steps).map(|step| {
                let (x, y) = (x + (to_x - x) * step / steps, y + (to_y - y) * step / steps);
                Frame { left: x - 2, top: y - 2, right: x + 2, bottom: y + 2 }
            }));
        }
        obstacles
    }

    /// Where the plane ends.
    fn floor(&self) -> i32 {
        self.up.start + BELOW
    }

    /// Where it ends, the key included.
    pub(super) fn bottom(&self) -> i32 {
        self.floor() + Scale::NUMBERS + self.key.as_ref().map_or(0, |key| ABOVE + key.height)
    }

    /// Draws it.
    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.draw_axes(pen)?;
        for point in &self.points {
            point.draw_spread(pen)?;
        }
        pen.line(&self.line, 2, BLUE)?;
        // Those that nothing beats lie on top.
        for unbeaten in [false, true] {
            for (place, point) in self.points.iter().enumerate().filter(|(_, point)| point.unbeaten == unbeaten) {
                if self.crowded {
                    draw_numbered(pen, place, point, point.at)?;
                } else {
                    pen.disc(point.at, 8, WHITE)?;
                    pen.disc(point.at, 6, point.colour())?;
                }
            }
        }
        self.points.iter().try_for_each(|point| point.draw_label(pen))?;
        match &self.key {
            Some(key) => key.draw(pen, &self.points, self.floor() + Scale::NUMBERS + ABOVE),
            None => Ok(()),
        }
    }

    fn draw_axes<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        let (left, right, top, bottom) = (self.across.start, self.across.end, self.up.end, self.floor());
        pen.text("Replies a campaign", NOTE, Align::Left, MARGIN, top - 10)?;
        for (y, label) in self.up.ticks(60) {
            pen.fill(Frame { left, top: y, right, bottom: y + 1 }, if y == self.up.start { AXIS } else { GRID })?;
            pen.text_at_middle(&label, NOTE, Align::Right, left - 8, y)?;
        }
        let baseline = bottom + 6 + NOTE.em;
        for (x, label) in self.across.ticks(80) {
            pen.fill(Frame { left: x, top, right: x + 1, bottom }, GRID)?;
            pen.text(&label, NOTE, Align::Centre, x, baseline)?;
        }
        pen.text(&self.unit, NOTE, Align::Centre, (left + right) / 2, baseline + NOTE.line_height() + 3)
    }
}

impl Point {
    fn colour(&self) -> RGBColor {
        if self.unbeaten { BLUE } else { GREY }
    }

    fn draw_spread<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        let (x, y) = self.at;
        let (pale, full) = if self.unbeaten { (PALE_BLUE, SKY_BLUE) } else { (GRID, GREY) };
        for (place, (thick, colour)) in [(4, pale), (8, full)].into_iter().enumerate() {
            if let Some(spans) = self.upright {
                pen.fill(upright(x, thick, spans[place]), colour)?;
            }
            if let Some(spans) = self.level {
                pen.fill(level(y, thick, spans[place]), colour)?;
            }
        }
        Ok(())
    }

    fn draw_label<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        let Some(Frame { left, mut top, right, .. }) = self.label else { return Ok(()) };
        // Towards the point, however short the line.
        let on_the_left = right < self.at.0;
        for (line, kind) in &self.name {
            let (align, x) = if on_the_left { (Align::Right, right) } else { (Align::Left, left) };
            pen.text(line, *kind, align, x, top + (kind.line_height() + kind.cap_height()) / 2)?;
            top += kind.line_height();
        }
        Ok(())
    }
}

/// A point with its number in it, counted from 1.
pub(super) fn draw_numbered<DB: DrawingBackend>(
    pen: &Pen<'_, DB>,
    place: usize,
    point: &Point,
    at: (i32, i32),
) -> Drawn<DB> {
    pen.disc(at, 11, WHITE)?;
    pen.disc(at, 9, point.colour())?;
    let kind = INSIDE.coloured(if point.unbeaten { WHITE } else { INK });
    pen.text_at_middle(&(place + 1).to_string(), kind, Align::Centre, at.0, at.1)
}

/// A bar about `x` between two heights.
fn upright(x: i32, thick: i32, (from, to): (i32, i32)) -> Frame {
    Frame { left: x - thick / 2, top: from.min(to), right: x + thick / 2, bottom: from.max(to) }
}

/// A bar about the height `y` between two places.
fn level(y: i32, thick: i32, (from, to): (i32, i32)) -> Frame {
    Frame::around(y, thick, from.min(to), from.max(to))
}

fn name(case: &CaseFigures, kind: Type) -> Vec<(String, Type)> {
    let lines = |text: &str, kind: Type| wrap(text, kind, NAME, 2).into_iter().map(move |line| (line, kind));
    let what_if = case.name.what_if.as_deref().map(|what_if| lines(what_if, NOTE));
    lines(&case.name.plan, kind).chain(what_if.into_iter().flatten()).collect()
}

fn figures(case: &CaseFigures) -> String {
    let replies = case.estimate(Figure::RepliesSettled);
    let range = match (replies.quantiles.p05, replies.quantiles.p95) {
        (Some(from), Some(to)) => format!(" ({}–{})", credits(from), credits(to)),
        _ => String::new(),
    };
    let of = |value: Option<f64>| number(value.unwrap_or(0.0));
    format!("{} · {}{range}", of(outlay(case).mean), of(replies.mean))
}

/// Axes that hold every point and the bars of those that are `barred`, with `room` beside them as a share of what they
/// span. Replies begin at 0; cost does unless that would leave most of the plane empty.
fn axes(cases: &[CaseFigures], top: i32, room: f64, barred: &dyn Fn(usize) -> bool) -> (Axis, Axis) {
    let ends = |of: &dyn Fn(&CaseFigures) -> Estimate| {
        let values = cases.iter().enumerate().flat_map(|(case, figures)| {
            let it = of(figures);
            let bars = if barred(case) { [it.quantiles.p05, it.quantiles.p95] } else { [None; 2] };
            [it.mean, bars[0], bars[1]]
        });
        let ends = (f64::INFINITY, 0.0);
        values.flatten().fold(ends, |(least, most): (f64, f64), value| (least.min(value), most.max(value)))
    };
    let (least, most) = ends(&outlay);
    let from = Some(least - room * (most - least)).filter(|&from| from > 0.35 * most).unwrap_or(0.0);
    let replies = ends(&|case| case.estimate(Figure::RepliesSettled)).1;
    let up =
        Axis { start: top + HEIGHT - BELOW, end: top, from: 0.0, to: if replies > 0.0 { replies * 1.04 } else { 1.0 } };
    let labels: Vec<String> = up.ticks(60).into_iter().map(|(_, label)| label).collect();
    let left = MARGIN + widest(labels.iter().map(String::as_str), NOTE) + 10;
    (Axis { start: left, end: WIDTH - MARGIN - 20, from, to: most + room * (most - least) }, up)
}
