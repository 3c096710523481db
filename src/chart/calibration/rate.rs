//! The rate of each touch and segment in the record, beside those that others have published.

use crate::domain::distribution::Distribution;
use crate::domain::touch::Channel;
use crate::figures::number::{percent, whole};
use crate::record::calibration::{Calibration, Part, TouchRecord};
use crate::record::published::published;
use crate::words::visible::clean;

use super::super::axis::{Axis, Tick};
use super::super::legend::{Legend, Sample, occurring};
use super::super::pen::{Align, Frame, Pen};
use super::super::sheet::Sheet;
use super::super::style::{AXIS, BLUE, GREY, INK, LABEL, MARGIN, NOTE, PALE_BLUE, STRONG, WIDTH};
use super::super::text::{shorten, widest};
use super::super::{Chart, ChartError};
use super::{head, lead};

/// The stem of the names of its files.
pub(super) const NAME: &str = "rate";

/// The most rows of a touch: beyond it segments are left out.
const MOST: usize = 12;
/// The most touches.
const MOST_TOUCHES: usize = 8;

const ROW: i32 = 26;
const HEADING: i32 = 30;
/// The most that names may take of the width.
const NAMES: i32 = 230;
/// Room for the numbers to the right.
const NUMBERS: i32 = 200;

/// The chart of a record; none if it holds no touch.
pub(super) fn draw(calibration: &Calibration) -> Result<Option<Chart>, ChartError> {
    let all: Vec<&TouchRecord> = calibration.touches.iter().collect();
    let shown = &all[..all.len().min(MOST_TOUCHES)];
    let Some(lead) = lead(shown) else { return Ok(None) };
    let legend = Legend::new(vec![occurring([
        (true, Sample::Point(BLUE), "your rate, with what is open counted for what it is"),
        (true, Sample::Bar(10, PALE_BLUE), "its 90 % interval"),
        (true, Sample::Ring(INK), "so far"),
        (true, Sample::Bar(10, GREY), "published by others"),
    ])]);
    let mut sheet = Sheet::new(NAME, head(calibration, "Rates", finding(lead)), &legend);
    let rates = Rates::new(&all, sheet.top + 6);
    rates.draw(&mut sheet.pen);
    let segments: usize = shown.iter().map(|touch| touch.segments.len().saturating_sub(MOST - 1)).sum();
    let note = format!(
        "Published figures are by vendors and second hand, of people and messages unlike yours; those of follow-ups are \
         derived from them. Small segments are drawn towards the rate of all.{}",
        more(all.len() - shown.len(), segments)
    );
    let said = rates.rows.iter().map(|row| format!("{}: {}", row.name, row.shown.in_words()));
    let description = format!(
        "A row for each touch, each segment and each published range, with an interval on an axis of rates. {}.",
        said.collect::<Vec<_>>().join("; ")
    );
    sheet.finish(rates.bottom + Axis::NUMBERS + 14, &note, &description).map(Some)
}

/// The body of the chart, with everything placed.
struct Rates {
    axis: Axis,
    /// The names of the touches, each with its baseline.
    headings: Vec<(String, i32)>,
    rows: Vec<Row>,
    top: i32,
    bottom: i32,
}

/// A row.
struct Row {
    name: String,
    middle: i32,
    shown: Shown,
}

/// The content of a row.
enum Shown {
    /// A range that others have published.
    Published { low: f64, high: f64 },
    /// The rate in the record: the ends of its interval, its mean, and the share that has replied so far.
    Record { low: f64, high: f64, mean: f64, naive: f64, replies: u64, sent: u64 },
}

impl Shown {
    fn ends(&self) -> (f64, f64) {
        match *self {
            Shown::Published { low, high } | Shown::Record { low, high, .. } => (low, high),
        }
    }

    /// The largest of what is shown.
    fn most(&self) -> f64 {
        match *self {
            Shown::Published { high, .. } => high,
            Shown::Record { high, naive, .. } => high.max(naive),
        }
    }

