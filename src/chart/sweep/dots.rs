//! A figure where the values of the path are no numbers: a point a case, grouped by value.

use plotters::backend::DrawingBackend;

use crate::figures::TWO_SIDED_95;
use crate::figures::number::shown;
use crate::study::sweep::Sweep;
use crate::words::sweep::answer;

use super::super::Drawing;
use super::super::legend::{Legend, Sample, draw_point, draw_whisker};
use super::super::page::{Foot, Head};
use super::super::pen::{Align, Drawn, Frame, Pen};
use super::super::style::{AXIS, GRID, INK, LABEL, MARGIN, NOTE, STRONG, WIDTH};
use super::super::text::shorten;
use super::colour::of_case;
use super::span::Span;
use super::{axis_title, head, left_out, shown_cases};

const NAMES: i32 = 330;
const VALUES: i32 = 90;
const ROW: i32 = 28;
const HEADING: i32 = 26;
/// The most values that are shown.
const MOST_VALUES: usize = 12;

/// The chart, with everything placed.
pub(super) struct Dots<'a> {
    sweep: &'a Sweep,
    figure: usize,
    head: Head,
    legend: Legend,
    cases: Vec<usize>,
    /// How many values are shown.
    values: usize,
    across: Span,
    foot: Foot,
}

impl<'a> Dots<'a> {
    pub(super) fn new(sweep: &'a Sweep, figure: usize) -> Dots<'a> {
        let cases = shown_cases(sweep, figure);
        let head = head(sweep, figure, None);
        let values = sweep.cells().min(MOST_VALUES);
        let entries = vec![
            (Sample::Point(of_case(0)), "mean".to_owned()),
            (Sample::Whisker(INK), "its 95 % simulation error".to_owned()),
        ];
        let means = (0..values).flat_map(|cell| cases.iter().map(move |&case| (cell, case)));
        let means = means.filter_map(|(cell, case)| sweep.point(cell, figure, case).mean);
        let (least, most) =
            means.fold((f64::INFINITY, 0.0), |(least, most): (f64, f64), mean| (least.min(mean), most.max(mean)));
        let across = Span::of_values((MARGIN + NAMES, WIDTH - MARGIN - VALUES), least, most);
        let rest = match sweep.cells() - values {
            0 => String::new(),
            more => format!(" {more} more values are in sweep.csv."),
        };
        let scale = if across.logarithmic { "The axis rises by equal factors." } else { "" };
        let note = format!("{scale}{rest}{}", left_out(sweep, &cases));
        Dots {
            sweep,
            figure,
            head,
            legend: Legend::new(vec![entries]),
            cases,
            values,
            across,
            foot: Foot::new(note.trim()),
        }
    }

    fn top(&self) -> i32 {
        self.head.bottom() + self.legend.height + 10
    }

    /// The height of a group.
    fn group(&self) -> i32 {
        self.heading() + self.cases.len() as i32 * ROW + 8
    }

    fn heading(&self) -> i32 {
        if self.sweep.varied.is_empty() { 0 } else { HEADING }
    }

    fn bottom(&self) -> i32 {
        self.top() + self.values as i32 * self.group()
    }
}

impl Drawing for Dots<'_> {
    const NAME: &'static str = "sweep";

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        format!(
            "{}, a point a case. {}",
            axis_title(self.sweep, self.figure),
            answer(self.sweep, self.figure).join(" ")
        )
    }

    fn height(&self) -> i32 {
        self.bottom() + 2 * NOTE.line_height() + 24 + self.foot.height()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.head.draw(pen)?;
        self.legend.draw(pen, self.head.bottom())?;
        let (top, bottom) = (self.top(), self.bottom());
        let left = MARGIN + NAMES;
        for (place, (x, label)) in self.across.ticks(70, false).into_iter().enumerate() {
            pen.fill(Frame { left: x, top, right: x + 1, bottom }, if place == 0 { AXIS } else { GRID })?;
            pen.text(&label, NOTE, Align::Centre, x, bottom + 6 + NOTE.em)?;
        }
        for cell in 0..self.values {
            let mut y = top + cell as i32 * self.group();
            if self.heading() > 0 {
                let heading = shorten(&self.sweep.place(cell), STRONG, WIDTH - 2 * MARGIN);
                pen.text_on_ground(&heading, STRONG, MARGIN, y + HEADING / 2)?;
                y += HEADING;
            }
            for (place, &case) in self.cases.iter().enumerate() {
                let middle = y + place as i32 * ROW + ROW / 2;
                let name = shorten(&self.sweep.cases[case].to_string(), LABEL, NAMES - 12);
                pen.text_at_middle(&name, LABEL, Align::Left, MARGIN, middle)?;
                let point = self.sweep.point(cell, self.figure, case);
                let Some(mean) = point.mean else {
                    pen.text_at_middle("–", NOTE, Align::Left, left + 4, middle)?;
                    continue;
                };
                let error = TWO_SIDED_95 * point.se.unwrap_or(0.0);
                draw_point(pen, (self.across.place(mean), middle - 2), of_case(place))?;
                draw_whisker(pen, (self.across.place(mean - error), self.across.place(mean + error)), middle + 8, INK)?;
                let value = shown(self.sweep.figures[self.figure], mean);
                pen.text_at_middle(&value, LABEL, Align::Right, WIDTH - MARGIN, middle)?;
            }
        }
        let below = bottom + 9 + NOTE.em + NOTE.line_height();
        pen.text(
            &axis_title(self.sweep, self.figure),
            NOTE,
            Align::Centre,
            (left + WIDTH - MARGIN - VALUES) / 2,
            below,
        )?;
        self.foot.draw(pen, below + 14)
    }
}
