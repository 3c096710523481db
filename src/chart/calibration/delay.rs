//! How long answers take: of each touch the share that has drawn one by each day, as the record has it and as it is
//! fitted.

use crate::words::visible::clean;
use plotters::backend::DrawingBackend;
use plotters::element::Polygon;

use crate::domain::touch::Channel;
use crate::figures::number::{percent, whole};
use crate::record::calibration::{Calibration, Remark, TouchRecord};
use crate::record::family::Family;

use super::super::Drawing;
use super::super::axis::Axis;
use super::super::legend::{Legend, Sample};
use super::super::page::{Foot, Head};
use super::super::pen::{Align, Drawn, Frame, Pen};
use super::super::scale::Scale;
use super::super::style::{AXIS, BLUE, GRID, MARGIN, NOTE, PALE_BLUE, STRONG, VERMILION, WIDTH};
use super::super::text::{shorten, width};
use super::{answers, lead, time};

/// The stem of the names of its files.
pub(super) const NAME: &str = "delay";

/// The most touches that are shown, below one another.
const MOST: usize = 4;

/// The height of a plane, and of the words above it.
const HEIGHT: i32 = 220;
const WORDS: i32 = 30;
/// Room for the numbers to the left of planes.
const NUMBERS: i32 = 54;

/// Points of a curve: in whole pixels more of them would be a staircase.
const POINTS: u32 = 36;

/// The days that are marked, with their names.
const DAYS: [(f64, &str); 9] = [
    (1.0 / 24.0, "1 hour"),
    (0.25, "6 hours"),
    (1.0, "1 day"),
    (2.0, "2 days"),
    (4.0, "4 days"),
    (7.0, "1 week"),
    (14.0, "2 weeks"),
    (30.0, "30 days"),
    (90.0, "90 days"),
];

/// The chart, with everything placed.
pub(super) struct Delays {
    head: Head,
    legend: Legend,
    planes: Vec<Plane>,
    foot: Foot,
    description: String,
}

/// What is shown of one touch.
struct Plane {
    name: String,
    facts: String,
    up: Axis,
    across: Axis,
    ticks: Vec<(i32, &'static str)>,
    /// The outline of the band of the fit.
    band: Vec<(i32, i32)>,
    fit: Vec<(i32, i32)>,
    /// The points of the record.
    record: Vec<(i32, i32)>,
    /// The 95 % intervals of the record, each by where it stands and its ends.
    intervals: Vec<(i32, i32, i32)>,
}

impl Delays {
    /// The chart of the touches that drew an answer; none if no touch did.
    pub(super) fn new(calibration: &Calibration) -> Option<Delays> {
        let all: Vec<&TouchRecord> = calibration.touches.iter().filter(|touch| !touch.steps.is_empty()).collect();
        let shown = &all[..all.len().min(MOST)];
        let finding = finding(lead(shown)?, all.len() - shown.len());
        let sent: u64 = calibration.touches.iter().map(|touch| touch.all.fates.sent()).sum();
        let name = format!("{} touches up to {}", whole(sent), calibration.as_of);
        let head = Head::titled(finding, &format!("Delay of answers · {name}"));
        let legend = Legend::new(vec![vec![
            (Sample::Point(VERMILION), "the record (Kaplan–Meier); bars: its 95 % intervals".to_owned()),
            (Sample::Bar(2, BLUE), "the fit: rate × delay".to_owned()),
            (Sample::Bar(12, PALE_BLUE), "its 90 % band".to_owned()),
        ]]);
        let begin = shown.iter().flat_map(|touch| touch.steps.first()).map(|step| step.day).fold(1.0, f64::min);
        let mut top = head.bottom() + legend.height + 10;
        let mut planes = Vec::new();
        for touch in shown {
            planes.push(Plane::new(touch, begin, top));
            top += WORDS + HEIGHT + Scale::NUMBERS + 12;
        }
        let foot = Foot::new(
            "A touch that is still open counts as long as it has been silent. What the curves reach in the end is the \
             rate. The record stands at the ends of the hours or days by which answers are told. Where its bars stay \
             clear of the band, the fit is not to be trusted.",
        );
        let told: Vec<String> = planes.iter().map(|plane| format!("{}: {}.", plane.name, plane.facts)).collect();
        let description = format!(
            "For each touch, on a logarithmic axis of the time since it went out, the share that has drawn an answer: \
             points of the record, and a rising line with a band as fitted. {}",
            told.join(" ")
        );
        Some(Delays { head, legend, planes, foot, description })
    }

    fn bottom(&self) -> i32 {
        self.planes.last().map_or(0, |plane| plane.up.start + Scale::NUMBERS)
    }
}

impl Drawing for Delays {
    const NAME: &'static str = NAME;

    fn head(&self) -> &Head {
        &self.head
    }

    fn description(&self) -> String {
        self.description.clone()
    }