    /// In numbers.
    fn in_words(&self) -> String {
        let between = |low, high| format!("{} to {}", percent(low), percent(high));
        match *self {
            Shown::Published { low, high } => between(low, high),
            Shown::Record { low, high, mean, .. } => format!("{} ({})", percent(mean), between(low, high)),
        }
    }
}

impl Rates {
    /// Places the first of these touches from the height `top` on.
    fn new(touches: &[&TouchRecord], top: i32) -> Rates {
        let (mut headings, mut rows, mut bottom) = (Vec::new(), Vec::new(), top);
        for touch in touches.iter().take(MOST_TOUCHES) {
            headings.push((shorten(&clean(&touch.touch), STRONG, WIDTH / 2), bottom + HEADING - 9));
            bottom += HEADING;
            for (name, shown) in rows_of(touch) {
                rows.push(Row { name: shorten(&clean(&name), LABEL, NAMES), middle: bottom + ROW / 2, shown });
                bottom += ROW;
            }
        }
        let names = widest(rows.iter().map(|row| row.name.as_str()), LABEL);
        let most = rows.iter().map(|row| row.shown.most()).fold(0.05, f64::max);
        let (start, end) = (MARGIN + names + 16, WIDTH - MARGIN - NUMBERS);
        Rates { axis: Axis { start, end, from: 0.0, to: (most * 105.0).min(100.0) }, headings, rows, top, bottom }
    }

    fn draw(&self, pen: &mut Pen) {
        let percent = |(x, label): Tick| (x, format!("{label}\u{202f}%"));
        let ticks: Vec<Tick> = self.axis.ticks(70).into_iter().map(percent).collect();
        self.axis.draw_columns(pen, &ticks, (self.top, self.bottom), AXIS);
        self.axis.draw_unit(pen, self.bottom, "share that draws an answer");
        for (heading, baseline) in &self.headings {
            pen.text_on_ground(heading, STRONG, MARGIN, baseline - STRONG.cap_height() / 2);
        }
        self.rows.iter().for_each(|row| row.draw(pen, self.axis));
    }
}

/// A sentence on what finds no room; nothing if all does.
fn more(touches: usize, segments: usize) -> String {
    match (touches, segments) {
        (0, 0) => String::new(),
        (0, segments) => format!(" {segments} more segments are in calibration.csv."),
        (touches, 0) => format!(" {touches} more touches are in calibration.csv."),
        (touches, segments) => {
            format!(" {touches} more touches and {segments} more segments are in calibration.csv.")
        }
    }
}

/// The rows of a touch: all of it, its segments, and the ranges that are published.
fn rows_of(touch: &TouchRecord) -> Vec<(String, Shown)> {
    let others = published(touch).iter();
    let others = others.map(|range| (range.of.to_owned(), Shown::Published { low: range.low, high: range.high }));
    let name = |part: &Part| if part.segment.is_empty() { "none named".to_owned() } else { part.segment.clone() };
    let all = std::iter::once(("all".to_owned(), record(&touch.all)));
    let segments = touch.segments.iter().take(MOST - 1).map(|part| (name(part), record(part)));
    all.chain(segments).chain(others).collect()
}

fn record(part: &Part) -> Shown {
    let quantile =
        |u| Distribution::beta(part.rate.alpha, part.rate.beta).map_or(part.rate.mean(), |law| law.quantile(u));
    Shown::Record {
        low: quantile(0.05),
        high: quantile(0.95),
        mean: part.rate.mean(),
        naive: part.naive_rate(),
        replies: part.fates.replies(),
        sent: part.fates.sent(),
    }
}

