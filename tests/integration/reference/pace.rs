//! How many new prospects a segment starts.

use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::segment::Pace;

use super::day::Trial;

impl Trial<'_> {
    /// Does the pace ask for another new prospect now, and is there one?
    pub(super) fn wants_another(&self, segment: usize) -> bool {
        let prospects = self.case.segments[segment].prospects;
        if prospects.is_some_and(|number| self.prospects[segment].len() >= number as usize) {
            return false;
        }
        match self.pace_of_week(segment) {
            // Without a number to reach, credits are what asks: a new prospect is never wanted in vain.
            None => self.account.balance() > u64::from(self.case.segments[segment].reserve),
            Some(number) => {
                let first_day = self.first_day_of_week();
                let is_send_day = |&day: &Day| self.case.calendar.is_send_day(day);
                let all = (first_day..first_day + 7).filter(is_send_day).count() as u64;
                let so_far = (first_day..=self.today).filter(is_send_day).count() as u64;
                self.started_this_week(segment) < number * so_far / all
            }
        }
    }

    /// How many new prospects the segment is to start this week; nothing if as many as there are credits for.
    fn pace_of_week(&self, segment: usize) -> Option<u64> {
        let week = self.week_place();
        match &self.case.segments[segment].pace {
            Pace::PerWeek(numbers) => Some(u64::from(numbers[week.min(numbers.len() - 1)])),
            Pace::Max => None,
            Pace::Refunds if week == 0 => Some(0),
            Pace::Refunds => Some(self.played.weeks[week - 1].refunded),
        }
    }

    fn started_this_week(&self, segment: usize) -> u64 {
        let first_day = self.first_day_of_week();
        self.prospects[segment].iter().filter(|prospect| prospect.started >= first_day).count() as u64
    }

    /// At the end of a week: how many prospects the segment was to start and did not, of those that were left.
    pub(super) fn shortfall_of_week(&self, segment: usize) -> u64 {
        let Some(number) = self.pace_of_week(segment) else {
            return 0;
        };
        let first_day = self.first_day_of_week();
        let is_send_day = |&day: &Day| self.case.calendar.is_send_day(day);
        let all = (first_day..first_day + 7).filter(is_send_day).count() as u64;
        let inside = (first_day..=self.today).filter(is_send_day).count() as u64;
        // A short last week has its share of the number to reach.
        let number = (number * inside).checked_div(all).unwrap_or(number);
        let started = self.started_this_week(segment);
        let started_before = self.prospects[segment].len() as u64 - started;
        let wanted = match self.case.segments[segment].prospects {
            Some(prospects) => number.min(u64::from(prospects) - started_before),
            None => number,
        };
        wanted - started
    }
}
