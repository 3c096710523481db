//! A figure over two paths: a panel a case, coloured from low to high on one scale for all.

use plotters::backend::DrawingBackend;

use crate::figures::number::shown;
use crate::study::sweep::Sweep;
use crate::words::sweep::answer;

use super::super::Drawing;
use super::super::page::{Foot, Head};
use super::super::pen::{Align, Drawn, Frame, Pen};
use super::super::style::{AXIS, GRID, MARGIN, NOTE, STRONG, WIDTH};
use super::super::text::{shorten, widest};
use super::colour::{LEVELS, of_level};
use super::span::Span;
use super::tiles::Tiles;
use super::{axis_title, head, left_out, path_title, shown_cases, words};

/// The height of a panel's tiles, of its heading, and of the numbers below it.
const PANEL: i32 = 250;
const HEADING: i32 = 26;
const NUMBERS: i32 = 30;
/// The space for the numbers beside the first panel, and between panels.
const SIDE: i32 = 58;
const GAP: i32 = 26;
/// The height of the scale.
const SCALE: i32 = 66;

/// The values of a cell, each with the last part of its path.
fn short_place(sweep: &Sweep, cell: usize) -> String {
    let place = sweep.place(cell);
    let parts = place.split(", ").map(|part| {
        let (path, value) = part.split_once(" = ").unwrap_or(("", part));
        format!("{} {value}", path.rsplit('.').next().unwrap_or_default())
    });
    parts.collect::<Vec<_>>().join(", ")
}

/// The chart, with everything placed.
pub(super) struct Heat<'a> {
    sweep: &'a Sweep,
    figure: usize,
    head: Head,
    cases: Vec<usize>,
    columns: usize,
    scale: Span,
    foot: Foot,
}

impl<'a> Heat<'a> {
    pub(super) fn new(sweep: &'a Sweep, figure: usize) -> Heat<'a> {
        let cases = shown_cases(sweep, figure);
        let of = sweep.figures[figure];
        let all = cases.iter().flat_map(|&case| (0..sweep.cells()).map(move |cell| (cell, case)));
        let means = all.filter_map(|(cell, case)| Some((sweep.point(cell, figure, case).mean?, cell, case)));
        let least = means.clone().min_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or((0.0, 0, 0));
        let most = means.max_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or((1.0, 0, 0));
        let at = |(mean, cell, case): (f64, usize, usize)| {
            let of_case = if cases.len() > 1 { format!("{}, ", sweep.cases[case]) } else { String::new() };
            format!("{} ({of_case}{})", shown(of, mean), short_place(sweep, cell))
        };
        let finding = format!("{} runs from {} to {}", super::capital(&words(of)), at(least), at(most));
        let head = head(sweep, figure, Some(finding));
        let wide = least.0 > 0.0 && most.0 / least.0 > 10.0;
        let (left, right) = (MARGIN + SIDE, WIDTH - MARGIN);
        let scale = Span::new((left, right), least.0, most.0, wide);
        let undefined =
            (0..sweep.cells()).any(|cell| cases.iter().any(|&case| sweep.point(cell, figure, case).mean.is_none()));
        let missing = if undefined { " Grey: the figure is undefined." } else { "" };
        let factors = if scale.logarithmic { " Colours change by equal factors." } else { "" };
        let note =
            format!("Each tile is the mean of a case at two values.{factors}{missing}{}", left_out(sweep, &cases));
        let columns = match cases.len() {
            1 => 1,
            2 | 4 => 2,
            _ => 3,
        };
        Heat { sweep, figure, head, cases, columns, scale, foot: Foot::new(&note) }
    }

    fn top(&self) -> i32 {
        self.head.bottom() + SCALE + NOTE.line_height()
    }

    fn rows(&self) -> i32 {
        self.cases.len().div_ceil(self.columns) as i32
    }

    fn panel(&self, place: usize) -> Frame {
        let (row, column) = ((place / self.columns) as i32, (place % self.columns) as i32);
        let columns = self.columns as i32;
        let room = (WIDTH - 2 * MARGIN - SIDE - GAP * (columns - 1)) / columns;
        let left = MARGIN + SIDE + column * (room + GAP);
        let top = self.top() + row * (HEADING + PANEL + NUMBERS) + HEADING;
        Frame { left, top, right: left + room, bottom: top + PANEL }
    }
}

impl Drawing for Heat<'_> {
    const NAME: &'static str = "sweep";

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        let said = answer(self.sweep, self.figure).join(" ");
        format!(
            "{}, a panel a case, {} to the right and {} upwards. {said}",
            axis_title(self.sweep, self.figure),
            path_title(self.sweep, 0),
            path_title(self.sweep, 1)
        )
    }

    fn height(&self) -> i32 {
        self.top() + self.rows() * (HEADING + PANEL + NUMBERS) + NOTE.line_height() + 18 + self.foot.height()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.head.draw(pen)?;
        let top = self.head.bottom() + 4;
        let (left, right) = (MARGIN + SIDE, WIDTH - MARGIN);
        pen.text(&axis_title(self.sweep, self.figure), NOTE, Align::Left, left, top + NOTE.em)?;
        let bar = top + NOTE.line_height() + 2;
        for level in 0..LEVELS {
            let x = |level: usize| left + (right - left) * level as i32 / LEVELS as i32;
            pen.fill(Frame { left: x(level), top: bar, right: x(level + 1), bottom: bar + 12 }, of_level(level))?;
        }
        let ticks = self.scale.ticks(80, false);
        for (x, label) in &ticks {
            pen.fill(Frame { left: *x, top: bar + 12, right: x + 1, bottom: bar + 16 }, AXIS)?;
            let half = widest([label.as_str()], NOTE) / 2;
            pen.text(label, NOTE, Align::Centre, (*x).clamp(left + half, right - half), bar + 19 + NOTE.em)?;
        }
        pen.text(&path_title(self.sweep, 1), NOTE, Align::Left, MARGIN, self.top() - 6)?;
        for (place, &case) in self.cases.iter().enumerate() {
            let frame = self.panel(place);
            let name = shorten(&self.sweep.cases[case].to_string(), STRONG, frame.right - frame.left);
            pen.text(&name, STRONG, Align::Left, frame.left, frame.top - 7)?;
            let tiles = Tiles::new(self.sweep, frame);
            tiles.fill(pen, |cell| match self.sweep.point(cell, self.figure, case).mean {
                Some(mean) => of_level((self.scale.share(mean) * (LEVELS - 1) as f64).round() as usize),
                None => GRID,
            })?;
            tiles.draw_values(pen, self.sweep, place % self.columns == 0)?;
        }
        let bottom = self.top() + self.rows() * (HEADING + PANEL + NUMBERS) + NOTE.em;
        pen.text(&path_title(self.sweep, 0), NOTE, Align::Centre, (left + right) / 2, bottom)?;
        self.foot.draw(pen, bottom + 14)
    }
}
