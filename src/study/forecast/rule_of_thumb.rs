//! The usual rule: the credits that are left by the weekdays that are left in the month.

use crate::domain::calendar::Calendar;
use crate::domain::event::{Event, EventKind};
use crate::domain::quantity::{Credits, Day};
use crate::engine::luck::Luck;
use crate::engine::recorder::Recorder;
use crate::engine::schedule::Schedule;
use crate::engine::trial::Player;

use super::affordable::weekdays;

/// Credits left, divided by the weekdays left in the month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleOfThumb {
    /// Credits held on the first day before anything is sent.
    pub credits: Credits,
    /// Weekdays from the first day to the end of its month; none on a weekend that ends it.
    pub weekdays: u32,
}

impl RuleOfThumb {
    /// InMails a weekday; nothing where no weekday is left.
    pub fn a_day(self) -> Option<f64> {
        (self.weekdays > 0).then(|| f64::from(self.credits) / f64::from(self.weekdays))
    }

    /// That of a case on its first day. What is held then does not depend on luck.
    pub(super) fn new(schedule: &Schedule<'_>, luck: Luck) -> RuleOfThumb {
        let mut held = Held::default();
        Player::new(schedule).play(luck, &mut held);
        RuleOfThumb { credits: held.balance, weekdays: left(&schedule.case.calendar) }
    }
}

/// The weekdays that are left in the month of the first day.
fn left(calendar: &Calendar) -> u32 {
    weekdays(calendar, Day::from(calendar.start.days_in_month() - calendar.start.day()) + 1)
}

/// The balance of the first day before replies land and anything is sent.
#[derive(Debug, Default)]
struct Held {
    balance: Credits,
    is_over: bool,
}

impl Recorder for Held {
    fn record(&mut self, event: impl FnOnce() -> Event) {
        use EventKind::{Cap, Charge, Forfeit, Grant, Lapse, Opening};
        let event = event();
        self.is_over |= event.day > 0 || ![Opening, Lapse, Forfeit, Charge, Grant, Cap].contains(&event.kind);
        if !self.is_over {
            self.balance = event.balance;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::SendDays;
    use jiff::civil::date;

    #[test]
    fn the_rule_of_thumb_counts_the_weekdays_that_are_left_in_the_month() {
        let rule = |start| {
            let calendar = Calendar { start, days: 28, send_days: SendDays::default(), days_off: Default::default() };
            RuleOfThumb { credits: 42, weekdays: left(&calendar) }
        };
        let weekdays = |start| rule(start).weekdays;
        assert_eq!(weekdays(date(2026, 3, 2)), 22);
        assert_eq!(weekdays(date(2026, 3, 31)), 1);
        assert_eq!(weekdays(date(2026, 2, 27)), 1);
        let saturday = rule(date(2026, 1, 31));
        assert_eq!((saturday.credits, saturday.weekdays, saturday.a_day()), (42, 0, None), "it is the last day");
        assert_eq!(rule(date(2026, 12, 11)).a_day(), Some(42.0 / 15.0));
    }
}
