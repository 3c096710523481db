//! The plane of cost and replies: every combination, the line of the frontier, and what each further reply costs along it.

use std::collections::BTreeSet;

use plotters::backend::DrawingBackend;

use crate::figures::number::money;
use crate::study::optimum::Optimum;
use crate::study::race::{Entrant, Keeps};

use super::super::axis::Axis;
use super::super::labels::places;
use super::super::pen::{Align, Drawn, Frame, Pen};
use super::super::scale::Scale;
use super::super::style::{AXIS, BLUE, GREY, GRID, LABEL, MARGIN, NOTE, ORANGE, STRONG, Type, VERMILION, WHITE, WIDTH};
use super::super::text::{shorten, widest, width};

/// The height of the plane, and of the words above it.
const HEIGHT: i32 = 440;
const WORDS: i32 = 22;
/// The space below 0, so that points there hide no numbers.
const BELOW: i32 = 14;
/// Points nearer to each other than this are drawn once.
const CELL: i32 = 4;
/// The most that a name in the plane may take.
const NAME: i32 = 330;
/// The shortest part of the line beside which there is room for words.
const SHORTEST: i32 = 46;

/// How a point is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Fails,
    Other,
    Corner,
    First,
}

/// Words with the box in which they stand.
struct Words {
    text: String,
    kind: Type,
    frame: Frame,
}

/// Everything placed.
pub(super) struct Plot {
    across: Axis,
    up: Axis,
    unit: String,
    /// From what lies below to what lies on top.
    points: Vec<(Look, (i32, i32))>,
    line: Vec<(i32, i32)>,
    words: Vec<Words>,
}

impl Plot {
    /// Places everything from the height `top` on.
    pub(super) fn new(optimum: &Optimum<'_>, top: i32) -> Plot {
        let entrants = &optimum.race.entrants;
        let (across, up) = axes(entrants, top + WORDS);
        let at = |entrant: &Entrant| (across.place(entrant.cost), up.place(entrant.replies));
        let frontier = optimum.frontier();
        let first = entrants.first().map(|first| first.number);
        let look = |entrant: &Entrant| {
            if Some(entrant.number) == first {
                Look::First
            } else if frontier.0.iter().any(|corner| corner.entrant.number == entrant.number) {
                Look::Corner
            } else if entrant.keeps == Keeps::No {
                Look::Fails
            } else {
                Look::Other
            }
        };
        let mut seen = BTreeSet::new();
        let mut points: Vec<(Look, (i32, i32))> = entrants.iter().map(|entrant| (look(entrant), at(entrant))).collect();
        points.retain(|&(look, (x, y))| look >= Look::Corner || seen.insert((look, x / CELL, y / CELL)));
        points.sort();

        let line: Vec<(i32, i32)> = frontier.0.iter().map(|corner| at(corner.entrant)).collect();
        let mut plot =
            Plot { across, up, unit: unit(optimum.currency, optimum.has_labour()), points, line, words: Vec::new() };
        let named = frontier.0.iter().map(|corner| corner.entrant).filter(|corner| Some(corner.number) != first);
        let names: Vec<(&Entrant, Type)> =
            entrants.first().map(|first| (first, STRONG)).into_iter().chain(named.map(|it| (it, LABEL))).collect();
        plot.name(optimum, &names[..names.len().min(1)]);
        let further = frontier.0.iter().skip(1).map(|corner| corner.each_further);
        plot.price(further.map(|each| money(each, optimum.currency)).collect());
        plot.name(optimum, &names[names.len().min(1)..]);
        plot
    }

    /// Writes the names of the first and of the corners beside them, as far as there is room.
    fn name(&mut self, optimum: &Optimum<'_>, names: &[(&Entrant, Type)]) {
        let area =
            Frame { left: self.across.start + 4, top: self.up.end, right: WIDTH - MARGIN, bottom: self.floor() - 2 };
        for &(entrant, kind) in names {
            let text = shorten(&optimum.label(entrant), kind, NAME);
            let at = (self.across.place(entrant.cost), self.up.place(entrant.replies));
            let obstacles = self.obstacles();
            let room = places(&[at], &[(width(&text, kind), kind.line_height())], &obstacles, area);
            if let Some(frame) = room.and_then(|room| room.first().copied()) {
                self.words.push(Words { text, kind, frame });
            }
        }
    }

