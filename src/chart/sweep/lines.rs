//! A figure over the values of one path: a line a case with the band of its simulation error, and where two break even.

mod break_even;

use plotters::style::RGBColor;

use crate::figures::TWO_SIDED_95;
use crate::study::sweep::{Root, Sweep};
use crate::words::sweep::{headline, sweep_sentences};

use super::super::axis::Tick;
use super::super::legend::{Legend, Sample, occurring};
use super::super::pen::{Align, Frame, Pen, Place};
use super::super::style::{AXIS, INK, LABEL, MARGIN, NOTE, STRONG, WHITE, WIDTH};
use super::super::text::shorten;
use super::super::{Chart, ChartError};
use super::colour::{case_colour, pale};
use super::span::Span;
use super::{axis_title, left_out, path_title, sheet, shown_cases};

use break_even::{Marked, WORDS, mark, roots};

const HEIGHT: i32 = 400;
/// The space for numbers beside the upright axis, and for names behind the lines.
const NUMBERS: i32 = 54;
const NAMES: i32 = 190;

/// The chart of a figure.
pub(super) fn draw(sweep: &Sweep, figure: usize) -> Result<Chart, ChartError> {
    let cases = shown_cases(sweep, figure);
    let numbers = sweep.varied[0].numbers().unwrap_or_default();
    let roots: Vec<&Root> = roots(sweep, figure, &cases);
    let legend = Legend::new(vec![occurring([
        (true, Sample::Bar(10, pale(case_colour(0), 0.3)), "95 % simulation error of the mean"),
        (!roots.is_empty(), Sample::Whisker(INK), "break-even with its 95 % interval"),
    ])]);
    let mut sheet = sheet(sweep, "sweep", figure, headline(sweep, figure), &legend);
    let ends = (numbers.first().copied().unwrap_or(0.0), numbers.last().copied().unwrap_or(1.0));
    let sides = (MARGIN + NUMBERS, WIDTH - MARGIN - NAMES);
    let across = Span::new(sides, ends.0, ends.1, sweep.varied[0].logarithmic);
    let marked = mark(&sweep.varied[0], &roots, across, sides.1 + NAMES);
    let lines = marked.iter().map(|marked| marked.line + 1).max().unwrap_or(0);
    let top = sheet.top + 22 + NOTE.line_height() + lines * WORDS;
    let up = up(sweep, figure, &cases, top);
    let course = |&case: &usize| Line::new(sweep, figure, case, &numbers, (across, up));
    let plot = Plot { across, up, lines: cases.iter().map(course).collect(), numbers };
    let pen = &mut sheet.pen;
    pen.text(&axis_title(sweep, figure), NOTE, Align::Left, MARGIN, sheet.top + 14 + NOTE.em);
    plot.draw_axes(pen, &across.ticks(64, sweep.varied[0].share), &path_title(sweep, 0));
    plot.draw_lines(pen, &marked, &cases);
    let wins = sweep.wins(figure);
    for (place, y) in plot.names() {
        let case = cases[place];
        let kind = if wins[case].0 > 0 { STRONG } else { LABEL };
        let name = shorten(&sweep.cases[case].to_string(), kind, NAMES - 12);
        pen.text_at_middle(&name, kind.coloured(dark(case_colour(place))), Align::Left, sides.1 + 10, y);
    }
    let scale = if up.logarithmic { " The upright axis rises by equal factors." } else { "" };
    let note = format!("Lines join the means that were simulated.{scale}{}", left_out(sweep, &cases));
    let description = format!(
        "{} over {}, a line a case. {}",
        axis_title(sweep, figure),
        path_title(sweep, 0),
        sweep_sentences(sweep, figure).join(" ")
    );
    sheet.below = 4;
    sheet.finish(top + HEIGHT + 12 + NOTE.em + NOTE.line_height() + 14, &note, &description)
}

/// The upright axis from the height `top` on, which holds the means of these cases and their simulation errors.
fn up(sweep: &Sweep, figure: usize, cases: &[usize], top: i32) -> Span {
    let points = cases.iter().flat_map(|&case| (0..sweep.cells()).map(move |cell| sweep.point(cell, figure, case)));
    let (mut least, mut most) = (f64::INFINITY, 0.0f64);
    for (mean, error) in points.filter_map(|point| Some((point.mean?, TWO_SIDED_95 * point.se.unwrap_or(0.0)))) {
        (least, most) = (least.min(mean), most.max(mean + error));
    }
    Span::for_means((top + HEIGHT, top), least, most)
}

/// A mean in its place, with its band of simulation error.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Mean {
    at: Place,
    low: i32,
    high: i32,
}

/// The means of a case, one a cell; `None` where the case does not have the figure.
struct Line(Vec<Option<Mean>>);

