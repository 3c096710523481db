//! The axis of time: campaign weeks, and under them the dates.

use jiff::ToSpan;
use jiff::civil::Date;

use super::pen::{Align, Frame, Pen};
use super::style::{AXIS, GRID, NOTE};
use super::text::width;

/// Campaign weeks from left to right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weeks {
    /// Where the first week begins, in pixels.
    pub left: i32,
    /// Where the last week ends, in pixels.
    pub right: i32,
    /// The number of weeks, at least 1.
    pub number: u32,
    /// The first day of the first.
    pub start: Date,
}

/// Space between labels.
const APART: i32 = 8;
/// The pixels by which a label may reach beyond the last week.
const OVER: i32 = 2;

impl Weeks {
    /// The height of both lines of labels.
    pub(super) const LABELS: i32 = 11 + 2 * NOTE.line_height();

    /// From the top of the labels to the first baseline.
    pub(super) const FIRST: i32 = 9 + NOTE.em;

    /// Where the first `passed` weeks have passed.
    pub(super) fn place(self, passed: usize) -> i32 {
        self.at(7 * passed as i64)
    }

    /// Where a campaign day begins.
    pub(super) fn at(self, day: i64) -> i32 {
        let share = day as f64 / (7.0 * f64::from(self.number));
        self.left + (f64::from(self.right - self.left) * share.clamp(0.0, 1.0)).round() as i32
    }

    /// The middle of weeks to be numbered.
    fn numbers(self) -> Vec<(i32, String)> {
        let wide = width(&self.number.to_string(), NOTE) + APART;
        let room = |step: u32| (self.right - self.left) as i64 * i64::from(step) / i64::from(self.number);
        let step = [1, 2, 4, 13, 52, 104].into_iter().find(|&step| room(step) >= wide.into()).unwrap_or(260);
        let numbered = (1..=self.number).filter(|week| week.is_multiple_of(step));
        let middle = |week: u32| (self.place(week as usize - 1) + self.place(week as usize)) / 2;
        let placed = numbered.map(|week| (middle(week), week.to_string()));
        placed.filter(|(x, label)| x + width(label, NOTE) / 2 <= self.right + OVER).collect()
    }

    /// The dates to be named: the first day, then first days of months, quarters or years; of weeks in a short campaign.
    fn dates(self) -> Vec<(i32, String)> {
        // Where years are close together, the day would take the room of the next ones.
        let first = if self.number > 208 { "%Y" } else { "%-d %b %Y" };
        let mut dates = vec![(self.left, self.start.strftime(first).to_string())];
        let mut free = self.left + width(&dates[0].1, NOTE) + APART;
        let end = self.start.saturating_add((7 * i64::from(self.number)).days());
        let later: Vec<(Date, String)> = if self.number <= 8 {
            let weeks = (1..self.number).map(|week| self.start.saturating_add((7 * i64::from(week)).days()));
            weeks.map(|date| (date, date.strftime("%-d %b").to_string())).collect()
        } else {
            self.months(end)
        };
        for (date, label) in later {
            let x = self.at(i64::from((date - self.start).get_days()));
            let half = width(&label, NOTE) / 2;
            if x - half >= free && x + half <= self.right + OVER {
                dates.push((x, label));
                free = x + half + APART;
            }
        }
        dates
    }

    /// First days of months before `end`, all of them or as many as have room: every quarter, every year, …
    fn months(self, end: Date) -> Vec<(Date, String)> {
        let a_month = f64::from(self.right - self.left) / f64::from(self.number) * 365.25 / 84.0;
        let wide = f64::from(width("2030", NOTE) + APART);
        let step = [1, 3, 12, 24, 60].into_iter().find(|&step| f64::from(step) * a_month >= wide).unwrap_or(120);
        let first = self.start.first_of_month();
        let months = (1..=130).map(|month: i64| first.saturating_add(month.months())).take_while(|&date| date < end);
        let is_named = |date: &Date| (i32::from(date.year()) * 12 + i32::from(date.month()) - 1) % step == 0;
        let label = |date: Date| date.strftime(if date.month() == 1 { "%Y" } else { "%b" }).to_string();
        months.filter(is_named).map(|date| (date, label(date))).collect()
    }

    /// Draws lines to read along, from the height `top` to `bottom`.
    pub(super) fn draw_grid(self, pen: &mut Pen, top: i32, bottom: i32) {
        for (x, _) in self.dates() {
            let colour = if x == self.left { AXIS } else { GRID };
            pen.fill(Frame { left: x, top, right: x + 1, bottom }, colour);
        }
    }

    /// Draws the labels below the height `top`.
    pub(super) fn draw_labels(self, pen: &mut Pen, top: i32) {
        let baseline = top + Weeks::FIRST;
        for (x, label) in self.numbers() {
            pen.text(&label, NOTE, Align::Centre, x, baseline);
        }
        for (x, label) in self.dates() {
            let align = if x == self.left { Align::Left } else { Align::Centre };
            pen.text(&label, NOTE, align, x, baseline + NOTE.line_height());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::font;
    use super::*;

    fn labels(number: u32, right: i32) -> (Vec<String>, Vec<String>) {
        assert!(font::register());
        let weeks = Weeks { left: 0, right, number, start: jiff::civil::date(2026, 3, 2) };
        let words = |places: Vec<(i32, String)>| places.into_iter().map(|(_, label)| label).collect();
        (words(weeks.numbers()), words(weeks.dates()))
    }

    #[test]
    fn weeks_are_numbered_and_dated_as_room_allows() {
        assert_eq!(labels(1, 400), (vec!["1".into()], vec!["2 Mar 2026".into()]));
        let (numbers, dates) = labels(26, 400);
        assert_eq!(numbers, ["2", "4", "6", "8", "10", "12", "14", "16", "18", "20", "22", "24", "26"]);
        assert_eq!(dates, ["2 Mar 2026", "May", "Jun", "Jul", "Aug"]);
        let (numbers, dates) = labels(520, 400);
        assert_eq!(numbers, ["52", "104", "156", "208", "260", "312", "364", "416", "468"]);
        assert_eq!(dates, ["2026", "2028", "2029", "2030", "2031", "2032", "2033", "2034", "2035"]);
        assert_eq!(labels(4, 400).1, ["2 Mar 2026", "9 Mar", "16 Mar", "23 Mar"]);
    }
}
