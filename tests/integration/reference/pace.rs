//! How many new prospects of a segment a person starts.

use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::segment::Pace;

use super::day::Trial;

impl Trial<'_> {
    /// Does the pace ask for another new prospect now, and is there one?
    pub(super) fn wants_another(&self, person: usize, segment: usize) -> bool {
        let member = &self.people[person];
        if member.list(segment).prospects.is_some_and(|number| member.prospects[segment].len() >= number as usize) {
            return false;
        }
        match self.pace_of_week(person, segment) {
            // Without a number to reach, credits are what asks: a new prospect is never wanted in vain.
            None => self.account.balance() > u64::from(self.case.segments[segment].reserve),
            Some(number) => {
                let first_day = self.first_day_of_week();
                let is_send_day = |&day: &Day| self.case.calendar.is_send_day(day);
                let all = (first_day..first_day + 7).filter(is_send_day).count() as u64;
                let so_far = (first_day..=self.today).filter(is_send_day).count() as u64;
                self.started_this_week(person, segment) < number * so_far / all
            }
        }
    }

    /// How many new prospects the person is to start this week; nothing if as many as there are credits for.
    fn pace_of_week(&self, person: usize, segment: usize) -> Option<u64> {
        let (week, member) = (self.week_place(), &self.people[person]);
        let number = match &self.case.segments[segment].pace {
            Pace::PerWeek(numbers) => u64::from(numbers[week.min(numbers.len() - 1)]),
            Pace::Max => return None,
            Pace::Refunds if week == 0 => 0,
            Pace::Refunds => member.refunded_in[week - 1],
        };
        Some(member.ramped(week, number))
    }

    fn started_this_week(&self, person: usize, segment: usize) -> u64 {
        let first_day = self.first_day_of_week();
        self.people[person].prospects[segment].iter().filter(|prospect| prospect.started >= first_day).count() as u64
    }

    /// At the end of a week: how many prospects the person was to start and did not, of those that were left.
    pub(super) fn shortfall_of_week(&self, person: usize, segment: usize) -> u64 {
        let Some(number) = self.pace_of_week(person, segment) else {
            return 0;
        };
        let first_day = self.first_day_of_week();
        let is_send_day = |&day: &Day| self.case.calendar.is_send_day(day);
        let all = (first_day..first_day + 7).filter(is_send_day).count() as u64;
        let inside = (first_day..=self.today).filter(is_send_day).count() as u64;
        // A short last week has its share of the number to reach.
        let number = (number * inside).checked_div(all).unwrap_or(number);
        let started = self.started_this_week(person, segment);
        let started_before = self.people[person].prospects[segment].len() as u64 - started;
        let wanted = match self.people[person].list(segment).prospects {
            Some(prospects) => number.min(prospects - started_before),
            None => number,
        };
        wanted - started
    }
}