    /// Writes what each further reply costs beside the parts of the line that are long enough.
    fn price(&mut self, further: Vec<String>) {
        let area =
            Frame { left: self.across.start + 4, top: self.up.end, right: WIDTH - MARGIN, bottom: self.floor() - 2 };
        for (place, each) in further.into_iter().enumerate() {
            let (from, to) = (self.line[place], self.line[place + 1]);
            if (to.0 - from.0).abs().max((to.1 - from.1).abs()) < SHORTEST {
                continue;
            }
            let text = format!("{each} for each further reply");
            let kind = NOTE.coloured(BLUE);
            let middle = ((from.0 + to.0) / 2, (from.1 + to.1) / 2);
            let room = places(&[middle], &[(width(&text, kind), kind.line_height())], &self.obstacles(), area);
            if let Some(frame) = room.and_then(|room| room.first().copied()) {
                self.words.push(Words { text, kind, frame });
            }
        }
    }

    /// What words must not lie on: marked points, the line, and other words.
    fn obstacles(&self) -> Vec<Frame> {
        let around = |(x, y): (i32, i32), by: i32| Frame { left: x - by, top: y - by, right: x + by, bottom: y + by };
        let points = self.points.iter().map(|&(look, at)| around(at, if look >= Look::Corner { 8 } else { 3 }));
        let mut obstacles: Vec<Frame> = points.chain(self.words.iter().map(|words| words.frame)).collect();
        for pair in self.line.windows(2) {
            let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
            let steps = ((to_x - x).abs().max((to_y - y).abs()) / 6).max(1);
            obstacles.extend(
                (0..=steps).map(|step| around((x + (to_x - x) * step / steps, y + (to_y - y) * step / steps), 2)),
            );
        }
        obstacles
    }

    /// Where the plane ends.
    fn floor(&self) -> i32 {
        self.up.start + BELOW
    }

    /// Where it ends, its numbers included.
    pub(super) fn bottom(&self) -> i32 {
        self.floor() + Scale::NUMBERS
    }

    /// Draws it.
    pub(super) fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
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
        pen.text(&self.unit, NOTE, Align::Centre, (left + right) / 2, baseline + NOTE.line_height() + 3)?;
        for &(look, at) in self.points.iter().filter(|(look, _)| *look < Look::Corner) {
            draw_point(pen, look, at)?;
        }
        if self.line.len() > 1 {
            pen.line(&self.line, 2, BLUE)?;
        }
        for &(look, at) in self.points.iter().filter(|(look, _)| *look >= Look::Corner) {
            draw_point(pen, look, at)?;
        }
        for Words { text, kind, frame } in &self.words {
            pen.text_at_middle(text, *kind, Align::Left, frame.left, (frame.top + frame.bottom) / 2)?;
        }
        Ok(())
    }
}

fn draw_point<DB: DrawingBackend>(pen: &Pen<'_, DB>, look: Look, at: (i32, i32)) -> Drawn<DB> {
    match look {
        Look::Fails => {
            pen.disc(at, 4, ORANGE)?;
            pen.disc(at, 3, WHITE)
        }
        Look::Other => pen.disc(at, 4, GREY),
        Look::Corner => {
            pen.disc(at, 7, WHITE)?;
            pen.disc(at, 5, BLUE)
        }
        Look::First => {
            pen.disc(at, 9, WHITE)?;
            pen.disc(at, 7, VERMILION)
        }
    }
}

fn unit(currency: &str, labour: bool) -> String {
    let cost = if labour { "Cost and work" } else { "Cost" };
    if currency.is_empty() { format!("{cost} of a campaign") } else { format!("{cost} [{currency} a campaign]") }
}

/// Axes from nothing to a little more than the most.
fn axes(entrants: &[Entrant], top: i32) -> (Axis, Axis) {
    let most = |of: fn(&Entrant) -> f64| entrants.iter().map(of).fold(0.0, f64::max);
    let above = |most: f64| if most > 0.0 { most * 1.06 } else { 1.0 };
    let up = Axis { start: top + HEIGHT - BELOW, end: top, from: 0.0, to: above(most(|it| it.replies)) };
    let labels: Vec<String> = up.ticks(60).into_iter().map(|(_, label)| label).collect();
    let left = MARGIN + widest(labels.iter().map(String::as_str), NOTE) + 10;
    (Axis { start: left, end: WIDTH - MARGIN - 20, from: 0.0, to: above(most(|it| it.cost)) * 1.06 }, up)
}