impl Line {
    fn new(sweep: &Sweep, figure: usize, case: usize, numbers: &[f64], (across, up): (Span, Span)) -> Line {
        let mean = |(cell, &number): (usize, &f64)| {
            let point = sweep.point(cell, figure, case);
            let (mean, error) = (point.mean?, TWO_SIDED_95 * point.se.unwrap_or(0.0));
            let at = (across.place(number), up.place(mean));
            Some(Mean { at, low: up.place(mean - error), high: up.place(mean + error) })
        };
        Line(numbers.iter().enumerate().map(mean).collect())
    }

    /// The stretches over which the case has the figure.
    fn stretches(&self) -> impl DoubleEndedIterator<Item = Vec<Mean>> {
        self.0
            .split(Option::is_none)
            .filter(|stretch| !stretch.is_empty())
            .map(|means| means.iter().flatten().copied().collect())
    }
}

/// Everything placed.
struct Plot {
    across: Span,
    up: Span,
    numbers: Vec<f64>,
    lines: Vec<Line>,
}

impl Plot {
    fn draw_axes(&self, pen: &mut Pen, ticks: &[Tick], title: &str) {
        let (left, right, bottom) = (self.across.axis.start, self.across.axis.end, self.up.axis.start);
        self.up.axis.draw_rungs(pen, &self.up.ticks(40, false), (left, right));
        for (x, label) in ticks {
            pen.fill(Frame { left: *x, top: bottom, right: x + 1, bottom: bottom + 5 }, AXIS);
            pen.text(label, NOTE, Align::Centre, *x, bottom + 8 + NOTE.em);
        }
        pen.fill(Frame { left, top: bottom, right, bottom: bottom + 1 }, AXIS);
        let baseline = bottom + 12 + NOTE.em + NOTE.line_height();
        pen.text(title, NOTE, Align::Centre, (left + right) / 2, baseline);
    }

    /// Draws the lines of these cases over their bands, and the break-evens with their words.
    fn draw_lines(&self, pen: &mut Pen, marked: &[Marked<'_>], cases: &[usize]) {
        let top = self.up.axis.end;
        for Marked { root, line, .. } in marked {
            let left = self.across.place(root.at.value);
            let frame = Frame { left, top: top - 18 - line * WORDS, right: left + 1, bottom: self.up.axis.start };
            pen.fill(frame, AXIS);
        }
        for (place, line) in self.lines.iter().enumerate() {
            for stretch in line.stretches() {
                let high = stretch.iter().map(|mean| (mean.at.0, mean.high));
                let low = stretch.iter().map(|mean| (mean.at.0, mean.low)).collect();
                pen.band(high, low, pale(case_colour(place), 0.3));
            }
        }
        for (place, line) in self.lines.iter().enumerate() {
            for stretch in line.stretches() {
                let points: Vec<Place> = stretch.iter().map(|mean| mean.at).collect();
                pen.line(points.clone(), 2, case_colour(place));
                // More of them would hide the line.
                if points.len() <= 30 {
                    points.into_iter().for_each(|point| pen.disc(point, 3, case_colour(place)));
                }
            }
        }
        for Marked { root, words, left, line } in marked {
            let place = cases.iter().position(|&case| case == root.case);
            if let Some(y) = place.and_then(|place| self.height_at(&self.lines[place], root.at.value)) {
                let centre = (self.across.place(root.at.value), y);
                pen.disc(centre, 5, WHITE);
                pen.disc(centre, 3, INK);
                pen.whisker((self.across.place(root.at.low), self.across.place(root.at.high)), y, INK);
            }
            pen.text_on_ground(words, NOTE.coloured(INK), *left, top - 12 - line * WORDS);
        }
    }

    /// The height of a line at a value between two cells.
    fn height_at(&self, line: &Line, value: f64) -> Option<i32> {
        let after = self.numbers.iter().position(|&number| number >= value)?.max(1);
        let ((from_x, from_y), (to_x, to_y)) = (line.0[after - 1]?.at, line.0[after]?.at);
        let share = f64::from(self.across.place(value) - from_x) / f64::from((to_x - from_x).max(1));
        Some(from_y + (f64::from(to_y - from_y) * share).round() as i32)
    }

    /// The places of the names at the ends of the lines, with their heights: apart where they would hide each other.
    fn names(&self) -> Vec<(usize, i32)> {
        let end = |line: &Line| line.0.iter().flatten().last().map(|mean| mean.at.1);
        let mut names: Vec<(usize, i32)> =
            self.lines.iter().enumerate().filter_map(|(place, line)| Some((place, end(line)?))).collect();
        names.sort_by_key(|&(_, y)| y);
        let gap = LABEL.line_height();
        for place in 1..names.len() {
            names[place].1 = names[place].1.max(names[place - 1].1 + gap);
        }
        let mut limit = self.up.axis.start;
        for name in names.iter_mut().rev() {
            name.1 = name.1.min(limit);
            limit = name.1 - gap;
        }
        names
    }
}

/// Text in a light colour is hard to read.
fn dark(colour: RGBColor) -> RGBColor {
    let RGBColor(red, green, blue) = colour;
    let dim = |channel: u8| (f64::from(channel) * 0.8) as u8;
    RGBColor(dim(red), dim(green), dim(blue))
}
