//! What holds up a touch that is wanted.

use inmail_sim::domain::case::LimitWeek;
use inmail_sim::domain::quantity::Day;
use inmail_sim::domain::reason::Reason;
use inmail_sim::domain::touch::Channel;

use super::day::Trial;
use super::sending::Prospect;

impl Trial<'_> {
    /// Does the network let nothing of this person go out today?
    pub(super) fn is_restricted(&self, person: usize) -> bool {
        self.people[person].restricted_until.is_some_and(|last| self.today <= last)
    }

    /// The first of the reasons for which the next touch to this prospect may not go out now, if there is one.
    pub(super) fn holds_up(&self, person: usize, segment: usize, prospect: &Prospect) -> Option<Reason> {
        let settings = &self.case.segments[segment];
        let touch = settings.sequence[prospect.next];
        let costs_credit = self.costs_credit(touch, prospect);
        let spent = self.people[person].spent_on[segment];
        if self.is_restricted(person) {
            Some(Reason::Restriction)
        } else if self.is_at_limit(person, touch) {
            Some(Reason::Limit)
        } else if self.takes_too_long(person, touch) {
            Some(Reason::Hours)
        } else if costs_credit && settings.credits_at_most.is_some_and(|most| spent >= u64::from(most)) {
            Some(Reason::CreditsAtMost)
        } else if costs_credit && self.account.balance() <= u64::from(settings.reserve) {
            Some(Reason::Credits)
        } else {
            None
        }
    }

    pub(super) fn costs_credit(&self, touch: usize, prospect: &Prospect) -> bool {
        let is_inmail = self.case.touches[touch].channel() == Channel::InMail;
        is_inmail && !prospect.open_profile && !prospect.accepted
    }

    /// Has the touch gone out as often as it may today or in these days?
    fn is_at_limit(&self, person: usize, touch: usize) -> bool {
        let week = match self.case.pacing.limit_week {
            LimitWeek::Campaign => self.first_day_of_week(),
            LimitWeek::Rolling => (self.today - 6).max(0),
        };
        let details = &self.case.touches[touch];
        details.limit_per_day.is_some_and(|limit| self.sent_since(person, self.today, touch) >= u64::from(limit))
            || details.limit_per_week.is_some_and(|limit| self.sent_since(person, week, touch) >= u64::from(limit))
    }

    /// Would the touch and those of this week take more than the hours of a week?
    fn takes_too_long(&self, person: usize, touch: usize) -> bool {
        let Some(hours) = self.case.pacing.hours_per_week else { return false };
        let minutes = |touch: usize| self.case.touches[touch].minutes.thousandths() as f64 / 1000.0;
        let each = 0..self.case.touches.len();
        let week = self.first_day_of_week();
        let so_far: f64 = each.map(|it| self.sent_since(person, week, it) as f64 * minutes(it)).sum();
        minutes(touch) > 0.0 && so_far + minutes(touch) > 60.0 * hours.hours() + 1e-6
    }

    /// How often a touch of this person has gone out since the start of `day`.
    fn sent_since(&self, person: usize, day: Day, touch: usize) -> u64 {
        self.people[person].sent_by_day[day as usize..].iter().map(|sent| u64::from(sent[touch])).sum()
    }
}
