//! Fans: how campaigns spread around their median from week to week.

use crate::domain::count::Count;
use crate::figures::{CaseFigures, Quantiles};

use super::legend::{Sample, occurring};
use super::pen::{Pen, Place};
use super::rise::Rise;
use super::style::{BLUE, PALE_BLUE, SKY_BLUE};
use super::weeks::Weeks;

/// A way of joining the values of weeks to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joined {
    /// A value holds for its week: what is refilled jumps.
    Steps,
    /// A value is reached at the end of its week, from nothing before the first.
    Lines,
}

/// The quantiles of a count in each week.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fan(Vec<[f64; 5]>);

impl Fan {
    /// The quantiles of a count of a case.
    pub(super) fn new(case: &CaseFigures, count: Count) -> Fan {
        let weeks = case.by_week.iter().map(|week| {
            let estimate = week.estimates.get(count.in_week()).copied().unwrap_or_default();
            let Quantiles { p05, p25, p50, p75, p95 } = estimate.quantiles;
            [p05, p25, p50, p75, p95].map(|quantile| quantile.unwrap_or(0.0))
        });
        Fan(weeks.collect())
    }

    /// The largest value that it shows.
    pub(super) fn most(&self) -> f64 {
        self.0.iter().map(|week| week[4]).fold(0.0, f64::max)
    }

    /// The 5 %, 50 % and 95 % quantiles of the last week.
    pub(super) fn last(&self) -> [f64; 3] {
        self.0.last().map_or([0.0; 3], |week| [week[0], week[2], week[4]])
    }

    /// The names of the parts of a fan.
    pub(super) fn legend() -> Vec<(Sample, String)> {
        occurring([
            (true, Sample::Bar(2, BLUE), "median"),
            (true, Sample::Bar(12, SKY_BLUE), "middle half of simulations (25 % to 75 %)"),
            (true, Sample::Bar(12, PALE_BLUE), "middle 90 % (5 % to 95 %)"),
        ])
    }

    /// Draws both bands and the median.
    pub(super) fn draw(&self, pen: &mut Pen, weeks: Weeks, rise: Rise, joined: Joined) {
        let line = |quantile| self.line(quantile, weeks, rise, joined);
        pen.band(line(4), line(0), PALE_BLUE);
        pen.band(line(3), line(1), SKY_BLUE);
        // Where weeks are narrow a thick line would hide the bands around its ups and downs.
        let dense = weeks.right - weeks.left < 3 * weeks.number as i32 && joined == Joined::Steps;
        pen.line(line(2), if dense { 1 } else { 2 }, BLUE);
    }

    /// The course of one quantile: of the points above one another only the first and the last.
    fn line(&self, quantile: usize, weeks: Weeks, rise: Rise, joined: Joined) -> Vec<Place> {
        let mut line: Vec<Place> = Vec::new();
        let mut add = |point: Place| {
            if line.last() == Some(&point) {
                return;
            }
            if let [.., (before, _), (last, _)] = line.as_slice()
                && before == last
                && *last == point.0
            {
                line.pop();
            }
            line.push(point);
        };
        if joined == Joined::Lines {
            add((weeks.place(0), rise.place(0.0)));
        }
        for (week, quantiles) in self.0.iter().enumerate() {
            let y = rise.place(quantiles[quantile]);
            if joined == Joined::Steps {
                add((weeks.place(week), y));
            }
            add((weeks.place(week + 1), y));
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_rise_from_nothing_and_steps_jump() {
        let fan = Fan(vec![[0.0, 0.0, 5.0, 0.0, 0.0], [0.0, 0.0, 10.0, 0.0, 0.0]]);
        let weeks = Weeks { left: 0, right: 20, number: 2, start: jiff::civil::date(2026, 3, 2) };
        let rise = Rise { top: 0, bottom: 100, limit: 10.0 };
        assert_eq!(fan.line(2, weeks, rise, Joined::Lines), [(0, 100), (10, 50), (20, 0)]);
        assert_eq!(fan.line(2, weeks, rise, Joined::Steps), [(0, 50), (10, 50), (10, 0), (20, 0)]);
    }

    #[test]
    fn more_weeks_than_pixels_do_not_make_more_points_than_can_be_seen() {
        let week = |place: u32| [0.0, 0.0, f64::from(place % 7), 0.0, 0.0];
        let fan = Fan((0..520).map(week).collect());
        let weeks = Weeks { left: 0, right: 100, number: 520, start: jiff::civil::date(2026, 3, 2) };
        let rise = Rise { top: 0, bottom: 100, limit: 10.0 };
        assert!(fan.line(2, weeks, rise, Joined::Steps).len() <= 202);
    }
}
