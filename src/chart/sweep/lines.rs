//! A figure over the values of one path: a line a case with the band of its simulation error, and where two break even.

use plotters::backend::DrawingBackend;
use plotters::element::Polygon;
use plotters::style::RGBColor;

use crate::figures::TWO_SIDED_95;
use crate::study::sweep::{Root, Sweep};
use crate::words::sweep::break_even;
use crate::words::sweep::sweep_sentences;

use super::super::Drawing;
use super::super::legend::{Legend, Sample, draw_whisker};
use super::super::page::{Foot, Head};
use super::super::pen::{Align, Drawn, Frame, Pen};
use super::super::style::{AXIS, GRID, INK, LABEL, MARGIN, NOTE, STRONG, Type, WHITE, WIDTH};
use super::super::text::{shorten, width};
use super::colour::{of_case, pale};
use super::span::Span;
use super::{axis_title, head, left_out, path_title, shown_cases};

const HEIGHT: i32 = 400;
/// The space for numbers beside the upright axis, and for names behind the lines.
const NUMBERS: i32 = 54;
const NAMES: i32 = 190;
/// The height of a line of words about a break-even.
const WORDS: i32 = 17;

/// A break-even with its words.
struct Marked<'a> {
    root: &'a Root,
    words: String,
    /// Where the words begin, and in which line they stand, counted from below.
    left: i32,
    line: i32,
}

/// The chart, with everything placed.
pub(super) struct Lines<'a> {
    sweep: &'a Sweep,
    figure: usize,
    head: Head,
    legend: Legend,
    cases: Vec<usize>,
    numbers: Vec<f64>,
    across: Span,
    up: Span,
    marked: Vec<Marked<'a>>,
    top: i32,
    foot: Foot,
}