    fn height(&self) -> i32 {
        self.bottom() + 14 + self.foot.height()
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        self.head.draw(pen)?;
        self.legend.draw(pen, self.head.bottom())?;
        self.planes.iter().try_for_each(|plane| plane.draw(pen))?;
        self.foot.draw(pen, self.bottom() + 14)
    }
}

/// How long the answers to a touch take, and whether the fit is to be trusted.
fn finding(touch: &TouchRecord, left_out: usize) -> String {
    let (name, what) = (clean(&touch.touch), answers(touch));
    let rest = if left_out > 0 { format!(" (the first {MOST} touches)") } else { String::new() };
    if touch.fit.family == Family::Assumed {
        return format!("Too few {what} to {name} to tell how long they take{rest}");
    }
    let within = |u| time(touch.fit.delay.quantile(u));
    let misfit = touch.remarks.iter().find_map(|remark| match remark {
        Remark::Misfit { day } => Some(format!("; the fit misses the record around day {day:.0}")),
        _ => None,
    });
    format!(
        "Half of the {what} to {name} come within {}, nine tenths within {}{}{rest}",
        within(0.5),
        within(0.9),
        misfit.unwrap_or_default()
    )
}

impl Plane {
    fn new(touch: &TouchRecord, begin: f64, top: i32) -> Plane {
        let end = DAYS[DAYS.len() - 1].0;
        // Where replies are told by the day nothing is known of hours.
        let begin: f64 = if begin < 0.4 { DAYS[0].0 } else { 0.4 };
        let across = Axis { start: MARGIN + NUMBERS, end: WIDTH - MARGIN - 20, from: begin.ln(), to: end.ln() };
        let x = |days: f64| across.place(days.max(begin).ln());
        let last = touch.all.fates.silent().map(|(days, _)| days).fold(0.0, f64::max).min(end);
        let curve: Vec<[f64; 4]> = (0..=POINTS)
            .map(|step| (begin.ln() + (end / begin).ln() * f64::from(step) / f64::from(POINTS)).exp())
            .map(|days| {
                let share = touch.fit.answered_within(days);
                [days, share.mean, share.low, share.high]
            })
            .collect();
        let steps: Vec<_> = touch.steps.iter().filter(|step| step.day <= end).collect();
        let most = curve.iter().map(|point| point[3]).chain(steps.iter().map(|step| step.high)).fold(0.01, f64::max);
        let up = Axis { start: top + WORDS + HEIGHT, end: top + WORDS, from: 0.0, to: (most * 105.0).min(100.0) };
        let y = |share: f64| up.place(share * 100.0);
        let lows = curve.iter().rev().map(|&[days, _, low, _]| (x(days), y(low)));
        let at = |day: f64| steps.iter().rev().find(|step| step.day <= day);
        let days = DAYS.iter().filter(|(day, _)| (begin..=end).contains(day));
        let marked = days.clone().filter(|(day, _)| *day <= last);
        let marked: Vec<_> = marked.filter_map(|(day, _)| Some((x(*day), *at(*day)?))).collect();
        // Between the ends of the hours or days by which answers are told, nothing is known: points, and no steps.
        let record = steps.iter().map(|step| (x(step.day), *step)).chain(marked.iter().copied());
        Plane {
            name: shorten(&clean(&touch.touch), STRONG, WIDTH / 3),
            facts: facts(touch),
            up,
            across,
            ticks: days.clone().map(|(day, name)| (x(*day), *name)).collect(),
            band: curve.iter().map(|&[days, _, _, high]| (x(days), y(high))).chain(lows).collect(),
            fit: curve.iter().map(|&[days, mean, ..]| (x(days), y(mean))).collect(),
            intervals: marked.iter().map(|&(x, step)| (x, y(step.low), y(step.high))).collect(),
            record: record.map(|(x, step)| (x, y(step.share))).collect(),
        }
    }

    fn draw<DB: DrawingBackend>(&self, pen: &Pen<'_, DB>) -> Drawn<DB> {
        let (left, right, top, bottom) = (self.across.start, self.across.end, self.up.end, self.up.start);
        pen.text(&self.name, STRONG, Align::Left, MARGIN, top - 12)?;
        pen.text(&self.facts, NOTE, Align::Left, MARGIN + width(&self.name, STRONG) + 12, top - 12)?;
        for (y, label) in self.up.ticks(40) {
            pen.fill(Frame { left, top: y, right, bottom: y + 1 }, if y == bottom { AXIS } else { GRID })?;
            pen.text_at_middle(&format!("{label}\u{202f}%"), NOTE, Align::Right, left - 8, y)?;
        }
        for (x, name) in &self.ticks {
            pen.fill(Frame { left: *x, top, right: x + 1, bottom }, GRID)?;
            pen.text(name, NOTE, Align::Centre, *x, bottom + 6 + NOTE.em)?;
        }
        pen.0.draw(&Polygon::new(self.band.clone(), PALE_BLUE))?;
        pen.line(&self.fit, 2, BLUE)?;
        for &(x, low, high) in &self.intervals {
            pen.fill(Frame { left: x, top: high, right: x + 1, bottom: low }, VERMILION)?;
            for end in [low, high] {
                pen.fill(Frame { left: x - 3, top: end, right: x + 4, bottom: end + 1 }, VERMILION)?;
            }
        }
        self.record.iter().try_for_each(|&point| pen.disc(point, 3, VERMILION))?;
        let baseline = bottom + 6 + NOTE.em + NOTE.line_height() + 3;
        pen.text("time since the touch, logarithmic scale", NOTE, Align::Centre, (left + right) / 2, baseline)
    }
}

/// What was counted, and what it was fitted with.
fn facts(touch: &TouchRecord) -> String {
    let part = &touch.all;
    let (sent, replies) = (whole(part.fates.sent()), whole(part.fates.replies()));
    let open = if part.open > 0 { format!(", {} still open", whole(part.open)) } else { String::new() };
    let family = match touch.fit.family {
        Family::Assumed => "delay assumed, too little came back".to_owned(),
        family => format!("fitted with {}", family.name()),
    };
    let what = if touch.channel == Channel::Connect { "accepted" } else { "answered" };
    format!("{replies} of {sent} {what}{open}; {family}; in the end {}", percent(part.rate.mean()))
}
