//! The delay of answers: for each touch the share that has drawn one by each day, in the record and as fitted to it.

use crate::domain::touch::Channel;
use crate::figures::number::{percent, whole};
use crate::record::calibration::{Calibration, Remark, TouchRecord};
use crate::words::visible::clean;

use super::super::axis::{Axis, Tick};
use super::super::legend::{Legend, Sample, occurring};
use super::super::pen::{Align, Frame, Pen, Place};
use super::super::sheet::Sheet;
use super::super::style::{BLUE, GRID, MARGIN, NOTE, PALE_BLUE, STRONG, VERMILION, WIDTH};
use super::super::text::{shorten, width};
use super::super::{Chart, ChartError};
use super::{answers, head, lead, time};

/// The stem of the names of its files.
pub(super) const NAME: &str = "delay";

/// The most touches that are shown, below one another.
const MOST: usize = 4;

/// The height of a plane, and of the words above it.
const HEIGHT: i32 = 220;
const WORDS: i32 = 30;
/// The space between planes.
const BETWEEN: i32 = 12;
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

/// The chart of the touches that drew an answer; none if no touch did.
pub(super) fn draw(calibration: &Calibration) -> Result<Option<Chart>, ChartError> {
    let all: Vec<&TouchRecord> = calibration.touches.iter().filter(|touch| !touch.steps.is_empty()).collect();
    let shown = &all[..all.len().min(MOST)];
    let Some(lead) = lead(shown) else { return Ok(None) };
    let head = head(calibration, "Delay of answers", finding(lead, all.len() - shown.len()));
    let legend = Legend::new(vec![occurring([
        (true, Sample::Point(VERMILION), "the record (Kaplan–Meier); bars: its 95 % intervals"),
        (true, Sample::Bar(2, BLUE), "the fit: rate × delay"),
        (true, Sample::Bar(12, PALE_BLUE), "its 90 % band"),
    ])]);
    let mut sheet = Sheet::new(NAME, head, &legend);
    let begin = shown.iter().flat_map(|touch| touch.steps.first()).map(|step| step.day).fold(1.0, f64::min);
    let (mut bottom, mut said) = (sheet.top + 10 - BETWEEN, Vec::new());
    for touch in shown {
        let plane = Plane::new(touch, begin, bottom + BETWEEN);
        plane.draw(&mut sheet.pen);
        said.push(format!("{}: {}.", plane.name, plane.facts));
        bottom = plane.up.start + Axis::NUMBERS;
    }
    let note = "A touch that is still open counts as long as it has been silent. What the curves reach in the end is the rate. \
                The record stands at the ends of the hours or days by which answers are told. Where its bars stay clear of \
                the band, the fit is not to be trusted.";
    let description = format!(
        "For each touch, on a logarithmic axis of the time since it went out, the share that has drawn an answer: points of \
         the record, and a rising line with a band as fitted. {}",
        said.join(" ")
    );
    sheet.finish(bottom + 14, note, &description).map(Some)
}

/// The plane of one touch.
struct Plane {
    name: String,
    facts: String,
    up: Axis,
    across: Axis,
    ticks: Vec<Tick>,
    /// The lower and the upper end of the band of the fit.
    band: [Vec<Place>; 2],
    fit: Vec<Place>,
    /// The points of the record.
    record: Vec<Place>,
    /// The 95 % intervals of the record, each by where it stands and its ends.
    intervals: Vec<(i32, i32, i32)>,
}

/// The title: the time that answers to a touch take, and whether the fit is to be trusted.
fn finding(touch: &TouchRecord, left_out: usize) -> String {
    let (name, what) = (clean(&touch.touch), answers(touch));
    let rest = if left_out > 0 { format!(" (the first {MOST} touches)") } else { String::new() };
    if touch.is_undated() {
        return format!("No answer to {name} has a date: how long they take is what is usual{rest}");
    }
    if touch.fit.is_thin {
        return format!("Too few {what} to {name} to tell how long they take{rest}");
    }
    let within = |u| match touch.fit.days(u) {
        days if days < 1.0 && !touch.dating.is_timed => "a day".to_owned(),
        days => time(days),
    };
    let misfit = touch.remarks.iter().find_map(|remark| match remark {
        Remark::Misfit(misfit) => Some(format!("; the fit misses the record around {}", time(misfit.day))),
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
        // Where replies are dated by the day, nothing is known of hours.
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
        let line = |value: usize| curve.iter().map(|point| (x(point[0]), y(point[value]))).collect();
        let at = |day: f64| steps.iter().rev().find(|step| step.day <= day);
        let days = DAYS.iter().filter(|(day, _)| (begin..=end).contains(day));
        let marked = days.clone().filter(|(day, _)| *day <= last);
        let marked: Vec<_> = marked.filter_map(|(day, _)| Some((x(*day), *at(*day)?))).collect();
        // Between the ends of the hours or days by which answers are dated, nothing is known: points, and no steps.
        let record = steps.iter().map(|step| (x(step.day), *step)).chain(marked.iter().copied());
        Plane {
            name: shorten(&clean(&touch.touch), STRONG, WIDTH / 3),
            facts: facts(touch),
            up,
            across,
            ticks: days.map(|(day, name)| (x(*day), (*name).to_owned())).collect(),
            band: [line(2), line(3)],
            fit: line(1),
            intervals: marked.iter().map(|&(x, step)| (x, y(step.low), y(step.high))).collect(),
            record: record.map(|(x, step)| (x, y(step.share))).collect(),
        }
    }

    fn draw(&self, pen: &mut Pen) {
        let Plane { name, facts, up, across, ticks, band: [low, high], .. } = self;
        pen.text(name, STRONG, Align::Left, MARGIN, up.end - 12);
        pen.text(facts, NOTE, Align::Left, MARGIN + width(name, STRONG) + 12, up.end - 12);
        let percent = |(y, label): Tick| (y, format!("{label}\u{202f}%"));
        let rungs: Vec<Tick> = up.ticks(40).into_iter().map(percent).collect();
        up.draw_rungs(pen, &rungs, (across.start, across.end));
        across.draw_columns(pen, ticks, (up.end, up.start), GRID);
        pen.band(high.iter().copied(), low.clone(), PALE_BLUE);
        pen.line(self.fit.clone(), 2, BLUE);
        for &(x, low, high) in &self.intervals {
            pen.fill(Frame { left: x, top: high, right: x + 1, bottom: low }, VERMILION);
            for end in [low, high] {
                pen.fill(Frame { left: x - 3, top: end, right: x + 4, bottom: end + 1 }, VERMILION);
            }
        }
        self.record.iter().for_each(|&point| pen.disc(point, 3, VERMILION));
        across.draw_unit(pen, up.start, "time since the touch, logarithmic scale");
    }
}

/// The counts of a touch, and the family that explains it best.
fn facts(touch: &TouchRecord) -> String {
    let part = &touch.all;
    let (sent, replies) = (whole(part.fates.sent()), whole(part.fates.replies()));
    let open = if part.open > 0 { format!(", {} still open", whole(part.open)) } else { String::new() };
    let family = if touch.is_undated() {
        "no answer has a date".to_owned()
    } else if touch.fit.is_thin {
        "delay hardly known, too little came back".to_owned()
    } else {
        format!("explained best by {}", touch.fit.family.name())
    };
    let what = if touch.channel == Channel::Connect { "accepted" } else { "answered" };
    format!("{replies} of {sent} {what}{open}; {family}; in the end {}", percent(part.rate.mean()))
}