impl<'a> Lines<'a> {
    pub(super) fn new(sweep: &'a Sweep, figure: usize) -> Lines<'a> {
        let cases = shown_cases(sweep, figure);
        let numbers = sweep.varied[0].numbers().unwrap_or_default();
        let head = head(sweep, figure, None);
        let roots: Vec<&Root> = roots(sweep, figure, &cases);
        let mut entries =
            vec![(Sample::Bar(10, pale(of_case(0), 0.3)), "95 % simulation error of the mean".to_owned())];
        if !roots.is_empty() {
            entries.push((Sample::Whisker(INK), "break-even with its 95 % interval".to_owned()));
        }
        let legend = Legend::new(vec![entries]);
        let (left, right) = (MARGIN + NUMBERS, WIDTH - MARGIN - NAMES);
        let ends = (numbers.first().copied().unwrap_or(0.0), numbers.last().copied().unwrap_or(1.0));
        let across = Span::new((left, right), ends.0, ends.1, sweep.varied[0].logarithmic);
        let marked = marked(sweep, &roots, across, (left, right));
        let lines = marked.iter().map(|marked| marked.line + 1).max().unwrap_or(0);
        let top = head.bottom() + legend.height + 22 + NOTE.line_height() + lines * WORDS;
        let points = cases.iter().flat_map(|&case| (0..numbers.len()).map(move |cell| sweep.point(cell, figure, case)));
        let (mut least, mut most) = (f64::INFINITY, 0.0f64);
        for (mean, error) in points.filter_map(|point| Some((point.mean?, TWO_SIDED_95 * point.se.unwrap_or(0.0)))) {
            (least, most) = (least.min(mean), most.max(mean + error));
        }
        let up = Span::of_values((top + HEIGHT, top), least, most);
        let scale = if up.logarithmic { " The upright axis rises by equal factors." } else { "" };
        let note = format!("Lines join the means that were simulated.{scale}{}", left_out(sweep, &cases));
        Lines { sweep, figure, head, legend, cases, numbers, across, up, marked, top, foot: Foot::new(&note) }
    }

    /// Where the mean of a case is at a cell, with its band.
    fn at(&self, case: usize, cell: usize) -> Option<(i32, i32, [i32; 2])> {
        let point = self.sweep.point(cell, self.figure, case);
        let (mean, error) = (point.mean?, TWO_SIDED_95 * point.se.unwrap_or(0.0));
        let band = [self.up.place(mean - error), self.up.place(mean + error)];
        Some((self.across.place(self.numbers[cell]), self.up.place(mean), band))
    }

    /// The stretches over which a case has the figure.
    fn stretches(&self, case: usize) -> Vec<Vec<(i32, i32, [i32; 2])>> {
        let mut stretches = vec![Vec::new()];
        for cell in 0..self.numbers.len() {
            match (self.at(case, cell), stretches.last_mut()) {
                (Some(point), Some(stretch)) => stretch.push(point),
                (None, Some(stretch)) if !stretch.is_empty() => stretches.push(Vec::new()),
                _ => {}
            }
        }
        stretches.retain(|stretch| !stretch.is_empty());
        stretches
    }

    /// The height of a line at a value between two cells.
    fn height_at(&self, case: usize, value: f64) -> Option<i32> {
        let after = self.numbers.iter().position(|&number| number >= value)?.max(1);
        let (from, to) = (self.at(case, after - 1)?, self.at(case, after)?);
        let share = f64::from(self.across.place(value) - from.0) / f64::from((to.0 - from.0).max(1));
        Some(from.1 + (f64::from(to.1 - from.1) * share).round() as i32)
    }

    /// Names at the ends of the lines, moved apart where they would hide each other.
    fn names(&self) -> Vec<(usize, i32)> {
        let end = |case: usize| self.stretches(case).last().and_then(|stretch| stretch.last().map(|last| last.1));
        let mut names: Vec<(usize, i32)> =
            (0..self.cases.len()).filter_map(|place| Some((place, end(self.cases[place])?))).collect();
        names.sort_by_key(|&(_, y)| y);
        let gap = LABEL.line_height();
        for place in 1..names.len() {
            names[place].1 = names[place].1.max(names[place - 1].1 + gap);
        }
        let mut limit = self.top + HEIGHT;
        for name in names.iter_mut().rev() {
            name.1 = name.1.min(limit);
            limit = name.1 - gap;
        }
        names
    }

    fn draw_case<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>, case: usize, colour: RGBColor, band: bool) -> Drawn<DB> {
        for stretch in self.stretches(case) {
            if band {
                let upper = stretch.iter().map(|&(x, _, [_, high])| (x, high));
                let lower = stretch.iter().rev().map(|&(x, _, [low, _])| (x, low));
                pen.0.draw(&Polygon::new(upper.chain(lower).collect::<Vec<_>>(), pale(colour, 0.3)))?;
                continue;
            }
            let line: Vec<(i32, i32)> = stretch.iter().map(|&(x, y, _)| (x, y)).collect();
            pen.line(&line, 2, colour)?;
            if stretch.len() <= 30 {
                line.iter().try_for_each(|&point| pen.disc(point, 3, colour))?;
            }
        }
        Ok(())
    }
}