/// The rate of a touch, and how that compares with the first range that is published.
fn finding(touch: &TouchRecord) -> String {
    let (low, high) = record(&touch.all).ends();
    let what = if touch.channel == Channel::Connect { "are accepted" } else { "draw a reply" };
    let compared = published(touch).first().map(|range| {
        let ends = format!("{} to {}", percent(range.low), percent(range.high));
        let standing = match touch.all.rate.mean() {
            _ if low > range.high => "more than",
            _ if high < range.low => "less than",
            mean if mean > range.high => "perhaps more than",
            mean if mean < range.low => "perhaps less than",
            _ => "within",
        };
        format!(": {standing} the published {ends}")
    });
    format!(
        "{}: {} {what} (90 % sure: {} to {}){}",
        clean(&touch.touch),
        percent(touch.all.rate.mean()),
        percent(low),
        percent(high),
        compared.unwrap_or_default()
    )
}

impl Row {
    fn draw(&self, pen: &mut Pen, axis: Axis) {
        let x = |share: f64| axis.place(share * 100.0);
        let (low, high) = self.shown.ends();
        let (kind, height, colour) = match self.shown {
            Shown::Published { .. } => (NOTE, 10, GREY),
            Shown::Record { .. } => (LABEL, 14, PALE_BLUE),
        };
        pen.text_at_middle(&self.name, kind, Align::Left, MARGIN, self.middle);
        pen.fill(Frame::around(self.middle, height, x(low), x(high).max(x(low) + 1)), colour);
        let mut values = self.shown.in_words();
        if let Shown::Record { mean, naive, replies, sent, .. } = self.shown {
            pen.point((x(mean), self.middle), BLUE);
            pen.ring((x(naive), self.middle), INK);
            values.push_str(&format!("; {} of {}", whole(replies), whole(sent)));
        }
        pen.text_at_middle(&values, NOTE, Align::Left, axis.end + 14, self.middle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::beta::BetaRate;
    use crate::record::calibration::calibrate;
    use crate::record::contact::{Contact, Undated};
    use crate::record::moment::Moment;
    use jiff::civil::date;

    /// So many messages of a touch and segment, the first of them answered.
    fn contacts(touch: usize, segment: &str, number: usize, answered: usize) -> impl Iterator<Item = Contact> {
        let at = |day| Moment { date: date(2026, 1, day), time: None };
        let contact = move |place| Contact {
            touch: format!("touch {touch}"),
            segment: segment.into(),
            person: None,
            sent: at(5),
            replied: (place < answered).then(|| at(6)),
            accepted: None,
            after: None,
            followed: None,
            undated: Undated::default(),
            credit: None,
        };
        (0..number).map(contact)
    }

    fn chart(contacts: Vec<Contact>) -> Rates {
        let found = calibrate(&contacts, date(2026, 12, 1), BetaRate::JEFFREYS);
        let all: Vec<&TouchRecord> = found.touches.iter().collect();
        Rates::new(&all, 0)
    }

    #[test]
    fn what_has_come_back_so_far_lies_on_the_axis_however_far_the_rate_is_from_it() {
        // Ten large segments that do not differ draw a small one towards them.
        let large = (0..10).flat_map(|segment| contacts(0, &segment.to_string(), 200, 20).collect::<Vec<_>>());
        let found = chart(large.chain(contacts(0, "small", 2, 2)).collect());
        let ends = found.rows.iter().map(|row| row.shown.ends().1).fold(0.0, f64::max);
        assert!(ends < 0.9 && found.axis.to == 100.0, "{ends}, {}", found.axis.to);
    }

    #[test]
    fn what_finds_no_room_is_counted() {
        let many = (0..MOST_TOUCHES + 2).flat_map(|touch| contacts(touch, "", 30, 3)).collect();
        assert_eq!(chart(many).headings.len(), MOST_TOUCHES);
        assert_eq!(more(0, 0), "");
        assert_eq!(more(2, 0), " 2 more touches are in calibration.csv.");
        assert_eq!(more(0, 3), " 3 more segments are in calibration.csv.");
    }
}