impl Drawing for Lines<'_> {
    const NAME: &'static str = "sweep";

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        format!(
            "{} over {}, a line a case. {}",
            axis_title(self.sweep, self.figure),
            path_title(self.sweep, 0),
            sweep_sentences(self.sweep, self.figure).join(" ")
        )
    }

    fn height(&self) -> i32 {
        self.top + HEIGHT + 2 * NOTE.line_height() + 26 + self.foot.height()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.head.draw(pen)?;
        self.legend.draw(pen, self.head.bottom())?;
        let (left, right, bottom) = (MARGIN + NUMBERS, WIDTH - MARGIN - NAMES, self.top + HEIGHT);
        let title = self.head.bottom() + self.legend.height + 14;
        pen.text(&axis_title(self.sweep, self.figure), NOTE, Align::Left, MARGIN, title + NOTE.em)?;
        for (y, label) in self.up.ticks(40, false) {
            pen.fill(Frame { left, top: y, right, bottom: y + 1 }, if y == bottom { AXIS } else { GRID })?;
            pen.text_at_middle(&label, NOTE, Align::Right, left - 8, y)?;
        }
        for (x, label) in self.across.ticks(64, self.sweep.varied[0].share) {
            pen.fill(Frame { left: x, top: bottom, right: x + 1, bottom: bottom + 5 }, AXIS)?;
            pen.text(&label, NOTE, Align::Centre, x, bottom + 8 + NOTE.em)?;
        }
        pen.fill(Frame { left, top: bottom, right, bottom: bottom + 1 }, AXIS)?;
        let below = bottom + 12 + NOTE.em + NOTE.line_height();
        pen.text(&path_title(self.sweep, 0), NOTE, Align::Centre, (left + right) / 2, below)?;
        for Marked { root, line, .. } in &self.marked {
            let x = self.across.place(root.at.value);
            let from = self.top - 18 - line * WORDS;
            pen.fill(Frame { left: x, top: from, right: x + 1, bottom }, AXIS)?;
        }
        for band in [true, false] {
            for (place, &case) in self.cases.iter().enumerate() {
                self.draw_case(pen, case, of_case(place), band)?;
            }
        }
        for Marked { root, words, left, line } in &self.marked {
            if let Some(y) = self.height_at(root.case, root.at.value) {
                let ends = (self.across.place(root.at.low), self.across.place(root.at.high));
                let centre = (self.across.place(root.at.value), y);
                pen.disc(centre, 5, WHITE)?;
                pen.disc(centre, 3, INK)?;
                draw_whisker(pen, ends, y, INK)?;
            }
            pen.text_on_ground(words, NOTE.coloured(INK), *left, self.top - 12 - line * WORDS)?;
        }
        let wins = self.sweep.wins(self.figure);
        for (place, y) in self.names() {
            let case = self.cases[place];
            let kind: Type = if wins[case].0 > 0 { STRONG } else { LABEL };
            let name = shorten(&self.sweep.cases[case].to_string(), kind, NAMES - 12);
            pen.text_at_middle(&name, kind.coloured(dark(of_case(place))), Align::Left, right + 10, y)?;
        }
        self.foot.draw(pen, below + 14)
    }
}

/// Text in a light colour is hard to read.
fn dark(colour: RGBColor) -> RGBColor {
    let RGBColor(red, green, blue) = colour;
    let dim = |channel: u8| (f64::from(channel) * 0.8) as u8;
    RGBColor(dim(red), dim(green), dim(blue))
}

/// The break-even points to be marked: between cases that are shown, those at which the best case changes first.
fn roots<'a>(sweep: &'a Sweep, figure: usize, cases: &[usize]) -> Vec<&'a Root> {
    let of = sweep.figures[figure];
    let all = sweep
        .roots
        .iter()
        .filter(|root| root.figure == of && cases.contains(&root.case) && cases.contains(&root.against));
    let numbers = sweep.varied[0].numbers().unwrap_or_default();
    let changes = |root: &&Root| {
        let after = numbers.iter().position(|&number| number >= root.at.value).unwrap_or(0).max(1);
        let is_one = |cell: usize| {
            sweep.best(cell, figure).is_some_and(|best| best.case == root.case || best.case == root.against)
        };
        is_one(after - 1) || is_one(after)
    };
    let (mut first, rest): (Vec<&Root>, Vec<&Root>) = all.partition(changes);
    first.extend(rest);
    first.truncate(8);
    first
}

/// The words about each break-even, beside its line and in as many lines of text as keep them apart: the one furthest to
/// the left stands highest, so that no line crosses words.
fn marked<'a>(sweep: &Sweep, roots: &[&'a Root], across: Span, (left, right): (i32, i32)) -> Vec<Marked<'a>> {
    let mut ordered = roots.to_vec();
    ordered.sort_by(|one, other| other.at.value.total_cmp(&one.at.value));
    let (mut marked, mut begins) = (Vec::new(), Vec::new());
    for root in ordered {
        let words = break_even(&sweep.varied[0], root);
        let x = across.place(root.at.value) + 6;
        let wide = width(&words, NOTE);
        let x = if x + wide > right + NAMES { (x - 12 - wide).max(left) } else { x };
        let line = begins.iter().position(|&begin| x + wide + 14 < begin).unwrap_or(begins.len());
        if line == begins.len() {
            begins.push(0);
        }
        begins[line] = x;
        marked.push(Marked { root, words, left: x, line: line as i32 });
    }
    marked
}
